// Files and folders, with errors as values.
#ifndef QUARANTA_SRC_IO_FILES_H_
#define QUARANTA_SRC_IO_FILES_H_

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace quaranta::io {

// The bytes of a file. kNotFound when it cannot be opened, kResourceExhausted
// when it is longer than `limit`.
absl::StatusOr<std::string> ReadFile(const std::string& path,
                                     std::size_t limit);

// A file that is read piece by piece.
class InFile {
 public:
  // As ReadFile().
  static absl::StatusOr<InFile> Open(const std::string& path,
                                     std::size_t limit);

  // In bytes, when it was opened.
  std::size_t size() const { return size_; }
  // The next bytes; 0 at the end, and when the file cannot be read.
  std::size_t Read(char* into, std::size_t size);
  bool failed() const { return stream_.bad(); }
  // From the beginning; a last one without its end counts.
  std::uint64_t CountLines();

 private:
  std::ifstream stream_;
  std::size_t size_ = 0;
  std::size_t left_ = 0;  // of what it may be
};

// Replaces a file as a whole: it is written beside and then renamed.
absl::Status WriteFile(const std::string& path, std::string_view bytes);
// Renames a file that was written beside; it is removed when that fails.
absl::Status ReplaceFile(const std::string& beside, const std::string& path);

struct FolderEntry {
  std::string name;
  bool folder = false;
};
// What stands in a folder, by name; hidden entries are left out. kNotFound when
// there is no such folder, kInvalidArgument when it is not one.
absl::StatusOr<std::vector<FolderEntry>> ListFolder(const std::string& path);

absl::Status MakeFolder(const std::string& path);
bool IsFolder(const std::string& path);
bool Exists(const std::string& path);
// Removes a file if it is there.
void RemoveFile(const std::string& path);

// "rooms" and ".csv" of "rooms.csv"; the extension in lower case.
std::string Stem(std::string_view name);
std::string Extension(std::string_view name);
// Whether a file is SQLite's by its name: .sqlite, .sqlite3, .db.
bool IsSqliteName(std::string_view name);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_FILES_H_

// Files and folders, with errors as values.
#ifndef QUARANTA_SRC_IO_FILES_H_
#define QUARANTA_SRC_IO_FILES_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace quaranta::io {

// The bytes of a file, or bytes of somebody else.
class FileBytes {
 public:
  FileBytes(std::unique_ptr<char[]> own, std::size_t size)
      : own_(std::move(own)), view_(own_.get(), size) {}
  // They must outlive this.
  explicit FileBytes(std::string_view view) : view_(view) {}

  std::string_view view() const { return view_; }
  // Lets them go, once nobody needs them.
  void Clear() {
    view_ = {};
    own_ = nullptr;
  }

 private:
  std::unique_ptr<char[]> own_;
  std::string_view view_;
};

// The bytes of a file. kNotFound when it cannot be opened, kResourceExhausted
// when it is longer than `limit`.
absl::StatusOr<FileBytes> ReadFile(const std::string& path, std::size_t limit);

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

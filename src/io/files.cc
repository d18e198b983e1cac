#include "io/files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "quaranta/core/large_pages.h"
#include "quaranta/core/status.h"

namespace quaranta::io {
namespace {

namespace fs = std::filesystem;

// Paths are UTF-8 on every system.
fs::path PathOf(std::string_view text) {
  return fs::path(std::u8string(text.begin(), text.end()));
}

std::string TextOf(const fs::path& path) {
  const std::u8string text = path.u8string();
  return std::string(text.begin(), text.end());
}

std::size_t DotOf(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? name.size() : dot;
}

}  // namespace

absl::StatusOr<FileBytes> ReadFile(const std::string& path, std::size_t limit) {
  std::error_code error;
  const fs::path file = PathOf(path);
  const std::uintmax_t size = fs::file_size(file, error);
  if (error) return NotFound(path + ": " + error.message());
  if (size > limit) {
    return ResourceExhausted(path + ": more than " + std::to_string(limit) +
                             " bytes");
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return NotFound(path + ": cannot be opened");
  auto bytes = UnfilledBytes(static_cast<std::size_t>(size));
  stream.read(bytes.get(), static_cast<std::streamsize>(size));
  if (stream.bad()) return NotFound(path + ": cannot be read");
  return FileBytes(std::move(bytes), static_cast<std::size_t>(stream.gcount()));
}

absl::Status WriteFile(const std::string& path, std::string_view bytes) {
  const fs::path beside = PathOf(path + ".part");
  {
    std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) return FailedPrecondition(path + ": cannot be written");
  }
  return ReplaceFile(path + ".part", path);
}

absl::Status ReplaceFile(const std::string& beside, const std::string& path) {
  std::error_code error;
  fs::rename(PathOf(beside), PathOf(path), error);
  if (error) {
    RemoveFile(beside);
    return FailedPrecondition(path + ": " + error.message());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<FolderEntry>> ListFolder(const std::string& path) {
  std::error_code error;
  const fs::path folder = PathOf(path);
  if (!fs::exists(folder, error)) {
    return NotFound(path + ": there is no such folder");
  }
  if (!fs::is_directory(folder, error)) {
    return InvalidArgument(path + ": is not a folder");
  }
  std::vector<FolderEntry> entries;
  fs::directory_iterator it(folder, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error)) {
    std::error_code ignored;
    FolderEntry entry{TextOf(it->path().filename()), it->is_directory(ignored)};
    if (!entry.name.starts_with('.')) entries.push_back(std::move(entry));
  }
  if (error) return NotFound(path + ": " + error.message());
  std::sort(entries.begin(), entries.end(),
            [](const FolderEntry& a, const FolderEntry& b) {
              return a.name < b.name;
            });
  return entries;
}

absl::Status MakeFolder(const std::string& path) {
  std::error_code error;
  fs::create_directories(PathOf(path), error);
  if (error || !IsFolder(path)) {
    return FailedPrecondition(path + ": cannot be made a folder");
  }
  return absl::OkStatus();
}

bool IsFolder(const std::string& path) {
  std::error_code error;
  return fs::is_directory(PathOf(path), error);
}

bool Exists(const std::string& path) {
  std::error_code error;
  return fs::exists(PathOf(path), error);
}

void RemoveFile(const std::string& path) {
  std::error_code ignored;
  fs::remove(PathOf(path), ignored);
}

std::string Stem(std::string_view name) {
  return std::string(name.substr(0, DotOf(name)));
}

std::string Extension(std::string_view name) {
  std::string extension(name.substr(DotOf(name)));
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension;
}

bool IsSqliteName(std::string_view name) {
  const std::string extension = Extension(name);
  return extension == ".sqlite" || extension == ".sqlite3" ||
         extension == ".db";
}

}  // namespace quaranta::io

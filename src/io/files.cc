#include "io/files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "core/status_macros.h"
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

absl::StatusOr<InFile> InFile::Open(const std::string& path,
                                    std::size_t limit) {
  std::error_code error;
  const fs::path name = PathOf(path);
  const std::uintmax_t size = fs::file_size(name, error);
  if (error) return NotFound(path + ": " + error.message());
  if (size > limit) {
    return ResourceExhausted(path + ": more than " + std::to_string(limit) +
                             " bytes");
  }
  InFile file;
  file.stream_.open(name, std::ios::binary);
  if (!file.stream_) return NotFound(path + ": cannot be opened");
  file.size_ = file.left_ = static_cast<std::size_t>(size);
  return file;
}

std::size_t InFile::Read(char* into, std::size_t size) {
  // A file that grows meanwhile is read as it was.
  size = std::min(size, left_);
  stream_.read(into, static_cast<std::streamsize>(size));
  const auto got = static_cast<std::size_t>(stream_.gcount());
  left_ -= got;
  return got;
}

std::uint64_t InFile::CountLines() {
  stream_.clear();
  stream_.seekg(0);
  left_ = size_;
  std::string piece(std::size_t{1} << 18, '\0');
  std::uint64_t lines = 0;
  char last = '\n';
  while (const std::size_t got = Read(piece.data(), piece.size())) {
    const auto end = piece.begin() + static_cast<std::ptrdiff_t>(got);
    lines += static_cast<std::uint64_t>(std::count(piece.begin(), end, '\n'));
    last = piece[got - 1];
  }
  return lines + (last == '\n' ? 0 : 1);
}

absl::StatusOr<std::string> ReadFile(const std::string& path,
                                     std::size_t limit) {
  QUARANTA_ASSIGN_OR_RETURN(InFile file, InFile::Open(path, limit));
  std::string bytes(file.size(), '\0');
  bytes.resize(file.Read(bytes.data(), bytes.size()));
  if (file.failed()) return NotFound(path + ": cannot be read");
  return bytes;
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

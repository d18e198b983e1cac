#include "text/locate.h"

#include <algorithm>

namespace quaranta::text {

Position Locator::At(std::size_t offset) {
  offset = std::min(offset, bytes_.size());
  if (offset < offset_) {
    if (offset < line_start_) {
      line_start_ = 0;
      line_ = first_line_;
    }
    offset_ = line_start_;
    column_ = 1;
  }
  for (; offset_ < offset; ++offset_) {
    const char c = bytes_[offset_];
    const bool lone_return = c == '\r' && (offset_ + 1 == bytes_.size() ||
                                           bytes_[offset_ + 1] != '\n');
    if (c == '\n' || lone_return) {
      ++line_;
      column_ = 1;
      line_start_ = offset_ + 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++column_;
    }
  }
  return {line_, column_};
}

std::string Located(std::string_view name, Position at,
                    std::string_view message) {
  return std::string(name) + ":" + std::to_string(at.line) + ":" +
         std::to_string(at.column) + ": " + std::string(message);
}

}  // namespace quaranta::text

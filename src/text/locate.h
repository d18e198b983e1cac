// From byte offsets to lines and columns, and errors that name them.
#ifndef QUARANTA_SRC_TEXT_LOCATE_H_
#define QUARANTA_SRC_TEXT_LOCATE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "quaranta/text/node.h"

namespace quaranta::text {

// Offsets mostly come in rising order, so it walks on from the last one; an
// earlier offset starts again from the beginning of the last line or the text.
class Locator {
 public:
  explicit Locator(std::string_view bytes, std::uint32_t first_line = 1)
      : bytes_(bytes), first_line_(first_line), line_(first_line) {}

  Position At(std::size_t offset);

 private:
  std::string_view bytes_;
  std::uint32_t first_line_;
  std::size_t offset_ = 0;
  std::size_t line_start_ = 0;
  std::uint32_t line_;
  std::uint32_t column_ = 1;
};

// "name:LINE:COLUMN: message".
std::string Located(std::string_view name, Position at,
                    std::string_view message);

}  // namespace quaranta::text

#endif  // QUARANTA_SRC_TEXT_LOCATE_H_

#include "policy/place_of.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace quaranta::policy {
namespace {

// Line `number` of a text, from 1, without its end; "" behind the last.
std::string_view LineOf(std::string_view text, std::uint32_t number) {
  for (; number > 1; --number) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return "";
    text.remove_prefix(end + 1);
  }
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool Begins(char byte) { return (byte & 0xC0) != 0x80; }

// The bytes of a UTF-8 line from a column on.
std::string_view FromColumn(std::string_view line, std::uint32_t column) {
  std::size_t at = 0;
  while (at < line.size() && column > 1) {
    ++at;
    while (at < line.size() && !Begins(line[at])) ++at;
    --column;
  }
  return line.substr(at);
}

}  // namespace

text::Position PlaceOf(std::string_view yaml, const text::Node& scalar,
                       text::Position within) {
  const text::Position start = scalar.at;
  const std::string_view first = LineOf(yaml, start.line);
  const std::string_view own = LineOf(scalar.scalar, within.line);
  const std::string_view written = FromColumn(first, start.column);
  if (scalar.block) {
    const std::string_view line = LineOf(yaml, start.line + within.line);
    // A folded block joins lines: its text is none of the file.
    if (!written.starts_with('|') || !line.ends_with(own)) return start;
    const auto indent = static_cast<std::uint32_t>(line.size() - own.size());
    return {start.line + within.line, indent + within.column};
  }
  const std::uint32_t quote = scalar.plain ? 0 : 1;
  const std::size_t before = own.size() - FromColumn(own, within.column).size();
  const bool as_written =
      within.line == 1 &&
      FromColumn(written, quote + 1).starts_with(own.substr(0, before));
  if (!as_written) return start;
  return {start.line, start.column + quote + within.column - 1};
}

}  // namespace quaranta::policy

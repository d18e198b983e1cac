#include "io/normal.h"

#include <array>

#include "io/numbers.h"

namespace quaranta::io {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char Upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

std::string NormalText(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : Narrow(text)) {
    if (IsSpace(c)) {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += Lower(c);
  }
  return out;
}

std::string NormalIdNumber(std::string_view text) {
  std::string out;
  for (const char c : Narrow(text)) {
    if (!IsSpace(c) && c != '-' && c != '\'') out += Upper(c);
  }
  return out;
}

std::string NormalPhone(std::string_view text) {
  std::string out;
  for (const char c : Narrow(text)) {
    if (c >= '0' && c <= '9') out += c;
  }
  for (const std::string_view prefix : {"0086", "86"}) {
    if (out.size() == 11 + prefix.size() && out.starts_with(prefix)) {
      return out.substr(prefix.size());
    }
  }
  return out;
}

std::string NormalName(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kDots = {"·", "•", "．",
                                                            "‧"};
  const std::string narrow = Narrow(text);
  std::string out;
  for (const std::string_view c : Characters(narrow)) {
    if (c.size() == 1 && (IsSpace(c[0]) || c[0] == '.')) continue;
    bool dot = false;
    for (const std::string_view other : kDots) dot = dot || c == other;
    if (!dot)
      out += c.size() == 1 ? std::string(1, Lower(c[0])) : std::string(c);
  }
  return out;
}

std::string NormalValue(const schema::Field& field, std::string_view text) {
  if (field.name == "id_number") return NormalIdNumber(text);
  if (field.name == "phone") {
    // A number that is written as words ("see the desk") is a text.
    std::string digits = NormalPhone(text);
    return digits.size() < 5 ? NormalText(text) : digits;
  }
  if (field.name == "name") return NormalName(text);
  return NormalText(text);
}

std::vector<std::string_view> Characters(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() &&
           (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
      ++end;
    }
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

}  // namespace quaranta::io

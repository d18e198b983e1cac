#include "tools/schemagen/names.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace quaranta::schemagen {
namespace {

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
char ToLower(char c) { return IsUpper(c) ? static_cast<char>(c + 32) : c; }
char ToUpper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

bool EndsWith(const std::string& text, std::string_view tail) {
  return text.size() >= tail.size() &&
         text.compare(text.size() - tail.size(), tail.size(), tail) == 0;
}

// Words of C++20, CEL, Python and YAML 1.1 that could be taken for a field.
constexpr std::array kReserved = std::to_array<std::string_view>({
    "alignas",  "alignof",   "and",       "as",        "asm",       "assert",
    "async",    "auto",      "await",     "bitand",    "bitor",     "bool",
    "break",    "case",      "catch",     "char",      "class",     "compl",
    "concept",  "const",     "consteval", "constexpr", "constinit", "continue",
    "decltype", "def",       "default",   "del",       "delete",    "do",
    "double",   "elif",      "else",      "enum",      "except",    "explicit",
    "export",   "extern",    "false",     "finally",   "float",     "for",
    "friend",   "from",      "function",  "global",    "goto",      "if",
    "import",   "in",        "inline",    "int",       "is",        "lambda",
    "let",      "long",      "loop",      "mutable",   "n",         "namespace",
    "new",      "no",        "noexcept",  "nonlocal",  "not",       "null",
    "off",      "on",        "operator",  "or",        "package",   "pass",
    "private",  "protected", "public",    "raise",     "register",  "requires",
    "return",   "short",     "signed",    "sizeof",    "static",    "struct",
    "switch",   "template",  "this",      "throw",     "true",      "try",
    "typedef",  "typeid",    "typename",  "union",     "unsigned",  "using",
    "var",      "virtual",   "void",      "volatile",  "while",     "with",
    "xor",      "y",         "yes",       "yield",
});

}  // namespace

std::string SnakeCase(const std::string& camel) {
  std::string out;
  for (std::size_t i = 0; i < camel.size(); ++i) {
    if (i > 0 && IsUpper(camel[i])) out += '_';
    out += ToLower(camel[i]);
  }
  return out;
}

std::string UpperSnake(const std::string& camel) {
  std::string out = SnakeCase(camel);
  std::transform(out.begin(), out.end(), out.begin(), ToUpper);
  return out;
}

std::string Plural(const std::string& snake) {
  for (std::string_view tail : {"s", "x", "ch", "sh"}) {
    if (EndsWith(snake, tail)) return snake + "es";
  }
  if (EndsWith(snake, "y") && snake.size() > 1 &&
      std::string_view("aeiou").find(snake[snake.size() - 2]) ==
          std::string_view::npos) {
    return snake.substr(0, snake.size() - 1) + "ies";
  }
  return snake + "s";
}

std::string RefName(const std::string& field) {
  if (EndsWith(field, "_ids")) {
    return Plural(field.substr(0, field.size() - 4));
  }
  if (EndsWith(field, "_id")) return field.substr(0, field.size() - 3);
  return field;
}

std::string ConstantName(const std::string& upper) {
  std::string out = "k";
  bool start = true;
  for (const char c : upper) {
    if (c == '_') {
      start = true;
    } else {
      out += start ? ToUpper(c) : ToLower(c);
      start = false;
    }
  }
  return out;
}

bool IsReservedWord(const std::string& word) {
  return std::find(kReserved.begin(), kReserved.end(), word) != kReserved.end();
}

std::string Quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string NumberText(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value).ptr;
  return std::string(buffer, end);
}

std::size_t DisplayWidth(const std::string& text) {
  std::size_t width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) continue;  // inside a character
    width += byte >= 0xE0U ? 2 : 1;
  }
  return width;
}

std::vector<std::string> Wrapped(const std::string& text,
                                 const std::string& prefix, std::size_t width) {
  std::vector<std::string> lines;
  std::string line = prefix;
  bool empty = true;
  for (const std::string& word : Split(text, ' ')) {
    if (word.empty()) continue;
    if (!empty && DisplayWidth(line) + 1 + DisplayWidth(word) > width) {
      lines.push_back(line);
      line = prefix;
      empty = true;
    }
    if (!empty) line += ' ';
    line += word;
    empty = false;
  }
  if (!empty) lines.push_back(line);
  return lines;
}

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find(separator, begin);
    if (end == std::string::npos) break;
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

std::string Join(const std::vector<std::string>& parts,
                 const std::string& separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

}  // namespace quaranta::schemagen

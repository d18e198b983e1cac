#include "tests/conformance/asts/part.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "expr/text.h"

namespace quaranta::conformance {
namespace {

using expr::Value;

std::string Hex(const char* prefix, unsigned code, int digits) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%s%0*x", prefix, digits, code);
  return text.data();
}

std::string EscapedByte(unsigned byte) {
  switch (byte) {
    case '\a':
      return "\\a";
    case '\b':
      return "\\b";
    case '\t':
      return "\\t";
    case '\n':
      return "\\n";
    case '\v':
      return "\\v";
    case '\f':
      return "\\f";
    case '\r':
      return "\\r";
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    default:
      return Hex("\\x", byte, 2);
  }
}

// What Go prints as it is, as far as the tests go: no controls, no spaces but
// the common one, nothing without a shape, nothing private.
bool IsPrintable(char32_t c) {
  const auto within = [c](char32_t low, char32_t high) {
    return low <= c && c <= high;
  };
  if (c == '"' || c == '\\' || c < 0x20 || within(0x7F, 0xA0)) return false;
  return c != 0xAD && c != 0x1680 && c != 0x180E && !within(0x2000, 0x200F) &&
         !within(0x2028, 0x202F) && !within(0x205F, 0x206F) && c != 0x3000 &&
         !within(0xD800, 0xF8FF) && c != 0xFEFF && !within(0xFFF0, 0xFFFB) &&
         (c < 0x323B0 || within(0xE0100, 0xE01EF));
}

std::string QuotedText(std::string_view text) {
  std::string out = "\"";
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t at = pos;
    const auto code = expr::NextCodePoint(text, pos);
    if (!code) {
      ++pos;
      continue;
    }
    if (IsPrintable(*code)) {
      out += text.substr(at, pos - at);
    } else if (*code < 0x80) {
      out += EscapedByte(*code);
    } else {
      out += *code < 0x10000 ? Hex("\\u", *code, 4) : Hex("\\U", *code, 8);
    }
  }
  return out + "\"";
}

std::string QuotedBytes(std::string_view bytes) {
  std::string out = "b\"";
  for (std::size_t pos = 0; pos < bytes.size();) {
    const std::size_t at = pos;
    const auto code = expr::NextCodePoint(bytes, pos);
    if (code && *code != 0xFFFD && IsPrintable(*code)) {
      out += bytes.substr(at, pos - at);
    } else {
      out += EscapedByte(static_cast<unsigned char>(bytes[at]));
      pos = at + 1;
    }
  }
  return out + "\"";
}

// As Go's %g: the shortest, with an exponent below -4 and from 6 digits... of
// which those needed for the number do not count.
std::string Number(double d) {
  if (std::isnan(d)) return "NaN";
  if (std::isinf(d)) return d > 0 ? "+Inf" : "-Inf";
  std::array<char, 512> buffer{};
  char* const begin = buffer.data();
  auto end =
      std::to_chars(begin, begin + 64, d, std::chars_format::scientific).ptr;
  const std::string text(begin, end);
  const int exponent = std::atoi(text.substr(text.find('e') + 1).c_str());
  constexpr int kLeast = -4;
  constexpr int kMost = 6;
  if (exponent < kLeast || exponent >= kMost) return text;
  end = std::to_chars(begin, begin + 512, d, std::chars_format::fixed).ptr;
  return {begin, end};
}

std::string Literal(const Value& value) {
  if (const auto* s = value.As<std::string>()) return QuotedText(*s);
  if (const auto* b = value.As<expr::Bytes>()) return QuotedBytes(b->value);
  if (const auto* d = value.As<double>()) return Number(*d);
  return expr::ToText(value);
}

class Writer {
 public:
  std::string Take() { return std::move(out_); }

  void Write(const Part& part) {
    switch (part.kind) {
      case Part::Kind::kConstant:
        Text(Literal(part.constant));
        break;
      case Part::Kind::kIdentifier:
        Text(part.name);
        break;
      case Part::Kind::kSelect:
        Write(part.parts[0]);
        Text("." + part.name + (part.test_only ? "~test-only~" : ""));
        break;
      case Part::Kind::kCall:
        Call(part);
        break;
      case Part::Kind::kList:
        Text("[");
        Lines(part.parts.size(), [&](std::size_t i) { Write(part.parts[i]); });
        Text("]");
        break;
      case Part::Kind::kMap:
      case Part::Kind::kMessage:
        Struct(part);
        break;
      case Part::Kind::kComprehension:
        Comprehension(part);
        break;
    }
    Text(part.mark);
  }

 private:
  void Text(const std::string& text) {
    if (text.empty()) return;
    if (fresh_) out_.append(2 * indent_, ' ');
    fresh_ = false;
    out_ += text;
  }
  void Line() {
    out_ += '\n';
    fresh_ = true;
  }
  template <class Item>
  void Lines(std::size_t count, Item item) {
    if (count == 0) return;
    ++indent_;
    Line();
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) {
        Text(",");
        Line();
      }
      item(i);
    }
    --indent_;
    Line();
  }

  void Call(const Part& part) {
    const std::size_t first = part.method ? 1 : 0;
    if (part.method) {
      Write(part.parts[0]);
      Text(".");
    }
    Text(part.name + "(");
    Lines(part.parts.size() - first,
          [&](std::size_t i) { Write(part.parts[i + first]); });
    Text(")");
  }

  // The kind of the tree has a mark of entries as well.
  void Struct(const Part& part) {
    const bool kinds = part.mark.starts_with("^#");
    const std::string mark = kinds ? "^#*expr.Expr_CreateStruct_Entry#" : "";
    Text(part.name + "{");
    const bool map = part.kind == Part::Kind::kMap;
    Lines(map ? part.parts.size() / 2 : part.parts.size(), [&](std::size_t i) {
      map ? Write(part.parts[2 * i]) : Text(part.fields[i]);
      Text(":");
      Write(part.parts[map ? 2 * i + 1 : i]);
      Text(mark);
    });
    Text("}");
  }

  void Comprehension(const Part& part) {
    Text("__comprehension__(");
    ++indent_;
    Line();
    const auto title = [&](const char* text) {
      Text(text);
      Line();
    };
    const auto next = [&] {
      Text(",");
      Line();
    };
    title("// Variable");
    Text(part.name);
    next();
    title("// Target");
    Write(part.parts[0]);
    next();
    title("// Accumulator");
    Text(part.accumulator);
    constexpr const char* kTitles[] = {"// Init", "// LoopCondition",
                                       "// LoopStep", "// Result"};
    for (std::size_t i = 0; i < 4; ++i) {
      next();
      title(kTitles[i]);
      Write(part.parts[i + 1]);
    }
    Text(")");
    --indent_;
  }

  std::string out_;
  std::size_t indent_ = 0;
  bool fresh_ = true;
};

}  // namespace

std::string ToDebugText(const Part& part) {
  Writer writer;
  writer.Write(part);
  return writer.Take();
}

}  // namespace quaranta::conformance

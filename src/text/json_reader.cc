// A reader of RFC 8259 that keeps the place of every value, which the JSON
// libraries at hand do not.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "quaranta/core/status.h"
#include "quaranta/text/node.h"
#include "quaranta/text/utf8.h"
#include "text/locate.h"

namespace quaranta::text {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

class JsonReader {
 public:
  JsonReader(std::string_view bytes, std::string_view name,
             const ReadLimits& limits, std::uint32_t first_line)
      : bytes_(bytes),
        name_(name),
        limits_(limits),
        locator_(bytes, first_line) {}

  absl::StatusOr<Node> Read() {
    Node root;
    if (bytes_.size() > limits_.bytes) {
      Exhausted("more than " + std::to_string(limits_.bytes) + " bytes");
    } else if (const auto bad = InvalidUtf8At(bytes_)) {
      pos_ = *bad;
      Fail("this is not UTF-8");
    } else {
      Value(root, 1);
      Space();
      if (status_.ok() && pos_ < bytes_.size()) {
        Fail("expected the end of the text after the value");
      }
    }
    if (!status_.ok()) return status_;
    return root;
  }

 private:
  char Peek() const { return pos_ < bytes_.size() ? bytes_[pos_] : '\0'; }

  void Space() {
    while (pos_ < bytes_.size() &&
           (bytes_[pos_] == ' ' || bytes_[pos_] == '\t' ||
            bytes_[pos_] == '\n' || bytes_[pos_] == '\r')) {
      ++pos_;
    }
  }

  bool Fail(std::string_view message) {
    if (status_.ok()) {
      status_ = InvalidArgument(Located(name_, locator_.At(pos_), message));
    }
    return false;
  }
  bool Exhausted(std::string_view message) {
    if (status_.ok()) {
      status_ = ResourceExhausted(Located(name_, locator_.At(pos_), message));
    }
    return false;
  }

  bool Literal(std::string_view word) {
    if (bytes_.substr(pos_, word.size()) != word) {
      return Fail("expected a value");
    }
    pos_ += word.size();
    return true;
  }

  bool Value(Node& node, std::size_t depth) {
    Space();
    if (pos_ == bytes_.size()) return Fail("expected a value, found the end");
    if (depth > limits_.depth) return Exhausted("nested too deeply");
    if (++nodes_ > limits_.nodes) return Exhausted("too many values");
    node.at = locator_.At(pos_);
    const std::size_t begin = pos_;
    switch (Peek()) {
      case '{':
        return Object(node, depth);
      case '[':
        return Array(node, depth);
      case '"':
        node.kind = Node::Kind::kScalar;
        return String(node.scalar);
      case 'n':
        return Literal("null");
      case 't':
      case 'f':
        if (!Literal(Peek() == 't' ? "true" : "false")) return false;
        break;
      default:
        if (!Number()) return false;
    }
    node.kind = Node::Kind::kScalar;
    node.plain = true;
    node.scalar = bytes_.substr(begin, pos_ - begin);
    return true;
  }

  bool Digits() {
    if (!IsDigit(Peek())) return Fail("expected a digit");
    while (IsDigit(Peek())) ++pos_;
    return true;
  }

  bool Number() {
    if (Peek() != '-' && !IsDigit(Peek())) return Fail("expected a value");
    if (Peek() == '-') ++pos_;
    if (Peek() == '0') {
      ++pos_;
      if (IsDigit(Peek())) return Fail("a number may not begin with 0");
    } else if (!Digits()) {
      return false;
    }
    if (Peek() == '.') {
      ++pos_;
      if (!Digits()) return false;
    }
    if (Peek() == 'e' || Peek() == 'E') {
      ++pos_;
      if (Peek() == '+' || Peek() == '-') ++pos_;
      if (!Digits()) return false;
    }
    return true;
  }

  std::optional<unsigned> Hex4() {
    unsigned value = 0;
    for (int i = 0; i < 4; ++i, ++pos_) {
      const char c = Peek();
      unsigned digit = 0;
      if (IsDigit(c)) {
        digit = static_cast<unsigned>(c - '0');
      } else if (c >= 'a' && c <= 'f') {
        digit = static_cast<unsigned>(c - 'a' + 10);
      } else if (c >= 'A' && c <= 'F') {
        digit = static_cast<unsigned>(c - 'A' + 10);
      } else {
        Fail("expected four hexadecimal digits");
        return std::nullopt;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  // After "\u": one code point, which takes two escapes beyond U+FFFF.
  bool UnicodeEscape(std::string& out) {
    const auto first = Hex4();
    if (!first) return false;
    char32_t value = *first;
    if (value >= 0xDC00 && value <= 0xDFFF) {
      return Fail("half of a surrogate pair");
    }
    if (value >= 0xD800 && value <= 0xDBFF) {
      if (bytes_.substr(pos_, 2) != "\\u") {
        return Fail("half of a surrogate pair");
      }
      pos_ += 2;
      const auto second = Hex4();
      if (!second) return false;
      if (*second < 0xDC00 || *second > 0xDFFF) {
        return Fail("half of a surrogate pair");
      }
      value = 0x10000 + ((value - 0xD800) << 10) + (*second - 0xDC00);
    }
    AppendUtf8(out, value);
    return true;
  }

  bool Escape(std::string& out) {
    ++pos_;  // the backslash
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kValues = "\"\\/\b\f\n\r\t";
    const char c = Peek();
    if (c == 'u') {
      ++pos_;
      return UnicodeEscape(out);
    }
    const std::size_t index = kNames.find(c);
    if (c == '\0' || index == std::string_view::npos) {
      return Fail("no such escape");
    }
    out.push_back(kValues[index]);
    ++pos_;
    return true;
  }

  bool String(std::string& out) {
    const std::size_t begin = pos_++;
    while (true) {
      const std::size_t run = pos_;
      while (pos_ < bytes_.size() && bytes_[pos_] != '"' &&
             bytes_[pos_] != '\\' &&
             static_cast<unsigned char>(bytes_[pos_]) >= 0x20) {
        ++pos_;
      }
      out.append(bytes_.substr(run, pos_ - run));
      if (pos_ == bytes_.size()) {
        pos_ = begin;
        return Fail("this text never ends");
      }
      if (bytes_[pos_] == '"') break;
      if (bytes_[pos_] != '\\') return Fail("a control character in a text");
      if (!Escape(out)) return false;
    }
    ++pos_;
    return true;
  }

  bool Array(Node& node, std::size_t depth) {
    node.kind = Node::Kind::kList;
    ++pos_;
    Space();
    if (Peek() == ']') {
      ++pos_;
      return true;
    }
    while (true) {
      if (!Value(node.items.emplace_back(), depth + 1)) return false;
      Space();
      if (Peek() == ']') break;
      if (Peek() != ',') return Fail("expected , or ]");
      ++pos_;
    }
    ++pos_;
    return true;
  }

  bool Object(Node& node, std::size_t depth) {
    node.kind = Node::Kind::kMap;
    std::set<std::string, std::less<>> keys;
    ++pos_;
    Space();
    if (Peek() == '}') {
      ++pos_;
      return true;
    }
    while (true) {
      Space();
      if (Peek() != '"') return Fail("expected a key in quotes");
      const std::size_t key_begin = pos_;
      std::string key;
      if (!String(key)) return false;
      if (!keys.insert(key).second) {
        pos_ = key_begin;
        return Fail("the key \"" + key + "\" stands here a second time");
      }
      Space();
      if (Peek() != ':') return Fail("expected :");
      ++pos_;
      Node& child = node.entries.emplace_back(std::move(key), Node()).second;
      child.key_at = locator_.At(key_begin);
      if (!Value(child, depth + 1)) return false;
      Space();
      if (Peek() == '}') break;
      if (Peek() != ',') return Fail("expected , or }");
      ++pos_;
    }
    ++pos_;
    return true;
  }

  std::string_view bytes_;
  std::string_view name_;
  const ReadLimits& limits_;
  Locator locator_;
  std::size_t pos_ = 0;
  std::size_t nodes_ = 0;
  absl::Status status_;
};

}  // namespace

absl::StatusOr<Node> ReadJson(std::string_view bytes, std::string_view name,
                              const ReadLimits& limits,
                              std::uint32_t first_line) {
  return JsonReader(WithoutByteOrderMark(bytes), name, limits, first_line)
      .Read();
}

}  // namespace quaranta::text

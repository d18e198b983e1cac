#include "expr/lexer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "expr/text.h"

namespace quaranta::expr {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHex(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

struct Operator {
  std::string_view text;
  Tok kind;
  std::string_view instead;  // not empty: a habit from elsewhere
};

// Longer ones first.
constexpr auto kOperators = std::to_array<Operator>({
    {"**", Tok::kStar, "x * x"},   {":=", Tok::kEqual, "=="},
    {"===", Tok::kEqual, "=="},    {"!==", Tok::kNotEqual, "!="},
    {"<=>", Tok::kEqual, "=="},    {"=>", Tok::kArrow, ""},
    {"->", Tok::kArrow, ""},       {"<>", Tok::kNotEqual, "!="},
    {"&&", Tok::kAnd, ""},         {"||", Tok::kOr, ""},
    {"==", Tok::kEqual, ""},       {"!=", Tok::kNotEqual, ""},
    {"<=", Tok::kLessEqual, ""},   {">=", Tok::kGreaterEqual, ""},
    {"=<", Tok::kLessEqual, "<="}, {"<", Tok::kLess, ""},
    {">", Tok::kGreater, ""},      {"=", Tok::kEqual, "=="},
    {"&", Tok::kAnd, "&&"},        {"|", Tok::kOr, "||"},
    {"!", Tok::kNot, ""},          {"(", Tok::kLeftParen, ""},
    {")", Tok::kRightParen, ""},   {"[", Tok::kLeftBracket, ""},
    {"]", Tok::kRightBracket, ""}, {"{", Tok::kLeftBrace, ""},
    {"}", Tok::kRightBrace, ""},   {".", Tok::kDot, ""},
    {",", Tok::kComma, ""},        {"?", Tok::kQuestion, ""},
    {":", Tok::kColon, ""},        {"+", Tok::kPlus, ""},
    {"-", Tok::kMinus, ""},        {"*", Tok::kStar, ""},
    {"/", Tok::kSlash, ""},        {"%", Tok::kPercent, ""},
});

// What a Chinese keyboard gives for ASCII punctuation.
struct Wide {
  std::string_view text;
  Tok kind;
  std::string_view ascii;
};
constexpr auto kWide = std::to_array<Wide>({
    {"\uFF08", Tok::kLeftParen, "("},    {"\uFF09", Tok::kRightParen, ")"},
    {"\u3010", Tok::kLeftBracket, "["},  {"\u3011", Tok::kRightBracket, "]"},
    {"\uFF0C", Tok::kComma, ","},        {"\u3001", Tok::kComma, ","},
    {"\u3002", Tok::kDot, "."},          {"\uFF1A", Tok::kColon, ":"},
    {"\uFF1F", Tok::kQuestion, "?"},     {"\uFF01", Tok::kNot, "!"},
    {"\uFF1D", Tok::kEqual, "=="},       {"\uFF1E", Tok::kGreater, ">"},
    {"\uFF1C", Tok::kLess, "<"},         {"\u2265", Tok::kGreaterEqual, ">="},
    {"\u2264", Tok::kLessEqual, "<="},   {"\u2260", Tok::kNotEqual, "!="},
    {"\uFF0B", Tok::kPlus, "+"},         {"\uFF0D", Tok::kMinus, "-"},
    {"\uFF5C\uFF5C", Tok::kOr, "||"},    {"\uFF5C", Tok::kOr, "||"},
    {"\uFF06\uFF06", Tok::kAnd, "&&"},   {"\uFF06", Tok::kAnd, "&&"},
    {"\uFF0A", Tok::kStar, "*"},         {"\uFF0F", Tok::kSlash, "/"},
    {"\uFF05", Tok::kPercent, "%"},      {"\uFF3B", Tok::kLeftBracket, "["},
    {"\uFF3D", Tok::kRightBracket, "]"}, {"\u00D7", Tok::kStar, "*"},
    {"\u00F7", Tok::kSlash, "/"},
});
constexpr auto kWideQuotes =
    std::to_array<std::string_view>({"\u201C", "\u201D", "\u2018", "\u2019",
                                     "\uFF02", "\uFF07", "\u300C", "\u300D"});

class Lexer {
 public:
  Lexer(std::string_view source, Diagnostics& diagnostics)
      : source_(source), diagnostics_(diagnostics) {}

  std::vector<Token> Run() {
    while (SkipBlanks(), pos_ < source_.size()) {
      const std::size_t first = pos_;
      const Tok kind = Next();
      tokens_.push_back({kind, U32(first), U32(pos_)});
    }
    tokens_.push_back({Tok::kEnd, U32(pos_), U32(pos_)});
    return std::move(tokens_);
  }

 private:
  static std::uint32_t U32(std::size_t n) {
    return static_cast<std::uint32_t>(n);
  }
  char Peek(std::size_t ahead = 0) const {
    return pos_ + ahead < source_.size() ? source_[pos_ + ahead] : '\0';
  }
  std::string_view Rest() const { return source_.substr(pos_); }
  void Report(std::size_t begin, Sentence message, Hint hint = {}) {
    diagnostics_.Add(U32(begin), U32(pos_), std::move(message),
                     std::move(hint));
  }
  std::string_view From(std::size_t first) const {
    return source_.substr(first, pos_ - first);
  }

  // Text copied from a page or a chat brings characters that nobody sees.
  bool SkipInvisible() {
    constexpr char32_t kNoBreakSpace = 0xA0;
    std::size_t next = pos_;
    const auto code = NextCodePoint(source_, next);
    if (!code || (*code != kNoBreakSpace && !IsInvisible(*code))) return false;
    const std::size_t first = std::exchange(pos_, next);
    Report(first, Say(msg::kCelInvisible, {{"code", CodeOf(*code)}}),
           Say(msg::kCelHintDeleteOrSpace));
    return true;
  }
  static std::string CodeOf(char32_t code) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out(4, '0');
    for (std::size_t i = 0; i < 4; ++i) {
      out[3 - i] = kDigits[(code >> (4 * i)) & 0xF];
    }
    return out;
  }

  void SkipBlanks() {
    constexpr std::string_view kIdeographicSpace = "\u3000";
    while (pos_ < source_.size()) {
      const char c = Peek();
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        ++pos_;
      } else if (Rest().starts_with("//")) {
        pos_ = std::min(source_.find('\n', pos_), source_.size());
      } else if (Rest().starts_with(kIdeographicSpace)) {
        pos_ += kIdeographicSpace.size();
      } else if (!SkipInvisible()) {
        return;
      }
    }
  }

  Tok Next() {
    const char c = Peek();
    if (IsDigit(c) || (c == '.' && IsDigit(Peek(1)))) return Number();
    if (const std::size_t prefix = StringPrefix(); prefix != kNone) {
      return String(prefix);
    }
    if (IsLetter(c)) return Identifier();
    if (c == '`') return QuotedIdentifier();
    if (static_cast<unsigned char>(c) >= 0x80) return Wide();
    for (const Operator& op : kOperators) {
      if (!Rest().starts_with(op.text)) continue;
      const std::size_t first = pos_;
      pos_ += op.text.size();
      if (!op.instead.empty()) {
        Report(first, Say(msg::kCelNotAnOperator, {{"found", op.text}}),
               Write(op.instead));
      }
      return op.kind;
    }
    const std::size_t first = pos_++;
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      Report(first,
             Say(msg::kCelInvisible,
                 {{"code", CodeOf(static_cast<unsigned char>(c))}}),
             Say(msg::kCelHintDeleteOrSpace));
    } else {
      Report(first, Say(msg::kCelUnexpectedCharacter, {{"found", From(first)}}),
             CharacterHint(c));
    }
    return Tok::kBad;
  }

  static Hint CharacterHint(char c) {
    switch (c) {
      case ';':
        return Say(msg::kCelHintJoinConditions);
      case '#':
        return Say(msg::kCelHintComment);
      case '$':
      case '@':
        return Say(msg::kCelHintPlainNames);
      case '^':
        return Say(msg::kCelHintMultiply);
      case '~':
        return Say(msg::kCelHintLike);
      case '\\':
        return Say(msg::kCelHintNoContinuation);
      default:
        return std::nullopt;
    }
  }

  Tok Number() {
    const std::size_t first = pos_;
    Tok kind = Tok::kInt;
    if (Peek() == '0' && (Peek(1) == 'x' || Peek(1) == 'X')) {
      pos_ += 2;
      while (IsHex(Peek())) ++pos_;
    } else {
      while (IsDigit(Peek())) ++pos_;
      if (Peek() == '.' && IsDigit(Peek(1))) {
        kind = Tok::kDouble;
        ++pos_;
        while (IsDigit(Peek())) ++pos_;
      }
      const std::size_t sign = Peek(1) == '+' || Peek(1) == '-' ? 2 : 1;
      if ((Peek() == 'e' || Peek() == 'E') && IsDigit(Peek(sign))) {
        kind = Tok::kDouble;
        pos_ += sign;
        while (IsDigit(Peek())) ++pos_;
      }
    }
    if (kind == Tok::kInt && (Peek() == 'u' || Peek() == 'U')) {
      kind = Tok::kUint;
      ++pos_;
    }
    if (const Hint unit = ChineseUnit(first, kind)) {
      Report(first, Say(msg::kCelNotANumber, {{"found", From(first)}}), unit);
      return Tok::kBad;
    }
    if (!IsLetter(Peek()) && !WideLetter()) return kind;
    while (IsLetter(Peek()) || IsDigit(Peek()) || WideLetter()) ++pos_;
    std::string digits(From(first));
    std::erase(digits, '_');
    const bool separated = std::all_of(digits.begin(), digits.end(), IsDigit);
    Report(first, Say(msg::kCelNotANumber, {{"found", From(first)}}),
           separated ? Say(msg::kCelHintNoSeparators, {{"code", digits}})
                     : Say(msg::kCelHintNamesStart));
    return Tok::kBad;
  }

  // Behind whole digits: 12万 is 120000.
  Hint ChineseUnit(std::size_t first, Tok kind) {
    struct Unit {
      std::string_view text;
      std::string_view zeros;
    };
    constexpr auto kUnits = std::to_array<Unit>({{"\u5343", "000"},
                                                 {"\u4E07", "0000"},
                                                 {"\u4EBF", "00000000"},
                                                 {"\u767E", "00"}});
    if (kind != Tok::kInt) return std::nullopt;
    for (const Unit& unit : kUnits) {
      if (!Rest().starts_with(unit.text)) continue;
      const std::string digits(From(first));
      pos_ += unit.text.size();
      return Say(msg::kCelHintDigits,
                 {{"code", digits + std::string(unit.zeros)}});
    }
    return std::nullopt;
  }

  static constexpr std::size_t kNone = ~std::size_t{0};
  // Letters before the quote of a string literal here; kNone: no literal.
  std::size_t StringPrefix() const {
    std::size_t n = 0;
    while (n < 2 && std::string_view("rRbB").find(Peek(n)) != kNone &&
           Peek(n) != '\0') {
      ++n;
    }
    const char quote = Peek(n);
    if (quote != '"' && quote != '\'') return kNone;
    const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    return n == 2 && same(Peek(0), Peek(1)) ? kNone : n;
  }

  Tok String(std::size_t prefix) {
    const std::size_t first = pos_;
    bool raw = false;
    for (std::size_t i = 0; i < prefix; ++i) raw |= (Peek(i) | 0x20) == 'r';
    pos_ += prefix;
    const char quote = Peek();
    const bool triple = Peek(1) == quote && Peek(2) == quote;
    const std::string closing(triple ? 3 : 1, quote);
    pos_ += closing.size();
    while (pos_ < source_.size()) {
      if (Rest().starts_with(closing)) {
        pos_ += closing.size();
        return Tok::kString;
      }
      if (!triple && (Peek() == '\n' || Peek() == '\r')) break;
      if (Peek() == '\\' && !raw && pos_ + 1 < source_.size()) ++pos_;
      ++pos_;
    }
    pos_ = std::min(pos_, source_.size());
    Report(first, Say(msg::kCelTextNotClosed),
           Say(triple ? msg::kCelHintEndTriple : msg::kCelHintEndText,
               {{"closing", closing}}));
    pos_ = source_.size();  // what follows would be read inside out
    return Tok::kBad;
  }

  Tok Identifier() {
    while (pos_ < source_.size()) {
      if (IsLetter(Peek()) || IsDigit(Peek())) {
        ++pos_;
      } else if (!WideLetter()) {
        break;
      }
    }
    return Tok::kIdentifier;
  }

  // Moves over a non-ASCII letter: no name holds one, but the message about
  // the name is better than one about the letter.
  bool WideLetter() {
    if (static_cast<unsigned char>(Peek()) < 0x80) return false;
    for (const auto& wide : kWide) {
      if (Rest().starts_with(wide.text)) return false;
    }
    for (const auto quote : kWideQuotes) {
      if (Rest().starts_with(quote)) return false;
    }
    std::size_t next = pos_;
    const auto code = NextCodePoint(source_, next);
    const bool letter = code && ((*code >= 0xC0 && *code < 0x2000) ||
                                 (*code >= 0x3040 && *code <= 0xD7A3) ||
                                 (*code >= 0x20000 && *code <= 0x3FFFD));
    if (letter) pos_ = next;
    return letter;
  }

  Tok Wide() {
    const std::size_t first = pos_;
    for (const auto& wide : kWide) {
      if (!Rest().starts_with(wide.text)) continue;
      pos_ += wide.text.size();
      Report(first, Say(msg::kCelNotAscii, {{"found", wide.text}}),
             Say(msg::kCelHintType, {{"code", wide.ascii}}));
      return wide.kind;
    }
    for (const auto quote : kWideQuotes) {
      if (Rest().starts_with(quote)) return WideString(quote.size());
    }
    if (WideLetter()) return Identifier();
    if (std::string ascii = FullWidthWord(); !ascii.empty()) {
      Report(first, Say(msg::kCelNotAscii, {{"found", From(first)}}),
             Say(msg::kCelHintType, {{"code", std::move(ascii)}}));
      return Tok::kBad;
    }
    if (!NextCodePoint(source_, pos_)) ++pos_;
    Report(first, Say(msg::kCelUnexpectedCharacter, {{"found", From(first)}}));
    return Tok::kBad;
  }

  // Moves over full-width digits and letters (\uFF11 is 1) and gives them in
  // ASCII; "" when there are none.
  std::string FullWidthWord() {
    constexpr char32_t kShift = 0xFEE0;
    std::string ascii;
    for (std::size_t next = pos_; next < source_.size(); pos_ = next) {
      const auto code = NextCodePoint(source_, next);
      if (!code || *code < kShift || *code - kShift >= 0x7F) break;
      const char c = static_cast<char>(*code - kShift);
      if (!IsLetter(c) && !IsDigit(c)) break;
      ascii += c;
    }
    return ascii;
  }

  // Text between typographic quotes, taken whole.
  Tok WideString(std::size_t quote) {
    const std::size_t first = pos_;
    pos_ += quote;
    while (pos_ < source_.size() && Peek() != '\n') {
      for (const auto closing : kWideQuotes) {
        if (!Rest().starts_with(closing)) continue;
        pos_ += closing.size();
        Report(first, Say(msg::kCelNotAsciiQuotes), Say(msg::kCelHintQuotes));
        return Tok::kBad;
      }
      ++pos_;
    }
    Report(first, Say(msg::kCelNotAsciiQuotes), Say(msg::kCelHintQuotes));
    return Tok::kBad;
  }

  Tok QuotedIdentifier() {
    const std::size_t first = pos_++;
    constexpr std::string_view kMore = "_.-/ ";
    while (IsLetter(Peek()) || IsDigit(Peek()) ||
           (Peek() != '\0' && kMore.find(Peek()) != kNone)) {
      ++pos_;
    }
    if (Peek() == '`' && pos_ > first + 1) {
      ++pos_;
      return Tok::kQuoted;
    }
    while (pos_ < source_.size() && Peek() != '`' && Peek() != '\n') ++pos_;
    if (Peek() == '`') ++pos_;
    Report(first, Say(msg::kCelBadQuotedName), Say(msg::kCelHintTextInQuotes));
    return Tok::kBad;
  }

  std::string_view source_;
  Diagnostics& diagnostics_;
  std::size_t pos_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> Tokenize(std::string_view source, Diagnostics& diagnostics) {
  return Lexer(source, diagnostics).Run();
}

}  // namespace quaranta::expr

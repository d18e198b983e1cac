#include "expr/cursor.h"

#include <utility>

#include "expr/text.h"

namespace quaranta::expr {

bool Cursor::AtHabit(std::string_view word, std::size_t ahead) const {
  if (Peek(ahead).kind != Tok::kIdentifier) return false;
  const std::string_view text = Text(Peek(ahead));
  return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                    [](char a, char b) { return (a | 0x20) == b; });
}

Token Cursor::Take() {
  const Token token = Peek();
  if (at_ + 1 < tokens_.size()) ++at_;
  last_end_ = token.end;
  return token;
}

bool Cursor::Accept(Tok kind) {
  if (!At(kind)) return false;
  Take();
  return true;
}

void Cursor::Report(const Token& token, Sentence message, Hint hint) {
  diagnostics_.Add(token.begin, std::max(token.end, token.begin + 1),
                   std::move(message), std::move(hint));
}

void Cursor::Unexpected(Sentence due, Hint hint) {
  if (failed_ || reported_at_ == at_) return;
  reported_at_ = at_;
  const Token& token = Peek();
  // Behind text that could not be read nothing is surprising.
  const Tok before = at_ > 0 ? tokens_[at_ - 1].kind : Tok::kEnd;
  const bool garbled = before == Tok::kBad;
  if (token.kind == Tok::kBad || garbled) return;
  if (before == Tok::kPercent) hint = Say(msg::kCelHintPerCent);
  if (token.kind == Tok::kEnd) {
    Report(token, Say(msg::kCelEndsTooEarly, {{"due", std::move(due)}}),
           std::move(hint));
  } else {
    if (const Hint better = HintFor(token)) hint = better;
    Report(token,
           Say(msg::kCelExpected,
               {{"due", std::move(due)}, {"found", Quoted(Text(token))}}),
           std::move(hint));
  }
}

Hint Cursor::HintFor(const Token& token) const {
  switch (token.kind) {
    case Tok::kArrow:
      return Say(msg::kCelHintMacroForm);
    case Tok::kQuestion:
      return Say(msg::kCelHintNoOptionals);
    case Tok::kComma:
      // 1,000
      if (at_ > 0 && tokens_[at_ - 1].kind == Tok::kInt &&
          tokens_[at_ - 1].end == token.begin && Peek(1).kind == Tok::kInt &&
          Peek(1).begin == token.end) {
        return Say(msg::kCelHintNoSeparators,
                   {{"code", std::string(Text(tokens_[at_ - 1])) +
                                 std::string(Text(Peek(1)))}});
      }
      return std::nullopt;
    case Tok::kIdentifier:
      break;
    default:
      return std::nullopt;
  }
  for (const char* word : {"if", "then", "else", "elif", "elseif", "when"}) {
    if (AtHabit(word)) return Say(msg::kCelHintIfElse);
  }
  if (AtHabit("for")) return Say(msg::kCelHintEachOfList);
  if (AtHabit("as")) return Write("int(x)");
  if (AtHabit("from") || AtHabit("where")) {
    return Say(msg::kCelHintQuery);
  }
  if (AtHabit("xor")) return Write("a != b");
  if (AtHabit("mod")) return Write("a % b");
  return std::nullopt;
}

void Cursor::SkipTo(Tok closing) {
  int depth = 0;
  while (!At(Tok::kEnd)) {
    const Tok kind = Peek().kind;
    if (depth == 0 && kind == closing) {
      Take();
      return;
    }
    const bool opens = kind == Tok::kLeftParen || kind == Tok::kLeftBracket ||
                       kind == Tok::kLeftBrace;
    const bool closes = kind == Tok::kRightParen ||
                        kind == Tok::kRightBracket || kind == Tok::kRightBrace;
    if (closes && depth == 0) return;  // belongs to an outer level
    depth += opens ? 1 : closes ? -1 : 0;
    Take();
  }
}

bool Cursor::Close(const Token& opening, Tok closing, MessageId due) {
  if (Accept(closing)) return true;
  const std::string_view before = source_.substr(0, opening.begin);
  const std::size_t newline = before.rfind('\n');
  const std::string_view line =
      newline == before.npos ? before : before.substr(newline + 1);
  const std::string_view open = Text(opening).substr(0, 1);
  const std::string_view close = open == "[" ? "]" : open == "{" ? "}" : ")";
  Unexpected(Say(due, {{"closing", close}}),
             Say(msg::kCelHintOpenedAt,
                 {{"opening", Text(opening)},
                  {"line", std::count(before.begin(), before.end(), '\n') + 1},
                  {"column", CodePoints(line) + 1}}));
  SkipTo(closing);
  return false;
}

void Cursor::Fail(const Token& token, Sentence message) {
  if (!failed_) Report(token, std::move(message));
  failed_ = true;
  at_ = tokens_.size() - 1;
}

}  // namespace quaranta::expr

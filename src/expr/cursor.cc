#include "expr/cursor.h"

#include <utility>

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

void Cursor::Report(const Token& token, std::string message, std::string hint) {
  diagnostics_.Add(token.begin, std::max(token.end, token.begin + 1),
                   std::move(message), std::move(hint));
}

void Cursor::Unexpected(std::string_view expected) {
  if (failed_ || reported_at_ == at_) return;
  reported_at_ = at_;
  const Token& token = Peek();
  // Behind text that could not be read nothing is surprising.
  const bool garbled =
      token.kind == Tok::kEnd && at_ > 0 && tokens_[at_ - 1].kind == Tok::kBad;
  if (token.kind == Tok::kBad || garbled) return;
  const std::string due = "expected " + std::string(expected);
  if (token.kind == Tok::kEnd) {
    Report(token, "the expression ends too early: " + due);
  } else {
    Report(token, due + ", found " + Code(Text(token)), HintFor(token));
  }
}

std::string Cursor::HintFor(const Token& token) const {
  if (token.kind == Tok::kArrow) {
    return "macros take a variable and a predicate: rooms.all(r, r.beds > 0)";
  }
  if (token.kind == Tok::kQuestion) {
    return "optional fields `?.` and `[?` are not supported: use has()";
  }
  if (token.kind == Tok::kIdentifier && Text(token) == "else") {
    return "write condition ? value : other";
  }
  return "";
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

bool Cursor::Close(Tok closing, std::string_view expected) {
  if (Accept(closing)) return true;
  Unexpected(expected);
  SkipTo(closing);
  return false;
}

void Cursor::Fail(const Token& token, std::string message) {
  if (!failed_) Report(token, std::move(message));
  failed_ = true;
  at_ = tokens_.size() - 1;
}

}  // namespace quaranta::expr

// A place among the tokens of a text, and what is said when they are not as
// expected.
#ifndef QUARANTA_SRC_EXPR_CURSOR_H_
#define QUARANTA_SRC_EXPR_CURSOR_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "expr/diagnostics.h"
#include "expr/lexer.h"

namespace quaranta::expr {

class Cursor {
 public:
  Cursor(std::string_view source, Diagnostics& diagnostics)
      : source_(source),
        diagnostics_(diagnostics),
        tokens_(Tokenize(source, diagnostics)) {}

  const Token& Peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  bool At(Tok kind) const { return Peek().kind == kind; }
  std::string_view Text(const Token& token) const {
    return source_.substr(token.begin, token.end - token.begin);
  }
  bool AtWord(std::string_view word) const {
    return At(Tok::kIdentifier) && Text(Peek()) == word;
  }
  // The word in any case: people write AND.
  bool AtHabit(std::string_view word, std::size_t ahead = 0) const;
  Token Take();
  bool Accept(Tok kind);
  // Where the last token taken ends.
  std::uint32_t last_end() const { return last_end_; }

  Diagnostics& diagnostics() { return diagnostics_; }
  void Report(const Token& token, Sentence message, Hint hint = {});
  // Something else was due; said once per place.
  void Unexpected(Sentence due, Hint hint = {});
  // Says nothing more about this place.
  void KeepQuiet() { reported_at_ = at_; }
  // Takes the bracket that closes `opening`; otherwise says what was due, moves
  // behind the one of this level and gives false.
  bool Close(const Token& opening, Tok closing, MessageId due);
  void SkipTo(Tok closing);
  // Gives the text up: reports and moves to its end.
  void Fail(const Token& token, Sentence message);
  bool failed() const { return failed_; }

 private:
  Hint HintFor(const Token& token) const;

  std::string_view source_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::uint32_t last_end_ = 0;
  bool failed_ = false;
  std::size_t reported_at_ = ~std::size_t{0};
};

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_CURSOR_H_

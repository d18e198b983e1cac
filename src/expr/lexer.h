// From text to tokens.
#ifndef QUARANTA_SRC_EXPR_LEXER_H_
#define QUARANTA_SRC_EXPR_LEXER_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "expr/diagnostics.h"

namespace quaranta::expr {

enum class Tok : std::uint8_t {
  kEnd,
  kIdentifier,  // also reserved words, `true`, `in`; letters of any script
  kQuoted,      // `name`
  kInt,
  kUint,
  kDouble,
  kString,  // any prefix and quotes, bytes as well
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kDot,
  kComma,
  kQuestion,
  kColon,
  kPlus,
  kMinus,
  kStar,
  kSlash,
  kPercent,
  kNot,
  kAnd,
  kOr,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kEqual,
  kNotEqual,
  kArrow,  // => and ->: not CEL, but people write them
  kBad,    // was reported
};

struct Token {
  Tok kind = Tok::kEnd;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// Reads all tokens and ends with kEnd. Mistakes are reported and repaired
// where it is clear what was meant (`=`, `&`, full-width punctuation), so that
// parsing can go on and find the others.
std::vector<Token> Tokenize(std::string_view source, Diagnostics& diagnostics);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_LEXER_H_

// Values of literals.
#ifndef QUARANTA_SRC_EXPR_LITERALS_H_
#define QUARANTA_SRC_EXPR_LITERALS_H_

#include <cstddef>
#include <string_view>
#include <variant>

#include "expr/diagnostics.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// What is wrong with a literal, `begin` and `end` relative to its text.
struct LiteralMistake {
  Sentence message;
  Hint hint;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// "12", "0x1F", with a leading '-' for the least integer.
std::variant<Value, LiteralMistake> ParseInt(std::string_view text);
// "12u".
std::variant<Value, LiteralMistake> ParseUint(std::string_view text);
std::variant<Value, LiteralMistake> ParseDouble(std::string_view text);
// With prefix and quotes; gives a string or bytes.
std::variant<Value, LiteralMistake> ParseString(std::string_view text);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_LITERALS_H_

// Regular expressions within the limits.
#ifndef QUARANTA_SRC_EXPR_REGEX_H_
#define QUARANTA_SRC_EXPR_REGEX_H_

#include <memory>
#include <string>
#include <string_view>

#include "quaranta/expr/limits.h"

namespace re2 {
class RE2;
}

namespace quaranta::expr {

// Why a pattern was not compiled.
struct RegexMistake {
  std::string why;
  bool large = false;  // it may be right, but is beyond a limit
};

// RE2 syntax, UTF-8; nullptr and the reason when the pattern is wrong or too
// large.
std::shared_ptr<const re2::RE2> CompileRegex(std::string_view pattern,
                                             const Limits& limits,
                                             RegexMistake& mistake);
// Whether some part of `text` matches.
bool Matches(const re2::RE2& regex, std::string_view text);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_REGEX_H_

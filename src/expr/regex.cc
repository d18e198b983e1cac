#include "expr/regex.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "re2/re2.h"
#include "re2/stringpiece.h"

namespace quaranta::expr {

std::shared_ptr<const re2::RE2> CompileRegex(std::string_view pattern,
                                             const Limits& limits,
                                             RegexMistake& mistake) {
  if (pattern.size() > limits.regex_bytes) {
    mistake = {"longer than " + std::to_string(limits.regex_bytes) + " bytes",
               true};
    return nullptr;
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  constexpr std::size_t kMost = std::size_t{1} << 40;  // RE2 takes a signed one
  options.set_max_mem(
      static_cast<std::int64_t>(std::min(limits.regex_memory, kMost)));
  auto regex = std::make_shared<const re2::RE2>(
      re2::StringPiece(pattern.data(), pattern.size()), options);
  if (!regex->ok()) {
    mistake = {regex->error(),
               regex->error_code() == re2::RE2::ErrorPatternTooLarge};
    return nullptr;
  }
  return regex;
}

bool Matches(const re2::RE2& regex, std::string_view text) {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()),
                                regex);
}

}  // namespace quaranta::expr

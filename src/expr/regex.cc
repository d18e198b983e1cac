#include "expr/regex.h"

#include <cstdint>

#include "re2/re2.h"
#include "re2/stringpiece.h"

namespace quaranta::expr {

std::shared_ptr<const re2::RE2> CompileRegex(std::string_view pattern,
                                             const Budget& budget,
                                             std::string& why) {
  if (pattern.size() > budget.regex_bytes) {
    why = "longer than " + std::to_string(budget.regex_bytes) + " bytes";
    return nullptr;
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  constexpr std::int64_t kMemory = 1 << 20;  // of the compiled automaton
  options.set_max_mem(kMemory);
  auto regex = std::make_shared<const re2::RE2>(
      re2::StringPiece(pattern.data(), pattern.size()), options);
  if (!regex->ok()) {
    why = regex->error();
    return nullptr;
  }
  return regex;
}

bool Matches(const re2::RE2& regex, std::string_view text) {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()),
                                regex);
}

}  // namespace quaranta::expr

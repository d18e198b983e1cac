// What a name means in plain CEL.
#ifndef QUARANTA_SRC_EXPR_PLAIN_NAMES_H_
#define QUARANTA_SRC_EXPR_PLAIN_NAMES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/expr/declarations.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// "a.b.x", "a.x", "x" for x in the container a.b; only x when absolute.
std::vector<std::string> CandidateNames(std::string_view container,
                                        std::string_view name, bool absolute);

// A variable, or a constant: a type or a value of an enum.
struct NameMeaning {
  std::optional<std::uint32_t> slot;
  Value constant;
  StaticType type;
};
std::optional<NameMeaning> FindName(const Declarations& declarations,
                                    std::string_view name, bool absolute);

// The full name of a message type, or "".
std::string FindMessage(const Declarations& declarations, std::string_view name,
                        bool absolute);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_PLAIN_NAMES_H_

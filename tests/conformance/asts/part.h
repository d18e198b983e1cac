// An expression as the specification's own tree: macros expanded, chains of
// && and || in pairs.
#ifndef QUARANTA_TESTS_CONFORMANCE_ASTS_PART_H_
#define QUARANTA_TESTS_CONFORMANCE_ASTS_PART_H_

#include <cstdint>
#include <string>
#include <vector>

#include "quaranta/expr/value.h"

namespace quaranta::conformance {

struct Part {
  enum class Kind : std::uint8_t {
    kConstant,
    kIdentifier,
    kSelect,  // parts[0].name
    kCall,    // parts[0].name(...) when `method`, else name(...)
    kList,
    kMap,            // key, value, key, value ...
    kMessage,        // name{fields: parts}
    kComprehension,  // range, init, condition, step, result
  };
  Kind kind = Kind::kConstant;
  expr::Value constant;
  std::string name;  // of a comprehension: its variable
  std::string accumulator;
  bool method = false;
  bool test_only = false;  // has(...)
  std::vector<std::string> fields;
  std::vector<Part> parts;
  std::string mark;  // what is written behind it, see expand.h
};

// In the form of cel-go's ToDebugString.
std::string ToDebugText(const Part& part);

}  // namespace quaranta::conformance

#endif  // QUARANTA_TESTS_CONFORMANCE_ASTS_PART_H_

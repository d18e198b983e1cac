// What an expression may cost, as text and when it runs.
#ifndef QUARANTA_EXPR_LIMITS_H_
#define QUARANTA_EXPR_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace quaranta::expr {

// A limit of the text makes a diagnostic of what is beyond it; a limit of the
// evaluation makes an error value (ErrorCode::kBudget). Each is the most that
// is allowed. They are counted, not timed: the same expression over the same
// data ends the same way on every machine.
struct Limits {
  // --- Of the text, when it is compiled.
  std::size_t source_bytes = 64 * 1024;
  // How deep expressions nest. More than 500 is taken for 500: every level of
  // a text takes stack, to parse as to evaluate.
  std::size_t depth = 200;
  // Names, literals, calls, operators and macros together.
  std::size_t nodes = 20'000;

  // --- Of one evaluation. Once steps or iterations are used up, the result
  // of the whole is the error: no `||` absorbs it.
  //
  // Nodes evaluated, and what the functions cost beyond that: items looked
  // at, 16 to 64 bytes of text each.
  std::uint64_t steps = 5'000'000;
  // Times that a macro (all, map, ...) looks at an item, nested ones together.
  std::uint64_t iterations = 1'000'000;
  // The longest string, or bytes, that a function makes. Those of the data may
  // be longer.
  std::size_t string_bytes = std::size_t{1} << 20;
  // The largest list, map or optional, as Extent() measures it.
  std::uint64_t value_bytes = std::uint64_t{1} << 26;

  // --- Of both: a constant pattern is compiled with the text, another when it
  // is met.
  std::size_t regex_bytes = 4096;
  // Memory of a compiled pattern; `(a{1000}){1000}` is short but large.
  std::size_t regex_memory = std::size_t{1} << 20;
};

}  // namespace quaranta::expr

#endif  // QUARANTA_EXPR_LIMITS_H_

// Random expressions over a site and its rooms, for the laws.
#ifndef QUARANTA_TESTS_EXPR_RANDOM_EXPRESSION_H_
#define QUARANTA_TESTS_EXPR_RANDOM_EXPRESSION_H_

#include <string>
#include <vector>

#include "quaranta/core/random.h"

namespace quaranta::expr {

// Writes well-typed source text with the variables `site`, `r0` and `r1`.
class RandomExpression {
 public:
  // Without `errors` no operation is used that can fail, whatever the data.
  RandomExpression(std::uint64_t seed, bool errors)
      : random_(seed), errors_(errors) {}

  std::string Bool(int depth);
  std::string Int(int depth);

 private:
  std::string Room();
  std::string Rooms(int depth);
  std::string Ints(int depth);
  std::string Quantifier(int depth);
  std::string Comparison(int depth);
  std::string IntOfLists(int depth);
  std::string WithVariable(int depth, bool boolean, std::string* variable);
  std::string Pick(std::vector<std::string> options);

  Random random_;
  bool errors_;
  std::vector<std::string> rooms_in_scope_ = {"r0", "r1"};
  int variables_ = 0;
};

}  // namespace quaranta::expr

#endif  // QUARANTA_TESTS_EXPR_RANDOM_EXPRESSION_H_

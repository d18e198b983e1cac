// Expressions with the trees and types that cel-go gives them: the test data
// of the npm package @bufbuild/cel-spec, see scripts/cel_spec.
#ifndef QUARANTA_TESTS_CONFORMANCE_ASTS_SUITE_H_
#define QUARANTA_TESTS_CONFORMANCE_ASTS_SUITE_H_

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tests/conformance/runner/runner.h"

namespace quaranta::conformance {

struct Example {
  std::string suite;  // "parsing", "checking", "comprehensions", "conformance"
  std::string name;   // "parsing/12", "conformance/basic/functions/binop"
  std::string test;   // a SimpleTest in JSON: the expression and its names
  std::optional<std::string> ast;
  std::optional<std::string> checked_ast;
  std::optional<std::string> type;
};

// One JSON object per line; an error message for a line that is none.
std::variant<std::vector<Example>, std::string> ReadExamples(
    std::string_view lines);

class Examiner {
 public:
  Examiner();

  // Parses and checks the expression as the suite did and compares: whether
  // there is a tree, the tree, whether it checks, its types and their tree.
  Failure Run(const Example& example) const;

 private:
  Runner runner_;
  Schema schema_;
  std::shared_ptr<const message::Pool> renamed_;  // for the checker's tests
};

}  // namespace quaranta::conformance

#endif  // QUARANTA_TESTS_CONFORMANCE_ASTS_SUITE_H_

// Running the official CEL tests, and files like them.
#ifndef QUARANTA_TESTS_CONFORMANCE_RUNNER_RUNNER_H_
#define QUARANTA_TESTS_CONFORMANCE_RUNNER_RUNNER_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "quaranta/expr/program.h"
#include "quaranta/expr/static_type.h"
#include "quaranta/expr/value.h"
#include "tests/conformance/runner/inputs.h"
#include "tests/conformance/runner/schema.h"

namespace quaranta::conformance {

// The tests of one file, as it is written.
struct TestFile {
  std::string name;  // of the file, without its ending
  std::unique_ptr<pb::Message> message;
};

// One test of a file. The message may be changed before it is run.
struct Test {
  std::string name;  // "file/section/test"
  pb::Message* message = nullptr;
};

// What a test came to: nothing, or why it failed.
using Failure = std::optional<std::string>;

// What a test is compiled as: CEL, or a rule over records.
enum class Language { kPlain, kRule };

class Runner {
 public:
  Runner();

  // Reads a file's text; an error message when it cannot be read.
  std::variant<TestFile, std::string> Read(std::string name,
                                           const std::string& text) const;
  // All tests of a file, in order.
  static std::vector<Test> TestsOf(const TestFile& file);
  // As plain CEL.
  Failure Run(const pb::Message& test) const;
  // The names and libraries that a test may use.
  expr::Declarations DeclarationsOf(const pb::Message& test) const {
    return CaseOf(test).declared;
  }

  // A test in each language that can say it. One that compiles in neither
  // fails, whatever it expects.
  struct Both {
    bool plain = false;
    bool rule = false;
    Failure failure;
  };
  Both RunInBoth(const pb::Message& test) const;

  // The parts of the above.
  Case CaseOf(const pb::Message& test) const { return cases_.Read(test); }
  std::pair<expr::Program, std::vector<expr::Diagnostic>> Compile(
      const pb::Message& test, const Case& given, Language language) const;
  // The result; facts have the numbers that the test gives them.
  static expr::Value Evaluate(const expr::Program& program, const Case& given,
                              const expr::Inputs& inputs);
  // Of a cel.expr.Value.
  expr::Value ExpectedValue(const pb::Message& value) const;

 private:
  Failure Judge(const pb::Message& test, const expr::Value& result,
                const expr::StaticType& deduced) const;

  Schema schema_;
  CaseReader cases_;
};

// Tests that are not run: name (or "file/section/*") and reason.
class Skips {
 public:
  // One `name: reason` per line; `#` begins a comment. An error message when a
  // line has no reason.
  static std::variant<Skips, std::string> Parse(std::string_view text);
  // The reason, or nullptr.
  const std::string* Find(const std::string& name) const;

 private:
  std::vector<std::pair<std::string, std::string>> entries_;
};

}  // namespace quaranta::conformance

#endif  // QUARANTA_TESTS_CONFORMANCE_RUNNER_RUNNER_H_

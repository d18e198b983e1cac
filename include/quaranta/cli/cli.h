// The command line, as a function: the program and the Python wheel share it.
#ifndef QUARANTA_CLI_CLI_H_
#define QUARANTA_CLI_CLI_H_

#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "quaranta/io/io.h"
#include "quaranta/policy/policy.h"

namespace quaranta::cli {

// Exit codes; the highest that applies.
enum ExitCode : int {
  kOk = 0,          // nothing at or above --fail-on, unknowns within budget
  kFindings = 1,    // findings, over budget, an expired pack, people unplaced
  kBroken = 2,      // a broken rule or pack, or wrong usage
  kUnreadable = 3,  // some input could not be read; the rest was done
};

// Runs `quaranta ARGS...` (without the program's name): reports go to `out`,
// remarks and errors to `err`. Reads and writes the files named in `args`.
// `foreign`, when given, reads the formats that the library does not: see
// io::ReadOptions.
int Main(std::span<const std::string> args, std::ostream& out,
         std::ostream& err, const io::ForeignReader& foreign = {});

// What a pack's own tests found.
struct PackTestFailure {
  std::string rule;
  std::string test;
  std::string message;  // what was expected and what came
};
struct PackTestResult {
  int tests = 0;
  int rules = 0;
  int rules_without_tests = 0;
  std::vector<PackTestFailure> failures;
};
// Runs every test of every rule of a pack, by itself.
PackTestResult TestPack(const std::shared_ptr<const policy::Pack>& pack);

}  // namespace quaranta::cli

#endif  // QUARANTA_CLI_CLI_H_

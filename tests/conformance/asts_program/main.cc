// cel_asts [--skips FILE] EXAMPLES
//
// Compares our trees and types with those of cel-go, see asts/suite.h. Says
// which differ and how, counts each suite, and ends with
//   cel-asts: P passed, F failed, S skipped of N
// Exits 0 when none differs, 1 when some do, 2 when a file cannot be read.
#include <fstream>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "tests/conformance/asts/suite.h"

namespace quaranta::conformance {
namespace {

struct Counts {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
};

std::string ReadAll(const std::string& path, bool& good) {
  std::ifstream in(path, std::ios::binary);
  good = static_cast<bool>(in);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

int Refuse(const std::string& path, const std::string& why) {
  std::cerr << path << ": " << why << "\n";
  return 2;
}

int Report(const std::map<std::string, Counts>& suites) {
  Counts total;
  for (const auto& [name, counts] : suites) {
    std::cout << std::left << std::setw(18) << name << std::right
              << std::setw(6) << counts.passed << " passed" << std::setw(5)
              << counts.failed << " failed" << std::setw(5) << counts.skipped
              << " skipped\n";
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  const int all = total.passed + total.failed + total.skipped;
  std::cout << "cel-asts: " << total.passed << " passed, " << total.failed
            << " failed, " << total.skipped << " skipped of " << all << "\n";
  if (all == 0) return 2;
  return total.failed > 0 ? 1 : 0;
}

int Main(const std::vector<std::string>& arguments) {
  const bool skipping = arguments.size() == 3 && arguments[0] == "--skips";
  if (!skipping && arguments.size() != 1) {
    std::cerr << "usage: cel_asts [--skips FILE] EXAMPLES\n";
    return 2;
  }
  Skips skips;
  bool good = false;
  if (skipping) {
    auto read = Skips::Parse(ReadAll(arguments[1], good));
    if (!good) return Refuse(arguments[1], "cannot be read");
    if (const auto* why = std::get_if<std::string>(&read)) {
      return Refuse(arguments[1], *why);
    }
    skips = std::get<Skips>(std::move(read));
  }
  auto read = ReadExamples(ReadAll(arguments.back(), good));
  if (!good) return Refuse(arguments.back(), "cannot be read");
  if (const auto* why = std::get_if<std::string>(&read)) {
    return Refuse(arguments.back(), *why);
  }
  const Examiner examiner;
  std::map<std::string, Counts> suites;
  for (const Example& example : std::get<std::vector<Example>>(read)) {
    Counts& counts = suites[example.suite];
    if (skips.Find(example.name) != nullptr) {
      ++counts.skipped;
    } else if (const Failure failure = examiner.Run(example)) {
      ++counts.failed;
      std::cout << "FAILED " << example.name << ": " << *failure << "\n";
    } else {
      ++counts.passed;
    }
  }
  return Report(suites);
}

}  // namespace
}  // namespace quaranta::conformance

int main(int argc, char** argv) {
  return quaranta::conformance::Main({argv + 1, argv + argc});
}

// cel_conformance [--skips FILE] FILE|FOLDER...
// cel_conformance --unknowns FILE|FOLDER...
//
// Runs the tests of *.textproto files in the form of the official CEL suite,
// says which fail and why, and ends with
//   cel-conformance: P passed, F failed, S skipped of N
// or, of tests about values that are not known, each run as CEL, as a rule or
// as both, with
//   cel-unknowns: P passed, F failed of N
// Exits 0 when none fails, 1 when some do, 2 when a file cannot be read or
// there is no test at all.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "tests/conformance/runner/runner.h"

namespace quaranta::conformance {
namespace {

struct Counts {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
  int plain = 0;  // run as CEL
  int rules = 0;  // run as rules
};

struct Options {
  bool unknowns = false;
  Skips skips;
};

std::string ReadAll(const std::filesystem::path& path, bool& good) {
  std::ifstream in(path, std::ios::binary);
  good = static_cast<bool>(in);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::filesystem::path> FilesOf(
    const std::vector<std::string>& arguments) {
  std::vector<std::filesystem::path> files;
  for (const std::string& argument : arguments) {
    if (!std::filesystem::is_directory(argument)) {
      files.emplace_back(argument);
      continue;
    }
    const auto first = static_cast<std::ptrdiff_t>(files.size());
    for (const auto& entry : std::filesystem::directory_iterator(argument)) {
      if (entry.path().extension() == ".textproto") {
        files.push_back(entry.path());
      }
    }
    std::sort(files.begin() + first, files.end());
  }
  return files;
}

Failure RunTest(const Runner& runner, const Test& test, bool unknowns,
                Counts& counts) {
  if (!unknowns) return runner.Run(*test.message);
  const Runner::Both both = runner.RunInBoth(*test.message);
  counts.plain += both.plain ? 1 : 0;
  counts.rules += both.rule ? 1 : 0;
  return both.failure;
}

void RunFile(const Runner& runner, const Options& options, const TestFile& file,
             Counts& total) {
  Counts counts;
  for (const Test& test : Runner::TestsOf(file)) {
    if (options.skips.Find(test.name) != nullptr) {
      ++counts.skipped;
    } else if (const Failure failure =
                   RunTest(runner, test, options.unknowns, counts)) {
      ++counts.failed;
      std::cout << "FAILED " << test.name << ": " << *failure << "\n";
    } else {
      ++counts.passed;
    }
  }
  std::cout << std::left << std::setw(18) << file.name << std::right
            << std::setw(6) << counts.passed << " passed" << std::setw(5)
            << counts.failed << " failed";
  if (!options.unknowns) {
    std::cout << std::setw(5) << counts.skipped << " skipped";
  } else {
    std::cout << std::setw(6) << counts.plain << " as CEL" << std::setw(5)
              << counts.rules << " as rules";
  }
  std::cout << "\n";
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}

// The options and the paths; an error message for what is neither.
std::variant<Options, std::string> ParseArguments(
    const std::vector<std::string>& arguments,
    std::vector<std::string>& paths) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--unknowns") {
      options.unknowns = true;
      continue;
    }
    if (arguments[i] != "--skips" || i + 1 == arguments.size()) {
      paths.push_back(arguments[i]);
      continue;
    }
    bool good = false;
    auto read = Skips::Parse(ReadAll(arguments[++i], good));
    if (!good) return arguments[i] + ": cannot be read";
    if (const auto* mistake = std::get_if<std::string>(&read)) {
      return arguments[i] + ": " + *mistake;
    }
    options.skips = std::get<Skips>(std::move(read));
  }
  return options;
}

int Main(const std::vector<std::string>& arguments) {
  std::vector<std::string> paths;
  const auto parsed = ParseArguments(arguments, paths);
  if (const auto* mistake = std::get_if<std::string>(&parsed)) {
    std::cerr << *mistake << "\n";
    return 2;
  }
  const auto& options = std::get<Options>(parsed);
  const Runner runner;
  Counts total;
  bool readable = true;
  for (const auto& path : FilesOf(paths)) {
    bool good = false;
    const std::string text = ReadAll(path, good);
    auto file = runner.Read(path.stem().string(), text);
    if (!good || std::holds_alternative<std::string>(file)) {
      std::cerr << path.string() << ": "
                << (good ? std::get<std::string>(file) : "cannot be read")
                << "\n";
      readable = false;
      continue;
    }
    RunFile(runner, options, std::get<TestFile>(file), total);
  }
  const int all = total.passed + total.failed + total.skipped;
  std::cout << (options.unknowns ? "cel-unknowns: " : "cel-conformance: ")
            << total.passed << " passed, " << total.failed << " failed";
  if (!options.unknowns) std::cout << ", " << total.skipped << " skipped";
  std::cout << " of " << all << "\n";
  if (!readable || all == 0) return 2;
  return total.failed > 0 ? 1 : 0;
}

}  // namespace
}  // namespace quaranta::conformance

int main(int argc, char** argv) {
  return quaranta::conformance::Main({argv + 1, argv + argc});
}

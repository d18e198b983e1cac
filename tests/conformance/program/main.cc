// cel_conformance [--skips FILE] FILE|FOLDER...
//
// Runs the tests of *.textproto files in the form of the official CEL suite,
// says which fail and why, and ends with
//   cel-conformance: P passed, F failed, S skipped of N
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

Counts RunFile(const Runner& runner, const Skips& skips, const TestFile& file) {
  Counts counts;
  for (const Test& test : Runner::TestsOf(file)) {
    if (skips.Find(test.name) != nullptr) {
      ++counts.skipped;
    } else if (const Failure failure = runner.Run(*test.message)) {
      ++counts.failed;
      std::cout << "FAILED " << test.name << ": " << *failure << "\n";
    } else {
      ++counts.passed;
    }
  }
  std::cout << std::left << std::setw(18) << file.name << std::right
            << std::setw(6) << counts.passed << " passed" << std::setw(5)
            << counts.failed << " failed" << std::setw(5) << counts.skipped
            << " skipped\n";
  return counts;
}

int Main(const std::vector<std::string>& arguments) {
  std::vector<std::string> paths;
  Skips skips;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] != "--skips" || i + 1 == arguments.size()) {
      paths.push_back(arguments[i]);
      continue;
    }
    bool good = false;
    auto read = Skips::Parse(ReadAll(arguments[++i], good));
    if (!good || std::holds_alternative<std::string>(read)) {
      std::cerr << arguments[i] << ": "
                << (good ? std::get<std::string>(read) : "cannot be read")
                << "\n";
      return 2;
    }
    skips = std::get<Skips>(std::move(read));
  }
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
    const Counts counts = RunFile(runner, skips, std::get<TestFile>(file));
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  const int all = total.passed + total.failed + total.skipped;
  std::cout << "cel-conformance: " << total.passed << " passed, "
            << total.failed << " failed, " << total.skipped << " skipped of "
            << all << "\n";
  if (!readable || all == 0) return 2;
  return total.failed > 0 ? 1 : 0;
}

}  // namespace
}  // namespace quaranta::conformance

int main(int argc, char** argv) {
  return quaranta::conformance::Main({argv + 1, argv + argc});
}

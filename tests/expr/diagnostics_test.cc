// What people get wrong, and what they are told: tests/expr/golden/diagnostics
// holds one mistake a file, NAME.cel, beside what is said of it in both
// languages, NAME.txt.
//
// QUARANTA_UPDATE_GOLDEN=1 writes the files anew; read the difference.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/message.h"
#include "quaranta/expr/program.h"
#include "quaranta/schema/field.h"
#include "tests/support/paths.h"

namespace quaranta::expr {
namespace {

namespace fs = std::filesystem;

// The names that a rule on a site or a stay sees.
Environment RuleNames() {
  Environment environment;
  environment.variables.push_back(
      {"site", Variable::Type::kRecord, schema::FindRecord("Site")});
  environment.variables.push_back(
      {"stay", Variable::Type::kRecord, schema::FindRecord("Stay")});
  environment.variables.push_back({"day", Variable::Type::kDay, nullptr});
  environment.variables.push_back({"as_of", Variable::Type::kInstant, nullptr});
  environment.variables.push_back(
      {"params", Variable::Type::kDynamic, nullptr});
  environment.condition = true;
  return environment;
}

// Files that exceed a limit need small ones.
Limits LimitsFor(std::string_view name) {
  Limits limits;
  if (name == "too_long") limits.source_bytes = 80;
  if (name == "too_deep") limits.depth = 8;
  if (name == "too_many_parts") limits.nodes = 12;
  return limits;
}

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::vector<fs::path> Mistakes() {
  std::vector<fs::path> paths;
  const fs::path folder = fs::path(::quaranta::testing::SourceDir()) /
                          "tests/expr/golden/diagnostics";
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".cel") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string Told(const fs::path& path) {
  const std::string name = path.stem().string();
  std::string source = ReadFile(path);
  if (source.ends_with('\n')) source.pop_back();
  const auto [program, diagnostics] =
      Program::Compile(source, RuleNames(), LimitsFor(name));
  EXPECT_FALSE(program.usable()) << name;
  std::string out;
  for (const Language language : {Language::kEn, Language::kZh}) {
    if (language == Language::kZh) out += "\n";
    for (const Diagnostic& diagnostic : diagnostics) {
      out += Render(diagnostic, source, name, language);
    }
  }
  return out;
}

// `make diagnostics` prints the properties that this test records.
TEST(Diagnostics, EachMistakeIsToldAsItsGoldenFileSays) {
  const bool update = std::getenv("QUARANTA_UPDATE_GOLDEN") != nullptr;
  const std::vector<fs::path> paths = Mistakes();
  int failed = 0;
  for (fs::path path : paths) {
    const std::string told = Told(path);
    path.replace_extension(".txt");
    if (update) std::ofstream(path, std::ios::binary) << told;
    const std::string golden = ReadFile(path);
    failed += told == golden && !told.empty() ? 0 : 1;
    EXPECT_EQ(told, golden) << path;
    EXPECT_FALSE(told.empty()) << path;
  }
  EXPECT_GE(paths.size(), 60U);
  RecordProperty("cases", static_cast<int>(paths.size()));
  RecordProperty("failures", failed);
}

TEST(Diagnostics, EveryGoldenFileHasItsMistake) {
  const fs::path folder = fs::path(::quaranta::testing::SourceDir()) /
                          "tests/expr/golden/diagnostics";
  for (const auto& entry : fs::directory_iterator(folder)) {
    fs::path mistake = entry.path();
    mistake.replace_extension(".cel");
    EXPECT_TRUE(fs::exists(mistake)) << entry.path();
  }
}

// Every message of the language is shown by some golden file in both
// languages, or is one of plain CEL, which analysts do not write.
TEST(Diagnostics, NoSentenceKeepsAPlaceThatWasNotFilled) {
  for (const fs::path& path : Mistakes()) {
    const std::string name = path.stem().string();
    std::string source = ReadFile(path);
    const auto diagnostics =
        Program::Compile(source, RuleNames(), LimitsFor(name)).second;
    for (const Diagnostic& d : diagnostics) {
      for (const Language language : {Language::kEn, Language::kZh}) {
        std::string text = quaranta::Render(d.said, language);
        if (d.advice) text += quaranta::Render(*d.advice, language);
        for (const char* place : {"{name}", "{type}", "{text}", "{found}",
                                  "{code}", "{due}", "{hint}", "{closing}"}) {
          EXPECT_EQ(text.find(place), std::string::npos)
              << name << ": " << text;
        }
      }
    }
  }
}

TEST(Compile, AllMistakesAreReportedInTheOrderOfTheText) {
  const auto [program, diagnostics] = Program::Compile(
      "site.nmae == 'x' and site.status = 'OPEN' && nothing", RuleNames());
  EXPECT_FALSE(program.usable());
  ASSERT_EQ(diagnostics.size(), 5U);
  for (std::size_t i = 1; i < diagnostics.size(); ++i) {
    EXPECT_LE(diagnostics[i - 1].begin, diagnostics[i].begin);
  }
}

TEST(Compile, OneMistakeDoesNotCauseOthers) {
  for (const char* source :
       {"size(nothing) > 1 && nothing.x", "site.nmae + 1 < 2",
        "site.rooms.all(r, r.nothing.x == 2)", "[1, 'a\nb'] == []"}) {
    const auto diagnostics = Program::Compile(source, RuleNames()).second;
    ASSERT_FALSE(diagnostics.empty()) << source;
    const std::string first = diagnostics[0].message;
    for (const Diagnostic& d : diagnostics) {
      EXPECT_EQ(d.message, first) << source;
    }
  }
}

TEST(Render, ColumnsCountCodePointsAndCaretsScreenColumns) {
  const std::string source = "site.name == '北郊' && nothing";
  const auto diagnostics = Program::Compile(source, RuleNames()).second;
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].column, 22U);
  const std::string told = Render(diagnostics[0], source, "rule");
  // Two wide characters: the caret stands two columns further right.
  EXPECT_NE(told.find("\n  " + std::string(23, ' ') + "^^^^^^^\n"),
            std::string::npos)
      << told;
}

TEST(Render, ATabBeforeTheMistakeStaysATab) {
  const std::string source = "\tnothing";
  const auto diagnostics = Program::Compile(source, RuleNames()).second;
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].column, 2U);
  EXPECT_NE(Render(diagnostics[0], source, "rule").find("\n  \t^^^^^^^\n"),
            std::string::npos);
}

TEST(Render, NoControlCharacterOfTheSourceReachesTheScreen) {
  const std::string source =
      std::string("nothing == 'a") + '\0' + "\x1b[2J\u202E'";
  const auto diagnostics = Program::Compile(source, RuleNames()).second;
  ASSERT_FALSE(diagnostics.empty());
  const std::string told = Render(diagnostics[0], source, "rule");
  for (const char c : told) EXPECT_TRUE(c == '\n' || c < 0 || c >= ' ') << told;
  EXPECT_EQ(told.find("\u202E"), std::string::npos);
}

TEST(Render, AConditionIsDemandedOnlyWhereTheEnvironmentDoes) {
  Environment names = RuleNames();
  EXPECT_FALSE(Program::Compile("site.rooms.size()", names).first.usable());
  names.condition = false;
  EXPECT_TRUE(Program::Compile("site.rooms.size()", names).first.usable());
}

}  // namespace
}  // namespace quaranta::expr

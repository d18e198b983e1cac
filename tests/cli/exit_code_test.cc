// What the shell sees: exit codes, usage, and where text goes.

#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/text/node.h"
#include "tests/cli/support.h"

namespace quaranta::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view kPack = R"(
id: tiny
version: "1"
jurisdiction: "*"
legal_basis: a test
review_by: 2030-01-01
rules:
  - id: T-1
    record: Region
    severity: MINOR
    title: {en: The population is recorded, zh: 人口已登记}
    source: {document: T, clause: "1", status: LOGIC}
    expect: |
      region.population > 10
)";

class ExitCodeTest : public ::testing::Test {
 protected:
  ExitCodeTest()
      : folder_(
            std::string("exit_") +
            ::testing::UnitTest::GetInstance()->current_test_info()->name()),
        pack_(folder_ / "tiny") {
    std::filesystem::create_directories(pack_);
    std::filesystem::create_directories(folder_ / "world");
    folder_.Write("tiny/pack.yaml", std::string(kPack));
    World("CN-1,50");
  }

  void World(const std::string& row) {
    folder_.Write("world/Region.csv",
                  "id,population,zone\n" + row + ",Asia/Shanghai\n");
  }
  Ran Check(std::vector<std::string> more = {}) {
    std::vector<std::string> args = {"check",   folder_ / "world",
                                     "--pack",  pack_,
                                     "--as-of", "2022-04-10T17:00:00+08:00"};
    args.insert(args.end(), more.begin(), more.end());
    return RunCli(args);
  }

  Folder folder_;
  std::string pack_;
};

TEST_F(ExitCodeTest, AllPassIsZero) {
  const Ran ran = Check();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.err, IsEmpty());
  EXPECT_THAT(ran.out, HasSubstr("1 pass"));
}

TEST_F(ExitCodeTest, AFindingCountsFromFailOnUpwards) {
  World("CN-1,5");
  EXPECT_EQ(Check().code, 0) << "a minor failure, --fail-on major";
  EXPECT_EQ(Check({"--fail-on", "minor"}).code, 1);
  EXPECT_EQ(Check({"--fail-on", "never"}).code, 0);
}

TEST_F(ExitCodeTest, UnknownsHaveABudget) {
  World("CN-1,");
  EXPECT_EQ(Check().code, 0);
  EXPECT_EQ(Check({"--unknown-budget", "T-1=99%"}).code, 1);
  EXPECT_EQ(Check({"--unknown-budget", "T-1=100%"}).code, 0);
  const Ran wrong = Check({"--unknown-budget", "T-1"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("RULE=N%"));
}

TEST_F(ExitCodeTest, ABrokenRuleIsTwo) {
  std::string pack(kPack);
  pack.replace(pack.find("region.population > 10"), 22,
               "region.population / 0 > 1");
  folder_.Write("tiny/pack.yaml", pack);
  const Ran ran = Check();
  EXPECT_EQ(ran.code, 2) << ran.err;
}

TEST_F(ExitCodeTest, AMistakeInAPackIsTwoAndPointsAtIt) {
  std::string pack(kPack);
  pack.replace(pack.find("region.population"), 17, "region.popluation");
  folder_.Write("tiny/pack.yaml", pack);
  const Ran ran = Check();
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("tiny/pack.yaml:14:"));
  EXPECT_THAT(ran.err, HasSubstr("population"));
  EXPECT_THAT(ran.err, HasSubstr("^"));
}

TEST_F(ExitCodeTest, UnreadableInputIsThreeAndTheRestIsChecked) {
  folder_.Write("world/Site.csv", "id,name\nS1,\xFF\xFF\n");
  const Ran ran = Check();
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("Site.csv"));
  EXPECT_THAT(ran.out, HasSubstr("1 pass"));
}

TEST_F(ExitCodeTest, WrongUsageIsTwo) {
  EXPECT_EQ(RunCli({}).code, 2);
  EXPECT_EQ(RunCli({"chek"}).code, 2);
  EXPECT_EQ(RunCli({"check"}).code, 2);
  EXPECT_EQ(RunCli({"check", folder_ / "nowhere"}).code, 2);
  EXPECT_EQ(Check({"--report", "pdf=x"}).code, 2);
  EXPECT_EQ(RunCli({"packs", "test", "no-such-pack"}).code, 2);
  EXPECT_EQ(RunCli({"schema", "Rom"}).code, 2);
}

TEST_F(ExitCodeTest, HelpIsZeroAndGoesToStandardOutput) {
  const Ran ran = RunCli({"--help"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("check"));
  EXPECT_THAT(ran.err, IsEmpty());
}

TEST_F(ExitCodeTest, AnImportedWorldChecksTheSame) {
  const std::string binary = folder_ / "world.binpb";
  ASSERT_EQ(RunCli({"import", folder_ / "world", "--out", binary}).code, 0);
  const Ran folder = Check({"--format", "json"});
  const Ran file = RunCli({"check", binary, "--pack", pack_, "--as-of",
                           "2022-04-10T17:00:00+08:00", "--format", "json"});
  EXPECT_EQ(file.out, folder.out) << file.err;
}

// Every command that prints an answer prints it as JSON as well.
TEST_F(ExitCodeTest, JsonNamesItsSchema) {
  const std::string verdicts = folder_ / "verdicts.json";
  World("CN-1,");
  Check({"--report", "json=" + verdicts});
  const std::map<std::string, std::vector<std::string>> commands = {
      {"quaranta.explain/1", {"explain", verdicts, "Region:CN-1"}},
      {"quaranta.packs/1", {"packs", "list"}},
      {"quaranta.pack/1", {"packs", "show", pack_}},
      {"quaranta.pack_tests/1", {"packs", "test", pack_}},
      {"quaranta.import/1", {"import", folder_ / "world"}}};
  for (const auto& [schema, command] : commands) {
    std::vector<std::string> args = command;
    args.insert(args.end(), {"--format", "json"});
    const Ran ran = RunCli(args);
    EXPECT_EQ(ran.code, 0) << schema << ": " << ran.err;
    const auto root = text::ReadJson(ran.out, schema);
    ASSERT_TRUE(root.ok()) << root.status().message();
    ASSERT_NE(root->Find("schema"), nullptr) << ran.out;
    EXPECT_EQ(root->Find("schema")->scalar, schema);
  }
}

TEST(SchemaTest, ARecordIsFoundByAnyOfItsNames) {
  const Ran en = RunCli({"schema", "Room"});
  EXPECT_EQ(en.code, 0);
  EXPECT_THAT(en.out, HasSubstr("window_limiter"));
  EXPECT_EQ(RunCli({"schema", "房间"}).out, en.out);
  EXPECT_THAT(RunCli({"schema", "Room", "--format", "json"}).out,
              HasSubstr("\"quaranta.schema/1\""));
}

}  // namespace
}  // namespace quaranta::cli

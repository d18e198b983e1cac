// The audit of the example county: two people were put on floors of other
// groups (examples/county/README.md names them). QUARANTA_UPDATE_GOLDEN=1
// writes tests/cli/golden anew.
#include <cstdlib>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/text/node.h"
#include "tests/cli/support.h"
#include "tests/support/paths.h"

namespace quaranta::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

text::Node Json(const std::string& bytes) {
  auto node = text::ReadJson(bytes, "json", {.bytes = 1u << 30});
  EXPECT_TRUE(node.ok()) << node.status().message();
  return node.ok() ? *std::move(node) : text::Node();
}

std::vector<std::string> Texts(const text::Node& list) {
  std::vector<std::string> texts;
  for (const text::Node& item : list.items) texts.push_back(item.scalar);
  return texts;
}

TEST(AuditCli, TheFirstScreenInBothLanguages) {
  for (const std::string language : {"zh", "en"}) {
    const Ran ran = RunCli(At17("audit", kCounty, {"--lang", language}));
    EXPECT_EQ(ran.code, kFindings) << ran.err;
    const std::string path = ::quaranta::testing::SourceDir() +
                             "/tests/cli/golden/audit." + language + ".txt";
    if (std::getenv("QUARANTA_UPDATE_GOLDEN") != nullptr) {
      std::ofstream(path, std::ios::binary) << ran.out;
      continue;
    }
    EXPECT_EQ(ran.out, Bytes(path)) << path;
  }
}

TEST(AuditCli, JsonNamesThePlantedPeopleAndNobodyElse) {
  const Folder folder("audit");
  const Ran ran = RunCli(At17(
      "audit", kCounty, {"--format", "json", "--out", folder / "audit.json"}));
  EXPECT_EQ(ran.code, kFindings) << ran.err;
  EXPECT_EQ(ran.out, Bytes(folder / "audit.json"));
  const text::Node audit = Json(ran.out);
  EXPECT_EQ(audit.Find("schema")->scalar, "quaranta.audit/1");
  EXPECT_EQ(audit.Find("ok")->scalar, "false");
  std::vector<std::string> floors;
  for (const text::Node& of : audit.Find("findings")->items) {
    EXPECT_EQ(of.Find("rule")->scalar, "UNIT_SHARED");
    EXPECT_EQ(of.Find("count")->scalar, "1");
    floors.push_back(of.Find("floors")->items.front().scalar);
  }
  EXPECT_THAT(floors, ElementsAre("S1/6F", "S2/6F"));
  // One of them has no chain on record: to be asked for before he moves.
  EXPECT_THAT(Texts(*audit.Find("findings")->items[0].Find("ask_first")),
              ElementsAre("P-0070"));
  EXPECT_EQ(audit.Find("findings")->items[1].Find("ask_first"), nullptr);
  std::vector<std::string> movers;
  for (const text::Node& of : audit.Find("moves")->items) {
    EXPECT_EQ(of.Find("findings")->items.size(), 1u);
    movers.push_back(of.Find("people")->items.front().scalar + " " +
                     of.Find("from")->scalar);
  }
  EXPECT_THAT(movers, UnorderedElementsAre("P-0070 S1/609", "P-0179 S2/602"));
  EXPECT_EQ(audit.Find("moved")->Find("bound")->scalar, "2");
  // Codes only.
  EXPECT_THAT(ran.out, Not(HasSubstr("phone")));
}

TEST(AuditCli, AnEarlierTimeHasOnlyThoseWhoWereThere) {
  const auto at = [](const char* time) {
    return RunCli({"audit", kCounty, "--pack", "cn-county-2022", "--as-of",
                   time, "--format", "json"});
  };
  // Before the two came there was nothing wrong.
  const Ran before = at("2022-04-03T17:00:00+08:00");
  EXPECT_EQ(before.code, kOk) << before.err;
  const text::Node audit = Json(before.out);
  EXPECT_EQ(audit.Find("ok")->scalar, "true");
  EXPECT_TRUE(audit.Find("moves")->items.empty());
  const int people = std::stoi(audit.Find("people")->scalar);
  EXPECT_GT(people, 50);
  EXPECT_LT(people, 262);
}

TEST(AuditCli, ExitCodes) {
  EXPECT_EQ(RunCli(At17("audit", kCounty, {"--fail-on", "never"})).code, kOk);
  EXPECT_EQ(RunCli(At17("audit", kCounty, {"--fail-on", "major"})).code,
            kBroken);
  const Ran nowhere = RunCli(At17("audit", kCounty, {"--region", "CN-77"}));
  EXPECT_EQ(nowhere.code, kBroken);
  EXPECT_THAT(nowhere.err, HasSubstr("CN-77"));
  const Ran early = RunCli({"audit", kCounty, "--pack", "cn-county-2022",
                            "--as-of", "2019-04-10T17:00:00+08:00"});
  EXPECT_EQ(early.code, kBroken);
  EXPECT_THAT(early.err, HasSubstr("no measure is in force"));
}

TEST(AuditCli, LongListsSayHowMuchIsLeftOut) {
  const Ran ran = RunCli(At17("audit", kCounty, {"--most", "1"}));
  EXPECT_THAT(ran.out, AllOf(HasSubstr("And 1 more (see the JSON).\n"),
                             HasSubstr("P-0070: from")));
  const Ran all = RunCli(At17("audit", kCounty, {"--most", "0"}));
  EXPECT_THAT(all.out, Not(HasSubstr("more (see the JSON)")));
}

}  // namespace
}  // namespace quaranta::cli

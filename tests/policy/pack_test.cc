#include "quaranta/policy/policy.h"

#include <array>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/expr/value.h"
#include "tests/support/status_matchers.h"

namespace quaranta::policy {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kHead = R"(
id: p1
version: "1"
jurisdiction: CN
legal_basis: a notice
review_by: 2023-01-01
effective_from: 2022-03-01
effective_to: 2022-06-27
parameters:
  - {name: rooms, value: 40, title: {en: rooms, zh: 房间}}
)";

std::string Rule(std::string_view id, std::string_view expect) {
  return "rules:\n  - id: " + std::string(id) +
         "\n    record: Site\n    stage: OPEN\n    severity: MAJOR\n"
         "    title: {en: t, zh: 题}\n"
         "    source: {document: S000, clause: x, status: SEED}\n"
         "    expect: |\n      " +
         std::string(expect) + "\n";
}

LoadResult Load(std::string_view head, const std::string& rules) {
  const std::array files = {PackFile{"p/pack.yaml", head},
                            PackFile{"p/rules.yaml", rules}};
  return LoadPack(files);
}

TEST(EmbeddedPackTest, EveryPackThatShipsLoads) {
  for (const LoadResult& loaded : LoadedEmbeddedPacks()) {
    for (const Diagnostic& mistake : loaded.diagnostics) {
      ADD_FAILURE() << mistake.text;
    }
    EXPECT_NE(loaded.pack, nullptr);
  }
  EXPECT_FALSE(LoadedEmbeddedPacks().empty());
}

TEST(LoadTest, AMistakeInAnExpressionPointsIntoTheYaml) {
  const LoadResult loaded =
      Load(kHead, Rule("R-1", "site.rooms.all(r, r.windw_limiter)"));
  ASSERT_THAT(loaded.diagnostics, SizeIs(1));
  EXPECT_EQ(loaded.pack, nullptr);
  EXPECT_EQ(loaded.diagnostics[0].rule, "R-1");
  EXPECT_EQ(loaded.diagnostics[0].at.line, 9u) << loaded.diagnostics[0].text;
  EXPECT_THAT(loaded.diagnostics[0].text, HasSubstr("p/rules.yaml:9:"));
  EXPECT_THAT(loaded.diagnostics[0].text, HasSubstr("window_limiter"));
}

TEST(LoadTest, EveryMistakeIsReportedNotTheFirst) {
  const LoadResult loaded = Load(
      "id: p1\nversion: '1'\njurisdiction: CN\nlegal_bases: x\n",
      "rules:\n  - {id: R-1, record: Sight, expect: 'true', sevrity: MAJOR}\n");
  std::string all;
  for (const Diagnostic& mistake : loaded.diagnostics) {
    all += mistake.text + "\n";
  }
  EXPECT_THAT(all, HasSubstr("did you mean `legal_basis`"));
  EXPECT_THAT(all, HasSubstr("did you mean `severity`"));
  EXPECT_THAT(all, HasSubstr("a pack needs `review_by`"));
  EXPECT_THAT(all, HasSubstr("needs `title` in en and zh"));
  EXPECT_THAT(all, HasSubstr("needs `source`"));
}

TEST(LoadTest, ARuleAboutASiteHasToSayItsStage) {
  std::string rule = Rule("R-1", "true");
  rule.erase(rule.find("    stage: OPEN\n"), 16);
  const LoadResult loaded = Load(kHead, rule);
  ASSERT_THAT(loaded.diagnostics, SizeIs(1));
  EXPECT_THAT(loaded.diagnostics[0].text, HasSubstr("needs `stage`"));
}

TEST(LoadTest, OneIdTwiceIsRefused) {
  const std::string one = Rule("R-1", "true");
  const LoadResult loaded = Load(kHead, one + one.substr(one.find("  - id")));
  ASSERT_THAT(loaded.diagnostics, SizeIs(1));
  EXPECT_THAT(loaded.diagnostics[0].text, HasSubstr("is there already"));
}

TEST(LoadTest, TheHashFollowsTheBytes) {
  const auto a = Load(kHead, Rule("R-1", "true"));
  const auto b = Load(kHead, Rule("R-1", "false"));
  const auto c = Load(kHead, Rule("R-1", "true"));
  ASSERT_NE(a.pack, nullptr);
  EXPECT_THAT(a.pack->hash, SizeIs(64));
  EXPECT_NE(a.pack->hash, b.pack->hash);
  EXPECT_EQ(a.pack->hash, c.pack->hash);
}

TEST(PackTest, BothEndsOfThePeriodAreInForce) {
  const auto pack = Load(kHead, Rule("R-1", "true")).pack;
  ASSERT_NE(pack, nullptr);
  EXPECT_FALSE(pack->InForce(*ParseDay("2022-02-28")));
  EXPECT_TRUE(pack->InForce(*ParseDay("2022-03-01")));
  EXPECT_TRUE(pack->InForce(*ParseDay("2022-06-27")));
  EXPECT_FALSE(pack->InForce(*ParseDay("2022-06-28")));
}

TEST(PackTest, AJurisdictionCoversWhatLiesBelowIt) {
  const auto pack = Load(kHead, Rule("R-1", "true")).pack;
  ASSERT_NE(pack, nullptr);
  EXPECT_TRUE(pack->Covers("CN"));
  EXPECT_TRUE(pack->Covers("CN-61-0125"));
  EXPECT_FALSE(pack->Covers("CNX"));
  EXPECT_FALSE(pack->Covers("IT"));
  EXPECT_FALSE(pack->Covers(""));
}

// A county's pack tightens a parameter, replaces one rule of the nation's and
// switches another off.
TEST(PolicyTest, TheLowerLevelWins) {
  const std::string two = Rule("R-1", "true") + Rule("R-2", "true").substr(7);
  const auto nation = Load(kHead, two).pack;
  std::string head(kHead);
  head.replace(head.find("id: p1"), 6, "id: p2");
  head.replace(head.find("jurisdiction: CN"), 16, "jurisdiction: CN-61");
  head.replace(head.find("value: 40"), 9, "value: 60");
  const auto county =
      Load(head, Rule("R-1", "site.detached") + Rule("R-2", "true").substr(7) +
                     "    enabled: false\n")
          .pack;
  ASSERT_NE(nation, nullptr);
  ASSERT_NE(county, nullptr);
  const std::array packs = {county, nation};
  const std::array<std::string, 2> ids = {"p1", "p2"};
  const auto policy = Policy::Make(ids, packs);
  ASSERT_THAT(policy, IsOk());

  const InForce inside = policy->Resolve("CN-61-01", *ParseDay("2022-04-10"));
  ASSERT_THAT(inside.rules, SizeIs(1));
  EXPECT_EQ(inside.rules[0].pack->text.id, "p2");
  EXPECT_EQ(expr::ToText(inside.params), "{\"rooms\": 60.0}");

  const InForce outside = policy->Resolve("CN-11", *ParseDay("2022-04-10"));
  EXPECT_THAT(outside.rules, SizeIs(2));
  EXPECT_EQ(expr::ToText(outside.params), "{\"rooms\": 40.0}");

  EXPECT_THAT(policy->Resolve("CN-61-01", *ParseDay("2023-04-10")).rules,
              IsEmpty());
}

TEST(PolicyTest, HistoricPacksRunOnlyByName) {
  const auto unnamed = Policy::Make({});
  ASSERT_THAT(unnamed, IsOk());
  for (const auto& pack : unnamed->packs()) {
    EXPECT_FALSE(pack->text.historic) << pack->text.id;
  }
  const std::array<std::string, 1> ids = {"cn-county-2022"};
  const auto named = Policy::Make(ids);
  ASSERT_THAT(named, IsOk());
  ASSERT_THAT(named->packs(), SizeIs(1));
  EXPECT_TRUE(named->packs()[0]->text.historic);
}

TEST(PolicyTest, AnUnknownPackNamesThoseThatThereAre) {
  const std::array<std::string, 1> ids = {"cn-county-2021"};
  EXPECT_THAT(Policy::Make(ids), StatusIs(absl::StatusCode::kNotFound,
                                          HasSubstr("cn-county-2022")));
}

}  // namespace
}  // namespace quaranta::policy

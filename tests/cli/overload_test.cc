// An evening with more people than rooms, on the example county: what a duty
// officer reads. QUARANTA_UPDATE_GOLDEN=1 writes tests/cli/golden anew.
#include <cstdlib>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/text/node.h"
#include "tests/cli/support.h"
#include "tests/support/paths.h"

namespace quaranta::cli {
namespace {

using ::testing::AllOf;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kOverload =
    ::quaranta::testing::SourceDir() + "/examples/county/arrivals_overload.csv";

Ran PlaceOverload(std::vector<std::string> more) {
  more.insert(more.end(), {"--arrivals", kOverload});
  return RunCli(At17("place", kCounty, std::move(more)));
}

void ExpectGolden(const std::string& name, const std::string& text) {
  const std::string path =
      ::quaranta::testing::SourceDir() + "/tests/cli/golden/" + name;
  if (std::getenv("QUARANTA_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text, Bytes(path)) << path;
}

std::string FirstLines(const std::string& text, int lines) {
  std::size_t end = 0;
  for (; lines > 0; --lines) end = text.find('\n', end) + 1;
  return text.substr(0, end);
}

text::Node Json(const std::string& bytes) {
  auto node = text::ReadJson(bytes, "json", {.bytes = 1u << 30});
  EXPECT_TRUE(node.ok()) << node.status().message();
  return node.ok() ? *std::move(node) : text::Node();
}

// The first party of a list of the plan that has so many people.
std::string PartyIn(const text::Node& plan, const char* list,
                    std::size_t people) {
  for (const text::Node& entry : plan.Find(list)->items) {
    if (entry.Find("people")->items.size() == people) {
      return entry.Find("party")->scalar;
    }
  }
  return "";
}

class OverloadTest : public ::testing::TestWithParam<const char*> {};

TEST_P(OverloadTest, TheNightExplainsItselfInTwoSentences) {
  const std::string language = GetParam();
  const Ran ran = PlaceOverload({"--lang", language});
  EXPECT_EQ(ran.code, kFindings) << ran.err;
  ExpectGolden("overload." + language + ".txt", FirstLines(ran.out, 2));
}

TEST_P(OverloadTest, APartyWithAndAPartyWithoutARoomExplainThemselves) {
  const std::string language = GetParam();
  const Folder folder("overload_" + language);
  PlaceOverload({"--out", folder / "plan.json"});
  const text::Node plan = Json(Bytes(folder / "plan.json"));
  for (const char* list : {"assignments", "unplaced"}) {
    const std::string party = PartyIn(plan, list, 2);
    ASSERT_NE(party, "");
    const Ran ran =
        RunCli({"explain", folder / "plan.json", party, "--lang", language});
    EXPECT_EQ(ran.code, kOk) << ran.err;
    ExpectGolden("overload." + std::string(list) + "." + language + ".txt",
                 ran.out);
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, OverloadTest, ::testing::Values("en", "zh"),
                         [](const auto& of) { return of.param; });

TEST(OverloadPlanTest, TheFiguresOfTheTwoSentencesAreThoseOfThePlan) {
  const Ran ran = PlaceOverload({"--format", "json"});
  const text::Node plan = Json(ran.out);
  std::size_t left = 0;
  for (const text::Node& entry : plan.Find("unplaced")->items) {
    left += entry.Find("people")->items.size();
    const text::Node* shortage = entry.Find("shortage");
    if (shortage == nullptr) continue;
    EXPECT_THAT(shortage->Find("needing")->items.size(),
                Gt(shortage->Find("rooms")->items.size()));
  }
  EXPECT_GT(left, 0u);
  const auto& headline = plan.Find("headline")->items;
  ASSERT_EQ(headline.size(), 2u);
  EXPECT_THAT(headline[0].Find("en")->scalar,
              HasSubstr(std::to_string(left) + " of 201 people have no room"));
}

TEST(OverloadPlanTest, SmallCountsAreHiddenUnlessAskedFor) {
  const std::string hidden = "not shown, because a count is below 5";
  EXPECT_THAT(PlaceOverload({}).out, HasSubstr(hidden));
  const Ran all = PlaceOverload({"--small-count", "1"});
  EXPECT_THAT(all.out,
              AllOf(Not(HasSubstr("not shown")),
                    HasSubstr("People who need an accessible room: ")));
}

}  // namespace
TEST(OverloadTextTest, LongListsEndWithHowManyAreLeftOut) {
  const std::string all = PlaceOverload({"--most", "0"}).out;
  EXPECT_THAT(all, Not(HasSubstr("more (see the JSON)")));
  const std::string few = PlaceOverload({"--most", "1"}).out;
  EXPECT_THAT(few, HasSubstr("  and "));
  EXPECT_EQ(FirstLines(few, 4), FirstLines(all, 4));
  EXPECT_LT(few.size(), all.size());
}

}  // namespace quaranta::cli

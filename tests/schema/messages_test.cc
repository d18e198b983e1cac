// Rule packs as structs: what a reader of YAML walks.
#include "quaranta/schema/messages.h"

#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace quaranta::schema {
namespace {

using testing::ElementsAre;

template <class M>
std::vector<std::string> NamesOf(M& message) {
  std::vector<std::string> names;
  ForEachField(message, [&names](const MessageField& field, auto&) {
    names.emplace_back(field.name);
  });
  return names;
}

TEST(Messages, ARuleIsWalkedInTheOrderOfItsProto) {
  Rule rule;
  EXPECT_THAT(NamesOf(rule),
              ElementsAre("id", "group", "record", "each", "when", "variables",
                          "expect", "measure", "due", "stage", "severity",
                          "title", "explanation", "ask", "source", "waivable",
                          "enabled", "replaces", "tests"));
}

TEST(Messages, AFreshPackIsEmptyAndEqualToAnother) {
  const RulePack pack;
  EXPECT_EQ(pack, RulePack());
  EXPECT_FALSE(pack.historic);
  EXPECT_FALSE(pack.effective_from.has_value());
  EXPECT_TRUE(pack.rules.empty());
  EXPECT_EQ(Rule().stage, SiteStatus::kUnspecified);
  // Left out means the default, which a plain flag could not tell.
  EXPECT_FALSE(Rule().enabled.has_value());
}

TEST(Messages, MembersHaveTheTypesOfTheirFields) {
  RulePack pack;
  pack.effective_from = Day{19083};
  pack.rules.emplace_back();
  pack.rules[0].severity = Severity::kMajor;
  pack.rules[0].title.zh = "隔离房间窗户安装限位器";
  pack.rules[0].tests.emplace_back();
  pack.rules[0].tests[0].given = R"({"Site": [{"id": "S1"}]})";
  pack.profiles.emplace_back();
  pack.profiles[0].test_days = {1, 2, 3, 5, 7};
  pack.profiles[0].unit = DayUnit::k24h;
  RulePack copy = pack;
  EXPECT_EQ(copy, pack);
  copy.rules[0].tests[0].missing.emplace_back("Room:S1/304.window_limiter");
  EXPECT_NE(copy, pack);
}

TEST(Messages, OnlyJsonIsMarkedAsJson) {
  RuleTest test;
  std::vector<std::string> json;
  ForEachField(test, [&json](const MessageField& field, auto&) {
    if (field.json) json.emplace_back(field.name);
  });
  EXPECT_THAT(json, ElementsAre("given", "parameters"));
}

TEST(Messages, EveryFieldSaysWhatItIs) {
  RulePack pack;
  ForEachField(pack, [](const MessageField& field, auto&) {
    EXPECT_FALSE(field.doc.empty()) << field.name;
    EXPECT_GT(field.number, 0) << field.name;
  });
  EXPECT_EQ(MessageOf<RulePack>::kName, "RulePack");
}

// A reader in small: fills every plain text of a message, however deep.
struct Filler {
  int texts = 0;
  void operator()(const MessageField& field, std::string& text) {
    text = field.name;
    ++texts;
  }
  template <Message M>
  void operator()(const MessageField&, M& inner) {
    ForEachField(inner, *this);
  }
  template <Message M>
  void operator()(const MessageField&, std::vector<M>& inner) {
    inner.emplace_back();
    ForEachField(inner.back(), *this);
  }
  template <class T>
  void operator()(const MessageField&, T&) {}
};

TEST(Messages, AWalkReachesNestedMessages) {
  RulePack pack;
  Filler filler;
  ForEachField(pack, filler);
  ASSERT_EQ(pack.rules.size(), 1u);
  EXPECT_EQ(pack.rules[0].title.en, "en");
  EXPECT_EQ(pack.rules[0].tests[0].given, "given");
  EXPECT_EQ(pack.profiles[0].source.clause, "clause");
  EXPECT_GT(filler.texts, 30);
}

}  // namespace
}  // namespace quaranta::schema

// A stored plan checked again from its file and the world.
#include <functional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/text/node.h"
#include "tests/cli/support.h"
#include "tests/support/paths.h"

namespace quaranta::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kOverload =
    ::quaranta::testing::SourceDir() + "/examples/county/arrivals_overload.csv";

const std::string kFlight =
    ::quaranta::testing::SourceDir() + "/examples/county/arrivals.csv";

class VerifyTest : public ::testing::Test {
 protected:
  VerifyTest() : folder_("verify") {
    RunCli(At17("place", kCounty,
                {"--arrivals", kOverload, "--out", folder_ / "plan.json"}));
    json_ = Bytes(folder_ / "plan.json");
  }

  Ran Verify(const std::string& json, const std::string& world = kCounty,
             std::vector<std::string> more = {}) {
    folder_.Write("checked.json", json);
    std::vector<std::string> args = {"verify", folder_ / "checked.json", world,
                                     "--pack", "cn-county-2022"};
    args.insert(args.end(), more.begin(), more.end());
    return RunCli(args);
  }

  // The plan with one text replaced.
  std::string With(const std::string& from, const std::string& to) const {
    std::string json = json_;
    const std::size_t at = json.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return json.replace(at, from.size(), to);
  }

  // The plan with its tree changed.
  std::string Changed(const std::function<void(text::Node&)>& change) const {
    auto plan = text::ReadJson(json_, "json", {.bytes = 1u << 30});
    EXPECT_TRUE(plan.ok()) << plan.status().message();
    if (!plan.ok()) return "";
    change(*plan);
    return text::ToJson(*plan);
  }

  Folder folder_;
  std::string json_;
};

text::Node& At(text::Node& map, const std::string& key) {
  for (auto& [name, value] : map.entries) {
    if (name == key) return value;
  }
  ADD_FAILURE() << key;
  return map;
}

TEST_F(VerifyTest, EveryBoundOfTheOverloadedEveningAddsUp) {
  EXPECT_THAT(json_, HasSubstr("\"certificate\":{\"rows\":[{\"cohort\":"));
  const Ran ran = Verify(json_);
  EXPECT_EQ(ran.code, kOk) << ran.err << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("people of priority 1 without a room: 54, "
                                 "cannot be below 54; shown."));
  EXPECT_THAT(ran.out, HasSubstr("every bound adds up"));
  EXPECT_THAT(Verify(json_, kCounty, {"--lang", "zh"}).out,
              HasSubstr("下界均已验证"));
  EXPECT_THAT(Verify(json_, kCounty, {"--format", "json"}).out,
              HasSubstr("\"schema\": \"quaranta.verify/1\""));
}

TEST_F(VerifyTest, ANightWithFewFreeFloorsNeedsNoCertificate) {
  std::string json = json_;
  const std::size_t at = json.find(",\"certificate\":");
  json.erase(at, json.find('\n', at) - at);
  json.insert(at, "}");
  const Ran ran = Verify(json);
  EXPECT_EQ(ran.code, kOk) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("every bound adds up"));
}

// Nobody of the first evening moves for those of the second, so that the plan
// is far from the best; its JSON is made to say that it is nearly.
TEST_F(VerifyTest, ABoundThatIsTooHighIsNotShown) {
  const std::string first = folder_ / "first.json";
  const std::string second = folder_ / "second.json";
  RunCli(At17("place", kCounty, {"--arrivals", kFlight, "--out", first}));
  RunCli(At17("place", kCounty,
              {"--arrivals", kOverload, "--keep", first, "--out", second}));
  std::string json = Bytes(second);
  const std::string key = "\"bound\": ";
  const std::size_t at = json.find(key) + key.size();
  json.replace(at, json.find(',', at) - at, "100");
  const Ran ran = Verify(json);
  EXPECT_EQ(ran.code, kFindings) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("said not to go below 100; not shown."));
  EXPECT_THAT(ran.out, HasSubstr("not every bound is shown"));
}

TEST_F(VerifyTest, AFigureThatIsNotSoIsFound) {
  const Ran value = Verify(With("\"value\": 54", "\"value\": 53"));
  EXPECT_EQ(value.code, kFindings);
  EXPECT_THAT(value.out,
              HasSubstr("is not what the plan amounts to (WRONG_VALUE): "
                        "people of priority 1 without a room, "
                        "53 stated, 54 found."));
  // Somebody is put where somebody else is.
  const std::string key = "\"room\": \"";
  const std::size_t first = json_.find(key) + key.size();
  const std::string room = json_.substr(first, json_.find('"', first) - first);
  const std::size_t second = json_.find(key, first) + key.size();
  std::string json = json_;
  json.replace(second, json.find('"', second) - second, room);
  const Ran twice = Verify(json);
  EXPECT_EQ(twice.code, kFindings);
  EXPECT_THAT(twice.out, HasSubstr("Wrong: two parties have one room"));
  EXPECT_THAT(twice.out, HasSubstr("(ROOM_HOLDS_TWO): "));
  const Ran zh = Verify(json, kCounty, {"--lang", "zh"});
  EXPECT_THAT(
      zh.out,
      HasSubstr("同一房间安排了两组人，或重复安排（ROOM_HOLDS_TWO）："));
  EXPECT_THAT(twice.out, HasSubstr("cannot be carried out"));
}

TEST_F(VerifyTest, WhatIsSaidToReadersMustBeWhatWasChecked) {
  for (const char* key :
       {"headline", "unplaced", "taken_floors", "relaxations"}) {
    const Ran ran =
        Verify(Changed([&](text::Node& plan) { At(plan, key).items.clear(); }));
    EXPECT_EQ(ran.code, kFindings) << key << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("does not agree with what was checked: " +
                                   std::string(key) + "[0] is nothing"));
    EXPECT_THAT(ran.out, HasSubstr("do not act on it"));
  }
}

TEST_F(VerifyTest, AFalseWordInAListIsFoundWithItsPlace) {
  const auto said = [this](const std::string& key, text::Node node) {
    return Verify(Changed([&](text::Node& plan) {
                    auto& items = At(plan, key).items;
                    items.insert(items.begin(), node);
                  }),
                  kCounty, {"--format", "json"});
  };
  text::Node number;
  number.kind = text::Node::Kind::kScalar;
  number.scalar = "1";
  number.plain = true;
  for (const char* key : {"opened_sites", "substitutions", "conditions",
                          "headline", "merges", "unplaced"}) {
    const Ran ran = said(key, number);
    EXPECT_EQ(ran.code, kFindings) << key << ran.err;
    EXPECT_THAT(ran.out,
                HasSubstr("\"path\": \"" + std::string(key) + "[0]\""));
  }
  const Ran refill = Verify(Changed([&](text::Node& plan) {
    At(plan, "assignments").items[0].entries.emplace_back("refill", number);
  }));
  EXPECT_EQ(refill.code, kFindings) << refill.err;
  EXPECT_THAT(refill.out, HasSubstr("assignments[0].refill is 1, should be "
                                    "nothing."));
  const Ran words = Verify(Changed([&](text::Node& plan) {
    At(plan, "explanations").entries[0].second.items.clear();
  }));
  EXPECT_EQ(words.code, kFindings) << words.err;
  EXPECT_THAT(words.out, HasSubstr("checked: explanations."));
}

TEST_F(VerifyTest, WhatWouldHelpIsComparedFieldByField) {
  for (const char* key : {"kind", "subject", "approver", "hours", "people",
                          "parties", "en", "zh"}) {
    const Ran ran = Verify(Changed([&](text::Node& plan) {
      text::Node& act = At(plan, "relaxations").items[0];
      std::erase_if(act.entries,
                    [&](const auto& entry) { return entry.first == key; });
    }));
    EXPECT_EQ(ran.code, kFindings) << key << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("relaxations[0]." + std::string(key) +
                                   " is nothing, should be"));
  }
  const Ran ran = Verify(With("\"approver\": \"COUNTY_COMMAND\"",
                              "\"approver\": \"DUTY_OFFICER\""));
  EXPECT_EQ(ran.code, kFindings) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("].approver is \"DUTY_OFFICER\", should be "
                                 "\"COUNTY_COMMAND\""));
}

TEST_F(VerifyTest, ASectionThatIsMissingIsNamed) {
  for (const char* key : {"headline", "unplaced", "referred", "equity"}) {
    const Ran ran = Verify(Changed([&](text::Node& plan) {
      std::erase_if(plan.entries,
                    [&](const auto& entry) { return entry.first == key; });
    }));
    EXPECT_EQ(ran.code, kFindings) << key << ran.err;
    EXPECT_THAT(ran.out,
                HasSubstr("checked: " + std::string(key) + " is nothing"));
  }
}

TEST_F(VerifyTest, WhatOnlyTheArrivalsTellIsSaidToBeUnchecked) {
  const Ran ran = Verify(json_);
  EXPECT_THAT(ran.out, HasSubstr("Not checked"));
  EXPECT_THAT(ran.out, HasSubstr("referred, doubts, equity"));
}

// Rooms that the plan itself takes out of service are in no hash.
TEST_F(VerifyTest, RoomsStruckByThePlanItselfAreNamed) {
  const std::string first = folder_ / "first.json";
  const std::string second = folder_ / "second.json";
  RunCli(At17("place", kCounty, {"--arrivals", kFlight, "--out", first}));
  const std::string plan = Bytes(first);
  const std::string key = "\"room\": \"";
  const std::size_t at = plan.find(key) + key.size();
  const std::string room = plan.substr(at, plan.find('"', at) - at);
  RunCli(At17("place", kCounty,
              {"--keep", first, "--strike", room, "--out", second}));
  std::string json = Bytes(second);
  const Ran honest = Verify(json);
  EXPECT_THAT(honest.out, HasSubstr("1 room is taken as out of service because "
                                    "the plan says so"));
  EXPECT_THAT(honest.out, HasSubstr(": " + room + "."));
  EXPECT_THAT(honest.out, Not(HasSubstr("does not agree")));
  const std::string struck = "\"struck\": [";
  const std::size_t row = json.find(struck) + struck.size();
  json.erase(row, json.find(']', row) - row);
  EXPECT_THAT(Verify(json).out, HasSubstr("out of service because the plan"));
  EXPECT_THAT(Verify(json, kCounty, {"--lang", "zh"}).out,
              HasSubstr("按方案自述视为停用"));
}

TEST_F(VerifyTest, AWorldThatChangedIsNamed) {
  for (const auto& entry : std::filesystem::directory_iterator(kCounty)) {
    std::filesystem::copy(entry.path(),
                          folder_ / entry.path().filename().string());
  }
  // Every room of the county has one bed less recorded: 2 becomes 1.
  std::string rooms = Bytes(folder_ / "房间.csv");
  std::string changed;
  for (std::size_t at = 0; at < rooms.size();) {
    const std::size_t end = rooms.find('\n', at) + 1;
    std::string line = rooms.substr(at, end - at);
    const std::size_t beds = line.find(",2,");
    if (beds != std::string::npos) line.replace(beds, 3, ",1,");
    changed += line;
    at = end;
  }
  ASSERT_NE(changed, rooms);
  folder_.Write("房间.csv", changed);
  std::filesystem::remove(folder_ / "plan.json");
  const Ran ran = Verify(json_, folder_.path());
  EXPECT_EQ(ran.code, kFindings) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("have changed at"));
  EXPECT_THAT(ran.out, HasSubstr("bounds are not checked"));
  EXPECT_THAT(ran.out, Not(HasSubstr("; shown.")));
}

TEST_F(VerifyTest, WithoutThePacksOfThePlanItSaysSo) {
  const Ran ran = RunCli({"verify", folder_ / "plan.json", kCounty});
  EXPECT_EQ(ran.code, kBroken);
  EXPECT_THAT(ran.err, HasSubstr("it is of rules cn-county-2022@"));
  EXPECT_THAT(ran.err, HasSubstr("in force are none: name the packs"));
}

TEST_F(VerifyTest, WhatIsNotAPlanIsAnError) {
  EXPECT_EQ(Verify("{}").code, kBroken);
  const Ran ran = Verify(With("\"name\": \"unplaced\"", "\"name\": \"none\""));
  EXPECT_EQ(ran.code, kBroken);
  EXPECT_THAT(ran.err, HasSubstr("expected a known \"name\""));
  EXPECT_THAT(Verify(With("\"lacking\":", "\"lacking\":\"x\",\"of\":")).err,
              HasSubstr("expected a whole number in its range"));
}

}  // namespace
}  // namespace quaranta::cli

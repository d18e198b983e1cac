// A stored plan for the coming days: checked again, tampered with, explained.
#include <cstdlib>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/support.h"
#include "tests/support/paths.h"

namespace quaranta::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kComing =
    ::quaranta::testing::SourceDir() + "/examples/county/arrivals_days.csv";

class DaysVerifyTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const Ran ran = RunCli(
        At17("days", kCounty,
             {"--arrivals", kComing, "--days", "10", "--format", "json"}));
    json_ = new std::string(ran.out);
  }
  static void TearDownTestSuite() { delete json_; }

  DaysVerifyTest() : folder_("days-verify") {
    folder_.Write("days.json", *json_);
  }

  Ran Verify(const std::string& json, const std::string& world = kCounty,
             std::vector<std::string> more = {}) {
    folder_.Write("checked.json", json);
    std::vector<std::string> args = {"verify", folder_ / "checked.json", world,
                                     "--pack", "cn-county-2022"};
    args.insert(args.end(), more.begin(), more.end());
    return RunCli(args);
  }

  Ran Explain(const std::string& who, const std::string& language = "en") {
    return RunCli({"explain", folder_ / "days.json", who, "--lang", language});
  }

  // The plan with one text after another replaced.
  static std::string With(const std::string& after, const std::string& from,
                          const std::string& to) {
    std::string json = *json_;
    const std::size_t begin = json.find(after);
    EXPECT_NE(begin, std::string::npos) << after;
    const std::size_t at = json.find(from, begin);
    EXPECT_NE(at, std::string::npos) << from;
    return json.replace(at, from.size(), to);
  }

  static std::string* json_;
  Folder folder_;
};

std::string* DaysVerifyTest::json_ = nullptr;

TEST_F(DaysVerifyTest, WhatWasWrittenIsFoundRight) {
  const Ran ran = Verify(*json_);
  EXPECT_EQ(ran.code, kOk) << ran.err << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("The plan keeps every rule on every day and "
                                 "its figures are right"));
  EXPECT_THAT(ran.out, HasSubstr("cannot be below 0; shown."));
  EXPECT_THAT(ran.out, HasSubstr("the planner finds that again"));
  EXPECT_THAT(ran.out, Not(HasSubstr("Wrong")));
  EXPECT_THAT(Verify(*json_, kCounty, {"--lang", "zh"}).out,
              HasSubstr("方案各日均符合各项规则"));
  const Ran json = Verify(*json_, kCounty, {"--format", "json"});
  EXPECT_THAT(json.out, HasSubstr("\"schema\": \"quaranta.verify/1\""));
  EXPECT_THAT(json.out, HasSubstr("\"repeated\": true"));
  EXPECT_THAT(json.out, HasSubstr("\"fields\": []"));
}

TEST_F(DaysVerifyTest, EachFieldThatIsNotSoIsNamed) {
  const struct {
    std::string after, from, to, field, fault;
  } kCases[] = {
      {"\"levels\":", "\"value\": 0", "\"value\": 1", "levels", "WRONG_"},
      {"\"days\":", "\"free_rooms\": 1", "\"free_rooms\": 9", "days",
       "WRONG_DAY_FIGURES"},
      {"\"shortages\":", "\"people\": ", "\"people\": 1", "shortages",
       "WRONG_SHORTAGES"},
      {"\"holds\":", "\"people\": ", "\"people\": 1", "holds", "WRONG_HOLDS"},
      {"\"unplaced\": [", "\"day\": \"2022-04-11\"", "\"day\": \"2022-04-12\"",
       "unplaced", "WRONG_UNPLACED"},
      {"\"rooms\": [", "\"from\": \"2022-04-1", "\"from\": \"2022-03-1",
       "rooms", "WRONG_DAYS"},
  };
  for (const auto& of : kCases) {
    const Ran ran = Verify(With(of.after, of.from, of.to));
    EXPECT_EQ(ran.code, kFindings) << of.field << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("Wrong in \"" + of.field + "\": "));
    EXPECT_THAT(ran.out, HasSubstr(of.fault));
    EXPECT_THAT(ran.out, HasSubstr("cannot be carried out"));
  }
}

TEST_F(DaysVerifyTest, SomebodyInARoomOfOthersIsFound) {
  std::string json = *json_;
  const std::string key = "\"room\": \"";
  const std::size_t list = json.find("\"rooms\": [\n");
  const std::size_t first = json.find(key, list) + key.size();
  const std::string room = json.substr(first, json.find('"', first) - first);
  const std::size_t second = json.find(key, first) + key.size();
  json.replace(second, json.find('"', second) - second, room);
  const Ran ran = Verify(json);
  EXPECT_EQ(ran.code, kFindings) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Wrong in \"rooms\": ROOM_TAKEN ("));
  EXPECT_THAT(ran.out, HasSubstr(room));
}

TEST_F(DaysVerifyTest, AClaimOfOptimalityThatNobodyFindsIsNotShown) {
  std::string json = *json_;
  const std::size_t level = json.find("\"name\": \"new_holds\"");
  const auto number = [&](const std::string& key) {
    const std::size_t at = json.find(key, level) + key.size();
    return std::pair(at, json.find_first_of(",\n}", at) - at);
  };
  const auto value = number("\"value\": ");
  const std::string reached = json.substr(value.first, value.second);
  const auto bound = number("\"bound\": ");
  json.replace(bound.first, bound.second, reached);
  const std::string status = "\"status\": \"FEASIBLE\"";
  json.replace(json.find(status, level), status.size(),
               "\"status\": \"OPTIMAL\"");
  const Ran ran = Verify(json);
  EXPECT_EQ(ran.code, kFindings) << ran.out;
  EXPECT_THAT(ran.out,
              HasSubstr("said not to go below " + reached + "; not shown."));
  EXPECT_THAT(ran.out, HasSubstr("not every bound is shown"));
}

TEST_F(DaysVerifyTest, WhatCannotBeReadIsRefusedWithItsPlace) {
  const struct {
    std::string after, from, to, expected;
  } kCases[] = {
      {"\"rooms\": [", "\"from\": \"2022-04", "\"from\": \"2022-44",
       "expected \"from\", a date"},
      {"\"parties\": [", "\"release\": \"2022", "\"release\": \"1022",
       "expected \"release\""},
      {"\"unplaced\": [", "\"reason\": \"NO_", "\"reason\": \"NOT_",
       "expected a known \"reason\""},
      {"\"unplaced\": [", "\"party\": \"", "\"party\": \"X",
       "expected \"party\", the one of"},
      {"\"holds\": [", "\"group\": ", "\"group\": 999", "expected \"group\""},
      {"\"days\": [", "\"day\": \"2022-04-11\"", "\"day\": \"2022-04-12\"",
       "expected \"day\", the day after"},
      {"\"basis\": {", "\"basis\"", "\"none\"", "expected \"basis\""},
      {"\"schema\"", "quaranta.days/1", "quaranta.weeks/1",
       "got schema \"quaranta.weeks/1\""},
  };
  for (const auto& of : kCases) {
    const Ran ran = Verify(With(of.after, of.from, of.to));
    EXPECT_EQ(ran.code, kBroken) << of.expected << ran.out;
    EXPECT_THAT(ran.err, HasSubstr(of.expected));
  }
}

TEST_F(DaysVerifyTest, OtherDatesAreAnotherInput) {
  // Somebody who stays longer than was planned for, in both places.
  const Ran ran = Verify(With("\"parties\": [", "\"release\": \"2022-04-",
                              "\"release\": \"2022-05-"));
  EXPECT_EQ(ran.code, kFindings);
  EXPECT_THAT(ran.out, HasSubstr("not the one that the plan was made for"));
  EXPECT_THAT(ran.out, HasSubstr("Wrong in \"rooms\": WRONG_DAYS"));
}

TEST_F(DaysVerifyTest, AWorldThatChangedIsNamed) {
  for (const auto& entry : std::filesystem::directory_iterator(kCounty)) {
    std::filesystem::copy(entry.path(),
                          folder_ / entry.path().filename().string());
  }
  std::string rooms = Bytes(folder_ / "房间.csv");
  for (std::size_t at = rooms.find(",2,"); at != std::string::npos;
       at = rooms.find(",2,", at)) {
    rooms.replace(at, 3, ",1,");
  }
  folder_.Write("房间.csv", rooms);
  std::filesystem::remove(folder_ / "days.json");
  const Ran ran = Verify(*json_, folder_.path());
  EXPECT_EQ(ran.code, kFindings) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("have changed at"));
  EXPECT_THAT(ran.out, Not(HasSubstr("; shown.")));
}

TEST_F(DaysVerifyTest, WithoutThePacksOfThePlanItSaysSo) {
  const Ran ran = RunCli({"verify", folder_ / "days.json", kCounty});
  EXPECT_EQ(ran.code, kBroken);
  EXPECT_THAT(ran.err, HasSubstr("it is of rules cn-county-2022@"));
}

TEST_F(DaysVerifyTest, WhyIsTheSameInBothLanguagesAsWhenItWasWritten) {
  for (const std::string language : {"en", "zh"}) {
    // With a room, without, after the last day.
    std::string text;
    for (const std::string who : {"D-A-J01", "KD-013", "KD-258"}) {
      const Ran ran = Explain(who, language);
      EXPECT_EQ(ran.code, kOk) << ran.err;
      text += ran.out + "\n";
    }
    const std::string path = ::quaranta::testing::SourceDir() +
                             "/tests/cli/golden/days.explain." + language +
                             ".txt";
    if (std::getenv("QUARANTA_UPDATE_GOLDEN") != nullptr) {
      std::ofstream(path, std::ios::binary) << text;
      continue;
    }
    EXPECT_EQ(text, Bytes(path)) << path;
  }
}

TEST_F(DaysVerifyTest, APersonIsExplainedByThePartyAndAStrangerIsNot) {
  const std::string json = Explain("D-A-J01").out;
  const std::size_t colon = json.find(':');
  ASSERT_NE(colon, std::string::npos);
  EXPECT_EQ(Explain(json.substr(0, colon)).out, json);
  const Ran nobody = Explain("nobody");
  EXPECT_EQ(nobody.code, kBroken);
  EXPECT_THAT(nobody.err, HasSubstr("says nothing of \"nobody\""));
}

}  // namespace
}  // namespace quaranta::cli

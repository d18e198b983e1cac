// The second evening on the example county: what a duty officer reads when more
// people come. QUARANTA_UPDATE_GOLDEN=1 writes tests/cli/golden anew.
#include <cstdlib>
#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/text/node.h"
#include "tests/cli/support.h"
#include "tests/support/paths.h"

namespace quaranta::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::vector<std::string> At19(std::vector<std::string> more) {
  std::vector<std::string> args = {"place",   kCounty,
                                   "--pack",  "cn-county-2022",
                                   "--as-of", "2022-04-10T19:00:00+08:00"};
  args.insert(args.end(), more.begin(), more.end());
  return args;
}

// The flight of the example as two busses: 151 people at 17:00, the rest later.
class NightTest : public ::testing::Test {
 protected:
  NightTest() : folder_("night") {
    const std::string all = Bytes(kArrivals);
    const std::size_t header = all.find('\n') + 1;
    std::size_t cut = 0;
    for (int line = 0; line < 152; ++line) cut = all.find('\n', cut) + 1;
    folder_.Write("first.csv", all.substr(0, cut));
    folder_.Write("late.csv", all.substr(0, header) + all.substr(cut));
    const Ran ran =
        RunCli(At17("place", kCounty,
                    {"--arrivals", folder_ / "first.csv", "--out", Plan()}));
    EXPECT_EQ(ran.code, kFindings) << ran.err;  // a minor waits for a carer
  }

  std::string Plan() const { return folder_ / "plan.json"; }
  std::string Late() const { return folder_ / "late.csv"; }

  Folder folder_;
};

text::Node Json(const std::string& bytes) {
  auto node = text::ReadJson(bytes, "json", {.bytes = 1u << 30});
  EXPECT_TRUE(node.ok()) << node.status().message();
  return node.ok() ? *std::move(node) : text::Node();
}

std::map<std::string, std::string> Rooms(const text::Node& plan) {
  std::map<std::string, std::string> rooms;
  for (const text::Node& entry : plan.Find("assignments")->items) {
    for (const text::Node& person : entry.Find("people")->items) {
      rooms[person.scalar] = entry.Find("room")->scalar;
    }
  }
  return rooms;
}

std::string FirstLines(const std::string& text, int lines) {
  std::size_t end = 0;
  for (; lines > 0; --lines) end = text.find('\n', end) + 1;
  return text.substr(0, end);
}

TEST_F(NightTest, TheFirstScreenSaysWhatStandsWhoMovesAndWhatItCosts) {
  for (const std::string language : {"zh", "en"}) {
    const Ran ran =
        RunCli(At19({"--arrivals", Late(), "--keep", Plan(), "--strike",
                     "S2/906,S1/824", "--lang", language}));
    EXPECT_EQ(ran.code, kFindings) << ran.err;
    const std::string path = ::quaranta::testing::SourceDir() +
                             "/tests/cli/golden/night." + language + ".txt";
    const std::string text = FirstLines(ran.out, 13);
    if (std::getenv("QUARANTA_UPDATE_GOLDEN") != nullptr) {
      std::ofstream(path, std::ios::binary) << text;
      continue;
    }
    EXPECT_EQ(text, Bytes(path)) << path;
  }
}

TEST_F(NightTest, OnlyGuestsOfStruckRoomsHaveAnotherRoom) {
  const Ran ran =
      RunCli(At19({"--arrivals", Late(), "--keep", Plan(), "--strike",
                   "S2/906,S1/824", "--out", folder_ / "second.json"}));
  EXPECT_EQ(ran.code, kFindings) << ran.err;
  const auto before = Rooms(Json(Bytes(Plan())));
  const text::Node plan = Json(Bytes(folder_ / "second.json"));
  const auto after = Rooms(plan);
  EXPECT_EQ(after.size(), before.size() + 34);
  for (const auto& [person, room] : before) {
    const bool struck = room == "S2/906" || room == "S1/824";
    EXPECT_EQ(after.at(person) == room, !struck) << person;
  }
  EXPECT_EQ(plan.Find("mode")->scalar, "INCREMENTAL");
  const text::Node& night = *plan.Find("night");
  EXPECT_EQ(night.Find("earlier")->scalar, "2022-04-10T17:00:00+08:00");
  EXPECT_EQ(night.Find("struck")->items.size(), 2u);
  // The plan can be kept again: nobody moves, the rooms stay out.
  const Ran third =
      RunCli({"place", kCounty, "--pack", "cn-county-2022", "--as-of",
              "2022-04-10T20:00:00+08:00", "--keep", folder_ / "second.json",
              "--out", folder_ / "third.json"});
  EXPECT_EQ(third.code, kFindings) << third.err;
  EXPECT_EQ(Rooms(Json(Bytes(folder_ / "third.json"))), after);
  EXPECT_THAT(third.out, HasSubstr("Nobody moves."));
}

TEST_F(NightTest, SomebodyKeptExplainsThatNobodyMoved) {
  RunCli(At19({"--arrivals", Late(), "--keep", Plan(), "--strike", "S2/906",
               "--out", folder_ / "second.json"}));
  const Ran stays =
      RunCli({"explain", folder_ / "second.json", "F7C-066", "--lang", "zh"});
  EXPECT_EQ(stays.code, kOk) << stays.err;
  EXPECT_THAT(stays.out, HasSubstr("F7C-066仍住2022-04-10 "
                                   "17:00方案所定房间，今晚未重新选择。"));
  const Ran moved = RunCli({"explain", folder_ / "second.json", "F7C-065"});
  EXPECT_THAT(moved.out, HasSubstr("F7C-065 had 清和宾馆 906 in the plan of "
                                   "2022-04-10 17:00; the room is out of "
                                   "service."));
}

TEST_F(NightTest, APlanOfOtherRulesOrAnotherWorldIsRefused) {
  const auto keep = [&](const std::string& from, const std::string& to) {
    std::string json = Bytes(Plan());
    const std::size_t at = json.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    json.replace(at, from.size(), to);
    folder_.Write("other.json", json);
    return RunCli(
        At19({"--arrivals", Late(), "--keep", folder_ / "other.json"}));
  };
  Ran ran = keep("cn-county-2022@", "cn-county-2021@");
  EXPECT_EQ(ran.code, kBroken);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("other.json cannot be kept: it is of "
                                       "rules cn-county-2021@"),
                             HasSubstr("in force are cn-county-2022@")));
  ran = keep("\"room\": \"S2/906\"", "\"room\": \"S2/9006\"");
  EXPECT_THAT(ran.err, HasSubstr("rooms that the world does not have: "
                                 "S2/9006"));
  ran = keep("\"schema\": \"quaranta.plan/1\"", "\"schema\": \"quaranta\"");
  EXPECT_THAT(ran.err, HasSubstr("expected the JSON of `quaranta place`"));
  ran = keep("\"group\": 0", "\"group\": 999");
  EXPECT_EQ(ran.code, kBroken);
  EXPECT_THAT(ran.err, HasSubstr("expected \"group\", a number from 0 to "
                                 "below "));
}

TEST_F(NightTest, EitherArrivalsOrAPlanIsAskedFor) {
  EXPECT_EQ(RunCli({"place", kCounty}).code, kBroken);
  const Ran ran = RunCli(At19({"--keep", Plan(), "--expect-groups", "4-2"}));
  EXPECT_EQ(ran.code, kBroken);
  EXPECT_THAT(ran.err, HasSubstr("such as 1-40, got \"4-2\""));
}

TEST_F(NightTest, KeptFloorsAreRefusedByName) {
  const Ran ran =
      RunCli(At19({"--arrivals",
                   ::quaranta::testing::SourceDir() +
                       "/examples/county/arrivals_overload.csv",
                   "--keep", Plan(), "--keep-floors", "2", "--lang", "zh"}));
  EXPECT_EQ(ran.code, kFindings) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("为尚未到达的人群预留2个空楼层"));
}

}  // namespace
}  // namespace quaranta::cli

// The coming days on the example county: what a planner reads.
// QUARANTA_UPDATE_GOLDEN=1 writes tests/cli/golden anew.
#include <cstdlib>
#include <map>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/text/node.h"
#include "tests/cli/support.h"
#include "tests/support/paths.h"

namespace quaranta::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kComing =
    ::quaranta::testing::SourceDir() + "/examples/county/arrivals_days.csv";

Ran Days(std::vector<std::string> more) {
  more.insert(more.end(), {"--arrivals", kComing});
  return RunCli(At17("days", kCounty, std::move(more)));
}

text::Node Json(const std::string& bytes) {
  auto node = text::ReadJson(bytes, "json", {.bytes = 1u << 30});
  EXPECT_TRUE(node.ok()) << node.status().message();
  return node.ok() ? *std::move(node) : text::Node();
}

int Number(const text::Node& node, std::string_view key) {
  return std::stoi(node.Find(key)->scalar);
}

class DaysCommandTest : public ::testing::TestWithParam<const char*> {};

TEST_P(DaysCommandTest, ThePlannerReadsOneTableAndWhatRunsOut) {
  const std::string language = GetParam();
  const Ran ran = Days({"--lang", language, "--days", "10"});
  EXPECT_EQ(ran.code, kFindings) << ran.err;
  const std::string path = ::quaranta::testing::SourceDir() +
                           "/tests/cli/golden/days." + language + ".txt";
  if (std::getenv("QUARANTA_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << ran.out;
    return;
  }
  EXPECT_EQ(ran.out, Bytes(path)) << path;
}

INSTANTIATE_TEST_SUITE_P(Languages, DaysCommandTest,
                         ::testing::Values("en", "zh"),
                         [](const auto& of) { return of.param; });

TEST(DaysJsonTest, TheFiguresOfTheDaysAreThoseOfTheParties) {
  const Folder folder("days");
  const Ran ran = Days({"--format", "json", "--out", folder / "days.json"});
  EXPECT_EQ(ran.out, Bytes(folder / "days.json"));
  const text::Node plan = Json(ran.out);
  EXPECT_EQ(plan.Find("schema")->scalar, "quaranta.days/1");
  std::map<std::string, std::size_t> enter;
  std::map<std::string, std::size_t> left;
  for (const text::Node& of : plan.Find("rooms")->items) {
    enter[of.Find("from")->scalar] += of.Find("people")->items.size();
  }
  for (const text::Node& of : plan.Find("unplaced")->items) {
    left[of.Find("day")->scalar] += of.Find("people")->items.size();
  }
  ASSERT_EQ(plan.Find("days")->items.size(), 14u);
  for (const text::Node& day : plan.Find("days")->items) {
    const std::string& date = day.Find("day")->scalar;
    EXPECT_EQ(static_cast<std::size_t>(Number(day, "entering")), enter[date])
        << date;
    EXPECT_EQ(static_cast<std::size_t>(Number(day, "unplaced")), left[date])
        << date;
  }
  std::map<std::string, std::size_t> short_of;
  for (const text::Node& of : plan.Find("shortages")->items) {
    short_of[of.Find("day")->scalar] +=
        static_cast<std::size_t>(Number(of, "people"));
  }
  std::erase_if(left, [](const auto& of) { return of.second == 0; });
  EXPECT_EQ(short_of, left);
  std::set<std::string> lengths;
  for (const text::Node& of : plan.Find("parties")->items) {
    lengths.insert(of.Find("length")->scalar);
  }
  EXPECT_THAT(lengths, ElementsAre("FROM_INTAKE", "PROFILE"));
}

TEST(DaysJsonTest, TheSameSeedGivesTheSameBytes) {
  const std::vector<std::string> asked = {"--format", "json", "--seed", "7"};
  EXPECT_EQ(Days(asked).out, Days(asked).out);
}

TEST(DaysExitTest, ZeroWhenAllHaveRoomsTwoWhenNothingCouldBeAsked) {
  EXPECT_EQ(Days({"--days", "1"}).code, kOk);
  const Ran none = RunCli(At17("days", kCounty));
  EXPECT_EQ(none.code, kBroken);
  EXPECT_THAT(none.err, HasSubstr("--arrivals"));
  EXPECT_EQ(Days({"--days", "0"}).code, kBroken);
  const Ran away = Days({"--region", "nowhere"});
  EXPECT_EQ(away.code, kBroken);
  EXPECT_THAT(away.err, HasSubstr("nowhere"));
}

}  // namespace
}  // namespace quaranta::cli

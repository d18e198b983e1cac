// The main job on the example county, end to end.

#include <map>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/policy/policy.h"
#include "quaranta/text/node.h"
#include "tests/cli/support.h"

namespace quaranta::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

text::Node Json(const std::string& bytes) {
  auto node = text::ReadJson(bytes, "json", {.bytes = 1u << 30});
  EXPECT_TRUE(node.ok()) << node.status().message();
  return node.ok() ? *std::move(node) : text::Node();
}

std::string At(const text::Node& node, std::string_view key) {
  const text::Node* value = node.Find(key);
  return value == nullptr ? "" : value->scalar;
}

void CopyCounty(const Folder& folder) {
  std::filesystem::copy(kCounty, folder.path(),
                        std::filesystem::copy_options::recursive |
                            std::filesystem::copy_options::overwrite_existing);
}

TEST(PackTest, EveryTestOfEveryPackThatShipsHolds) {
  for (const policy::LoadResult& loaded : policy::LoadedEmbeddedPacks()) {
    ASSERT_NE(loaded.pack, nullptr);
    const PackTestResult result = TestPack(loaded.pack);
    for (const PackTestFailure& failure : result.failures) {
      ADD_FAILURE() << failure.rule << " / " << failure.test << ": "
                    << failure.message;
    }
    EXPECT_EQ(result.rules_without_tests, 0) << loaded.pack->text.id;
    EXPECT_GE(result.rules, 40) << loaded.pack->text.id;
  }
}

TEST(PackTest, EveryRuleHasAPassAFailAndAnUnknownTest) {
  for (const policy::LoadResult& loaded : policy::LoadedEmbeddedPacks()) {
    for (const schema::Rule& rule : loaded.pack->text.rules) {
      std::set<schema::VerdictKind> seen;
      for (const schema::RuleTest& test : rule.tests) seen.insert(test.verdict);
      for (const auto wanted :
           {schema::VerdictKind::kPass, schema::VerdictKind::kFail,
            schema::VerdictKind::kUnknown}) {
        EXPECT_TRUE(seen.contains(wanted))
            << rule.id << " lacks a test of kind " << static_cast<int>(wanted);
      }
    }
  }
}

TEST(CountyTest, ThePublishedTotalsComeOut) {
  const Ran ran = RunCli(At17("capacity", kCounty, {"--format", "json"}));
  ASSERT_EQ(ran.code, kOk) << ran.err;
  const text::Node root = Json(ran.out);
  EXPECT_EQ(At(root, "sites"), "8");
  EXPECT_EQ(At(root, "open_sites"), "3");
  for (const auto& [key, records] :
       std::map<std::string, std::string>{{"rooms_all", "1270"},
                                          {"rooms_open", "587"},
                                          {"rooms_used", "345"},
                                          {"people", "262"}}) {
    EXPECT_EQ(At(*root.Find(key), "records"), records) << key;
    EXPECT_EQ(At(*root.Find(key), "reported"), records) << key;
  }
  EXPECT_EQ(At(root, "surplus_at_least"), "83");
  const text::Node& reported = root.Find("standards")->items.at(0);
  EXPECT_EQ(At(reported, "needed"), "1240");
  EXPECT_EQ(At(reported, "standing"), "MET");
  EXPECT_EQ(At(reported, "margin"), "30");
  EXPECT_EQ(At(reported, "holds_up_to"), "317500");
  const text::Node& isolation = root.Find("standards")->items.at(1);
  EXPECT_EQ(At(isolation, "standing"), "MISSED");
}

TEST(CountyTest, EveningReadingsAreNotDueAt17) {
  const Ran ran = RunCli(At17("check", kCounty, {"--format", "json"}));
  ASSERT_EQ(ran.code, kFindings) << ran.err;
  int not_due = 0;
  int of_today = 0;
  const text::Node root = Json(ran.out);
  for (const text::Node& verdict : root.Find("verdicts")->items) {
    if (At(verdict, "rule").substr(0, 6) != "OBS-01" ||
        At(verdict, "day") != "2022-04-10") {
      continue;
    }
    ++of_today;
    if (At(verdict, "verdict") == "NOT_DUE") {
      ++not_due;
      EXPECT_EQ(At(verdict, "due_at").substr(0, 10), "2022-04-10");
    }
  }
  EXPECT_GE(not_due, 250);
  EXPECT_GT(of_today, not_due) << "morning readings are due";
}

// `.rooms` as a whole word somewhere in the text.
bool NamesRooms(std::string_view text) {
  constexpr std::string_view kRooms = ".rooms";
  for (std::size_t at = text.find(kRooms); at != std::string_view::npos;
       at = text.find(kRooms, at + 1)) {
    const std::size_t end = at + kRooms.size();
    if (end == text.size() || text[end] != '_') return true;
  }
  return false;
}

bool ReadsRooms(const policy::Rule& rule) {
  bool reads = rule.record->name == "Room" || NamesRooms(rule.text->expect);
  for (const schema::Variable& variable : rule.text->variables) {
    reads |= NamesRooms(variable.expression);
  }
  return reads;
}

// "Missing data never passes", on the real thing: without its rooms file the
// county passes no rule that reads rooms.
TEST(CountyTest, WithoutTheRoomsFileNoRoomRulePasses) {
  const Folder folder("county_without_rooms");
  CopyCounty(folder);
  ASSERT_TRUE(std::filesystem::remove(folder / "房间.csv"));
  std::set<std::string> room_rules;
  for (const policy::LoadResult& loaded : policy::LoadedEmbeddedPacks()) {
    for (const policy::Rule& rule : loaded.pack->rules) {
      if (ReadsRooms(rule)) room_rules.insert(rule.text->id);
    }
  }
  ASSERT_GE(room_rules.size(), 4u);
  const auto passes = [&room_rules](const std::string& world) {
    const Ran ran = RunCli(At17("check", world, {"--format", "json"}));
    const text::Node root = Json(ran.out);
    int count = 0;
    for (const text::Node& verdict : root.Find("verdicts")->items) {
      if (room_rules.contains(At(verdict, "rule")) &&
          At(verdict, "verdict") == "PASS") {
        ++count;
      }
    }
    return count;
  };
  EXPECT_GT(passes(kCounty), 0);
  EXPECT_EQ(passes(folder.path()), 0);
}

TEST(CountyTest, TheFlightIsPlacedAndEveryLevelIsBounded) {
  const Folder folder("county_plan");
  const Ran ran = RunCli(At17("place", kCounty,
                              {"--arrivals", kArrivals, "--out",
                               folder / "plan.json", "--format", "json"}));
  EXPECT_EQ(ran.code, kFindings) << "a minor alone waits for a named carer";
  EXPECT_EQ(Bytes(folder / "plan.json"), ran.out);
  const text::Node plan = Json(ran.out);
  EXPECT_EQ(At(plan, "schema"), "quaranta.plan/1");
  std::size_t placed = 0;
  std::set<std::string> rooms;
  for (const text::Node& assignment : plan.Find("assignments")->items) {
    placed += assignment.Find("people")->items.size();
    EXPECT_TRUE(rooms.insert(At(assignment, "room")).second)
        << At(assignment, "room") << " is given twice";
  }
  const std::size_t unplaced = plan.Find("unplaced")->items.size();
  const std::size_t referred = plan.Find("referred")->items.size();
  EXPECT_EQ(referred, 2u) << "one fever, one dialysis patient";
  EXPECT_EQ(unplaced, 1u);
  EXPECT_EQ(placed + unplaced + referred, 186u);
  EXPECT_EQ(At(plan.Find("unplaced")->items.at(0), "reason"),
            "MINOR_WITHOUT_ADULT");
  for (const text::Node& level : plan.Find("levels")->items) {
    EXPECT_LE(std::stoll(At(level, "bound")), std::stoll(At(level, "value")));
  }
}

TEST(CountyTest, AnExplanationNamesRoomAndGroup) {
  const Folder folder("county_explain");
  RunCli(At17("place", kCounty,
              {"--arrivals", kArrivals, "--out", folder / "plan.json"}));
  const Ran ran = RunCli({"explain", folder / "plan.json", "F7C-001"});
  EXPECT_EQ(ran.code, kOk) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("F7C-A"));
  const Ran zh =
      RunCli({"explain", folder / "plan.json", "F7C-001", "--lang", "zh"});
  EXPECT_THAT(zh.out, HasSubstr("批次"));
  const Ran nobody = RunCli({"explain", folder / "plan.json", "nobody"});
  EXPECT_EQ(nobody.code, kBroken);
}

TEST(CountyTest, TheSameInputGivesTheSameBytes) {
  const auto args = At17("check", kCounty, {"--format", "json"});
  EXPECT_EQ(RunCli(args).out, RunCli(args).out);
}

TEST(CountyTest, TheFloorMapHasEveryRoomOfTheOpenSites) {
  const Ran html = RunCli(
      At17("report", kCounty,
           {"--arrivals", kArrivals, "--format", "html", "--lang", "zh"}));
  ASSERT_EQ(html.code, kOk) << html.err;
  std::size_t rooms = 0;
  for (std::size_t at = html.out.find("data-room=\""); at != std::string::npos;
       at = html.out.find("data-room=\"", at + 1)) {
    ++rooms;
  }
  EXPECT_EQ(rooms, 587u);
  EXPECT_THAT(html.out, Not(HasSubstr("<script")));
  EXPECT_THAT(html.out, Not(HasSubstr("http://www.example")));
}

// The register holds officers' names and telephones; none may leave.
TEST(CountyTest, NoDirectIdentifierReachesAnOutput) {
  const std::vector<std::string> planted = {"张伟某", "13900001111",
                                            "610125199001011234"};
  const Folder folder("county_planted");
  CopyCounty(folder);
  // A second file of people beside the county's own.
  folder.Write("Person.jsonl",
               "{\"id\":\"P-PLANT\",\"name\":\"张伟某\",\"phone\":"
               "\"13900001111\",\"id_number\":\"610125199001011234\"}\n");
  for (const char* format : {"markdown", "html"}) {
    const Ran ran = RunCli(At17("report", folder.path(), {"--format", format}));
    for (const std::string& secret : planted) {
      EXPECT_THAT(ran.out, Not(HasSubstr(secret)));
      EXPECT_THAT(ran.err, Not(HasSubstr(secret)));
    }
  }
  const Ran import = RunCli({"import", folder.path()});
  EXPECT_THAT(import.out, HasSubstr("Person 287")) << "the planted row is read";
  const Ran check = RunCli(At17("check", folder.path(), {"--format", "json"}));
  for (const std::string& secret : planted) {
    EXPECT_THAT(check.out, Not(HasSubstr(secret)));
  }
}

}  // namespace
}  // namespace quaranta::cli

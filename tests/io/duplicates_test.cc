#include "io/duplicates.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/identity.h"
#include "quaranta/core/random.h"
#include "quaranta/world/rows.h"
#include "tests/io/folder.h"

namespace quaranta::io {
namespace {

using ::quaranta::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

constexpr std::string_view kHeader = "id,name,id_number,phone,birth_date,sex\n";

// Pairs as "earlier later evidence", by id.
std::vector<std::string> Pairs(const std::string& people,
                               const std::string& stays = {},
                               const std::string& assignments = {}) {
  world::Builder builder;
  ReadOptions options;
  options.zone = "Asia/Shanghai";
  for (const auto& [record, rows] :
       {std::pair("Person", people), std::pair("Stay", stays),
        std::pair("RoomAssignment", assignments)}) {
    if (rows.empty()) continue;
    EXPECT_THAT(AppendText(builder, *schema::FindRecord(record), rows,
                           Format::kCsv, record, options),
                IsOk());
  }
  const data::Column& ids =
      builder.Edit(*schema::FindRecord("Person")).columns[0];
  std::vector<std::string> pairs;
  for (const PossibleDuplicate& pair : FindPossibleDuplicates(builder)) {
    std::string line = std::string(ids.GetText(pair.earlier)) + " " +
                       std::string(ids.GetText(pair.later));
    for (const Evidence e : pair.evidence) {
      line += " " + std::string(EvidenceName(e));
    }
    pairs.push_back(line);
  }
  return pairs;
}
std::vector<std::string> People(const std::string& rows) {
  return Pairs(std::string(kHeader) + rows);
}

TEST(Duplicates, StrongKeysAskAndSayWhy) {
  EXPECT_THAT(People("A,张三,11010519491231002X,,,\nB,张珊,"
                     "１１０１０５１９４９１２３１００２x,,,\n"),
              ElementsAre("A B id_number"));
  EXPECT_THAT(People("A,张三,,138-0013-8000,,\nB,张 三,,+8613800138000,,\n"),
              ElementsAre("A B phone+name"));
  EXPECT_THAT(People("A,张三,,,1990-01-01,男\nB,张三,,,1990-01-01,男\n"),
              ElementsAre("A B name+birth_date+sex"));
  EXPECT_THAT(People("A,张三,11010519491231002X,,,\nB,张三,,,1949-12-31,女\n"),
              ElementsAre("A B name+birth_date+sex"));
}

TEST(Duplicates, OneOtherCharacterAsksWhenBirthAndPhoneAgree) {
  EXPECT_THAT(People("A,欧阳建国,,13800138000,1990-01-01,\n"
                     "B,欧阳健国,,13800138000,1990-01-01,\n"),
              ElementsAre("A B phone+birth_date+similar_name"));
  EXPECT_THAT(People("A,张建国,,13800138000,1990-01-01,\n"
                     "B,李健国,,13800138000,1990-01-01,\n"),
              IsEmpty());
  EXPECT_THAT(People("A,张建国,,13800138000,1990-01-01,\n"
                     "B,张健国,,13800138000,1990-01-02,\n"),
              IsEmpty());
}

TEST(Duplicates, NamesakesWithDifferentBirthDatesAreNotAsked) {
  EXPECT_THAT(People("A,张三,,,1990-01-01,男\nB,张三,,,1991-01-01,男\n"
                     "C,张三,,13800138000,1992-01-01,女\n"
                     "D,张三,,13900139000,1993-01-01,女\n"),
              IsEmpty());
}

TEST(Duplicates, NamesakesOfOneDayWithTwoGoodNumbersAreTwoPeople) {
  const std::string one = "61010419900101123";
  const std::string two = "61010419900101457";
  const std::string rows = "A,张三," + one + CheckCharacter(one) +
                           ",,1990-01-01,男\nB,张三," + two +
                           CheckCharacter(two) + ",,1990-01-01,男\n";
  EXPECT_THAT(People(rows), IsEmpty());
  // A bad check digit proves nothing.
  std::string bad = rows;
  bad[bad.find(two) + 17] = CheckCharacter(two) == '1' ? '2' : '1';
  EXPECT_THAT(People(bad), ElementsAre("A B name+birth_date+sex"));
}

TEST(Duplicates, BlankMaskedSuspectAndPlaceholderMatchNothing) {
  EXPECT_THAT(
      People("A,张某,,13800138000,,\nB,张某,,13800138000,,\n"
             "C,李*,,13800138000,,\nD,李*,,13800138000,,\n"
             "E,,,13800138000,,\nF,,,13800138000,,\n"
             "G,王五,,138****8000,,\nH,王五,,138****8000,,\n"
             "I,赵六,,00000000000,,\nJ,赵六,,00000000000,,\n"
             "K,孙七,610104********1234,,,\nL,周八,610104********1234,,,\n"
             "M,吴九,*,,,\nN,郑十,*,,,\n"
             "O,冯一,13700137000,,,\nP,陈二,13700137000,,,\n"),
      IsEmpty());
  EXPECT_THAT(People("A,张三,610104199001011000,,,\n"
                     "B,李四,610104199001011000,,,\n"
                     "C,王五,610104199001011000,,,\n"),
              IsEmpty());
}

TEST(Duplicates, KeysAreDelimitedByLength) {
  // "1:a" and "b" glued would be one key with "1:" and "ab".
  EXPECT_THAT(People("A,三,,1380013,,\nB,张三,,138001,,\n"
                     "C,13800138000张三,,1380013,,\n"
                     "D,张三,,13800131380013,,\n"),
              IsEmpty());
}

TEST(Duplicates, RoomNameAndDayAskButAnotherBirthDateDoesNot) {
  const std::string stays =
      "id,person_id,start\nY1,A,2022-04-05 02:10\n,B,2022-04-05 03:00\n"
      "Y3,C,2022-04-05 02:10\nY4,D,2022-04-06 02:10\n";
  const std::string rooms =
      "stay_id,room_id,start\nY1,S1/304,2022-04-05 02:10\n"
      "B/2022-04-05T03:00:00+08:00,S1/304,2022-04-05 03:00\n"
      "Y3,S1/304,2022-04-05 09:00\nY4,S1/304,2022-04-06 09:00\n";
  EXPECT_THAT(Pairs("id,name,birth_date\nA,张三,1990-01-01\nB,张三,\n"
                    "C,张三,1980-01-01\nD,张三,\n",
                    stays, rooms),
              ElementsAre("A B room+date+name", "B C room+date+name"));
}

TEST(Duplicates, StaysOfOnePersonAreNeverDuplicates) {
  EXPECT_THAT(Pairs("id,name\nA,张三\n",
                    "id,person_id,start\nY1,A,2022-04-05 02:10\n"
                    "Y2,A,2022-05-05 02:10\n",
                    "stay_id,room_id,start\nY1,S1/304,2022-04-05 02:10\n"
                    "Y2,S1/304,2022-05-05 02:10\n"),
              IsEmpty());
}

// People who share names, phones, birth dates and numbers by chance.
std::vector<std::string> RandomRows(Random& random, int rows) {
  static constexpr std::string_view kNames[] = {"张三", "张山", "李四", "李寺",
                                                "王五", "王某", ""};
  std::vector<std::string> lines;
  for (int i = 0; i < rows; ++i) {
    std::string line = "P" + std::to_string(i) + ",";
    line += kNames[random.Below(7)];
    line += random.Chance(1, 4) ? ",E1234567" + std::to_string(random.Below(9))
                                : std::string(",");
    line += random.Chance(2, 3)
                ? ",1380013800" + std::to_string(random.Below(4))
                : std::string(",");
    line += random.Chance(2, 3)
                ? ",1990-01-0" + std::to_string(1 + random.Below(3))
                : std::string(",");
    line += random.Chance(1, 2) ? ",男\n" : ",女\n";
    lines.push_back(line);
  }
  return lines;
}

// The pairs with the lesser id first.
std::set<std::string> PairSet(const std::vector<std::string>& rows) {
  std::string text;
  for (const std::string& row : rows) text += row;
  std::set<std::string> pairs;
  for (const std::string& line : People(text)) {
    const std::size_t one = line.find(' ');
    const std::size_t two = line.find(' ', one + 1);
    std::string a = line.substr(0, one);
    std::string b = line.substr(one + 1, two - one - 1);
    if (b < a) std::swap(a, b);
    pairs.insert(a + " " + b + line.substr(two));
  }
  return pairs;
}

TEST(Duplicates, TheOrderOfRowsDoesNotChangeThePairs) {
  Random random(11);
  std::size_t found = 0;
  for (int trial = 0; trial < 60; ++trial) {
    // Enough rows that some keys have more than kMostOfKey of them.
    std::vector<std::string> rows = RandomRows(random, trial < 40 ? 12 : 400);
    const std::set<std::string> pairs = PairSet(rows);
    found += pairs.size();
    random.Shuffle(std::span(rows));
    EXPECT_EQ(PairSet(rows), pairs) << trial;
  }
  EXPECT_GT(found, 1'000U);
}

TEST(Duplicates, SmallTablesAgreeWithEveryPairLookedAt) {
  Random random(12);
  for (int trial = 0; trial < 60; ++trial) {
    const std::vector<std::string> rows = RandomRows(random, 9);
    std::set<std::string> expected;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (std::size_t j = i + 1; j < rows.size(); ++j) {
        const auto pair = PairSet({rows[i], rows[j]});
        expected.insert(pair.begin(), pair.end());
      }
    }
    EXPECT_EQ(PairSet(rows), expected) << trial;
  }
}

TEST(Duplicates, AKeyOfThousandsOfRowsStaysLinear) {
  std::string rows;
  for (int i = 0; i < 5'000; ++i) {
    rows += "P" + std::to_string(i) + ",张三,,13800138000,1990-01-01,男\n";
  }
  EXPECT_EQ(People(rows).size(), 4'999U);
}

class DuplicatesFolderTest : public FolderTest {
 protected:
  void SetUp() override {
    FolderTest::SetUp();
    Put("regions.csv", "id,zone\nCN-99,Asia/Shanghai\n");
    Put("persons.csv",
        "id,name,phone,age,birth_date\nA,张三,13800138000,,1990-01-01\n"
        "B,李四,13900139000,30,\nC,张三,13800138000,32,\n");
    Put("stays.csv", "person_id,start\nC,2022-04-05 02:10\n");
    Put("room_assignments.csv",
        "stay_id,room_id,start\n"
        "C/2022-04-05T02:10:00+08:00,S1/304,2022-04-05 02:10\n");
    Put("findings.csv", "id,about\nF1,Person:C\n");
  }
  static std::vector<std::string> Lines(const world::World& world) {
    std::vector<std::string> lines;
    for (const world::Issue& issue : world.issues()) {
      if (issue.code == "missing_table" || issue.code == "dangling_reference") {
        continue;
      }
      lines.push_back(issue.code + " " + issue.file + ":" +
                      std::to_string(issue.row) + " " + issue.action + " " +
                      issue.value + " " + issue.detail);
    }
    return lines;
  }
  static std::size_t PeopleIn(const world::World& world) {
    return world.rows(*schema::FindRecord("Person"));
  }
};

TEST_F(DuplicatesFolderTest, AnUndecidedPairIsAskedAboutAndNothingIsLost) {
  const world::World world = Read();
  EXPECT_THAT(Lines(world),
              ElementsAre("possible_duplicate persons.csv:4 parked "
                          "persons.csv:2 phone+name"));
  EXPECT_EQ(PeopleIn(world), 3U);
}

TEST_F(DuplicatesFolderTest, DifferentSilencesTheQuestion) {
  Put("_decisions.csv",
      "\xEF\xBB\xBFrecord,id,other,decision\r\n人员,C,A,不同\r\n");
  const world::World world = Read();
  EXPECT_THAT(Lines(world), IsEmpty());
  EXPECT_EQ(PeopleIn(world), 3U);
}

TEST_F(DuplicatesFolderTest, SameMergesTheLaterRowWithItsReferences) {
  Put("_decisions.csv", "record,id,other,decision\nPerson,C,A,same\n");
  const world::World world = Read();
  EXPECT_THAT(Lines(world),
              ElementsAre("merged_by_decision persons.csv:4 merged "
                          "persons.csv:2 ",
                          "duplicate_key persons.csv:4 dropped_repetition A "));
  ASSERT_EQ(PeopleIn(world), 2U);
  const auto a = world::Get<schema::Person>(world, 0);
  EXPECT_EQ(a.id, "A");
  EXPECT_EQ(a.age, 32) << "a blank of the earlier row is filled";
  const auto stay = world::Get<schema::Stay>(world, 0);
  EXPECT_EQ(stay.person_id, "A");
  EXPECT_EQ(world::Get<schema::RoomAssignment>(world, 0).stay_id, stay.id);
  EXPECT_EQ(world::Get<schema::Finding>(world, 0).about, "Person:A");
}

TEST_F(DuplicatesFolderTest, AskKeepsAskingAndOddDecisionsAreIssues) {
  Put("_decisions.csv",
      "record,id,other,decision\nPerson,A,C,ask\nPerson,A,Z,same\n"
      "Room,A,C,same\nPerson,A,C,perhaps\nPerson,A,,same\n");
  EXPECT_THAT(Lines(Read()),
              UnorderedElementsAre(
                  "possible_duplicate persons.csv:4 parked persons.csv:2 "
                  "phone+name",
                  "decision_without_row _decisions.csv:3 not_read  ",
                  "unreadable_decision _decisions.csv:4 not_read  ",
                  "unreadable_decision _decisions.csv:5 not_read  ",
                  "unreadable_decision _decisions.csv:6 not_read  "));
}

TEST_F(DuplicatesFolderTest, ChainsOfDecisionsMergeIntoTheEarliest) {
  Put("_decisions.csv",
      "record,id,other,decision\nPerson,B,C,same\nPerson,C,A,same\n");
  const world::World world = Read();
  EXPECT_EQ(PeopleIn(world), 1U);
  const auto a = world::Get<schema::Person>(world, 0);
  EXPECT_EQ(a.id, "A");
  EXPECT_FALSE(a.name) << "rows that disagree leave it unknown";
}

TEST_F(DuplicatesFolderTest, PseudonymsAreAskedAboutLikeNames) {
  ReadOptions options;
  options.pseudonym_key = "sixteen bytes or more";
  EXPECT_THAT(Lines(Read(options)), ElementsAre(HasSubstr("persons.csv:4")));
  world::Builder builder;
  for (const char* rows : {"id,name,phone\nA,张三,13800138000\n",
                           "id,name,phone\nB,张三,13800138000\n"}) {
    ASSERT_THAT(AppendText(builder, *schema::FindRecord("Person"), rows,
                           Format::kCsv, "frame", options),
                IsOk());
  }
  ASSERT_THAT(FinishPeople(builder, options), IsOk());
  const auto world = std::move(builder).Build();
  ASSERT_THAT(world, IsOk());
  EXPECT_THAT(Lines(*world),
              ElementsAre("possible_duplicate frame:2 parked frame:2 "
                          "phone+name"));
}

TEST(Duplicates, TheLaterRowIsCountedAsParked) {
  world::Builder builder;
  const auto& person = *schema::FindRecord("Person");
  ASSERT_THAT(AppendText(builder, person,
                         "id,name,phone\nA,张三,13800138000\nB,李四,\n"
                         "C,张三,13800138000\n",
                         Format::kCsv, "people", {}),
              IsOk());
  ASSERT_THAT(FinishPeople(builder), IsOk());
  const auto world = std::move(builder).Build();
  ASSERT_THAT(world, IsOk());
  ASSERT_EQ(world->sources().size(), 1U);
  EXPECT_EQ(world->sources()[0].rows, 4U);
  EXPECT_EQ(world->sources()[0].set_aside, 1U);
  EXPECT_EQ(world->sources()[0].read, 2U);
  EXPECT_EQ(world->sources()[0].parked, 1U);
  EXPECT_EQ(world->rows(person), 3U);
}

}  // namespace
}  // namespace quaranta::io

#include "io/identity.h"

#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/normal.h"
#include "quaranta/core/random.h"
#include "tests/io/folder.h"

namespace quaranta::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// A number of 18 characters with its check digit.
std::string Number(Random& random) {
  std::string id = "6101";
  const auto digits = [&](std::uint64_t value, std::size_t width) {
    std::string text = std::to_string(value);
    id += std::string(width - text.size(), '0') + text;
  };
  digits(random.Below(100), 2);
  digits(1930 + random.Below(90), 4);
  digits(1 + random.Below(12), 2);
  digits(1 + random.Below(28), 2);
  digits(random.Below(1000), 3);
  return id + CheckCharacter(id);
}

TEST(Identity, TheCheckCharacterIsThatOfTheStandard) {
  EXPECT_EQ(CheckCharacter("11010519491231002"), 'X');  // GB 11643-1999
  EXPECT_EQ(CheckCharacter("44052418800101001"), '4');
}

TEST(Identity, EveryWrongDigitIsFound) {
  const std::string good = "11010519491231002X";
  for (std::size_t i = 0; i < 17; ++i) {
    for (char c = '0'; c <= '9'; ++c) {
      std::string bad = good;
      bad[i] = c;
      EXPECT_EQ(ReadIdentityNumber(bad).check_digit, bad == good) << bad;
    }
  }
}

TEST(Identity, TheCheckDigitAloneLetsAnEleventhOfTruncatedNumbersThrough) {
  Random random(7);
  int passed = 0;
  constexpr int kNumbers = 20'000;
  for (int i = 0; i < kNumbers; ++i) {
    const std::string cut = Number(random).substr(0, 15) + "000";
    passed += ReadIdentityNumber(cut).check_digit ? 1 : 0;
  }
  EXPECT_NEAR(passed / static_cast<double>(kNumbers), 1.0 / 11, 0.01);
}

TEST(Identity, WhatANumberIsFollowsFromItsForm) {
  const auto form = [](std::string_view text) {
    return ReadIdentityNumber(NormalIdNumber(text)).form;
  };
  EXPECT_EQ(form("11010519491231002x"), IdForm::kIdentity);
  EXPECT_EQ(form("110105491231002"), IdForm::kOld);
  EXPECT_EQ(form("110105491331002"), IdForm::kOther);  // month 13
  for (const char* paper : {"E12345678", "EA1234567", "H1234567801", "12345678",
                            "A123456(7)", "C01X00T47", "543219876"}) {
    EXPECT_EQ(form(paper), IdForm::kDocument) << paper;
  }
  for (const char* none : {"13800138000", "1101051949123100", "无", "张三",
                           "11010519491231002X1"}) {
    EXPECT_EQ(form(none), IdForm::kOther) << none;
  }
  const IdentityNumber id = ReadIdentityNumber("11010519491231002X");
  EXPECT_EQ(FormatDay(*id.birth), "1949-12-31");
  EXPECT_FALSE(id.male);
}

TEST(Identity, ASpreadsheetSpoilsNumbersInFourWays) {
  EXPECT_EQ(SpoiledNumber("610104199001011000"), Spoiled::kMaybe);
  EXPECT_EQ(SpoiledNumber("610104199001011000.0"), Spoiled::kMaybe);
  EXPECT_EQ(SpoiledNumber("6.10104E+17"), Spoiled::kCertainly);
  EXPECT_EQ(SpoiledNumber("6.10104199001011E+17"), Spoiled::kCertainly);
  EXPECT_EQ(SpoiledNumber("610104199001011234"), Spoiled::kLong);
  EXPECT_EQ(SpoiledNumber("61010419900101123x"), Spoiled::kLong);
  EXPECT_EQ(SpoiledNumber("13800138000"), Spoiled::kNo);
  EXPECT_EQ(SpoiledNumber("1.38E+10"), Spoiled::kNo);
  EXPECT_EQ(SpoiledNumber("P-0001000"), Spoiled::kNo);
}

// P(X >= k) of m numbers of which each ends in 000 with 1/1000.
double Chance(int m, int k) {
  double below = 0;
  double term = std::pow(0.999, m);
  for (int i = 0; i < k; ++i) {
    below += term;
    term *= (m - i) / (i + 1.0) * (0.001 / 0.999);
  }
  return 1 - below;
}

TEST(Identity, TheTestOfColumnsErrsAsRarelyAsItSays) {
  double worst = 0;
  for (int m = 1; m <= 1000; ++m) {
    int k = 0;
    while (k <= m && !LostDigits(static_cast<std::uint64_t>(k),
                                 static_cast<std::uint64_t>(m))) {
      ++k;
    }
    if (k <= m) worst = std::max(worst, Chance(m, k));
    EXPECT_EQ(LostDigits(static_cast<std::uint64_t>(m),
                         static_cast<std::uint64_t>(m)),
              m >= 3);
  }
  EXPECT_LT(worst, 4e-5);
  EXPECT_GT(worst, 1e-5);  // the documented bound is not idle
}

class IdentityFolderTest : public FolderTest {
 protected:
  static std::vector<std::string> Lines(const world::World& world) {
    std::vector<std::string> lines;
    for (const world::Issue& issue : world.issues()) {
      lines.push_back(issue.code + " " + issue.file + ":" +
                      std::to_string(issue.row) + " " + issue.column + "=" +
                      issue.value + " " + issue.detail);
    }
    return lines;
  }
  static const data::Column& ColumnOf(const world::World& world,
                                      std::string_view record,
                                      std::string_view field) {
    const data::Table& table = world.table(*schema::FindRecord(record));
    return table.columns[static_cast<std::size_t>(
        schema::FindField(*table.record, field) - table.record->fields.data())];
  }
};

TEST_F(IdentityFolderTest, AColumnThatExcelCutIsOneIssueAndAllOfItSuspect) {
  Random random(3);
  std::string rows = "id,id_number\n";
  for (int i = 0; i < 62; ++i) {
    rows +=
        "P" + std::to_string(i) + "," + Number(random).substr(0, 15) + "000\n";
  }
  Put("persons.csv", rows);
  const world::World world = Read();
  EXPECT_THAT(Lines(world),
              ElementsAre("id_truncated persons.csv:0 id_number= 62/62"));
  const data::Column& column = ColumnOf(world, "Person", "id_number");
  for (std::uint32_t row = 0; row < 62; ++row) {
    ASSERT_NE(column.note(row), nullptr);
    EXPECT_EQ(column.note(row)->state, data::NoteState::kSuspect);
    EXPECT_TRUE(column.valid(row)) << "never repaired, never lost";
  }
}

TEST_F(IdentityFolderTest, OneNumberInManyMayEndInZeros) {
  Random random(4);
  std::string rows = "id,id_number\n";
  std::string zeros;
  while (!zeros.ends_with("000")) zeros = Number(random);
  for (int i = 0; i < 50; ++i) {
    rows += "P" + std::to_string(i) + "," + (i == 7 ? zeros : Number(random)) +
            "\n";
  }
  Put("persons.csv", rows);
  EXPECT_THAT(Lines(Read()), IsEmpty());
}

TEST_F(IdentityFolderTest, FilesAreJudgedEachByItself) {
  Random random(5);
  std::string whole = "id,id_number\n";
  std::string cut = "id,id_number\n";
  for (int i = 0; i < 400; ++i) {
    whole += "A" + std::to_string(i) + "," + Number(random) + "\n";
    if (i < 6) {
      cut += "B" + std::to_string(i) + "," + Number(random).substr(0, 15) +
             "000\n";
    }
  }
  Put("persons.csv", whole);
  Put("人员.csv", cut);
  EXPECT_THAT(Lines(Read()),
              ElementsAre("id_truncated 人员.csv:0 id_number= 6/6"));
}

TEST_F(IdentityFolderTest, TruncatedReferencesLinkNothing) {
  std::string people = "id\n";
  std::string stays = "id,person_id\n";
  for (int i = 0; i < 5; ++i) {
    people += "61010419900101" + std::to_string(i) + "000\n";
    people += "61010419900101" + std::to_string(i) + "000\n";
    stays += "ST" + std::to_string(i) + ",6.1010419900101E+17\n";
  }
  Put("persons.csv", people);
  Put("stays.csv", stays);
  const world::World world = Read();
  EXPECT_EQ(world.rows(*schema::FindRecord("Person")), 10U) << "not merged";
  EXPECT_FALSE(ColumnOf(world, "Stay", "person_id").valid(0));
  EXPECT_THAT(Lines(world), ::testing::IsSupersetOf(
                                {"id_truncated persons.csv:0 id= 10/10",
                                 "id_truncated stays.csv:0 person_id= 5/5"}));
}

TEST_F(IdentityFolderTest, RoundNumbersOfThingsAreNoTruncatedNumbers) {
  Put("persons.csv",
      "id,batch_id\nA,202204100100001000\nB,202204100100002000\n"
      "C,202204100100003000\nD,202204100100003001\n");
  for (const std::string& line : Lines(Read())) {
    EXPECT_THAT(line, Not(HasSubstr("id_truncated")));
  }
}

TEST_F(IdentityFolderTest,
       NumbersThatCannotBeAreNamedWithTheirRowNotTheirValue) {
  Put("persons.csv",
      "id,id_number\nP1,110105194912310021\nP2,13800138000\n"
      "P3,E12345678\nP4,11010519491231002x\nP5,110105491231002\nP6,*\nP7,\n");
  EXPECT_THAT(Lines(Read()),
              ElementsAre("masked persons.csv:7 id_number=*** ",
                          "id_check_digit persons.csv:2 id_number=*** ",
                          "id_form persons.csv:3 id_number=*** "));
}

TEST_F(IdentityFolderTest, BirthAgeAndSexAreHeldAgainstTheNumber) {
  Put("persons.csv",
      "id,id_number,birth_date,age,sex,reported_at\n"
      "P1,11010519491231002X,1949-12-31,72,女,2022-04-05T00:00:00+08:00\n"
      "P2,11010519491231002X,1949-12-13,72,男,2022-04-05T00:00:00+08:00\n"
      "P3,11010519491231002X,,73,,2022-04-05T00:00:00+08:00\n"
      "P4,11010519491231002X,,27,,2022-04-05T00:00:00+08:00\n"
      "P5,11010519491231002X,,27,,\n");
  const world::World world = Read();
  std::vector<std::string> found;
  for (const std::string& line : Lines(world)) {
    if (line.starts_with("identity_disagrees")) found.push_back(line);
  }
  EXPECT_THAT(
      found, ElementsAre("identity_disagrees persons.csv:3 id_number=*** "
                         "birth_date, sex",
                         "identity_disagrees persons.csv:5 id_number=*** age"));
  const data::Column& numbers = ColumnOf(world, "Person", "id_number");
  EXPECT_EQ(numbers.notes().size(), 2U);
  EXPECT_NE(numbers.note(1), nullptr);
}

}  // namespace
}  // namespace quaranta::io

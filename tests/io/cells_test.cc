#include "io/cells.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/dates.h"
#include "io/headers.h"
#include "io/numbers.h"
#include "quaranta/core/random.h"

namespace quaranta::io {
namespace {

using schema::Absent;
using schema::Field;
using schema::Kind;

std::string Bound(double x) {
  if (x > 1e300) return "inf";
  if (x < -1e300) return "-inf";
  std::string text = std::to_string(x);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string Shown(const Number& number) {
  switch (number.kind) {
    case Number::Kind::kNone:
      return "none";
    case Number::Kind::kExact:
      return Bound(number.value.ToDouble());
    case Number::Kind::kHedged:
      if (!number.bounds) return "about";
      return "[" + Bound(number.bounds->low) + ", " +
             Bound(number.bounds->high) + ")";
  }
  return "";
}

TEST(NumberTest, ReadsWhatPeopleWrite) {
  struct Example {
    std::string_view text;
    std::string_view unit;
    std::string_view shown;
  };
  const std::vector<Example> examples = {
      {"1270", "room", "1270"},
      {"1270间", "room", "1270"},
      {" １２７０ 间 ", "room", "1270"},
      {"1,270", "", "1270"},
      {"1，270", "", "1270"},
      {"12,70", "", "none"},
      {"1270,000", "", "none"},
      {"-3.5", "degC", "-3.5"},
      {"36.5℃", "degC", "36.5"},
      {"1e3", "", "1000"},
      {"1.27万", "person", "12700"},
      {"31万人", "person", "310000"},
      {"2亿", "person", "200000000"},
      {"0.5公里", "m", "500"},
      {"500米", "m", "500"},
      {"500米", "room", "none"},
      {"30分钟", "h", "none"},
      {"2小时", "min", "120"},
      {"3斤", "kg", "1.5"},
      {"74%", "ratio", "0.74"},
      {"74%", "room", "none"},
      {"250万元", "yuan", "2500000"},
      {"8个", "room", "8"},
      {"8个", "m", "none"},
      {"三间", "room", "none"},
      {"", "", "none"},
      {"-", "", "none"},
      {"1.2.3", "", "none"},
      {"2022-04-10", "", "none"},
      // 余 binds to its ten when the last digit other than 0 is in the tens.
      {"450余万", "yuan", "[4500000, 4600000)"},
      {"450余万元", "yuan", "[4500000, 4600000)"},
      {"150余", "room", "[150, 160)"},
      {"150余间", "room", "[150, 160)"},
      {"150间余", "room", "[150, 160)"},
      {"1000余", "", "[1000, inf)"},
      {"100多人", "person", "[100, inf)"},
      {"26余", "", "[26, inf)"},
      {"4万余", "", "[40000, inf)"},
      {"近百", "room", "[0, 100)"},
      {"近100间", "room", "[0, 100)"},
      {"将近2千", "", "[0, 2000)"},
      {"30以上", "", "[30, inf)"},
      {"30及以上", "", "[30, inf)"},
      {"30人以上", "person", "[30, inf)"},
      {"30以下", "", "[0, 31)"},
      {"超过30", "", "[31, inf)"},
      {"不足30", "", "[0, 30)"},
      {"不少于6", "", "[6, inf)"},
      {"≥6", "", "[6, inf)"},
      {"<=6", "", "[0, 7)"},
      {">6", "", "[7, inf)"},
      {"100+", "", "[100, inf)"},
      {"约40", "", "about"},
      {"40左右", "", "about"},
      {"20-30", "", "[20, 31)"},
      {"20至30人", "person", "[20, 31)"},
      {"20~30万", "", "[200000, 300001)"},
      {"30-20", "", "none"},
      {"约30以上", "", "none"},
  };
  for (const Example& example : examples) {
    EXPECT_EQ(Shown(ParseNumber(example.text, example.unit, true)),
              example.shown)
        << example.text << " in " << example.unit;
  }
}

TEST(NumberTest, MeasuresBeyondABoundBeginAtTheNextDouble) {
  const Number number = ParseNumber("超过1.5", "m", false);
  ASSERT_TRUE(number.bounds);
  EXPECT_GT(number.bounds->low, 1.5);
  EXPECT_LT(number.bounds->low, 1.5000001);
}

TEST(NumberTest, DecimalsAreExact) {
  EXPECT_EQ(ParseNumber("0.29万", "", true).value.ToInt(), 2900);
  EXPECT_EQ(ParseNumber("1.23456万", "", true).value.ToInt(), std::nullopt);
  EXPECT_EQ(ParseNumber("9223372036854775807", "", true).value.ToInt(),
            9223372036854775807);
  EXPECT_EQ(ParseNumber("9223372036854775808", "", true).kind,
            Number::Kind::kNone);
  EXPECT_EQ(ParseNumber("0.1000000000000000055511151231257827", "", false)
                .value.ToDouble(),
            0.1);
}

TEST(DateTest, OnlyWhatHasOneMeaningIsRead) {
  struct Example {
    std::string_view text;
    DateProblem problem;
    std::string_view day;
  };
  const std::vector<Example> examples = {
      {"2022-04-10", DateProblem::kNone, "2022-04-10"},
      {"2022/4/10", DateProblem::kNone, "2022-04-10"},
      {"2022.4.10", DateProblem::kNone, "2022-04-10"},
      {"2022年4月10日", DateProblem::kNone, "2022-04-10"},
      {"2022年 4月10号", DateProblem::kNone, "2022-04-10"},
      {"２０２２／４／１０", DateProblem::kNone, "2022-04-10"},
      {"20220410", DateProblem::kNone, "2022-04-10"},
      {"2022-04-10 00:00:00", DateProblem::kNone, "2022-04-10"},
      {"2022-04-10T17:00:00+08:00", DateProblem::kTimeDropped, "2022-04-10"},
      {"2022-02-30", DateProblem::kNoSuchDay, ""},
      {"20221340", DateProblem::kNoSuchDay, ""},
      {"04/05/22", DateProblem::kAmbiguous, ""},
      {"22-4-10", DateProblem::kAmbiguous, ""},
      {"10.04.2022", DateProblem::kAmbiguous, ""},
      {"4月10日", DateProblem::kAmbiguous, ""},
      {"22年4月10日", DateProblem::kAmbiguous, ""},
      {"44661", DateProblem::kAmbiguous, ""},
      {"2022-4/10", DateProblem::kUnreadable, ""},
      {"2022-04", DateProblem::kUnreadable, ""},
      {"soon", DateProblem::kUnreadable, ""},
      {"2022-04-10x", DateProblem::kUnreadable, ""},
  };
  for (const Example& example : examples) {
    const DateResult read = ReadDate(example.text);
    EXPECT_EQ(read.problem, example.problem) << example.text;
    if (!example.day.empty()) {
      EXPECT_EQ(FormatDay(read.day), example.day) << example.text;
    }
  }
}

TEST(DateTest, LocalTimesNeedAZone) {
  const Zone zone = Zone::Load("Asia/Shanghai").value();
  struct Example {
    std::string_view text;
    std::string_view instant;  // empty: a problem
  };
  const std::vector<Example> examples = {
      {"2022-04-10T17:00:00+08:00", "2022-04-10T17:00:00+08:00"},
      {"2022-04-10T09:00:00Z", "2022-04-10T09:00:00Z"},
      {"2022-04-10 17:00+0800", "2022-04-10T17:00:00+08:00"},
      {"2022-04-10 17:00", "2022-04-10T17:00:00+08:00"},
      {"2022/4/10 7:05:09", "2022-04-10T07:05:09+08:00"},
      {"2022年4月10日17时30分", "2022-04-10T17:30:00+08:00"},
      {"2022年4月10日 17时", "2022-04-10T17:00:00+08:00"},
      {"2022年4月10日17：30", "2022-04-10T17:30:00+08:00"},
      {"2022-04-10 24:00", "2022-04-11T00:00:00+08:00"},
      {"2022-04-10", ""},
      {"2022-04-10 25:00", ""},
      {"2022-04-10 17:5", ""},
      {"04/05/22 17:00", ""},
  };
  for (const Example& example : examples) {
    const InstantResult read = ReadInstant(example.text, &zone);
    EXPECT_EQ(
        read.problem == DateProblem::kNone ? FormatInstant(read.instant) : "",
        example.instant)
        << example.text;
  }
  EXPECT_EQ(ReadInstant("2022-04-10 17:00", nullptr).problem,
            DateProblem::kZoneMissing);
  EXPECT_EQ(ReadInstant("2022-04-10", &zone).problem,
            DateProblem::kTimeMissing);
}

// A cell as it lands in a column: "value", "value!state", "blank!state[..)",
// and the problem's code behind a space.
std::string Landed(const Field& field, std::string_view cell) {
  data::Column column(field);
  const auto problem = AppendCell(column, {cell}, {});
  EXPECT_EQ(column.size(), 1u) << "one row per cell, whatever it says";
  std::string out = "blank";
  if (column.valid(0)) {
    out.clear();
    if (field.repeated) {
      const auto [begin, end] = column.ListRange(0);
      for (std::size_t i = begin; i < end; ++i) {
        out += "<" + ItemText(column, i) + ">";
      }
      if (begin == end) out = "empty";
    } else {
      out = ItemText(column, 0);
    }
  }
  if (const data::Note* note = column.note(0)) {
    out += "!" + std::string(data::NoteStateName(note->state));
    if (note->bounds) {
      out += "[" + Bound(note->bounds->low) + ", " + Bound(note->bounds->high) +
             ")";
    }
  }
  if (problem) out += " " + std::string(problem->code);
  return out;
}

struct CellExample {
  std::string_view cell;
  std::string_view landed;
};

void Check(const Field& field, const std::vector<CellExample>& examples) {
  for (const CellExample& example : examples) {
    EXPECT_EQ(Landed(field, example.cell), example.landed)
        << field.name << ": " << example.cell;
  }
}

TEST(CellTest, Counts) {
  Check({.name = "beds",
         .kind = Kind::kInt,
         .unit = "bed",
         .has_range = true,
         .min = 0,
         .max = 200},
        {{"2", "2"},
         {"2张", "2"},
         {"　2 ", "2"},
         {"", "blank"},
         {"-", "blank"},
         {"/", "blank"},
         {"N/A", "blank"},
         {"无", "0"},
         {"*", "blank!masked"},
         {"x", "blank!masked"},
         {"XX", "blank!masked"},
         {"不详", "blank!asked_unknown"},
         {"近百", "blank!hedged[0, 100)"},
         {"约40", "blank!hedged"},
         {"2.5", "blank!suspect not_whole"},
         {"many", "blank!suspect unreadable_number"},
         {"300", "300!suspect out_of_range"},
         {"-1", "-1!suspect out_of_range"}});
}

TEST(CellTest, Truths) {
  Check({.name = "sign", .kind = Kind::kBool},
        {{"是", "true"},
         {"有", "true"},
         {"Y", "true"},
         {"１", "true"},
         {"否", "false"},
         {"无", "false"},
         {"0", "false"},
         {"FALSE", "false"},
         {"*", "blank!masked"},
         {"不清", "blank!asked_unknown"},
         {"maybe", "blank!suspect unreadable_bool"}});
}

TEST(CellTest, NoneDependsOnTheField) {
  Check({.name = "remark", .kind = Kind::kString, .absent = Absent::kNone},
        {{"无", "blank"}});
  Check({.name = "remark", .kind = Kind::kString}, {{"无", "无"}});
  Check({.name = "end", .kind = Kind::kInstant, .absent = Absent::kNotYet},
        {{"无", "blank"}});
  Check({.name = "start", .kind = Kind::kDate},
        {{"无", "blank!suspect unreadable_date"}});
  Check({.name = "items", .kind = Kind::kString, .repeated = true},
        {{"无", "empty"}});
}

TEST(CellTest, EnumsByAnyName) {
  const schema::Enum* use = schema::FindEnum("RoomUse");
  ASSERT_NE(use, nullptr);
  Check({.name = "use", .kind = Kind::kEnum, .enumeration = use},
        {{"ISOLATION", "ISOLATION"},
         {"isolation", "ISOLATION"},
         {"隔离", "ISOLATION"},
         {"隔离用房", "ISOLATION"},
         {"*", "blank!masked"},
         {"1", "blank!suspect unknown_value"},
         {"ROOM_USE_ISOLATION", "blank!suspect unknown_value"}});
  const schema::Enum* symptom = schema::FindEnum("Symptom");
  ASSERT_NE(symptom, nullptr);
  Check({.name = "symptoms",
         .kind = Kind::kEnum,
         .repeated = true,
         .enumeration = symptom},
        {{"无", "<NONE>"},
         {"发热、咳嗽", "<FEVER><COUGH>"},
         {"FEVER|COUGH", "<FEVER><COUGH>"},
         {"发热；乏力", "<FEVER><FATIGUE>"},
         {"[]", "empty"},
         {"", "blank"},
         {"发热、头晕目眩", "blank!suspect unreadable_list"}});
}

TEST(CellTest, TextsAndReferences) {
  Check({.name = "note", .kind = Kind::kString},
        {{" a b ", "a b"},
         {"'-", "-"},
         {"' a ", " a "},
         {"'", ""},
         {"'s Gravenhage", "'s Gravenhage"},
         {"张**", "张**"},
         {"**", "blank!masked"},
         {"x", "x"}});
  Check({.name = "label", .kind = Kind::kString}, {{"３０４Ａ", "304A"}});
  Check({.name = "site_id", .kind = Kind::kString, .ref_record = "Site"},
        {{"Ｓ１", "S1"}});
  Check({.name = "about", .kind = Kind::kReference},
        {{"Site:S1", "Site:S1"},
         {"隔离点：S1", "Site:S1"},
         {"S1", "blank!suspect unreadable_reference"},
         {"Ghost:S1", "blank!suspect unreadable_reference"},
         {"Site:", "blank!suspect unreadable_reference"}});
  Check({.name = "reasons", .kind = Kind::kString, .repeated = true},
        {{"a;b", "<a;b>"},
         {"a|b", "<a><b>"},
         {"a\\|b|", "<a|b>"},
         {"a||", "<a><>"}});
}

// Whatever text a column holds, its cell reads back as that text.
TEST(CellTest, RandomTextsReadBack) {
  constexpr std::string_view kPieces[] = {"'",  "-",    "*", "x",  " ",  "　",
                                          "无", "不详", "|", "\\", ";",  "[]",
                                          "a",  "３",   "?", "/",  "NA", "\t"};
  const std::vector<Field> fields = {
      {.name = "remark", .kind = Kind::kString},
      {.name = "label", .kind = Kind::kString, .absent = Absent::kNone}};
  Random random(7);
  for (int round = 0; round < 30'000; ++round) {
    std::string text;
    for (int n = random.Range(0, 4); n > 0; --n) {
      text += kPieces[random.Below(std::size(kPieces))];
    }
    for (const Field& field : fields) {
      data::Column before(field);
      before.AppendText(text);
      data::Column after(field);
      ASSERT_FALSE(AppendCell(after, {CellText(before, 0)}, {})) << text;
      ASSERT_TRUE(after.valid(0)) << text;
      ASSERT_EQ(after.GetText(0), text);
      ASSERT_EQ(after.note(0), nullptr) << text;
    }
  }
}

TEST(CellTest, RandomListsReadBack) {
  constexpr std::string_view kPieces[] = {"|",  "\\", ";",  "、", "a",
                                          "[]", " ",  "\n", "s",  "３"};
  constexpr Field kField{
      .name = "reasons", .kind = Kind::kString, .repeated = true};
  constexpr Field kIds{.name = "person_ids",
                       .kind = Kind::kString,
                       .repeated = true,
                       .ref_record = "Person"};
  Random random(8);
  for (int round = 0; round < 20'000; ++round) {
    for (const Field& field : {kField, kIds}) {
      data::Column before(field);
      for (int items = random.Range(0, 3); items > 0; --items) {
        std::string text;
        for (int n = random.Range(0, 3); n > 0; --n) {
          text += kPieces[random.Below(std::size(kPieces))];
        }
        before.AppendText(text);
      }
      before.EndList();
      data::Column after(field);
      const std::string cell = CellText(before, 0);
      ASSERT_FALSE(AppendCell(after, {cell}, {})) << cell;
      ASSERT_EQ(after.ListRange(0), before.ListRange(0)) << cell;
      for (std::size_t i = 0; i < before.ListRange(0).second; ++i) {
        ASSERT_EQ(after.GetText(i), before.GetText(i)) << cell;
      }
    }
  }
}

TEST(HeaderTest, FieldsAreFoundByAnyNameAndUnit) {
  const schema::Record& site = *schema::FindRecord("Site");
  const auto name = [&](std::string_view text) {
    const Header header = FindHeader(site, text);
    if (header.field == nullptr) return std::string("none");
    return std::string(header.field->name) + "/" + header.unit;
  };
  EXPECT_EQ(name("rooms_total"), "rooms_total/");
  EXPECT_EQ(name(" Rooms_Total "), "rooms_total/");
  EXPECT_EQ(name("房间总数"), "rooms_total/");
  EXPECT_EQ(name("客房数"), "rooms_total/") << "a synonym";
  EXPECT_EQ(name("房间总数（间）"), "rooms_total/");
  EXPECT_EQ(name("距居民区距离(公里)"), "dist_residential_m/公里");
  EXPECT_EQ(name("距居民区距离(人)"), "none") << "not a length";
  EXPECT_EQ(name("隔离点名称(全称)"), "name/");
  EXPECT_EQ(name("电话"), "none");
  EXPECT_EQ(name(""), "none");
}

}  // namespace
}  // namespace quaranta::io

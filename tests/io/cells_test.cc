#include "io/cells.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "io/dates.h"
#include "io/forms.h"
#include "io/headers.h"
#include "io/numbers.h"
#include "quaranta/core/random.h"
#include "tests/io/landed.h"

namespace quaranta::io {
namespace {

using schema::Absent;
using schema::Field;
using schema::Kind;

std::string Shown(const Number& number) {
  switch (number.kind) {
    case Number::Kind::kNone:
      return "none";
    case Number::Kind::kOtherUnit:
      return "other unit";
    case Number::Kind::kExact:
      return BoundText(number.value.ToDouble());
    case Number::Kind::kHedged:
      if (!number.bounds) return "about";
      return "[" + BoundText(number.bounds->low) + ", " +
             BoundText(number.bounds->high) + ")";
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
      {"500米", "room", "other unit"},
      {"30分钟", "h", "other unit"},
      {"2小时", "min", "120"},
      {"3斤", "kg", "1.5"},
      {"74%", "ratio", "0.74"},
      {"74%", "room", "other unit"},
      {"250万元", "yuan", "2500000"},
      {"8个", "room", "8"},
      {"8个", "m", "other unit"},
      {"三间", "room", "3"},
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
      {"上百人", "person", "[100, inf)"},
      {"30不到", "", "[0, 30)"},
      {"不止30", "", "none"},
      {"30不止", "", "[31, inf)"},
      // Chinese numerals.
      {"一百二十", "", "120"},
      {"一百二十间", "room", "120"},
      {"两千零三", "", "2003"},
      {"十五", "", "15"},
      {"三万六千", "", "36000"},
      {"壹佰贰拾", "", "120"},
      {"三十余", "", "[30, 40)"},
      {"三十余万", "", "[300000, 400000)"},
      {"十余人", "person", "[10, 20)"},
      {"两百多", "", "[200, inf)"},
      {"近百", "", "[0, 100)"},
      {"约二十", "", "about"},
      {"几十", "", "about"},
      {"数百人", "person", "about"},
      {"十几", "", "about"},
      {"三十来岁", "year", "about"},
      {"三十至四十", "", "[30, 41)"},
      {"一", "", "none"},  // or a dash
      {"一间", "room", "1"},
      {"三百二", "", "none"},  // 320 or 302
      {"三四", "", "none"},    // three to five
      {"三四十", "", "none"},
      {"一万五", "", "none"},
      {"二〇二二", "", "none"},
      // Units, and what is none of the field's.
      {"5里", "m", "2500"},
      {"2吨", "kg", "2000"},
      {"2公斤", "kg", "2"},
      {"98%", "%", "98"},
      {"3盒", "base", "other unit"},
      {"3000只", "base", "other unit"},
      {"三米", "room", "other unit"},
      {"74%（37/50）", "ratio", "none"},
      {"37/50", "ratio", "none"},
      {"30（含2名儿童）", "person", "none"},
      // Typing.
      {"36。5", "degC", "36.5"},
      {"36，5", "degC", "none"},
      {"3O4", "", "none"},
      {"l2", "", "none"},
      {"３０－４０", "", "[30, 41)"},
  };
  for (const Example& example : examples) {
    EXPECT_EQ(Shown(ParseNumber(example.text, example.unit, true)),
              example.shown)
        << example.text << " in " << example.unit;
  }
}

TEST(NumberTest, ChineseNumeralsAreReadBackFromHowTheyAreSaid) {
  // An independent writer of numbers as they are said.
  const auto section = [](int n) {
    constexpr std::string_view kDigits[] = {"零", "一", "二", "三", "四",
                                            "五", "六", "七", "八", "九"};
    constexpr std::string_view kUnits[] = {"千", "百", "十", ""};
    std::string out;
    bool gap = false;
    int divisor = 1000;
    for (const std::string_view unit : kUnits) {
      const int digit = n / divisor % 10;
      divisor /= 10;
      if (digit == 0) {
        gap = gap || !out.empty();
        continue;
      }
      if (gap) out += "零";
      gap = false;
      out += std::string(kDigits[digit]) + std::string(unit);
    }
    return out;
  };
  for (int n = 1; n < 10'000; ++n) {
    if (n == 1) continue;  // or a dash
    ASSERT_EQ(ParseNumber(section(n), "", true).value.ToInt(), n) << section(n);
    const std::string large = section(n) + "万" +
                              (n % 7 == 0 ? ""
                               : n < 1000 ? "零"
                                          : "") +
                              (n % 7 == 0 ? "" : section(n < 1000 ? n : n));
    const std::int64_t value = std::int64_t{n} * 10'000 + (n % 7 == 0 ? 0 : n);
    ASSERT_EQ(ParseNumber(large, "", true).value.ToInt(), value) << large;
  }
}

// No two readings of one text: what is read exactly is never also a range.
TEST(NumberTest, RandomNumeralsAreReadAsSaidOrNotAtAll) {
  constexpr std::string_view kPieces[] = {"一", "二", "两", "三", "五", "九",
                                          "零", "十", "百", "千", "万"};
  Random random(11);
  for (int round = 0; round < 30'000; ++round) {
    std::string text;
    for (int n = random.Range(1, 6); n > 0; --n) {
      text += kPieces[random.Below(std::size(kPieces))];
    }
    const auto read = ParseNumber(text, "", true);
    if (read.kind != Number::Kind::kExact) continue;
    // With a zero put in, or the last unit said, a number would change.
    EXPECT_NE(ParseNumber(text + "一", "", true).value.ToInt(),
              read.value.ToInt())
        << text;
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
      {"31/ 12 /14", DateProblem::kAmbiguous, ""},
      {"25/12/2022", DateProblem::kAmbiguous, ""},  // as its neighbours are
      {"2022年4月", DateProblem::kUnreadable, ""},
      {"2022 - 4 - 10", DateProblem::kNone, "2022-04-10"},
      {"17:00", DateProblem::kDayMissing, ""},
      {"下午5点", DateProblem::kDayMissing, ""},
      {"2022-04-10 24:00", DateProblem::kTimeDropped, "2022-04-10"},
  };
  for (const Example& example : examples) {
    const DateResult read = ReadDate(example.text);
    EXPECT_EQ(read.problem, example.problem) << example.text;
    if (!example.day.empty()) {
      EXPECT_EQ(FormatDay(read.day), example.day) << example.text;
    }
  }
}

TEST(DateTest, AnOrderDecidesWhatNumbersMean) {
  struct Example {
    std::string_view text;
    DateOrder order;
    std::string_view day;  // empty: still ambiguous
  };
  constexpr DateOrder kYmd = DateOrder::kYearMonthDay;
  constexpr DateOrder kMdy = DateOrder::kMonthDayYear;
  constexpr DateOrder kDmy = DateOrder::kDayMonthYear;
  const std::vector<Example> examples = {
      {"04/05/22", kMdy, "2022-04-05"},
      {"04/05/22", kDmy, "2022-05-04"},
      {"04/05/22", kYmd, "2004-05-22"},
      {"4-5-2022", kMdy, "2022-04-05"},
      {"10.4.2022", kDmy, "2022-04-10"},
      {"22.4.10", kYmd, "2022-04-10"},
      {"31/ 12 /14", kDmy, "2014-12-31"},
      {"22年4月10日", kYmd, "2022-04-10"},
      {"2022/4/10", kDmy, "2022-04-10"},  // the year says what it is
      // The order that was told cannot be that of this cell.
      {"25/12/2022", kMdy, ""},
      {"12/25/2022", kDmy, ""},
      {"12/25/2022", kYmd, ""},
      {"10/04/85", kDmy, ""},  // of which century?
      {"4月10日", kYmd, ""},
      {"44661", kYmd, ""},
  };
  for (const Example& example : examples) {
    const DateResult read = ReadDate(example.text, example.order);
    if (example.day.empty()) {
      EXPECT_EQ(read.problem, DateProblem::kAmbiguous) << example.text;
    } else {
      EXPECT_EQ(read.problem, DateProblem::kNone) << example.text;
      EXPECT_EQ(FormatDay(read.day), example.day) << example.text;
    }
  }
  EXPECT_EQ(ReadDate("30/02/22", kDmy).problem, DateProblem::kNoSuchDay);
}

TEST(DateTest, SerialNumbersOfSpreadsheets) {
  EXPECT_EQ(FormatDay(DateOfSerial("44661").day), "2022-04-10");
  EXPECT_EQ(FormatDay(DateOfSerial("1").day), "1900-01-01");
  EXPECT_EQ(FormatDay(DateOfSerial("59").day), "1900-02-28");
  EXPECT_EQ(FormatDay(DateOfSerial("61").day), "1900-03-01");
  EXPECT_EQ(FormatDay(DateOfSerial("2958465").day), "9999-12-31");
  EXPECT_EQ(DateOfSerial("60").problem, DateProblem::kNoSuchDay)
      << "29 February 1900 never was";
  EXPECT_EQ(DateOfSerial("0").problem, DateProblem::kNoSuchDay);
  EXPECT_EQ(DateOfSerial("0.75").problem, DateProblem::kDayMissing);
  EXPECT_EQ(DateOfSerial("2958466").problem, DateProblem::kNoSuchDay);
  EXPECT_EQ(DateOfSerial("44661.5").problem, DateProblem::kTimeDropped);
  EXPECT_EQ(DateOfSerial("-1").problem, DateProblem::kUnreadable);
  EXPECT_EQ(DateOfSerial("44661,5").problem, DateProblem::kUnreadable);
  const Zone zone = Zone::Load("Asia/Shanghai").value();
  const auto instant = [&](std::string_view text) {
    return FormatInstant(InstantOfSerial(text, &zone).instant);
  };
  EXPECT_EQ(instant("44661.70833333334"), "2022-04-10T17:00:00+08:00");
  EXPECT_EQ(instant("44661.708333333336"), "2022-04-10T17:00:00+08:00");
  EXPECT_EQ(instant("44661.99999999"), "2022-04-11T00:00:00+08:00");
  EXPECT_EQ(instant("44661.0000115741"), "2022-04-10T00:00:01+08:00");
  EXPECT_EQ(InstantOfSerial("44661", &zone).problem, DateProblem::kTimeMissing);
  EXPECT_EQ(InstantOfSerial("44661.5", nullptr).problem,
            DateProblem::kZoneMissing);
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
      {"2022-04-10 17：00", "2022-04-10T17:00:00+08:00"},
      {"2022-04-10 下午5点", "2022-04-10T17:00:00+08:00"},
      {"2022年4月10日下午5点半", "2022-04-10T17:30:00+08:00"},
      {"2022年4月10日上午9时整", "2022-04-10T09:00:00+08:00"},
      {"2022-04-10 凌晨2点", "2022-04-10T02:00:00+08:00"},
      {"2022-04-10 中午12点", "2022-04-10T12:00:00+08:00"},
      {"2022-04-10 晚上8:30", "2022-04-10T20:30:00+08:00"},
      {"2022/4/10 5:00 PM", "2022-04-10T17:00:00+08:00"},
      {"2022/4/10 12:05 am", "2022-04-10T00:05:00+08:00"},
      {"2022/4/10 12:05 pm", "2022-04-10T12:05:00+08:00"},
      // Of which day, or which half of it?
      {"2022-04-10 晚上12点", ""},
      {"2022-04-10 上午12点", ""},
      {"2022-04-10 晚上1点", ""},
      {"2022-04-10 17:00 PM", ""},
      {"2022-04-10 0:30 am", ""},
      {"2022-04-10 下午5点 PM", ""},
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

struct CellExample {
  std::string_view cell;
  std::string_view landed;
};

void Check(const Field& field, const std::vector<CellExample>& examples) {
  for (const CellExample& example : examples) {
    EXPECT_EQ(Landed(field, {example.cell}), example.landed)
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

TEST(CellTest, WhatIsHiddenInPartIsMasked) {
  constexpr schema::Personal kDirect = schema::Personal::kDirect;
  Check({.name = "rounds", .kind = Kind::kInt},
        {{"*1轮", "blank!masked"},
         {"3*", "blank!masked"},
         {"XX人", "blank!masked"},
         {"1x", "blank!suspect unknown_unit"}});
  Check({.name = "name", .kind = Kind::kString, .personal = kDirect},
        {{"张**", "blank!masked"},
         {"张某", "blank!masked"},
         {"李某某", "blank!masked"},
         {"XX", "blank!masked"},
         {"Maxx", "Maxx"},
         {"Xu Xia", "Xu Xia"}});
  Check({.name = "phone", .kind = Kind::kString, .personal = kDirect},
        {{"13*********", "blank!masked"},
         {"138****5678", "blank!masked"},
         {"138xxxx5678", "blank!masked"},
         {"13800005678", "13800005678"}});
  Check({.name = "address", .kind = Kind::kString, .personal = kDirect},
        {{"XX县XX村", "blank!masked"}});
  Check({.name = "site_id", .kind = Kind::kString, .ref_record = "Site"},
        {{"S*", "blank!masked"}, {"SXX", "SXX"}});
  Check({.name = "remark", .kind = Kind::kString},
        {{"5*3 米", "5*3 米"}, {"XX说", "XX说"}});
  Check({.name = "day", .kind = Kind::kDate},
        {{"2022年X月X日", "blank!masked"}, {"2022-04-**", "blank!masked"}});
}

TEST(CellTest, NotMeasuredIsABlank) {
  Check({.name = "temperature", .kind = Kind::kDouble},
        {{"未测", "blank"}, {"空", "blank"}});
  Check({.name = "remark", .kind = Kind::kString}, {{"未测", "未测"}});
}

TEST(CellTest, UnitsOfOtherFieldsAreRefusedAndTheKnownOnesNamed) {
  const Field length{.name = "length", .kind = Kind::kDouble, .unit = "m"};
  data::Column column(length);
  const auto problem = AppendCell(column, {"3盒"}, {});
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->code, "unknown_unit");
  EXPECT_THAT(problem->detail, ::testing::HasSubstr("公里, 千米, km"));
  EXPECT_EQ(column.note(0)->state, data::NoteState::kSuspect);
}

TEST(CellTest, TheUnitOfTheHeaderStandsBehindEveryNumber) {
  const Field people{
      .name = "population", .kind = Kind::kInt, .unit = "person"};
  CellContext context;
  context.unit = "万";
  EXPECT_EQ(Landed(people, {"31"}, context), "310000");
  EXPECT_EQ(Landed(people, {"31万"}, context), "310000");
  EXPECT_EQ(Landed(people, {"450余"}, context),
            "blank!hedged[4500000, 4600000)");
  EXPECT_EQ(Landed(people, {"3亿"}, context), "blank!suspect unreadable_number")
      << "3亿万 is nothing";
}

TEST(CellTest, ACodeBookIsReadFirst) {
  const std::map<std::string, std::string> codes = {
      {"0", "ISOLATION"}, {"1", "STAFF"}, {"待定", ""}, {"2", "不详"}};
  const Field use{.name = "use",
                  .kind = Kind::kEnum,
                  .enumeration = schema::FindEnum("RoomUse")};
  CellContext context;
  context.codes = &codes;
  EXPECT_EQ(Landed(use, {"0"}, context), "ISOLATION");
  EXPECT_EQ(Landed(use, {" １ "}, context), "STAFF");
  EXPECT_EQ(Landed(use, {"1", CellType::kNumber}, context), "STAFF");
  EXPECT_EQ(Landed(use, {"待定"}, context), "blank");
  EXPECT_EQ(Landed(use, {"2"}, context), "blank!asked_unknown");
  EXPECT_EQ(Landed(use, {"隔离"}, context), "ISOLATION");
  EXPECT_EQ(Landed(use, {"3"}, context), "blank!suspect unknown_value");
}

TEST(CellTest, LookAlikesOfAKnownWordAreThatWord) {
  const schema::Enum* sample = schema::FindEnum("ObservationKind");
  ASSERT_NE(sample, nullptr);
  EXPECT_EQ(WithoutLookAlikes("釆样岀点巳完成"), "采样出点已完成");
  // No two values of an enum become one.
  for (const schema::Enum& enumeration : schema::Enums()) {
    for (const schema::EnumValue& value : enumeration.values) {
      const auto* found =
          schema::FindValue(enumeration, WithoutLookAlikes(value.zh));
      if (value.zh.empty()) continue;
      ASSERT_NE(found, nullptr) << enumeration.name << " " << value.zh;
      EXPECT_EQ(found->number, value.number) << value.zh;
    }
  }
  Check({.name = "name", .kind = Kind::kString}, {{"己", "己"}});
}

TEST(CellTest, CellsOfWorksheetsKnowTheirType) {
  const Field day{.name = "day", .kind = Kind::kDate};
  const Field at{.name = "at", .kind = Kind::kInstant};
  const Field beds{.name = "beds", .kind = Kind::kInt};
  const Field label{.name = "label", .kind = Kind::kString};
  const Field remark{.name = "remark", .kind = Kind::kString};
  const Field card{.name = "id_number",
                   .kind = Kind::kString,
                   .personal = schema::Personal::kDirect};
  const Field sign{.name = "sign", .kind = Kind::kBool};
  const Zone zone = Zone::Load("Asia/Shanghai").value();
  CellContext context;
  context.zone = &zone;
  EXPECT_EQ(Landed(day, {"44661", CellType::kNumber}), "2022-04-10");
  EXPECT_EQ(Landed(day, {"44661"}), "blank!suspect date_ambiguous");
  EXPECT_EQ(Landed(day, {"44661.5", CellType::kNumber}),
            "2022-04-10 time_dropped");
  EXPECT_EQ(Landed(day, {"60", CellType::kNumber}),
            "blank!suspect no_such_day");
  EXPECT_EQ(Landed(day, {"2022-04-10", CellType::kDay}), "2022-04-10");
  EXPECT_EQ(Landed(at, {"44661.75", CellType::kNumber}, context),
            "2022-04-10T18:00:00+08:00");
  EXPECT_EQ(Landed(at, {"2022-04-10T18:00:00", CellType::kInstant}, context),
            "2022-04-10T18:00:00+08:00");
  EXPECT_EQ(Landed(at, {"2022-04-10", CellType::kDay}, context),
            "blank!suspect time_missing");
  EXPECT_EQ(Landed(beds, {"", CellType::kBlank}), "blank");
  EXPECT_EQ(Landed(beds, {"2", CellType::kNumber}), "2");
  EXPECT_EQ(Landed(beds, {"2.5", CellType::kNumber}),
            "blank!suspect not_whole");
  EXPECT_EQ(Landed(beds, {"#REF!", CellType::kError}),
            "blank!suspect source_error");
  EXPECT_EQ(Landed(remark, {"#N/A", CellType::kError}),
            "blank!suspect source_error");
  EXPECT_EQ(Landed(beds, {"2022-04-10", CellType::kDay}),
            "blank!suspect unreadable_number");
  EXPECT_EQ(Landed(sign, {"true", CellType::kBool}), "true");
  EXPECT_EQ(Landed(label, {"304", CellType::kNumber}), "304");
  EXPECT_EQ(Landed(label, {"2022-03-04", CellType::kDay}),
            "2022-03-04!suspect date_for_text");
  EXPECT_EQ(Landed(remark, {"2022-03-04", CellType::kDay}), "2022-03-04");
  EXPECT_EQ(Landed(card, {"110105194912310000", CellType::kNumber}),
            "110105194912310000!suspect number_for_text");
  EXPECT_EQ(Landed(card, {"110105491231002", CellType::kNumber}),
            "110105491231002!suspect number_for_text");
  EXPECT_EQ(Landed(remark, {"1101051949123100", CellType::kNumber}),
            "1101051949123100!suspect number_for_text");
  // A column that is said to hold serial numbers, in a text file too.
  context.unit = kSerialUnit;
  EXPECT_EQ(Landed(day, {"44661"}, context), "2022-04-10");
  EXPECT_EQ(Landed(day, {"2022/4/10"}, context), "2022-04-10");
  EXPECT_EQ(Landed(at, {"44661.75"}, context), "2022-04-10T18:00:00+08:00");
}

TEST(CellTest, AnOrderIsForAllButBirthdaysOfTwoDigits) {
  CellContext context;
  context.order = DateOrder::kDayMonthYear;
  EXPECT_EQ(Landed({.name = "day", .kind = Kind::kDate}, {"04/05/22"}, context),
            "2022-05-04");
  const Field birth{.name = "birth_date", .kind = Kind::kDate};
  EXPECT_EQ(Landed(birth, {"04/05/22"}, context),
            "blank!suspect date_ambiguous");
  EXPECT_EQ(Landed(birth, {"04/05/1922"}, context), "1922-05-04");
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

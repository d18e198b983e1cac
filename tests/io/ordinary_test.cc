#include "io/ordinary.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "io/cells.h"
#include "io/local_times.h"
#include "quaranta/core/random.h"

namespace quaranta::io {
namespace {

using schema::Field;
using schema::Kind;

// All that a column of one cell says.
std::string Said(const data::Column& column) {
  std::string out = column.valid(0) ? "" : "blank";
  if (column.valid(0)) {
    if (column.field().repeated) {
      const auto [begin, end] = column.ListRange(0);
      for (std::size_t i = begin; i < end; ++i) {
        out += "<" + ItemText(column, i) + ">";
      }
    } else {
      out = ItemText(column, 0);
    }
  }
  if (const data::Note* note = column.note(0)) {
    out += "!" + std::string(data::NoteStateName(note->state)) + note->raw;
  }
  return out;
}

class OrdinaryTest : public ::testing::Test {
 protected:
  OrdinaryTest() : zone_(Zone::Load("Australia/Lord_Howe").value()) {
    for (const char* name : {"RoomUse", "Symptom", "Sex", "Slot"}) {
      const schema::Enum* enumeration = schema::FindEnum(name);
      fields_.push_back(
          {.name = "use", .kind = Kind::kEnum, .enumeration = enumeration});
      fields_.push_back({.name = "uses",
                         .kind = Kind::kEnum,
                         .repeated = true,
                         .enumeration = enumeration});
    }
    fields_.push_back({.name = "remark", .kind = Kind::kString});
    fields_.push_back({.name = "label", .kind = Kind::kString});
    fields_.push_back({.name = "end",
                       .kind = Kind::kString,
                       .absent = schema::Absent::kNone});
    fields_.push_back(
        {.name = "site_id", .kind = Kind::kString, .ref_record = "Site"});
    fields_.push_back({.name = "phone",
                       .kind = Kind::kString,
                       .personal = schema::Personal::kDirect});
    fields_.push_back(
        {.name = "items", .kind = Kind::kString, .repeated = true});
    fields_.push_back({.name = "about", .kind = Kind::kReference});
    fields_.push_back({.name = "beds",
                       .kind = Kind::kInt,
                       .unit = "bed",
                       .has_range = true,
                       .min = 0,
                       .max = 500});
    fields_.push_back({.name = "counts", .kind = Kind::kInt, .repeated = true});
    fields_.push_back({.name = "temperature",
                       .kind = Kind::kDouble,
                       .unit = "degC",
                       .has_range = true,
                       .min = 34,
                       .max = 43});
    fields_.push_back({.name = "length", .kind = Kind::kDouble, .unit = "m"});
    fields_.push_back({.name = "sign", .kind = Kind::kBool});
    fields_.push_back({.name = "birth_date", .kind = Kind::kDate});
    fields_.push_back({.name = "at", .kind = Kind::kInstant});
  }

  // The short way says what the long way says, for every field.
  void Compare(std::string_view text) {
    for (const Field& field : fields_) {
      for (const Zone* zone : {static_cast<const Zone*>(nullptr),
                               static_cast<const Zone*>(&zone_)}) {
        data::Column fast(field);
        if (!Ordinary(field, false).Append(fast, text, zone)) {
          EXPECT_EQ(fast.size(), 0u) << field.name << ": " << text;
          continue;
        }
        ++taken_;
        CellContext context;
        context.zone = zone;
        data::Column slow(field);
        const auto problem = AppendWritten(slow, text, context);
        EXPECT_FALSE(problem) << field.name << ": " << text;
        ASSERT_EQ(fast.size(), 1u) << field.name << ": " << text;
        ASSERT_EQ(slow.size(), 1u);
        ASSERT_EQ(Said(fast), Said(slow)) << field.name << ": " << text;
      }
    }
  }

  Zone zone_;
  std::vector<Field> fields_;
  int taken_ = 0;
};

TEST_F(OrdinaryTest, EveryNameOfEveryEnumReadsTheSame) {
  for (const schema::Enum& enumeration : schema::Enums()) {
    fields_ = {
        {.name = "value", .kind = Kind::kEnum, .enumeration = &enumeration},
        {.name = "values",
         .kind = Kind::kEnum,
         .repeated = true,
         .enumeration = &enumeration}};
    for (const schema::EnumValue& value : enumeration.values) {
      Compare(value.name);
      Compare(value.zh);
      std::string_view rest = value.synonym;
      while (!rest.empty()) {
        const std::size_t bar = rest.find('|');
        Compare(rest.substr(0, bar));
        rest = bar == std::string_view::npos ? "" : rest.substr(bar + 1);
      }
      data::Column column(fields_[0]);
      EXPECT_TRUE(
          Ordinary(fields_[0], false).Append(column, value.name, nullptr) ||
          value.name.size() > 16 ||
          std::string_view("NUX").find(value.name.front()) !=
              std::string_view::npos)
          << enumeration.name << "." << value.name << " takes the long way";
    }
  }
}

TEST_F(OrdinaryTest, CellsOfAllKindsReadTheSame) {
  for (const std::string_view text : {"",
                                      " ",
                                      "0",
                                      "1",
                                      "2",
                                      "00",
                                      "007",
                                      "1.5",
                                      "36.5",
                                      "036.50",
                                      "1.",
                                      ".5",
                                      "1.2.3",
                                      "-1",
                                      "+1",
                                      "1e3",
                                      "999",
                                      "36.85",
                                      "33.9",
                                      "43.0",
                                      "999999999999999",
                                      "9999999999999999",
                                      "0.123456789012345",
                                      "123456789012345.5",
                                      "1,270",
                                      "１",
                                      "36.5℃",
                                      "2张",
                                      "-",
                                      "--",
                                      "/",
                                      "*",
                                      "**",
                                      "x",
                                      "X",
                                      "xx",
                                      "XX",
                                      "xX1",
                                      "N",
                                      "NA",
                                      "N/A",
                                      "NULL",
                                      "null",
                                      "NaN",
                                      "nan",
                                      "None",
                                      "none",
                                      "unknown",
                                      "Unknown",
                                      "UNKNOWN",
                                      "?",
                                      "？",
                                      "不详",
                                      "不清楚",
                                      "未知",
                                      "不知道",
                                      "无",
                                      "没有",
                                      "不是",
                                      "无症状",
                                      "未测",
                                      "是",
                                      "否",
                                      "true",
                                      "false",
                                      "True",
                                      "Y",
                                      "张伟",
                                      "张**",
                                      "张某",
                                      "李某某",
                                      "138****5678",
                                      "13xxxxxxxx8",
                                      "11010519491231002X",
                                      "Maxx",
                                      "S1/304",
                                      "３０４",
                                      "304Ａ",
                                      "a b",
                                      "a\xC2\xA0",
                                      "a　",
                                      "　a",
                                      "a\xE2\x80\x8B",
                                      "张\xEF\xBB\xBF",
                                      "'a",
                                      "'",
                                      "'*",
                                      "a'",
                                      "[]",
                                      "a|b",
                                      "发热、咳嗽",
                                      "发热",
                                      "FEVER",
                                      "fever",
                                      "Site:S1",
                                      "隔离点:S1",
                                      "2022-04-10",
                                      "2022/4/10",
                                      "2022.4.10",
                                      "2022-4/10",
                                      "2022-02-29",
                                      "2024-02-29",
                                      "1900-02-29",
                                      "0000-01-01",
                                      "0001-01-01",
                                      "9999-12-31",
                                      "2022-04-31",
                                      "2022-13-01",
                                      "2022-04-101",
                                      "20220410",
                                      "22-4-10",
                                      "2022-04-10 17:00",
                                      "2022/4/10 7:05",
                                      "2022/4/10 7:5",
                                      "2022-04-10 17:00:59",
                                      "2022-04-10T17:00:00Z",
                                      "2022-04-10T17:00Z",
                                      "2022-04-10T17:00:00+08:00",
                                      "2022-04-10 17:00-09:30",
                                      "2022-04-10 17:00+0800",
                                      "2022-04-10 24:00",
                                      "2022-04-10 23:59:60",
                                      "2022-04-10 17:00:00.5",
                                      "2022-04-03 01:45",
                                      "2022-10-02 02:15",
                                      "2022-10-02 02:30",
                                      "2022-04-10  17:00",
                                      "2022-04-10T17:00+24:00"}) {
    Compare(text);
  }
  EXPECT_GT(taken_, 500) << "most of these are ordinary for some field";
}

TEST_F(OrdinaryTest, RandomCellsReadTheSame) {
  constexpr std::string_view kPieces[] = {
      "0",    "1",  "2",  "9",  "36",   ".",  "-",  "/",  ":",
      " ",    "T",  "Z",  "+",  "2022", "04", "10", "17", "a",
      "N",    "x",  "X",  "*",  "张",   "某", "无", "不", "详",
      "是",   "　", "'",  "３", "|",    "、", "\\", "发", "热",
      "上午", "男", "S1", "\t", "?",    "，", "万", "年", "月"};
  Random random(5);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (int n = random.Range(1, 6); n > 0; --n) {
      text += kPieces[random.Below(std::size(kPieces))];
    }
    Compare(text);
    if (HasFatalFailure()) return;
  }
}

TEST_F(OrdinaryTest, RandomTimesReadTheSame) {
  Random random(6);
  for (int round = 0; round < 5'000; ++round) {
    const auto number = [&](int low, int high, bool pad) {
      std::string text = std::to_string(random.Range(low, high));
      if (pad && text.size() < 2) text.insert(0, 1, '0');
      return text;
    };
    const std::string separator(1, "-/."[random.Below(3)]);
    const bool pad = random.Below(2) == 0;
    std::string text = number(1890, 2100, false) + separator +
                       number(1, 12, pad) + separator + number(1, 31, pad);
    if (random.Below(4) != 0) {
      text += (random.Below(2) == 0 ? " " : "T") + number(0, 23, pad) + ":" +
              number(0, 59, true);
    }
    if (random.Below(3) == 0) text += ":" + number(0, 59, true);
    if (random.Below(5) == 0) text += "+08:00";
    Compare(text);
    if (HasFatalFailure()) return;
  }
}

// Zones that change by an hour, by half an hour, and by seconds long ago.
TEST(LocalTimesTest, AgreeWithTheZoneWhateverTheClocksDo) {
  for (const char* name : {"Asia/Shanghai", "America/Los_Angeles",
                           "Australia/Lord_Howe", "Pacific/Apia", "UTC"}) {
    const Zone zone = Zone::Load(name).value();
    LocalTimes times;
    Random random(7);
    for (int round = 0; round < 20'000; ++round) {
      // Some years close together, so that hours are met again.
      const bool old = random.Below(4) == 0;
      const Day day{old ? random.Range(-30'000, 30'000)
                        : random.Range(19'000, 19'370)};
      const int minute = random.Range(0, 1439);
      ASSERT_EQ(times.At(zone, day, minute), zone.At(day, minute))
          << name << " " << day << " " << minute;
    }
  }
}

}  // namespace
}  // namespace quaranta::io

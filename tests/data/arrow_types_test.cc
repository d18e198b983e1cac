#include "quaranta/data/arrow.h"

#include <cerrno>
#include <cstring>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/arrow_made.h"
#include "tests/support/status_matchers.h"

namespace quaranta::data {
namespace {

using ::testing::ElementsAre;

TEST(ArrowImportTest, NumbersOfEveryWidthReachTheirField) {
  EXPECT_THAT(Imported("Room", Numbers<std::int8_t>("beds", "c", {-1, 2})),
              ElementsAre("-1", "2"));
  EXPECT_THAT(Imported("Room", Numbers<std::uint8_t>("beds", "C", {255})),
              ElementsAre("255"));
  EXPECT_THAT(Imported("Room", Numbers<std::int16_t>("beds", "s", {-300})),
              ElementsAre("-300"));
  EXPECT_THAT(Imported("Room", Numbers<std::uint16_t>("beds", "S", {65535})),
              ElementsAre("65535"));
  EXPECT_THAT(Imported("Room", Numbers<std::int32_t>("beds", "i", {-70000})),
              ElementsAre("-70000"));
  EXPECT_THAT(
      Imported("Room", Numbers<std::uint32_t>("beds", "I", {4'000'000'000u})),
      ElementsAre("4000000000"));
  EXPECT_THAT(Imported("Room", Numbers<std::int64_t>("beds", "l", {1, 2})),
              ElementsAre("1", "2"));
  EXPECT_THAT(
      Imported("Room", Numbers<std::uint64_t>("beds", "L", {7, UINT64_MAX})),
      ElementsAre("7", "blank!suspect(18446744073709551615)"));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(
      Imported("Room", Numbers<double>("beds", "g", {2, 2.5, nan, 1e19})),
      ElementsAre("2", "blank!suspect(2.5)", "blank", "blank!suspect(1e+19)"))
      << "whole numbers with gaps arrive as floats";
  EXPECT_THAT(Imported("Site", Numbers<float>("latitude", "f", {34.5f})),
              ElementsAre("34.500000"));
  EXPECT_THAT(Imported("Site", Numbers<std::int32_t>("latitude", "i", {34})),
              ElementsAre("34.000000"));
  EXPECT_THAT(Imported("Room", Numbers<std::int32_t>("label", "i", {304})),
              ElementsAre("304"))
      << "room numbers arrive as numbers";
}

TEST(ArrowImportTest, BitsAndValidity) {
  Made bits{.name = "window_limiter", .format = "b", .length = 10};
  bits.Buffer(std::vector<std::uint8_t>{0b11101111, 0b10});
  bits.Buffer(std::vector<std::uint8_t>{0b00000101, 0b10});
  EXPECT_THAT(Imported("Room", bits),
              ElementsAre("true", "false", "true", "false", "blank", "false",
                          "false", "false", "blank", "true"));
  Made none{.name = "window_limiter", .format = "n", .length = 2};
  EXPECT_THAT(Imported("Room", none), ElementsAre("blank", "blank"));
}

TEST(ArrowImportTest, TextsInEveryLayout) {
  EXPECT_THAT(Imported("Room", MadeTexts<std::int32_t>("label", "u",
                                                       {"301", "", "房"})),
              ElementsAre("301", "", "房"));
  EXPECT_THAT(Imported("Room", MadeTexts<std::int64_t>("label", "U", {"301"})),
              ElementsAre("301"));
  // A view: length, then 12 bytes inline, or prefix, buffer and offset.
  Made view{.name = "label", .format = "vu", .length = 2};
  std::vector<std::int32_t> views(8);
  views[0] = 3;
  std::memcpy(&views[1], "301", 3);
  views[4] = 14;
  std::memcpy(&views[5], "the ", 4);
  views[6] = 0;
  views[7] = 2;
  view.NoBuffer()
      .Buffer(views)
      .Text("__the long room__")
      .Buffer(std::vector<std::int64_t>{17});
  view.children.clear();
  EXPECT_THAT(Imported("Room", view), ElementsAre("301", "the long room_"));
}

TEST(ArrowImportTest, DictionariesWithBlanksOnBothSides) {
  Made use{.name = "use", .format = "c", .length = 4};
  use.Buffer(std::vector<std::uint8_t>{0b1011});
  use.Buffer(std::vector<std::int8_t>{1, 0, 0, 2});
  Made names = MadeTexts<std::int32_t>("", "u", {"ISOLATION", "STAFF", "x"});
  names.buffers[0] = {0b011};
  names.absent[0] = false;
  use.dictionary = {names};
  EXPECT_THAT(Imported("Room", use), ElementsAre("2", "1", "blank", "blank"));
  Made broken = use;
  broken.buffers[1] = {9, 0, 0, 0};
  EXPECT_EQ(Imported("Room", broken)[0], "blank!suspect()")
      << "a code that is not in the dictionary";
}

TEST(ArrowImportTest, DatesAndTimestamps) {
  EXPECT_THAT(
      Imported("Site", Numbers<std::int32_t>("listed_date", "tdD", {19092})),
      ElementsAre("2022-04-10"));
  EXPECT_THAT(
      Imported("Site", Numbers<std::int64_t>("listed_date", "tdm",
                                             {19092LL * 86'400'000, -1})),
      ElementsAre("2022-04-10", "1969-12-31"));
  EXPECT_THAT(
      Imported("Site", Numbers<std::int64_t>(
                           "listed_date",
                           "tsn:", {19092LL * 86'400'000'000'000, 1'000})),
      ElementsAre("2022-04-10", "blank!suspect(1970-01-01T00:00:00.000001)"));
  // 2022-04-10T09:00Z in every resolution.
  const std::int64_t second = 19092LL * 86'400 + 9 * 3'600;
  for (const auto& [format, per_second] :
       std::map<std::string, std::int64_t>{{"tss:", 1},
                                           {"tsm:", 1'000},
                                           {"tsu:", 1'000'000},
                                           {"tsn:", 1'000'000'000}}) {
    EXPECT_THAT(Imported("Stay", Numbers<std::int64_t>("start",
                                                       format + "Asia/Shanghai",
                                                       {second * per_second})),
                ElementsAre("2022-04-10T17:00:00+08:00"));
  }
  EXPECT_THAT(
      Imported("Stay", Numbers<std::int64_t>("start", "tss:+05:00", {second})),
      ElementsAre("2022-04-10T14:00:00+05:00"));
  EXPECT_THAT(Imported("Stay", Numbers<std::int64_t>("start", "tss:Mars/Base",
                                                     {second})),
              ElementsAre("2022-04-10T09:00:00Z"))
      << "the zone is only a label";
  EXPECT_THAT(
      Imported("Stay", Numbers<std::int64_t>("start", "tss:", {second})),
      ElementsAre("blank!suspect(2022-04-10T09:00:00)"));
  const Zone zone = Zone::Load("Asia/Shanghai").value();
  EXPECT_THAT(Imported("Stay", Numbers<std::int64_t>("start", "tss:", {second}),
                       {.zone = &zone}),
              ElementsAre("2022-04-10T09:00:00+08:00"));
  EXPECT_THAT(
      Imported("Stay", Numbers<std::int64_t>("start", "tss:UTC", {INT64_MAX})),
      ElementsAre("blank!suspect()"));
}

TEST(ArrowImportTest, ListsGoToRepeatedFields) {
  Made list{.name = "zone_ids", .format = "+l", .length = 4};
  list.Buffer(std::vector<std::uint8_t>{0b1101});
  list.Buffer(std::vector<std::int32_t>{0, 2, 2, 2, 3});
  list.children = {MadeTexts<std::int32_t>("item", "u", {"A", "B", "C"})};
  EXPECT_THAT(Imported("Passage", list),
              ElementsAre("<A><B>", "blank", "", "<C>"));
  Made bad{.name = "symptoms", .format = "+l", .length = 2};
  bad.NoBuffer().Buffer(std::vector<std::int32_t>{0, 1, 3});
  bad.children = {
      MadeTexts<std::int32_t>("item", "u", {"FEVER", "FEVER", "HICCUPS"})};
  EXPECT_THAT(Imported("Person", bad), ElementsAre("<1>", "blank!suspect()"))
      << "what is left of a list must not pass for all of it";
}

TEST(ArrowImportTest, BrokenTextOffsetsSpoilTheirCellOnly) {
  Made label = MadeTexts<std::int32_t>("label", "u", {"ab", "cd", "ef"});
  std::vector<std::int32_t> offsets = {0, 2, 1, 6};
  std::memcpy(label.buffers[1].data(), offsets.data(), 16);
  EXPECT_THAT(Imported("Room", label),
              ElementsAre("ab", "blank!suspect()", "bcdef"));
}

TEST(ArrowImportTest, DecimalsAreExact) {
  const auto decimal = [](std::string name, std::string format, auto values) {
    return Numbers(std::move(name), std::move(format), std::move(values));
  };
  EXPECT_THAT(Imported("Room", decimal("beds", "d:9,2,32",
                                       std::vector<std::int32_t>{1200, 1250})),
              ElementsAre("12", "blank!suspect(12.5)"));
  EXPECT_THAT(Imported("Room", decimal("beds", "d:18,-2,64",
                                       std::vector<std::int64_t>{3, -4})),
              ElementsAre("300", "-400"));
  // 128 bits: -1 in the upper half is the sign of the lower.
  EXPECT_THAT(
      [&] {
        Made made = decimal("label", "d:38,3",
                            std::vector<std::int64_t>{-1005, -1, 0, 1});
        made.length = 2;
        return Imported("Room", made);
      }(),
      ElementsAre("-1.005", "18446744073709551.616"));
  Made wide = decimal("area_m2", "d:76,70,256",
                      std::vector<std::uint64_t>{0, 0, 0, 1ULL << 40});
  wide.length = 1;
  // 2^232 / 10^70, to the nearest double.
  EXPECT_THAT(Imported("Room", wide), ElementsAre("0.690175"));
  EXPECT_THAT(Imported("Room", decimal("window_limiter", "d:9,1,32",
                                       std::vector<std::int32_t>{10, 0, 5})),
              ElementsAre("true", "false", "blank!suspect(0.5)"));
}

TEST(ArrowImportTest, HalfFloats) {
  // 1.5, -2, the smallest, infinity, no number.
  EXPECT_THAT(Imported("Site", Numbers<std::uint16_t>(
                                   "latitude", "e",
                                   {0x3E00, 0xC000, 0x0001, 0x7C00, 0x7E00})),
              ElementsAre("1.500000", "-2.000000", "0.000000",
                          "blank!suspect(inf)", "blank"));
}

TEST(ArrowImportTest, DurationsAreReadInTheUnitOfTheField) {
  const schema::Field* minutes = nullptr;
  const schema::Record* record = nullptr;
  for (const schema::Record& candidate : schema::Records()) {
    for (const schema::Field& field : candidate.fields) {
      if (field.unit == "min" && field.kind == schema::Kind::kInt &&
          !field.computed && !field.repeated) {
        minutes = &field;
        record = &candidate;
      }
    }
  }
  ASSERT_NE(minutes, nullptr);
  EXPECT_THAT(
      Imported(record->name, Numbers<std::int64_t>(std::string(minutes->name),
                                                   "tDm", {7'200'000, 90'000})),
      ElementsAre("120", "blank!suspect(90000)"));
  Producer producer({Batch({Numbers<std::int64_t>("beds", "tDs", {1})})});
  Table table = TableOf("Room");
  EXPECT_THAT(Lines(AppendArrow(producer.stream(), table).value()),
              ElementsAre("beds unsupported_type tDs"));
}

TEST(ArrowImportTest, ListsInEveryLayout) {
  const Made items = MadeTexts<std::int32_t>(
      "item", "u", {"FEVER", "COUGH", "FEVER", "COUGH"});
  Made views{.name = "symptoms", .format = "+vl", .length = 3};
  views.NoBuffer()
      .Buffer(std::vector<std::int32_t>{2, 0, 9})
      .Buffer(std::vector<std::int32_t>{2, 0, 1});
  views.children = {items};
  EXPECT_THAT(Imported("Person", views),
              ElementsAre("<1><2>", "", "blank!suspect()"));
  Made fixed{.name = "symptoms", .format = "+w:2", .length = 1, .offset = 1};
  fixed.NoBuffer();
  fixed.children = {items};
  EXPECT_THAT(Imported("Person", fixed), ElementsAre("<1><2>"));
  Made large{.name = "symptoms", .format = "+L", .length = 1};
  large.NoBuffer().Buffer(std::vector<std::int64_t>{1, 3});
  large.children = {items};
  EXPECT_THAT(Imported("Person", large), ElementsAre("<2><1>"));
}

TEST(ArrowImportTest, RunsAreWhatTheyHold) {
  Made runs{.name = "beds", .format = "+r", .length = 5, .offset = 2};
  runs.children = {Numbers<std::int32_t>("run_ends", "i", {3, 5, 6}),
                   Numbers<std::int8_t>("values", "c", {1, 2, 3})};
  runs.children[1].buffers[0] = {0b101};
  runs.children[1].absent[0] = false;
  EXPECT_THAT(Imported("Room", runs),
              ElementsAre("1", "blank", "blank", "3", "blank!suspect()"))
      << "from the third row on; the last has no run";
}

TEST(ArrowImportTest, AnUnreadableColumnLeavesTheOthersAlone) {
  for (const std::string format :
       {"z", "Z", "vz", "w:4", "tts", "+m", "+ud:0", "_pli128", "",
        "tsx:", "d:", "d:9", "d:9,2,77", "+w:x"}) {
    Made odd{.name = "label", .format = format, .length = 1};
    Producer producer({Batch({Numbers<std::int32_t>("beds", "i", {4}), odd})});
    Table table = TableOf("Room");
    const auto issues = AppendArrow(producer.stream(), table);
    ASSERT_THAT(issues, ::quaranta::testing::IsOk()) << format;
    EXPECT_THAT(Lines(*issues),
                ElementsAre("label unsupported_type " + format));
    EXPECT_THAT(Cells(table, "beds"), ElementsAre("4")) << format;
    EXPECT_THAT(Cells(table, "label"), ElementsAre("blank")) << format;
  }
}

TEST(ArrowImportTest, OffsetsFromUtcFollowTheZoneOfEachInstant) {
  // Before and after Berlin's change on 2022-03-27 at 01:00 UTC.
  const std::int64_t change = 1'648'342'800;
  const Made made = Numbers<std::int64_t>("start", "tss:Europe/Berlin",
                                          {change - 1, change, change - 1});
  EXPECT_THAT(Imported("Stay", made), ElementsAre("2022-03-27T01:59:59+01:00",
                                                  "2022-03-27T03:00:00+02:00",
                                                  "2022-03-27T01:59:59+01:00"));
  const Zone zone = Zone::Load("Europe/Berlin").value();
  ArrowOptions options;
  options.zone = &zone;
  // On the wall: an hour that is not there, and one of ordinary days.
  EXPECT_THAT(
      Imported(
          "Stay",
          Numbers<std::int64_t>(
              "start", "tss:", {change + 5'400, change + 86'400 * 90, change}),
          options),
      ElementsAre("2022-03-27T03:00:00+02:00", "2022-06-25T01:00:00+02:00",
                  "2022-03-27T01:00:00+01:00"));
}

}  // namespace
}  // namespace quaranta::data

#include "quaranta/data/column.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace quaranta::data {
namespace {

using ::testing::ElementsAre;

constexpr schema::Field kText{.name = "label", .kind = schema::Kind::kString};
constexpr schema::Field kBeds{.name = "beds", .kind = schema::Kind::kInt};
constexpr schema::Field kArea{.name = "area", .kind = schema::Kind::kDouble};
constexpr schema::Field kOpen{.name = "open", .kind = schema::Kind::kBool};
constexpr schema::Field kAt{.name = "at", .kind = schema::Kind::kInstant};
constexpr schema::Field kTimes{
    .name = "at", .kind = schema::Kind::kInstant, .repeated = true};

std::vector<std::string> TextsOf(const Column& column) {
  std::vector<std::string> texts;
  for (std::size_t row = 0; row < column.size(); ++row) {
    texts.push_back(column.valid(row) ? std::string(column.GetText(row))
                                      : "blank");
  }
  return texts;
}

std::shared_ptr<const Texts> TextsWith(std::vector<std::string_view> list) {
  auto texts = std::make_shared<Texts>();
  for (const std::string_view text : list) texts->Append(text);
  return texts;
}

TEST(ColumnTest, BlanksKeepTheirPlaceAmongTexts) {
  Column column(kText);
  column.AppendText("one");
  column.AppendBlank();
  column.AppendText("");
  column.AppendText("three");
  ASSERT_EQ(column.size(), 4u);
  EXPECT_EQ(column.GetText(0), "one");
  EXPECT_FALSE(column.valid(1));
  EXPECT_TRUE(column.valid(2)) << "an empty text is a value";
  EXPECT_EQ(column.GetText(2), "");
  EXPECT_EQ(column.GetText(3), "three");
}

TEST(ColumnTest, ListsOfInstantsKeepItemsAndOffsets) {
  Column column(kTimes);
  column.AppendInstant({10, 480});
  column.AppendInstant({20, 0});
  column.EndList();
  column.AppendBlank();
  column.EndList();
  ASSERT_EQ(column.size(), 3u);
  EXPECT_EQ(column.ListRange(0), (std::pair<std::size_t, std::size_t>{0, 2}));
  EXPECT_EQ(column.GetInstant(1).micros, 20);
  EXPECT_EQ(column.GetInstant(0).offset_minutes, 480);
  EXPECT_FALSE(column.valid(1));
  EXPECT_TRUE(column.valid(2)) << "an empty list is a value";
  EXPECT_EQ(column.ListRange(2).first, column.ListRange(2).second);
}

TEST(ColumnTest, TheLastNoteOfACellWins) {
  Column column(kText);
  column.AppendBlank();
  column.SetNote(0, {NoteState::kMasked, "*", std::nullopt});
  column.SetNote(0, {NoteState::kAskedUnknown, "?", std::nullopt});
  ASSERT_NE(column.note(0), nullptr);
  EXPECT_EQ(column.note(0)->state, NoteState::kAskedUnknown);
  EXPECT_EQ(column.note(1), nullptr);
}

TEST(ColumnTest, AColumnOfBlanksHoldsNothing) {
  for (const schema::Field* field :
       {&kText, &kBeds, &kArea, &kOpen, &kAt, &kTimes}) {
    Column column(*field);
    column.AppendBlanks(28'000'000);
    column.AppendBlank();
    EXPECT_EQ(column.size(), 28'000'001u);
    EXPECT_EQ(column.bytes().owned, 0u);
    EXPECT_EQ(column.bytes().borrowed, 0u);
    EXPECT_FALSE(column.valid(0));
    EXPECT_FALSE(column.valid(28'000'000));
    EXPECT_EQ(column.Take(std::vector<std::uint32_t>{5, 7}).bytes().owned, 0u);
  }
}

TEST(ColumnTest, TheFirstValueAfterBlanksKeepsThem) {
  Column beds(kBeds);
  beds.AppendBlanks(3);
  beds.AppendInt(-7);
  EXPECT_FALSE(beds.valid(2));
  EXPECT_TRUE(beds.valid(3));
  EXPECT_EQ(beds.GetInt(3), -7);
  Column filled(kBeds);
  filled.AppendBlanks(3);
  filled.SetInt(1, 9);
  EXPECT_FALSE(filled.valid(0));
  EXPECT_EQ(filled.GetInt(1), 9);
  EXPECT_FALSE(filled.valid(2));
  Column text(kText);
  text.AppendBlanks(2);
  text.AppendText("x");
  EXPECT_THAT(TextsOf(text), ElementsAre("blank", "blank", "x"));
  Column open(kOpen);
  open.AppendBlanks(9);
  open.AppendBool(true);
  EXPECT_FALSE(open.valid(8));
  EXPECT_TRUE(open.GetBool(9));
  Column times(kTimes);
  times.AppendBlanks(2);
  times.AppendInstant({5, 60});
  times.EndList();
  EXPECT_FALSE(times.valid(1));
  EXPECT_EQ(times.ListRange(2), (std::pair<std::size_t, std::size_t>{0, 1}));
}

TEST(ColumnTest, EnumsTakeAByteUntilANumberDoesNotFit) {
  const schema::Field& use =
      *schema::FindField(*schema::FindRecord("Room"), "use");
  Column column(use);
  column.AppendEnum(1);
  column.AppendEnum(3);
  EXPECT_EQ(column.raw().form, Form::kInt8);
  column.AppendEnum(70'000);
  column.AppendEnum(2);
  EXPECT_EQ(column.raw().form, Form::kInt32);
  EXPECT_EQ(column.GetEnum(1), 3);
  EXPECT_EQ(column.GetEnum(2), 70'000);
  EXPECT_EQ(column.GetEnum(3), 2);
}

TEST(ColumnTest, OneOffsetFromUtcIsKeptOnce) {
  Column column(kAt);
  column.AppendBlanks(2);
  column.AppendInstant({1, 480});
  column.AppendInstant({2, 480});
  EXPECT_EQ(column.raw().minutes_each, nullptr);
  column.AppendInstant({3, -300});
  column.AppendBlank();
  column.AppendInstant({4, 480});
  EXPECT_NE(column.raw().minutes_each, nullptr);
  EXPECT_EQ(column.GetInstant(3).offset_minutes, 480);
  EXPECT_EQ(column.GetInstant(4).offset_minutes, -300);
  EXPECT_EQ(column.GetInstant(6).offset_minutes, 480);
  EXPECT_EQ(column.GetInstant(6).micros, 4);
}

// --- Borrowed values ---------------------------------------------------------

// Numbers 10, 11, ... of which the second of every three is blank.
struct Lent {
  std::vector<std::int64_t> numbers;
  std::vector<std::uint8_t> bits;
};

std::shared_ptr<Lent> LentNumbers(std::size_t size) {
  auto lent = std::make_shared<Lent>();
  lent->bits.resize(size / 8 + 1);
  for (std::size_t i = 0; i < size; ++i) {
    lent->numbers.push_back(static_cast<std::int64_t>(i) + 10);
    if (i % 3 == 1) continue;
    lent->bits[i / 8] =
        static_cast<std::uint8_t>(lent->bits[i / 8] | (1u << (i % 8)));
  }
  return lent;
}

Column Borrowing(const std::shared_ptr<Lent>& lent, std::size_t offset) {
  Parts parts;
  parts.form = Form::kInt64;
  parts.rows = lent->numbers.size() - offset;
  parts.values = lent->numbers.data();
  parts.valid = lent->bits.data();
  parts.offset = offset;
  parts.owner = lent;
  return Column::Of(kBeds, std::move(parts));
}

void ExpectLentNumbers(const Column& column, std::size_t offset) {
  for (std::size_t row = 0; row < column.size(); ++row) {
    ASSERT_EQ(column.valid(row), (row + offset) % 3 != 1) << row;
    if (!column.valid(row)) continue;
    ASSERT_EQ(column.GetInt(row), static_cast<std::int64_t>(row + offset) + 10);
  }
}

TEST(BorrowedColumnTest, ReadsWithoutACopyAndKeepsItsOwnerAlive) {
  auto lent = LentNumbers(100);
  const std::weak_ptr<Lent> alive = lent;
  const auto* numbers = lent->numbers.data();
  {
    const Column column = Borrowing(lent, 5);
    lent.reset();
    EXPECT_FALSE(alive.expired());
    EXPECT_EQ(column.raw().values, numbers + 5);
    EXPECT_EQ(column.bytes().owned, 0u);
    EXPECT_EQ(column.bytes().borrowed, 95 * 8 + 12u);
    ExpectLentNumbers(column, 5);
    const Column copy = column;
    EXPECT_EQ(copy.raw().values, numbers + 5) << "copies borrow too";
    Column appended(kBeds);
    appended.Append(column, 0, column.size());
    EXPECT_EQ(appended.raw().values, numbers + 5);
  }
  EXPECT_TRUE(alive.expired());
}

TEST(BorrowedColumnTest, TheFirstWriteCopies) {
  const auto lent = LentNumbers(50);
  const std::vector<std::int64_t> before = lent->numbers;
  for (int what = 0; what < 4; ++what) {
    Column column = Borrowing(lent, 3);
    const std::size_t rows = column.size();
    switch (what) {
      case 0:
        column.AppendInt(1);
        break;
      case 1:
        column.AppendBlank();
        break;
      case 2:
        column.SetInt(1, column.GetInt(1));  // row 4 of the numbers: blank
        column.SetBlank(1);
        break;
      default:
        column.SetBlank(1);
    }
    EXPECT_EQ(column.raw().borrowed, what == 3)
        << "to take a value away leaves the others where they are";
    EXPECT_EQ(column.size(), rows + (what < 2 ? 1 : 0));
    Column first(kBeds);
    first.Append(column, 0, rows);
    ExpectLentNumbers(first, 3);
    if (what == 0) {
      EXPECT_EQ(column.GetInt(rows), 1);
    } else if (what == 1) {
      EXPECT_FALSE(column.valid(rows));
    }
  }
  EXPECT_EQ(lent->numbers, before);
}

TEST(BorrowedColumnTest, NarrowNumbersStayNarrowUntilWrittenTo) {
  const auto numbers =
      std::make_shared<std::vector<std::uint16_t>>(3, std::uint16_t{65'535});
  Parts parts;
  parts.form = Form::kUint16;
  parts.rows = 3;
  parts.values = numbers->data();
  parts.owner = numbers;
  Column column = Column::Of(kBeds, std::move(parts));
  EXPECT_EQ(column.GetInt(2), 65'535);
  EXPECT_EQ(column.bytes().borrowed, 6u);
  column.AppendInt(-1);
  EXPECT_EQ(column.GetInt(2), 65'535);
  EXPECT_EQ(column.GetInt(3), -1);
  EXPECT_EQ(numbers.use_count(), 1) << "let go";
}

TEST(BorrowedColumnTest, BitsBeginAnywhere) {
  const auto bits = std::make_shared<std::array<std::uint8_t, 2>>(
      std::array<std::uint8_t, 2>{0b10110000, 0b01});
  Parts parts;
  parts.form = Form::kBits;
  parts.rows = 6;
  parts.values = bits->data();
  parts.offset = 4;
  parts.owner = bits;
  Column column = Column::Of(kOpen, std::move(parts));
  for (int write = 0; write < 2; ++write) {
    const std::array<bool, 6> expected = {true, true, false, true, true, false};
    for (std::size_t i = 0; i < 6; ++i) {
      EXPECT_TRUE(column.valid(i));
      EXPECT_EQ(column.GetBool(i), expected[i]) << i;
    }
    column.AppendBool(true);
    EXPECT_TRUE(column.GetBool(6));
  }
}

TEST(BorrowedColumnTest, TextsOfBothWidthsReadAndGrow) {
  const std::string bytes = "onetwothree";
  const std::vector<std::int32_t> narrow = {0, 3, 6, 11};
  const std::vector<std::int64_t> wide = {0, 3, 6, 11};
  for (const bool is_wide : {false, true}) {
    Parts parts;
    parts.form = is_wide ? Form::kText64 : Form::kText32;
    parts.rows = 2;
    parts.offset = 1;
    parts.values = is_wide ? static_cast<const void*>(wide.data())
                           : static_cast<const void*>(narrow.data());
    parts.bytes = bytes.data();
    Column column = Column::Of(kText, std::move(parts));
    EXPECT_THAT(TextsOf(column), ElementsAre("two", "three"));
    EXPECT_EQ(column.bytes().borrowed, 8 + 3 * (is_wide ? 8u : 4u));
    EXPECT_EQ(column.GetText(1).data(), bytes.data() + 6);
    column.AppendText("four");
    EXPECT_THAT(TextsOf(column), ElementsAre("two", "three", "four"));
    EXPECT_EQ(column.bytes().borrowed, 0u);
  }
}

Column Coded(std::vector<std::int32_t> codes,
             std::shared_ptr<const Texts> texts) {
  Parts parts;
  parts.form = Form::kDictionary;
  parts.rows = codes.size();
  parts.own_values.emplace();
  parts.own_values->Append(codes.data(), codes.size() * sizeof(std::int32_t));
  parts.texts = std::move(texts);
  return Column::Of(kText, std::move(parts));
}

TEST(DictionaryColumnTest, CodesAndTextsAreThere) {
  Column column = Coded({1, 0, 1}, TextsWith({"a", "bc"}));
  ASSERT_TRUE(column.dictionary().has_value());
  EXPECT_THAT(column.dictionary()->codes, ElementsAre(1, 0, 1));
  EXPECT_EQ(column.dictionary()->texts.size(), 2u);
  EXPECT_EQ(column.dictionary()->texts[1], "bc");
  column.AppendBlank();
  column.SetBlank(0);
  EXPECT_TRUE(column.dictionary().has_value());
  EXPECT_THAT(TextsOf(column), ElementsAre("blank", "a", "bc", "blank"));
  column.AppendText("bc");
  EXPECT_FALSE(column.dictionary().has_value());
  EXPECT_THAT(TextsOf(column), ElementsAre("blank", "a", "bc", "blank", "bc"));
}

TEST(DictionaryColumnTest, RowsOfTwoDictionariesShareOne) {
  Column column(kText);
  column.AppendBlank();
  const Column first = Coded({1, 0}, TextsWith({"a", "b"}));
  const Column second = Coded({2, 0, 1, 2}, TextsWith({"b", "unused", "c"}));
  column.Append(first, 0, 2);
  column.Append(second, 0, 1);
  column.Append(second, 1, 2);
  column.Append(second, 3, 4);
  EXPECT_THAT(TextsOf(column), ElementsAre("blank", "b", "a", "c", "b", "c"));
  ASSERT_TRUE(column.dictionary().has_value());
  EXPECT_EQ(column.dictionary()->texts.size(), 3u) << "each text once";
  EXPECT_EQ(first.dictionary()->texts.size(), 2u);
  const Column taken = column.Take(std::vector<std::uint32_t>{5, 0, 1});
  EXPECT_THAT(TextsOf(taken), ElementsAre("c", "blank", "b"));
  EXPECT_TRUE(taken.dictionary().has_value());
}

TEST(DictionaryColumnTest, ADictionaryOfNothingIsBlank) {
  const Column column = Coded({0, 0}, TextsWith({}));
  EXPECT_THAT(TextsOf(column), ElementsAre("blank", "blank"));
  EXPECT_FALSE(column.dictionary().has_value());
}

TEST(ColumnTest, AMovedColumnLeavesAnEmptyOne) {
  Column column(kText);
  column.AppendText("a");
  Column moved = std::move(column);
  EXPECT_THAT(TextsOf(moved), ElementsAre("a"));
  column = Column(kText);
  column.AppendText("b");
  moved = column;
  column.AppendText("c");
  EXPECT_THAT(TextsOf(moved), ElementsAre("b"));
  EXPECT_THAT(TextsOf(column), ElementsAre("b", "c"));
}

}  // namespace
}  // namespace quaranta::data

#include "quaranta/data/column.h"

#include "gtest/gtest.h"

namespace quaranta::data {
namespace {

constexpr schema::Field kText{.name = "label", .kind = schema::Kind::kString};
constexpr schema::Field kTimes{
    .name = "at", .kind = schema::Kind::kInstant, .repeated = true};

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

TEST(BitsTest, SetAndAppendAgreeAcrossWordBorders) {
  Bits appended;
  Bits set(200);
  for (std::size_t i = 0; i < 200; ++i) {
    const bool value = i % 3 == 0 || i == 63 || i == 64;
    appended.Append(value);
    set.Set(i, value);
  }
  for (std::size_t i = 0; i < 200; ++i) EXPECT_EQ(appended[i], set[i]) << i;
}

TEST(NoteTest, EveryStateHasANameThatReadsBack) {
  for (int i = 0; i <= static_cast<int>(NoteState::kConflicting); ++i) {
    const auto state = static_cast<NoteState>(i);
    EXPECT_EQ(ParseNoteState(NoteStateName(state)), state);
  }
  EXPECT_EQ(ParseNoteState("clear"), std::nullopt);
}

}  // namespace
}  // namespace quaranta::data

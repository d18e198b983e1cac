#include "quaranta/data/notes.h"

#include <map>
#include <string>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/data/bits.h"

namespace quaranta::data {
namespace {

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

// In any order of setting, notes behave as a map does.
TEST(NotesTest, BehaveAsAMap) {
  Random random(3);
  for (const bool ascending : {true, false}) {
    Notes notes;
    std::map<std::uint32_t, std::string> expected;
    for (std::uint32_t i = 0; i < 4'000; ++i) {
      const auto row = ascending
                           ? i * 2 + static_cast<std::uint32_t>(random.Below(2))
                           : static_cast<std::uint32_t>(random.Below(5'000));
      const std::string raw = std::to_string(i);
      notes.Set(row, {NoteState::kMasked, raw, std::nullopt});
      expected[row] = raw;
    }
    ASSERT_EQ(notes.size(), expected.size());
    for (std::uint32_t row = 0; row < 8'100; ++row) {
      const Note* found = notes.Find(row);
      const auto it = expected.find(row);
      ASSERT_EQ(found != nullptr, it != expected.end()) << row;
      if (found != nullptr) {
        EXPECT_EQ(found->raw, it->second);
      }
    }
    std::map<std::uint32_t, std::string> visited;
    std::uint32_t last = 0;
    notes.ForEach(700, 3'000, [&](std::uint32_t row, const Note& note) {
      EXPECT_TRUE(visited.empty() || last < row);
      last = row;
      visited[row] = note.raw;
    });
    EXPECT_EQ(visited, (std::map(expected.lower_bound(700),
                                 expected.lower_bound(3'000))));
  }
}

}  // namespace
}  // namespace quaranta::data

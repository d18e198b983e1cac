// The index of ids, origins in runs, and ids that are made on demand.
#include "world/id_index.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "world/bytes.h"
#include "world/origins.h"

namespace quaranta::world {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A Person table of given ids.
data::Table Persons(const std::vector<std::string>& ids) {
  data::Table table;
  table.record = schema::FindRecord("Person");
  for (const schema::Field& field : table.record->fields) {
    data::Column& column = table.columns.emplace_back(field);
    for (const std::string& id : ids) {
      field.name == "id" ? column.AppendText(id) : column.AppendBlank();
    }
  }
  table.rows = static_cast<std::uint32_t>(ids.size());
  return table;
}

TEST(IdIndexTest, TenThousandIdsAreFoundAndNoOther) {
  std::vector<std::string> ids;
  for (int i = 0; i < 10'000; ++i) ids.push_back(std::to_string(i * 7));
  const data::Table table = Persons(ids);
  IdIndex index;
  std::vector<Duplicate> duplicates;
  index.Build(table, data::Bits(table.rows, true), duplicates);
  EXPECT_THAT(duplicates, IsEmpty());
  for (int i = 0; i < 70'000; ++i) {
    ASSERT_EQ(index.Find(table, std::to_string(i)),
              i % 7 == 0 ? static_cast<std::uint32_t>(i / 7) : IdIndex::kNone);
  }
}

TEST(IdIndexTest, ABatchFindsWhatSingleLookupsFind) {
  const data::Table table =
      Persons({"a", "b", "", "a longer id than most are"});
  IdIndex index;
  std::vector<Duplicate> duplicates;
  index.Build(table, data::Bits(table.rows, true), duplicates);
  const std::vector<std::string_view> ids = {
      "b", "c", "a longer id than most are", "", "a", "a longer id than most"};
  std::vector<std::uint32_t> rows(ids.size());
  index.FindBatch(table, ids, rows);
  EXPECT_THAT(rows,
              ElementsAre(1u, IdIndex::kNone, 3u, 2u, 0u, IdIndex::kNone));
}

TEST(IdIndexTest, EveryRepetitionIsADuplicateOfTheFirstRow) {
  const data::Table table = Persons({"a", "b", "a", "c", "b", "a"});
  IdIndex index;
  std::vector<Duplicate> duplicates;
  data::Bits rows(table.rows, true);
  rows.Set(3, false);
  index.Build(table, rows, duplicates);
  EXPECT_THAT(duplicates,
              ElementsAre(Duplicate{0, 2}, Duplicate{1, 4}, Duplicate{0, 5}));
  EXPECT_EQ(index.Find(table, "a"), 0u);
  EXPECT_EQ(index.Find(table, "c"), IdIndex::kNone) << "left out";
}

TEST(IdIndexTest, AnIndexOfNothingFindsNothing) {
  const data::Table table = Persons({"a"});
  const IdIndex empty;
  EXPECT_EQ(empty.Find(table, "a"), IdIndex::kNone);
  IdIndex index;
  std::vector<Duplicate> duplicates;
  index.Build(table, data::Bits(1), duplicates);
  EXPECT_EQ(index.Find(table, "a"), IdIndex::kNone);
}

TEST(SameTextTest, AgreesWithEqualityAtEveryLengthAndPlace) {
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string a(size, 'x');
    EXPECT_TRUE(SameText(a, std::string(size, 'x')));
    EXPECT_FALSE(SameText(a, std::string(size + 1, 'x')));
    for (std::size_t at = 0; at < size; ++at) {
      std::string b = a;
      b[at] = 'y';
      EXPECT_FALSE(SameText(a, b)) << size << " " << at;
    }
  }
}

TEST(ForEachSetTest, VisitsTheSetBitsAndNoneBeyondTheSize) {
  data::Bits bits(70, true);
  for (std::size_t i = 0; i < 70; ++i)
    bits.Set(i, i == 3 || i == 63 || i == 69);
  std::vector<std::uint32_t> seen;
  ForEachSet(bits, [&seen](std::uint32_t i) { seen.push_back(i); });
  EXPECT_THAT(seen, ElementsAre(3u, 63u, 69u));
  seen.clear();
  ForEachSet(data::Bits(5, true),
             [&seen](std::uint32_t i) { seen.push_back(i); });
  EXPECT_EQ(seen.size(), 5u);
}

TEST(OriginsTest, AFileReadInOrderIsOneRun) {
  Origins origins;
  for (std::uint32_t row = 0; row < 1000; ++row) origins.Set(row, {2, row + 2});
  EXPECT_EQ(origins.runs(), 1u);
  EXPECT_EQ(origins.At(999)->line, 1001u);
  EXPECT_EQ(origins.At(999)->file, 2u);
  EXPECT_FALSE(origins.At(1000));
}

// Rows of several files with gaps, lines left out and lines that repeat, and
// rows dropped: as a plain list of them would say.
TEST(OriginsTest, RunsSayWhatAListWouldSay) {
  Random random(11);
  for (int round = 0; round < 200; ++round) {
    Origins origins;
    std::vector<std::optional<Origin>> model;
    std::uint32_t line = 1;
    for (std::uint32_t row = 0; row < 60; ++row) {
      line += random.Chance(1, 6) ? 2 : random.Chance(1, 9) ? 0 : 1;
      if (random.Chance(1, 8)) {
        model.emplace_back();
        continue;
      }
      const Origin origin{row / 25, line};
      origins.Set(row, origin);
      model.emplace_back(origin);
    }
    std::vector<std::uint32_t> dropped;
    std::vector<std::optional<Origin>> kept;
    for (std::uint32_t row = 0; row < model.size(); ++row) {
      random.Chance(1, 4) ? dropped.push_back(row) : kept.push_back(model[row]);
    }
    origins.Drop(dropped);
    for (std::uint32_t row = 0; row < 61; ++row) {
      const auto found = origins.At(row);
      const auto want = row < kept.size() ? kept[row] : std::nullopt;
      ASSERT_EQ(found.has_value(), want.has_value()) << round << " " << row;
      if (!want) continue;
      EXPECT_EQ(found->file, want->file);
      EXPECT_EQ(found->line, want->line);
    }
  }
}

}  // namespace
}  // namespace quaranta::world

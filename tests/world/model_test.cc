// Small random worlds against a model of them in plain maps: which rows stay,
// what is reported in which order, which cells become unknown, where every
// reference leads, and whether every id is found.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/world/world.h"
#include "tests/support/rows.h"
#include "tests/support/status_matchers.h"

namespace quaranta::world {
namespace {

using ::quaranta::testing::AddRow;
using ::quaranta::testing::IsOk;
using ::quaranta::testing::NamedCell;

using Cells = std::map<std::string, std::string>;  // by field; blanks left out

struct ModelRow {
  Cells cells;
  bool dropped = false;  // by Builder::Drop
};

struct ModelTable {
  std::string record;
  std::vector<std::string> key;
  std::vector<ModelRow> rows;
};

std::optional<std::string> IdOf(const ModelTable& table, const Cells& cells) {
  if (cells.contains("id")) return cells.at("id");
  std::string id;
  for (const std::string& part : table.key) {
    if (!cells.contains(part) || cells.at(part).empty()) return std::nullopt;
    if (!id.empty()) id += '/';
    id += cells.at(part);
  }
  return id;
}

// What Build() makes of one table, done the slow way.
struct Expected {
  std::vector<Cells> rows;
  std::vector<std::optional<std::string>> ids;
  std::vector<std::string> issues;
  std::map<std::string, std::size_t> index;
};

Expected Expect(const ModelTable& table) {
  Expected expected;
  std::vector<std::size_t> numbers;  // of the kept rows, before any was dropped
  std::vector<std::string> duplicates;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (table.rows[i].dropped) continue;
    const Cells& cells = table.rows[i].cells;
    const auto id = IdOf(table, cells);
    if (!id) {
      expected.issues.push_back("missing_key " + table.record + ":" +
                                std::to_string(i + 1));
    }
    if (id && expected.index.contains(*id)) {
      Cells& kept = expected.rows[expected.index.at(*id)];
      std::string differs;
      const schema::Record& record = *schema::FindRecord(table.record);
      for (const schema::Field& field : record.fields) {
        const std::string name(field.name);
        if (!kept.contains(name) || !cells.contains(name) ||
            kept.at(name) == cells.at(name)) {
          continue;
        }
        differs += (differs.empty() ? "" : ", ") + name;
        kept.erase(name);
      }
      duplicates.push_back("duplicate_key " + table.record + ":" +
                           std::to_string(i + 1) + " " + *id + " " + differs);
      continue;
    }
    if (id) expected.index.emplace(*id, expected.rows.size());
    expected.rows.push_back(cells);
    expected.ids.push_back(id);
  }
  expected.issues.insert(expected.issues.end(), duplicates.begin(),
                         duplicates.end());
  return expected;
}

class RandomWorld {
 public:
  RandomWorld(std::uint64_t seed, bool given) : random_(seed), given_(given) {
    stays_ = {"Stay", {"person_id", "start"}, {}};
    observations_ = {"Observation", {"stay_id", "at"}, {}};
    rooms_ = {"Room", {"site_id", "label"}, {}};
    for (int i = random_.Range(0, 12); i > 0; --i) AddStay();
    for (int i = random_.Range(0, 60); i > 0; --i) AddObservation();
    for (int i = random_.Range(0, 12); i > 0; --i) AddRoom();
  }

  World Build() {
    Builder builder;
    Put(builder, observations_);
    Put(builder, rooms_);
    Put(builder, stays_);
    auto world = std::move(builder).Build();
    EXPECT_THAT(world, IsOk());
    return *std::move(world);
  }

  ModelTable stays_, observations_, rooms_;

 private:
  std::string Of(std::string letter, int most) {
    return letter + std::to_string(random_.Range(1, most));
  }

  std::string Time(int most) {
    const bool utc = random_.Chance(1, 4);  // the same moment, spelt otherwise
    const int hour = random_.Range(0, most);
    return "2022-04-10T0" + std::to_string(hour) + ":00:00" +
           (utc ? "Z" : "+08:00");
  }

  void Maybe(Cells& cells, const std::string& field, std::string value,
             std::uint64_t of_ten = 9) {
    if (random_.Chance(of_ten, 10)) cells[field] = std::move(value);
  }

  void Add(ModelTable& table, Cells cells) {
    // Now and then a row once more, in whole or in part.
    if (!table.rows.empty() && random_.Chance(1, 5)) {
      cells = table.rows[random_.Below(table.rows.size())].cells;
    }
    table.rows.push_back({std::move(cells), random_.Chance(1, 12)});
  }

  void AddStay() {
    Cells cells;
    if (given_) Maybe(cells, "id", Of("Y", 8), 8);
    Maybe(cells, "person_id", Of("P", 3));
    Maybe(cells, "start", Time(2));
    Maybe(cells, "profile", Of("v", 2), 5);
    Add(stays_, std::move(cells));
  }

  void AddObservation() {
    Cells cells;
    // Some of no stay that is there, some by the number of a stay without id.
    std::string stay = given_ ? Of("Y", 10) : Of("P", 3) + "/" + Time(2);
    if (random_.Chance(1, 10)) stay = Of("#", 9);
    if (random_.Chance(1, 10)) stay = Of("#0", 9);
    Maybe(cells, "stay_id", std::move(stay));
    Maybe(cells, "at", Time(3));
    Maybe(cells, "slot", random_.Chance(1, 2) ? "MORNING" : "EVENING", 5);
    Maybe(cells, "observer_id", Of("N", 2), 5);
    if (random_.Chance(1, 200)) cells["id"] = "given";
    Add(observations_, std::move(cells));
  }

  void AddRoom() {
    // "S/1" + "2" and "S" + "1/2" are one id of two keys.
    Cells cells;
    Maybe(cells, "site_id", random_.Chance(1, 2) ? "S" : "S/1");
    Maybe(cells, "label", random_.Chance(1, 2) ? Of("1/", 2) : Of("", 2));
    Maybe(cells, "floor_id", Of("F", 2), 5);
    Add(rooms_, std::move(cells));
  }

  void Put(Builder& builder, const ModelTable& table) {
    for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
      std::vector<NamedCell> cells;
      for (const auto& [field, value] : table.rows[row].cells) {
        cells.emplace_back(field, value);
      }
      AddRow(builder, table.record, cells);
      if (table.rows[row].dropped) {
        builder.Drop(*schema::FindRecord(table.record), row);
      }
    }
  }

  Random random_;
  bool given_;
};

std::string CellOf(const data::Column& column, std::size_t row) {
  std::string text;
  if (column.valid(row)) data::AppendIdPart(column, row, text);
  return column.valid(row) ? text : "-";
}

void CheckRows(const World& world, const ModelTable& model,
               const Expected& expected) {
  const schema::Record& record = *schema::FindRecord(model.record);
  const data::Table& table = world.table(record);
  ASSERT_EQ(table.rows, expected.rows.size());
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    const auto& id = expected.ids[row];
    EXPECT_EQ(table.HasId(row), id.has_value());
    EXPECT_EQ(table.IdText(row), id.value_or(""));
    const auto found =
        world.Find(record, id ? *id : "#" + std::to_string(row + 1));
    ASSERT_TRUE(found) << id.value_or("#");
    EXPECT_EQ(found->row, row);
    for (const data::Column& column : table.columns) {
      const std::string name(column.field().name);
      if (name == "id") continue;
      const auto cell = expected.rows[row].find(name);
      EXPECT_EQ(CellOf(column, row),
                cell == expected.rows[row].end() ? "-" : cell->second)
          << model.record << " " << row << " " << name;
    }
  }
}

void CheckLinks(const World& world, const Expected& stays,
                const Expected& observations) {
  const schema::Record& record = *schema::FindRecord("Observation");
  const schema::Record& stay = *schema::FindRecord("Stay");
  const data::Gather& gather = *world.table(record).FindGather("stay");
  std::vector<std::vector<std::uint32_t>> back(stays.rows.size());
  for (std::uint32_t row = 0; row < observations.rows.size(); ++row) {
    int target = -1;
    if (observations.rows[row].contains("stay_id")) {
      const std::string& id = observations.rows[row].at("stay_id");
      const auto it = stays.index.find(id);
      if (it != stays.index.end()) {
        target = static_cast<int>(it->second);
      } else if (id.starts_with('#')) {
        const auto number = static_cast<std::size_t>(std::stoi(id.substr(1)));
        const bool there = number > 0 && number <= stays.rows.size();
        if (there && !stays.ids[number - 1]) {
          target = static_cast<int>(number) - 1;
        }
      }
    }
    EXPECT_EQ(gather.row[row], target) << row;
    if (target >= 0) back[static_cast<std::size_t>(target)].push_back(row);
  }
  const data::Segments& segments =
      *world.table(stay).FindSegments("observations");
  for (std::size_t row = 0; row < back.size(); ++row) {
    const auto of = segments.Of(row);
    EXPECT_EQ(std::vector<std::uint32_t>(of.begin(), of.end()), back[row]);
  }
}

TEST(WorldModelTest, RandomWorldsAreWhatPlainMapsMakeOfThem) {
  std::size_t duplicates = 0;
  std::size_t missing = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE(seed);
    RandomWorld random(seed, seed % 2 == 0);
    const World world = random.Build();
    std::map<std::string, Expected> expected;
    std::vector<std::string> want;
    for (const schema::Record& record : schema::Records()) {
      for (const ModelTable* table :
           {&random.stays_, &random.observations_, &random.rooms_}) {
        if (table->record != record.name) continue;
        Expected made = Expect(*table);
        want.insert(want.end(), made.issues.begin(), made.issues.end());
        CheckRows(world, *table, made);
        expected.emplace(table->record, std::move(made));
      }
    }
    CheckLinks(world, expected.at("Stay"), expected.at("Observation"));
    std::vector<std::string> got;
    for (const Issue& issue : world.issues()) {
      const std::string place =
          issue.code + " " + issue.file + ":" + std::to_string(issue.row);
      if (issue.code == "missing_key") got.push_back(place), ++missing;
      if (issue.code != "duplicate_key") continue;
      got.push_back(place + " " + issue.value + " " + issue.detail);
      ++duplicates;
    }
    EXPECT_EQ(got, want);
    if (::testing::Test::HasFailure()) return;
  }
  EXPECT_GT(duplicates, 3000u) << "or the worlds are too tame";
  EXPECT_GT(missing, 3000u);
}

// So many readings of one stay that they go into an index of their own.
TEST(WorldModelTest, AParentWithVeryManyRowsIsSearchedByIndex) {
  Builder builder;
  AddRow(builder, "Stay", {{"id", "Y1"}});
  const schema::Record& record = *schema::FindRecord("Observation");
  data::Table& table = builder.Edit(record);
  const auto column = [&](std::string_view name) -> data::Column& {
    return table.columns[static_cast<std::size_t>(
        schema::FindField(record, name) - record.fields.data())];
  };
  constexpr std::int64_t kRows = 5000;
  for (std::int64_t i = 0; i <= kRows; ++i) {
    column("stay_id").AppendText("Y1");
    column("at").AppendInstant({(i % kRows) * kMicrosPerMinute, 0});
    builder.EndRow(table);
  }
  const auto world = std::move(builder).Build();
  ASSERT_THAT(world, IsOk());
  EXPECT_EQ(world->rows(record), 5000u);
  ASSERT_EQ(world->issues().size(), 1u);
  EXPECT_EQ(world->issues()[0].row, 5001u);
  const auto found = world->Find("Observation:Y1/1970-01-02T00:01:00Z");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->row, 24u * 60 + 1);
}

}  // namespace
}  // namespace quaranta::world

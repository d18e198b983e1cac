// The laws of missing data, by enumeration. An expression is evaluated over a
// world with unknown cells, hedged numbers and an open collection, and over
// every world that this one may turn out to be: the cells filled from a small
// domain, the collection closed with and without another room, first or last.
//
//  * A decided result is the result of every completion.
//  * A hedged number holds the result of every completion.
//  * An error is an error in every completion.
//  * What an unknown waits for is unknown.
//
// Where an operation can fail, a completion may be an error although the
// result was decided without that item: lists keep unknown items, and two of
// them are counted before either is known. A second run allows for that.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/expr/program.h"
#include "tests/expr/random_expression.h"
#include "tests/expr/test_world.h"

namespace quaranta::expr {
namespace {

struct Setting {
  data::View view;
  std::vector<Value> slots;

  Value Run(const Program& program) const {
    Activation activation;
    activation.view = &view;
    activation.slots = slots;
    return program.Evaluate(activation);
  }
};

Setting Make(const TestWorld& world) {
  Setting setting;
  setting.view = world.Build();
  setting.slots.emplace_back(data::RowRef{TableOf("Site"), 0});
  for (const char* id : {"r0", "r1"}) {
    const auto& rooms = world.rows("Room");
    const auto it =
        std::find_if(rooms.begin(), rooms.end(),
                     [&](const TestRow& row) { return row.id == id; });
    setting.slots.emplace_back(data::RowRef{
        TableOf("Room"), static_cast<std::uint32_t>(it - rooms.begin())});
  }
  return setting;
}

std::vector<Value> DomainOf(const std::string& field) {
  if (field == "beds") {
    return {Value(std::int64_t{0}), Value(std::int64_t{1}),
            Value(std::int64_t{2})};
  }
  if (field == "window_limiter") return {Value(true), Value(false)};
  return {EnumOfName("RoomUse.ISOLATION"), EnumOfName("RoomUse.OFFICE")};
}

using Cells = std::map<std::string, Cell, std::less<>>;

struct RoomCells {
  std::string id;
  Cells cells;
};

struct Puzzle {
  std::vector<RoomCells> rooms;
  bool open = false;
};

TestWorld WorldOf(const std::vector<RoomCells>& rooms, bool open) {
  TestWorld world;
  world.Add("Site", "S");
  for (const RoomCells& room : rooms) {
    Cells cells = room.cells;
    cells["site_id"] = Known(Value("S"));
    world.Add("Room", room.id, std::move(cells));
  }
  if (!open) world.CloseAll("Site", "rooms");
  return world;
}

Puzzle RandomPuzzle(Random& random) {
  Puzzle puzzle;
  puzzle.open = random.Chance(1, 2);
  const int rooms = random.Range(2, 3);
  int unknown = puzzle.open ? 2 : 4;
  for (int i = 0; i < rooms; ++i) {
    RoomCells room{"r" + std::to_string(i), {}};
    for (const char* field : {"beds", "window_limiter", "use"}) {
      const auto domain = DomainOf(field);
      if (unknown > 0 && random.Chance(1, 2)) {
        --unknown;
        const bool hedged =
            std::string_view(field) == "beds" && random.Chance(1, 3);
        room.cells[field] =
            hedged ? (random.Chance(1, 2) ? Between(0, 2) : Between(1, 3))
                   : (random.Chance(1, 2) ? BlankCell()
                                          : Noted(data::NoteState::kMasked));
      } else {
        room.cells[field] = Known(domain[random.Below(domain.size())]);
      }
    }
    puzzle.rooms.push_back(std::move(room));
  }
  return puzzle;
}

// Calls `visit` for every way to fill the cells that are not known.
void FillCells(std::vector<RoomCells>& rooms, std::size_t from,
               const std::function<void()>& visit) {
  constexpr std::size_t kFields = 3;
  const char* const fields[kFields] = {"beds", "window_limiter", "use"};
  for (std::size_t i = from; i < rooms.size() * kFields; ++i) {
    Cell& cell = rooms[i / kFields].cells[fields[i % kFields]];
    if (cell.value && !cell.note) continue;
    const Cell before = cell;
    for (const Value& value : DomainOf(fields[i % kFields])) {
      const auto* number = value.As<std::int64_t>();
      if (before.bounds && number != nullptr &&
          !before.bounds->Contains(static_cast<double>(*number))) {
        continue;
      }
      cell = Known(value);
      FillCells(rooms, i + 1, visit);
    }
    cell = before;
    return;
  }
  visit();
}

std::vector<Setting> Completions(const Puzzle& puzzle) {
  std::vector<Setting> all;
  auto rooms = puzzle.rooms;
  FillCells(rooms, 0, [&] { all.push_back(Make(WorldOf(rooms, false))); });
  if (!puzzle.open) return all;
  for (const bool first : {true, false}) {
    rooms = puzzle.rooms;
    const RoomCells extra{"x",
                          {{"beds", {}}, {"window_limiter", {}}, {"use", {}}}};
    rooms.insert(first ? rooms.begin() : rooms.end(), extra);
    FillCells(rooms, 0, [&] { all.push_back(Make(WorldOf(rooms, false))); });
  }
  return all;
}

// Whether a completion's result agrees with the partial one.
bool Agrees(const Value& partial, const Value& complete, bool errors_allowed) {
  if (partial.IsUnknown()) return true;
  if (partial.IsError()) return complete.IsError();
  if (complete.IsError()) return errors_allowed;
  if (const Hedged* hedged = partial.As<Hedged>()) {
    const auto* number = complete.As<std::int64_t>();
    return number != nullptr &&
           hedged->interval.Contains(static_cast<double>(*number));
  }
  return ToText(partial) == ToText(complete);
}

// Whether a fact names something that the puzzle leaves open.
bool IsMissing(const Fact& fact, const Puzzle& puzzle) {
  if (fact.collection) {
    return puzzle.open && fact.row.table == TableOf("Site");
  }
  if (fact.row.table != TableOf("Room")) return false;
  for (const char* field : {"beds", "window_limiter", "use"}) {
    if (FieldOf("Room", field) != fact.index) continue;
    const Cell& cell = puzzle.rooms[fact.row.row].cells.at(field);
    return !cell.value || cell.note;
  }
  return false;
}

struct Tally {
  int decided = 0;
  int hedged = 0;
  int unknown = 0;
  int errors = 0;
};

void CheckExpression(const std::string& source, const Puzzle& puzzle,
                     const Setting& partial,
                     const std::vector<Setting>& completions, bool errors,
                     Tally& tally) {
  const Program program = Compiled(source, [] {
    Environment environment = RecordEnvironment({"Site"});
    for (const char* name : {"r0", "r1"}) {
      environment.variables.push_back(
          {name, Variable::Type::kRecord, schema::FindRecord("Room")});
    }
    return environment;
  }());
  ASSERT_TRUE(program.usable()) << source;
  const Value result = partial.Run(program);
  if (const Unknown* unknown = result.As<Unknown>()) {
    ++tally.unknown;
    ASSERT_FALSE(unknown->facts.empty()) << source;
    for (const Fact& fact : unknown->facts) {
      ASSERT_TRUE(IsMissing(fact, puzzle)) << source;
    }
    return;
  }
  tally.errors += result.IsError() ? 1 : 0;
  tally.hedged += result.As<Hedged>() ? 1 : 0;
  tally.decided += !result.IsError() && !result.As<Hedged>() ? 1 : 0;
  for (const Setting& completion : completions) {
    const Value complete = completion.Run(program);
    if (Agrees(result, complete, errors)) continue;
    std::string rooms;
    for (const RoomCells& room : puzzle.rooms) {
      rooms += room.id + ":";
      for (const auto& [field, cell] : room.cells) {
        rooms += " " + field + "=" +
                 (cell.value    ? ToText(*cell.value)
                  : cell.bounds ? "hedged"
                                : "?");
      }
      rooms += "; ";
    }
    FAIL() << source << "\n  says " << ToText(result) << ", completed "
           << ToText(complete) << "\n  " << rooms
           << (puzzle.open ? "open" : "closed");
  }
}

void CheckLaw(std::uint64_t seed, bool errors) {
  Random random(seed);
  Tally tally;
  for (int world = 0; world < 12; ++world) {
    const Puzzle puzzle = RandomPuzzle(random);
    const Setting partial = Make(WorldOf(puzzle.rooms, puzzle.open));
    const std::vector<Setting> completions = Completions(puzzle);
    for (int i = 0; i < 100; ++i) {
      RandomExpression expression(random.Next(), errors);
      const int depth = random.Range(1, 4);
      const std::string source =
          random.Chance(2, 3) ? expression.Bool(depth) : expression.Int(depth);
      CheckExpression(source, puzzle, partial, completions, errors, tally);
      if (testing::Test::HasFatalFailure()) return;
    }
  }
  // The law is not kept by saying nothing.
  EXPECT_GT(tally.decided, 300);
  EXPECT_GT(tally.hedged, 5);
  EXPECT_GT(tally.unknown, 100);
  EXPECT_GT(tally.errors, errors ? 5 : -1);
}

TEST(MonotoneLaw, DecidedResultsHoldInEveryCompletion) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    CheckLaw(seed, false);
    if (HasFatalFailure()) return;
  }
}

TEST(MonotoneLaw, HoldsUpToErrorsWhereOperationsCanFail) {
  for (const std::uint64_t seed : {4U, 5U, 6U}) {
    CheckLaw(seed, true);
    if (HasFatalFailure()) return;
  }
}

// && and || give one result, and wait for one set of facts, in every order.
TEST(Absorption, IsFreeOfOrder) {
  Random random(7);
  Environment environment = RecordEnvironment({"Site"});
  for (const char* name : {"r0", "r1"}) {
    environment.variables.push_back(
        {name, Variable::Type::kRecord, schema::FindRecord("Room")});
  }
  for (int round = 0; round < 300; ++round) {
    const Puzzle puzzle = RandomPuzzle(random);
    const Setting setting = Make(WorldOf(puzzle.rooms, puzzle.open));
    std::vector<std::string> parts;
    for (int i = 0; i < 3; ++i) {
      parts.push_back(RandomExpression(random.Next(), true).Bool(1));
    }
    parts.emplace_back(random.Chance(1, 2) ? "1 / 0 > 0" : "true");
    std::sort(parts.begin(), parts.end());
    for (const char* op : {" && ", " || "}) {
      std::optional<Value> first;
      do {
        const Program program =
            Compiled(parts[0] + op + parts[1] + op + parts[2] + op + parts[3],
                     environment);
        const Value result = setting.Run(program);
        if (!first) first = result;
        ASSERT_EQ(ToText(result), ToText(*first)) << program.source();
        if (result.IsUnknown()) {
          ASSERT_EQ(result.As<Unknown>()->facts, first->As<Unknown>()->facts);
        }
      } while (std::next_permutation(parts.begin(), parts.end()));
    }
  }
}

}  // namespace
}  // namespace quaranta::expr

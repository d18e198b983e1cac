// A small world in memory for tests: rows given as cells, links and tables
// made from the schema.
#ifndef QUARANTA_TESTS_EXPR_TEST_WORLD_H_
#define QUARANTA_TESTS_EXPR_TEST_WORLD_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "quaranta/core/interval.h"
#include "quaranta/data/view.h"
#include "quaranta/expr/program.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// A cell: a value, a blank, or a note with or without a value.
struct Cell {
  std::optional<Value> value;
  std::optional<data::NoteState> note;
  std::optional<Interval> bounds;
};

inline Cell Known(Value value) { return {std::move(value), {}, {}}; }
inline Cell BlankCell() { return {}; }
inline Cell Noted(data::NoteState state) { return {{}, state, {}}; }
inline Cell Between(double low, double high) {
  return {{}, data::NoteState::kHedged, Interval{low, high}};
}

struct TestRow {
  std::string id;
  std::map<std::string, Cell, std::less<>> cells;
};

class TestWorld {
 public:
  // Adds a row and gives its number in its table.
  std::uint32_t Add(std::string_view record, std::string id,
                    std::map<std::string, Cell, std::less<>> cells = {});
  void Set(std::string_view record, std::uint32_t row, std::string_view field,
           Cell cell);
  // Makes a collection of one row, or of all rows, complete.
  void Close(std::string_view record, std::uint32_t row,
             std::string_view collection);
  void CloseAll(std::string_view record, std::string_view collection);

  const std::vector<TestRow>& rows(std::string_view record) const;
  bool IsClosed(std::string_view record, std::uint32_t row,
                std::string_view collection) const;

  // Tables of all records, with gathers, segments and through collections.
  data::View Build() const;

 private:
  std::map<std::string, std::vector<TestRow>, std::less<>> rows_;
  std::set<std::tuple<std::string, std::uint32_t, std::string>> closed_;
  std::set<std::pair<std::string, std::string>> closed_for_all_;
};

std::uint32_t TableOf(std::string_view record);
std::uint32_t FieldOf(std::string_view record, std::string_view field);
Value EnumOfName(std::string_view dotted);  // "RoomUse.ISOLATION"
Value DayOfText(std::string_view iso);
Value InstantOfText(std::string_view rfc3339);

// Compiles or fails the test with the rendered diagnostics.
Program Compiled(std::string_view source, const Environment& environment);
// One variable per record name given: its snake name.
Environment RecordEnvironment(std::vector<std::string_view> records);

}  // namespace quaranta::expr

#endif  // QUARANTA_TESTS_EXPR_TEST_WORLD_H_

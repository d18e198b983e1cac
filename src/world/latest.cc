// The latest time recorded in a world: what "now" is when nobody says.
#include <algorithm>
#include <array>
#include <string_view>

#include "world/impl.h"

namespace quaranta::world {
namespace {

bool HasWord(std::string_view name, std::string_view word) {
  for (std::size_t at = name.find(word); at != std::string_view::npos;
       at = name.find(word, at + 1)) {
    const bool begins = at == 0 || name[at - 1] == '_';
    const std::size_t end = at + word.size();
    if (begins && (end == name.size() || name[end] == '_')) return true;
  }
  return false;
}

// The time at which something is to end, as opposed to one that has ended: its
// blank does not mean "still going on".
bool PlannedEnd(const schema::Field& field) {
  return HasWord(field.name, "end") && field.absent != schema::Absent::kNotYet;
}

}  // namespace

bool TellsOfThePast(const schema::Record& record, const schema::Field& field) {
  if (field.kind != schema::Kind::kInstant || field.repeated) return false;
  // Results are computed from the rest, and speak of the future.
  if (record.family == "results") return false;
  constexpr std::array<std::string_view, 9> kFuture = {
      "due",   "deadline", "until",     "review", "planned",
      "valid", "expires",  "effective", "next"};
  for (const std::string_view word : kFuture) {
    if (HasWord(field.name, word)) return false;
  }
  if (PlannedEnd(field)) return false;
  // Where the end is planned, the start is too: a shift, a roster.
  if (HasWord(field.name, "start")) {
    return std::none_of(record.fields.begin(), record.fields.end(), PlannedEnd);
  }
  return true;
}

void FindLatest(WorldImpl& world) {
  for (const data::Table& table : world.view.tables) {
    for (const data::Column& column : table.columns) {
      if (!TellsOfThePast(*table.record, column.field()) || IsBlank(column)) {
        continue;
      }
      for (std::size_t row = 0; row < column.size(); ++row) {
        if (!column.valid(row)) continue;
        const Instant instant = column.GetInstant(row);
        if (world.latest && !(*world.latest < instant)) continue;
        // A suspect time (the year 2202) must not become "now".
        if (column.note(row) == nullptr) world.latest = instant;
      }
    }
  }
}

}  // namespace quaranta::world

#include "io/hidden.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/reader.h"
#include "io/sheet_reader.h"

namespace quaranta::io {
namespace {

using Severity = world::Issue::Severity;

std::string BoundText(double bound) {
  if (!std::isfinite(bound)) return {};
  std::array<char, 32> buffer{};
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), bound);
  return std::string(buffer.data(), result.ptr);
}

// "[150, 160)"; "[30, )" without an end.
std::string BoundsText(const data::Note& note) {
  if (!note.bounds) return {};
  return "[" + BoundText(note.bounds->low) + ", " +
         BoundText(note.bounds->high) + ")";
}

std::pair<std::string_view, std::string_view> CodeAndAction(
    const data::Note& note) {
  switch (note.state) {
    case data::NoteState::kMasked:
      return {"masked", "kept_unknown"};
    case data::NoteState::kHedged:
      if (!note.bounds) return {"inexact_number", "kept_unknown"};
      return {"hedged_number", "kept_bounds"};
    case data::NoteState::kAskedUnknown:
      return {"asked_unknown", "kept_unknown"};
    default:
      return {};  // a mistake, which was told when the cell was read
  }
}

}  // namespace

void ListHiddenCells(world::Builder& builder, const std::string& file,
                     const AppendedRows& rows) {
  const data::Table& table = builder.Edit(*rows.record);
  std::vector<std::pair<std::uint32_t, std::size_t>> cells;
  for (std::size_t i = 0; i < rows.headers.size(); ++i) {
    if (rows.headers[i].empty()) continue;
    table.columns[i].notes().ForEach(
        rows.first, rows.last, [&](std::uint32_t row, const data::Note& note) {
          if (!CodeAndAction(note).first.empty()) {
            cells.emplace_back(row, i);
          }
        });
  }
  std::sort(cells.begin(), cells.end());
  for (const auto& [row, i] : cells) {
    const data::Column& column = table.columns[i];
    const data::Note& note = *column.note(row);
    const auto [code, action] = CodeAndAction(note);
    world::Issue issue = FileIssue(Severity::kNote, code, file,
                                   rows.LineOf(row), action, BoundsText(note));
    issue.column = rows.headers[i];
    issue.value = ShownValue(&column.field(), note.raw);
    builder.AddIssue(std::move(issue));
  }
}

}  // namespace quaranta::io

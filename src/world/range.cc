// Numbers that cannot be: wherever they came from, they are suspect.
#include <array>
#include <charconv>
#include <string>

#include "world/impl.h"

namespace quaranta::world {
namespace {

std::string Shortest(double value) {
  std::array<char, 32> buffer{};
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return std::string(buffer.data(), result.ptr);
}

}  // namespace

void CheckRanges(WorldImpl& world) {
  for (std::uint32_t t = 0; t < world.view.tables.size(); ++t) {
    for (data::Column& column : world.view.tables[t].columns) {
      const schema::Field& field = column.field();
      const bool whole = field.kind == schema::Kind::kInt;
      if (!field.has_range || field.repeated ||
          (!whole && field.kind != schema::Kind::kDouble) || IsBlank(column)) {
        continue;
      }
      for (std::uint32_t row = 0; row < column.size(); ++row) {
        if (!column.valid(row)) continue;
        const double value = whole ? static_cast<double>(column.GetInt(row))
                                   : column.GetDouble(row);
        if (field.min <= value && value <= field.max) continue;
        if (column.note(row) != nullptr) continue;
        const std::string raw =
            whole ? std::to_string(column.GetInt(row)) : Shortest(value);
        column.SetNote(row, {data::NoteState::kSuspect, raw, std::nullopt});
        world.Report(Issue::Severity::kWarning, "out_of_range", {t, row},
                     &field, raw, "kept_suspect",
                     Shortest(field.min) + ".." + Shortest(field.max));
      }
    }
  }
}

}  // namespace quaranta::world

// What stands beside the tables of a folder, and what every reader does first.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/status_macros.h"
#include "io/headers.h"
#include "io/numbers.h"
#include "io/people.h"
#include "io/reader.h"
#include "io/setup.h"
#include "quaranta/core/status.h"
#include "quaranta/io/io.h"
#include "quaranta/text/csv.h"
#include "quaranta/text/encoding.h"

namespace quaranta::io {
namespace {

using world::Builder;
using Severity = world::Issue::Severity;

// Calls row(cells by header, line) for the rows of a small table with fixed
// headers.
template <class F>
void ReadSmallTable(Builder& builder, const std::string& name,
                    std::string_view bytes,
                    const std::vector<std::string_view>& headers, F&& row) {
  const auto decoded = text::Decode(bytes);
  if (!decoded.ok()) {
    builder.AddIssue(FileIssue(Severity::kError, "unknown_encoding", name, 0,
                               "not_read",
                               std::string(MessageOf(decoded.status()))));
    return;
  }
  const auto table = text::ReadCsv(decoded->text());
  if (!table.ok() || table->rows() == 0) {
    builder.AddIssue(
        FileIssue(Severity::kError, "unreadable_file", name, 0, "not_read",
                  table.ok() ? "" : std::string(MessageOf(table.status()))));
    return;
  }
  std::vector<std::size_t> places(headers.size(), table->columns(0));
  for (std::size_t i = 0; i < table->columns(0); ++i) {
    for (std::size_t h = 0; h < headers.size(); ++h) {
      if (table->cell(0, i) == headers[h]) places[h] = i;
    }
  }
  for (std::size_t r = 1; r < table->rows(); ++r) {
    std::vector<std::string_view> cells;
    for (const std::size_t place : places) {
      cells.push_back(place < table->columns(r)
                          ? text::CsvText(table->cell(r, place))
                          : std::string_view());
    }
    row(cells, table->line(r));
  }
}

std::optional<double> BoundOf(std::string_view cell) {
  const Number number = ParseNumber(cell, "", false);
  if (number.kind != Number::Kind::kExact) return std::nullopt;
  return number.value.ToDouble();
}

void ReadNotes(Builder& builder, const std::string& name,
               std::string_view bytes, const ReadOptions& options) {
  const std::uint32_t file = builder.AddFile(name);
  ReadSmallTable(
      builder, name, bytes,
      {"record", "id", "field", "state", "raw", "low", "high"},
      [&](const std::vector<std::string_view>& cells, std::uint32_t line) {
        const schema::Record* record = schema::FindRecord(cells[0]);
        const schema::Field* field =
            record == nullptr ? nullptr : FindHeader(*record, cells[2]).field;
        const auto state = data::ParseNoteState(cells[3]);
        const auto low = BoundOf(cells[5]);
        const auto high = BoundOf(cells[6]);
        if (field == nullptr || !state || (low && high && *low >= *high)) {
          builder.AddIssue(FileIssue(Severity::kWarning, "unreadable_note",
                                     name, line, "not_read", {}));
          return;
        }
        data::Note note{*state, std::string(cells[4]), std::nullopt};
        if (low || high) {
          note.bounds.emplace();
          if (low) note.bounds->low = *low;
          if (high) note.bounds->high = *high;
        }
        std::string id(cells[1]);
        if (HideInNote(options, *record, *field, id, note).ok()) {
          builder.AddNote(*record, std::move(id), *field, std::move(note),
                          world::Origin{file, line});
        }
      });
}

void ReadClosed(Builder& builder, const std::string& name,
                std::string_view bytes) {
  builder.AddFile(name);
  ReadSmallTable(
      builder, name, bytes, {"collection"},
      [&](const std::vector<std::string_view>& cells, std::uint32_t line) {
        if (IsCollection(cells[0])) {
          builder.Close(cells[0]);
          return;
        }
        auto issue = FileIssue(Severity::kWarning, "unknown_collection", name,
                               line, "not_read", {});
        issue.value = cells[0];
        builder.AddIssue(std::move(issue));
      });
}

}  // namespace

bool ReadBeside(Builder& builder, const std::string& name,
                std::string_view bytes, const ReadOptions& options) {
  if (name == "_notes.csv") {
    ReadNotes(builder, name, bytes, options);
  } else if (name == "_closed.csv") {
    ReadClosed(builder, name, bytes);
  } else {
    return false;
  }
  return true;
}

std::optional<Zone> ZoneOfRegions(Builder& builder) {
  const schema::Record* record = schema::FindRecord("Region");
  if (record == nullptr) return std::nullopt;
  const schema::Field* field = schema::FindField(*record, "zone");
  if (field == nullptr) return std::nullopt;
  const data::Column& column =
      builder.Edit(*record)
          .columns[static_cast<std::size_t>(field - record->fields.data())];
  std::string_view name;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (!column.valid(row)) continue;
    if (!name.empty() && name != column.GetText(row)) return std::nullopt;
    name = column.GetText(row);
  }
  if (name.empty()) return std::nullopt;
  auto zone = Zone::Load(name);
  if (!zone.ok()) return std::nullopt;  // the world reports it
  return *std::move(zone);
}

absl::StatusOr<std::optional<Zone>> Prepare(Builder& builder,
                                            const ReadOptions& options) {
  QUARANTA_RETURN_IF_ERROR(CheckKey(options));
  builder.LimitIssues(options.issues_per_code);
  builder.HideValues(!options.pseudonym_key.empty());
  for (const std::string& collection : options.complete) {
    builder.Close(collection);  // Build() refuses what does not exist
  }
  if (options.zone.empty()) return std::optional<Zone>();
  QUARANTA_ASSIGN_OR_RETURN(Zone zone, Zone::Load(options.zone));
  return std::optional<Zone>(std::move(zone));
}

bool IsCollection(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view collection = name.substr(dot + 1);
  for (const schema::Record& record : schema::Records()) {
    if (record.name == name.substr(0, dot)) {
      for (const schema::Through& way : record.through) {
        if (way.name == collection) return true;
      }
      for (const schema::Field& field : record.fields) {
        if (field.repeated && !field.ref_record.empty() &&
            field.ref_name == collection) {
          return true;
        }
      }
    }
    for (const schema::Field& field : record.fields) {
      if (field.ref_record == name.substr(0, dot) &&
          field.ref_as == collection) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace quaranta::io

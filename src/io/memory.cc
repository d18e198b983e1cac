// Rows that are in memory already: Arrow streams, and text.
#include "quaranta/data/arrow.h"

#include <optional>
#include <utility>

#include "core/status_macros.h"
#include "io/cells.h"
#include "io/headers.h"
#include "io/reader.h"
#include "io/setup.h"
#include "quaranta/io/io.h"
#include "quaranta/text/utf8.h"

namespace quaranta::io {
namespace {

using Severity = world::Issue::Severity;

// What was done about an issue of an import, by its code.
std::string_view ActionOf(const data::ArrowIssue& issue) {
  if (!issue.cell) return "not_read";
  return issue.code == "out_of_range" ? "kept_suspect" : "kept_unknown";
}

Severity SeverityOf(const data::ArrowIssue& issue) {
  const bool note = issue.code == "unknown_header" ||
                    issue.code == "computed_field" ||
                    issue.code == "time_dropped";
  return note ? Severity::kNote : Severity::kWarning;
}

std::string Utf8(const std::string& text) {
  return text::InvalidUtf8At(text) ? "?" : text;
}

}  // namespace

absl::Status AppendText(world::Builder& builder, const schema::Record& record,
                        std::string_view bytes, Format format,
                        const std::string& name, const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(std::optional<Zone> zone,
                            Prepare(builder, options));
  if (!zone) zone = ZoneOfRegions(builder);
  TableReader(builder, record, name, zone ? &*zone : nullptr, options)
      .Read(bytes, format == Format::kJsonl ? ".jsonl" : ".csv");
  return absl::OkStatus();
}

absl::Status AppendArrow(world::Builder& builder, const schema::Record& record,
                         ArrowArrayStream* stream, const std::string& name,
                         const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(std::optional<Zone> zone,
                            Prepare(builder, options));
  if (!zone) zone = ZoneOfRegions(builder);
  const Zone* where = zone ? &*zone : nullptr;
  data::ArrowOptions arrow;
  arrow.zone = where;
  arrow.most_issues = options.issues_per_code;
  arrow.find = [&record](std::string_view header) -> const schema::Field* {
    Header found = FindHeader(record, header);
    return found.unit.empty() ? found.field : nullptr;
  };
  arrow.append_text = [where](data::Column& column,
                              std::string_view text) -> std::string_view {
    if (text::InvalidUtf8At(text)) {
      column.AppendBlank();
      column.SetNote(column.size() - 1,
                     {data::NoteState::kSuspect, "?", std::nullopt});
      return "not_utf8";
    }
    const auto problem = AppendCell(column, {text}, {.zone = where});
    return problem ? problem->code : std::string_view();
  };
  data::Table& table = builder.Edit(record);
  const std::uint32_t before = table.rows;
  QUARANTA_ASSIGN_OR_RETURN(const std::vector<data::ArrowIssue> issues,
                            data::AppendArrow(stream, table, arrow));
  for (const data::ArrowIssue& odd : issues) {
    world::Issue issue = FileIssue(SeverityOf(odd), odd.code, name,
                                   odd.cell ? odd.row - before + 1 : 0,
                                   ActionOf(odd), std::string(record.name));
    issue.column = Utf8(odd.column);
    issue.value = Utf8(odd.value);
    builder.AddIssue(std::move(issue));
  }
  return absl::OkStatus();
}

}  // namespace quaranta::io

// Rows that are in memory already: text, and Arrow streams.
#include <map>
#include <utility>

#include "core/status_macros.h"
#include "io/cells.h"
#include "io/headers.h"
#include "io/reader.h"
#include "io/setup.h"
#include "quaranta/core/status.h"
#include "quaranta/data/arrow.h"
#include "quaranta/io/io.h"
#include "quaranta/text/utf8.h"

namespace quaranta::io {
namespace {

using Severity = world::Issue::Severity;

absl::StatusOr<std::optional<Zone>> ZoneFor(world::Builder& builder,
                                            const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(std::optional<Zone> zone,
                            Prepare(builder, options));
  if (!zone) zone = ZoneOfRegions(builder);
  return zone;
}

std::string Utf8(std::string text) {
  return text::InvalidUtf8At(text) ? "?" : std::move(text);
}

// Reads the texts of a stream as cells, and remembers what was odd about them.
class CellReader {
 public:
  explicit CellReader(const Zone* zone) : zone_(zone) {}

  std::string_view Append(data::Column& column, std::string_view text) {
    std::optional<CellProblem> problem;
    if (text::InvalidUtf8At(text)) {
      column.AppendBlank();
      column.SetNote(column.size() - 1,
                     {data::NoteState::kSuspect, "?", std::nullopt});
      problem = CellProblem{"not_utf8", "kept_unknown", {}};
    } else {
      problem = AppendCell(column, text, zone_);
    }
    if (!problem) return {};
    const std::string_view code = problem->code;
    problems_.insert_or_assign(std::pair(&column.field(), code),
                               *std::move(problem));
    return code;
  }

  // A remark of the importer as an issue of the world.
  world::Issue IssueOf(const schema::Record& record, const std::string& file,
                       data::ArrowIssue from) const {
    const schema::Field* field = FindHeader(record, from.column).field;
    const bool whole = !from.cell;
    const bool usual =
        from.code == "unknown_header" || from.code == "computed_field";
    world::Issue issue = FileIssue(
        whole && usual ? Severity::kNote : Severity::kWarning, from.code, file,
        whole ? 0 : from.row + 1, whole ? "not_read" : "kept_unknown",
        whole ? std::string(record.name) : std::string());
    const auto found = problems_.find({field, from.code});
    if (!whole && found != problems_.end()) {
      issue.severity = found->second.severity;
      issue.action = found->second.action;
      issue.detail = found->second.detail;
    }
    issue.column = Utf8(std::move(from.column));
    issue.value = Utf8(std::move(from.value));
    return issue;
  }

 private:
  const Zone* zone_;
  std::map<std::pair<const schema::Field*, std::string_view>, CellProblem>
      problems_;
};

}  // namespace

absl::Status ReadText(world::Builder& builder, const schema::Record& record,
                      const std::string& name, Format format,
                      std::string_view bytes, const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(const std::optional<Zone> zone,
                            ZoneFor(builder, options));
  TableReader(builder, record, name, zone ? &*zone : nullptr, options)
      .Read(bytes, format == Format::kJsonl ? ".jsonl" : ".csv");
  return absl::OkStatus();
}

absl::Status ReadArrow(world::Builder& builder, const schema::Record& record,
                       const std::string& name, ArrowArrayStream* stream,
                       const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(const std::optional<Zone> zone,
                            ZoneFor(builder, options));
  CellReader cells(zone ? &*zone : nullptr);
  data::ArrowOptions arrow;
  arrow.zone = zone ? &*zone : nullptr;
  arrow.most_issues = options.issues_per_code;
  arrow.find = [&record](std::string_view header) -> const schema::Field* {
    // A unit in the header belongs behind numbers, which have none here.
    const Header found = FindHeader(record, header);
    return found.unit.empty() ? found.field : nullptr;
  };
  arrow.append_text = [&cells](data::Column& column, std::string_view text) {
    return cells.Append(column, text);
  };
  auto issues = data::AppendArrow(stream, builder.Edit(record), arrow);
  if (!issues.ok()) {
    return InvalidArgument(name + ": " +
                           Utf8(std::string(MessageOf(issues.status()))));
  }
  builder.AddFile(name);
  for (data::ArrowIssue& issue : *issues) {
    builder.AddIssue(cells.IssueOf(record, name, std::move(issue)));
  }
  return absl::OkStatus();
}

}  // namespace quaranta::io

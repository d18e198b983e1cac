#include "io/reader.h"

#include <utility>
#include <vector>

#include "io/headers.h"
#include "quaranta/core/status.h"
#include "quaranta/text/utf8.h"

namespace quaranta::io {
namespace {

using world::Issue;
using Severity = world::Issue::Severity;

// A value as it may stand in an issue.
std::string Shown(const schema::Field* field, std::string_view value) {
  if (field != nullptr && field->personal == schema::Personal::kDirect) {
    return value.empty() ? "" : "***";
  }
  return std::string(value);
}

}  // namespace

Issue FileIssue(Severity severity, std::string_view code, std::string file,
                std::uint32_t row, std::string_view action,
                std::string detail) {
  Issue issue;
  issue.severity = severity;
  issue.code = code;
  issue.file = std::move(file);
  issue.row = row;
  issue.action = action;
  issue.detail = std::move(detail);
  return issue;
}

bool CheckEncoding(world::Builder& builder, const std::string& name,
                   std::string_view& bytes) {
  const std::size_t all = bytes.size();
  bytes = text::WithoutByteOrderMark(bytes);
  const auto bad = text::InvalidUtf8At(bytes);
  if (!bad) return true;
  builder.AddIssue(FileIssue(Severity::kError, "not_utf8", name, 0, "not_read",
                             std::to_string(*bad + all - bytes.size())));
  return false;
}

TableReader::TableReader(world::Builder& builder, const schema::Record& record,
                         std::string name, const Zone* zone,
                         const ReadOptions& options)
    : builder_(builder),
      record_(record),
      name_(std::move(name)),
      zone_(zone),
      options_(options),
      file_(builder.AddFile(name_)) {}

void TableReader::Read(std::string_view bytes, std::string_view extension) {
  if (!CheckEncoding(builder_, name_, bytes)) return;
  if (extension == ".jsonl") {
    ReadJsonLines(bytes);
  } else {
    ReadCsv(bytes, extension == ".tsv" ? '\t' : ',');
  }
}

void TableReader::ReadCsv(std::string_view bytes, char delimiter) {
  text::CsvLimits limits;
  limits.bytes = options_.file_bytes;
  limits.rows = options_.rows;
  const auto table = text::ReadCsv(bytes, delimiter, limits);
  if (!table.ok()) {
    builder_.AddIssue(FileIssue(Severity::kError, "unreadable_file", name_, 0,
                                "not_read",
                                std::string(MessageOf(table.status()))));
    return;
  }
  if (table->rows() == 0) return;
  const std::vector<Source> sources = ReadHeaders(*table);
  bool any = false;
  for (const Source& source : sources) any = any || source.field != nullptr;
  if (!any) {
    builder_.AddIssue(FileIssue(Severity::kError, "no_known_header", name_,
                                table->line(0), "not_read",
                                std::string(record_.name)));
    return;
  }
  for (std::size_t row = 1; row < table->rows(); ++row) {
    ReadRow(*table, row, sources);
  }
}

std::vector<TableReader::Source> TableReader::ReadHeaders(
    const text::CsvTable& table) {
  std::vector<Source> sources;
  for (std::size_t i = 0; i < table.columns(0); ++i) {
    const std::string_view cell = text::CsvText(table.cell(0, i));
    Header header = FindHeader(record_, cell);
    Source source{header.field, std::move(header.unit), std::string(cell)};
    std::string_view code;
    if (source.field == nullptr) {
      code = cell.empty() ? "" : "unknown_header";
    } else if (source.field->computed) {
      code = "computed_field";
    } else {
      for (const Source& earlier : sources) {
        if (earlier.field == source.field) code = "header_twice";
      }
    }
    if (!code.empty()) {
      Issue issue = FileIssue(
          code == "header_twice" ? Severity::kWarning : Severity::kNote, code,
          name_, table.line(0), "not_read", std::string(record_.name));
      issue.column = source.header;
      builder_.AddIssue(std::move(issue));
      source.field = nullptr;
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

void TableReader::ReadRow(const text::CsvTable& table, std::size_t row,
                          const std::vector<Source>& sources) {
  bool empty = true;
  for (std::size_t i = 0; i < table.columns(row) && empty; ++i) {
    empty = table.cell(row, i).empty();
  }
  if (empty) return;  // ",,,": left over from a spreadsheet
  data::Table& into = builder_.Edit(record_);
  for (std::size_t i = 0; i < sources.size() && i < table.columns(row); ++i) {
    const Source& source = sources[i];
    if (source.field == nullptr) continue;
    data::Column& column = into.columns[static_cast<std::size_t>(
        source.field - record_.fields.data())];
    const std::string_view cell = text::CsvText(table.cell(row, i));
    CellContext context;
    context.zone = zone_;
    context.unit = source.unit;
    auto problem = AppendCell(column, {cell, CellType::kText}, context);
    if (!problem) continue;
    Issue issue =
        FileIssue(problem->severity, problem->code, name_, table.line(row),
                  problem->action, std::move(problem->detail));
    issue.column = source.header;
    issue.value = Shown(source.field, cell);
    builder_.AddIssue(std::move(issue));
  }
  for (std::size_t i = sources.size(); i < table.columns(row); ++i) {
    if (table.cell(row, i).empty()) continue;
    Issue issue = FileIssue(Severity::kWarning, "cell_without_header", name_,
                            table.line(row), "not_read", {});
    issue.column = std::to_string(i + 1);
    builder_.AddIssue(std::move(issue));
  }
  builder_.EndRow(into, world::Origin{file_, table.line(row)});
}

void TableReader::ReadJsonLines(std::string_view bytes) {
  std::uint32_t line = 0;
  std::size_t rows = 0;
  while (!bytes.empty()) {
    ++line;
    const std::size_t end = bytes.find('\n');
    const std::string_view text = bytes.substr(0, end);
    bytes = end == std::string_view::npos ? std::string_view()
                                          : bytes.substr(end + 1);
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (++rows > options_.rows) {
      builder_.AddIssue(FileIssue(Severity::kError, "too_many_rows", name_,
                                  line, "not_read",
                                  std::to_string(options_.rows)));
      return;
    }
    auto row = text::ReadJson(text, name_, {}, line);
    if (row.ok() && !row->IsMap()) {
      row = InvalidArgument("expected an object");
    }
    if (!row.ok()) {
      builder_.AddIssue(FileIssue(Severity::kError, "unreadable_row", name_,
                                  line, "not_read",
                                  std::string(MessageOf(row.status()))));
      continue;
    }
    for (RowProblem& odd :
         AppendRow(builder_, record_, *row, zone_, Texts::kCells,
                   world::Origin{file_, line})) {
      Issue issue =
          FileIssue(odd.problem.severity, odd.problem.code, name_, line,
                    odd.problem.action, std::move(odd.problem.detail));
      issue.column = std::move(odd.key);
      if (odd.node->IsScalar()) {
        issue.value = Shown(odd.field, odd.node->scalar);
      }
      builder_.AddIssue(std::move(issue));
    }
  }
}

}  // namespace quaranta::io

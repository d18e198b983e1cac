#include "io/sheet_reader.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "io/columns.h"
#include "io/layout.h"
#include "io/marks.h"
#include "io/passes.h"
#include "io/reader.h"
#include "io/row_writer.h"
#include "io/titles.h"
#include "io/totals.h"
#include "quaranta/data/appender.h"
#include "quaranta/data/bits.h"

namespace quaranta::io {
namespace {

using schema::Record;
using world::Issue;
using Severity = world::Issue::Severity;

// Rows that are looked at for the question whether a column repeats itself.
constexpr std::size_t kSampleRows = 1000;

Severity SeverityOf(std::string_view code) {
  return code == "unknown_header" || code == "computed_field"
             ? Severity::kNote
             : Severity::kWarning;
}

std::string NamesOf(const std::vector<const Record*>& records) {
  std::string names;
  for (const Record* record : records) {
    if (!names.empty()) names += ", ";
    names += record->name;
  }
  return names;
}

class SheetReader {
 public:
  SheetReader(Reading& reading, const Sheet& sheet, const SheetSource& source,
              const SheetMapping* mapping)
      : reading_(reading),
        sheet_(sheet),
        source_(source),
        mapping_(mapping),
        number_(reading.builder.AddSource(
            {.file = source.file, .sheet = source.name})),
        rows_(std::min(sheet.rows(), reading.options.rows)),
        data_rows_(sheet.rows()) {
    result_.file = source.file;
    result_.sheet = source.name;
    count_.rows = sheet.rows();
  }

  SheetMapping Read() {
    if (mapping_ != nullptr && LeavesOut(*mapping_)) {
      count_.set_aside = sheet_.rows();
      Tell(Severity::kNote, "left_out", 0, "not_read", {});
    } else if (sheet_.rows() == 0) {
      Tell(Severity::kNote, "empty_table", 0, "not_read", {});
    } else if (FindTable() && PlanTable()) {
      ReadRows();
    } else {
      RefuseAll();
    }
    EndAccount();
    return std::move(result_);
  }

 private:
  void Tell(Severity severity, std::string_view code, std::uint32_t line,
            std::string_view action, std::string detail,
            std::string column = {}, std::string value = {}) {
    reading_.builder.AddIssue(IssueOf(severity, code, line, action,
                                      std::move(detail), std::move(column),
                                      std::move(value)));
  }

  Issue IssueOf(Severity severity, std::string_view code, std::uint32_t line,
                std::string_view action, std::string detail,
                std::string column = {}, std::string value = {}) const {
    Issue issue = FileIssue(severity, code, source_.label, line, action,
                            std::move(detail));
    issue.column = std::move(column);
    issue.value = std::move(value);
    return issue;
  }

  std::vector<ColumnHeader> Headers() const {
    std::vector<ColumnHeader> headers;
    for (std::size_t i = 0; i < layout_.headers.size(); ++i) {
      headers.push_back({layout_.headers[i], layout_.others[i]});
    }
    return headers;
  }

  // Which record the rows are, and where the headers stand.
  bool FindTable() {
    const bool told = mapping_ != nullptr && !mapping_->records.empty();
    record_ =
        told ? schema::FindRecord(mapping_->records.front()) : source_.record;
    if (record_ != nullptr) {
      layout_ = FindLayout(sheet_, record_, mapping_);
      if (told || source_.firm || !YieldsToHeaders()) return HasHeader();
    } else {
      layout_ = FindLayout(sheet_, nullptr, mapping_);
    }
    const auto records = RecordsOf(Headers());
    if (records.size() == 1) {
      if (record_ != nullptr) {
        Tell(Severity::kWarning, "table_by_headers", HeaderLine(),
             "read_as_record", std::string(records.front()->name), {},
             std::string(record_->name));
      }
      record_ = records.front();
      layout_ = FindLayout(sheet_, record_, mapping_);
      return HasHeader();
    }
    if (record_ != nullptr) return HasHeader();
    Tell(Severity::kWarning,
         records.empty() ? "unknown_table" : "ambiguous_table", 0, "not_read",
         NamesOf(records));
    return false;
  }

  // A file's name says one record, its headers clearly another.
  bool YieldsToHeaders() {
    const Layout any = FindLayout(sheet_, nullptr, mapping_);
    if (!any.found) return false;
    std::vector<ColumnHeader> headers;
    for (std::size_t i = 0; i < any.headers.size(); ++i) {
      headers.push_back({any.headers[i], any.others[i]});
    }
    const std::size_t named = FieldsNamed(headers, *record_);
    const auto records = RecordsOf(headers);
    if (records.size() != 1 || records.front() == record_) return false;
    const std::size_t best = FieldsNamed(headers, *records.front());
    if (best < 3 || best < 2 * named + 1) return false;
    layout_ = any;
    return true;
  }

  std::uint32_t HeaderLine() const {
    return layout_.found ? sheet_.line(layout_.header) : 0;
  }

  bool HasHeader() {
    if (layout_.found) return true;
    // The first line is shown as what it is: columns that nobody knows.
    const std::size_t first = FirstRow();
    for (std::size_t i = 0; first < sheet_.rows() && i < sheet_.columns(first);
         ++i) {
      const std::string_view text = TextAt(sheet_, first, i);
      if (text.empty()) continue;
      Tell(Severity::kNote, "unknown_header", sheet_.line(first), "not_read",
           std::string(record_->name), std::string(text));
    }
    Tell(Severity::kError, "no_known_header",
         first < sheet_.rows() ? sheet_.line(first) : 0, "not_read",
         std::string(record_->name));
    return false;
  }

  std::size_t FirstRow() const {
    std::size_t row = 0;
    while (row < sheet_.rows() && IsBlankRow(sheet_, row)) ++row;
    return row;
  }

  // Columns to fields; false when none is known.
  bool PlanTable() {
    if (layout_.headers.size() > reading_.options.columns) {
      Tell(Severity::kError, "too_many_columns", HeaderLine(), "rest_not_read",
           std::to_string(reading_.options.columns));
      layout_.headers.resize(reading_.options.columns);
      layout_.others.resize(reading_.options.columns);
    }
    headers_ = Headers();
    std::vector<ColumnRemark> remarks;
    plan_ = PlanColumns(
        headers_, record_, mapping_, reading_.options.mapping.date_order,
        [this](std::size_t column) { return Repeats(column); }, remarks);
    for (ColumnRemark& remark : remarks) {
      Tell(SeverityOf(remark.code), remark.code, HeaderLine(), "not_read",
           std::move(remark.detail), std::move(remark.header));
    }
    const bool any = std::any_of(
        plan_.columns.begin(), plan_.columns.end(),
        [](const ColumnPlan& column) { return column.field != nullptr; });
    if (!any) {
      Tell(Severity::kError, "no_known_header", HeaderLine(), "not_read",
           std::string(record_->name));
      return false;
    }
    TellJoined();
    ReadTitles();
    return true;
  }

  void TellJoined() {
    for (std::size_t level = 1; plan_.joined && level < plan_.levels.size();
         ++level) {
      std::string headers;
      for (const ColumnPlan& column : plan_.columns) {
        if (column.field == nullptr || column.level != level) continue;
        if (!headers.empty()) headers += "、";
        headers += column.header;
      }
      Tell(Severity::kNote, "read_as_joined", HeaderLine(), "read_as_records",
           std::string(plan_.levels[level]->name), headers);
    }
  }

  // What the lines above the header say about all of the table.
  void ReadTitles() {
    for (std::size_t row = 0; row < layout_.header; ++row) {
      const Title title = ReadTitle(sheet_, row);
      if (!title.day.empty()) {
        Tell(Severity::kNote, "date_in_title", sheet_.line(row), "not_applied",
             {}, {}, title.day);
      }
      if (title.unit.empty()) continue;
      for (ColumnPlan& column : plan_.columns) {
        if (!TakesUnit(column, title.unit)) continue;
        column.unit = title.unit;
        Tell(Severity::kWarning, "unit_from_title", sheet_.line(row),
             "read_with_unit", {}, column.header, title.unit);
      }
    }
  }

  bool Repeats(std::size_t column) const {
    absl::flat_hash_set<std::string_view> distinct;
    std::size_t filled = 0;
    const std::size_t end = std::min(layout_.last, layout_.first + kSampleRows);
    for (std::size_t row = layout_.first; row < end; ++row) {
      const std::string_view text = TextAt(sheet_, row, column);
      if (text.empty()) continue;
      ++filled;
      distinct.insert(text);
    }
    return distinct.size() * 3 <= filled * 2;
  }

  // What a row below the header is.
  enum class Kind : std::uint8_t { kAside, kTotal, kData };
  Kind KindOf(std::size_t row, TotalMark* mark) const {
    if (IsBlankRow(sheet_, row)) return Kind::kAside;
    if (IsCommentRow(sheet_, row)) return Kind::kAside;
    *mark = TotalMarkOfRow(sheet_, row, plan_);
    if (*mark != TotalMark::kNone) return Kind::kTotal;
    return RepeatsHeader(sheet_, row, layout_) ? Kind::kAside : Kind::kData;
  }

  void ReadRows() {
    result_.header_row = HeaderLine();
    count_.record = plan_.levels.front()->name;
    count_.set_aside = std::min(layout_.first, rows_);
    RowIssues issues(reading_.builder);
    RowWriter writer(reading_, sheet_, plan_, source_.label, issues);
    const std::size_t end = std::min(layout_.last, rows_);
    if (plan_.levels.size() > 1) writer.FindRepetitions(DataRows(end));
    TotalsCheck totals(plan_, writer.Tables(), reading_.zone);
    Block block{writer, totals, issues, {}};
    ForEachRow(end, [&](std::size_t row, Kind kind, TotalMark mark) {
      if (kind == Kind::kData) return ReadRow(row, block);
      ++count_.set_aside;
      if (kind == Kind::kAside) return;
      EndBlock(block);
      TellDifferences(totals.Check(sheet_, row, mark));
    });
    EndBlock(block);
    TellDifferences(totals.Finish(sheet_));
    SetTailAside(end);
    CountRead(writer);
    TellColumns(writer.made_ids());
    Remember(writer);
  }

  std::vector<std::size_t> DataRows(std::size_t end) const {
    std::vector<std::size_t> rows;
    ForEachRow(end, [&rows](std::size_t row, Kind kind, TotalMark) {
      if (kind == Kind::kData) rows.push_back(row);
    });
    return rows;
  }

  // Calls visit(row, kind, mark) for the rows of the table. Looks at the first
  // column of many rows at once, for nearly all are data and say so there.
  template <class F>
  void ForEachRow(std::size_t end, F&& visit) const {
    const std::string_view header = TextAt(sheet_, layout_.header, 0);
    std::array<std::size_t, data::Appender::kRows> rows{};
    std::array<SheetCell, data::Appender::kRows> cells{};
    for (std::size_t first = layout_.first; first < end; first += rows.size()) {
      const std::size_t size = std::min(rows.size(), end - first);
      std::iota(rows.begin(), rows.end(), first);
      sheet_.Column(0, std::span(rows).first(size),
                    std::span(cells).first(size));
      for (std::size_t i = 0; i < size; ++i) {
        TotalMark mark = TotalMark::kNone;
        const Kind kind = BeginsData(cells[i].text, header)
                              ? Kind::kData
                              : KindOf(rows[i], &mark);
        visit(rows[i], kind, mark);
      }
    }
  }

  // Whether KindOf() a row with that first cell is kData, for sure.
  static bool BeginsData(std::string_view text, std::string_view header) {
    const std::string_view label = TrimSpace(text);
    return !label.empty() && label != header && !IsCommentMark(text) &&
           TotalMarkOf(label) == TotalMark::kNone;
  }

  // Rows that are written together.
  struct Block {
    RowWriter& writer;
    TotalsCheck& totals;
    RowIssues& issues;
    std::vector<std::size_t> rows;
  };

  void ReadRow(std::size_t row, Block& block) {
    const std::size_t columns = sheet_.columns(row);
    for (std::size_t i = headers_.size(); i < columns; ++i) {
      if (TextAt(sheet_, row, i).empty()) continue;
      block.issues.Add(row, IssueOf(Severity::kWarning, "cell_without_header",
                                    sheet_.line(row), "not_read", {},
                                    std::to_string(i + 1)));
      block.writer.MarkOdd(row);
    }
    if (!block.writer.SaysAnything(row)) {
      block.issues.Add(row, IssueOf(Severity::kWarning, "row_without_values",
                                    sheet_.line(row), "not_read",
                                    std::string(plan_.levels.front()->name)));
      ++count_.refused;
      return;
    }
    block.rows.push_back(row);
    if (block.rows.size() == block.writer.RowsAtATime()) EndBlock(block);
  }

  void EndBlock(Block& block) {
    if (!block.rows.empty()) block.writer.Write(block.rows);
    block.issues.Tell();
    block.totals.CountRows(block.rows.size());
    for (const std::size_t row : block.rows) data_rows_.Set(row, true);
    block.rows.clear();
  }

  void TellDifferences(
      const std::vector<TotalsCheck::Difference>& differences) {
    for (const TotalsCheck::Difference& difference : differences) {
      Tell(Severity::kWarning, "total_differs", sheet_.line(difference.row),
           "kept_rows", difference.counted, difference.header,
           difference.stated);
    }
  }

  // Remarks below the table, and rows beyond the limit.
  void SetTailAside(std::size_t end) {
    for (std::size_t row = end; row < rows_; ++row) {
      ++count_.set_aside;
      if (IsBlankRow(sheet_, row)) continue;
      Tell(Severity::kNote, "note_row", sheet_.line(row), "set_aside", {});
    }
    if (rows_ == sheet_.rows()) return;
    count_.refused += sheet_.rows() - rows_;
    Tell(Severity::kError, "too_many_rows", sheet_.line(rows_), "rest_not_read",
         std::to_string(reading_.options.rows));
  }

  void CountRead(const RowWriter& writer) {
    for (std::size_t row = 0; row < data_rows_.size(); ++row) {
      if (!data_rows_[row]) continue;
      ++(writer.IsOdd(row) ? count_.repaired : count_.read);
    }
  }

  void TellColumns(const std::vector<std::size_t>& made_ids) {
    for (std::size_t level = 0; level < made_ids.size(); ++level) {
      if (made_ids[level] == 0) continue;
      Tell(Severity::kNote, "ids_made", HeaderLine(), "numbered_by_line",
           std::to_string(made_ids[level]), {},
           std::string(plan_.levels[level]->name));
    }
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      if (!headers_[i].text.empty() || plan_.columns[i].field != nullptr) {
        continue;
      }
      for (std::size_t row = 0; row < data_rows_.size(); ++row) {
        if (!data_rows_[row] || TextAt(sheet_, row, i).empty()) continue;
        Tell(Severity::kNote, "column_without_header", sheet_.line(row),
             "not_read", {}, std::to_string(i + 1));
        break;
      }
    }
  }

  // The tables that were appended to, for what comes after.
  void Remember(RowWriter& writer) {
    appended_.file = source_.label;
    appended_.source = number_;
    appended_.tables = writer.Take();
    RememberHalves(reading_, appended_);
  }

  void RefuseAll() {
    for (std::size_t row = 0; row < sheet_.rows(); ++row) {
      ++(IsBlankRow(sheet_, row) ? count_.set_aside : count_.refused);
    }
    if (record_ != nullptr) count_.record = record_->name;
  }

  void EndAccount() {
    world::SourceRows& account = reading_.builder.source(number_);
    account.record = count_.record;
    account.rows = count_.rows;
    account.set_aside = count_.set_aside;
    account.read = count_.read;
    account.repaired = count_.repaired;
    account.refused = count_.refused;
    if (!appended_.tables.empty()) {
      RunPasses(reading_.builder, appended_, reading_.options);
    }
    reading_.builder.EndSource();
    DescribeColumns();
  }

  void DescribeColumns() {
    for (const Record* record : plan_.levels) {
      result_.records.emplace_back(record->name);
    }
    for (const ColumnPlan& plan : plan_.columns) {
      ColumnMapping column;
      column.header = plan.header;
      const bool again =
          std::any_of(result_.columns.begin(), result_.columns.end(),
                      [&plan](const ColumnMapping& earlier) {
                        return earlier.header == plan.header;
                      });
      if (plan.header.empty() || again) {
        column.header = "#" + std::to_string(plan.index + 1);
      }
      if (plan.field != nullptr) {
        column.field = std::string(plan_.levels[plan.level]->name) + "." +
                       std::string(plan.field->name);
        column.unit = plan.unit;
        column.codes = plan.codes;
        if (plan.order != reading_.options.mapping.date_order) {
          column.date_order = plan.order;
        }
      }
      result_.columns.push_back(std::move(column));
    }
  }

  Reading& reading_;
  const Sheet& sheet_;
  const SheetSource& source_;
  const SheetMapping* mapping_;
  std::size_t number_;
  std::size_t rows_;  // those within the limit
  const Record* record_ = nullptr;
  Layout layout_;
  std::vector<ColumnHeader> headers_;
  SheetPlan plan_;
  world::SourceRows count_;
  data::Bits data_rows_;  // rows that records were made of
  AppendedSheet appended_;
  SheetMapping result_;
};

}  // namespace

SheetMapping ReadSheet(Reading& reading, const Sheet& sheet,
                       const SheetSource& source, const SheetMapping* mapping) {
  return SheetReader(reading, sheet, source, mapping).Read();
}

bool LeavesOut(const SheetMapping& mapping) {
  return mapping.records.empty() &&
         std::none_of(
             mapping.columns.begin(), mapping.columns.end(),
             [](const ColumnMapping& column) { return !column.field.empty(); });
}

std::string ShownValue(const schema::Field* field, std::string_view value) {
  if (field != nullptr && field->personal == schema::Personal::kDirect) {
    return value.empty() ? "" : "***";
  }
  return std::string(value);
}

}  // namespace quaranta::io

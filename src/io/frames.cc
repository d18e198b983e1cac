#include "io/frames.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "core/status_macros.h"
#include "io/cells.h"
#include "io/columns.h"
#include "io/headers.h"
#include "io/marks.h"
#include "io/passes.h"
#include "io/reader.h"
#include "quaranta/core/status.h"
#include "quaranta/data/arrow.h"
#include "quaranta/text/utf8.h"

namespace quaranta::io {
namespace {

using schema::Field;
using schema::Record;
using Severity = world::Issue::Severity;

// Rows in which totals are looked for everywhere; in longer frames they are
// looked for at the end.
constexpr std::uint32_t kWholeSearch = 1'000'000;
constexpr std::uint32_t kTailSearch = 100;

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

// The names of the columns of a stream.
absl::StatusOr<std::vector<std::string>> ColumnsOf(ArrowArrayStream* stream) {
  std::vector<std::string> columns;
  if (stream == nullptr || stream->release == nullptr) {
    return InvalidArgument("the Arrow stream was used up before");
  }
  ArrowSchema schema{};
  if (stream->get_schema(stream, &schema) != 0 || schema.release == nullptr) {
    return columns;  // data::AppendArrow() says what is wrong
  }
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const char* name = schema.children[i]->name;
    columns.emplace_back(name == nullptr ? "" : name);
  }
  schema.release(&schema);
  return columns;
}

// Whether a text is plainly a code, such as most ids: letters and digits of
// ASCII, a digit among them, with separators inside. AppendCell() leaves those
// as they are, for it knows no word with a digit; only what names a person may
// be masked in part.
bool IsCode(const Field& field, std::string_view text) {
  if (field.kind != schema::Kind::kString || field.repeated || text.empty() ||
      field.personal == schema::Personal::kDirect) {
    return false;
  }
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto plain = [&digit](char c) {
    return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  bool any = false;
  for (const char c : text) {
    any = any || digit(c);
    if (!plain(c) && c != '-' && c != '_' && c != ':' && c != '/' && c != '.') {
      return false;
    }
  }
  return any && plain(text.front()) && plain(text.back());
}

bool IsNumeric(const Field& field) {
  return !field.repeated && (field.kind == schema::Kind::kInt ||
                             field.kind == schema::Kind::kDouble);
}

class FrameReader {
 public:
  FrameReader(Reading& reading, const SheetSource& source,
              const SheetMapping* mapping)
      : reading_(reading), source_(source), mapping_(mapping) {
    result_.file = source.file;
    result_.sheet = source.name;
  }

  absl::StatusOr<SheetMapping> Read(ArrowArrayStream* stream) {
    QUARANTA_ASSIGN_OR_RETURN(columns_, ColumnsOf(stream));
    number_ = reading_.builder.AddSource(
        {.file = source_.file, .sheet = source_.name});
    reading_.builder.AddFile(source_.label);
    const absl::Status status = ReadTable(stream);
    reading_.builder.EndSource();
    if (!status.ok()) return status;
    return std::move(result_);
  }

 private:
  void Tell(Severity severity, std::string_view code, std::uint32_t row,
            std::string_view action, std::string detail,
            std::string column = {}, std::string value = {}) {
    world::Issue issue = FileIssue(severity, code, source_.label, row, action,
                                   std::move(detail));
    issue.column = Utf8(column);
    issue.value = Utf8(value);
    reading_.builder.AddIssue(std::move(issue));
  }

  absl::Status ReadTable(ArrowArrayStream* stream) {
    if (mapping_ != nullptr && LeavesOut(*mapping_)) {
      Tell(Severity::kNote, "left_out", 0, "not_read", {});
      stream->release(stream);
      return absl::OkStatus();
    }
    if (!FindRecord()) {
      Tell(Severity::kWarning, "unknown_table", 0, "not_read", {});
      stream->release(stream);
      return absl::OkStatus();
    }
    Plan();
    data::Table& table = reading_.builder.Edit(*record_);
    first_ = table.rows;
    auto issues = data::AppendArrow(stream, table, Options());
    last_ = table.rows;
    world::SourceRows& account = reading_.builder.source(number_);
    account.record = record_->name;
    account.rows = last_ - first_;
    if (!issues.ok()) {
      account.read = account.rows;
      return issues.status();
    }
    TellIssues(*issues);
    SetTotalsAside(table);
    Finish();
    return absl::OkStatus();
  }

  bool FindRecord() {
    record_ = source_.record;
    if (mapping_ != nullptr && !mapping_->records.empty()) {
      record_ = schema::FindRecord(mapping_->records.front());
    }
    for (const std::string& column : columns_) {
      // Notes go to the field of their name, without a column of their own.
      headers_.push_back({column, {}});
    }
    if (record_ == nullptr) {
      const auto records = RecordsOf(headers_);
      if (records.size() == 1) record_ = records.front();
    }
    return record_ != nullptr;
  }

  // Columns to fields. A frame is one record: others are left out.
  void Plan() {
    std::vector<ColumnRemark> remarks;
    SheetMapping alone;
    if (mapping_ != nullptr) alone = *mapping_;
    alone.records = {std::string(record_->name)};
    plan_ = PlanColumns(headers_, record_, &alone,
                        reading_.options.mapping.date_order, nullptr, remarks);
    for (const ColumnRemark& remark : remarks) {
      if (remark.code == "mapped_header_missing") {
        Tell(Severity::kWarning, remark.code, 0, "not_read", remark.detail,
             remark.header);
      }
    }
    for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
      ColumnPlan& column = plan_.columns[i];
      if (column.field == nullptr) continue;
      if (column.level != 0) {
        column.field = nullptr;
        told_.push_back(columns_[i]);
        continue;
      }
      contexts_[column.field] = {
          reading_.zone, column.order, column.unit,
          column.codes.empty() ? nullptr : &column.codes};
    }
  }

  data::ArrowOptions Options() {
    data::ArrowOptions arrow;
    arrow.zone = reading_.zone;
    arrow.most_issues = reading_.options.issues_per_code;
    arrow.find = [this](std::string_view name) { return FieldOf(name); };
    arrow.append_text = [this](data::Column& column, std::string_view text) {
      return AppendText(column, text);
    };
    arrow.as_text = [this](const Field& field) {
      const auto context = contexts_.find(&field);
      return context != contexts_.end() && (!context->second.unit.empty() ||
                                            context->second.codes != nullptr);
    };
    arrow.unchanged = [this](const Field& field, std::string_view text) {
      const auto context = contexts_.find(&field);
      const bool coded =
          context != contexts_.end() && context->second.codes != nullptr;
      return !coded && IsCode(field, text);
    };
    return arrow;
  }

  const Field* FieldOf(std::string_view name) const {
    bool planned = false;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i] != name) continue;
      if (plan_.columns[i].field != nullptr) return plan_.columns[i].field;
      planned = true;
    }
    // What the plan left out for a reason that was told, or on purpose, is not
    // read; of a field that comes twice the importer tells.
    if (planned && IsTold(std::string(name))) return nullptr;
    return FindHeader(*record_, name).field;
  }

  std::string_view AppendText(data::Column& column, std::string_view text) {
    if (text::InvalidUtf8At(text)) {
      column.AppendBlank();
      column.SetNote(column.size() - 1,
                     {data::NoteState::kSuspect, "?", std::nullopt});
      return "not_utf8";
    }
    const auto problem = AppendCell(column, {text}, contexts_[&column.field()]);
    return problem ? problem->code : std::string_view();
  }

  void TellIssues(const std::vector<data::ArrowIssue>& issues) {
    for (const data::ArrowIssue& odd : issues) {
      if (!odd.cell && IsTold(odd.column)) continue;
      const std::uint32_t row = odd.cell ? odd.row - first_ + 1 : 0;
      Tell(SeverityOf(odd), odd.code, row, ActionOf(odd),
           std::string(record_->name), odd.column, odd.value);
      if (odd.cell) odd_rows_.push_back(row);
    }
    std::sort(odd_rows_.begin(), odd_rows_.end());
    odd_rows_.erase(std::unique(odd_rows_.begin(), odd_rows_.end()),
                    odd_rows_.end());
  }

  // Columns that the mapping leaves out, or that have a remark already.
  bool IsTold(const std::string& column) const {
    if (std::find(told_.begin(), told_.end(), column) != told_.end()) {
      return true;
    }
    if (mapping_ == nullptr) return false;
    return std::any_of(mapping_->columns.begin(), mapping_->columns.end(),
                       [&column](const ColumnMapping& wanted) {
                         return wanted.header == column && wanted.field.empty();
                       });
  }

  // The mark of a row whose first text says 合计, and that holds nothing but
  // figures beside it.
  TotalMark MarkOf(const data::Table& table, std::uint32_t row) const {
    TotalMark mark = TotalMark::kNone;
    bool figures = false;
    for (const ColumnPlan& plan : plan_.columns) {
      if (plan.field == nullptr) continue;
      const data::Column& column =
          table.columns[FieldNumber(*record_, *plan.field)];
      if (!column.valid(row)) continue;
      if (IsNumeric(*plan.field)) {
        figures = true;
        continue;
      }
      if (mark != TotalMark::kNone || column.kind() != schema::Kind::kString ||
          plan.field->repeated) {
        return TotalMark::kNone;
      }
      mark = TotalMarkOf(column.GetText(row));
      if (mark == TotalMark::kNone) return mark;
    }
    return figures || mark == TotalMark::kAll ? mark : TotalMark::kNone;
  }

  // Takes totals rows out again and compares them with the rows above.
  void SetTotalsAside(data::Table& table) {
    std::uint32_t row = first_;
    if (last_ - first_ > kWholeSearch) row = last_ - kTailSearch;
    std::uint32_t block = first_;
    for (; row < last_; ++row) {
      const TotalMark mark = MarkOf(table, row);
      if (mark == TotalMark::kNone) continue;
      Compare(table, row, mark == TotalMark::kBlock ? block : first_);
      reading_.builder.Drop(*record_, row);
      dropped_.push_back(row);
      block = row + 1;
    }
  }

  void Compare(const data::Table& table, std::uint32_t total,
               std::uint32_t begin) {
    for (const ColumnPlan& plan : plan_.columns) {
      if (plan.field == nullptr || !IsNumeric(*plan.field)) continue;
      const data::Column& column =
          table.columns[FieldNumber(*record_, *plan.field)];
      if (!column.valid(total)) continue;
      double sum = 0;
      bool known = true;
      const auto value = [&column](std::uint32_t row) {
        return column.kind() == schema::Kind::kInt
                   ? static_cast<double>(column.GetInt(row))
                   : column.GetDouble(row);
      };
      for (std::uint32_t row = begin; row < total; ++row) {
        if (std::binary_search(dropped_.begin(), dropped_.end(), row)) continue;
        if (column.valid(row)) sum += value(row);
        known = known && (column.valid(row) || column.note(row) == nullptr);
      }
      const double stated = value(total);
      const double slack = 1e-9 * (sum < 0 ? -sum : sum) + 0.0005;
      if (!known || (stated - sum <= slack && sum - stated <= slack)) continue;
      data::Column shown(*plan.field);
      column.kind() == schema::Kind::kInt
          ? shown.AppendInt(static_cast<std::int64_t>(sum))
          : shown.AppendDouble(sum);
      Tell(Severity::kWarning, "total_differs", total - first_ + 1, "kept_rows",
           ItemText(shown, 0), plan.header, ItemText(column, total));
    }
  }

  void Finish() {
    world::SourceRows& account = reading_.builder.source(number_);
    account.set_aside = dropped_.size();
    for (const std::uint32_t row : odd_rows_) {
      if (!std::binary_search(dropped_.begin(), dropped_.end(),
                              first_ + row - 1)) {
        ++account.repaired;
      }
    }
    account.read = account.rows - account.set_aside - account.repaired;
    AppendedRows rows{record_, first_, last_, {}, {}};
    rows.headers.resize(record_->fields.size());
    result_.records.emplace_back(record_->name);
    for (const ColumnPlan& plan : plan_.columns) {
      ColumnMapping column;
      column.header = plan.header;
      if (plan.field != nullptr) {
        rows.headers[FieldNumber(*record_, *plan.field)] = plan.header;
        column.field =
            std::string(record_->name) + "." + std::string(plan.field->name);
        column.unit = plan.unit;
        column.codes = plan.codes;
        if (plan.order != reading_.options.mapping.date_order) {
          column.date_order = plan.order;
        }
      }
      result_.columns.push_back(std::move(column));
    }
    AppendedSheet appended{source_.label, number_, {}};
    appended.tables.push_back(std::move(rows));
    RunPasses(reading_.builder, appended, reading_.options);
    RememberHalves(reading_, appended);
  }

  Reading& reading_;
  const SheetSource& source_;
  const SheetMapping* mapping_;
  std::size_t number_ = 0;
  const Record* record_ = nullptr;
  std::vector<std::string> columns_;
  std::vector<ColumnHeader> headers_;
  SheetPlan plan_;
  std::map<const Field*, CellContext> contexts_;
  std::vector<std::string> told_;  // columns with a remark of their own
  std::uint32_t first_ = 0;
  std::uint32_t last_ = 0;
  std::vector<std::uint32_t> odd_rows_;  // from 1
  std::vector<std::uint32_t> dropped_;   // rows of the table
  SheetMapping result_;
};

}  // namespace

absl::StatusOr<SheetMapping> ReadFrame(Reading& reading,
                                       ArrowArrayStream* stream,
                                       const SheetSource& source,
                                       const SheetMapping* mapping) {
  return FrameReader(reading, source, mapping).Read(stream);
}

}  // namespace quaranta::io

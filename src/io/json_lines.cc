// Rows of JSON objects, one a line.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "io/columns.h"
#include "io/headers.h"
#include "io/passes.h"
#include "io/reader.h"
#include "io/text_reader.h"
#include "quaranta/core/status.h"
#include "quaranta/text/node.h"

namespace quaranta::io {
namespace {

using schema::Record;
using Severity = world::Issue::Severity;

class JsonLinesReader {
 public:
  JsonLinesReader(Reading& reading, const SheetSource& source,
                  const SheetMapping* mapping)
      : reading_(reading),
        source_(source),
        mapping_(mapping),
        file_(reading.builder.AddFile(source.label)),
        number_(reading.builder.AddSource(
            {.file = source.file, .sheet = source.name})) {}

  SheetMapping Read(std::string_view text) {
    result_.file = source_.file;
    result_.sheet = source_.name;
    if (mapping_ != nullptr && LeavesOut(*mapping_)) {
      Tell(Severity::kNote, "left_out", 0, "not_read", {});
      count_.set_aside = count_.rows = CountLines(text);
    } else if (FindRecord(text)) {
      Start();
      ReadLines(text);
      Finish();
    } else {
      Tell(Severity::kWarning, "unknown_table", 0, "not_read", {});
      count_.refused = count_.rows = CountLines(text);
    }
    EndAccount();
    return std::move(result_);
  }

 private:
  static bool IsBlank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
  }

  // Takes the first line off a text.
  static std::string_view TakeLine(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
  }

  static std::uint64_t CountLines(std::string_view text) {
    std::uint64_t lines = 0;
    while (!text.empty()) {
      TakeLine(text);
      ++lines;
    }
    return lines;
  }

  void Tell(Severity severity, std::string_view code, std::uint32_t line,
            std::string_view action, std::string detail,
            std::string column = {}, std::string value = {}) {
    world::Issue issue = FileIssue(severity, code, source_.label, line, action,
                                   std::move(detail));
    issue.column = std::move(column);
    issue.value = std::move(value);
    reading_.builder.AddIssue(std::move(issue));
  }

  // By the mapping, the caller, or the keys of the first object.
  bool FindRecord(std::string_view text) {
    record_ = source_.record;
    if (mapping_ != nullptr && !mapping_->records.empty()) {
      record_ = schema::FindRecord(mapping_->records.front());
    }
    while (record_ == nullptr && !text.empty()) {
      const auto row = text::ReadJson(TakeLine(text), source_.label);
      if (!row.ok() || !row->IsMap()) continue;
      std::vector<ColumnHeader> headers;
      for (const auto& [key, value] : row->entries)
        headers.push_back({key, {}});
      const auto records = RecordsOf(headers);
      if (records.size() != 1) return false;
      record_ = records.front();
    }
    return record_ != nullptr;
  }

  void Start() {
    count_.record = record_->name;
    rows_.record = record_;
    rows_.first = reading_.builder.Edit(*record_).rows;
    rows_.headers.resize(record_->fields.size());
  }

  void ReadLines(std::string_view text) {
    std::uint32_t number = 0;
    std::size_t rows = 0;
    while (!text.empty()) {
      const std::string_view rest = text;
      const std::string_view line = TakeLine(text);
      ++number;
      if (IsBlank(line)) {
        ++count_.rows;
        ++count_.set_aside;
        continue;
      }
      if (++rows > reading_.options.rows) {
        Tell(Severity::kError, "too_many_rows", number, "rest_not_read",
             std::to_string(reading_.options.rows));
        count_.rows += CountLines(rest);
        count_.refused += CountLines(rest);
        return;
      }
      ++count_.rows;
      ReadLine(line, number);
    }
  }

  void ReadLine(std::string_view line, std::uint32_t number) {
    auto row = text::ReadJson(line, source_.label, {}, number);
    if (row.ok() && !row->IsMap()) row = InvalidArgument("expected an object");
    if (!row.ok()) {
      Tell(Severity::kError, "unreadable_row", number, "not_read",
           std::string(MessageOf(row.status())));
      ++count_.refused;
      return;
    }
    bool odd = false;
    const auto problems =
        AppendRow(reading_.builder, *record_, *row, reading_.zone,
                  Texts::kCells, world::Origin{file_, number},
                  [this](std::string_view key) { return Place(key); });
    for (const RowProblem& problem : problems) {
      // A key that nobody knows is one remark, on the line that has it first.
      if (problem.field == nullptr ||
          problem.problem.code == "computed_field") {
        if (std::find(told_.begin(), told_.end(), problem.key) != told_.end()) {
          continue;
        }
        told_.push_back(problem.key);
      }
      odd = true;
      Tell(problem.problem.severity, problem.problem.code, number,
           problem.problem.action, problem.problem.detail, problem.key,
           problem.node->IsScalar()
               ? ShownValue(problem.field, problem.node->scalar)
               : std::string());
    }
    rows_.lines.push_back(number);
    ++(odd ? count_.repaired : count_.read);
  }

  // Where a key goes; found once.
  KeyPlace Place(std::string_view key) {
    const auto it = places_.find(key);
    if (it != places_.end()) return ToPlace(it->second);
    ColumnPlan plan;
    plan.header = key;
    plan.index = places_.size();
    plan.order = reading_.options.mapping.date_order;
    const ColumnMapping* told = Told(key);
    if (told != nullptr) {
      const FieldName name = FindFieldName(told->field, {record_});
      if (name.record == record_) plan.field = name.field;
      plan.unit = told->unit;
      plan.codes = told->codes;
      if (told->date_order != DateOrder::kUnknown) {
        plan.order = told->date_order;
      }
    } else {
      const Header header = FindHeader(*record_, key);
      plan.field = header.field;
      plan.unit = header.unit;
    }
    if (plan.field != nullptr) {
      rows_.headers[FieldNumber(*record_, *plan.field)] = plan.header;
    }
    return ToPlace(
        places_.emplace(std::string(key), std::move(plan)).first->second);
  }

  KeyPlace ToPlace(const ColumnPlan& plan) const {
    KeyPlace place;
    place.field = plan.field;
    place.left_out = plan.field == nullptr && Told(plan.header) != nullptr;
    place.context = {reading_.zone, plan.order, plan.unit,
                     plan.codes.empty() ? nullptr : &plan.codes};
    return place;
  }

  const ColumnMapping* Told(std::string_view key) const {
    if (mapping_ == nullptr) return nullptr;
    for (const ColumnMapping& column : mapping_->columns) {
      if (column.header == key) return &column;
    }
    return nullptr;
  }

  void Finish() {
    result_.records.emplace_back(record_->name);
    std::vector<const ColumnPlan*> plans(places_.size());
    for (const auto& [key, plan] : places_) plans[plan.index] = &plan;
    for (const ColumnPlan* plan : plans) {
      ColumnMapping column;
      column.header = plan->header;
      if (plan->field != nullptr) {
        column.field =
            std::string(record_->name) + "." + std::string(plan->field->name);
        column.unit = plan->unit;
        column.codes = plan->codes;
        if (plan->order != reading_.options.mapping.date_order) {
          column.date_order = plan->order;
        }
      }
      result_.columns.push_back(std::move(column));
    }
    appended_.file = source_.label;
    appended_.source = number_;
    rows_.last = reading_.builder.Edit(*record_).rows;
    appended_.tables.push_back(std::move(rows_));
    RememberHalves(reading_, appended_);
  }

  void EndAccount() {
    world::SourceRows& account = reading_.builder.source(number_);
    const std::string file = account.file;
    const std::string sheet = account.sheet;
    account = count_;
    account.file = file;
    account.sheet = sheet;
    if (!appended_.tables.empty()) {
      RunPasses(reading_.builder, appended_, reading_.options);
    }
    reading_.builder.EndSource();
  }

  Reading& reading_;
  const SheetSource& source_;
  const SheetMapping* mapping_;
  std::uint32_t file_;
  std::size_t number_;
  const Record* record_ = nullptr;
  world::SourceRows count_;
  std::map<std::string, ColumnPlan, std::less<>> places_;  // by key
  std::vector<std::string> told_;
  AppendedRows rows_;
  AppendedSheet appended_;
  SheetMapping result_;
};

}  // namespace

SheetMapping ReadJsonLines(Reading& reading, std::string_view text,
                           const SheetSource& source,
                           const SheetMapping* mapping) {
  return JsonLinesReader(reading, source, mapping).Read(text);
}

}  // namespace quaranta::io

#include "io/totals.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "io/layout.h"
#include "io/numbers.h"

namespace quaranta::io {
namespace {

using schema::Kind;

bool IsNumeric(const schema::Field& field) {
  return !field.repeated &&
         (field.kind == Kind::kInt || field.kind == Kind::kDouble);
}

bool IsDash(std::string_view text) {
  return text == "-" || text == "/" || text == "—" || text == "--" ||
         text == "\\" || text == "——";
}

// "62", "62人", "58.8%", "1,270".
bool IsFigure(std::string_view text) {
  const std::string narrow = Narrow(text);
  if (narrow.empty() || narrow.size() > 24) return false;
  const char first = narrow.front();
  if ((first < '0' || first > '9') && first != '-' && first != '+') {
    return false;
  }
  // A day or a time is no figure.
  return narrow.find_first_of("/:") == std::string::npos &&
         narrow.find('-', 1) == std::string::npos &&
         narrow.find("月") == std::string::npos;
}

// The first cell of a row that says anything.
std::size_t LabelOf(const Sheet& sheet, std::size_t row) {
  std::size_t i = 0;
  while (i < sheet.columns(row) && sheet.cell(row, i).text.empty()) ++i;
  return i;
}

// "合计62人" counts rows; "合计(3个点)" counts something else.
bool CountsRows(std::string_view label) {
  for (const std::string_view word : {"人", "名", "条", "行", "rows"}) {
    if (label.find(word) != std::string_view::npos) return true;
  }
  return false;
}

// Sums of what is known: a masked cell may be anything from nothing up.
struct Sum {
  double low = 0;
  double high = 0;
  std::uint64_t cells = 0;  // with a value or a note
};

Sum SumOf(const data::Column& column, std::uint32_t begin, std::uint32_t end) {
  Sum sum;
  for (std::uint32_t row = begin; row < end && row < column.size(); ++row) {
    const data::Note* note = column.note(row);
    if (column.valid(row)) {
      const double value = column.kind() == Kind::kInt
                               ? static_cast<double>(column.GetInt(row))
                               : column.GetDouble(row);
      sum.low += value;
      sum.high += value;
      ++sum.cells;
    } else if (note != nullptr) {
      ++sum.cells;
      sum.low += note->bounds ? std::max(0.0, note->bounds->low) : 0;
      sum.high += note->bounds ? note->bounds->high
                               : std::numeric_limits<double>::infinity();
    }
  }
  return sum;
}

std::string Shortest(double value) {
  std::array<char, 32> buffer{};
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return std::string(buffer.data(), result.ptr);
}

std::string TextOf(const Sum& sum) {
  if (sum.low == sum.high) return Shortest(sum.low);
  if (std::isinf(sum.high)) return ">=" + Shortest(sum.low);
  return Shortest(sum.low) + ".." + Shortest(sum.high);
}

// What a totals row says about a column.
struct Stated {
  double low = 0;
  double high = 0;
  double slack = 0;  // half of the last digit that is shown
};

std::optional<Stated> ReadStated(const ColumnPlan& column, SheetCell cell,
                                 const Zone* zone) {
  data::Column scratch(*column.field);
  CellContext context;
  context.zone = zone;
  context.unit = column.unit;
  const auto problem = AppendCell(scratch, cell, context);
  // A sum may well lie beyond what a single row may hold.
  if (problem && problem->code != "out_of_range") return std::nullopt;
  Stated stated;
  if (scratch.valid(0)) {
    stated.low = scratch.kind() == Kind::kInt
                     ? static_cast<double>(scratch.GetInt(0))
                     : scratch.GetDouble(0);
    stated.high = stated.low;
    stated.slack = 1e-9 * std::fabs(stated.low);
    return stated;
  }
  const data::Note* note = scratch.note(0);
  if (note == nullptr || !note->bounds) return std::nullopt;
  return Stated{note->bounds->low, note->bounds->high, 0};
}

bool Agree(const Stated& stated, const Sum& sum, const ColumnPlan& column) {
  const double slack = stated.slack + 1e-9 * (std::fabs(sum.low) + 1) +
                       (column.field->kind == Kind::kDouble ? 0.0005 : 0);
  if (stated.low <= sum.high + slack && sum.low <= stated.high + slack) {
    return true;
  }
  // Temperatures, distances and shares are averaged, not added.
  if (column.field->kind != Kind::kDouble || sum.cells == 0) return false;
  const double mean = sum.low / static_cast<double>(sum.cells);
  return std::fabs(mean - stated.low) <= 0.051;
}

}  // namespace

TotalMark TotalMarkOfRow(const Sheet& sheet, std::size_t row,
                         const SheetPlan& plan) {
  const std::size_t label = LabelOf(sheet, row);
  if (label >= sheet.columns(row) || label > 3) return TotalMark::kNone;
  const TotalMark mark = TotalMarkOf(TrimSpace(sheet.cell(row, label).text));
  if (mark == TotalMark::kNone) return mark;
  std::size_t figures = 0;
  std::size_t words = 0;
  bool other_text_column = false;
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    const ColumnPlan& column = plan.columns[i];
    const std::string_view text = TextAt(sheet, row, i);
    if (i == label) continue;
    const bool numeric = column.field != nullptr && IsNumeric(*column.field);
    if (text.empty() || IsDash(text)) {
      other_text_column =
          other_text_column || (column.field != nullptr && !numeric);
      continue;
    }
    if (IsFigure(text) || TotalMarkOf(text) != TotalMark::kNone) {
      ++figures;
    } else {
      ++words;
    }
  }
  // A record whose name says "total" has words beside it, not only figures.
  if (words > 1) return TotalMark::kNone;
  if (mark == TotalMark::kNamedBlock) {
    return figures > 0 && words == 0 && other_text_column ? mark
                                                          : TotalMark::kNone;
  }
  return figures > 0 || words == 0 ? mark : TotalMark::kNone;
}

TotalsCheck::TotalsCheck(const SheetPlan& plan,
                         std::vector<const data::Table*> tables,
                         const Zone* zone)
    : plan_(plan), tables_(std::move(tables)), zone_(zone) {
  all_ = since_total_ = block_ = Here();
}

TotalsCheck::Begin TotalsCheck::Here() const {
  Begin begin;
  for (const data::Table* table : tables_) begin.rows.push_back(table->rows);
  begin.count = rows_;
  return begin;
}

std::vector<TotalsCheck::Difference> TotalsCheck::Check(const Sheet& sheet,
                                                        std::size_t row,
                                                        TotalMark mark) {
  if (rows_ == 0) {
    if (mark != TotalMark::kBlock) above_.push_back(row);
    return {};
  }
  std::vector<Begin> ranges;
  if (mark == TotalMark::kAll) {
    ranges = {all_, since_total_};
  } else if (mark == TotalMark::kBlock) {
    ranges = {block_};
  } else {
    ranges = {block_, all_};
  }
  auto differences = Compare(sheet, row, ranges);
  block_ = Here();
  if (mark == TotalMark::kAll) since_total_ = block_;
  return differences;
}

std::vector<TotalsCheck::Difference> TotalsCheck::Finish(const Sheet& sheet) {
  std::vector<Difference> differences;
  if (rows_ == 0) return differences;
  for (const std::size_t row : above_) {
    for (Difference& difference : Compare(sheet, row, {all_})) {
      differences.push_back(std::move(difference));
    }
  }
  return differences;
}

std::vector<TotalsCheck::Difference> TotalsCheck::Compare(
    const Sheet& sheet, std::size_t row,
    const std::vector<Begin>& ranges) const {
  std::vector<Difference> differences;
  const std::size_t label = LabelOf(sheet, row);
  const std::string_view text_of_label = sheet.cell(row, label).text;
  const std::string figure = FigureOf(text_of_label);
  if (!figure.empty() && CountsRows(text_of_label)) {
    const std::string header =
        label < plan_.columns.size() ? plan_.columns[label].header : "";
    CompareCount(header, figure, nullptr, ranges, row, differences);
  }
  for (const ColumnPlan& column : plan_.columns) {
    const std::string_view text = TextAt(sheet, row, column.index);
    if (column.index == label || text.empty() || column.field == nullptr) {
      continue;
    }
    if (IsNumeric(*column.field)) {
      CompareSum(sheet, row, column, ranges, differences);
    } else {
      CompareCount(column.header, text, &column, ranges, row, differences);
    }
  }
  return differences;
}

void TotalsCheck::CompareSum(const Sheet& sheet, std::size_t row,
                             const ColumnPlan& column,
                             const std::vector<Begin>& ranges,
                             std::vector<Difference>& differences) const {
  const SheetCell cell = sheet.cell(row, column.index);
  const auto stated = ReadStated(column, cell, zone_);
  if (!stated) return;
  const data::Table& table = *tables_[column.level];
  const data::Column& values =
      table.columns[FieldNumber(*table.record, *column.field)];
  std::optional<Sum> first;
  for (const Begin& range : ranges) {
    const Sum sum = SumOf(values, range.rows[column.level], table.rows);
    if (Agree(*stated, sum, column)) return;
    if (!first) first = sum;
  }
  // In the unit of the column, as the sum is not.
  std::string shown(TrimSpace(cell.text));
  if (shown.find(column.unit) == std::string::npos) shown += column.unit;
  differences.push_back({row, column.header, std::move(shown), TextOf(*first)});
}

void TotalsCheck::CompareCount(const std::string& header, std::string_view text,
                               const ColumnPlan* column,
                               const std::vector<Begin>& ranges,
                               std::size_t row,
                               std::vector<Difference>& differences) const {
  const std::string digits = FigureOf(text);
  const Number number = ParseNumber(digits, "", /*whole=*/true);
  const auto stated = number.value.ToInt();
  if (number.kind != Number::Kind::kExact || !stated || *stated < 0) return;
  const auto count = static_cast<std::uint64_t>(*stated);
  for (const Begin& range : ranges) {
    if (count == rows_ - range.count) return;
    if (column == nullptr) continue;
    // Or the rows that say something there, or the things that they name.
    const data::Table& table = *tables_[column->level];
    const data::Column& values =
        table.columns[FieldNumber(*table.record, *column->field)];
    std::uint64_t filled = 0;
    absl::flat_hash_set<std::string> distinct;
    for (std::uint32_t i = range.rows[column->level]; i < table.rows; ++i) {
      if (!values.valid(i) && values.note(i) == nullptr) continue;
      ++filled;
      if (values.valid(i)) distinct.insert(CellText(values, i));
    }
    if (count == filled || count == distinct.size()) return;
  }
  differences.push_back({row, header, std::string(TrimSpace(text)),
                         std::to_string(rows_ - ranges.front().count)});
}

}  // namespace quaranta::io

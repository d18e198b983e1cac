#include "expr/cells.h"

#include <optional>
#include <string>
#include <utility>

#include "expr/names.h"

namespace quaranta::expr {
namespace {

using data::Column;
using data::NoteState;
using schema::Absent;
using schema::Kind;

Value UnknownCell(data::RowRef row, std::uint32_t field, NoteState cause) {
  return Value(Unknown{{Fact{row, false, field, cause}}});
}

// Item i of the column's vectors.
Value ItemAt(const Column& column, std::size_t i) {
  switch (column.kind()) {
    case Kind::kBool:
      return Value(column.GetBool(i));
    case Kind::kInt:
      return Value(column.GetInt(i));
    case Kind::kDouble:
      return Value(column.GetDouble(i));
    case Kind::kString:
    case Kind::kReference:
      return Value(column.GetText(i));
    case Kind::kEnum:
      return Value(EnumNumber{column.field().enumeration, column.GetEnum(i)});
    case Kind::kDate:
      return Value(column.GetDay(i));
    case Kind::kInstant:
      return Value(column.GetInstant(i));
  }
  return Value(Null{});
}

Value ListAt(const Column& column, std::size_t row) {
  const auto [first, last] = column.ListRange(row);
  List list;
  list.items.reserve(last - first);
  for (std::size_t i = first; i < last; ++i) {
    list.items.push_back(ItemAt(column, i));
  }
  return Value(std::move(list));
}

// A blank cell without a note.
Value Blank(data::RowRef row, std::uint32_t field,
            const schema::Field& schema_field) {
  if (schema_field.absent == Absent::kUnknown) {
    return UnknownCell(row, field, NoteState::kNotRecorded);
  }
  // Known to be nothing: of a list that is the empty one.
  if (schema_field.repeated) return Value(List{});
  return Value(Null{});
}

Value ReadGather(const data::Table& table, data::RowRef row,
                 const data::Gather& gather, const Context& context) {
  if (row.row < gather.row.size() && gather.row[row.row] >= 0) {
    return Value(data::RowRef{gather.target,
                              static_cast<std::uint32_t>(gather.row[row.row])});
  }
  const Value id = ReadColumn(*context.activation().view, row, gather.field);
  if (id.IsUnknown() || id.As<Null>()) return id;
  const bool noted = gather.field < table.columns.size() &&
                     table.columns[gather.field].note(row.row) != nullptr;
  const NoteState cause = noted
                              ? table.columns[gather.field].note(row.row)->state
                              : NoteState::kSuspect;
  return UnknownCell(row, gather.field, cause);
}

Value ReadSegments(const data::Table& table, data::RowRef row,
                   const data::Segments& segments, Context& context) {
  List list;
  if (row.row + std::size_t{1} < segments.offset.size()) {
    const auto rows = segments.Of(row.row);
    if (!context.Charge(rows.size() / 8)) return context.FailBudget();
    list.items.reserve(rows.size());
    for (const std::uint32_t target : rows) {
      list.items.emplace_back(data::RowRef{segments.target, target});
    }
  }
  const bool closed =
      row.row < segments.closed.size() && segments.closed[row.row];
  const auto index =
      static_cast<std::uint32_t>(&segments - table.segments.data());
  if (!closed && context.Assumed(row, true, index) == nullptr) {
    list.open = {Fact{row, true, index, NoteState::kNotRecorded}};
  }
  return Value(std::move(list));
}

struct Target {
  const data::Table* table = nullptr;
  Access access = Access::kDynamic;
  std::uint32_t field = 0;
  const data::Gather* gather = nullptr;
  const data::Segments* segments = nullptr;
};

std::optional<std::uint32_t> FieldIndex(const schema::Record& record,
                                        std::string_view name) {
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    if (record.fields[i].name == name) return static_cast<std::uint32_t>(i);
  }
  return std::nullopt;
}

// Where the member is; nullopt when the record has none of that name.
std::optional<Target> Locate(data::RowRef row, const Node& select,
                             const Context& context) {
  const data::View* view = context.activation().view;
  if (view == nullptr || row.table >= view->tables.size()) return std::nullopt;
  Target target;
  target.table = &view->tables[row.table];
  target.access = select.access;
  target.field = select.index;
  if (select.access == Access::kColumn || select.access == Access::kId) {
    return target;
  }
  if (select.access == Access::kDynamic) {
    if (select.name == "id") {
      target.access = Access::kId;
      return target;
    }
    if (target.table->record != nullptr) {
      if (const auto field = FieldIndex(*target.table->record, select.name)) {
        target.access = Access::kColumn;
        target.field = *field;
        return target;
      }
    }
  }
  if ((target.gather = target.table->FindGather(select.name))) {
    target.access = Access::kGather;
    return target;
  }
  if ((target.segments = target.table->FindSegments(select.name))) {
    target.access = Access::kSegments;
    return target;
  }
  return std::nullopt;
}

Value ReadId(const data::Table& table, data::RowRef row,
             const Context& context) {
  if (row.row < table.rows && table.HasId(row.row)) {
    return Value(table.IdText(row.row));
  }
  if (table.record != nullptr) {
    if (const auto field = FieldIndex(*table.record, "id")) {
      return ReadColumn(*context.activation().view, row, *field);
    }
  }
  return Value(Null{});
}

Value NoMember(const Node& select, const Context& context) {
  return context.Fail(ErrorCode::kNoSuchField,
                      "there is no field `" + select.name + "`");
}

}  // namespace

Value ReadColumn(const data::View& view, data::RowRef row,
                 std::uint32_t field) {
  const data::Table& table = view.tables[row.table];
  if (field >= table.columns.size() || row.row >= table.columns[field].size()) {
    return UnknownCell(row, field, NoteState::kNotRecorded);
  }
  const Column& column = table.columns[field];
  if (const data::Note* note = column.note(row.row)) {
    if (note->state == NoteState::kHedged && note->bounds) {
      return Value(Hedged{*note->bounds,
                          {Fact{row, false, field, NoteState::kHedged}},
                          column.kind() == Kind::kInt});
    }
    return UnknownCell(row, field, note->state);
  }
  if (!column.valid(row.row)) {
    if (&column == table.GivenIds() && table.HasId(row.row)) {
      return Value(table.IdText(row.row));
    }
    return Blank(row, field, column.field());
  }
  if (column.field().repeated) return ListAt(column, row.row);
  // 0 is no value of an enum: it means "not recorded".
  if (column.kind() == Kind::kEnum && column.GetEnum(row.row) == 0) {
    return Blank(row, field, column.field());
  }
  return ItemAt(column, row.row);
}

Value ReadColumn(data::RowRef row, std::uint32_t field, Context& context) {
  const Value* assumed = context.Assumed(row, false, field);
  if (assumed != nullptr) return *assumed;
  Value value = ReadColumn(*context.activation().view, row, field);
  context.Meet(value);
  return value;
}

Value ReadMember(data::RowRef row, const Node& select, Context& context) {
  const auto target = Locate(row, select, context);
  if (!target) return NoMember(select, context);
  Value value;
  switch (target->access) {
    case Access::kColumn:
      return ReadColumn(row, target->field, context);
    case Access::kId:
      return ReadId(*target->table, row, context);
    case Access::kGather:
      value = ReadGather(*target->table, row, *target->gather, context);
      break;
    case Access::kSegments:
      value = ReadSegments(*target->table, row, *target->segments, context);
      break;
    case Access::kDynamic:
      return NoMember(select, context);
  }
  context.Meet(value);
  return value;
}

Value HasMember(data::RowRef row, const Node& select, Context& context) {
  const auto target = Locate(row, select, context);
  if (!target) return NoMember(select, context);
  if (target->access == Access::kSegments) return Value(true);
  if (target->access == Access::kColumn) {
    // A blank list reads as the empty one, but it is not there.
    const data::Table& table = *target->table;
    const bool here = target->field < table.columns.size() &&
                      row.row < table.columns[target->field].size();
    if (here && table.columns[target->field].field().repeated &&
        table.columns[target->field].note(row.row) == nullptr &&
        !table.columns[target->field].valid(row.row)) {
      const Value blank =
          Blank(row, target->field, table.columns[target->field].field());
      return blank.IsUnknown() ? blank : Value(false);
    }
  }
  const Value value = ReadMember(row, select, context);
  if (value.IsUnknown() || value.IsError()) return value;
  return Value(value.As<Null>() == nullptr);
}

}  // namespace quaranta::expr

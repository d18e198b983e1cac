// Rows as maps: YAML and JSON in, JSON out.
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "io/headers.h"
#include "io/numbers.h"
#include "io/reader.h"
#include "quaranta/core/mask.h"
#include "quaranta/core/status.h"
#include "quaranta/io/io.h"

namespace quaranta::io {
namespace {

using data::Column;
using data::Note;
using schema::Kind;
using text::Node;
using Severity = world::Issue::Severity;

CellProblem Misplaced(std::string_view expected) {
  return {"unreadable_value", "kept_unknown", std::string(expected),
          Severity::kWarning};
}

std::optional<CellProblem> AppendScalar(Column& column, const Node& node,
                                        const CellContext& context,
                                        Texts texts) {
  return texts == Texts::kLiteral
             ? AppendLiteral(column, node.scalar, context.zone)
             : AppendCell(column, {node.scalar}, context);
}

std::optional<CellProblem> AppendItems(Column& column, const Node& node,
                                       const CellContext& context) {
  Column trial(column.field());
  for (const Node& item : node.items) {
    if (item.IsScalar() && io::AppendItem(trial, item.scalar, context.zone))
      continue;
    column.AppendBlank();
    return Misplaced(schema::KindName(column.kind()));
  }
  for (const Node& item : node.items)
    io::AppendItem(column, item.scalar, context.zone);
  column.EndList();
  return std::nullopt;
}

std::optional<double> BoundOf(const Node* node) {
  if (node == nullptr || !node->IsScalar()) return std::nullopt;
  const Number number = ParseNumber(node->scalar, "", false);
  if (number.kind != Number::Kind::kExact) return std::nullopt;
  return number.value.ToDouble();
}

std::optional<CellProblem> AppendValue(Column& column, const Node& node,
                                       const CellContext& context, Texts texts);

// {value, raw, state, low, high}: a note, and perhaps a value beside it.
std::optional<CellProblem> AppendNoted(Column& column, const Node& node,
                                       const CellContext& context) {
  constexpr std::string_view kShape = "{value, raw, state, low, high}";
  for (const auto& [key, value] : node.entries) {
    if (key == "value" && !value.IsMap()) continue;
    if ((key == "raw" || key == "state" || key == "low" || key == "high") &&
        (value.IsScalar() || value.IsNull())) {
      continue;
    }
    column.AppendBlank();
    return Misplaced(kShape);
  }
  std::optional<CellProblem> problem;
  if (const Node* value = node.Find("value")) {
    problem = AppendValue(column, *value, context, Texts::kLiteral);
  } else {
    column.AppendBlank();
  }
  const Node* raw = node.Find("raw");
  const Node* state = node.Find("state");
  const auto low = BoundOf(node.Find("low"));
  const auto high = BoundOf(node.Find("high"));
  if (state == nullptr && raw == nullptr && !low && !high) return problem;
  Note note;
  note.state = data::NoteState::kHedged;
  if (state != nullptr) {
    const auto parsed = data::ParseNoteState(state->scalar);
    if (!parsed) return Misplaced("masked, suspect, hedged, ...");
    note.state = *parsed;
  }
  if (raw != nullptr) note.raw = raw->scalar;
  if (low || high) {
    Interval bounds;
    if (low) bounds.low = *low;
    if (high) bounds.high = *high;
    if (!(bounds.low < bounds.high)) return Misplaced("low < high");
    note.bounds = bounds;
  }
  column.SetNote(column.size() - 1, std::move(note));
  return problem;
}

std::optional<CellProblem> AppendValue(Column& column, const Node& node,
                                       const CellContext& context,
                                       Texts texts) {
  switch (node.kind) {
    case Node::Kind::kNull:
      column.AppendBlank();
      return std::nullopt;
    case Node::Kind::kMap:
      return AppendNoted(column, node, context);
    case Node::Kind::kList:
      if (column.field().repeated) return AppendItems(column, node, context);
      column.AppendBlank();
      return Misplaced(schema::KindName(column.kind()));
    case Node::Kind::kScalar:
      break;
  }
  if (!column.field().repeated)
    return AppendScalar(column, node, context, texts);
  if (texts == Texts::kCells) return AppendCell(column, {node.scalar}, context);
  column.AppendBlank();
  return Misplaced("a list");
}

bool HasNote(const Column& column, std::size_t row) {
  return column.note(row) != nullptr;
}

void WriteItem(const Column& column, std::size_t i, text::JsonWriter& json) {
  switch (column.kind()) {
    case Kind::kBool:
      json.Bool(column.GetBool(i));
      return;
    case Kind::kInt:
      json.Int(column.GetInt(i));
      return;
    case Kind::kDouble:
      json.Double(column.GetDouble(i));
      return;
    default:
      json.Text(ItemText(column, i));
  }
}

void WriteValue(const Column& column, std::size_t row, text::JsonWriter& json) {
  if (!column.field().repeated) return WriteItem(column, row, json);
  json.BeginArray();
  const auto [begin, end] = column.ListRange(row);
  for (std::size_t i = begin; i < end; ++i) WriteItem(column, i, json);
  json.EndArray();
}

void WriteNoted(const Column& column, std::size_t row, text::JsonWriter& json) {
  json.BeginObject();
  if (column.valid(row)) {
    json.Key("value");
    WriteValue(column, row, json);
  }
  if (const Note* note = column.note(row)) {
    json.Key("state").Text(data::NoteStateName(note->state));
    json.Key("raw").Text(note->raw);
    if (note->bounds && std::isfinite(note->bounds->low)) {
      json.Key("low").Double(note->bounds->low);
    }
    if (note->bounds && std::isfinite(note->bounds->high)) {
      json.Key("high").Double(note->bounds->high);
    }
  }
  json.EndObject();
}

}  // namespace

std::vector<RowProblem> AppendRow(
    world::Builder& builder, const schema::Record& record, const Node& row,
    const Zone* zone, Texts texts, std::optional<world::Origin> origin,
    const std::function<KeyPlace(std::string_view)>& place) {
  std::vector<RowProblem> problems;
  data::Table& table = builder.Edit(record);
  for (const auto& [key, value] : row.entries) {
    KeyPlace to;
    if (place) {
      to = place(key);
    } else {
      to.field = FindHeader(record, key).field;
      to.context.zone = zone;
    }
    if (to.left_out) continue;
    if (to.field == nullptr) {
      problems.push_back({&value,
                          nullptr,
                          key,
                          {"unknown_header", "not_read",
                           std::string(record.name), Severity::kNote}});
      continue;
    }
    if (to.field->computed && texts == Texts::kCells) {
      problems.push_back({&value,
                          to.field,
                          key,
                          {"computed_field", "not_read", {}, Severity::kNote}});
      continue;
    }
    Column& column = table.columns[FieldNumber(record, *to.field)];
    if (column.size() > table.rows) {
      problems.push_back({&value,
                          to.field,
                          key,
                          {"header_twice", "not_read",
                           std::string(to.field->name), Severity::kWarning}});
      continue;
    }
    auto problem = AppendValue(column, value, to.context, texts);
    if (problem)
      problems.push_back({&value, to.field, key, *std::move(problem)});
  }
  builder.EndRow(table, origin);
  return problems;
}

absl::Status AppendRows(world::Builder& builder, const schema::Record& record,
                        const Node& rows, const std::string& name,
                        const Zone* zone) {
  const auto fail = [&name](text::Position at, const std::string& what) {
    return InvalidArgument(name + ":" + std::to_string(at.line) + ":" +
                           std::to_string(at.column) + ": " +
                           MaskIdentifiers(what));
  };
  if (rows.IsNull()) return absl::OkStatus();
  if (!rows.IsList()) return fail(rows.at, "expected a list of rows");
  for (const Node& row : rows.items) {
    if (!row.IsMap()) return fail(row.at, "expected a map of fields");
    for (const RowProblem& odd :
         AppendRow(builder, record, row, zone, Texts::kLiteral, {})) {
      // A suspect value is a value: tests of rules need them.
      if (odd.problem.code == "out_of_range") continue;
      if (odd.field == nullptr) {
        return fail(odd.node->key_at, std::string(record.name) +
                                          " has no field \"" + odd.key + "\"");
      }
      std::string what =
          std::string(record.name) + "." + std::string(odd.field->name) + ": ";
      what += odd.problem.code;
      if (odd.node->IsScalar() &&
          odd.field->personal != schema::Personal::kDirect) {
        what += " \"" + odd.node->scalar.substr(0, 64) + "\"";
      }
      if (!odd.problem.detail.empty()) {
        what += ", expected " + odd.problem.detail;
      }
      return fail(odd.node->at, what);
    }
  }
  return absl::OkStatus();
}

namespace {

void WriteCell(const Column& column, std::size_t row, text::JsonWriter& json,
               bool shown) {
  if (!column.valid(row) && !HasNote(column, row)) return;
  json.Key(column.field().name);
  if (shown && column.field().personal == schema::Personal::kDirect) {
    json.Text(kMask);
    return;
  }
  // A text that a reader of cells would take for something else goes in a
  // map, where it means itself.
  const bool guarded = column.valid(row) && column.kind() == Kind::kString &&
                       !column.field().repeated &&
                       NeedsGuard(column.field(), column.GetText(row));
  if (guarded || HasNote(column, row)) {
    WriteNoted(column, row, json);
  } else {
    WriteValue(column, row, json);
  }
}

}  // namespace

void WriteRow(const data::Table& table, std::size_t row, bool computed,
              text::JsonWriter& json, bool shown) {
  const Column* given = table.GivenIds();
  json.BeginObject();
  for (const Column& column : table.columns) {
    if (column.field().computed && !computed) continue;
    if (&column == given && !column.valid(row) && table.HasId(row)) {
      WriteCell(table.IdCell(row), 0, json, shown);
    } else {
      WriteCell(column, row, json, shown);
    }
  }
  json.EndObject();
}

void WriteRowJson(const world::World& world, data::RowRef row,
                  text::JsonWriter& json) {
  WriteRow(world.table(row.table), row.row, /*computed=*/true, json);
}

std::string ShownRowJson(const world::World& world, data::RowRef row) {
  text::JsonWriter json;
  WriteRow(world.table(row.table), row.row, /*computed=*/true, json,
           /*shown=*/true);
  return MaskIdentifiersInJson(json.Take());
}

}  // namespace quaranta::io

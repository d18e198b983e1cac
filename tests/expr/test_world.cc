#include "tests/expr/test_world.h"

#include <algorithm>

#include "gtest/gtest.h"
#include "quaranta/core/time.h"
#include "quaranta/schema/field.h"

namespace quaranta::expr {
namespace {

using schema::Field;
using schema::Kind;
using schema::Record;

void AppendItem(data::Column& column, const Value& value) {
  switch (column.kind()) {
    case Kind::kBool:
      column.AppendBool(*value.As<bool>());
      return;
    case Kind::kInt:
      column.AppendInt(*value.As<std::int64_t>());
      return;
    case Kind::kDouble:
      column.AppendDouble(*value.As<double>());
      return;
    case Kind::kEnum:
      column.AppendEnum(value.As<EnumNumber>()->number);
      return;
    case Kind::kDate:
      column.AppendDay(*value.As<Day>());
      return;
    case Kind::kInstant:
      column.AppendInstant(*value.As<Instant>());
      return;
    case Kind::kString:
    case Kind::kReference:
      column.AppendText(*value.As<std::string>());
      return;
  }
}

void AppendCell(data::Column& column, const Cell& cell) {
  const std::size_t row = column.size();
  if (!cell.value) {
    column.AppendBlank();
  } else if (column.field().repeated) {
    for (const Value& item : cell.value->As<List>()->items) {
      AppendItem(column, item);
    }
    column.EndList();
  } else {
    AppendItem(column, *cell.value);
  }
  if (cell.note) {
    column.SetNote(row, data::Note{*cell.note, "raw", cell.bounds});
  }
}

const std::string* TextOf(const TestRow& row, std::string_view field) {
  const auto it = row.cells.find(field);
  if (it == row.cells.end() || !it->second.value) return nullptr;
  return it->second.value->As<std::string>();
}

data::Segments Empty(std::string name, std::uint32_t target,
                     std::uint32_t rows) {
  data::Segments segments;
  segments.name = std::move(name);
  segments.target = target;
  segments.closed = data::Bits(rows);
  return segments;
}

void Fill(data::Segments& segments,
          const std::vector<std::set<std::uint32_t>>& members) {
  segments.offset = {0};
  for (const auto& rows : members) {
    segments.rows.insert(segments.rows.end(), rows.begin(), rows.end());
    segments.offset.push_back(static_cast<std::uint32_t>(segments.rows.size()));
  }
}

// One hop of a through path from a row.
struct Hop {
  std::set<std::uint32_t> rows;
  std::uint32_t table = 0;
  bool closed = true;
};

Hop Follow(const data::View& view, const Hop& from, std::string_view name) {
  Hop next;
  next.closed = from.closed;
  const data::Table& table = view.tables[from.table];
  if (const data::Gather* gather = table.FindGather(name)) {
    next.table = gather->target;
    for (const std::uint32_t row : from.rows) {
      if (gather->row[row] < 0) {
        next.closed = false;
      } else {
        next.rows.insert(static_cast<std::uint32_t>(gather->row[row]));
      }
    }
    return next;
  }
  const data::Segments* segments = table.FindSegments(name);
  next.table = segments->target;
  for (const std::uint32_t row : from.rows) {
    const auto of = segments->Of(row);
    next.rows.insert(of.begin(), of.end());
    next.closed = next.closed && segments->closed[row];
  }
  return next;
}

}  // namespace

std::uint32_t TestWorld::Add(std::string_view record, std::string id,
                             std::map<std::string, Cell, std::less<>> cells) {
  auto& rows = rows_[std::string(record)];
  rows.push_back({std::move(id), std::move(cells)});
  return static_cast<std::uint32_t>(rows.size() - 1);
}

void TestWorld::Set(std::string_view record, std::uint32_t row,
                    std::string_view field, Cell cell) {
  rows_.find(record)->second[row].cells.insert_or_assign(std::string(field),
                                                         std::move(cell));
}

void TestWorld::Close(std::string_view record, std::uint32_t row,
                      std::string_view collection) {
  closed_.emplace(record, row, collection);
}

void TestWorld::CloseAll(std::string_view record, std::string_view collection) {
  closed_for_all_.emplace(record, collection);
}

const std::vector<TestRow>& TestWorld::rows(std::string_view record) const {
  static const std::vector<TestRow> kNone;
  const auto it = rows_.find(record);
  return it == rows_.end() ? kNone : it->second;
}

bool TestWorld::IsClosed(std::string_view record, std::uint32_t row,
                         std::string_view collection) const {
  return closed_.contains(
             {std::string(record), row, std::string(collection)}) ||
         closed_for_all_.contains(
             {std::string(record), std::string(collection)});
}

data::View TestWorld::Build() const {
  const auto records = schema::Records();
  data::View view;
  view.tables.resize(records.size());
  const auto row_of = [&](std::string_view record, const std::string& id) {
    const auto& all = rows(schema::FindRecord(record)->name);
    const auto it = std::find_if(all.begin(), all.end(),
                                 [&](const TestRow& r) { return r.id == id; });
    return it == all.end() ? -1 : static_cast<std::int32_t>(it - all.begin());
  };
  for (std::size_t t = 0; t < records.size(); ++t) {
    const Record& record = records[t];
    data::Table& table = view.tables[t];
    const auto& table_rows = rows(record.name);
    table.record = &record;
    table.rows = static_cast<std::uint32_t>(table_rows.size());
    for (const Field& field : record.fields) {
      data::Column& column = table.columns.emplace_back(field);
      for (const TestRow& row : table_rows) {
        const auto it = row.cells.find(field.name);
        if (it == row.cells.end() && field.name == "id") {
          column.AppendText(row.id);
          continue;
        }
        AppendCell(column, it == row.cells.end() ? Cell{} : it->second);
      }
    }
    for (std::uint32_t f = 0; f < record.fields.size(); ++f) {
      const Field& field = record.fields[f];
      if (field.ref_record.empty() || field.repeated) continue;
      data::Gather gather;
      gather.name = field.ref_name;
      gather.field = f;
      gather.target = TableOf(field.ref_record);
      std::vector<std::int32_t> targets;
      for (const TestRow& row : table_rows) {
        const std::string* id = TextOf(row, field.name);
        targets.push_back(id == nullptr ? -1 : row_of(field.ref_record, *id));
      }
      gather.row = data::Targets(std::move(targets));
      table.gathers.push_back(std::move(gather));
    }
  }
  for (std::size_t t = 0; t < records.size(); ++t) {
    for (const Field& field : records[t].fields) {
      if (field.ref_as.empty() || field.repeated) continue;
      data::Table& target = view.tables[TableOf(field.ref_record)];
      auto segments = Empty(std::string(field.ref_as),
                            static_cast<std::uint32_t>(t), target.rows);
      std::vector<std::set<std::uint32_t>> members(target.rows);
      const auto& from = rows(records[t].name);
      for (std::uint32_t r = 0; r < from.size(); ++r) {
        const std::string* id = TextOf(from[r], field.name);
        const int row = id == nullptr ? -1 : row_of(field.ref_record, *id);
        if (row >= 0) members[static_cast<std::size_t>(row)].insert(r);
      }
      Fill(segments, members);
      for (std::uint32_t r = 0; r < target.rows; ++r) {
        segments.closed.Set(r, IsClosed(target.record->name, r, field.ref_as));
      }
      target.segments.push_back(std::move(segments));
    }
  }
  for (std::size_t t = 0; t < records.size(); ++t) {
    for (const schema::Through& through : records[t].through) {
      data::Table& table = view.tables[t];
      auto segments = Empty(std::string(through.name), 0, table.rows);
      std::vector<std::set<std::uint32_t>> members(table.rows);
      for (std::uint32_t r = 0; r < table.rows; ++r) {
        Hop hop{{r}, static_cast<std::uint32_t>(t), true};
        std::string_view path = through.path;
        while (!path.empty()) {
          const std::size_t dot = std::min(path.find('.'), path.size());
          hop = Follow(view, hop, path.substr(0, dot));
          path.remove_prefix(std::min(dot + 1, path.size()));
        }
        segments.target = hop.table;
        members[r] = hop.rows;
        segments.closed.Set(r, hop.closed);
      }
      Fill(segments, members);
      table.segments.push_back(std::move(segments));
    }
  }
  return view;
}

std::uint32_t TableOf(std::string_view record) {
  return static_cast<std::uint32_t>(
      schema::IndexOf(*schema::FindRecord(record)));
}

std::uint32_t FieldOf(std::string_view record, std::string_view field) {
  const Record& r = *schema::FindRecord(record);
  return static_cast<std::uint32_t>(schema::FindField(r, field) -
                                    r.fields.data());
}

Value EnumOfName(std::string_view dotted) {
  const std::size_t dot = dotted.find('.');
  const schema::Enum* e = schema::FindEnum(dotted.substr(0, dot));
  return Value(
      EnumNumber{e, schema::FindValue(*e, dotted.substr(dot + 1))->number});
}

Value DayOfText(std::string_view iso) { return Value(ParseDay(iso).value()); }

Value InstantOfText(std::string_view rfc3339) {
  return Value(ParseInstant(rfc3339).value());
}

Program Compiled(std::string_view source, const Environment& environment) {
  auto [program, diagnostics] = Program::Compile(source, environment);
  for (const Diagnostic& d : diagnostics) {
    ADD_FAILURE() << Render(d, source, "rule");
  }
  return program;
}

Environment RecordEnvironment(std::vector<std::string_view> records) {
  Environment environment;
  for (const std::string_view name : records) {
    const Record* record = schema::FindRecord(name);
    environment.variables.push_back(
        {std::string(record->snake), Variable::Type::kRecord, record});
  }
  return environment;
}

}  // namespace quaranta::expr

#include "quaranta/data/view.h"

#include <algorithm>

namespace quaranta::data {
namespace {

// The cell of a key part; false when it is no part of an id.
bool IsKeyPart(const Column& column, std::size_t row) {
  if (column.field().repeated || !column.valid(row)) return false;
  const schema::Kind kind = column.kind();
  const bool text =
      kind == schema::Kind::kString || kind == schema::Kind::kReference;
  return !text || !column.GetText(row).empty();
}

bool HasKey(const Table& table, std::size_t row) {
  const auto key = table.record->key;
  return !key.empty() &&
         std::all_of(key.begin(), key.end(), [&](std::uint16_t field) {
           return IsKeyPart(table.columns[field], row);
         });
}

void AppendIdCell(const Table& table, std::size_t row, Column& ids) {
  std::string text;
  table.AppendId(row, text) ? ids.AppendText(text) : ids.AppendBlank();
  if (const Note* note = table.GivenIds()->note(row)) {
    ids.SetNote(ids.size() - 1, *note);
  }
}

}  // namespace

void Targets::Drop(std::span<const std::uint32_t> rows) {
  if (rows_.empty() || rows.empty()) return;
  std::size_t kept = rows.front();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t end = i + 1 < rows.size() ? rows[i + 1] : rows_.size();
    for (std::size_t row = rows[i] + std::size_t{1}; row < end; ++row) {
      rows_[kept++] = rows_[row];
    }
  }
  rows_.resize(kept);
}

const Gather* Table::FindGather(std::string_view name) const {
  for (const Gather& gather : gathers) {
    if (gather.name == name) return &gather;
  }
  return nullptr;
}

const Segments* Table::FindSegments(std::string_view name) const {
  for (const Segments& link : segments) {
    if (link.name == name) return &link;
  }
  return nullptr;
}

const Column* Table::GivenIds() const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].field().name == "id") return &columns[i];
  }
  return nullptr;
}

bool Table::HasId(std::size_t row) const {
  const Column* given = GivenIds();
  return (given != nullptr && given->valid(row)) || HasKey(*this, row);
}

bool Table::AppendId(std::size_t row, std::string& text) const {
  const Column* given = GivenIds();
  if (given != nullptr && given->valid(row)) {
    text += given->GetText(row);
    return true;
  }
  if (!HasKey(*this, row)) return false;
  bool first = true;
  for (const std::uint16_t field : record->key) {
    if (!first) text += '/';
    first = false;
    AppendIdPart(columns[field], row, text);
  }
  return true;
}

std::string Table::IdText(std::size_t row) const {
  std::string text;
  AppendId(row, text);
  return text;
}

Column Table::IdColumn() const {
  Column ids(GivenIds()->field());
  for (std::size_t row = 0; row < rows; ++row) AppendIdCell(*this, row, ids);
  return ids;
}

Column Table::IdCell(std::size_t row) const {
  Column id(GivenIds()->field());
  AppendIdCell(*this, row, id);
  return id;
}

bool Table::MakesIds() const {
  const Column* given = GivenIds();
  if (given == nullptr) return false;
  for (std::size_t row = 0; row < rows; ++row) {
    if (!given->valid(row) && HasKey(*this, row)) return true;
  }
  return false;
}

void AppendIdPart(const Column& column, std::size_t i, std::string& text) {
  switch (column.kind()) {
    case schema::Kind::kBool:
      text += column.GetBool(i) ? "true" : "false";
      return;
    case schema::Kind::kInt:
      text += std::to_string(column.GetInt(i));
      return;
    case schema::Kind::kDouble:
      text += std::to_string(column.GetDouble(i));
      return;
    case schema::Kind::kString:
    case schema::Kind::kReference:
      text += column.GetText(i);
      return;
    case schema::Kind::kDate:
      text += FormatDay(column.GetDay(i));
      return;
    case schema::Kind::kInstant:
      text += FormatInstant(column.GetInstant(i));
      return;
    case schema::Kind::kEnum: {
      const std::int32_t number = column.GetEnum(i);
      const schema::EnumValue* value =
          schema::FindValue(*column.field().enumeration, number);
      value != nullptr ? text += value->name : text += std::to_string(number);
      return;
    }
  }
}

}  // namespace quaranta::data

// Rows for tests: AddRow(builder, "Room", {{"label", "304"}, {"beds", 2}}).
#ifndef QUARANTA_TESTS_SUPPORT_ROWS_H_
#define QUARANTA_TESTS_SUPPORT_ROWS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/time.h"
#include "quaranta/data/view.h"
#include "quaranta/schema/field.h"
#include "quaranta/world/world.h"

namespace quaranta::testing {

// A value as a test writes it: text also spells days, instants and enums.
using Cell = std::variant<std::int64_t, double, bool, std::string,
                          std::vector<std::string>>;

struct NamedCell {
  template <class T>
  NamedCell(std::string_view field_name, T cell) : field(field_name) {
    if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, double>) {
      value = cell;
    } else if constexpr (std::is_integral_v<T>) {
      value = static_cast<std::int64_t>(cell);
    } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
      value = std::move(cell);
    } else {
      value = std::string(cell);
    }
  }
  std::string_view field;
  Cell value;
};

inline void AppendText(data::Column& column, const std::string& text) {
  switch (column.kind()) {
    case schema::Kind::kDate:
      column.AppendDay(ParseDay(text).value());
      return;
    case schema::Kind::kInstant:
      column.AppendInstant(ParseInstant(text).value());
      return;
    case schema::Kind::kEnum:
      column.AppendEnum(
          schema::FindValue(*column.field().enumeration, text)->number);
      return;
    default:
      column.AppendText(text);
  }
}

// Appends a row; an unknown record or field fails the test.
inline void AddRow(world::Builder& builder, std::string_view record_name,
                   const std::vector<NamedCell>& cells,
                   std::optional<world::Origin> origin = {}) {
  const schema::Record* record = schema::FindRecord(record_name);
  ASSERT_NE(record, nullptr) << record_name;
  data::Table& table = builder.Edit(*record);
  for (const NamedCell& cell : cells) {
    const schema::Field* field = schema::FindField(*record, cell.field);
    ASSERT_NE(field, nullptr) << record_name << "." << cell.field;
    data::Column& column =
        table.columns[static_cast<std::size_t>(field - record->fields.data())];
    if (const auto* number = std::get_if<std::int64_t>(&cell.value)) {
      field->kind == schema::Kind::kDouble
          ? column.AppendDouble(static_cast<double>(*number))
          : column.AppendInt(*number);
    } else if (const auto* real = std::get_if<double>(&cell.value)) {
      column.AppendDouble(*real);
    } else if (const auto* truth = std::get_if<bool>(&cell.value)) {
      column.AppendBool(*truth);
    } else if (const auto* text = std::get_if<std::string>(&cell.value)) {
      AppendText(column, *text);
    } else {
      for (const auto& item : std::get<std::vector<std::string>>(cell.value)) {
        AppendText(column, item);
      }
      column.EndList();
    }
  }
  builder.EndRow(table, origin);
}

}  // namespace quaranta::testing

#endif  // QUARANTA_TESTS_SUPPORT_ROWS_H_

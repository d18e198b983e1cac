// Records as structs: into a Builder and out of a World.
//
//   schema::Room room;
//   room.site_id = "S1";
//   room.label = "304";
//   world::Append(builder, room);
//   ...
//   schema::Room same = world::Get<schema::Room>(world, row);
#ifndef QUARANTA_WORLD_ROWS_H_
#define QUARANTA_WORLD_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "quaranta/core/time.h"
#include "quaranta/data/view.h"
#include "quaranta/schema/records.h"
#include "quaranta/world/world.h"

namespace quaranta::world {
namespace internal {
template <class T>
inline constexpr bool kIsList = false;
template <class T>
inline constexpr bool kIsList<std::vector<T>> = true;
}  // namespace internal

// One value into a column of the matching kind.
template <class T>
void AppendValue(data::Column& column, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    column.AppendBool(value);
  } else if constexpr (std::is_enum_v<T>) {
    column.AppendEnum(static_cast<std::int32_t>(value));
  } else if constexpr (std::is_integral_v<T>) {
    column.AppendInt(static_cast<std::int64_t>(value));
  } else if constexpr (std::is_floating_point_v<T>) {
    column.AppendDouble(value);
  } else if constexpr (std::is_same_v<T, Day>) {
    column.AppendDay(value);
  } else if constexpr (std::is_same_v<T, Instant>) {
    column.AppendInstant(value);
  } else {
    column.AppendText(value);
  }
}

// The value at an index of a column of the matching kind; nothing for a number
// that does not fit the struct's type.
template <class T>
std::optional<T> ValueAt(const data::Column& column, std::size_t i) {
  if constexpr (std::is_same_v<T, bool>) {
    return column.GetBool(i);
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<T>(column.GetEnum(i));
  } else if constexpr (std::is_integral_v<T>) {
    const std::int64_t value = column.GetInt(i);
    if (value < std::numeric_limits<T>::min() ||
        value > std::numeric_limits<T>::max()) {
      return std::nullopt;
    }
    return static_cast<T>(value);
  } else if constexpr (std::is_floating_point_v<T>) {
    return column.GetDouble(i);
  } else if constexpr (std::is_same_v<T, Day>) {
    return column.GetDay(i);
  } else if constexpr (std::is_same_v<T, Instant>) {
    return column.GetInstant(i);
  } else {
    return std::string(column.GetText(i));
  }
}

// Appends a record as a row and returns its index. An empty optional, an enum
// of number 0 and an empty list are blanks.
template <class R>
std::uint32_t Append(Builder& builder, const R& record,
                     std::optional<Origin> origin = {}) {
  data::Table& table =
      builder.Edit(schema::Records()[schema::RecordOf<R>::kIndex]);
  schema::ForEachField(record, [&table](std::size_t field, const auto& member) {
    data::Column& column = table.columns[field];
    if constexpr (internal::kIsList<std::decay_t<decltype(member)>>) {
      if (member.empty()) return column.AppendBlank();
      for (const auto& item : member) AppendValue(column, item);
      column.EndList();
    } else {
      if (!member) return column.AppendBlank();
      if constexpr (std::is_enum_v<std::decay_t<decltype(*member)>>) {
        if (static_cast<int>(*member) == 0) return column.AppendBlank();
      }
      AppendValue(column, *member);
    }
  });
  return builder.EndRow(table, origin);
}

// A row as a record, its id as Table::IdText() has it; cells without a value
// are empty, notes are left out. The row must exist.
template <class R>
R Get(const World& world, std::size_t row) {
  R record;
  const data::Table& table = world.table(schema::RecordOf<R>::kIndex);
  schema::ForEachField(record, [&table, row](std::size_t field, auto& member) {
    const data::Column& column = table.columns[field];
    using Value = typename std::decay_t<decltype(member)>::value_type;
    if constexpr (std::is_same_v<std::decay_t<decltype(member)>,
                                 std::optional<std::string>>) {
      if (&column == table.GivenIds()) {
        if (table.HasId(row)) member = table.IdText(row);
        return;
      }
    }
    if (!column.valid(row)) return;
    if constexpr (internal::kIsList<std::decay_t<decltype(member)>>) {
      const auto [begin, end] = column.ListRange(row);
      for (std::size_t i = begin; i < end; ++i) {
        if (auto value = ValueAt<Value>(column, i)) {
          member.push_back(*std::move(value));
        }
      }
    } else {
      member = ValueAt<Value>(column, row);
    }
  });
  return record;
}

}  // namespace quaranta::world

#endif  // QUARANTA_WORLD_ROWS_H_

// Rows of one column copied to another.
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "data/column_storage.h"
#include "quaranta/data/column.h"

namespace quaranta::data {
namespace {

using schema::Kind;

bool IsText(Form form) {
  return form == Form::kText32 || form == Form::kText64 ||
         form == Form::kDictionary;
}

bool IsFloat(Form form) {
  return form == Form::kFloat32 || form == Form::kFloat64;
}

// A form that holds the numbers of both.
Form Joined(Kind kind, Form mine, Form theirs) {
  if (mine == Form::kBlank || mine == theirs) return theirs;
  if (IsFloat(mine)) return Form::kFloat64;
  if (kind == Kind::kEnum) {
    return WidthOf(mine) > WidthOf(theirs) ? mine : theirs;
  }
  return Form::kInt64;
}

// Rows in a row: their numbers need not be stored.
struct Range {
  std::size_t first = 0;
  std::size_t operator()(std::size_t i) const { return first + i; }
};

struct Picked {
  std::span<const std::uint32_t> rows;
  std::size_t operator()(std::size_t i) const { return rows[i]; }
};

}  // namespace

std::optional<Column::Dictionary> Column::dictionary() const {
  if (at_.form != Form::kDictionary) return std::nullopt;
  return Dictionary{{static_cast<const std::int32_t*>(at_.values), at_.items},
                    *texts_};
}

// Item i of a list, or the value of a row, of a column of the same kind.
void Column::AppendItem(const Column& from, std::size_t i) {
  switch (from.kind()) {
    case Kind::kBool:
      return AppendBool(from.GetBool(i));
    case Kind::kInt:
      return AppendInt(from.GetInt(i));
    case Kind::kDouble:
      return AppendDouble(from.GetDouble(i));
    case Kind::kEnum:
      return AppendEnum(from.GetEnum(i));
    case Kind::kDate:
      return AppendDay(from.GetDay(i));
    case Kind::kInstant:
      return AppendInstant(from.GetInstant(i));
    case Kind::kString:
    case Kind::kReference:
      return AppendText(from.GetText(i));
  }
}

void Column::AppendFrom(const Column& from, std::size_t row) {
  if (!from.valid(row)) {
    AppendBlank();
  } else if (!at_.field->repeated) {
    AppendItem(from, row);
  } else {
    const auto [begin, end] = from.ListRange(row);
    for (std::size_t i = begin; i < end; ++i) AppendItem(from, i);
    EndList();
  }
  if (const Note* note = from.note(row)) SetNote(size() - 1, *note);
}

// --- Many rows ---------------------------------------------------------------

template <class RowAt>
void Column::AppendNumbers(const Column& from, std::size_t rows, RowAt row_at) {
  const Form form = Joined(kind(), at_.form, from.at_.form);
  OwnValues(form);
  if (form == Form::kBits) {
    for (std::size_t i = 0; i < rows; ++i) {
      AppendBits(storage_->values, at_.items + i, from.GetBool(row_at(i)), 1);
    }
    return;
  }
  WithNumber(form, [&](auto sample) {
    using T = decltype(sample);
    T* out = reinterpret_cast<T*>(storage_->values.Extend(rows * sizeof(T)));
    if (form == from.at_.form) {
      const auto* in = static_cast<const T*>(from.at_.values);
      for (std::size_t i = 0; i < rows; ++i) out[i] = in[row_at(i)];
    } else {
      for (std::size_t i = 0; i < rows; ++i) {
        if constexpr (std::is_floating_point_v<T>) {
          out[i] = static_cast<T>(from.GetDouble(row_at(i)));
        } else {
          out[i] = static_cast<T>(from.Whole(row_at(i)));
        }
      }
    }
  });
}

template <class RowAt>
void Column::AppendTexts(const Column& from, std::size_t rows, RowAt row_at) {
  OwnValues(Form::kText64);
  Buffer& bytes = storage_->bytes;
  // Texts that stand in a row are moved as one.
  const auto append_slice = [&](const auto* offsets) {
    const auto base = static_cast<std::int64_t>(offsets[0]);
    const auto end = static_cast<std::int64_t>(offsets[rows]);
    const std::int64_t shift = static_cast<std::int64_t>(bytes.size()) - base;
    bytes.Append(from.at_.bytes + base, static_cast<std::size_t>(end - base));
    auto* out = reinterpret_cast<std::int64_t*>(
        storage_->values.Extend(rows * sizeof(std::int64_t)));
    for (std::size_t i = 0; i < rows; ++i) out[i] = offsets[i + 1] + shift;
  };
  if constexpr (std::is_same_v<RowAt, Range>) {
    if (from.at_.form == Form::kText32) {
      return append_slice(static_cast<const std::int32_t*>(from.at_.values) +
                          row_at.first);
    }
    if (from.at_.form == Form::kText64) {
      return append_slice(static_cast<const std::int64_t*>(from.at_.values) +
                          row_at.first);
    }
  }
  for (std::size_t i = 0; i < rows; ++i) {
    const std::string_view text = from.GetText(row_at(i));
    bytes.Append(text.data(), text.size());
    storage_->values.Push(static_cast<std::int64_t>(bytes.size()));
  }
}

// Codes of the other's texts become codes of texts of both.
template <class RowAt>
void Column::AppendCodes(const Column& from, std::size_t rows, RowAt row_at) {
  OwnValues(Form::kDictionary);
  if (!texts_) texts_ = from.texts_;
  const auto* codes = static_cast<const std::int32_t*>(from.at_.values);
  auto* out = reinterpret_cast<std::int32_t*>(
      storage_->values.Extend(rows * sizeof(std::int32_t)));
  if (texts_ == from.texts_) {
    for (std::size_t i = 0; i < rows; ++i) out[i] = codes[row_at(i)];
    return;
  }
  auto texts = std::make_shared<Texts>(*texts_);
  absl::flat_hash_map<std::string_view, std::int32_t> known;
  for (std::size_t i = 0; i < texts_->size(); ++i) {
    known.emplace((*texts_)[i], static_cast<std::int32_t>(i));
  }
  std::vector<std::int32_t> mine(from.texts_->size(), -1);
  for (std::size_t i = 0; i < rows; ++i) {
    const auto code = static_cast<std::size_t>(codes[row_at(i)]);
    if (mine[code] < 0) {
      const std::string_view text = (*from.texts_)[code];
      const auto next = static_cast<std::int32_t>(texts->size());
      const auto [it, added] = known.emplace(text, next);
      if (added) texts->Append(text);
      mine[code] = it->second;
    }
    out[i] = mine[code];
  }
  texts_ = std::move(texts);
}

template <class RowAt>
void Column::AppendAllMinutes(const Column& from, std::size_t rows,
                              RowAt row_at) {
  if (!from.at_.has_minutes) return;
  if (!at_.has_minutes) {
    at_.has_minutes = true;
    at_.minutes = from.at_.minutes;
  }
  const std::int16_t* theirs = from.at_.minutes_each;
  if (theirs == nullptr && at_.minutes_each == nullptr &&
      from.at_.minutes == at_.minutes) {
    return;
  }
  OwnMinutes();
  for (std::size_t i = 0; i < rows; ++i) {
    storage_->minutes.Push(theirs != nullptr ? theirs[row_at(i)]
                                             : from.at_.minutes);
  }
}

template <class RowAt>
void Column::AppendAllValid(const Column& from, std::size_t rows,
                            RowAt row_at) {
  BitView valid = from.at_.valid;
  if (valid.bytes == nullptr || std::is_same_v<RowAt, Range>) {
    valid.offset += row_at(0);
    AppendValidBits(valid, rows);
    at_.rows += rows;
    return;
  }
  for (std::size_t i = 0; i < rows; ++i) {
    AppendValid(from.valid(row_at(i)), 1);
    ++at_.rows;
  }
}

// Of a column whose field is not repeated; without notes.
template <class RowAt>
void Column::AppendRows(const Column& from, std::size_t rows, RowAt row_at) {
  if (rows == 0) return;
  if (from.at_.form == Form::kBlank) return AppendBlanks(rows);
  if (!IsText(from.at_.form)) {
    // Before the values: those that were there have had one offset so far.
    if (at_.form == Form::kBlank) OwnValues(from.at_.form);
    if (kind() == Kind::kInstant) AppendAllMinutes(from, rows, row_at);
    AppendNumbers(from, rows, row_at);
  } else if (from.at_.form == Form::kDictionary &&
             (at_.form == Form::kDictionary || at_.form == Form::kBlank)) {
    AppendCodes(from, rows, row_at);
  } else {
    AppendTexts(from, rows, row_at);
  }
  at_.items += rows;
  AppendAllValid(from, rows, row_at);
  Rebind();
}

void Column::Append(const Column& from, std::size_t first, std::size_t last) {
  if (at_.field->repeated) {
    for (std::size_t row = first; row < last; ++row) AppendFrom(from, row);
    return;
  }
  if (size() == 0 && from.at_.borrowed && first == 0 && last == from.size()) {
    const schema::Field* field = at_.field;
    *this = from;
    at_.field = field;
    return;
  }
  const std::size_t shift = size() - first;
  AppendRows(from, last - first, Range{first});
  from.notes_.ForEach(first, last, [&](std::uint32_t row, const Note& note) {
    SetNote(row + shift, note);
  });
}

Column Column::Take(std::span<const std::uint32_t> rows) const {
  Column taken(*at_.field);
  if (at_.field->repeated) {
    for (const std::uint32_t row : rows) taken.AppendFrom(*this, row);
    return taken;
  }
  taken.AppendRows(*this, rows.size(), Picked{rows});
  if (notes_.empty()) return taken;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (const Note* found = note(rows[i])) taken.SetNote(i, *found);
  }
  return taken;
}

}  // namespace quaranta::data

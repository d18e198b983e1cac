#include "quaranta/data/column.h"

#include <array>
#include <utility>

namespace quaranta::data {
namespace {
constexpr std::array<std::string_view, 6> kNoteStates = {
    "masked",        "suspect",      "hedged",
    "asked_unknown", "not_recorded", "conflicting"};
}  // namespace

std::string_view NoteStateName(NoteState state) {
  return kNoteStates[static_cast<std::size_t>(state)];
}

std::optional<NoteState> ParseNoteState(std::string_view name) {
  for (std::size_t i = 0; i < kNoteStates.size(); ++i) {
    if (kNoteStates[i] == name) return static_cast<NoteState>(i);
  }
  return std::nullopt;
}

void Column::AppendBlank() {
  valid_.Append(false);
  if (field_->repeated) {
    list_offsets_.push_back(list_offsets_.back());
    return;
  }
  switch (field_->kind) {
    case schema::Kind::kBool:
    case schema::Kind::kInt:
      ints_.push_back(0);
      break;
    case schema::Kind::kDouble:
      doubles_.push_back(0);
      break;
    case schema::Kind::kEnum:
    case schema::Kind::kDate:
      ints32_.push_back(0);
      break;
    case schema::Kind::kInstant:
      ints_.push_back(0);
      ints32_.push_back(0);
      break;
    case schema::Kind::kString:
    case schema::Kind::kReference:
      text_offsets_.push_back(text_offsets_.back());
      break;
  }
}

void Column::AppendInt(std::int64_t value) {
  ints_.push_back(value);
  Appended();
}

void Column::AppendDouble(double value) {
  doubles_.push_back(value);
  Appended();
}

void Column::AppendEnum(std::int32_t number) {
  ints32_.push_back(number);
  Appended();
}

void Column::AppendDay(Day day) { AppendEnum(day.days); }

void Column::AppendInstant(Instant instant) {
  ints_.push_back(instant.micros);
  ints32_.push_back(instant.offset_minutes);
  Appended();
}

void Column::AppendText(std::string_view text) {
  text_.append(text);
  text_offsets_.push_back(static_cast<std::int64_t>(text_.size()));
  Appended();
}

void Column::AppendItem(const Column& from, std::size_t i) {
  switch (from.kind()) {
    case schema::Kind::kBool:
    case schema::Kind::kInt:
      return AppendInt(from.GetInt(i));
    case schema::Kind::kDouble:
      return AppendDouble(from.GetDouble(i));
    case schema::Kind::kEnum:
    case schema::Kind::kDate:
      return AppendEnum(from.GetEnum(i));
    case schema::Kind::kInstant:
      return AppendInstant(from.GetInstant(i));
    case schema::Kind::kString:
    case schema::Kind::kReference:
      return AppendText(from.GetText(i));
  }
}

void Column::AppendFrom(const Column& from, std::size_t row) {
  if (!from.valid(row)) {
    AppendBlank();
  } else if (!field_->repeated) {
    AppendItem(from, row);
  } else {
    const auto [begin, end] = from.ListRange(row);
    for (std::size_t i = begin; i < end; ++i) AppendItem(from, i);
    EndList();
  }
  if (const Note* note = from.note(row)) SetNote(size() - 1, *note);
}

void Column::EndList() {
  const std::size_t items = field_->kind == schema::Kind::kDouble
                                ? doubles_.size()
                            : field_->kind == schema::Kind::kEnum ||
                                    field_->kind == schema::Kind::kDate
                                ? ints32_.size()
                            : field_->kind == schema::Kind::kString ||
                                    field_->kind == schema::Kind::kReference
                                ? text_offsets_.size() - 1
                                : ints_.size();
  list_offsets_.push_back(static_cast<std::int64_t>(items));
  valid_.Append(true);
}

void Column::SetNote(std::size_t row, Note note) {
  notes_.insert_or_assign(static_cast<std::uint32_t>(row), std::move(note));
}

void Column::SetInt(std::size_t row, std::int64_t value) {
  ints_[row] = value;
  valid_.Set(row, true);
}

}  // namespace quaranta::data

#include "data/arrow_cells.h"

#include <charconv>
#include <cmath>
#include <utility>

namespace quaranta::data {
namespace {

using schema::Kind;
using Tag = ArrowValue::Tag;

template <class T>
std::optional<T> Parsed(std::string_view text) {
  T value{};
  const auto result =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

CellTrouble Suspect(Column& column, std::string_view code, std::string raw) {
  column.AppendBlank();
  column.SetNote(column.size() - 1,
                 Note{NoteState::kSuspect, raw, std::nullopt});
  return {code, std::move(raw)};
}

// A text as a value in its plain form; false, and nothing appended, if it is
// none.
bool AppendPlainText(Column& column, std::string_view text) {
  switch (column.kind()) {
    case Kind::kBool:
      if (text != "true" && text != "false") return false;
      column.AppendBool(text == "true");
      return true;
    case Kind::kInt: {
      const auto value = Parsed<std::int64_t>(text);
      if (value) column.AppendInt(*value);
      return value.has_value();
    }
    case Kind::kDouble: {
      const auto value = Parsed<double>(text);
      if (!value || !std::isfinite(*value)) return false;
      column.AppendDouble(*value);
      return true;
    }
    case Kind::kEnum: {
      const auto* value = schema::FindValue(*column.field().enumeration, text);
      if (value != nullptr) column.AppendEnum(value->number);
      return value != nullptr;
    }
    case Kind::kDate: {
      const auto day = ParseDay(text);
      if (day.ok()) column.AppendDay(*day);
      return day.ok();
    }
    case Kind::kInstant: {
      const auto instant = ParseInstant(text);
      if (instant.ok()) column.AppendInstant(*instant);
      return instant.ok();
    }
    case Kind::kString:
    case Kind::kReference:
      column.AppendText(text);
      return true;
  }
  return false;
}

// The whole number that a value is, or nothing.
std::optional<std::int64_t> WholeOf(const ArrowValue& value) {
  switch (value.tag) {
    case Tag::kInt:
      return value.integer;
    case Tag::kDouble:  // columns of whole numbers with gaps arrive as floats
      return data::WholeOf(value.real);
    case Tag::kDecimal:
      return Parsed<std::int64_t>(value.text);
    default:
      return std::nullopt;
  }
}

std::string_view AppendBool(Column& column, const ArrowValue& value) {
  const auto whole =
      value.tag == Tag::kBool ? std::optional(value.integer) : WholeOf(value);
  if (!whole || (*whole != 0 && *whole != 1)) return "bad_value";
  column.AppendBool(*whole == 1);
  return {};
}

std::string_view AppendDouble(Column& column, const ArrowValue& value) {
  std::optional<double> number;
  if (value.tag == Tag::kInt) {
    number = static_cast<double>(value.integer);
  } else if (value.tag == Tag::kUint) {
    number = static_cast<double>(static_cast<std::uint64_t>(value.integer));
  } else if (value.tag == Tag::kDouble) {
    number = value.real;
  } else if (value.tag == Tag::kDecimal) {
    number = Parsed<double>(value.text);
  }
  if (!number || !std::isfinite(*number)) return "bad_value";
  column.AppendDouble(*number);
  return {};
}

// Room numbers and the like arrive as numbers.
std::string_view AppendNumberAsText(Column& column, const ArrowValue& value) {
  if (value.tag == Tag::kDouble) {
    const auto whole = WholeOf(value);
    if (!whole) return "bad_value";
    column.AppendText(std::to_string(*whole));
    return {};
  }
  if (value.tag != Tag::kInt && value.tag != Tag::kUint &&
      value.tag != Tag::kDecimal) {
    return "bad_value";
  }
  column.AppendText(ToText(value));
  return {};
}

std::string_view AppendDate(Column& column, const ArrowValue& value) {
  std::int64_t days = value.integer;
  if (value.tag == Tag::kWall) {
    // A date in a library that has only timestamps.
    if (value.integer % kMicrosPerDay != 0) return "bad_value";
    days = value.integer / kMicrosPerDay;
  } else if (value.tag != Tag::kDay) {
    return "bad_value";
  }
  if (days < kFirstDay || days > kLastDay) return "bad_value";
  column.AppendDay(Day{static_cast<std::int32_t>(days)});
  return {};
}

// Seconds in a unit of time; 0 for other units.
std::int64_t SecondsIn(std::string_view unit) {
  if (unit == "s") return 1;
  if (unit == "min") return 60;
  if (unit == "h") return 3'600;
  if (unit == "day") return 86'400;
  return 0;
}

// "+05:00" in minutes.
std::optional<std::int16_t> FixedOffset(std::string_view label) {
  if (label.size() != 6 || (label[0] != '+' && label[0] != '-') ||
      label[3] != ':') {
    return std::nullopt;
  }
  const auto hours = Parsed<int>(label.substr(1, 2));
  const auto minutes = Parsed<int>(label.substr(4));
  if (!hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 ||
      *minutes > 59) {
    return std::nullopt;
  }
  const int all = *hours * 60 + *minutes;
  return static_cast<std::int16_t>(label[0] == '-' ? -all : all);
}

}  // namespace

std::optional<std::int64_t> WholeOf(double value) {
  if (!(value >= -9223372036854775808.0 && value < 9223372036854775808.0) ||
      value != std::floor(value)) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(value);
}

CellWriter::CellWriter(const ArrowOptions& options, const ArrowColumnType& type)
    : options_(options), type_(type) {
  const ArrowColumnType& leaf =
      IsList(type.type) || type.type == ArrowType::kRunEnds
          ? type.children.back()
          : type;
  if (leaf.type == ArrowType::kTimestamp && !leaf.zone.empty()) {
    if (const auto minutes = FixedOffset(leaf.zone)) {
      fixed_minutes_ = *minutes;
    } else if (auto zone = Zone::Load(leaf.zone); zone.ok()) {
      label_.emplace(*std::move(zone));
    }
  }
  if (options.zone != nullptr) wall_.emplace(*options.zone);
}

bool CellWriter::Readable(const ArrowColumnType& type,
                          const schema::Field& field) {
  const ArrowColumnType& value =
      type.type == ArrowType::kRunEnds ? type.children[1] : type;
  const auto readable = [&field](const ArrowColumnType& item) {
    return item.type != ArrowType::kUnsupported &&
           item.type != ArrowType::kStruct && !IsList(item.type) &&
           item.type != ArrowType::kRunEnds &&
           (item.type != ArrowType::kDuration || SecondsIn(field.unit) > 0);
  };
  // Lists go to repeated fields only; a repeated field may also be spelt as a
  // text, which is the reader's to split.
  if (!IsList(value.type)) return readable(value);
  return &value == &type && field.repeated && readable(value.children.front());
}

std::optional<CellTrouble> CellWriter::Append(Column& column,
                                              const ArrowValue& value) {
  if (value.tag == Tag::kText) return AppendText(column, value.text);
  if (value.tag == Tag::kNull ||
      (value.tag == Tag::kDouble && std::isnan(value.real))) {
    column.AppendBlank();
    return std::nullopt;
  }
  if (options_.as_text && options_.as_text(column.field())) {
    return AppendText(column, ToPlainText(value));
  }
  const std::string_view code =
      column.field().repeated ? "bad_value" : AppendValue(column, value);
  if (code.empty()) return std::nullopt;
  return Suspect(column, code, ToText(value));
}

std::optional<CellTrouble> CellWriter::AppendText(Column& column,
                                                  std::string_view text) {
  if (options_.append_text) {
    const std::string_view code = options_.append_text(column, text);
    if (code.empty()) return std::nullopt;
    return CellTrouble{code, std::string(text)};
  }
  if (!column.field().repeated && AppendPlainText(column, text)) {
    return std::nullopt;
  }
  return Suspect(column, "bad_value", std::string(text));
}

bool CellWriter::AppendItem(Column& column, const ArrowValue& value) {
  if (value.tag == Tag::kText) return AppendPlainText(column, value.text);
  return value.tag != Tag::kNull && AppendValue(column, value).empty();
}

std::optional<CellTrouble> CellWriter::AppendList(Column& column,
                                                  const ArrowChunk& items,
                                                  std::int64_t first,
                                                  std::int64_t second,
                                                  bool good) {
  // A trial first: one bad item spoils the list, for what is left of it would
  // pass for all of it.
  Column trial(column.field());
  for (std::int64_t i = first; good && i < second; ++i) {
    good = AppendItem(trial, items.At(i));
  }
  if (!good) return Suspect(column, "bad_value", {});
  trial.EndList();
  column.AppendFrom(trial, 0);
  return std::nullopt;
}

// Appends a value that is no text. Gives the code of a problem, and appends
// nothing, if it cannot be one of the field.
std::string_view CellWriter::AppendValue(Column& column,
                                         const ArrowValue& value) {
  std::optional<double> in_unit;
  if (value.tag == Tag::kDuration) {
    in_unit = InUnit(column.field(), value.integer);
    if (!in_unit) return "bad_value";
    return AppendValue(column, {Tag::kDouble, 0, *in_unit});
  }
  switch (column.kind()) {
    case Kind::kBool:
      return AppendBool(column, value);
    case Kind::kInt: {
      const auto whole = WholeOf(value);
      if (!whole) return "bad_value";
      column.AppendInt(*whole);
      return {};
    }
    case Kind::kDouble:
      return AppendDouble(column, value);
    case Kind::kString:
      return AppendNumberAsText(column, value);
    case Kind::kDate:
      return AppendDate(column, value);
    case Kind::kInstant:
      return AppendInstant(column, value);
    case Kind::kEnum:
    case Kind::kReference:
      return "bad_value";
  }
  return "bad_value";
}

std::string_view CellWriter::AppendInstant(Column& column,
                                           const ArrowValue& value) {
  if ((value.tag != Tag::kInstant && value.tag != Tag::kWall) ||
      value.integer < kFirstMicros || value.integer > kLastMicros) {
    return "bad_value";
  }
  if (value.tag == Tag::kInstant) {
    column.AppendInstant({value.integer, label_
                                             ? label_->MinutesAt(value.integer)
                                             : fixed_minutes_});
    return {};
  }
  if (!wall_) return "zone_missing";
  column.AppendInstant(wall_->FromWall(value.integer));
  return {};
}

// A duration in the unit of a field.
std::optional<double> CellWriter::InUnit(const schema::Field& field,
                                         std::int64_t ticks) const {
  const ArrowColumnType& leaf =
      type_.children.empty() ? type_ : type_.children.back();
  const std::int64_t seconds = SecondsIn(field.unit);
  if (seconds == 0 || leaf.per_second == 0) return std::nullopt;
  return static_cast<double>(ticks) /
         (static_cast<double>(seconds) * static_cast<double>(leaf.per_second));
}

}  // namespace quaranta::data

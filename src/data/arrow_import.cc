#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "core/status_macros.h"
#include "data/arrow_value.h"
#include "quaranta/core/status.h"
#include "quaranta/data/arrow.h"

namespace quaranta::data {
namespace {

using schema::Kind;
using Tag = ArrowValue::Tag;

constexpr std::string_view kNoteSuffix = "__note";

// Releases what a producer handed over.
template <class T>
class Owned {
 public:
  Owned() : value_() {}
  ~Owned() {
    if (value_.release != nullptr) value_.release(&value_);
  }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  T* get() { return &value_; }
  const T& operator*() const { return value_; }

 private:
  T value_;
};

absl::Status StreamError(ArrowArrayStream& stream, int code) {
  const char* message = stream.get_last_error == nullptr
                            ? nullptr
                            : stream.get_last_error(&stream);
  return InvalidArgument(
      "the Arrow stream reports: " +
      std::string(message != nullptr ? message : std::strerror(code)));
}

// Whole numbers as they are; others, and those beyond 64 bits, are none.
std::optional<std::int64_t> WholeOf(double value) {
  if (!(value >= -9223372036854775808.0 && value < 9223372036854775808.0) ||
      value != std::floor(value)) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(value);
}

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

void AppendSuspect(Column& column, std::string raw) {
  column.AppendBlank();
  column.SetNote(column.size() - 1,
                 Note{NoteState::kSuspect, std::move(raw), std::nullopt});
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

// One source column of a stream and the field it goes to.
struct Source {
  std::size_t index = 0;  // child of the stream's struct
  const schema::Field* field = nullptr;
  bool note = false;         // FIELD__note
  std::optional<Zone> zone;  // of the type's timestamps, for their offsets
};

class Importer {
 public:
  Importer(Table& table, const ArrowOptions& options)
      : table_(table), options_(options) {}

  absl::Status Run(ArrowArrayStream& stream) {
    Owned<ArrowSchema> schema;
    if (const int code = stream.get_schema(&stream, schema.get()); code != 0) {
      return StreamError(stream, code);
    }
    if ((*schema).release == nullptr || (*schema).format == nullptr) {
      return InvalidArgument("the Arrow stream has no schema");
    }
    type_ = ReadType(*schema);
    if (type_.type != ArrowType::kStruct) {
      return InvalidArgument("the Arrow stream holds \"" + type_.format +
                             "\", expected structs: a table");
    }
    ChooseSources();
    while (true) {
      Owned<ArrowArray> batch;
      if (const int code = stream.get_next(&stream, batch.get()); code != 0) {
        return StreamError(stream, code);
      }
      if ((*batch).release == nullptr) return absl::OkStatus();
      QUARANTA_RETURN_IF_ERROR(AppendBatch(*batch));
    }
  }

  std::vector<ArrowIssue> TakeIssues() { return std::move(issues_); }

 private:
  bool Admit() {
    if (issues_.size() < options_.most_issues) return true;
    if (issues_.size() == options_.most_issues) {
      issues_.push_back({.code = "more_issues"});
    }
    return false;
  }

  void ReportColumn(const std::string& column, std::string code,
                    std::string value = {}) {
    if (!Admit()) return;
    issues_.push_back({column, 0, false, std::move(code), std::move(value)});
  }

  void ReportCell(const Source& source, const Column& column,
                  std::string_view code, std::string value) {
    if (!Admit()) return;
    const bool masked =
        source.field->personal == schema::Personal::kDirect && !value.empty();
    issues_.push_back({type_.children[source.index].name,
                       static_cast<std::uint32_t>(column.size() - 1), true,
                       std::string(code),
                       masked ? std::string("***") : std::move(value)});
  }

  const schema::Field* Find(std::string_view name) const {
    return options_.find ? options_.find(name)
                         : schema::FindField(*table_.record, name);
  }

  // Which columns are read, and into which fields; notes after values.
  void ChooseSources() {
    std::vector<Source> notes;
    for (std::size_t i = 0; i < type_.children.size(); ++i) {
      const ArrowColumnType& child = type_.children[i];
      std::string_view name = child.name;
      Source source{i, Find(name), false, std::nullopt};
      if (source.field == nullptr && name.ends_with(kNoteSuffix) &&
          child.type == ArrowType::kStruct) {
        name.remove_suffix(kNoteSuffix.size());
        source.field = Find(name);
        source.note = true;
      }
      if (source.field == nullptr) {
        ReportColumn(child.name, "unknown_header");
      } else if (source.field->computed) {
        ReportColumn(child.name, "computed_field");
      } else if (source.note) {
        notes.push_back(std::move(source));
      } else if (!Readable(child, *source.field)) {
        ReportColumn(child.name, "unsupported_type", child.format);
      } else if (IsTaken(*source.field)) {
        ReportColumn(child.name, "header_twice");
      } else {
        if (auto zone = Zone::Load(child.zone); zone.ok()) {
          source.zone = *std::move(zone);
        }
        sources_.push_back(std::move(source));
      }
    }
    sources_.insert(sources_.end(), notes.begin(), notes.end());
  }

  static bool IsList(const ArrowColumnType& type) {
    return type.type == ArrowType::kList32 || type.type == ArrowType::kList64;
  }

  // Lists go to repeated fields only; a repeated field may also be spelt as a
  // text, which is the reader's to split.
  static bool Readable(const ArrowColumnType& type,
                       const schema::Field& field) {
    if (type.type == ArrowType::kUnsupported ||
        type.type == ArrowType::kStruct) {
      return false;
    }
    if (!IsList(type)) return true;
    const ArrowColumnType& item = type.children.front();
    return field.repeated && !IsList(item) && item.type != ArrowType::kStruct &&
           item.type != ArrowType::kUnsupported;
  }

  bool IsTaken(const schema::Field& field) const {
    for (const Source& source : sources_) {
      if (source.field == &field) return true;
    }
    return false;
  }

  Column& ColumnOf(const Source& source) {
    return table_.columns[static_cast<std::size_t>(
        source.field - table_.record->fields.data())];
  }

  absl::Status AppendBatch(const ArrowArray& batch) {
    QUARANTA_RETURN_IF_ERROR(ArrowChunk::Check(type_, batch, 0, batch.length));
    if (batch.length > std::numeric_limits<std::uint32_t>::max() -
                           static_cast<std::int64_t>(table_.rows)) {
      return ResourceExhausted("more than 4,294,967,295 rows");
    }
    const ArrowChunk rows(type_, batch, 0);
    const std::uint32_t first = table_.rows;
    for (const Source& source : sources_) {
      const ArrowChunk chunk = rows.Child(source.index);
      for (std::int64_t row = 0; row < batch.length; ++row) {
        if (source.note) {
          SetNote(source, chunk, row, first + static_cast<std::uint32_t>(row));
        } else if (rows.IsNull(row) || chunk.IsNull(row)) {
          ColumnOf(source).AppendBlank();
        } else {
          AppendCell(source, chunk, row);
        }
      }
    }
    table_.rows += static_cast<std::uint32_t>(batch.length);
    for (Column& column : table_.columns) {
      while (column.size() < table_.rows) column.AppendBlank();
    }
    return absl::OkStatus();
  }

  void AppendCell(const Source& source, const ArrowChunk& chunk,
                  std::int64_t row) {
    Column& column = ColumnOf(source);
    const ArrowColumnType& type = type_.children[source.index];
    if (IsList(type)) return AppendList(source, chunk, row);
    const ArrowValue value = chunk.At(row);
    if (value.tag == Tag::kText) return AppendText(source, column, value.text);
    if (value.tag == Tag::kNull ||
        (value.tag == Tag::kDouble && std::isnan(value.real))) {
      return column.AppendBlank();
    }
    const std::string_view code =
        column.field().repeated ? "bad_value" : Append(source, column, value);
    if (code.empty()) return;
    std::string raw = ToText(value);
    AppendSuspect(column, raw);
    ReportCell(source, column, code, std::move(raw));
  }

  void AppendText(const Source& source, Column& column, std::string_view text) {
    if (options_.append_text) {
      const std::string_view code = options_.append_text(column, text);
      if (!code.empty()) ReportCell(source, column, code, std::string(text));
      return;
    }
    if (!column.field().repeated && AppendPlainText(column, text)) return;
    AppendSuspect(column, std::string(text));
    ReportCell(source, column, "bad_value", std::string(text));
  }

  void AppendList(const Source& source, const ArrowChunk& chunk,
                  std::int64_t row) {
    Column& column = ColumnOf(source);
    std::int64_t first = 0;
    std::int64_t second = 0;
    // A trial first: one bad item spoils the list, for what is left of it would
    // pass for all of it.
    Column trial(column.field());
    bool good = chunk.ListRange(row, &first, &second);
    if (good && first < second) {
      const ArrowChunk items = chunk.Child(0);
      for (std::int64_t i = first; i < second && good; ++i) {
        const ArrowValue value = items.At(i);
        good = value.tag == Tag::kText
                   ? AppendPlainText(trial, value.text)
                   : value.tag != Tag::kNull &&
                         Append(source, trial, value).empty();
      }
    }
    if (good) {
      trial.EndList();
      column.AppendFrom(trial, 0);
    } else {
      AppendSuspect(column, {});
      ReportCell(source, column, "bad_value", {});
    }
  }

  // Appends a value that is no text. Gives the code of a problem, and appends
  // nothing, if it cannot be one of the field.
  std::string_view Append(const Source& source, Column& column,
                          const ArrowValue& value) {
    switch (column.kind()) {
      case Kind::kBool:
        return AppendBool(column, value);
      case Kind::kInt:
        return AppendInt(column, value);
      case Kind::kDouble:
        return AppendDouble(column, value);
      case Kind::kString:
        return AppendNumberAsText(column, value);
      case Kind::kDate:
        return AppendDate(column, value);
      case Kind::kInstant:
        return AppendInstant(source, column, value);
      case Kind::kEnum:
      case Kind::kReference:
        return "bad_value";
    }
    return "bad_value";
  }

  static std::string_view AppendBool(Column& column, const ArrowValue& value) {
    const auto whole = value.tag == Tag::kDouble ? WholeOf(value.real)
                                                 : std::optional(value.integer);
    const bool number = value.tag == Tag::kInt || value.tag == Tag::kDouble;
    if (!whole || (!number && value.tag != Tag::kBool) ||
        (*whole != 0 && *whole != 1)) {
      return "bad_value";
    }
    column.AppendBool(*whole == 1);
    return {};
  }

  static std::string_view AppendInt(Column& column, const ArrowValue& value) {
    // Columns of whole numbers with gaps arrive as floats.
    const auto whole = value.tag == Tag::kDouble ? WholeOf(value.real)
                       : value.tag == Tag::kInt  ? std::optional(value.integer)
                                                 : std::nullopt;
    if (!whole) return "bad_value";
    column.AppendInt(*whole);
    return {};
  }

  static std::string_view AppendDouble(Column& column,
                                       const ArrowValue& value) {
    switch (value.tag) {
      case Tag::kInt:
        column.AppendDouble(static_cast<double>(value.integer));
        return {};
      case Tag::kUint:
        column.AppendDouble(
            static_cast<double>(static_cast<std::uint64_t>(value.integer)));
        return {};
      case Tag::kDouble:
        if (!std::isfinite(value.real)) return "bad_value";
        column.AppendDouble(value.real);
        return {};
      default:
        return "bad_value";
    }
  }

  // Room numbers and the like arrive as numbers.
  static std::string_view AppendNumberAsText(Column& column,
                                             const ArrowValue& value) {
    if (value.tag == Tag::kDouble) {
      const auto whole = WholeOf(value.real);
      if (!whole) return "bad_value";
      column.AppendText(std::to_string(*whole));
      return {};
    }
    if (value.tag != Tag::kInt && value.tag != Tag::kUint) return "bad_value";
    column.AppendText(ToText(value));
    return {};
  }

  static std::string_view AppendDate(Column& column, const ArrowValue& value) {
    std::int64_t days = value.integer;
    if (value.tag == Tag::kWall) {
      // A date in a library that has only timestamps.
      if (value.integer % kMicrosPerDay != 0) return "bad_value";
      days = value.integer / kMicrosPerDay;
    } else if (value.tag != Tag::kDay) {
      return "bad_value";
    }
    if (days < FirstDay() || days > LastDay()) return "bad_value";
    column.AppendDay(Day{static_cast<std::int32_t>(days)});
    return {};
  }

  std::string_view AppendInstant(const Source& source, Column& column,
                                 const ArrowValue& value) {
    const std::int64_t first = (FirstDay() + 1) * kMicrosPerDay;
    const std::int64_t last = LastDay() * kMicrosPerDay;
    if (value.tag != Tag::kInstant && value.tag != Tag::kWall) {
      return "bad_value";
    }
    if (value.integer < first || value.integer > last) return "bad_value";
    if (value.tag == Tag::kInstant) {
      Instant instant{value.integer, 0};
      if (source.zone) instant = source.zone->Localize(instant);
      column.AppendInstant(instant);
      return {};
    }
    if (options_.zone == nullptr) return "zone_missing";
    std::int64_t day = value.integer / kMicrosPerDay;
    std::int64_t rest = value.integer % kMicrosPerDay;
    if (rest < 0) {
      rest += kMicrosPerDay;
      --day;
    }
    Instant instant =
        options_.zone->At(Day{static_cast<std::int32_t>(day)},
                          static_cast<int>(rest / kMicrosPerMinute));
    instant.micros += rest % kMicrosPerMinute;
    column.AppendInstant(instant);
    return {};
  }

  // The years 1 to 9999.
  static std::int64_t FirstDay() { return -719'162; }
  static std::int64_t LastDay() { return 2'932'896; }

  void SetNote(const Source& source, const ArrowChunk& chunk, std::int64_t row,
               std::uint32_t table_row) {
    if (chunk.IsNull(row)) return;
    Column& column = ColumnOf(source);
    // The stream may have notes on a field without the field.
    while (column.size() <= table_row) column.AppendBlank();
    Note note;
    bool known = false;
    Interval bounds;
    bool bounded = false;
    const auto& parts = type_.children[source.index].children;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const ArrowValue value = chunk.Child(i).At(row);
      if (value.tag == Tag::kText && parts[i].name == "state") {
        const auto state = ParseNoteState(value.text);
        known = state.has_value();
        note.state = state.value_or(NoteState::kSuspect);
      } else if (value.tag == Tag::kText && parts[i].name == "raw") {
        note.raw = value.text;
      } else if (value.tag == Tag::kDouble &&
                 (parts[i].name == "low" || parts[i].name == "high")) {
        (parts[i].name == "low" ? bounds.low : bounds.high) = value.real;
        bounded = true;
      }
    }
    if (!known || (bounded && !(bounds.low < bounds.high))) {
      return ReportCell(source, column, "unreadable_note", note.raw);
    }
    if (bounded) note.bounds = bounds;
    column.SetNote(table_row, std::move(note));
  }

  Table& table_;
  const ArrowOptions& options_;
  ArrowColumnType type_;
  std::vector<Source> sources_;
  std::vector<ArrowIssue> issues_;
};

}  // namespace

absl::StatusOr<std::vector<ArrowIssue>> AppendArrow(
    ArrowArrayStream* stream, Table& table, const ArrowOptions& options) {
  if (stream == nullptr || stream->release == nullptr) {
    return InvalidArgument("the Arrow stream was used up before");
  }
  // Move it out, as the interface says: the producer's struct is done with.
  Owned<ArrowArrayStream> owned;
  *owned.get() = *stream;
  stream->release = nullptr;
  Importer importer(table, options);
  QUARANTA_RETURN_IF_ERROR(importer.Run(*owned.get()));
  return importer.TakeIssues();
}

}  // namespace quaranta::data

// Arrow streams as rows of a table.
#include <cstring>
#include <limits>
#include <memory>
#include <utility>

#include "core/status_macros.h"
#include "data/arrow_column.h"
#include "data/arrow_value.h"
#include "quaranta/core/status.h"
#include "quaranta/data/arrow.h"

namespace quaranta::data {
namespace {

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

using Batch = Owned<ArrowArray>;

absl::Status StreamError(ArrowArrayStream& stream, int code) {
  const char* message = stream.get_last_error == nullptr
                            ? nullptr
                            : stream.get_last_error(&stream);
  return InvalidArgument(
      "the Arrow stream reports: " +
      std::string(message != nullptr ? message : std::strerror(code)));
}

// One source column of a stream and the field it goes to.
struct Source {
  std::size_t index = 0;  // child of the stream's struct
  const schema::Field* field = nullptr;
};

bool HasNulls(const ArrowChunk& rows, std::int64_t length) {
  if (rows.valid_bits() == nullptr) return false;
  for (std::int64_t row = 0; row < length; ++row) {
    if (rows.IsNull(row)) return true;
  }
  return false;
}

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
    if (type_.type != ArrowType::kStruct || type_.dictionary) {
      return InvalidArgument("the Arrow stream holds \"" + type_.format +
                             "\", expected structs: a table");
    }
    ChooseSources();
    absl::Status status = TakeBatches(stream);
    // Whatever came before a failure stays.
    ReadBatches();
    return status;
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

  void ReportCell(const Source& source, std::size_t row, std::string_view code,
                  std::string value) {
    if (!Admit()) return;
    const bool masked =
        source.field->personal == schema::Personal::kDirect && !value.empty();
    issues_.push_back({type_.children[source.index].name,
                       static_cast<std::uint32_t>(row), true, std::string(code),
                       masked ? std::string("***") : std::move(value)});
  }

  const schema::Field* Find(std::string_view name) const {
    return options_.find ? options_.find(name)
                         : schema::FindField(*table_.record, name);
  }

  // Which columns are read, and into which fields.
  void ChooseSources() {
    for (std::size_t i = 0; i < type_.children.size(); ++i) {
      const ArrowColumnType& child = type_.children[i];
      std::string_view name = child.name;
      Source source{i, Find(name)};
      bool note = false;
      if (source.field == nullptr && name.ends_with(kNoteSuffix) &&
          child.type == ArrowType::kStruct && !child.dictionary) {
        name.remove_suffix(kNoteSuffix.size());
        source.field = Find(name);
        note = true;
      }
      if (source.field == nullptr) {
        ReportColumn(child.name, "unknown_header");
      } else if (source.field->computed) {
        ReportColumn(child.name, "computed_field");
      } else if (note) {
        notes_.push_back(source);
      } else if (!CellWriter::Readable(child, *source.field)) {
        ReportColumn(child.name, "unsupported_type", child.format);
      } else if (IsTaken(*source.field)) {
        ReportColumn(child.name, "header_twice");
      } else {
        sources_.push_back(source);
      }
    }
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

  absl::Status TakeBatches(ArrowArrayStream& stream) {
    std::int64_t room =
        std::numeric_limits<std::uint32_t>::max() - std::int64_t{table_.rows};
    while (true) {
      auto batch = std::make_shared<Batch>();
      if (const int code = stream.get_next(&stream, batch->get()); code != 0) {
        return StreamError(stream, code);
      }
      const ArrowArray& array = **batch;
      if (array.release == nullptr) return absl::OkStatus();
      QUARANTA_RETURN_IF_ERROR(
          ArrowChunk::Check(type_, array, 0, array.length));
      if (array.length > room) {
        return ResourceExhausted("more than 4,294,967,295 rows");
      }
      room -= array.length;
      if (array.length > 0) batches_.push_back(std::move(batch));
    }
  }

  void ReadBatches() {
    std::vector<std::unique_ptr<const ArrowChunk>> parents;
    std::vector<bool> has_nulls;
    std::size_t rows = 0;
    for (const auto& batch : batches_) {
      parents.push_back(std::make_unique<const ArrowChunk>(type_, **batch, 0));
      has_nulls.push_back(HasNulls(*parents.back(), (**batch).length));
      rows += static_cast<std::size_t>((**batch).length);
    }
    for (const Source& source : sources_) {
      std::vector<ColumnChunk> chunks;
      for (std::size_t i = 0; i < batches_.size(); ++i) {
        chunks.push_back({parents[i]->Child(source.index),
                          static_cast<std::size_t>((**batches_[i]).length),
                          has_nulls[i] ? parents[i].get() : nullptr,
                          batches_[i]});
      }
      ReadColumn(source, chunks);
    }
    const std::size_t first = table_.rows;
    table_.rows += static_cast<std::uint32_t>(rows);
    for (Column& column : table_.columns) {
      if (column.size() < table_.rows) {
        column.AppendBlanks(table_.rows - column.size());
      }
    }
    for (const Source& source : notes_) {
      std::size_t row = first;
      for (const auto& parent : parents) {
        ReadNotes(source, *parent, row);
        row += static_cast<std::size_t>(parent->array().length);
      }
    }
  }

  void ReadColumn(const Source& source,
                  const std::vector<ColumnChunk>& chunks) {
    if (chunks.empty()) return;
    ColumnReader reader(options_, type_.children[source.index], *source.field);
    std::vector<RowTrouble> troubles;
    Column read = reader.Read(chunks, troubles);
    for (RowTrouble& odd : troubles) {
      ReportCell(source, table_.rows + odd.row, odd.trouble.code,
                 std::move(odd.trouble.raw));
    }
    Column& column = ColumnOf(source);
    if (column.size() == 0) {
      column = std::move(read);
    } else {
      column.Append(read, 0, read.size());
    }
  }

  // `row` is the table's of the batch's first.
  void ReadNotes(const Source& source, const ArrowChunk& rows,
                 std::size_t row) {
    const ArrowChunk chunk = rows.Child(source.index);
    const auto& types = type_.children[source.index].children;
    std::vector<ArrowChunk> parts;
    for (std::size_t i = 0; i < types.size(); ++i) {
      parts.push_back(chunk.Child(i));
    }
    for (std::int64_t at = 0; at < rows.array().length; ++at, ++row) {
      if (!rows.IsNull(at) && !chunk.IsNull(at)) {
        ReadNote(source, parts, at, row);
      }
    }
  }

  void ReadNote(const Source& source, const std::vector<ArrowChunk>& parts,
                std::int64_t at, std::size_t row) {
    Note note;
    bool known = false;
    Interval bounds;
    bool bounded = false;
    for (const ArrowChunk& part : parts) {
      const ArrowValue value = part.At(at);
      const std::string& name = part.type().name;
      if (value.tag == Tag::kText && name == "state") {
        const auto state = ParseNoteState(value.text);
        known = state.has_value();
        note.state = state.value_or(NoteState::kSuspect);
      } else if (value.tag == Tag::kText && name == "raw") {
        note.raw = value.text;
      } else if (value.tag == Tag::kDouble &&
                 (name == "low" || name == "high")) {
        (name == "low" ? bounds.low : bounds.high) = value.real;
        bounded = true;
      }
    }
    if (!known || (bounded && !(bounds.low < bounds.high))) {
      return ReportCell(source, row, "unreadable_note", note.raw);
    }
    if (bounded) note.bounds = bounds;
    ColumnOf(source).SetNote(row, std::move(note));
  }

  Table& table_;
  const ArrowOptions& options_;
  ArrowColumnType type_;
  std::vector<Source> sources_;
  std::vector<Source> notes_;
  std::vector<std::shared_ptr<Batch>> batches_;
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

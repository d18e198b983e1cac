#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <cmath>
#include <limits>
#include <utility>

#include "core/status_macros.h"
#include "io/files.h"
#include "io/messages.h"
#include "io/people.h"
#include "io/reader.h"
#include "io/setup.h"
#include "quaranta/container/v1/container.pb.h"
#include "quaranta/core/mask.h"
#include "quaranta/core/status.h"
#include "quaranta/io/io.h"
#include "quaranta/text/utf8.h"

namespace quaranta::io {
namespace {

namespace pb = google::protobuf;
using container::v1::CellNote;
using container::v1::Row;
using data::Table;
using Severity = world::Issue::Severity;

void PutNotes(const Table& table, std::uint32_t index, Row& row) {
  for (const data::Column& column : table.columns) {
    const data::Note* note = column.note(index);
    if (note == nullptr || column.field().computed) continue;
    CellNote& to = *row.add_notes();
    to.set_field(std::string(column.field().name));
    to.set_state(std::string(data::NoteStateName(note->state)));
    to.set_raw(note->raw);
    if (!note->bounds) continue;
    if (std::isfinite(note->bounds->low)) to.set_low(note->bounds->low);
    if (std::isfinite(note->bounds->high)) to.set_high(note->bounds->high);
  }
}

void PutEmptyLists(const Table& table, std::uint32_t index, Row& row) {
  for (const data::Column& column : table.columns) {
    if (!column.field().repeated || column.field().computed) continue;
    if (!column.valid(index)) continue;
    const auto [begin, end] = column.ListRange(index);
    if (begin == end) row.add_empty_lists(std::string(column.field().name));
  }
}

void PutDelimited(const Row& row, std::string& out) {
  pb::io::StringOutputStream stream(&out);
  pb::io::CodedOutputStream coded(&stream);
  coded.WriteVarint32(static_cast<std::uint32_t>(row.ByteSizeLong()));
  row.SerializeToCodedStream(&coded);
}

class DelimitedReader {
 public:
  DelimitedReader(world::Builder& builder, std::string name,
                  const ReadOptions& options)
      : builder_(builder),
        name_(std::move(name)),
        options_(options),
        file_(builder.AddFile(name_)) {}

  void Read(std::string_view bytes) {
    std::size_t rows = 0;
    while (!bytes.empty()) {
      Row row;
      const std::size_t used = Next(bytes, row);
      if (used == 0) {
        Report(Severity::kError, "broken_file", "rest_not_read",
               "byte " + std::to_string(total_));
        return;
      }
      if (++rows > options_.rows) {
        Report(Severity::kError, "too_many_rows", "rest_not_read",
               std::to_string(options_.rows));
        return;
      }
      total_ += used;
      bytes.remove_prefix(used);
      ++number_;
      Take(row);
    }
  }

 private:
  // Bytes taken from the front by the next row; 0 when there is none.
  static std::size_t Next(std::string_view bytes, Row& row) {
    const auto size = static_cast<int>(
        std::min<std::size_t>(bytes.size(), std::numeric_limits<int>::max()));
    pb::io::CodedInputStream coded(
        reinterpret_cast<const std::uint8_t*>(bytes.data()), size);
    std::uint32_t length = 0;
    if (!coded.ReadVarint32(&length)) return 0;
    const auto begin = static_cast<std::size_t>(coded.CurrentPosition());
    if (length > bytes.size() - begin ||
        length > static_cast<std::uint32_t>(std::numeric_limits<int>::max())) {
      return 0;
    }
    if (!row.ParseFromArray(bytes.data() + begin, static_cast<int>(length))) {
      return 0;
    }
    return begin + length;
  }

  void Report(Severity severity, std::string_view code, std::string_view action,
              std::string detail, std::string column = {},
              std::string value = {}) {
    world::Issue issue =
        FileIssue(severity, code, name_, number_, action, std::move(detail));
    issue.column = std::move(column);
    issue.value = text::InvalidUtf8At(value) ? "?" : std::move(value);
    builder_.AddIssue(std::move(issue));
  }

  void Take(const Row& row) {
    for (const std::string& collection : row.complete()) {
      if (IsCollection(collection)) {
        builder_.Close(collection);
      } else {
        Report(Severity::kWarning, "unknown_collection", "not_read", {}, {},
               collection);
      }
    }
    if (row.record().empty()) return;
    const schema::Record* record = schema::FindRecord(row.record());
    if (record == nullptr) {
      Report(Severity::kWarning, "unknown_table", "not_read", {}, {},
             row.record());
      return;
    }
    Table& table = builder_.Edit(*record);
    std::vector<BodyProblem> problems;
    const std::vector<std::string> empty(row.empty_lists().begin(),
                                         row.empty_lists().end());
    if (!DecodeRow(row.body(), empty, table, problems)) {
      Report(Severity::kError, "unreadable_row", "not_read",
             std::string(record->name));
      return;
    }
    const std::uint32_t index =
        builder_.EndRow(table, world::Origin{file_, number_});
    for (BodyProblem& problem : problems) {
      const bool direct = problem.field != nullptr &&
                          problem.field->personal == schema::Personal::kDirect;
      Report(problem.field == nullptr ? Severity::kNote : Severity::kWarning,
             problem.code,
             problem.field == nullptr ? "not_read" : "kept_unknown",
             std::string(record->name),
             problem.field == nullptr ? "" : std::string(problem.field->name),
             direct ? std::string(kMask) : std::move(problem.value));
    }
    TakeNotes(row, table, index);
  }

  static data::Column* ColumnOf(Table& table, const std::string& field) {
    const schema::Field* found = schema::FindField(*table.record, field);
    if (found == nullptr) return nullptr;
    return &table.columns[static_cast<std::size_t>(
        found - table.record->fields.data())];
  }

  void TakeNotes(const Row& row, Table& table, std::uint32_t index) {
    for (const CellNote& from : row.notes()) {
      data::Column* column = ColumnOf(table, from.field());
      const auto state = data::ParseNoteState(from.state());
      const bool garbled = text::InvalidUtf8At(from.raw()).has_value();
      const bool crossed =
          from.has_low() && from.has_high() && !(from.low() < from.high());
      if (column == nullptr || !state || crossed || garbled) {
        Report(Severity::kWarning, "unreadable_note", "not_read", {},
               from.field());
        continue;
      }
      data::Note note{*state, from.raw(), std::nullopt};
      if (from.has_low() || from.has_high()) {
        note.bounds.emplace();
        if (from.has_low()) note.bounds->low = from.low();
        if (from.has_high()) note.bounds->high = from.high();
      }
      column->SetNote(index, std::move(note));
    }
  }

  world::Builder& builder_;
  std::string name_;
  const ReadOptions& options_;
  std::uint32_t file_;
  std::uint32_t number_ = 0;  // of the message, from 1
  std::size_t total_ = 0;
};

}  // namespace

void AppendDelimited(world::Builder& builder, const std::string& name,
                     std::string_view bytes, const ReadOptions& options) {
  DelimitedReader(builder, name, options).Read(bytes);
}

std::string ToBytes(const world::World& world) {
  std::string out;
  if (!world.complete().empty()) {
    Row statements;
    for (const std::string& collection : world.complete()) {
      statements.add_complete(collection);
    }
    PutDelimited(statements, out);
  }
  for (const Table& table : world.view().tables) {
    for (std::uint32_t i = 0; i < table.rows; ++i) {
      Row row;
      row.set_record(std::string(table.record->name));
      row.set_body(EncodeRow(table, i));
      PutNotes(table, i, row);
      PutEmptyLists(table, i, row);
      PutDelimited(row, out);
    }
  }
  return out;
}

absl::Status WriteDelimited(const world::World& world,
                            const std::string& path) {
  return WriteFile(path, ToBytes(world));
}

absl::StatusOr<world::World> FromBytes(std::string_view bytes,
                                       const std::string& name,
                                       const ReadOptions& options) {
  world::Builder builder;
  QUARANTA_ASSIGN_OR_RETURN(const auto zone, Prepare(builder, options));
  static_cast<void>(zone);  // every instant of a message has its offset
  AppendDelimited(builder, name, bytes, options);
  // Questions about people were asked when these rows were first read.
  QUARANTA_RETURN_IF_ERROR(EndAppend(builder, options, NoRows()));
  return std::move(builder).Build();
}

absl::StatusOr<world::World> ReadDelimited(const std::string& path,
                                           const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(const std::string bytes,
                            ReadFile(path, options.file_bytes));
  const std::size_t slash = path.find_last_of("/\\");
  return FromBytes(bytes,
                   slash == std::string::npos ? path : path.substr(slash + 1),
                   options);
}

}  // namespace quaranta::io

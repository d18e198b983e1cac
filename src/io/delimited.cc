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

// A length as it stands before a message; 0 bytes used when there is none.
struct Length {
  std::size_t used = 0;
  std::uint32_t value = 0;
};
Length LengthAt(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size() && i < 5; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    value |= static_cast<std::uint64_t>(byte & 0x7F) << (7 * i);
    if ((byte & 0x80) != 0) continue;
    if (value > std::numeric_limits<std::uint32_t>::max()) break;
    return {i + 1, static_cast<std::uint32_t>(value)};
  }
  return {};
}

// Our messages are flat: only unknown groups of a stranger nest.
constexpr int kNesting = 10;

bool Parse(std::string_view bytes, Row& row) {
  pb::io::CodedInputStream coded(
      reinterpret_cast<const std::uint8_t*>(bytes.data()),
      static_cast<int>(bytes.size()));
  coded.SetRecursionLimit(kNesting);
  return row.ParseFromCodedStream(&coded) && coded.ConsumedEntireMessage();
}

// Reads in two passes: the first finds the messages and whose rows they are,
// the second reads them record by record, so that each record has one account.
class DelimitedReader {
 public:
  DelimitedReader(world::Builder& builder, std::string name,
                  const ReadOptions& options)
      : builder_(builder),
        name_(std::move(name)),
        options_(options),
        file_(builder.AddFile(name_)),
        frames_(schema::Records().size()) {}

  void Read(std::string_view bytes) {
    Scan(bytes);
    for (std::size_t i = 0; i < frames_.size(); ++i) {
      if (frames_[i].empty()) continue;
      const schema::Record& record = schema::Records()[i];
      Account(std::string(record.name), frames_[i].size());
      for (const Frame& frame : frames_[i]) {
        number_ = frame.number;
        const Taken taken = Take(bytes.substr(frame.begin, frame.size), record);
        world::SourceRows& account = builder_.source(source_);
        ++(taken == Taken::kRead       ? account.read
           : taken == Taken::kRepaired ? account.repaired
                                       : account.refused);
      }
    }
    if (strangers_.rows > 0) {
      strangers_.file = name_;
      builder_.AddSource(strangers_);
    }
    builder_.EndSource();
    Close();
  }

 private:
  struct Frame {
    std::size_t begin = 0;
    std::uint32_t size = 0;
    std::uint32_t number = 0;  // of the message, from 1
  };

  void Account(std::string record, std::size_t rows) {
    world::SourceRows account;
    account.file = name_;
    account.sheet = record;
    account.record = std::move(record);
    account.rows = rows;
    source_ = builder_.AddSource(std::move(account));
  }

  void Scan(std::string_view bytes) {
    std::size_t rows = 0;
    for (std::size_t at = 0; at < bytes.size();) {
      ++number_;
      const Length length = LengthAt(bytes.substr(at));
      const std::size_t begin = at + length.used;
      if (length.used == 0 || length.value > bytes.size() - begin) {
        return RefuseRest("broken_file", "byte " + std::to_string(at));
      }
      if (++rows > options_.rows) {
        return RefuseRest("too_many_rows", std::to_string(options_.rows));
      }
      const Frame frame{begin, length.value, number_};
      if (!Sort(bytes, frame)) {
        Refuse(Severity::kError,
               length.value > options_.message_bytes ? "message_too_long"
                                                     : "unreadable_row",
               "byte " + std::to_string(at), {});
        whole_ = false;
      }
      at = begin + length.value;
    }
  }

  // Finds whose row a message is; false when it is no message.
  bool Sort(std::string_view bytes, const Frame& frame) {
    if (frame.size > options_.message_bytes) return false;
    Row row;
    if (!Parse(bytes.substr(frame.begin, frame.size), row)) return false;
    if (row.record().empty()) {
      if (!row.has_rows() && row.complete().empty()) return false;
      ++strangers_.rows;
      ++strangers_.set_aside;
      promised_ += row.rows();
      for (const std::string& collection : row.complete()) {
        complete_.emplace_back(collection, number_);
      }
      return true;
    }
    ++found_;
    const schema::Record* record = schema::FindRecord(row.record());
    if (record == nullptr) {
      Refuse(Severity::kWarning, "unknown_table", {}, row.record());
    } else {
      frames_[schema::IndexOf(*record)].push_back(frame);
    }
    return true;
  }

  void Refuse(Severity severity, std::string_view code, std::string detail,
              std::string value) {
    ++strangers_.rows;
    ++strangers_.refused;
    Report(severity, code, "not_read", std::move(detail), {}, std::move(value));
  }

  // Nobody can say how many rows the rest was: it counts as one.
  void RefuseRest(std::string_view code, std::string detail) {
    ++strangers_.rows;
    ++strangers_.refused;
    whole_ = false;
    Report(Severity::kError, code, "rest_not_read", std::move(detail));
  }

  // A file that says that its collections are complete says so of all its
  // rows. Where some are missing it no longer holds.
  void Close() {
    if (promised_ > found_ && promised_ > 0) {
      whole_ = false;
      number_ = 0;
      Report(Severity::kError, "rows_missing", "kept_open",
             std::to_string(found_) + " / " + std::to_string(promised_));
    }
    for (auto& [collection, number] : complete_) {
      number_ = number;
      if (!IsCollection(collection)) {
        Report(Severity::kWarning, "unknown_collection", "not_read", {}, {},
               collection);
      } else if (!whole_) {
        Report(Severity::kWarning, "source_not_whole", "kept_open", {}, {},
               collection);
      } else {
        builder_.Close(collection);
      }
    }
  }

  static std::string Shown(std::string text) {
    return text::InvalidUtf8At(text) ? "?" : std::move(text);
  }

  void Report(Severity severity, std::string_view code, std::string_view action,
              std::string detail, std::string column = {},
              std::string value = {}) {
    world::Issue issue =
        FileIssue(severity, code, name_, number_, action, std::move(detail));
    issue.column = Shown(std::move(column));
    issue.value = Shown(std::move(value));
    builder_.AddIssue(std::move(issue));
  }

  enum class Taken : std::uint8_t { kRead, kRepaired, kRefused };

  // One row; refused when its body is no message of the record.
  Taken Take(std::string_view bytes, const schema::Record& record) {
    Row row;
    Table& table = builder_.Edit(record);
    std::vector<BodyProblem> problems;
    bool read = Parse(bytes, row);
    if (read) {
      const std::vector<std::string> empty(row.empty_lists().begin(),
                                           row.empty_lists().end());
      read = DecodeRow(row.body(), empty, table, problems);
    }
    if (!read) {
      whole_ = false;
      Report(Severity::kError, "unreadable_row", "not_read",
             std::string(record.name));
      return Taken::kRefused;
    }
    const std::uint32_t index =
        builder_.EndRow(table, world::Origin{file_, number_});
    bool repaired = false;
    for (BodyProblem& problem : problems) {
      repaired = repaired || problem.field != nullptr;
      ReportCell(record, std::move(problem));
    }
    repaired = !TakeNotes(row, table, index) || repaired;
    return repaired ? Taken::kRepaired : Taken::kRead;
  }

  void ReportCell(const schema::Record& record, BodyProblem problem) {
    const bool direct = problem.field != nullptr &&
                        problem.field->personal == schema::Personal::kDirect;
    Report(problem.field == nullptr ? Severity::kNote : Severity::kWarning,
           problem.code, problem.field == nullptr ? "not_read" : "kept_unknown",
           std::string(record.name),
           problem.field == nullptr ? "" : std::string(problem.field->name),
           direct ? std::string(kMask) : std::move(problem.value));
  }

  static data::Column* ColumnOf(Table& table, const std::string& field) {
    const schema::Field* found = schema::FindField(*table.record, field);
    if (found == nullptr) return nullptr;
    return &table.columns[static_cast<std::size_t>(
        found - table.record->fields.data())];
  }

  // False when a note could not be read.
  bool TakeNotes(const Row& row, Table& table, std::uint32_t index) {
    bool all = true;
    for (const CellNote& from : row.notes()) {
      data::Column* column = ColumnOf(table, from.field());
      const auto state = data::ParseNoteState(from.state());
      const bool garbled = text::InvalidUtf8At(from.raw()).has_value();
      const bool crossed =
          from.has_low() && from.has_high() && !(from.low() < from.high());
      if (column == nullptr || !state || crossed || garbled) {
        Report(Severity::kWarning, "unreadable_note", "not_read", {},
               from.field());
        all = false;
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
    return all;
  }

  world::Builder& builder_;
  std::string name_;
  const ReadOptions& options_;
  std::uint32_t file_;
  std::uint32_t number_ = 0;                // of the message, from 1
  std::vector<std::vector<Frame>> frames_;  // per record
  std::size_t source_ = 0;
  world::SourceRows strangers_;  // messages that are rows of no record
  std::uint64_t promised_ = 0;   // rows that the file says it holds
  std::uint64_t found_ = 0;
  bool whole_ = true;
  std::vector<std::pair<std::string, std::uint32_t>> complete_;
};

}  // namespace

void AppendDelimited(world::Builder& builder, const std::string& name,
                     std::string_view bytes, const ReadOptions& options) {
  DelimitedReader(builder, name, options).Read(bytes);
}

std::string ToBytes(const world::World& world) {
  std::string out;
  std::uint64_t rows = 0;
  for (const Table& table : world.view().tables) rows += table.rows;
  if (rows > 0 || !world.complete().empty()) {
    Row statements;
    statements.set_rows(rows);
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

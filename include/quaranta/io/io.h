// Worlds from files and to files.
//
// A world is stored as a folder with one file per record type (CSV, TSV or
// JSONL, UTF-8) or as one file of length-delimited messages (.binpb). Reading
// never guesses silently: what cannot be read becomes unknown, and the world's
// issue list says where and why. Only a folder or file that cannot be read at
// all is an error.
#ifndef QUARANTA_IO_IO_H_
#define QUARANTA_IO_IO_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "quaranta/data/arrow_abi.h"
#include "quaranta/io/mapping.h"
#include "quaranta/io/sheet.h"
#include "quaranta/schema/field.h"
#include "quaranta/text/json_writer.h"
#include "quaranta/text/node.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

// Reads one file of a format that this library does not: its sheets, or an
// error that becomes an issue of that file.
using ForeignReader =
    std::function<absl::StatusOr<Foreign>(const std::string& path)>;

struct ReadOptions {
  // IANA zone of times written without an offset. Empty: the zone of the
  // regions in the folder, when all have one and the same; else such times stay
  // unknown, each with an issue.
  std::string zone;
  // Collections that the export holds completely ("Site.rooms").
  std::vector<std::string> complete;
  // How to read what the headers leave open; see mapping.h.
  Mapping mapping;
  // Bytes of a key. When given, every direct identifier and every id of a
  // person is replaced by a keyed pseudonym (HMAC-SHA-256) as it is read: the
  // same value gives the same pseudonym under the same key, in every file and
  // run, and nothing of it is kept. At least 16 bytes: all that read are
  // kInvalidArgument for fewer.
  std::string pseudonym_key;
  // Called for files such as ".xlsx" and ".parquet". Empty: such files are an
  // issue.
  ForeignReader foreign;
  std::size_t file_bytes = std::size_t{2} << 30;      // per file
  std::size_t rows = 50'000'000;                      // per sheet
  std::size_t sheets = 256;                           // per file
  std::size_t columns = 4'096;                        // per sheet
  std::size_t message_bytes = std::size_t{16} << 20;  // per delimited message
  std::size_t issues_per_code = 10'000;  // per file; the rest is counted
};

// A world, and how its source was read: every sheet with its records, header
// row and columns, those left out included. Saved and given back as
// ReadOptions::mapping it reads the same source the same way.
struct Import {
  world::World world;
  Mapping mapping;
};

// As Open(), with the mapping: what a dry run shows.
absl::StatusOr<Import> ImportFrom(const std::string& path,
                                  const ReadOptions& options = {});

// One sheet into a builder: header row, columns, cells, totals rows. `record`
// is what its rows are when the mapping says nothing; nullptr: found by its
// name and headers. Whatever is odd is an issue. Returns how it was read.
absl::StatusOr<SheetMapping> AppendSheet(world::Builder& builder,
                                         const NamedSheet& sheet,
                                         const schema::Record* record,
                                         const ReadOptions& options = {});

// A folder: `rooms.csv`, `Room.jsonl`, `房间.csv` ... by any name of the
// record. Headers are field names, Chinese labels or synonyms, with a unit in
// brackets if need be. `_notes.csv` (record, id, field, state, raw, low, high)
// adds notes to cells, `_closed.csv` (collection) names complete collections,
// `_decisions.csv` (record, id, other, decision) says which people are the
// same, different, or still to be asked about.
// Unknown headers and files, unreadable cells and files are issues; the rest is
// read. kNotFound or kInvalidArgument only when the folder cannot be listed or
// `zone` or `complete` names nothing.
absl::StatusOr<world::World> ReadFolder(const std::string& path,
                                        const ReadOptions& options = {});

// One file of delimited messages, as WriteDelimited() writes it. A message that
// is none is refused, and a file that breaks off keeps the rows before the
// break; an issue names the byte. Where rows are missing, the collections that
// the file says are complete stay open. Rows are counted as messages, by
// record; the rest of a broken file counts as one.
absl::StatusOr<world::World> ReadDelimited(const std::string& path,
                                           const ReadOptions& options = {});

// One SQLite file. Every table or view with any name of a record is a sheet;
// other tables are known by their headers, or left out with an issue. `_notes`
// and `_closed` are as in a folder. Rows are numbered as in an export with a
// header line: the first is row 2. A BLOB is an unreadable cell, virtual tables
// are left out, and a table that breaks off keeps the rows before the break.
// kNotFound, kInvalidArgument, kFailedPrecondition or kResourceExhausted only
// when the file cannot be opened as a database, or as ReadFolder().
absl::StatusOr<world::World> ReadSqlite(const std::string& path,
                                        const ReadOptions& options = {});

// A folder, or a file by its extension: .binpb, .sqlite, .sqlite3 or .db, or a
// single table as it may stand in a folder (.csv, .xlsx with a `foreign`, ...).
// kInvalidArgument for others, kNotFound when nothing is there.
absl::StatusOr<world::World> Open(const std::string& path,
                                  const ReadOptions& options = {});

// One file of rows of a given record (arrivals: Person rows) into a builder.
// kNotFound when the file cannot be opened; else as ReadFolder.
absl::Status ReadRows(world::Builder& builder, const schema::Record& record,
                      const std::string& path, const ReadOptions& options = {});

// Person rows of a CSV, TSV or JSONL file, or of one that `foreign` reads, as a
// world of their own.
absl::StatusOr<world::World> ReadArrivals(const std::string& path,
                                          const ReadOptions& options = {});

// Appends the rows of an Arrow stream, read as a file of that record would be:
// headers by any name of the field, texts as cells. Issues go to the builder
// under `name`; `options.zone`, else the zone that the regions read so far
// share, is where timestamps without a zone were read. A header with a unit
// that is not the field's ("人口(万)") is not read. Errors as
// data::AppendArrow(), and kNotFound for an unknown zone.
absl::Status AppendArrow(world::Builder& builder, const schema::Record& record,
                         ArrowArrayStream* stream, const std::string& name,
                         const ReadOptions& options = {});

enum class Format : std::uint8_t { kCsv, kJsonl };

// Appends rows given as the bytes of a file of that format would be: what is
// odd becomes an issue of the builder, under `name`. The zone as above.
// kNotFound for an unknown zone.
absl::Status AppendText(world::Builder& builder, const schema::Record& record,
                        std::string_view bytes, Format format,
                        const std::string& name,
                        const ReadOptions& options = {});

// What Open() does after the last table: people who may stand there twice are
// asked about (issue "possible_duplicate", the later row parked), and with a
// key what names a person is replaced in every row. To be called before Build()
// by those who append tables one by one. kInvalidArgument for a short key.
absl::Status FinishPeople(world::Builder& builder,
                          const ReadOptions& options = {});

// Writes every table that has rows into a folder, which is made if need be; the
// files of an earlier world in it are replaced table by table. Nothing is
// hidden: this is the data. CSV is UTF-8
// with a byte-order mark, CRLF and no formulas. What is written reads back
// equal: values, notes and complete collections; computed fields are left to
// be computed again. kFailedPrecondition when a file cannot be written.
absl::Status WriteFolder(const world::World& world, const std::string& path,
                         Format format = Format::kCsv);
absl::Status WriteDelimited(const world::World& world, const std::string& path);

// One table per record that has rows, `rooms` with a column for every field:
// INTEGER for numbers and truth, REAL, and TEXT for the rest, spelled as in
// CSV; `id` is indexed. `_notes`, `_closed` and `_meta` (schema) beside them.
// Written beside the file and then put in its place. What is written reads back
// equal. kFailedPrecondition when the file cannot be written.
absl::Status WriteSqlite(const world::World& world, const std::string& path);

// In the form that the path asks for: .binpb, .sqlite (.sqlite3, .db), else a
// folder of CSV files.
absl::Status Write(const world::World& world, const std::string& path);

// A table as a worksheet shows it: a header of field names, then typed cells.
// Cells that hold a note and no value show what stood there; computed fields
// and blank columns are left out. Read as a sheet it gives the values back.
GridSheet ToSheet(const data::Table& table);

// The same bytes without a file: what a program stores or sends elsewhere.
std::string ToBytes(const world::World& world);
// Errors as ReadDelimited; `name` stands for the file in issues.
absl::StatusOr<world::World> FromBytes(std::string_view bytes,
                                       const std::string& name,
                                       const ReadOptions& options = {});

// Appends rows given as a list of maps: pack tests, JSONL, dicts. A key is a
// field by any of its names; a value is a scalar, a list, null, or a map
// {value, raw, state, low, high} for a cell with a note. Whatever does not fit
// is kInvalidArgument with "name:LINE:COLUMN: ..."; rows before it stay.
// Local times are refused unless `zone` is given.
absl::Status AppendRows(world::Builder& builder, const schema::Record& record,
                        const text::Node& rows, const std::string& name,
                        const Zone* zone = nullptr);

// A row as an object: fields that have a value or a note, in the order of the
// record, in the form that AppendRows reads.
void WriteRowJson(const world::World& world, data::RowRef row,
                  text::JsonWriter& json);
// The same to be looked at: direct identifiers are "***", and so are numbers
// that name a person in other texts.
std::string ShownRowJson(const world::World& world, data::RowRef row);

}  // namespace quaranta::io

#endif  // QUARANTA_IO_IO_H_

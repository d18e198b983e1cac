// A world as one SQLite file, for everybody who has SQL.
#include <cmath>
#include <string>
#include <vector>

#include "core/status_macros.h"
#include "io/cells.h"
#include "io/files.h"
#include "io/sqlite.h"
#include "quaranta/core/status.h"
#include "quaranta/io/io.h"
#include "quaranta/text/sqlite.h"

namespace quaranta::io {
namespace {

using data::Column;
using data::Table;
using schema::Kind;
using text::Sqlite;
using text::SqliteName;
using text::SqliteStatement;

// How a column is declared, and so what stands in its cells.
std::string_view TypeOf(const schema::Field& field) {
  if (field.repeated) return "TEXT";
  switch (field.kind) {
    case Kind::kBool:
    case Kind::kInt:
      return "INTEGER";
    case Kind::kDouble:
      return "REAL";
    default:
      return "TEXT";
  }
}

// `ids` stands in for the column of ids that were given.
std::vector<const Column*> ColumnsOf(const Table& table, const Column& ids) {
  std::vector<const Column*> columns;
  for (const Column& column : table.columns) {
    if (column.field().computed) continue;
    columns.push_back(&column == table.GivenIds() ? &ids : &column);
  }
  return columns;
}

// "CREATE TABLE ...; CREATE INDEX ...;" with an index of ids.
std::string SchemaOf(const Table& table,
                     const std::vector<const Column*>& columns) {
  const std::string name = SqliteName(table.record->plural);
  std::string sql = "CREATE TABLE " + name + " (";
  bool id = false;
  for (const Column* column : columns) {
    if (column != columns.front()) sql += ", ";
    sql += SqliteName(column->field().name) + " ";
    sql += TypeOf(column->field());
    id = id || column->field().name == "id";
  }
  sql += ");";
  if (!id) return sql;
  return sql + "CREATE INDEX " +
         SqliteName(std::string(table.record->plural) + "_id") + " ON " + name +
         " (\"id\");";
}

std::string InsertInto(std::string_view table, std::size_t columns) {
  std::string sql = "INSERT INTO " + SqliteName(table) + " VALUES (?";
  for (std::size_t i = 1; i < columns; ++i) sql += ", ?";
  return sql + ")";
}

// A cell; false in `blank` when there is something in it.
absl::Status BindCell(SqliteStatement& insert, int index, const Column& column,
                      std::size_t row, bool& blank) {
  if (!column.valid(row)) return insert.BindNull(index);
  blank = false;
  if (!column.field().repeated) {
    switch (column.kind()) {
      case Kind::kBool:
      case Kind::kInt:
        return insert.Bind(index, column.GetInt(row));
      case Kind::kDouble:
        if (!std::isfinite(column.GetDouble(row))) break;
        return insert.Bind(index, column.GetDouble(row));
      default:
        break;
    }
  }
  return insert.Bind(index, std::string_view(CellText(column, row)));
}

absl::Status WriteTable(Sqlite& db, const Table& table) {
  Column ids;
  if (table.GivenIds() != nullptr) ids = table.IdColumn();
  const std::vector<const Column*> columns = ColumnsOf(table, ids);
  QUARANTA_RETURN_IF_ERROR(db.Run(SchemaOf(table, columns)));
  QUARANTA_ASSIGN_OR_RETURN(
      SqliteStatement insert,
      db.Prepare(InsertInto(table.record->plural, columns.size())));
  const Column* given = table.GivenIds();
  for (std::size_t row = 0; row < table.rows; ++row) {
    bool blank = true;
    int text = 0;  // a column of texts
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const int index = static_cast<int>(i) + 1;
      const bool made =
          columns[i] == given && !given->valid(row) && table.HasId(row);
      QUARANTA_RETURN_IF_ERROR(
          made ? BindCell(insert, index, table.IdCell(row), 0, blank)
               : BindCell(insert, index, *columns[i], row, blank));
      if (text == 0 && TypeOf(columns[i]->field()) == "TEXT") text = index;
    }
    // A row of blanks would be taken for what somebody left over.
    if (blank && text > 0) {
      QUARANTA_RETURN_IF_ERROR(insert.Bind(text, std::string_view("-")));
    }
    QUARANTA_RETURN_IF_ERROR(insert.Execute());
  }
  return absl::OkStatus();
}

absl::Status BindBound(SqliteStatement& insert, int index,
                       const data::Note& note, double Interval::*side) {
  if (!note.bounds || !std::isfinite(*note.bounds.*side)) {
    return insert.BindNull(index);
  }
  return insert.Bind(index, *note.bounds.*side);
}

absl::Status WriteNote(SqliteStatement& insert, const Table& table,
                       const Column& column, std::uint32_t row,
                       const data::Note& note) {
  const std::string id =
      table.HasId(row) ? table.IdText(row) : "#" + std::to_string(row + 1);
  QUARANTA_RETURN_IF_ERROR(insert.Bind(1, table.record->name));
  QUARANTA_RETURN_IF_ERROR(insert.Bind(2, std::string_view(id)));
  QUARANTA_RETURN_IF_ERROR(insert.Bind(3, column.field().name));
  QUARANTA_RETURN_IF_ERROR(insert.Bind(4, data::NoteStateName(note.state)));
  QUARANTA_RETURN_IF_ERROR(insert.Bind(5, std::string_view(note.raw)));
  QUARANTA_RETURN_IF_ERROR(BindBound(insert, 6, note, &Interval::low));
  QUARANTA_RETURN_IF_ERROR(BindBound(insert, 7, note, &Interval::high));
  return insert.Execute();
}

absl::Status WriteNotes(Sqlite& db, const world::World& world) {
  QUARANTA_RETURN_IF_ERROR(
      db.Run("CREATE TABLE _notes (record TEXT, id TEXT, field TEXT, state "
             "TEXT, raw TEXT, low REAL, high REAL)"));
  QUARANTA_ASSIGN_OR_RETURN(SqliteStatement insert,
                            db.Prepare(InsertInto("_notes", 7)));
  for (const Table& table : world.view().tables) {
    for (const Column& column : table.columns) {
      if (column.field().computed) continue;
      absl::Status status;
      column.notes().ForEach(
          0, table.rows, [&](std::uint32_t row, const data::Note& note) {
            if (status.ok()) {
              status = WriteNote(insert, table, column, row, note);
            }
          });
      QUARANTA_RETURN_IF_ERROR(status);
    }
  }
  return absl::OkStatus();
}

absl::Status WriteStatements(Sqlite& db, const world::World& world) {
  QUARANTA_RETURN_IF_ERROR(db.Run("CREATE TABLE _closed (collection TEXT)"));
  QUARANTA_ASSIGN_OR_RETURN(SqliteStatement closed,
                            db.Prepare(InsertInto("_closed", 1)));
  for (const std::string& collection : world.complete()) {
    QUARANTA_RETURN_IF_ERROR(closed.Bind(1, std::string_view(collection)));
    QUARANTA_RETURN_IF_ERROR(closed.Execute());
  }
  QUARANTA_RETURN_IF_ERROR(
      db.Run("CREATE TABLE _meta (\"key\" TEXT PRIMARY KEY, value TEXT)"));
  QUARANTA_ASSIGN_OR_RETURN(SqliteStatement meta,
                            db.Prepare(InsertInto("_meta", 2)));
  QUARANTA_RETURN_IF_ERROR(meta.Bind(1, std::string_view("schema")));
  QUARANTA_RETURN_IF_ERROR(meta.Bind(2, kSqliteSchema));
  return meta.Execute();
}

absl::Status WriteAll(const std::string& path, const world::World& world) {
  QUARANTA_ASSIGN_OR_RETURN(Sqlite db, Sqlite::OpenToWrite(path));
  // Nobody else knows the file yet, and a broken one is thrown away.
  QUARANTA_RETURN_IF_ERROR(
      db.Run("PRAGMA journal_mode=OFF; PRAGMA synchronous=NORMAL; PRAGMA "
             "locking_mode=EXCLUSIVE;"));
  QUARANTA_ASSIGN_OR_RETURN(auto transaction,
                            text::SqliteTransaction::Begin(db));
  for (const Table& table : world.view().tables) {
    if (table.rows > 0) QUARANTA_RETURN_IF_ERROR(WriteTable(db, table));
  }
  QUARANTA_RETURN_IF_ERROR(WriteNotes(db, world));
  QUARANTA_RETURN_IF_ERROR(WriteStatements(db, world));
  return transaction.Commit();
}

}  // namespace

absl::Status WriteSqlite(const world::World& world, const std::string& path) {
  const std::string part = path + ".part";
  RemoveFile(part);
  if (absl::Status status = WriteAll(part, world); !status.ok()) {
    RemoveFile(part);
    return FailedPrecondition(MessageOf(status));
  }
  // A log of the file that was there before would be applied to this one.
  for (const char* beside : {"-wal", "-shm", "-journal"}) {
    RemoveFile(path + beside);
  }
  return ReplaceFile(part, path);
}

}  // namespace quaranta::io

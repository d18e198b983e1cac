// A handle over SQLite: opening, statements, transactions, errors as values.
//
// Reading is for files of strangers: nothing in such a file can write, run
// code, open other files, spill to disk or compute for ever, and every limit is
// an error. Writing is for files of our own.
//
//   QUARANTA_ASSIGN_OR_RETURN(auto db, Sqlite::OpenToRead("rooms.sqlite"));
//   QUARANTA_ASSIGN_OR_RETURN(auto rows, db.Prepare("SELECT label FROM
//   rooms")); while (true) {
//     QUARANTA_ASSIGN_OR_RETURN(const bool row, rows.Step());
//     if (!row) break;
//     Use(rows.Text(0));
//   }
//
// A handle and its statements belong to one thread at a time. Messages of
// errors are "NAME: what SQLite says".
#ifndef QUARANTA_TEXT_SQLITE_H_
#define QUARANTA_TEXT_SQLITE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace quaranta::text {

// What a file of a stranger may cost; beyond it is kResourceExhausted.
struct SqliteLimits {
  std::size_t file_bytes = std::size_t{2} << 30;
  std::size_t value_bytes = std::size_t{32} << 20;  // a text, a BLOB, a row
  std::size_t sql_bytes = std::size_t{1} << 20;     // one table's or view's SQL
  int columns = 2'000;                              // SQLite allows no more
  int expression_depth = 200;
  int program_size = 100'000;  // instructions of one statement
  // Instructions that all statements together may execute: so many, and some
  // for every byte of the file. A scan takes about two for a byte.
  std::uint64_t steps = 200'000'000;
  std::uint64_t steps_per_byte = 16;
  // Memory for pages of the file, and for each sort or join of a view, in
  // KiB; a view that needs more is refused, for nothing is spilled to disk.
  int cache_kib = 65'536;
};

enum class SqliteType : std::uint8_t { kNull, kInteger, kReal, kText, kBlob };

class Sqlite;

// One prepared statement. Keeps its database open.
class SqliteStatement {
 public:
  SqliteStatement(SqliteStatement&&) noexcept;
  SqliteStatement& operator=(SqliteStatement&&) noexcept;
  ~SqliteStatement();

  // Parameters, from 1. kInternal for an index that the statement does not
  // have, kResourceExhausted for a value that is too long. Texts are copied.
  absl::Status BindNull(int index);
  absl::Status Bind(int index, std::int64_t value);
  absl::Status Bind(int index, double value);  // NaN becomes NULL
  absl::Status Bind(int index, std::string_view text);
  absl::Status BindBlob(int index, std::string_view bytes);

  // To the next row: true when there is one.
  absl::StatusOr<bool> Step();
  // Back to before the first row; parameters stay.
  void Reset();
  // Step() for a statement without rows, then Reset().
  absl::Status Execute();

  int columns() const;
  std::string_view column_name(int column) const;
  // The row of the last Step() that said true; columns from 0. Views are valid
  // until the next Step() or Reset(). Int() of a text, Text() of a number ...
  // convert as SQLite does. A text is UTF-8 unless who wrote it lied.
  SqliteType type(int column) const;
  std::int64_t Int(int column) const;
  double Real(int column) const;
  std::string_view Text(int column) const;
  std::string_view Blob(int column) const;

 private:
  friend class Sqlite;
  struct Impl;
  explicit SqliteStatement(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class Sqlite {
 public:
  // An existing file, read only, with its write-ahead log if it has one.
  // kNotFound when it cannot be opened, kInvalidArgument when it is no database
  // or its schema is damaged, kFailedPrecondition when it is locked or was left
  // in the middle of a transaction.
  static absl::StatusOr<Sqlite> OpenToRead(const std::string& path,
                                           const SqliteLimits& limits = {});
  // The bytes of such a file; `name` stands for it in errors. Changes that are
  // still in a write-ahead log beside the file are not seen.
  static absl::StatusOr<Sqlite> OpenBytes(std::string bytes, std::string name,
                                          const SqliteLimits& limits = {});
  // A file of our own, made when there is none: statements may do anything.
  // Foreign keys are enforced. kFailedPrecondition when it cannot be made.
  static absl::StatusOr<Sqlite> OpenToWrite(const std::string& path);

  Sqlite(Sqlite&&) noexcept;
  Sqlite& operator=(Sqlite&&) noexcept;
  ~Sqlite();

  const std::string& name() const;

  // The one statement of `sql`. kInvalidArgument for an unknown table, a syntax
  // error, more than one statement, or anything but reading when the database
  // was opened to read.
  absl::StatusOr<SqliteStatement> Prepare(std::string_view sql);
  // Any number of statements, their rows thrown away.
  absl::Status Run(std::string_view sql);

 private:
  friend class SqliteStatement;
  struct Impl;
  explicit Sqlite(std::shared_ptr<Impl> impl);
  static absl::StatusOr<Sqlite> Guard(std::shared_ptr<Impl> impl,
                                      const SqliteLimits& limits,
                                      std::size_t bytes);
  std::shared_ptr<Impl> impl_;
};

// All of what is written until Commit(), or nothing: rolled back when it goes
// out of scope without one.
class SqliteTransaction {
 public:
  // Takes the right to write at once, so that nothing else can come between.
  static absl::StatusOr<SqliteTransaction> Begin(Sqlite& database);
  SqliteTransaction(SqliteTransaction&& other) noexcept
      : database_(other.database_) {
    other.database_ = nullptr;
  }
  SqliteTransaction& operator=(SqliteTransaction&&) = delete;
  ~SqliteTransaction();

  absl::Status Commit();

 private:
  explicit SqliteTransaction(Sqlite& database) : database_(&database) {}
  Sqlite* database_;  // nullptr: over
};

// A name as SQL wants it: "a""b".
std::string SqliteName(std::string_view name);

}  // namespace quaranta::text

#endif  // QUARANTA_TEXT_SQLITE_H_

#include "quaranta/text/sqlite.h"

#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "core/status_macros.h"
#include "quaranta/core/status.h"
#include "quaranta/text/utf8.h"

namespace quaranta::text {
namespace {

constexpr int kStepsPerCall = 1'000;  // of the progress handler

// What SQLite says may quote names of the file, which may be anything.
std::string Printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size() && out.size() < 400;) {
    const CodePoint point = DecodeUtf8(text, i);
    const bool odd =
        point.length == 0 || point.value < 0x20 || point.value == 0x7F;
    if (odd) {
      out += '?';
    } else {
      out += text.substr(i, point.length);
    }
    i += std::max<std::size_t>(point.length, 1);
  }
  return out;
}

absl::Status StatusOf(int code, const std::string& message) {
  if (code == SQLITE_CONSTRAINT_UNIQUE ||
      code == SQLITE_CONSTRAINT_PRIMARYKEY) {
    return AlreadyExists(message);
  }
  switch (code & 0xFF) {
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return NotFound(message);
    case SQLITE_TOOBIG:
    case SQLITE_FULL:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
      return ResourceExhausted(message);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_PROTOCOL:
    case SQLITE_CONSTRAINT:
      return FailedPrecondition(message);
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_INTERNAL:
      return Internal(message);
    default:
      return InvalidArgument(message);
  }
}

// Reading only, and no pragma: the rest would need a writable database or the
// default limits anyway, so this is the second lock on the same door.
int Authorise(void*, int action, const char*, const char*, const char*,
              const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

// The system's files, but no temporary ones: a view that sorts more than the
// cache holds fails instead of filling the disk.
struct GuardedFiles {
  sqlite3_vfs* system = nullptr;  // nullptr: SQLite has no file system at all
  sqlite3_vfs guarded{};

  // Registered at the first use, under a name of its own.
  static GuardedFiles& Get() {
    static GuardedFiles files = Make();
    static const bool registered =
        files.system != nullptr &&
        sqlite3_vfs_register(&files.guarded, 0) == SQLITE_OK;
    if (!registered) files.system = nullptr;
    return files;
  }

 private:
  static GuardedFiles Make() {
    GuardedFiles files;
    if (sqlite3_initialize() != SQLITE_OK) return files;
    files.system = sqlite3_vfs_find(nullptr);
    if (files.system == nullptr) return files;
    files.guarded = *files.system;
    files.guarded.pNext = nullptr;
    files.guarded.zName = "quaranta-no-temporary-files";
    files.guarded.xOpen = Open;
    return files;
  }

  static int Open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags,
                  int* out_flags) {
    constexpr int kTemporary = SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_TRANSIENT_DB |
                               SQLITE_OPEN_TEMP_JOURNAL |
                               SQLITE_OPEN_SUBJOURNAL;
    file->pMethods = nullptr;
    if (name == nullptr || (flags & kTemporary) != 0) return SQLITE_FULL;
    sqlite3_vfs* const system = Get().system;
    return system->xOpen(system, name, file, flags, out_flags);
  }
};

int Clamped(std::size_t value) {
  return static_cast<int>(
      std::min<std::size_t>(value, std::numeric_limits<int>::max()));
}

// "file:" URI of a path, its odd bytes spelled out.
std::string UriOf(std::string_view path, std::string_view parameters) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       (c >= '0' && c <= '9') || c == '/' || c == '.' ||
                       c == '-' || c == '_';
    if (plain) {
      uri += c;
    } else {
      uri += '%';
      uri += kHex[byte >> 4];
      uri += kHex[byte & 15];
    }
  }
  return uri += parameters;
}

}  // namespace

struct Sqlite::Impl {
  std::string name;
  std::string bytes;  // of a database in memory; outlives `db`
  sqlite3* db = nullptr;
  std::uint64_t steps_left = 0;

  ~Impl() { sqlite3_close_v2(db); }

  absl::Status Error(int code) const {
    std::string_view said = db == nullptr || sqlite3_errcode(db) == SQLITE_OK
                                ? sqlite3_errstr(code)
                                : sqlite3_errmsg(db);
    if ((code & 0xFF) == SQLITE_INTERRUPT) said = "more steps than allowed";
    return StatusOf(code, name + ": " + Printable(said));
  }

  static int Progress(void* self) {
    auto& impl = *static_cast<Impl*>(self);
    if (impl.steps_left < kStepsPerCall) return 1;
    impl.steps_left -= kStepsPerCall;
    return 0;
  }

  int Open(const std::string& path, int flags, const char* files) {
    sqlite3_close_v2(std::exchange(db, nullptr));
    const int code = sqlite3_open_v2(
        path.c_str(), &db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
        files);
    return code;
  }

  absl::Status Execute(const char* sql) {
    const int code = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? absl::OkStatus() : Error(code);
  }
};

struct SqliteStatement::Impl {
  std::shared_ptr<Sqlite::Impl> database;
  sqlite3_stmt* statement = nullptr;
  ~Impl() { sqlite3_finalize(statement); }
  absl::Status Done(int code) const {
    return code == SQLITE_OK ? absl::OkStatus() : database->Error(code);
  }
};

// --- Sqlite
// -------------------------------------------------------------------

Sqlite::Sqlite(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
Sqlite::Sqlite(Sqlite&&) noexcept = default;
Sqlite& Sqlite::operator=(Sqlite&&) noexcept = default;
Sqlite::~Sqlite() = default;

const std::string& Sqlite::name() const { return impl_->name; }

absl::StatusOr<Sqlite> Sqlite::Guard(std::shared_ptr<Impl> impl,
                                     const SqliteLimits& limits,
                                     std::size_t bytes) {
  sqlite3* const db = impl->db;
  int ignored = 0;
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, &ignored);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &ignored);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, &ignored);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, &ignored);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, &ignored);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, Clamped(limits.value_bytes));
  sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, Clamped(limits.sql_bytes));
  sqlite3_limit(db, SQLITE_LIMIT_COLUMN, limits.columns);
  sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, limits.expression_depth);
  sqlite3_limit(db, SQLITE_LIMIT_VDBE_OP, limits.program_size);
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(db, SQLITE_LIMIT_COMPOUND_SELECT, 100);
  sqlite3_limit(db, SQLITE_LIMIT_FUNCTION_ARG, 32);
  sqlite3_limit(db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100);
  sqlite3_limit(db, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
  sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
  impl->steps_left = limits.steps + limits.steps_per_byte * bytes;
  sqlite3_progress_handler(db, kStepsPerCall, Impl::Progress, impl.get());
  const std::string settings =
      "PRAGMA mmap_size=0; PRAGMA query_only=ON; PRAGMA cell_size_check=ON; "
      "PRAGMA temp_store=FILE; PRAGMA cache_size=-" +
      std::to_string(std::max(limits.cache_kib, 1)) + ";";
  QUARANTA_RETURN_IF_ERROR(impl->Execute(settings.c_str()));
  sqlite3_set_authorizer(db, Authorise, nullptr);
  // The file is read only now; a damaged one shows here.
  Sqlite opened(std::move(impl));
  QUARANTA_RETURN_IF_ERROR(
      opened.Prepare("SELECT count(*) FROM sqlite_schema").status());
  return opened;
}

absl::StatusOr<Sqlite> Sqlite::OpenToRead(const std::string& path,
                                          const SqliteLimits& limits) {
  const GuardedFiles& files = GuardedFiles::Get();
  if (files.system == nullptr) return Internal("SQLite has no file system");
  constexpr int kFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  auto impl = std::make_shared<Impl>();
  impl->name = path;
  int code = impl->Open(UriOf(path, "?mode=ro&cache=private"), kFlags,
                        files.guarded.zName);
  if (code != SQLITE_OK) return impl->Error(code);
  sqlite3_int64 bytes = 0;
  sqlite3_file* file = nullptr;
  sqlite3_file_control(impl->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file == nullptr || file->pMethods == nullptr ||
      file->pMethods->xFileSize(file, &bytes) != SQLITE_OK) {
    return NotFound(path + ": cannot be read");
  }
  const auto size = static_cast<std::size_t>(bytes);
  if (size == 0) return InvalidArgument(path + ": file is not a database");
  if (size > limits.file_bytes) {
    return ResourceExhausted(path + ": more than " +
                             std::to_string(limits.file_bytes) + " bytes");
  }
  auto opened = Guard(impl, limits, size);
  if (opened.ok() || opened.status().code() != absl::StatusCode::kNotFound) {
    return opened;
  }
  // A file that keeps a write-ahead log wants to make one beside itself. Where
  // it may not, and there is none, it is read as it stands.
  int log = 1;
  files.system->xAccess(files.system, (path + "-wal").c_str(),
                        SQLITE_ACCESS_EXISTS, &log);
  if (log != 0) return opened;
  impl = std::make_shared<Impl>();
  impl->name = path;
  code = impl->Open(UriOf(path, "?mode=ro&immutable=1"), kFlags,
                    files.guarded.zName);
  if (code != SQLITE_OK) return impl->Error(code);
  return Guard(std::move(impl), limits, size);
}

absl::StatusOr<Sqlite> Sqlite::OpenBytes(std::string bytes, std::string name,
                                         const SqliteLimits& limits) {
  const GuardedFiles& files = GuardedFiles::Get();
  if (files.system == nullptr) return Internal("SQLite has no file system");
  if (bytes.size() > limits.file_bytes) {
    return ResourceExhausted(name + ": more than " +
                             std::to_string(limits.file_bytes) + " bytes");
  }
  // Shorter than a header: an empty database to SQLite, nothing to us.
  if (bytes.size() < 100) {
    return InvalidArgument(name + ": file is not a database");
  }
  auto impl = std::make_shared<Impl>();
  impl->name = std::move(name);
  impl->bytes = std::move(bytes);
  // Bytes in memory have no write-ahead log; these two say that there is one.
  if (impl->bytes[18] == 2) impl->bytes[18] = 1;
  if (impl->bytes[19] == 2) impl->bytes[19] = 1;
  int code = impl->Open(":memory:", SQLITE_OPEN_READWRITE, files.guarded.zName);
  if (code != SQLITE_OK) return impl->Error(code);
  const auto size = static_cast<sqlite3_int64>(impl->bytes.size());
  code = sqlite3_deserialize(
      impl->db, "main", reinterpret_cast<unsigned char*>(impl->bytes.data()),
      size, size, SQLITE_DESERIALIZE_READONLY);
  if (code != SQLITE_OK) return impl->Error(code);
  const std::size_t length = impl->bytes.size();
  return Guard(std::move(impl), limits, length);
}

absl::StatusOr<Sqlite> Sqlite::OpenToWrite(const std::string& path) {
  auto impl = std::make_shared<Impl>();
  impl->name = path;
  const int code =
      impl->Open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  if (code != SQLITE_OK) {
    const absl::Status status = impl->Error(code);
    return FailedPrecondition(MessageOf(status));
  }
  int ignored = 0;
  sqlite3_db_config(impl->db, SQLITE_DBCONFIG_DQS_DML, 0, &ignored);
  sqlite3_db_config(impl->db, SQLITE_DBCONFIG_DQS_DDL, 0, &ignored);
  sqlite3_db_config(impl->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, &ignored);
  return Sqlite(std::move(impl));
}

absl::StatusOr<SqliteStatement> Sqlite::Prepare(std::string_view sql) {
  auto made = std::make_unique<SqliteStatement::Impl>();
  made->database = impl_;
  if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return ResourceExhausted(impl_->name + ": the statement is too long");
  }
  const char* rest = nullptr;
  const int code =
      sqlite3_prepare_v2(impl_->db, sql.data(), static_cast<int>(sql.size()),
                         &made->statement, &rest);
  if (code != SQLITE_OK) return impl_->Error(code);
  const std::string_view after(
      rest, static_cast<std::size_t>(sql.data() + sql.size() - rest));
  if (made->statement == nullptr ||
      after.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    return InvalidArgument(impl_->name + ": expected one statement");
  }
  return SqliteStatement(std::move(made));
}

absl::Status Sqlite::Run(std::string_view sql) {
  return impl_->Execute(std::string(sql).c_str());
}

// --- SqliteStatement
// ----------------------------------------------------------

SqliteStatement::SqliteStatement(std::unique_ptr<Impl> impl)
    : impl_(std::move(impl)) {}
SqliteStatement::SqliteStatement(SqliteStatement&&) noexcept = default;
SqliteStatement& SqliteStatement::operator=(SqliteStatement&&) noexcept =
    default;
SqliteStatement::~SqliteStatement() = default;

absl::Status SqliteStatement::BindNull(int index) {
  return impl_->Done(sqlite3_bind_null(impl_->statement, index));
}
absl::Status SqliteStatement::Bind(int index, std::int64_t value) {
  return impl_->Done(sqlite3_bind_int64(impl_->statement, index, value));
}
absl::Status SqliteStatement::Bind(int index, double value) {
  return impl_->Done(sqlite3_bind_double(impl_->statement, index, value));
}
absl::Status SqliteStatement::Bind(int index, std::string_view text) {
  const char* bytes = text.data() == nullptr ? "" : text.data();
  return impl_->Done(sqlite3_bind_text64(impl_->statement, index, bytes,
                                         text.size(), SQLITE_TRANSIENT,
                                         SQLITE_UTF8));
}
absl::Status SqliteStatement::BindBlob(int index, std::string_view bytes) {
  const char* data = bytes.data() == nullptr ? "" : bytes.data();
  return impl_->Done(sqlite3_bind_blob64(impl_->statement, index, data,
                                         bytes.size(), SQLITE_TRANSIENT));
}

absl::StatusOr<bool> SqliteStatement::Step() {
  const int code = sqlite3_step(impl_->statement);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return impl_->database->Error(code);
}

void SqliteStatement::Reset() { sqlite3_reset(impl_->statement); }

absl::Status SqliteStatement::Execute() {
  const absl::Status status = Step().status();
  Reset();
  return status;
}

int SqliteStatement::columns() const {
  return sqlite3_column_count(impl_->statement);
}

std::string_view SqliteStatement::column_name(int column) const {
  const char* name = sqlite3_column_name(impl_->statement, column);
  return name == nullptr ? std::string_view() : std::string_view(name);
}

SqliteType SqliteStatement::type(int column) const {
  switch (sqlite3_column_type(impl_->statement, column)) {
    case SQLITE_INTEGER:
      return SqliteType::kInteger;
    case SQLITE_FLOAT:
      return SqliteType::kReal;
    case SQLITE_TEXT:
      return SqliteType::kText;
    case SQLITE_BLOB:
      return SqliteType::kBlob;
    default:
      return SqliteType::kNull;
  }
}

std::int64_t SqliteStatement::Int(int column) const {
  return sqlite3_column_int64(impl_->statement, column);
}

double SqliteStatement::Real(int column) const {
  return sqlite3_column_double(impl_->statement, column);
}

std::string_view SqliteStatement::Text(int column) const {
  const auto* text = sqlite3_column_text(impl_->statement, column);
  if (text == nullptr) return {};
  const int size = sqlite3_column_bytes(impl_->statement, column);
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
}

std::string_view SqliteStatement::Blob(int column) const {
  const void* bytes = sqlite3_column_blob(impl_->statement, column);
  if (bytes == nullptr) return {};
  const int size = sqlite3_column_bytes(impl_->statement, column);
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

// --- SqliteTransaction
// --------------------------------------------------------

absl::StatusOr<SqliteTransaction> SqliteTransaction::Begin(Sqlite& database) {
  QUARANTA_RETURN_IF_ERROR(database.Run("BEGIN IMMEDIATE"));
  return SqliteTransaction(database);
}

SqliteTransaction::~SqliteTransaction() {
  // Nobody is there to hear an error; what was written is void either way.
  if (database_ != nullptr) database_->Run("ROLLBACK").IgnoreError();
}

absl::Status SqliteTransaction::Commit() {
  if (database_ == nullptr) {
    return FailedPrecondition("the transaction is over");
  }
  QUARANTA_RETURN_IF_ERROR(database_->Run("COMMIT"));
  database_ = nullptr;
  return absl::OkStatus();
}

std::string SqliteName(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted += '"';
}

}  // namespace quaranta::text

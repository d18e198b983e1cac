#include "quaranta/text/sqlite.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "tests/support/status_matchers.h"

namespace quaranta::text {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::IsOkAndHolds;
using ::quaranta::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class SqliteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() /
        ("quaranta_sqlite_" +
         std::string(
             ::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override {
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
    std::filesystem::remove_all(folder_);
  }

  std::string path(const std::string& name = "a.sqlite") const {
    return (folder_ / name).string();
  }
  // A file made by these statements.
  std::string Make(std::string_view sql, const std::string& name = "a.sqlite") {
    auto db = Sqlite::OpenToWrite(path(name));
    EXPECT_THAT(db, IsOk());
    if (db.ok()) {
      EXPECT_THAT(db->Run(sql), IsOk());
    }
    return path(name);
  }
  static std::string Bytes(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  }

  std::filesystem::path folder_;
};

// The first column of all rows, or the error.
absl::StatusOr<std::vector<std::string>> Column(Sqlite& db,
                                                std::string_view sql) {
  auto rows = db.Prepare(sql);
  if (!rows.ok()) return rows.status();
  std::vector<std::string> out;
  while (true) {
    const auto row = rows->Step();
    if (!row.ok()) return row.status();
    if (!*row) return out;
    out.emplace_back(rows->Text(0));
  }
}

TEST_F(SqliteTest, EveryTypeGoesInAndComesOut) {
  {
    auto db = Sqlite::OpenToWrite(path());
    ASSERT_THAT(db, IsOk());
    ASSERT_THAT(db->Run("CREATE TABLE t(a, b, c, d, e)"), IsOk());
    auto insert = db->Prepare("INSERT INTO t VALUES(?, ?, ?, ?, ?)");
    ASSERT_THAT(insert, IsOk());
    constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
    ASSERT_THAT(insert->Bind(1, kLeast), IsOk());
    ASSERT_THAT(insert->Bind(2, 0.1), IsOk());
    ASSERT_THAT(insert->Bind(3, std::string_view("a\0姓名", 8)), IsOk());
    ASSERT_THAT(insert->BindBlob(4, std::string_view("\xFF\0", 2)), IsOk());
    ASSERT_THAT(insert->BindNull(5), IsOk());
    ASSERT_THAT(insert->Execute(), IsOk());
    ASSERT_THAT(insert->Bind(3, std::string_view()), IsOk());
    ASSERT_THAT(insert->Execute(), IsOk()) << "the others keep their values";
    EXPECT_THAT(insert->BindNull(6),
                StatusIs(absl::StatusCode::kInternal, HasSubstr("range")));
  }
  auto db = Sqlite::OpenToRead(path());
  ASSERT_THAT(db, IsOk());
  auto rows = db->Prepare("SELECT * FROM t");
  ASSERT_THAT(rows, IsOk());
  EXPECT_EQ(rows->columns(), 5);
  EXPECT_EQ(rows->column_name(1), "b");
  ASSERT_THAT(rows->Step(), IsOkAndHolds(true));
  EXPECT_EQ(rows->type(0), SqliteType::kInteger);
  EXPECT_EQ(rows->Int(0), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(rows->type(1), SqliteType::kReal);
  EXPECT_EQ(rows->Real(1), 0.1);
  EXPECT_EQ(rows->type(2), SqliteType::kText);
  EXPECT_EQ(rows->Text(2), std::string_view("a\0姓名", 8));
  EXPECT_EQ(rows->type(3), SqliteType::kBlob);
  EXPECT_EQ(rows->Blob(3), std::string_view("\xFF\0", 2));
  EXPECT_EQ(rows->type(4), SqliteType::kNull);
  EXPECT_EQ(rows->Text(4), "");
  ASSERT_THAT(rows->Step(), IsOkAndHolds(true));
  EXPECT_EQ(rows->type(2), SqliteType::kText) << "empty is not NULL";
  ASSERT_THAT(rows->Step(), IsOkAndHolds(false));
  rows->Reset();
  ASSERT_THAT(rows->Step(), IsOkAndHolds(true));
}

TEST_F(SqliteTest, ErrorsNameTheFileAndSayWhatSqliteSays) {
  EXPECT_THAT(Sqlite::OpenToRead(path("none.sqlite")),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("none.sqlite")));
  EXPECT_FALSE(Sqlite::OpenToRead(folder_.string()).ok());
  EXPECT_THAT(Sqlite::OpenToWrite(path("no/such/folder.sqlite")),
              StatusIs(absl::StatusCode::kFailedPrecondition, ::testing::_));
  std::ofstream(path("text.sqlite")) << std::string(5'000, 'x');
  EXPECT_THAT(Sqlite::OpenToRead(path("text.sqlite")),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("text.sqlite: file is not a database")));
  std::ofstream(path("empty.sqlite")) << "";
  EXPECT_THAT(Sqlite::OpenToRead(path("empty.sqlite")),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  EXPECT_THAT(Sqlite::OpenBytes("SQLite format 3", "b"),
              StatusIs(absl::StatusCode::kInvalidArgument, StartsWith("b: ")));
  auto db = Sqlite::OpenToRead(Make("CREATE TABLE t(a)"));
  ASSERT_THAT(db, IsOk());
  EXPECT_THAT(db->Prepare("SELECT * FROM rooms"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       path() + ": no such table: rooms"));
  EXPECT_THAT(db->Prepare("SELECT 1; SELECT 2"),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  EXPECT_THAT(db->Prepare(" "),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
}

TEST_F(SqliteTest, APathMayHoldAnyCharacter) {
  const std::string name = "隔离 点?a=1#%41&mode=rwc.sqlite";
  Make("CREATE TABLE t(a); INSERT INTO t VALUES(7)", name);
  auto db = Sqlite::OpenToRead(path(name));
  ASSERT_THAT(db, IsOk());
  EXPECT_THAT(Column(*db, "SELECT a FROM t"), IsOkAndHolds(ElementsAre("7")));
}

TEST_F(SqliteTest, AFileOpenedToReadCanOnlyBeRead) {
  const std::string file = Make("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
  const std::string before = Bytes(file);
  auto db = Sqlite::OpenToRead(file);
  ASSERT_THAT(db, IsOk());
  for (const std::string sql :
       {"INSERT INTO t VALUES(2)", "CREATE TABLE u(a)", "DROP TABLE t",
        "PRAGMA writable_schema=ON", "PRAGMA query_only=OFF", "BEGIN", "VACUUM",
        "CREATE TEMP TABLE u(a)", "SELECT load_extension('x')",
        "SELECT * FROM pragma_table_info('t')",
        "SELECT * FROM sqlite_dbpage"}) {
    auto statement = db->Prepare(sql);
    absl::Status status = statement.status();
    if (statement.ok()) status = statement->Execute();
    EXPECT_FALSE(status.ok()) << sql;
  }
  const std::string attach = "ATTACH '" + path("other.sqlite") + "' AS other";
  EXPECT_FALSE(db->Run(attach).ok());
  EXPECT_FALSE(std::filesystem::exists(path("other.sqlite")));
  EXPECT_EQ(Bytes(file), before);
}

TEST_F(SqliteTest, AViewThatNeverEndsRunsOutOfSteps) {
  Make(
      "CREATE VIEW v AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + "
      "1 FROM n) SELECT x FROM n WHERE x < 0");
  SqliteLimits limits;
  limits.steps = 100'000;
  auto db = Sqlite::OpenToRead(path(), limits);
  ASSERT_THAT(db, IsOk());
  EXPECT_THAT(Column(*db, "SELECT * FROM v"),
              StatusIs(absl::StatusCode::kResourceExhausted,
                       HasSubstr("more steps than allowed")));
}

TEST_F(SqliteTest, AViewThatSortsMoreThanTheCacheIsRefusedAndNothingIsSpilled) {
  Make(
      "CREATE VIEW v AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + "
      "1 FROM n WHERE x < 20000) SELECT printf('%0200d', x * 7919 % 20011) AS "
      "a FROM n ORDER BY a");
  SqliteLimits limits;
  limits.cache_kib = 100;
  auto small = Sqlite::OpenToRead(path(), limits);
  ASSERT_THAT(small, IsOk());
  EXPECT_THAT(Column(*small, "SELECT * FROM v"),
              StatusIs(absl::StatusCode::kResourceExhausted, ::testing::_));
  auto enough = Sqlite::OpenToRead(path());
  ASSERT_THAT(enough, IsOk());
  const auto rows = Column(*enough, "SELECT * FROM v");
  ASSERT_THAT(rows, IsOk());
  EXPECT_EQ(rows->size(), 20'000u);
}

TEST_F(SqliteTest, LimitsOfBytesValuesAndColumnsHold) {
  Make("CREATE TABLE t(a); INSERT INTO t VALUES(hex(zeroblob(5000)))");
  SqliteLimits limits;
  limits.value_bytes = 1'000;
  auto db = Sqlite::OpenToRead(path(), limits);
  ASSERT_THAT(db, IsOk());
  EXPECT_THAT(
      Column(*db, "SELECT a FROM t"),
      StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("too big")));
  limits = {};
  limits.file_bytes = 1'000;
  EXPECT_THAT(Sqlite::OpenToRead(path(), limits),
              StatusIs(absl::StatusCode::kResourceExhausted, ::testing::_));
  EXPECT_THAT(Sqlite::OpenBytes(Bytes(path()), "b", limits),
              StatusIs(absl::StatusCode::kResourceExhausted, ::testing::_));
}

TEST_F(SqliteTest, BytesReadAsTheFileDoes) {
  const std::string file =
      Make("CREATE TABLE t(a); INSERT INTO t VALUES('304'), ('305')");
  auto db = Sqlite::OpenBytes(Bytes(file), "b");
  ASSERT_THAT(db, IsOk());
  EXPECT_THAT(Column(*db, "SELECT a FROM t ORDER BY a DESC"),
              IsOkAndHolds(ElementsAre("305", "304")));
  EXPECT_FALSE(db->Run("DELETE FROM t").ok());
}

TEST_F(SqliteTest, AWriteAheadLogIsReadAndAFileThatWouldKeepOneToo) {
  auto writer = Sqlite::OpenToWrite(path());
  ASSERT_THAT(writer, IsOk());
  ASSERT_THAT(writer->Run("PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT "
                          "INTO t VALUES('in the log')"),
              IsOk());
  auto reader = Sqlite::OpenToRead(path());
  ASSERT_THAT(reader, IsOk());
  EXPECT_THAT(Column(*reader, "SELECT a FROM t"),
              IsOkAndHolds(ElementsAre("in the log")));
  // Both close: the log goes into the file, which still says that it has one.
  reader = Sqlite::OpenBytes("x", "b");
  *writer = *Sqlite::OpenToWrite(path("other.sqlite"));
  std::filesystem::remove(path("a.sqlite-wal"));
  std::filesystem::remove(path("a.sqlite-shm"));
  auto bytes = Sqlite::OpenBytes(Bytes(path()), "b");
  ASSERT_THAT(bytes, IsOk());
  EXPECT_THAT(Column(*bytes, "SELECT a FROM t"),
              IsOkAndHolds(ElementsAre("in the log")));
}

TEST_F(SqliteTest, ATransactionIsAllOrNothing) {
  Make("CREATE TABLE t(a UNIQUE)");
  auto db = Sqlite::OpenToWrite(path());
  ASSERT_THAT(db, IsOk());
  {
    auto transaction = SqliteTransaction::Begin(*db);
    ASSERT_THAT(transaction, IsOk());
    ASSERT_THAT(db->Run("INSERT INTO t VALUES(1)"), IsOk());
  }
  EXPECT_THAT(Column(*db, "SELECT a FROM t"), IsOkAndHolds(ElementsAre()));
  {
    auto transaction = SqliteTransaction::Begin(*db);
    ASSERT_THAT(transaction, IsOk());
    ASSERT_THAT(db->Run("INSERT INTO t VALUES(2)"), IsOk());
    EXPECT_THAT(db->Run("INSERT INTO t VALUES(2)"),
                StatusIs(absl::StatusCode::kAlreadyExists, HasSubstr("t.a")));
    auto other = Sqlite::OpenToWrite(path());
    ASSERT_THAT(other, IsOk());
    EXPECT_THAT(
        SqliteTransaction::Begin(*other),
        StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("locked")));
    ASSERT_THAT(transaction->Commit(), IsOk());
    EXPECT_FALSE(transaction->Commit().ok());
  }
  EXPECT_THAT(Column(*db, "SELECT a FROM t"), IsOkAndHolds(ElementsAre("2")));
}

TEST_F(SqliteTest, AStatementKeepsItsDatabaseOpen) {
  Make("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
  absl::StatusOr<SqliteStatement> rows = absl::UnknownError("");
  {
    auto db = Sqlite::OpenToRead(path());
    ASSERT_THAT(db, IsOk());
    rows = db->Prepare("SELECT a FROM t");
  }
  ASSERT_THAT(rows, IsOk());
  EXPECT_THAT(rows->Step(), IsOkAndHolds(true));
}

TEST_F(SqliteTest, DamagedBytesGiveRowsOrAnError) {
  const std::string whole = Bytes(Make(
      "CREATE TABLE t(a, b); CREATE INDEX i ON t(b); WITH RECURSIVE n(x) AS "
      "(SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 400) INSERT INTO t "
      "SELECT x, 'room ' || x FROM n; CREATE VIEW v AS SELECT * FROM t ORDER "
      "BY "
      "b"));
  Random random(1);
  int read = 0;
  int refused = 0;
  for (int n = 0; n < 500; ++n) {
    std::string bytes = whole;
    if (random.Chance(1, 4)) bytes.resize(random.Below(bytes.size()));
    for (std::uint64_t flips = random.Below(20); flips > 0; --flips) {
      if (bytes.empty()) break;
      bytes[random.Below(bytes.size())] = static_cast<char>(random.Below(256));
    }
    SqliteLimits limits;
    limits.steps = 1'000'000;
    auto db = Sqlite::OpenBytes(std::move(bytes), "b", limits);
    const bool all = db.ok() && Column(*db, "SELECT * FROM t").ok() &&
                     Column(*db, "SELECT * FROM v").ok();
    ++(all ? read : refused);
  }
  EXPECT_GT(read, 50) << "some damage is to bytes that nobody reads";
  EXPECT_GT(refused, 50);
}

TEST(SqliteNameTest, QuotesAreDoubled) {
  EXPECT_EQ(SqliteName("a\"b"), "\"a\"\"b\"");
}

}  // namespace
}  // namespace quaranta::text

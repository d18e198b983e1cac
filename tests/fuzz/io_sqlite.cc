#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "accounts.h"
#include "io/sqlite.h"
#include "quaranta/text/sqlite.h"

// Any bytes as a database: an error, or rows, issues and a world, within few
// steps and little memory.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  quaranta::io::ReadOptions options;
  options.rows = 1'000;
  options.sheets = 16;
  options.columns = 200;
  options.file_bytes = std::size_t{1} << 20;
  options.issues_per_code = 20;
  auto limits = quaranta::io::SqliteLimitsOf(options);
  limits.value_bytes = std::size_t{1} << 16;
  limits.sql_bytes = std::size_t{1} << 14;
  limits.steps = 100'000;
  limits.cache_kib = 1'024;
  auto database = quaranta::text::Sqlite::OpenBytes(
      std::string(reinterpret_cast<const char*>(data), size), "f", limits);
  if (!database.ok()) return 0;
  quaranta::world::Builder builder;
  builder.LimitIssues(options.issues_per_code);
  quaranta::io::AppendSqlite(builder, "f", *database, {}, options);
  quaranta::testing::BuildOrAbort(std::move(builder));
  return 0;
}

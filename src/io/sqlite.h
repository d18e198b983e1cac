// What the reader and the writer of SQLite files agree on.
#ifndef QUARANTA_SRC_IO_SQLITE_H_
#define QUARANTA_SRC_IO_SQLITE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/core/time.h"
#include "quaranta/io/io.h"
#include "quaranta/text/sqlite.h"

namespace quaranta::io {

// What table _meta says under "schema"; the number rises when an older reader
// would misread the file.
inline constexpr std::string_view kSqliteSchema = "quaranta.world/1";

// The tables of an open database into a builder; what is odd becomes issues
// under `name`. Without a zone it is that of the regions. Returns how its
// tables were read.
std::vector<SheetMapping> AppendSqlite(world::Builder& builder,
                                       const std::string& name,
                                       text::Sqlite& database,
                                       std::optional<Zone> zone,
                                       const ReadOptions& options);

// As ImportFrom(), of a SQLite file.
absl::StatusOr<Import> ImportSqlite(const std::string& path,
                                    const ReadOptions& options);

// What is allowed to be opened, from the limits of reading.
text::SqliteLimits SqliteLimitsOf(const ReadOptions& options);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_SQLITE_H_

// What every reader does before its first row.
#ifndef QUARANTA_SRC_IO_SETUP_H_
#define QUARANTA_SRC_IO_SETUP_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "quaranta/core/time.h"
#include "quaranta/io/io.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

// Hands limits and complete collections to the builder; the zone of the
// options, if they name one.
absl::StatusOr<std::optional<Zone>> Prepare(world::Builder& builder,
                                            const ReadOptions& options);

// The rows of delimited messages; what is odd becomes issues under `name`.
void AppendDelimited(world::Builder& builder, const std::string& name,
                     std::string_view bytes, const ReadOptions& options);

// The zone that all regions read so far record, if it is one.
std::optional<Zone> ZoneOfRegions(world::Builder& builder);

// Reads `_notes.csv` or `_closed.csv`; false for other names.
bool ReadBeside(world::Builder& builder, const std::string& name,
                std::string_view bytes, const ReadOptions& options);

// Whether "Site.rooms" is a collection of the schema.
bool IsCollection(std::string_view name);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_SETUP_H_

// Reading what a command names: worlds, packs, times.
#ifndef QUARANTA_SRC_CLI_LOAD_H_
#define QUARANTA_SRC_CLI_LOAD_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "cli/options.h"
#include "quaranta/policy/policy.h"
#include "quaranta/world/world.h"

namespace quaranta::cli {

// An embedded pack by id, or the pack in a folder.
policy::LoadResult LoadPackByName(const std::string& name);

// The policy that --pack asks for.
absl::StatusOr<policy::Policy> LoadPolicy(const Options& options);

// A world from a folder or file; remarks are summed up on `err`.
absl::StatusOr<world::World> LoadWorld(const std::string& path,
                                       const Options& options, Streams streams);

// The people of --arrivals, nobody without it; remarks go to `err`. Local times
// are those of --zone, else of the world.
absl::StatusOr<world::World> ReadPeople(const Options& options,
                                        const world::World& world,
                                        Streams streams);

// True when some input could not be read at all.
bool AnyUnreadable(const world::World& world);

// --as-of, or the latest time recorded in the world.
absl::StatusOr<Instant> AsOf(const Options& options, const world::World& world);

// The zone of the world's first region that records one, or empty.
std::string ZoneName(const world::World& world);

// Writes `bytes` to a path, making its folder; "-" is `out`.
absl::Status WriteFile(const std::string& path, const std::string& bytes,
                       Streams streams);

// Says what went wrong, and which exit code that is.
int Fail(const absl::Status& status, Streams streams);

}  // namespace quaranta::cli

#endif  // QUARANTA_SRC_CLI_LOAD_H_

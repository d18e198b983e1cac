// quaranta move WORLD

#include "cli/load.h"
#include "cli/options.h"
#include "core/status_macros.h"
#include "quaranta/cli/cli.h"
#include "quaranta/desk/moves_people.h"
#include "quaranta/report/json.h"

namespace quaranta::cli {
namespace {

template <class Result>
absl::Status Print(const Options& options, const Result& result,
                   Streams streams) {
  if (options.format == "json") {
    streams.out << report::ToJson(result);
  } else {
    for (const Sentence& line :
         desk::MovesLines(result, static_cast<std::size_t>(options.most))) {
      streams.out << Render(line, *ParseLanguage(options.language)) << "\n";
    }
  }
  if (options.out_path.empty()) return absl::OkStatus();
  return WriteFile(options.out_path, report::ToJson(result), streams);
}

absl::StatusOr<int> Evacuate(const Options& options, const world::World& world,
                             const policy::Policy& policy, Streams streams) {
  desk::EvacuateOptions evacuate;
  QUARANTA_ASSIGN_OR_RETURN(evacuate.as_of, AsOf(options, world));
  evacuate.empty = options.empty;
  evacuate.seed = options.seed;
  evacuate.region = options.region;
  if (options.node_limit > 0) evacuate.node_limit = options.node_limit;
  QUARANTA_ASSIGN_OR_RETURN(const desk::EvacuationResult result,
                            desk::Evacuate(world, policy, evacuate));
  QUARANTA_RETURN_IF_ERROR(Print(options, result, streams));
  return result.ok() ? kOk : kFindings;
}

absl::StatusOr<int> Free(const Options& options, const world::World& world,
                         const policy::Policy& policy, Streams streams) {
  desk::FreeOptions free;
  QUARANTA_ASSIGN_OR_RETURN(free.as_of, AsOf(options, world));
  if (options.most_people >= 0) free.most_people = options.most_people;
  free.wanted = options.wanted;
  free.seed = options.seed;
  free.region = options.region;
  if (options.node_limit > 0) free.node_limit = options.node_limit;
  QUARANTA_ASSIGN_OR_RETURN(const desk::FreeingResult result,
                            desk::FreeFloors(world, policy, free));
  QUARANTA_RETURN_IF_ERROR(Print(options, result, streams));
  return kOk;
}

absl::StatusOr<int> Move(const Options& options, Streams streams) {
  QUARANTA_ASSIGN_OR_RETURN(const world::World world,
                            LoadWorld(options.world, options, streams));
  QUARANTA_ASSIGN_OR_RETURN(const policy::Policy policy, LoadPolicy(options));
  QUARANTA_ASSIGN_OR_RETURN(const int code,
                            options.free_floors
                                ? Free(options, world, policy, streams)
                                : Evacuate(options, world, policy, streams));
  return AnyUnreadable(world) ? kUnreadable : code;
}

}  // namespace

int RunMove(const Options& options, Streams streams) {
  const absl::StatusOr<int> code = Move(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

}  // namespace quaranta::cli

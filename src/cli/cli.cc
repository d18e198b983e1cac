// The one parser of the command line.

#include "quaranta/cli/cli.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>

#include "cli/options.h"

namespace quaranta::cli {
namespace {

using Command = int (*)(const Options&, Streams);

// Options of every command that reads a world.
void AddWorld(CLI::App& app, Options& o) {
  app.add_option("WORLD", o.world,
                 "A folder of tables, or a .sqlite or .binpb file")
      ->required();
  app.add_option("--zone", o.zone,
                 "IANA zone of local times in files (default: the region's)");
}

void AddPolicy(CLI::App& app, Options& o) {
  app.add_option("--pack", o.packs,
                 "A pack by id, or a folder with one; may be repeated. "
                 "Default: all packs that are not historic");
  app.add_option("--as-of", o.as_of,
                 "Knowledge time, such as 2022-04-10T17:00:00+08:00 (default: "
                 "the latest time recorded in the world)");
  app.add_option("--region", o.region, "Only this region");
}

void AddOutput(CLI::App& app, Options& o) {
  app.add_option("--format", o.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  app.add_option("--lang", o.language, "en or zh")
      ->check(CLI::IsMember({"en", "zh"}));
}

void AddPlacement(CLI::App& app, Options& o) {
  app.add_option("--seed", o.seed, "Seed of the fair tie-break");
  app.add_option("--node-limit", o.node_limit,
                 "Bound on the search; the same limit gives the same plan");
  app.add_option("--small-count", o.small_count,
                 "Counts below it by age, sex and need are not shown; 1: all")
      ->check(CLI::Range(1, 1'000'000));
}

CLI::App* AddCommand(CLI::App& app, const char* name, const char* about,
                     Command& chosen, Command command) {
  CLI::App* sub = app.add_subcommand(name, about);
  sub->callback([&chosen, command] { chosen = command; });
  return sub;
}

void AddCheck(CLI::App& app, Options& o, Command& chosen) {
  CLI::App* sub = AddCommand(app, "check", "Check records against the rules",
                             chosen, RunCheck);
  AddWorld(*sub, o);
  AddPolicy(*sub, o);
  AddOutput(*sub, o);
  sub->add_option("--rule", o.rules, "Only this rule; may be repeated");
  sub->add_option("--subject", o.subjects, "Only this record, as Site:S1");
  sub->add_option("--fail-on", o.fail_on,
                  "Exit 1 for failures of this severity or above")
      ->check(CLI::IsMember({"critical", "major", "minor", "never"}));
  sub->add_option("--unknown-budget", o.budgets,
                  "RULE=N%: exit 1 when more of a rule's verdicts are unknown");
  sub->add_option("--report", o.reports,
                  "FORMAT=PATH: also write a report (text, json)");
  sub->add_option("--most", o.most, "Longest list in text");
}

void AddMost(CLI::App& sub, Options& o) {
  sub.add_option("--most", o.most, "Longest list in text; 0: no limit")
      ->check(CLI::Range(0, 1'000'000));
}

void AddPlace(CLI::App& app, Options& o, Command& chosen) {
  CLI::App* sub = AddCommand(app, "place", "Give rooms to people who arrive",
                             chosen, RunPlace);
  AddWorld(*sub, o);
  AddPolicy(*sub, o);
  AddOutput(*sub, o);
  AddPlacement(*sub, o);
  CLI::Option* arrivals =
      sub->add_option("--arrivals", o.arrivals,
                      "Person rows, as CSV or JSONL, or a folder; with --keep "
                      "only the new ones, or everybody again");
  sub->add_option("--out", o.out_path, "Write the plan as JSON");
  AddMost(*sub, o);
  CLI::Option* keep =
      sub->add_option("--keep", o.keep,
                      "An earlier plan (JSON of --out): its people stay in "
                      "their rooms, the others are placed beside them");
  sub->add_option("--strike", o.strike,
                  "Rooms out of service, as S1/304,S1/305: only those whom "
                  "the earlier plan put there are placed anew")
      ->delimiter(',');
  sub->add_option("--keep-floors", o.keep_floors,
                  "Free floors kept for groups that have not come yet, from "
                  "whom people are placed one party after the other")
      ->check(CLI::Range(0, 100'000));
  sub->add_option("--expect-groups", o.groups,
                  "Least and largest group that may come, as 1-40: the fewer "
                  "floors are left, the larger the group that gets one");
  sub->callback([&chosen, arrivals, keep] {
    if (arrivals->empty() && keep->empty()) {
      throw CLI::RequiredError("--arrivals or --keep");
    }
    chosen = RunPlace;
  });
}

void AddDays(CLI::App& app, Options& o, Command& chosen) {
  CLI::App* sub =
      AddCommand(app, "days", "Rooms over the coming days, and what runs out",
                 chosen, RunDays);
  AddWorld(*sub, o);
  AddPolicy(*sub, o);
  AddOutput(*sub, o);
  sub->add_option("--arrivals", o.arrivals,
                  "Person rows with the time at which each is expected, as CSV "
                  "or JSONL, or a folder")
      ->required();
  sub->add_option("--days", o.days, "Days looked ahead, today included")
      ->check(CLI::Range(1, 3'660));
  AddPlacement(*sub, o);
  sub->add_option("--out", o.out_path, "Write the plan as JSON");
  AddMost(*sub, o);
}

void AddVerify(CLI::App& app, Options& o, Command& chosen) {
  CLI::App* sub = AddCommand(
      app, "verify", "Check a stored plan again: rules, figures, bounds",
      chosen, RunVerify);
  sub->add_option("PLAN", o.file,
                  "JSON of `quaranta place --out` or of `days --out`")
      ->required();
  AddWorld(*sub, o);
  sub->add_option("--pack", o.packs,
                  "A pack by id, or a folder with one; as for `place`");
  AddOutput(*sub, o);
}

void AddAudit(CLI::App& app, Options& o, Command& chosen) {
  CLI::App* sub = AddCommand(
      app, "audit", "Who is where, what breaks a rule, who should move", chosen,
      RunAudit);
  AddWorld(*sub, o);
  AddPolicy(*sub, o);
  AddOutput(*sub, o);
  sub->add_option("--seed", o.seed, "Seed of the fair tie-break");
  sub->add_option("--node-limit", o.node_limit,
                  "Bound on the search; the same limit gives the same moves");
  sub->add_option("--out", o.out_path, "Write the audit as JSON");
  AddMost(*sub, o);
  sub->add_option("--fail-on", o.fail_on,
                  "never: exit 0 even where a rule is broken")
      ->check(CLI::IsMember({"finding", "never"}));
}

void AddMove(CLI::App& app, Options& o, Command& chosen) {
  CLI::App* sub = AddCommand(
      app, "move", "Who goes where if rooms must be empty, or floors be free",
      chosen, RunMove);
  AddWorld(*sub, o);
  AddPolicy(*sub, o);
  AddOutput(*sub, o);
  CLI::Option* empty =
      sub->add_option("--empty", o.empty,
                      "Rooms, floors and sites that must be empty, as S1/304, "
                      "S1/3, S1 (or Floor:S1/3); may be repeated")
          ->delimiter(',')
          ->allow_extra_args(false);
  CLI::Option* free =
      sub->add_flag("--free", o.free_floors,
                    "Floors that can be free by moving people together")
          ->excludes(empty);
  sub->add_option("--most-people", o.most_people, "At most so many people move")
      ->needs(free)
      ->check(CLI::Range(0, 1'000'000));
  sub->add_option("--wanted", o.wanted,
                  "Only these floors, or floors of these sites, are worth it; "
                  "may be repeated")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->needs(free);
  sub->add_option("--seed", o.seed, "Seed of the fair tie-break");
  sub->add_option("--node-limit", o.node_limit,
                  "Bound on the search; the same limit gives the same moves");
  sub->add_option("--out", o.out_path, "Write the moves as JSON");
  AddMost(*sub, o);
  sub->callback([&chosen, empty, free] {
    if (empty->empty() && free->empty()) {
      throw CLI::RequiredError("--empty or --free");
    }
    chosen = RunMove;
  });
}

void AddCapacity(CLI::App& app, Options& o, Command& chosen) {
  CLI::App* sub = AddCommand(app, "capacity", "Rooms against the standard",
                             chosen, RunCapacity);
  AddWorld(*sub, o);
  AddPolicy(*sub, o);
  AddOutput(*sub, o);
}

void AddReport(CLI::App& app, Options& o, Command& chosen) {
  CLI::App* sub = AddCommand(app, "report", "Write the brief for tonight",
                             chosen, RunReport);
  AddWorld(*sub, o);
  AddPolicy(*sub, o);
  AddPlacement(*sub, o);
  sub->add_option("--arrivals", o.arrivals, "People on their way");
  sub->add_option("--lang", o.language, "en or zh")
      ->check(CLI::IsMember({"en", "zh"}));
  sub->add_option("--format", o.format, "markdown (or text), html, json")
      ->check(CLI::IsMember({"markdown", "html", "text", "json"}));
  sub->add_option("--out", o.out_path, "Where to (default: standard output)");
}

void AddPacks(CLI::App& app, Options& o, Command& chosen) {
  CLI::App* packs = app.add_subcommand("packs", "Rule packs");
  packs->require_subcommand(1);
  AddOutput(*AddCommand(*packs, "list", "Packs that ship with the library",
                        chosen, RunPacksList),
            o);
  for (const auto& [name, about, command] :
       {std::tuple("show", "Rules and sources of a pack",
                   Command{RunPacksShow}),
        std::tuple("lint", "Mistakes in a pack", Command{RunPacksLint}),
        std::tuple("test", "Run a pack's own tests", Command{RunPacksTest})}) {
    CLI::App* sub = AddCommand(*packs, name, about, chosen, command);
    sub->add_option("PACK", o.pack, "A pack by id, or a folder with one")
        ->required();
    AddOutput(*sub, o);
  }
}

void AddOthers(CLI::App& app, Options& o, Command& chosen) {
  CLI::App* import = AddCommand(
      app, "import", "Read tables and say what was found", chosen, RunImport);
  import
      ->add_option("FOLDER", o.folders,
                   "Folders of tables, .sqlite or .binpb files")
      ->required();
  import->add_option("--zone", o.zone, "IANA zone of local times in files");
  import->add_option(
      "--out", o.out_path,
      "A .sqlite or .binpb file, or a folder; for several folders a "
      "folder that gets one world each");
  import->add_option("--pseudonym-key-file", o.key_file,
                     "A file whose bytes (at least 16) are the key under which "
                     "people become pseudonyms");
  import->add_flag(
      "--dry-run", o.dry_run,
      "Say how every sheet and column would be read; write nothing");
  import->add_option("--mapping", o.mapping, "How to read the files, as YAML");
  import->add_option("--save-mapping", o.save_mapping,
                     "Write how the files were read, to correct and use again");
  import
      ->add_option("--date-order", o.date_order,
                   "Order of dates written with numbers only")
      ->check(CLI::IsMember({"ymd", "mdy", "dmy"}));
  import->add_option("--complete", o.complete,
                     "A collection that the files hold completely, as "
                     "Site.rooms; may be repeated");
  import->add_option("--report", o.reports,
                     "json, or json=PATH: also as a file");
  AddOutput(*import, o);
  import->add_option("--most", o.most, "Longest list in text");

  CLI::App* explain =
      AddCommand(app, "explain", "Why a verdict or a placement is what it is",
                 chosen, RunExplain);
  explain
      ->add_option("FILE", o.file,
                   "JSON of check, place or days; or a world, whose rules are "
                   "run again with every sub-expression")
      ->required();
  explain->add_option("SUBJECT", o.subject, "Site:S1, or a party or person")
      ->required();
  explain->add_option("--rule", o.rules, "Only this rule");
  AddPolicy(*explain, o);
  explain->add_option("--zone", o.zone, "IANA zone of local times in files");
  explain->add_option("--elements", o.elements,
                      "Of a world: how many elements of a list are shown");
  AddOutput(*explain, o);

  CLI::App* schema =
      AddCommand(app, "schema", "Records and their fields", chosen, RunSchema);
  schema->add_option("RECORD", o.record, "A record by any of its names");
  AddOutput(*schema, o);
}

}  // namespace

int Main(std::span<const std::string> args, std::ostream& out,
         std::ostream& err, const io::ForeignReader& foreign) {
  Options options;
  options.foreign = foreign;
  Command chosen = nullptr;
  CLI::App app("Isolation sites and outbreak response: rules, rooms, reports.",
               "quaranta");
  app.require_subcommand(1);
  app.set_version_flag("--version", QUARANTA_VERSION);
  AddOthers(app, options, chosen);
  AddCheck(app, options, chosen);
  AddCapacity(app, options, chosen);
  AddPlace(app, options, chosen);
  AddDays(app, options, chosen);
  AddVerify(app, options, chosen);
  AddAudit(app, options, chosen);
  AddMove(app, options, chosen);
  AddReport(app, options, chosen);
  AddPacks(app, options, chosen);
  // CLI11 takes the arguments last first.
  std::vector<std::string> reversed(args.rbegin(), args.rend());
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    return app.exit(error, out, err) == 0 ? kOk : kBroken;
  }
  return chosen(options, {out, err});
}

}  // namespace quaranta::cli

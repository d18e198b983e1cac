// What was typed, parsed.
#ifndef QUARANTA_SRC_CLI_OPTIONS_H_
#define QUARANTA_SRC_CLI_OPTIONS_H_

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "quaranta/io/io.h"

namespace quaranta::cli {

struct Options {
  std::string world;     // WORLD: a folder, a .sqlite or a .binpb file
  std::string out_path;  // --out
  std::string as_of;     // --as-of
  std::string region;    // --region
  std::string zone;      // --zone, for local times of files
  std::string key_file;  // --pseudonym-key-file
  std::string language = "en";
  std::string format = "text";
  std::vector<std::string> packs;     // --pack: ids, or folders
  std::vector<std::string> rules;     // --rule
  std::vector<std::string> subjects;  // --subject
  std::string fail_on = "major";      // --fail-on
  std::vector<std::string> budgets;   // --unknown-budget RULE=N%
  std::vector<std::string> reports;   // --report FORMAT=PATH
  std::string arrivals;               // --arrivals
  std::uint64_t seed = 1;             // --seed
  std::int64_t node_limit = 0;        // --node-limit; 0: the default
  std::int32_t small_count = 5;       // --small-count
  std::string keep;                   // --keep
  std::vector<std::string> strike;    // --strike
  std::int32_t keep_floors = -1;      // --keep-floors; -1: the policy's
  std::string groups;                 // --expect-groups
  std::int32_t days = 14;             // --days
  std::vector<std::string> empty;     // --empty
  bool free_floors = false;           // --free
  std::int64_t most_people = -1;      // --most-people; -1: any number
  std::vector<std::string> wanted;    // --wanted
  std::string file;                   // explain FILE, verify PLAN
  std::string subject;                // explain SUBJECT
  std::string pack;                   // packs show|lint|test PACK
  std::string record;                 // schema RECORD
  std::vector<std::string> folders;   // import FOLDER...
  bool dry_run = false;               // --dry-run
  std::string mapping;                // --mapping
  std::string save_mapping;           // --save-mapping
  std::string date_order;             // --date-order
  std::vector<std::string> complete;  // --complete
  int most = 20;                      // lines of a list in text
  int elements = 5;                   // --elements
  io::ForeignReader foreign;          // for files such as workbooks
};

// Where a command writes.
struct Streams {
  std::ostream& out;
  std::ostream& err;
};

int RunCheck(const Options& options, Streams streams);
int RunPlace(const Options& options, Streams streams);
int RunDays(const Options& options, Streams streams);
int RunVerify(const Options& options, Streams streams);
int RunAudit(const Options& options, Streams streams);
int RunMove(const Options& options, Streams streams);
int RunCapacity(const Options& options, Streams streams);
int RunReport(const Options& options, Streams streams);
int RunImport(const Options& options, Streams streams);
int RunExplain(const Options& options, Streams streams);
int RunTrace(const Options& options, Streams streams);  // explain WORLD ...
int RunSchema(const Options& options, Streams streams);
int RunPacksList(const Options& options, Streams streams);
int RunPacksShow(const Options& options, Streams streams);
int RunPacksLint(const Options& options, Streams streams);
int RunPacksTest(const Options& options, Streams streams);

}  // namespace quaranta::cli

#endif  // QUARANTA_SRC_CLI_OPTIONS_H_

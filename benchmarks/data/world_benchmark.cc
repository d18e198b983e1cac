// A world from Arrow tables: how fast, and in how much memory.
//
//   world_benchmark [--stays N] [--rounds N] [--seed N] [--case NUMBER]
//
// Every case runs in a process of its own, as often as there are rounds. Time
// is that of the import and Build() alone; memory is the peak of the resident
// set from before the tables are made until the world stands, so that it holds
// the tables themselves. Some observations are of no stay that is there, some
// temperatures impossible; "repetitions" has some observations twice, so that
// the table is copied without them. The world is checked against what was put
// into it. The last line is JSON: {"rows_per_second": N, "memory_over_columns":
// M} of the case "plain".
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "county_tables.h"
#include "quaranta/io/io.h"
#include "quaranta/schema/field.h"
#include "quaranta/world/world.h"

namespace quaranta::benchmarks {
namespace {

struct Case {
  const char* name = "";
  bool dictionary_ids = false;
  std::size_t batches = 1;
  std::size_t repeated = 0;  // of a million observations
};

struct Measured {
  std::size_t rows = 0;  // stays and observations
  std::size_t column_bytes = 0;
  std::size_t peak_bytes = 0;
  double append_seconds = 0;
  double build_seconds = 0;
  double processor_seconds = 0;  // of both
  bool right = false;

  double seconds() const { return append_seconds + build_seconds; }
};

double Now() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

double ProcessorSeconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// A line of /proc/self/status in bytes; 0 where there is none.
std::size_t StatusBytes(std::string_view key) {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    std::size_t value = 0;
    if (word == key && status >> value) return value * 1024;
  }
  return 0;
}

// Makes the peak begin anew. Where the kernel does not let us, the peak is that
// of the whole process and so too high.
void ResetPeak() {
  std::ofstream("/proc/self/clear_refs") << "5" << std::flush;
}

std::size_t PeakBytes() {
  if (const std::size_t peak = StatusBytes("VmHWM:")) return peak;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

void Fail(const std::string& why) {
  std::fprintf(stderr, "world_benchmark: %s\n", why.c_str());
  std::exit(1);
}

void Append(world::Builder& builder, std::string_view record, ArrowTable table,
            std::size_t batches) {
  ArrowArrayStream stream;
  const std::size_t rows = table.rows;
  const schema::Record& type = *schema::FindRecord(record);
  const std::uint32_t before = builder.Edit(type).rows;
  Stream(std::move(table), batches, &stream);
  const auto status = io::AppendArrow(builder, type, &stream,
                                      std::string(record), io::ReadOptions());
  if (!status.ok()) Fail(std::string(status.message()));
  if (builder.Edit(type).rows != before + rows) Fail("rows were lost");
}

std::size_t CountIssues(const world::World& world, std::string_view code) {
  const auto issues = world.issues();
  return static_cast<std::size_t>(
      std::count_if(issues.begin(), issues.end(),
                    [&](const auto& issue) { return issue.code == code; }));
}

// Whether the world is what the tables say.
bool IsRight(const world::World& world, const CountyTables& made,
             std::size_t stays, std::size_t observations) {
  const schema::Record& stay = *schema::FindRecord("Stay");
  const schema::Record& observation = *schema::FindRecord("Observation");
  const data::Segments* of = world.table(stay).FindSegments("observations");
  return world.rows(stay) == stays &&
         world.rows(observation) == observations - made.repeated &&
         CountIssues(world, "duplicate_key") == made.repeated &&
         CountIssues(world, "dangling_reference") == made.dangling &&
         CountIssues(world, "out_of_range") == made.impossible &&
         of->rows.size() == observations - made.repeated - made.dangling;
}

Measured Run(const Case& which, CountyOptions options) {
  Measured measured;
  const std::size_t before = StatusBytes("VmRSS:");
  options.dictionary_ids = which.dictionary_ids;
  options.repeated = which.repeated;
  CountyTables tables = MakeCounty(options);
  const std::size_t stays = tables.stays.rows;
  const std::size_t observations = tables.observations.rows;
  measured.rows = stays + observations;
  measured.column_bytes = tables.Bytes();
  ResetPeak();
  const double processor = ProcessorSeconds();
  const double start = Now();
  world::Builder builder;
  Append(builder, "Person", std::move(tables.persons), which.batches);
  Append(builder, "Site", std::move(tables.sites), 1);
  Append(builder, "Staff", std::move(tables.staff), 1);
  Append(builder, "Stay", std::move(tables.stays), which.batches);
  Append(builder, "Observation", std::move(tables.observations), which.batches);
  const double appended = Now();
  const auto world = std::move(builder).Build();
  const double built = Now();
  measured.processor_seconds = ProcessorSeconds() - processor;
  if (!world.ok()) Fail(std::string(world.status().message()));
  measured.append_seconds = appended - start;
  measured.build_seconds = built - appended;
  measured.peak_bytes = PeakBytes() - before;
  measured.right = IsRight(*world, tables, stays, observations);
  return measured;
}

// The case in a process of its own: what it leaves behind in memory is gone.
Measured RunApart(const Case& which, const CountyOptions& options) {
  int ends[2];
  if (pipe(ends) != 0) Fail("no pipe");
  const pid_t child = fork();
  if (child < 0) Fail("no process");
  if (child == 0) {
    const Measured measured = Run(which, options);
    const bool sent = write(ends[1], &measured, sizeof measured) ==
                      static_cast<ssize_t>(sizeof measured);
    _exit(sent ? 0 : 1);
  }
  close(ends[1]);
  Measured measured;
  const bool got = read(ends[0], &measured, sizeof measured) ==
                   static_cast<ssize_t>(sizeof measured);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (!got || status != 0) Fail(std::string("case ") + which.name + " failed");
  if (!measured.right) {
    Fail(std::string("case ") + which.name + " made another world");
  }
  return measured;
}

// The round of median time, with the largest peak of all rounds.
Measured Median(std::vector<Measured> rounds) {
  std::sort(rounds.begin(), rounds.end(),
            [](const Measured& a, const Measured& b) {
              return a.seconds() < b.seconds();
            });
  Measured median = rounds[rounds.size() / 2];
  for (const Measured& round : rounds) {
    median.peak_bytes = std::max(median.peak_bytes, round.peak_bytes);
  }
  return median;
}

double Rate(const Measured& m) {
  return static_cast<double>(m.rows) / m.seconds();
}

double Ratio(const Measured& m) {
  return static_cast<double>(m.peak_bytes) /
         static_cast<double>(m.column_bytes);
}

int Main(int argc, char** argv) {
  CountyOptions options;
  std::size_t rounds = 3;
  std::size_t only = 0;  // 0: all
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    const auto value = static_cast<std::size_t>(std::atoll(argv[i + 1]));
    if (name == "--stays") options.stays = value;
    if (name == "--rounds") rounds = value;
    if (name == "--case") only = value;
    if (name == "--seed") options.seed = value;
  }
  if (argc % 2 == 0 || options.stays == 0 || rounds == 0) {
    Fail(
        "usage: world_benchmark [--stays N] [--rounds N] [--seed N] [--case "
        "NUMBER]");
  }
  const std::vector<Case> cases = {{"plain", false, 1, 0},
                                   {"dictionary", true, 1, 0},
                                   {"plain, 28 batches", false, 28, 0},
                                   {"plain, repetitions", false, 1, 1}};
  std::printf("%-18s %10s %11s %9s %8s %7s %11s %9s %7s\n", "ids", "rows",
              "columns MB", "append s", "build s", "cpu s", "rows/s", "peak MB",
              "x");
  Measured closing;
  for (const Case& which : cases) {
    if (only > 0 && &which != &cases[(only - 1) % cases.size()]) continue;
    std::vector<Measured> all;
    for (std::size_t i = 0; i < rounds; ++i) {
      all.push_back(RunApart(which, options));
    }
    const Measured m = Median(std::move(all));
    std::printf("%-18s %10zu %11.1f %9.2f %8.2f %7.2f %11.0f %9.1f %7.2f\n",
                which.name, m.rows, static_cast<double>(m.column_bytes) / 1e6,
                m.append_seconds, m.build_seconds, m.processor_seconds, Rate(m),
                static_cast<double>(m.peak_bytes) / 1e6, Ratio(m));
    std::fflush(stdout);
    if (&which == cases.data()) closing = m;
  }
  if (closing.rows == 0) return 0;
  std::printf("{\"rows_per_second\": %.0f, \"memory_over_columns\": %.2f}\n",
              Rate(closing), Ratio(closing));
  return 0;
}

}  // namespace
}  // namespace quaranta::benchmarks

int main(int argc, char** argv) {
  return quaranta::benchmarks::Main(argc, argv);
}

// Runs `Place` on seeded families for scripts in other languages.
//
//   place_bench problem FAMILY SEED            the problem, as text
//   place_bench solve FAMILY SEED [OPTION]...  one line of JSON
//   place_bench arrivals FAMILY SEED           one line of JSON (arrivals.h)
//   place_bench batch FAMILY FIRST COUNT [OPTION]...
//                        for each seed the problem, then "result " and the JSON
//
// FAMILY "-" reads the problem from standard input (problem_text.h); SEED is
// then only printed. Options: --nodes N, --proof N and --tie N as in
// place::Options,
// --repeat N (the fastest of N runs counts, of `Verify` too), --assignments,
// --no-verify, --first (time a plan without improvement too).
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/place/arrivals.h"
#include "benchmarks/place/families.h"
#include "benchmarks/place/problem_text.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"

namespace quaranta::place::families {
namespace {

struct Settings {
  Options options;
  int repeat = 1;
  bool assignments = false;
  bool verify = true;
  bool first = false;
};

double SecondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin)
      .count();
}

// The fastest of `repeat` runs.
struct Timed {
  absl::StatusOr<Plan> plan = Plan{};
  double seconds = std::numeric_limits<double>::infinity();
};

Timed TimePlace(const Problem& problem, const Options& options, int repeat) {
  Timed timed;
  for (int i = 0; i < repeat; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    timed.plan = Place(problem, options);
    timed.seconds = std::min(timed.seconds, SecondsSince(begin));
  }
  return timed;
}

template <class T>
void AddField(std::string_view name, T value, std::string& json) {
  json += json.ends_with('{') ? "\"" : ", \"";
  json += std::string(name) + "\": ";
  if constexpr (std::is_convertible_v<T, std::string_view>) {
    json += '"' + std::string(value) + '"';
  } else {
    json += std::to_string(value);
  }
}

// What `Verify` says, and what it shows of the plan without its certificate.
struct Verified {
  Report report;
  std::vector<std::int64_t> counted;
};

void AddLevels(const Plan& plan, const Verified* verified, std::string& json) {
  json += ", \"levels\": [";
  for (std::size_t i = 0; i < plan.levels.size(); ++i) {
    const Level& level = plan.levels[i];
    json += i == 0 ? "{" : ", {";
    AddField("name", NameOf(level.name), json);
    AddField("part", level.part, json);
    AddField("key", level.key, json);
    AddField("value", level.value, json);
    AddField("bound", level.bound, json);
    AddField("status", NameOf(level.status), json);
    if (verified != nullptr) {
      const Report& report = verified->report;
      AddField("own", report.own_bounds[i], json);
      AddField("counted", verified->counted[i], json);
      AddField("shown", static_cast<int>(report.BoundShown(plan, i)), json);
    }
    json += '}';
  }
  json += ']';
}

void AddAssignments(const Plan& plan, std::string& json) {
  json += ", \"assignments\": [";
  for (std::size_t i = 0; i < plan.assignments.size(); ++i) {
    const Assignment& of = plan.assignments[i];
    json += i == 0 ? "[" : ", [";
    json += std::to_string(of.party.value()) + ", " +
            std::to_string(of.room.value()) + ", [";
    for (std::size_t k = 0; k < of.people.size(); ++k) {
      json += (k == 0 ? "" : ", ") + std::to_string(of.people[k]);
    }
    json += "]]";
  }
  json += ']';
}

void AddVerified(const Problem& problem, Plan plan, int repeat,
                 std::string& json) {
  double seconds = std::numeric_limits<double>::infinity();
  absl::StatusOr<Report> report = Report{};
  for (int i = 0; i < repeat; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    report = Verify(problem, plan);
    seconds = std::min(seconds, SecondsSince(begin));
  }
  AddField("verify_seconds", seconds, json);
  json += ", \"violations\": [";
  if (report.ok()) {
    for (const Violation& violation : report->violations) {
      json += json.ends_with('[') ? "\"" : ", \"";
      json += std::string(NameOf(violation.fault)) + '"';
    }
  } else {
    json += "\"no report\"";
  }
  json += ']';
  plan.certificate = {};
  const auto counted = Verify(problem, plan);
  if (!report.ok() || !counted.ok()) return AddLevels(plan, nullptr, json);
  const Verified verified{*std::move(report), counted->own_bounds};
  AddLevels(plan, &verified, json);
}

// One line; {"error": ...} where there is no plan.
std::string Solve(std::string_view family, std::uint64_t seed,
                  const Problem& problem, const Settings& settings) {
  std::string json = "{";
  AddField("family", family, json);
  AddField("seed", seed, json);
  AddField("sites", problem.sites.size(), json);
  AddField("units", problem.units.size(), json);
  AddField("rooms", problem.rooms.size(), json);
  AddField("cohorts", problem.cohorts, json);
  AddField("parties", problem.parties.size(), json);
  std::size_t people = 0;
  for (const Party& party : problem.parties) people += party.people.size();
  AddField("people", people, json);
  const Timed timed = TimePlace(problem, settings.options, settings.repeat);
  if (!timed.plan.ok()) {
    AddField("error", "no plan: see place_bench problem", json);
    return json + "}";
  }
  const Plan& plan = *timed.plan;
  AddField("seconds", timed.seconds, json);
  AddField("nodes", plan.nodes, json);
  if (settings.first) {
    Options first = settings.options;
    first.node_limit = 0;
    first.proof_limit = 0;
    AddField("first_seconds",
             TimePlace(problem, first, settings.repeat).seconds, json);
  }
  AddField("stopped", static_cast<int>(plan.stopped_at_limit), json);
  if (settings.verify) {
    AddVerified(problem, plan, settings.repeat, json);
  } else {
    AddLevels(plan, nullptr, json);
  }
  if (settings.assignments) AddAssignments(plan, json);
  return json + "}";
}

template <class T>
bool ParseNumber(std::string_view word, T& value) {
  const char* const last = word.data() + word.size();
  const auto [end, error] = std::from_chars(word.data(), last, value);
  return error == std::errc() && end == last;
}

bool ReadSettings(std::span<char* const> words, Settings& settings) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word == "--assignments") {
      settings.assignments = true;
    } else if (word == "--first") {
      settings.first = true;
    } else if (word == "--no-verify") {
      settings.verify = false;
    } else if (i + 1 == words.size()) {
      return false;
    } else if (word == "--nodes") {
      if (!ParseNumber(words[++i], settings.options.node_limit)) return false;
    } else if (word == "--proof") {
      if (!ParseNumber(words[++i], settings.options.proof_limit)) return false;
    } else if (word == "--tie") {
      if (!ParseNumber(words[++i], settings.options.seed)) return false;
    } else if (word == "--repeat") {
      if (!ParseNumber(words[++i], settings.repeat)) return false;
    } else {
      return false;
    }
  }
  return settings.repeat > 0;
}

absl::StatusOr<Problem> Get(std::string_view family, std::uint64_t seed) {
  if (family != "-") return MakeFamily(family, seed);
  std::string text((std::istreambuf_iterator<char>(std::cin)),
                   std::istreambuf_iterator<char>());
  return ReadProblem(text);
}

int Fail(std::string_view why) {
  std::cerr << "place_bench: " << why << '\n';
  return 2;
}

int Main(std::span<char* const> words) {
  if (words.size() < 3) {
    return Fail("problem|solve|batch FAMILY SEED; see place_bench.cc");
  }
  const std::string_view mode = words[0], family = words[1];
  std::uint64_t seed = 0, count = 1;
  std::size_t used = 3;
  if (!ParseNumber(words[2], seed)) return Fail("SEED is not a number");
  if (mode == "batch") {
    if (words.size() < 4 || !ParseNumber(words[used++], count)) {
      return Fail("batch needs FAMILY FIRST COUNT");
    }
  }
  Settings settings;
  if (!ReadSettings(words.subspan(used), settings)) {
    return Fail("unknown option; see place_bench.cc");
  }
  for (std::uint64_t s = seed; s < seed + count; ++s) {
    const auto problem = Get(family, s);
    if (!problem.ok()) return Fail(problem.status().ToString());
    if (mode == "arrivals") {
      const auto line = TimeArrivals(*problem);
      if (!line.ok()) return Fail(line.status().ToString());
      std::cout << *line << '\n';
      continue;
    }
    if (mode != "solve") std::cout << WriteProblem(*problem);
    if (mode == "batch") std::cout << "result ";
    if (mode != "problem") {
      std::cout << Solve(family, s, *problem, settings) << '\n';
    }
  }
  return 0;
}

}  // namespace
}  // namespace quaranta::place::families

int main(int argc, char** argv) {
  return quaranta::place::families::Main(
      std::span(argv, static_cast<std::size_t>(argc)).subspan(1));
}

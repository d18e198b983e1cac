// Checks a county and finds rooms for a flight. Writes verdicts.json and
// plan.json; examples/notebooks/county.ipynb writes the same bytes.
//
//   county WORLD ARRIVALS OUT
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "quaranta/check/check.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/io/io.h"
#include "quaranta/policy/policy.h"
#include "quaranta/report/json.h"

namespace {

using namespace quaranta;

// Gives the value of a result, or ends the program with what went wrong.
template <class T>
T Get(absl::StatusOr<T> result) {
  if (result.ok()) return *std::move(result);
  std::cerr << "county: " << result.status().message() << "\n";
  std::exit(2);
}

void Write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  std::cout << path.string() << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: county WORLD ARRIVALS OUT\n";
    return 2;
  }
  const std::filesystem::path out = argv[3];
  const Instant as_of = Get(ParseInstant("2022-04-10T17:00:00+08:00"));

  // Nothing is guessed: what could not be read is unknown, and an issue.
  const world::World world = Get(io::Open(argv[1]));
  std::cout << world.issues().size() << " issues\n";

  // A pack of past measures runs only by name.
  const std::string pack = "cn-county-2022";
  const policy::Policy policy = Get(policy::Policy::Make({&pack, 1}));

  const check::Report report = Get(check::Run(world, policy, {.as_of = as_of}));
  for (const check::Question& ask : check::AskFirst(report, 3)) {
    std::cout << "ask first: " << ask.field << " (" << ask.facts << ")\n";
  }

  const io::ReadOptions options{.zone = world.ZoneOf({}).name()};
  const world::World arrivals = Get(io::ReadArrivals(argv[2], options));
  const desk::Plan plan =
      Get(desk::Place(world, arrivals, policy, {.as_of = as_of, .seed = 1}));
  for (const Sentence& line : desk::ExplainParty(plan, "F7C-001")) {
    std::cout << Render(line, Language::kEn) << "\n";
  }

  std::filesystem::create_directories(out);
  Write(out / "verdicts.json", report::ToJson(report));
  Write(out / "plan.json", report::ToJson(plan));
  return 0;
}

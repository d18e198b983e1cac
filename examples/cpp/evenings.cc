// Two evenings. Rooms for those who come tonight; the plan, written down, is
// checked by code that shares nothing with the planner; those who come tomorrow
// are placed beside it, and nobody of it moves.
//
//   evenings WORLD TONIGHT TOMORROW PLAN.json
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "quaranta/desk/night.h"
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
  std::cerr << "evenings: " << result.status().message() << "\n";
  std::exit(2);
}

void Print(const std::vector<Sentence>& sentences) {
  for (const Sentence& sentence : sentences) {
    std::cout << Render(sentence, Language::kEn) << "\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: evenings WORLD TONIGHT TOMORROW PLAN.json\n";
    return 2;
  }
  const world::World world = Get(io::Open(argv[1]));
  const io::ReadOptions zone{.zone = world.ZoneOf({}).name()};
  const world::World tonight = Get(io::ReadArrivals(argv[2], zone));
  const world::World tomorrow = Get(io::ReadArrivals(argv[3], zone));
  const std::string pack = "cn-county-2022";
  const policy::Policy policy = Get(policy::Policy::Make({&pack, 1}));

  const Instant at_17 = Get(ParseInstant("2022-04-10T17:00:00+08:00"));
  const desk::Plan plan =
      Get(desk::Place(world, tonight, policy, {.as_of = at_17, .seed = 1}));
  Print(plan.headline);  // what lacks and what to do; empty if nothing lacks
  for (const desk::Relaxation& act : plan.relaxations) Print({act.text});

  const std::string json = report::ToJson(plan);
  std::ofstream(argv[4], std::ios::binary) << json;
  const desk::Verified verified = Get(report::VerifyStored(
      world, policy, Get(report::ReadStoredPlan(json, argv[4]))));
  Print(desk::VerifyLines(verified));
  if (!verified.ok()) return 1;

  const desk::NightOptions night{.keep = Get(report::ReadPlan(json, argv[4]))};
  const Instant next_day = Get(ParseInstant("2022-04-11T17:00:00+08:00"));
  Print(desk::NightLines(Get(desk::PlaceNight(
      world, tomorrow, policy, {.as_of = next_day, .seed = 1}, night))));
  return 0;
}

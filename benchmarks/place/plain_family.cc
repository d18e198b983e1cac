// Floors, tiers, grades and people as placement studies have them.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/place/families.h"
#include "quaranta/core/random.h"

namespace quaranta::place::families {
namespace {

constexpr int kGrades = 3;
constexpr int kTiers = 4;
constexpr int kStaffRooms = 20;

// The first site of each grade is open; the others can open, in four tiers.
void AddSites(const PlainShape& shape, Problem& problem) {
  for (int s = 0; s < shape.sites; ++s) {
    Site site;
    site.grade = static_cast<std::uint32_t>(s % kGrades);
    site.open = s < std::max(kGrades, shape.sites / kGrades);
    site.can_open = true;
    site.tier = 1 + s * kTiers / shape.sites;
    site.staff_rooms = kStaffRooms;
    problem.sites.push_back(site);
  }
  problem.pairing.risk_classes = kGrades;
  problem.pairing.grades = kGrades;
  problem.special_features = kAccessible;
}

std::vector<Room> DrawFloor(Range rooms, Random& random) {
  std::vector<Room> floor(
      static_cast<std::size_t>(random.Range(rooms.low, rooms.high)));
  std::int32_t position = 0;
  for (Room& room : floor) {
    room.position = position++;
    room.beds = random.Range(1, 4);
    if (random.Chance(6, 100)) room.features = kAccessible;
  }
  return floor;
}

void AddUnits(const PlainShape& shape, Random& random, Problem& problem) {
  std::vector<std::vector<Room>> plans;
  std::uint32_t last_site = 0;
  for (int u = 0; u < shape.units; ++u) {
    Unit unit;
    unit.site = SiteId(u * shape.sites / shape.units);
    if (unit.site.value() != last_site) plans.clear();
    last_site = unit.site.value();
    problem.units.push_back(unit);
    if (!shape.two_plans || plans.size() < 2) {
      plans.push_back(DrawFloor(shape.rooms, random));
    } else {
      std::swap(plans.front(), plans.back());
    }
    for (Room room : plans.back()) {
      room.unit = UnitId(u);
      problem.rooms.push_back(room);
    }
  }
}

// 1.5 people a party: most people have a room of their own.
int DrawSize(Random& random) {
  const int of = random.Range(1, 20);
  return of <= 14 ? 1 : of <= 17 ? 2 : of <= 19 ? 3 : 4;
}

Party DrawParty(int cohort, std::uint32_t risk_class, int size,
                Random& random) {
  Party party;
  party.cohort = CohortId(cohort);
  party.risk_class = risk_class;
  party.priority = random.Chance(1, 8) ? 0 : random.Range(1, 2);
  party.people.resize(static_cast<std::size_t>(size));
  for (std::size_t i = 2; i < party.people.size(); ++i) {
    party.people[i].minor = true;
  }
  if (random.Chance(4, 100)) {
    party.people[0].needs = kAccessible;
    // For half of them a room without it would do, with help.
    if (random.Chance(1, 2)) party.substitutable = kAccessible;
  }
  return party;
}

// Each risk class gets a part of the cohorts as large as its part of the units.
std::vector<std::uint32_t> DrawClasses(int cohorts, Random& random,
                                       const Problem& problem) {
  std::vector<std::uint32_t> classes;
  for (int c = 0; c < cohorts; ++c) {
    const std::size_t like = static_cast<std::size_t>(c) *
                             problem.units.size() /
                             static_cast<std::size_t>(cohorts);
    classes.push_back(problem.sites[problem.units[like].site.value()].grade);
  }
  random.Shuffle(std::span(classes));
  return classes;
}

void AddParties(const PlainShape& shape, Random& random, Problem& problem) {
  const int cohorts = random.Range(shape.cohorts.low, shape.cohorts.high);
  const int people = random.Range(shape.people.low, shape.people.high);
  const auto rooms = static_cast<std::int64_t>(problem.rooms.size());
  const std::int64_t parties = people > 0 ? people : rooms * shape.load / 100;
  problem.cohorts = static_cast<std::uint32_t>(cohorts);
  const std::vector<std::uint32_t> classes =
      DrawClasses(cohorts, random, problem);
  std::int64_t left = people;
  for (std::int64_t p = 0; p < parties && (people == 0 || left > 0); ++p) {
    // Sizes fall from the first cohort to the last, as those of chains do.
    int cohort = static_cast<int>(p);
    if (p >= cohorts) {
      cohort =
          std::min(random.Range(0, cohorts - 1), random.Range(0, cohorts - 1));
    }
    int size = DrawSize(random);
    if (people > 0) size = static_cast<int>(std::min<std::int64_t>(size, left));
    left -= size;
    Party party = DrawParty(cohort, classes[static_cast<std::size_t>(cohort)],
                            size, random);
    party.name = "P" + std::to_string(p);
    problem.parties.push_back(std::move(party));
  }
}

}  // namespace

Problem Make(const PlainShape& shape, std::uint64_t seed) {
  Random random(seed);
  Problem problem;
  AddSites(shape, problem);
  AddUnits(shape, random, problem);
  AddParties(shape, random, problem);
  return problem;
}

}  // namespace quaranta::place::families

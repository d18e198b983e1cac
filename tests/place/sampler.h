// Small problems with everything that a problem can have.
#ifndef QUARANTA_TESTS_PLACE_SAMPLER_H_
#define QUARANTA_TESTS_PLACE_SAMPLER_H_

#include <cstdint>

#include "quaranta/core/random.h"
#include "quaranta/place/problem.h"
#include "tests/place/builder.h"

namespace quaranta::place::testing {

// Instances of up to three units of up to four rooms and up to five parties,
// with everything that a problem can have.
class Sampler {
 public:
  explicit Sampler(std::uint64_t seed) : random_(seed) {}

  Problem Draw(int max_units, int max_rooms, int max_parties) {
    Builder builder;
    Problem& problem = builder.problem;
    problem.cohorts = static_cast<std::uint32_t>(random_.Range(1, 3));
    problem.special_features = random_.Below(4);
    DrawPairing(problem);
    const int sites = random_.Range(1, 3);
    for (int s = 0; s < sites; ++s) DrawSite(s == 0, problem);
    const int units = random_.Range(1, max_units);
    for (int u = 0; u < units; ++u) DrawUnit(max_rooms, builder);
    const int parties = random_.Range(1, max_parties);
    for (int p = 0; p < parties; ++p) DrawParty(builder);
    return problem;
  }

 private:
  void DrawPairing(Problem& problem) {
    if (random_.Chance(1, 2)) return;
    problem.pairing.risk_classes = 2;
    problem.pairing.grades = 2;
    for (int i = 0; i < 4; ++i) {
      problem.pairing.allowed.push_back(random_.Chance(2, 3));
    }
  }

  void DrawSite(bool first, Problem& problem) {
    Site site;
    site.tier = random_.Range(1, 2);
    site.open = first ? random_.Chance(3, 4) : random_.Chance(1, 3);
    site.can_open = random_.Chance(5, 6);
    site.staff_rooms = random_.Chance(1, 4) ? 1 : 0;
    site.grade = random_.Chance(1, 5) ? 1 : 0;
    problem.sites.push_back(site);
  }

  void DrawUnit(int max_rooms, Builder& builder) {
    builder.Floor({});
    builder.unit().site = SiteId(random_.Below(builder.problem.sites.size()));
    if (random_.Chance(1, 3)) {
      builder.unit().holder = CohortId(
          static_cast<std::uint32_t>(random_.Below(builder.problem.cohorts)));
    }
    builder.unit().closed = random_.Chance(1, 12);
    const int rooms = random_.Range(1, max_rooms);
    for (int r = 0; r < rooms; ++r) {
      RoomState state = RoomState::kReady;
      if (random_.Chance(1, 5)) {
        state = static_cast<RoomState>(random_.Range(1, 3));
      }
      builder.AddRoom(random_.Range(1, 3), random_.Below(4), state);
      builder.room().position += random_.Chance(1, 6) ? 10 + r : 0;
      builder.room().clean_zone = random_.Chance(1, 5);
    }
  }

  void DrawParty(Builder& builder) {
    const int minors = random_.Chance(1, 3) ? random_.Range(1, 2) : 0;
    const int adults =
        random_.Range(minors > 0 && random_.Chance(1, 5) ? 0 : 1, 2);
    builder.AddParty(static_cast<int>(random_.Below(builder.problem.cohorts)),
                     adults, minors);
    Party& party = builder.party();
    party.risk_class = random_.Chance(1, 5) ? 1 : 0;
    party.priority = random_.Chance(1, 3) ? 1 : 0;
    party.substitutable = random_.Below(4);
    party.carer_named = random_.Chance(1, 5);
    if (random_.Chance(1, 3)) party.lodging = Lodging::kApart;
    for (Person& person : party.people) {
      if (random_.Chance(1, 4)) person.needs = random_.Below(4);
      if (person.minor && adults > 0 && random_.Chance(3, 4)) {
        person.carer = static_cast<std::uint32_t>(random_.Range(0, adults - 1));
      }
    }
    if (random_.Chance(1, 2)) {
      for (std::size_t s = 0; s < builder.problem.sites.size(); ++s) {
        party.distance.push_back(random_.Range(0, 5));
      }
    }
  }

  Random random_;
};

// Houses of which most can open, of up to three tiers, at a cost.
inline Problem DrawTiers(TierPolicy policy, Sampler& sampler, Random& random) {
  Problem problem = sampler.Draw(4, 2, 5);
  problem.tier_policy = policy;
  while (problem.sites.size() < 4) problem.sites.emplace_back();
  for (Site& site : problem.sites) {
    site.tier = random.Range(1, 3);
    site.open = random.Chance(1, 12);
    site.can_open = random.Chance(9, 10);
    site.grade = random.Chance(1, 6) ? 1 : 0;
    site.opening_cost = random.Range(0, 7);
  }
  for (std::size_t u = 0; u < problem.units.size(); ++u) {
    problem.units[u].site = SiteId(u);
    if (random.Chance(9, 10)) problem.units[u].holder.reset();
    problem.units[u].closed = false;
  }
  for (Room& room : problem.rooms) {
    if (random.Chance(9, 10)) room.state = RoomState::kReady;
  }
  for (Party& party : problem.parties) {
    if (random.Chance(3, 4)) party.risk_class = 0;
    for (Person& person : party.people) {
      if (random.Chance(1, 2)) person.needs = 0;
    }
    if (!party.distance.empty()) {
      party.distance.resize(problem.sites.size(), 1);
    }
  }
  return problem;
}

}  // namespace quaranta::place::testing

#endif  // QUARANTA_TESTS_PLACE_SAMPLER_H_

// Short ways to write a horizon in a test, and horizons with everything.
#ifndef QUARANTA_TESTS_PLACE_HORIZON_BUILDER_H_
#define QUARANTA_TESTS_PLACE_HORIZON_BUILDER_H_

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "quaranta/core/random.h"
#include "quaranta/place/horizon.h"
#include "tests/place/builder.h"
#include "tests/place/sampler.h"

namespace quaranta::place::testing {

// Adds parties of adults with their days to a problem that is built already.
struct HorizonBuilder {
  Builder problem;
  std::vector<PartyDays> parties;
  std::vector<UnitDays> units;

  explicit HorizonBuilder(Builder of) : problem(std::move(of)) {
    units.resize(problem.problem.units.size());
  }
  HorizonBuilder& Add(int cohort, int adults, std::int32_t arrival,
                      std::int32_t stay, std::int32_t max_wait = 0) {
    problem.AddParty(cohort, adults);
    parties.push_back({arrival, stay, max_wait});
    return *this;
  }
  HorizonBuilder& Until(std::size_t unit, std::int32_t day) {
    units[unit].until = day;
    return *this;
  }
  Horizon Days(std::int32_t days, std::int32_t disinfection = 1) const {
    Horizon horizon;
    horizon.problem = problem.problem;
    horizon.days = days;
    horizon.sites.resize(horizon.problem.sites.size());
    for (SiteDays& site : horizon.sites) site.disinfection = disinfection;
    horizon.units = units;
    horizon.parties = parties;
    return horizon;
  }
};

// The problems of `Sampler` with days.
class HorizonSampler {
 public:
  explicit HorizonSampler(std::uint64_t seed)
      : problems_(seed), random_(Mix64(seed + 1)) {}

  Horizon Draw(int max_units, int max_rooms, int max_parties, int max_days) {
    Horizon horizon;
    horizon.problem = problems_.Draw(max_units, max_rooms, max_parties);
    horizon.days = random_.Range(1, max_days);
    for (std::size_t s = 0; s < horizon.problem.sites.size(); ++s) {
      SiteDays site;
      site.disinfection = random_.Range(0, 2);
      if (random_.Chance(1, 3)) site.open_from = random_.Range(0, max_days);
      horizon.sites.push_back(site);
    }
    for (std::size_t u = 0; u < horizon.problem.units.size(); ++u) {
      UnitDays unit;
      if (random_.Chance(2, 3)) unit.until = random_.Range(0, max_days);
      if (random_.Chance(1, 4)) unit.refill_before = random_.Range(0, max_days);
      horizon.units.push_back(unit);
    }
    for (std::size_t p = 0; p < horizon.problem.parties.size(); ++p) {
      PartyDays days;
      days.arrival = random_.Range(0, max_days - 1);
      days.stay = random_.Range(1, 3);
      if (random_.Chance(1, 4)) days.max_wait = random_.Range(1, 2);
      horizon.parties.push_back(days);
    }
    for (std::size_t r = 0; r < horizon.problem.rooms.size(); ++r) {
      const Room& room = horizon.problem.rooms[r];
      if (room.state == RoomState::kOut &&
          horizon.problem.units[room.unit.value()].holder &&
          random_.Chance(1, 2)) {
        horizon.occupied.push_back(RoomId(r));
      }
    }
    if (random_.Chance(1, 4)) horizon.refill_window = random_.Range(1, 4);
    return horizon;
  }

 private:
  Sampler problems_;
  Random random_;
};

// Few rooms, several small cohorts that come one after the other: every unit
// matters every day.
inline Horizon TightHorizon(std::uint64_t seed, int units, int parties,
                            int days) {
  Random random(Mix64(seed));
  Builder builder;
  builder.OpenSite();
  for (int u = 0; u < units; ++u) {
    builder.Floor({1, random.Range(1, 2)});
    if (random.Chance(1, 5)) builder.HeldBy(random.Range(0, 2));
  }
  builder.problem.cohorts = 3;
  HorizonBuilder horizon(builder);
  for (UnitDays& unit : horizon.units) unit.until = random.Range(0, 2);
  const bool waiting = random.Chance(1, 3);
  for (int p = 0; p < parties; ++p) {
    horizon.Add(random.Range(0, 2), random.Range(1, 2),
                random.Range(0, days - 1), random.Range(1, 3),
                waiting && random.Chance(1, 3) ? 1 : 0);
    horizon.problem.party().priority = random.Chance(1, 4) ? 1 : 0;
  }
  Horizon drawn = horizon.Days(days, random.Range(0, 2));
  if (random.Chance(1, 4)) drawn.refill_window = random.Range(1, 4);
  return drawn;
}

}  // namespace quaranta::place::testing

#endif  // QUARANTA_TESTS_PLACE_HORIZON_BUILDER_H_

// Plans and certificates that somebody broke: whatever is in them, Verify comes
// back, and what it accepts is so.
#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
#include "tests/place/oracle.h"
#include "tests/place/sampler.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using testing::Oracle;
using testing::Sampler;
using testing::Values;

Values ValuesOf(const Plan& plan) {
  Values values;
  for (const Level& level : plan.levels) values.push_back(level.value);
  return values;
}

// Per level the least among the plans with these values in those before.
Values LeastGivenEarlier(const Problem& problem, const Values& given) {
  Values least(given.size(), std::numeric_limits<std::int64_t>::max());
  Oracle(problem).ForEachPlan([&](const Values& values) {
    for (std::size_t i = 0; i < least.size(); ++i) {
      least[i] = std::min(least[i], values[i]);
      if (values[i] != given[i]) return;
    }
  });
  return least;
}

// Every number and index of a plan by turns, as one that is near, far or
// absurd; and its lists with entries doubled or left out.
class Vandal {
 public:
  Vandal(Random& random, Plan& plan) : random_(random), plan_(plan) {}

  // Breaks one thing; of the certificate and the levels only, or of all.
  void Break(bool everything) {
    std::vector<std::function<void()>> ways;
    Collect([&](auto& number) {
      ways.push_back([this, &number] { Number(number); });
    });
    CollectLists(everything, [&](auto& list) {
      if (!list.empty()) ways.push_back([this, &list] { List(list); });
    });
    if (everything) {
      CollectPeople([&](auto& number) {
        ways.push_back([this, &number] { Number(number); });
      });
    }
    if (!ways.empty()) ways[random_.Below(ways.size())]();
  }

 private:
  template <class T>
  void Number(T& number) {
    if constexpr (std::is_enum_v<T>) {
      number = static_cast<T>(random_.Range(0, 6));
    } else if constexpr (std::is_same_v<T, bool>) {
      number = !number;
    } else {
      using Limits = std::numeric_limits<T>;
      const std::array<T, 8> absurd = {Limits::max(),
                                       Limits::min(),
                                       static_cast<T>(Limits::max() - 1),
                                       static_cast<T>(Limits::max() / 2),
                                       T{0},
                                       T{1},
                                       static_cast<T>(T{0} - T{1}),
                                       static_cast<T>(T{1} << 28)};
      if (random_.Chance(1, 3)) {
        number = absurd[random_.Below(absurd.size())];
      } else if (random_.Chance(1, 2)) {
        number = static_cast<T>(random_.Range(0, 5));
      } else if (number < Limits::max() && number > Limits::min()) {
        number = static_cast<T>(random_.Chance(1, 2) ? number + T{1}
                                                     : number - T{1});
      }
    }
  }
  template <class Tag>
  void Number(Id<Tag>& id) {
    std::uint32_t value = id.value();
    Number(value);
    id = Id<Tag>(value);
  }
  template <class T>
  void List(std::vector<T>& list) {
    const auto at = static_cast<std::ptrdiff_t>(random_.Below(list.size()));
    switch (random_.Below(3)) {
      case 0:
        list.erase(list.begin() + at);
        break;
      case 1:
        list.insert(list.begin() + at, T(list[static_cast<std::size_t>(at)]));
        break;
      default:
        std::swap(list.front(), list[static_cast<std::size_t>(at)]);
    }
  }

  template <class Visit>
  void Collect(const Visit& visit) {
    for (Level& level : plan_.levels) {
      visit(level.name);
      visit(level.part);
      visit(level.key);
      visit(level.value);
      visit(level.bound);
      visit(level.status);
    }
    for (Certificate::Row& row : plan_.certificate.rows) {
      visit(row.cohort);
      visit(row.step);
      for (Certificate::Member& of : row.members) {
        visit(of.party);
        visit(of.person);
        visit(of.lacking);
      }
      for (UnitId& of : row.granted) visit(of);
    }
    for (Certificate::Market& market : plan_.certificate.markets) {
      visit(market.level);
      visit(market.grade);
      visit(market.scale);
      visit(market.joint);
      for (auto& gauge : market.gauges) {
        visit(gauge.beds);
        visit(gauge.features);
      }
      for (auto& offer : market.offers) {
        visit(offer.unit);
        visit(offer.price);
      }
      for (std::int64_t& price : market.people) visit(price);
    }
    for (Certificate::Proof& proof : plan_.certificate.proofs) {
      visit(proof.level);
      visit(proof.cohort);
      for (Certificate::Node& node : proof.nodes) {
        visit(node.split);
        visit(node.cohort);
        visit(node.unit);
        visit(node.at);
        if (node.site) visit(*node.site);
        for (auto* const prices : {&node.rows, &node.levels}) {
          for (Certificate::Price& of : *prices) {
            visit(of.index);
            visit(of.price);
          }
        }
      }
    }
  }

  template <class Visit>
  void CollectLists(bool everything, const Visit& visit) {
    visit(plan_.certificate.rows);
    visit(plan_.certificate.proofs);
    visit(plan_.certificate.markets);
    for (Certificate::Market& market : plan_.certificate.markets) {
      visit(market.gauges);
      visit(market.offers);
      visit(market.people);
    }
    for (Certificate::Row& row : plan_.certificate.rows) {
      visit(row.members);
      visit(row.granted);
    }
    for (Certificate::Proof& proof : plan_.certificate.proofs) {
      visit(proof.nodes);
      for (Certificate::Node& node : proof.nodes) {
        visit(node.rows);
        visit(node.levels);
      }
    }
    if (!everything) return;
    visit(plan_.levels);
    visit(plan_.assignments);
    visit(plan_.unplaced);
    visit(plan_.substitutions);
    visit(plan_.opened_sites);
    visit(plan_.taken_units);
    for (Assignment& of : plan_.assignments) visit(of.people);
    for (Unplaced& of : plan_.unplaced) visit(of.people);
  }

  template <class Visit>
  void CollectPeople(const Visit& visit) {
    for (Assignment& of : plan_.assignments) {
      visit(of.party);
      visit(of.room);
      for (std::uint32_t& person : of.people) visit(person);
    }
    for (Unplaced& of : plan_.unplaced) {
      visit(of.party);
      visit(of.reason);
      visit(of.adjacent);
      visit(of.rooms.ready);
      for (std::uint32_t& person : of.people) visit(person);
      for (Blocking& blocking : of.blocking) visit(blocking.unit);
    }
    for (Substitution& of : plan_.substitutions) {
      visit(of.party);
      visit(of.person);
      visit(of.room);
      visit(of.missing);
    }
    for (OpenedSite& of : plan_.opened_sites) {
      visit(of.site);
      for (RoomId& room : of.staff_rooms) visit(room);
    }
    for (TakenUnit& of : plan_.taken_units) {
      visit(of.unit);
      visit(of.cohort);
    }
  }

  Random& random_;
  Plan& plan_;
};

Plan PlanFor(const Problem& problem) {
  const auto plan = Place(problem);
  EXPECT_THAT(plan, IsOk());
  return plan.value_or(Plan{});
}

// For every level that markets speak of one with a price for each unit.
void AddMarkets(const Problem& problem, Plan& plan) {
  for (std::uint32_t l = 0; l < plan.levels.size(); ++l) {
    const LevelName name = plan.levels[l].name;
    if (name > LevelName::kNewFloors || name == LevelName::kSubstitutes) {
      continue;
    }
    Certificate::Market market;
    market.level = l;
    market.scale = 4;
    market.gauges = {{1, 0}, {2, 0}, {1, 1}};
    market.joint = 2;
    market.people = {4, 4};
    for (std::uint32_t u = 0; u < problem.units.size(); ++u) {
      const Unit& unit = problem.units[u];
      const Site& site = problem.sites[unit.site.value()];
      const bool rooms =
          std::ranges::any_of(problem.rooms, [&](const Room& room) {
            return room.unit == UnitId(u) && room.state == RoomState::kReady &&
                   site.staff_rooms == 0;
          });
      if (!unit.holder && !unit.closed && site.grade == 0 && rooms &&
          (site.open || site.can_open)) {
        market.offers.push_back({UnitId(u), 3});
      }
    }
    plan.certificate.markets.push_back(market);
  }
}

TEST(Hostile, WhateverIsAcceptedIsSo) {
  Sampler sampler(31);
  Random random(32);
  int accepted = 0, refused = 0;
  for (int i = 0; i < 600; ++i) {
    const Problem problem = sampler.Draw(3, 3, 4);
    Plan plan = PlanFor(problem);
    AddMarkets(problem, plan);
    std::map<Values, Values> least;
    for (int n = 0; n < 40; ++n) {
      Plan broken = plan;
      Vandal vandal(random, broken);
      for (int k = 0; k <= n / 10; ++k) vandal.Break(n % 2 == 0);
      const auto report = Verify(problem, broken);
      ASSERT_THAT(report, IsOk());
      if (!report->ok()) {
        ++refused;
        continue;
      }
      ++accepted;
      const Values values = ValuesOf(broken);
      if (!least.contains(values)) {
        least[values] = LeastGivenEarlier(problem, values);
      }
      for (std::size_t l = 0; l < values.size(); ++l) {
        EXPECT_LE(report->own_bounds[l], least[values][l]) << i << ' ' << l;
      }
    }
    ASSERT_FALSE(HasFailure()) << i;
  }
  EXPECT_GT(accepted, 1000);
  EXPECT_GT(refused, 10000);
}

// Claims that nothing could be better make the verifier try all its arguments.
TEST(Hostile, NoBoldClaimIsShownThatIsNotSo) {
  Sampler sampler(33);
  for (int i = 0; i < 700; ++i) {
    const Problem problem = sampler.Draw(3, 3, 4);
    Plan plan = PlanFor(problem);
    for (Level& level : plan.levels) level.bound = level.value;
    if (i % 2 == 0) plan.certificate = {};
    const auto report = Verify(problem, plan);
    ASSERT_THAT(report, IsOk());
    const Values least = LeastGivenEarlier(problem, ValuesOf(plan));
    for (std::size_t l = 0; l < least.size(); ++l) {
      EXPECT_LE(report->own_bounds[l], least[l]) << i << ' ' << l;
      EXPECT_EQ(report->BoundShown(plan, l),
                report->own_bounds[l] >= plan.levels[l].value);
    }
    ASSERT_FALSE(HasFailure()) << i;
  }
}

// A plan with everybody in one room many times over is only a wrong plan.
TEST(Hostile, SomebodyPlacedAThousandTimesBreaksNothingElse) {
  Sampler sampler(34);
  for (int i = 0; i < 40; ++i) {
    const Problem problem = sampler.Draw(3, 3, 4);
    Plan plan = PlanFor(problem);
    if (plan.assignments.empty()) continue;
    const Assignment first = plan.assignments.front();
    for (int n = 0; n < 1000; ++n) plan.assignments.push_back(first);
    for (Level& level : plan.levels) level.bound = level.value + 1'000'000;
    const auto report = Verify(problem, plan);
    ASSERT_THAT(report, IsOk());
    EXPECT_FALSE(report->ok());
  }
}

}  // namespace
}  // namespace quaranta::place

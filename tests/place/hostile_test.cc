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
#include "place/verify_sets.h"
#include "quaranta/core/random.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
#include "tests/place/builder.h"
#include "tests/place/oracle.h"
#include "tests/place/sampler.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using testing::Builder;
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
        visit(node.sets);
        for (Certificate::UnitPrice& of : node.units) {
          visit(of.unit);
          visit(of.price);
        }
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
        visit(node.units);
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

// --- Leaves of sets. ---

// So small a limit leaves nothing to Hall rows and the rest to sets.
constexpr Options kSetsOnly{.node_limit = 0, .proof_limit = 60};

// The leaves of sets that the plan's certificate has.
std::vector<Certificate::Node*> SetsOf(Plan& plan) {
  std::vector<Certificate::Node*> leaves;
  for (Certificate::Proof& proof : plan.certificate.proofs) {
    for (Certificate::Node& node : proof.nodes) {
      if (node.sets) leaves.push_back(&node);
    }
  }
  return leaves;
}

// Plans with such leaves that have prices, one after the other.
class PlansBySets {
 public:
  explicit PlansBySets(std::uint64_t seed) : sampler_(seed) {}

  const Problem& problem() const { return problem_; }

  Plan Next() {
    for (;;) {
      problem_ = sampler_.Draw(5, 3, 6);
      const auto drawn = Place(problem_, kSetsOnly);
      EXPECT_THAT(drawn, IsOk());
      Plan plan = drawn.value_or(Plan{});
      const auto leaves = SetsOf(plan);
      if (std::ranges::any_of(leaves, [](const Certificate::Node* leaf) {
            return !leaf->units.empty();
          })) {
        return plan;
      }
    }
  }

 private:
  Sampler sampler_;
  Problem problem_;
};

// Its bounds hold for plans like `plan`, whatever the certificate says.
Report ExpectTrueBounds(const Problem& problem, const Plan& plan,
                        const Values& least) {
  const auto report = Verify(problem, plan);
  EXPECT_THAT(report, IsOk());
  if (!report.ok()) return {};
  EXPECT_EQ(report->own_bounds.size(), least.size());
  for (std::size_t l = 0; l < report->own_bounds.size(); ++l) {
    EXPECT_LE(report->own_bounds[l], least[l]) << "level " << l;
  }
  return *report;
}

TEST(Hostile, LeavesOfSetsWithAnythingInThemShowNothingThatIsNotSo) {
  PlansBySets plans(35);
  Random random(36);
  int refused = 0, accepted = 0;
  for (int i = 0; i < 150; ++i) {
    const Plan plan = plans.Next();
    const Values least = LeastGivenEarlier(plans.problem(), ValuesOf(plan));
    for (int n = 0; n < 40; ++n) {
      Plan broken = plan;
      const auto leaves = SetsOf(broken);
      const Certificate::Node before = *leaves[random.Below(leaves.size())];
      Vandal vandal(random, broken);
      for (int k = 0; k <= n / 10; ++k) vandal.Break(false);
      broken.levels = plan.levels;
      // And a leaf of sets in some other place.
      if (n % 4 == 0 && !broken.certificate.proofs.empty()) {
        auto& proofs = broken.certificate.proofs;
        auto& nodes = proofs[random.Below(proofs.size())].nodes;
        if (!nodes.empty()) nodes[random.Below(nodes.size())] = before;
      }
      const Report report = ExpectTrueBounds(plans.problem(), broken, least);
      ++(report.ok() ? accepted : refused);
    }
    ASSERT_FALSE(HasFailure()) << i;
  }
  EXPECT_GT(accepted, 500);
  EXPECT_GT(refused, 500);
}

using UnitPrices = std::vector<Certificate::UnitPrice>;

// Prices that no leaf may have.
std::vector<std::function<void(const Problem&, Certificate::Node&)>>
WaysToSpoilALeaf() {
  using Node = Certificate::Node;
  using Limits = std::numeric_limits<std::int64_t>;
  return {
      [](const Problem& problem, Node& leaf) {
        leaf.units[0].unit = UnitId(problem.units.size());
      },
      [](const Problem&, Node& leaf) {
        leaf.units[0].unit = UnitId(0xFFFFFFFFU);
      },
      [](const Problem&, Node& leaf) { leaf.units.push_back(leaf.units[0]); },
      [](const Problem&, Node& leaf) {
        leaf.units = UnitPrices(100'000, leaf.units[0]);
      },
      [](const Problem&, Node& leaf) { leaf.units[0].price = 0; },
      [](const Problem&, Node& leaf) { leaf.units[0].price = -1; },
      [](const Problem&, Node& leaf) { leaf.units[0].price = Limits::max(); },
      [](const Problem&, Node& leaf) { leaf.units[0].price = Limits::min(); },
      [](const Problem&, Node& leaf) {
        leaf.units[0].price = std::int64_t{1} << 50;
      },
      [](const Problem&, Node& leaf) {
        leaf.rows.push_back({0, 1});
      },
      // Prices of units are for leaves of sets only.
      [](const Problem&, Node& leaf) { leaf.sets = false; },
      [](const Problem&, Node& leaf) {
        leaf.levels.push_back({99, 1});
      },
      [](const Problem&, Node& leaf) {
        leaf.levels.push_back({0, -1});
      },
      [](const Problem&, Node& leaf) {
        leaf.levels.push_back({0, Limits::max()});
      },
  };
}

TEST(Hostile, ALeafOfSetsWithAbsurdPricesIsRefused) {
  PlansBySets plans(37);
  const auto ways = WaysToSpoilALeaf();
  for (int i = 0; i < 40; ++i) {
    const Plan plan = plans.Next();
    const Values least = LeastGivenEarlier(plans.problem(), ValuesOf(plan));
    for (std::size_t w = 0; w < ways.size(); ++w) {
      Plan broken = plan;
      for (Certificate::Node* const leaf : SetsOf(broken)) {
        if (!leaf->units.empty()) ways[w](plans.problem(), *leaf);
      }
      const Report report = ExpectTrueBounds(plans.problem(), broken, least);
      ASSERT_FALSE(report.violations.empty()) << i << " way " << w;
      for (const Violation& of : report.violations) {
        ASSERT_EQ(of.fault, Fault::kWrongCertificate) << i << " way " << w;
      }
    }
    ASSERT_FALSE(HasFailure()) << i;
  }
}

// The order of prices says nothing, and none at all shows nothing false.
TEST(Hostile, ALeafOfSetsMayHaveItsPricesInAnyOrderOrNone) {
  PlansBySets plans(38);
  for (int i = 0; i < 60; ++i) {
    const Plan plan = plans.Next();
    const Values least = LeastGivenEarlier(plans.problem(), ValuesOf(plan));
    Plan other = plan;
    for (Certificate::Node* const leaf : SetsOf(other)) {
      std::ranges::reverse(leaf->units);
    }
    const Report report = ExpectTrueBounds(plans.problem(), plan, least);
    const Report reversed = ExpectTrueBounds(plans.problem(), other, least);
    EXPECT_TRUE(reversed.ok());
    EXPECT_EQ(reversed.own_bounds, report.own_bounds);
    for (Certificate::Node* const leaf : SetsOf(other)) leaf->units.clear();
    // Nor may it be bolder, with nothing to show for it.
    for (Level& level : other.levels) level.bound = level.value;
    ExpectTrueBounds(plans.problem(), other, least);
    ASSERT_FALSE(HasFailure()) << i;
  }
}

// A leaf is a line, but sets are many: there is an end to looking for them.
TEST(Hostile, LookingForSetsEndsWhereTheWorkIsUsedUp) {
  Builder builder;
  builder.OpenSite();
  for (int floor = 0; floor < 8; ++floor) {
    builder.Floor(
        std::vector<std::int32_t>(static_cast<std::size_t>(2 + floor), 1));
  }
  for (int p = 0; p < 14; ++p) builder.AddParty(0, 1);
  const verify::Facts facts(builder.problem);
  const verify::View view(facts);
  constexpr std::int64_t kAll = std::int64_t{1} << 40;
  const verify::CohortSets all(view, 0, kAll);
  ASSERT_TRUE(all.usable());
  ASSERT_GT(all.looks(), 100);
  EXPECT_TRUE(verify::CohortSets(view, 0, all.looks()).usable());
  for (const std::int64_t most : {all.looks() / 2, std::int64_t{10}}) {
    const verify::CohortSets some(view, 0, most);
    EXPECT_FALSE(some.usable());
    // One more set, and each of its units in turn left out.
    EXPECT_LE(some.looks(), most + 10);
  }
}

// A tree as large as anyone may send; the work is that of its nodes.
TEST(Hostile, ThousandsOfLeavesOfSetsOnlyTakeTheirTime) {
  PlansBySets plans(39);
  for (int i = 0; i < 5; ++i) {
    const Plan plan = plans.Next();
    const Values least = LeastGivenEarlier(plans.problem(), ValuesOf(plan));
    for (const int depth : {12, 900, 5000}) {
      Plan broken = plan;
      for (Certificate::Proof& proof : broken.certificate.proofs) {
        const Certificate::Node leaf = proof.nodes.back();
        Certificate::Node split;
        split.split = true;
        split.cohort = proof.cohort;
        split.unit = UnitId(0);
        for (const auto& node : proof.nodes) {
          if (!node.units.empty()) split.unit = node.units[0].unit;
        }
        // A full tree where that is small, else one that only goes down.
        std::vector<Certificate::Node> nodes;
        const std::function<void(int)> full = [&](int levels) {
          nodes.push_back(levels == 0 ? leaf : split);
          if (levels == 0) return;
          full(levels - 1);
          full(levels - 1);
        };
        if (depth < 20) {
          full(depth);
        } else {
          nodes.assign(static_cast<std::size_t>(depth), split);
          nodes.insert(nodes.end(), static_cast<std::size_t>(depth) + 1, leaf);
        }
        proof.nodes = std::move(nodes);
      }
      ExpectTrueBounds(plans.problem(), broken, least);
    }
    ASSERT_FALSE(HasFailure()) << i;
  }
}

}  // namespace
}  // namespace quaranta::place

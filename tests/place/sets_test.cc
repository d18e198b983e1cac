// What a cohort can do on sets of units, against brute force.
#include "place/sets.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "gtest/gtest.h"
#include "place/exact_component.h"
#include "place/model.h"
#include "tests/place/builder.h"
#include "tests/place/sampler.h"

namespace quaranta::place::internal {
namespace {

using testing::Builder;
using testing::Sampler;

// People without a room by class, then features lacking.
using Outcome = std::vector<std::int64_t>;
using Choices = std::vector<std::uint16_t>;

// Tries every room type for every lodging.
class BruteForce {
 public:
  BruteForce(const Model& model, const Component& component,
             const CohortPart& part)
      : model_(model), component_(component), part_(part) {
    std::vector<int> all(model.types.size(), 0);
    AddHeld(all);
    for (const std::uint32_t t : part.choices) {
      AddRooms(component.classes[t].types, all);
    }
    for (const KindCount& of : model.cohorts[part.cohort].kinds) {
      bool suits = false;
      for (std::size_t t = 0; t < all.size(); ++t) {
        suits = suits || (all[t] > 0 && model.missing[of.kind][t] >= 0);
      }
      // Others have nowhere to go on any units.
      if (suits) kinds_.insert(kinds_.end(), of.count, of.kind);
    }
  }

  Outcome BestOn(const Choices& choices) {
    rooms_.assign(model_.types.size(), 0);
    AddHeld(rooms_);
    for (const std::uint16_t i : choices) {
      AddRooms(component_.classes[part_.choices[i]].types, rooms_);
    }
    best_.reset();
    now_.assign(static_cast<std::size_t>(model_.classes) + 1, 0);
    Place(0);
    return *best_;
  }

 private:
  static void AddRooms(const std::vector<TypeCount>& types,
                       std::vector<int>& to) {
    for (const TypeCount& of : types) to[of.type] += of.count;
  }
  void AddHeld(std::vector<int>& to) const {
    for (const std::uint32_t u : model_.cohorts[part_.cohort].held_units) {
      AddRooms(model_.units[u].types, to);
    }
  }

  void Place(std::size_t n) {
    if (n == kinds_.size()) {
      if (!best_ || now_ < *best_) best_ = now_;
      return;
    }
    const std::uint32_t kind = kinds_[n];
    for (std::size_t t = 0; t < rooms_.size(); ++t) {
      const std::int32_t lacking = model_.missing[kind][t];
      if (rooms_[t] == 0 || lacking < 0) continue;
      --rooms_[t];
      now_.back() += lacking;
      Place(n + 1);
      now_.back() -= lacking;
      ++rooms_[t];
    }
    const LodgingKind& of = model_.kinds[kind];
    now_[static_cast<std::size_t>(of.priority)] += of.people;
    Place(n + 1);
    now_[static_cast<std::size_t>(of.priority)] -= of.people;
  }

  const Model& model_;
  const Component& component_;
  const CohortPart& part_;
  std::vector<std::uint32_t> kinds_;  // of each lodging
  std::vector<int> rooms_;
  Outcome now_;
  std::optional<Outcome> best_;
};

Outcome OutcomeOf(const UnitSets& sets, std::size_t set) {
  const auto unplaced = sets.unplaced(sets.value(set));
  Outcome outcome(unplaced.begin(), unplaced.end());
  outcome.push_back(sets.Refine(set));
  return outcome;
}

Choices ChoicesOf(const UnitSets& sets, std::size_t set) {
  return {sets.choices(set).begin(), sets.choices(set).end()};
}

// Every set of at most so many units that there are.
void ForEachSet(const Component& component, const CohortPart& part,
                std::size_t most,
                const std::function<void(const Choices&)>& visit) {
  Choices choices;
  const std::function<void(std::size_t)> add = [&](std::size_t first) {
    visit(choices);
    if (choices.size() == most) return;
    for (std::size_t i = first; i < part.choices.size(); ++i) {
      const auto index = static_cast<std::uint16_t>(i);
      if (std::ranges::count(choices, index) ==
          component.classes[part.choices[i]].size()) {
        continue;
      }
      choices.push_back(index);
      add(i);
      choices.pop_back();
    }
  };
  add(0);
}

// Sets checked of the problem's cohorts.
std::size_t CheckSets(const Problem& problem) {
  const Model model = MakeModel(problem, 0);
  std::size_t checked = 0;
  for (const Component& component : SplitIntoComponents(model, 1000)) {
    std::int64_t work = 0;
    const auto all = FindUnitSets(model, component, work);
    if (!all) continue;
    for (std::size_t p = 0; p < all->size(); ++p) {
      const UnitSets& sets = (*all)[p];
      BruteForce brute(model, component, component.parts[p]);
      for (std::size_t n = 0; n < sets.size(); ++n) {
        const Choices choices = ChoicesOf(sets, n);
        EXPECT_LE(sets.lacking(n), sets.Refine(n));
        EXPECT_EQ(OutcomeOf(sets, n), brute.BestOn(choices));
        for (std::size_t i = 0; i < choices.size(); ++i) {
          Choices fewer = choices;
          fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
          EXPECT_LT(OutcomeOf(sets, n), brute.BestOn(fewer));
        }
      }
      ForEachSet(component, component.parts[p], 4, [&](const Choices& units) {
        std::optional<Outcome> best;
        for (std::size_t n = 0; n < sets.size(); ++n) {
          if (!std::ranges::includes(units, sets.choices(n))) continue;
          const Outcome outcome = OutcomeOf(sets, n);
          if (!best || outcome < *best) best = outcome;
        }
        EXPECT_EQ(best, brute.BestOn(units));
        ++checked;
      });
    }
  }
  return checked;
}

TEST(UnitSets, HoldTheBestForAnyUnits) {
  Sampler sampler(31);
  std::size_t checked = 0;
  for (int i = 0; i < 1500 && !::testing::Test::HasFailure(); ++i) {
    checked += CheckSets(sampler.Draw(6, i % 2 == 0 ? 2 : 3, 7));
  }
  EXPECT_GT(checked, 3000U);
}

TEST(UnitSets, OfEqualUnitsAreListedOnce) {
  Builder builder;
  builder.OpenSite();
  for (int floor = 0; floor < 4; ++floor) builder.Floor({1, 1});
  for (int n = 0; n < 3; ++n) builder.AddParty(0, 1);
  const Model model = MakeModel(builder.problem, 0);
  const auto components = SplitIntoComponents(model, 100);
  ASSERT_EQ(components.size(), 1U);
  std::int64_t work = 0;
  const auto sets = FindUnitSets(model, components[0], work);
  ASSERT_TRUE(sets.has_value());
  // No unit, one, or two; a third would be of no use.
  ASSERT_EQ((*sets)[0].size(), 3U);
  EXPECT_EQ(OutcomeOf((*sets)[0], 0), Outcome({3, 0}));
  EXPECT_EQ(OutcomeOf((*sets)[0], 1), Outcome({1, 0}));
  EXPECT_EQ(OutcomeOf((*sets)[0], 2), Outcome({0, 0}));
}

TEST(UnitSets, AreNotFoundForPartyTooLargeForOneRoom) {
  Builder builder;
  builder.OpenSite().Floor({1, 1, 1}).AddParty(0, 3);
  const Model model = MakeModel(builder.problem, 0);
  const auto components = SplitIntoComponents(model, 100);
  ASSERT_EQ(components.size(), 1U);
  std::int64_t work = 0;
  EXPECT_FALSE(FindUnitSets(model, components[0], work).has_value());
}

}  // namespace
}  // namespace quaranta::place::internal

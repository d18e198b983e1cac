// Problems with a known easy structure (few kinds of floors, or cohorts that
// fit on any floor): the best plan is computed another way, and Place must find
// and prove it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
#include "tests/place/builder.h"

namespace quaranta::place {
namespace {

using testing::Builder;
using testing::kAccessible;

struct Guest {
  std::int32_t people = 1;
  Features needs = 0;
};

struct Chamber {
  std::int32_t beds = 1;
  Features features = 0;
};
using Storey = std::vector<Chamber>;

// Storeys of a few kinds, each so many times, and who comes, by cohort.
struct Night {
  std::vector<std::pair<Storey, int>> kinds;
  std::vector<std::vector<Guest>> cohorts;
};

Problem ProblemOf(const Night& night) {
  Builder builder;
  builder.OpenSite();
  for (const auto& [storey, times] : night.kinds) {
    for (int i = 0; i < times; ++i) {
      builder.Floor({});
      for (const Chamber& chamber : storey) {
        builder.AddRoom(chamber.beds, chamber.features);
      }
    }
  }
  for (std::size_t c = 0; c < night.cohorts.size(); ++c) {
    for (const Guest& guest : night.cohorts[c]) {
      builder.AddParty(static_cast<int>(c), guest.people);
      builder.party().people.front().needs = guest.needs;
    }
  }
  return builder.problem;
}

bool Suits(const Chamber& chamber, const Guest& guest) {
  return chamber.beds >= guest.people && (guest.needs & ~chamber.features) == 0;
}

// Who can be served together is a matroid, so largest first with augmenting
// paths serves the most people.
class Service {
 public:
  explicit Service(std::vector<Chamber> chambers)
      : chambers_(std::move(chambers)), guest_in_(chambers_.size(), nullptr) {}

  std::int64_t Serve(std::vector<Guest> guests) {
    std::ranges::stable_sort(guests, std::ranges::greater(), &Guest::people);
    std::int64_t people = 0;
    for (const Guest& guest : guests) {
      seen_.assign(chambers_.size(), false);
      if (Augment(guest)) people += guest.people;
    }
    return people;
  }

 private:
  bool Augment(const Guest& guest) {
    for (std::size_t r = 0; r < chambers_.size(); ++r) {
      if (seen_[r] || !Suits(chambers_[r], guest)) continue;
      seen_[r] = true;
      if (guest_in_[r] == nullptr || Augment(*guest_in_[r])) {
        guest_in_[r] = &guest;
        return true;
      }
    }
    return false;
  }

  std::vector<Chamber> chambers_;
  std::vector<const Guest*> guest_in_;
  std::vector<bool> seen_;
};

// How many of each kind a cohort takes.
using Share = std::vector<int>;

std::vector<Share> SharesUpTo(const Share& most) {
  std::vector<Share> shares = {{}};
  for (const int of : most) {
    std::vector<Share> longer;
    for (const Share& share : shares) {
      for (int k = 0; k <= of; ++k) {
        longer.push_back(share);
        longer.back().push_back(k);
      }
    }
    shares = std::move(longer);
  }
  return shares;
}

struct Best {
  std::int64_t unplaced = 0;
  std::int64_t floors = 0;
  friend auto operator<=>(const Best&, const Best&) = default;
};

// Cohort by cohort over what is left of each kind.
Best BestOf(const Night& night) {
  Share all;
  for (const auto& [storey, times] : night.kinds) all.push_back(times);
  std::map<Share, Best> best = {{all, {}}};
  for (const std::vector<Guest>& cohort : night.cohorts) {
    std::int64_t people = 0;
    for (const Guest& guest : cohort) people += guest.people;
    std::map<Share, Best> next;
    std::map<Share, std::int64_t> served;
    for (const Share& share : SharesUpTo(all)) {
      std::vector<Chamber> chambers;
      for (std::size_t t = 0; t < share.size(); ++t) {
        for (int i = 0; i < share[t]; ++i) {
          const Storey& storey = night.kinds[t].first;
          chambers.insert(chambers.end(), storey.begin(), storey.end());
        }
      }
      served[share] = Service(std::move(chambers)).Serve(cohort);
    }
    for (const auto& [left, so_far] : best) {
      for (const Share& share : SharesUpTo(left)) {
        Share rest = left;
        Best then = so_far;
        then.unplaced += people - served[share];
        for (std::size_t t = 0; t < share.size(); ++t) {
          rest[t] -= share[t];
          then.floors += share[t];
        }
        const auto [it, is_new] = next.emplace(std::move(rest), then);
        if (!is_new) it->second = std::min(it->second, then);
      }
    }
    best = std::move(next);
  }
  return std::ranges::min_element(
             best, {}, [](const auto& entry) { return entry.second; })
      ->second;
}

Storey DrawStorey(Random& random) {
  Storey storey(static_cast<std::size_t>(random.Range(3, 6)));
  for (Chamber& chamber : storey) {
    chamber.beds = random.Range(1, 3);
    chamber.features = random.Chance(1, 4) ? kAccessible : 0;
  }
  return storey;
}

std::vector<Guest> DrawCohort(Random& random, int most) {
  std::vector<Guest> cohort(static_cast<std::size_t>(random.Range(1, most)));
  for (Guest& guest : cohort) {
    guest.people = random.Chance(2, 3) ? 1 : random.Range(1, 3);
    guest.needs = random.Chance(1, 8) ? kAccessible : 0;
  }
  return cohort;
}

// A room for everybody who comes, so that nobody is too large for one room,
// which would be another problem.
void MakeRoomForAll(Night& night) {
  for (auto& [storey, times] : night.kinds) storey.push_back({3, kAccessible});
}

const Level& LevelOf(const Plan& plan, LevelName name) {
  return *std::ranges::find(plan.levels, name, &Level::name);
}

Plan ExpectBest(const Night& night) {
  const Problem problem = ProblemOf(night);
  const Plan plan = *Place(problem);
  const Best best = BestOf(night);
  const Level& unplaced = LevelOf(plan, LevelName::kUnplaced);
  const Level& floors = LevelOf(plan, LevelName::kNewFloors);
  EXPECT_EQ(unplaced.value, best.unplaced);
  EXPECT_EQ(unplaced.status, LevelStatus::kOptimal);
  EXPECT_EQ(floors.value, best.floors);
  EXPECT_EQ(floors.status, LevelStatus::kOptimal);
  EXPECT_TRUE(Verify(problem, plan)->ok());
  return plan;
}

TEST(SpecialCases, LikeFloorsArePlannedBest) {
  Random random(11);
  int short_of_floors = 0;
  for (int i = 0; i < 150; ++i) {
    SCOPED_TRACE(i);
    Night night;
    night.kinds = {{DrawStorey(random), random.Range(2, 20)}};
    MakeRoomForAll(night);
    for (int c = random.Range(2, 14); c > 0; --c) {
      night.cohorts.push_back(DrawCohort(random, 20));
    }
    const Plan plan = ExpectBest(night);
    short_of_floors += !plan.unplaced.empty();
  }
  EXPECT_GT(short_of_floors, 30);
  EXPECT_LT(short_of_floors, 130);
}

TEST(SpecialCases, TwoKindsOfFloorsArePlannedBest) {
  Random random(12);
  for (int i = 0; i < 200; ++i) {
    SCOPED_TRACE(i);
    Night night;
    night.kinds = {{DrawStorey(random), random.Range(1, 6)},
                   {DrawStorey(random), random.Range(1, 6)}};
    MakeRoomForAll(night);
    for (int c = random.Range(2, 9); c > 0; --c) {
      night.cohorts.push_back(DrawCohort(random, 12));
    }
    ExpectBest(night);
  }
}

// With more cohorts than floors the largest are taken.
TEST(SpecialCases, CohortsThatFitOnAnyFloorAreAssignedBest) {
  Random random(13);
  for (int i = 0; i < 200; ++i) {
    SCOPED_TRACE(i);
    Night night;
    for (int kind = 0; kind < 3; ++kind) {
      Storey storey(static_cast<std::size_t>(random.Range(6, 9)),
                    Chamber{3, kAccessible});
      night.kinds.emplace_back(std::move(storey), random.Range(1, 2));
    }
    for (int c = random.Range(3, 8); c > 0; --c) {
      night.cohorts.push_back(DrawCohort(random, 6));
    }
    ExpectBest(night);
  }
}

}  // namespace
}  // namespace quaranta::place

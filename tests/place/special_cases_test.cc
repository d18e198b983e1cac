// Problems with a known easy structure (few kinds of floors, or cohorts that
// fit on any floor): the best plan is computed another way, and Place must find
// and prove it, mostly without a search (src/place/alike.h and few_kinds.h).
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
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

constexpr int kClasses = 3;
// By priority class.
using People = std::array<std::int64_t, kClasses>;

struct Guest {
  std::int32_t people = 1;
  Features needs = 0;
  int priority = 0;
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
  std::vector<int> held;  // by cohort, floors of the first kind; or nothing
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
      builder.party().priority = guest.priority;
    }
  }
  return builder.problem;
}

bool Suits(const Chamber& chamber, const Guest& guest) {
  return chamber.beds >= guest.people && (guest.needs & ~chamber.features) == 0;
}

// Who can be served together is a matroid, so class by class and largest first
// with augmenting paths serves the most people.
class Service {
 public:
  explicit Service(std::vector<Chamber> chambers)
      : chambers_(std::move(chambers)), guest_in_(chambers_.size(), nullptr) {}

  People Serve(std::vector<Guest> guests) {
    std::ranges::stable_sort(guests, {}, [](const Guest& guest) {
      return std::pair(guest.priority, -guest.people);
    });
    People people{};
    for (const Guest& guest : guests) {
      seen_.assign(chambers_.size(), false);
      if (Augment(guest)) {
        people[static_cast<std::size_t>(guest.priority)] += guest.people;
      }
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

std::vector<Chamber> ChambersOf(const Night& night, const Share& share) {
  std::vector<Chamber> chambers;
  for (std::size_t t = 0; t < share.size(); ++t) {
    for (int i = 0; i < share[t]; ++i) {
      const Storey& storey = night.kinds[t].first;
      chambers.insert(chambers.end(), storey.begin(), storey.end());
    }
  }
  return chambers;
}

std::int64_t SumOf(const People& people) {
  return std::accumulate(people.begin(), people.end(), std::int64_t{0});
}

People PeopleOf(const std::vector<Guest>& cohort) {
  People people{};
  for (const Guest& guest : cohort) {
    people[static_cast<std::size_t>(guest.priority)] += guest.people;
  }
  return people;
}

// Of each kind no more than are enough for everyone, without others.
Share UsefulFor(const Night& night, const std::vector<Guest>& cohort) {
  Share useful(night.kinds.size(), 0);
  for (std::size_t t = 0; t < useful.size(); ++t) {
    Share share(useful.size(), 0);
    while (share[t] < night.kinds[t].second &&
           Service(ChambersOf(night, share)).Serve(cohort) !=
               PeopleOf(cohort)) {
      ++share[t];
    }
    useful[t] = share[t];
  }
  return useful;
}

// Of one priority class, cohort by cohort over what is left of each kind.
Best BestOf(const Night& night) {
  Share all;
  for (const auto& [storey, times] : night.kinds) all.push_back(times);
  std::map<Share, Best> best = {{all, {}}};
  for (const std::vector<Guest>& cohort : night.cohorts) {
    const std::int64_t people = SumOf(PeopleOf(cohort));
    std::map<Share, Best> next;
    std::map<Share, std::int64_t> served;
    for (const Share& share : SharesUpTo(UsefulFor(night, cohort))) {
      served[share] = SumOf(Service(ChambersOf(night, share)).Serve(cohort));
    }
    for (const auto& [left, so_far] : best) {
      for (const auto& [share, people_served] : served) {
        Share rest = left;
        Best then = so_far;
        then.unplaced += people - people_served;
        for (std::size_t t = 0; t < share.size(); ++t) {
          rest[t] -= share[t];
          then.floors += share[t];
        }
        if (std::ranges::min(rest) < 0) continue;
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

// Unplaced people by class, then floors.
struct Outcome {
  People unplaced{};
  std::int64_t floors = 0;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// Without a search, all of it proven and shown.
void ExpectAtOnce(const Problem& problem, const Outcome& best) {
  const Plan plan = *Place(problem, {.node_limit = 0, .proof_limit = 0});
  const Report report = *Verify(problem, plan);
  EXPECT_TRUE(report.ok());
  Outcome outcome;
  for (std::size_t l = 0; l < plan.levels.size(); ++l) {
    const Level& level = plan.levels[l];
    if (level.name > LevelName::kNewFloors) continue;
    SCOPED_TRACE(NameOf(level.name));
    EXPECT_EQ(level.status, LevelStatus::kOptimal);
    EXPECT_TRUE(report.BoundShown(plan, l));
    if (level.name == LevelName::kUnplaced) {
      outcome.unplaced[static_cast<std::size_t>(level.key)] = level.value;
    } else if (level.name == LevelName::kNewFloors) {
      outcome.floors = level.value;
    } else {
      EXPECT_EQ(level.value, 0);
    }
  }
  EXPECT_EQ(outcome.unplaced, best.unplaced);
  EXPECT_EQ(outcome.floors, best.floors);
}

// One floor after the other to the cohort that gains most by it.
Outcome ByLargestGains(const Night& night) {
  Outcome outcome;
  int free = night.kinds.front().second;
  for (const int held : night.held) free -= held;
  // And whose, with so many floors.
  std::multimap<People, std::pair<std::size_t, int>, std::greater<>> gains;
  const auto served = [&](std::size_t c, int floors) {
    const int held = night.held.empty() ? 0 : night.held[c];
    return Service(ChambersOf(night, {held + floors})).Serve(night.cohorts[c]);
  };
  const auto add = [&](std::size_t c, int floors) {
    People gain = served(c, floors);
    const People before = served(c, floors - 1);
    for (std::size_t k = 0; k < gain.size(); ++k) gain[k] -= before[k];
    if (gain > People{}) gains.emplace(gain, std::pair(c, floors));
  };
  for (std::size_t c = 0; c < night.cohorts.size(); ++c) {
    const People people = PeopleOf(night.cohorts[c]);
    for (std::size_t k = 0; k < people.size(); ++k) {
      outcome.unplaced[k] += people[k] - served(c, 0)[k];
    }
    add(c, 1);
  }
  while (!gains.empty() && outcome.floors < free) {
    const auto [gain, whose] = *gains.begin();
    gains.erase(gains.begin());
    ++outcome.floors;
    for (std::size_t k = 0; k < gain.size(); ++k) {
      outcome.unplaced[k] -= gain[k];
    }
    add(whose.first, whose.second + 1);
  }
  return outcome;
}

// As many floors of 20 rooms, and parties until so many per cent of the rooms
// are asked for, in cohorts of very different sizes.
Night DrawLikeFloors(Random& random, int floors, int cohorts, int load) {
  Storey storey = {{4, kAccessible}};
  while (storey.size() < 20) {
    storey.push_back(
        {random.Range(1, 4), random.Chance(1, 16) ? kAccessible : 0});
  }
  Night night;
  night.kinds = {{storey, floors}};
  night.cohorts.resize(static_cast<std::size_t>(cohorts));
  for (int n = floors * 20 * load / 100; n > 0; --n) {
    const int c =
        std::min(random.Range(0, cohorts - 1), random.Range(0, cohorts - 1));
    night.cohorts[static_cast<std::size_t>(c)].push_back(
        {.people = std::min(random.Range(1, 4), random.Range(1, 4)),
         .needs = random.Chance(1, 20) ? kAccessible : 0,
         .priority = random.Range(0, kClasses - 1)});
  }
  return night;
}

TEST(SpecialCases, LikeFloorsOfACountyNeedNoSearch) {
  Random random(14);
  int short_of_floors = 0;
  for (int load = 50; load <= 110; load += 4) {
    SCOPED_TRACE(load);
    const Night night = DrawLikeFloors(random, 60, 40, load);
    const Outcome best = ByLargestGains(night);
    ExpectAtOnce(ProblemOf(night), best);
    short_of_floors += best.unplaced != People{};
  }
  EXPECT_GT(short_of_floors, 6);
}

TEST(SpecialCases, LikeFloorsOfWhichSomeAreHeldNeedNoSearch) {
  Random random(21);
  for (int i = 0; i < 5; ++i) {
    SCOPED_TRACE(i);
    Night night = DrawLikeFloors(random, 60, 40, 90);
    Problem problem = ProblemOf(night);
    problem.cohorts = 40;
    night.held.assign(40, 0);
    for (std::uint32_t u = 0; u < 20; ++u) {
      const int c = random.Range(0, 39);
      ++night.held[static_cast<std::size_t>(c)];
      problem.units[u].holder = CohortId(c);
    }
    ExpectAtOnce(problem, ByLargestGains(night));
  }
}

// In five hotels.
TEST(SpecialCases, LikeFloorsOfATownNeedNoSearch) {
  Random random(15);
  const Night night = DrawLikeFloors(random, 500, 300, 95);
  Problem problem = ProblemOf(night);
  problem.sites.resize(5, problem.sites.front());
  for (std::size_t u = 0; u < problem.units.size(); ++u) {
    problem.units[u].site = SiteId(u % 5);
  }
  ExpectAtOnce(problem, ByLargestGains(night));
}

// The least cost of giving every row a column of its own, by the Hungarian
// method; there are at least as many columns.
std::int64_t LeastAssignment(
    const std::vector<std::vector<std::int64_t>>& cost) {
  constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 2;
  const std::size_t rows = cost.size(), columns = cost.front().size();
  std::vector<std::int64_t> of_row(rows + 1, 0), of_column(columns + 1, 0);
  std::vector<std::size_t> row_in(columns + 1, 0);
  for (std::size_t r = 1; r <= rows; ++r) {
    std::vector<std::int64_t> least(columns + 1, kFar);
    std::vector<std::size_t> from(columns + 1, 0);
    std::vector<bool> done(columns + 1, false);
    std::size_t at = 0;
    for (row_in[0] = r; row_in[at] != 0;) {
      done[at] = true;
      std::size_t next = 0;
      for (std::size_t j = 1; j <= columns; ++j) {
        if (done[j]) continue;
        const std::int64_t reduced =
            cost[row_in[at] - 1][j - 1] - of_row[row_in[at]] - of_column[j];
        if (reduced < least[j]) {
          least[j] = reduced;
          from[j] = at;
        }
        if (next == 0 || least[j] < least[next]) next = j;
      }
      const std::int64_t step = least[next];
      for (std::size_t j = 0; j <= columns; ++j) {
        if (done[j]) {
          of_row[row_in[j]] += step;
          of_column[j] -= step;
        } else {
          least[j] -= step;
        }
      }
      at = next;
    }
    for (; at != 0; at = from[at]) row_in[at] = row_in[from[at]];
  }
  std::int64_t sum = 0;
  for (std::size_t j = 1; j <= columns; ++j) {
    if (row_in[j] != 0) sum += cost[row_in[j] - 1][j - 1];
  }
  return sum;
}

// People of class 0 count a million, of class 1 a thousand.
std::int64_t WeightOf(const People& people) {
  return (people[0] * 1000 + people[1]) * 1000 + people[2];
}

// The least weight of people without a room, each cohort with one floor of a
// grade that its risk class may have or with none, and then floors.
Outcome ByAssignment(const Problem& problem,
                     const std::vector<std::vector<Guest>>& cohorts,
                     const std::vector<std::uint32_t>& risks) {
  const std::size_t floors = problem.units.size();
  std::vector<std::vector<std::int64_t>> cost;
  for (std::size_t c = 0; c < cohorts.size(); ++c) {
    std::vector<std::int64_t>& row = cost.emplace_back();
    const std::int64_t unplaced = 1000 * WeightOf(PeopleOf(cohorts[c]));
    for (const Unit& unit : problem.units) {
      const std::uint32_t grade = problem.sites[unit.site.value()].grade;
      row.push_back(problem.pairing.Allows(risks[c], grade) ? 1 : unplaced);
    }
    row.resize(floors + cohorts.size(), unplaced);
  }
  const std::int64_t least = LeastAssignment(cost);
  const std::int64_t weight = least / 1000;
  return {{weight / 1'000'000, weight / 1000 % 1000, weight % 1000},
          least % 1000};
}

TEST(SpecialCases, CohortsThatFitOnAnyFloorOfACountyNeedNoSearch) {
  Random random(16);
  for (int i = 0; i < 12; ++i) {
    SCOPED_TRACE(i);
    Night night;
    for (int floor = 0; floor < 60; ++floor) {
      Storey storey(static_cast<std::size_t>(random.Range(8, 12)),
                    Chamber{4, kAccessible});
      for (int n = random.Range(0, 8); n > 0; --n) {
        storey.push_back({random.Range(1, 4), 0});
      }
      night.kinds.emplace_back(std::move(storey), 1);
    }
    const int cohorts = random.Range(40, 90);
    for (int c = 0; c < cohorts; ++c) {
      night.cohorts.push_back(DrawCohort(random, 8));
      for (Guest& guest : night.cohorts.back()) {
        guest.priority = random.Range(0, kClasses - 1);
      }
    }
    // Three grades; a risk class has its own, and perhaps one more.
    Problem problem = ProblemOf(night);
    problem.sites.resize(6, problem.sites.front());
    for (std::size_t s = 0; s < problem.sites.size(); ++s) {
      problem.sites[s].grade = static_cast<std::uint32_t>(s % 3);
    }
    for (std::size_t u = 0; u < problem.units.size(); ++u) {
      problem.units[u].site = SiteId(u % 6);
    }
    problem.pairing = {3, 3, {1, 0, 0, 1, 1, 0, 0, 0, 1}};
    std::vector<std::uint32_t> risks;
    for (int c = 0; c < cohorts; ++c) {
      risks.push_back(static_cast<std::uint32_t>(random.Range(0, 2)));
    }
    for (Party& party : problem.parties) {
      party.risk_class = risks[party.cohort.value()];
    }
    ExpectAtOnce(problem, ByAssignment(problem, night.cohorts, risks));
  }
}

void DrawKinds(Random& random, int kinds, int times, Night& night) {
  for (int kind = 0; kind < kinds; ++kind) {
    Storey storey(static_cast<std::size_t>(random.Range(15, 25)));
    for (Chamber& chamber : storey) {
      chamber = {random.Range(1, 3),
                 random.Chance(1, 16) ? kAccessible : Features{0}};
    }
    night.kinds.emplace_back(std::move(storey), times);
  }
  MakeRoomForAll(night);
}

TEST(SpecialCases, TwoKindsOfFloorsOfACountyNeedNoSearch) {
  Random random(17);
  int short_of_floors = 0;
  for (int most = 20; most < 90; most += 10) {
    SCOPED_TRACE(most);
    Night night;
    DrawKinds(random, 2, 30, night);
    for (int c = 0; c < 40; ++c) {
      night.cohorts.push_back(DrawCohort(random, most));
    }
    const Best best = BestOf(night);
    ExpectAtOnce(ProblemOf(night), {{best.unplaced, 0, 0}, best.floors});
    short_of_floors += best.unplaced > 0;
  }
  EXPECT_GT(short_of_floors, 3);
}

TEST(SpecialCases, ThreeKindsOfFloorsNeedNoSearch) {
  Random random(18);
  for (int most = 40; most < 70; most += 10) {
    SCOPED_TRACE(most);
    Night night;
    DrawKinds(random, 3, 8, night);
    for (int c = 0; c < 20; ++c) {
      night.cohorts.push_back(DrawCohort(random, most));
    }
    const Best best = BestOf(night);
    ExpectAtOnce(ProblemOf(night), {{best.unplaced, 0, 0}, best.floors});
  }
}

// What Place claims without prices `Verify` finds out by itself.
TEST(SpecialCases, BoundsOfFewKindsAreShownOnlyAsFarAsTheyHold) {
  Random random(19);
  Night night;
  DrawKinds(random, 2, 10, night);
  for (int c = 0; c < 12; ++c) night.cohorts.push_back(DrawCohort(random, 60));
  const Problem problem = ProblemOf(night);
  Plan plan = *Place(problem, {.node_limit = 0, .proof_limit = 0});
  EXPECT_TRUE(plan.certificate.proofs.empty());
  EXPECT_TRUE(Verify(problem, plan)->BoundShown(plan, 0));
  ASSERT_GT(plan.levels[0].bound, 0);
  ++plan.levels[0].bound;
  EXPECT_FALSE(Verify(problem, plan)->BoundShown(plan, 0));
}

TEST(SpecialCases, PricesOfLikeFloorsShowNoMoreThanHolds) {
  Random random(20);
  const Night night = DrawLikeFloors(random, 60, 40, 100);
  const Problem problem = ProblemOf(night);
  Plan plan = *Place(problem, {.node_limit = 0, .proof_limit = 0});
  ASSERT_FALSE(plan.certificate.proofs.empty());
  const auto last = plan.levels.begin() + kClasses - 1;
  ASSERT_EQ(last->name, LevelName::kUnplaced);
  ASSERT_GT(last->bound, 0);
  ++last->bound;
  EXPECT_FALSE(Verify(problem, plan)->BoundShown(plan, kClasses - 1));
}

}  // namespace
}  // namespace quaranta::place

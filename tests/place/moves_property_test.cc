// Every tiny house, houses changed a little, and moves that somebody broke.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <iostream>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/place/moves.h"
#include "quaranta/place/verify_moves.h"
#include "tests/place/builder.h"
#include "tests/place/moves_oracle.h"
#include "tests/place/moves_sampler.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using testing::AuditOracle;
using testing::Builder;
using testing::DrawHouse;
using testing::FreeOracle;
using testing::Sampler;
using testing::Settle;

Freeing Freed(const Problem& problem, const std::vector<Inside>& inside,
              const FreeOptions& options = {}) {
  const auto freeing = FreeUnits(problem, inside, options);
  EXPECT_THAT(freeing, IsOk());
  return freeing.ok() ? *freeing : Freeing{};
}

Evacuation Evacuated(const Problem& problem, const std::vector<Inside>& inside,
                     const ToEmpty& empty) {
  const auto evacuation = Evacuate(problem, inside, empty);
  EXPECT_THAT(evacuation, IsOk());
  return evacuation.ok() ? *evacuation : Evacuation{};
}

struct TinyHouse {
  Problem problem;
  std::vector<Inside> inside;
};

// Three floors of two rooms, each room one of five: an empty one of one bed or
// of two, somebody of either cohort alone, a couple.
TinyHouse HouseOf(int number) {
  Builder builder;
  builder.OpenSite();
  builder.problem.cohorts = 2;
  TinyHouse house;
  for (std::size_t r = 0; r < 6; ++r) {
    if (r % 2 == 0) builder.Floor({});
    const int kind = number % 5;
    number /= 5;
    builder.AddRoom(kind == 1 || kind == 4 ? 2 : 1);
    if (kind < 2) continue;
    const int people = kind == 4 ? 2 : 1;
    Inside of{PartyId(builder.problem.parties.size()), RoomId(r), {0}};
    if (people == 2) of.people.push_back(1);
    house.inside.push_back(of);
    builder.AddParty(kind == 3 ? 1 : 0, people);
  }
  house.problem = builder.problem;
  return house;
}

TEST(MovesProperty, EveryTinyHouseIsFreedAsWellAsCanBe) {
  int freeing = 0;
  for (int number = 0; number < 15'625; ++number) {
    const TinyHouse house = HouseOf(number);
    const Freeing found = Freed(house.problem, house.inside);
    const FreeOracle::Least least =
        FreeOracle(house.problem, house.inside, {}).Run();
    ASSERT_EQ(found.choices.size(), least.size() - 1) << number;
    ASSERT_EQ(found.most_choices, static_cast<std::int64_t>(least.size()) - 1);
    for (std::size_t n = 0; n < found.choices.size(); ++n) {
      const std::int64_t fewest = least.at(n + 1).first;
      ASSERT_EQ(found.choices[n].moved, (Bounded{fewest, fewest})) << number;
    }
    const auto report = VerifyFreeing(house.problem, house.inside, {}, found);
    ASSERT_THAT(report, IsOk());
    ASSERT_TRUE(report->ok()) << number;
    ASSERT_TRUE(report->bounds_shown) << number;
    freeing += !found.units.empty();
  }
  EXPECT_GT(freeing, 3000);
}

TEST(MovesProperty, EveryTinyHouseIsEmptiedAsWellAsCanBe) {
  int without = 0;
  for (int number = 0; number < 15'625; ++number) {
    const TinyHouse house = HouseOf(number);
    // A floor, or a room of each of two.
    ToEmpty empty;
    AuditOracle::Leave leave;
    if (number % 2 == 0) {
      empty.units = {UnitId(0)};
      leave.rooms = {0, 1};
    } else {
      empty.rooms = {RoomId(0), RoomId(2)};
      leave.rooms = {0, 2};
    }
    const Evacuation found = Evacuated(house.problem, house.inside, empty);
    const auto best = AuditOracle(house.problem, house.inside, leave).Best();
    ASSERT_EQ(found.no_room, (Bounded{best.first, best.first})) << number;
    ASSERT_EQ(found.moved, (Bounded{best.second, best.second})) << number;
    const auto report =
        VerifyEvacuation(house.problem, house.inside, empty, {}, found);
    ASSERT_THAT(report, IsOk());
    ASSERT_TRUE(report->ok()) << number;
    without += best.first > 0;
  }
  EXPECT_GT(without, 3000);
}

// --- Houses changed a little. ---

// For each number of units the fewest people.
std::vector<std::int64_t> FewestOf(const Freeing& freeing) {
  std::vector<std::int64_t> fewest;
  for (const FreeChoice& of : freeing.choices) {
    fewest.push_back(of.moved.value);
  }
  return fewest;
}

class Shuffled {
 public:
  Shuffled(const Problem& problem, const std::vector<Inside>& inside,
           Random& random)
      : problem_(problem),
        room_(Shuffle(problem.rooms.size(), random)),
        party_(Shuffle(problem.parties.size(), random)) {
    // Staff rooms go by the number of the unit, so that units keep theirs.
    for (std::size_t r = 0; r < room_.size(); ++r) {
      problem_.rooms[room_[r]] = problem.rooms[r];
    }
    for (std::size_t p = 0; p < party_.size(); ++p) {
      problem_.parties[party_[p]] = problem.parties[p];
      problem_.parties[party_[p]].name = "Q" + std::to_string(p * 7 % 11);
    }
    for (Inside of : inside) {
      of.party = PartyId(party_[of.party.value()]);
      of.room = RoomId(room_[of.room.value()]);
      inside_.insert(inside_.begin(), of);
    }
  }

  const Problem& problem() const { return problem_; }
  const std::vector<Inside>& inside() const { return inside_; }
  RoomId Of(RoomId room) const { return RoomId(room_[room.value()]); }

 private:
  static std::vector<std::size_t> Shuffle(std::size_t size, Random& random) {
    std::vector<std::size_t> to(size);
    std::iota(to.begin(), to.end(), std::size_t{0});
    for (std::size_t n = size; n > 1; --n) {
      std::swap(to[n - 1], to[random.Below(n)]);
    }
    return to;
  }

  Problem problem_;
  std::vector<Inside> inside_;
  std::vector<std::size_t> room_, party_;
};

TEST(MovesProperty, NamesAndOrderChangeNoNumber) {
  Sampler sampler(51);
  Random random(51);
  for (int i = 0; i < 2000; ++i) {
    const Problem problem = DrawHouse(sampler, random, 5, 4, 6);
    const std::vector<Inside> inside = Settle(problem, random);
    const Shuffled other(problem, inside, random);
    const Freeing one = Freed(problem, inside);
    const Freeing two = Freed(other.problem(), other.inside());
    ASSERT_EQ(FewestOf(one), FewestOf(two)) << i;
    ASSERT_EQ(one.most_choices, two.most_choices) << i;
    ToEmpty empty, same;
    for (std::size_t r = 0; r < problem.rooms.size(); ++r) {
      if (!random.Chance(1, 3)) continue;
      empty.rooms.push_back(RoomId(r));
      same.rooms.insert(same.rooms.begin(), other.Of(RoomId(r)));
    }
    const Evacuation first = Evacuated(problem, inside, empty);
    const Evacuation second = Evacuated(other.problem(), other.inside(), same);
    ASSERT_EQ(first.no_room.value, second.no_room.value) << i;
    ASSERT_EQ(first.moved.value, second.moved.value) << i;
  }
}

TEST(MovesProperty, OneRoomMoreNeverHurts) {
  Sampler sampler(52);
  Random random(52);
  int better = 0;
  for (int i = 0; i < 3000; ++i) {
    const Problem problem = DrawHouse(sampler, random, 5, 3, 6);
    const std::vector<Inside> inside = Settle(problem, random);
    Problem more = problem;
    // Of one bed and off the corridor: no party is too large because of it.
    Room room;
    room.unit = UnitId(random.Below(problem.units.size()));
    room.position = 1000;
    room.features = 3;
    more.rooms.push_back(room);
    const Freeing one = Freed(problem, inside);
    const Freeing two = Freed(more, inside);
    ASSERT_LE(one.choices.size(), two.choices.size()) << i;
    for (std::size_t n = 0; n < one.choices.size(); ++n) {
      ASSERT_GE(one.choices[n].moved.value, two.choices[n].moved.value) << i;
    }
    ToEmpty empty;
    empty.units = {UnitId(0)};
    more.rooms.back().unit = UnitId(problem.units.size() - 1);
    const Evacuation first = Evacuated(problem, inside, empty);
    const Evacuation second = Evacuated(more, inside, empty);
    ASSERT_GE(first.no_room.value, second.no_room.value) << i;
    better += first.no_room.value > second.no_room.value ||
              one.choices.size() < two.choices.size();
  }
  EXPECT_GT(better, 50);
}

TEST(MovesProperty, MorePeopleWhoMayMoveNeverFreeFewerFloors) {
  Sampler sampler(53);
  Random random(53);
  for (int i = 0; i < 2000; ++i) {
    const Problem problem = DrawHouse(sampler, random, 5, 4, 6);
    const std::vector<Inside> inside = Settle(problem, random);
    std::size_t before = 0;
    for (std::int64_t most = 0; most < 8; ++most) {
      FreeOptions options;
      options.most_people = most;
      const Freeing found = Freed(problem, inside, options);
      ASSERT_GE(found.units.size(), before) << i;
      ASSERT_LE(found.moved.value, most) << i;
      before = found.units.size();
    }
  }
}

TEST(MovesProperty, WhateverTheLimitsBoundsHold) {
  Sampler sampler(54);
  Random random(54);
  int gaps = 0;
  for (int i = 0; i < 3000; ++i) {
    const Problem problem = DrawHouse(sampler, random, 5, 4, 6);
    const std::vector<Inside> inside = Settle(problem, random);
    FreeOptions options;
    options.node_limit = i % 5;
    options.place = {.node_limit = 0, .proof_limit = 0};
    const Freeing found = Freed(problem, inside, options);
    const FreeOracle::Least least = FreeOracle(problem, inside, options).Run();
    ASSERT_GE(found.most_choices, least.rbegin()->first) << i;
    ASSERT_LE(found.choices.size(), least.rbegin()->first) << i;
    for (std::size_t n = 0; n < found.choices.size(); ++n) {
      ASSERT_GE(found.choices[n].moved.value, least.at(n + 1).first) << i;
      ASSERT_LE(found.choices[n].moved.bound, least.at(n + 1).first) << i;
    }
    const auto report = VerifyFreeing(problem, inside, options, found);
    ASSERT_THAT(report, IsOk());
    ASSERT_TRUE(report->ok()) << i;
    gaps +=
        found.most_choices > static_cast<std::int64_t>(found.choices.size());
  }
  EXPECT_GT(gaps, 100);
}

// --- Moves that somebody broke. ---

template <class T>
void Drop(std::vector<T>& list, Random& random) {
  if (list.empty()) return;
  list.erase(list.begin() +
             static_cast<std::ptrdiff_t>(random.Below(list.size())));
}
template <class T>
void Double(std::vector<T>& list, Random& random) {
  if (!list.empty()) list.push_back(list[random.Below(list.size())]);
}
template <class T>
void LastTo(std::vector<T>& list, const std::function<void(T&)>& change) {
  if (!list.empty()) change(list.back());
}

// All of these make an evacuation wrong, wherever they change it.
std::vector<std::function<void(Evacuation&)>> WaysToBreak(Random& random) {
  const auto wild = [](auto& id) {
    using Id = std::decay_t<decltype(id)>;
    id = Id(4'000'000'000U);
  };
  return {
      [&](Evacuation& e) { Drop(e.moves, random); },
      [&](Evacuation& e) { Double(e.moves, random); },
      [&](Evacuation& e) { Drop(e.without, random); },
      [&](Evacuation& e) { Double(e.without, random); },
      [&](Evacuation& e) { Drop(e.held, random); },
      [&](Evacuation& e) { Drop(e.taken_units, random); },
      [&](Evacuation& e) { Drop(e.opened_sites, random); },
      [&](Evacuation& e) { Drop(e.substitutions, random); },
      [&](Evacuation& e) { ++e.no_room.value; },
      [&](Evacuation& e) { --e.moved.value; },
      [&](Evacuation& e) { e.no_room.bound = e.no_room.value + 1; },
      [&](Evacuation& e) { e.moved.bound = -1; },
      [&](Evacuation& e) {
        LastTo<Move>(e.moves, [&](Move& of) { wild(of.to); });
      },
      [&](Evacuation& e) {
        LastTo<Move>(e.moves, [&](Move& of) { wild(of.party); });
      },
      [&](Evacuation& e) {
        LastTo<Move>(e.moves, [&](Move& of) { of.people.push_back(99); });
      },
      [&](Evacuation& e) {
        LastTo<Move>(e.moves, [&](Move& of) { of.from = of.to; });
      },
      [&](Evacuation& e) {
        LastTo<Move>(e.moves, [&](Move& of) { of.to = of.from; });
      },
      [&](Evacuation& e) {
        LastTo<NoRoom>(e.without, [&](NoRoom& of) { of.people.clear(); });
      },
      [&](Evacuation& e) {
        LastTo<NoRoom>(e.without, [&](NoRoom& of) { wild(of.party); });
      },
      [&](Evacuation& e) {
        LastTo<TakenUnit>(e.taken_units, [&](TakenUnit& of) { wild(of.unit); });
      },
  };
}

TEST(MovesProperty, ABrokenEvacuationIsFound) {
  Sampler sampler(55);
  Random random(55);
  const auto ways = WaysToBreak(random);
  std::vector<int> broken(ways.size(), 0);
  for (int i = 0; i < 2000; ++i) {
    const Problem problem = DrawHouse(sampler, random, 4, 4, 5);
    const std::vector<Inside> inside = Settle(problem, random);
    ToEmpty empty;
    empty.units = {UnitId(random.Below(problem.units.size()))};
    const Evacuation good = Evacuated(problem, inside, empty);
    for (std::size_t w = 0; w < ways.size(); ++w) {
      Evacuation bad = good;
      ways[w](bad);
      if (bad == good) continue;
      ++broken[w];
      const auto report = VerifyEvacuation(problem, inside, empty, {}, bad);
      ASSERT_THAT(report, IsOk());
      ASSERT_FALSE(report->ok()) << i << " way " << w;
    }
  }
  for (std::size_t w = 0; w < ways.size(); ++w) {
    EXPECT_GT(broken[w], 5) << "way " << w;
  }
}

std::vector<std::function<void(Freeing&)>> WaysToBreakFreeing(Random& random) {
  return {
      [&](Freeing& f) { Drop(f.moves, random); },
      [&](Freeing& f) { Double(f.moves, random); },
      [&](Freeing& f) { Drop(f.units, random); },
      [&](Freeing& f) { Double(f.units, random); },
      [&](Freeing& f) { Drop(f.substitutions, random); },
      [&](Freeing& f) { ++f.moved.value; },
      [&](Freeing& f) { f.moved.bound = f.moved.value + 1; },
      [&](Freeing& f) {
        f.most_units = static_cast<std::int64_t>(f.units.size()) - 1;
      },
      [&](Freeing& f) {
        f.most_choices = static_cast<std::int64_t>(f.choices.size()) - 1;
      },
      [&](Freeing& f) {
        LastTo<FreedUnit>(f.units, [](FreedUnit& of) { ++of.rooms; });
      },
      [&](Freeing& f) {
        LastTo<FreedUnit>(f.units, [](FreedUnit& of) { --of.people; });
      },
      [&](Freeing& f) {
        LastTo<FreedUnit>(f.units, [](FreedUnit& of) { of.unit = UnitId(77); });
      },
      [&](Freeing& f) {
        LastTo<FreeChoice>(f.choices, [](FreeChoice& of) { ++of.moved.value; });
      },
      [&](Freeing& f) {
        LastTo<FreeChoice>(f.choices, [](FreeChoice& of) {
          of.moved.bound = of.moved.value + 1;
        });
      },
      [&](Freeing& f) {
        LastTo<FreeChoice>(f.choices,
                           [](FreeChoice& of) { of.units.pop_back(); });
      },
      [&](Freeing& f) {
        LastTo<FreeChoice>(
            f.choices, [](FreeChoice& of) { of.units.back() = UnitId(99); });
      },
      [&](Freeing& f) {
        if (!f.choices.empty()) {
          f.choices.insert(f.choices.begin(), f.choices.back());
        }
      },
      [&](Freeing& f) {
        LastTo<Move>(f.moves, [](Move& of) { of.to = of.from; });
      },
      [&](Freeing& f) {
        LastTo<Move>(f.moves, [](Move& of) { of.to = RoomId(999); });
      },
  };
}

TEST(MovesProperty, BrokenFreeingIsFound) {
  Sampler sampler(56);
  Random random(56);
  const auto ways = WaysToBreakFreeing(random);
  std::vector<int> broken(ways.size(), 0);
  for (int i = 0; i < 3000; ++i) {
    const Problem problem = DrawHouse(sampler, random, 5, 4, 6);
    const std::vector<Inside> inside = Settle(problem, random);
    const Freeing good = Freed(problem, inside);
    for (std::size_t w = 0; w < ways.size(); ++w) {
      Freeing bad = good;
      ways[w](bad);
      if (bad == good) continue;
      ++broken[w];
      const auto report = VerifyFreeing(problem, inside, {}, bad);
      ASSERT_THAT(report, IsOk());
      ASSERT_FALSE(report->ok()) << i << " way " << w;
    }
  }
  for (std::size_t w = 0; w < ways.size(); ++w) {
    EXPECT_GT(broken[w], 5) << "way " << w;
  }
}

// What the verifier accepts keeps every rule: whoever is sent to another room
// than planned is accepted only where brute force finds the room as good.
TEST(MovesProperty, AMoveToAnotherRoomIsAcceptedOnlyWhereItIsAsGood) {
  Sampler sampler(57);
  Random random(57);
  int accepted = 0, refused = 0;
  for (int i = 0; i < 2000; ++i) {
    const Problem problem = DrawHouse(sampler, random, 4, 4, 5);
    const std::vector<Inside> inside = Settle(problem, random);
    ToEmpty empty;
    empty.units = {UnitId(random.Below(problem.units.size()))};
    AuditOracle::Leave leave;
    for (std::uint32_t r = 0; r < problem.rooms.size(); ++r) {
      if (problem.rooms[r].unit == empty.units[0]) leave.rooms.insert(r);
    }
    const Evacuation good = Evacuated(problem, inside, empty);
    for (std::size_t r = 0; r < problem.rooms.size(); ++r) {
      if (good.moves.size() != 1 || good.moves[0].to == RoomId(r)) continue;
      Evacuation other = good;
      other.moves[0].to = RoomId(r);
      const auto report = VerifyEvacuation(problem, inside, empty, {}, other);
      ASSERT_THAT(report, IsOk());
      const bool keeps_rules = std::ranges::none_of(
          report->violations,
          [](const auto& of) { return of.fault <= MoveFault::kTierSkipped; });
      // Only this room is left to go to.
      Problem only = problem;
      for (std::size_t n = 0; n < only.rooms.size(); ++n) {
        const bool taken = std::ranges::any_of(
            inside, [&](const Inside& of) { return of.room == RoomId(n); });
        if (n != r && !taken) only.rooms[n].state = RoomState::kOut;
      }
      const auto best = AuditOracle(only, inside, leave).Best();
      if (keeps_rules) {
        ASSERT_LE(best.first, good.no_room.value) << i;
      }
      (keeps_rules ? accepted : refused) += 1;
    }
  }
  std::cout << "accepted " << accepted << ", refused " << refused << "\n";
  EXPECT_GT(accepted, 50);
  EXPECT_GT(refused, 500);
}

}  // namespace
}  // namespace quaranta::place

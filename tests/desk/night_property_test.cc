// The second evening at random: nobody moves without a cause.
#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "quaranta/core/random.h"
#include "quaranta/desk/verify_plan.h"
#include "tests/desk/nights.h"

namespace quaranta::desk {
namespace {

using ::quaranta::testing::IsOk;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Kind = NightChange::Kind;
using Cause = NightChange::Cause;

struct Evening {
  Town town{0};
  std::vector<std::string> rooms;
};

Evening RandomTown(Random& random) {
  Evening evening;
  for (const char* site : {"S1", "S2"}) {
    if (site[1] == '2') {
      evening.town.Site(site, {{"tier", 2},
                               {"status", "ACCEPTED"},
                               {"ready_in_h", 6},
                               {"floors_total", 2}});
    }
    for (const char* floor : {"4", "5"}) {
      evening.town.Floor(site, floor, {});
      const int rooms = random.Range(2, site[1] == '2' ? 14 : 5);
      for (int i = 1; i <= rooms; ++i) {
        const std::string label = floor + std::to_string(10 + i);
        evening.town.Room(site, floor, label, {{"beds", random.Range(1, 2)}});
        evening.rooms.push_back(std::string(site) + "/" + label);
      }
    }
  }
  return evening;
}

void AddRandomPeople(Random& random, std::string_view prefix, int parties,
                     Bus& bus) {
  for (int p = 0; p < parties; ++p) {
    const std::string party = std::string(prefix) + std::to_string(p);
    const std::string chain = "L" + std::to_string(random.Range(1, 3));
    const int people = random.Range(1, 3);
    const bool together = random.Chance(1, 2);
    bus.Party(party, {{"one_room", together}, {"consented", together}});
    for (int i = 0; i < people; ++i) {
      Cells cells = {{"party_id", party},
                     {"chain_id", chain},
                     {"share_assessed", true},
                     {"age", i > 0 && random.Chance(1, 2) ? 7 : 40},
                     {"needs_accessible", random.Chance(1, 8)}};
      if (i > 0) {
        cells.emplace_back("carer_id", party + "-0");
        cells.emplace_back("carer_consents", true);
      }
      bus.Person(party + "-" + std::to_string(i), std::move(cells));
    }
  }
}

// Parties that had a struck room.
std::set<std::string> PartiesIn(const Plan& plan,
                                const std::vector<std::string>& rooms) {
  std::set<std::string> parties;
  for (const place::Assignment& of : plan.plan.assignments) {
    const std::string& room = plan.rooms[of.room.value()].id;
    if (std::find(rooms.begin(), rooms.end(), room) != rooms.end()) {
      parties.insert(plan.parties[of.party.value()].id);
    }
  }
  return parties;
}

void ExpectKept(const Plan& before, const Plan& after,
                const std::vector<std::string>& struck) {
  const auto had = Rooms(before);
  const auto has = Rooms(after);
  const auto concerned = PartiesIn(before, struck);
  for (const PartyNote& party : before.parties) {
    for (const std::string& person : party.people) {
      const auto room = had.find(person);
      if (room == had.end()) continue;
      const bool broken =
          std::find(struck.begin(), struck.end(), room->second) != struck.end();
      const auto now = has.find(person);
      if (broken) {
        EXPECT_TRUE(now == has.end() || now->second != room->second);
      } else if (ChangeOf(after, person)->cause == Cause::kStaff) {
        // Only where rooms of a site that opens are struck.
        EXPECT_EQ(room->second.substr(0, 3), "S2/");
        EXPECT_FALSE(concerned.contains(party.id));
      } else if (!concerned.contains(party.id)) {
        ASSERT_NE(now, has.end()) << person;
        EXPECT_EQ(now->second, room->second) << person;
      }
    }
  }
  for (const auto& [person, room] : has) {
    EXPECT_EQ(std::count(struck.begin(), struck.end(), room), 0) << person;
  }
  for (const NightChange& change : after.night->changes) {
    if (change.kind != Kind::kMoves && change.kind != Kind::kLoses) continue;
    EXPECT_EQ(change.cause,
              concerned.contains(change.party) ? Cause::kStruck : Cause::kStaff)
        << change.party;
  }
}

TEST(NightDeskPropertyTest, NobodyOfAnEarlierPlanMovesButGuestsOfStruckRooms) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Evening evening = RandomTown(random);
    Bus all;
    AddRandomPeople(random, "A", random.Range(1, 8), all);
    Plan plan = MustPlace(evening.town, all);
    std::vector<std::string> struck_so_far;  // remembered by the plan
    for (int hour = 18; hour <= 20; ++hour) {
      Bus late;
      AddRandomPeople(random,
                      std::string(1, static_cast<char>('A' + hour - 17)),
                      random.Range(1, 4), late);
      std::vector<std::string> struck;
      for (const std::string& room : evening.rooms) {
        if (random.Chance(1, 12)) struck.push_back(room);
      }
      const Instant now =
          At("2022-04-10T" + std::to_string(hour) + ":00:00+08:00");
      const Plan next = MustNight(evening.town, late, Keep(plan, struck), now);
      ASSERT_TRUE(next.night.has_value());
      EXPECT_TRUE(next.verification.ok());
      struck_so_far.insert(struck_so_far.end(), struck.begin(), struck.end());
      ExpectKept(plan, next, struck_so_far);
      // No cohort shares a floor, whoever came when.
      std::map<std::uint32_t, std::uint32_t> cohort_of;
      for (const place::Assignment& of : next.plan.assignments) {
        const auto unit = next.problem.rooms[of.room.value()].unit.value();
        const auto cohort =
            next.problem.parties[of.party.value()].cohort.value();
        EXPECT_EQ(cohort_of.try_emplace(unit, cohort).first->second, cohort);
      }
      plan = next;
    }
  }
}

// People of whom more is known every hour: of some the chain was wrong, some go
// to hospital, some were struck off the list, and others come.
class Crowd {
 public:
  explicit Crowd(Random& random) : random_(random) {}

  void Grow(int parties) {
    for (int p = 0; p < parties; ++p) {
      Of of;
      of.id = "F" + std::to_string(parties_.size());
      of.chain = random_.Range(1, 3);
      of.people = random_.Range(1, 3);
      of.together = random_.Chance(1, 2);
      parties_.push_back(of);
    }
  }
  // Whose facts change: ids of the parties.
  std::set<std::string> Learn() {
    std::set<std::string> changed;
    for (Of& of : parties_) {
      if (!random_.Chance(1, 5)) continue;
      changed.insert(of.id);
      if (random_.Chance(1, 2)) {
        of.chain = of.chain % 4 + 1;
      } else if (random_.Chance(1, 2)) {
        of.fever = true;
      } else {
        of.people = std::max(1, of.people - 1);
      }
    }
    return changed;
  }
  Bus List() const {
    Bus bus;
    for (const Of& of : parties_) {
      bus.Party(of.id, {{"one_room", of.together}, {"consented", of.together}});
      for (int i = 0; i < of.people; ++i) {
        bus.Person(of.id + "-" + std::to_string(i),
                   {{"party_id", of.id},
                    {"chain_id", "L" + std::to_string(of.chain)},
                    {"temperature", of.fever ? 38.5 : 36.5},
                    {"share_assessed", true}});
      }
    }
    return bus;
  }

 private:
  struct Of {
    std::string id;
    int chain = 1;
    int people = 1;
    bool together = false;
    bool fever = false;
  };
  Random& random_;
  std::vector<Of> parties_;
};

std::map<std::string, std::string> PartyOf(const Plan& plan) {
  std::map<std::string, std::string> party;
  for (const PartyNote& note : plan.parties) {
    for (const std::string& person : note.people) party[person] = note.id;
  }
  return party;
}

struct OnFloor {
  std::set<CohortKey> keys;
  std::set<std::string> people;
};
std::map<std::uint32_t, OnFloor> FloorsOf(const Plan& plan) {
  std::map<std::uint32_t, OnFloor> floors;
  for (const place::Assignment& of : plan.plan.assignments) {
    OnFloor& floor = floors[plan.problem.rooms[of.room.value()].unit.value()];
    const auto cohort = plan.problem.parties[of.party.value()].cohort;
    floor.keys.insert(plan.cohorts[cohort.value()].key);
    for (const std::uint32_t i : of.people) {
      floor.people.insert(plan.parties[of.party.value()].people[i]);
    }
  }
  return floors;
}

// A floor is another group's only if those who were there are of another one
// now; nobody joins them if others have left it.
void ExpectNoFloorChangedHands(const Plan& before, const Plan& after) {
  const auto had = FloorsOf(before);
  for (const auto& [unit, now] : FloorsOf(after)) {
    ASSERT_THAT(now.keys, SizeIs(1));
    const auto then = had.find(unit);
    if (then == had.end() || then->second.keys == now.keys) continue;
    EXPECT_TRUE(std::ranges::includes(now.people, then->second.people) ||
                std::ranges::includes(then->second.people, now.people))
        << unit;
  }
}

// Whoever has the world and the stored plan finds nothing wrong with it.
void ExpectStoredPlanHolds(const Town& town, const Plan& plan) {
  StoredPlan stored;
  stored.basis = EarlierOf(plan);
  stored.plan = plan.plan;
  stored.plan.assignments.clear();
  const auto verified =
      VerifyPlan(town.rows.Build(), MakePolicy(), std::move(stored));
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->same_input);
  EXPECT_THAT(verified->report.violations, IsEmpty());
}

TEST(NightDeskPropertyTest, WhoseFactsDidNotChangeStayAndRoomsLeftStayEmpty) {
  int stayed = 0, left = 0, moved = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Evening evening = RandomTown(random);
    Crowd crowd(random);
    crowd.Grow(random.Range(3, 9));
    Plan plan = MustPlace(evening.town, crowd.List());
    std::set<std::string> empty;  // rooms left, for ever
    for (int hour = 18; hour <= 20; ++hour) {
      const std::set<std::string> changed = crowd.Learn();
      crowd.Grow(random.Range(1, 3));
      const Plan next =
          MustNight(evening.town, crowd.List(), Keep(plan),
                    At("2022-04-10T" + std::to_string(hour) + ":00:00+08:00"));
      ASSERT_TRUE(next.night.has_value());
      EXPECT_TRUE(next.verification.ok());
      const auto has = Rooms(next);
      auto party = PartyOf(plan);
      std::set<std::string> had, kept, used;
      for (const auto& [person, room] : has) used.insert(room);
      for (const auto& [person, room] : Rooms(plan)) {
        const auto now = has.find(person);
        const bool same = now != has.end() && now->second == room;
        if (!changed.contains(party[person])) {
          EXPECT_TRUE(same) << person;
        }
        had.insert(room);
        if (same) kept.insert(room);
        stayed += same;
        moved += now != has.end() && !same;
      }
      std::ranges::set_difference(had, kept, std::inserter(empty, empty.end()));
      for (const std::string& room : empty) {
        EXPECT_FALSE(used.contains(room)) << room;
      }
      left += static_cast<int>(empty.size());
      ExpectNoFloorChangedHands(plan, next);
      ExpectStoredPlanHolds(evening.town, next);
      plan = next;
    }
  }
  EXPECT_GT(stayed, 500);
  EXPECT_GT(left, 100);
  EXPECT_GT(moved, 20);
}

}  // namespace
}  // namespace quaranta::desk

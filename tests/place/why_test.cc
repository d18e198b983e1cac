// Reasons of a plan against brute force written from why.h and problem.h.
#include "quaranta/place/why.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <map>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
#include "tests/place/builder.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::StatusIs;
using testing::Builder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kAccessible;

using Families = std::set<Family>;
using Indices = std::vector<std::uint32_t>;

Plan PlanFor(const Problem& problem) {
  auto plan = Place(problem);
  EXPECT_TRUE(plan.ok()) << plan.status().message();
  return plan.ok() ? *std::move(plan) : Plan();
}

std::vector<Why> WhyOf(const Problem& problem, const Plan& plan,
                       const WhyOptions& options = {}) {
  auto why = WhyUnplaced(problem, plan, options);
  EXPECT_TRUE(why.ok()) << why.status().message();
  return why.ok() ? *std::move(why) : std::vector<Why>();
}

Why OnlyWhy(const Problem& problem, const WhyOptions& options = {}) {
  const auto answers = WhyOf(problem, PlanFor(problem), options);
  EXPECT_EQ(answers.size(), 1u);
  return answers.empty() ? Why() : answers.front();
}

// --- Brute force -------------------------------------------------------------

// The question of `Why`, by trying every room for everybody.
class BruteForce {
 public:
  BruteForce(const Problem& problem, const Plan& plan, CohortId cohort,
             Families waived)
      : problem_(problem), cohort_(cohort), waived_(std::move(waived)) {
    std::map<PartyId, int> rooms;
    for (const Assignment& of : plan.assignments) ++rooms[of.party];
    for (const Assignment& of : plan.assignments) {
      const Party& party = problem.parties[of.party.value()];
      const bool run =
          party.lodging == Lodging::kTogether && rooms[of.party] > 1;
      if (party.cohort != cohort || run) {
        taken_.insert(of.room.value());
      } else {
        inside_.push_back({of.party.value(), of.people});
      }
    }
    for (const Unit& unit : problem.units) holder_.push_back(unit.holder);
    for (const TakenUnit& of : plan.taken_units) {
      holder_[of.unit.value()] = of.cohort;
    }
    for (std::size_t s = 0; s < problem.sites.size(); ++s) {
      for (const RoomId room : StaffRooms(problem, SiteId(s))) {
        staff_.insert(room.value());
      }
    }
  }

  bool Possible(const Unplaced& entry) {
    const std::uint32_t p = entry.party.value();
    const Party& party = problem_.parties[p];
    if (AllFit({{p, entry.people}})) return true;
    if (party.lodging == Lodging::kApart || entry.people.size() < 2) {
      return false;
    }
    if (entry.adjacent && RunFits(p)) return true;
    if (!waived_.contains(Family::kTogether)) return false;
    std::vector<Lodgers> by_adult;
    std::vector<Lodgers> by_person;
    Indices minors;
    for (std::uint32_t i = 0; i < party.people.size(); ++i) {
      by_person.push_back({p, {i}});
      if (party.people[i].minor) {
        minors.push_back(i);
      } else {
        by_adult.push_back({p, {i}});
      }
    }
    if (!by_adult.empty()) {
      for (std::size_t m = 0; m < minors.size(); ++m) {
        by_adult[m % by_adult.size()].people.push_back(minors[m]);
      }
      if (AllFit(by_adult)) return true;
    }
    return AllFit(by_person);  // which asks for an adult with each minor
  }

  // Rooms that would do, whoever of the cohort is in them.
  std::set<std::uint32_t> Suitable(std::uint32_t party, const Indices& people) {
    std::set<std::uint32_t> rooms;
    for (std::uint32_t r = 0; r < problem_.rooms.size(); ++r) {
      if (May({party, people}, r)) rooms.insert(r);
    }
    return rooms;
  }

 private:
  struct Lodgers {
    std::uint32_t party = 0;
    Indices people;
  };

  bool Open(std::uint32_t r) const {
    const Room& room = problem_.rooms[r];
    const Unit& unit = problem_.units[room.unit.value()];
    const Site& site = problem_.sites[unit.site.value()];
    if (room.beds < 1 || taken_.contains(r)) return false;
    if (!waived_.contains(Family::kStaffRooms) && staff_.contains(r)) {
      return false;
    }
    if (!waived_.contains(Family::kTurnaround)) {
      if (unit.closed) return false;
      if (room.state == RoomState::kReleased) return false;
      if (room.state == RoomState::kRefillable && unit.holder != cohort_) {
        return false;
      }
    }
    if (room.state == RoomState::kOut) return false;
    if (!waived_.contains(Family::kSite)) {
      if (unit.holder ? !site.open : !site.open && !site.can_open) return false;
    }
    const auto& holder = holder_[room.unit.value()];
    return waived_.contains(Family::kExclusive) || !holder ||
           *holder == cohort_;
  }

  bool May(const Lodgers& of, std::uint32_t r) const {
    if (!Open(r)) return false;
    const Party& party = problem_.parties[of.party];
    const Room& room = problem_.rooms[r];
    const Unit& unit = problem_.units[room.unit.value()];
    if (!waived_.contains(Family::kPairing) &&
        !problem_.pairing.Allows(party.risk_class,
                                 problem_.sites[unit.site.value()].grade)) {
      return false;
    }
    if (!waived_.contains(Family::kBeds) &&
        static_cast<std::int32_t>(of.people.size()) > room.beds) {
      return false;
    }
    bool adult = party.carer_named || waived_.contains(Family::kGuardian);
    bool minor = false;
    for (const std::uint32_t i : of.people) {
      (party.people[i].minor ? minor : adult) = true;
      const Features must = party.people[i].needs & ~party.substitutable;
      if (!waived_.contains(Family::kFeature) && (must & ~room.features) != 0) {
        return false;
      }
    }
    return adult || !minor;
  }

  // All of those inside and these, one room each.
  bool AllFit(std::vector<Lodgers> more) {
    std::vector<Lodgers> all = inside_;
    all.insert(all.end(), more.begin(), more.end());
    std::set<std::uint32_t> used;
    const std::function<bool(std::size_t)> next = [&](std::size_t i) {
      if (i == all.size()) return true;
      for (std::uint32_t r = 0; r < problem_.rooms.size(); ++r) {
        if (used.contains(r) || !May(all[i], r)) continue;
        used.insert(r);
        if (next(i + 1)) return true;
        used.erase(r);
      }
      return false;
    };
    return next(0);
  }

  bool RunFits(std::uint32_t p) {
    const std::size_t people = problem_.parties[p].people.size();
    for (std::uint32_t first = 0; first < problem_.rooms.size(); ++first) {
      Indices window = {first};
      while (window.size() <= people) {
        if (Divides(p, window)) {
          taken_.insert(window.begin(), window.end());
          const bool fits = AllFit({});
          for (const std::uint32_t r : window) taken_.erase(r);
          if (fits) return true;
        }
        std::optional<std::uint32_t> after;
        for (std::uint32_t r = 0; r < problem_.rooms.size(); ++r) {
          const Room& room = problem_.rooms[r];
          const Room& last = problem_.rooms[window.back()];
          if (room.unit == last.unit && room.position == last.position + 1) {
            after = r;
          }
        }
        if (!after) break;
        window.push_back(*after);
      }
    }
    return false;
  }

  bool Divides(std::uint32_t p, const Indices& window) {
    const std::size_t people = problem_.parties[p].people.size();
    std::vector<Indices> in(window.size());
    const std::function<bool(std::uint32_t)> next = [&](std::uint32_t i) {
      if (i == people) {
        for (std::size_t w = 0; w < window.size(); ++w) {
          if (in[w].empty() || !May({p, in[w]}, window[w])) return false;
        }
        return true;
      }
      for (Indices& room : in) {
        room.push_back(i);
        if (next(i + 1)) return true;
        room.pop_back();
      }
      return false;
    };
    return next(0);
  }

  const Problem& problem_;
  CohortId cohort_;
  Families waived_;
  std::vector<Lodgers> inside_;
  std::set<std::uint32_t> taken_;
  std::set<std::uint32_t> staff_;
  std::vector<std::optional<CohortId>> holder_;
};

Party RandomParty(Random& random, std::size_t number) {
  Party party;
  party.name = "P" + std::to_string(number);
  party.cohort = CohortId(random.Below(3));
  party.risk_class = random.Chance(1, 6) ? 1 : 0;
  party.priority = random.Range(0, 1);
  party.people.resize(static_cast<std::size_t>(random.Range(1, 3)));
  if (random.Chance(1, 6)) party.substitutable = kAccessible;
  for (Person& person : party.people) {
    person.minor = random.Chance(1, 4);
    person.needs = random.Chance(1, 5) ? kAccessible : 0;
  }
  party.carer_named = random.Chance(1, 6);
  if (random.Chance(1, 3)) {
    party.lodging = Lodging::kApart;
    for (std::uint32_t i = 0; i < party.people.size(); ++i) {
      Person& person = party.people[i];
      if (person.minor && i > 0 && !party.people[0].minor) person.carer = 0;
    }
  }
  return party;
}

// Too many people for what is there, with something of every rule.
Problem RandomProblem(std::uint64_t seed) {
  Random random(seed);
  Problem problem;
  problem.cohorts = 3;
  problem.special_features = kAccessible;
  for (int s = 0; s < 3; ++s) {
    Site site;
    site.tier = random.Range(1, 2);
    site.open = s == 0 || random.Chance(1, 2);
    site.can_open = !site.open && random.Chance(1, 2);
    site.staff_rooms = site.open ? 0 : random.Range(0, 1);
    site.grade = s == 2 ? 1 : 0;
    problem.sites.push_back(site);
  }
  for (int u = random.Range(3, 4); u > 0; --u) {
    Unit unit;
    unit.site = SiteId(random.Below(3));
    if (random.Chance(1, 3)) unit.holder = CohortId(random.Below(3));
    unit.closed = random.Chance(1, 6);
    problem.units.push_back(unit);
    for (int r = random.Range(1, 3); r > 0; --r) {
      Room room;
      room.unit = UnitId(problem.units.size() - 1);
      room.position = r + (random.Chance(1, 5) ? 10 * r : 0);
      room.beds = random.Range(1, 2);
      room.features = random.Chance(1, 4) ? kAccessible : 0;
      const int state = random.Range(0, 9);
      room.state = state == 0   ? RoomState::kOut
                   : state == 1 ? RoomState::kReleased
                   : state == 2 ? RoomState::kRefillable
                                : RoomState::kReady;
      problem.rooms.push_back(room);
    }
  }
  const auto parties = static_cast<std::size_t>(random.Range(4, 7));
  for (std::size_t p = 0; p < parties; ++p) {
    problem.parties.push_back(RandomParty(random, p));
    for (int i = 0; i < 3 && random.Chance(1, 2); ++i) {
      problem.parties.back().distance.push_back(0);
    }
    problem.parties.back().distance.resize(
        problem.parties.back().distance.empty() ? 0 : 3, random.Range(1, 9));
  }
  return problem;
}

Families SetOf(unsigned bits) {
  Families families;
  for (int f = 0; f < kFamilies; ++f) {
    if ((bits >> f & 1u) != 0) families.insert(static_cast<Family>(f));
  }
  return families;
}

unsigned BitsOf(const Families& families) {
  unsigned bits = 0;
  for (const Family family : families) bits |= 1u << static_cast<int>(family);
  return bits;
}

class RandomWhyTest : public ::testing::TestWithParam<int> {};

TEST_P(RandomWhyTest, FamiliesSufficeAndNoSmallerSetDoes) {
  int asked = 0;
  for (int i = 0; i < 150; ++i) {
    const Problem problem =
        RandomProblem(static_cast<std::uint64_t>(GetParam() * 1000 + i));
    ASSERT_THAT(Validate(problem), ::quaranta::testing::IsOk());
    const Plan plan = PlanFor(problem);
    const auto answers = WhyOf(problem, plan);
    ASSERT_EQ(answers.size(), plan.unplaced.size());
    for (std::size_t u = 0; u < answers.size(); ++u) {
      const Unplaced& entry = plan.unplaced[u];
      const Why& why = answers[u];
      const CohortId cohort = problem.parties[entry.party.value()].cohort;
      const auto possible = [&](Families waived) {
        return BruteForce(problem, plan, cohort, std::move(waived))
            .Possible(entry);
      };
      SCOPED_TRACE(::testing::Message() << "problem " << i << " entry " << u);
      ++asked;
      EXPECT_TRUE(why.complete);
      ASSERT_FALSE(possible({})) << "a room was left";
      ASSERT_EQ(why.rooms_lack, !possible(SetOf((1u << kFamilies) - 1)));
      Families alone;
      for (int f = 0; f < kFamilies; ++f) {
        if (possible({static_cast<Family>(f)})) {
          alone.insert(static_cast<Family>(f));
        }
      }
      EXPECT_EQ(Families(why.alone.begin(), why.alone.end()), alone);
      if (why.rooms_lack) {
        EXPECT_THAT(why.families, IsEmpty());
        continue;
      }
      const Families all(why.families.begin(), why.families.end());
      EXPECT_TRUE(possible(all));
      const unsigned bits = BitsOf(all);
      for (unsigned other = 1; other < 1u << kFamilies; ++other) {
        const int more = std::popcount(other) - std::popcount(bits);
        if (more > 0 || (more == 0 && other >= bits)) continue;
        EXPECT_FALSE(possible(SetOf(other))) << other << " before " << bits;
      }
    }
  }
  EXPECT_GT(asked, 20);
}

TEST_P(RandomWhyTest, AShortageIsOne) {
  int shortages = 0;
  for (int i = 0; i < 200; ++i) {
    const Problem problem =
        RandomProblem(static_cast<std::uint64_t>(GetParam() * 1000 + i));
    const Plan plan = PlanFor(problem);
    const std::vector<Why> answers = WhyOf(problem, plan);
    for (std::size_t u = 0; u < answers.size(); ++u) {
      const Why& why = answers[u];
      if (!why.shortage || plan.unplaced[u].adjacent) continue;
      ++shortages;
      const auto& needing = why.shortage->needing;
      EXPECT_GT(needing.size(), why.shortage->rooms.size());
      std::set<std::uint32_t> rooms;
      std::set<std::pair<PartyId, Indices>> distinct;
      const CohortId cohort =
          problem.parties[needing.front().party.value()].cohort;
      BruteForce force(problem, plan, cohort, {});
      for (const Lodgers& of : needing) {
        EXPECT_EQ(problem.parties[of.party.value()].cohort, cohort);
        EXPECT_TRUE(distinct.emplace(of.party, of.people).second);
        rooms.merge(force.Suitable(of.party.value(), of.people));
        const bool placed = std::ranges::any_of(
            plan.assignments, [&](const Assignment& assignment) {
              return assignment.party == of.party &&
                     assignment.people == of.people;
            });
        EXPECT_EQ(of.placed, placed);
      }
      std::set<std::uint32_t> said;
      for (const RoomId room : why.shortage->rooms) said.insert(room.value());
      EXPECT_EQ(said, rooms);
    }
  }
  EXPECT_GT(shortages, 20);
}

// Whether each of them can have a room of its own, by trying all ways.
bool AllLodged(const std::vector<std::set<std::uint32_t>>& suitable,
               std::size_t next, std::set<std::uint32_t>& taken) {
  if (next == suitable.size()) return true;
  for (const std::uint32_t room : suitable[next]) {
    if (!taken.insert(room).second) continue;
    if (AllLodged(suitable, next + 1, taken)) return true;
    taken.erase(room);
  }
  return false;
}

TEST_P(RandomWhyTest, WereAnyWhoHaveTheRoomsWithoutThereWouldBeOne) {
  int exchanges = 0;
  for (int i = 0; i < 200; ++i) {
    const Problem problem =
        RandomProblem(static_cast<std::uint64_t>(GetParam() * 1000 + i));
    const Plan plan = PlanFor(problem);
    const std::vector<Why> answers = WhyOf(problem, plan);
    for (std::size_t u = 0; u < answers.size(); ++u) {
      if (!answers[u].shortage || plan.unplaced[u].adjacent) continue;
      const Unplaced& entry = plan.unplaced[u];
      const auto& needing = answers[u].shortage->needing;
      const CohortId cohort = problem.parties[entry.party.value()].cohort;
      BruteForce force(problem, plan, cohort, {});
      std::set<std::uint32_t> taken;
      for (const Lodgers& without : needing) {
        if (!without.placed) continue;
        std::vector<std::set<std::uint32_t>> suitable = {
            force.Suitable(entry.party.value(), entry.people)};
        for (const Lodgers& other : needing) {
          if (!other.placed || other == without) continue;
          suitable.push_back(force.Suitable(other.party.value(), other.people));
        }
        ++exchanges;
        taken.clear();
        EXPECT_TRUE(AllLodged(suitable, 0, taken));
        suitable.push_back(
            force.Suitable(without.party.value(), without.people));
        taken.clear();
        EXPECT_FALSE(AllLodged(suitable, 0, taken));
      }
    }
  }
  EXPECT_GT(exchanges, 20);
}

// The values of the levels, as the verifier finds them.
std::vector<std::int64_t> ValuesOf(const Problem& problem, Plan plan) {
  std::vector<std::int64_t> values;
  for (Level& level : plan.levels) values.push_back(level.value);
  const auto report = Verify(problem, plan);
  EXPECT_TRUE(report.ok());
  if (!report.ok()) return values;
  for (const Violation& violation : report->violations) {
    if (violation.fault == Fault::kWrongValue) {
      values[*violation.level] = *violation.found;
    }
  }
  return values;
}

bool BreaksARule(const Problem& problem, const Plan& plan) {
  const auto report = Verify(problem, plan);
  EXPECT_TRUE(report.ok());
  return report.ok() &&
         std::ranges::any_of(report->violations, [](const Violation& v) {
           return v.fault < Fault::kWrongOrder;
         });
}

// The plan with one assignment in another room, its lists put right.
Plan Moved(const Problem& problem, Plan plan, std::size_t a, std::uint32_t r) {
  plan.assignments[a].room = RoomId(r);
  plan.assignments[a].refill = problem.rooms[r].state == RoomState::kRefillable;
  std::ranges::sort(plan.assignments, {}, [](const Assignment& of) {
    return std::pair(of.party, of.room);
  });
  plan.taken_units.clear();
  plan.opened_sites.clear();
  std::set<UnitId> units;
  std::set<SiteId> sites;
  for (const Assignment& of : plan.assignments) {
    const UnitId u = problem.rooms[of.room.value()].unit;
    const Unit& unit = problem.units[u.value()];
    if (!unit.holder && units.insert(u).second) {
      plan.taken_units.push_back({u, problem.parties[of.party.value()].cohort});
    }
    if (!problem.sites[unit.site.value()].open &&
        sites.insert(unit.site).second) {
      plan.opened_sites.push_back({unit.site, StaffRooms(problem, unit.site)});
    }
  }
  std::ranges::sort(plan.taken_units, {}, &TakenUnit::unit);
  std::ranges::sort(plan.opened_sites, {}, &OpenedSite::site);
  return plan;
}

TEST_P(RandomWhyTest, TheBestAlternativeIsTheBestOfAllMoves) {
  int compared = 0;
  for (int i = 0; i < 250; ++i) {
    const Problem problem =
        RandomProblem(static_cast<std::uint64_t>(GetParam() * 1000 + i));
    const Plan plan = PlanFor(problem);
    const auto before = ValuesOf(problem, plan);
    std::map<PartyId, int> rooms;
    for (const Assignment& of : plan.assignments) ++rooms[of.party];
    for (std::size_t a = 0; a < plan.assignments.size(); ++a) {
      const auto why = WhyHere(problem, plan, a);
      ASSERT_THAT(why, ::quaranta::testing::IsOk());
      const Assignment& of = plan.assignments[a];
      std::int32_t would_do = 0;
      std::optional<std::vector<std::int64_t>> best;
      for (std::uint32_t r = 0; r < problem.rooms.size(); ++r) {
        if (RoomId(r) == of.room) continue;
        const Plan moved = Moved(problem, plan, a, r);
        const bool run =
            problem.parties[of.party.value()].lodging == Lodging::kTogether &&
            rooms[of.party] > 1;
        if (run || BreaksARule(problem, moved)) continue;
        ++would_do;
        const auto values = ValuesOf(problem, moved);
        if (!best || values < *best) best = values;
      }
      ASSERT_EQ(why->best.has_value(), best.has_value());
      if (!best) continue;
      ++compared;
      EXPECT_EQ(why->others.would_do, would_do);
      EXPECT_EQ(
          ValuesOf(problem, Moved(problem, plan, a, why->best->room.value())),
          *best);
      std::optional<std::size_t> level;
      for (std::size_t l = 0; l < before.size() && !level; ++l) {
        if ((*best)[l] != before[l]) level = l;
      }
      EXPECT_EQ(why->best->level, level);
      EXPECT_EQ(why->best->worse_by,
                level ? (*best)[*level] - before[*level] : 0);
    }
  }
  EXPECT_GT(compared, 20);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomWhyTest, ::testing::Range(0, 6));

// --- By hand -----------------------------------------------------------------

TEST(WhyTest, AFullFloorIsAShortageOfRooms) {
  Builder of;
  of.OpenSite().Floor({2, 2});
  for (int i = 0; i < 3; ++i) of.AddParty(0, 1);
  const Why why = OnlyWhy(of.problem);
  EXPECT_TRUE(why.rooms_lack);
  EXPECT_THAT(why.families, IsEmpty());
  ASSERT_TRUE(why.shortage);
  EXPECT_EQ(why.shortage->needing.size(), 3u);
  EXPECT_THAT(why.shortage->rooms, ElementsAre(RoomId(0), RoomId(1)));
}

TEST(WhyTest, OnlyThoseWhoCompeteForTheRoomsAreNamed) {
  Builder of;
  of.OpenSite().Floor({1, 1}).AddRoom(1, kAccessible);
  for (int i = 0; i < 2; ++i) {
    of.AddParty(0, 1);
    of.party().people[0].needs = kAccessible;
  }
  of.AddParty(0, 1);
  const Why why = OnlyWhy(of.problem);
  EXPECT_THAT(why.families, ElementsAre(Family::kFeature));
  EXPECT_THAT(why.alone, ElementsAre(Family::kFeature));
  ASSERT_TRUE(why.shortage);
  ASSERT_EQ(why.shortage->needing.size(), 2u);
  EXPECT_EQ(why.shortage->needing[1].party, PartyId(1));
  EXPECT_THAT(why.shortage->rooms, ElementsAre(RoomId(2)));
}

TEST(WhyTest, WorkIsNamedBeforeAProtection) {
  Builder of;
  of.OpenSite().Floor({1}).HeldBy(1);
  of.OpenSite().Floor({1});
  of.unit().closed = true;
  of.OpenSite().Floor({1});
  of.site().grade = 1;
  of.OpenSite().Floor({1});
  of.site().open = false;
  of.AddParty(0, 1);
  of.problem.cohorts = 2;
  const Why why = OnlyWhy(of.problem);
  EXPECT_THAT(why.families, ElementsAre(Family::kSite));
  EXPECT_THAT(why.alone, ElementsAre(Family::kSite, Family::kTurnaround,
                                     Family::kPairing, Family::kExclusive));
}

TEST(WhyTest, TwoRulesTogetherAreBothNamed) {
  Builder of;
  of.OpenSite().Floor({1}).HeldBy(1);
  of.site().grade = 1;
  of.AddParty(0, 1);
  of.problem.cohorts = 2;
  const Why why = OnlyWhy(of.problem);
  EXPECT_THAT(why.families, ElementsAre(Family::kPairing, Family::kExclusive));
  EXPECT_THAT(why.alone, IsEmpty());
}

TEST(WhyTest, TwoRulesAreNamedWhereThreeOthersWouldDoToo) {
  Builder of;
  of.OpenSite().Floor({1});
  of.site().open = false;
  of.unit().closed = true;
  of.OpenSite().Floor({1}).HeldBy(1);
  of.site().grade = 1;
  of.problem.rooms.back().features = 1;
  of.AddParty(0, 1);
  of.problem.parties.back().people[0].needs = 1;
  of.problem.cohorts = 2;
  EXPECT_THAT(OnlyWhy(of.problem).families,
              ElementsAre(Family::kPairing, Family::kExclusive));
}

TEST(WhyTest, AMinorAloneNeedsAnAdultAndNoRoomIsCounted) {
  Builder of;
  of.OpenSite().Floor({1}).AddParty(0, 0, 1);
  const Why why = OnlyWhy(of.problem);
  EXPECT_THAT(why.families, ElementsAre(Family::kGuardian));
  EXPECT_FALSE(why.shortage);
}

TEST(WhyTest, AFamilyMayBeDividedWhereTogetherIsWaived) {
  Builder of;
  of.OpenSite().Floor({1, 1}).AddParty(0, 2);
  of.problem.rooms[1].position = 5;  // not adjacent
  const Why why = OnlyWhy(of.problem);
  EXPECT_THAT(why.alone, ElementsAre(Family::kTogether, Family::kBeds));
  EXPECT_THAT(why.families, ElementsAre(Family::kTogether));
}

TEST(WhyTest, ARoomWaitingForDisinfectionCountsOnlyIfSaid) {
  Builder of;
  of.OpenSite().Floor({1}).AddParty(0, 1);
  of.room().state = RoomState::kOut;
  EXPECT_TRUE(OnlyWhy(of.problem).rooms_lack);
  WhyOptions options;
  options.waiting = {RoomId(0)};
  EXPECT_THAT(OnlyWhy(of.problem, options).families,
              ElementsAre(Family::kTurnaround));
}

TEST(WhyTest, WhereOthersCouldMakeRoomNoRuleIsNamed) {
  Builder of;
  of.OpenSite().Floor({1}).AddRoom(1, kAccessible).AddParty(0, 1);
  of.AddParty(0, 1).party().people[0].needs = kAccessible;
  // A plan that gives the accessible room to the wrong one.
  Plan plan;
  plan.assignments = {{PartyId(0), RoomId(1), {0}, false}};
  plan.taken_units = {{UnitId(0), CohortId(0)}};
  plan.unplaced.push_back({PartyId(1), {0}, Reason::kNoRoomLeft});
  const auto answers = WhyOf(of.problem, plan);
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0], Why());
}

TEST(WhyTest, ALimitReachedIsSaid) {
  Builder of;
  of.OpenSite().Floor({1, 1, 1});
  for (int i = 0; i < 4; ++i) of.AddParty(0, 1);
  WhyOptions options;
  options.node_limit = 4;
  const Why why = OnlyWhy(of.problem, options);
  EXPECT_FALSE(why.complete);
  EXPECT_FALSE(why.rooms_lack);
  EXPECT_FALSE(why.shortage);
}

TEST(WhyTest, APlanOfAnotherProblemIsAMistake) {
  Builder of;
  of.OpenSite().Floor({1}).AddParty(0, 1).AddParty(0, 1);
  Plan plan = PlanFor(of.problem);
  ASSERT_EQ(plan.assignments.size(), 1u);
  plan.assignments[0].room = RoomId(7);
  EXPECT_THAT(
      WhyUnplaced(of.problem, plan),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("plan.assignments[0].room is 7; there are 1")));
  EXPECT_THAT(WhyHere(of.problem, PlanFor(of.problem), 3),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("assignment is 3; the plan has 1")));
}

TEST(WhyTest, EveryOtherRoomIsCountedOnce) {
  Builder of;
  of.OpenSite().Floor({1, 1, 1}).AddRoom(2, kAccessible);
  of.AddRoom(1, 0, RoomState::kOut);
  of.Floor({1}).HeldBy(1);
  of.Floor({1});
  of.unit().closed = true;
  of.OpenSite().Floor({1});
  of.site().grade = 1;
  of.AddParty(0, 1).AddParty(0, 1);
  of.problem.cohorts = 2;
  of.problem.special_features = kAccessible;
  const auto why = WhyHere(of.problem, PlanFor(of.problem), 0);
  ASSERT_THAT(why, ::quaranta::testing::IsOk());
  OtherRooms expected;
  expected.not_offered = 1;
  expected.wrong_grade = 1;
  expected.closed_floor = 1;
  expected.other_group = 1;
  expected.taken = 1;
  expected.would_do = 2;
  EXPECT_EQ(why->others, expected);
  ASSERT_TRUE(why->best);
  EXPECT_FALSE(why->best->level) << "the third single room is as good";
}

TEST(WhyTest, TheInputHashTellsProblemsApart) {
  const Problem problem = RandomProblem(1);
  Problem other = problem;
  EXPECT_EQ(InputHash(problem), InputHash(other));
  EXPECT_EQ(InputHash(problem).size(), 32u);
  other.rooms[0].beds += 1;
  EXPECT_NE(InputHash(problem), InputHash(other));
  other = problem;
  other.parties[0].name += "'";
  EXPECT_NE(InputHash(problem), InputHash(other));
}

}  // namespace
}  // namespace quaranta::place

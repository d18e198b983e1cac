#include "place/verify_facts.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace quaranta::place::verify {

Facts::Facts(const Problem& problem) : problem_(problem) {
  rooms_of_.resize(problem.units.size());
  for (std::uint32_t r = 0; r < problem.rooms.size(); ++r) {
    rooms_of_[room(r).unit.value()].push_back(r);
  }
  for (Indices& rooms : rooms_of_) {
    std::ranges::sort(rooms, {},
                      [&](std::uint32_t r) { return room(r).position; });
  }
  FindStaffRooms();
  FindGroups();
  FindOffers();
}

void Facts::FindOffers() {
  on_offer_.assign(problem_.sites.size(), false);
  for (std::uint32_t r = 0; r < problem_.rooms.size(); ++r) {
    if (!site_of(r).open && site_of(r).can_open && !unit_of(r).holder &&
        !unit_of(r).closed && room(r).state == RoomState::kReady &&
        room(r).beds > 0 && !staff_[r]) {
      on_offer_[unit_of(r).site.value()] = true;
    }
  }
}

Indices Facts::OpenedBy(const std::set<std::uint32_t>& used) const {
  Indices opened;
  for (std::uint32_t s = 0; s < problem_.sites.size(); ++s) {
    const Site& site = problem_.sites[s];
    if (site.open) continue;
    const bool comes_first =
        IsStrict() && on_offer_[s] &&
        std::ranges::any_of(used, [&](std::uint32_t other) {
          const Site& later = problem_.sites[other];
          return !later.open && later.grade == site.grade &&
                 later.tier > site.tier;
        });
    if (comes_first || used.contains(s)) opened.push_back(s);
  }
  return opened;
}

std::int64_t Facts::CostOf(std::uint32_t site) const {
  return problem_.tier_policy == TierPolicy::kCost
             ? problem_.sites[site].opening_cost
             : 1;
}

std::int32_t Facts::KeyOf(std::uint32_t site) const {
  return problem_.tier_policy == TierPolicy::kCost ? 0
                                                   : problem_.sites[site].tier;
}

// A room is for staff when fewer than `staff_rooms` come before it.
void Facts::FindStaffRooms() {
  staff_.assign(problem_.rooms.size(), false);
  std::vector<Indices> candidates(problem_.sites.size());
  for (std::uint32_t r = 0; r < problem_.rooms.size(); ++r) {
    const Site& site = site_of(r);
    const Unit& unit = unit_of(r);
    if (!site.open && site.can_open && !unit.holder && !unit.closed &&
        room(r).state == RoomState::kReady) {
      candidates[unit.site.value()].push_back(r);
    }
  }
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    if (room(a).clean_zone != room(b).clean_zone) return room(a).clean_zone;
    if (room(a).unit != room(b).unit) return room(a).unit > room(b).unit;
    return room(a).position > room(b).position;
  };
  for (std::size_t s = 0; s < candidates.size(); ++s) {
    for (const std::uint32_t r : candidates[s]) {
      const auto ahead = std::ranges::count_if(
          candidates[s], [&](std::uint32_t other) { return before(other, r); });
      staff_[r] = ahead < problem_.sites[s].staff_rooms;
    }
  }
}

void Facts::FindGroups() {
  for (std::uint32_t p = 0; p < problem_.parties.size(); ++p) {
    const Party& of = party(p);
    const auto size = static_cast<std::uint32_t>(of.people.size());
    if (of.lodging == Lodging::kTogether) {
      Group group{p, {}, !of.carer_named, false};
      for (std::uint32_t i = 0; i < size; ++i) {
        group.people.push_back(i);
        if (!of.people[i].minor) group.no_adult = false;
      }
      if (!group.no_adult && size > 1) {
        group.too_large = true;
        for (std::uint32_t r = 0; r < problem_.rooms.size(); ++r) {
          if (OpenTo(r, of.cohort) && Suits(p, group.people, r)) {
            group.too_large = false;
          }
        }
      }
      groups_.push_back(std::move(group));
      continue;
    }
    for (std::uint32_t i = 0; i < size; ++i) {
      if (of.people[i].minor && of.people[i].carer) continue;
      Group group{p, {i}, of.people[i].minor && !of.carer_named, false};
      for (std::uint32_t j = 0; j < size; ++j) {
        if (of.people[j].carer && *of.people[j].carer == i) {
          group.people.push_back(j);
        }
      }
      std::ranges::sort(group.people);
      groups_.push_back(std::move(group));
    }
  }
}

bool Facts::Offered(std::uint32_t r) const {
  const Site& site = site_of(r);
  if (!(site.open || site.can_open) || staff_[r] || room(r).beds < 1) {
    return false;
  }
  return room(r).state == RoomState::kReady ||
         (room(r).state == RoomState::kRefillable &&
          unit_of(r).holder.has_value());
}

bool Facts::OpenTo(std::uint32_t r, CohortId cohort) const {
  const Unit& unit = unit_of(r);
  return Offered(r) && !NoIntake(unit) &&
         unit.holder.value_or(cohort) == cohort;
}

bool Facts::Paired(std::uint32_t p, std::uint32_t r) const {
  return problem_.pairing.Allows(party(p).risk_class, site_of(r).grade);
}

bool Facts::Equipped(std::uint32_t p, const Indices& people,
                     std::uint32_t r) const {
  for (const std::uint32_t i : people) {
    const Features must = party(p).people[i].needs & ~party(p).substitutable;
    if ((must & room(r).features) != must) return false;
  }
  return true;
}

bool Facts::Suits(std::uint32_t p, const Indices& people,
                  std::uint32_t r) const {
  return people.size() <= static_cast<std::size_t>(room(r).beds) &&
         Paired(p, r) && Equipped(p, people, r);
}

// Kuhn's matching of beds to people. First every room gets an adult (anybody,
// with minors free); then each of the rest is given a bed, which may move
// others but takes nobody's place without giving another.
bool Facts::CanDivide(std::uint32_t p, const Indices& rooms,
                      bool minors_free) const {
  const Party& of = party(p);
  std::vector<std::pair<std::uint32_t, bool>> beds;  // room, first bed?
  for (const std::uint32_t r : rooms) {
    for (int b = 0; b < room(r).beds && b < static_cast<int>(of.people.size());
         ++b) {
      beds.emplace_back(r, b == 0);
    }
  }
  const auto may = [&](std::uint32_t person, std::size_t bed) {
    return Equipped(p, {person}, beds[bed].first) &&
           (!beds[bed].second || minors_free || !of.people[person].minor);
  };
  constexpr std::size_t kNobody = static_cast<std::size_t>(-1);
  std::vector<std::size_t> person_in(beds.size(), kNobody);
  std::vector<std::size_t> bed_of(of.people.size(), kNobody);
  std::vector<bool> seen;
  const std::function<bool(std::size_t)> fill_bed = [&](std::size_t bed) {
    for (std::uint32_t i = 0; i < of.people.size(); ++i) {
      if (seen[i] || !may(i, bed)) continue;
      seen[i] = true;
      if (bed_of[i] == kNobody || fill_bed(bed_of[i])) {
        bed_of[i] = bed;
        person_in[bed] = i;
        return true;
      }
    }
    return false;
  };
  for (std::size_t bed = 0; bed < beds.size(); ++bed) {
    seen.assign(of.people.size(), false);
    if (beds[bed].second && !fill_bed(bed)) return false;
  }
  const std::function<bool(std::uint32_t)> lodge = [&](std::uint32_t i) {
    for (std::size_t bed = 0; bed < beds.size(); ++bed) {
      if (seen[bed] || !may(i, bed)) continue;
      seen[bed] = true;
      if (person_in[bed] == kNobody ||
          lodge(static_cast<std::uint32_t>(person_in[bed]))) {
        bed_of[i] = bed;
        person_in[bed] = i;
        return true;
      }
    }
    return false;
  };
  for (std::uint32_t i = 0; i < of.people.size(); ++i) {
    seen.assign(beds.size(), false);
    if (bed_of[i] == kNobody && !lodge(i)) return false;
  }
  return true;
}

std::vector<Indices> Facts::Runs(
    std::uint32_t p, std::uint32_t unit,
    const std::function<bool(std::uint32_t)>& usable, bool minors_free) const {
  std::vector<Indices> runs;
  const Indices& rooms = rooms_of_[unit];
  minors_free = minors_free || party(p).carer_named;
  for (std::size_t first = 0; first < rooms.size(); ++first) {
    Indices run;
    std::int64_t beds = 0;
    for (std::size_t i = first; i < rooms.size(); ++i) {
      const std::uint32_t r = rooms[i];
      if (!Offered(r) || !Paired(p, r) || !usable(r)) break;
      if (!run.empty() && room(r).position != room(run.back()).position + 1) {
        break;
      }
      run.push_back(r);
      beds += room(r).beds;
      if (run.size() > party(p).people.size()) break;
      if (beds < static_cast<std::int64_t>(party(p).people.size())) continue;
      if (CanDivide(p, run, minors_free)) runs.push_back(run);
    }
  }
  return runs;
}

}  // namespace quaranta::place::verify

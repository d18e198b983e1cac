#include "place/horizon_search.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace quaranta::place::internal {

HorizonSearch::HorizonSearch(Timetable& table, std::uint64_t seed)
    : table_(table), stays_(table.stays()), random_(Mix64(seed)) {}

std::vector<std::uint32_t> HorizonSearch::CohortsByNeed() const {
  struct Need {
    std::int32_t first = kNoDay;
    std::int32_t priority = kMaxClasses;
    std::int64_t people = 0;
  };
  std::vector<Need> needs(stays_.items_of.size());
  for (const StayItem& item : stays_.items) {
    Need& need = needs[item.cohort];
    need.first = std::min(need.first, item.first);
    need.priority = std::min(need.priority, item.priority);
    need.people += item.size;
  }
  std::vector<std::uint32_t> order;
  for (const std::uint32_t c : stays_.model.cohort_order) {
    if (!stays_.items_of[c].empty()) order.push_back(c);
  }
  std::ranges::stable_sort(order, {}, [&](std::uint32_t c) {
    return std::tuple(needs[c].priority, needs[c].first, -needs[c].people);
  });
  return order;
}

void HorizonSearch::Construct() {
  for (const std::uint32_t cohort : CohortsByNeed()) {
    PlaceCohort(cohort, Manner{});
  }
}

std::vector<std::uint32_t> HorizonSearch::Left(std::uint32_t cohort,
                                               const Manner& manner) const {
  std::vector<std::uint32_t> left;
  for (const std::uint32_t item : stays_.items_of[cohort]) {
    if (!table_.Placed(item) && !stays_.items[item].hopeless) {
      left.push_back(item);
    }
  }
  std::ranges::stable_sort(left, {}, [&](std::uint32_t i) {
    const StayItem& item = stays_.items[i];
    const std::int32_t until = item.first + item.stay;
    const std::int32_t larger = -item.size;
    if (manner.order == 2) {
      return std::tuple(item.priority, larger, item.first, until, !item.run);
    }
    const std::int32_t day = manner.order == 0 ? item.first : until;
    const std::int32_t then = manner.order == 0 ? until : item.first;
    return std::tuple(item.priority, day, then, larger, !item.run);
  });
  return left;
}

void HorizonSearch::PlaceCohort(std::uint32_t cohort, const Manner& manner) {
  PlaceAll(Left(cohort, manner), manner);
}

void HorizonSearch::PlaceAll(std::vector<std::uint32_t> left,
                             const Manner& manner) {
  while (!left.empty()) {
    std::erase_if(left, [&](std::uint32_t item) { return PlaceInOwn(item); });
    if (left.empty() || !OpenUnit(left, manner)) return;
  }
}

// The best room on a unit that the cohort holds on the day, others of it
// changing rooms where that is what it takes.
bool HorizonSearch::PlaceInOwn(std::uint32_t item) {
  const StayItem& of = stays_.items[item];
  const auto own = [&](std::uint32_t unit, std::int32_t day) {
    return std::ranges::any_of(table_.holds(unit), [&](const StayHold& hold) {
      return hold.cohort == of.cohort && hold.from < day + of.stay &&
             day < hold.until;
    });
  };
  for (std::int32_t day = of.first; day <= of.last; ++day) {
    std::optional<Booking> best;
    std::tuple<std::int64_t, std::int64_t, RoomCost> least;
    for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
      if (!own(u, day)) continue;
      const std::optional<StayHold> hold = table_.HoldIf(item, u, day);
      if (!hold) continue;
      std::optional<Booking> found = table_.Find(item, u, day);
      if (!found) continue;
      // Days that this room or the others would be empty.
      std::int64_t blocked = hold->until - day - of.stay;
      for (const StayHold& was : table_.holds(u)) {
        if (was.from < hold->until && hold->from < was.until) {
          blocked += std::int64_t{hold->until - was.until} *
                     static_cast<std::int64_t>(table_.items(u).size());
        }
      }
      const std::tuple key(found->cost.substitutes, blocked, found->cost);
      if (best && least <= key) continue;
      least = key;
      best = std::move(found);
    }
    if (best) {
      table_.Put(item, *std::move(best));
      return true;
    }
    for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
      if (own(u, day) && table_.MakeWay(item, u, day)) return true;
    }
  }
  return false;
}

std::optional<std::int32_t> HorizonSearch::FirstDay(std::uint32_t item,
                                                    std::uint32_t unit) {
  const StayItem& of = stays_.items[item];
  for (std::int32_t day = of.first; day <= of.last; ++day) {
    if (table_.HoldIf(item, unit, day)) return day;
  }
  return std::nullopt;
}

// Puts as many as can be into the unit; returns how many.
std::int64_t HorizonSearch::Fill(const std::vector<std::uint32_t>& left,
                                 std::uint32_t unit, Offer* offer) {
  std::int64_t filled = 0;
  std::int64_t misses = 0;
  for (const std::uint32_t item : left) {
    const StayItem& of = stays_.items[item];
    bool in = false;
    for (std::int32_t day = of.first; day <= of.last && !in; ++day) {
      std::optional<Booking> found = table_.Find(item, unit, day);
      if (found) {
        table_.Put(item, *std::move(found));
        in = true;
      } else if (filled > 0 && misses < 3) {
        in = table_.MakeWay(item, unit, day);
        misses += !in;
      }
      if (in && offer)
        offer->waiting += std::int64_t{of.size} * (day - of.first);
    }
    if (!in) continue;
    ++filled;
    if (offer) {
      const RoomCost& cost = table_.booking(item).cost;
      offer->placed[static_cast<std::size_t>(of.priority)] += of.size;
      offer->substitutes += cost.substitutes;
      offer->distance += cost.distance;
    }
  }
  return filled;
}

HorizonSearch::Offer HorizonSearch::TryUnit(
    const std::vector<std::uint32_t>& left, std::uint32_t unit) {
  Offer offer;
  offer.unit = unit;
  const std::uint32_t site = stays_.model.units[unit].site;
  if (!stays_.horizon->problem.sites[site].open && !opened_[site]) {
    offer.new_site =
        std::int64_t{kMaxOpeningCost} *
            static_cast<std::int64_t>(stays_.model.tiers.size() -
                                      stays_.model.site_tier[site]) +
        stays_.model.site_cost[site];
  }
  const std::size_t mark = table_.Mark();
  const std::int64_t filled = Fill(left, unit, &offer);
  offer.all = filled == static_cast<std::int64_t>(left.size());
  offer.spare = stays_.model.units[unit].room_count - filled;
  std::int32_t until = 0;
  for (const std::uint32_t item : left) {
    if (table_.Placed(item)) until = std::max(until, table_.Until(item));
  }
  for (const std::uint32_t item : left) {
    if (table_.Placed(item)) offer.blocked += until - table_.Until(item);
  }
  table_.Rollback(mark);
  return offer;
}

// No site before all open ones are full, more people in classes that come
// first, the smallest unit that finishes.
bool HorizonSearch::Better(const Offer& a, const Offer& b) {
  if (a.new_site != b.new_site) {
    return a.new_site < b.new_site;
  }
  if (a.placed != b.placed) return a.placed > b.placed;
  return std::tuple(a.waiting, a.substitutes, a.spare, a.blocked, a.distance,
                    a.unit) < std::tuple(b.waiting, b.substitutes, b.spare,
                                         b.blocked, b.distance, b.unit);
}

// Begins a hold for those who are left; false if no unit takes any.
bool HorizonSearch::OpenUnit(std::vector<std::uint32_t>& left,
                             const Manner& manner) {
  opened_.assign(stays_.model.site_tier.size(), false);
  for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
    if (!table_.items(u).empty()) opened_[stays_.model.units[u].site] = true;
  }
  // Of units that look the same to these people one is tried.
  std::set<std::pair<std::uint32_t, std::int32_t>> seen;
  std::int32_t earliest = kNoDay;
  for (const std::uint32_t item : left) {
    earliest = std::min(earliest, stays_.items[item].first);
  }
  std::optional<Offer> best;
  std::optional<Offer> second;
  for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
    const StayUnit& unit = stays_.units[u];
    if (stays_.model.units[u].room_count == 0 || unit.open_from == kNoDay ||
        stays_.model.units[u].site == banned_site_) {
      continue;
    }
    if (table_.holds(u).size() <= (unit.holder != kNone ? 1U : 0U) &&
        unit.holder != stays_.items[left.front()].cohort) {
      const std::int32_t free = std::max(unit.FreeFrom(), earliest);
      if (free >= stays_.horizon->days ||
          !seen.insert({unit.kind, free}).second) {
        continue;
      }
    }
    const bool any = std::ranges::any_of(left, [&](std::uint32_t item) {
      return FirstDay(item, u).has_value();
    });
    if (!any) continue;
    Offer offer = TryUnit(left, u);
    if (offer.placed == decltype(offer.placed){}) continue;
    if (!best || Better(offer, *best)) {
      second = std::exchange(best, offer);
    } else if (!second || Better(offer, *second)) {
      second = offer;
    }
  }
  if (!best) return false;
  if (manner.second && second && random_.Chance(1, 4)) best = second;
  Fill(left, best->unit, nullptr);
  std::erase_if(left, [&](std::uint32_t item) { return table_.Placed(item); });
  return true;
}

void HorizonSearch::TakeOut(std::uint32_t unit, std::size_t hold) {
  const std::vector<StayHold> holds = table_.holds(unit);
  if (hold >= holds.size()) return;
  const std::vector<std::uint32_t> items = table_.items(unit);
  for (const std::uint32_t item : items) {
    const std::int32_t from = table_.booking(item).from;
    if (from >= holds[hold].from && from < holds[hold].until) {
      table_.Remove(item);
      touched_.push_back(stays_.items[item].cohort);
    }
  }
}

void HorizonSearch::TakeOutCohort(std::uint32_t cohort) {
  for (const std::uint32_t item : stays_.items_of[cohort]) {
    if (table_.Placed(item)) table_.Remove(item);
  }
  touched_.push_back(cohort);
}

// Some of the holds in the way of somebody who has no room, or of a random
// time.
void HorizonSearch::RuinDays(std::uint32_t item) {
  const StayItem& of = stays_.items[item];
  touched_.push_back(of.cohort);
  std::vector<std::pair<std::uint32_t, std::size_t>> way;
  for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
    const auto& holds = table_.holds(u);
    for (std::size_t h = 0; h < holds.size(); ++h) {
      if (holds[h].from < of.last + of.stay && of.first < holds[h].until &&
          (!holds[h].standing || holds[h].until < kNoDay)) {
        way.emplace_back(u, h);
      }
    }
  }
  random_.Shuffle(std::span(way));
  const auto most = static_cast<std::size_t>(random_.Range(1, 4));
  way.resize(std::min(way.size(), most));
  // Later holds of a unit first: their numbers stay.
  std::ranges::sort(way, std::greater<>());
  for (const auto& [unit, hold] : way) TakeOut(unit, hold);
}

// Everyone who enters some units, of those that suit somebody, from a day on:
// what is left is a plan up to that day, and so keeps the rules.
void HorizonSearch::RuinTails(std::uint32_t someone, std::int32_t day) {
  std::vector<std::uint32_t> units;
  for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
    const StayItem& item = stays_.items[someone];
    const UnitInfo& info = stays_.model.units[u];
    bool suits = item.run;
    for (std::uint32_t n = 0; n < info.room_count && !suits; ++n) {
      suits = stays_.Suits(item, info.first_room + n);
    }
    if (suits) units.push_back(u);
  }
  random_.Shuffle(std::span(units));
  const auto most = static_cast<std::size_t>(random_.Range(1, 5));
  units.resize(std::min(units.size(), most));
  for (const std::uint32_t unit : units) {
    const std::vector<std::uint32_t> items = table_.items(unit);
    for (const std::uint32_t item : items) {
      if (table_.booking(item).from < day) continue;
      table_.Remove(item);
      touched_.push_back(stays_.items[item].cohort);
    }
  }
}

// All holds of a site that the plan opens, which then stays shut for once.
void HorizonSearch::RuinSite() {
  std::vector<std::uint32_t> opened;
  for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
    const std::uint32_t site = stays_.model.units[u].site;
    if (!stays_.horizon->problem.sites[site].open && !table_.items(u).empty() &&
        (opened.empty() || opened.back() != site)) {
      opened.push_back(site);
    }
  }
  if (opened.empty()) return;
  banned_site_ = opened[random_.Below(opened.size())];
  for (std::uint32_t u = 0; u < stays_.units.size(); ++u) {
    if (stays_.model.units[u].site != banned_site_) continue;
    for (std::size_t h = table_.holds(u).size(); h-- > 0;) TakeOut(u, h);
  }
}

// What is in the way of somebody without a room, or of anybody.
void HorizonSearch::RuinForSomeone() {
  std::vector<std::uint32_t> left;
  for (std::uint32_t i = 0; i < stays_.items.size(); ++i) {
    if (!table_.Placed(i) && !stays_.items[i].hopeless) left.push_back(i);
  }
  const std::uint32_t item =
      left.empty() ? RandomItem() : left[random_.Below(left.size())];
  touched_.push_back(stays_.items[item].cohort);
  if (random_.Chance(1, 2)) {
    RuinTails(item, stays_.items[item].first - random_.Range(0, 3));
  } else {
    RuinDays(item);
  }
}

std::uint32_t HorizonSearch::RandomItem() {
  return static_cast<std::uint32_t>(random_.Below(stays_.items.size()));
}

void HorizonSearch::Ruin() {
  const int dice = random_.Range(0, 12);
  if (dice == 0) {
    RuinSite();
  } else if (dice <= 4 || (someone_left_ && random_.Chance(1, 3))) {
    RuinForSomeone();
  } else if (dice <= 7) {
    for (int n = random_.Range(1, 3); n > 0; --n) {
      TakeOutCohort(stays_.items[RandomItem()].cohort);
    }
  } else if (dice <= 10) {
    for (int n = random_.Range(1, 2); n > 0; --n) {
      const auto unit =
          static_cast<std::uint32_t>(random_.Below(stays_.units.size()));
      for (std::size_t h = table_.holds(unit).size(); h-- > 0;) {
        TakeOut(unit, h);
      }
    }
  } else if (dice == 11) {
    RuinDays(RandomItem());
  } else {
    const std::uint32_t item = RandomItem();
    RuinTails(item, stays_.items[item].first);
  }
}

void HorizonSearch::Recreate() {
  std::ranges::sort(touched_);
  touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
  std::vector<std::uint32_t> others;
  for (const std::uint32_t c : stays_.model.cohort_order) {
    if (!std::ranges::binary_search(touched_, c) && !Left(c, {}).empty()) {
      others.push_back(c);
    }
  }
  random_.Shuffle(std::span(others));
  others.resize(std::min<std::size_t>(others.size(), 6));
  random_.Shuffle(std::span(touched_));
  if (random_.Chance(1, 3)) {
    touched_.insert(touched_.end(), others.begin(), others.end());
    RecreateByDays();
    return;
  }
  const bool others_first = random_.Chance(1, 2);
  if (others_first) std::swap(touched_, others);
  for (const auto* cohorts : {&touched_, &others}) {
    for (const std::uint32_t cohort : *cohorts) {
      PlaceCohort(cohort, {random_.Range(0, 2), random_.Chance(1, 2)});
    }
  }
}

// Cohort after cohort on each day, as if nobody knew of the next.
void HorizonSearch::RecreateByDays() {
  std::map<std::int32_t, std::vector<std::vector<std::uint32_t>>> days;
  for (const std::uint32_t cohort : touched_) {
    const Manner manner{random_.Range(0, 2), false};
    for (const std::uint32_t item : Left(cohort, manner)) {
      auto& of = days[stays_.items[item].first];
      if (of.empty() || stays_.items[of.back().front()].cohort != cohort) {
        of.emplace_back();
      }
      of.back().push_back(item);
    }
  }
  for (auto& [day, cohorts] : days) {
    random_.Shuffle(std::span(cohorts));
    for (const auto& items : cohorts) PlaceAll(items, {});
  }
}

// One item to another place of its cohort, or to any free unit; false if the
// others of its hold cannot do without it.
bool HorizonSearch::MoveOne() {
  const std::uint32_t item = RandomItem();
  if (stays_.items[item].hopeless) return true;
  if (table_.Placed(item)) {
    const std::uint32_t unit = table_.UnitOf(item);
    table_.Remove(item);
    if (!table_.Legal(unit)) return false;
  }
  const auto unit = static_cast<std::uint32_t>(
      random_.Below(static_cast<std::uint64_t>(stays_.units.size())));
  const std::optional<std::int32_t> day = FirstDay(item, unit);
  if (!day || !table_.MakeWay(item, unit, *day)) PlaceInOwn(item);
  return true;
}

void HorizonSearch::Improve(std::int64_t node_limit) {
  if (stays_.items.empty() || stays_.units.empty()) return;
  const std::int64_t end = table_.nodes() + node_limit;
  StayValue best = table_.Value();
  const std::int64_t items = static_cast<std::int64_t>(stays_.items.size());
  // Small problems need few tries: an end that is in sight.
  const std::int64_t most = 200 + 60 * items;
  for (std::int64_t tries = 0; tries < most; ++tries) {
    if (table_.nodes() >= end) {
      stopped_ = true;
      return;
    }
    table_.Forget();
    touched_.clear();
    banned_site_ = kNone;
    bool legal = true;
    if (random_.Chance(1, 4)) {
      legal = MoveOne();
    } else {
      Ruin();
      Recreate();
    }
    someone_left_ = best.unplaced != decltype(best.unplaced){};
    const StayValue value = legal ? table_.Value() : best;
    if (!legal || value > best) {
      table_.Rollback(0);
    } else {
      best = value;
    }
  }
}

}  // namespace quaranta::place::internal

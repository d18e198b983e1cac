// Lower bounds by matchings of single lodgings to single rooms. The arguments
// are those of plain counting; each comment says why no plan can do better.
#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <numeric>
#include <set>

#include "place/verify_matching.h"
#include "place/verify_parts.h"

namespace quaranta::place::verify {
namespace {

class OwnBounder {
 public:
  OwnBounder(const Facts& facts, const std::vector<Level>& levels)
      : facts_(facts), problem_(facts.problem()) {
    for (const Level& level : levels) {
      if (level.name == LevelName::kUnplaced) {
        unplaced_[static_cast<std::size_t>(level.key)] = level.value;
        unplaced_sum_ += level.value;
      } else if (level.name == LevelName::kNewSites) {
        new_sites_[level.key] = level.value;
      } else if (level.name == LevelName::kNewFloors) {
        new_floors_ = level.value;
      }
    }
    for (std::uint32_t s = 0; s < problem_.sites.size(); ++s) {
      const Site& site = problem_.sites[s];
      if (site.open || site.can_open) all_sites_.insert(s);
      if (site.open ||
          (site.can_open && new_sites_[facts.KeyOf(s)] >= facts.CostOf(s))) {
        planned_sites_.insert(s);
      }
    }
    FindWindows();
  }

  std::int64_t Bound(const Level& level) {
    if (level.value == 0) return 0;
    switch (level.name) {
      case LevelName::kUnplaced:
        return Unplaced(level.key);
      case LevelName::kNewSites:
        return NewSites(level.key);
      case LevelName::kSubstitutes:
        return Substitutes();
      case LevelName::kNewFloors:
        return NewFloors(planned_sites_);
      case LevelName::kPreferences:
        return level.part == 1 ? Refills() : Apart();
      case LevelName::kSpecialRooms:
        return SpecialRooms();
      case LevelName::kDistance:
        return Distance();
    }
    return 0;
  }

 private:
  using Sites = std::set<std::uint32_t>;

  const Party& PartyOf(const Group& group) const {
    return facts_.party(group.party);
  }
  std::size_t ClassOf(const Group& group) const {
    return static_cast<std::size_t>(PartyOf(group).priority);
  }
  static std::int64_t Size(const Group& group) {
    return static_cast<std::int64_t>(group.people.size());
  }

  void FindWindows() {
    for (const Group& group : facts_.groups()) {
      if (!group.too_large) continue;
      for (std::uint32_t u = 0; u < problem_.units.size(); ++u) {
        const auto open = [&](std::uint32_t r) {
          return facts_.OpenTo(r, PartyOf(group).cohort);
        };
        for (const Indices& run : facts_.Runs(group.party, u, open, false)) {
          windows_[group.party].insert(run.begin(), run.end());
        }
      }
    }
  }

  // Could people of the group be in the room, each other group aside?
  bool Fits(const Group& group, std::uint32_t r) const {
    if (group.no_adult) return false;
    if (group.too_large) {
      const auto it = windows_.find(group.party);
      return it != windows_.end() && it->second.contains(r);
    }
    return facts_.OpenTo(r, PartyOf(group).cohort) &&
           facts_.Suits(group.party, group.people, r);
  }

  Indices RoomsAt(const Sites& sites) const {
    Indices rooms;
    for (std::uint32_t r = 0; r < problem_.rooms.size(); ++r) {
      if (sites.contains(facts_.unit_of(r).site.value()) && facts_.Offered(r)) {
        rooms.push_back(r);
      }
    }
    return rooms;
  }

  // Rooms at sites as the plan uses tiers, and only on held units if the plan
  // takes no others.
  Indices PlannedRooms() const {
    Indices rooms = RoomsAt(planned_sites_);
    if (new_floors_ == 0) {
      std::erase_if(rooms,
                    [&](std::uint32_t r) { return !facts_.unit_of(r).holder; });
    }
    return rooms;
  }

  template <class Keep>
  std::vector<Item> Items(const Keep& keep) const {
    std::vector<Item> items;
    for (const Group& group : facts_.groups()) {
      if (!group.no_adult && keep(group))
        items.push_back({&group, Size(group)});
    }
    return items;
  }

  std::int64_t Matched(const std::vector<Item>& items,
                       const Indices& rooms) const {
    return MatchedWeight(
        items, rooms,
        [&](const Group& group, std::uint32_t r) { return Fits(group, r); });
  }

  // No more than all rooms can take, cohorts mixed; and no more than if each
  // unit took the one cohort of which it can take most.
  template <class Keep>
  std::int64_t MostPlaced(const Sites& sites, const Keep& keep) const {
    const std::vector<Item> items = Items(keep);
    const Indices rooms = RoomsAt(sites);
    std::map<std::uint32_t, std::vector<Item>> by_cohort;
    for (const Item& item : items) {
      by_cohort[PartyOf(*item.group).cohort.value()].push_back(item);
    }
    std::map<UnitId, Indices> by_unit;
    for (const std::uint32_t r : rooms) {
      by_unit[facts_.room(r).unit].push_back(r);
    }
    std::int64_t split = 0;
    for (const auto& [unit, here] : by_unit) {
      std::int64_t best = 0;
      for (const auto& [cohort, theirs] : by_cohort) {
        best = std::max(best, Bedded(theirs, here));
      }
      split += best;
    }
    return std::min(split, Matched(items, rooms));
  }

  // A unit takes no more people than it has beds.
  std::int64_t Bedded(const std::vector<Item>& items,
                      const Indices& rooms) const {
    std::int64_t beds = 0;
    for (const std::uint32_t r : rooms) beds += facts_.room(r).beds;
    return std::min(beds, Matched(items, rooms));
  }

  // Of a class no more than can have rooms; and of it and those before, less
  // those of them whom the plan places.
  std::int64_t Unplaced(std::int32_t key) {
    const auto k = static_cast<std::size_t>(key);
    std::array<std::int64_t, kMaxClasses> people{};
    for (const Group& group : facts_.groups()) {
      people[ClassOf(group)] += Size(group);
    }
    std::int64_t placed = MostPlaced(
        all_sites_, [&](const Group& group) { return ClassOf(group) == k; });
    std::int64_t before = 0;
    for (std::size_t j = 0; j < k; ++j) before += people[j] - unplaced_[j];
    const std::int64_t together = MostPlaced(
        all_sites_, [&](const Group& group) { return ClassOf(group) <= k; });
    placed = std::min(placed, together - before);
    return std::max<std::int64_t>(0, people[k] - placed);
  }

  bool AllPlaced(const Group& group) const {
    return unplaced_[ClassOf(group)] == 0;
  }

  // Groups of risk classes of which no site takes two: each needs sites of its
  // own. Labels risk classes by group.
  std::map<std::uint32_t, std::uint32_t> RiskLabels() const {
    std::map<std::uint32_t, std::uint32_t> label;
    for (const Party& party : problem_.parties) {
      label[party.risk_class] = party.risk_class;
    }
    bool changed = true;
    while (changed) {
      changed = false;
      for (const Site& site : problem_.sites) {
        std::uint32_t least = kMaxGrades;
        for (const auto& [risk, of] : label) {
          if (problem_.pairing.Allows(risk, site.grade)) {
            least = std::min(least, of);
          }
        }
        for (auto& [risk, of] : label) {
          if (problem_.pairing.Allows(risk, site.grade) && of != least) {
            of = least;
            changed = true;
          }
        }
      }
    }
    // A class between two sites links their groups, which the loop passes on
    // through it; classes that no site takes stay alone.
    return label;
  }

  std::int64_t NewSites(std::int32_t tier) {
    const auto label = RiskLabels();
    std::set<std::uint32_t> labels;
    for (const auto& [risk, of] : label) labels.insert(of);
    std::int64_t sites = 0;
    for (const std::uint32_t mine : labels) {
      const auto in_group = [&](const Group& group) {
        return label.at(PartyOf(group).risk_class) == mine;
      };
      std::int64_t fewest = SitesFor(tier, unplaced_sum_, in_group);
      fewest = std::max(fewest, SitesFor(tier, 0, [&](const Group& group) {
                          return in_group(group) && AllPlaced(group);
                        }));
      sites += fewest;
    }
    return std::max({sites, SitesForFloors(tier), SitesBefore(tier)});
  }

  // In every grade with a site of a later tier all of this one are open: at
  // least so many as if the last of those grades were begun in part, or as the
  // one with the fewest has.
  std::int64_t SitesBefore(std::int32_t tier) const {
    std::int64_t most = 0;
    if (!facts_.IsStrict()) return most;
    for (const auto& [later, opened] : new_sites_) {
      if (later <= tier || opened == 0) continue;
      // By grade: sites here and sites of the later tier.
      std::map<std::uint32_t, std::pair<std::int64_t, std::int64_t>> grades;
      for (const std::uint32_t s : all_sites_) {
        if (!facts_.OnOffer(s)) continue;
        auto& [here, there] = grades[problem_.sites[s].grade];
        here += problem_.sites[s].tier == tier ? 1 : 0;
        there += problem_.sites[s].tier == later ? 1 : 0;
      }
      std::vector<std::pair<std::int64_t, std::int64_t>> cheapest;
      for (const auto& [grade, counts] : grades) {
        if (counts.second > 0) cheapest.push_back(counts);
      }
      std::ranges::sort(cheapest, [](const auto& a, const auto& b) {
        return a.first * b.second < b.first * a.second;
      });
      std::int64_t sites = 0;
      std::int64_t left = opened;
      std::int64_t fewest = cheapest.empty() ? 0 : cheapest[0].first;
      for (const auto& [here, there] : cheapest) {
        fewest = std::min(fewest, here);
        if (left <= 0) continue;
        sites += (here * std::min(left, there) + there - 1) / there;
        left -= there;
      }
      most = std::max({most, sites, fewest});
    }
    return most;
  }

  // What sites of the tier count at least whose gains `gain` add up to
  // `wanted` beyond `base`: all of earlier tiers, and as many of later tiers as
  // the plan opens. The last may count in part, and is rounded up.
  template <class Gain>
  std::int64_t FewestSites(std::int32_t tier, std::int64_t wanted,
                           std::int64_t base, const Gain& gain) {
    using GainAndCost = std::pair<std::int64_t, std::int64_t>;
    std::map<std::int32_t, std::vector<GainAndCost>> gains;
    for (const std::uint32_t s : all_sites_) {
      const std::int32_t key = facts_.KeyOf(s);
      if (problem_.sites[s].open || key < tier) continue;
      const std::int64_t more = gain(s);
      if (more > 0) gains[key].emplace_back(more, facts_.CostOf(s));
    }
    for (auto& [of, list] : gains) {
      std::ranges::stable_sort(list,
                               [](const GainAndCost& a, const GainAndCost& b) {
                                 return a.first * b.second > b.first * a.second;
                               });
      if (of == tier) continue;
      const auto opened = static_cast<std::size_t>(new_sites_[of]);
      for (std::size_t n = 0; n < std::min(opened, list.size()); ++n) {
        base += list[n].first;
      }
    }
    std::int64_t fewest = 0;
    for (const auto& [more, cost] : gains[tier]) {
      if (base >= wanted) break;
      fewest += (cost * std::min(more, wanted - base) + more - 1) / more;
      base += more;
    }
    return fewest;
  }

  Sites WithoutTier(std::int32_t tier) const {
    Sites sites;
    for (const std::uint32_t s : all_sites_) {
      const Site& site = problem_.sites[s];
      if (site.open || facts_.KeyOf(s) < tier) sites.insert(s);
    }
    return sites;
  }

  template <class Keep>
  std::int64_t SitesFor(std::int32_t tier, std::int64_t missing,
                        const Keep& keep) {
    std::int64_t wanted = -missing;
    for (const Group& group : facts_.groups()) {
      if (keep(group)) wanted += Size(group);
    }
    const std::int64_t base = MostPlaced(WithoutTier(tier), keep);
    if (base >= wanted) return 0;
    return FewestSites(tier, wanted, base, [&](std::uint32_t s) {
      return MostPlaced(Sites{s}, keep);
    });
  }

  std::int64_t SitesForFloors(std::int32_t tier) {
    const auto free_units = [&](const Sites& sites) {
      std::set<UnitId> units;
      for (const std::uint32_t r : RoomsAt(sites)) {
        if (!facts_.unit_of(r).holder && !facts_.unit_of(r).closed) {
          units.insert(facts_.room(r).unit);
        }
      }
      return static_cast<std::int64_t>(units.size());
    };
    return FewestSites(tier, NewFloors(all_sites_),
                       free_units(WithoutTier(tier)),
                       [&](std::uint32_t s) { return free_units({s}); });
  }

  // What each unit could take of some items of one cohort: of held ones in
  // all, and of free ones one by one, largest first.
  struct Takes {
    std::int64_t held = 0;
    std::vector<std::int64_t> free;
  };
  Takes TakesOf(const std::vector<Item>& items, const Sites& sites,
                CohortId cohort, bool by_beds) const {
    Takes takes;
    Indices held;
    std::map<UnitId, Indices> free;
    for (const std::uint32_t r : RoomsAt(all_sites_)) {
      const Unit& unit = facts_.unit_of(r);
      if (unit.holder == cohort) {
        held.push_back(r);
      } else if (!unit.holder && sites.contains(unit.site.value())) {
        free[facts_.room(r).unit].push_back(r);
      }
    }
    takes.held = by_beds ? Bedded(items, held) : Matched(items, held);
    for (const auto& [unit, rooms] : free) {
      takes.free.push_back(by_beds ? Bedded(items, rooms)
                                   : Matched(items, rooms));
    }
    std::ranges::sort(takes.free, std::greater<>());
    return takes;
  }

  std::int64_t NewFloors(const Sites& sites) {
    std::map<CohortId, std::vector<Item>> by_cohort;
    for (const Item& item : Items([](const Group&) { return true; })) {
      by_cohort[PartyOf(*item.group).cohort].push_back(item);
    }
    // The people of each cohort one unit after the other; those left unplaced
    // may save the units that the fewest people need.
    std::int64_t spare = unplaced_sum_;
    for (const Group& group : facts_.groups()) {
      if (group.no_adult) spare -= Size(group);
    }
    std::vector<std::int64_t> needed_by;
    std::int64_t floors_by_size = 0;
    for (const auto& [cohort, items] : by_cohort) {
      std::int64_t rest = 0;
      for (const Item& item : items) rest += item.weight;
      const Takes takes = TakesOf(items, sites, cohort, true);
      rest -= takes.held;
      for (const std::int64_t takes_here : takes.free) {
        if (rest <= 0 || takes_here == 0) break;
        needed_by.push_back(std::min(rest, takes_here));
        rest -= takes_here;
      }
      spare -= std::max<std::int64_t>(rest, 0);
      floors_by_size += FloorsBySize(cohort, items, sites);
    }
    std::ranges::sort(needed_by);
    auto floors = static_cast<std::int64_t>(needed_by.size());
    for (const std::int64_t people : needed_by) {
      spare -= people;
      if (spare < 0) break;
      --floors;
    }
    return std::max(floors, floors_by_size);
  }

  // Lodgings of at least one size, counted, of classes that are all placed.
  std::int64_t FloorsBySize(CohortId cohort, const std::vector<Item>& items,
                            const Sites& sites) const {
    std::set<std::int64_t> sizes;
    for (const Item& item : items) sizes.insert(item.weight);
    std::int64_t most = 0;
    for (const std::int64_t size : sizes) {
      std::vector<Item> large;
      for (const Item& item : items) {
        if (item.weight >= size && AllPlaced(*item.group) &&
            !item.group->too_large) {
          large.push_back({item.group, 1});
        }
      }
      const Takes takes = TakesOf(large, sites, cohort, false);
      std::int64_t rest = static_cast<std::int64_t>(large.size()) - takes.held;
      std::int64_t floors = 0;
      for (const std::int64_t takes_here : takes.free) {
        if (rest <= 0) break;
        rest -= takes_here;
        ++floors;
      }
      most = std::max(most, floors);
    }
    return most;
  }

  // The weight that must go without `good` rooms if all groups are placed.
  template <class Good>
  std::int64_t Without(const std::vector<Item>& items, const Indices& rooms,
                       const Good& good) const {
    std::int64_t weight = 0;
    for (const Item& item : items) weight += item.weight;
    return weight - MatchedWeight(items, rooms,
                                  [&](const Group& group, std::uint32_t r) {
                                    return good(group, r) && Fits(group, r);
                                  });
  }

  // Feature by feature, of those who need it as many get it as can be.
  std::int64_t Substitutes() {
    const Indices rooms = RoomsAt(planned_sites_);
    std::int64_t missing = 0;
    for (int bit = 0; bit < 64; ++bit) {
      const Features feature = Features{1} << bit;
      std::vector<Item> items;
      for (const Item& item : Items([&](const Group& group) {
             return AllPlaced(group) && !group.too_large;
           })) {
        std::int64_t need = 0;
        for (const std::uint32_t i : item.group->people) {
          need += (PartyOf(*item.group).people[i].needs & feature) != 0;
        }
        if (need > 0) items.push_back({item.group, need});
      }
      if (items.empty()) continue;
      missing += Without(items, rooms, [&](const Group&, std::uint32_t r) {
        return (facts_.room(r).features & feature) != 0;
      });
    }
    return missing;
  }

  std::int64_t Refills() {
    return Without(Items([&](const Group& group) {
                     return AllPlaced(group) && !group.too_large;
                   }),
                   PlannedRooms(), [&](const Group&, std::uint32_t r) {
                     return facts_.room(r).state == RoomState::kReady;
                   });
  }

  std::int64_t SpecialRooms() {
    std::vector<Item> items;
    for (const Item& item : Items([&](const Group& group) {
           return AllPlaced(group) && !group.too_large;
         })) {
      items.push_back({item.group, 1});
    }
    return Without(
        items, PlannedRooms(), [&](const Group& group, std::uint32_t r) {
          Features unused = facts_.room(r).features & problem_.special_features;
          for (const std::uint32_t i : group.people) {
            unused &= ~PartyOf(group).people[i].needs;
          }
          return unused == 0;
        });
  }

  // No unit takes more of a party than can be matched to its rooms.
  std::int64_t Apart() {
    std::map<std::uint32_t, std::vector<Item>> parties;
    for (const Item& item : Items([&](const Group& group) {
           return AllPlaced(group) && PartyOf(group).lodging == Lodging::kApart;
         })) {
      parties[item.group->party].push_back(item);
    }
    std::map<UnitId, Indices> units;
    for (const std::uint32_t r : PlannedRooms()) {
      units[facts_.room(r).unit].push_back(r);
    }
    std::int64_t apart = 0;
    for (const auto& [party, items] : parties) {
      std::int64_t best = 0;
      for (const auto& [unit, rooms] : units) {
        best = std::max(best, Matched(items, rooms));
      }
      for (const Item& item : items) apart += item.weight;
      apart -= best;
    }
    return apart;
  }

  // Everyone at the nearest site with a room that would do; the unplaced of a
  // class are those with the longest way.
  std::int64_t Distance() {
    const Indices rooms = PlannedRooms();
    std::array<std::vector<std::int64_t>, kMaxClasses> ways;
    std::array<std::int64_t, kMaxClasses> people{};
    for (const Group& group : facts_.groups()) {
      people[ClassOf(group)] += Size(group);
      if (group.no_adult) continue;
      const Party& party = PartyOf(group);
      std::optional<std::int64_t> nearest;
      for (const std::uint32_t r : rooms) {
        if (!Fits(group, r)) continue;
        const std::int64_t way =
            party.distance.empty()
                ? 0
                : party.distance[facts_.unit_of(r).site.value()];
        nearest = std::min(nearest.value_or(way), way);
      }
      auto& list = ways[ClassOf(group)];
      list.insert(list.end(), group.people.size(), nearest.value_or(0));
    }
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < ways.size(); ++k) {
      std::ranges::sort(ways[k]);
      const auto placed = static_cast<std::ptrdiff_t>(people[k] - unplaced_[k]);
      sum += std::accumulate(ways[k].begin(), ways[k].begin() + placed,
                             std::int64_t{0});
    }
    return sum;
  }

  const Facts& facts_;
  const Problem& problem_;
  std::array<std::int64_t, kMaxClasses> unplaced_{};
  std::int64_t unplaced_sum_ = 0;
  std::map<std::int32_t, std::int64_t> new_sites_;  // by tier
  std::int64_t new_floors_ = 0;
  Sites all_sites_;
  Sites planned_sites_;
  // By party too large for one room: rooms in any window for it.
  std::map<std::uint32_t, std::set<std::uint32_t>> windows_;
};

}  // namespace

std::vector<std::int64_t> OwnBounds(
    const Facts& facts, const Plan& plan, const std::vector<Level>& levels,
    const std::vector<std::optional<std::int64_t>>& certified) {
  OwnBounder bounder(facts, levels);
  std::vector<std::int64_t> bounds;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const std::int64_t shown = certified[i].value_or(0);
    const bool enough = i < plan.levels.size() && shown >= plan.levels[i].bound;
    bounds.push_back(enough ? shown
                            : std::max(shown, bounder.Bound(levels[i])));
  }
  return bounds;
}

}  // namespace quaranta::place::verify

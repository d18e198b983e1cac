#include "place/verify_census.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace quaranta::place::verify {
namespace {

constexpr std::uint32_t kMostWindows = 64;

}  // namespace

Census::Census(const Facts& facts) : facts_(facts), windows_(facts) {
  FindLodgings();
  FindRooms(WindowsOfRooms());
}

void Census::FindLodgings() {
  // The needs one by one tell who could go without what.
  using Key = std::tuple<std::uint32_t, std::int32_t, std::size_t, Features,
                         bool, bool, std::uint32_t, std::vector<Features>>;
  std::map<Key, std::uint32_t> index;
  std::vector<Indices> of_cohort(facts_.problem().cohorts);
  for (const Group& group : facts_.groups()) {
    const Party& party = facts_.party(group.party);
    LodgingKind kind;
    kind.risk_class = party.risk_class;
    kind.priority = party.priority;
    kind.people = static_cast<std::uint32_t>(group.people.size());
    kind.must = facts_.MustHave(group);
    kind.apart = party.lodging == Lodging::kApart;
    kind.no_adult = group.no_adult;
    if (group.too_large) kind.large = windows_.KindOf(group.party);
    kind.sample = &group;
    std::vector<Features> needs;
    for (const std::uint32_t i : group.people) {
      kind.needs |= party.people[i].needs;
      if (party.people[i].needs != 0) needs.push_back(party.people[i].needs);
    }
    std::ranges::sort(needs);
    const auto [it, added] = index.try_emplace(
        Key{kind.risk_class, kind.priority, kind.people, kind.must, kind.apart,
            kind.no_adult, kind.large, std::move(needs)},
        static_cast<std::uint32_t>(kinds_.size()));
    if (added) kinds_.push_back(kind);
    kind_of_.push_back(it->second);
    of_cohort[party.cohort.value()].push_back(it->second);
  }
  for (Indices& kinds : of_cohort) std::ranges::sort(kinds);
  std::vector<std::vector<KindCount>> counts(of_cohort.size());
  for (std::size_t c = 0; c < counts.size(); ++c) {
    for (const std::uint32_t kind : of_cohort[c]) {
      if (counts[c].empty() || counts[c].back().kind != kind) {
        counts[c].push_back({kind, 0});
      }
      ++counts[c].back().count;
    }
  }
  lodgings_.Fill(counts.size(), [&](const auto& give) {
    for (std::size_t c = 0; c < counts.size(); ++c) {
      for (const KindCount& of : counts[c]) give(c, of);
    }
  });
}

// By unit and room in it; empty if no party is too large for one room.
std::vector<std::vector<std::uint64_t>> Census::WindowsOfRooms() {
  std::vector<std::vector<std::uint64_t>> masks;
  const auto kinds = static_cast<std::uint32_t>(
      std::min<std::size_t>(windows_.kinds(), kMostWindows));
  if (kinds == 0) return masks;
  masks.resize(facts_.problem().units.size());
  for (std::uint32_t u = 0; u < masks.size(); ++u) {
    masks[u].assign(facts_.rooms_of(u).size(), 0);
    for (std::uint32_t k = 0; k < kinds; ++k) {
      for (const Run& run : windows_.RunsIn(k, u, false)) {
        for (std::uint32_t n = 0; n < run.count; ++n) {
          masks[u][run.first + n] |= std::uint64_t{1} << k;
        }
      }
    }
  }
  return masks;
}

void Census::FindRooms(const std::vector<std::vector<std::uint64_t>>& windows) {
  const Problem& problem = facts_.problem();
  std::map<RoomKindHere, std::uint32_t> index;
  // Without windows kinds are those of the facts.
  for (const RoomKind& kind : facts_.room_kinds()) rooms_.push_back({kind, 0});
  if (!windows.empty()) rooms_.clear();
  std::map<std::vector<KindCount>, std::uint32_t> unit_index;
  unit_kind_.assign(problem.units.size(), kNoIndex);
  for (std::uint32_t u = 0; u < problem.units.size(); ++u) {
    if (facts_.NoIntake(problem.units[u]) || facts_.kinds_in(u).empty()) {
      continue;
    }
    std::vector<KindCount> counts;
    if (windows.empty()) {
      counts.assign(facts_.kinds_in(u).begin(), facts_.kinds_in(u).end());
    } else {
      std::map<std::uint32_t, std::int64_t> here;
      for (std::size_t n = 0; n < facts_.rooms_of(u).size(); ++n) {
        const std::uint32_t r = facts_.rooms_of(u)[n];
        if (!facts_.Offered(r)) continue;
        const RoomKindHere kind{facts_.room_kinds()[facts_.kind_of(r)],
                                windows[u][n]};
        const auto [it, added] =
            index.try_emplace(kind, static_cast<std::uint32_t>(rooms_.size()));
        if (added) rooms_.push_back(kind);
        ++here[it->second];
      }
      for (const auto& [kind, count] : here) counts.push_back({kind, count});
    }
    const auto [it, added] = unit_index.try_emplace(
        counts, static_cast<std::uint32_t>(unit_kinds_.size()));
    unit_kind_[u] = it->second;
    if (!added) continue;
    UnitKind kind{problem.sites[problem.units[u].site.value()].grade, 0, 0,
                  counts};
    for (const KindCount& of : counts) {
      kind.rooms += of.count;
      kind.beds += of.count * rooms_[of.kind].beds;
    }
    unit_kinds_.push_back(std::move(kind));
  }
}

bool Census::Fits(std::uint32_t of, std::uint32_t room, bool strict) const {
  const LodgingKind& kind = kinds_[of];
  const RoomKindHere& in = rooms_[room];
  if (kind.no_adult) return false;
  if (kind.large != kNoIndex) {
    return kind.large < kMostWindows ? ((in.windows >> kind.large) & 1) != 0
                                     : facts_.Suits(kind.risk_class, 0, 0, in);
  }
  return facts_.Suits(kind.risk_class, kind.people,
                      strict ? kind.needs : kind.must, in);
}

}  // namespace quaranta::place::verify

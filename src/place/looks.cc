#include "place/looks.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace quaranta::place::internal {
Looks::Looks(const Model& model) : model_(model) {
  FindGauges();
  FindLooks();
  FindNeeds();
}

// All sizes without features, then each size with each set of features that
// somebody of at least that size needs; the most asked for if there are many.
void Looks::FindGauges() {
  std::map<std::pair<std::int32_t, Features>, std::int64_t> asked;
  std::vector<std::int64_t> count(model_.kinds.size(), 0);
  for (const CohortInfo& cohort : model_.cohorts) {
    for (const KindCount& of : cohort.kinds) count[of.kind] += of.count;
  }
  std::set<std::int32_t> sizes = {1};
  for (const LodgingKind& kind : model_.kinds) sizes.insert(kind.people);
  for (std::size_t k = 0; k < model_.kinds.size(); ++k) {
    const LodgingKind& kind = model_.kinds[k];
    const Features needs = kind.AllNeeds();
    for (const std::int32_t size : sizes) {
      if (size > kind.people) break;
      asked[{size, 0}] += count[k];
      if (needs != 0) asked[{size, needs}] += count[k];
    }
  }
  using Asked = std::tuple<bool, std::int64_t, std::int32_t, Features>;
  std::vector<Asked> order;
  for (const auto& [gauge, times] : asked) {
    order.emplace_back(gauge.second != 0, -times, gauge.first, gauge.second);
  }
  std::ranges::sort(order);
  for (const auto& [special, times, beds, features] : order) {
    if (gauges_.size() == kMaxGauges) break;
    if (special && beds == 1 && special_ == 0) special_ = gauges_.size();
    gauges_.push_back({beds, features, false});
  }
  // The largest rooms and special ones may be the same rooms.
  if (special_ != 0) {
    const Features features = gauges_[special_].features;
    for (auto it = sizes.rbegin(); it != sizes.rend() && *it > 1; ++it) {
      if (gauges_.size() == kMaxGauges) break;
      gauges_.push_back({*it, features, true});
    }
  }
  if (gauges_.empty()) gauges_.push_back({1, 0, false});
}

Counts Looks::MetBy(std::int32_t beds, Features features) const {
  Counts met{};
  for (std::size_t g = 0; g < gauges_.size(); ++g) {
    met[g] = gauges_[g].Holds(beds, features) ? 1 : 0;
  }
  return met;
}

void Looks::FindLooks() {
  std::vector<Counts> by_type;
  for (const RoomType& type : model_.types) {
    by_type.push_back(MetBy(type.beds, type.features));
  }
  using Key = std::tuple<std::uint32_t, std::int32_t, Counts>;
  std::vector<std::pair<Key, std::uint32_t>> keys;  // of unit
  keys.reserve(model_.units.size());
  for (std::uint32_t u = 0; u < model_.units.size(); ++u) {
    const UnitInfo& unit = model_.units[u];
    if (unit.room_count == 0) continue;
    Counts have{};
    for (const TypeCount& of : unit.types) {
      AddTimes(of.count, by_type[of.type], have);
    }
    keys.emplace_back(Key(model_.problem->sites[unit.site].grade,
                          static_cast<std::int32_t>(unit.room_count), have),
                      u);
  }
  std::ranges::sort(keys);
  look_of_.assign(model_.units.size(), kNone);
  for (std::size_t n = 0; n < keys.size(); ++n) {
    const auto& [key, unit] = keys[n];
    if (n == 0 || key != keys[n - 1].first) {
      looks_.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key)});
    }
    look_of_[unit] = static_cast<std::uint32_t>(looks_.size() - 1);
  }
}

void Looks::FindNeeds() {
  all_.resize(model_.cohorts.size());
  must_.resize(model_.cohorts.size());
  held_.resize(model_.cohorts.size());
  std::vector<Counts> all_of, must_of;  // by kind
  for (const LodgingKind& kind : model_.kinds) {
    const Features needs = kind.AllNeeds();
    all_of.push_back(MetBy(kind.people, needs));
    must_of.push_back(MetBy(kind.people, needs & ~kind.substitutable));
  }
  for (std::size_t c = 0; c < model_.cohorts.size(); ++c) {
    const CohortInfo& cohort = model_.cohorts[c];
    for (const KindCount& of : cohort.kinds) {
      AddTimes(of.count, all_of[of.kind], all_[c]);
      AddTimes(of.count, must_of[of.kind], must_[c]);
    }
    const auto runs = static_cast<std::int32_t>(cohort.runs.size());
    for (std::size_t g = 0; g < gauges_.size(); ++g) {
      if (gauges_[g].beds > 1 || gauges_[g].features != 0) continue;
      all_[c][g] += 2 * runs;
      must_[c][g] += 2 * runs;
    }
    for (const std::uint32_t unit : cohort.held_units) {
      if (look_of_[unit] == kNone) continue;
      held_[c] = Plus(held_[c], looks_[look_of_[unit]].have);
    }
  }
}

}  // namespace quaranta::place::internal

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

void Looks::FindLooks() {
  std::map<std::tuple<std::uint32_t, std::int32_t, Counts>, std::uint32_t>
      index;
  std::vector<std::tuple<std::uint32_t, std::int32_t, Counts>> keys;
  for (const UnitInfo& unit : model_.units) {
    Counts have{};
    for (const TypeCount& of : unit.types) {
      const RoomType& type = model_.types[of.type];
      for (std::size_t g = 0; g < gauges_.size(); ++g) {
        if (gauges_[g].Holds(type.beds, type.features)) have[g] += of.count;
      }
    }
    keys.emplace_back(model_.problem->sites[unit.site].grade,
                      static_cast<std::int32_t>(unit.room_count), have);
    if (unit.room_count > 0) index[keys.back()] = 0;
  }
  for (auto& [key, look] : index) {
    look = static_cast<std::uint32_t>(looks_.size());
    looks_.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key)});
  }
  for (const auto& key : keys) {
    const auto it = index.find(key);
    look_of_.push_back(it == index.end() ? kNone : it->second);
  }
}

void Looks::FindNeeds() {
  all_.resize(model_.cohorts.size());
  must_.resize(model_.cohorts.size());
  held_.resize(model_.cohorts.size());
  for (std::size_t c = 0; c < model_.cohorts.size(); ++c) {
    const CohortInfo& cohort = model_.cohorts[c];
    for (const KindCount& of : cohort.kinds) {
      const LodgingKind& kind = model_.kinds[of.kind];
      const Features needs = kind.AllNeeds();
      for (std::size_t g = 0; g < gauges_.size(); ++g) {
        if (gauges_[g].Holds(kind.people, needs)) all_[c][g] += of.count;
        if (gauges_[g].Holds(kind.people, needs & ~kind.substitutable)) {
          must_[c][g] += of.count;
        }
      }
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

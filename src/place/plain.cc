#include "place/plain.h"

#include <algorithm>
#include <map>
#include <utility>

namespace quaranta::place::internal {

std::optional<std::vector<UnitKind>> KindsIfPlain(const Model& model) {
  for (const std::uint32_t c : model.cohort_order) {
    if (!model.cohorts[c].runs.empty()) return std::nullopt;
  }
  for (const std::vector<std::int32_t>& of_kind : model.missing) {
    if (std::ranges::any_of(of_kind, [](auto n) { return n > 0; })) {
      return std::nullopt;
    }
  }
  std::vector<UnitKind> kinds;
  std::map<std::vector<std::uint32_t>, std::size_t> index;
  for (std::uint32_t u = 0; u < model.units.size(); ++u) {
    const UnitInfo& unit = model.units[u];
    if (!unit.usable || unit.holder != kNone || unit.room_count == 0) continue;
    if (!model.problem->sites[unit.site].open) return std::nullopt;
    std::vector<std::uint32_t> key;
    for (const TypeCount& of : unit.types) {
      key.push_back(of.type);
      key.push_back(static_cast<std::uint32_t>(of.count));
    }
    const auto [it, added] = index.try_emplace(std::move(key), kinds.size());
    if (added) kinds.emplace_back().types = unit.types;
    kinds[it->second].units.push_back(u);
  }
  return kinds;
}

std::size_t LevelOfLoss(const Model& model, std::size_t part) {
  return part < LastLoss(model) ? part : part + model.tiers.size() + 1;
}

bool ComesTo(const Model& model, const Loss& sum, const Plan& plan) {
  std::vector<std::int64_t> values(LevelOfLoss(model, LastLoss(model)) + 1, 0);
  for (std::size_t part = 0; part <= LastLoss(model); ++part) {
    values[LevelOfLoss(model, part)] = sum[part];
  }
  for (const LodgingInfo& lodging : model.without_adult) {
    const Party& party = model.problem->parties[lodging.party];
    values[static_cast<std::size_t>(party.priority)] +=
        static_cast<std::int64_t>(lodging.people.size());
  }
  for (std::size_t l = 0; l < values.size(); ++l) {
    if (plan.levels[l].value != values[l]) return false;
  }
  return true;
}

}  // namespace quaranta::place::internal

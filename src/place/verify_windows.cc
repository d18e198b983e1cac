#include "place/verify_windows.h"

#include <algorithm>

namespace quaranta::place::verify {

std::uint32_t Windows::KindOf(std::uint32_t p) {
  const Party& party = facts_.party(p);
  PartyKey key{party.risk_class, party.carer_named, {}};
  for (const Person& person : party.people) {
    std::get<2>(key).emplace_back(person.needs & ~party.substitutable,
                                  person.minor);
  }
  std::ranges::sort(std::get<2>(key));
  const auto [it, added] = kind_index_.try_emplace(
      std::move(key), static_cast<std::uint32_t>(sample_party_.size()));
  if (added) sample_party_.push_back(p);
  return it->second;
}

std::uint32_t Windows::RowOf(std::uint32_t unit) {
  if (row_of_.empty()) {
    row_of_.assign(facts_.problem().units.size(), kNoIndex);
  }
  if (row_of_[unit] != kNoIndex) return row_of_[unit];
  UnitKey key;
  std::int32_t last = 0;
  for (const std::uint32_t r : facts_.rooms_of(unit)) {
    const std::int32_t position = facts_.room(r).position;
    if (!key.empty() && position != last + 1) key.push_back(kNoIndex - 1);
    key.push_back(facts_.kind_of(r));
    last = position;
  }
  const auto [it, added] = row_index_.try_emplace(
      std::move(key), static_cast<std::uint32_t>(row_index_.size()));
  row_of_[unit] = it->second;
  return it->second;
}

const std::vector<Run>& Windows::RunsIn(std::uint32_t kind, std::uint32_t unit,
                                        bool minors_free) {
  const auto [it, added] = runs_.try_emplace({kind, RowOf(unit), minors_free});
  if (!added) return it->second;
  const auto rooms = facts_.rooms_of(unit);
  for (const Indices& run : facts_.Runs(
           sample_party_[kind], unit, [](std::uint32_t) { return true; },
           minors_free)) {
    const auto first = std::ranges::find(rooms, run.front()) - rooms.begin();
    it->second.push_back({static_cast<std::uint32_t>(first),
                          static_cast<std::uint32_t>(run.size())});
  }
  return it->second;
}

// Runs come by their first room.
std::int64_t Windows::Covered(std::uint32_t kind, std::uint32_t unit,
                              bool minors_free) {
  std::int64_t covered = 0;
  std::uint32_t end = 0;
  for (const Run& run : RunsIn(kind, unit, minors_free)) {
    const std::uint32_t last = run.first + run.count;
    if (last <= end) continue;
    covered += last - std::max(end, run.first);
    end = last;
  }
  return covered;
}

}  // namespace quaranta::place::verify

#include "desk/positives.h"

#include <algorithm>

namespace quaranta::desk {

StayFinder::StayFinder(const world::World& world, const County& county)
    : world_(world), county_(county) {
  for (std::size_t i = 0; i < county.stays.size(); ++i) {
    const StayRow& stay = county.stays[i];
    if (stay.current && stay.person) {
      stay_of_person_.emplace(stay.person->ref.row, i);
    }
  }
}

std::optional<std::size_t> StayFinder::Of(data::RowRef row) const {
  if (const auto target = Target(world_, row, "stay")) {
    const std::int32_t stay = county_.stay_of_row[*target];
    if (stay < 0) return std::nullopt;
    const auto index = static_cast<std::size_t>(stay);
    return county_.stays[index].current ? std::optional(index) : std::nullopt;
  }
  const auto person = Target(world_, row, "person");
  if (!person) return std::nullopt;
  const auto at = stay_of_person_.find(*person);
  if (at == stay_of_person_.end()) return std::nullopt;
  return at->second;
}

std::map<std::size_t, Instant> LeftForHospital(const Setting& setting,
                                               const StayFinder& finder) {
  std::map<std::size_t, Instant> left;
  for (std::size_t row = 0; row < RowsOf<schema::Transfer>(*setting.world);
       ++row) {
    const auto transfer = ReadKnown<schema::Transfer>(*setting.world, row);
    if (transfer.kind != schema::TransferKind::kHospital || !transfer.depart ||
        *transfer.depart > setting.as_of) {
      continue;
    }
    const auto stay = finder.Of(RefOf<schema::Transfer>(row));
    if (!stay) continue;
    Instant& at = left.emplace(*stay, *transfer.depart).first->second;
    at = std::max(at, *transfer.depart);
  }
  return left;
}

std::optional<KnownPositive> PositiveBy(const schema::Sample& sample,
                                        Instant now) {
  if (sample.result != schema::TestResult::kPositive) return std::nullopt;
  const auto at = sample.resulted_at ? sample.resulted_at : sample.sampled_at;
  if (at && *at > now) return std::nullopt;
  return KnownPositive{at};
}

std::vector<Positive> FindPositives(const Setting& setting,
                                    const County& county) {
  const world::World& world = *setting.world;
  const StayFinder finder(world, county);
  const auto hospital = LeftForHospital(setting, finder);
  std::vector<Positive> found;
  const auto add = [&](Positive positive) {
    const auto left = hospital.find(positive.stay);
    const bool acted = left != hospital.end() &&
                       (!positive.since || left->second >= *positive.since);
    if (!acted) found.push_back(positive);
  };
  for (std::size_t row = 0; row < RowsOf<schema::Sample>(world); ++row) {
    const data::RowRef ref = RefOf<schema::Sample>(row);
    const auto positive =
        PositiveBy(ReadKnown<schema::Sample>(world, row), setting.as_of);
    if (!positive) continue;
    if (const auto stay = finder.Of(ref)) add({*stay, ref, positive->at});
  }
  for (std::size_t i = 0; i < county.stays.size(); ++i) {
    const StayRow& stay = county.stays[i];
    if (!stay.current || !stay.person ||
        stay.person->record.test_result != schema::TestResult::kPositive) {
      continue;
    }
    add({i, stay.person->ref, stay.record.start});
  }
  return found;
}

}  // namespace quaranta::desk

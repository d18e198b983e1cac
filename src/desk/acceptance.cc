#include "desk/acceptance.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace quaranta::desk {
namespace {

// Rows of a collection of the site, such as "acceptances".
std::vector<std::uint32_t> Collection(const world::World& world,
                                      const SiteRow& site,
                                      std::string_view name) {
  const data::Segments* segments =
      world.table(site.ref.table).FindSegments(name);
  if (segments == nullptr) return {};
  const auto rows = segments->Of(site.ref.row);
  return {rows.begin(), rows.end()};
}

bool Passed(const schema::Acceptance& row, Day today) {
  if (row.recheck_result && row.recheck_date && *row.recheck_date <= today) {
    return *row.recheck_result == schema::CheckResult::kPass;
  }
  return row.result == schema::CheckResult::kPass;
}

void Latest(std::optional<Day>& day, std::optional<Day> candidate, Day today) {
  if (candidate && *candidate <= today && (!day || *day < *candidate)) {
    day = candidate;
  }
}

}  // namespace

OpeningLacks LacksOf(const Setting& setting, const SiteRow& site) {
  const world::World& world = *setting.world;
  OpeningLacks lacks;
  // The latest check of each item; of one day, a pass does not hide a failure.
  std::map<schema::AcceptanceItem, std::pair<Day, bool>> last;
  for (const std::uint32_t row : Collection(world, site, "acceptances")) {
    const auto check = ReadKnown<schema::Acceptance>(world, row);
    if (!check.item || !check.date || *check.date > setting.today) continue;
    const std::pair result(*check.date, Passed(check, setting.today));
    const auto [at, added] = last.emplace(*check.item, result);
    if (added) continue;
    if (at->second.first < result.first) {
      at->second = result;
    } else if (at->second.first == result.first && !result.second) {
      at->second.second = false;
    }
  }
  using Item = schema::AcceptanceItem;
  for (const Item item : {Item::kAirConditioning, Item::kVideo, Item::kSewage,
                          Item::kWindowDoor, Item::kWastePassage}) {
    const auto at = last.find(item);
    if (at == last.end() || !at->second.second) {
      lacks.not_accepted.push_back(item);
    }
  }
  for (const std::uint32_t row : Collection(world, site, "posts")) {
    const auto post = ReadKnown<schema::TeamPost>(world, row);
    ++lacks.posts;
    if (!post.a_id || !post.b_id) ++lacks.posts_unmanned;
  }
  return lacks;
}

std::optional<Day> LastRoomCount(const Setting& setting, const SiteRow& site) {
  const world::World& world = *setting.world;
  std::optional<Day> day;
  const std::string subject = world.Subject(site.ref);
  for (std::size_t row = 0; row < RowsOf<schema::Register>(world); ++row) {
    const auto record = ReadKnown<schema::Register>(world, row);
    if (record.parent == subject && record.collection == "rooms") {
      Latest(day, record.as_of, setting.today);
    }
  }
  if (site.record.reported_at) {
    Latest(day, setting.zone.DayOf(*site.record.reported_at), setting.today);
  }
  return day;
}

}  // namespace quaranta::desk

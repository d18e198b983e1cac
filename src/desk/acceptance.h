// What a site lacks before it may open, and when its rooms were counted.
#ifndef QUARANTA_SRC_DESK_ACCEPTANCE_H_
#define QUARANTA_SRC_DESK_ACCEPTANCE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "desk/county.h"

namespace quaranta::desk {

struct OpeningLacks {
  // Of the five items, those whose last result on record is not a pass.
  std::vector<schema::AcceptanceItem> not_accepted;
  std::int64_t posts = 0;
  std::int64_t posts_unmanned = 0;  // no A or no B named
};
OpeningLacks LacksOf(const Setting& setting, const SiteRow& site);

// The last day on which somebody stated or reported the site's rooms.
std::optional<Day> LastRoomCount(const Setting& setting, const SiteRow& site);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_ACCEPTANCE_H_

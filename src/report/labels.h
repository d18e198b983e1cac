// Names of things in the reader's language.
#ifndef QUARANTA_SRC_REPORT_LABELS_H_
#define QUARANTA_SRC_REPORT_LABELS_H_

#include <string>
#include <string_view>

#include "quaranta/core/message.h"
#include "quaranta/schema/enums.h"
#include "quaranta/world/world.h"

namespace quaranta::report {

// The Chinese label, or the English name in words ("out of order"); the text
// for "not recorded" when the value is zero or unknown.
std::string LabelOf(const schema::Enum& table, std::int32_t number,
                    Language language);

template <class E>
std::string Label(E value, Language language) {
  return LabelOf(schema::EnumTable<E>(), static_cast<std::int32_t>(value),
                 language);
}

// The site's name as in reports, else its id.
std::string SiteName(const world::World& world, std::string_view site_id);

// The region's name as in reports, else its id.
std::string RegionName(const world::World& world, std::string_view region_id);

// A subject as people call it: "Site:S2" by the site's name, "Floor:S2/6F" by
// site and floor, "Stay:ST-1" as "stay ST-1" in the reader's language.
std::string SubjectText(const world::World& world, std::string_view subject,
                        Language language);

// "Cloud Hotel 304": site and room, as far as they are known.
std::string Where(const world::World& world, std::string_view site_id,
                  std::string_view room_id, Language language);

// "2022-04-10 17:00", the local time of the kept offset.
std::string ClockText(Instant instant);

}  // namespace quaranta::report

#endif  // QUARANTA_SRC_REPORT_LABELS_H_

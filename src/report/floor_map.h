#ifndef QUARANTA_SRC_REPORT_FLOOR_MAP_H_
#define QUARANTA_SRC_REPORT_FLOOR_MAP_H_

#include <string>

#include "quaranta/report/brief.h"

namespace quaranta::report {

// A section with one SVG: every room of every open site as one element with
// `data-room`, a row per floor, coloured by the group inside or proposed.
std::string FloorMap(const BriefInput& input, Language language);

}  // namespace quaranta::report

#endif  // QUARANTA_SRC_REPORT_FLOOR_MAP_H_

// Figures of the coming days that their JSON has by name, written and read by
// one list.
#ifndef QUARANTA_SRC_REPORT_DAYS_FIELDS_H_
#define QUARANTA_SRC_REPORT_DAYS_FIELDS_H_

#include <cstdint>
#include <string_view>
#include <utility>

#include "quaranta/place/horizon.h"

namespace quaranta::report {

template <class Of>
using NamedCount = std::pair<std::string_view, std::int32_t Of::*>;

inline constexpr NamedCount<place::DayFigures> kDayFigures[] = {
    {"arriving", &place::DayFigures::arriving},
    {"entering", &place::DayFigures::entering},
    {"leaving", &place::DayFigures::leaving},
    {"unplaced", &place::DayFigures::unplaced},
    {"free_floors", &place::DayFigures::free_units},
    {"held_floors", &place::DayFigures::held_units},
    {"disinfected_floors", &place::DayFigures::disinfected_units},
    {"closed_floors", &place::DayFigures::closed_units},
    {"unopened_floors", &place::DayFigures::unopened_units},
    {"free_rooms", &place::DayFigures::free_rooms},
    {"own_rooms", &place::DayFigures::own_rooms},
    {"taken_rooms", &place::DayFigures::taken_rooms},
    {"empty_rooms", &place::DayFigures::empty_rooms},
};

inline constexpr NamedCount<place::Funnel> kFunnelCounts[] = {
    {"ready", &place::Funnel::ready},
    {"paired", &place::Funnel::paired},
    {"equipped", &place::Funnel::equipped},
    {"big_enough", &place::Funnel::big_enough},
    {"reachable", &place::Funnel::reachable},
};

}  // namespace quaranta::report

#endif  // QUARANTA_SRC_REPORT_DAYS_FIELDS_H_

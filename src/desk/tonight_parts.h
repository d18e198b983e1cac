// The parts of the first screen.
#ifndef QUARANTA_SRC_DESK_TONIGHT_PARTS_H_
#define QUARANTA_SRC_DESK_TONIGHT_PARTS_H_

#include <cstdint>

#include "desk/county.h"
#include "desk/setting.h"
#include "quaranta/desk/tonight.h"

namespace quaranta::desk {

inline std::int64_t MinutesBetween(Instant from, Instant to) {
  return (to.micros - from.micros) / kMicrosPerMinute;
}

void AddAlarms(const Setting& setting, const County& county, TonightView& view);
void AddWaiting(const Setting& setting, const County& county,
                TonightView& view);
void AddStock(const Setting& setting, const County& county, TonightView& view);
void AddLeaving(const Setting& setting, const County& county,
                TonightView& view);
void AddHolds(const Setting& setting, const County& county, TonightView& view);
void AddReports(const Setting& setting, TonightView& view);
void AddChanges(const Setting& setting, TonightView& view);
void AddDuty(const Setting& setting, const County& county, TonightView& view);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_TONIGHT_PARTS_H_

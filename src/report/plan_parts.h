// Parts of a plan's JSON that have files of their own.
#ifndef QUARANTA_SRC_REPORT_PLAN_PARTS_H_
#define QUARANTA_SRC_REPORT_PLAN_PARTS_H_

#include "quaranta/desk/night.h"
#include "quaranta/text/json_writer.h"

namespace quaranta::report {

// "night": what changed beside an earlier plan.
void WriteNight(const desk::Plan& plan, text::JsonWriter& json);

// "sites", "groups", "parties": what a later plan needs to keep this one;
// assignments are written before.
void WriteEarlier(const desk::EarlierPlan& plan, text::JsonWriter& json);

}  // namespace quaranta::report

#endif  // QUARANTA_SRC_REPORT_PLAN_PARTS_H_

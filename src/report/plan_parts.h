// Parts of a plan's JSON that have files of their own.
#ifndef QUARANTA_SRC_REPORT_PLAN_PARTS_H_
#define QUARANTA_SRC_REPORT_PLAN_PARTS_H_

#include <string>

#include "quaranta/desk/night.h"
#include "quaranta/text/json_writer.h"
#include "quaranta/text/node.h"

namespace quaranta::report {

// "night": what changed beside an earlier plan.
void WriteNight(const desk::Plan& plan, text::JsonWriter& json);

// "sites", "groups", "parties": what a later plan needs to keep this one;
// assignments are written before.
void WriteEarlier(const desk::EarlierPlan& plan, text::JsonWriter& json);

// "proof": what anybody needs to verify the plan, by index.
void WriteProof(const place::Plan& plan, text::JsonWriter& json);

// Reads that object; the first mistake, with its place, or empty.
std::string ReadProof(const text::Node& proof, place::Plan& plan);

}  // namespace quaranta::report

#endif  // QUARANTA_SRC_REPORT_PLAN_PARTS_H_

// Who needs no room here.
#ifndef QUARANTA_SRC_DESK_TRIAGE_H_
#define QUARANTA_SRC_DESK_TRIAGE_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "desk/setting.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/schema/records.h"

namespace quaranta::desk {

// What is on record of somebody beside the person's own record: needs that are
// not met, results and readings that nobody has acted on.
struct OpenNeeds {
  std::set<schema::NeedKind> kinds;
  bool refer_hospital = false;
  bool positive = false;
  bool fever = false;
  bool symptoms = false;
};

bool HasSymptom(const std::vector<schema::Symptom>& symptoms);

// To hospital or home, or nothing: a room. The reason names the kind of fact
// that decided, the gravest first, never a reading. A missing reading refers
// nobody; it is a doubt of the plan.
std::optional<Referral> Triage(const schema::Person& person,
                               const std::string& id, const OpenNeeds& needs,
                               const Params& params);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_TRIAGE_H_

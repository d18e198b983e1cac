// Who needs no room here.
#ifndef QUARANTA_SRC_DESK_TRIAGE_H_
#define QUARANTA_SRC_DESK_TRIAGE_H_

#include <optional>
#include <set>
#include <string>

#include "desk/setting.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/schema/records.h"

namespace quaranta::desk {

// Clinical needs that are assessed and not met, beside those on the person.
struct OpenNeeds {
  std::set<schema::NeedKind> kinds;
  bool refer_hospital = false;
};

// To hospital or home, or nothing: a room. The reason names the kind of fact
// that decided, the gravest first, never a reading. A missing reading refers
// nobody; it is a doubt of the plan.
std::optional<Referral> Triage(const schema::Person& person,
                               const std::string& id, const OpenNeeds& needs,
                               const Params& params);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_TRIAGE_H_

// Everything but the command line, for programs that use the whole house.
#ifndef QUARANTA_QUARANTA_H_
#define QUARANTA_QUARANTA_H_

#include "quaranta/check/check.h"  // verdicts
#include "quaranta/desk/audit_people.h"
#include "quaranta/desk/capacity_lines.h"
#include "quaranta/desk/coming_days.h"
#include "quaranta/desk/earlier.h"
#include "quaranta/desk/moves_people.h"
#include "quaranta/desk/night.h"
#include "quaranta/desk/occupancy.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/desk/role.h"
#include "quaranta/desk/tonight.h"
#include "quaranta/desk/verify_plan.h"
#include "quaranta/io/io.h"          // files
#include "quaranta/policy/policy.h"  // packs, what is in force
#include "quaranta/report/brief.h"
#include "quaranta/report/days.h"
#include "quaranta/report/json.h"
#include "quaranta/world/rows.h"  // records as structs
#include "quaranta/world/world.h"

#endif  // QUARANTA_QUARANTA_H_

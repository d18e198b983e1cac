// Arrivals as the planner sees them: parties, their cohorts and priorities.
#ifndef QUARANTA_SRC_DESK_PARTIES_H_
#define QUARANTA_SRC_DESK_PARTIES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "desk/cohorts.h"
#include "desk/county.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/place/problem.h"

namespace quaranta::desk {

// Facts that the plan would have liked to know, in people.
struct FactDoubts {
  std::int32_t temperature = 0;
  std::int32_t symptoms = 0;
  std::int32_t test_result = 0;
  std::int32_t age = 0;
  std::int32_t chain = 0;
  std::int32_t risk = 0;
  std::int32_t named_at = 0;
};

struct Group {
  place::Party party;  // its cohort has no number yet
  PartyNote note;
  CohortKey cohort;
  std::vector<Row<schema::Person>> people;  // beside party.people
  bool needs_carer = false;  // minors without an adult and without a carer
  // Of the first who comes on a later day; nothing: they come today.
  std::optional<Instant> expected;
};

struct Arrivals {
  std::vector<Group> groups;  // by id
  std::vector<Referral> referred;
  std::vector<std::string> already_inside;
  FactDoubts unknown;
  Milder milder;
  // People to be placed tonight who come only on a later day; when the first.
  std::int32_t later = 0;
  std::optional<Instant> first_later;
  // Columns of the arrivals that were not read, as far as they may be shown.
  std::set<std::string> unread_columns;
};

// When people come, by id, of those who come on a later day. A party comes with
// its first.
using Announced = std::map<std::string, Instant>;

// kInvalidArgument when there is nobody, somebody has no id, or two have one.
absl::StatusOr<Arrivals> ReadArrivals(const world::World& arrivals,
                                      const County& county,
                                      const BatchBook& batches,
                                      const Setting& setting,
                                      const Announced& announced = {});

// Somebody who is inside; a stay without a person goes by its own id.
struct Insider {
  Row<schema::Person> person;
  CohortKey cohort;  // as CohortsInside has it
  std::size_t room = 0;
  bool share_basis = false;  // why the room is shared is on record
};
// The parties of those inside, by id; their people by id. Carers, consents and
// who may share a room as for arrivals; or all of a party share one, and why
// is on record for each. Cohorts are taken as they are. There is no triage.
std::vector<Group> ReadInsiders(std::vector<Insider> insiders,
                                const Setting& setting);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_PARTIES_H_

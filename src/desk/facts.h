// What is on record of people who arrive, in their own tables and in the
// county's.
#ifndef QUARANTA_SRC_DESK_FACTS_H_
#define QUARANTA_SRC_DESK_FACTS_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "desk/county.h"
#include "desk/setting.h"
#include "desk/triage.h"

namespace quaranta::desk {

class Facts {
 public:
  // `arrivals` may be the setting's world itself. Both outlive it.
  Facts(const world::World& arrivals, const Setting& setting);

  // What triage asks beside the person's own record: needs that are not met,
  // and results and readings that nobody has acted on. Of a stay that is over
  // only needs count.
  const OpenNeeds& NeedsOf(const std::string& person) const;

  // Adds to an arrival's record what the county's own row of that person knows
  // of it. Nothing once a stay of theirs is over: that row is of then.
  void Complete(schema::Person& person) const;

  // That the carer agreed to care for the minor, on a Consent row that is not
  // withdrawn.
  bool Agreed(const std::string& carer, const std::string& minor) const;

  // The county's row of somebody; nothing when there is none.
  std::optional<Row<schema::Person>> PersonOf(const std::string& id) const;
  bool IsStaff(const std::string& id) const;

 private:
  void ReadNeeds(const world::World& world);
  void ReadConsents(const world::World& world);
  void ReadStays(const world::World& world);
  void ReadHospital(const world::World& world);
  void ReadSamples(const world::World& world);
  void ReadObservations(const world::World& world);
  // Whom a row of a table with `person_id` and `stay_id` is about; nothing when
  // it is of a stay that is over.
  template <class R>
  std::optional<std::string> Whom(const R& record) const;
  bool LeftSince(const std::string& person, std::optional<Instant> at) const;

  const world::World& arrivals_;
  const Setting& setting_;
  struct StayOf {
    std::string person;
    bool over = false;
  };
  std::map<std::string, StayOf> stays_;
  std::set<std::string> been_here_;  // people with a stay that is over
  std::map<std::string, Instant> hospital_;
  std::map<std::string, OpenNeeds> needs_;
  std::set<std::pair<std::string, std::string>> agreed_;
};

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_FACTS_H_

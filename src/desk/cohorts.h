// Who may share a floor with whom: chains, batches, risk classes.
#ifndef QUARANTA_SRC_DESK_COHORTS_H_
#define QUARANTA_SRC_DESK_COHORTS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "desk/county.h"
#include "desk/setting.h"
#include "quaranta/desk/earlier.h"

namespace quaranta::desk {

// What is known of one person of a party.
struct Member {
  std::optional<std::string> chain;
  std::optional<std::string> batch;  // as recorded
  std::optional<int> risk;
  std::optional<std::string> vehicle;
  // Intake of those inside; arrival of the others, when recorded.
  std::optional<Instant> at;
  bool inside = false;
  // Comes later than now, at `at`; of others what is later than now is now.
  bool announced = false;
};

Member MemberOf(const StayRow& stay);

// Whose party somebody is of: the one recorded, else for a minor that of the
// carer, if the carer is among these people too, else the person's own.
class PartyFinder {
 public:
  // Rows outlive it.
  PartyFinder(std::vector<const Row<schema::Person>*> people,
              const Setting& setting);
  std::string Of(const Row<schema::Person>& person) const;

 private:
  std::vector<const Row<schema::Person>*> people_;  // by id
  const Setting& setting_;
};

// Blank texts are unknown.
std::optional<std::string> Known(const std::optional<std::string>& text);

// Batches of each chain: opened by its first intake in the county, for the
// intake window; an intake after that opens the next. A batch goes by the id
// recorded for it when there is exactly one, else by its first intake's time.
class BatchBook {
 public:
  // `planned` are groups of an earlier plan, or announced: they open batches as
  // if they had been taken in when they were planned for. One without a batch
  // has none on record.
  BatchBook(const County& county, const Setting& setting,
            const std::vector<EarlierPlan::Group>& planned = {});

  // The key of a group of an earlier plan as it would be made now: a batch that
  // had no recorded id may have one.
  CohortKey NameNow(const EarlierPlan::Group& planned) const;

  // The batch of somebody taken in at that time; nothing when unknown.
  std::optional<std::string> OfIntake(const std::string& chain,
                                      std::optional<Instant> intake) const;
  // The batch of somebody who arrives then.
  std::string OfArrival(const std::string& chain, Instant at) const;
  // The batch still takes people in.
  bool IsOpen(const std::string& chain, const std::string& batch) const;
  // When it no longer does; nothing unless it is open now.
  std::optional<Instant> OpenUntil(const std::string& chain,
                                   const std::string& batch) const;

 private:
  struct Window {
    Instant open;
    std::set<std::string> recorded;
    std::string name;
    bool planned = false;  // opened by an earlier plan
  };
  const Window* At(const std::string& chain, Instant at) const;

  const Setting& setting_;
  std::map<std::string, std::vector<Window>> windows_;  // by time
};

struct Grouped {
  CohortKey key;
  bool two_chains = false;
  bool two_batches = false;
  bool two_risks = false;      // the higher one counts
  bool unknown_chain = false;  // of everyone in it
  bool unknown_risk = false;   // of someone; params.unknown_risk_as counts
};

// The cohort of a party. `tag` names it; `vehicle` is the party's own.
Grouped GroupParty(const std::string& tag, const std::vector<Member>& members,
                   const std::optional<std::string>& vehicle,
                   const BatchBook& batches, const Setting& setting);

// The cohort of each person who is in a room or has one promised, beside
// county.stays; nothing for the others.
std::vector<std::optional<CohortKey>> CohortsInside(const County& county,
                                                    const BatchBook& batches,
                                                    const Setting& setting);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_COHORTS_H_

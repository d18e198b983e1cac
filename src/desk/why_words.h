// Reasons as sentences, in the reader's language.
#ifndef QUARANTA_SRC_DESK_WHY_WORDS_H_
#define QUARANTA_SRC_DESK_WHY_WORDS_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/setting.h"
#include "quaranta/core/message.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/desk/place_people.h"

namespace quaranta::desk {

// "a, b and c"; of one, itself. Not empty.
Sentence ListOf(const std::vector<Sentence>& items);
// The same of clauses.
Sentence AllOf(const std::vector<Sentence>& items);
// "a; b; c".
Sentence AnyOf(const std::vector<Sentence>& items);

Sentence RoleWord(Role role);
// Why floors and rooms that would do for a party, were all of `waived` set
// aside, may not be used before they are turned around.
struct Turnaround {
  bool waiting = false;  // for disinfection
  bool left = false;     // by some of the floor's people
  bool unclear = false;
  bool mixed = false;
  bool frozen = false;  // never bargained with
};
Turnaround TurnaroundOf(const Plan& plan, const place::Party& party,
                        const std::vector<place::Family>& waived);

// What would have to be, were the family set aside.
Sentence FamilyWord(place::Family family, const Turnaround& turnaround);
// Why there is no room, as a sentence of its own.
MessageId ReasonMessage(place::Reason reason);
// The same as a clause, for those of that risk class.
Sentence ReasonClause(place::Reason reason, std::uint32_t risk_class);
// "free floors used".
Sentence LevelWord(const place::Level& level, place::TierPolicy policy);

// Where indices lead, of a plan for tonight or for the coming days.
struct Places {
  const place::Problem& problem;
  const std::vector<SiteNote>& sites;
  const std::vector<UnitNote>& units;
  const std::vector<RoomNote>& rooms;
};
Places PlacesOf(const Plan& plan);

// The rules in the way, and which of them are never set aside, of which a
// turnaround is one if `frozen`; `of` names a family.
std::vector<Sentence> FamilyLines(
    const place::Why& why, const std::function<Sentence(place::Family)>& of,
    bool frozen = false);
// Who competes for which rooms.
Sentence ShortageLine(const Places& places, const place::Shortage& shortage,
                      const Sentence& cohort);
Sentence FunnelLine(const place::Funnel& rooms);
// The class of the group and the grade of the site.
Sentence ClassLine(const place::Party& party, const SiteNote& site);
// What the room has for those of the party who are in it.
std::vector<Sentence> FitLines(const Places& places, place::RoomId room,
                               const place::Party& party, const PartyNote& note,
                               const std::vector<std::uint32_t>& people,
                               bool refill);
// Whether home was looked at.
Sentence HomeLine(const PartyNote& note);
// How sure a plan is, by its levels that are not proven as kWhyGap.
Sentence GapsLine(const std::vector<Sentence>& gaps);
// What a plan was made from.
Sentence BasisLine(const std::vector<std::string>& packs,
                   const std::string& input, std::uint64_t seed,
                   const std::string& party);

// Of the party with the id, or of a person; `explain` takes the party and,
// for one person of it, which. Then why somebody is not in the plan.
template <class AnyPlan, class Explain>
std::vector<Sentence> ExplainIn(const AnyPlan& plan, std::string_view id,
                                Explain explain) {
  std::vector<Sentence> out;
  for (std::uint32_t p = 0; p < plan.parties.size(); ++p) {
    const PartyNote& party = plan.parties[p];
    if (party.id == id) {
      out = explain(p, std::nullopt);
      break;
    }
    const auto at = std::find(party.people.begin(), party.people.end(), id);
    if (at != party.people.end()) {
      return explain(p, static_cast<std::uint32_t>(at - party.people.begin()));
    }
  }
  for (const Referral& referral : plan.referred) {
    if (referral.person == id || referral.party == id) {
      out.push_back(referral.reason);
    }
  }
  for (const std::string& person : plan.already_inside) {
    if (person == id) {
      out.push_back({msg::kPlaceAlreadyInside, {{"person", person}}});
    }
  }
  return out;
}

// What those who compete for the same rooms need, and what there is.
struct ShortageFacts {
  std::int64_t people = 0;
  Sentence need;  // "7 accessible rooms with 2 beds or more"
  // Rooms that would do, by floor; empty when there are none.
  std::vector<Sentence> floors;
};
ShortageFacts FactsOf(const Places& places, const place::Shortage& shortage);

// Who has those rooms instead, by priority; nothing when nobody has.
std::optional<Sentence> RivalsOf(const Plan& plan,
                                 const place::Shortage& shortage,
                                 const place::Party& party);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_WHY_WORDS_H_

// Reasons as sentences, in the reader's language.
#ifndef QUARANTA_SRC_DESK_WHY_WORDS_H_
#define QUARANTA_SRC_DESK_WHY_WORDS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "desk/setting.h"
#include "quaranta/core/message.h"
#include "quaranta/desk/place_people.h"

namespace quaranta::desk {

// "a, b and c"; of one, itself. Not empty.
Sentence ListOf(const std::vector<Sentence>& items);
// The same of clauses.
Sentence AllOf(const std::vector<Sentence>& items);
// "a; b; c".
Sentence AnyOf(const std::vector<Sentence>& items);

Sentence RoleWord(Params::Role role);
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

// What those who compete for the same rooms need, and what there is.
struct ShortageFacts {
  std::int64_t people = 0;
  Sentence need;  // "7 accessible rooms with 2 beds or more"
  // Rooms that would do, by floor; empty when there are none.
  std::vector<Sentence> floors;
};
ShortageFacts FactsOf(const Plan& plan, const place::Shortage& shortage);

// Who has those rooms instead, by priority; nothing when nobody has.
std::optional<Sentence> RivalsOf(const Plan& plan,
                                 const place::Shortage& shortage,
                                 const place::Party& party);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_WHY_WORDS_H_

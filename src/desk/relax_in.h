// Acts that could let people have a room, and how they are put together.
#ifndef QUARANTA_SRC_DESK_RELAX_IN_H_
#define QUARANTA_SRC_DESK_RELAX_IN_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "desk/place_in.h"
#include "quaranta/core/message.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/desk/place_people.h"

namespace quaranta::desk {

// What changes in the problem when it is done.
using Change = std::function<void(place::Problem&)>;

struct Candidate {
  Relaxation relaxation;
  Change change;
  Change otherwise;  // tried where `change` does not help; may be empty
  MessageId message{};
  std::vector<MessageArg> args;
  Sentence act;              // as part of a way out
  std::int64_t promise = 0;  // no more people can get rooms by it directly
};

// What could be done, untried.
std::vector<Candidate> ActsFor(const Draft& draft, const Plan& plan);

// Parties that wait for a carer.
std::vector<std::uint32_t> WithoutAdult(const Plan& plan);
// "Party:F7"; "Person:P12" of one who travels alone.
std::string SubjectOf(const PartyNote& party);
// Somebody is named to look after the children of the party.
Sentence CarerFor(const PartyNote& party);

// Fills plan.way_out: what of `acts` to do tonight, and what then for whom is
// left. `helpful` are those of them that help by themselves, the best first.
absl::Status AddWayOut(const Draft& draft, const std::vector<Candidate>& acts,
                       const std::vector<Candidate>& helpful, Plan& plan);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_RELAX_IN_H_

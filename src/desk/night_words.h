// The second evening as sentences, in the reader's language.
#ifndef QUARANTA_SRC_DESK_NIGHT_WORDS_H_
#define QUARANTA_SRC_DESK_NIGHT_WORDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "quaranta/core/message.h"
#include "quaranta/desk/night.h"

namespace quaranta::desk {

// "the room is out of service", ... ; of somebody who moves.
Sentence CauseWord(const NightChange& change);
// "2022-04-10 17:00", in the zone of the instant.
std::string TimeText(Instant instant);
// What the night did to one party.
std::vector<Sentence> NightLinesOf(const Plan& plan, std::string_view party);
// Why a party waits for whom no rule is in the way.
Sentence WhyWaits(const Plan& plan, std::string_view party);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_NIGHT_WORDS_H_

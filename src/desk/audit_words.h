// An audit's findings and moves as sentences, in the reader's language.
#ifndef QUARANTA_SRC_DESK_AUDIT_WORDS_H_
#define QUARANTA_SRC_DESK_AUDIT_WORDS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "quaranta/core/message.h"
#include "quaranta/desk/audit_people.h"

namespace quaranta::desk {

// "a, b and 9 more", how many more as `more` says it. Not empty.
Sentence ListUpTo(std::vector<Sentence> items, MessageId more);
// The same of ids of people, and of labels of rooms.
Sentence CodesOf(const std::vector<std::string>& codes);
Sentence LabelsOf(const std::vector<std::string>& labels);
// "Hotel A 304"; "Hotel A, floor 3".
Sentence RoomWord(const Occupancy& now, std::size_t room);
Sentence UnitWord(const Occupancy& now, std::size_t unit);
// "Hotel A 304, Hotel A 306 and Hotel B 201".
Sentence RoomsWord(const Occupancy& now, const std::vector<std::size_t>& rooms);

// The rule that is broken, and by whom; `rooms` are those that its people are
// in. The record's fields but its text are there.
Sentence FindingText(const AuditResult& result, const place::Finding& finding,
                     const AuditFinding& record,
                     const std::vector<std::size_t>& rooms);
// "another party is in that room".
Sentence MoveReason(place::Breach breach);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_AUDIT_WORDS_H_

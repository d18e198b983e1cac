// An audit's findings and moves as sentences, in the reader's language.
#ifndef QUARANTA_SRC_DESK_AUDIT_WORDS_H_
#define QUARANTA_SRC_DESK_AUDIT_WORDS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "quaranta/core/message.h"
#include "quaranta/desk/audit_people.h"

namespace quaranta::desk {

// "P1, P2 and 9 more". Not empty.
Sentence CodesOf(const std::vector<std::string>& codes);
// "Hotel A 304"; "Hotel A, floor 3".
Sentence RoomWord(const AuditResult& result, std::size_t room);
Sentence UnitWord(const AuditResult& result, std::size_t unit);
// "Hotel A 304, Hotel A 306 and Hotel B 201".
Sentence RoomsWord(const AuditResult& result,
                   const std::vector<std::size_t>& rooms);

// The rule that is broken, and by whom; `rooms` are those that its people are
// in. The record's fields but its text are there.
Sentence FindingText(const AuditResult& result, const place::Finding& finding,
                     const AuditFinding& record,
                     const std::vector<std::size_t>& rooms);
// "another party is in that room".
Sentence MoveReason(place::Breach breach);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_AUDIT_WORDS_H_

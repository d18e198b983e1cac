// Names of things as sentences, in the reader's language.
#ifndef QUARANTA_SRC_DESK_WORDS_H_
#define QUARANTA_SRC_DESK_WORDS_H_

#include <cstdint>
#include <string>

#include "desk/cohorts.h"
#include "quaranta/core/message.h"
#include "quaranta/place/plan.h"
#include "quaranta/schema/enums.h"

namespace quaranta::desk {

Sentence RiskWord(int risk);
Sentence StatusWord(schema::SiteStatus status);
// "proven best", "cannot be below 3".
Sentence LevelStatusWord(place::LevelStatus status, std::int64_t bound);
// Of the first level: whom the priority stands for.
MessageId UnplacedMessage(std::int32_t priority);
Sentence ItemWord(schema::AcceptanceItem item);
Sentence CohortLabel(const CohortKey& key);
// "floor 3", "floor 8F+9F"; in Chinese "3层", "8F+9F".
Sentence FloorWord(const std::string& label);
// "6" or "1.5".
std::string HoursText(double hours);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_WORDS_H_

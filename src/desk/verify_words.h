// What is said of a stored plan, for tonight or for the coming days.
#ifndef QUARANTA_SRC_DESK_VERIFY_WORDS_H_
#define QUARANTA_SRC_DESK_VERIFY_WORDS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "desk/stock.h"
#include "desk/why_words.h"
#include "quaranta/core/message.h"
#include "quaranta/desk/earlier.h"

namespace quaranta::desk {

// Names of the sites that are not as the plan knew them.
std::vector<std::string> ChangedSites(const EarlierPlan& basis,
                                      const Stock& stock);

// The world is another one, here.
Sentence OtherInputLine(const std::vector<std::string>& changed_sites);
// The first faults.
void AddFaults(const std::vector<Sentence>& faults,
               std::vector<Sentence>& lines);
// What came out in all.
Sentence OutcomeLine(bool ok, std::size_t faults);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_VERIFY_WORDS_H_

// What is wrong with a stored plan, in the reader's language.
#ifndef QUARANTA_SRC_DESK_FAULT_WORDS_H_
#define QUARANTA_SRC_DESK_FAULT_WORDS_H_

#include <vector>

#include "desk/parties.h"
#include "desk/stock.h"
#include "quaranta/desk/verify_plan.h"

namespace quaranta::desk {

// One sentence for each kind of violation, in the order of place::Fault, with
// the parties, rooms and floors of the first few.
std::vector<Sentence> FaultLines(const Verified& verified,
                                 const place::Problem& problem,
                                 const Stock& stock, const Arrivals& people);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_FAULT_WORDS_H_

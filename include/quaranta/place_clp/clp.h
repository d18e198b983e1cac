// Linear programs of `place` solved by CLP, of the COIN-OR project.
//
// An optional room (`-DQUARANTA_WITH_CLP=ON`), never in wheels: for those who
// have CLP already and trust it more, and so that the contract of
// place/linear.h has two implementations.
#ifndef QUARANTA_PLACE_CLP_CLP_H_
#define QUARANTA_PLACE_CLP_CLP_H_

#include <memory>

#include "quaranta/place/linear.h"

namespace quaranta::place {

// An empty program, for `Options::linear_program`. Each program is for one
// thread at a time.
std::unique_ptr<LinearProgram> MakeClpProgram();

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_CLP_CLP_H_

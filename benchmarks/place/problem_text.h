// A problem as plain text, one thing a line, for programs in other languages:
//
//   problem 1
//   cohorts 3
//   special 1
//   pairing 2 2 1 0 0 1            risk classes, grades, allowed row by row
//   site 2 0 1 3 0                 tier, open, can open, staff rooms, grade
//   unit 0 - 0                     site, holder or -, closed
//   room 0 4 2 1 0 0               unit, position, beds, features, state, clean
//   party P7 0 1 2 T 1 0 - a:0 m:1@0
//
// A party has name, cohort, risk class, priority, T(ogether) or A(part),
// substitutable, carer named, distances with commas or -, then its people:
// adult or minor, needs, and after @ the carer. Things are numbered from 0 in
// the order of their lines.
#ifndef QUARANTA_BENCHMARKS_PLACE_PROBLEM_TEXT_H_
#define QUARANTA_BENCHMARKS_PLACE_PROBLEM_TEXT_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "quaranta/place/problem.h"

namespace quaranta::place::families {

std::string WriteProblem(const Problem& problem);

// Fails with kInvalidArgument, naming the line, where the text is not as above;
// whether the problem is valid is not asked.
[[nodiscard]] absl::StatusOr<Problem> ReadProblem(std::string_view text);

}  // namespace quaranta::place::families

#endif  // QUARANTA_BENCHMARKS_PLACE_PROBLEM_TEXT_H_

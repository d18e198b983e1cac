// The inequalities of the exact search: Hall rows with rooms granted, and
// steps. Each bounds what of a Hall set can be placed by the units taken.
#ifndef QUARANTA_SRC_PLACE_EXACT_ROWS_H_
#define QUARANTA_SRC_PLACE_EXACT_ROWS_H_

#include <compare>
#include <cstdint>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "place/exact_component.h"

namespace quaranta::place::internal {

// Let c_t be the suitable rooms of a unit of class t and R what is wanted
// beyond held units and the `granted` classes, these taken as a gift. Then
//   placed <= held + granted + sum min(c_t, R) y_t                  (step < 0)
// since one unit with c_t >= R is enough for all; and with f(k) the rooms that
// the k largest other units have, at most R, a concave function,
//   placed <= held + granted + f(j) - j d + sum min(c_t, d) y_t
// for j = step and d = f(j + 1) - f(j).
struct HallRow {
  std::uint32_t part = 0;  // of Component::parts
  std::uint32_t set = 0;
  std::vector<std::uint32_t> granted;  // of CohortPart::choices, rising
  std::int32_t step = -1;

  friend auto operator<=>(const HallRow&, const HallRow&) = default;
};

// placed <= constant + sum of coefficient times choice.
struct RowForm {
  std::int64_t constant = 0;
  std::vector<std::pair<std::uint32_t, std::int64_t>> choices;
};

RowForm FormOf(const Component& component, const HallRow& row);

// Rows that the point, by variables of the component, violates most and that
// are not in `known`; a few for each cohort.
std::vector<HallRow> FindViolated(const Component& component,
                                  std::span<const double> point,
                                  const std::set<HallRow>& known);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_EXACT_ROWS_H_

#include <cstddef>
#include <string>
#include <utility>

#include "core/status_macros.h"
#include "place/level_status.h"
#include "quaranta/core/status.h"
#include "quaranta/place/night.h"

namespace quaranta::place {
namespace {

constexpr double kEuler = 2.718281828459045;

double Power(double base, std::int32_t exponent) {
  double power = 1.0;
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 != 0) power *= base;
    base *= base;
  }
  return power;
}

// The n-th root of x >= 1 by bisection: the same on every machine.
double Root(double x, std::int32_t n) {
  double low = 1.0;
  double high = x;
  for (int i = 0; i < 64; ++i) {
    const double middle = low + (high - low) / 2;
    (Power(middle, n) <= x ? low : high) = middle;
  }
  return low;
}

}  // namespace

absl::StatusOr<std::vector<std::int32_t>> ThresholdsFor(std::int32_t smallest,
                                                        std::int32_t largest,
                                                        std::int32_t steps) {
  if (smallest < 1 || largest < smallest || largest > 1'000'000 || steps < 1 ||
      steps > 10'000) {
    return InvalidArgument(
        "smallest, largest, steps are " + std::to_string(smallest) + ", " +
        std::to_string(largest) + ", " + std::to_string(steps) +
        "; expected 1 <= smallest <= largest <= 1000000 and 1 <= steps <= "
        "10000");
  }
  const double growth = Root(largest * kEuler / smallest, steps);
  double people = smallest / kEuler;
  std::vector<std::int32_t> thresholds;
  for (std::int32_t k = 0; k < steps; ++k) {
    // A hair less, so that rounding errors do not ask for one person more.
    auto least = static_cast<std::int32_t>(people - 1e-6);
    if (least < people - 1e-6) ++least;
    thresholds.push_back(least < smallest ? 0 : least);
    people *= growth;
  }
  return thresholds;
}

namespace {

// The bounds of one plan for another of the same problem. A bound holds for all
// plans with the same values before it, so up to and with the first level at
// which the two differ; and so does its proof.
void TakeBounds(const Plan& from, Plan& to) {
  std::uint32_t shared = 0;
  while (shared < to.levels.size() &&
         to.levels[shared].value == from.levels[shared].value) {
    ++shared;
  }
  for (std::uint32_t i = 0; i < to.levels.size() && i <= shared; ++i) {
    Level& level = to.levels[i];
    level.bound =
        std::min(level.value, std::max(level.bound, from.levels[i].bound));
  }
  internal::SetStatuses(to.levels);
  to.certificate = from.certificate;
  std::erase_if(to.certificate.proofs,
                [shared](const Certificate::Proof& proof) {
                  return proof.level > shared;
                });
  if (to.certificate.proofs.empty()) to.certificate = {};
}

}  // namespace

absl::StatusOr<PriceOfNotMoving> FindPriceOfNotMoving(const Night& night,
                                                      const Options& options) {
  PriceOfNotMoving price;
  QUARANTA_ASSIGN_OR_RETURN(price.in_hindsight,
                            Place(night.problem(), options));
  price.as_it_came = night.AsPlan();
  for (std::size_t i = 0; i < price.as_it_came.levels.size(); ++i) {
    price.price.push_back(price.as_it_came.levels[i].value -
                          price.in_hindsight.levels[i].value);
  }
  TakeBounds(price.in_hindsight, price.as_it_came);
  return price;
}

std::string_view NameOf(Refusal refusal) {
  switch (refusal) {
    case Refusal::kNone:
      return "NONE";
    case Refusal::kKeepUnits:
      return "KEEP_UNITS";
    case Refusal::kUnitPrice:
      return "UNIT_PRICE";
    case Refusal::kLeastPeople:
      return "LEAST_PEOPLE";
  }
  return "";
}

}  // namespace quaranta::place

// Prices for units, as certificate.h words them.
#ifndef QUARANTA_SRC_PLACE_VERIFY_MARKET_H_
#define QUARANTA_SRC_PLACE_VERIFY_MARKET_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "place/verify_census.h"
#include "quaranta/place/certificate.h"

namespace quaranta::place::verify {

// What one market says of the sites of its grade.
struct Bill {
  // Paid at least by all cohorts of the grade together.
  std::int64_t paid = 0;
  // By site; 0 at sites of other grades.
  std::vector<std::int64_t> worth;
};

// Who counts: lodgings of classes that are not `ignored`. Of the others with
// `price` somebody may stay out at that price for each person, of those without
// nobody.
struct Outsiders {
  std::vector<bool> ignored;
  std::vector<std::optional<std::int64_t>> price;  // by class
};

// Nothing if the market is not well formed or its numbers are too large.
// `steps` are taken from; none left: nothing.
std::optional<Bill> BillOf(const Census& census,
                           const Certificate::Market& market,
                           const Outsiders& outsiders, bool strict,
                           std::int64_t per_unit, std::int64_t& steps);

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_MARKET_H_

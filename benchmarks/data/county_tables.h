// A year of isolation as a warehouse would hand it over: persons, sites, staff,
// stays and, twice a day for fourteen days each, observations in the order in
// which they were made.
#ifndef QUARANTA_BENCHMARKS_DATA_COUNTY_TABLES_H_
#define QUARANTA_BENCHMARKS_DATA_COUNTY_TABLES_H_

#include <cstddef>
#include <cstdint>

#include "arrow_maker.h"

namespace quaranta::benchmarks {

inline constexpr std::size_t kPerStay = 28;

struct CountyOptions {
  std::size_t stays = 1'000'000;
  std::uint64_t seed = 40;
  // Ids as dictionaries instead of plain texts.
  bool dictionary_ids = false;
  // How many of a million observations are repeated, are of a stay that nobody
  // knows, and have an impossible temperature.
  std::size_t repeated = 0;
  std::size_t dangling = 1;
  std::size_t impossible = 10;
};

struct CountyTables {
  ArrowTable persons, sites, staff, stays, observations;
  std::size_t repeated = 0;
  std::size_t dangling = 0;
  std::size_t impossible = 0;

  std::size_t Bytes() const {
    return persons.Bytes() + sites.Bytes() + staff.Bytes() + stays.Bytes() +
           observations.Bytes();
  }
};

CountyTables MakeCounty(const CountyOptions& options);

}  // namespace quaranta::benchmarks

#endif  // QUARANTA_BENCHMARKS_DATA_COUNTY_TABLES_H_

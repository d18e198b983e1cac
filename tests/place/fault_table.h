// For tests that spoil what is right: every fault has a way to see just it.
#ifndef QUARANTA_TESTS_PLACE_FAULT_TABLE_H_
#define QUARANTA_TESTS_PLACE_FAULT_TABLE_H_

#include <set>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace quaranta::place::testing {

// All that have a name, which the compiler asks of every enumerator.
template <class Fault>
std::vector<Fault> AllFaults() {
  std::vector<Fault> all;
  for (int i = 0; i < 256; ++i) {
    const auto fault = static_cast<Fault>(i);
    if (!NameOf(fault).empty()) all.push_back(fault);
  }
  return all;
}

// A value added to the enumeration fails here until a case spoils it.
template <class Fault, class Case>
void ExpectACaseOfEach(const std::vector<Case>& cases) {
  std::set<Fault> seen;
  for (const Case& of : cases) seen.insert(of.fault);
  for (const Fault fault : AllFaults<Fault>()) {
    EXPECT_TRUE(seen.contains(fault)) << "no case sees " << NameOf(fault);
  }
}

// What was found, by name, so that a failure can be read.
template <class Fault>
std::set<std::string_view> NamesOf(const std::vector<Fault>& faults) {
  std::set<std::string_view> names;
  for (const Fault fault : faults) names.insert(NameOf(fault));
  return names;
}

template <class Report>
std::set<std::string_view> FaultsIn(const Report& report) {
  std::set<std::string_view> names;
  for (const auto& of : report.violations) names.insert(NameOf(of.fault));
  return names;
}

}  // namespace quaranta::place::testing

#endif  // QUARANTA_TESTS_PLACE_FAULT_TABLE_H_

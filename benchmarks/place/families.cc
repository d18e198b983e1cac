#include "benchmarks/place/families.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <system_error>

#include "absl/status/status.h"

namespace quaranta::place::families {
namespace {

struct NamedPlain {
  std::string_view name;
  PlainShape shape;
};
struct NamedMixed {
  std::string_view name;
  MixedShape shape;
};

constexpr std::array<NamedPlain, 6> kPlain = {{
    {"county",
     {.sites = 8,
      .units = 60,
      .rooms = {10, 32},
      .cohorts = {30, 48},
      .people = {700, 1100}}},
    {"overload",
     {.sites = 8,
      .units = 60,
      .rooms = {10, 32},
      .cohorts = {55, 55},
      .people = {1450, 1550}}},
    {"region",
     {.sites = 20,
      .units = 200,
      .rooms = {10, 32},
      .cohorts = {120, 120},
      .people = {2300, 2500}}},
    {"city",
     {.sites = 500,
      .units = 5000,
      .rooms = {10, 30},
      .cohorts = {3000, 3000},
      .load = 75,
      .two_plans = true}},
    {"city-full",
     {.sites = 500,
      .units = 5000,
      .rooms = {10, 30},
      .cohorts = {3000, 3000},
      .load = 95,
      .two_plans = true}},
    // As county, small enough for the room-level formulation.
    {"village",
     {.sites = 4,
      .units = 10,
      .rooms = {4, 9},
      .cohorts = {5, 9},
      .people = {30, 60}}},
}};

constexpr std::array<NamedMixed, 3> kMixed = {{
    {"tiny",
     {.sites = {1, 3},
      .units = {2, 4},
      .rooms = {1, 5},
      .cohorts = {1, 3},
      .parties = {1, 7}}},
    {"ward",
     {.sites = {2, 4},
      .units = {4, 9},
      .rooms = {3, 8},
      .cohorts = {3, 6},
      .parties = {8, 30}}},
    {"district",
     {.sites = {6, 8},
      .units = {50, 60},
      .rooms = {10, 30},
      .cohorts = {30, 48},
      .parties = {450, 650}}},
}};

constexpr std::string_view kGrowth = "growth-";
constexpr int kMostUnits = 100'000;

PlainShape Growth(int units) {
  return {.sites = std::max(6, units / 10),
          .units = units,
          .rooms = {10, 30},
          .cohorts = {units * 3 / 5, units * 3 / 5},
          .load = 75,
          .two_plans = true};
}

}  // namespace

std::vector<std::string_view> FamilyNames() {
  std::vector<std::string_view> names;
  for (const NamedPlain& family : kPlain) names.push_back(family.name);
  for (const NamedMixed& family : kMixed) names.push_back(family.name);
  return names;
}

absl::StatusOr<Problem> MakeFamily(std::string_view name, std::uint64_t seed) {
  for (const NamedPlain& family : kPlain) {
    if (family.name == name) return Make(family.shape, seed);
  }
  for (const NamedMixed& family : kMixed) {
    if (family.name == name) return Make(family.shape, seed);
  }
  if (name.starts_with(kGrowth)) {
    const std::string_view digits = name.substr(kGrowth.size());
    int units = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), units);
    if (error == std::errc() && end == digits.data() + digits.size() &&
        units >= 6 && units <= kMostUnits) {
      return Make(Growth(units), seed);
    }
  }
  return absl::InvalidArgumentError(
      ("there is no family '" + std::string(name) + "'").c_str());
}

}  // namespace quaranta::place::families

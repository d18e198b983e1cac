// Arrivals one by one on a seeded family: how long each takes, and what it
// costs that nobody moves.
//
//   night_bench FAMILY SEED        one line of JSON
//
// The parties of the family come in a seeded order, without a reserve.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <ctime>
#include <iostream>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "benchmarks/place/families.h"
#include "quaranta/core/random.h"
#include "quaranta/place/night.h"

namespace quaranta::place::families {
namespace {

// Of the processor, so that other programs do not count.
double MicrosecondsSince(std::clock_t begin) {
  return static_cast<double>(std::clock() - begin) * 1e6 / CLOCKS_PER_SEC;
}

std::vector<std::int64_t> Values(const Plan& plan) {
  std::vector<std::int64_t> values;
  for (const Level& level : plan.levels) values.push_back(level.value);
  return values;
}

void Print(std::string_view name, const std::vector<std::int64_t>& values) {
  std::cout << ", \"" << name << "\": [";
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::cout << (i > 0 ? ", " : "") << values[i];
  }
  std::cout << ']';
}

int Run(std::string_view family, std::uint64_t seed) {
  auto problem = MakeFamily(family, seed);
  if (!problem.ok()) return 2;
  std::vector<Party> parties = std::exchange(problem->parties, {});
  Random random(seed);
  random.Shuffle(std::span<Party>(parties));
  auto night = Night::Start(*std::move(problem));
  if (!night.ok()) return 2;
  std::vector<double> placed, left;
  for (const Party& party : parties) {
    const std::clock_t begin = std::clock();
    const auto answer = night->Arrive(party);
    if (!answer.ok()) return 2;
    (answer->unplaced.empty() ? placed : left)
        .push_back(MicrosecondsSince(begin));
  }
  std::cout << "{\"family\": \"" << family << "\", \"seed\": " << seed;
  for (auto* times : {&placed, &left}) {
    std::ranges::sort(*times);
    std::cout << ", \"" << (times == &placed ? "placed" : "left")
              << "\": {\"parties\": " << times->size();
    if (!times->empty()) {
      std::cout << ", \"median_us\": " << (*times)[times->size() / 2]
                << ", \"p999_us\": " << (*times)[times->size() * 999 / 1000]
                << ", \"max_us\": " << times->back();
    }
    std::cout << '}';
  }
  const auto price = FindPriceOfNotMoving(*night);
  if (!price.ok()) return 2;
  Print("as_it_came", Values(price->as_it_came));
  Print("in_hindsight", Values(price->in_hindsight));
  std::cout << "}\n";
  return 0;
}

}  // namespace
}  // namespace quaranta::place::families

int main(int argc, char** argv) {
  std::uint64_t seed = 0;
  if (argc == 3) {
    const std::string_view text = argv[2];
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error == std::errc() && end == text.data() + text.size()) {
      return quaranta::place::families::Run(argv[1], seed);
    }
  }
  std::cerr << "usage: night_bench FAMILY SEED\n";
  return 2;
}

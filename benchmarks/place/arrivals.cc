#include "benchmarks/place/arrivals.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "quaranta/place/night.h"
#include "quaranta/place/place.h"

namespace quaranta::place::families {
namespace {

constexpr std::size_t kMost = 1'000;

std::string Describe(std::vector<double> micros, std::size_t left_over) {
  std::ranges::sort(micros);
  const double sum = std::accumulate(micros.begin(), micros.end(), 0.0);
  const auto count = micros.size();
  return "{\"arrivals\": " + std::to_string(count) +
         ", \"left_over\": " + std::to_string(left_over) +
         ", \"mean_us\": " + std::to_string(sum / static_cast<double>(count)) +
         ", \"p99_us\": " + std::to_string(micros[count - 1 - count / 100]) +
         ", \"max_us\": " + std::to_string(micros.back()) + "}";
}

}  // namespace

absl::StatusOr<std::string> TimeArrivals(const Problem& problem) {
  const std::size_t late =
      std::clamp<std::size_t>(problem.parties.size() / 10, 1, kMost);
  if (problem.parties.size() < late) {
    return absl::InvalidArgumentError("nobody arrives");
  }
  Problem morning = problem;
  morning.parties.resize(problem.parties.size() - late);
  const auto plan = Place(morning);
  if (!plan.ok()) return plan.status();
  auto night = Night::Start(std::move(morning), *plan);
  if (!night.ok()) return night.status();
  std::vector<double> micros;
  std::size_t left_over = 0;
  for (const Party& party : std::span(problem.parties).last(late)) {
    const auto begin = std::chrono::steady_clock::now();
    const auto answer = night->Arrive(party);
    const std::chrono::duration<double, std::micro> took =
        std::chrono::steady_clock::now() - begin;
    if (!answer.ok()) return answer.status();
    micros.push_back(took.count());
    for (const Unplaced& of : answer->unplaced) left_over += of.people.size();
  }
  return Describe(std::move(micros), left_over);
}

}  // namespace quaranta::place::families

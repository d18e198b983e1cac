// Plans a horizon for scripts in other languages.
//
//   horizon_bench [--seed N] [--nodes N] < TEXT
//
// reads a horizon (horizon_text.h) and prints one line of JSON: levels as
// [name, part, value, bound, status], assignments as [party, room, from,
// until], shortages as [day, reason, people], faults that the verifier finds,
// nodes and seconds.
#include <charconv>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include "benchmarks/place/horizon_text.h"
#include "quaranta/place/horizon.h"
#include "quaranta/place/verify_horizon.h"

namespace quaranta::place::families {
namespace {

std::string Quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

template <class List, class Print>
std::string Array(const List& list, const Print& print) {
  std::string text = "[";
  for (const auto& of : list) {
    if (text.size() > 1) text += ", ";
    text += print(of);
  }
  return text + "]";
}

std::string AsJson(const HorizonPlan& plan, const HorizonReport& report,
                   double seconds) {
  const auto number = [](std::int64_t value) { return std::to_string(value); };
  std::string json = "{\"levels\": ";
  json += Array(plan.levels, [&](const HorizonLevel& of) {
    return "[" + Quoted(NameOf(of.name)) + ", " + number(of.part) + ", " +
           number(of.value) + ", " + number(of.bound) + ", " +
           Quoted(NameOf(of.status)) + "]";
  });
  json += ", \"assignments\": ";
  json += Array(plan.assignments, [&](const HorizonAssignment& of) {
    return "[" + number(of.party.value()) + ", " + number(of.room.value()) +
           ", " + number(of.from) + ", " + number(of.until) + "]";
  });
  json += ", \"shortages\": ";
  json += Array(plan.shortages, [&](const DayShortage& of) {
    return "[" + number(of.day) + ", " + Quoted(NameOf(of.reason)) + ", " +
           number(of.people) + "]";
  });
  json += ", \"violations\": ";
  json += Array(report.violations, [&](const HorizonViolation& of) {
    return Quoted(NameOf(of.fault));
  });
  json += ", \"nodes\": " + number(plan.nodes);
  return json + ", \"seconds\": " + std::to_string(seconds) + "}";
}

int Run(const HorizonOptions& options) {
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const auto horizon = ReadHorizon(text);
  if (!horizon.ok()) {
    std::cerr << horizon.status() << '\n';
    return 2;
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto plan = PlanHorizon(*horizon, options);
  const std::chrono::duration<double> taken =
      std::chrono::steady_clock::now() - begin;
  if (!plan.ok()) {
    std::cerr << plan.status() << '\n';
    return 2;
  }
  const auto report = VerifyHorizon(*horizon, *plan);
  std::cout << AsJson(*plan, *report, taken.count()) << '\n';
  return 0;
}

}  // namespace
}  // namespace quaranta::place::families

int main(int argc, char** argv) {
  quaranta::place::HorizonOptions options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    const std::string_view value = argv[i + 1];
    std::int64_t number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    if (name == "--seed") {
      options.seed = static_cast<std::uint64_t>(number);
    } else if (name == "--nodes") {
      options.node_limit = number;
    } else {
      std::cerr << "horizon_bench: unknown option " << name << '\n';
      return 2;
    }
  }
  return quaranta::place::families::Run(options);
}

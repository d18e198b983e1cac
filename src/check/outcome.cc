#include <array>

#include "quaranta/check/check.h"

namespace quaranta::check {
namespace {
constexpr std::array<std::string_view, kOutcomes> kNames = {
    "PASS", "FAIL", "UNKNOWN", "NOT_APPLICABLE", "NOT_DUE", "WAIVED", "ERROR"};
}  // namespace

std::string_view OutcomeName(Outcome outcome) {
  return kNames[static_cast<std::size_t>(outcome)];
}

std::optional<Outcome> ParseOutcome(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Outcome>(i);
  }
  return std::nullopt;
}

}  // namespace quaranta::check

#include "benchmarks/place/horizon_text.h"

#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "benchmarks/place/problem_text.h"

namespace quaranta::place::families {
namespace {

// Numbers after the first word; -1 for "-". False if there is anything else.
bool ReadNumbers(std::string_view rest, std::vector<std::int32_t>& numbers) {
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    std::int32_t value = -1;
    const char* const last = word.data() + word.size();
    if (word != "-") {
      const auto [stop, error] = std::from_chars(word.data(), last, value);
      if (error != std::errc() || stop != last) return false;
    }
    numbers.push_back(value);
  }
  return true;
}

bool ReadLine(std::string_view what, const std::vector<std::int32_t>& of,
              Horizon& horizon) {
  if (what == "horizon" && of.size() == 3 && of[0] == 1) {
    horizon.days = of[1];
    horizon.refill_window = of[2];
  } else if (what == "site_days" && of.size() == 2) {
    horizon.sites.push_back({of[0], of[1]});
  } else if (what == "unit_days" && of.size() == 2) {
    UnitDays days;
    if (of[0] >= 0) days.until = of[0];
    days.refill_before = of[1];
    horizon.units.push_back(days);
  } else if (what == "party_days" && of.size() == 3) {
    horizon.parties.push_back({of[0], of[1], of[2]});
  } else if (what == "occupied" && of.size() == 1) {
    horizon.occupied.push_back(RoomId(of[0]));
  } else {
    return false;
  }
  return true;
}

bool IsOfDays(std::string_view what) {
  return what == "horizon" || what == "site_days" || what == "unit_days" ||
         what == "party_days" || what == "occupied";
}

}  // namespace

std::string WriteHorizon(const Horizon& horizon) {
  std::string text;
  const auto line = [&](std::string_view what, const std::string& first,
                        std::int32_t second) {
    text += std::string(what) + " " + first + " " + std::to_string(second);
  };
  line("horizon 1", std::to_string(horizon.days), horizon.refill_window);
  text += '\n';
  for (const SiteDays& of : horizon.sites) {
    line("site_days", std::to_string(of.open_from), of.disinfection);
    text += '\n';
  }
  for (const UnitDays& of : horizon.units) {
    line("unit_days", of.until ? std::to_string(*of.until) : "-",
         of.refill_before);
    text += '\n';
  }
  for (const PartyDays& of : horizon.parties) {
    line("party_days", std::to_string(of.arrival), of.stay);
    text += " " + std::to_string(of.max_wait) + "\n";
  }
  for (const RoomId room : horizon.occupied) {
    text += "occupied " + std::to_string(room.value()) + "\n";
  }
  return text + WriteProblem(horizon.problem);
}

absl::StatusOr<Horizon> ReadHorizon(std::string_view text) {
  Horizon horizon;
  std::string problem;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t space = std::min(line.find(' '), line.size());
    if (!IsOfDays(line.substr(0, space))) {
      problem += std::string(line) + "\n";
      continue;
    }
    std::vector<std::int32_t> numbers;
    if (!ReadNumbers(line.substr(std::min(space + 1, line.size())), numbers) ||
        !ReadLine(line.substr(0, space), numbers, horizon)) {
      return absl::InvalidArgumentError(
          ("line " + std::to_string(number) + " is not as expected").c_str());
    }
  }
  absl::StatusOr<Problem> read = ReadProblem(problem);
  if (!read.ok()) return read.status();
  horizon.problem = *std::move(read);
  return horizon;
}

}  // namespace quaranta::place::families

#include "place/exact_rows.h"

#include <algorithm>
#include <optional>

namespace quaranta::place::internal {
namespace {

constexpr double kLeastViolation = 1e-3;
constexpr std::size_t kRowsPerCohort = 4;
constexpr std::size_t kMostGranted = 24;

// What is wanted beyond held and granted rooms, and f(step), f(step + 1).
struct Rest {
  std::int64_t given = 0;
  std::int64_t wanted = 0;
};

Rest RestOf(const Component& component, const CohortPart& part,
            const HallSet& set, std::span<const std::uint32_t> granted) {
  Rest rest;
  rest.given = set.held;
  for (const std::uint32_t i : granted) {
    rest.given += set.rooms[i] * component.classes[part.choices[i]].size();
  }
  rest.wanted = set.wanted - rest.given;
  return rest;
}

// f(step) and the increase to f(step + 1).
std::pair<std::int64_t, std::int64_t> StepOf(
    const Component& component, const CohortPart& part, const HallSet& set,
    std::span<const std::uint32_t> granted, std::int64_t wanted,
    std::int64_t step) {
  std::int64_t sum = 0;
  for (const std::uint32_t i : set.by_rooms) {
    if (std::ranges::find(granted, i) != granted.end()) continue;
    const std::int64_t units = component.classes[part.choices[i]].size();
    const std::int64_t rooms = set.rooms[i];
    if (step < units) {
      const std::int64_t at = std::min(wanted, sum + step * rooms);
      return {at, std::min(wanted, sum + (step + 1) * rooms) - at};
    }
    step -= units;
    sum += units * rooms;
  }
  return {std::min(wanted, sum), 0};
}

class Finder {
 public:
  Finder(const Component& component, std::span<const double> point,
         const std::set<HallRow>& known)
      : component_(component), point_(point), known_(known) {}

  std::vector<HallRow> Find() {
    std::vector<HallRow> rows;
    for (std::uint32_t p = 0; p < component_.parts.size(); ++p) {
      found_.clear();
      FindSupport(p);
      for (std::uint32_t s = 0; s < component_.parts[p].sets.size(); ++s) {
        FindIn(p, s);
      }
      std::ranges::stable_sort(found_, std::greater<>(), &Found::violation);
      for (std::size_t n = 0; n < std::min(kRowsPerCohort, found_.size());
           ++n) {
        rows.push_back(std::move(found_[n].row));
      }
    }
    return rows;
  }

 private:
  struct Found {
    double violation = 0;
    HallRow row;
  };

  // Choices that the point takes, most taken first.
  void FindSupport(std::uint32_t p) {
    const CohortPart& part = component_.parts[p];
    support_.clear();
    for (std::uint32_t i = 0; i < part.choices.size(); ++i) {
      if (Taken(part, i) > 1e-9) support_.push_back(i);
    }
    const auto share = [&](std::uint32_t i) {
      return Taken(part, i) /
             static_cast<double>(component_.classes[part.choices[i]].size());
    };
    std::ranges::stable_sort(support_, std::greater<>(), share);
  }

  double Taken(const CohortPart& part, std::uint32_t i) const {
    return point_[part.first_variable + i];
  }

  void FindIn(std::uint32_t p, std::uint32_t s) {
    const CohortPart& part = component_.parts[p];
    const HallSet& set = part.sets[s];
    double placed = 0;
    for (const HallSet::Member& of : set.members) {
      const Demand& demand = part.demands[of.demand];
      placed += demand.rooms * point_[demand.first_variable + of.way];
    }
    if (placed <= static_cast<double>(set.held) + kLeastViolation) return;
    std::optional<Found> best;
    HallRow row{p, s, {}, -1};
    const std::size_t most = std::min(support_.size(), kMostGranted);
    for (std::size_t n = 0; n <= most; ++n) {
      const Rest rest = RestOf(component_, part, set, row.granted);
      if (rest.wanted <= 0) break;
      Try(row, rest, placed, best);
      if (n < most) row.granted.push_back(support_[n]);
    }
    if (!best) return;
    std::ranges::sort(best->row.granted);
    if (!known_.contains(best->row)) found_.push_back(std::move(*best));
  }

  void Try(const HallRow& row, const Rest& rest, double placed,
           std::optional<Found>& best) const {
    const CohortPart& part = component_.parts[row.part];
    const HallSet& set = part.sets[row.set];
    const double over = placed - static_cast<double>(rest.given);
    double plain = 0, count = 0;
    for (std::size_t n = row.granted.size(); n < support_.size(); ++n) {
      const std::uint32_t i = support_[n];
      const double taken = Taken(part, i);
      plain += static_cast<double>(std::min(set.rooms[i], rest.wanted)) * taken;
      if (set.rooms[i] > 0) count += taken;
    }
    Offer(row, -1, over - plain, set, best);
    for (std::int64_t step = static_cast<std::int64_t>(count + 1e-6);
         step >= 0 && step + 1 >= static_cast<std::int64_t>(count); --step) {
      const auto [at, more] =
          StepOf(component_, part, set, row.granted, rest.wanted, step);
      double sum = static_cast<double>(at - step * more);
      for (std::size_t n = row.granted.size(); n < support_.size(); ++n) {
        const std::uint32_t i = support_[n];
        sum +=
            static_cast<double>(std::min(set.rooms[i], more)) * Taken(part, i);
      }
      Offer(row, static_cast<std::int32_t>(step), over - sum, set, best);
    }
  }

  static void Offer(const HallRow& row, std::int32_t step, double violation,
                    const HallSet& set, std::optional<Found>& best) {
    if (violation < kLeastViolation) return;
    violation /= static_cast<double>(set.wanted);
    if (best && violation <= best->violation + 1e-12) return;
    best = Found{violation, row};
    best->row.step = step;
  }

  const Component& component_;
  const std::span<const double> point_;
  const std::set<HallRow>& known_;
  std::vector<std::uint32_t> support_;
  std::vector<Found> found_;
};

}  // namespace

RowForm FormOf(const Component& component, const HallRow& row) {
  const CohortPart& part = component.parts[row.part];
  const HallSet& set = part.sets[row.set];
  const Rest rest = RestOf(component, part, set, row.granted);
  const std::int64_t wanted = std::max<std::int64_t>(rest.wanted, 0);
  RowForm form;
  form.constant = rest.given;
  std::int64_t limit = wanted;
  if (row.step >= 0) {
    const auto [at, more] =
        StepOf(component, part, set, row.granted, wanted, row.step);
    form.constant += at - row.step * more;
    limit = more;
  }
  for (std::uint32_t i = 0; i < part.choices.size(); ++i) {
    const std::int64_t rooms = std::min(set.rooms[i], limit);
    if (rooms > 0 && !std::ranges::binary_search(row.granted, i)) {
      form.choices.emplace_back(i, rooms);
    }
  }
  return form;
}

std::vector<HallRow> FindViolated(const Component& component,
                                  std::span<const double> point,
                                  const std::set<HallRow>& known) {
  return Finder(component, point, known).Find();
}

}  // namespace quaranta::place::internal

// Plans for the coming days of a small county.
#ifndef QUARANTA_TESTS_DESK_DAYS_TOWN_H_
#define QUARANTA_TESTS_DESK_DAYS_TOWN_H_

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "quaranta/desk/coming_days.h"
#include "tests/desk/town.h"

namespace quaranta::desk {

// Close contacts 7 days from the last exposure, entrants 10 from intake, the
// first being day 1.
inline constexpr std::string_view kProfiles = R"(profiles:
- id: contacts
  title: {en: Contacts, zh: 密接}
  effective_from: 2022-01-01
  contact_types: [CLOSE]
  days: 7
  length_anchor: LAST_EXPOSURE
  length_first_day: 0
  source: {document: a law, status: SEED}
- id: entrants
  title: {en: Entrants, zh: 入境}
  effective_from: 2022-01-01
  contact_types: [ENTRANT]
  days: 10
  length_anchor: INTAKE
  length_first_day: 1
  source: {document: a law, status: SEED}
)";

inline policy::Policy Rules(
    std::vector<std::pair<std::string, std::string>> parameters = {}) {
  return MakePolicy(std::move(parameters), kProfiles);
}

// Somebody who comes on that day of April 2022 at 20:00, exposed the day
// before.
inline Cells On(int day, Cells more = {}) {
  const auto date = [](int d) {
    return "2022-04-" + std::string(d < 10 ? "0" : "") + std::to_string(d);
  };
  return With({{"arrived_at", date(day) + "T20:00:00+08:00"},
               {"last_exposure", date(day - 1)}},
              std::move(more));
}

inline absl::StatusOr<DaysPlan> Try(const Town& town, const Bus& bus,
                                    const policy::Policy& policy,
                                    DaysOptions options = {}) {
  if (options.as_of.micros == 0) options.as_of = Now();
  return PlanDays(town.rows.Build(), bus.rows.Build(), policy, options);
}

inline DaysPlan MustPlan(const Town& town, const Bus& bus,
                         const policy::Policy& policy = Rules(),
                         DaysOptions options = {}) {
  auto plan = Try(town, bus, policy, options);
  EXPECT_THAT(plan, ::quaranta::testing::IsOk());
  if (!plan.ok()) return {};
  EXPECT_TRUE(plan->verification.ok());
  return *std::move(plan);
}

inline std::string Dated(const DaysPlan& plan,
                         std::optional<std::int32_t> day) {
  return day ? FormatDay(plan.DayAt(*day)).substr(5) : "-";
}

// "P1 S1/201 04-12 04-18".
inline std::vector<std::string> Lodged(const DaysPlan& plan) {
  std::vector<std::string> lines;
  for (const place::HorizonAssignment& of : plan.plan.assignments) {
    for (const std::uint32_t i : of.people) {
      lines.push_back(plan.parties[of.party.value()].people[i] + " " +
                      plan.rooms[of.room.value()].id + " " +
                      Dated(plan, of.from) + " " + Dated(plan, of.until));
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

// "S1 3: 04-10 04-13 04-14", one line per hold.
inline std::vector<std::string> Holds(const DaysPlan& plan) {
  std::vector<std::string> lines;
  for (const place::Hold& hold : plan.plan.holds) {
    const UnitNote& unit = plan.units[hold.unit.value()];
    lines.push_back(plan.sites[unit.site].id + " " + unit.label + ": " +
                    Dated(plan, hold.from) + " " + Dated(plan, hold.until) +
                    " " + Dated(plan, hold.free_again));
  }
  return lines;
}

// Floor 2 is held by chain L9 until the 13th; there is no other.
inline Town HeldUntil13() {
  Town town(0);
  for (const char* room : {"201", "202"}) town.Room("S1", "2", room, {});
  town.Room("S1", "2", "203", {{"state", "OCCUPIED"}});
  town.Inside("Q1", "S1/203",
              {{"planned_end", "2022-04-13"}, {"chain_id", "L9"}});
  return town;
}

}  // namespace quaranta::desk

#endif  // QUARANTA_TESTS_DESK_DAYS_TOWN_H_

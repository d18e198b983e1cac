// Second evenings: a plan kept beside new people.
#ifndef QUARANTA_TESTS_DESK_NIGHTS_H_
#define QUARANTA_TESTS_DESK_NIGHTS_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "quaranta/desk/night.h"
#include "tests/desk/town.h"

namespace quaranta::desk {

inline Instant At(std::string_view time) { return ParseInstant(time).value(); }
inline const Instant kLater = At("2022-04-10T19:00:00+08:00");

inline absl::StatusOr<Plan> TryNight(
    const Town& town, const Bus& bus, NightOptions night,
    Instant as_of = kLater, const policy::Policy& policy = MakePolicy()) {
  PlaceOptions options;
  options.as_of = as_of;
  return PlaceNight(town.rows.Build(), bus.rows.Build(), policy, options,
                    night);
}

inline Plan MustNight(const Town& town, const Bus& bus, NightOptions night,
                      Instant as_of = kLater,
                      const policy::Policy& policy = MakePolicy()) {
  auto plan = TryNight(town, bus, std::move(night), as_of, policy);
  EXPECT_THAT(plan, ::quaranta::testing::IsOk());
  return plan.ok() ? *std::move(plan) : Plan();
}

inline NightOptions Keep(const Plan& plan,
                         std::vector<std::string> strike = {}) {
  NightOptions night;
  night.keep = EarlierOf(plan);
  night.strike = std::move(strike);
  return night;
}

inline std::map<std::string, std::string> Rooms(const Plan& plan) {
  std::map<std::string, std::string> rooms;
  for (const place::Assignment& of : plan.plan.assignments) {
    for (const std::uint32_t i : of.people) {
      rooms[plan.parties[of.party.value()].people[i]] =
          plan.rooms[of.room.value()].id;
    }
  }
  return rooms;
}

inline const NightChange* ChangeOf(const Plan& plan, std::string_view person) {
  for (const NightChange& change : plan.night->changes) {
    for (const std::string& of : change.people) {
      if (of == person) return &change;
    }
  }
  return nullptr;
}

}  // namespace quaranta::desk

#endif  // QUARANTA_TESTS_DESK_NIGHTS_H_

#include "quaranta/place/problem.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/status_macros.h"
#include "place/check_party.h"
#include "place/staff.h"
#include "quaranta/core/status.h"

namespace quaranta::place {
namespace {

// More beds, people or distance than this is a mistake; sums stay in 64 bits.
constexpr std::int64_t kMaxCount = 1'000'000;
constexpr std::int64_t kMaxParty = 1'000;
constexpr std::int64_t kMaxDistance = 1'000'000'000;

// Put in words only where there is something to say.
struct Field {
  std::string_view table;
  std::size_t row = 0;
  std::string_view name;
};

Field At(std::string_view table, std::size_t row, std::string_view name) {
  return {table, row, name};
}

std::string TextOf(const Field& field) {
  return std::string(field.table) + "[" + std::to_string(field.row) + "]." +
         std::string(field.name);
}
const std::string& TextOf(const std::string& field) { return field; }

absl::Status OutOfRange(const std::string& field, std::int64_t value,
                        std::int64_t low, std::int64_t high) {
  return InvalidArgument(field + " is " + std::to_string(value) +
                         "; expected " + std::to_string(low) + " to " +
                         std::to_string(high));
}

template <class Name>
absl::Status InRange(const Name& field, std::int64_t value, std::int64_t low,
                     std::int64_t high) {
  if (value >= low && value <= high) return absl::OkStatus();
  return OutOfRange(TextOf(field), value, low, high);
}

absl::Status NoIndex(const std::string& field, std::uint32_t index,
                     std::size_t size, std::string_view table) {
  return InvalidArgument(field + " is " + std::to_string(index) +
                         "; there are " + std::to_string(size) + " " +
                         std::string(table));
}

template <class Name>
absl::Status IsIndex(const Name& field, std::uint32_t index, std::size_t size,
                     std::string_view table) {
  if (index < size) return absl::OkStatus();
  return NoIndex(TextOf(field), index, size, table);
}

absl::Status CheckPairing(const Pairing& pairing) {
  const std::size_t cells =
      std::size_t{pairing.risk_classes} * std::size_t{pairing.grades};
  if (pairing.allowed.empty() || pairing.allowed.size() == cells) {
    return absl::OkStatus();
  }
  return InvalidArgument(
      "pairing.allowed has " + std::to_string(pairing.allowed.size()) +
      " cells; expected risk_classes x grades = " + std::to_string(cells));
}

absl::Status CheckSites(const Problem& problem) {
  std::set<std::int32_t> tiers;
  std::int64_t cost = 0;
  for (std::size_t i = 0; i < problem.sites.size(); ++i) {
    const Site& site = problem.sites[i];
    tiers.insert(site.tier);
    QUARANTA_RETURN_IF_ERROR(
        InRange(At("sites", i, "staff_rooms"), site.staff_rooms, 0, kMaxCount));
    QUARANTA_RETURN_IF_ERROR(
        InRange(At("sites", i, "grade"), site.grade, 0, kMaxGrades - 1));
    QUARANTA_RETURN_IF_ERROR(InRange(At("sites", i, "opening_cost"),
                                     site.opening_cost, 0, kMaxOpeningCost));
    cost += site.opening_cost;
    if (!problem.pairing.allowed.empty()) {
      QUARANTA_RETURN_IF_ERROR(IsIndex(At("sites", i, "grade"), site.grade,
                                       problem.pairing.grades,
                                       "grades in the pairing"));
    }
  }
  if (tiers.size() > kMaxTiers) {
    return InvalidArgument("sites have " + std::to_string(tiers.size()) +
                           " different tiers; at most " +
                           std::to_string(kMaxTiers) + " are allowed");
  }
  if (cost > kMaxOpeningCost) {
    return InvalidArgument("sites[].opening_cost adds up to " +
                           std::to_string(cost) + "; expected at most " +
                           std::to_string(kMaxOpeningCost));
  }
  return absl::OkStatus();
}

absl::Status CheckTierPolicy(TierPolicy policy) {
  if (policy <= TierPolicy::kCost) return absl::OkStatus();
  return InvalidArgument("tier_policy is " +
                         std::to_string(static_cast<int>(policy)) +
                         "; expected kLexicographic, kStrict or kCost");
}

std::pair<UnitId, std::int32_t> PlaceOf(const Room& room) {
  return {room.unit, room.position};
}

// No two rooms are in one place.
absl::Status CheckPlaces(const Problem& problem) {
  std::vector<std::size_t> order(problem.rooms.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto place = [&](std::size_t i) { return PlaceOf(problem.rooms[i]); };
  std::ranges::stable_sort(order, {}, place);
  // Of rooms in one place the second as listed; of places the first.
  std::size_t doubled = problem.rooms.size();
  for (std::size_t n = 1; n < order.size(); ++n) {
    if (place(order[n]) == place(order[n - 1])) {
      doubled = std::min(doubled, order[n]);
    }
  }
  if (doubled == problem.rooms.size()) return absl::OkStatus();
  return InvalidArgument(TextOf(At("rooms", doubled, "position")) + " is " +
                         std::to_string(problem.rooms[doubled].position) +
                         ", as is that of another room of the unit");
}

absl::Status CheckRooms(const Problem& problem) {
  for (std::size_t i = 0; i < problem.units.size(); ++i) {
    const Unit& unit = problem.units[i];
    QUARANTA_RETURN_IF_ERROR(IsIndex(At("units", i, "site"), unit.site.value(),
                                     problem.sites.size(), "sites"));
    if (unit.holder) {
      QUARANTA_RETURN_IF_ERROR(IsIndex(At("units", i, "holder"),
                                       unit.holder->value(), problem.cohorts,
                                       "cohorts"));
    }
  }
  bool rising = true;
  for (std::size_t i = 0; i < problem.rooms.size(); ++i) {
    const Room& room = problem.rooms[i];
    QUARANTA_RETURN_IF_ERROR(IsIndex(At("rooms", i, "unit"), room.unit.value(),
                                     problem.units.size(), "units"));
    QUARANTA_RETURN_IF_ERROR(
        InRange(At("rooms", i, "beds"), room.beds, 0, kMaxCount));
    QUARANTA_RETURN_IF_ERROR(InRange(At("rooms", i, "position"), room.position,
                                     -kMaxCount, kMaxCount));
    rising =
        rising && (i == 0 || PlaceOf(problem.rooms[i - 1]) < PlaceOf(room));
  }
  return rising ? absl::OkStatus() : CheckPlaces(problem);
}

absl::Status CheckPeople(std::size_t row, const Party& party) {
  QUARANTA_RETURN_IF_ERROR(
      InRange(At("parties", row, "people.size()"),
              static_cast<std::int64_t>(party.people.size()), 1, kMaxParty));
  for (std::size_t i = 0; i < party.people.size(); ++i) {
    const Person& person = party.people[i];
    if (!person.carer) continue;
    const std::string field =
        TextOf(At("parties", row, "people[" + std::to_string(i) + "].carer"));
    QUARANTA_RETURN_IF_ERROR(
        IsIndex(field, *person.carer, party.people.size(), "people"));
    if (!person.minor) {
      return InvalidArgument(field + " is set, but this person is no minor");
    }
    if (party.people[*person.carer].minor) {
      return InvalidArgument(field + " is " + std::to_string(*person.carer) +
                             ", who is a minor; expected an adult");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status internal::CheckParty(const Problem& problem, std::size_t i) {
  const Party& party = problem.parties[i];
  const auto field = [&](std::string_view name) {
    return At("parties", i, name);
  };
  QUARANTA_RETURN_IF_ERROR(IsIndex(field("cohort"), party.cohort.value(),
                                   problem.cohorts, "cohorts"));
  QUARANTA_RETURN_IF_ERROR(
      InRange(field("priority"), party.priority, 0, kMaxClasses - 1));
  QUARANTA_RETURN_IF_ERROR(
      InRange(field("risk_class"), party.risk_class, 0, kMaxGrades - 1));
  if (!problem.pairing.allowed.empty()) {
    QUARANTA_RETURN_IF_ERROR(IsIndex(field("risk_class"), party.risk_class,
                                     problem.pairing.risk_classes,
                                     "risk classes in the pairing"));
  }
  if (!party.distance.empty() &&
      party.distance.size() != problem.sites.size()) {
    return InvalidArgument(TextOf(field("distance")) + " has " +
                           std::to_string(party.distance.size()) +
                           " entries; expected none or one per site, " +
                           std::to_string(problem.sites.size()));
  }
  for (std::size_t s = 0; s < party.distance.size(); ++s) {
    if (party.distance[s] >= 0 && party.distance[s] <= kMaxDistance) continue;
    return InRange(TextOf(field("distance")) + "[" + std::to_string(s) + "]",
                   party.distance[s], 0, kMaxDistance);
  }
  return CheckPeople(i, party);
}

absl::Status Validate(const Problem& problem) {
  QUARANTA_RETURN_IF_ERROR(
      InRange(std::string("cohorts"), problem.cohorts, 0, kMaxCohorts));
  QUARANTA_RETURN_IF_ERROR(CheckPairing(problem.pairing));
  QUARANTA_RETURN_IF_ERROR(CheckTierPolicy(problem.tier_policy));
  QUARANTA_RETURN_IF_ERROR(CheckSites(problem));
  QUARANTA_RETURN_IF_ERROR(CheckRooms(problem));
  for (std::size_t i = 0; i < problem.parties.size(); ++i) {
    QUARANTA_RETURN_IF_ERROR(internal::CheckParty(problem, i));
  }
  return absl::OkStatus();
}

namespace {

bool MayBeForStaff(const Problem& problem, const Room& room) {
  const Unit& unit = problem.units[room.unit.value()];
  const Site& site = problem.sites[unit.site.value()];
  return !site.open && site.can_open && site.staff_rooms > 0 && !unit.holder &&
         !unit.closed && room.state == RoomState::kReady;
}

// Of all rooms that may be for the staff of the site those that are.
void KeepStaffRooms(const Problem& problem, SiteId site,
                    std::vector<RoomId>& rooms) {
  const std::size_t count = std::min(
      rooms.size(),
      static_cast<std::size_t>(problem.sites[site.value()].staff_rooms));
  std::ranges::nth_element(
      rooms, rooms.begin() + static_cast<std::ptrdiff_t>(count),
      std::greater<>(), [&](RoomId id) {
        const Room& room = problem.rooms[id.value()];
        return std::tuple(room.clean_zone, room.unit, room.position);
      });
  rooms.resize(count);
  std::ranges::sort(rooms);
}

}  // namespace

std::vector<RoomId> StaffRooms(const Problem& problem, SiteId site) {
  std::vector<RoomId> rooms;
  for (std::size_t i = 0; i < problem.rooms.size(); ++i) {
    const Room& room = problem.rooms[i];
    if (problem.units[room.unit.value()].site == site &&
        MayBeForStaff(problem, room)) {
      rooms.push_back(RoomId(i));
    }
  }
  KeepStaffRooms(problem, site, rooms);
  return rooms;
}

std::vector<std::vector<RoomId>> internal::AllStaffRooms(
    const Problem& problem) {
  std::vector<std::vector<RoomId>> rooms(problem.sites.size());
  for (std::size_t i = 0; i < problem.rooms.size(); ++i) {
    const Room& room = problem.rooms[i];
    if (MayBeForStaff(problem, room)) {
      rooms[problem.units[room.unit.value()].site.value()].push_back(RoomId(i));
    }
  }
  for (std::size_t s = 0; s < rooms.size(); ++s) {
    KeepStaffRooms(problem, SiteId(s), rooms[s]);
  }
  return rooms;
}

}  // namespace quaranta::place

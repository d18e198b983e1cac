// What tells one problem from another.
#include <cstdint>
#include <optional>
#include <string>

#include "quaranta/core/random.h"
#include "quaranta/place/horizon.h"
#include "quaranta/place/why.h"

namespace quaranta::place {
namespace {

// Two hashes of the same numbers, differently seeded.
class Hasher {
 public:
  void Add(std::uint64_t value) {
    a_ = Mix64(a_ ^ value);
    b_ = Mix64(b_ + Mix64(value ^ 0xA5A5A5A5A5A5A5A5ULL));
  }
  void Add(std::int32_t value) { Add(static_cast<std::uint64_t>(value)); }
  void Add(std::uint32_t value) { Add(std::uint64_t{value}); }
  void Add(bool value) { Add(std::uint64_t{value}); }

  std::string Hex() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const std::uint64_t half : {a_, b_}) {
      for (int shift = 60; shift >= 0; shift -= 4) {
        text += kDigits[(half >> static_cast<unsigned>(shift)) & 15u];
      }
    }
    return text;
  }

 private:
  std::uint64_t a_ = 1;
  std::uint64_t b_ = 2;
};

void AddPlaces(const Problem& problem, Hasher& hasher) {
  hasher.Add(problem.sites.size());
  for (const Site& site : problem.sites) {
    hasher.Add(site.tier);
    hasher.Add(site.open);
    hasher.Add(site.can_open);
    hasher.Add(site.staff_rooms);
    hasher.Add(site.grade);
    hasher.Add(site.opening_cost);
  }
  hasher.Add(problem.units.size());
  for (const Unit& unit : problem.units) {
    hasher.Add(unit.site.value());
    hasher.Add(unit.holder ? std::uint64_t{unit.holder->value()} + 1 : 0);
    hasher.Add(unit.closed);
  }
  hasher.Add(problem.rooms.size());
  for (const Room& room : problem.rooms) {
    hasher.Add(room.unit.value());
    hasher.Add(room.position);
    hasher.Add(room.beds);
    hasher.Add(room.features);
    hasher.Add(static_cast<std::uint32_t>(room.state));
    hasher.Add(room.clean_zone);
  }
}

void AddParty(const Party& party, Hasher& hasher) {
  hasher.Add(SeededHash(0, party.name));
  hasher.Add(SeededHash(1, party.name));
  hasher.Add(party.cohort.value());
  hasher.Add(party.risk_class);
  hasher.Add(party.priority);
  hasher.Add(static_cast<std::uint32_t>(party.lodging));
  hasher.Add(party.substitutable);
  hasher.Add(party.carer_named);
  hasher.Add(party.distance.size());
  for (const std::int32_t distance : party.distance) hasher.Add(distance);
  hasher.Add(party.people.size());
  for (const Person& person : party.people) {
    hasher.Add(person.minor);
    hasher.Add(person.needs);
    hasher.Add(person.carer ? std::uint64_t{*person.carer} + 1 : 0);
  }
}

void AddProblem(const Problem& problem, Hasher& hasher) {
  AddPlaces(problem, hasher);
  hasher.Add(problem.cohorts);
  hasher.Add(problem.parties.size());
  for (const Party& party : problem.parties) AddParty(party, hasher);
  hasher.Add(problem.pairing.risk_classes);
  hasher.Add(problem.pairing.grades);
  hasher.Add(problem.pairing.allowed.size());
  for (const std::uint8_t allowed : problem.pairing.allowed) {
    hasher.Add(allowed != 0);
  }
  hasher.Add(problem.special_features);
  hasher.Add(static_cast<std::uint32_t>(problem.tier_policy));
}

void AddDay(const std::optional<std::int32_t>& day, Hasher& hasher) {
  hasher.Add(day.has_value());
  hasher.Add(day.value_or(0));
}

}  // namespace

std::string InputHash(const Problem& problem) {
  Hasher hasher;
  AddProblem(problem, hasher);
  return hasher.Hex();
}

std::string InputHash(const Horizon& horizon) {
  Hasher hasher;
  AddProblem(horizon.problem, hasher);
  hasher.Add(horizon.days);
  hasher.Add(horizon.sites.size());
  for (const SiteDays& site : horizon.sites) {
    hasher.Add(site.open_from);
    hasher.Add(site.disinfection);
  }
  hasher.Add(horizon.units.size());
  for (const UnitDays& unit : horizon.units) {
    AddDay(unit.until, hasher);
    hasher.Add(unit.refill_before);
  }
  hasher.Add(horizon.parties.size());
  for (const PartyDays& party : horizon.parties) {
    hasher.Add(party.arrival);
    hasher.Add(party.stay);
    hasher.Add(party.max_wait);
  }
  hasher.Add(horizon.occupied.size());
  for (const RoomId room : horizon.occupied) hasher.Add(room.value());
  hasher.Add(horizon.refill_window);
  return hasher.Hex();
}

}  // namespace quaranta::place

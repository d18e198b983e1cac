// A plan made before: what of it must be known to leave its people where they
// are.
#ifndef QUARANTA_DESK_EARLIER_H_
#define QUARANTA_DESK_EARLIER_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/core/time.h"
#include "quaranta/place/problem.h"

namespace quaranta::desk {

// Who may share a floor: equal keys may. An unknown chain equals nothing, so
// such people go by the vehicle or the party that binds them.
struct CohortKey {
  enum class Kind : std::uint8_t { kChain, kVehicle, kParty };
  Kind kind = Kind::kParty;
  std::string chain;
  std::string batch;  // of a vehicle: the local day it came
  std::string tag;    // of the vehicle or the party
  int risk = 0;       // a number of schema::RiskLevel
  friend auto operator<=>(const CohortKey&, const CohortKey&) = default;
};

// "CHAIN", "VEHICLE", "PARTY".
std::string_view NameOf(CohortKey::Kind kind);

// A plan as far as a later one needs it: of people only what decides about
// rooms. Made from a plan in memory (`EarlierOf`) or from its JSON
// (report::ReadPlan).
struct EarlierPlan {
  struct Person {
    std::string id;
    bool minor = false;
    bool accessible = false;  // needs an accessible room
    std::string carer;        // of the same party; empty: none
  };
  struct Group {
    CohortKey key;
    // When the first of them was planned for; opens a batch.
    Instant since;
  };
  struct Party {
    std::string id;
    std::uint32_t group = 0;  // index into `groups`
    std::int32_t priority = 0;
    place::Lodging lodging = place::Lodging::kTogether;
    bool carer_named = false;
    bool home_assessed = false;
    std::vector<Person> people;
  };
  // People of one party in one room.
  struct Stay {
    std::string party;
    std::string room;
    std::vector<std::string> people;
  };
  // Tells one state of a site's floors and rooms, and of who holds them, from
  // another.
  struct SiteState {
    std::string site;
    std::string state;  // 16 hexadecimal digits
    friend bool operator==(const SiteState&, const SiteState&) = default;
  };

  std::string name;    // a file, for messages; may be empty
  std::string region;  // id
  Instant as_of;
  std::vector<std::string> packs;        // "cn-quarantine@9"
  std::vector<std::string> pack_hashes;  // beside `packs`
  std::string input_hash;
  std::vector<SiteState> sites;
  std::vector<Group> groups;
  std::vector<Party> parties;
  std::vector<Stay> stays;
  // Rooms that it took out of service, although the world offers them: struck,
  // or left by people who may have come. They stay so.
  std::vector<std::string> out;
};

}  // namespace quaranta::desk

#endif  // QUARANTA_DESK_EARLIER_H_

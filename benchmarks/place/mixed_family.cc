// Problems with everything that a problem can have.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "benchmarks/place/families.h"
#include "quaranta/core/random.h"

namespace quaranta::place::families {
namespace {

class Mixer {
 public:
  Mixer(const MixedShape& shape, std::uint64_t seed)
      : shape_(shape), random_(seed) {}

  Problem Draw() {
    problem_.cohorts = static_cast<std::uint32_t>(Draw(shape_.cohorts));
    problem_.special_features = random_.Below(4);
    DrawPairing();
    const int sites = Draw(shape_.sites);
    for (int s = 0; s < sites; ++s) DrawSite(s == 0);
    const int units = Draw(shape_.units);
    for (int u = 0; u < units; ++u) DrawUnit(u);
    const int parties = Draw(shape_.parties);
    const bool with_distances = random_.Chance(1, 2);
    for (int p = 0; p < parties; ++p) DrawParty(p, with_distances);
    return std::move(problem_);
  }

 private:
  int Draw(Range range) { return random_.Range(range.low, range.high); }

  void DrawPairing() {
    problem_.pairing.risk_classes = 2;
    problem_.pairing.grades = 2;
    if (random_.Chance(1, 2)) return;
    for (int i = 0; i < 4; ++i) {
      problem_.pairing.allowed.push_back(random_.Chance(3, 4));
    }
  }

  void DrawSite(bool first) {
    Site site;
    site.tier = random_.Range(1, 3);
    site.open = first ? random_.Chance(3, 4) : random_.Chance(1, 3);
    site.can_open = random_.Chance(5, 6);
    site.staff_rooms = random_.Chance(1, 2) ? random_.Range(1, 3) : 0;
    site.grade = random_.Chance(1, 4) ? 1 : 0;
    problem_.sites.push_back(site);
  }

  void DrawUnit(int index) {
    Unit unit;
    unit.site = SiteId(random_.Below(problem_.sites.size()));
    if (random_.Chance(1, 4)) {
      unit.holder =
          CohortId(static_cast<std::size_t>(random_.Below(problem_.cohorts)));
    }
    unit.closed = random_.Chance(1, 15);
    problem_.units.push_back(unit);
    const int rooms = Draw(shape_.rooms);
    std::int32_t position = random_.Range(-2, 2);
    for (int r = 0; r < rooms; ++r)
      DrawRoom(index, unit.holder.has_value(), position);
  }

  void DrawRoom(int unit, bool held, std::int32_t& position) {
    Room room;
    room.unit = UnitId(unit);
    position += random_.Chance(1, 8) ? 2 : 1;
    room.position = position;
    room.beds = random_.Range(1, 3);
    if (random_.Chance(1, 4)) room.features |= kAccessible;
    if (random_.Chance(1, 6)) room.features |= kOxygen;
    if (random_.Chance(1, 8)) room.state = RoomState::kOut;
    if (held && random_.Chance(1, 3)) {
      room.state =
          random_.Chance(2, 3) ? RoomState::kRefillable : RoomState::kReleased;
    }
    room.clean_zone = random_.Chance(1, 6);
    problem_.rooms.push_back(room);
  }

  void DrawParty(int index, bool with_distances) {
    Party party;
    party.name = "P" + std::to_string(index);
    party.cohort =
        CohortId(static_cast<std::size_t>(random_.Below(problem_.cohorts)));
    party.risk_class = random_.Chance(1, 5) ? 1 : 0;
    party.priority = random_.Chance(1, 3) ? random_.Range(1, 2) : 0;
    party.substitutable = random_.Chance(1, 2) ? random_.Below(4) : 0;
    party.carer_named = random_.Chance(1, 6);
    if (random_.Chance(1, 4)) party.lodging = Lodging::kApart;
    const int minors = random_.Chance(1, 4) ? random_.Range(1, 2) : 0;
    const int adults = minors > 0 && random_.Chance(1, 8)
                           ? 0
                           : 1 + random_.Chance(1, 3) + random_.Chance(1, 8);
    party.people.resize(static_cast<std::size_t>(adults + minors));
    for (std::size_t i = 0; i < party.people.size(); ++i) {
      DrawPerson(i < static_cast<std::size_t>(adults), adults, party,
                 party.people[i]);
    }
    if (with_distances) {
      for (std::size_t s = 0; s < problem_.sites.size(); ++s) {
        party.distance.push_back(random_.Range(0, 9));
      }
    }
    problem_.parties.push_back(std::move(party));
  }

  void DrawPerson(bool adult, int adults, const Party& party, Person& person) {
    person.minor = !adult;
    if (random_.Chance(1, 6)) person.needs |= kAccessible;
    if (random_.Chance(1, 12)) person.needs |= kOxygen;
    if (!adult && adults > 0 && party.lodging == Lodging::kApart &&
        random_.Chance(3, 4)) {
      person.carer = static_cast<std::uint32_t>(random_.Range(0, adults - 1));
    }
  }

  const MixedShape& shape_;
  Random random_;
  Problem problem_;
};

}  // namespace

Problem Make(const MixedShape& shape, std::uint64_t seed) {
  return Mixer(shape, seed).Draw();
}

}  // namespace quaranta::place::families

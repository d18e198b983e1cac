#include <algorithm>
#include <set>
#include <utility>

#include "place/audit_parts.h"
#include "place/transport.h"

namespace quaranta::place::internal {
namespace {

class Setter {
 public:
  Setter(const Problem& problem, const std::vector<Inside>& inside)
      : inside_(inside) {
    scene_.problem = FieldOf(problem, inside);
  }

  Scene Set() {
    FindKeepers();
    scene_.model = MakeModel(scene_.problem, 0);
    scene_.model.problem = nullptr;  // the scene moves; Repair sets it
    FindRooms();
    for (std::uint32_t c = 0; c < scene_.model.cohorts.size(); ++c) {
      for (const LodgingInfo& of : scene_.model.cohorts[c].lodgings) {
        AddPiece(
            {of.party, c, {of.people.begin(), of.people.end()}, false, {}});
      }
      for (const RunInfo& of : scene_.model.cohorts[c].runs) {
        Piece piece{of.party, c, {}, true, {}};
        for (std::uint32_t i = 0; i < PartyOf(of.party).people.size(); ++i) {
          piece.people.push_back(i);
        }
        AddPiece(std::move(piece));
      }
    }
    for (const LodgingInfo& of : scene_.model.without_adult) {
      if (pinned_[of.party]) continue;
      scene_.hopeless.push_back({PartyId(of.party),
                                 {of.people.begin(), of.people.end()},
                                 Reason::kMinorWithoutAdult});
    }
    std::ranges::stable_sort(scene_.pieces, {}, [](const Piece& of) {
      return std::pair(of.party, of.people.front());
    });
    return std::move(scene_);
  }

 private:
  const Party& PartyOf(std::uint32_t party) const {
    return scene_.problem.parties[party];
  }

  void FindKeepers() {
    const std::size_t units = scene_.problem.units.size();
    std::vector<std::set<std::uint32_t>> there(units), pinned(units);
    for (const Inside& of : inside_) {
      const UnitId unit = scene_.problem.rooms[of.room.value()].unit;
      const std::uint32_t cohort = PartyOf(of.party.value()).cohort.value();
      there[unit.value()].insert(cohort);
      if (of.pinned) pinned[unit.value()].insert(cohort);
      if (of.pinned) scene_.pinned.push_back(of);
    }
    scene_.keepers.resize(units);
    scene_.blocked.assign(units, false);
    for (std::size_t u = 0; u < units; ++u) {
      if (there[u].empty()) continue;
      const Unit& unit = scene_.problem.units[u];
      std::set<std::uint32_t> keepers =
          pinned[u].empty() ? there[u] : pinned[u];
      if (unit.holder) {
        keepers = {unit.holder->value()};
        pinned[u].insert(unit.holder->value());
      }
      scene_.blocked[u] = pinned[u].size() > 1;
      scene_.keepers[u].assign(keepers.begin(), keepers.end());
    }
  }

  void FindRooms() {
    const Model& model = scene_.model;
    index_of_.assign(scene_.problem.rooms.size(), kNone);
    for (std::uint32_t r = 0; r < model.rooms.size(); ++r) {
      index_of_[model.rooms[r].id.value()] = r;
    }
    scene_.occupied.assign(model.rooms.size(), false);
    pinned_in_.assign(model.rooms.size(), false);
    pinned_.assign(scene_.problem.parties.size(), false);
    for (const Party& party : scene_.problem.parties) {
      scene_.room_of.emplace_back(party.people.size(), kNone);
    }
    for (const Inside& of : inside_) {
      const std::uint32_t r = index_of_[of.room.value()];
      if (r != kNone) scene_.occupied[r] = true;
      if (r != kNone && of.pinned) pinned_in_[r] = true;
      if (of.pinned) pinned_[of.party.value()] = true;
      for (const std::uint32_t i : of.people) {
        scene_.room_of[of.party.value()][i] = of.room.value();
      }
    }
  }

  // A unit where people of the cohort could stay: as rules 1 and 2 say.
  bool MayKeep(std::uint32_t cohort, std::uint32_t unit) const {
    return scene_.model.units[unit].usable && !scene_.blocked[unit] &&
           scene_.problem.sites[scene_.model.units[unit].site].open &&
           std::ranges::binary_search(scene_.keepers[unit], cohort);
  }

  void AddPiece(Piece piece) {
    if (pinned_[piece.party]) return;
    std::set<std::uint32_t> own;  // rooms, as far as they are offered
    for (const std::uint32_t room : scene_.room_of[piece.party]) {
      const std::uint32_t r = index_of_[room];
      if (r != kNone && !pinned_in_[r] &&
          MayKeep(piece.cohort, scene_.model.rooms[r].unit)) {
        own.insert(r);
      }
    }
    if (piece.run) {
      AddWindows(own, piece);
    } else {
      for (const std::uint32_t r : own) AddRoom(r, piece);
    }
    std::ranges::stable_sort(
        piece.choices, std::greater<>(),
        [](const Choice& of) { return std::pair(of.stays, of.own_rooms); });
    scene_.pieces.push_back(std::move(piece));
  }

  std::int64_t Staying(const Piece& piece, std::uint32_t room,
                       const std::vector<std::uint32_t>& people) const {
    const std::uint32_t id = scene_.model.rooms[room].id.value();
    return std::ranges::count_if(people, [&](std::uint32_t i) {
      return scene_.room_of[piece.party][i] == id;
    });
  }

  bool Fits(const Piece& piece, const std::vector<std::uint32_t>& people,
            const OfferedRoom& room) const {
    const Party& party = PartyOf(piece.party);
    const Site& site = scene_.problem.sites[scene_.model.units[room.unit].site];
    return static_cast<std::int64_t>(people.size()) <= room.beds &&
           scene_.problem.pairing.Allows(party.risk_class, site.grade) &&
           std::ranges::all_of(people, [&](std::uint32_t i) {
             return (party.people[i].needs & ~room.features &
                     ~party.substitutable) == 0;
           });
  }

  void AddRoom(std::uint32_t r, Piece& piece) const {
    const OfferedRoom& room = scene_.model.rooms[r];
    if (!Fits(piece, piece.people, room)) return;
    const std::int64_t staying = Staying(piece, r, piece.people);
    piece.choices.push_back(
        {room.unit, {r}, {piece.people}, {staying}, staying, true});
  }

  // Runs of rooms of which each is the party's now or empty, and some is the
  // party's.
  void AddWindows(const std::set<std::uint32_t>& own, Piece& piece) {
    std::set<std::uint32_t> units;
    for (const std::uint32_t r : own) units.insert(scene_.model.rooms[r].unit);
    for (const std::uint32_t u : units) {
      const UnitInfo& unit = scene_.model.units[u];
      const std::uint32_t end = unit.first_room + unit.room_count;
      for (std::uint32_t first = unit.first_room; first < end; ++first) {
        for (std::uint32_t r = first; r < end; ++r) {
          if ((scene_.occupied[r] && !own.contains(r)) ||
              r - first >= piece.people.size() ||
              (r > first && scene_.model.rooms[r].position !=
                                scene_.model.rooms[r - 1].position + 1)) {
            break;
          }
          AddWindow(first, r + 1, own, piece);
        }
      }
    }
  }

  void AddWindow(std::uint32_t first, std::uint32_t end,
                 const std::set<std::uint32_t>& own, Piece& piece) {
    if (!Divide(first, end, piece)) return;
    Choice choice;
    bool any_own = false;
    choice.unit = scene_.model.rooms[first].unit;
    for (std::uint32_t r = first; r < end; ++r) {
      std::vector<std::uint32_t> people;
      for (std::size_t p = 0; p < piece.people.size(); ++p) {
        const std::size_t bed = 2 * std::size_t{r - first};
        if (transport_.flow(p, bed) + transport_.flow(p, bed + 1) > 0) {
          people.push_back(piece.people[p]);
        }
      }
      const std::int64_t staying = Staying(piece, r, people);
      choice.rooms.push_back(r);
      choice.people.push_back(std::move(people));
      choice.staying.push_back(staying);
      choice.stays += staying;
      choice.own_rooms = choice.own_rooms && own.contains(r);
      any_own = any_own || own.contains(r);
    }
    // Of empty rooms alone the movers' plan takes care.
    if (any_own) piece.choices.push_back(std::move(choice));
  }

  // Everyone in a bed, an adult in each room, as few as can be in another room
  // than now; see RunFinder::Divide.
  bool Divide(std::uint32_t first, std::uint32_t end, const Piece& piece) {
    const Party& party = PartyOf(piece.party);
    const std::size_t rooms = end - first;
    std::int64_t beds = 0;
    for (std::uint32_t r = first; r < end; ++r) {
      beds += scene_.model.rooms[r].beds;
      if (scene_.model.rooms[r].beds == 0) return false;
    }
    if (beds < static_cast<std::int64_t>(piece.people.size())) return false;
    transport_.Reset(piece.people.size(), 2 * rooms);
    for (std::size_t p = 0; p < piece.people.size(); ++p) {
      transport_.SetDemand(p, 1, 0);
      const Person& person = party.people[piece.people[p]];
      for (std::size_t n = 0; n < rooms; ++n) {
        const auto r = first + static_cast<std::uint32_t>(n);
        const OfferedRoom& room = scene_.model.rooms[r];
        if (!Fits(piece, {piece.people[p]}, room)) continue;
        const std::int64_t moves =
            scene_.room_of[piece.party][piece.people[p]] == room.id.value() ? 0
                                                                            : 1;
        if (party.carer_named || !person.minor) {
          transport_.Allow(p, 2 * n, {-1, moves});
        }
        transport_.Allow(p, 2 * n + 1, {0, moves});
      }
    }
    for (std::size_t n = 0; n < rooms; ++n) {
      transport_.SetSupply(2 * n, 1);
      transport_.SetSupply(
          2 * n + 1,
          scene_.model.rooms[first + static_cast<std::uint32_t>(n)].beds - 1);
    }
    transport_.Solve();
    for (std::size_t p = 0; p < piece.people.size(); ++p) {
      if (transport_.left(p) > 0) return false;
    }
    return transport_.cost().anchors == -static_cast<std::int64_t>(rooms);
  }

  struct Cost {
    std::int64_t anchors = 0;
    std::int64_t moves = 0;

    friend auto operator<=>(const Cost&, const Cost&) = default;
    friend Cost operator+(Cost a, Cost b) {
      return {a.anchors + b.anchors, a.moves + b.moves};
    }
    friend Cost operator-(Cost a, Cost b) {
      return {a.anchors - b.anchors, a.moves - b.moves};
    }
  };

  const std::vector<Inside>& inside_;
  Scene scene_;
  std::vector<std::uint32_t> index_of_;  // Model::rooms by RoomId
  std::vector<bool> pinned_in_;          // Model::rooms
  std::vector<bool> pinned_;             // parties
  Transport<Cost> transport_;
};

}  // namespace

Problem FieldOf(const Problem& problem, const std::vector<Inside>& inside) {
  Problem field = problem;
  for (const Inside& of : inside) {
    Unit& unit = field.units[field.rooms[of.room.value()].unit.value()];
    unit.closed = unit.closed || !field.sites[unit.site.value()].open;
  }
  return field;
}

Scene SetScene(const Problem& problem, const std::vector<Inside>& inside) {
  return Setter(problem, inside).Set();
}

}  // namespace quaranta::place::internal

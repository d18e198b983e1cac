// Rooms, floors and sites by the ids that somebody typed.
#include <algorithm>
#include <tuple>
#include <utility>

#include "core/edit_distance.h"
#include "desk/audit_words.h"
#include "desk/moves_in.h"
#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"

namespace quaranta::desk {
namespace {

constexpr std::size_t kMostNearest = 3;

// Of rooms, floors or sites.
struct Kind {
  std::string_view name;  // of the record
  std::vector<const std::string*> ids;
  std::set<std::size_t> Named::*found;
};

template <class R>
Kind KindOf(std::string_view name, const std::vector<R>& rows,
            std::set<std::size_t> Named::*found) {
  Kind kind{name, {}, found};
  for (const R& row : rows) kind.ids.push_back(&row.id);
  return kind;
}

std::string Quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

class Finder {
 public:
  Finder(const County& county, const NamedScope& scope)
      : kinds_{KindOf("Site", county.sites, &Named::sites),
               KindOf("Floor", county.floors, &Named::floors),
               KindOf("Room", county.rooms, &Named::rooms)},
        scope_(scope) {}

  absl::Status Find(const std::string& text, Named& named) const {
    const auto [kind_name, id] = Split(text);
    std::vector<const Kind*> kinds;
    for (const Kind& kind : kinds_) {
      if (!kind_name.empty() && kind.name != kind_name) continue;
      for (std::size_t i = 0; i < kind.ids.size(); ++i) {
        if (*kind.ids[i] != id) continue;
        kinds.push_back(&kind);
        (named.*kind.found).insert(i);
      }
    }
    const std::string told = std::string(scope_.field) + ": " + Quoted(text);
    if (kinds.empty()) {
      return NotFound(told + " is no " + Kinds() + " of region " +
                      Quoted(scope_.region) + Nearest(id));
    }
    if (kinds.size() > 1) {
      return InvalidArgument(told + " is the id of several: say " +
                             Quoted(std::string(kinds[0]->name) + ":" + text) +
                             " or " +
                             Quoted(std::string(kinds[1]->name) + ":" + text));
    }
    if (!scope_.rooms && kinds[0]->found == &Named::rooms) {
      return InvalidArgument(told + " is a room; expected a floor or a site");
    }
    return absl::OkStatus();
  }

 private:
  // "Room:S1/304"; an id may have a colon of its own.
  std::pair<std::string_view, std::string_view> Split(
      std::string_view text) const {
    const std::size_t colon = text.find(':');
    for (const Kind& kind : kinds_) {
      if (colon != text.npos && text.substr(0, colon) == kind.name) {
        return {kind.name, text.substr(colon + 1)};
      }
    }
    return {"", text};
  }

  std::string Kinds() const {
    return scope_.rooms ? "room, floor or site" : "floor or site";
  }

  bool IsAsked(const Kind& kind) const {
    return scope_.rooms || kind.found != &Named::rooms;
  }

  std::string Nearest(std::string_view id) const {
    std::vector<std::tuple<std::size_t, std::string>> near;
    const std::size_t most = std::max<std::size_t>(1, id.size() / 3);
    for (const Kind& kind : kinds_) {
      if (!IsAsked(kind)) continue;
      for (const std::string* known : kind.ids) {
        const std::size_t distance = EditDistance(id, *known);
        if (distance <= most) near.emplace_back(distance, *known);
      }
    }
    if (near.empty()) return Examples();
    std::sort(near.begin(), near.end());
    near.resize(std::min(near.size(), kMostNearest));
    std::vector<std::string> ids;
    for (auto& [distance, known] : near) ids.push_back(std::move(known));
    return (ids.size() == 1 ? "; the nearest is " : "; the nearest are ") +
           List(ids);
  }

  // What ids look like there.
  std::string Examples() const {
    std::vector<std::string> ids;
    for (const Kind& kind : kinds_) {
      if (IsAsked(kind) && !kind.ids.empty()) ids.push_back(*kind.ids.front());
    }
    return ids.empty() ? "; there are none" : "; ids are such as " + List(ids);
  }

  static std::string List(const std::vector<std::string>& ids) {
    std::string out;
    for (const std::string& id : ids) {
      out += (out.empty() ? "" : ", ") + Quoted(id);
    }
    return out;
  }

  std::vector<Kind> kinds_;
  NamedScope scope_;
};

}  // namespace

absl::StatusOr<Named> FindNamed(const County& county,
                                const std::vector<std::string>& ids,
                                const NamedScope& scope) {
  Named named;
  const Finder finder(county, scope);
  for (const std::string& id : ids) {
    const absl::Status status = finder.Find(id, named);
    if (!status.ok()) return status;
  }
  return named;
}

std::vector<std::string> SubjectsOf(const County& county, const Named& named) {
  std::vector<std::string> subjects;
  for (const std::size_t s : named.sites) {
    subjects.push_back("Site:" + county.sites[s].id);
  }
  for (const std::size_t f : named.floors) {
    subjects.push_back("Floor:" + county.floors[f].id);
  }
  for (const std::size_t r : named.rooms) {
    subjects.push_back("Room:" + county.rooms[r].id);
  }
  return subjects;
}

Sentence NamedWord(const County& county, const Named& named) {
  std::vector<Sentence> items;
  for (const std::size_t s : named.sites) {
    items.push_back({msg::kAuditCode, {{"code", county.sites[s].name}}});
  }
  for (const std::size_t f : named.floors) {
    const FloorRow& floor = county.floors[f];
    items.push_back({msg::kAuditFloor,
                     {{"site", county.sites[floor.site].name},
                      {"floor", FloorWord(floor.label)}}});
  }
  for (const std::size_t r : named.rooms) {
    const RoomRow& room = county.rooms[r];
    items.push_back(
        {msg::kAuditRoom,
         {{"site", county.sites[room.site].name}, {"room", room.label}}});
  }
  return ListUpTo(std::move(items), msg::kMovesMorePlaces);
}

}  // namespace quaranta::desk

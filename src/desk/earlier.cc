// An earlier plan: what is taken from it, and whether it can be kept here.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "desk/night_in.h"
#include "quaranta/core/mask.h"
#include "quaranta/core/random.h"
#include "quaranta/core/status.h"

namespace quaranta::desk {
namespace {

class Digest {
 public:
  void Add(std::uint64_t value) { hash_ = Mix64(hash_ ^ Mix64(value)); }
  void Add(std::int64_t value) { Add(static_cast<std::uint64_t>(value)); }
  void Add(std::int32_t value) { Add(std::int64_t{value}); }
  void Add(std::uint32_t value) { Add(std::uint64_t{value}); }
  void Add(bool value) { Add(std::uint64_t{value}); }
  void Add(const std::string& text) { Add(SeededHash(hash_, text)); }

  std::string Hex() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) {
      text += kDigits[(hash_ >> static_cast<unsigned>(shift)) & 15u];
    }
    return text;
  }

 private:
  std::uint64_t hash_ = 1;
};

void AddHolder(const std::optional<CohortKey>& holder, Digest& digest) {
  digest.Add(holder.has_value());
  if (!holder) return;
  digest.Add(static_cast<std::int32_t>(holder->kind));
  digest.Add(holder->chain);
  digest.Add(holder->batch);
  digest.Add(holder->tag);
  digest.Add(holder->risk);
}

// "cn-county-2022@1 (3f2a…)".
std::string PackText(const std::string& pack, const std::string& hash) {
  return pack + " (" + hash.substr(0, 8) + ")";
}

std::vector<std::string> PackTexts(const std::vector<std::string>& packs,
                                   const std::vector<std::string>& hashes) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < packs.size(); ++i) {
    texts.push_back(PackText(packs[i], i < hashes.size() ? hashes[i] : ""));
  }
  return texts;
}

std::string Joined(const std::vector<std::string>& items) {
  constexpr std::size_t kMost = 5;
  std::string text;
  for (std::size_t i = 0; i < items.size() && i < kMost; ++i) {
    text += (text.empty() ? "" : ", ") + items[i];
  }
  if (items.size() > kMost) {
    text += " and " + std::to_string(items.size() - kMost) + " more";
  }
  return text;
}

class Checker {
 public:
  Checker(const EarlierPlan& earlier, const Setting& setting,
          const Stock& stock)
      : earlier_(earlier), setting_(setting), stock_(stock) {}

  absl::Status Check() const {
    if (earlier_.region != setting_.region_id) {
      return Refuse("region \"" + earlier_.region + "\", not \"" +
                    setting_.region_id + "\"");
    }
    if (setting_.as_of < earlier_.as_of) {
      return Refuse(FormatInstant(earlier_.as_of) + ", later than " +
                    FormatInstant(setting_.as_of));
    }
    const auto before = PackTexts(earlier_.packs, earlier_.pack_hashes);
    const auto now = PackTexts(setting_.packs, setting_.pack_hashes);
    if (before != now) {
      return Refuse("rules " + Joined(before) + "; in force are " +
                    (now.empty() ? "none: name the packs" : Joined(now)));
    }
    if (HasHiddenIds()) {
      return Refuse(
          "people whose ids were hidden because they are identifiers; plan "
          "with pseudonyms (--pseudonym-key-file)");
    }
    const std::vector<std::string> sites = MissingSites();
    if (!sites.empty()) {
      return Refuse("sites that the world does not have: " + Joined(sites));
    }
    const std::vector<std::string> rooms = MissingRooms();
    if (!rooms.empty()) {
      return Refuse("rooms that the world does not have: " + Joined(rooms));
    }
    return absl::OkStatus();
  }

 private:
  absl::Status Refuse(const std::string& what) const {
    const std::string name = earlier_.name.empty() ? "" : " " + earlier_.name;
    return FailedPrecondition("the earlier plan" + name +
                              " cannot be kept: it is of " + what);
  }

  bool HasHiddenIds() const {
    for (const EarlierPlan::Party& party : earlier_.parties) {
      for (const EarlierPlan::Person& person : party.people) {
        if (person.id.find(kMask) != std::string::npos) return true;
      }
    }
    return false;
  }

  std::vector<std::string> MissingSites() const {
    std::set<std::string> here;
    for (const SiteNote& site : stock_.site_notes) here.insert(site.id);
    std::vector<std::string> missing;
    for (const EarlierPlan::SiteState& site : earlier_.sites) {
      if (!here.contains(site.site)) missing.push_back(site.site);
    }
    return missing;
  }

  std::vector<std::string> MissingRooms() const {
    std::set<std::string> here;
    for (const RoomNote& room : stock_.room_notes) here.insert(room.id);
    std::set<std::string> missing;
    for (const EarlierPlan::Stay& stay : earlier_.stays) {
      if (!here.contains(stay.room)) missing.insert(stay.room);
    }
    return {missing.begin(), missing.end()};
  }

  const EarlierPlan& earlier_;
  const Setting& setting_;
  const Stock& stock_;
};

}  // namespace

EarlierPlan::Party EarlierParty(const place::Party& from,
                                const PartyNote& note) {
  EarlierPlan::Party party;
  party.id = note.id;
  party.group = from.cohort.value();
  party.priority = from.priority;
  party.lodging = from.lodging;
  party.carer_named = from.carer_named;
  party.home_assessed = note.home_assessed;
  for (std::size_t i = 0; i < from.people.size(); ++i) {
    const place::Person& person = from.people[i];
    party.people.push_back({note.people[i], person.minor,
                            (person.needs & kAccessible) != 0,
                            person.carer ? note.people[*person.carer] : ""});
  }
  return party;
}

std::vector<EarlierPlan::SiteState> StatesOf(const Stock& stock) {
  std::vector<Digest> digests(stock.sites.size());
  for (std::size_t s = 0; s < stock.sites.size(); ++s) {
    const place::Site& site = stock.sites[s];
    digests[s].Add(site.tier);
    digests[s].Add(site.open);
    digests[s].Add(site.can_open);
    digests[s].Add(site.staff_rooms);
    digests[s].Add(site.grade);
    digests[s].Add(site.opening_cost);
  }
  for (std::size_t u = 0; u < stock.units.size(); ++u) {
    Digest& digest = digests[stock.units[u].site.value()];
    for (const std::string& floor : stock.unit_notes[u].floors) {
      digest.Add(floor);
    }
    AddHolder(stock.holders[u], digest);
    digest.Add(stock.units[u].closed);
  }
  for (std::size_t r = 0; r < stock.rooms.size(); ++r) {
    const place::Room& room = stock.rooms[r];
    Digest& digest = digests[stock.units[room.unit.value()].site.value()];
    digest.Add(stock.room_notes[r].id);
    digest.Add(room.position);
    digest.Add(room.beds);
    digest.Add(room.features);
    digest.Add(static_cast<std::int32_t>(room.state));
    digest.Add(room.clean_zone);
  }
  std::vector<EarlierPlan::SiteState> states;
  for (std::size_t s = 0; s < stock.sites.size(); ++s) {
    states.push_back({stock.site_notes[s].id, digests[s].Hex()});
  }
  return states;
}

absl::Status CheckEarlier(const EarlierPlan& earlier, const Setting& setting,
                          const Stock& stock) {
  return Checker(earlier, setting, stock).Check();
}

EarlierPlan EarlierOf(const Plan& plan) {
  EarlierPlan earlier;
  earlier.region = plan.region;
  earlier.as_of = plan.as_of;
  earlier.packs = plan.packs;
  earlier.pack_hashes = plan.pack_hashes;
  earlier.input_hash = plan.input_hash;
  earlier.sites = plan.site_states;
  if (plan.night) earlier.out = plan.night->out;
  // Only groups that have parties: others are in the world.
  std::map<std::uint32_t, std::uint32_t> number;
  for (std::size_t p = 0; p < plan.parties.size(); ++p) {
    EarlierPlan::Party party =
        EarlierParty(plan.problem.parties[p], plan.parties[p]);
    const CohortNote& cohort = plan.cohorts[party.group];
    const auto [at, added] = number.emplace(
        party.group, static_cast<std::uint32_t>(earlier.groups.size()));
    if (added) earlier.groups.push_back({cohort.key, cohort.since});
    party.group = at->second;
    earlier.parties.push_back(std::move(party));
  }
  for (const place::Assignment& of : plan.plan.assignments) {
    const PartyNote& party = plan.parties[of.party.value()];
    EarlierPlan::Stay stay{party.id, plan.rooms[of.room.value()].id, {}};
    for (const std::uint32_t person : of.people) {
      stay.people.push_back(party.people[person]);
    }
    earlier.stays.push_back(std::move(stay));
  }
  return earlier;
}

std::string_view NameOf(CohortKey::Kind kind) {
  switch (kind) {
    case CohortKey::Kind::kChain:
      return "CHAIN";
    case CohortKey::Kind::kVehicle:
      return "VEHICLE";
    case CohortKey::Kind::kParty:
      break;
  }
  return "PARTY";
}

}  // namespace quaranta::desk

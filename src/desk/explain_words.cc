// Sentences that explanations of a plan for tonight and for the coming days
// share.
#include <algorithm>
#include <utility>

#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {

Places PlacesOf(const Plan& plan) {
  return {plan.problem, plan.sites, plan.units, plan.rooms};
}

std::vector<Sentence> FamilyLines(
    const place::Why& why, const std::function<Sentence(place::Family)>& of,
    bool frozen) {
  if (why.rooms_lack) return {{msg::kWhyRoomsLack, {}}};
  const auto& families = why.alone.empty() ? why.families : why.alone;
  if (families.empty()) {
    return {{why.complete ? msg::kWhyNoRule : msg::kWhyNotSure, {}}};
  }
  std::vector<Sentence> words;
  for (const place::Family family : families) words.push_back(of(family));
  std::vector<Sentence> lines;
  if (families.size() > 1 && !why.alone.empty()) {
    lines.push_back({msg::kWhyAlone, {{"families", AnyOf(words)}}});
  } else {
    lines.push_back({msg::kWhyOnly, {{"families", AllOf(words)}}});
  }
  const auto has = [&families](place::Family family) {
    return std::find(families.begin(), families.end(), family) !=
           families.end();
  };
  if (frozen && has(place::Family::kTurnaround)) {
    lines.push_back({msg::kWhyNeverFrozen, {}});
  }
  if (has(place::Family::kExclusive)) {
    lines.push_back({msg::kWhyNeverExclusive, {}});
  }
  if (has(place::Family::kGuardian)) {
    lines.push_back({msg::kWhyNeverGuardian, {}});
  }
  return lines;
}

Sentence ShortageLine(const Places& places, const place::Shortage& shortage,
                      const Sentence& cohort) {
  const ShortageFacts facts = FactsOf(places, shortage);
  std::vector<MessageArg> args = {{"people", facts.people},
                                  {"cohort", cohort},
                                  {"need", facts.need},
                                  {"rooms", shortage.rooms.size()}};
  if (facts.floors.empty()) return {msg::kWhyShortageNone, std::move(args)};
  args.emplace_back("floors", ListOf(facts.floors));
  return {msg::kWhyShortage, std::move(args)};
}

Sentence FunnelLine(const place::Funnel& rooms) {
  return {msg::kPlaceFunnel,
          {{"ready", rooms.ready},
           {"paired", rooms.paired},
           {"equipped", rooms.equipped},
           {"big_enough", rooms.big_enough},
           {"reachable", rooms.reachable}}};
}

Sentence ClassLine(const place::Party& party, const SiteNote& site) {
  return {msg::kPlaceClassFits,
          {{"risk", RiskWord(static_cast<int>(party.risk_class))},
           {"grade", RiskWord(static_cast<int>(site.grade))}}};
}

std::vector<Sentence> FitLines(const Places& places, place::RoomId id,
                               const place::Party& party, const PartyNote& note,
                               const std::vector<std::uint32_t>& people,
                               bool refill) {
  const place::Room& room = places.problem.rooms[id.value()];
  const MessageArg label("room", places.rooms[id.value()].label);
  const MessageArg site(
      "site", places.sites[places.units[room.unit.value()].site].name);
  std::vector<Sentence> lines = {
      {msg::kPlaceBedsFit,
       {label, {"beds", room.beds}, {"people", people.size()}}}};
  const bool adult =
      std::any_of(people.begin(), people.end(),
                  [&](std::uint32_t i) { return !party.people[i].minor; });
  for (const std::uint32_t i : people) {
    const MessageArg person("person", note.people[i]);
    const bool needs = (party.people[i].needs & kAccessible) != 0;
    if (needs && (room.features & kAccessible) != 0) {
      lines.push_back({msg::kPlaceAccessible, {person, label}});
    } else if (needs) {
      lines.push_back({msg::kPlaceConditionSubstitute, {person, label, site}});
    }
    if (!party.people[i].minor) continue;
    lines.push_back({adult ? msg::kPlaceWithAdult : msg::kPlaceOutsideCarer,
                     {person, label}});
  }
  if (refill) lines.push_back({msg::kPlaceConditionRefill, {site, label}});
  return lines;
}

Sentence HomeLine(const PartyNote& note) {
  if (note.home_assessed) return {msg::kPlaceHomeAssessed, {}};
  return {msg::kPlaceHomeNotAssessed, {{"party", note.id}}};
}

Sentence GapsLine(const std::vector<Sentence>& gaps) {
  if (gaps.empty()) return {msg::kWhyNoGaps, {}};
  return {msg::kWhyGaps, {{"levels", ListOf(gaps)}}};
}

Sentence BasisLine(const std::vector<std::string>& packs,
                   const std::string& input, std::uint64_t seed,
                   const std::string& party) {
  std::vector<Sentence> names;
  for (const std::string& pack : packs) {
    names.push_back({msg::kWhyPack, {{"pack", pack}}});
  }
  return {msg::kWhyBasis,
          {{"packs", ListOf(names)},
           {"input", input},
           {"seed", std::to_string(seed)},
           {"key", std::to_string(place::TieBreak(seed, party))}}};
}

}  // namespace quaranta::desk

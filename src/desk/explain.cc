// Why somebody goes where, or nowhere.
#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "desk/night_words.h"
#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/desk/place_people.h"

namespace quaranta::desk {
namespace {

constexpr std::size_t kFloors = 6;

class Explainer {
 public:
  Explainer(const Plan& plan, std::uint32_t party)
      : plan_(plan),
        p_(party),
        party_(plan.problem.parties[party]),
        note_(plan.parties[party]) {}

  // Of the whole party, or of one person of it.
  std::vector<Sentence> Run(std::optional<std::uint32_t> person) {
    std::set<std::uint32_t> units;
    for (const place::Assignment& entry : plan_.plan.assignments) {
      if (entry.party.value() == p_ && Concerns(entry.people, person)) {
        SayRoom(entry);
        units.insert(UnitOf(entry.room));
      }
    }
    for (Sentence& line : NightLinesOf(plan_, note_.id)) {
      out_.push_back(std::move(line));
    }
    for (const std::uint32_t unit : units) SayFloor(unit);
    for (std::size_t a = 0; a < plan_.plan.assignments.size(); ++a) {
      const place::Assignment& entry = plan_.plan.assignments[a];
      if (entry.party.value() == p_ && Concerns(entry.people, person)) {
        SayFit(entry);
        SayOthers(a);
      }
    }
    for (std::size_t i = 0; i < plan_.plan.unplaced.size(); ++i) {
      const place::Unplaced& entry = plan_.plan.unplaced[i];
      if (entry.party.value() == p_ && Concerns(entry.people, person)) {
        SayUnplaced(entry, plan_.why[i]);
      }
    }
    for (const Sentence& remark : note_.remarks) out_.push_back(remark);
    if (note_.home_assessed) {
      Say(msg::kPlaceHomeAssessed, {});
    } else {
      Say(msg::kPlaceHomeNotAssessed, {{"party", note_.id}});
    }
    SayBasis();
    return std::move(out_);
  }

 private:
  void Say(MessageId id, std::vector<MessageArg> args) {
    out_.push_back({id, std::move(args)});
  }

  static bool Concerns(const std::vector<std::uint32_t>& people,
                       std::optional<std::uint32_t> person) {
    return !person ||
           std::find(people.begin(), people.end(), *person) != people.end();
  }

  std::uint32_t UnitOf(place::RoomId room) const {
    return plan_.problem.rooms[room.value()].unit.value();
  }
  const std::string& SiteName(std::uint32_t unit) const {
    return plan_.sites[plan_.units[unit].site].name;
  }
  const std::string& Label(place::RoomId room) const {
    return plan_.rooms[room.value()].label;
  }
  const Sentence& CohortOf(place::CohortId cohort) const {
    return plan_.cohorts[cohort.value()].label;
  }
  std::vector<MessageArg> FloorArgs(std::uint32_t unit) const {
    return {{"site", SiteName(unit)},
            {"floor", FloorWord(plan_.units[unit].label)}};
  }

  void SayRoom(const place::Assignment& entry) {
    const std::uint32_t unit = UnitOf(entry.room);
    for (const std::uint32_t person : entry.people) {
      auto args = FloorArgs(unit);
      args.emplace_back("person", note_.people[person]);
      args.emplace_back("room", Label(entry.room));
      Say(msg::kPlaceGoesTo, std::move(args));
    }
  }

  void SayFloor(std::uint32_t unit) {
    const bool held = plan_.problem.units[unit].holder.has_value();
    Say(held ? msg::kPlaceFloorOwn : msg::kPlaceFloorNew,
        {{"cohort", CohortOf(party_.cohort)}});
    std::size_t planned = 0;
    for (const place::Assignment& entry : plan_.plan.assignments) {
      if (UnitOf(entry.room) == unit) planned += entry.people.size();
    }
    Say(msg::kPlaceFloorOthers,
        {{"inside", plan_.units[unit].people_inside}, {"planned", planned}});
    const SiteNote& site = plan_.sites[plan_.units[unit].site];
    Say(msg::kPlaceClassFits,
        {{"risk", RiskWord(static_cast<int>(party_.risk_class))},
         {"grade", RiskWord(static_cast<int>(site.grade))}});
  }

  void SayFit(const place::Assignment& entry) {
    const place::Room& room = plan_.problem.rooms[entry.room.value()];
    Say(msg::kWhyState, {{"room", Label(entry.room)}});
    Say(msg::kPlaceBedsFit, {{"room", Label(entry.room)},
                             {"beds", room.beds},
                             {"people", entry.people.size()}});
    const bool adult = std::any_of(
        entry.people.begin(), entry.people.end(),
        [this](std::uint32_t i) { return !party_.people[i].minor; });
    for (const std::uint32_t i : entry.people) {
      const MessageArg person("person", note_.people[i]);
      const MessageArg label("room", Label(entry.room));
      const bool needs = (party_.people[i].needs & kAccessible) != 0;
      if (needs && (room.features & kAccessible) != 0) {
        Say(msg::kPlaceAccessible, {person, label});
      } else if (needs) {
        Say(msg::kPlaceConditionSubstitute,
            {person, label, {"site", SiteName(UnitOf(entry.room))}});
      }
      if (!party_.people[i].minor) continue;
      Say(adult ? msg::kPlaceWithAdult : msg::kPlaceOutsideCarer,
          {person, label});
    }
    if (entry.refill) {
      Say(msg::kPlaceConditionRefill, {{"site", SiteName(UnitOf(entry.room))},
                                       {"room", Label(entry.room)}});
    }
  }

  // What the other rooms lack, and what the best of them would cost.
  void SayOthers(std::size_t assignment) {
    const auto why = place::WhyHere(plan_.problem, plan_.plan, assignment);
    if (!why.ok()) return;  // never: the plan is verified
    const place::OtherRooms& others = why->others;
    Say(msg::kWhyOthers, {{"rooms", plan_.rooms.size() - 1},
                          {"not_offered", others.not_offered},
                          {"wrong_grade", others.wrong_grade},
                          {"lack_feature", others.lack_feature},
                          {"few_beds", others.few_beds},
                          {"closed_floor", others.closed_floor},
                          {"other_group", others.other_group},
                          {"taken", others.taken},
                          {"would_do", others.would_do}});
    if (!why->best) return;
    const place::Alternative& best = *why->best;
    std::vector<MessageArg> args = {
        {"site", SiteName(UnitOf(best.room))},
        {"room", Label(best.room)},
        {"by", best.worse_by < 0 ? -best.worse_by : best.worse_by}};
    if (!best.level) return Say(msg::kWhyNextEqual, std::move(args));
    args.emplace_back("level", LevelWord(plan_.plan.levels[*best.level],
                                         plan_.problem.tier_policy));
    Say(best.worse_by < 0 ? msg::kWhyNextBetter : msg::kWhyNextWorse,
        std::move(args));
  }

  // How sure the plan is, and what it was made from.
  void SayBasis() {
    std::vector<Sentence> gaps;
    for (const place::Level& level : plan_.plan.levels) {
      if (level.status != place::LevelStatus::kFeasible) continue;
      gaps.push_back({msg::kWhyGap,
                      {{"level", LevelWord(level, plan_.problem.tier_policy)},
                       {"value", level.value},
                       {"bound", level.bound}}});
    }
    if (gaps.empty()) {
      Say(msg::kWhyNoGaps, {});
    } else {
      Say(msg::kWhyGaps, {{"levels", ListOf(gaps)}});
    }
    std::vector<Sentence> packs;
    for (const std::string& pack : plan_.packs) {
      packs.push_back({msg::kWhyPack, {{"pack", pack}}});
    }
    Say(msg::kWhyBasis,
        {{"packs", ListOf(packs)},
         {"input", plan_.input_hash},
         {"seed", std::to_string(plan_.seed)},
         {"key", std::to_string(place::TieBreak(plan_.seed, party_.name))}});
  }

  // What stands in the way of minors once a carer is named.
  void SayBeyondCarer(const place::Unplaced& entry) {
    const auto beyond = plan_.way_out.beyond_carer.find(p_);
    if (entry.reason == place::Reason::kMinorWithoutAdult &&
        beyond != plan_.way_out.beyond_carer.end()) {
      Say(msg::kWhyBeyondCarer,
          {{"reason", ReasonClause(beyond->second, party_.risk_class)}});
    }
  }

  void SayUnplaced(const place::Unplaced& entry, const place::Why& why) {
    Say(ReasonMessage(entry.reason),
        {{"party", note_.id},
         {"people", entry.people.size()},
         {"risk", RiskWord(static_cast<int>(party_.risk_class))}});
    if (entry.reason != place::Reason::kMinorWithoutAdult) {
      Say(msg::kPlaceFunnel, {{"ready", entry.rooms.ready},
                              {"paired", entry.rooms.paired},
                              {"equipped", entry.rooms.equipped},
                              {"big_enough", entry.rooms.big_enough},
                              {"reachable", entry.rooms.reachable}});
    }
    SayBeyondCarer(entry);
    SayFamilies(why);
    if (why.shortage) {
      SayShortage(*why.shortage);
      // One room more may not be beside another.
      auto rivals = entry.adjacent ? std::nullopt
                                   : RivalsOf(plan_, *why.shortage, party_);
      if (rivals) out_.push_back(*std::move(rivals));
    } else if (entry.reason == place::Reason::kNoRoomLeft) {
      SayGroup(entry);
    }
    std::size_t said = 0;
    for (const place::Blocking& block : SoonestFirst(entry.blocking)) {
      if (said++ < kFloors) SayBlocking(block);
    }
    if (said > kFloors)
      Say(msg::kPlaceBlockedMore, {{"floors", said - kFloors}});
    for (const Relaxation& relaxation : plan_.relaxations) {
      const auto& helped = relaxation.parties;
      if (std::find(helped.begin(), helped.end(), note_.id) != helped.end()) {
        out_.push_back(relaxation.text);
      }
    }
    for (const BatchMerge& merge : plan_.merges) {
      const CohortNote& cohort = plan_.cohorts[party_.cohort.value()];
      if (merge.people > 0 && merge.chain == cohort.chain &&
          merge.risk == cohort.risk) {
        out_.push_back(merge.text);
      }
    }
  }

  static std::vector<Sentence> Words(const std::vector<place::Family>& of,
                                     const Turnaround& turnaround) {
    std::vector<Sentence> words;
    for (const place::Family family : of) {
      words.push_back(FamilyWord(family, turnaround));
    }
    return words;
  }

  // The rules in the way, and which of them are never set aside.
  void SayFamilies(const place::Why& why) {
    if (why.rooms_lack) return Say(msg::kWhyRoomsLack, {});
    const auto& families = why.alone.empty() ? why.families : why.alone;
    if (families.empty() && why.complete && plan_.night) {
      out_.push_back(WhyWaits(plan_, note_.id));
      return;
    }
    if (families.empty()) {
      return Say(why.complete ? msg::kWhyNoRule : msg::kWhyNotSure, {});
    }
    const bool each = families.size() > 1 && !why.alone.empty();
    const Turnaround turnaround = TurnaroundOf(
        plan_, party_, each ? std::vector<place::Family>{} : families);
    const std::vector<Sentence> words = Words(families, turnaround);
    if (each) {
      Say(msg::kWhyAlone, {{"families", AnyOf(words)}});
    } else {
      Say(msg::kWhyOnly, {{"families", AllOf(words)}});
    }
    const auto has = [&families](place::Family family) {
      return std::find(families.begin(), families.end(), family) !=
             families.end();
    };
    if (has(place::Family::kTurnaround) && turnaround.frozen) {
      Say(msg::kWhyNeverFrozen, {});
    }
    if (has(place::Family::kExclusive)) Say(msg::kWhyNeverExclusive, {});
    if (has(place::Family::kGuardian)) Say(msg::kWhyNeverGuardian, {});
  }

  // Who competes for which rooms.
  void SayShortage(const place::Shortage& shortage) {
    const ShortageFacts facts = FactsOf(plan_, shortage);
    std::vector<MessageArg> args = {{"people", facts.people},
                                    {"cohort", CohortOf(party_.cohort)},
                                    {"need", facts.need},
                                    {"rooms", shortage.rooms.size()}};
    if (facts.floors.empty()) {
      return Say(msg::kWhyShortageNone, std::move(args));
    }
    args.emplace_back("floors", ListOf(facts.floors));
    Say(msg::kWhyShortage, std::move(args));
  }

  // Those of which it is known when they are free, the first to be free first.
  std::vector<place::Blocking> SoonestFirst(
      std::vector<place::Blocking> blocking) const {
    const auto key = [this](const place::Blocking& block) {
      const auto& free = plan_.units[block.unit.value()].free_from;
      return std::pair(!free, free.value_or(Day{}));
    };
    std::stable_sort(
        blocking.begin(), blocking.end(),
        [&key](const place::Blocking& a, const place::Blocking& b) {
          return key(a) < key(b);
        });
    return blocking;
  }

  void SayGroup(const place::Unplaced& entry) {
    std::size_t people = 0;
    for (const place::Party& party : plan_.problem.parties) {
      if (party.cohort == party_.cohort) people += party.people.size();
    }
    Say(msg::kPlaceGroupNeeds, {{"cohort", CohortOf(party_.cohort)},
                                {"people", people},
                                {"rooms", entry.rooms.reachable}});
  }

  void SayBlocking(const place::Blocking& block) {
    const std::uint32_t u = block.unit.value();
    const UnitNote& unit = plan_.units[u];
    auto args = FloorArgs(u);
    if (block.holder) args.emplace_back("cohort", CohortOf(*block.holder));
    MessageId message = msg::kPlaceBlockedHeldOpen;
    switch (unit.state) {
      case UnitState::kMixed:
        message = msg::kPlaceBlockedMixed;
        break;
      case UnitState::kFrozen:
        message = msg::kPlaceBlockedFrozen;
        break;
      case UnitState::kAwaitingDisinfection:
        message = msg::kPlaceBlockedAwaiting;
        break;
      case UnitState::kUnclear:
        message = msg::kPlaceBlockedUnclear;
        break;
      case UnitState::kFree:
        message = msg::kPlaceBlockedTaken;
        break;
      case UnitState::kHeld:
        if (!unit.held_until) break;
        message = msg::kPlaceBlockedOverdue;
        args.emplace_back("day", FormatDay(*unit.held_until));
        if (!unit.free_from) break;
        message = msg::kPlaceBlockedHeld;
        args.emplace_back("free", FormatDay(*unit.free_from));
        break;
    }
    Say(message, std::move(args));
  }

  const Plan& plan_;
  std::uint32_t p_;
  const place::Party& party_;
  const PartyNote& note_;
  std::vector<Sentence> out_;
};

}  // namespace

std::vector<Sentence> ExplainParty(const Plan& plan,
                                   std::string_view party_or_person_id) {
  const std::string_view id = party_or_person_id;
  std::vector<Sentence> out;
  for (std::uint32_t p = 0; p < plan.parties.size(); ++p) {
    const PartyNote& party = plan.parties[p];
    if (party.id == id) {
      out = Explainer(plan, p).Run(std::nullopt);
      break;
    }
    const auto at = std::find(party.people.begin(), party.people.end(), id);
    if (at != party.people.end()) {
      return Explainer(plan, p).Run(
          static_cast<std::uint32_t>(at - party.people.begin()));
    }
  }
  for (const Referral& referral : plan.referred) {
    if (referral.person == id || referral.party == id) {
      out.push_back(referral.reason);
    }
  }
  for (const std::string& person : plan.already_inside) {
    if (person == id) {
      out.push_back({msg::kPlaceAlreadyInside, {{"person", person}}});
    }
  }
  return out;
}

}  // namespace quaranta::desk

// Why somebody goes where, or nowhere.
#include <algorithm>
#include <iterator>
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
        Say(msg::kWhyState, {{"room", Label(entry.room)}});
        SayAll(FitLines(PlacesOf(plan_), entry.room, party_, note_,
                        entry.people, entry.refill));
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
    out_.push_back(HomeLine(note_));
    SayBasis();
    return std::move(out_);
  }

 private:
  void Say(MessageId id, std::vector<MessageArg> args) {
    out_.push_back({id, std::move(args)});
  }

  void SayAll(std::vector<Sentence> lines) {
    std::move(lines.begin(), lines.end(), std::back_inserter(out_));
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
    out_.push_back(ClassLine(party_, plan_.sites[plan_.units[unit].site]));
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
    out_.push_back(GapsLine(gaps));
    out_.push_back(
        BasisLine(plan_.packs, plan_.input_hash, plan_.seed, party_.name));
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
      out_.push_back(FunnelLine(entry.rooms));
    }
    SayBeyondCarer(entry);
    SayFamilies(why);
    if (why.shortage) {
      out_.push_back(ShortageLine(PlacesOf(plan_), *why.shortage,
                                  CohortOf(party_.cohort)));
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

  // The rules in the way, and which of them are never set aside.
  void SayFamilies(const place::Why& why) {
    if (!why.rooms_lack && why.alone.empty() && why.families.empty() &&
        why.complete && plan_.night) {
      out_.push_back(WhyWaits(plan_, note_.id));
      return;
    }
    // Of rules that all stand in the way, what would be left of this one.
    const bool each = why.alone.size() > 1;
    const Turnaround turnaround =
        TurnaroundOf(plan_, party_,
                     each                ? std::vector<place::Family>{}
                     : why.alone.empty() ? why.families
                                         : why.alone);
    SayAll(FamilyLines(
        why,
        [&turnaround](place::Family family) {
          return FamilyWord(family, turnaround);
        },
        turnaround.frozen));
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
  return ExplainIn(
      plan, party_or_person_id,
      [&plan](std::uint32_t party, std::optional<std::uint32_t> person) {
        return Explainer(plan, party).Run(person);
      });
}

}  // namespace quaranta::desk

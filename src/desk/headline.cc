// An evening with too few rooms in two sentences: what lacks, what to do.
#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "desk/place_in.h"
#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

class Headline {
 public:
  Headline(const Draft& draft, Plan& plan) : draft_(draft), plan_(plan) {}

  void Add() {
    if (plan_.plan.unplaced.empty()) return;
    plan_.headline.push_back(WhatLacks());
    plan_.headline.push_back(WhatToDo());
  }

 private:
  std::int32_t Left() const {
    return plan_.way_out.helped_tonight + plan_.way_out.left_tonight;
  }

  // The unplaced of one group for one reason; the most people first.
  struct Cause {
    std::int32_t people = 0;
    std::size_t first = 0;  // index into plan.unplaced
  };
  Cause MainCause() const {
    std::map<std::pair<std::uint32_t, place::Reason>, Cause> causes;
    for (std::size_t i = 0; i < plan_.plan.unplaced.size(); ++i) {
      const place::Unplaced& entry = plan_.plan.unplaced[i];
      const auto& party = plan_.problem.parties[entry.party.value()];
      Cause& cause =
          causes.try_emplace({party.cohort.value(), entry.reason}, Cause{0, i})
              .first->second;
      cause.people += static_cast<std::int32_t>(entry.people.size());
      // The shortage that concerns the most people speaks for the group.
      if (Concerned(i) > Concerned(cause.first)) cause.first = i;
    }
    Cause main;
    for (const auto& [key, cause] : causes) {
      if (cause.people > main.people) main = cause;
    }
    return main;
  }

  std::size_t Concerned(std::size_t i) const {
    return plan_.why[i].shortage ? plan_.why[i].shortage->needing.size() : 0;
  }

  Sentence Who(const Cause& cause) const {
    const place::Unplaced& entry = plan_.plan.unplaced[cause.first];
    const auto& party = plan_.problem.parties[entry.party.value()];
    const MessageId message = Left() == 1              ? msg::kNightOne
                              : cause.people == Left() ? msg::kNightAll
                                                       : msg::kNightSome;
    return {message,
            {{"people", cause.people},
             {"cohort", plan_.cohorts[party.cohort.value()].label}}};
  }

  // When the first of the floors that stand in the way is free again.
  std::optional<Day> FirstFree(const place::Unplaced& entry) const {
    std::optional<Day> first;
    for (const place::Blocking& block : entry.blocking) {
      const auto& free = plan_.units[block.unit.value()].free_from;
      if (!block.taken_by_plan && free && (!first || *free < *first)) {
        first = free;
      }
    }
    return first;
  }

  Sentence WhatLacks() const {
    const Cause cause = MainCause();
    const place::Unplaced& entry = plan_.plan.unplaced[cause.first];
    const place::Party& party = plan_.problem.parties[entry.party.value()];
    std::vector<MessageArg> args = {{"left", Left()},
                                    {"asked", Summarize(plan_).asked},
                                    {"who", Who(cause)}};
    MessageId message = msg::kNightReady;
    switch (entry.reason) {
      case place::Reason::kMinorWithoutAdult:
        message = msg::kNightMinor;
        if (const auto next =
                plan_.way_out.beyond_carer.find(entry.party.value());
            next != plan_.way_out.beyond_carer.end()) {
          message = msg::kNightMinorBeyond;
          args.emplace_back("reason",
                            ReasonClause(next->second, party.risk_class));
        }
        break;
      case place::Reason::kNoReadyRoom:
        break;
      case place::Reason::kNoGrade:
        message = msg::kNightGrade;
        args.emplace_back("risk", RiskWord(static_cast<int>(party.risk_class)));
        break;
      case place::Reason::kNoFeature:
      case place::Reason::kNoRoomBigEnough:
        message = msg::kNightFit;
        break;
      case place::Reason::kNoFreeFloor:
        message = msg::kNightFloorOpen;
        if (const auto day = FirstFree(entry)) {
          message = msg::kNightFloor;
          args.emplace_back("day", FormatDay(*day));
        }
        break;
      case place::Reason::kNoRoomLeft:
        message = AddRooms(cause, args);
        break;
    }
    return {message, std::move(args)};
  }

  MessageId AddRooms(const Cause& cause, std::vector<MessageArg>& args) const {
    const auto& shortage = plan_.why[cause.first].shortage;
    if (!shortage) return msg::kNightAdjacent;
    args.emplace_back("need", FactsOf(PlacesOf(plan_), *shortage).need);
    args.emplace_back("rooms", shortage->rooms.size());
    return msg::kNightRooms;
  }

  Sentence WhatToDo() const {
    const WayOut& way = plan_.way_out;
    std::vector<MessageArg> args = {
        {"left", way.left_tonight},
        {"people", way.helped_tonight},
        {"more", way.helped_later},
        {"role", RoleWord(draft_.setting.params.more_rooms_from)}};
    if (!way.tonight.empty()) args.emplace_back("acts", ListOf(way.tonight));
    if (!way.later.empty()) {
      args.emplace_back("later", ListOf(way.later));
      args.emplace_back("when",
                        way.hours ? Sentence{msg::kNightInHours,
                                             {{"hours", HoursText(*way.hours)}}}
                                  : Sentence{msg::kNightInUnknown, {}});
    }
    return {DoMessage(way), std::move(args)};
  }

  static MessageId DoMessage(const WayOut& way) {
    if (way.left_tonight == 0) return msg::kNightDoAll;
    if (way.tonight.empty()) {
      if (!way.later.empty()) return msg::kNightLater;
      return way.not_all_tried ? msg::kNightNoneTried : msg::kNightNone;
    }
    return way.later.empty() ? msg::kNightDoSome : msg::kNightDoSomeLater;
  }

  const Draft& draft_;
  Plan& plan_;
};

}  // namespace

void AddHeadline(const Draft& draft, Plan& plan) {
  Headline(draft, plan).Add();
}

}  // namespace quaranta::desk

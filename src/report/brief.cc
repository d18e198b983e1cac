// The sections of the brief, in the order in which they are needed.

#include "quaranta/report/brief.h"

#include <algorithm>

#include "quaranta/core/message_ids.h"
#include "report/labels.h"

namespace quaranta::report {
namespace {

// A section that is being written; a list past its length ends in a count.
class Writer {
 public:
  Writer(MessageId title, Language language)
      : language_(language), section_{Render(title, language), {}} {}

  void Line(MessageId id, std::initializer_list<MessageArg> args = {}) {
    section_.lines.push_back(Render(id, language_, args));
  }
  void Text(std::string line) { section_.lines.push_back(std::move(line)); }

  // At most kBriefLines items of a list.
  template <class Items, class F>
  void List(const Items& items, F&& each) {
    std::size_t done = 0;
    for (const auto& item : items) {
      if (done == kBriefLines) {
        Line(msg::kBriefCheckMore, {{"more", items.size() - done}});
        return;
      }
      each(item);
      ++done;
    }
  }

  Section Take() {
    if (section_.lines.empty()) Line(msg::kBriefNone);
    return std::move(section_);
  }

 private:
  Language language_;
  Section section_;
};

MessageId AlarmMessage(desk::Alarm::Kind kind) {
  switch (kind) {
    case desk::Alarm::Kind::kFever:
      return msg::kBriefAlarmFever;
    case desk::Alarm::Kind::kSymptoms:
      return msg::kBriefAlarmSymptoms;
    case desk::Alarm::Kind::kPositive:
      return msg::kBriefAlarmPositive;
    case desk::Alarm::Kind::kIncident:
      return msg::kBriefAlarmIncident;
  }
  return msg::kBriefAlarmIncident;
}

MessageId WaitingMessage(desk::Waiting::Kind kind) {
  switch (kind) {
    case desk::Waiting::Kind::kMinorAlone:
      return msg::kBriefWaitingMinorAlone;
    case desk::Waiting::Kind::kBetween:
      return msg::kBriefWaitingBetween;
    case desk::Waiting::Kind::kNoRoom:
      return msg::kBriefWaitingNoRoom;
    case desk::Waiting::Kind::kNotFollowed:
      return msg::kBriefWaitingNotFollowed;
  }
  return msg::kBriefWaitingNoRoom;
}

Section Alarms(const BriefInput& input, Language language) {
  Writer out(msg::kBriefAlarmsTitle, language);
  const world::World& world = input.check->world;
  out.List(input.tonight->alarms, [&](const desk::Alarm& alarm) {
    out.Line(AlarmMessage(alarm.kind),
             {{"person", alarm.person},
              {"where", Where(world, alarm.site, alarm.room, language)},
              {"minutes", alarm.minutes},
              {"kind", Label(alarm.incident, language)}});
  });
  return out.Take();
}

// The sentence that says why a party has no room: the first of its
// explanation.
std::string WhyUnplaced(const desk::Plan& plan, const std::string& party,
                        Language language) {
  const std::vector<Sentence> why = desk::ExplainParty(plan, party);
  return why.empty() ? "" : Render(why.front(), language);
}

Section People(const BriefInput& input, Language language) {
  Writer out(msg::kBriefWaitingTitle, language);
  const world::World& world = input.check->world;
  if (input.plan != nullptr) {
    const desk::PlanSummary sum = desk::Summarize(*input.plan);
    for (const Sentence& sentence : input.plan->headline) {
      out.Text(Render(sentence, language));
    }
    out.Line(msg::kBriefWaitingArrivals, {{"asked", sum.asked},
                                          {"placed", sum.placed},
                                          {"hospital", sum.to_hospital},
                                          {"home", sum.home},
                                          {"unplaced", sum.unplaced}});
    for (const Sentence& condition : input.plan->conditions) {
      out.Text(Render(condition, language));
    }
    out.List(input.plan->plan.unplaced, [&](const place::Unplaced& unplaced) {
      const std::string& party = input.plan->parties[unplaced.party.value()].id;
      out.Line(msg::kBriefWaitingParty,
               {{"party", party},
                {"reason", WhyUnplaced(*input.plan, party, language)}});
    });
  }
  out.List(input.tonight->waiting, [&](const desk::Waiting& waiting) {
    out.Line(WaitingMessage(waiting.kind),
             {{"person", waiting.person},
              {"where", Where(world, waiting.site, waiting.room, language)}});
  });
  return out.Take();
}

std::string Lacks(const desk::NextSite& next, Language language) {
  if (next.not_accepted.empty() && next.posts_unmanned == 0) {
    return Render(msg::kBriefTonightLacksNone, language);
  }
  std::string items;
  for (const schema::AcceptanceItem item : next.not_accepted) {
    if (!items.empty()) items += language == Language::kZh ? "、" : ", ";
    items += Label(item, language);
  }
  return Render(msg::kBriefTonightLacksItems, language,
                {{"items", items}, {"posts", next.posts_unmanned}});
}

Section Tonight(const BriefInput& input, Language language) {
  Writer out(msg::kBriefTonightTitle, language);
  const world::World& world = input.check->world;
  out.Line(msg::kBriefTonightRooms, {{"rooms", input.tonight->ready_rooms},
                                     {"slots", input.tonight->cohort_slots}});
  out.List(input.tonight->rooms, [&](const desk::RoomKind& kind) {
    out.Line(msg::kBriefTonightKind,
             {{"site", SiteName(world, kind.site)},
              {"rooms", kind.rooms},
              {"beds", kind.beds},
              {"accessible",
               kind.accessible ? Render(msg::kBriefTonightAccessible, language)
                               : std::string()},
              {"held", kind.rooms_held}});
  });
  for (std::size_t i = 0; i < input.tonight->next_sites.size() && i < 2; ++i) {
    const desk::NextSite& next = input.tonight->next_sites[i];
    out.Line(msg::kBriefTonightNext, {{"site", SiteName(world, next.site)},
                                      {"status", Label(next.status, language)},
                                      {"lacks", Lacks(next, language)}});
  }
  return out.Take();
}

std::string LackNames(const std::vector<desk::LeavingLack>& lacks,
                      Language language) {
  std::string text;
  for (const desk::LeavingLack lack : lacks) {
    if (!text.empty()) text += language == Language::kZh ? "、" : ", ";
    switch (lack) {
      case desk::LeavingLack::kCertificate:
        text += Render(msg::kBriefLackCertificate, language);
        break;
      case desk::LeavingLack::kFinalResult:
        text += Render(msg::kBriefLackResult, language);
        break;
      case desk::LeavingLack::kHold:
        text += Render(msg::kBriefLackHold, language);
        break;
      case desk::LeavingLack::kOrder:
        text += Render(msg::kBriefLackOrder, language);
        break;
      case desk::LeavingLack::kHandover:
        text += Render(msg::kBriefLackHandover, language);
        break;
    }
  }
  return text;
}

Section Leaving(const BriefInput& input, Language language) {
  Writer out(msg::kBriefLeavingTitle, language);
  const world::World& world = input.check->world;
  for (const desk::Leaving& over : input.tonight->overstays) {
    out.Line(msg::kBriefLeavingOverstay,
             {{"person", over.person},
              {"where", Where(world, over.site, over.room, language)},
              {"days", over.days_over},
              {"day", FormatDay(over.planned_end)}});
  }
  if (input.tonight->overstays.empty()) out.Line(msg::kBriefLeavingNoOverstay);
  std::vector<const desk::Leaving*> lacking;
  for (const desk::Leaving& leaving : input.tonight->leaving) {
    if (!leaving.lacks.empty()) lacking.push_back(&leaving);
  }
  out.Line(msg::kBriefLeavingCount, {{"count", input.tonight->leaving.size()},
                                     {"lacking", lacking.size()}});
  out.List(lacking, [&](const desk::Leaving* leaving) {
    out.Line(msg::kBriefLeavingLine,
             {{"person", leaving->person},
              {"where", Where(world, leaving->site, leaving->room, language)},
              {"day", FormatDay(leaving->planned_end)},
              {"lacks", LackNames(leaving->lacks, language)}});
  });
  return out.Take();
}

Section Holds(const BriefInput& input, Language language) {
  Writer out(msg::kBriefHoldsTitle, language);
  out.List(input.tonight->holds, [&](const desk::HoldLine& hold) {
    out.Line(
        msg::kBriefHoldsLine,
        {{"subject", SubjectText(input.check->world, hold.subject, language)},
         {"reason", Label(hold.reason, language)},
         {"until", hold.until ? ClockText(*hold.until)
                              : Render(msg::kBriefUnknown, language)}});
  });
  return out.Take();
}

std::string ReportStateText(desk::ReportState state, Language language) {
  switch (state) {
    case desk::ReportState::kDue:
      return Render(msg::kBriefStateDue, language);
    case desk::ReportState::kReceived:
      return Render(msg::kBriefStateReceived, language);
    case desk::ReportState::kLate:
      return Render(msg::kBriefStateLate, language);
    case desk::ReportState::kZero:
      return Render(msg::kBriefStateZero, language);
    case desk::ReportState::kMissing:
      return Render(msg::kBriefStateMissing, language);
  }
  return "";
}

std::string NumberText(double number) {
  std::string text = std::to_string(number);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

Section Reports(const BriefInput& input, Language language) {
  Writer out(msg::kBriefReportsTitle, language);
  out.List(input.tonight->reports, [&](const desk::ReportLine& line) {
    out.Line(
        msg::kBriefReportsLine,
        {{"unit", line.unit},
         {"stream", Label(line.stream, language)},
         {"deadline", line.deadline ? ClockText(*line.deadline)
                                    : Render(msg::kBriefUnknown, language)},
         {"state", ReportStateText(line.state, language)}});
  });
  out.List(input.tonight->changes, [&](const desk::FigureChange& change) {
    out.Line(
        msg::kBriefReportsChange,
        {{"subject", SubjectText(input.check->world, change.subject, language)},
         {"name", change.name},
         {"before", NumberText(change.before)},
         {"now", NumberText(change.now)},
         {"reason", change.reason.empty()
                        ? Render(msg::kBriefReportsNoReason, language)
                        : change.reason}});
  });
  return out.Take();
}

Section Duty(const BriefInput& input, Language language) {
  Writer out(msg::kBriefDutyTitle, language);
  const world::World& world = input.check->world;
  out.List(input.tonight->on_duty, [&](const desk::OnDuty& duty) {
    const std::string phone =
        !duty.site_phone.empty() ? duty.site_phone
        : duty.has_phone         ? Render(msg::kBriefDutyPhoneOnFile, language)
                         : Render(msg::kBriefDutyPhoneMissing, language);
    out.Line(
        msg::kBriefDutyLine,
        {{"role", Label(duty.role, language)},
         {"duty", SubjectText(world, duty.duty, language)},
         {"site", duty.site.empty() ? RegionName(world, input.tonight->region)
                                    : SiteName(world, duty.site)},
         {"phone", phone}});
  });
  return out.Take();
}

Section FromLines(MessageId title, std::vector<std::string> lines,
                  Language language) {
  Writer out(title, language);
  for (std::string& line : lines) out.Text(std::move(line));
  return out.Take();
}

}  // namespace

Brief MakeBrief(const BriefInput& input, Language language) {
  Brief brief;
  brief.language = language;
  brief.title =
      Render(msg::kBriefTitle, language,
             {{"region", RegionName(input.check->world, input.tonight->region)},
              {"time", ClockText(input.tonight->as_of)}});
  brief.sections = {
      Alarms(input, language),
      People(input, language),
      Tonight(input, language),
      Leaving(input, language),
      Holds(input, language),
      Reports(input, language),
      Duty(input, language),
      FromLines(msg::kBriefCapacityTitle,
                CapacityText(*input.capacity, language), language)};
  if (input.plan != nullptr) {
    brief.sections.push_back(FromLines(
        msg::kBriefPlanTitle, PlanText(*input.plan, language), language));
  }
  brief.sections.push_back(
      FromLines(msg::kBriefCheckTitle,
                CheckText(*input.check, language, kBriefLines), language));
  return brief;
}

}  // namespace quaranta::report

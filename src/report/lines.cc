// Capacity, check and plan as lines of text: for the terminal and the brief.

#include <algorithm>
#include <map>

#include "quaranta/core/message_ids.h"
#include "quaranta/desk/night.h"
#include "quaranta/report/brief.h"
#include "report/labels.h"
#include "report/line_lists.h"

namespace quaranta::report {
namespace {

using check::Outcome;

// Rules worst first, within a severity in pack order.
struct Failure {
  schema::Severity severity;
  const check::Verdict* verdict;
};

std::vector<Failure> Failures(const check::Report& report) {
  std::vector<Failure> failures;
  for (const check::Verdict& verdict : report.verdicts) {
    if (verdict.outcome == Outcome::kFail) {
      failures.push_back(
          {report.rules[verdict.rule].rule->text->severity, &verdict});
    }
  }
  std::stable_sort(failures.begin(), failures.end(),
                   [](const Failure& a, const Failure& b) {
                     return a.severity < b.severity;
                   });
  return failures;
}

std::string PackNames(const check::Report& report) {
  std::string names;
  for (const auto& pack : report.policy.packs()) {
    if (!names.empty()) names += ", ";
    names += pack->text.id + " " + pack->text.version;
  }
  return names;
}

const std::string& TitleOf(const schema::Rule& rule, Language language) {
  return language == Language::kZh ? rule.title.zh : rule.title.en;
}

std::string SourceOf(const schema::Rule& rule) {
  return rule.source.clause.empty()
             ? rule.source.document
             : rule.source.document + " " + rule.source.clause;
}

void AddGroups(const check::Report& report, Language language,
               std::vector<std::string>& lines) {
  std::map<std::string, check::Counts> groups;
  std::vector<std::string> order;
  for (const check::Verdict& verdict : report.verdicts) {
    const std::string& group = report.rules[verdict.rule].rule->text->group;
    if (!groups.contains(group)) order.push_back(group);
    ++groups[group][verdict.outcome];
  }
  for (const std::string& group : order) {
    const check::Counts& counts = groups[group];
    lines.push_back(
        Render(msg::kBriefCheckGroup, language,
               {{"group", group},
                {"pass", counts[Outcome::kPass]},
                {"fail", counts[Outcome::kFail]},
                {"unknown", counts[Outcome::kUnknown]},
                {"not_due", counts[Outcome::kNotDue]},
                {"not_applicable", counts[Outcome::kNotApplicable]}}));
  }
}

// What would help those without a room, and whom it hit.
void AddShortfall(const desk::Plan& plan, Language language,
                  std::vector<std::string>& lines) {
  for (const desk::Relaxation& relaxation : plan.relaxations) {
    lines.push_back(Render(relaxation.text, language));
  }
  for (const desk::BatchMerge& merge : plan.merges) {
    lines.push_back(Render(merge.text, language));
  }
  if (plan.plan.unplaced.empty()) return;
  for (const desk::EquityRow& row : desk::Equity(plan)) {
    lines.push_back(Render(row.text, language));
  }
}

}  // namespace

std::vector<std::string> CapacityText(const desk::CapacityLines& c,
                                      Language language) {
  std::vector<std::string> lines;
  if (c.population.people) {
    lines.push_back(Render(msg::kBriefCapacityPopulation, language,
                           {{"people", *c.population.people},
                            {"basis", Label(c.population.basis, language)}}));
  }
  for (const desk::StandardLine& standard : c.standards) {
    lines.push_back(Render(standard.text, language));
  }
  lines.push_back(Render(msg::kBriefCapacityUse, language,
                         {{"open", c.open_sites},
                          {"sites", c.sites},
                          {"rooms", c.rooms_open.Best()},
                          {"used", c.rooms_used.Best()},
                          {"percent", desk::PercentText(c.occupancy)},
                          {"people", c.people.Best()}}));
  std::size_t surplus = 0;
  for (const desk::SurplusLine& line : c.surplus) surplus += line.rooms.size();
  lines.push_back(
      Render(msg::kBriefCapacitySurplus, language,
             {{"least", c.surplus_at_least}, {"records", surplus}}));
  for (const desk::SurplusLine& line : c.surplus) {
    lines.push_back(Render(line.text, language));
  }
  for (const desk::UnusableLine& line : c.unusable) {
    lines.push_back(Render(line.text, language));
  }
  for (const desk::BridgeLine& line : c.bridge) {
    lines.push_back(Render(line.text, language));
  }
  return lines;
}

std::vector<std::string> CheckText(const check::Report& report,
                                   Language language, std::size_t most) {
  std::vector<std::string> lines;
  lines.push_back(Render(
      msg::kBriefCheckPacks, language,
      {{"packs", PackNames(report)}, {"time", ClockText(report.as_of)}}));
  AddGroups(report, language, lines);
  const std::vector<Failure> failures = Failures(report);
  for (std::size_t i = 0; i < failures.size() && i < most; ++i) {
    const schema::Rule& rule =
        *report.rules[failures[i].verdict->rule].rule->text;
    lines.push_back(
        Render(msg::kBriefCheckFailure, language,
               {{"subject",
                 SubjectText(report.world,
                             report.world.Subject(failures[i].verdict->subject),
                             language)},
                {"title", TitleOf(rule, language)},
                {"rule", rule.id},
                {"source", SourceOf(rule)}}));
  }
  if (failures.size() > most) {
    lines.push_back(Render(msg::kBriefCheckMore, language,
                           {{"more", failures.size() - most}}));
  }
  for (const check::Question& question : check::AskFirst(report, 5)) {
    lines.push_back(Render(
        msg::kBriefCheckAsk, language,
        {{"field", question.field},
         {"facts", question.facts},
         {"verdicts", question.verdicts},
         {"example", question.examples.empty() ? std::string()
                                               : question.examples.front()}}));
  }
  return lines;
}

std::vector<std::string> PlanText(const desk::Plan& plan, Language language,
                                  std::size_t most) {
  std::vector<std::string> lines;
  for (const Sentence& sentence : plan.headline) {
    lines.push_back(Render(sentence, language));
  }
  for (const Sentence& line : desk::NightLines(plan)) {
    lines.push_back(Render(line, language));
  }
  lines.push_back(Render(msg::kBriefProposal, language));
  AddList(plan.conditions, language, most, lines);
  const desk::PlanSummary sum = desk::Summarize(plan);
  lines.push_back(Render(
      plan.night ? msg::kEveningTotal : msg::kBriefWaitingArrivals, language,
      {{"asked", sum.asked},
       {"placed", sum.placed},
       {"hospital", sum.to_hospital},
       {"home", sum.home},
       {"unplaced", sum.unplaced}}));
  for (const Sentence& level : sum.levels) {
    lines.push_back(Render(level, language));
  }
  std::string floors;
  for (const place::TakenUnit& taken : plan.plan.taken_units) {
    const desk::UnitNote& unit = plan.units[taken.unit.value()];
    if (!floors.empty()) floors += language == Language::kZh ? "、" : ", ";
    floors += plan.sites[unit.site].name + " " + unit.label;
  }
  if (!floors.empty()) {
    lines.push_back(
        Render(msg::kBriefPlanFloors, language, {{"floors", floors}}));
  }
  lines.push_back(Render(
      msg::kBriefPlanMilder, language,
      {{"assessed", plan.milder.home_assessed}, {"asked", plan.milder.asked}}));
  AddShortfall(plan, language, lines);
  AddList(plan.doubts, language, most, lines);
  return lines;
}

}  // namespace quaranta::report

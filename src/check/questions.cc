// Which missing facts to ask for first.

#include <algorithm>
#include <map>
#include <set>

#include "quaranta/check/check.h"

namespace quaranta::check {
namespace {

struct Tally {
  std::set<std::string> facts;
  std::int64_t verdicts = 0;
  std::int64_t alone = 0;
};

// "Room.window_limiter" for a cell, "Site.rooms" for a collection.
std::string FieldOf(const Report& report, const Missing& missing) {
  const data::Table& table = report.world.table(missing.row.table);
  const std::string record(table.record->name);
  if (missing.collection) {
    return record + "." + table.segments[missing.index].name;
  }
  return record + "." + std::string(table.columns[missing.index].field().name);
}

std::map<std::string, Tally> TallyFields(const Report& report) {
  std::map<std::string, Tally> tallies;
  for (const Verdict& verdict : report.verdicts) {
    if (verdict.outcome != Outcome::kUnknown) continue;
    std::set<std::string> fields;
    for (const Missing& missing : verdict.missing) {
      const std::string field = FieldOf(report, missing);
      tallies[field].facts.insert(missing.fact);
      fields.insert(field);
    }
    for (const std::string& field : fields) {
      ++tallies[field].verdicts;
      if (fields.size() == 1) ++tallies[field].alone;
    }
  }
  return tallies;
}

}  // namespace

std::vector<Question> AskFirst(const Report& report, std::size_t most) {
  constexpr std::size_t kExamples = 5;
  std::vector<Question> questions;
  for (const auto& [field, tally] : TallyFields(report)) {
    Question question{.field = field,
                      .facts = static_cast<std::int64_t>(tally.facts.size()),
                      .verdicts = tally.verdicts,
                      .alone = tally.alone,
                      .examples = {}};
    for (const std::string& fact : tally.facts) {
      if (question.examples.size() == kExamples) break;
      question.examples.push_back(fact);
    }
    questions.push_back(std::move(question));
  }
  // Most verdicts first; of two that touch as many, the one that decides more
  // alone, then the one that asks for less.
  std::stable_sort(questions.begin(), questions.end(),
                   [](const Question& a, const Question& b) {
                     if (a.verdicts != b.verdicts) {
                       return a.verdicts > b.verdicts;
                     }
                     if (a.alone != b.alone) return a.alone > b.alone;
                     return a.facts < b.facts;
                   });
  if (questions.size() > most) questions.resize(most);
  return questions;
}

}  // namespace quaranta::check

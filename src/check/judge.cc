#include "check/judge.h"

#include <algorithm>
#include <utility>

#include "quaranta/core/mask.h"
#include "quaranta/schema/records.h"
#include "quaranta/world/rows.h"

namespace quaranta::check {
namespace {

// Slots of every program, see policy::Rule.
constexpr std::size_t kFixedSlots = 5;

const data::Column* FindColumn(const data::Table& table,
                               std::string_view field) {
  const schema::Field* found = schema::FindField(*table.record, field);
  if (found == nullptr) return nullptr;
  return &table.columns[static_cast<std::size_t>(found -
                                                 table.record->fields.data())];
}

// Fields the program reads that identify a person by themselves.
std::vector<std::string_view> DirectFields(const expr::Program& program) {
  std::vector<std::string_view> names;
  for (const auto& [record, index] : program.reads()) {
    const schema::Field& field = schema::Records()[record].fields[index];
    if (field.personal == schema::Personal::kDirect) {
      names.push_back(field.name);
    }
  }
  return names;
}

bool IsWord(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9');
}

// `source` has one of the names as a whole word.
bool NamesAny(std::string_view source,
              const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    for (std::size_t at = source.find(name); at != std::string_view::npos;
         at = source.find(name, at + 1)) {
      const std::size_t end = at + name.size();
      if ((at == 0 || !IsWord(source[at - 1])) &&
          (end == source.size() || !IsWord(source[end]))) {
        return true;
      }
    }
  }
  return false;
}

data::NoteState CauseAt(const data::Column& column, std::size_t row) {
  const data::Note* note = column.note(row);
  return note == nullptr ? data::NoteState::kNotRecorded : note->state;
}

}  // namespace

// What the programs of a rule read, made once per case.
struct Judge::Setting {
  std::vector<std::string_view> personal;  // variables that hide their values
  std::vector<expr::Value> slots;
  Zone zone;
  expr::Activation activation;
};

Judge::Setting Judge::Set(const Case& c) const {
  Setting setting;
  setting.zone = world_.ZoneOf(world_.RegionOf(c.subject));
  setting.slots.reserve(kFixedSlots + c.rule->variables.size());
  setting.slots = {c.subject, c.in_force->params, c.in_force->profile,
                   options_.as_of, c.day ? expr::Value(*c.day) : expr::Value()};
  setting.activation.view = &world_.view();
  setting.activation.as_of = options_.as_of;
  setting.activation.zone = &setting.zone;
  for (const auto& [name, program] : c.rule->variables) {
    setting.activation.slots = setting.slots;
    if (program.personal()) setting.personal.push_back(name);
    setting.slots.push_back(
        program.Evaluate(setting.activation, options_.limits));
  }
  setting.activation.slots = setting.slots;
  return setting;
}

Verdict Judge::Start(const Case& c) const {
  Verdict verdict;
  verdict.rule = c.use;
  verdict.subject = c.subject;
  verdict.day = c.day;
  return verdict;
}

void Judge::NotDecided(const expr::Value& value, Verdict& verdict) const {
  if (const auto* unknown = value.As<expr::Unknown>()) {
    verdict.outcome = Outcome::kUnknown;
    for (const expr::Fact& fact : unknown->facts) {
      verdict.missing.push_back(
          {world_.FactName(fact.row, fact.collection, fact.index), fact.cause,
           fact.row, fact.collection, fact.index});
    }
    return;
  }
  verdict.outcome = Outcome::kError;
  if (const auto* error = value.As<expr::Error>()) {
    verdict.error = std::string(expr::ErrorCodeName(error->code)) + ": " +
                    MaskIdentifiers(error->message);
  } else {
    verdict.error = "expected true or false, got " + TextOf(value);
  }
}

std::string Judge::TextOf(const expr::Value& value) const {
  return expr::ToText(value, names_);
}

void Judge::Explain(const expr::Program& program, const Setting& setting,
                    Verdict& verdict) const {
  const expr::Explanation why =
      program.Explain(setting.activation, options_.limits);
  verdict.clause = why.clause;
  std::vector<std::string_view> direct = DirectFields(program);
  direct.insert(direct.end(), setting.personal.begin(), setting.personal.end());
  for (const auto& [source, value] : why.values) {
    verdict.values.emplace_back(
        source, NamesAny(source, direct) ? std::string(kMask) : TextOf(value));
  }
  for (const data::RowRef row : why.offenders) {
    verdict.offenders.push_back(world_.Subject(row));
  }
}

DaysOf Judge::Days(const Case& c) const {
  DaysOf result;
  const Setting setting = Set(c);
  const expr::Value value =
      c.rule->each.Evaluate(setting.activation, options_.limits);
  const auto* list = value.As<expr::List>();
  if (list == nullptr) {
    result.verdict = Start(c);
    NotDecided(value, *result.verdict);
    return result;
  }
  for (const expr::Value& item : list->items) {
    const Day* day = item.As<Day>();
    if (day == nullptr) {
      result.verdict = Start(c);
      result.verdict->error = "each: expected days, got " + TextOf(item);
      return result;
    }
    result.days.push_back(*day);
  }
  std::sort(result.days.begin(), result.days.end());
  return result;
}

Verdict Judge::Decide(const Case& c) const {
  Verdict verdict = Start(c);
  const Setting setting = Set(c);
  if (c.rule->when.usable()) {
    const expr::Value applies =
        c.rule->when.Evaluate(setting.activation, options_.limits);
    if (applies.IsFalse()) {
      verdict.outcome = Outcome::kNotApplicable;
      return verdict;
    }
    if (!applies.IsTrue()) {
      NotDecided(applies, verdict);
      Explain(c.rule->when, setting, verdict);
      ApplyStage(c, verdict);
      return verdict;
    }
  }
  const expr::Value kept =
      c.rule->expect.Evaluate(setting.activation, options_.limits);
  if (kept.IsTrue()) {
    verdict.outcome = Outcome::kPass;
  } else {
    if (kept.IsFalse()) {
      verdict.outcome = Outcome::kFail;
    } else {
      NotDecided(kept, verdict);
    }
    Explain(c.rule->expect, setting, verdict);
  }
  if (c.rule->measure.usable()) {
    verdict.measure =
        TextOf(c.rule->measure.Evaluate(setting.activation, options_.limits));
  }
  ApplyStage(c, verdict);
  ApplyDue(c, setting, verdict);
  ApplyWaiver(c, verdict);
  return verdict;
}

std::vector<std::pair<std::string, expr::Trace>> Judge::Trace(
    const Case& c, bool each, const expr::TraceLimits& limits) const {
  std::vector<std::pair<std::string, expr::Trace>> traces;
  const Setting setting = Set(c);
  const auto add = [&](const char* field, const expr::Program& program) {
    traces.emplace_back(
        field, program.Trace(setting.activation, options_.limits, limits));
    return traces.back().second.result.IsTrue();
  };
  if (each) {
    add("each", c.rule->each);
  } else if (!c.rule->when.usable() || add("when", c.rule->when)) {
    add("expect", c.rule->expect);
  }
  return traces;
}

// Before its stage a requirement is a task, not a failure; a closed site is
// past all of them.
void Judge::ApplyStage(const Case& c, Verdict& verdict) const {
  using schema::SiteStatus;
  const auto stage = c.rule->text->stage;
  if (stage == SiteStatus::kUnspecified) return;
  const auto site = world_.SiteOf(c.subject);
  if (!site) return;
  const data::Table& sites = world_.table(site->table);
  const data::Column* column = FindColumn(sites, "status");
  if (column == nullptr) return;
  if (!column->valid(site->row)) {
    if (verdict.outcome != Outcome::kFail) return;
    // Whether it fails or is not yet due hangs on the site's state.
    verdict.outcome = Outcome::kUnknown;
    const auto index =
        static_cast<std::uint32_t>(column - sites.columns.data());
    verdict.missing.push_back({world_.FactName(*site, false, index),
                               CauseAt(*column, site->row), *site, false,
                               index});
    return;
  }
  const auto status = static_cast<SiteStatus>(column->GetEnum(site->row));
  if (status == SiteStatus::kClosed) {
    verdict = Start(c);
    verdict.outcome = Outcome::kNotApplicable;
  } else if (status < stage && (verdict.outcome == Outcome::kFail ||
                                verdict.outcome == Outcome::kUnknown)) {
    verdict.outcome = Outcome::kNotDue;
    const schema::EnumValue* value = schema::FindValue(
        *schema::FindEnum("SiteStatus"), static_cast<std::int32_t>(stage));
    verdict.due_stage = value == nullptr ? "" : std::string(value->name);
  }
}

// Until it is due, what is not there yet is neither missing nor bad.
void Judge::ApplyDue(const Case& c, const Setting& setting,
                     Verdict& verdict) const {
  if (!c.rule->due.usable() || (verdict.outcome != Outcome::kFail &&
                                verdict.outcome != Outcome::kUnknown)) {
    return;
  }
  const expr::Value due =
      c.rule->due.Evaluate(setting.activation, options_.limits);
  const auto* fine = due.As<expr::FineInstant>();
  if (const Instant* at = fine ? &fine->instant : due.As<Instant>()) {
    // `as_of` counts microseconds: in the last one it is not due yet.
    if (options_.as_of < *at || (fine && options_.as_of == *at)) {
      verdict.outcome = Outcome::kNotDue;
      verdict.due_at = setting.zone.Localize(*at);
    }
    return;
  }
  NotDecided(due, verdict);
}

// A failure that a named person accepted for a time stays visible as waived.
// Waivers without reason, approver or end are none.
void Judge::ApplyWaiver(const Case& c, Verdict& verdict) const {
  if (verdict.outcome != Outcome::kFail ||
      !c.rule->text->waivable.value_or(true)) {
    return;
  }
  const auto& waivers = world_.table(schema::kWaiverIndex);
  const std::string subject = world_.Subject(c.subject);
  const Day today =
      c.day ? *c.day
            : world_.ZoneOf(world_.RegionOf(c.subject)).DayOf(options_.as_of);
  for (std::uint32_t row = 0; row < waivers.rows; ++row) {
    const auto waiver = world::Get<schema::Waiver>(world_, row);
    if (waiver.rule == c.rule->text->id && waiver.subject == subject &&
        waiver.reason && waiver.approver && waiver.start && waiver.end &&
        !waiver.withdrawn_date && *waiver.start <= today &&
        today <= *waiver.end) {
      verdict.outcome = Outcome::kWaived;
      verdict.waiver = world_.Subject(
          {static_cast<std::uint32_t>(schema::kWaiverIndex), row});
      return;
    }
  }
}

}  // namespace quaranta::check

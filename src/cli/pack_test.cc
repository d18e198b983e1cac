// Runs the tests that a pack carries.

#include <algorithm>
#include <array>

#include "core/status_macros.h"
#include "quaranta/check/check.h"
#include "quaranta/cli/cli.h"
#include "quaranta/core/status.h"
#include "quaranta/io/io.h"
#include "quaranta/text/node.h"

namespace quaranta::cli {
namespace {

using check::Outcome;

constexpr std::string_view kDefaultAsOf = "2022-04-10T17:00:00+08:00";

absl::StatusOr<world::World> MakeWorld(const schema::RuleTest& test) {
  world::Builder builder;
  QUARANTA_ASSIGN_OR_RETURN(
      const text::Node given,
      text::ReadJson(test.given.empty() ? "{}" : test.given, "given"));
  for (const auto& [name, rows] : given.entries) {
    const schema::Record* record = schema::FindRecord(name);
    if (record == nullptr) {
      return NotFound("given: there is no record `" + name + "`");
    }
    QUARANTA_RETURN_IF_ERROR(io::AppendRows(builder, *record, rows, "given"));
  }
  for (const std::string& collection : test.complete) {
    builder.Close(collection);
  }
  return std::move(builder).Build();
}

// The pack with the test's parameters in place of its own.
absl::StatusOr<std::shared_ptr<const policy::Pack>> WithParameters(
    const std::shared_ptr<const policy::Pack>& pack,
    const schema::RuleTest& test) {
  if (test.parameters.empty()) return pack;
  QUARANTA_ASSIGN_OR_RETURN(const text::Node values,
                            text::ReadJson(test.parameters, "parameters"));
  auto copy = std::make_shared<policy::Pack>(*pack);
  for (const auto& [name, value] : values.entries) {
    const auto found = std::find_if(
        copy->text.parameters.begin(), copy->text.parameters.end(),
        [&key = name](const schema::Parameter& p) { return p.name == key; });
    if (found == copy->text.parameters.end()) {
      return NotFound("parameters: the pack has no parameter `" + name + "`");
    }
    if (value.plain) {
      found->value = std::stod(value.scalar);
    } else {
      found->text = value.scalar;
    }
  }
  return copy;
}

// Of several verdicts (a rule with `each`), the one that people would act on.
Outcome Worst(const check::Report& report) {
  constexpr std::array kOrder = {Outcome::kError,   Outcome::kFail,
                                 Outcome::kUnknown, Outcome::kWaived,
                                 Outcome::kNotDue,  Outcome::kPass};
  for (const Outcome outcome : kOrder) {
    if (report.counts[outcome] > 0) return outcome;
  }
  return Outcome::kNotApplicable;
}

// True when any verdict names `wanted` among what it rests on.
bool Named(const check::Report& report, const std::string& wanted,
           bool missing) {
  for (const check::Verdict& verdict : report.verdicts) {
    if (missing) {
      for (const check::Missing& m : verdict.missing) {
        if (m.fact == wanted) return true;
      }
      continue;
    }
    const std::string subject = report.world.Subject(verdict.subject);
    if (subject == wanted || subject.ends_with(":" + wanted)) return true;
    for (const std::string& offender : verdict.offenders) {
      if (offender == wanted || offender.ends_with(":" + wanted)) return true;
    }
  }
  return false;
}

std::string Describe(const check::Report& report) {
  std::string text;
  for (const check::Verdict& verdict : report.verdicts) {
    text += "\n    " + report.world.Subject(verdict.subject) + " " +
            std::string(check::OutcomeName(verdict.outcome));
    if (!verdict.clause.empty()) text += " by `" + verdict.clause + "`";
    for (const auto& [of, is] : verdict.values) text += "; " + of + " = " + is;
    for (const check::Missing& m : verdict.missing) {
      text += "; missing " + m.fact;
    }
    for (const std::string& offender : verdict.offenders) {
      text += "; because of " + offender;
    }
    if (!verdict.error.empty()) text += "; " + verdict.error;
  }
  return text;
}

absl::Status RunTest(const std::shared_ptr<const policy::Pack>& pack,
                     const schema::Rule& rule, const schema::RuleTest& test) {
  QUARANTA_ASSIGN_OR_RETURN(const world::World world, MakeWorld(test));
  for (const world::Issue& issue : world.issues()) {
    if (issue.severity == world::Issue::Severity::kError) {
      return InvalidArgument("given: " + issue.code + " " + issue.column +
                             " \"" + issue.value + "\": " + issue.detail);
    }
  }
  QUARANTA_ASSIGN_OR_RETURN(const auto used, WithParameters(pack, test));
  const std::array ids = {pack->text.id};
  const std::array packs = {used};
  QUARANTA_ASSIGN_OR_RETURN(const policy::Policy policy,
                            policy::Policy::Make(ids, packs));
  check::Options options;
  QUARANTA_ASSIGN_OR_RETURN(
      options.as_of,
      ParseInstant(test.as_of.empty() ? kDefaultAsOf : test.as_of));
  options.rules = {rule.id};
  if (!test.subject.empty()) options.subjects = {test.subject};
  QUARANTA_ASSIGN_OR_RETURN(const check::Report report,
                            check::Run(world, policy, options));
  const schema::EnumValue* wanted =
      schema::FindValue(schema::EnumTable<schema::VerdictKind>(),
                        static_cast<std::int32_t>(test.verdict));
  const std::string_view got = check::OutcomeName(Worst(report));
  if (wanted == nullptr || wanted->name != got) {
    return FailedPrecondition(
        "expected " +
        (wanted == nullptr ? "a verdict" : std::string(wanted->name)) +
        ", got " + std::string(got) + Describe(report));
  }
  for (const std::string& subject : test.because) {
    if (!Named(report, subject, false)) {
      return FailedPrecondition("expected it to be because of " + subject +
                                Describe(report));
    }
  }
  for (const std::string& fact : test.missing) {
    if (!Named(report, fact, true)) {
      return FailedPrecondition("expected " + fact + " to be missing" +
                                Describe(report));
    }
  }
  return absl::OkStatus();
}

}  // namespace

PackTestResult TestPack(const std::shared_ptr<const policy::Pack>& pack) {
  PackTestResult result;
  for (const policy::Rule& compiled : pack->rules) {
    const schema::Rule& rule = *compiled.text;
    ++result.rules;
    if (rule.tests.empty()) ++result.rules_without_tests;
    for (const schema::RuleTest& test : rule.tests) {
      ++result.tests;
      const absl::Status status = RunTest(pack, rule, test);
      if (!status.ok()) {
        result.failures.push_back(
            {rule.id, test.name, std::string(MessageOf(status))});
      }
    }
  }
  return result;
}

}  // namespace quaranta::cli

// One pass of all rules over all subjects.

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include "check/judge.h"
#include "core/status_macros.h"
#include "quaranta/check/check.h"
#include "quaranta/core/status.h"
#include "quaranta/schema/records.h"

namespace quaranta::check {
namespace {

// What is in force at a region and day, resolved once.
struct Resolved {
  policy::InForce in_force;
  std::set<const policy::Rule*> rules;
};

class Runner {
 public:
  Runner(Report& report, const Options& options)
      : report_(report), options_(options), judge_(report.world, options) {}

  absl::Status Run() {
    QUARANTA_RETURN_IF_ERROR(SelectSubjects());
    for (const auto& pack : report_.policy.packs()) {
      for (const policy::Rule& rule : pack->rules) {
        if (Wanted(rule)) RunRule(rule, *pack);
      }
    }
    for (const std::string& rule : options_.rules) {
      if (!seen_rules_.contains(rule)) {
        return NotFound("rule \"" + rule + "\" is in no pack of this policy");
      }
    }
    if (!any_in_force_) return NothingInForce();
    return absl::OkStatus();
  }

 private:
  // The region asked for, or one below it.
  bool InRegion(std::optional<data::RowRef> region) const {
    if (!region_) return true;
    const data::Table& regions =
        report_.world.table(schema::RecordTable<schema::Region>());
    const data::Gather* parent = regions.FindGather("parent");
    // At most as many steps as there are regions, should they go in a ring.
    for (std::uint32_t steps = 0; region && steps <= regions.rows; ++steps) {
      if (*region == *region_) return true;
      const std::int32_t up = parent == nullptr ? -1 : parent->row[region->row];
      if (up < 0) return false;
      region->row = static_cast<std::uint32_t>(up);
    }
    return false;
  }

  absl::Status SelectSubjects() {
    if (!options_.region.empty()) {
      region_ = report_.world.Find(schema::RecordTable<schema::Region>(),
                                   options_.region);
      if (!region_) {
        return NotFound("region \"" + options_.region + "\" is not there");
      }
    }
    for (const std::string& subject : options_.subjects) {
      const auto row = report_.world.Find(subject);
      if (!row) return NotFound("subject \"" + subject + "\" is not there");
      subjects_.insert(*row);
    }
    return absl::OkStatus();
  }

  bool Wanted(const policy::Rule& rule) {
    const std::string& id = rule.text->id;
    if (options_.rules.empty()) return true;
    if (std::find(options_.rules.begin(), options_.rules.end(), id) ==
        options_.rules.end()) {
      return false;
    }
    seen_rules_.insert(id);
    return true;
  }

  absl::Status NothingInForce() const {
    std::string packs;
    for (const auto& pack : report_.policy.packs()) {
      packs += (packs.empty() ? "" : ", ") + pack->text.id;
    }
    return FailedPrecondition("no pack of the policy (" + packs +
                              ") is in force for any subject on " +
                              FormatInstant(options_.as_of));
  }

  void RunRule(const policy::Rule& rule, const policy::Pack& pack) {
    const std::size_t table = schema::IndexOf(*rule.record);
    const auto use = static_cast<std::uint32_t>(report_.rules.size());
    bool used = false;
    for (std::uint32_t row = 0; row < report_.world.table(table).rows; ++row) {
      const data::RowRef subject{static_cast<std::uint32_t>(table), row};
      const auto region = report_.world.RegionOf(subject);
      const Day today = report_.world.ZoneOf(region).DayOf(options_.as_of);
      const Resolved& now = Resolve(region, today);
      any_in_force_ |= !now.in_force.packs.empty();
      if (!subjects_.empty() && !subjects_.contains(subject)) continue;
      if (!InRegion(region)) continue;
      used |= RunSubject(rule, use, subject, region, today);
    }
    if (used) report_.rules.push_back({&rule, &pack});
  }

  // True when the rule was in force for the subject on some day.
  bool RunSubject(const policy::Rule& rule, std::uint32_t use,
                  data::RowRef subject, std::optional<data::RowRef> region,
                  Day today) {
    const Resolved& now = Resolve(region, today);
    Case c{&rule, use, subject, std::nullopt, &now.in_force};
    if (!rule.each.usable()) {
      if (!now.rules.contains(&rule)) return false;
      Record(judge_.Decide(c));
      return true;
    }
    const DaysOf days = judge_.Days(c);
    if (days.verdict) {
      if (!now.rules.contains(&rule)) return false;
      Record(*days.verdict);
      return true;
    }
    bool used = false;
    for (const Day day : days.days) {
      const Resolved& then = Resolve(region, day);
      if (!then.rules.contains(&rule)) continue;
      c.day = day;
      c.in_force = &then.in_force;
      Record(judge_.Decide(c));
      used = true;
    }
    return used;
  }

  void Record(Verdict verdict) {
    ++report_.counts[verdict.outcome];
    report_.verdicts.push_back(std::move(verdict));
  }

  const Resolved& Resolve(std::optional<data::RowRef> region, Day day) {
    const auto key = std::make_pair(
        region ? static_cast<std::int64_t>(region->row) : -1, day);
    auto& slot = resolved_[key];
    if (slot == nullptr) {
      slot = std::make_unique<Resolved>();
      std::string id;
      if (region) {
        id = report_.world.table(region->table).IdText(region->row);
      }
      slot->in_force = report_.policy.Resolve(id, day);
      for (const auto& entry : slot->in_force.rules) {
        slot->rules.insert(entry.rule);
      }
    }
    return *slot;
  }

  Report& report_;
  const Options& options_;
  Judge judge_;
  std::set<data::RowRef> subjects_;
  std::optional<data::RowRef> region_;
  std::set<std::string> seen_rules_;
  std::map<std::pair<std::int64_t, Day>, std::unique_ptr<Resolved>> resolved_;
  bool any_in_force_ = false;
};

}  // namespace

absl::StatusOr<Report> Run(const world::World& world,
                           const policy::Policy& policy,
                           const Options& options) {
  Report report{.world = world,
                .policy = policy,
                .as_of = options.as_of,
                .rules = {},
                .verdicts = {},
                .counts = {},
                .expired_packs = {}};
  Runner runner(report, options);
  QUARANTA_RETURN_IF_ERROR(runner.Run());
  const Day today = Zone().DayOf(options.as_of);
  for (const auto& pack : policy.packs()) {
    if (!pack->text.historic && pack->text.review_by &&
        *pack->text.review_by < today) {
      report.expired_packs.push_back(pack->text.id);
    }
  }
  return report;
}

}  // namespace quaranta::check

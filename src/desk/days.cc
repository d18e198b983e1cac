// The join of desk::PlanDays.
#include <algorithm>
#include <string>
#include <utility>

#include "core/status_macros.h"
#include "desk/days_in.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"

namespace quaranta::desk {
namespace {

// Groups whose batch nobody recorded open one when they come.
std::vector<EarlierPlan::Group> OpeningGroups(const Arrivals& people,
                                              const Setting& setting) {
  std::vector<EarlierPlan::Group> groups;
  for (const Group& group : people.groups) {
    if (group.cohort.kind != CohortKey::Kind::kChain) continue;
    const bool recorded = std::any_of(
        group.people.begin(), group.people.end(),
        [](const auto& person) { return Known(person.record.batch_id); });
    if (recorded) continue;
    CohortKey key = group.cohort;
    key.batch.clear();
    groups.push_back({key, group.expected.value_or(setting.as_of)});
  }
  return groups;
}

class Planner {
 public:
  Planner(const Setting& setting, const policy::Policy& policy,
          const world::World& arrivals, const DaysOptions& options)
      : setting_(setting),
        policy_(policy),
        arrivals_(arrivals),
        options_(options) {}

  absl::StatusOr<DaysPlan> Run() {
    const auto visits = ReadVisits(arrivals_, setting_, policy_, options_.days);
    const Announced announced = AnnouncedOf(visits, setting_.today);
    const County county = ReadCounty(setting_);
    QUARANTA_ASSIGN_OR_RETURN(
        const Arrivals ungrouped,
        ReadArrivals(arrivals_, county, BatchBook(county, setting_), setting_,
                     announced));
    plan_.batches = OpeningGroups(ungrouped, setting_);
    const BatchBook batches(county, setting_, plan_.batches);
    const Stock stock =
        ReadStock(county, batches, CohortsInside(county, batches, setting_),
                  setting_, {.days = options_.days});
    QUARANTA_ASSIGN_OR_RETURN(
        const Arrivals people,
        ReadArrivals(arrivals_, county, batches, setting_, announced));
    const Draft draft{setting_, county, stock, people, {}};
    Start(draft, visits);
    AddStanding(draft, batches, plan_.horizon, plan_);
    plan_.input_hash = place::InputHash(plan_.horizon);
    QUARANTA_RETURN_IF_ERROR(Solve());
    QUARANTA_ASSIGN_OR_RETURN(plan_.why,
                              place::WhyUnplaced(plan_.horizon, plan_.plan));
    AddRemarks(draft);
    AddDateDoubts(draft, visits, plan_);
    AddDaysHeadline(draft, plan_);
    return std::move(plan_);
  }

 private:
  void Start(const Draft& draft, const std::map<std::string, Visit>& visits) {
    plan_.world = *setting_.world;
    plan_.arrivals = arrivals_;
    plan_.region = setting_.region_id;
    plan_.as_of = setting_.as_of;
    plan_.today = setting_.today;
    plan_.seed = options_.seed;
    plan_.node_limit = options_.node_limit;
    plan_.packs = setting_.packs;
    plan_.pack_hashes = setting_.pack_hashes;
    plan_.small_count = options_.small_count;
    plan_.priority_clock_h = setting_.params.priority_clock_h;
    const auto cohorts = NumberCohorts(draft.stock, draft.arrivals);
    evening_.as_of = setting_.as_of;
    evening_.problem =
        MakeProblem(draft.stock, draft.arrivals, cohorts, setting_.params);
    AddNotes(draft, cohorts, {}, evening_);
    plan_.horizon.problem = evening_.problem;
    plan_.horizon.days = options_.days;
    plan_.dates = DatesOf(draft.arrivals.groups, visits, setting_);
    for (const PartyDates& dates : plan_.dates) {
      const auto within = [](std::int32_t days, std::int32_t most) {
        return std::min(days, most);
      };
      plan_.horizon.parties.push_back(
          {within(dates.arrival - plan_.today, 10 * place::kMaxDays),
           within(dates.release - dates.arrival, place::kMaxDays), 0});
    }
  }

  absl::Status Solve() {
    QUARANTA_ASSIGN_OR_RETURN(
        plan_.plan,
        place::PlanHorizon(plan_.horizon,
                           DaysSearch(options_.seed, options_.node_limit)));
    QUARANTA_ASSIGN_OR_RETURN(plan_.verification,
                              place::VerifyHorizon(plan_.horizon, plan_.plan));
    if (plan_.verification.ok()) return absl::OkStatus();
    return Internal("the plan breaks its own rules: " +
                    std::string(place::NameOf(
                        plan_.verification.violations.front().fault)));
  }

  // What desk::Place says too is said by the same code: the days as if they
  // were one evening, but for what has dates here.
  void AddRemarks(const Draft& draft) {
    for (const place::HorizonUnplaced& of : plan_.plan.unplaced) {
      evening_.plan.unplaced.push_back(of.entry);
    }
    for (const place::HorizonAssignment& of : plan_.plan.assignments) {
      evening_.plan.assignments.push_back(
          {of.party, of.room, of.people, of.refill});
    }
    evening_.plan.substitutions = plan_.plan.substitutions;
    AddConditions(draft, evening_);
    AddDoubts(draft, evening_);
    std::erase_if(evening_.doubts, [](const Sentence& doubt) {
      return doubt.id == msg::kPlaceDoubtAwaiting;
    });
    Prepend(std::move(evening_.conditions), plan_.conditions);
    Prepend(std::move(evening_.doubts), plan_.doubts);
    plan_.sites = std::move(evening_.sites);
    plan_.units = std::move(evening_.units);
    plan_.rooms = std::move(evening_.rooms);
    plan_.cohorts = std::move(evening_.cohorts);
    plan_.parties = std::move(evening_.parties);
    plan_.referred = std::move(evening_.referred);
    plan_.already_inside = std::move(evening_.already_inside);
    plan_.site_states = std::move(evening_.site_states);
    plan_.audit = AuditOf(draft, evening_.plan.unplaced, plan_.plan.beyond);
    AddOpenings(draft, plan_);
  }

  static void Prepend(std::vector<Sentence> first,
                      std::vector<Sentence>& sentences) {
    std::move(sentences.begin(), sentences.end(), std::back_inserter(first));
    sentences = std::move(first);
  }

  const Setting& setting_;
  const policy::Policy& policy_;
  const world::World& arrivals_;
  const DaysOptions& options_;
  Plan evening_;
  DaysPlan plan_;
};

}  // namespace

place::HorizonOptions DaysSearch(std::uint64_t seed, std::int64_t node_limit) {
  place::HorizonOptions options;
  options.seed = seed;
  options.node_limit = node_limit;
  return options;
}

absl::StatusOr<DaysPlan> PlanDays(const world::World& world,
                                  const world::World& arrivals,
                                  const policy::Policy& policy,
                                  const DaysOptions& options) {
  if (options.days < 1 || options.days > place::kMaxDays) {
    return InvalidArgument("options.days is " + std::to_string(options.days) +
                           "; expected 1 to " +
                           std::to_string(place::kMaxDays));
  }
  if (options.small_count < 1) {
    return InvalidArgument("options.small_count is " +
                           std::to_string(options.small_count) +
                           "; expected 1 or more");
  }
  QUARANTA_ASSIGN_OR_RETURN(
      const Setting setting,
      MakeSettingInForce(world, policy, options.region, options.as_of));
  if (setting.params.tier_policy == place::TierPolicy::kStrict) {
    return InvalidArgument(
        "params.tier_policy is STRICT, which has no meaning over several days "
        "yet; expected LEXICOGRAPHIC or COST");
  }
  return Planner(setting, policy, arrivals, options).Run();
}

}  // namespace quaranta::desk

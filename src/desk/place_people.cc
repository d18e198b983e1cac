#include "quaranta/desk/place_people.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/status_macros.h"
#include "desk/night_in.h"
#include "desk/place_in.h"
#include "desk/words.h"
#include "quaranta/core/status.h"
#include "quaranta/place/place.h"

namespace quaranta::desk {

std::map<CohortKey, place::CohortId> NumberCohorts(const Stock& stock,
                                                   const Arrivals& arrivals) {
  std::map<CohortKey, place::CohortId> ids;
  for (const auto& holder : stock.holders) {
    if (holder) ids.emplace(*holder, place::CohortId());
  }
  for (const Group& group : arrivals.groups) {
    ids.emplace(group.cohort, place::CohortId());
  }
  std::size_t next = 0;
  for (auto& [key, id] : ids) id = place::CohortId(next++);
  return ids;
}

namespace {

place::Pairing MakePairing(const Params& params) {
  place::Pairing pairing;
  pairing.risk_classes = 4;  // numbers of RiskLevel; 0 is never given
  pairing.grades = 4;
  if (params.pairs.empty()) return pairing;
  pairing.allowed.assign(16, 0);
  for (const auto& [risk, grade] : params.pairs) {
    pairing.allowed[static_cast<std::size_t>(risk * 4 + grade)] = 1;
  }
  return pairing;
}

}  // namespace

place::Problem MakeProblem(const Stock& stock, const Arrivals& arrivals,
                           const std::map<CohortKey, place::CohortId>& cohorts,
                           const Params& params) {
  place::Problem problem;
  problem.sites = stock.sites;
  problem.units = stock.units;
  problem.rooms = stock.rooms;
  for (std::size_t u = 0; u < problem.units.size(); ++u) {
    if (stock.holders[u]) {
      problem.units[u].holder = cohorts.at(*stock.holders[u]);
    }
  }
  problem.cohorts = static_cast<std::uint32_t>(cohorts.size());
  for (const Group& group : arrivals.groups) {
    problem.parties.push_back(group.party);
    problem.parties.back().cohort = cohorts.at(group.cohort);
  }
  problem.pairing = MakePairing(params);
  problem.special_features = kAccessible;
  problem.tier_policy = params.tier_policy;
  return problem;
}

namespace {

AgeBand BandOf(const schema::Person& person, const Setting& setting) {
  const auto age = AgeOn(person, setting.today);
  if (!age) return AgeBand::kUnknown;
  if (*age < setting.params.minor_age) return AgeBand::kMinor;
  return *age >= setting.params.old_age ? AgeBand::kOld : AgeBand::kAdult;
}

// Named longer ago than the clock allows.
bool WaitsLong(const schema::Person& person, const Setting& setting) {
  constexpr std::int64_t kHour = 3'600'000'000;
  return person.named_at && setting.as_of.micros - person.named_at->micros >
                                setting.params.priority_clock_h * kHour;
}

}  // namespace

std::vector<AuditRow> AuditOf(const Draft& draft,
                              const std::vector<place::Unplaced>& unplaced,
                              const std::vector<place::PartyId>& left_out) {
  std::map<std::tuple<AgeBand, schema::Sex, bool>, AuditRow> rows;
  std::set<std::pair<std::uint32_t, std::uint32_t>> without;
  for (const place::Unplaced& entry : unplaced) {
    for (const std::uint32_t person : entry.people) {
      without.emplace(entry.party.value(), person);
    }
  }
  const std::set<place::PartyId> skipped(left_out.begin(), left_out.end());
  for (std::uint32_t p = 0; p < draft.arrivals.groups.size(); ++p) {
    if (skipped.contains(place::PartyId(p))) continue;
    const Group& group = draft.arrivals.groups[p];
    for (std::uint32_t i = 0; i < group.people.size(); ++i) {
      const schema::Person& person = group.people[i].record;
      AuditRow key;
      key.age = BandOf(person, draft.setting);
      key.sex = person.sex.value_or(schema::Sex::kUnspecified);
      key.accessible_need = group.party.people[i].needs != 0;
      AuditRow& row =
          rows.try_emplace({key.age, key.sex, key.accessible_need}, key)
              .first->second;
      ++row.asked;
      const bool left = without.count({p, i}) != 0;
      ++(left ? row.unplaced : row.placed);
      if (left && WaitsLong(person, draft.setting)) ++row.waiting_long;
    }
  }
  std::vector<AuditRow> audit;
  for (const auto& [key, row] : rows) audit.push_back(row);
  return audit;
}

void AddNotes(const Draft& draft,
              const std::map<CohortKey, place::CohortId>& cohorts,
              const std::vector<EarlierPlan::Group>& planned, Plan& plan) {
  plan.sites = draft.stock.site_notes;
  plan.units = draft.stock.unit_notes;
  plan.rooms = draft.stock.room_notes;
  plan.site_states = StatesOf(draft.stock);
  for (const auto& [key, id] : cohorts) {
    plan.cohorts.push_back(
        {CohortLabel(key), key.chain,
         key.kind == CohortKey::Kind::kChain ? key.batch : "",
         static_cast<schema::RiskLevel>(key.risk), key, plan.as_of});
  }
  for (const EarlierPlan::Group& group : planned) {
    const auto at = cohorts.find(group.key);
    if (at == cohorts.end()) continue;
    Instant& since = plan.cohorts[at->second.value()].since;
    since = std::min(since, draft.setting.zone.Localize(group.since));
  }
  for (const Group& group : draft.arrivals.groups) {
    plan.parties.push_back(group.note);
  }
  plan.referred = draft.arrivals.referred;
  plan.already_inside = draft.arrivals.already_inside;
  plan.milder = draft.arrivals.milder;
}

namespace {

// One plan for everybody at once.
absl::Status PlaceAll(Draft& draft, Plan& plan) {
  draft.solve = [options = place::Options{plan.seed, plan.node_limit}](
                    const place::Problem& problem) {
    return place::Place(problem, options);
  };
  QUARANTA_ASSIGN_OR_RETURN(plan.plan, draft.solve(plan.problem));
  QUARANTA_ASSIGN_OR_RETURN(plan.verification,
                            place::Verify(plan.problem, plan.plan));
  if (plan.verification.ok()) return absl::OkStatus();
  return Internal(
      "the plan breaks its own rules: " +
      std::string(place::NameOf(plan.verification.violations.front().fault)));
}

}  // namespace

absl::Status AddReasons(Plan& plan) {
  place::WhyOptions options;
  for (std::size_t r = 0; r < plan.rooms.size(); ++r) {
    if (plan.rooms[r].why == NotOffered::kAwaitingDisinfection) {
      options.waiting.emplace_back(r);
    }
  }
  QUARANTA_ASSIGN_OR_RETURN(
      plan.why, place::WhyUnplaced(plan.problem, plan.plan, options));
  return absl::OkStatus();
}

std::vector<std::int32_t> UnplacedByParty(const place::Problem& problem,
                                          const place::Plan& plan) {
  std::vector<std::int32_t> people(problem.parties.size());
  for (const place::Unplaced& entry : plan.unplaced) {
    people[entry.party.value()] +=
        static_cast<std::int32_t>(entry.people.size());
  }
  return people;
}

absl::StatusOr<Plan> PlaceIn(const Setting& setting,
                             const world::World& arrivals,
                             const PlaceOptions& options,
                             const NightOptions* night) {
  const EarlierPlan* earlier =
      night != nullptr && night->keep ? &*night->keep : nullptr;
  const County county = ReadCounty(setting);
  const BatchBook batches(
      county, setting,
      earlier == nullptr ? std::vector<EarlierPlan::Group>() : earlier->groups);
  const auto inside = CohortsInside(county, batches, setting);
  const Stock stock = ReadStock(county, batches, inside, setting);
  Arrivals people;
  if (earlier != nullptr) {
    QUARANTA_RETURN_IF_ERROR(CheckEarlier(*earlier, setting, stock));
  }
  if (earlier == nullptr || RowsOf<schema::Person>(arrivals) > 0) {
    QUARANTA_ASSIGN_OR_RETURN(people,
                              ReadArrivals(arrivals, county, batches, setting));
  }
  std::vector<EarlierPlan::Group> planned;
  if (earlier != nullptr) {
    QUARANTA_RETURN_IF_ERROR(
        AddEarlierParties(*earlier, county, &batches, people));
    for (const EarlierPlan::Group& group : earlier->groups) {
      planned.push_back({batches.NameNow(group), group.since});
    }
  }
  const auto cohorts = NumberCohorts(stock, people);
  Draft draft{setting, county, stock, people, {}};

  Plan plan;
  plan.world = *setting.world;
  plan.arrivals = arrivals;
  plan.region = setting.region_id;
  plan.as_of = setting.as_of;
  plan.seed = options.seed;
  plan.node_limit = options.node_limit;
  plan.packs = setting.packs;
  plan.pack_hashes = setting.pack_hashes;
  plan.small_count = options.small_count;
  plan.priority_clock_h = setting.params.priority_clock_h;
  plan.problem = MakeProblem(stock, people, cohorts, setting.params);
  plan.input_hash = place::InputHash(plan.problem);
  AddNotes(draft, cohorts, planned, plan);
  QUARANTA_RETURN_IF_ERROR(night != nullptr
                               ? RunNight(*night, planned, draft, plan)
                               : PlaceAll(draft, plan));
  AddConditions(draft, plan);
  AddDoubts(draft, plan);
  plan.audit = AuditOf(draft, plan.plan.unplaced);
  QUARANTA_RETURN_IF_ERROR(AddReasons(plan));
  QUARANTA_RETURN_IF_ERROR(AddRelaxations(draft, plan));
  QUARANTA_RETURN_IF_ERROR(AddMerges(draft, plan));
  AddHeadline(draft, plan);
  return plan;
}

}  // namespace quaranta::desk

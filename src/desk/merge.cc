// What it costs to keep the batches of a chain apart: advice, never done.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/status_macros.h"
#include "desk/place_in.h"
#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

constexpr std::size_t kMost = 4;

// The problem as if these cohorts were one.
place::Problem Merged(const place::Problem& from,
                      const std::vector<place::CohortId>& cohorts) {
  place::Problem problem = from;
  const auto one = [&cohorts](place::CohortId& id) {
    if (std::find(cohorts.begin(), cohorts.end(), id) != cohorts.end()) {
      id = cohorts.front();
    }
  };
  for (place::Party& party : problem.parties) one(party.cohort);
  for (place::Unit& unit : problem.units) {
    if (unit.holder) one(*unit.holder);
  }
  return problem;
}

std::int32_t PeopleLeft(const place::Plan& plan) {
  std::int32_t people = 0;
  for (const place::Unplaced& entry : plan.unplaced) {
    people += static_cast<std::int32_t>(entry.people.size());
  }
  return people;
}

absl::Status Try(const std::vector<place::CohortId>& cohorts,
                 const Draft& draft, Plan& plan) {
  QUARANTA_ASSIGN_OR_RETURN(const place::Plan after,
                            draft.solve(Merged(plan.problem, cohorts)));
  const CohortNote& first = plan.cohorts[cohorts.front().value()];
  BatchMerge merge;
  merge.chain = first.chain;
  merge.risk = first.risk;
  merge.people = PeopleLeft(plan.plan) - PeopleLeft(after);
  merge.floors_saved = static_cast<std::int32_t>(plan.plan.taken_units.size()) -
                       static_cast<std::int32_t>(after.taken_units.size());
  const bool helps =
      merge.people > 0 || (merge.people == 0 && merge.floors_saved > 0);
  if (!helps) return absl::OkStatus();
  std::vector<Sentence> names;
  for (const place::CohortId id : cohorts) {
    const std::string& batch = plan.cohorts[id.value()].batch;
    merge.batches.push_back(batch);
    names.push_back({msg::kWhyBatch, {{"batch", batch}}});
  }
  merge.text = {
      merge.people > 0 ? msg::kPlaceMergePeople : msg::kPlaceMergeFloors,
      {{"chain", merge.chain},
       {"risk", RiskWord(static_cast<int>(merge.risk))},
       {"batches", ListOf(names)},
       {"people", merge.people},
       {"floors", merge.floors_saved}}};
  plan.merges.push_back(std::move(merge));
  return absl::OkStatus();
}

}  // namespace

absl::Status AddMerges(const Draft& draft, Plan& plan) {
  std::set<std::uint32_t> arriving;
  for (const place::Party& party : plan.problem.parties) {
    arriving.insert(party.cohort.value());
  }
  using Chain = std::pair<std::string, schema::RiskLevel>;
  std::map<Chain, std::vector<place::CohortId>> chains;
  for (std::uint32_t c = 0; c < plan.cohorts.size(); ++c) {
    const CohortNote& cohort = plan.cohorts[c];
    if (cohort.batch.empty()) continue;
    chains[{cohort.chain, cohort.risk}].emplace_back(c);
  }
  std::size_t tried = 0;
  for (const auto& [chain, cohorts] : chains) {
    const bool comes = std::any_of(
        cohorts.begin(), cohorts.end(),
        [&](place::CohortId id) { return arriving.count(id.value()) != 0; });
    if (cohorts.size() < 2 || !comes) continue;
    if (tried++ == kMost) break;
    QUARANTA_RETURN_IF_ERROR(Try(cohorts, draft, plan));
  }
  std::stable_sort(plan.merges.begin(), plan.merges.end(),
                   [](const BatchMerge& a, const BatchMerge& b) {
                     return std::tuple(-a.people, -a.floors_saved) <
                            std::tuple(-b.people, -b.floors_saved);
                   });
  return absl::OkStatus();
}

}  // namespace quaranta::desk

// A way out for tonight: acts put together, each step by planning again.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "core/status_macros.h"
#include "desk/relax_in.h"

namespace quaranta::desk {
namespace {

using Kind = Relaxation::Kind;

// Plans made again to put acts together.
constexpr std::size_t kMostSteps = 24;
constexpr std::size_t kMostLater = 2;
// As many acts as a sentence can name.
constexpr std::size_t kMostTogether = 4;

class Way {
 public:
  Way(const Draft& draft, const std::vector<Candidate>& acts,
      const std::vector<Candidate>& helpful, Plan& plan)
      : draft_(draft), candidates_(acts), helpful_(helpful), plan_(plan) {}

  absl::Status Find() {
    WayOut& out = plan_.way_out;
    place::Problem problem = plan_.problem;
    const std::int32_t before = PeopleLeft(plan_.plan);
    std::int32_t left = before;
    QUARANTA_RETURN_IF_ERROR(TakeCarers(problem, left));
    QUARANTA_RETURN_IF_ERROR(TakeOneByOne(IsForTonight, problem, left));
    QUARANTA_RETURN_IF_ERROR(TakeTogether(IsForTonight, problem, left));
    for (const Candidate* taken : taken_) out.tonight.push_back(taken->act);
    out.helped_tonight = before - left;
    out.left_tonight = left;
    taken_.clear();
    QUARANTA_RETURN_IF_ERROR(TakeOneByOne(IsForLater, problem, left));
    if (taken_.empty()) {
      QUARANTA_RETURN_IF_ERROR(TakeTogether(IsForLaterOn, problem, left));
    }
    bool known = true;
    for (const Candidate* taken : taken_) {
      out.later.push_back(taken->act);
      const std::optional<double> hours = taken->relaxation.hours;
      known = known && hours.has_value();
      if (hours) out.hours = std::max(out.hours.value_or(0), *hours);
    }
    if (!known) out.hours.reset();
    out.helped_later = out.left_tonight - left;
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<place::Plan> Solve(const place::Problem& problem) const {
    return draft_.solve(problem);
  }

  static std::int32_t PeopleLeft(const place::Plan& plan) {
    std::int32_t people = 0;
    for (const place::Unplaced& entry : plan.unplaced) {
      people += static_cast<std::int32_t>(entry.people.size());
    }
    return people;
  }

  // Makes the change if fewer people are then left.
  absl::StatusOr<bool> Take(const Change& change, place::Problem& problem,
                            std::int32_t& left) const {
    place::Problem changed = problem;
    change(changed);
    QUARANTA_ASSIGN_OR_RETURN(const place::Plan after, Solve(changed));
    if (PeopleLeft(after) >= left) return false;
    left = PeopleLeft(after);
    problem = std::move(changed);
    return true;
  }

  static bool IsForTonight(const Candidate& candidate) {
    return candidate.relaxation.kind == Kind::kDisinfectFloor ||
           candidate.relaxation.kind == Kind::kAskConsent ||
           candidate.relaxation.kind == Kind::kLodgeApart ||
           candidate.relaxation.kind == Kind::kNameCarer;
  }
  static bool IsForLater(const Candidate& candidate) {
    return candidate.relaxation.kind == Kind::kOpenSite ||
           candidate.relaxation.kind == Kind::kConvertSite;
  }
  // A site may help only whom a carer is named for.
  static bool IsForLaterOn(const Candidate& candidate) {
    return IsForLater(candidate) ||
           candidate.relaxation.kind == Kind::kNameCarer;
  }
  using Filter = bool (*)(const Candidate&);

  // Of those that help by themselves, each that adds to those before.
  absl::Status TakeOneByOne(Filter filter, place::Problem& problem,
                            std::int32_t& left) {
    for (const Candidate& candidate : helpful_) {
      if (left == 0 || steps_ >= kMostSteps) break;
      if (filter == IsForLater && taken_.size() == kMostLater) break;
      if (!filter(candidate) || IsTaken(candidate)) continue;
      ++steps_;
      QUARANTA_ASSIGN_OR_RETURN(const bool taken,
                                Take(candidate.change, problem, left));
      if (taken) taken_.push_back(&candidate);
    }
    return absl::OkStatus();
  }

  bool IsTaken(const Candidate& candidate) const {
    const Kind kind = candidate.relaxation.kind;
    if ((kind == Kind::kNameCarer || kind == Kind::kAskConsent) &&
        cared_.count(candidate.relaxation.subject) != 0) {
      return true;
    }
    return std::any_of(
        taken_.begin(), taken_.end(), [&](const Candidate* taken) {
          return taken->relaxation.kind == kind &&
                 taken->relaxation.subject == candidate.relaxation.subject;
        });
  }

  // Acts none of which helps by itself may help together, and so may those that
  // were not tried. All of them at once; if that helps, what is not needed is
  // given up, what promises least first.
  absl::Status TakeTogether(Filter filter, place::Problem& problem,
                            std::int32_t& left) {
    std::vector<const Candidate*> acts;
    for (const Candidate& candidate : candidates_) {
      if (filter(candidate) && !IsTaken(candidate)) acts.push_back(&candidate);
    }
    if (left == 0 || acts.empty()) return absl::OkStatus();
    place::Problem best = problem;
    std::int32_t fewest = left;
    QUARANTA_ASSIGN_OR_RETURN(const bool helps,
                              Take(AllOf(acts), best, fewest));
    if (!helps) return absl::OkStatus();
    for (std::size_t i = acts.size(); i-- > 0 && acts.size() > 1;) {
      if (steps_++ >= kMostSteps) break;
      std::vector<const Candidate*> fewer = acts;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      place::Problem changed = problem;
      std::int32_t then = fewest + 1;
      QUARANTA_ASSIGN_OR_RETURN(const bool enough,
                                Take(AllOf(fewer), changed, then));
      if (!enough) continue;
      acts = std::move(fewer);
      best = std::move(changed);
      fewest = then;
    }
    if (acts.size() > kMostTogether) {
      plan_.way_out.not_all_tried = true;
      return absl::OkStatus();
    }
    taken_.insert(taken_.end(), acts.begin(), acts.end());
    problem = std::move(best);
    left = fewest;
    return absl::OkStatus();
  }

  static Change AllOf(std::vector<const Candidate*> acts) {
    return [acts = std::move(acts)](place::Problem& problem) {
      for (const Candidate* act : acts) act->change(problem);
    };
  }

  // Adults of the party who help by agreeing, and carers for the other minors,
  // all at once.
  absl::Status TakeCarers(place::Problem& problem, std::int32_t& left) {
    std::vector<std::uint32_t> named;
    std::vector<const Candidate*> asked;
    for (const std::uint32_t p : WithoutAdult(plan_)) {
      const auto of = std::find_if(
          helpful_.begin(), helpful_.end(), [&](const Candidate& candidate) {
            return candidate.relaxation.kind == Kind::kAskConsent &&
                   candidate.relaxation.subject ==
                       "Party:" + plan_.parties[p].id;
          });
      if (of == helpful_.end()) {
        named.push_back(p);
      } else {
        asked.push_back(&*of);
      }
    }
    if (named.empty() && asked.empty()) return absl::OkStatus();
    place::Problem changed = problem;
    AllOf(asked)(changed);
    const place::Problem agreed = changed;
    for (const std::uint32_t p : named) changed.parties[p].carer_named = true;
    QUARANTA_ASSIGN_OR_RETURN(const place::Plan after, Solve(changed));
    for (const place::Unplaced& entry : after.unplaced) {
      const std::uint32_t p = entry.party.value();
      if (std::erase(named, p) > 0) {
        plan_.way_out.beyond_carer.emplace(p, entry.reason);
      }
    }
    if (PeopleLeft(after) >= left) return absl::OkStatus();
    left = PeopleLeft(after);
    problem = agreed;
    for (const std::uint32_t p : named) {
      problem.parties[p].carer_named = true;
      cared_.insert(SubjectOf(plan_.parties[p]));
    }
    for (const Candidate* act : asked) cared_.insert(act->relaxation.subject);
    std::vector<Sentence>& acts = plan_.way_out.tonight;
    if (asked.size() == 1) acts.push_back(asked[0]->act);
    if (asked.size() > 1) {
      acts.push_back({msg::kNightActConsents, {{"parties", asked.size()}}});
    }
    if (named.size() == 1) acts.push_back(CarerFor(plan_.parties[named[0]]));
    if (named.size() > 1) {
      acts.push_back({msg::kNightActCarers, {{"parties", named.size()}}});
    }
    return absl::OkStatus();
  }

  const Draft& draft_;
  const std::vector<Candidate>& candidates_;
  const std::vector<Candidate>& helpful_;
  Plan& plan_;
  std::vector<const Candidate*> taken_;  // of the way out, one half of it
  std::set<std::string> cared_;          // whose children have an adult by it
  std::size_t steps_ = 0;
};

}  // namespace

absl::Status AddWayOut(const Draft& draft, const std::vector<Candidate>& acts,
                       const std::vector<Candidate>& helpful, Plan& plan) {
  return Way(draft, acts, helpful, plan).Find();
}

}  // namespace quaranta::desk

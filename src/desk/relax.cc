// What would let people have a room: each act is tried by planning again.
#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "core/status_macros.h"
#include "desk/relax_in.h"

namespace quaranta::desk {
namespace {

using Kind = Relaxation::Kind;

// Plans made again to try acts one by one, those that promise most first.
constexpr std::size_t kMostTried = 24;
// What is shown of those that help.
constexpr std::size_t kMost = 12;
constexpr std::size_t kMostOfAKind = 4;
constexpr std::size_t kMostExceptions = 4;
constexpr std::size_t kMostCleared = 3;

// Exceptions to a rule come last but for moving people, whatever they bring.
// Then who is helped, how soon and at which cost; what is not known, last.
auto Order(const Candidate& of) {
  constexpr double kUnknown = std::numeric_limits<double>::infinity();
  const Relaxation& r = of.relaxation;
  return std::tuple(r.kind == Kind::kClearFloor,
                    r.kind == Kind::kPairingException, -r.people,
                    r.hours.value_or(kUnknown), r.cost.value_or(kUnknown),
                    r.kind, std::string_view(r.subject));
}

class Relaxer {
 public:
  Relaxer(const Draft& draft, Plan& plan) : draft_(draft), plan_(plan) {}

  absl::Status Run() {
    if (plan_.plan.unplaced.empty()) return absl::OkStatus();
    candidates_ = ActsFor(draft_, plan_);
    QUARANTA_RETURN_IF_ERROR(TryAll());
    std::stable_sort(helpful_.begin(), helpful_.end(),
                     [](const Candidate& a, const Candidate& b) {
                       return Order(a) < Order(b);
                     });
    Show();
    return AddWayOut(draft_, candidates_, helpful_, plan_);
  }

 private:
  // How many of a kind are tried, beyond the budget of all work.
  static std::size_t MostTried(Kind kind) {
    if (kind == Kind::kPairingException) return kMostExceptions;
    return kind == Kind::kClearFloor ? kMostCleared : kMostTried;
  }
  static bool IsWork(Kind kind) {
    return kind != Kind::kPairingException && kind != Kind::kClearFloor;
  }

  // Whether an act of that kind helps the same people.
  bool Helps(Kind kind, const Candidate& as) const {
    return std::any_of(helpful_.begin(), helpful_.end(),
                       [&](const Candidate& of) {
                         return of.relaxation.kind == kind &&
                                of.relaxation.subject == as.relaxation.subject;
                       });
  }

  absl::Status TryAll() {
    // A carer last: an adult of the party may do.
    const auto key = [](const Candidate& of) {
      constexpr double kUnknown = std::numeric_limits<double>::infinity();
      return std::tuple(of.relaxation.kind == Kind::kNameCarer, -of.promise,
                        of.relaxation.hours.value_or(kUnknown),
                        of.relaxation.cost.value_or(kUnknown));
    };
    std::stable_sort(candidates_.begin(), candidates_.end(),
                     [&key](const Candidate& a, const Candidate& b) {
                       return key(a) < key(b);
                     });
    const auto before = UnplacedByParty(plan_.problem, plan_.plan);
    std::map<Kind, std::size_t> tried;
    std::size_t work = 0;
    for (const Candidate& candidate : candidates_) {
      const Kind kind = candidate.relaxation.kind;
      if (kind == Kind::kNameCarer && Helps(Kind::kAskConsent, candidate)) {
        continue;
      }
      if (tried[kind]++ >= MostTried(kind)) continue;
      if (IsWork(kind) && work++ >= kMostTried) continue;
      QUARANTA_RETURN_IF_ERROR(Try(before, candidate));
    }
    return absl::OkStatus();
  }

  void Show() {
    std::map<Kind, std::size_t> shown;
    for (const Candidate& candidate : helpful_) {
      if (plan_.relaxations.size() == kMost) return;
      if (shown[candidate.relaxation.kind]++ < kMostOfAKind) {
        plan_.relaxations.push_back(candidate.relaxation);
      }
    }
  }

  absl::Status Try(const std::vector<std::int32_t>& before,
                   Candidate candidate) {
    place::Problem problem = plan_.problem;
    candidate.change(problem);
    QUARANTA_ASSIGN_OR_RETURN(const place::Plan after, draft_.solve(problem));
    const auto left = UnplacedByParty(problem, after);
    Relaxation& relaxation = candidate.relaxation;
    for (std::size_t p = 0; p < before.size(); ++p) {
      relaxation.people += before[p] - left[p];
      if (left[p] < before[p]) {
        relaxation.parties.push_back(plan_.parties[p].id);
      }
    }
    if (relaxation.people <= 0) {
      if (!candidate.otherwise) return absl::OkStatus();
      candidate.change = std::exchange(candidate.otherwise, nullptr);
      relaxation.people = 0;
      relaxation.parties.clear();
      return Try(before, std::move(candidate));
    }
    auto args = candidate.args;
    args.emplace_back("people", relaxation.people);
    relaxation.text = {candidate.message, std::move(args)};
    helpful_.push_back(std::move(candidate));
    return absl::OkStatus();
  }

  const Draft& draft_;
  Plan& plan_;
  std::vector<Candidate> candidates_;
  std::vector<Candidate> helpful_;
};

}  // namespace

absl::Status AddRelaxations(const Draft& draft, Plan& plan) {
  return Relaxer(draft, plan).Run();
}

}  // namespace quaranta::desk

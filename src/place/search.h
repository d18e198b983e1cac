// Which cohort gets which units: construction and bounded improvement.
#ifndef QUARANTA_SRC_PLACE_SEARCH_H_
#define QUARANTA_SRC_PLACE_SEARCH_H_

#include <array>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <utility>
#include <vector>

#include "place/cohort.h"
#include "place/model.h"

namespace quaranta::place::internal {

// The levels that depend on who gets which unit, in their order.
struct Objective {
  std::array<std::int32_t, kMaxClasses> unplaced{};
  std::array<std::int32_t, kMaxTiers> new_sites{};  // by Model::tiers, or cost
  std::int32_t substitutes = 0;
  std::int32_t new_floors = 0;

  friend auto operator<=>(const Objective&, const Objective&) = default;
};

// Units given to cohorts, and what that comes to.
struct Division {
  std::vector<std::uint32_t> owner;               // by unit; kNone: nobody
  std::vector<std::vector<std::uint32_t>> units;  // by cohort, sorted
  std::vector<Score> score;                       // by cohort
  std::vector<std::int32_t> new_units_at;         // by site
  Objective objective;
};

// A set of sites that may be used.
using SiteSet = std::vector<bool>;

// Changes divisions and keeps their sums right.
class Divider {
 public:
  struct Move {
    std::uint32_t unit = 0;
    std::uint32_t to = kNone;  // cohort, or nobody
  };

  Divider(const Model& model, CohortEvaluator& evaluator)
      : model_(model), evaluator_(evaluator) {}

  // Cohorts on their held units only.
  Division Empty();
  // The score of the cohort if it had the unit as well.
  Score ScoreWith(const Division& division, std::uint32_t cohort,
                  std::initializer_list<std::uint32_t> units);
  void Give(Division& division, std::uint32_t unit, std::uint32_t cohort);
  // Free units whose score with the cohort is known.
  void GiveScored(Division& division,
                  std::initializer_list<std::uint32_t> units,
                  std::uint32_t cohort, const Score& score);
  // Makes the moves if that lowers the objective.
  bool TryMoves(Division& division, std::initializer_list<Move> moves);
  // Whether giving the unit to someone would open its site.
  bool Opens(const Division& division, std::uint32_t unit) const;
  // Units nobody holds, with rooms, at one of the sites, that the cohort may
  // use: those that open no site first, then by rooms, distance, index.
  std::vector<std::uint32_t> FreeUnits(const Division& division,
                                       std::uint32_t cohort,
                                       const SiteSet& sites) const;

  const Model& model() const { return model_; }
  CohortEvaluator& evaluator() { return evaluator_; }

 private:
  void Transfer(Division& division, const Move& move);
  void CountOpened(Division& division) const;
  void Rescore(Division& division, std::uint32_t cohort);
  void SetScore(Division& division, std::uint32_t cohort, const Score& score);

  const Model& model_;
  CohortEvaluator& evaluator_;
  std::vector<std::uint32_t> scratch_;
};

// Construction (construct.cc).
class Constructor {
 public:
  enum class Strategy { kFinish, kMarginal };

  explicit Constructor(Divider& divider);

  // A division over the given sites. kFinish: cohorts by falling need, each
  // finished with as few and as small units as can be. kMarginal: always the
  // unit and cohort with the largest gain; better when units are short.
  Division Construct(const SiteSet& sites, Strategy strategy);
  // Goes on as kFinish where a division over fewer sites stopped.
  void FinishCohorts(const SiteSet& sites, Division& division);

  // No cohort has fewer people unplaced with all units to itself.
  bool IsDone(const Division& division, std::uint32_t cohort) const;
  bool IsDone(const Division& division) const;

 private:
  void TakeLargestGains(const SiteSet& sites, Division& division);
  bool Extend(std::uint32_t cohort, const SiteSet& sites, Division& division);
  bool FinishWithOne(std::uint32_t cohort, std::span<const std::uint32_t> free,
                     Division& division);
  bool FinishWithTwo(std::uint32_t cohort, std::span<const std::uint32_t> free,
                     Division& division);
  // The unit after which the cohort's score is least, and that score.
  std::pair<std::uint32_t, Score> LargestGain(
      std::uint32_t cohort, std::span<const std::uint32_t> free,
      const Division& division);
  std::uint32_t RoomsWanted(std::uint32_t cohort, const Score& score) const;

  Divider& divider_;
  const Model& model_;
  std::vector<Score> attainable_;  // by cohort, with all units to itself
};

// Local search (improve.cc): strictly better moves until none is left or the
// budget of nodes is spent, which all calls share.
class Improver {
 public:
  Improver(Divider& divider, std::int64_t node_limit)
      : divider_(divider), model_(divider.model()), nodes_left_(node_limit) {}

  // Spends at most so many nodes of the budget.
  void Improve(const SiteSet& sites, Division& division, std::int64_t nodes);
  // Gives free units to cohorts with people unplaced, whatever is spent.
  bool AddUnits(const SiteSet& sites, Division& division);

  std::int64_t nodes_left() const { return nodes_left_; }

  bool stopped_at_limit() const { return stopped_; }

 private:
  bool DropUnits(Division& division);
  bool AddForFeatures(const SiteSet& sites, Division& division);
  bool ReplaceUnits(const SiteSet& sites, Division& division);
  bool MergeUnits(const SiteSet& sites, Division& division);
  bool MergeInto(std::uint32_t cohort, const SiteSet& sites,
                 Division& division);
  bool ExchangeUnits(const SiteSet& sites, Division& division);
  bool TakeFrom(std::uint32_t cohort, std::uint32_t other, std::uint32_t unit,
                const SiteSet& sites, Division& division);
  bool Spent();
  std::vector<std::uint32_t> NewUnits(const Division& division,
                                      std::uint32_t cohort) const;

  Divider& divider_;
  const Model& model_;
  std::int64_t nodes_left_;
  std::int64_t stop_at_ = 0;  // of the evaluator's nodes
  bool stopped_ = false;
};

// Opens sites as needed and returns the best division found.
Division Search(Divider& divider, Improver& improver);

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_SEARCH_H_

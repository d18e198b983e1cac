// Why no plan can be better: integer prices that anyone can add up.
//
// Cohorts that have no free unit and no site that could open in common have
// nothing to do with each other. For each such component and each of the levels
// kUnplaced, kNewSites, kSubstitutes and kNewFloors a tree of cases ends in
// prices of inequalities that every plan keeps. At a leaf the level, plus price
// times violation of each inequality, is least when every demand and every
// unit decides for itself; that least value, which needs no solver, is a lower
// bound. `Verify` does the sum in integers. With `TierPolicy::kStrict` sites of
// one grade belong to one component, and of their tiers at a leaf some is the
// last that is begun: those before it open wholly, those after it not at all.
#ifndef QUARANTA_PLACE_CERTIFICATE_H_
#define QUARANTA_PLACE_CERTIFICATE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "quaranta/place/problem.h"

namespace quaranta::place {

struct Certificate {
  // The lodgings of the row's cohort that are like the one of `person` (see
  // `Problem`, rules 6 and 7: those who share one room, or a party too large
  // for one) in priority, people and suitable rooms, so far as they are in
  // rooms where they lack at most so many needed features.
  struct Member {
    PartyId party;
    std::uint32_t person = 0;
    std::int32_t lacking = 0;

    friend bool operator==(const Member&, const Member&) = default;
  };

  // Rooms that suit some member hold all members that are placed. Let c be
  // such rooms of a unit, `wanted` the rooms that all members need, and `given`
  // the rooms c on the cohort's held units and on all units like those
  // `granted`; R = wanted - given. With y = 1 for each other free unit that the
  // cohort takes, and d = R:
  //   rooms of members placed <= given + sum of min(c, d) y;
  // and if step >= 0, with f(k) = the sum of c over the k largest of those
  // units, at most R, and d = f(step + 1) - f(step):
  //   rooms of members placed <= given + f(step) - step d + sum min(c, d) y.
  struct Row {
    CohortId cohort;
    std::vector<Member> members;
    std::vector<UnitId> granted;
    std::int32_t step = -1;

    friend bool operator==(const Row&, const Row&) = default;
  };

  struct Price {
    std::uint32_t index = 0;  // into `rows`, or into Plan::levels
    std::int64_t price = 0;   // in 1 / kScale, positive

    friend bool operator==(const Price&, const Price&) = default;
  };

  // A split on how many units like `unit` the cohort takes, or with `site` on
  // whether it opens: first the tree of at most `at`, then that of more. Or a
  // leaf with prices of rows and of earlier levels being no worse than the
  // plan's.
  struct Node {
    bool split = false;
    std::optional<SiteId> site;
    CohortId cohort;
    UnitId unit;
    std::int32_t at = 0;
    std::vector<Price> rows;
    std::vector<Price> levels;

    friend bool operator==(const Node&, const Node&) = default;
  };

  // For the component of which `cohort` is one; nodes in pre-order. A level of
  // a component that has no proof is proven by no prices at all.
  struct Proof {
    std::uint32_t level = 0;  // index into Plan::levels
    CohortId cohort;
    std::vector<Node> nodes;

    friend bool operator==(const Proof&, const Proof&) = default;
  };

  static constexpr std::int64_t kScale = std::int64_t{1} << 24;

  std::vector<Row> rows;
  std::vector<Proof> proofs;

  friend bool operator==(const Certificate&, const Certificate&) = default;
};

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_CERTIFICATE_H_

// Why no plan can be better: integer prices that anyone can add up.
//
// Cohorts that have no free unit and no site that could open in common have
// nothing to do with each other. For each such component and each of the levels
// kUnplaced, kNewSites, kSubstitutes and kNewFloors a tree of cases ends in
// prices of inequalities that every plan keeps. At a leaf the level, plus price
// times violation of each inequality, is least when every demand and every
// unit decides for itself, or at a leaf of `sets` every cohort over sets of
// units and every site; that least value, which needs no solver, is a lower
// bound. `Verify` does the sum in integers. With `TierPolicy::kStrict` sites of
// one grade belong to one component, and of their tiers at a leaf some is the
// last that is begun: those before it open wholly, those after it not at all.
// Of a city, whose components are too large for that, units have prices: see
// `Market`.
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

  struct UnitPrice {
    UnitId unit;             // and all units like it
    std::int64_t price = 0;  // in 1 / kScale, positive

    friend bool operator==(const UnitPrice&, const UnitPrice&) = default;
  };

  // A split on how many units like `unit` the cohort takes, or with `site` on
  // whether it opens: first the tree of at most `at`, then that of more. Or a
  // leaf with prices of rows and of earlier levels being no worse than the
  // plan's.
  //
  // Or a leaf of `sets`, without rows: a unit costs its price, and each cohort
  // takes the set of free units that comes cheapest with what the level and the
  // earlier levels count for it, placed on the set as well as can be: class by
  // class as many people as possible, so that they lack as few features as
  // possible. Units that are not taken give nothing back, those of a site only
  // if it opens, whichever is less. Who would not be placed like that could be
  // better in an earlier level; so this proves something only where all of
  // those are proven, and no cohort has a party too large for one room.
  struct Node {
    bool split = false;
    std::optional<SiteId> site;
    CohortId cohort;
    UnitId unit;
    std::int32_t at = 0;
    std::vector<Price> rows;
    std::vector<Price> levels;
    bool sets = false;
    std::vector<UnitPrice> units;

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

  // Prices of the free units at sites of one grade, for problems too large for
  // proofs. A cohort that is placed pays at least the cheapest units, each as
  // often as it likes, with rooms enough by a gauge for those of its lodgings
  // that no site of another grade could take (beyond the rooms of its held
  // units); a dynamic programme, done anew by `Verify`. What all cohorts pay is
  // no more than what all units cost that may be used. So:
  //   kNewSites: too few sites of the tier are not worth what cohorts pay, with
  //     all sites that are open or of earlier tiers, and the best of later
  //     tiers, as many as the plan opens in all grades (nothing is said of
  //     what sites cost, with `TierPolicy::kCost`);
  //   kNewFloors: a unit costs `scale` beside its price, and sites open as in
  //     kNewSites, as many of each tier as in the plan;
  //   kUnplaced: whoever is of a later class does not count, all sites are
  //   open.
  // A person without a room pays their class's price of `people` (of the class
  // of a kUnplaced level: `scale`), and as many do so as are unplaced in the
  // plan (for kNewSites less those whom other grades leave out by the first of
  // their kUnplaced markets); nobody where that is 0. Where a later level has
  // no substitutes in the plan, needs that may be substituted are needs.
  // Several markets of one level and grade: each is valid, and for kNewSites
  // all count.
  struct Market {
    // Rooms with so many beds and all those features; lodgings that need them.
    struct Gauge {
      std::int32_t beds = 1;
      Features features = 0;

      friend bool operator==(const Gauge&, const Gauge&) = default;
    };
    // Of every free unit of the grade with as many rooms by every gauge as
    // `unit`; others are free of charge.
    struct Offer {
      UnitId unit;
      std::int64_t price = 0;  // not negative

      friend bool operator==(const Offer&, const Offer&) = default;
    };

    std::uint32_t level = 0;  // index into Plan::levels
    std::uint32_t grade = 0;
    std::int64_t scale = 1;  // positive
    // Each is counted by itself, but the first together with `joint`.
    std::vector<Gauge> gauges;
    std::uint32_t joint = 0;  // index into `gauges`; 0: none
    std::vector<Offer> offers;
    std::vector<std::int64_t> people;  // by class; not negative, else 0

    friend bool operator==(const Market&, const Market&) = default;
  };

  static constexpr std::int64_t kScale = std::int64_t{1} << 24;

  std::vector<Row> rows;
  std::vector<Proof> proofs;
  std::vector<Market> markets;

  friend bool operator==(const Certificate&, const Certificate&) = default;
};

}  // namespace quaranta::place

#endif  // QUARANTA_PLACE_CERTIFICATE_H_

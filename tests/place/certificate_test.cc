// Certificates: what they show is so, and what was tampered with shows nothing
// that is not so.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "place/verify_facts.h"
#include "place/verify_parts.h"
#include "quaranta/core/random.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
#include "tests/place/builder.h"
#include "tests/place/oracle.h"
#include "tests/place/sampler.h"
#include "tests/support/status_matchers.h"

namespace quaranta::place {
namespace {

using ::quaranta::testing::IsOk;
using testing::Builder;
using testing::DrawTiers;
using testing::Oracle;
using testing::Sampler;
using testing::Values;

bool IsFirst(const Level& level) { return level.name <= LevelName::kNewFloors; }

// Per level the least among the plans that equal this one in those before.
Values LeastGivenEarlier(const Problem& problem, const Plan& plan) {
  Values least(plan.levels.size(), std::numeric_limits<std::int64_t>::max());
  Oracle(problem).ForEachPlan([&](const Values& values) {
    for (std::size_t i = 0; i < least.size(); ++i) {
      least[i] = std::min(least[i], values[i]);
      if (values[i] != plan.levels[i].value) return;
    }
  });
  return least;
}

Plan PlanFor(const Problem& problem, const Options& options = {}) {
  const auto plan = Place(problem, options);
  EXPECT_THAT(plan, IsOk());
  return plan.value_or(Plan{});
}

// What the certificate shows by itself, where counting might show it, too.
Values CertifiedOf(const Problem& problem, const Plan& plan) {
  const verify::Facts facts(problem);
  Report report;
  Values bounds;
  for (const auto& bound :
       verify::CertifiedBounds(facts, plan, plan.levels, report)) {
    bounds.push_back(bound.value_or(0));
  }
  return bounds;
}

Report ReportOn(const Problem& problem, const Plan& plan) {
  const auto report = Verify(problem, plan);
  EXPECT_THAT(report, IsOk());
  return report.value_or(Report{});
}

// People of seven cohorts, each of which needs two of the thirteen floors: too
// many for going through all ways to divide them. If the site were open there
// would be no need to search.
Problem SevenCohortsOnThirteenFloors() {
  Builder builder;
  builder.ClosedSite(1);
  for (int floor = 0; floor < 13; ++floor) builder.Floor({1, 1});
  for (int cohort = 0; cohort < 7; ++cohort) {
    for (int n = 0; n < 3; ++n) builder.AddParty(cohort, 1);
  }
  return builder.problem;
}

TEST(Certificate, ShowsThatNobodyElseCanBePlaced) {
  const Problem problem = SevenCohortsOnThirteenFloors();
  const Plan plan = PlanFor(problem);
  ASSERT_FALSE(plan.levels.empty());
  EXPECT_EQ(plan.levels[0].value, 1);
  EXPECT_EQ(plan.levels[0].status, LevelStatus::kOptimal);
  const Report report = ReportOn(problem, plan);
  EXPECT_TRUE(report.ok());
  EXPECT_TRUE(report.BoundShown(plan, 0));
}

TEST(Certificate, WithoutItAHigherBoundIsNotShown) {
  const Problem problem = SevenCohortsOnThirteenFloors();
  Plan plan = PlanFor(problem);
  ASSERT_NE(plan.certificate, Certificate{});
  plan.certificate = {};
  const Report report = ReportOn(problem, plan);
  EXPECT_TRUE(report.ok());
  EXPECT_FALSE(report.BoundShown(plan, 0));
}

TEST(Certificate, ShowsEveryBoundOfTheFirstLevels) {
  Sampler sampler(11);
  std::size_t with_proof = 0;
  for (int i = 0; i < 400; ++i) {
    const Problem problem = sampler.Draw(6, 5, 14);
    const Plan plan =
        PlanFor(problem, {.proof_limit = i % 2 == 0 ? 20'000 : 9});
    const Report report = ReportOn(problem, plan);
    EXPECT_TRUE(report.ok()) << i;
    with_proof += !plan.certificate.proofs.empty();
    for (std::size_t l = 0; l < plan.levels.size(); ++l) {
      if (!IsFirst(plan.levels[l])) continue;
      EXPECT_TRUE(report.BoundShown(plan, l)) << i << " level " << l;
    }
  }
  EXPECT_GT(with_proof, 40U);
}

// Whatever a plan states can be shown, however much was spent on it.
void ExpectEveryBoundShown(const Problem& problem, int round) {
  const Options options{.node_limit = round % 3 == 0 ? 0 : 500,
                        .proof_limit = round % 4 < 2    ? 3'000
                                       : round % 4 == 2 ? 0
                                                        : 30};
  const Plan plan = PlanFor(problem, options);
  const Report report = ReportOn(problem, plan);
  EXPECT_TRUE(report.ok()) << round;
  for (std::size_t l = 0; l < plan.levels.size(); ++l) {
    EXPECT_TRUE(report.BoundShown(plan, l))
        << round << " " << NameOf(plan.levels[l].name) << " "
        << plan.levels[l].bound << " " << report.own_bounds[l];
  }
}

TEST(Certificate, NoBoundOfAnyLevelIsStatedThatIsNotShown) {
  Sampler many(14);
  for (int i = 0; i < 1'500; ++i) {
    ExpectEveryBoundShown(many.Draw(8, 4, 14), i);
  }
  Sampler few(15);
  for (int i = 0; i < 1'500; ++i) ExpectEveryBoundShown(few.Draw(3, 3, 6), i);
  Sampler tiers(16);
  Random random(16);
  for (int i = 0; i < 600; ++i) {
    ExpectEveryBoundShown(
        DrawTiers(static_cast<TierPolicy>(i % 3), tiers, random), i);
  }
}

TEST(Certificate, OfRowThatNamesNoCohortIsWrong) {
  const Problem problem = SevenCohortsOnThirteenFloors();
  Plan plan = PlanFor(problem);
  ASSERT_FALSE(plan.certificate.rows.empty());
  plan.certificate.rows[0].cohort = CohortId(9);
  const Report report = ReportOn(problem, plan);
  ASSERT_EQ(report.violations.size(), 1U);
  EXPECT_EQ(report.violations[0].fault, Fault::kWrongCertificate);
}

TEST(Certificate, OfTreeThatBreaksOffIsWrong) {
  const Problem problem = SevenCohortsOnThirteenFloors();
  Plan plan = PlanFor(problem);
  ASSERT_FALSE(plan.certificate.proofs.empty());
  Certificate::Node split;
  split.split = true;
  auto& nodes = plan.certificate.proofs[0].nodes;
  nodes.insert(nodes.begin(), split);
  const Report report = ReportOn(problem, plan);
  ASSERT_EQ(report.violations.size(), 1U);
  EXPECT_EQ(report.violations[0].fault, Fault::kWrongCertificate);
  EXPECT_FALSE(report.BoundShown(plan, 0));
}

// A leaf of sets changed at random, or a leaf made one.
void TamperWithSets(Random& random, std::size_t units,
                    Certificate::Node& node) {
  switch (random.Below(4)) {
    case 0:
      node.sets = !node.sets;
      if (node.sets) node.rows.clear();
      break;
    case 1:
      if (!node.units.empty()) {
        auto& price = node.units[random.Below(node.units.size())].price;
        price = random.Chance(1, 2) ? price * 3 : price / 2 + 1;
      }
      break;
    case 2:
      if (!node.units.empty()) node.units.pop_back();
      break;
    default:
      node.units.push_back(
          {UnitId(static_cast<std::uint32_t>(random.Below(units))),
           random.Range(1, 1 << 26)});
  }
}

// One thing of it changed at random.
void Tamper(Random& random, Certificate& certificate) {
  auto& row = certificate.rows[random.Below(certificate.rows.size())];
  auto& proof = certificate.proofs[random.Below(certificate.proofs.size())];
  auto& node = proof.nodes[random.Below(proof.nodes.size())];
  switch (random.Below(9)) {
    case 0:
      if (!node.rows.empty()) {
        auto& price = node.rows[random.Below(node.rows.size())].price;
        price = random.Chance(1, 2) ? price * 3 : price / 2 + 1;
      }
      break;
    case 1:
      node.rows.push_back(
          {static_cast<std::uint32_t>(random.Below(certificate.rows.size())),
           random.Range(1, 1 << 26)});
      break;
    case 2:
      node.levels.push_back({static_cast<std::uint32_t>(random.Below(4)),
                             random.Range(1, 1 << 26)});
      break;
    case 3:
      row.step = random.Range(-1, 3);
      break;
    case 4:
      row.granted.emplace_back(static_cast<std::uint32_t>(random.Below(3)));
      break;
    case 5:
      if (row.members.size() > 1) row.members.pop_back();
      break;
    case 6:
      row.members.push_back(
          certificate.rows[random.Below(certificate.rows.size())]
              .members.front());
      break;
    case 7:
      node.at = random.Range(0, 2);
      break;
    default:
      proof.level = static_cast<std::uint32_t>(random.Below(6));
  }
}

bool HasSets(const Certificate& certificate) {
  return std::ranges::any_of(
      certificate.proofs, [](const Certificate::Proof& proof) {
        return std::ranges::any_of(proof.nodes,
                                   [](const auto& node) { return node.sets; });
      });
}

// So small a limit leaves nothing to Hall rows and the rest to sets.
constexpr Options kSetsOnly{.node_limit = 0, .proof_limit = 60};

TEST(Certificate, TamperedWithNeverShowsWhatIsNotSo) {
  Sampler sampler(12);
  Random random(13);
  int tampered = 0, changed = 0;
  for (int i = 0; i < 3000 && tampered < 600; ++i) {
    const Problem problem = sampler.Draw(4, 3, 5);
    const Plan plan = PlanFor(problem);
    if (plan.certificate.rows.empty() || plan.certificate.proofs.empty()) {
      continue;
    }
    const Values least = LeastGivenEarlier(problem, plan);
    const Values honest = CertifiedOf(problem, plan);
    for (int n = 0; n < 6; ++n) {
      Plan other = plan;
      for (int k = 0; k <= n; ++k) Tamper(random, other.certificate);
      const Report report = ReportOn(problem, other);
      const Values certified = CertifiedOf(problem, other);
      ++tampered;
      changed += certified != honest || !report.ok();
      for (std::size_t l = 0; l < least.size(); ++l) {
        EXPECT_LE(report.own_bounds[l], least[l]) << i << ' ' << l;
        EXPECT_LE(certified[l], least[l]) << i << ' ' << l;
      }
    }
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GE(tampered, 100);
  EXPECT_GT(changed, tampered / 20);
}

TEST(Certificate, BySetsShowsEveryBoundThatItHasProofsOf) {
  Sampler sampler(14);
  std::size_t by_sets = 0, by_itself = 0;
  for (int i = 0; i < 1500; ++i) {
    const Problem problem = sampler.Draw(8, 4, 14);
    const Plan plan = PlanFor(problem, kSetsOnly);
    const Report report = ReportOn(problem, plan);
    EXPECT_TRUE(report.ok()) << i;
    if (HasSets(plan.certificate)) {
      ++by_sets;
      const Values certified = CertifiedOf(problem, plan);
      by_itself += std::ranges::all_of(
          plan.certificate.proofs, [&](const Certificate::Proof& proof) {
            return certified[proof.level] >= plan.levels[proof.level].bound;
          });
    }
    for (const Certificate::Proof& proof : plan.certificate.proofs) {
      EXPECT_TRUE(report.BoundShown(plan, proof.level)) << i;
    }
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(by_sets, 40U);
  EXPECT_GT(by_itself, 40U);
}

TEST(Certificate, BySetsTamperedWithNeverShowsWhatIsNotSo) {
  Sampler sampler(15);
  Random random(16);
  int tampered = 0, changed = 0;
  for (int i = 0; i < 6000 && tampered < 1500; ++i) {
    const Problem problem = sampler.Draw(5, 3, 6);
    const Plan plan = PlanFor(problem, kSetsOnly);
    if (!HasSets(plan.certificate)) continue;
    const Values least = LeastGivenEarlier(problem, plan);
    const Values honest = CertifiedOf(problem, plan);
    for (std::size_t l = 0; l < least.size(); ++l) {
      EXPECT_LE(plan.levels[l].bound, least[l]) << i << ' ' << l;
    }
    for (int n = 0; n < 8; ++n) {
      Plan other = plan;
      for (int k = 0; k <= n / 2; ++k) {
        auto& proofs = other.certificate.proofs;
        auto& proof = proofs[random.Below(proofs.size())];
        auto& node = proof.nodes[random.Below(proof.nodes.size())];
        if (random.Chance(1, 6)) {
          proof.level = static_cast<std::uint32_t>(random.Below(6));
        } else if (random.Chance(1, 6)) {
          node.levels.push_back({static_cast<std::uint32_t>(random.Below(4)),
                                 random.Range(1, 1 << 26)});
        } else {
          TamperWithSets(random, problem.units.size(), node);
        }
      }
      const Report report = ReportOn(problem, other);
      const Values certified = CertifiedOf(problem, other);
      ++tampered;
      changed += certified != honest || !report.ok();
      for (std::size_t l = 0; l < least.size(); ++l) {
        EXPECT_LE(report.own_bounds[l], least[l]) << i << ' ' << l;
        EXPECT_LE(certified[l], least[l]) << i << ' ' << l;
      }
    }
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GE(tampered, 100);
  EXPECT_GT(changed, tampered / 20);
}

// A better first level may make a later one worse: sets say nothing of plans
// that are better there.
TEST(Certificate, BySetsSaysNothingAfterALevelThatIsNotProven) {
  Sampler sampler(17);
  int found = 0;
  for (int i = 0; i < 3000 && found < 20; ++i) {
    const Problem problem = sampler.Draw(5, 3, 6);
    Plan plan = PlanFor(problem, kSetsOnly);
    auto& proofs = plan.certificate.proofs;
    const auto by_sets = std::ranges::find_if(proofs, [](const auto& proof) {
      return proof.level > 0 && proof.nodes.front().sets;
    });
    if (by_sets == proofs.end()) continue;
    const std::uint32_t level = by_sets->level;
    const auto before = std::ranges::find_if(proofs, [&](const auto& proof) {
      return proof.level < level && plan.levels[proof.level].value > 0;
    });
    if (before == proofs.end()) continue;
    proofs.erase(before);
    ++found;
    const Report report = ReportOn(problem, plan);
    EXPECT_FALSE(report.ok()) << i;
  }
  EXPECT_GT(found, 0);
}

}  // namespace
}  // namespace quaranta::place

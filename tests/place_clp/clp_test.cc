// CLP keeps the contract of linear programs, and plans made with it hold.
#include "quaranta/place_clp/clp.h"

#include <cstdint>

#include "benchmarks/place/families.h"
#include "gtest/gtest.h"
#include "quaranta/place/place.h"
#include "quaranta/place/verify.h"
#include "tests/place/linear_contract.h"

namespace quaranta::place {
namespace {

INSTANTIATE_TEST_SUITE_P(Clp, LinearContract, testing::Values(&MakeClpProgram));

// Both bounds hold for every plan with the same earlier levels, so neither may
// contradict the other's plan.
void ExpectToAgree(const Plan& ours, const Plan& other) {
  ASSERT_EQ(ours.levels.size(), other.levels.size());
  for (std::size_t l = 0; l < ours.levels.size(); ++l) {
    const Level& a = ours.levels[l];
    const Level& b = other.levels[l];
    EXPECT_LE(a.bound, b.value) << l;
    EXPECT_LE(b.bound, a.value) << l;
    if (a.value != b.value) return;
  }
}

TEST(Clp, PlansOfEitherSolverHoldAndAgree) {
  int with_certificate = 0;
  for (const char* family : {"tiny", "village", "county"}) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
      SCOPED_TRACE(testing::Message() << family << ' ' << seed);
      const Problem problem = *families::MakeFamily(family, seed);
      Options options;
      const Plan ours = *Place(problem, options);
      options.linear_program = &MakeClpProgram;
      const Plan other = *Place(problem, options);
      EXPECT_TRUE(Verify(problem, other)->ok());
      EXPECT_EQ(other, *Place(problem, options));
      with_certificate += !other.certificate.proofs.empty();
      ExpectToAgree(ours, other);
    }
  }
  EXPECT_GT(with_certificate, 6);
}

}  // namespace
}  // namespace quaranta::place

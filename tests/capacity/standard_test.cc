#include "quaranta/capacity/standard.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace quaranta::capacity {
namespace {

using ::quaranta::testing::StatusIs;
using ::testing::HasSubstr;

// The county report: 1,270 rooms hold the standard of 40 up to 317,500 people.
TEST(StandardTest, TheCountyReportHoldsUpTo317500People) {
  const auto result = CompareWithStandard({1270, 1270}, 310'000, 40);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->needed, 1240);
  EXPECT_EQ(result->standing, Standing::kMet);
  EXPECT_EQ(result->margin, 30);
  EXPECT_EQ(result->holds_up_to_least, 317'500);
}

// Brute force over small numbers: the standing and what flips it.
TEST(StandardTest, TheMarginIsExactlyWhatFlipsTheVerdict) {
  const auto met = [](std::int64_t rooms, std::int64_t people,
                      std::int64_t per) {
    return rooms * 10'000 >= people * per;
  };
  for (std::int64_t people : {0, 1, 249, 250, 251, 9'999, 10'000, 12'345}) {
    for (std::int64_t per : {1, 20, 40, 60}) {
      for (std::int64_t least = 0; least < 90; ++least) {
        for (std::int64_t doubt : {0, 1, 7}) {
          const std::int64_t most = least + doubt;
          const auto r = CompareWithStandard({least, most}, people, per);
          ASSERT_TRUE(r.ok());
          EXPECT_TRUE(met(r->needed, people, per));
          EXPECT_FALSE(r->needed > 0 && met(r->needed - 1, people, per));
          EXPECT_TRUE(met(least, r->holds_up_to_least, per));
          EXPECT_FALSE(met(least, r->holds_up_to_least + 1, per));
          if (met(least, people, per)) {
            EXPECT_EQ(r->standing, Standing::kMet);
            EXPECT_TRUE(met(least - r->margin, people, per));
            EXPECT_FALSE(least > r->margin &&
                         met(least - r->margin - 1, people, per));
          } else if (!met(most, people, per)) {
            EXPECT_EQ(r->standing, Standing::kMissed);
            EXPECT_TRUE(met(most - r->margin, people, per));
            EXPECT_FALSE(met(most - r->margin - 1, people, per));
          } else {
            EXPECT_EQ(r->standing, Standing::kUndecided);
            EXPECT_TRUE(met(least + r->margin, people, per));
            EXPECT_FALSE(met(least + r->margin - 1, people, per));
          }
        }
      }
    }
  }
}

TEST(StandardTest, RefusesWhatMakesNoSense) {
  EXPECT_THAT(
      CompareWithStandard({1, 1}, 1, 0),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("per_10k")));
  EXPECT_THAT(CompareWithStandard({2, 1}, 1, 40),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("least")));
  EXPECT_THAT(CompareWithStandard({0, std::int64_t{1} << 60}, 1, 40),
              StatusIs(absl::StatusCode::kOutOfRange, HasSubstr("10^14")));
}

TEST(SurplusTest, NeverBelowZero) {
  EXPECT_EQ(RoomsWithoutPersonAtLeast(345, 262), 83);
  EXPECT_EQ(RoomsWithoutPersonAtLeast(10, 12), 0);
}

}  // namespace
}  // namespace quaranta::capacity

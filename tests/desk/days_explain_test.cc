// Why somebody goes where on which day, or nowhere; and whom it hits.
#include <map>

#include "gmock/gmock.h"
#include "quaranta/core/message_ids.h"
#include "tests/desk/days_town.h"

namespace quaranta::desk {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

// Two who come while the floor is another group's, one who comes after.
Bus ThreeWhoCome() {
  Bus bus;
  bus.Person("P1", On(12)).Person("P2", On(12)).Person("P3", On(14));
  return bus;
}

std::vector<std::string> Why(const DaysPlan& plan, std::string_view who) {
  return English(ExplainParty(plan, who));
}

TEST(DaysExplainTest, WhoHasARoomReadsWhereWhenAndWhySoLong) {
  const DaysPlan plan = MustPlan(HeldUntil13(), ThreeWhoCome());
  const std::vector<std::string> why = Why(plan, "P3");
  ASSERT_FALSE(why.empty());
  EXPECT_EQ(why[0],
            "P3: Hotel S1, floor 2, room 201, from 2022-04-14 until "
            "2022-04-20.");
  EXPECT_THAT(
      why,
      IsSupersetOf(
          {"They are expected at 2022-04-14 20:00.",
           "2022-04-20 follows from the length of stay in force for their "
           "contact type.",
           "Hotel S1, floor 2, is free and given to their group (chain L1, "
           "batch 2022-04-14 20:00, high risk) on 2022-04-14: 1 person of it "
           "until 2022-04-20.",
           "Whoever is in room 201 leaves with the last of the floor."}));
}

TEST(DaysExplainTest, WhoHasNoneReadsWhichRuleAndWhoHoldsTheFloorUntilWhen) {
  const DaysPlan plan = MustPlan(HeldUntil13(), ThreeWhoCome());
  const std::vector<std::string> why = Why(plan, "P1");
  ASSERT_FALSE(why.empty());
  EXPECT_THAT(why[0], HasSubstr("P1: no room for 1 person"));
  EXPECT_THAT(
      why,
      IsSupersetOf(
          {"With the fewest changes, they would have a room if they shared "
           "a floor with another group.",
           "A floor is never shared with another group.",
           "Hotel S1, floor 2: held by chain L9, batch 2022-04-05 09:00, "
           "high risk until 2022-04-13; disinfected and free again on "
           "2022-04-14."}));
  // What is so tonight is not what decides that day.
  for (const std::string& line : why) {
    EXPECT_THAT(line, Not(HasSubstr("tonight")));
  }
  ASSERT_EQ(plan.why.size(), plan.plan.unplaced.size());
  EXPECT_THAT(plan.why[0].families, ElementsAre(place::Family::kExclusive));
}

TEST(DaysExplainTest,
     TheDayAfterTheLastReleaseItIsTheDisinfectionThatIsInTheWay) {
  const Bus bus = Bus().Person("P1", On(13));
  const DaysPlan plan = MustPlan(HeldUntil13(), bus);
  const std::vector<std::string> why = Why(plan, "P1");
  EXPECT_THAT(why, Contains("Hotel S1, floor 2: being disinfected; free on "
                            "2022-04-14."));
  EXPECT_THAT(plan.why[0].families, ElementsAre(place::Family::kTurnaround));
}

TEST(DaysExplainTest, APromisedFloorIsNamedWithThoseItIsPromisedTo) {
  // One floor with one room: chain L2 of many has it from the 13th, so L1
  // cannot stay from the 12th.
  Town town(0);
  for (const char* room : {"201", "202", "203"}) town.Room("S1", "2", room, {});
  Bus bus;
  bus.Person("P1", On(12));
  for (const char* id : {"Q1", "Q2", "Q3"}) {
    bus.Person(id, With(On(13), {{"chain_id", "L2"}}));
  }
  const DaysPlan plan = MustPlan(town, bus);
  EXPECT_THAT(Why(plan, "P1"),
              Contains("Hotel S1, floor 2: given by this plan to chain L2, "
                       "batch 2022-04-13 20:00, high risk from 2022-04-13 "
                       "until 2022-04-19, so that this stay would not be over "
                       "and the floor disinfected in time."));
}

TEST(DaysExplainTest, WhoComesAfterTheLastDayIsToldSo) {
  DaysOptions options;
  options.days = 3;
  const DaysPlan plan =
      MustPlan(Town(), Bus().Person("P1", On(13)), Rules(), options);
  EXPECT_THAT(Why(plan, "P1"),
              Contains("P1 comes on 2022-04-13, after 2022-04-12, the last day "
                       "planned; plan more days ahead."));
}

TEST(DaysExplainTest, APersonIsFoundInThePartyAndAStrangerIsNot) {
  Bus bus;
  bus.Party("F1", {{"one_room", true}, {"consented", true}});
  for (const char* id : {"P1", "P2"}) {
    bus.Person(id,
               With(On(12), {{"party_id", "F1"}, {"share_assessed", true}}));
  }
  const DaysPlan plan = MustPlan(Town(), bus);
  EXPECT_EQ(Why(plan, "F1"), Why(plan, "P2"));
  EXPECT_THAT(Why(plan, "nobody"), IsEmpty());
}

TEST(DaysExplainTest, ChineseSaysTheSame) {
  const DaysPlan plan = MustPlan(HeldUntil13(), ThreeWhoCome());
  std::vector<std::string> lines;
  for (const Sentence& line : ExplainParty(plan, "P1")) {
    lines.push_back(Render(line, Language::kZh));
  }
  EXPECT_THAT(
      lines, IsSupersetOf({"预定2022-04-12 20:00到达。",
                           "Hotel S1 2层：由传播链L9、批次2022-04-05 "
                           "09:00、高风险占用至2022-04-13；消毒后2022-04-14可用"
                           "。"}));
}

// --- Whom it hits. ---

TEST(DaysEquityTest, TheRowsOfEachPropertyAddUpToAllWhoAreToBePlaced) {
  Bus bus;
  bus.Person("P1", With(On(12), {{"age", 9}, {"sex", "MALE"}}));
  bus.Person("P2", With(On(12), {{"age", 80}, {"needs_accessible", true}}));
  bus.Person("P3", On(14)).Person("P4", On(15));
  bus.Person("P5", On(29));  // after the last day: not planned
  DaysOptions options;
  options.small_count = 1;
  const DaysPlan plan = MustPlan(HeldUntil13(), bus, Rules(), options);
  const DaysSummary sum = Summarize(plan);
  ASSERT_EQ(sum.beyond, 1);
  std::map<EquityRow::By, EquityRow::Counts> totals;
  for (const EquityRow& row : Equity(plan)) {
    ASSERT_TRUE(row.counts.has_value());
    totals[row.by].asked += row.counts->asked;
    totals[row.by].placed += row.counts->placed;
    totals[row.by].unplaced += row.counts->unplaced;
  }
  ASSERT_EQ(totals.size(), 3u);
  for (const auto& [by, counts] : totals) {
    EXPECT_EQ(counts.asked, sum.placed + sum.unplaced);
    EXPECT_EQ(counts.placed, sum.placed);
    EXPECT_EQ(counts.unplaced, sum.unplaced);
  }
}

TEST(DaysEquityTest, SmallCountsAreHiddenUnlessAskedFor) {
  const DaysPlan plan = MustPlan(HeldUntil13(), ThreeWhoCome());
  for (const EquityRow& row : Equity(plan)) EXPECT_FALSE(row.counts);
  DaysOptions options;
  options.small_count = 0;
  EXPECT_THAT(Try(HeldUntil13(), ThreeWhoCome(), Rules(), options),
              ::quaranta::testing::StatusIs(absl::StatusCode::kInvalidArgument,
                                            HasSubstr("small_count is 0")));
}

}  // namespace
}  // namespace quaranta::desk

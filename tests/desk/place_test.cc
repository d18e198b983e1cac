// The whole: errors, determinism, the audit, explanations, privacy.
#include "gmock/gmock.h"
#include "tests/desk/town.h"

namespace quaranta::desk {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

absl::StatusOr<Plan> Try(const Town& town, const Bus& bus,
                         const policy::Policy& policy,
                         std::string_view at = "2022-04-10T17:00:00+08:00",
                         std::string region = "") {
  PlaceOptions options;
  options.as_of = ParseInstant(at).value();
  options.region = std::move(region);
  return Place(town.rows.Build(), bus.rows.Build(), policy, options);
}

TEST(PlaceTest, NobodyIsPlacedWhereNoMeasureIsInForce) {
  const Bus bus = Bus().Person("P1");
  EXPECT_THAT(Try(Town(), bus, MakePolicy(), "2023-01-01T00:30:00+08:00"),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       HasSubstr("no measure is in force in region \"R1\" on "
                                 "2023-01-01")));
  // The local day decides: it is still 2022 in UTC at that moment.
  EXPECT_THAT(Try(Town(), bus, MakePolicy(), "2022-12-31T23:30:00+08:00"),
              IsOk());
}

TEST(PlaceTest, NobodyToPlaceIsAMistake) {
  EXPECT_THAT(Try(Town(), Bus(), MakePolicy()),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("no Person rows")));
}

TEST(PlaceTest, TwoArrivalsOfOneIdAreAMistake) {
  EXPECT_THAT(
      Try(Town(), Bus().Person("P1").Person("P1", {{"age", 20}}), MakePolicy()),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("twice")));
}

TEST(PlaceTest, AnArrivalWithoutIdIsAMistake) {
  Bus bus;
  bus.rows.Add("Person", {{"age", 30}});
  EXPECT_THAT(Try(Town(), bus, MakePolicy()),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("expected an id")));
}

TEST(PlaceTest, AParameterOutOfItsRangeIsNamed) {
  EXPECT_THAT(Try(Town(), Bus().Person("P1"),
                  MakePolicy({{"reserve_share", "value: 1.5"}})),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("params.reserve_share: expected a number "
                                 "from 0 to 1")));
  EXPECT_THAT(
      Try(Town(), Bus().Person("P1"), MakePolicy({{"pairs", "text: HIGH"}})),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("params.pairs")));
}

TEST(PlaceTest, TheRegionIsTheOneNamedOrTheOnlyOneAtTheTop) {
  Town town;
  town.rows.Add("Region",
                {{"id", "R2"}, {"name", "Town"}, {"parent_id", "R1"}});
  const Bus bus = Bus().Person("P1");
  EXPECT_THAT(Try(town, bus, MakePolicy()), IsOk());
  EXPECT_THAT(Try(town, bus, MakePolicy(), "2022-04-10T17:00:00+08:00", "R9"),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("R9")));
  // The town's own sites only.
  const auto below =
      Try(town, bus, MakePolicy(), "2022-04-10T17:00:00+08:00", "R2");
  ASSERT_THAT(below, IsOk());
  EXPECT_THAT(below->sites, IsEmpty());
  // The county's and the town's.
  town.Site("S9", {{"region_id", "R2"}});
  EXPECT_THAT(Try(town, bus, MakePolicy())->sites, SizeIs(2));
  town.rows.Add("Region", {{"id", "R3"}, {"name", "Other County"}});
  EXPECT_THAT(Try(town, bus, MakePolicy()),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("several regions")));
}

// Nothing is open: one room in the first tier, three in the second.
Town TwoTiers() {
  Town town(0);
  town.Site(
      "S2",
      {{"status", "ACCEPTED"}, {"ready_in_h", 6}, {"open_cost_day", 900.5}});
  town.Floor("S2", "1", {}).Room("S2", "1", "101", {});
  town.Site("S3", {{"status", "ACCEPTED"}, {"ready_in_h", 6}, {"tier", 2}});
  town.Floor("S3", "1", {});
  for (const char* room : {"101", "102", "103"}) town.Room("S3", "1", room, {});
  return town;
}

Plan PlaceByTiers(std::string_view policy, const Bus& bus) {
  return MustPlace(TwoTiers(), bus,
                   MakePolicy({{"tier_policy", "text: " + std::string(policy)},
                               {"staff_group_members", "value: 0"},
                               {"shifts", "value: 0"}}));
}

TEST(PlaceTest, ThePackSaysWhichTiersOpenFirst) {
  const Bus three = Bus().Person("P1").Person("P2").Person("P3");
  EXPECT_THAT(PlaceByTiers("LEXICOGRAPHIC", three).plan.opened_sites,
              SizeIs(1));
  EXPECT_THAT(PlaceByTiers("STRICT", three).plan.opened_sites, SizeIs(2));
  const Plan plan = PlaceByTiers("COST", Bus().Person("P1"));
  EXPECT_THAT(plan.plan.opened_sites, SizeIs(1));
  EXPECT_THAT(English(Summarize(plan).levels),
              Contains("Sites to open cost 901 yuan a day (proven best)."));
  EXPECT_THAT(English(plan.doubts),
              Contains("Hotel S3: the cost of a day in use is not recorded; "
                       "counted as the dearest that is."));
  EXPECT_THAT(
      Try(Town(), Bus().Person("P1"),
          MakePolicy({{"tier_policy", "text: CHEAPEST"}})),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("params.tier_policy: expected LEXICOGRAPHIC, STRICT "
                         "or COST")));
}

// People of many kinds, and a county with something of everything.
struct Scene {
  Town town{3};
  Bus bus;
  Scene() {
    town.Site("S2", {{"status", "ACCEPTED"}, {"ready_in_h", 6}, {"tier", 2}});
    town.Floor("S2", "1", {{"shared_air_group", "G"}});
    town.Floor("S2", "2", {{"shared_air_group", "G"}});
    for (int i = 1; i <= 9; ++i) {
      town.Room("S2", i < 5 ? "1" : "2", "10" + std::to_string(i),
                {{"accessible", i == 3}});
    }
    town.Inside("Q1", "S1/301", {{"chain_id", "L9"}});
    const Cells names = {{"name", "SECRET-NAME"},
                         {"id_number", "SECRET-NUMBER"},
                         {"phone", "SECRET-PHONE"},
                         {"address", "SECRET-ADDRESS"},
                         {"remark", "SECRET-REMARK"}};
    bus.Person("P1", names).Person("P2", With(names, {{"chain_id", "L2"}}));
    bus.Person("P3", With(names, {{"mobility", "WHEELCHAIR"}, {"age", 75}}));
    bus.Person("P4", With(names, {{"temperature", 38.6}, {"sex", "MALE"}}));
    bus.Person("P5", With(names, {{"party_id", "F1"}, {"sex", "MALE"}}));
    bus.Person("C5", With(names, {{"party_id", "F1"}, {"age", 9}}));
    bus.Person("P6", With(names, {{"risk_class", "LOW"}}));
    for (int i = 0; i < 8; ++i) {
      bus.Person("R" + std::to_string(i),
                 With(names, {{"chain_id", "L" + std::to_string(i % 3 + 3)}}));
    }
  }
};
const std::vector<std::pair<std::string, std::string>> kFewStaff = {
    {"staff_group_members", "value: 1"}, {"shifts", "value: 1"}};

// Everything a plan says, as text.
std::string Everything(const Plan& plan) {
  std::string text;
  const auto add = [&text](const std::vector<Sentence>& sentences) {
    for (const Sentence& s : sentences) {
      text += Render(s, Language::kEn) + "\n" + Render(s, Language::kZh) + "\n";
    }
  };
  for (const auto& lines : {Where(plan), WithoutRoom(plan)}) {
    for (const auto& line : lines) text += line + "\n";
  }
  add(plan.headline);
  add(plan.conditions);
  add(plan.doubts);
  for (const BatchMerge& merge : plan.merges) add({merge.text});
  for (const EquityRow& row : Equity(plan)) add({row.text});
  for (const Referral& referral : plan.referred) add({referral.reason});
  for (const Relaxation& relaxation : plan.relaxations) {
    text += relaxation.subject + "\n";
    add({relaxation.text});
  }
  for (const PartyNote& party : plan.parties) {
    add(ExplainParty(plan, party.id));
    for (const auto& person : party.people) add(ExplainParty(plan, person));
  }
  add(Summarize(plan).levels);
  for (const CohortNote& cohort : plan.cohorts) add({cohort.label});
  return text;
}

TEST(PlaceTest, TheOrderOfRowsChangesNothing) {
  const Scene scene;
  const policy::Policy policy = MakePolicy(kFewStaff);
  PlaceOptions options;
  options.as_of = Now();
  const auto first =
      Place(scene.town.rows.Build(), scene.bus.rows.Build(), policy, options);
  ASSERT_THAT(first, IsOk());
  for (std::uint64_t shuffle = 1; shuffle <= 10; ++shuffle) {
    const auto other = Place(scene.town.rows.Build(shuffle),
                             scene.bus.rows.Build(shuffle), policy, options);
    ASSERT_THAT(other, IsOk());
    EXPECT_EQ(other->plan, first->plan);
    EXPECT_EQ(Everything(*other), Everything(*first));
  }
}

TEST(PlaceTest, NoDirectIdentifierIsInAnySentence) {
  const Scene scene;
  const Plan plan = MustPlace(scene.town, scene.bus, MakePolicy(kFewStaff));
  const std::string text = Everything(plan);
  EXPECT_THAT(text, HasSubstr("P1"));
  EXPECT_THAT(text, Not(HasSubstr("SECRET")));
  EXPECT_THAT(text, Not(HasSubstr("38.6")));
}

TEST(PlaceTest, EverySentenceHasItsPlacesFilled) {
  const Scene scene;
  const Plan plan = MustPlace(scene.town, scene.bus, MakePolicy(kFewStaff));
  EXPECT_THAT(Everything(plan), Not(HasSubstr("{")));
}

TEST(PlaceTest, TheSummaryAddsUp) {
  const Scene scene;
  const PlanSummary summary =
      Summarize(MustPlace(scene.town, scene.bus, MakePolicy(kFewStaff)));
  EXPECT_EQ(summary.asked, 15);
  EXPECT_EQ(summary.placed + summary.unplaced, 14);
  EXPECT_EQ(summary.to_hospital, 1);
  EXPECT_EQ(summary.minors_waiting_for_a_carer, 1);
  EXPECT_GT(summary.placed, 0);
  EXPECT_GT(summary.unplaced, 1);  // P6: nobody takes low risk
}

TEST(PlaceTest, TheAuditCountsByAgeSexAndNeed) {
  const Scene scene;
  const Plan plan = MustPlace(scene.town, scene.bus, MakePolicy(kFewStaff));
  std::vector<std::string> rows;
  std::int32_t asked = 0;
  for (const AuditRow& row : plan.audit) {
    EXPECT_EQ(row.asked, row.placed + row.unplaced);
    asked += row.asked;
    rows.push_back(std::string(NameOf(row.age)) +
                   (row.sex == schema::Sex::kMale ? " M" : " F") +
                   (row.accessible_need ? " need " : " ") +
                   std::to_string(row.asked));
  }
  EXPECT_THAT(rows, ElementsAre("MINOR F 1", "ADULT F 11", "ADULT M 1",
                                "OLD F need 1"));
  EXPECT_EQ(asked, 14);
}

TEST(PlaceTest, MilderMeasuresAreCounted) {
  Bus bus;
  bus.Person("P1").Person("P2", {{"home_option_assessed", false}});
  bus.Person("P3", {{"home_suitable", true}});
  const Plan plan = MustPlace(Town(), bus);
  EXPECT_EQ(plan.milder.asked, 3);
  EXPECT_EQ(plan.milder.home_assessed, 2);
  EXPECT_EQ(plan.milder.home_suitable, 1);
  EXPECT_THAT(English(plan.doubts),
              Contains("Home was not looked at for 1 of 3 people."));
}

TEST(ExplainTest, APlacementSaysWhereWithWhomAndWhatElseWouldDo) {
  Town town;
  town.Inside("Q1", "S1/301",
              {{"start", "2022-04-10T09:00:00+08:00"}, {"batch_id", "B7"}});
  const Plan plan = MustPlace(town, Bus().Person("P1"));
  EXPECT_THAT(
      English(ExplainParty(plan, "P1")),
      ElementsAre(
          "P1: Hotel S1, floor 3, room 302.",
          "The floor is that of the same group: chain L1, batch B7, high "
          "risk.",
          "On this floor: 1 person already there, 1 by this plan, nobody of "
          "another group.",
          "The group is high risk; the site takes high risk.",
          "Room 302 is ready and meant for isolation; its floor is neither "
          "frozen nor waiting for disinfection.",
          "Room 302 has 2 beds for 1 person.",
          "Of 7 other rooms 1 are not offered, 0 are for another risk class, "
          "0 lack what is needed, 0 have too few beds, 0 are on closed floors, "
          "0 on floors of other groups, 0 are given to others, 6 would do.",
          "Room 303 of Hotel S1 would be just as good; among equals a fixed "
          "order decides.",
          "Home was looked at and was not an option under the rules in force, "
          "or not suitable.",
          "Every line of the plan is proven best.",
          "Made from the rules test@1 and input " + plan.input_hash +
              "; ties by seed 0, key " +
              std::to_string(place::TieBreak(0, "P1")) + "."));
  EXPECT_EQ(Render(ExplainParty(plan, "P1")[0], Language::kZh),
            "P1：Hotel S1，3层，302。");
}

TEST(ExplainTest, RoomsOnAnotherGroupsFloorAreNoAlternative) {
  Town town(2);
  town.Inside("Q1", "S1/301", {{"chain_id", "L2"}});
  const Plan plan = MustPlace(town, Bus().Person("P1").Person("P2"));
  EXPECT_THAT(English(ExplainParty(plan, "P1")),
              Contains("Of 3 other rooms 1 are not offered, 0 are for another "
                       "risk class, 0 lack what is needed, 0 have too few "
                       "beds, 0 are on closed floors, 1 on floors of other "
                       "groups, 1 are given to others, 0 would do."));
}

TEST(ExplainTest, NoRoomSaysWhoHoldsTheFloorsUntilWhenAndWhatWouldHelp) {
  Town town(1);
  town.Inside("Q1", "S1/201", {{"chain_id", "L2"}});
  town.Inside("Q2", "S1/301", {{"chain_id", "L3"}});
  town.Room("S1", "2", "202", {}).Room("S1", "3", "302", {});
  town.Inside("Q3", "S1/302", {{"chain_id", "L3"}});
  const Plan plan = MustPlace(town, Bus().Person("P1"));
  EXPECT_THAT(
      English(ExplainParty(plan, "P1")),
      ElementsAre(
          "P1: no room for 1 person, because every floor with rooms that "
          "would do is closed or another group's.",
          "Rooms ready: 1; at sites that take this risk class: 1; with what "
          "is needed: 1; with beds enough: 1; on floors open to the group: 0.",
          "With the fewest changes, they would have a room if they shared a "
          "floor with another group.",
          "A floor is never shared with another group.",
          "1 person of the group (chain L1, batch 2022-04-10 17:00, high risk) "
          "needs 1 room; floors open to it have none that would do.",
          "Hotel S1, floor 2: held by chain L2, batch 2022-04-05 09:00, high "
          "risk, at least until 2022-04-19; disinfected and free on "
          "2022-04-20.",
          "Move the 1 person on floor 2 of Hotel S1 elsewhere and disinfect "
          "it, if the county command approves: 1 more person would have a "
          "room, but those moved need rooms themselves.",
          "Home was looked at and was not an option under the rules in force, "
          "or not suitable.",
          "Every line of the plan is proven best.",
          StartsWith("Made from the rules test@1 and input ")));
}

TEST(ExplainTest, AnEndThatNobodyRecordedIsNotInvented) {
  Town town(1);
  town.Inside("Q1", "S1/201", {{"chain_id", "L2"}});
  town.rows.Add("Person", {{"id", "Q2"}});
  town.rows.Add("Stay", {{"id", "stay-Q2"},
                         {"person_id", "Q2"},
                         {"site_id", "S1"},
                         {"start", "2022-04-05T09:00:00+08:00"},
                         {"risk_class", "HIGH"},
                         {"chain_id", "L2"}});
  town.Room("S1", "2", "202", {});
  town.rows.Add("RoomAssignment", {{"stay_id", "stay-Q2"},
                                   {"room_id", "S1/202"},
                                   {"start", "2022-04-05T09:00:00+08:00"}});
  EXPECT_EQ(MustPlace(town, Bus().Person("P1")).units[0].held_until,
            std::nullopt);
}

TEST(ExplainTest, AFrozenFloorIsNeverBargainedWith) {
  Town town(0);
  town.Floor("S1", "5", {}).Room("S1", "5", "501", {});
  town.rows.Add("Hold", {{"id", "H1"}, {"floor_id", "S1/5"}});
  const Plan plan = MustPlace(town, Bus().Person("P1"));
  EXPECT_THAT(English(ExplainParty(plan, "P1")),
              Contains("Hotel S1, floor 5: frozen until the hold ends or the "
                       "investigation closes."));
  EXPECT_THAT(plan.relaxations, IsEmpty());
}

TEST(ExplainTest, AGroupTooLargeForItsFloorsIsCounted) {
  Town town(0);
  town.Floor("S1", "5", {}).Room("S1", "5", "501", {});
  const Plan plan = MustPlace(town, Bus().Person("P1").Person("P2"));
  ASSERT_THAT(plan.plan.unplaced, SizeIs(1));
  const auto& loser = plan.parties[plan.plan.unplaced[0].party.value()].id;
  EXPECT_THAT(
      English(ExplainParty(plan, loser)),
      Contains("2 people of the group (chain L1, batch 2022-04-10 17:00, "
               "high risk) need 2 rooms; floors open to it have 1 that "
               "would do: 1 on floor 5 of Hotel S1."));
}

TEST(ExplainTest, AReferralExplainsItselfByPersonAndByParty) {
  Bus bus;
  bus.Person("P1", {{"party_id", "F1"}, {"temperature", 38.0}});
  bus.Person("P2", {{"party_id", "F1"}});
  const Plan plan = MustPlace(Town(), bus);
  const auto text = HasSubstr("P1 goes to hospital: fever");
  EXPECT_THAT(English(ExplainParty(plan, "P1")), ElementsAre(text));
  EXPECT_THAT(English(ExplainParty(plan, "F1")), Contains(text));
  EXPECT_THAT(ExplainParty(plan, "nobody"), IsEmpty());
}

}  // namespace
}  // namespace quaranta::desk

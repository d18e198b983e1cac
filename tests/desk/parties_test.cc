// Sharing, minors, priorities, needs.
#include <set>

#include "gmock/gmock.h"
#include "tests/desk/town.h"

namespace quaranta::desk {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// How many rooms the plan gives.
std::int32_t RoomsGiven(const Plan& plan) { return Summarize(plan).rooms; }

Bus Couple(Cells party, Cells second = {}) {
  Bus bus;
  bus.Party("F1",
            With({{"one_room", true}, {"consented", true}}, std::move(party)));
  bus.Person("P1", {{"party_id", "F1"}, {"share_assessed", true}});
  bus.Person("P2", With({{"party_id", "F1"}, {"share_assessed", true}},
                        std::move(second)));
  return bus;
}

TEST(PartiesTest, AdultsShareARoomOnlyWhenAskedAgreedAndAssessed) {
  EXPECT_EQ(RoomsGiven(MustPlace(Town(), Couple({}))), 1);
  EXPECT_EQ(RoomsGiven(MustPlace(Town(), Couple({{"one_room", false}}))), 2);
  EXPECT_EQ(RoomsGiven(MustPlace(Town(), Couple({{"consented", false}}))), 2);
  EXPECT_EQ(
      RoomsGiven(MustPlace(Town(), Couple({}, {{"share_assessed", false}}))),
      2);
}

TEST(PartiesTest, APartyThatDoesNotShareStaysOnOneFloor) {
  const Plan plan = MustPlace(Town(), Couple({{"one_room", false}}));
  const auto floors = Floors(plan);
  ASSERT_THAT(floors, SizeIs(2));
  EXPECT_EQ(floors[0].substr(3), floors[1].substr(3));
}

// A mother and a child of six.
Bus Family(Cells mother, Cells child) {
  Bus bus;
  bus.Person("A1", With({{"party_id", "F1"}}, std::move(mother)));
  bus.Person("C1", With({{"party_id", "F1"}, {"age", 6}, {"carer_id", "A1"}},
                        std::move(child)));
  return bus;
}

TEST(PartiesTest, AMinorSharesWithTheCarerWhoAgreed) {
  const Plan plan = MustPlace(Town(), Family({{"carer_consents", true}}, {}));
  ASSERT_THAT(plan.plan.assignments, SizeIs(1));
  EXPECT_THAT(plan.plan.assignments[0].people, SizeIs(2));
}

TEST(PartiesTest, ConsentMayStandOnTheMinorsRowOrOnPaper) {
  EXPECT_EQ(
      RoomsGiven(MustPlace(Town(), Family({}, {{"carer_consents", true}}))), 1);
  Bus bus = Family({}, {});
  bus.rows.Add("Consent", {{"id", "K1"},
                           {"person_id", "A1"},
                           {"for_person_id", "C1"},
                           {"kind", "CARE"},
                           {"given", true}});
  EXPECT_EQ(RoomsGiven(MustPlace(Town(), bus)), 1);
  bus.rows.Add("Consent", {{"id", "K2"},
                           {"person_id", "A1"},
                           {"for_person_id", "C2"},
                           {"kind", "CARE"},
                           {"given", true}});
  EXPECT_EQ(RoomsGiven(MustPlace(Town(), bus)), 1);
}

TEST(PartiesTest, AFamilyAssessedToShareNeedsNoOtherConsent) {
  Bus bus;
  bus.Party("F1", {{"one_room", true}, {"consented", true}});
  bus.Person("A1", {{"party_id", "F1"}, {"share_assessed", true}});
  bus.Person("C1", {{"party_id", "F1"}, {"age", 6}, {"share_assessed", true}});
  const Plan plan = MustPlace(Town(), bus);
  EXPECT_EQ(RoomsGiven(plan), 1);
  EXPECT_THAT(plan.conditions, IsEmpty());
  EXPECT_FALSE(plan.problem.parties[0].carer_named);
}

TEST(PartiesTest, WithoutConsentTheDeskAsksBeforeAnythingElse) {
  for (const Cells& consent : {Cells{}, Cells{{"carer_consents", false}}}) {
    const Plan plan = MustPlace(Town(), Family(consent, {}));
    EXPECT_THAT(WithoutRoom(plan), ElementsAre("C1 MINOR_WITHOUT_ADULT"));
    EXPECT_THAT(English(plan.conditions)[0],
                HasSubstr("ask an adult of F1 to agree in writing"));
  }
}

TEST(PartiesTest, ARefusalOutweighsAConsentOnTheOtherRow) {
  const Plan plan = MustPlace(
      Town(), Family({{"carer_consents", false}}, {{"carer_consents", true}}));
  EXPECT_THAT(WithoutRoom(plan), SizeIs(1));
}

TEST(PartiesTest, AMinorWithoutAPartyJoinsTheCarerWhoArrivesToo) {
  Bus bus;
  bus.Person("A1", {{"carer_consents", true}});
  bus.Person("C1", {{"age", 6}, {"carer_id", "A1"}});
  const Plan plan = MustPlace(Town(), bus);
  ASSERT_THAT(plan.parties, SizeIs(1));
  EXPECT_EQ(plan.parties[0].id, "A1");
  EXPECT_EQ(RoomsGiven(plan), 1);
}

TEST(PartiesTest, AMinorAloneWaitsForACarerByName) {
  Bus bus;
  bus.Person("C1", {{"age", 12}});
  const Plan alone = MustPlace(Town(), bus);
  EXPECT_THAT(WithoutRoom(alone), ElementsAre("C1 MINOR_WITHOUT_ADULT"));
  EXPECT_EQ(Summarize(alone).minors_waiting_for_a_carer, 1);
  ASSERT_THAT(alone.relaxations, SizeIs(1));
  EXPECT_EQ(alone.relaxations[0].kind, Relaxation::Kind::kNameCarer);
  EXPECT_EQ(alone.relaxations[0].subject, "Person:C1");
}

// A child of twelve who arrives without any adult.
Plan ChildWith(Cells child, Town town = Town()) {
  Bus bus;
  bus.Person("C1", With({{"age", 12}}, std::move(child)));
  return MustPlace(town, bus);
}

TEST(PartiesTest, ACarerFromOutsideWhoIsOnRecordAndAgreedIsEnough) {
  Town aunt;
  aunt.rows.Add("Person", {{"id", "aunt"}, {"age", 50}});
  Town nurse;
  nurse.rows.Add("Staff", {{"id", "aunt"}, {"site_id", "S1"}});
  for (const Town& town : {aunt, nurse}) {
    const Plan plan =
        ChildWith({{"carer_id", "aunt"}, {"carer_consents", true}}, town);
    EXPECT_THAT(Where(plan), SizeIs(1));
    EXPECT_THAT(plan.conditions, IsEmpty());
    Town on_paper = town;
    on_paper.rows.Add("Consent", {{"id", "K1"},
                                  {"person_id", "aunt"},
                                  {"for_person_id", "C1"},
                                  {"kind", "CARE"},
                                  {"given", true}});
    EXPECT_THAT(Where(ChildWith({{"carer_id", "aunt"}}, on_paper)), SizeIs(1));
  }
}

TEST(PartiesTest, EachCarerOfAPartyWhoDoesNotCountIsNamed) {
  Bus bus;
  for (const char* id : {"C1", "C2"}) {
    bus.Person(id, {{"party_id", "F1"}, {"age", 9}, {"carer_id", "ZZ"}});
  }
  const Plan plan = MustPlace(Town(), bus);
  EXPECT_THAT(WithoutRoom(plan), SizeIs(2));
  EXPECT_THAT(English(plan.doubts), Contains(HasSubstr("C1: ZZ is named")));
  EXPECT_THAT(English(plan.doubts), Contains(HasSubstr("C2: ZZ is named")));
}

TEST(PartiesTest, ACarerFromOutsideWhoDoesNotCountIsADoubtThatSaysWhy) {
  Town aunt;
  aunt.rows.Add("Person", {{"id", "ZZ"}, {"age", 50}});
  Town refuses;
  refuses.rows.Add("Person",
                   {{"id", "ZZ"}, {"age", 50}, {"carer_consents", false}});
  Town sister;
  sister.rows.Add("Person", {{"id", "ZZ"}, {"age", 15}});
  Town inside;
  inside.Inside("ZZ", "S1/301", {{"chain_id", "L7"}});
  const Cells yes = {{"carer_id", "ZZ"}, {"carer_consents", true}};
  struct {
    Town town;
    Cells child;
    const char* why;
  } const cases[] = {
      {Town(), yes, "no person or member of staff with that id is on record"},
      {aunt, {{"carer_id", "ZZ"}}, "no consent of theirs is on record"},
      {aunt,
       {{"carer_id", "ZZ"}, {"carer_consents", false}},
       "no consent of theirs is on record"},
      {refuses, yes, "no consent of theirs is on record"},
      {sister, yes, "is a minor too"},
      {inside, yes,
       "is inside already, in room 301 of Hotel S1: have the child join "
       "there, or name somebody else"},
  };
  for (const auto& c : cases) {
    const Plan plan = ChildWith(c.child, c.town);
    EXPECT_THAT(WithoutRoom(plan), ElementsAre("C1 MINOR_WITHOUT_ADULT"));
    EXPECT_THAT(English(plan.doubts),
                Contains("C1: ZZ is named as carer, but " + std::string(c.why) +
                         "; counted as if nobody were named."));
    EXPECT_THAT(English(plan.conditions),
                Contains(HasSubstr("name a carer for the minor C1")));
  }
}

TEST(PartiesTest, AMinorIsYoungerThanThePolicySays) {
  Bus bus;
  bus.Person("C1", {{"age", 15}});
  EXPECT_THAT(Where(MustPlace(Town(), bus)), IsEmpty());
  EXPECT_THAT(
      Where(MustPlace(Town(), bus, MakePolicy({{"minor_age", "value: 14"}}))),
      SizeIs(1));
}

TEST(PartiesTest, AgeComesFromTheBirthDateOnTheLocalDay) {
  // Eighteen tomorrow, eighteen today.
  for (const auto& [born, rooms] :
       {std::pair("2004-04-11", 0U), std::pair("2004-04-10", 1U)}) {
    Bus bus;
    bus.Person("C1", {{"birth_date", born}});
    EXPECT_THAT(Where(MustPlace(Town(), bus)), SizeIs(rooms)) << born;
  }
}

TEST(PartiesTest, AWheelchairUserGetsTheAccessibleRoom) {
  Town town;
  town.Room("S1", "3", "399", {{"accessible", true}});
  for (const Cells& need :
       {Cells{{"mobility", "WHEELCHAIR"}}, Cells{{"mobility", "BEDRIDDEN"}},
        Cells{{"needs_accessible", true}}}) {
    EXPECT_THAT(Where(MustPlace(town, Bus().Person("P1", need))),
                ElementsAre("P1 S1/399"));
  }
  EXPECT_THAT(Where(MustPlace(town, Bus().Person("P1"))),
              Not(Contains("P1 S1/399")));
}

TEST(PartiesTest, WithoutAnAccessibleRoomTheNearestIsATaskForSomebody) {
  const Plan plan =
      MustPlace(Town(), Bus().Person("P1", {{"mobility", "WHEELCHAIR"}}));
  EXPECT_THAT(Where(plan), SizeIs(1));
  EXPECT_THAT(English(plan.conditions),
              ElementsAre(HasSubstr("somebody must be named to help")));
}

// Who gets the only room, of somebody plain and somebody else.
bool GoesFirst(Cells other) {
  Town town(0);
  town.Floor("S1", "5", {}).Room("S1", "5", "501", {});
  Bus bus;
  // Close contacts of high risk are class 1; these are class 2.
  const Cells plain = {{"contact_type", "ENTRANT"}, {"risk_class", "LOW"}};
  bus.Person("P1", plain).Person("P2", With(plain, std::move(other)));
  bool first = true;
  // Whatever the seed says.
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    PlaceOptions options;
    options.seed = seed;
    const Plan plan =
        MustPlace(town, bus,
                  MakePolicy({{"pairs", "text: LOW-HIGH HIGH-HIGH"}}), options);
    first = first && Where(plan) == std::vector<std::string>{"P2 S1/501"};
  }
  return first;
}

TEST(PartiesTest, ThePriorityComesFromWaitingExposureAndVulnerability) {
  EXPECT_FALSE(GoesFirst({}));
  EXPECT_TRUE(GoesFirst({{"named_at", "2022-04-10T08:59:00+08:00"}}));
  EXPECT_FALSE(GoesFirst({{"named_at", "2022-04-10T09:00:00+08:00"}}));
  EXPECT_TRUE(GoesFirst({{"pregnant", true}}));
  EXPECT_TRUE(GoesFirst({{"serious_disease", true}}));
  EXPECT_TRUE(GoesFirst({{"age", 70}}));
  EXPECT_FALSE(GoesFirst({{"age", 69}}));
  EXPECT_TRUE(GoesFirst({{"mobility", "AIDED"}}));
  EXPECT_TRUE(GoesFirst({{"contact_type", "CLOSE"}}));
}

TEST(PartiesTest, TheTieBreakIsTheSeedsSoThatNobodyIsLastEveryNight) {
  Town town(0);
  town.Floor("S1", "5", {}).Room("S1", "5", "501", {});
  const Bus bus = Bus().Person("P1").Person("P2");
  std::set<std::string> winners;
  for (std::uint64_t seed = 0; seed < 16; ++seed) {
    PlaceOptions options;
    options.seed = seed;
    for (const auto& line :
         Where(MustPlace(town, bus, MakePolicy(), options))) {
      winners.insert(line.substr(0, 2));
    }
  }
  EXPECT_THAT(winners, ElementsAre("P1", "P2"));
}

TEST(PartiesTest, SomebodyWithARoomIsNotPlacedAgain) {
  Town town;
  town.Inside("P1", "S1/301", {});
  const Plan plan = MustPlace(town, Bus().Person("P1").Person("P2"));
  EXPECT_THAT(plan.already_inside, ElementsAre("P1"));
  EXPECT_EQ(Summarize(plan).already_inside, 1);
  EXPECT_EQ(Summarize(plan).asked, 2);
  EXPECT_THAT(Where(plan), SizeIs(1));
}

TEST(PartiesTest, WhoComesOnlyOnALaterDayIsADoubtWithTheFirstDay) {
  const auto doubts = [](Cells first, Cells second) {
    return English(MustPlace(Town(), Bus()
                                         .Person("P1", std::move(first))
                                         .Person("P2", std::move(second)))
                       .doubts);
  };
  EXPECT_THAT(doubts({{"arrived_at", "2022-04-15T10:00:00+08:00"}},
                     {{"arrived_at", "2022-04-13T10:00:00+08:00"}}),
              Contains("2 people come only on a later day, the first on "
                       "2022-04-13; planned as if they came tonight."));
  // Tonight, on the local day; and not known.
  EXPECT_THAT(doubts({{"arrived_at", "2022-04-10T23:59:00+08:00"}}, {}),
              Not(Contains(HasSubstr("later day"))));
  EXPECT_THAT(doubts({{"arrived_at", "2022-04-10T16:00:00Z"}}, {}),
              Contains(HasSubstr("1 person comes only on a later day, the "
                                 "first on 2022-04-11")));
}

TEST(PartiesTest, APartyTooLargeForOneRoomGetsNeighbours) {
  Bus bus;
  bus.Party("F1", {{"one_room", true}, {"consented", true}});
  for (const char* id : {"P1", "P2", "P3"}) {
    bus.Person(id, {{"party_id", "F1"}, {"share_assessed", true}});
  }
  Town town(0);
  town.Floor("S1", "5", {});
  // By label 501 and 502 are neighbours, but they stand far apart.
  town.Room("S1", "5", "501", {{"position", 1}});
  town.Room("S1", "5", "502", {{"position", 5}});
  town.Room("S1", "5", "503", {{"position", 2}});
  const Plan plan = MustPlace(town, bus);
  std::set<std::string> rooms;
  for (const auto& line : Where(plan)) rooms.insert(line.substr(3));
  EXPECT_THAT(rooms, ElementsAre("S1/501", "S1/503"));
}

TEST(PartiesTest, WithoutPositionsLabelsSayWhoIsNextDoor) {
  Bus bus;
  bus.Party("F1", {{"one_room", true}, {"consented", true}});
  for (const char* id : {"P1", "P2", "P3"}) {
    bus.Person(id, {{"party_id", "F1"}, {"share_assessed", true}});
  }
  Town town(0);
  town.Floor("S1", "5", {});
  town.Room("S1", "5", "509", {});
  town.Room("S1", "5", "510", {{"use", "OFFICE"}});
  town.Room("S1", "5", "511", {});
  // The office is between them.
  EXPECT_THAT(WithoutRoom(MustPlace(town, bus)), SizeIs(3));
  town.Room("S1", "5", "512", {});
  EXPECT_THAT(Where(MustPlace(town, bus)), SizeIs(3));
}

}  // namespace
}  // namespace quaranta::desk

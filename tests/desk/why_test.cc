// Nights with too few rooms: the two sentences, ways out, fairness.
#include "gmock/gmock.h"
#include "tests/desk/town.h"

namespace quaranta::desk {
namespace {

using ::quaranta::testing::StatusIs;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> Headline(const Plan& plan, Language language) {
  std::vector<std::string> lines;
  for (const Sentence& sentence : plan.headline) {
    lines.push_back(Render(sentence, language));
  }
  return lines;
}

std::vector<Relaxation::Kind> Kinds(const Plan& plan) {
  std::vector<Relaxation::Kind> kinds;
  for (const Relaxation& relaxation : plan.relaxations) {
    kinds.push_back(relaxation.kind);
  }
  return kinds;
}

// People of one group, each travelling alone.
Bus People(int count, Cells more = {}) {
  Bus bus;
  for (int i = 0; i < count; ++i) bus.Person("P" + std::to_string(i), more);
  return bus;
}

TEST(HeadlineTest, ANightThatGoesWellHasNone) {
  const Plan plan = MustPlace(Town(), People(2));
  EXPECT_THAT(plan.headline, IsEmpty());
  EXPECT_THAT(plan.why, IsEmpty());
  EXPECT_EQ(plan.way_out.left_tonight, 0);
}

TEST(HeadlineTest, AFloorToDisinfectIsWhatToDoNow) {
  Town town(1);
  town.Inside("Q1", "S1/301",
              {{"end", "2022-04-09T09:00:00+08:00"}, {"chain_id", "L9"}});
  const Plan plan = MustPlace(town, People(2));
  EXPECT_THAT(
      Headline(plan, Language::kEn),
      ElementsAre("1 of 2 people has no room tonight, of chain L1, batch "
                  "2022-04-10 17:00, high risk: this group needs 2 rooms, and "
                  "floors open to it have 1 that would do.",
                  "Do now: disinfect floor 3 of Hotel S1; then everybody has a "
                  "room."));
  EXPECT_THAT(
      Headline(plan, Language::kZh),
      ElementsAre("今晚2人中1人没有房间，属传播链L1、批次2022-04-10 "
                  "17:00、高风险：该组需要2间房，可用楼层合适的只有1间。",
                  "请立即对Hotel S1 3层做终末消毒，即可全部安排。"));
  EXPECT_THAT(plan.why[0].families, ElementsAre(place::Family::kTurnaround));
}

TEST(HeadlineTest, ASiteToConvertIsForLaterAndTheCityForTonight) {
  Town town(1);
  town.Site("S2", {{"status", "LISTED"}, {"ready_in_h", 40.0}});
  town.Floor("S2", "1", {});
  for (int i = 1; i <= 9; ++i) {  // of unknown use, as long as not converted
    town.rows.Add("Room", {{"site_id", "S2"},
                           {"label", "10" + std::to_string(i)},
                           {"floor_id", "S2/1"},
                           {"beds", 2}});
  }
  const Plan plan = MustPlace(town, People(4),
                              MakePolicy({{"staff_group_members", "value: 1"},
                                          {"shifts", "value: 1"}}));
  EXPECT_THAT(Headline(plan, Language::kEn)[1],
              "Ask the city command tonight for rooms elsewhere for 2 people, "
              "and start work to convert Hotel S2, have it accepted and open "
              "it, which takes 2 of them in 40 h.");
  EXPECT_THAT(Kinds(plan), ElementsAre(Relaxation::Kind::kConvertSite));
  EXPECT_EQ(plan.way_out.hours, 40.0);
}

TEST(HeadlineTest, WhoIsAskedForRoomsIsThePolicysToSay) {
  Town town(0);
  town.Floor("S1", "5", {}).Room("S1", "5", "501", {});
  const Plan plan =
      MustPlace(town, People(2),
                MakePolicy({{"more_rooms_from", "text: PROVINCE_COMMAND"}}));
  EXPECT_EQ(Headline(plan, Language::kEn)[1],
            "Nothing that may be done here gives them a room: ask the province "
            "command tonight for rooms elsewhere for 1 person.");
  PlaceOptions options;
  options.as_of = Now();
  EXPECT_THAT(Place(town.rows.Build(), People(2).rows.Build(),
                    MakePolicy({{"more_rooms_from", "text: MAYOR"}}), options),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("params.more_rooms_from: expected")));
}

TEST(HeadlineTest, MinorsWaitForACarerAndAreCountedTogether) {
  const Plan plan = MustPlace(Town(), People(2, {{"age", 9}}));
  EXPECT_THAT(
      Headline(plan, Language::kEn),
      ElementsAre(
          HasSubstr("2 of 2 people have no room tonight, all of chain L1"),
          "Do now: name carers for the children of 2 parties; then everybody "
          "has a room."));
}

TEST(HeadlineTest, WhereACarerAloneDoesNotHelpTheNextReasonIsSaidToo) {
  const Plan plan =
      MustPlace(Town(), People(1, {{"age", 9}, {"risk_class", "LOW"}}));
  EXPECT_THAT(Headline(plan, Language::kEn)[0],
              HasSubstr("wait until a carer is named, and even then no site "
                        "with rooms takes low risk."));
  EXPECT_THAT(Headline(plan, Language::kZh)[0],
              HasSubstr("即使指定，有房的隔离点均不接收低风险人员。"));
  EXPECT_THAT(English(ExplainParty(plan, "P0")),
              Contains("A carer alone does not help: no site with rooms takes "
                       "low risk."));
}

TEST(HeadlineTest, APlannedEndThatIsPastGivesNoDate) {
  Town town(0);
  town.Floor("S1", "4", {}).Room("S1", "4", "401", {});
  town.Room("S1", "4", "402", {});
  town.Inside("Q1", "S1/401",
              {{"planned_end", "2022-04-08"}, {"chain_id", "L9"}});
  const Plan plan = MustPlace(town, People(1));
  EXPECT_THAT(Headline(plan, Language::kEn)[0],
              EndsWith("is closed or another group's."));
  EXPECT_THAT(English(ExplainParty(plan, "P0")),
              Contains("Hotel S1, floor 4: held by chain L9, batch 2022-04-05 "
                       "09:00, high risk; the last planned end, 2022-04-08, is "
                       "past and nobody recorded that they left: ask when they "
                       "do."));
}

TEST(HeadlineTest, EverybodyWhoComesIsCountedAndAChildIsNoParty) {
  Bus bus = People(1, {{"age", 9}});
  bus.Person("H", {{"temperature", 39.0}});  // to hospital
  const Plan plan = MustPlace(Town(), bus);
  EXPECT_EQ(Summarize(plan).asked, 2);
  EXPECT_THAT(
      Headline(plan, Language::kEn),
      ElementsAre("1 of 2 people has no room tonight, of chain L1, batch "
                  "2022-04-10 17:00, high risk: minors without an adult wait "
                  "until a carer is named.",
                  "Do now: name a carer for the minor P0; then everybody has "
                  "a room."));
  EXPECT_THAT(Headline(plan, Language::kZh)[1],
              "请立即为未成年人P0指定陪护人，即可全部安排。");
  EXPECT_THAT(English(plan.conditions),
              ElementsAre("Before anything else: name a carer for the minor "
                          "P0, who has no adult there."));
}

TEST(HeadlineTest, TheLargestGroupSpeaksForTheNight) {
  Town town(1);
  Bus bus;
  for (int i = 0; i < 3; ++i) bus.Person("A" + std::to_string(i));
  for (int i = 0; i < 3; ++i) {
    bus.Person("L" + std::to_string(i),
               {{"risk_class", "LOW"}, {"chain_id", "L5"}});
  }
  const Plan plan = MustPlace(town, bus);
  EXPECT_THAT(Headline(plan, Language::kEn)[0],
              AllOf(HasSubstr("4 of 6 people have no room tonight, 3 of them "
                              "of chain L5"),
                    HasSubstr("no site with rooms takes low risk")));
}

TEST(HeadlineTest, OnlyWhatAppliesIsNamedAndAFrozenFloorIsNeverOffered) {
  Town town(0);
  town.Floor("S1", "4", {}).Room("S1", "4", "401", {});
  town.rows.Add("Hold", {{"id", "H1"}, {"floor_id", "S1/4"}});
  const auto lines = English(ExplainParty(MustPlace(town, People(1)), "P0"));
  EXPECT_THAT(lines, Contains("With the fewest changes, they would have a room "
                              "if a floor or room were used that is frozen."));
  EXPECT_THAT(lines, Contains(HasSubstr("A frozen floor is never used")));
  town.Floor("S1", "5", {}).Room("S1", "5", "501", {});
  town.Inside("Q1", "S1/501",
              {{"end", "2022-04-09T09:00:00+08:00"}, {"chain_id", "L9"}});
  EXPECT_THAT(
      English(ExplainParty(MustPlace(town, People(2)), "P0")),
      Contains(HasSubstr("that is waiting for disinfection or frozen.")));
}

// --- What is tried -----------------------------------------------------------

// A site to convert, with `rooms` rooms of two beds on one floor.
void Convertible(Town& town, const std::string& id, int rooms, Cells more) {
  town.Site(id, With({{"status", "LISTED"}, {"ready_in_h", 12.0}}, more));
  town.Floor(id, "1", {});
  for (int i = 1; i <= rooms; ++i) {
    town.Room(id, "1", (i < 10 ? "10" : "1") + std::to_string(i), {});
  }
}

policy::Policy FewStaff() {
  return MakePolicy(
      {{"staff_group_members", "value: 1"}, {"shifts", "value: 1"}});
}

TEST(RelaxTest, TheLastOfManySitesIsTriedToo) {
  Town town(0);
  for (int i = 2; i <= 6; ++i) {
    Convertible(town, "S" + std::to_string(i), 12, {{"grade", "MEDIUM"}});
  }
  for (int i = 7; i <= 12; ++i) {
    Convertible(town, "S" + std::to_string(i), 1, {});  // its staff's
  }
  Convertible(town, "S99", 12, {});
  const Plan plan = MustPlace(town, People(2), FewStaff());
  EXPECT_EQ(Headline(plan, Language::kEn)[1],
            "Ask the city command tonight for rooms elsewhere for 2 people, "
            "and start work to convert Hotel S99, have it accepted and open "
            "it, which takes 2 of them in 12 h.");
  ASSERT_THAT(Kinds(plan), ElementsAre(Relaxation::Kind::kConvertSite));
  EXPECT_EQ(plan.relaxations[0].subject, "Site:S99");
}

TEST(RelaxTest, TheFifthFloorToDisinfectIsTriedToo) {
  Town town(0);
  for (const std::string floor : {"4", "5", "6", "7", "8"}) {
    town.Floor("S1", floor, {});
    for (int i = 1; i <= (floor == "8" ? 6 : 1); ++i) {
      town.Room("S1", floor, floor + "0" + std::to_string(i), {});
    }
    town.Inside("Q" + floor, "S1/" + floor + "01",
                {{"end", "2022-04-09T09:00:00+08:00"}, {"chain_id", "L9"}});
  }
  const Plan plan = MustPlace(town, People(6));
  EXPECT_EQ(Headline(plan, Language::kEn)[1],
            "Do now: disinfect floor 8 of Hotel S1; then everybody has a "
            "room.");
  EXPECT_THAT(plan.relaxations, SizeIs(4)) << "so many of a kind are shown";
  EXPECT_EQ(plan.relaxations[0].subject, "Floor:S1/8");
}

TEST(RelaxTest, ActsThatHelpOnlyTogetherAreFound) {
  Town town(0);
  town.Floor("S1", "4", {}).Room("S1", "4", "401", {});
  town.Inside("Q2", "S1/401",
              {{"end", "2022-04-09T09:00:00+08:00"}, {"chain_id", "L9"}});
  const Plan plan = MustPlace(town, People(1, {{"age", 9}}));
  EXPECT_EQ(Headline(plan, Language::kEn)[1],
            "Do now: disinfect floor 4 of Hotel S1 and name a carer for the "
            "minor P0; then everybody has a room.");
  EXPECT_EQ(plan.way_out.helped_tonight, 1);
}

TEST(RelaxTest, AnAdultOfThePartyIsAskedBeforeACarerIsNamed) {
  Bus bus;
  bus.Person("F0", {{"party_id", "F"}});
  bus.Person("F1", {{"party_id", "F"}, {"age", 5}});
  const Plan plan = MustPlace(Town(1), bus);
  ASSERT_THAT(Kinds(plan), ElementsAre(Relaxation::Kind::kAskConsent));
  EXPECT_EQ(plan.relaxations[0].subject, "Party:F");
  EXPECT_EQ(Headline(plan, Language::kEn)[1],
            "Do now: ask the adults of F to agree in writing to share rooms "
            "with its children; then everybody has a room.");
  EXPECT_THAT(English(plan.conditions),
              Contains(HasSubstr("ask an adult of F to agree in writing")));
}

TEST(RelaxTest, ACarerIsNamedWhereTheAdultsCouldNotTakeAllChildren) {
  Bus bus;  // three in rooms of two beds: one would be without the mother
  bus.Person("F0", {{"party_id", "F"}});
  bus.Person("F1", {{"party_id", "F"}, {"age", 5}});
  bus.Person("F2", {{"party_id", "F"}, {"age", 4}});
  const Plan plan = MustPlace(Town(3), bus);
  EXPECT_THAT(Kinds(plan), ElementsAre(Relaxation::Kind::kNameCarer));
}

TEST(RelaxTest, ASecondAdultMayTakeAChildFromTheFirst) {
  Bus bus;
  bus.Person("A", {{"party_id", "F"}, {"carer_consents", true}});
  bus.Person("B", {{"party_id", "F"}});
  for (const std::string child : {"C", "D"}) {
    bus.Person(child, {{"party_id", "F"}, {"age", 5}, {"carer_id", "A"}});
  }
  const Plan plan = MustPlace(Town(2), bus);
  EXPECT_THAT(WithoutRoom(plan),
              ElementsAre("A NO_ROOM_BIG_ENOUGH", "C NO_ROOM_BIG_ENOUGH",
                          "D NO_ROOM_BIG_ENOUGH"));
  EXPECT_THAT(Kinds(plan), ElementsAre(Relaxation::Kind::kAskConsent));
  EXPECT_EQ(plan.way_out.helped_tonight, 3);
}

// Two parties of three who share, in rooms of two beds and one of three.
Plan TwoParties(bool of_three) {
  Town town(4);
  if (of_three) town.Room("S1", "2", "299", {{"beds", 3}});
  Bus bus;
  for (const std::string party : {"F", "G"}) {
    bus.Party(party, {{"one_room", true}, {"consented", true}});
    for (const std::string person : {"0", "1", "2"}) {
      bus.Person(party + person,
                 {{"party_id", party}, {"share_assessed", true}});
    }
  }
  return MustPlace(town, bus);
}

TEST(RelaxTest, WhoIsNoLongerTooLargeForAnyRoomMayLiveApart) {
  EXPECT_THAT(WithoutRoom(TwoParties(false)), IsEmpty()) << "in two rooms each";
  const Plan plan = TwoParties(true);
  ASSERT_THAT(WithoutRoom(plan), SizeIs(3)) << "one room takes three";
  ASSERT_THAT(Kinds(plan), ElementsAre(Relaxation::Kind::kLodgeApart));
  EXPECT_EQ(plan.relaxations[0].people, 3);
  EXPECT_EQ(plan.way_out.left_tonight, 0);
  EXPECT_THAT(Headline(plan, Language::kEn)[1],
              HasSubstr("have it looked at again whether"));
}

TEST(RelaxTest, OfTwoSitesThatHelpAlikeTheSoonerThenTheCheaperComesFirst) {
  Town town(0);
  Convertible(town, "S2", 30, {{"ready_in_h", 200.0}});
  Convertible(town, "S3", 29, {{"ready_in_h", 6.0}, {"open_cost_day", 9.0}});
  Convertible(
      town, "S4", 29,
      {{"ready_in_h", 6.0}, {"open_cost_day", 5.0}, {"conversion_cost", 3.0}});
  const Plan plan = MustPlace(town, People(20), FewStaff());
  EXPECT_THAT(Headline(plan, Language::kEn)[1],
              EndsWith("start work to convert Hotel S4, have it accepted and "
                       "open it, which takes 20 of them in 6 h."));
  ASSERT_THAT(plan.relaxations, SizeIs(3));
  EXPECT_EQ(plan.relaxations[1].subject, "Site:S3") << "cost not known";
  EXPECT_EQ(plan.relaxations[2].subject, "Site:S2");
}

TEST(RelaxTest, DisinfectionTakesItsTimeFromTheLastRelease) {
  Town town(1);
  town.Inside("Q1", "S1/301",
              {{"end", "2022-04-10T15:00:00+08:00"}, {"chain_id", "L9"}});
  const Plan plan = MustPlace(town, People(2));
  EXPECT_EQ(Headline(plan, Language::kEn)[1],
            "Do now: disinfect floor 3 of Hotel S1 (free in 22 h); then "
            "everybody has a room.");
  EXPECT_EQ(Headline(plan, Language::kZh)[1],
            "请立即对Hotel S1 3层做终末消毒（22小时后可用），即可全部安排。");
  EXPECT_EQ(Render(plan.relaxations[0].text, Language::kEn),
            "Disinfect floor 3 of Hotel S1, if the site head approves: 1 more "
            "person would have a room in 22 h.");
}

TEST(RelaxTest, ASiteAndACarerTogetherAreForLater) {
  Town town;
  Convertible(town, "S2", 12, {{"grade", "LOW"}});
  const Plan plan = MustPlace(
      town, People(1, {{"age", 9}, {"risk_class", "LOW"}}), FewStaff());
  EXPECT_THAT(plan.relaxations, IsEmpty()) << "neither helps by itself";
  EXPECT_EQ(Headline(plan, Language::kEn)[1],
            "Ask the city command tonight for rooms elsewhere for 1 person, "
            "and start work to convert Hotel S2, have it accepted and open it "
            "and name a carer for the minor P0, which takes 1 of them in 12 "
            "h.");
}

TEST(RelaxTest, ACarerWhoDoesNotHelpIsNotToBeNamedNow) {
  Bus bus = People(1, {{"age", 9}, {"risk_class", "LOW"}});
  bus.Person("C", {{"age", 9}});
  const Plan plan = MustPlace(Town(), bus);
  EXPECT_THAT(Headline(plan, Language::kEn)[1],
              HasSubstr("Do now: name a carer for the minor C, which gives 1 "
                        "person a room; for the other 1 ask"));
}

// --- Exceptions and merges ---------------------------------------------------

const std::pair<std::string, std::string> kByCity = {"pairing_exception_by",
                                                     "text: CITY_COMMAND"};

TEST(RelaxTest,
     AnExceptionToThePairingIsOfferedOnlyIfThePolicyNamesWhoMayGrantIt) {
  const Bus low = People(1, {{"risk_class", "LOW"}});
  EXPECT_THAT(MustPlace(Town(), low).relaxations, IsEmpty());
  const Plan plan = MustPlace(Town(), low, MakePolicy({kByCity}));
  ASSERT_THAT(Kinds(plan), ElementsAre(Relaxation::Kind::kPairingException));
  EXPECT_EQ(plan.relaxations[0].subject, "Chain:L1");
  EXPECT_EQ(Render(plan.relaxations[0].text, Language::kEn),
            "Let chain L1, batch 2022-04-10 17:00, low risk into sites of "
            "another grade, as a named exception that only the city command "
            "may approve: 1 more person would have a room.");
  EXPECT_THAT(plan.way_out.tonight, IsEmpty()) << "it is not the desk's to do";
}

// A policy that names who may grant exceptions to rule INT-08.
policy::Policy WithRule(bool waivable) {
  const std::string pack =
      "id: test\nversion: \"1\"\njurisdiction: \"*\"\n"
      "effective_from: 2022-01-01\neffective_to: 2022-12-31\n"
      "legal_basis: a law\nreview_by: 2022-12-31\n"
      "title: {en: Test, zh: 测试}\nparameters:\n"
      "- {name: pairing_exception_by, text: CITY_COMMAND}\n"
      "- {name: pairing_rule, text: INT-08}\n";
  const std::string rules =
      std::string("rules:\n- id: INT-08\n  group: INT\n  record: Stay\n") +
      "  stage: OPEN\n  severity: MAJOR\n  title: {en: Pairs, zh: 相符}\n" +
      "  expect: |\n    stay.risk_class == stay.site.grade\n  waivable: " +
      (waivable ? "true" : "false") +
      "\n  source: {document: test, status: UNVERIFIED}\n";
  const std::vector<policy::PackFile> files = {{"test/pack.yaml", pack},
                                               {"test/int.yaml", rules}};
  const policy::LoadResult loaded = policy::LoadPack(files);
  for (const auto& mistake : loaded.diagnostics) {
    ADD_FAILURE() << mistake.text;
  }
  if (loaded.pack == nullptr) return {};
  const std::vector<std::string> ids = {"test"};
  const std::vector<std::shared_ptr<const policy::Pack>> given = {loaded.pack};
  auto made = policy::Policy::Make(ids, given);
  EXPECT_THAT(made, ::quaranta::testing::IsOk());
  return made.ok() ? *std::move(made) : policy::Policy();
}

TEST(RelaxTest, NoExceptionToARuleThatIsNotWaivable) {
  const Bus low = People(1, {{"risk_class", "LOW"}});
  EXPECT_THAT(MustPlace(Town(), low, WithRule(false)).relaxations, IsEmpty());
  EXPECT_THAT(MustPlace(Town(), low, WithRule(true)).relaxations, SizeIs(1));
}

TEST(RelaxTest, AnExceptionComesAfterWork) {
  Town town(0);
  town.Floor("S1", "5", {}).Room("S1", "5", "501", {});
  town.Inside("Q1", "S1/501",
              {{"end", "2022-04-09T09:00:00+08:00"}, {"chain_id", "L9"}});
  town.Site("S2", {{"grade", "LOW"}}).Floor("S2", "1", {});
  town.Room("S2", "1", "101", {});
  const Plan plan = MustPlace(town, People(1), MakePolicy({kByCity}));
  EXPECT_THAT(Kinds(plan), ElementsAre(Relaxation::Kind::kDisinfectFloor,
                                       Relaxation::Kind::kPairingException));
}

TEST(RelaxTest, ABatchMergeIsAdviceAndNeverDone) {
  Town town(3);
  town.Inside("Q1", "S1/301", {{"start", "2022-04-05T09:00:00+08:00"}});
  town.Inside("Q2", "S1/201", {{"chain_id", "L8"}});
  const Plan plan = MustPlace(town, People(2));
  EXPECT_THAT(plan.plan.unplaced, SizeIs(2));
  ASSERT_THAT(plan.merges, SizeIs(1));
  EXPECT_EQ(plan.merges[0].people, 2);
  EXPECT_EQ(plan.merges[0].floors_saved, 0);
  EXPECT_EQ(
      Render(plan.merges[0].text, Language::kEn),
      "If batches 2022-04-05 09:00 and 2022-04-10 17:00 of chain L1, high "
      "risk, were one, 2 more people would have a room. The rules keep "
      "batches apart: this is advice for whoever may change them, and was "
      "not done.");
}

TEST(RelaxTest, AMergeThatSavesAFloorIsSaidThoughAllHaveRooms) {
  Town town(3);
  town.Inside("Q1", "S1/301", {{"start", "2022-04-05T09:00:00+08:00"}});
  const Plan plan = MustPlace(town, People(2));
  EXPECT_THAT(plan.plan.unplaced, IsEmpty());
  ASSERT_THAT(plan.merges, SizeIs(1));
  EXPECT_EQ(plan.merges[0].floors_saved, 1);
}

TEST(RelaxTest, AnotherRiskClassIsNoBatchToMerge) {
  Town town(3);
  town.Inside(
      "Q1", "S1/301",
      {{"start", "2022-04-05T09:00:00+08:00"}, {"risk_class", "MEDIUM"}});
  EXPECT_THAT(MustPlace(town, People(2)).merges, IsEmpty());
}

// --- Fairness ----------------------------------------------------------------

std::vector<std::string> EquityLines(const Plan& plan) {
  std::vector<std::string> lines;
  for (const EquityRow& row : Equity(plan)) {
    std::string line = std::string(NameOf(row.by)) + " " + row.group;
    if (row.counts) {
      line += " " + std::to_string(row.counts->asked) + " " +
              std::to_string(row.counts->placed) + " " +
              std::to_string(row.counts->unplaced) + " " +
              std::to_string(row.counts->waiting_long);
    }
    lines.push_back(line);
  }
  return lines;
}

// Low risk finds no room here, high risk does.
Bus Mixed() {
  Bus bus;
  const auto add = [&bus](std::string_view name, int count, Cells cells) {
    for (int i = 0; i < count; ++i) {
      bus.Person(std::string(name) + std::to_string(i), cells);
    }
  };
  add("W", 6, {});
  add("M", 6,
      {{"sex", "MALE"},
       {"risk_class", "LOW"},
       {"named_at", "2022-04-10T08:00:00+08:00"}});
  add("O", 5, {{"age", 80}, {"risk_class", "LOW"}});
  return bus;
}

TEST(EquityTest, CountsByAgeSexAndNeedAddUp) {
  PlaceOptions options;
  options.small_count = 1;
  const Plan plan = MustPlace(Town(), Mixed(), MakePolicy(), options);
  EXPECT_THAT(EquityLines(plan),
              ElementsAre("AGE ADULT 12 6 6 6", "AGE OLD 5 0 5 0",
                          "SEX FEMALE 11 6 5 0", "SEX MALE 6 0 6 6",
                          "NEED NONE 17 6 11 6"));
  EXPECT_EQ(Render(Equity(plan)[0].text, Language::kEn),
            "Adults: 6 of 12 without a room, 6 of them named more than 8 h "
            "ago.");
}

TEST(EquityTest, ASmallCountIsHiddenAndSoIsWhatItCouldBeWorkedOutFrom) {
  Bus bus = Mixed();
  bus.Person("C1", {{"age", 80}, {"sex", "MALE"}, {"mobility", "WHEELCHAIR"}});
  const Plan plan = MustPlace(Town(), bus);
  EXPECT_THAT(EquityLines(plan),
              ElementsAre("AGE ADULT", "AGE OLD", "SEX FEMALE", "SEX MALE",
                          "NEED NONE", "NEED ACCESSIBLE"));
  EXPECT_EQ(Render(Equity(plan)[0].text, Language::kEn),
            "Adults: not shown, because a count is below 5.");
}

TEST(EquityTest, NoLimitBelowOne) {
  PlaceOptions options;
  options.as_of = Now();
  options.small_count = 0;
  EXPECT_THAT(
      Place(Town().rows.Build(), People(1).rows.Build(), MakePolicy(), options),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("options.small_count is 0")));
}

}  // namespace
}  // namespace quaranta::desk

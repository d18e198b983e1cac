#include "gmock/gmock.h"
#include "tests/desk/town.h"

namespace quaranta::desk {
namespace {

using ::quaranta::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TonightView Must(const Town& town,
                 const policy::Policy& policy = MakePolicy()) {
  TonightOptions options;
  options.as_of = Now();
  auto view = Tonight(town.rows.Build(), policy, options);
  EXPECT_THAT(view, IsOk());
  return view.ok() ? *std::move(view) : TonightView();
}

// "subject minutes" of each alarm.
std::vector<std::string> Alarms(const Town& town,
                                const policy::Policy& policy = MakePolicy()) {
  std::vector<std::string> lines;
  for (const Alarm& alarm : Must(town, policy).alarms) {
    lines.push_back(alarm.subject + " " + std::to_string(alarm.minutes));
  }
  return lines;
}

Cells Reading(const char* id, const char* at, double temperature) {
  return {{"id", id},
          {"stay_id", "stay-Q1"},
          {"at", at},
          {"temperature", temperature}};
}

TEST(AlarmsTest, AFeverRingsFromTheFirstReadingUntilSomebodyActs) {
  Town town;
  town.Inside("Q1", "S1/301", {});
  town.rows.Add("Observation",
                Reading("O1", "2022-04-10T08:00:00+08:00", 37.2));
  town.rows.Add("Observation",
                Reading("O2", "2022-04-10T14:00:00+08:00", 37.9));
  town.rows.Add("Observation",
                Reading("O3", "2022-04-10T16:00:00+08:00", 38.4));
  EXPECT_THAT(Alarms(town), ElementsAre("Observation:O2 180"));
  EXPECT_THAT(Alarms(town, MakePolicy({{"fever_c", "value: 38"}})),
              ElementsAre("Observation:O3 60"));
  const Alarm alarm = Must(town).alarms[0];
  EXPECT_EQ(alarm.kind, Alarm::Kind::kFever);
  EXPECT_EQ(alarm.person, "Q1");
  EXPECT_EQ(alarm.site, "S1");
  EXPECT_EQ(alarm.room, "S1/301");
}

TEST(AlarmsTest, AnActedOrFutureReadingIsSilent) {
  Town town;
  town.Inside("Q1", "S1/301", {});
  town.rows.Add("Observation",
                With(Reading("O1", "2022-04-10T14:00:00+08:00", 38.0),
                     {{"acted_at", "2022-04-10T14:10:00+08:00"}}));
  town.rows.Add("Observation",
                Reading("O2", "2022-04-10T18:00:00+08:00", 38.0));
  EXPECT_THAT(Alarms(town), IsEmpty());
}

TEST(AlarmsTest, APositiveRingsUntilThePersonLeftForHospital) {
  for (const bool left : {false, true}) {
    Town town;
    town.Inside("Q1", "S1/301", {});
    town.rows.Add("Sample", {{"id", "N1"},
                             {"person_id", "Q1"},
                             {"result", "POSITIVE"},
                             {"resulted_at", "2022-04-10T15:30:00+08:00"}});
    if (left) {
      town.rows.Add("Transfer", {{"id", "T1"},
                                 {"person_id", "Q1"},
                                 {"kind", "HOSPITAL"},
                                 {"depart", "2022-04-10T16:00:00+08:00"},
                                 {"arrive", "2022-04-10T16:30:00+08:00"}});
    }
    EXPECT_EQ(Alarms(town).size(), left ? 0U : 1U);
  }
}

TEST(AlarmsTest, TheGravestComesFirstThenTheOldest) {
  Town town;
  town.Inside("Q1", "S1/301", {});
  const auto incident = [&town](const char* id, const char* kind,
                                const char* at, Cells more = {}) {
    town.rows.Add(
        "Incident",
        With({{"id", id}, {"site_id", "S1"}, {"kind", kind}, {"found_at", at}},
             std::move(more)));
  };
  incident("I1", "OTHER", "2022-04-10T08:00:00+08:00");
  incident("I2", "MISSING", "2022-04-10T16:45:00+08:00");
  incident("I3", "CRISIS", "2022-04-10T16:00:00+08:00");
  incident("I4", "FIRE", "2022-04-10T10:00:00+08:00",
           {{"closed_at", "2022-04-10T11:00:00+08:00"}});
  town.rows.Add("Observation",
                Reading("O1", "2022-04-10T09:00:00+08:00", 38.0));
  EXPECT_THAT(Alarms(town),
              ElementsAre("Incident:I3 60", "Incident:I2 15",
                          "Observation:O1 480", "Incident:I1 540"));
}

std::vector<std::string> WaitingLines(const Town& town) {
  std::vector<std::string> lines;
  for (const Waiting& w : Must(town).waiting) {
    lines.push_back(w.person + " " + std::to_string(static_cast<int>(w.kind)) +
                    " " + std::to_string(w.minutes.value_or(-1)));
  }
  return lines;
}

TEST(WaitingTest, MinorsAloneTheRoadNoRoomAndTheNotFollowed) {
  Town town;
  // A child alone, a child with an adult.
  town.Inside("C1", "S1/301", {{"start", "2022-04-10T16:00:00+08:00"}},
              {{"age", 10}});
  town.Inside("C2", "S1/302", {}, {{"age", 10}});
  town.Inside("A2", "S1/302", {});
  // Registered, without a room; on the road; named only.
  town.Inside("Q1", "", {}, {{"named_at", "2022-04-10T15:00:00+08:00"}});
  town.Inside("Q2", "", {});
  town.rows.Add("Transfer", {{"id", "T1"},
                             {"person_id", "Q2"},
                             {"site_id", "S1"},
                             {"kind", "INTAKE"},
                             {"depart", "2022-04-10T16:30:00+08:00"}});
  town.rows.Add("Person", {{"id", "Q3"}, {"region_id", "R1"}});
  for (const char* at :
       {"2022-04-10T13:00:00+08:00", "2022-04-10T14:00:00+08:00"}) {
    town.rows.Add(
        "Exposure",
        {{"id", std::string("E") + at}, {"person_id", "Q3"}, {"named_at", at}});
  }
  EXPECT_THAT(WaitingLines(town),
              ElementsAre("C1 0 60", "Q2 1 30", "Q1 2 120", "Q3 3 240"));
}

TEST(WaitingTest, HomeAndEndedStaysWaitForNoRoom) {
  Town town;
  town.Inside("Q1", "", {{"place", "HOME"}});
  town.Inside("Q2", "", {{"end", "2022-04-09T10:00:00+08:00"}});
  town.Inside("Q3", "", {{"state", "TRANSFERRED"}});
  EXPECT_THAT(Must(town).waiting, IsEmpty());
}

TEST(TakeTest, RoomsByKindFloorsAsSlotsAndTheNextSite) {
  Town town(2);
  town.Room("S1", "3", "309", {{"beds", 1}, {"accessible", true}});
  town.Inside("Q1", "S1/201", {});
  town.Site("S3", {{"status", "LISTED"}, {"activation_rank", 2}});
  town.Site(
      "S2",
      {{"status", "ACCEPTED"}, {"activation_rank", 1}, {"ready_in_h", 6.0}});
  town.Room("S2", "", "1", {});
  town.rows.Add("Acceptance", {{"site_id", "S2"},
                               {"item", "VIDEO"},
                               {"date", "2022-04-01"},
                               {"result", "PASS"}});
  const TonightView view = Must(town);
  std::vector<std::string> kinds;
  for (const RoomKind& kind : view.rooms) {
    kinds.push_back(kind.site + " " + std::to_string(kind.beds) +
                    (kind.accessible ? " accessible " : " ") +
                    std::to_string(kind.rooms) + "+" +
                    std::to_string(kind.rooms_held));
  }
  EXPECT_THAT(kinds, ElementsAre("S1 1 accessible 1+0", "S1 2 2+1"));
  EXPECT_EQ(view.ready_rooms, 3);
  EXPECT_EQ(view.cohort_slots, 1);
  ASSERT_THAT(view.next_sites, SizeIs(2));
  EXPECT_EQ(view.next_sites[0].site, "S2");
  EXPECT_EQ(view.next_sites[0].ready_in_h, 6.0);
  EXPECT_EQ(view.next_sites[0].isolation_rooms, 1);
  EXPECT_THAT(view.next_sites[0].not_accepted, SizeIs(4));
  EXPECT_THAT(view.next_sites[0].not_accepted,
              Not(Contains(schema::AcceptanceItem::kVideo)));
}

TEST(LeavingTest, TodayAndTomorrowWithWhatIsMissing) {
  Town town;
  town.Inside("Q1", "S1/301", {{"planned_end", "2022-04-10"}});
  town.Inside("Q2", "S1/302",
              {{"planned_end", "2022-04-11"},
               {"certificate_no", "77"},
               {"order_id", "OR1"},
               {"community_ack_at", "2022-04-10T10:00:00+08:00"}});
  town.rows.Add("Order", {{"id", "OR1"}});
  town.rows.Add("Sample", {{"id", "N1"},
                           {"person_id", "Q2"},
                           {"result", "NEGATIVE"},
                           {"sampled_at", "2022-04-09T08:00:00+08:00"},
                           {"resulted_at", "2022-04-09T20:00:00+08:00"}});
  town.Inside("Q3", "S1/303", {{"planned_end", "2022-04-12"}});
  town.Inside("Q4", "S1/304", {{"planned_end", "2022-04-08"}});
  const TonightView view = Must(town);
  ASSERT_THAT(view.leaving, SizeIs(2));
  EXPECT_EQ(view.leaving[0].person, "Q1");
  EXPECT_THAT(view.leaving[0].lacks,
              ElementsAre(LeavingLack::kCertificate, LeavingLack::kFinalResult,
                          LeavingLack::kOrder, LeavingLack::kHandover));
  EXPECT_THAT(view.leaving[1].lacks, IsEmpty());
  ASSERT_THAT(view.overstays, SizeIs(1));
  EXPECT_EQ(view.overstays[0].person, "Q4");
  EXPECT_EQ(view.overstays[0].days_over, 2);
}

TEST(LeavingTest, AFrozenFloorOrAHoldOnThePersonIsNamed) {
  for (const auto& [field, target] :
       {std::pair("floor_id", "S1/3"), std::pair("stay_id", "stay-Q1")}) {
    Town town;
    town.Inside("Q1", "S1/301", {{"planned_end", "2022-04-10"}});
    town.rows.Add("Hold", {{"id", "H1"}, {field, target}});
    EXPECT_THAT(Must(town).leaving[0].lacks, Contains(LeavingLack::kHold))
        << field;
  }
}

TEST(HoldsTest, TheFirstToRunOutComesFirstAndOnesThatRanOutStay) {
  Town town;
  town.Inside("Q1", "S1/301", {});
  town.rows.Add("Hold", {{"id", "H1"},
                         {"floor_id", "S1/3"},
                         {"reason", "POSITIVE_ON_FLOOR"},
                         {"officer", "somebody"},
                         {"until", "2022-04-10T18:00:00+08:00"}});
  town.rows.Add("Hold", {{"id", "H2"},
                         {"stay_id", "stay-Q1"},
                         {"until", "2022-04-10T16:00:00+08:00"}});
  town.rows.Add("Hold", {{"id", "H3"}, {"site_id", "S1"}});
  town.rows.Add("Hold", {{"id", "H4"},
                         {"site_id", "S1"},
                         {"ended_at", "2022-04-10T16:00:00+08:00"}});
  town.rows.Add("Investigation", {{"id", "V1"}, {"floor_id", "S1/2"}});
  std::vector<std::string> lines;
  for (const HoldLine& line : Must(town).holds) {
    lines.push_back(
        line.hold + " " + line.subject + " " +
        (line.minutes_left ? std::to_string(*line.minutes_left) : "open"));
  }
  EXPECT_THAT(
      lines,
      ElementsAre("Hold:H2 Stay:stay-Q1 -60", "Hold:H1 Floor:S1/3 60",
                  "Hold:H3 Site:S1 open", "Investigation:V1 Floor:S1/2 open"));
  EXPECT_TRUE(Must(town).holds[1].officer_named);
  EXPECT_FALSE(Must(town).holds[1].basis_named);
}

TEST(ReportsTest, FiveStates) {
  Town town;
  const auto report = [&town](const char* id, Cells more) {
    town.rows.Add("Report", With({{"id", id},
                                  {"region_id", "R1"},
                                  {"unit", "Region:R1"},
                                  {"date", "2022-04-10"},
                                  {"deadline_at", "2022-04-10T16:00:00+08:00"}},
                                 std::move(more)));
  };
  report("A", {});
  report("B", {{"deadline_at", "2022-04-10T18:00:00+08:00"}});
  report("C", {{"sent_at", "2022-04-10T15:00:00+08:00"}});
  report("D", {{"sent_at", "2022-04-10T16:30:00+08:00"}});
  report("E", {{"sent_at", "2022-04-10T15:00:00+08:00"}, {"zero", true}});
  report("F", {{"date", "2022-04-08"}});
  std::vector<std::string> lines;
  for (const ReportLine& line : Must(town).reports) {
    lines.push_back(line.report + " " + std::string(NameOf(line.state)));
  }
  EXPECT_THAT(lines, ElementsAre("A MISSING", "B DUE", "D LATE", "C RECEIVED",
                                 "E ZERO"));
}

TEST(ChangesTest, AFigureOfTodayThatDiffersFromTheOneBefore) {
  Town town;
  const auto figure = [&town](const char* id, const char* name, const char* at,
                              double value) {
    town.rows.Add("Figure", {{"id", id},
                             {"subject", "Region:R1"},
                             {"region_id", "R1"},
                             {"name", name},
                             {"as_of", at},
                             {"value", value}});
  };
  figure("1", "people", "2022-04-09T17:00:00+08:00", 260);
  figure("2", "people", "2022-04-10T16:00:00+08:00", 262);
  figure("3", "rooms", "2022-04-09T17:00:00+08:00", 587);
  figure("4", "rooms", "2022-04-10T16:00:00+08:00", 587);
  figure("5", "old", "2022-04-08T17:00:00+08:00", 1);
  figure("6", "old", "2022-04-09T17:00:00+08:00", 2);
  const TonightView view = Must(town);
  ASSERT_THAT(view.changes, SizeIs(1));
  EXPECT_EQ(view.changes[0].name, "people");
  EXPECT_EQ(view.changes[0].before, 260);
  EXPECT_EQ(view.changes[0].now, 262);
}

TEST(DutyTest, WhoIsOnNowWithoutNameOrNumber) {
  Town town;
  town.Site("S2", {{"duty_phone", "0571-1"}});
  const auto duty = [&town](const char* id, Cells more) {
    town.rows.Add("Duty", With({{"id", id},
                                {"role", "DUTY_OFFICER"},
                                {"name", "SECRET"},
                                {"phone", "SECRET"},
                                {"start", "2022-04-10T08:00:00+08:00"},
                                {"end", "2022-04-11T08:00:00+08:00"}},
                               std::move(more)));
  };
  duty("D1", {{"region_id", "R1"}});
  duty("D2", {{"site_id", "S2"}});
  duty("D3", {{"region_id", "R1"}, {"end", "2022-04-10T16:00:00+08:00"}});
  duty("D4", {{"region_id", "R1"}, {"start", "2022-04-10T20:00:00+08:00"}});
  const TonightView view = Must(town);
  ASSERT_THAT(view.on_duty, SizeIs(2));
  EXPECT_EQ(view.on_duty[0].duty, "Duty:D1");
  EXPECT_TRUE(view.on_duty[0].has_phone);
  EXPECT_EQ(view.on_duty[1].site, "S2");
  EXPECT_EQ(view.on_duty[1].site_phone, "0571-1");
}

}  // namespace
}  // namespace quaranta::desk

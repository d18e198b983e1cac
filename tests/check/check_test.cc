#include "quaranta/check/check.h"

#include <array>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/schema/records.h"
#include "quaranta/world/rows.h"
#include "tests/support/status_matchers.h"

namespace quaranta::check {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::string_view kHead = R"(
id: p1
version: "1"
jurisdiction: CN
legal_basis: a notice
review_by: 2023-01-01
effective_from: 2022-03-01
effective_to: 2022-06-27
)";
constexpr std::string_view kAsOf = "2022-04-10T17:00:00+08:00";

policy::Policy PolicyOf(const std::string& rules) {
  const std::string text = "rules:\n" + rules;
  const std::array files = {policy::PackFile{"p/pack.yaml", kHead},
                            policy::PackFile{"p/rules.yaml", text}};
  const policy::LoadResult loaded = policy::LoadPack(files);
  for (const auto& mistake : loaded.diagnostics) ADD_FAILURE() << mistake.text;
  const std::array packs = {loaded.pack};
  const std::array<std::string, 1> ids = {"p1"};
  auto policy = policy::Policy::Make(ids, packs);
  EXPECT_THAT(policy, IsOk());
  return *policy;
}

std::string Rule(std::string_view id, std::string_view record,
                 std::string_view expect, std::string_view more = "") {
  return "  - id: " + std::string(id) + "\n    record: " + std::string(record) +
         "\n    stage: OPEN\n    severity: MAJOR\n"
         "    title: {en: t, zh: 题}\n"
         "    source: {document: S000, clause: x, status: SEED}\n    expect: " +
         "|\n      " + std::string(expect) + "\n" + std::string(more);
}

class CheckTest : public ::testing::Test {
 protected:
  CheckTest() {
    schema::Region region;
    region.id = "CN-99-01";
    region.zone = "Asia/Shanghai";
    world::Append(builder_, region);
  }

  void AddSite(const std::string& id,
               std::optional<schema::SiteStatus> status) {
    schema::Site site;
    site.id = id;
    site.region_id = "CN-99-01";
    site.status = status;
    world::Append(builder_, site);
  }

  void AddRoom(const std::string& site, const std::string& label,
               std::optional<bool> limiter) {
    schema::Room room;
    room.site_id = site;
    room.label = label;
    room.window_limiter = limiter;
    world::Append(builder_, room);
  }

  Report Check(const std::string& rules, std::string_view as_of = kAsOf) {
    auto world = std::move(builder_).Build();
    EXPECT_THAT(world, IsOk());
    Options options;
    options.as_of = *ParseInstant(as_of);
    auto report = check::Run(*world, PolicyOf(rules), options);
    EXPECT_THAT(report, IsOk());
    return *report;
  }

  world::Builder builder_;
};

const std::string kLimiters =
    Rule("HW-13", "Site", "site.rooms.all(r, r.window_limiter)");

// The vacuous truth that a missing file must not become.
TEST_F(CheckTest, ASiteWithoutItsRoomsFilePassesNoRoomRule) {
  AddSite("S1", schema::SiteStatus::kOpen);
  const Report report = Check(kLimiters);
  ASSERT_THAT(report.verdicts, SizeIs(1));
  EXPECT_EQ(report.verdicts[0].outcome, Outcome::kUnknown);
  ASSERT_THAT(report.verdicts[0].missing, SizeIs(1));
  EXPECT_EQ(report.verdicts[0].missing[0].fact, "Site:S1.rooms");
  EXPECT_EQ(report.counts[Outcome::kPass], 0);
}

TEST_F(CheckTest, AClosedCollectionDecides) {
  AddSite("S1", schema::SiteStatus::kOpen);
  AddRoom("S1", "304", true);
  builder_.Close("Site.rooms");
  const Report report = Check(kLimiters);
  EXPECT_EQ(report.verdicts.at(0).outcome, Outcome::kPass);
}

TEST_F(CheckTest, OneFailureDecidesWhateverElseIsUnknown) {
  AddSite("S1", schema::SiteStatus::kOpen);
  AddRoom("S1", "304", std::nullopt);
  AddRoom("S1", "305", false);
  const Report report = Check(kLimiters);
  ASSERT_EQ(report.verdicts.at(0).outcome, Outcome::kFail);
  EXPECT_THAT(report.verdicts[0].offenders, ElementsAre("Room:S1/305"));
  EXPECT_THAT(report.verdicts[0].clause, HasSubstr("window_limiter"));
}

TEST_F(CheckTest, ADirectIdentifierIsMaskedAmongTheOperands) {
  schema::Site site;
  site.id = "S1";
  site.region_id = "CN-99-01";
  site.status = schema::SiteStatus::kOpen;
  site.head = "Zhang San";
  site.department = "health";
  world::Append(builder_, site);
  const Report report =
      Check(Rule("R-1", "Site", "site.head == 'Li Si'") +
            Rule("R-2", "Site", "site.department == 'traffic'"));
  const auto is = [&report](std::size_t i) {
    std::string all;
    for (const auto& [of, value] : report.verdicts.at(i).values) all += value;
    return all;
  };
  EXPECT_THAT(is(0), Not(HasSubstr("Zhang")));
  EXPECT_THAT(is(0), HasSubstr("***"));
  EXPECT_THAT(is(1), HasSubstr("health"));
}

TEST_F(CheckTest, BeforeItsStageARequirementIsATask) {
  AddSite("S1", schema::SiteStatus::kListed);
  AddSite("S2", schema::SiteStatus::kClosed);
  AddSite("S3", std::nullopt);
  for (const char* site : {"S1", "S2", "S3"}) AddRoom(site, "1", false);
  const Report report = Check(kLimiters);
  ASSERT_THAT(report.verdicts, SizeIs(3));
  EXPECT_EQ(report.verdicts[0].outcome, Outcome::kNotDue);
  EXPECT_EQ(report.verdicts[0].due_stage, "OPEN");
  EXPECT_EQ(report.verdicts[1].outcome, Outcome::kNotApplicable);
  EXPECT_EQ(report.verdicts[2].outcome, Outcome::kUnknown);
  ASSERT_THAT(report.verdicts[2].missing, SizeIs(1));
  EXPECT_EQ(report.verdicts[2].missing[0].fact, "Site:S3.status");
}

TEST_F(CheckTest, AnUnknownConditionMakesTheVerdictUnknown) {
  AddSite("S1", schema::SiteStatus::kOpen);
  const Report report =
      Check(Rule("R-1", "Site", "false", "    when: site.detached\n"));
  ASSERT_EQ(report.verdicts.at(0).outcome, Outcome::kUnknown);
  EXPECT_EQ(report.verdicts[0].missing.at(0).fact, "Site:S1.detached");
}

TEST_F(CheckTest, UntilItIsDueNothingIsMissing) {
  AddSite("S1", schema::SiteStatus::kOpen);
  AddSite("S2", schema::SiteStatus::kOpen);
  const std::string rule =
      Rule("R-1", "Site", "site.detached",
           "    due: timestamp('2022-04-10T20:00:00+08:00')\n");
  const Report before = Check(rule);
  EXPECT_EQ(before.counts[Outcome::kNotDue], 2);
  ASSERT_TRUE(before.verdicts[0].due_at.has_value());
  EXPECT_EQ(FormatInstant(*before.verdicts[0].due_at),
            "2022-04-10T20:00:00+08:00");
}

TEST_F(CheckTest, FromTheDueTimeOnItIs) {
  AddSite("S1", schema::SiteStatus::kOpen);
  const Report after =
      Check(Rule("R-1", "Site", "site.detached",
                 "    due: timestamp('2022-04-10T17:00:00+08:00')\n"));
  EXPECT_EQ(after.counts[Outcome::kUnknown], 1);
}

TEST_F(CheckTest, ABrokenRuleIsAnErrorForItsSubjectOnly) {
  AddSite("S1", schema::SiteStatus::kOpen);
  const Report report =
      Check(Rule("R-1", "Site", "1 / 0 == 1") + Rule("R-2", "Site", "1 == 1"));
  EXPECT_EQ(report.counts[Outcome::kError], 1);
  EXPECT_EQ(report.counts[Outcome::kPass], 1);
  EXPECT_THAT(report.verdicts[0].error, HasSubstr("divide"));
}

schema::Waiver WaiverFor(const std::string& subject) {
  schema::Waiver waiver;
  waiver.rule = "R-1";
  waiver.subject = subject;
  waiver.reason = "the street is 24 m wide";
  waiver.approver = "head";
  waiver.start = *ParseDay("2022-04-01");
  waiver.end = *ParseDay("2022-04-10");
  return waiver;
}

TEST_F(CheckTest, AWaivedFailureStaysVisible) {
  for (const char* id : {"S1", "S2"}) {
    AddSite(id, schema::SiteStatus::kOpen);
  }
  world::Append(builder_, WaiverFor("Site:S1"));
  const Report report = Check(Rule("R-1", "Site", "1 == 2"));
  EXPECT_EQ(report.verdicts.at(0).outcome, Outcome::kWaived);
  EXPECT_THAT(report.verdicts[0].waiver, HasSubstr("Waiver:"));
  EXPECT_EQ(report.verdicts.at(1).outcome, Outcome::kFail);
}

TEST_F(CheckTest, AnExpiredOrUnsignedWaiverIsNone) {
  AddSite("S1", schema::SiteStatus::kOpen);
  auto unsigned_waiver = WaiverFor("Site:S1");
  unsigned_waiver.approver.reset();
  world::Append(builder_, unsigned_waiver);
  auto expired = WaiverFor("Site:S1");
  expired.start = *ParseDay("2022-03-01");
  expired.end = *ParseDay("2022-04-09");
  world::Append(builder_, expired);
  const Report report = Check(Rule("R-1", "Site", "1 == 2"));
  EXPECT_EQ(report.verdicts.at(0).outcome, Outcome::kFail);
}

TEST_F(CheckTest, WhatMayNotBeWaivedIsNot) {
  AddSite("S1", schema::SiteStatus::kOpen);
  world::Append(builder_, WaiverFor("Site:S1"));
  const Report report =
      Check(Rule("R-1", "Site", "1 == 2", "    waivable: false\n"));
  EXPECT_EQ(report.verdicts.at(0).outcome, Outcome::kFail);
}

TEST_F(CheckTest, ARuleWithEachJudgesEveryLocalDayOfAStay) {
  schema::Stay stay;
  stay.id = "T1";
  stay.start = *ParseInstant("2022-04-08T23:30:00Z");  // 9 April in Shanghai
  AddSite("S1", schema::SiteStatus::kOpen);
  stay.site_id = "S1";
  world::Append(builder_, stay);
  const Report report = Check(Rule("R-1", "Stay", "day >= date('2022-04-10')",
                                   "    each: days(stay)\n"));
  ASSERT_THAT(report.verdicts, SizeIs(2));
  EXPECT_EQ(FormatDay(report.verdicts[0].day.value()), "2022-04-09");
  EXPECT_EQ(report.verdicts[0].outcome, Outcome::kFail);
  EXPECT_EQ(FormatDay(report.verdicts[1].day.value()), "2022-04-10");
  EXPECT_EQ(report.verdicts[1].outcome, Outcome::kPass);
}

TEST_F(CheckTest, NothingInForceIsNotAPass) {
  AddSite("S1", schema::SiteStatus::kOpen);
  const auto world = std::move(builder_).Build();
  Options options;
  options.as_of = *ParseInstant("2022-07-01T17:00:00+08:00");
  EXPECT_THAT(
      check::Run(*world, PolicyOf(kLimiters), options),
      StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("2022-07-01")));
}

TEST_F(CheckTest, AskingForARuleOrSubjectThatIsNotThereIsAnError) {
  AddSite("S1", schema::SiteStatus::kOpen);
  const auto world = std::move(builder_).Build();
  Options options;
  options.as_of = *ParseInstant(kAsOf);
  options.rules = {"HW-31"};
  EXPECT_THAT(check::Run(*world, PolicyOf(kLimiters), options),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("HW-31")));
  options.rules.clear();
  options.subjects = {"Site:S9"};
  EXPECT_THAT(check::Run(*world, PolicyOf(kLimiters), options),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("Site:S9")));
}

TEST_F(CheckTest, TheQuestionThatDecidesMostComesFirst) {
  for (const char* id : {"S1", "S2"}) AddSite(id, schema::SiteStatus::kOpen);
  AddRoom("S1", "1", std::nullopt);
  AddRoom("S1", "2", std::nullopt);
  builder_.Close("Site.rooms");
  const Report report =
      Check(Rule("R-1", "Site", "site.detached") +
            Rule("R-2", "Site", "site.detached && site.enclosed") + kLimiters);
  const std::vector<Question> questions = AskFirst(report, 2);
  ASSERT_THAT(questions, SizeIs(2));
  EXPECT_EQ(questions[0].field, "Site.detached");
  EXPECT_EQ(questions[0].facts, 2);
  EXPECT_EQ(questions[0].verdicts, 4);
  EXPECT_EQ(questions[0].alone, 2);
}

}  // namespace
}  // namespace quaranta::check

// A verdict run again with every sub-expression.
#include <array>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/check/check.h"
#include "quaranta/schema/records.h"
#include "quaranta/world/rows.h"
#include "tests/support/status_matchers.h"

namespace quaranta::check {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::string_view kHead = R"(
id: p1
version: "1"
jurisdiction: CN
legal_basis: a notice
review_by: 2023-01-01
rules:
)";

std::string Rule(std::string_view id, std::string_view expect,
                 std::string_view more = "") {
  return "  - id: " + std::string(id) +
         "\n    record: Site\n    stage: OPEN\n    severity: MAJOR\n"
         "    title: {en: t, zh: 题}\n"
         "    source: {document: S000, clause: x, status: SEED}\n" +
         std::string(more) + "    expect: |\n      " + std::string(expect) +
         "\n";
}

// One open site with two rooms: one has a limiter, of one nobody knows.
struct Checked {
  Options options;
  Report report;
};
Checked Check(const std::string& rules) {
  world::Builder builder;
  schema::Region region;
  region.id = "CN-99-01";
  region.zone = "Asia/Shanghai";
  world::Append(builder, region);
  schema::Site site;
  site.id = "S1";
  site.region_id = "CN-99-01";
  site.status = schema::SiteStatus::kOpen;
  site.head = "Zhang San";
  world::Append(builder, site);
  for (const char* label : {"304", "305"}) {
    schema::Room room;
    room.site_id = "S1";
    room.label = label;
    if (label[2] == '5') room.window_limiter = true;
    world::Append(builder, room);
  }
  builder.Close("Site.rooms");
  auto world = std::move(builder).Build();
  EXPECT_THAT(world, IsOk());
  const std::string text = std::string(kHead) + rules;
  const std::array files = {policy::PackFile{"p/pack.yaml", text}};
  const policy::LoadResult loaded = policy::LoadPack(files);
  for (const auto& mistake : loaded.diagnostics) ADD_FAILURE() << mistake.text;
  const std::array packs = {loaded.pack};
  const std::array<std::string, 1> ids = {"p1"};
  auto policy = policy::Policy::Make(ids, packs);
  EXPECT_THAT(policy, IsOk());
  Checked checked;
  checked.options.as_of = *ParseInstant("2022-04-10T17:00:00+08:00");
  auto report = check::Run(*world, *policy, checked.options);
  EXPECT_THAT(report, IsOk());
  checked.report = *std::move(report);
  return checked;
}

TEST(ExplainTest, AFactThatHoldsUpTwoVerdictsIsCountedTwice) {
  const Checked checked =
      Check(Rule("R-1", "site.rooms.all(r, r.window_limiter)") +
            Rule("R-2", "site.rooms.exists(r, !r.window_limiter)"));
  ASSERT_THAT(checked.report.verdicts, SizeIs(2));
  const auto reasons = Explain(checked.report, 0, checked.options);
  ASSERT_THAT(reasons, IsOk());
  ASSERT_THAT(reasons->traces, SizeIs(1));
  EXPECT_EQ(reasons->traces[0].first, "expect");
  const expr::Trace& trace = reasons->traces[0].second;
  ASSERT_THAT(trace.missing, SizeIs(1));
  EXPECT_EQ(trace.missing[0].leverage(), 2);
  ASSERT_THAT(reasons->verdicts, SizeIs(1));
  EXPECT_EQ(reasons->verdicts[0], 2);
  const std::string told =
      expr::TraceText(trace, NamesOf(checked.report.world), Language::kEn);
  EXPECT_THAT(told, HasSubstr("r = Room:S1/304: r.window_limiter = unknown"));
  EXPECT_THAT(told, HasSubstr("true with true, false with false"));
}

TEST(ExplainTest, WhatIsExpectedIsNotRunWhenTheRuleDoesNotApply) {
  const Checked checked = Check(
      Rule("R-1", "site.rooms.size() > 9", "    when: site.name == 'x'\n"));
  const auto reasons = Explain(checked.report, 0, checked.options);
  ASSERT_THAT(reasons, IsOk());
  ASSERT_THAT(reasons->traces, SizeIs(1));
  EXPECT_EQ(reasons->traces[0].first, "when");
}

TEST(ExplainTest, AVariableMadeFromANameHidesIt) {
  const Checked checked = Check(
      Rule("R-1", "head == 'Li Si'",
           "    variables:\n      - {name: head, expression: site.head}\n"));
  for (const auto& [of, is] : checked.report.verdicts.at(0).values) {
    EXPECT_THAT(is, Not(HasSubstr("Zhang"))) << of;
  }
  const auto reasons = Explain(checked.report, 0, checked.options);
  ASSERT_THAT(reasons, IsOk());
  const expr::TraceNames names = NamesOf(checked.report.world);
  const expr::Trace& trace = reasons->traces.at(0).second;
  EXPECT_THAT(expr::TraceText(trace, names, Language::kEn),
              Not(HasSubstr("Zhang")));
  EXPECT_THAT(expr::TraceJson(trace, names), HasSubstr("***"));
}

TEST(ExplainTest, AVerdictThatIsNotThereIsOutOfRange) {
  const Checked checked = Check(Rule("R-1", "site.rooms.size() > 9"));
  EXPECT_THAT(Explain(checked.report, 1, checked.options),
              StatusIs(absl::StatusCode::kOutOfRange, HasSubstr("number 1")));
}

}  // namespace
}  // namespace quaranta::check

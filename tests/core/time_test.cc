#include "quaranta/core/time.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace quaranta {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::HasSubstr;

TEST(DayTest, EveryDayOfFourCenturiesSurvivesThePrintedForm) {
  const Day first = *ParseDay("1900-01-01");
  const Day last = *ParseDay("2300-01-01");
  for (Day day = first; day < last; day = day + 1) {
    ASSERT_EQ(*ParseDay(FormatDay(day)), day);
  }
}

TEST(DayTest, RefusesWhatIsNoDay) {
  for (const char* text : {"2022-02-30", "2022-4-10", "2022-04-10 ", "04/10/22",
                           "0000-01-01", "2022-13-01", "", "2022-04-1x"}) {
    EXPECT_THAT(ParseDay(text),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("day")))
        << text;
  }
}

TEST(InstantTest, KeepsItsOffsetAndComparesByThePointInTime) {
  const auto shanghai = ParseInstant("2022-04-10T17:00:00+08:00");
  const auto utc = ParseInstant("2022-04-10T09:00:00Z");
  ASSERT_THAT(shanghai, IsOk());
  ASSERT_THAT(utc, IsOk());
  EXPECT_EQ(*shanghai, *utc);
  EXPECT_EQ(FormatInstant(*shanghai), "2022-04-10T17:00:00+08:00");
  EXPECT_EQ(FormatInstant(*utc), "2022-04-10T09:00:00Z");
}

TEST(InstantTest, PrintsFractionsAndTimesBeforeTheEpoch) {
  for (const char* text :
       {"1969-12-31T23:59:59.5Z", "2020-02-05T22:50:00.000001-03:30",
        "0001-01-01T00:00:00Z", "1970-01-01T00:00:00+05:45"}) {
    const auto instant = ParseInstant(text);
    ASSERT_THAT(instant, IsOk()) << text;
    EXPECT_EQ(FormatInstant(*instant), text);
  }
}

TEST(InstantTest, RefusesATimeWithoutOffset) {
  EXPECT_THAT(
      ParseInstant("2022-04-10T17:00:00"),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("offset")));
}

// The flight of the county report: landing 22:50 local is 14:50Z, and the
// 07:30 reading of the next morning is 23:30Z of the day of landing.
TEST(ZoneTest, LocalDaysAreNotUtcDays) {
  const auto zone = Zone::Load("Asia/Shanghai");
  ASSERT_THAT(zone, IsOk());
  const Instant landing = *ParseInstant("2020-02-05T14:50:00Z");
  const Instant reading = *ParseInstant("2020-02-05T23:30:00Z");
  EXPECT_EQ(zone->DayOf(landing), *ParseDay("2020-02-05"));
  EXPECT_EQ(zone->DayOf(reading), *ParseDay("2020-02-06"));
  EXPECT_EQ(zone->MinuteOf(reading), 7 * 60 + 30);
}

TEST(ZoneTest, ALocalTimeInAGapIsTheFirstMomentAfterIt) {
  const auto zone = Zone::Load("America/Los_Angeles");
  ASSERT_THAT(zone, IsOk());
  const Day spring = *ParseDay("2022-03-13");
  EXPECT_EQ(FormatInstant(zone->At(spring, 2 * 60 + 30)),
            "2022-03-13T03:00:00-07:00");
  const Day autumn = *ParseDay("2022-11-06");
  EXPECT_EQ(FormatInstant(zone->At(autumn, 60 + 30)),
            "2022-11-06T01:30:00-07:00");
}

// Against the offset of each hour, asked one by one.
TEST(ZoneTest, ASpanReachesFromOneChangeOfTheOffsetToTheNext) {
  for (const char* name :
       {"Europe/Berlin", "Asia/Shanghai", "America/New_York", "UTC"}) {
    const Zone zone = Zone::Load(name).value();
    for (std::int64_t hour = -100 * 8'766; hour < 70 * 8'766; hour += 997) {
      const std::int64_t at = hour * kMicrosPerHour;
      const Zone::Span span = zone.SpanAt({at, 0});
      ASSERT_LE(span.begin, at);
      ASSERT_GT(span.end, at);
      const auto offset = [&zone](std::int64_t micros) {
        return zone.Localize({micros, 0}).offset_minutes;
      };
      ASSERT_EQ(span.offset_minutes, offset(at)) << name << " " << hour;
      if (span.begin > -4'000 * 366 * kMicrosPerDay) {
        ASSERT_EQ(offset(span.begin), span.offset_minutes);
        ASSERT_EQ(zone.SpanAt({span.begin, 0}).begin, span.begin);
        ASSERT_EQ(zone.SpanAt({span.begin - 1, 0}).end, span.begin);
      }
      if (span.end < 4'000 * 366 * kMicrosPerDay) {
        ASSERT_EQ(offset(span.end - 1), span.offset_minutes);
        ASSERT_EQ(zone.SpanAt({span.end, 0}).begin, span.end);
      }
    }
  }
}

TEST(ZoneTest, AnUnknownZoneIsAnErrorThatSaysWhatToDo) {
  EXPECT_THAT(Zone::Load("Mars/Olympus"),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("tzdata")));
}

}  // namespace
}  // namespace quaranta

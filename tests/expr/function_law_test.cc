// The functions of rules beyond CEL, each with its laws, over random data that
// is known and random data of which parts are not.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/core/time.h"
#include "quaranta/expr/program.h"
#include "tests/expr/partial.h"
#include "tests/expr/test_world.h"

namespace quaranta::expr {
namespace {

using Ints = std::vector<std::int64_t>;

// A rule over variables of any type.
class Rule {
 public:
  Rule(const std::string& source, std::vector<std::string> names) {
    Environment environment;
    for (std::string& name : names) {
      environment.variables.push_back(
          {std::move(name), Variable::Type::kDynamic, nullptr});
    }
    program_ = Compiled(source, environment);
  }

  Value operator()(const std::vector<Value>& slots, const Zone& zone = {},
                   Instant as_of = {}) const {
    Activation activation;
    activation.slots = slots;
    activation.zone = &zone;
    activation.as_of = as_of;
    return program_.Evaluate(activation);
  }

 private:
  Program program_;
};

Value ListOf(const Ints& ints) {
  List list;
  for (const std::int64_t i : ints) list.items.emplace_back(i);
  return Value(std::move(list));
}

Ints RandomInts(Random& random, int most = 6) {
  Ints ints(random.Below(static_cast<std::uint64_t>(most) + 1));
  for (std::int64_t& i : ints) i = random.Range(-3, 4);
  return ints;
}

Ints Joined(Ints a, const Ints& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::string Text(const Value& value) { return ToText(value); }

TEST(Distinct, KeepsTheFirstOfEveryValueInOrder) {
  const Rule distinct("l.distinct()", {"l"});
  const Rule twice("l.distinct().distinct()", {"l"});
  Random random(1);
  for (int round = 0; round < 300; ++round) {
    const Ints ints = RandomInts(random);
    Ints expected;
    for (const std::int64_t i : ints) {
      if (std::find(expected.begin(), expected.end(), i) == expected.end()) {
        expected.push_back(i);
      }
    }
    EXPECT_EQ(Text(distinct({ListOf(ints)})), Text(ListOf(expected)));
    EXPECT_EQ(Text(twice({ListOf(ints)})), Text(ListOf(expected)));
  }
}

TEST(Distinct, TakesNumbersOfOneValueForOne) {
  const Rule size("[1, dyn(1.0), dyn(1u), 2, dyn('1')].distinct().size()", {});
  EXPECT_EQ(Text(size({})), "3");
}

TEST(Sum, OfJoinedListsIsTheSumOfTheirSums) {
  const Rule joined("(a + b).sum()", {"a", "b"});
  const Rule apart("a.sum() + b.sum()", {"a", "b"});
  const Rule reversed("a.sortBy(v, -v).sum()", {"a", "b"});
  const Rule one("a.sum()", {"a", "b"});
  const Rule halves("a.map(v, double(v) / 2.0).sum() * 2.0", {"a", "b"});
  const Rule spans("a.map(v, hours(v)).sum() == hours(a.sum())", {"a", "b"});
  Random random(2);
  for (int round = 0; round < 300; ++round) {
    Ints a = RandomInts(random);
    if (random.Chance(1, 8)) a.push_back(INT64_MAX);  // some do not fit
    const std::vector<Value> given = {ListOf(a), ListOf(RandomInts(random))};
    const Value sum = one(given);
    if (!joined(given).IsError() && !apart(given).IsError()) {
      EXPECT_EQ(Text(joined(given)), Text(apart(given)));
    }
    if (a.empty() || a.back() == INT64_MAX) continue;
    EXPECT_EQ(Text(reversed(given)), Text(sum));
    EXPECT_EQ(*halves(given).As<double>(),
              static_cast<double>(*sum.As<std::int64_t>()));
    EXPECT_TRUE(spans(given).IsTrue());
  }
}

TEST(MinMax, AreTheLeastAndTheGreatestMember) {
  const Rule bounds(
      "l.min() in l && l.max() in l && l.all(v, within(v, l.min(), l.max()))",
      {"l"});
  const Rule mirrored("l.min() == -l.map(v, -v).max()", {"l"});
  const Rule joined("(l + k).max() == [l.max(), k.max()].max()", {"l", "k"});
  const Rule days(
      "l.map(v, date('2022-04-10') + v).max() == date('2022-04-10') + l.max()",
      {"l"});
  Random random(3);
  for (int round = 0; round < 300; ++round) {
    const Ints ints = Joined(RandomInts(random), {random.Range(-3, 4)});
    const Value list = ListOf(ints);
    EXPECT_TRUE(bounds({list}).IsTrue()) << Text(list);
    EXPECT_TRUE(mirrored({list}).IsTrue()) << Text(list);
    EXPECT_TRUE(days({list}).IsTrue()) << Text(list);
    EXPECT_TRUE(joined({list, ListOf({1, -2})}).IsTrue()) << Text(list);
  }
  EXPECT_TRUE(Rule("[].max()", {})({}).IsError());
  EXPECT_TRUE(Rule("[].min()", {})({}).IsError());
}

TEST(CountBy, CountsEveryItemOnceUnderItsKey) {
  const Rule whole(
      "l.countBy(v, v % 3).map(k, l.countBy(v, v % 3)[k]).sum() == l.size()",
      {"l"});
  const Rule each(
      "l.countBy(v, v % 3).all(k, n, n == l.filter(v, v % 3 == k).size() && "
      "n > 0)",
      {"l"});
  const Rule all("l.all(v, v % 3 in l.countBy(w, w % 3))", {"l"});
  Random random(4);
  for (int round = 0; round < 300; ++round) {
    const Value list = ListOf(RandomInts(random));
    EXPECT_TRUE(whole({list}).IsTrue()) << Text(list);
    EXPECT_TRUE(each({list}).IsTrue()) << Text(list);
    EXPECT_TRUE(all({list}).IsTrue()) << Text(list);
  }
}

TEST(SortBy, IsAStablePermutation) {
  const Rule sorted("l.sortBy(v, v[0])", {"l"});
  Random random(5);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::pair<std::int64_t, std::int64_t>> entries;
    for (const std::int64_t key : RandomInts(random, 9)) {
      entries.emplace_back(key, static_cast<std::int64_t>(entries.size()));
    }
    const auto value = [&] {
      List list;
      for (const auto& [key, place] : entries) {
        list.items.push_back(ListOf({key, place}));
      }
      return Value(std::move(list));
    };
    const Value result = sorted({value()});
    std::sort(entries.begin(), entries.end());  // places break the ties
    EXPECT_EQ(Text(result), Text(value()));
  }
}

TEST(Pairs, AreAllTwoItemsInOrder) {
  const Rule pairs("l.pairs()", {"l"});
  Random random(6);
  for (int round = 0; round < 200; ++round) {
    const Ints ints = RandomInts(random);
    List expected;
    for (std::size_t i = 0; i < ints.size(); ++i) {
      for (std::size_t j = i + 1; j < ints.size(); ++j) {
        expected.items.push_back(ListOf({ints[i], ints[j]}));
      }
    }
    const std::size_t n = ints.size();
    EXPECT_EQ(expected.items.size(), n == 0 ? 0 : n * (n - 1) / 2);
    EXPECT_EQ(Text(pairs({ListOf(ints)})), Text(Value(std::move(expected))));
  }
}

// --- Periods ----------------------------------------------------------------

struct Span {
  std::int64_t begin = 0;
  std::optional<std::int64_t> end;  // none: for ever

  bool Holds(std::int64_t moment) const {
    return begin <= moment && (!end || moment < *end);
  }
};

Value ListOf(const std::vector<Span>& spans) {
  List list;
  for (const Span& span : spans) {
    list.items.emplace_back(List{
        {Value(span.begin), span.end ? Value(*span.end) : Value()}, {}, {}});
  }
  return Value(std::move(list));
}

std::vector<Span> RandomSpans(Random& random) {
  std::vector<Span> spans(random.Below(5));
  for (Span& span : spans) {
    span.begin = random.Range(-2, 9);
    if (!random.Chance(1, 8)) span.end = span.begin + random.Range(0, 4);
  }
  return spans;
}

TEST(Gaps, AndWhatIsCoveredMakeUpTheWhole) {
  const Rule gaps("gaps(l, from, to)", {"l", "from", "to"});
  Random random(7);
  for (int round = 0; round < 500; ++round) {
    const auto spans = RandomSpans(random);
    const std::int64_t from = random.Range(-1, 5);
    const std::int64_t to = from + random.Range(-1, 7);
    std::vector<Span> expected;  // moment by moment
    for (std::int64_t t = from; t < to; ++t) {
      const bool covered = std::any_of(spans.begin(), spans.end(),
                                       [&](auto& s) { return s.Holds(t); });
      if (covered) continue;
      if (!expected.empty() && expected.back().end == t) {
        expected.back().end = t + 1;
      } else {
        expected.push_back({t, t + 1});
      }
    }
    EXPECT_EQ(Text(gaps({ListOf(spans), Value(from), Value(to)})),
              Text(ListOf(expected)))
        << Text(ListOf(spans)) << " from " << from << " to " << to;
  }
}

TEST(Gaps, AreTheSameOfDatesAndOfTimes) {
  const Rule days(
      "gaps(l.map(p, p.map(x, date('2022-04-01') + x)), date('2022-04-01'), "
      "date('2022-04-09')).map(g, g.map(d, d - date('2022-04-01'))) == "
      "gaps(l, 0, 8)",
      {"l"});
  const Rule times(
      "gaps(l.map(p, p.map(x, timestamp(0) + hours(x))), timestamp(0), "
      "timestamp(0) + hours(8)).map(g, g.map(t, (t - timestamp(0)).getHours()))"
      " == gaps(l, 0, 8)",
      {"l"});
  Random random(8);
  for (int round = 0; round < 200; ++round) {
    auto spans = RandomSpans(random);
    for (Span& span : spans) {
      if (!span.end) span.end = 99;
    }
    EXPECT_TRUE(days({ListOf(spans)}).IsTrue()) << Text(ListOf(spans));
    EXPECT_TRUE(times({ListOf(spans)}).IsTrue()) << Text(ListOf(spans));
  }
}

TEST(Overlaps, AreThePairsThatShareAMoment) {
  const Rule overlaps("l.overlaps()", {"l"});
  const Rule size("l.overlaps().size()", {"l"});
  Random random(9);
  for (int round = 0; round < 500; ++round) {
    auto spans = RandomSpans(random);
    List expected;
    for (std::size_t i = 0; i < spans.size(); ++i) {
      for (std::size_t j = i + 1; j < spans.size(); ++j) {
        bool share = false;
        for (std::int64_t t = -2; t < 14; ++t) {
          share = share || (spans[i].Holds(t) && spans[j].Holds(t));
        }
        if (share) expected.items.push_back(ListOf({spans[i], spans[j]}));
      }
    }
    const Value result = overlaps({ListOf(spans)});
    EXPECT_EQ(Text(result), Text(Value(std::move(expected))));
    // Who comes first does not matter.
    const Value before = size({ListOf(spans)});
    std::reverse(spans.begin(), spans.end());
    EXPECT_EQ(Text(size({ListOf(spans)})), Text(before));
  }
}

TEST(Within, IsBothComparisonsAndStaysTrueInWiderBounds) {
  const Rule within("within(x, a, b)", {"x", "a", "b"});
  const Rule both("a <= x && x <= b", {"x", "a", "b"});
  const Rule wider("!within(x, a, b) || within(x, a - 1, b + 2)",
                   {"x", "a", "b"});
  const Rule unbounded(
      "(!within(x, a, b) || within(x, null, b) && within(x, a, null)) && "
      "within(x, null, null)",
      {"x", "a", "b"});
  for (std::int64_t x = -2; x <= 2; ++x) {
    for (std::int64_t a = -2; a <= 2; ++a) {
      for (std::int64_t b = -2; b <= 2; ++b) {
        const std::vector<Value> given = {Value(x), Value(a), Value(b)};
        EXPECT_EQ(Text(within(given)), Text(both(given)));
        EXPECT_TRUE(wider(given).IsTrue());
        EXPECT_TRUE(unbounded(given).IsTrue());
      }
    }
  }
}

// --- Calendar ---------------------------------------------------------------

// Half hours, clocks that change at midnight or by half an hour, a day that
// there was not.
constexpr std::array<const char*, 11> kZones = {"UTC",
                                                "Asia/Shanghai",
                                                "Asia/Kathmandu",
                                                "America/New_York",
                                                "Europe/London",
                                                "Australia/Lord_Howe",
                                                "America/Sao_Paulo",
                                                "Pacific/Chatham",
                                                "Pacific/Apia",
                                                "Africa/Casablanca",
                                                "Pacific/Kiritimati"};

Instant RandomInstant(Random& random) {
  // 1980 to 2030; half of them near a change of clocks in spring or autumn.
  const auto second =
      static_cast<std::int64_t>(random.Below(1'577'836'800)) + 315'532'800;
  return Instant{second * kMicrosPerSecond, 0};
}

// The local day, from the offset alone.
Day LocalDay(const Zone& zone, Instant instant) {
  const std::int64_t local =
      instant.micros + zone.SpanAt(instant).offset_minutes * kMicrosPerMinute;
  std::int64_t days = local / kMicrosPerDay;
  if (local % kMicrosPerDay < 0) --days;
  return Day{static_cast<std::int32_t>(days)};
}

class Calendar : public testing::TestWithParam<const char*> {};

TEST_P(Calendar, TheDayIsThatOfTheOffsetAndBeginsBefore) {
  const Zone zone = Zone::Load(GetParam()).value();
  const Rule day("day(t)", {"t"});
  const Rule begins("timestamp(day(t)) <= t && t < timestamp(day(t) + 1)",
                    {"t"});
  const Rule again("day(timestamp(day(t))) == day(t)", {"t"});
  const Rule parts(
      "t.getFullYear() == day(t).getFullYear() && "
      "t.getMonth() == day(t).getMonth() && t.getDate() == day(t).getDate() && "
      "t.getDayOfMonth() + 1 == t.getDate() && "
      "t.getDayOfWeek() == day(t).getDayOfWeek() && "
      "t.getDayOfYear() == day(t).getDayOfYear()",
      {"t"});
  const Rule minute("t.getHours() * 60 + t.getMinutes()", {"t"});
  Random random(10);
  for (int round = 0; round < 500; ++round) {
    Instant t = RandomInstant(random);
    if (round % 2 == 1) {  // where the offset changes, to the microsecond
      const auto span = zone.SpanAt(t);
      if (span.end < 2'000'000'000 * kMicrosPerSecond) {
        t.micros = span.end - (round % 4 == 1 ? 1 : 0);
      }
    }
    EXPECT_EQ(*day({Value(t)}, zone).As<Day>(), LocalDay(zone, t)) << t;
    EXPECT_TRUE(begins({Value(t)}, zone).IsTrue()) << t;
    EXPECT_TRUE(again({Value(t)}, zone).IsTrue()) << t;
    EXPECT_TRUE(parts({Value(t)}, zone).IsTrue()) << t;
    EXPECT_EQ(*minute({Value(t)}, zone).As<std::int64_t>(), zone.MinuteOf(t));
  }
}

TEST_P(Calendar, DaysAreTheLocalDaysThatThereWere) {
  const Zone zone = Zone::Load(GetParam()).value();
  const Rule days("days(from, to)", {"from", "to"});
  Random random(11);
  for (int round = 0; round < 200; ++round) {
    Instant from = RandomInstant(random);
    if (round % 3 == 1) {  // over a change of clocks
      const auto span = zone.SpanAt(from);
      if (span.end < 2'000'000'000 * kMicrosPerSecond) {
        from.micros = span.end - 30 * kMicrosPerHour;
      }
    }
    const Instant to{from.micros + random.Range(-30, 200) * kMicrosPerHour, 0};
    const Instant as_of{from.micros + random.Range(-30, 300) * kMicrosPerHour,
                        0};
    const bool open = random.Chance(1, 4);
    const Value result =
        days({Value(from), open ? Value() : Value(to)}, zone, as_of);
    // Hour by hour, and the ends.
    const Instant last = open || to > as_of ? as_of : to;
    List expected;
    const auto add = [&](Instant t) {
      const Day day = LocalDay(zone, t);
      if (expected.items.empty() || *expected.items.back().As<Day>() < day) {
        expected.items.emplace_back(day);
      }
    };
    const bool any = LocalDay(zone, from) <= LocalDay(zone, last);
    for (Instant t = from; any && t < last; t.micros += kMicrosPerHour) add(t);
    if (any) add(last);
    EXPECT_EQ(Text(result), Text(Value(std::move(expected))))
        << from << " " << to << " " << as_of << " open " << open;
  }
}

INSTANTIATE_TEST_SUITE_P(Zones, Calendar, testing::ValuesIn(kZones),
                         [](const auto& named) {
                           std::string name = named.param;
                           std::replace(name.begin(), name.end(), '/', '_');
                           return name;
                         });

TEST(Days, OfDatesAreCountedInclusively) {
  const Rule days("days(a, b)", {"a", "b"});
  const Rule steps("days(a, b).all(i, d, d == a + i)", {"a", "b"});
  const Instant as_of = ParseInstant("2022-04-20T12:00:00Z").value();
  const Day today = ParseDay("2022-04-20").value();
  Random random(12);
  for (int round = 0; round < 200; ++round) {
    const Day a = today + random.Range(-20, 5);
    const Day b = a + random.Range(-3, 30);
    const std::int64_t count = std::max(0, std::min(b, today) - a + 1);
    const Value list = days({Value(a), Value(b)}, {}, as_of);
    EXPECT_EQ(static_cast<std::int64_t>(list.As<List>()->items.size()), count);
    EXPECT_TRUE(steps({Value(a), Value(b)}, {}, as_of).IsTrue());
  }
}

// --- What is not known ------------------------------------------------------

Partial Fixed(Value value) {
  Partial partial;
  partial.value = std::move(value);
  return partial;
}

Partial PartialInt(Random& random, std::int64_t id) {
  if (random.Chance(1, 2))
    return Fixed(Value(std::int64_t{random.Range(0, 3)}));
  Partial partial;
  partial.ids = {id};
  if (random.Chance(1, 3)) {
    partial.kind = Partial::Kind::kInterval;
    partial.bounds.low = random.Range(0, 2);
    partial.bounds.high = partial.bounds.low + random.Range(1, 3);
    partial.whole = true;
    return partial;
  }
  partial.kind = Partial::Kind::kUnknown;
  for (std::int64_t i = 0; i < 4; ++i) {
    partial.domain.push_back(Fixed(Value(i)));
  }
  return partial;
}

// Up to three items, some undecided, perhaps an open end.
template <class Item>
Partial PartialList(Random& random, const Item& item) {
  Partial list;
  list.kind = Partial::Kind::kList;
  const int items = random.Range(0, 3);
  for (int i = 0; i < items; ++i) {
    Member member;
    member.value = item(10 * i + 1);
    if (random.Chance(1, 4)) member.waits_for = {10 * i + 9};
    list.members.push_back(std::move(member));
  }
  if (random.Chance(1, 4)) {
    list.ids = {99};
    Random other(random.Next());
    for (int i = 0; i < 2; ++i) {
      Partial more = item(-1);
      if (!ChoicesOf({more}).empty()) continue;
      list.domain.push_back(std::move(more));
    }
  }
  return list;
}

void CheckMonotone(const std::string& source, bool periods,
                   std::uint64_t seed) {
  const Rule rule(source, {"l", "x"});
  Random random(seed);
  int decided = 0;
  for (int round = 0; round < 150; ++round) {
    const Partial l = PartialList(random, [&](std::int64_t id) {
      if (!periods) return PartialInt(random, id);
      Partial period;
      period.kind = Partial::Kind::kList;
      for (int i = 0; i < 2; ++i) {
        Member end;
        end.value = PartialInt(random, id < 0 ? id : id + i);
        if (i == 1 && random.Chance(1, 8)) end.value = Fixed(Value());
        period.members.push_back(std::move(end));
      }
      return period;
    });
    const std::vector<Partial> values = {l, PartialInt(random, 1000)};
    const Value result = rule(Build(values).slots);
    decided += result.IsUnknown() ? 0 : 1;
    const auto choices = ChoicesOf(values);
    ForEachCompletion(choices, 3000, [&](const Completion& completion) {
      const auto slots = Build(values, choices, completion).slots;
      const Value complete = rule(slots);
      ASSERT_TRUE(Covers(result, complete))
          << source << " of " << Text(Build(values).slots[0]) << " and "
          << Text(Build(values).slots[1]) << " says " << Text(result)
          << ", but of " << Text(slots[0]) << " and " << Text(slots[1]) << " "
          << Text(complete);
    });
    if (testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(decided, 10) << source;
}

TEST(MonotoneFunctions, OfLists) {
  std::uint64_t seed = 100;
  for (const char* source :
       {"l.distinct()",
        "l.distinct().size()",
        "l.distinct().distinct()",
        "(l + l).distinct()",
        "l.distinct().sum()",
        "l.sum()",
        "(l + [x]).sum()",
        "l.min()",
        "l.max()",
        "(l + [2]).max()",
        "(l + [1, x]).min()",
        "l.countBy(v, v)",
        "l.countBy(v, v % 2)",
        "(l + [2]).countBy(v, v)[2]",
        "3 in l.countBy(v, v)",
        "l.countBy(v, v > 1).all(k, n, n < 2)",
        "l.sortBy(v, v)",
        "l.sortBy(v, 0)",
        "(l + [1]).sortBy(v, 1).distinct()",
        "l.distinct().sortBy(v, v).pairs()",
        "l.pairs()",
        "l.pairs().size()",
        "l.distinct().pairs()",
        "(l + [0, 2]).distinct().pairs()",
        "l.distinct().filter(v, v > 0).pairs().size()",
        "(l + [0, 2]).distinct().map(v, v + 1).pairs()",
        "(l + [0, 2]).distinct().map(v, [v, v + 2]).overlaps()",
        "(l + [0, 2]).distinct() == [0, 2]",
        "(l + [2, 1]).distinct().exists(i, v, i == 0 && v == 2)",
        "l.filter(v, v > x).size()",
        "l.filter(v, within(v, 1, x)).sum()",
        "l.filter(v, v > 0).max()"}) {
    CheckMonotone(source, false, ++seed);
    if (HasFatalFailure()) return;
  }
}

TEST(MonotoneFunctions, OfPeriods) {
  std::uint64_t seed = 200;
  for (const char* source :
       {"l.overlaps()", "l.overlaps().size()", "l.overlaps() == []",
        "gaps(l, 0, 3)", "gaps(l, 1, 2)", "gaps(l + [[0, 3]], 0, 3)",
        "gaps(l, 0, 3).size()", "gaps(l, 0, 1) == []",
        "(l + [[x, 3]]).overlaps().size()", "gaps(l, x, 3)"}) {
    CheckMonotone(source, true, ++seed);
    if (HasFatalFailure()) return;
  }
}

TEST(MonotoneFunctions, Within) {
  std::uint64_t seed = 300;
  for (const char* source :
       {"within(x, 0, 2)", "within(x, l.size(), 3)", "within(2, x, l.sum())",
        "within(x, null, l.size())"}) {
    CheckMonotone(source, false, ++seed);
    if (HasFatalFailure()) return;
  }
}

// An end that is not known, or bounds of days to add.
TEST(MonotoneFunctions, Days) {
  const Zone zone = Zone::Load("Asia/Shanghai").value();
  const Instant as_of = ParseInstant("2022-04-10T12:00:00+08:00").value();
  const Day day = ParseDay("2022-04-06").value();
  Partial end;
  end.kind = Partial::Kind::kUnknown;
  end.ids = {1};
  for (int i = -2; i < 7; ++i) end.domain.push_back(Fixed(Value(day + i)));
  end.domain.push_back(Fixed(Value()));
  const std::vector<Partial> values = {Fixed(Value(day)), end};
  const auto choices = ChoicesOf(values);
  int decided = 0;
  for (const char* source :
       {"days(a, b)", "days(a, b).size()", "days(a, b).size() > 5",
        "days(b, a)", "days(a, b).all(d, d >= a)",
        "days(a, b).exists(d, d > date('2022-04-10'))"}) {
    const Rule rule(source, {"a", "b"});
    const Value result = rule(Build(values).slots, zone, as_of);
    decided += result.IsUnknown() ? 0 : 1;
    ForEachCompletion(choices, 100, [&](const Completion& completion) {
      const auto slots = Build(values, choices, completion).slots;
      if (std::string_view(source) == "days(b, a)" && slots[1].As<Null>()) {
        return;  // an error: nothing begins at null
      }
      EXPECT_TRUE(Covers(result, rule(slots, zone, as_of))) << source;
    });
  }
  EXPECT_GE(decided, 5);
}

}  // namespace
}  // namespace quaranta::expr

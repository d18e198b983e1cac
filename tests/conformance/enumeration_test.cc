// The expectations of our suite of unknowns, against every way the data of a
// test may turn out. Nothing here looks at what the engine makes of an unknown:
// only at results over data that is known, which the official suite covers.
//
//  * A value that is expected is the result of every completion (bounds hold
//    it, and no bounds that are narrower do).
//  * An error that is expected is an error in every completion.
//  * Where unknown is expected, completions differ; but for
//    approximations.textproto, where they all agree.
//  * What an unknown waits for can each make a difference; and what can make a
//    difference and is not named is made idle by what is.
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gtest/gtest.h"
#include "tests/conformance/runner/fields.h"
#include "tests/conformance/runner/runner.h"
#include "tests/expr/partial.h"
#include "tests/support/paths.h"

namespace quaranta::conformance {
namespace {

using expr::Choice;
using expr::Completion;
using expr::Value;

const std::string kFolder =
    ::quaranta::testing::SourceDir() + "/tests/conformance/unknowns";
constexpr std::size_t kMost = 20'000;  // completions of one test

struct Turn {
  Completion completion;
  Value result;
};

// What may come of a test.
struct Outlook {
  std::vector<Choice> choices;
  std::vector<Turn> turns;
};

bool Same(const Value& a, const Value& b) {
  return (a.IsError() && b.IsError()) || expr::Identical(a, b);
}

// In the first language that can say it.
std::optional<Outlook> OutlookOf(const Runner& runner,
                                 const pb::Message& test) {
  const Case given = runner.CaseOf(test);
  for (const Language language : {Language::kPlain, Language::kRule}) {
    const auto [program, diagnostics] = runner.Compile(test, given, language);
    if (!diagnostics.empty()) continue;
    Outlook outlook;
    outlook.choices = expr::ChoicesOf(given.values);
    const bool few = expr::ForEachCompletion(
        outlook.choices, kMost, [&](const Completion& completion) {
          const auto inputs =
              expr::Build(given.values, outlook.choices, completion);
          outlook.turns.push_back(
              {completion, Runner::Evaluate(program, given, inputs)});
        });
    if (!few) return std::nullopt;
    return outlook;
  }
  return std::nullopt;
}

// Whether the choice makes a difference where all the others are as in some
// completion.
bool Matters(const Outlook& outlook, std::size_t choice) {
  std::size_t stride = 1;
  for (std::size_t i = 0; i < choice; ++i) stride *= outlook.choices[i].options;
  for (std::size_t n = 0; n < outlook.turns.size(); ++n) {
    const std::size_t way = outlook.turns[n].completion[choice];
    if (way == 0) continue;
    if (!Same(outlook.turns[n].result,
              outlook.turns[n - way * stride].result)) {
      return true;
    }
  }
  return false;
}

bool Names(const expr::Ids& named, const Choice& choice) {
  return std::any_of(choice.ids.begin(), choice.ids.end(), [&](auto id) {
    return std::find(named.begin(), named.end(), id) != named.end();
  });
}

// Whether some way the named choices take leaves the choice without effect.
bool MadeIdle(const Outlook& outlook, const expr::Ids& named,
              std::size_t choice) {
  for (const Turn& fixed : outlook.turns) {
    Outlook rest;
    for (const Turn& turn : outlook.turns) {
      bool same = true;
      for (std::size_t i = 0; i < outlook.choices.size(); ++i) {
        same = same && (!Names(named, outlook.choices[i]) ||
                        turn.completion[i] == fixed.completion[i]);
      }
      if (same) rest.turns.push_back(turn);
    }
    // Turns that differ in this choice alone.
    bool idle = true;
    for (const Turn& a : rest.turns) {
      for (const Turn& b : rest.turns) {
        Completion other = b.completion;
        other[choice] = a.completion[choice];
        if (other == a.completion && !Same(a.result, b.result)) idle = false;
      }
    }
    if (idle) return true;
  }
  return false;
}

void ExpectValue(const Value& expected, const Outlook& outlook, bool late) {
  bool low = false;
  bool high = false;
  const auto* hedged = expected.As<expr::Hedged>();
  for (const Turn& turn : outlook.turns) {
    if (late && turn.result.IsError()) continue;
    EXPECT_TRUE(expr::Covers(expected, turn.result))
        << expr::ToText(expected) << " expected, but it may be "
        << expr::ToText(turn.result);
    const auto* number = turn.result.As<std::int64_t>();
    if (hedged == nullptr || number == nullptr) continue;
    const auto d = static_cast<double>(*number);
    low = low || d == hedged->interval.low;
    high = high || d + 1 == hedged->interval.high;
  }
  if (hedged == nullptr || !hedged->whole) return;
  EXPECT_TRUE(low) << "it is never " << hedged->interval.low;
  EXPECT_TRUE(high || hedged->interval.high > 1e9)
      << "it is never " << hedged->interval.high - 1;
}

void ExpectUnknown(const pb::Message& set, const Outlook& outlook,
                   bool approximated) {
  const bool differ = std::any_of(
      outlook.turns.begin(), outlook.turns.end(), [&](const Turn& turn) {
        return !Same(turn.result, outlook.turns[0].result);
      });
  EXPECT_EQ(differ, !approximated)
      << "every completion gives " << expr::ToText(outlook.turns[0].result);
  expr::Ids named;
  const pb::FieldDescriptor* field = FieldOf(set, "exprs");
  for (int i = 0; i < set.GetReflection()->FieldSize(set, field); ++i) {
    named.push_back(set.GetReflection()->GetRepeatedInt64(set, field, i));
  }
  EXPECT_FALSE(named.empty());
  for (const std::int64_t id : named) {
    bool known = false;
    bool matters = approximated;
    for (std::size_t i = 0; i < outlook.choices.size(); ++i) {
      if (!Names({id}, outlook.choices[i])) continue;
      known = true;
      matters = matters || Matters(outlook, i);
    }
    EXPECT_TRUE(known) << "nothing has the number " << id;
    EXPECT_TRUE(matters) << id << " makes no difference";
  }
  for (std::size_t i = 0; i < outlook.choices.size(); ++i) {
    if (Names(named, outlook.choices[i]) || !Matters(outlook, i)) continue;
    EXPECT_TRUE(MadeIdle(outlook, named, i))
        << outlook.choices[i].ids[0] << " makes a difference as well";
  }
}

void CheckTest(const Runner& runner, const conformance::Test& test) {
  SCOPED_TRACE(test.name + ": " + GetString(*test.message, "expr"));
  const auto outlook = OutlookOf(runner, *test.message);
  ASSERT_TRUE(outlook.has_value()) << "no program, or too many completions";
  const bool approximated = test.name.starts_with("approximations/");
  const std::string matcher = WhichOf(*test.message, "result_matcher");
  if (matcher == "unknown") {
    return ExpectUnknown(GetMessage(*test.message, matcher), *outlook,
                         approximated);
  }
  if (matcher == "any_unknowns") {  // the first is the best
    const auto sets = Items(GetMessage(*test.message, matcher), "unknowns");
    ASSERT_FALSE(sets.empty());
    return ExpectUnknown(*sets[0], *outlook, approximated);
  }
  if (matcher == "eval_error") {
    for (const Turn& turn : outlook->turns) {
      EXPECT_TRUE(turn.result.IsError())
          << "it may be " << expr::ToText(turn.result);
    }
    return;
  }
  ASSERT_TRUE(matcher.empty() || matcher == "value") << matcher;
  const Value expected =
      matcher.empty()
          ? Value(true)
          : runner.ExpectedValue(GetMessage(*test.message, matcher));
  ExpectValue(expected, *outlook,
              test.name.starts_with("approximations/late_error/"));
}

TEST(UnknownsSuite, ExpectsWhatEveryCompletionAllows) {
  const Runner runner;
  int tests = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".textproto") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    auto file = runner.Read(entry.path().stem().string(), text);
    ASSERT_TRUE(std::holds_alternative<TestFile>(file))
        << std::get<std::string>(file);
    for (const conformance::Test& test :
         Runner::TestsOf(std::get<TestFile>(file))) {
      CheckTest(runner, test);
      ++tests;
    }
  }
  EXPECT_GE(tests, 250);
}

// The engine's own results, in each language.
TEST(UnknownsSuite, Passes) {
  const Runner runner;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".textproto") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    auto file = runner.Read(entry.path().stem().string(), text);
    ASSERT_TRUE(std::holds_alternative<TestFile>(file));
    for (const conformance::Test& test :
         Runner::TestsOf(std::get<TestFile>(file))) {
      const Runner::Both both = runner.RunInBoth(*test.message);
      EXPECT_FALSE(both.failure) << test.name << ": " << *both.failure;
    }
  }
}

}  // namespace
}  // namespace quaranta::conformance

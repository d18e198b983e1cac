// The laws of missing data for CEL without records and for rules alike, by
// enumeration: variables with unknown items, undecided members, open ends and
// bounds, and every way these may turn out.
//
//  * A decided result is that of every completion.
//  * An unknown result names nothing that is known; and completions differ, or
//    the expression has room for an approximation that is documented by name
//    (docs/concepts/unknown.md).
//  * Both languages give the same.
//  * Error and unknown do not depend on the order of operands.
#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/expr/program.h"
#include "tests/expr/partial.h"
#include "tests/support/sweep.h"

namespace quaranta::expr {
namespace {

using Kind = Partial::Kind;

Partial Whole(std::int64_t i) {
  Partial partial;
  partial.value = Value(i);
  return partial;
}

// Ints of the puzzles are -1, 0, 1 or 2.
Partial UnknownInt(std::int64_t id) {
  Partial partial;
  partial.kind = Kind::kUnknown;
  partial.ids = {id};
  for (int i = -1; i <= 2; ++i) partial.domain.push_back(Whole(i));
  return partial;
}

Partial UnknownBool(std::int64_t id) {
  Partial partial;
  partial.kind = Kind::kUnknown;
  partial.ids = {id};
  for (const bool b : {false, true}) {
    partial.domain.emplace_back();
    partial.domain.back().value = Value(b);
  }
  return partial;
}

Partial Bounded(std::int64_t id, double low, double high) {
  Partial partial;
  partial.kind = Kind::kInterval;
  partial.ids = {id};
  partial.bounds = {low, high};
  partial.whole = true;
  return partial;
}

// The variables b, c (bools), i, h, g (ints), l, k (lists of ints), m (a map).
class Puzzle {
 public:
  explicit Puzzle(Random& random) : random_(random) {
    using K = StaticType::Kind;
    const StaticType ints = StaticType::List(StaticType::Of(K::kInt));
    const StaticType map =
        StaticType::Map(StaticType::Of(K::kString), StaticType::Of(K::kInt));
    Add("b", K::kBool, UnknownBool(1));
    Add("c", K::kBool, UnknownBool(2));
    Add("i", K::kInt, UnknownInt(3));
    Add("h", K::kInt, Bounded(4, -1, 2));
    Add("g", K::kInt, Bounded(5, 0, 3));
    declared_.variables.push_back({"l", ints});
    values_.push_back(List(10));
    declared_.variables.push_back({"k", ints});
    values_.push_back(List(20));
    declared_.variables.push_back({"m", map});
    values_.push_back(Map(30));
    for (const auto& variable : declared_.variables) {
      rules_.variables.push_back({variable.name, Variable::Type::kDynamic, {}});
    }
  }

  const Declarations& declared() const { return declared_; }
  const Environment& rules() const { return rules_; }
  const std::vector<Partial>& values() const { return values_; }

 private:
  void Add(const char* name, StaticType::Kind type, Partial value) {
    declared_.variables.push_back({name, StaticType::Of(type)});
    values_.push_back(std::move(value));
  }

  Partial List(std::int64_t id) {
    Partial list;
    list.kind = Kind::kList;
    const int items = random_.Range(0, 2);
    for (int i = 0; i < items; ++i) {
      Member member;
      member.value = random_.Chance(1, 3) ? UnknownInt(id + 1 + i)
                                          : Whole(random_.Range(-1, 2));
      if (random_.Chance(1, 4)) member.waits_for = {id + 5 + i};
      list.members.push_back(std::move(member));
    }
    if (random_.Chance(1, 3)) {
      list.ids = {id};
      for (int i = -1; i <= 2; ++i) list.domain.push_back(Whole(i));
    }
    return list;
  }

  static Member Entry(const char* key, Partial value) {
    Member member;
    member.key.value = Value(key);
    member.value = std::move(value);
    return member;
  }

  Partial Map(std::int64_t id) {
    Partial map;
    map.kind = Kind::kMap;
    map.members.push_back(Entry("a", UnknownInt(id + 1)));
    if (random_.Chance(1, 2)) map.members.push_back(Entry("b", Whole(1)));
    if (random_.Chance(1, 3)) {
      map.ids = {id};
      for (int i = -1; i <= 2; ++i) {
        map.more.push_back(Entry("d", Whole(i)));
      }
    }
    return map;
  }

  Random& random_;
  Declarations declared_;
  Environment rules_;
  std::vector<Partial> values_;
};

// Expressions that both languages can say.
class Writer {
 public:
  // An exact writer reads nothing twice and has no room for an approximation.
  Writer(std::uint64_t seed, bool exact) : random_(seed), exact_(exact) {}

  std::string Bool(int depth) {
    if (depth <= 0) return Leaf();
    --depth;
    switch (random_.Below(exact_ ? 4 : 7)) {
      case 0:
        return "(" + Bool(depth) + " && " + Bool(depth) + ")";
      case 1:
        return "(" + Bool(depth) + " || " + Bool(depth) + ")";
      case 2:
        return "!" + Bool(depth);
      case 3:
        return "(" + std::string(random_.Chance(1, 2) ? "true" : "false") +
               " ? " + Bool(depth) + " : " + Bool(depth) + ")";
      case 4:
        return "(" + Bool(depth) + " ? " + Bool(depth) + " : " + Bool(depth) +
               ")";
      case 5:
        return "(" + Int(depth) + Pick({" < ", " == ", " >= "}) + Int(depth) +
               ")";
      default:
        return OfLists(depth);
    }
  }

 private:
  std::string Pick(std::vector<std::string> options) {
    return options[random_.Below(options.size())];
  }

  // A comparison that is true of some and false of some of -1, 0, 1, 2.
  std::string Split(const std::string& value) {
    return value + Pick({" < 0", " < 1", " < 2", " <= 0", " > 0", " >= 1",
                         " == -1", " == 0", " == 2", " != 1"});
  }

  // Each variable once.
  std::string Leaf() {
    std::vector<std::string> free;
    for (const char* name : {"b", "c", "i", "h", "g", "l", "k", "m"}) {
      if (!exact_ || !used_.contains(name)) free.emplace_back(name);
    }
    if (free.empty() || random_.Chance(1, 12)) return Pick({"true", "false"});
    const std::string name = Pick(free);
    used_.insert(name);
    switch (name[0]) {
      case 'b':
      case 'c':
        return name;
      case 'i':
        return Pick({"(" + Split("i") + ")", "(2 in [i, 7])", "(i in [0, 1])",
                     "([i, 1] == [2, " + Pick({"1", "3"}) + "])"});
      case 'h':
        if (!used_.contains("g") && random_.Chance(1, 3)) {
          used_.insert("g");
          return Pick({"(h < g)", "(h == g)", "(h + g > 1)", "(g - h >= 2)",
                       "([h, g].all(v, v > 0))"});
        }
        return "(" +
               Pick({"h < 1", "h + 1 > 1", "-h <= 0", "h == 1", "h != 7",
                     "1 in [h, 5]", "h > -2"}) +
               ")";
      case 'g':
        return Pick({"(g > 0)", "(g <= 2)", "(g - 1 == 0)", "(3 > g)"});
      case 'm':
        return Pick({"('a' in m)", "('d' in m)", "has(m.a)", "has(m.d)",
                     "(" + Split("m.a") + ")", "(" + Split("m['a']") + ")",
                     "m.exists(x, x == 'd')", "m.all(x, x < 'd')",
                     "m.exists(x, v, " + Split("v") + ")"});
      default:
        return OfList(name);
    }
  }

  std::string OfList(const std::string& list) {
    const std::string v = Variable();
    return Pick(
        {list + ".all(" + v + ", " + Split(v) + ")",
         list + ".exists(" + v + ", " + Split(v) + ")",
         list + ".exists_one(" + v + ", " + Split(v) + ")",
         list + ".all(x, " + v + ", " + Split(v) + ")",
         "(" + list + ".filter(" + v + ", " + Split(v) + ") == [])",
         "(" + list + ".filter(" + v + ", " + Split(v) + ").size() >= 1)",
         list + ".map(" + v + ", " + v + ").exists(w, " + Split("w") + ")",
         "(1 in " + list + ")", "(" + list + " != [])",
         "(" + list + ".map(" + v + ", 7).size() > 0)"});
  }

  std::string Variable() { return "v" + std::to_string(variables_++); }

  std::string Int(int depth) {
    if (depth <= 0) {
      std::vector<std::string> ints = {"0", "1", "i", "h", "g", "m.a"};
      ints.insert(ints.end(), items_.begin(), items_.end());
      return Pick(ints);
    }
    --depth;
    switch (random_.Below(6)) {
      case 0:
        return "(" + Int(depth) + Pick({" + ", " - ", " * "}) + Int(depth) +
               ")";
      case 1:
        return "(" + Bool(depth) + " ? " + Int(depth) + " : " + Int(depth) +
               ")";
      case 2:
        return "-" + Int(0);
      default:
        return List(depth) + ".size()";
    }
  }

  std::string List(int depth) {
    if (depth <= 0) return Pick({"l", "k", "[i, 1]", "[h, g]", "[0]"});
    --depth;
    const std::string range = List(depth);
    const std::string v = Variable();
    items_.push_back(v);
    std::string list;
    switch (random_.Below(5)) {
      case 0:
        list = range + ".map(" + v + ", " + Int(depth) + ")";
        break;
      case 1:
        list = range + ".filter(" + v + ", " + Bool(depth) + ")";
        break;
      case 2:
        list = range + ".map(" + v + ", " + Bool(depth) + ", " + v + ")";
        break;
      case 3:
        list = range + ".transformList(x, " + v + ", " +
               Pick({v, "x", v + " + x"}) + ")";
        break;
      default:
        list = "(" + range + " + " + List(depth) + ")";
    }
    items_.pop_back();
    return list;
  }

  std::string OfLists(int depth) {
    const std::string range = List(depth);
    const std::string v = Variable();
    items_.push_back(v);
    const std::string body = Bool(depth);
    items_.pop_back();
    return Pick({range + ".all(" + v + ", " + body + ")",
                 range + ".exists(" + v + ", " + body + ")",
                 range + ".exists_one(" + v + ", " + body + ")",
                 range + ".exists(x, " + v + ", x > 0 && " + body + ")",
                 "(" + range + " == " + List(depth) + ")",
                 "(1 in " + range + ")"});
  }

  Random random_;
  bool exact_;
  std::set<std::string> used_;
  std::vector<std::string> items_;
  int variables_ = 0;
};

// The names of approximations for which an expression has room; of an exact
// one there are none.
std::set<std::string> RoomFor(const std::string& source) {
  std::set<std::string> names;
  const auto has = [&](const char* text) {
    return source.find(text) != source.npos;
  };
  if (has(" ? ")) names.insert("condition");
  // A body reads what it does not bind once for each item.
  if (has("(v") || has("(x, v")) names.insert("correlation");
  for (const char* op : {" + ", " - ", " * ", "-"}) {
    if (has(op)) names.insert({"strict", "bounds"});
  }
  if (has("(x, ") || has(" == ")) names.insert("place");
  if (has("l") || has("k")) names.insert("open_end");
  for (const char* name : {"b", "c", "i", "h", "g", "l", "k", "m"}) {
    int times = 0;
    for (std::size_t at = 0; at < source.size(); ++at) {
      const auto word = [&](std::size_t p) {
        return p < source.size() &&
               (std::isalnum(static_cast<unsigned char>(source[p])) ||
                source[p] == '_' || source[p] == '.');
      };
      if (source[at] == name[0] && (at == 0 || !word(at - 1)) &&
          (!word(at + 1) || source[at + 1] == '.')) {
        ++times;
      }
    }
    if (times > 1) names.insert("correlation");
  }
  return names;
}

Value Run(const Program& program, const Inputs& inputs) {
  Activation activation;
  activation.slots = inputs.slots;
  return program.Evaluate(activation);
}

struct Tally {
  int decided = 0;
  int unknown = 0;
  int approximated = 0;
};

class Checker {
 public:
  explicit Checker(const Puzzle& puzzle)
      : puzzle_(puzzle),
        choices_(ChoicesOf(puzzle.values())),
        partial_(Build(puzzle.values())) {
    few_ = ForEachCompletion(choices_, 30'000, [&](const Completion& way) {
      completions_.push_back(way);
    });
  }
  bool few() const { return few_; }

  void Check(const std::string& source, bool exact, Random& random,
             Tally& tally) {
    SCOPED_TRACE(source);
    auto [plain, mistakes] = Program::CompilePlain(source, puzzle_.declared());
    ASSERT_TRUE(mistakes.empty()) << mistakes[0].message;
    const Value result = Run(plain, partial_);
    auto [rule, rule_mistakes] = Program::Compile(source, puzzle_.rules());
    ASSERT_TRUE(rule_mistakes.empty()) << rule_mistakes[0].message;
    const Value as_rule = Run(rule, partial_);
    ASSERT_TRUE(Identical(result, as_rule) ||
                (result.IsError() && as_rule.IsError()))
        << ToText(result) << " in CEL, " << ToText(as_rule) << " as a rule";
    CheckFacts(result);
    // All completions, or as many as are quick.
    std::optional<Value> first;
    bool differ = false;
    const std::size_t stride =
        exact ? 1 : std::max<std::size_t>(1, completions_.size() / 400);
    const std::size_t offset = random.Below(stride);
    for (std::size_t n = offset; n < completions_.size(); n += stride) {
      const Value complete =
          Run(plain, Build(puzzle_.values(), choices_, completions_[n]));
      ASSERT_TRUE(Covers(result, complete))
          << "says " << ToText(result) << ", completed " << ToText(complete);
      if (!first) first = complete;
      differ = differ || !Identical(*first, complete);
      if (exact && result.IsUnknown() && differ) break;
    }
    tally.decided += result.IsUnknown() ? 0 : 1;
    tally.unknown += result.IsUnknown() ? 1 : 0;
    if (!result.IsUnknown() || differ || stride > 1) return;
    ++tally.approximated;
    ASSERT_FALSE(exact) << "unknown, but always " << ToText(*first);
    ASSERT_FALSE(RoomFor(source).empty()) << "always " << ToText(*first);
  }

 private:
  void CheckFacts(const Value& result) const {
    const auto* unknown = result.As<Unknown>();
    if (unknown == nullptr) return;
    ASSERT_FALSE(unknown->facts.empty());
    for (const std::int64_t id : IdsOf(unknown->facts, partial_)) {
      ASSERT_TRUE(std::any_of(
          choices_.begin(), choices_.end(),
          [&](const Choice& choice) { return choice.ids == Ids{id}; }))
          << id << " is known";
    }
  }

  const Puzzle& puzzle_;
  std::vector<Choice> choices_;
  Inputs partial_;
  bool few_ = false;
  std::vector<Completion> completions_;
};

Tally CheckMany(std::uint64_t seed, bool exact) {
  Random random(seed);
  Tally tally;
  for (int round = 0; round < 12;) {
    const Puzzle puzzle(random);
    Checker checker(puzzle);
    if (!checker.few()) continue;
    ++round;
    for (int n = 0; n < 40; ++n) {
      Writer writer(random.Next(), exact);
      const std::string source = writer.Bool(random.Range(1, 3));
      checker.Check(source, exact, random, tally);
      if (::testing::Test::HasFatalFailure()) return tally;
    }
  }
  return tally;
}

TEST(PartialLaw, DecidedResultsHoldInEveryCompletionInBothLanguages) {
  for (const std::uint64_t seed : {11U, 12U, 13U}) {
    const Tally tally = CheckMany(seed, false);
    if (HasFatalFailure()) return;
    EXPECT_GT(tally.decided, 50);
    EXPECT_GT(tally.unknown, 50);
  }
}

TEST(PartialLaw, UnknownMeansThatCompletionsDifferWhereNothingIsApproximated) {
  for (std::uint64_t seed = 21; seed <= 23; seed += testing::kSweepStep) {
    const Tally tally = CheckMany(seed, true);
    if (HasFatalFailure()) return;
    EXPECT_GT(tally.decided, 50);
    EXPECT_GT(tally.unknown, 50);
    EXPECT_EQ(tally.approximated, 0);
  }
}

// --- Order ------------------------------------------------------------------

// The operands of strict functions are put for A and B.
std::string With(std::string form, const std::string& a, const std::string& b) {
  for (const auto& [letter, text] : {std::pair('A', a), std::pair('B', b)}) {
    for (std::size_t at = form.find(letter); at != form.npos;
         at = form.find(letter, at + text.size())) {
      form.replace(at, 1, text);
    }
  }
  return form;
}

class Strict : public ::testing::TestWithParam<const char*> {};

TEST_P(Strict, ErrorAndUnknownAreFreeOfOrder) {
  Environment rules;
  Declarations plain;
  std::vector<Value> slots;
  const auto add = [&](const char* name, Value value) {
    rules.variables.push_back({name, Variable::Type::kDynamic, {}});
    plain.variables.push_back({name, {}});
    slots.push_back(std::move(value));
  };
  add("x", Value(Unknown{FactsOf({1})}));
  add("y", Value(Unknown{FactsOf({2})}));
  add("e", Value(Error{ErrorCode::kDivideByZero, "", 0}));
  add("f", Value(Error{ErrorCode::kOverflow, "", 0}));
  Activation activation;
  activation.slots = slots;
  int languages = 0;
  const auto value = [&](const std::string& source, bool as_rule) {
    auto [program, mistakes] = as_rule ? Program::Compile(source, rules)
                                       : Program::CompilePlain(source, plain);
    if (!mistakes.empty()) return std::optional<Value>();
    ++languages;
    return std::optional(program.Evaluate(activation));
  };
  for (const bool as_rule : {false, true}) {
    const struct {
      const char* a;
      const char* b;
      Ids ids;  // none: an error
    } cases[] = {{"x", "e", {1}},    {"e", "x", {1}}, {"x", "y", {1, 2}},
                 {"y", "x", {1, 2}}, {"e", "f", {}},  {"f", "e", {}}};
    for (const auto& c : cases) {
      const std::string source = With(GetParam(), c.a, c.b);
      const auto result = value(source, as_rule);
      if (!result) continue;
      if (c.ids.empty()) {
        EXPECT_TRUE(result->IsError()) << source << ": " << ToText(*result);
        continue;
      }
      const auto* unknown = result->As<Unknown>();
      ASSERT_NE(unknown, nullptr) << source << ": " << ToText(*result);
      EXPECT_EQ(unknown->facts, FactsOf(c.ids)) << source;
    }
  }
  EXPECT_GT(languages, 0) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(
    Functions, Strict,
    ::testing::Values("A + B", "A - B", "A * B", "A / B", "A % B", "A == B",
                    "A != B", "A < B", "A <= B", "A > B", "A >= B", "A in B",
                    "A[B]", "A.contains(B)", "A.startsWith(B)", "A.endsWith(B)",
                    "A.matches(B)", "A && B", "A || B", "(A && B) || (B && A)",
                    "{'k': A, 'l': B}.k + {'k': A, 'l': B}.l", "A.getHours(B)",
                    "[A, B].exists_one(v, v)",
                    "[A, B].map(v, v + 1)[0] + [A, B].map(v, v + 1)[1]",
                    "within(A, B, B)", "days(A, B)", "gaps(A, B, B)",
                    "gaps(A, B, 1)", "[A, B].sum()", "math.greatest(A, B)",
                    "math.bitOr(A, B)", "A.split(B)", "A.indexOf(B)",
                    "A.join(B)", "[A, B].join('')", "'%s%s'.format([A, B])",
                    "A.replace(B, 'x')"));

}  // namespace
}  // namespace quaranta::expr

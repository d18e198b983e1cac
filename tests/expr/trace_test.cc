// Every sub-expression of a run, the elements that decided, and the leverage
// of missing facts, which is checked by filling them in.
//
// golden/traces holds a run a file: NAME.cel beside its trace as text in both
// languages, NAME.txt, and as JSON, NAME.json. QUARANTA_UPDATE_GOLDEN=1 writes
// them anew.
#include "quaranta/expr/trace.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/expr/program.h"
#include "quaranta/text/node.h"
#include "tests/expr/random_expression.h"
#include "tests/expr/test_world.h"
#include "tests/support/paths.h"
#include "tests/support/status_matchers.h"

namespace quaranta::expr {
namespace {

namespace fs = std::filesystem;
using ::quaranta::testing::IsOk;

// Site S with floors F (rooms 0, 1) and G (rooms 2, 3). Room 1 lacks beds,
// room 2 a limiter, room 3 has no use, and its beds are four or five.
TestWorld World() {
  TestWorld world;
  world.Add("Site", "S",
            {{"name", Known(Value("North"))},
             {"status", Known(EnumOfName("SiteStatus.OPEN"))}});
  for (const char* floor : {"F", "G"}) {
    world.Add("Floor", floor, {{"site_id", Known(Value("S"))}});
  }
  for (int i = 0; i < 4; ++i) {
    world.Add("Room", "S/" + std::to_string(i),
              {{"site_id", Known(Value("S"))},
               {"floor_id", Known(Value(i < 2 ? "F" : "G"))},
               {"use", Known(EnumOfName("RoomUse.ISOLATION"))},
               {"beds", Known(Value(std::int64_t{2}))},
               {"window_limiter", Known(Value(i != 2))}});
  }
  world.Set("Room", 1, "beds", BlankCell());
  world.Set("Room", 3, "use", Noted(data::NoteState::kMasked));
  world.Set("Room", 3, "beds", Between(4, 6));
  world.Add("Person", "P1", {{"name", Known(Value("Wang"))}});
  world.CloseAll("Site", "rooms");
  world.CloseAll("Floor", "rooms");
  return world;
}

struct Ready {
  data::View view;
  std::vector<Value> slots;
  Program program;

  Activation activation() const {
    Activation activation;
    activation.view = &view;
    activation.slots = slots;
    return activation;
  }
  Trace Traced(const TraceLimits& limits = {}) const {
    return program.Trace(activation(), {}, limits);
  }
};

Ready MakeRun(const std::string& source, const TestWorld& world = World()) {
  Ready run;
  run.view = world.Build();
  run.slots = {Value(data::RowRef{TableOf("Site"), 0}),
               Value(data::RowRef{TableOf("Floor"), 0}),
               Value(data::RowRef{TableOf("Person"), 0})};
  run.program =
      Compiled(source, RecordEnvironment({"Site", "Floor", "Person"}));
  return run;
}

TraceNames Names(const data::View& view) {
  TraceNames names;
  names.row = [&view](data::RowRef row) {
    const data::Table& table = view.tables[row.table];
    return std::string(table.record->name) + ":" + table.IdText(row.row);
  };
  names.fact = [&view, row = names.row](const Fact& fact) {
    const data::Table& table = view.tables[fact.row.table];
    return row(fact.row) + "." +
           (fact.collection
                ? table.segments[fact.index].name
                : std::string(table.record->fields[fact.index].name));
  };
  return names;
}

std::string Names(const std::vector<Offender>& offenders) {
  std::string out;
  for (const Offender& offender : offenders) {
    out += out.empty() ? "" : "; ";
    for (std::size_t i = 0; i < offender.bound.size(); ++i) {
      out += (i == 0 ? "" : " ") + ToText(offender.bound[i].value);
    }
  }
  return out;
}

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void Compare(const fs::path& path, const std::string& told) {
  if (std::getenv("QUARANTA_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << told;
  }
  EXPECT_EQ(told, ReadFile(path)) << path;
}

TEST(Trace, EachRunIsToldAsItsGoldenFilesSay) {
  int count = 0;
  const fs::path folder =
      fs::path(::quaranta::testing::SourceDir()) / "tests/expr/golden/traces";
  for (const auto& entry : fs::directory_iterator(folder)) {
    fs::path path = entry.path();
    if (path.extension() != ".cel") continue;
    ++count;
    std::string source = ReadFile(path);
    source.pop_back();
    const Ready run = MakeRun(source);
    TraceLimits limits;
    limits.elements = 3;
    const Trace trace = run.Traced(limits);
    const TraceNames names = Names(run.view);
    path.replace_extension(".txt");
    Compare(path, TraceText(trace, names, Language::kEn) + "\n" +
                      TraceText(trace, names, Language::kZh));
    path.replace_extension(".json");
    const std::string json = TraceJson(trace, names);
    EXPECT_THAT(text::ReadJson(json, "json"), IsOk());
    Compare(path, json + "\n");
  }
  EXPECT_GE(count, 10);
}

// --- What decided -----------------------------------------------------------

TEST(Trace, AnOffenderNamesTheElementsAroundIt) {
  const Trace trace =
      MakeRun("site.floors.all(f, f.rooms.all(r, r.window_limiter))").Traced();
  EXPECT_EQ(Names(trace.offenders), "Floor#1 Room#2");
  const Trace pairs =
      MakeRun("site.rooms.all(a, site.rooms.exists(b, b.beds > a.beds))")
          .Traced();
  EXPECT_TRUE(pairs.result.IsUnknown());
  EXPECT_EQ(Names(pairs.offenders), "");
}

TEST(Trace, AnOuterElementOffendsAloneWhenNothingInItDoes) {
  const Trace trace =
      MakeRun("site.floors.all(f, f.rooms.size() > 2)").Traced();
  EXPECT_EQ(Names(trace.offenders), "Floor#0; Floor#1");
  const Trace false_now =
      MakeRun("site.rooms.all(r, r.window_limiter && r.beds > 0)").Traced();
  EXPECT_EQ(Names(false_now.offenders), "Room#2");
}

TEST(Trace, WhatStandsBehindADecisionIsNotEvaluated) {
  const Trace trace =
      MakeRun("site.name == 'x' && site.rooms.all(r, r.beds > 1)").Traced();
  ASSERT_EQ(trace.root.children.size(), 2U);
  EXPECT_EQ(trace.root.children[0].state, TraceNode::State::kFalse);
  EXPECT_TRUE(trace.root.children[0].decides);
  EXPECT_EQ(trace.root.children[1].state, TraceNode::State::kNotEvaluated);
  EXPECT_FALSE(trace.root.children[1].decides);
}

TEST(Trace, TheBranchNotTakenIsNotEvaluated) {
  const Trace trace =
      MakeRun("site.name == 'x' ? site.rooms.size() > 1 : false").Traced();
  ASSERT_EQ(trace.root.children.size(), 2U);  // `false` is a constant
  EXPECT_TRUE(trace.root.children[0].decides);
  EXPECT_EQ(trace.root.children[1].state, TraceNode::State::kNotEvaluated);
}

TEST(Trace, ElementsBehindTheLimitAreCountedTheDecidingOnesFirst) {
  TraceLimits limits;
  limits.elements = 1;
  const Trace trace =
      MakeRun("site.rooms.all(r, r.window_limiter)").Traced(limits);
  const TraceNode& range = trace.root.children[0];
  EXPECT_EQ(range.text, "site.rooms");
  ASSERT_EQ(trace.root.children.size(), 2U);
  EXPECT_EQ(ToText(trace.root.children[1].bound[0].value), "Room#2");
  EXPECT_EQ(trace.root.more, 3U);
}

TEST(Trace, OffendersBehindTheLimitAreCounted) {
  TraceLimits limits;
  limits.offenders = 1;
  const Trace trace =
      MakeRun("site.rooms.all(r, !r.window_limiter)").Traced(limits);
  EXPECT_EQ(Names(trace.offenders), "Room#0");
  EXPECT_EQ(trace.more_offenders, 2U);
}

TEST(Trace, AnUncertainMemberShowsTheConditionItHangsOn) {
  TestWorld world = World();
  world.Set("Room", 2, "window_limiter", Known(Value(true)));
  world.Set("Room", 3, "window_limiter", Known(Value(false)));
  const Trace trace = MakeRun(
                          "site.rooms.filter(q, q.use == RoomUse.ISOLATION)"
                          ".all(r, r.window_limiter)",
                          world)
                          .Traced();
  EXPECT_TRUE(trace.result.IsUnknown());
  const auto element = std::find_if(
      trace.root.children.begin(), trace.root.children.end(),
      [](const TraceNode& node) { return !node.waits_for.empty(); });
  ASSERT_NE(element, trace.root.children.end());
  EXPECT_TRUE(element->decides);
  EXPECT_EQ(element->state, TraceNode::State::kFalse);
  const TraceNode& member = element->children.back();
  EXPECT_EQ(member.role, TraceNode::Role::kMember);
  EXPECT_EQ(member.text, "q.use == RoomUse.ISOLATION");
  EXPECT_TRUE(member.decides);
}

TEST(Trace, WhatNamesAPersonIsHiddenUnlessAskedFor) {
  const Ready run = MakeRun("person.name + '!' == 'x'");
  const Trace trace = run.Traced();
  TraceNames names = Names(run.view);
  EXPECT_EQ(TraceText(trace, names, Language::kEn).find("Wang"),
            std::string::npos);
  EXPECT_EQ(TraceJson(trace, names).find("Wang"), std::string::npos);
  names.personal = true;
  EXPECT_NE(TraceText(trace, names, Language::kEn).find("Wang"),
            std::string::npos);
}

TEST(Trace, AVariableMadeFromANameIsHiddenAsWell) {
  const Ready run = MakeRun("[person.name].all(n, n == 'x' || n.size() > 9)");
  const Trace trace = run.Traced();
  EXPECT_TRUE(trace.result.IsFalse());
  const TraceNames names = Names(run.view);
  for (const std::string& told :
       {TraceText(trace, names, Language::kZh), TraceJson(trace, names)}) {
    EXPECT_EQ(told.find("Wang"), std::string::npos) << told;
    EXPECT_NE(told.find("***"), std::string::npos) << told;
  }
}

TEST(Trace, AnEmptyProgramIsAnErrorWithoutATree) {
  const Trace trace = Program().Trace(Activation{});
  EXPECT_TRUE(trace.result.IsError());
  EXPECT_TRUE(trace.root.children.empty());
}

TEST(Trace, ABudgetThatIsUsedUpEndsTheTree) {
  const Ready run = MakeRun("site.rooms.all(r, r.beds > 0)");
  Limits limits;
  limits.steps = 3;
  const Trace trace = run.program.Trace(run.activation(), limits);
  EXPECT_TRUE(trace.result.IsError());
}

// --- Leverage ---------------------------------------------------------------

const MissingFact* Find(const Trace& trace, std::uint32_t row,
                        std::string_view field) {
  const Fact fact{{TableOf("Room"), row}, false, FieldOf("Room", field), {}};
  for (const MissingFact& missing : trace.missing) {
    if (missing.fact == fact) return &missing;
  }
  return nullptr;
}

TEST(Leverage, AFactThatCanOnlyFailHasAWitnessForThat) {
  const Trace trace =
      MakeRun("site.rooms.all(r, r.beds > 1)").Traced();  // room 3: 4 or 5
  ASSERT_EQ(trace.missing.size(), 1U);
  const MissingFact& beds = trace.missing[0];
  EXPECT_EQ(beds.leverage(), 2);
  EXPECT_EQ(ToText(*beds.fails), "0");
  EXPECT_EQ(beds.places, 1U);
  TestWorld world = World();
  world.Set("Room", 0, "beds", BlankCell());
  const Trace two = MakeRun("site.rooms.all(r, r.beds > 1)", world).Traced();
  ASSERT_EQ(two.missing.size(), 2U);
  for (const MissingFact& missing : two.missing) {
    EXPECT_TRUE(missing.fails);
    EXPECT_FALSE(missing.passes);  // the other one is still missing
  }
}

TEST(Leverage, AFactReadOftenComesFirst) {
  const Trace trace =
      MakeRun(
          "site.rooms.exists(r, r.beds == 7 || r.beds == 9) || "
          "site.rooms.exists(r, r.use == RoomUse.STAFF && r.beds > 3)")
          .Traced();
  ASSERT_FALSE(trace.missing.empty());
  for (std::size_t i = 1; i < trace.missing.size(); ++i) {
    const MissingFact& a = trace.missing[i - 1];
    const MissingFact& b = trace.missing[i];
    EXPECT_TRUE(a.leverage() > b.leverage() ||
                (a.leverage() == b.leverage() && a.places >= b.places));
  }
}

TEST(Leverage, AnOpenListCanPassWhenItIsAllThereIs) {
  TestWorld world;
  world.Add("Site", "S");
  world.Add("Floor", "F");
  world.Add("Person", "P");
  world.Add(
      "Room", "S/1",
      {{"site_id", Known(Value("S"))}, {"window_limiter", Known(Value(true))}});
  const Trace trace =
      MakeRun("site.rooms.all(r, r.window_limiter)", world).Traced();
  ASSERT_EQ(trace.missing.size(), 1U);
  EXPECT_TRUE(trace.missing[0].fact.collection);
  EXPECT_TRUE(trace.missing[0].passes);
  EXPECT_FALSE(trace.missing[0].fails);
}

TEST(Leverage, AReferenceIsNotTried) {
  TestWorld world = World();
  world.Set("Room", 0, "floor_id", BlankCell());
  const Trace trace =
      MakeRun("site.rooms.all(r, r.floor.level < 9)", world).Traced();
  const MissingFact* floor = Find(trace, 0, "floor_id");
  ASSERT_NE(floor, nullptr);
  EXPECT_FALSE(floor->tried);
  EXPECT_EQ(floor->leverage(), 0);
}

TEST(Leverage, BehindTheLimitNothingIsTried) {
  TraceLimits limits;
  limits.facts = 0;
  const Trace trace = MakeRun("site.rooms.all(r, r.beds > 1)").Traced(limits);
  ASSERT_EQ(trace.missing.size(), 1U);
  EXPECT_FALSE(trace.missing[0].tried);
}

TEST(Leverage, HedgedNumbersAreTriedWithinTheirBounds) {
  const Trace trace =
      MakeRun("site.rooms.filter(r, r.beds > 4).size() == 1").Traced();
  const MissingFact* hedged = Find(trace, 3, "beds");
  ASSERT_NE(hedged, nullptr);
  for (const auto& witness : {hedged->passes, hedged->fails}) {
    if (!witness) continue;
    const auto* beds = witness->As<std::int64_t>();
    ASSERT_NE(beds, nullptr);
    EXPECT_TRUE(*beds == 4 || *beds == 5) << *beds;
  }
}

// Cells of two or three rooms, some missing.
TestWorld RandomWorld(Random& random) {
  TestWorld world;
  world.Add("Site", "S");
  for (int i = 0; i < 3; ++i) {
    const auto cell = [&](Value value) {
      return random.Chance(1, 3) ? BlankCell() : Known(std::move(value));
    };
    world.Add(
        "Room", "r" + std::to_string(i),
        {{"site_id", Known(Value("S"))},
         {"beds", cell(Value(std::int64_t{random.Range(0, 2)}))},
         {"window_limiter", cell(Value(random.Chance(1, 2)))},
         {"use", cell(random.Chance(1, 2) ? EnumOfName("RoomUse.ISOLATION")
                                          : EnumOfName("RoomUse.OFFICE"))}});
  }
  world.CloseAll("Site", "rooms");
  return world;
}

std::vector<Value> ValuesOf(const schema::Field& field) {
  std::vector<Value> values;
  if (field.kind == schema::Kind::kBool) {
    values = {Value(true), Value(false)};
  } else if (field.kind == schema::Kind::kEnum) {
    for (const schema::EnumValue& value : field.enumeration->values) {
      values.emplace_back(EnumNumber{field.enumeration, value.number});
    }
  } else {
    for (std::int64_t i = -3; i <= 9; ++i) values.emplace_back(i);
  }
  return values;
}

// The values of SiteAndRooms().
std::vector<Value> SiteAndRoomsOf() {
  return {Value(data::RowRef{TableOf("Site"), 0}),
          Value(data::RowRef{TableOf("Room"), 0}),
          Value(data::RowRef{TableOf("Room"), 1})};
}

// Evaluates a program over a world in which one cell is filled in.
Value Filled(const Program& program, TestWorld world, const Fact& fact,
             const Value& value) {
  const schema::Field& field = schema::FindRecord("Room")->fields[fact.index];
  world.Set("Room", fact.row.row, field.name, Known(value));
  const data::View view = world.Build();
  const std::vector<Value> slots = SiteAndRoomsOf();
  Activation activation;
  activation.view = &view;
  activation.slots = slots;
  return program.Evaluate(activation);
}

Environment SiteAndRooms() {
  Environment environment;
  const auto add = [&](const char* name, const char* record) {
    environment.variables.push_back(
        {name, Variable::Type::kRecord, schema::FindRecord(record)});
  };
  add("site", "Site");
  add("r0", "Room");
  add("r1", "Room");
  return environment;
}

// Every witness does what it is said to do when it is written into the table,
// and for bools and enums none is missed.
TEST(LeverageLaw, FillingInOneCellDoesWhatItsLeverageSays) {
  Random random(20220410);
  int facts = 0;
  int witnesses = 0;
  for (int round = 0; round < 400; ++round) {
    const TestWorld world = RandomWorld(random);
    const std::string source =
        RandomExpression(static_cast<std::uint64_t>(round), round % 2 == 0)
            .Bool(3);
    const Program program = Compiled(source, SiteAndRooms());
    const data::View view = world.Build();
    const std::vector<Value> slots = SiteAndRoomsOf();
    Activation activation;
    activation.view = &view;
    activation.slots = slots;
    const Trace trace = program.Trace(activation);
    ASSERT_EQ(ToText(trace.result), ToText(program.Evaluate(activation)))
        << source;
    ASSERT_EQ(ToText(trace.root.value), ToText(trace.result)) << source;
    for (const MissingFact& missing : trace.missing) {
      if (missing.fact.collection || !missing.tried) continue;
      ++facts;
      if (missing.passes) {
        ++witnesses;
        EXPECT_TRUE(
            Filled(program, world, missing.fact, *missing.passes).IsTrue())
            << source;
      }
      if (missing.fails) {
        ++witnesses;
        EXPECT_TRUE(
            Filled(program, world, missing.fact, *missing.fails).IsFalse())
            << source;
      }
      const schema::Field& field =
          schema::FindRecord("Room")->fields[missing.fact.index];
      bool passes = false;
      bool fails = false;
      for (const Value& value : ValuesOf(field)) {
        const Value result = Filled(program, world, missing.fact, value);
        passes |= result.IsTrue();
        fails |= result.IsFalse();
      }
      if (field.kind == schema::Kind::kInt) continue;
      EXPECT_EQ(missing.passes.has_value(), passes) << source;
      EXPECT_EQ(missing.fails.has_value(), fails) << source;
    }
  }
  EXPECT_GT(facts, 100);
  EXPECT_GT(witnesses, 50);
}

// Down the deciding nodes every step explains the one above: a decided result
// has a decided child, an unknown one an unknown or open child.
void CheckPath(const TraceNode& node, const std::string& source) {
  if (!node.decides) {
    for (const TraceNode& child : node.children) {
      EXPECT_TRUE(!child.decides) << source << ": " << child.text;
    }
    return;
  }
  for (const TraceNode& child : node.children) {
    if (child.decides) {
      EXPECT_NE(child.state, TraceNode::State::kNotEvaluated) << source;
    }
    CheckPath(child, source);
  }
}

TEST(TraceLaw, NothingBelowAPartThatDidNotDecideDecides) {
  Random random(7);
  for (int round = 0; round < 300; ++round) {
    const TestWorld world = RandomWorld(random);
    const std::string source =
        RandomExpression(static_cast<std::uint64_t>(round) + 1000, true)
            .Bool(3);
    const data::View view = world.Build();
    const std::vector<Value> slots = SiteAndRoomsOf();
    Activation activation;
    activation.view = &view;
    activation.slots = slots;
    CheckPath(Compiled(source, SiteAndRooms()).Trace(activation).root, source);
  }
}

}  // namespace
}  // namespace quaranta::expr

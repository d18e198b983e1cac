// Why a result is what it is: the clause, its values, the offenders.
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/expr/program.h"
#include "tests/expr/test_world.h"

namespace quaranta::expr {
namespace {

// Site S with rooms 0 (fine), 1 (no limiter, no beds recorded), 2 (no
// limiter), on floors F and G.
TestWorld World() {
  TestWorld world;
  world.Add("Site", "S",
            {{"name", Known(Value("North"))},
             {"status", Known(EnumOfName("SiteStatus.OPEN"))}});
  for (const char* floor : {"F", "G"}) {
    world.Add("Floor", floor, {{"site_id", Known(Value("S"))}});
  }
  for (int i = 0; i < 3; ++i) {
    world.Add("Room", "S/" + std::to_string(i),
              {{"site_id", Known(Value("S"))},
               {"floor_id", Known(Value(i < 2 ? "F" : "G"))},
               {"window_limiter", Known(Value(i == 0))}});
  }
  world.Set("Room", 0, "beds", Known(Value(std::int64_t{2})));
  world.Set("Room", 2, "beds", Known(Value(std::int64_t{4})));
  world.CloseAll("Site", "rooms");
  world.CloseAll("Site", "floors");
  world.CloseAll("Floor", "rooms");
  return world;
}

struct Told {
  std::string result;
  std::string clause;
  std::string values;     // "a = 1; b = 2"
  std::string offenders;  // "Room#1 Room#2"
};

Told Explained(const std::string& source, const TestWorld& world = World()) {
  const Program program =
      Compiled(source, RecordEnvironment({"Site", "Floor"}));
  const data::View view = world.Build();
  const std::vector<Value> slots = {Value(data::RowRef{TableOf("Site"), 0}),
                                    Value(data::RowRef{TableOf("Floor"), 0})};
  Activation activation;
  activation.view = &view;
  activation.slots = slots;
  const Explanation explanation = program.Explain(activation);
  EXPECT_EQ(ToText(explanation.result), ToText(program.Evaluate(activation)));
  Told told{ToText(explanation.result), explanation.clause, "", ""};
  for (const auto& [text, value] : explanation.values) {
    told.values +=
        (told.values.empty() ? "" : "; ") + text + " = " + ToText(value);
  }
  for (const data::RowRef row : explanation.offenders) {
    told.offenders += (told.offenders.empty() ? "" : " ") + ToText(Value(row));
  }
  return told;
}

TEST(Explain, AFalseConjunctionNamesItsFirstFalsePart) {
  const Told told = Explained(
      "site.name != '' && size(site.name) > 10 && site.status == "
      "SiteStatus.LISTED");
  EXPECT_EQ(told.result, "false");
  EXPECT_EQ(told.clause, "size(site.name) > 10");
  EXPECT_EQ(told.values, "size(site.name) = 5; site.name = \"North\"");
}

TEST(Explain, AFalseDisjunctionNeedsAllItsParts) {
  const Told told =
      Explained("site.name == 'South' || site.status == SiteStatus.LISTED");
  EXPECT_EQ(told.clause,
            "site.name == 'South' || site.status == SiteStatus.LISTED");
  EXPECT_EQ(told.values,
            "site.name = \"North\"; site.status = SiteStatus.OPEN");
}

TEST(Explain, ATrueDisjunctionNamesItsFirstTruePart) {
  EXPECT_EQ(
      Explained("site.name == '' || site.status == SiteStatus.OPEN").clause,
      "site.status == SiteStatus.OPEN");
}

TEST(Explain, AFalseAllNamesItsOffendersAndTheClauseOfTheFirst) {
  const Told told =
      Explained("site.rooms.all(r, r.label != 'x' ? r.window_limiter : true)");
  EXPECT_EQ(told.result, "unknown(3)");  // labels are not recorded
  const Told decided = Explained("site.rooms.all(r, r.window_limiter)");
  EXPECT_EQ(decided.clause, "r.window_limiter");
  EXPECT_EQ(decided.values, "r.window_limiter = false");
  EXPECT_EQ(decided.offenders, "Room#1 Room#2");
}

TEST(Explain, OffendersAreOnlyThoseForWhichThePredicateIsFalse) {
  const Told told = Explained("site.rooms.all(r, r.beds < 4)");
  EXPECT_EQ(told.result, "false");
  EXPECT_EQ(told.offenders, "Room#2");  // room 1 has unknown beds
  EXPECT_EQ(told.clause, "r.beds < 4");
  EXPECT_EQ(told.values, "r.beds = 4");
}

TEST(Explain, FilteredRowsOffendOnlyWhenTheyAreMembersForCertain) {
  const Told told =
      Explained("site.rooms.filter(r, r.beds > 1).all(r, r.window_limiter)");
  EXPECT_EQ(told.result, "false");
  EXPECT_EQ(told.offenders, "Room#2");
}

TEST(Explain, NestedQuantifiersNameTheInnermostRows) {
  const Told told =
      Explained("site.floors.all(f, f.rooms.all(r, r.window_limiter))");
  EXPECT_EQ(told.offenders, "Room#1 Room#2");
  EXPECT_EQ(told.clause, "r.window_limiter");
}

TEST(Explain, AnOuterRowOffendsWhenItsInnerRowsDoNot) {
  const Told told =
      Explained("site.floors.all(f, f.rooms.exists(r, r.window_limiter))");
  EXPECT_EQ(told.offenders, "Floor#1");
  EXPECT_EQ(told.clause, "f.rooms.exists(r, r.window_limiter)");
}

TEST(Explain, PairsOffendWithBothRows) {
  const Told told = Explained(
      "site.rooms.pairs().all(p, p[0].window_limiter == p[1].window_limiter)");
  EXPECT_EQ(told.offenders, "Room#0 Room#1 Room#2");
}

TEST(Explain, ANegatedExistsNamesTheRowsThatExist) {
  const Told told = Explained("!site.rooms.exists(r, !r.window_limiter)");
  EXPECT_EQ(told.result, "false");
  EXPECT_EQ(told.clause, "!r.window_limiter");
  EXPECT_EQ(told.values, "r.window_limiter = false");
  EXPECT_EQ(told.offenders, "Room#1 Room#2");
}

TEST(Explain, TooManyForExistsOneAreNamed) {
  const Told told = Explained("site.rooms.exists_one(r, !r.window_limiter)");
  EXPECT_EQ(told.result, "false");
  EXPECT_EQ(told.offenders, "Room#1 Room#2");
  EXPECT_EQ(told.clause, "site.rooms.exists_one(r, !r.window_limiter)");
}

TEST(Explain, AnUnknownConjunctionNamesItsUnknownPart) {
  const Told told = Explained("site.name != '' && site.region_id == 'R'");
  EXPECT_EQ(told.result, "unknown(1)");
  EXPECT_EQ(told.clause, "site.region_id == 'R'");
  EXPECT_EQ(told.values, "site.region_id = unknown(1)");
}

TEST(Explain, AnUnknownAllNamesTheClauseOfItsUnknownItem) {
  const Told told = Explained("site.rooms.all(r, r.beds > 1)");
  EXPECT_EQ(told.clause, "r.beds > 1");
  EXPECT_EQ(told.values, "r.beds = unknown(1)");
  EXPECT_EQ(told.offenders, "");
}

TEST(Explain, AnOpenCollectionIsItselfTheClause) {
  TestWorld world;
  world.Add("Site", "S");
  world.Add("Floor", "F");
  const Told told = Explained("site.rooms.all(r, r.beds > 1)", world);
  EXPECT_EQ(told.result, "unknown(1)");
  EXPECT_EQ(told.clause, "site.rooms");
  EXPECT_EQ(told.values, "site.rooms = [...]");
}

TEST(Explain, AnOpenCollectionIsTheClauseBehindAFilterToo) {
  TestWorld world;
  world.Add("Site", "S");
  world.Add("Floor", "F");
  EXPECT_EQ(
      Explained("site.rooms.filter(r, r.beds > 1).all(r, r.beds > 2)", world)
          .clause,
      "site.rooms");
}

TEST(Explain, AnUncertainMemberIsExplainedByTheFilter) {
  TestWorld world = World();
  world.Set("Room", 2, "beds", BlankCell());
  world.Set("Room", 0, "window_limiter", Known(Value(true)));
  const Told told = Explained(
      "site.rooms.filter(r, r.beds > 1).all(q, q.window_limiter)", world);
  EXPECT_EQ(told.result, "unknown(2)");
  EXPECT_EQ(told.clause, "r.beds > 1");
  EXPECT_EQ(told.values, "r.beds = unknown(1)");
}

TEST(Explain, AConditionalNamesTheBranchTaken) {
  EXPECT_EQ(Explained("site.status == SiteStatus.OPEN ? site.name == 'x' : "
                      "true")
                .clause,
            "site.name == 'x'");
  EXPECT_EQ(Explained("site.region_id == 'R' ? true : false").clause,
            "site.region_id == 'R'");
}

TEST(Explain, AnErrorNamesThePartThatFailed) {
  const Told told = Explained("site.name != '' && 1 / 0 > size(site.name)");
  EXPECT_EQ(told.result, "error(divide_by_zero)");
  EXPECT_EQ(told.clause, "1 / 0 > size(site.name)");
}

TEST(Explain, ASizeComparisonShowsTheSize) {
  const Told told = Explained("site.rooms.size() >= 5");
  EXPECT_EQ(told.clause, "site.rooms.size() >= 5");
  EXPECT_EQ(told.values,
            "site.rooms = [Room#0, Room#1, Room#2]; site.rooms.size() = 3");
}

TEST(Explain, ATrueResultIsTheWholeOfIt) {
  EXPECT_EQ(Explained("site.name != '' && site.rooms.size() == 3").clause,
            "site.name != '' && site.rooms.size() == 3");
}

}  // namespace
}  // namespace quaranta::expr

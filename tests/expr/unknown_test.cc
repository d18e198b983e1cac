// What is not known: cells, hedged numbers, open collections. Each case has a
// site S1 with rooms R0..R3 and asks what a rule says.
#include <ostream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/expr/program.h"
#include "tests/expr/test_world.h"

namespace quaranta::expr {
namespace {

using data::NoteState;

// R0: isolation, 2 beds, limiter, 18 m2.   R1: isolation, beds unknown, no
// limiter, area masked.   R2: use unknown, 3 beds, limiter unknown.   R3:
// office, beds hedged [4, 6), limiter, area suspect although valid.
TestWorld World(bool closed) {
  TestWorld world;
  world.Add("Site", "S1",
            {{"name", Known(Value("North"))},
             {"status", Known(EnumOfName("SiteStatus.OPEN"))}});
  const auto room = [](const char* label) {
    return std::map<std::string, Cell, std::less<>>{
        {"site_id", Known(Value("S1"))}, {"label", Known(Value(label))}};
  };
  for (const char* label : {"0", "1", "2", "3"}) {
    world.Add("Room", std::string("S1/") + label, room(label));
  }
  const Cell isolation = Known(EnumOfName("RoomUse.ISOLATION"));
  world.Set("Room", 0, "use", isolation);
  world.Set("Room", 0, "beds", Known(Value(std::int64_t{2})));
  world.Set("Room", 0, "window_limiter", Known(Value(true)));
  world.Set("Room", 0, "area_m2", Known(Value(18.0)));
  world.Set("Room", 1, "use", isolation);
  world.Set("Room", 1, "window_limiter", Known(Value(false)));
  world.Set("Room", 1, "area_m2", Noted(NoteState::kMasked));
  world.Set("Room", 2, "beds", Known(Value(std::int64_t{3})));
  world.Set("Room", 3, "use", Known(EnumOfName("RoomUse.OFFICE")));
  world.Set("Room", 3, "beds", Between(4, 6));
  world.Set("Room", 3, "window_limiter", Known(Value(true)));
  world.Set("Room", 3, "area_m2",
            Cell{Value(300.0), NoteState::kSuspect, std::nullopt});
  if (closed) world.CloseAll("Site", "rooms");
  return world;
}

std::string Eval(const std::string& source, bool closed) {
  Environment environment = RecordEnvironment({"Site"});
  for (const char* name : {"r0", "r1", "r2", "r3"}) {
    environment.variables.push_back(
        {name, Variable::Type::kRecord, schema::FindRecord("Room")});
  }
  const Program program = Compiled(source, environment);
  const data::View view = World(closed).Build();
  std::vector<Value> slots = {Value(data::RowRef{TableOf("Site"), 0})};
  for (std::uint32_t i = 0; i < 4; ++i) {
    slots.emplace_back(data::RowRef{TableOf("Room"), i});
  }
  Activation activation;
  activation.view = &view;
  activation.slots = slots;
  return ToText(program.Evaluate(activation));
}

TEST(Smoke, HeadlineRule) {
  const std::string rule =
      "site.rooms.filter(r, r.use == RoomUse.ISOLATION)"
      ".all(r, r.window_limiter)";
  EXPECT_EQ(Eval(rule, true), "false");
  EXPECT_EQ(Eval(rule, false), "false");
  EXPECT_EQ(Eval("site.rooms.all(r, r.beds > 1)", true), "unknown(1)");
  EXPECT_EQ(Eval("site.rooms.all(r, r.beds > 1)", false), "unknown(2)");
}

}  // namespace
}  // namespace quaranta::expr

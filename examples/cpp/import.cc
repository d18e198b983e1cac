// A facility-management program asks for rooms inside a transaction: it hands
// over its own rows as structs, an Arrow table of another system, and arrivals
// as JSON. Either everything was understood, or nothing happens and the Status
// names the row and the field.
//
//   import ARRIVALS.json
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "quaranta/data/arrow.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/io/io.h"
#include "quaranta/policy/policy.h"
#include "quaranta/schema/records.h"
#include "quaranta/text/node.h"
#include "quaranta/world/rows.h"

namespace {

using namespace quaranta;

// The program's own buildings.
void AddHouse(world::Builder& builder) {
  schema::Region region;
  region.id = "CN-99-01";
  region.zone = "Asia/Shanghai";
  world::Append(builder, region);
  schema::Site site;
  site.id = "S1";
  site.region_id = "CN-99-01";
  site.status = schema::SiteStatus::kOpen;
  site.grade = schema::RiskLevel::kHigh;
  world::Append(builder, site);
  for (int number = 1; number <= 6; ++number) {
    schema::Room room;
    room.site_id = "S1";
    room.floor_id = number <= 3 ? "S1/3F" : "S1/4F";
    room.label = (number <= 3 ? "30" : "40") + std::to_string(number);
    room.use = schema::RoomUse::kIsolation;
    room.state = schema::RoomState::kReady;
    room.beds = 2;
    world::Append(builder, room);
  }
}

// Floors, as another system in the same process hands them over.
absl::Status AddFloors(world::Builder& builder, ArrowArrayStream* stream) {
  return io::AppendArrow(builder, *schema::FindRecord("Floor"), stream,
                         "floors of the building register");
}

ArrowArrayStream BuildingRegister() {
  world::Builder builder;
  for (const char* label : {"3F", "4F"}) {
    schema::Floor floor;
    floor.site_id = "S1";
    floor.label = label;
    world::Append(builder, floor);
  }
  ArrowArrayStream stream{};
  const auto world = std::move(builder).Build();
  if (world.ok()) {
    data::ExportArrow(world->SharedTable(schema::kFloorIndex), &stream, "UTC");
  }
  return stream;
}

// Strict: a mistake is an error, not an issue. "arrivals:2:26: ...".
absl::StatusOr<world::World> Arrivals(const std::string& json) {
  const auto rows = text::ReadJson(json, "arrivals");
  if (!rows.ok()) return rows.status();
  world::Builder builder;
  const absl::Status added =
      io::AppendRows(builder, *schema::FindRecord("Person"), *rows, "arrivals");
  if (!added.ok()) return added;
  return std::move(builder).Build();
}

absl::StatusOr<desk::Plan> Propose(const std::string& json) {
  world::Builder builder;
  AddHouse(builder);
  ArrowArrayStream floors = BuildingRegister();
  const absl::Status added = AddFloors(builder, &floors);
  if (!added.ok()) return added;
  const auto world = std::move(builder).Build();
  if (!world.ok()) return world.status();
  const auto arrivals = Arrivals(json);
  if (!arrivals.ok()) return arrivals.status();
  const std::string pack = "cn-county-2022";
  const auto policy = policy::Policy::Make({&pack, 1});
  if (!policy.ok()) return policy.status();
  const auto as_of = ParseInstant("2022-04-10T17:00:00+08:00");
  return desk::Place(*world, *arrivals, *policy, {.as_of = *as_of, .seed = 1});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: import ARRIVALS.json\n";
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string json(std::istreambuf_iterator<char>(file), {});
  const auto plan = Propose(json);
  if (!plan.ok()) {  // roll back: nothing was changed
    std::cerr << "import: " << plan.status().message() << "\n";
    return 1;
  }
  for (const place::Assignment& given : plan->plan.assignments) {
    std::cout << plan->parties[given.party.value()].id << " "
              << plan->rooms[given.room.value()].id << "\n";
  }
  std::cout << plan->plan.unplaced.size() << " without a room\n";
  return 0;
}

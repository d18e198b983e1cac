// The mappings that ship as examples read their samples.
#include <fstream>
#include <iterator>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/io/io.h"
#include "quaranta/world/rows.h"
#include "tests/io/grid.h"
#include "tests/support/paths.h"
#include "tests/support/status_matchers.h"

namespace quaranta::io {
namespace {

using ::quaranta::testing::IsOk;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

world::World ReadSample(const std::string& name) {
  const std::string folder =
      ::quaranta::testing::SourceDir() + "/examples/mappings/";
  std::ifstream in(folder + name + ".yaml", std::ios::binary);
  const std::string yaml(std::istreambuf_iterator<char>(in), {});
  const auto mapping = ReadMapping(yaml, name + ".yaml");
  EXPECT_THAT(mapping, IsOk());
  ReadOptions options;
  options.zone = "Asia/Shanghai";
  if (mapping.ok()) options.mapping = *mapping;
  const auto read = ImportFrom(folder + "samples/" + name, options);
  EXPECT_THAT(read, IsOk());
  return read.ok() ? read->world : world::World();
}

TEST(ExampleMappingTest, BookingsOfAHotelAreStaysInRooms) {
  const world::World world = ReadSample("hotel-app");
  EXPECT_EQ(testing::Account(world), "rows 4 = 1 aside + 3 repaired")
      << "the check-out time has a time, a day is planned";
  const auto stay = world::Get<schema::Stay>(world, 0);
  EXPECT_EQ(stay.contact_type, schema::ContactType::kClose);
  EXPECT_EQ(stay.state, schema::StayState::kInside);
  EXPECT_EQ(FormatDay(stay.planned_end.value()), "2022-04-19");
  EXPECT_FALSE(stay.end) << "planned is not happened";
  EXPECT_EQ(world::Get<schema::RoomAssignment>(world, 1).room_id, "S1/302");
  EXPECT_THAT(testing::Issues(world),
              Contains(HasSubstr("4 type=9 unknown_value")))
      << "a code that the book does not have";
}

TEST(ExampleMappingTest, ContactsOfSormasAreExposures) {
  const world::World world = ReadSample("sormas");
  EXPECT_EQ(testing::Account(world), "rows 5 = 3 aside + 2 read");
  const auto first = world::Get<schema::Exposure>(world, 0);
  EXPECT_EQ(first.id, "C-1");
  EXPECT_EQ(first.person_id, "P-1") << "told by the row";
  EXPECT_EQ(first.case_id, "K-1");
  EXPECT_EQ(FormatInstant(first.reported_at.value()),
            "2022-04-06T09:30:00+08:00");
  const auto person = world::Get<schema::Person>(world, 0);
  EXPECT_EQ(FormatDay(person.last_exposure.value()), "2022-04-05");
  EXPECT_EQ(person.name, "Alpha");
}

TEST(ExampleMappingTest, GoDataIsContactsAndRelationships) {
  const world::World world = ReadSample("godata");
  EXPECT_EQ(testing::Account(world),
            "rows 3 = 1 aside + 2 read; rows 3 = 1 aside + 2 read");
  EXPECT_EQ(world::Get<schema::Person>(world, 1).sex, schema::Sex::kMale);
  EXPECT_EQ(world::Get<schema::Exposure>(world, 0).person_id, "5f1a");
  EXPECT_THAT(testing::Issues(world),
              Not(Contains(HasSubstr("unknown_value"))));
}

}  // namespace
}  // namespace quaranta::io

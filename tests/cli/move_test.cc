// Moves in the example county. QUARANTA_UPDATE_GOLDEN=1 writes
// tests/cli/golden anew.
#include <cstdlib>
#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/text/node.h"
#include "tests/cli/support.h"
#include "tests/support/paths.h"

namespace quaranta::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

text::Node Json(const std::string& bytes) {
  auto node = text::ReadJson(bytes, "json", {.bytes = 1u << 30});
  EXPECT_TRUE(node.ok()) << node.status().message();
  return node.ok() ? *std::move(node) : text::Node();
}

// What the command says beside the golden file of that name.
void Compare(const std::string& name, const Ran& ran) {
  const std::string path =
      ::quaranta::testing::SourceDir() + "/tests/cli/golden/" + name + ".txt";
  if (std::getenv("QUARANTA_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << ran.out;
    return;
  }
  EXPECT_EQ(ran.out, Bytes(path)) << path;
}

TEST(MoveCli, AFloorAndASiteThatMustBeEmptyInBothLanguages) {
  for (const std::string language : {"zh", "en"}) {
    const auto empty = [&language](const char* what) {
      return RunCli(
          At17("move", kCounty, {"--empty", what, "--lang", language}));
    };
    const Ran floor = empty("S1/6F");
    EXPECT_EQ(floor.code, kOk) << floor.err << floor.out;
    Compare("move_floor." + language, floor);
    const Ran site = empty("S3");
    EXPECT_EQ(site.code, kFindings) << site.err;
    Compare("move_site." + language, site);
  }
}

// One group on three floors of four rooms: 3, 2 and 1 of its people. In the
// example county no group has empty rooms enough to leave a floor.
void WriteHouse(const Folder& folder) {
  std::string rooms = "site_id,floor_id,label,use,state,beds\n";
  std::string people = "id,age\n";
  std::string stays =
      "id,person_id,site_id,place,state,start,chain_id,batch_id,risk_class\n";
  std::string given = "stay_id,room_id,start\n";
  const std::string since = "2022-04-09T09:00:00+08:00";
  for (int floor = 2; floor <= 4; ++floor) {
    const std::string f = std::to_string(floor);
    for (int n = 1; n <= 4; ++n) {
      const std::string room = f + "0" + std::to_string(n);
      rooms += "S1,S1/" + f + "," + room + ",ISOLATION,READY,1\n";
      if (n > 5 - floor) continue;
      const std::string id = "P" + room;
      people += id + ",40\n";
      stays += id + "," + id + ",S1,SITE,INSIDE," + since + ",L1,B1,HIGH\n";
      given += id + ",S1/" + room + "," + since + "\n";
    }
  }
  folder.Write("Region.csv", "id,zone\nCN-1,Asia/Shanghai\n");
  folder.Write("Site.csv",
               "id,name,region_id,status,grade\nS1,Hotel,CN-1,OPEN,HIGH\n");
  folder.Write("Floor.csv", "site_id,label\nS1,2\nS1,3\nS1,4\n");
  folder.Write("Room.csv", rooms);
  folder.Write("Person.csv", people);
  folder.Write("Stay.csv", stays);
  folder.Write("RoomAssignment.csv", given);
}

TEST(MoveCli, FloorsThatCouldBeFreeInBothLanguages) {
  const Folder house("house");
  WriteHouse(house);
  for (const std::string language : {"zh", "en"}) {
    const Ran ran =
        RunCli(At17("move", house.path(), {"--free", "--lang", language}));
    EXPECT_EQ(ran.code, kOk) << ran.err;
    Compare("move_free." + language, ran);
    const Ran none =
        RunCli(At17("move", kCounty, {"--free", "--lang", language}));
    EXPECT_EQ(none.code, kOk) << none.err;
    Compare("move_free_none." + language, none);
  }
}

TEST(MoveCli, JsonHasEveryKeyAndEverybodyOnce) {
  const Folder folder("move");
  const Ran ran =
      RunCli(At17("move", kCounty,
                  {"--empty", "S1/6F,S2/6F", "--empty", "S3/301", "--format",
                   "json", "--out", folder / "moves.json"}));
  EXPECT_EQ(ran.out, Bytes(folder / "moves.json")) << ran.err;
  const text::Node moves = Json(ran.out);
  EXPECT_EQ(moves.Find("schema")->scalar, "quaranta.moves/1");
  EXPECT_EQ(moves.Find("question")->scalar, "EVACUATE");
  EXPECT_EQ(moves.Find("empty")->items.size(), 3u);
  std::map<std::string, int> times;
  for (const char* list : {"moves", "without", "held"}) {
    for (const text::Node& of : moves.Find(list)->items) {
      for (const text::Node& person : of.Find("people")->items) {
        ++times[person.scalar];
      }
    }
  }
  for (const auto& [person, count] : times) EXPECT_EQ(count, 1) << person;
  EXPECT_GE(static_cast<int>(times.size()),
            std::stoi(moves.Find("people_there")->scalar));
  EXPECT_THAT(ran.out, Not(HasSubstr("phone")));
}

TEST(MoveCli, FreeAsJsonSaysWhatEveryNumberOfFloorsTakes) {
  const Folder house("house");
  WriteHouse(house);
  const Ran ran =
      RunCli(At17("move", house.path(), {"--free", "--format", "json"}));
  EXPECT_EQ(ran.code, kOk) << ran.err;
  const text::Node moves = Json(ran.out);
  EXPECT_EQ(moves.Find("question")->scalar, "FREE");
  std::size_t floors = 0;
  int people = 0;
  for (const text::Node& of : moves.Find("choices")->items) {
    EXPECT_EQ(of.Find("count")->scalar, std::to_string(++floors));
    EXPECT_EQ(of.Find("floors")->items.size(), floors);
    EXPECT_GT(std::stoi(of.Find("people")->scalar), people);
    people = std::stoi(of.Find("people")->scalar);
  }
  EXPECT_GT(floors, 0u);
  EXPECT_EQ(moves.Find("floors")->items.size(), floors);
  EXPECT_EQ(moves.Find("free_from")->scalar, "2022-04-11");
}

TEST(MoveCli, WhatIsAskedForIsOneOfTwo) {
  EXPECT_THAT(RunCli(At17("move", kCounty)).err,
              HasSubstr("--empty or --free"));
  EXPECT_EQ(RunCli(At17("move", kCounty, {"--empty", "S3", "--free"})).code,
            kBroken);
  EXPECT_EQ(
      RunCli(At17("move", kCounty, {"--empty", "S3", "--most-people", "3"}))
          .code,
      kBroken);
  EXPECT_EQ(
      RunCli(At17("move", kCounty, {"--free", "--most-people", "-3"})).code,
      kBroken);
}

TEST(MoveCli, UnknownIdsAreNamedWithTheNearest) {
  const Ran room = RunCli(At17("move", kCounty, {"--empty", "S1/6f"}));
  EXPECT_EQ(room.code, kBroken);
  EXPECT_THAT(room.err, AllOf(HasSubstr("empty: \"S1/6f\" is no room, floor or "
                                        "site of region \"CN-99-01\""),
                              HasSubstr("\"S1/6F\"")));
  const Ran wanted =
      RunCli(At17("move", kCounty, {"--free", "--wanted", "S1/601"}));
  EXPECT_EQ(wanted.code, kBroken);
  EXPECT_THAT(wanted.err, HasSubstr("\"S1/601\" is a room"));
}

}  // namespace
}  // namespace quaranta::cli

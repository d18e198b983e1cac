// The schema never breaks data that was written before.
#include "tools/schemagen/compat.h"
#include "tests/support/paths.h"

#include <fstream>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "quaranta/schema/field.h"
#include "quaranta/v1/options.pb.h"

namespace quaranta::schemagen {
namespace {

using google::protobuf::FileDescriptorSet;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kHow[] =
    "\nrun: cmake --build build/dev --target quaranta_schema_update\n";

FileDescriptorSet Now() {
  FileDescriptorSet set;
  EXPECT_TRUE(set.ParseFromString(std::string(schema::DescriptorSet())));
  return set;
}

FileDescriptorSet Baseline() {
  std::ifstream file(
      ::quaranta::testing::SourceDir() + "/proto/baseline/quaranta.v1.binpb",
      std::ios::binary);
  FileDescriptorSet set;
  EXPECT_TRUE(file && set.ParseFromIstream(&file));
  return set;
}

TEST(Baseline, NothingOnceWrittenIsBroken) {
  ASSERT_GT(Baseline().file_size(), 10);
  EXPECT_THAT(Compare(Baseline(), Now()).breaking, IsEmpty());
}

TEST(Baseline, KnowsEveryAddition) {
  EXPECT_THAT(Compare(Baseline(), Now()).additions, IsEmpty()) << kHow;
}

// A room with two fields and an enum, to plant changes in.
FileDescriptorSet Small() {
  FileDescriptorSet set;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        file {
          name: "a.proto"
          package: "quaranta.v1"
          message_type {
            name: "Room"
            field {
              name: "beds"
              number: 1
              type: TYPE_INT32
              label: LABEL_OPTIONAL
              proto3_optional: true
              options {
                [quaranta.v1.field] { unit: "bed" }
              }
            }
            field {
              name: "since"
              number: 2
              type: TYPE_STRING
              label: LABEL_OPTIONAL
              proto3_optional: true
              options {
                [quaranta.v1.field] { kind: DATE }
              }
            }
          }
          enum_type {
            name: "Use"
            value { name: "USE_UNSPECIFIED" number: 0 }
            value { name: "USE_STORE" number: 1 }
          }
        }
      )pb",
      &set));
  return set;
}

google::protobuf::DescriptorProto& RoomOf(FileDescriptorSet& set) {
  return *set.mutable_file(0)->mutable_message_type(0);
}

TEST(Compare, TheSameSchemaHasNoChanges) {
  const Changes changes = Compare(Small(), Small());
  EXPECT_THAT(changes.breaking, IsEmpty());
  EXPECT_THAT(changes.additions, IsEmpty());
}

TEST(Compare, AFieldOfAnotherTypeBreaks) {
  FileDescriptorSet now = Small();
  RoomOf(now).mutable_field(0)->set_type(
      google::protobuf::FieldDescriptorProto::TYPE_STRING);
  EXPECT_THAT(Compare(Small(), now).breaking,
              ElementsAre(HasSubstr("Room.beds = 1: was")));
}

TEST(Compare, AFieldInAnotherUnitOrOfAnotherKindBreaks) {
  FileDescriptorSet now = Small();
  RoomOf(now)
      .mutable_field(0)
      ->mutable_options()
      ->MutableExtension(v1::field)
      ->set_unit("room");
  RoomOf(now)
      .mutable_field(1)
      ->mutable_options()
      ->MutableExtension(v1::field)
      ->set_kind(v1::INSTANT);
  EXPECT_THAT(Compare(Small(), now).breaking,
              ElementsAre(HasSubstr("in bed"), HasSubstr("kind INSTANT")));
}

TEST(Compare, ARenamedFieldReusesItsNumber) {
  FileDescriptorSet now = Small();
  RoomOf(now).mutable_field(0)->set_name("bed_count");
  EXPECT_THAT(Compare(Small(), now).breaking,
              ElementsAre(HasSubstr("now belongs to bed_count")));
}

TEST(Compare, ARenumberedFieldIsGoneAndNew) {
  FileDescriptorSet now = Small();
  RoomOf(now).mutable_field(0)->set_number(3);
  const Changes changes = Compare(Small(), now);
  EXPECT_THAT(changes.breaking, ElementsAre(HasSubstr("beds = 1: removed")));
  EXPECT_THAT(changes.additions, ElementsAre(HasSubstr("beds = 3")));
}

TEST(Compare, PresenceTakenAwayBreaks) {
  FileDescriptorSet now = Small();
  RoomOf(now).mutable_field(0)->clear_proto3_optional();
  EXPECT_THAT(Compare(Small(), now).breaking,
              ElementsAre(HasSubstr("PRESENCE")));
}

TEST(Compare, ARemovedMessageOrValueBreaks) {
  FileDescriptorSet now = Small();
  now.mutable_file(0)->clear_message_type();
  now.mutable_file(0)->mutable_enum_type(0)->mutable_value()->RemoveLast();
  EXPECT_THAT(Compare(Small(), now).breaking,
              ElementsAre("quaranta.v1.Room: removed",
                          "quaranta.v1.Use.USE_STORE = 1: removed"));
}

TEST(Compare, NewThingsAreAdditionsOnly) {
  FileDescriptorSet now = Small();
  auto& field = *RoomOf(now).add_field();
  field.set_name("label");
  field.set_number(9);
  now.mutable_file(0)->add_message_type()->set_name("Floor");
  auto& value = *now.mutable_file(0)->mutable_enum_type(0)->add_value();
  value.set_name("USE_WASTE");
  value.set_number(2);
  const Changes changes = Compare(Small(), now);
  EXPECT_THAT(changes.breaking, IsEmpty());
  EXPECT_THAT(changes.additions, ElementsAre("quaranta.v1.Room.label = 9",
                                             "quaranta.v1.Use.USE_WASTE = 2",
                                             "quaranta.v1.Floor"));
}

TEST(Compare, MovingAMessageToAnotherFileIsNoChange) {
  FileDescriptorSet now = Small();
  auto& other = *now.add_file();
  other.set_package("quaranta.v1");
  other.mutable_message_type()->Swap(
      now.mutable_file(0)->mutable_message_type());
  const Changes changes = Compare(Small(), now);
  EXPECT_THAT(changes.breaking, IsEmpty());
  EXPECT_THAT(changes.additions, IsEmpty());
}

TEST(Compare, OtherPackagesAreNotOurs) {
  FileDescriptorSet old = Small();
  auto& other = *old.add_file();
  other.set_package("google.protobuf");
  other.add_message_type()->set_name("Struct");
  EXPECT_THAT(Compare(old, Small()).breaking, IsEmpty());
  EXPECT_EQ(OwnFiles(old).file_size(), 1);
}

}  // namespace
}  // namespace quaranta::schemagen

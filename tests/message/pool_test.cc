// Messages by reflection: what the official suite does not ask.
#include "quaranta/message/pool.h"

#include <google/protobuf/any.pb.h>
#include <google/protobuf/descriptor.pb.h>

#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/expr/program.h"
#include "tests/support/status_matchers.h"

namespace quaranta::message {
namespace {

namespace pb = google::protobuf;
using expr::Value;
using Field = pb::FieldDescriptorProto;

void AddField(pb::DescriptorProto& message, const std::string& name, int number,
              Field::Type type, const std::string& type_name = "",
              bool repeated = false) {
  Field& field = *message.add_field();
  field.set_name(name);
  field.set_number(number);
  field.set_type(type);
  field.set_label(repeated ? Field::LABEL_REPEATED : Field::LABEL_OPTIONAL);
  if (!type_name.empty()) field.set_type_name(type_name);
}

// test.Room {int32 beds; string label; Room next; repeated int64 counts;
// google.protobuf.Int64Value limit; google.protobuf.Any extra; Use use;}
pb::FileDescriptorSet RoomFile() {
  pb::FileDescriptorSet set;
  pb::FileDescriptorProto& file = *set.add_file();
  file.set_name("room.proto");
  file.set_package("test");
  file.set_syntax("proto3");
  file.add_dependency("google/protobuf/any.proto");
  file.add_dependency("google/protobuf/wrappers.proto");
  pb::EnumDescriptorProto& use = *file.add_enum_type();
  use.set_name("Use");
  for (const auto& [name, number] :
       {std::pair("UNKNOWN", 0), std::pair("ISOLATION", 1)}) {
    auto& value = *use.add_value();
    value.set_name(name);
    value.set_number(number);
  }
  pb::DescriptorProto& room = *file.add_message_type();
  room.set_name("Room");
  AddField(room, "beds", 1, Field::TYPE_INT32);
  AddField(room, "label", 2, Field::TYPE_STRING);
  AddField(room, "next", 3, Field::TYPE_MESSAGE, ".test.Room");
  AddField(room, "counts", 4, Field::TYPE_INT64, "", true);
  AddField(room, "limit", 5, Field::TYPE_MESSAGE,
           ".google.protobuf.Int64Value");
  AddField(room, "extra", 6, Field::TYPE_MESSAGE, ".google.protobuf.Any");
  AddField(room, "use", 7, Field::TYPE_ENUM, ".test.Use");
  AddField(room, "ratio", 8, Field::TYPE_FLOAT);
  return set;
}

std::shared_ptr<const Pool> RoomPool() {
  auto pool = Pool::FromDescriptorSet(RoomFile().SerializeAsString());
  EXPECT_TRUE(pool.ok()) << pool.status();
  return *pool;
}

Value Evaluated(const std::string& source, Value room = Value()) {
  expr::Declarations declared;
  declared.types = RoomPool();
  declared.container = "test";
  declared.variables = {{"room", expr::StaticType::Message("test.Room")}};
  const auto [program, mistakes] =
      expr::Program::CompilePlain(source, declared);
  EXPECT_TRUE(mistakes.empty()) << mistakes[0].message;
  const std::vector<Value> slots = {std::move(room)};
  expr::Activation activation;
  activation.slots = slots;
  return program.Evaluate(activation);
}

TEST(PoolTest, BytesThatAreNoDescriptorSetAreRefused) {
  EXPECT_THAT(
      Pool::FromDescriptorSet("\xFF\xFF\xFF"),
      testing::StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
}

TEST(PoolTest, AFileThatDoesNotFitIsNamed) {
  pb::FileDescriptorSet set = RoomFile();
  set.mutable_file(0)->mutable_message_type(0)->mutable_field(2)->set_type_name(
      ".test.Nothing");
  const auto pool = Pool::FromDescriptorSet(set.SerializeAsString());
  ASSERT_FALSE(pool.ok());
  EXPECT_THAT(std::string(pool.status().message()),
              ::testing::HasSubstr("room.proto"));
}

TEST(PoolTest, ReadNamesWhatIsWrong) {
  const auto pool = RoomPool();
  EXPECT_THAT(pool->Read("test.Site", ""),
              testing::StatusIs(absl::StatusCode::kNotFound, ::testing::_));
  EXPECT_THAT(
      pool->Read("test.Room", "\x08"),
      testing::StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
}

TEST(PoolTest, FieldsAreReadFromTheBinaryForm) {
  const auto room = RoomPool()->Read("test.Room", std::string("\x08\x03", 2));
  ASSERT_TRUE(room.ok());
  EXPECT_EQ(ToText(Evaluated("room.beds + 1", *room)), "4");
  EXPECT_EQ(ToText(Evaluated("room.label", *room)), "\"\"");
  EXPECT_EQ(ToText(Evaluated("room.limit", *room)), "null");
  EXPECT_EQ(ToText(Evaluated("room.next.next.beds", *room)), "0");
  EXPECT_EQ(ToText(Evaluated("has(room.beds) && !has(room.next)", *room)),
            "true");
}

TEST(PoolTest, NumbersThatDoNotFitAreErrors) {
  EXPECT_EQ(ToText(Evaluated("Room{beds: 2147483648}")), "error(out_of_range)");
  EXPECT_EQ(ToText(Evaluated("Room{ratio: 1e300}.ratio")), "inf");
}

TEST(PoolTest, AnAnyHoldsMessagesAndPlainValues) {
  EXPECT_EQ(ToText(Evaluated("Room{extra: Room{beds: 2}}.extra.beds")), "2");
  EXPECT_EQ(ToText(Evaluated("Room{extra: [1, 'a']}.extra")), "[1.0, \"a\"]");
  EXPECT_EQ(ToText(Evaluated("type(Room{extra: 1u}.extra)")), "uint");
  EXPECT_EQ(ToText(Evaluated("type(Room{extra: Room{}}.extra) == Room")),
            "true");
}

TEST(PoolTest, AnAnyOfAnUnknownTypeIsAnErrorOnlyWhereItIsRead) {
  pb::Any any;
  any.set_type_url("type.googleapis.com/test.Nothing");
  std::string room = "\x32";
  const std::string bytes = any.SerializeAsString();
  room += static_cast<char>(bytes.size());
  const auto value = RoomPool()->Read("test.Room", room + bytes);
  ASSERT_TRUE(value.ok());
  EXPECT_EQ(ToText(Evaluated("room.extra", *value)), "error(invalid_argument)");
  EXPECT_EQ(ToText(Evaluated("has(room.extra)", *value)), "true");
}

TEST(PoolTest, AnyWithinAnyIsReadToALimitedDepth) {
  pb::Any any;
  for (int i = 0; i < 300; ++i) {
    pb::Any outer;
    outer.set_type_url("type.googleapis.com/google.protobuf.Any");
    outer.set_value(any.SerializeAsString());
    any = outer;
  }
  const auto value =
      RoomPool()->Read("google.protobuf.Any", any.SerializeAsString());
  ASSERT_TRUE(value.ok());
  EXPECT_TRUE(value->IsError());
}

TEST(PoolTest, EnumValuesAreInts) {
  EXPECT_EQ(ToText(Evaluated("Room{use: Use.ISOLATION}.use + 1")), "2");
}

TEST(PoolTest, ValuesOutliveTheirPool) {
  Value room;
  {
    const auto pool = RoomPool();
    room = pool->Build("test.Room", std::vector<std::pair<std::string, Value>>{
                                        {"beds", Value(std::int64_t{3})}});
  }
  ASSERT_NE(room.As<expr::Object>(), nullptr);
  EXPECT_EQ(ToText(room.As<expr::Object>()->Field("beds")), "3");
}

TEST(PoolTest, UnknownFieldsMakeAMessageUnknown) {
  expr::Declarations declared;
  declared.types = RoomPool();
  declared.variables = {{"x", {}}};
  const auto [program, mistakes] =
      expr::Program::CompilePlain("test.Room{label: x}", declared);
  ASSERT_TRUE(mistakes.empty());
  const std::vector<Value> slots = {Value(expr::Unknown{})};
  expr::Activation activation;
  activation.slots = slots;
  const expr::Fact fact{data::RowRef{0, 1}, false, 2,
                        data::NoteState::kNotRecorded};
  const std::vector<Value> partial = {Value(expr::Unknown{{fact}})};
  activation.slots = partial;
  const Value value = program.Evaluate(activation);
  ASSERT_TRUE(value.IsUnknown());
  EXPECT_EQ(value.As<expr::Unknown>()->facts, expr::Facts{fact});
}

TEST(PoolTest, OneProgramRunsInManyThreads) {
  const auto room = RoomPool()->Read("test.Room", std::string("\x08\x03", 2));
  ASSERT_TRUE(room.ok());
  expr::Declarations declared;
  declared.types = RoomPool();
  declared.variables = {{"room", {}}};
  const auto [program, mistakes] = expr::Program::CompilePlain(
      "test.Room{beds: room.beds, extra: [room.beds]}.extra[0]", declared);
  ASSERT_TRUE(mistakes.empty());
  const std::vector<Value> slots = {*room};
  std::vector<std::string> results(4);
  std::vector<std::thread> threads;
  for (std::string& result : results) {
    threads.emplace_back([&, p = &program] {
      expr::Activation activation;
      activation.slots = slots;
      for (int i = 0; i < 50; ++i) result = ToText(p->Evaluate(activation));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(results, ::testing::Each("3.0"));
}

}  // namespace
}  // namespace quaranta::message

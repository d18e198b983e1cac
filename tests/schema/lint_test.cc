// The generator refuses what would not work as a table or a rule.
#include "tools/schemagen/lint.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tools/schemagen/model.h"
#include "tools/schemagen/names.h"

namespace quaranta::schemagen {
namespace {

using google::protobuf::FileDescriptorProto;
using google::protobuf::FileDescriptorSet;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char kText[] = "type: TYPE_STRING";

std::string Field(const std::string& name, int number, const std::string& type,
                  const std::string& options) {
  return "field { name: '" + name + "' number: " + std::to_string(number) +
         " label: LABEL_OPTIONAL proto3_optional: true " + type +
         " options { [quaranta.v1.field] { zh: '" + name + "' " + options +
         " } } }";
}

// A site and a room; `extra` adds to the room, `outside` to the file.
std::string World(const std::string& extra, const std::string& options = "",
                  const std::string& outside = "") {
  return "name: 'quaranta/v1/x.proto' package: 'quaranta.v1' "
         "message_type { name: 'Site' " +
         Field("id", 1, kText, "") +
         "options { [quaranta.v1.record] { key: 'id' zh: '点' } } } "
         "message_type { name: 'Room' " +
         Field("id", 1, kText, "") +
         Field("site_id", 2, kText, "ref { record: 'Site' as: 'rooms' }") +
         extra + "options { [quaranta.v1.record] { key: 'id' zh: '房' " +
         options + " } } } " + outside;
}

// The faults of a schema, those about missing comments left out: text protos
// have none.
std::vector<std::string> Faults(const std::string& text) {
  FileDescriptorSet set;
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(text, set.add_file()))
      << text;
  std::vector<std::string> problems;
  const Schema schema = BuildSchema(set, problems);
  Lint(schema, problems);
  std::vector<std::string> faults;
  for (const std::string& problem : problems) {
    if (problem.find("has no comment") == std::string::npos) {
      faults.push_back(problem);
    }
  }
  return faults;
}

TEST(Lint, ASoundSchemaHasNoFaults) {
  EXPECT_THAT(Faults(World("")), IsEmpty());
}

TEST(Lint, AMissingCommentIsAFault) {
  FileDescriptorSet set;
  ASSERT_TRUE(
      google::protobuf::TextFormat::ParseFromString(World(""), set.add_file()));
  std::vector<std::string> problems;
  Lint(BuildSchema(set, problems), problems);
  EXPECT_THAT(problems, Contains("Room.site_id: has no comment"));
}

TEST(Lint, AReferenceToNoRecordIsAFault) {
  EXPECT_THAT(
      Faults(World(Field("wing_id", 3, kText, "ref { record: 'Wing' }"))),
      Contains(HasSubstr("Room.wing_id: refers to no record")));
}

TEST(Lint, AReferenceMustEndInId) {
  EXPECT_THAT(Faults(World(Field("home", 3, kText, "ref { record: 'Site' }"))),
              Contains(HasSubstr("ends in _id")));
}

TEST(Lint, TwoCollectionsOfOneNameAreAFault) {
  EXPECT_THAT(Faults(World(Field("old_site_id", 3, kText,
                                 "ref { record: 'Site' as: 'rooms' }"))),
              Contains(HasSubstr("Site already has rooms")));
}

TEST(Lint, AFieldNamedLikeACollectionIsAFault) {
  EXPECT_THAT(Faults(World(Field("site", 3, kText, ""))),
              Contains(HasSubstr("both called site")));
}

TEST(Lint, AWayThatLeadsNowhereIsAFault) {
  EXPECT_THAT(
      Faults(World("", "through { as: 'doors' path: 'site.doors' }")),
      Contains("Room.doors: Site has neither reference nor collection doors"));
  EXPECT_THAT(
      Faults(World("", "through { as: 'neighbours' path: 'site.rooms' }")),
      IsEmpty());
}

TEST(Lint, ReservedWordsAreNoFieldNames) {
  for (const char* word : {"class", "in", "on", "from", "package", "yes"}) {
    EXPECT_THAT(Faults(World(Field(word, 3, kText, ""))),
                Contains(HasSubstr("is a reserved word")))
        << word;
  }
}

TEST(Lint, CountsMustNameACollection) {
  EXPECT_THAT(
      Faults(World(Field("n_beds", 3, "type: TYPE_INT32", "counts: 'beds'"))),
      Contains(HasSubstr("counts names no collection")));
}

TEST(Lint, RangesUnitsAndKindsMustFitTheType) {
  EXPECT_THAT(Faults(World(Field("a", 3, kText, "unit: 'm'"))),
              Contains(HasSubstr("a unit needs a number")));
  EXPECT_THAT(Faults(World(Field("a", 3, kText, "has_range: true max: 1"))),
              Contains(HasSubstr("a range needs a number")));
  EXPECT_THAT(
      Faults(World(Field("a", 3, "type: TYPE_DOUBLE", "min: 1 max: 2"))),
      Contains(HasSubstr("need has_range")));
  EXPECT_THAT(Faults(World(Field("a", 3, "type: TYPE_DOUBLE",
                                 "has_range: true min: 2 max: 2"))),
              Contains(HasSubstr("min is not below max")));
  EXPECT_THAT(Faults(World(Field("a", 3, "type: TYPE_BOOL", "kind: DATE"))),
              Contains(HasSubstr("kind is for text")));
  EXPECT_THAT(Faults(World(Field("a", 3, "type: TYPE_FIXED32", ""))),
              Contains(HasSubstr("use bool, int32")));
}

TEST(Lint, OneHeaderForTwoFieldsIsAFault) {
  EXPECT_THAT(
      Faults(World(Field("label", 3, kText, "synonym: '房号|site_id'"))),
      Contains(HasSubstr("is already the name of")));
}

TEST(Lint, ABlankMustBeTellableFromAZero) {
  const std::string bare =
      "field { name: 'beds' number: 3 label: LABEL_OPTIONAL type: TYPE_INT32 "
      "options { [quaranta.v1.field] { zh: '床' } } }";
  EXPECT_THAT(Faults(World(bare)),
              Contains(HasSubstr("every field has presence")));
}

TEST(Lint, EnumValuesCarryTheirPrefixAndZeroIsUnspecified) {
  EXPECT_THAT(Faults(World("", "",
                           "enum_type { name: 'Use' "
                           "value { name: 'USE_UNSPECIFIED' number: 0 } "
                           "value { name: 'STORE' number: 1 } }")),
              Contains("Use.STORE: must begin with USE_"));
  EXPECT_THAT(Faults(World("", "",
                           "enum_type { name: 'Use' "
                           "value { name: 'USE_STORE' number: 0 } }")),
              Contains(HasSubstr("zero, and only zero")));
}

TEST(Lint, ARecordMayNotTakeANameOfTheLibrary) {
  EXPECT_THAT(Faults(World("", "", "message_type { name: 'Field' }")),
              Contains(HasSubstr("Field: is the name of something else")));
}

TEST(Names, FollowFromOneAnother) {
  EXPECT_EQ(SnakeCase("RoomAssignment"), "room_assignment");
  EXPECT_EQ(UpperSnake("RoomUse"), "ROOM_USE");
  EXPECT_EQ(ConstantName("AWAITING_DISINFECTION"), "kAwaitingDisinfection");
  EXPECT_EQ(ConstantName("24H"), "k24h");
  EXPECT_EQ(RefName("site_id"), "site");
  EXPECT_EQ(RefName("person_ids"), "persons");
  EXPECT_EQ(RefName("idle"), "idle");
}

TEST(Names, PluralsAreThoseOfEnglish) {
  EXPECT_EQ(Plural("dose"), "doses");
  EXPECT_EQ(Plural("waste_batch"), "waste_batches");
  EXPECT_EQ(Plural("screening_entry"), "screening_entries");
  EXPECT_EQ(Plural("stay"), "stays");
}

TEST(Names, ChineseTakesTwoColumns) {
  EXPECT_EQ(DisplayWidth("abc"), 3u);
  EXPECT_EQ(DisplayWidth("房间"), 4u);
  EXPECT_THAT(Wrapped("一二 三四 五六", "", 9), testing::SizeIs(2));
}

TEST(Names, NumbersReadBackAsThemselves) {
  EXPECT_EQ(NumberText(37.3), "37.3");
  EXPECT_EQ(NumberText(0), "0");
  EXPECT_EQ(std::stod(NumberText(0.1 + 0.2)), 0.1 + 0.2);
}

}  // namespace
}  // namespace quaranta::schemagen

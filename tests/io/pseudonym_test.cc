#include "io/pseudonym.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/io/io.h"
#include "quaranta/world/rows.h"
#include "tests/io/folder.h"
#include "tests/support/status_matchers.h"

namespace quaranta::io {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kKey = "sixteen bytes or more";
constexpr std::string_view kOtherKey = "another key of a province";

Pseudonyms Make(std::string_view key = kKey) {
  auto made = Pseudonyms::Make(key);
  EXPECT_THAT(made, IsOk());
  return *std::move(made);
}

std::string Hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    out += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

const schema::Field& FieldOf(std::string_view record, std::string_view field) {
  return *schema::FindField(*schema::FindRecord(record), field);
}

// RFC 4231, sections 4.2, 4.4, 4.5, 4.7 and 4.8; the key of 4.3 is shorter than
// we allow.
TEST(Pseudonym, TheMacIsThatOfTheStandard) {
  std::string counting;
  for (char c = 1; c <= 25; ++c) counting += c;
  const std::string long_key(131, '\xaa');
  const struct {
    std::string key;
    std::string message;
    std::string mac;
  } kVectors[] = {
      {std::string(20, '\x0b'), "Hi There",
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {std::string(20, '\xaa'), std::string(50, '\xdd'),
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {counting, std::string(50, '\xcd'),
       "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
      {long_key, "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
      {long_key,
       "This is a test using a larger than block-size key and a larger than "
       "block-size data. The key needs to be hashed before being used by the "
       "HMAC algorithm.",
       "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
  };
  for (const auto& vector : kVectors) {
    const Pseudonyms pseudonyms = Make(vector.key);
    EXPECT_EQ(Hex(pseudonyms.Mac(vector.message)), vector.mac);
    EXPECT_EQ(Hex(pseudonyms.Mac(vector.message)), vector.mac) << "again";
    EXPECT_FALSE(pseudonyms.failed());
  }
}

TEST(Pseudonym, AKeyOfFifteenBytesIsRefusedWithoutNamingIt) {
  EXPECT_THAT(Pseudonyms::Make("fifteen-bytes-x").status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("at least 16 bytes, got 15"),
                             Not(HasSubstr("fifteen-bytes")))));
  EXPECT_THAT(Pseudonyms::Make("sixteen-bytes-xx"), IsOk());
}

TEST(Pseudonym, ItIsThePAnd130BitsOfTheMac) {
  const Pseudonyms pseudonyms = Make();
  const std::string pseudonym = pseudonyms.OfPerson("P-0001");
  EXPECT_TRUE(IsPseudonym(pseudonym)) << pseudonym;
  const std::string mac = pseudonyms.Mac(
      std::string("quaranta pseudonym 1\0id of person\0p-0001", 40));
  std::string bits;
  for (const char c : mac) {
    for (int i = 7; i >= 0; --i) bits += (c >> i) & 1 ? '1' : '0';
  }
  std::string expected = "p";
  for (std::size_t i = 0; i < 26; ++i) {
    expected += "abcdefghijklmnopqrstuvwxyz234567"[std::stoul(
        bits.substr(5 * i, 5), nullptr, 2)];
  }
  EXPECT_EQ(pseudonym, expected);
}

TEST(Pseudonym, OneNumberInManyWritingsIsOnePseudonym) {
  const Pseudonyms p = Make();
  const auto& id = FieldOf("Person", "id_number");
  const auto& phone = FieldOf("Person", "phone");
  const auto& name = FieldOf("Person", "name");
  EXPECT_EQ(p.OfValue(id, "11010519491231002x"),
            p.OfValue(id, " １１０１０５１９４９１２３１００２Ｘ"));
  EXPECT_EQ(p.OfValue(phone, "+86 138-0013-8000"),
            p.OfValue(phone, "13800138000"));
  EXPECT_EQ(p.OfValue(phone, "13800138000"),
            p.OfValue(FieldOf("Staff", "phone"), "13800138000"));
  EXPECT_EQ(p.OfValue(name, "张　三"), p.OfValue(name, "张三"));
  EXPECT_EQ(p.OfPerson("p-1"), p.OfPerson("Ｐ－１"));
}

TEST(Pseudonym, DomainsAndKeysAndValuesAreApart) {
  const Pseudonyms p = Make();
  const Pseudonyms other = Make(kOtherKey);
  const std::set<std::string> distinct = {
      p.OfPerson("13800138000"),
      p.OfPerson("13800138001"),
      p.OfValue(FieldOf("Person", "phone"), "13800138000"),
      p.OfValue(FieldOf("Person", "name"), "13800138000"),
      other.OfPerson("13800138000"),
      other.OfValue(FieldOf("Person", "phone"), "13800138000"),
  };
  EXPECT_EQ(distinct.size(), 6U);
}

TEST(Pseudonym, APseudonymStaysAsItIs) {
  const Pseudonyms p = Make();
  const std::string once = p.OfPerson("P-1");
  EXPECT_EQ(p.OfPerson(once), once);
  EXPECT_EQ(Make(kOtherKey).OfPerson(once), once);
  EXPECT_EQ(p.OfValue(FieldOf("Person", "phone"), once), once);
}

TEST(Pseudonym, PersonsAreFoundInIdsMadeFromKeys) {
  const Pseudonyms p = Make();
  const std::string who = p.OfPerson("P-1");
  const std::string at = "2022-04-05T02:10:00+08:00";
  const auto& stay = *schema::FindRecord("Stay");
  EXPECT_EQ(p.OfId(stay, "P-1/" + at), who + "/" + at);
  EXPECT_EQ(p.OfId(stay, "ST-0001"), "ST-0001");
  EXPECT_EQ(p.OfId(stay, "S1/ST-0001"), "S1/ST-0001");
  EXPECT_EQ(
      p.OfId(*schema::FindRecord("RoomAssignment"), "P-1/" + at + "/" + at),
      who + "/" + at + "/" + at);
  EXPECT_EQ(p.OfSubject("Stay:P-1/" + at), "Stay:" + who + "/" + at);
  EXPECT_EQ(p.OfSubject("Person:P-1"), "Person:" + who);
  EXPECT_EQ(p.OfSubject("Room:S1/304"), "Room:S1/304");
  EXPECT_EQ(
      p.OfId(*schema::FindRecord("Waiver"), "ACC-4b/Person:P-1/2022-04-05"),
      "ACC-4b/Person:" + who + "/2022-04-05");
}

TEST(Pseudonym, NumbersOfPeopleInOtherIdsAreReplacedInPlace) {
  const Pseudonyms p = Make();
  const auto& room = *schema::FindRecord("Room");
  const std::string id = p.OfId(room, "S1/13800138000");
  EXPECT_THAT(id, Not(HasSubstr("138")));
  EXPECT_TRUE(id.starts_with("S1/p")) << id;
  EXPECT_EQ(id,
            "S1/" + p.OfText(room, FieldOf("Room", "label"), "13800138000"));
}

class PseudonymFolderTest : public FolderTest {
 protected:
  // A small county that names the same people in several files.
  void PutCounty() {
    Put("regions.csv", "id,zone\nCN-99,Asia/Shanghai\n");
    Put("隔离人员.csv",
        "人员编号,姓名,身份证号,联系电话,年龄,备注\n"
        "LISI-7,李四光,11010519491231002X,13800138000,72,住院 13700137000\n"
        "wang-8,王小五,110105******0021,13900139000,不详,\n");
    Put("stays.csv",
        "person_id,site_id,start,reception_owner\n"
        "ＬＩＳＩ－７,S1,2022-04-05 02:10,赵六六\n"
        "Wang-8,S1,2022-04-05 03:10,赵六六\n");
    Put("room_assignments.csv",
        "stay_id,room_id,start\n"
        "LISI-7/2022-04-05T02:10:00+08:00,S1/304,2022-04-05 02:10\n");
    Put("staff.csv", "id,name,phone\nW1,赵六六,13800138000\n");
    Put("findings.csv",
        "id,about,text\nF1,Person:LISI-7,李四光发热\n"
        "F2,Stay:LISI-7/2022-04-05T02:10:00+08:00,x\n");
    Put("sites.csv", "id,name\nS1,东方酒店 电话13600136000\n");
    Put("_notes.csv",
        "record,id,field,state,raw,low,high\n"
        "Person,LISI-7,age,hedged,七十多,70,80\n"
        "Person,LISI-7,phone,suspect,13800138000?,,\n"
        "Person,NOBODY-9,age,hedged,王小五说三十多,30,40\n");
    Put("_decisions.csv",
        "record,id,other,decision\nPerson,LISI-7,wang-8,different\n");
  }
  world::World ReadWith(std::string_view key) {
    ReadOptions options;
    options.pseudonym_key = key;
    return Read(options);
  }
  // The bytes behind a column, those behind blanks too.
  static std::string BytesIn(const data::Column& column) {
    const data::Column::Raw raw = column.raw();
    if (const auto dictionary = column.dictionary()) {
      const auto& bytes = dictionary->texts.bytes;
      return std::string(bytes.begin(), bytes.end());
    }
    if (raw.form == data::Form::kText32) {
      return std::string(
          raw.bytes, static_cast<std::size_t>(static_cast<const std::int32_t*>(
                         raw.values)[raw.items]));
    }
    if (raw.form == data::Form::kText64) {
      return std::string(
          raw.bytes, static_cast<std::size_t>(static_cast<const std::int64_t*>(
                         raw.values)[raw.items]));
    }
    return {};
  }
  // Everything that can be made of a world, and its issues.
  std::string AllBytesOf(const world::World& world) {
    std::string all = ToBytes(world);
    for (const data::Table& table : world.view().tables) {
      for (const data::Column& column : table.columns) all += BytesIn(column);
      for (std::uint32_t row = 0; row < table.rows; ++row) {
        all += table.IdText(row);
        text::JsonWriter json;
        WriteRowJson(
            world,
            {static_cast<std::uint32_t>(schema::IndexOf(*table.record)), row},
            json);
        all += json.Take();
      }
    }
    for (const world::Issue& issue : world.issues()) {
      all += issue.column + "|" + issue.value + "|" + issue.detail + "\n";
    }
    const auto out = folder_ / "out";
    EXPECT_THAT(WriteFolder(world, out.string()), IsOk());
    for (const auto& entry : std::filesystem::directory_iterator(out)) {
      std::ifstream in(entry.path(), std::ios::binary);
      all += std::string(std::istreambuf_iterator<char>(in), {});
    }
    std::filesystem::remove_all(out);
    return all;
  }
};

TEST_F(PseudonymFolderTest, NothingOfTheRawValuesIsLeftAnywhere) {
  PutCounty();
  const std::string all = AllBytesOf(ReadWith(kKey));
  for (const char* raw :
       {"李四光", "王小五", "赵六六", "11010519491231002", "110105***",
        "13800138000", "13900139000", "13700137000", "13600136000", "LISI",
        "ＬＩＳＩ", "wang", "Wang", "NOBODY", "住院", "发热", "七十多",
        "sixteen bytes"}) {
    const bool allowed = std::string_view(raw) == "七十多";  // of an age
    EXPECT_EQ(all.find(raw) != std::string::npos, allowed) << raw;
  }
}

TEST_F(PseudonymFolderTest, RowsStayLinkedAcrossFiles) {
  PutCounty();
  const world::World world = ReadWith(kKey);
  const Pseudonyms p = Make();
  const std::string li = p.OfPerson("lisi-7");
  ASSERT_TRUE(world.Find("Person:" + li));
  ASSERT_EQ(world.rows(*schema::FindRecord("Stay")), 2U);
  const auto stay = world::Get<schema::Stay>(world, 0);
  EXPECT_EQ(stay.person_id, li);
  EXPECT_EQ(stay.id, li + "/2022-04-05T02:10:00+08:00");
  const auto assignment = world::Get<schema::RoomAssignment>(world, 0);
  EXPECT_EQ(assignment.stay_id, stay.id);
  EXPECT_EQ(world::Get<schema::Finding>(world, 1).about, "Stay:" + *stay.id);
  EXPECT_EQ(world::Get<schema::Staff>(world, 0).phone,
            world::Get<schema::Person>(world, 0).phone);
  const data::Table& people = world.table(*schema::FindRecord("Person"));
  const auto age = static_cast<std::size_t>(&FieldOf("Person", "age") -
                                            people.record->fields.data());
  ASSERT_NE(people.columns[age].note(0), nullptr);
  EXPECT_EQ(people.columns[age].note(0)->bounds->low, 70);
  for (const world::Issue& issue : world.issues()) {
    EXPECT_NE(issue.code, "dangling_reference") << issue.column;
  }
}

TEST_F(PseudonymFolderTest, OtherKeysAreUnlinkableAndNoKeyKeepsTheData) {
  PutCounty();
  const auto one = world::Get<schema::Person>(ReadWith(kKey), 0);
  const auto two = world::Get<schema::Person>(ReadWith(kOtherKey), 0);
  EXPECT_NE(one.id, two.id);
  EXPECT_NE(one.name, two.name);
  EXPECT_NE(one.phone, two.phone);
  EXPECT_EQ(world::Get<schema::Person>(ReadWith(""), 0).name, "李四光");
}

TEST_F(PseudonymFolderTest, WhatWasWrittenReadsBackEqualWithAndWithoutTheKey) {
  PutCounty();
  const world::World world = ReadWith(kKey);
  const std::string bytes = ToBytes(world);
  ReadOptions options;
  for (const std::string_view key : {"", "sixteen bytes or more"}) {
    options.pseudonym_key = key;
    auto again = FromBytes(bytes, "again", options);
    ASSERT_THAT(again, IsOk());
    EXPECT_EQ(ToBytes(*again), bytes);
  }
}

TEST_F(PseudonymFolderTest, AFileWithoutHeadersLeavesNoRowInTheIssues) {
  Put("隔离人员.csv", "人员编号,李四光,年龄\nP1,王小五,张三丰\n");
  const world::World world = ReadWith(kKey);
  for (const world::Issue& issue : world.issues()) {
    for (const std::string& text : {issue.column, issue.value, issue.detail}) {
      EXPECT_THAT(text, Not(HasSubstr("李四光")));
      EXPECT_THAT(text, Not(HasSubstr("张三丰")));
    }
  }
  EXPECT_FALSE(world.issues().empty());
}

TEST_F(PseudonymFolderTest, CellsOfUnknownFieldsAreNotShownEvenWithoutAKey) {
  Put("persons.jsonl", "{\"id\": \"P1\", \"who\": \"李四光\"}\n");
  const world::World world = Read();
  ASSERT_EQ(world.issues().size(), 1U);
  EXPECT_EQ(world.issues()[0].code, "unknown_header");
  EXPECT_EQ(world.issues()[0].column, "who");
  EXPECT_EQ(world.issues()[0].value, "");
}

TEST_F(PseudonymFolderTest, EveryWayInRefusesAShortKey) {
  PutCounty();
  ReadOptions options;
  options.pseudonym_key = "short";
  const auto refused =
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("got 5"));
  EXPECT_THAT(ReadFolder(path(), options).status(), refused);
  EXPECT_THAT(FromBytes("", "x", options).status(), refused);
  EXPECT_THAT(ReadArrivals(path() + "/隔离人员.csv", options).status(),
              refused);
  world::Builder builder;
  EXPECT_THAT(AppendText(builder, *schema::FindRecord("Person"), "id\nP1\n",
                         Format::kCsv, "x", options),
              refused);
  EXPECT_THAT(FinishPeople(builder, options), refused);
}

TEST(Pseudonym, TablesAppendedOneByOneHoldPseudonymsAtOnce) {
  world::Builder builder;
  ReadOptions options;
  options.pseudonym_key = kKey;
  const auto& person = *schema::FindRecord("Person");
  for (const char* rows : {"id,name\nP1,李四光\n", "id,name\nP2,王小五\n"}) {
    ASSERT_THAT(
        AppendText(builder, person, rows, Format::kCsv, "people", options),
        IsOk());
  }
  const auto world = std::move(builder).Build();
  ASSERT_THAT(world, IsOk());
  EXPECT_EQ(world->rows(person), 2U);
  EXPECT_TRUE(world->Find("Person:" + Make().OfPerson("P1")));
  EXPECT_TRUE(world->Find("Person:" + Make().OfPerson("P2")));
}

}  // namespace
}  // namespace quaranta::io

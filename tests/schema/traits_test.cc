// What the schema refuses to hold about a person.
#include <set>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "quaranta/schema/field.h"

namespace quaranta::schema {
namespace {

// Parts of a snake_case name that would betray a forbidden trait or a score.
constexpr std::string_view kWords[] = {
    "ethnicity", "ethnic",    "race",       "minority", "nationality", "native",
    "hukou",     "origin",    "birthplace", "religion", "faith",       "creed",
    "politics",  "political", "membership", "rank",     "caste",       "tribe",
    "score",     "rating",    "credit",     "colour",   "color",       "risky",
    "repeat",    "offender",  "informant",  "suspicion"};

constexpr std::string_view kChinese[] = {
    "民族",     "籍贯", "户籍", "户口",       "原籍",     "宗教", "信仰",
    "政治面貌", "党员", "职级", "军衔",       "行政职务", "评分", "得分",
    "积分",     "信用", "码色", "健康码颜色", "举报人"};

// Names that hold a listed word and speak of a building or of goods.
const std::set<std::string>& Allowed() {
  static const auto& names =
      *new std::set<std::string>{"Site.activation_rank", "GoodsLot.origin"};
  return names;
}

bool HasPart(std::string_view name, std::string_view part) {
  while (true) {
    const std::size_t bar = name.find('_');
    if (name.substr(0, bar) == part) return true;
    if (bar == std::string_view::npos) return false;
    name.remove_prefix(bar + 1);
  }
}

TEST(Traits, NoFieldHoldsAForbiddenTraitOrAScore) {
  for (const Record& record : Records()) {
    for (const Field& field : record.fields) {
      const std::string where =
          std::string(record.name) + "." + std::string(field.name);
      if (Allowed().contains(where)) continue;
      for (const std::string_view word : kWords) {
        EXPECT_FALSE(HasPart(field.name, word)) << where;
      }
      for (const std::string_view word : kChinese) {
        EXPECT_EQ(field.zh.find(word), std::string_view::npos) << where;
        EXPECT_EQ(field.synonym.find(word), std::string_view::npos) << where;
      }
    }
  }
}

TEST(Traits, NoValueOfAnEnumIsAForbiddenTrait) {
  for (const Enum& enumeration : Enums()) {
    for (const EnumValue& value : enumeration.values) {
      for (const std::string_view word : kChinese) {
        EXPECT_EQ(value.zh.find(word), std::string_view::npos)
            << enumeration.name << "." << value.name;
        EXPECT_EQ(value.synonym.find(word), std::string_view::npos)
            << enumeration.name << "." << value.name;
      }
    }
  }
}

TEST(Traits, NamesNumbersPhonesAndAddressesAreDirectIdentifiers) {
  for (const Record& record : Records()) {
    for (const Field& field : record.fields) {
      const std::string where =
          std::string(record.name) + "." + std::string(field.name);
      const bool human = field.zh.find("姓名") != std::string_view::npos ||
                         field.zh.find("证件号") != std::string_view::npos ||
                         field.zh.find("身份证") != std::string_view::npos ||
                         field.zh == "联系电话" || field.zh == "家庭住址";
      if (!human || !field.ref_record.empty()) continue;
      EXPECT_EQ(field.personal, Personal::kDirect) << where;
    }
  }
  EXPECT_EQ(FindField(*FindRecord("Person"), "name")->personal,
            Personal::kDirect);
}

TEST(Traits, TemperaturesAndSymptomsOfPeopleAreHealthData) {
  for (const Record& record : Records()) {
    for (const Field& field : record.fields) {
      if (field.name == "symptoms" || field.zh == "体温") {
        EXPECT_EQ(field.personal, Personal::kHealth)
            << record.name << "." << field.name;
      }
    }
  }
}

TEST(Traits, EveryReferenceToAPersonIsAtLeastQuasiIdentifying) {
  for (const Record& record : Records()) {
    for (const Field& field : record.fields) {
      if (field.ref_record != "Person") continue;
      EXPECT_NE(field.personal, Personal::kNo)
          << record.name << "." << field.name;
    }
  }
}

}  // namespace
}  // namespace quaranta::schema

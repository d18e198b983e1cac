// Finding records, fields and values by the words people use for them.
#include <utility>

#include "gtest/gtest.h"
#include "quaranta/schema/field.h"

namespace quaranta::schema {
namespace {

TEST(Lookup, ARecordAnswersToAllItsNames) {
  for (const char* name : {"RoomAssignment", "room_assignment",
                           "room_assignments", "房间安排", "Placement"}) {
    const Record* record = FindRecord(name);
    ASSERT_NE(record, nullptr) << name;
    EXPECT_EQ(record->name, "RoomAssignment") << name;
  }
  EXPECT_EQ(FindRecord("Nothing"), nullptr);
  EXPECT_EQ(FindRecord(""), nullptr);
}

TEST(Lookup, AnAliasIsMatchedWholeNotInPart) {
  EXPECT_EQ(FindRecord("TempReading|SymptomLog"), nullptr);
  EXPECT_EQ(FindRecord("Temp"), nullptr);
}

TEST(Lookup, EveryNameLeadsBackToItsRecord) {
  for (const Record& record : Records()) {
    EXPECT_EQ(FindRecord(record.name), &record);
    EXPECT_EQ(FindRecord(record.snake), &record);
    EXPECT_EQ(FindRecord(record.plural), &record) << record.plural;
    EXPECT_EQ(FindRecord(record.zh), &record) << record.name;
    EXPECT_EQ(&Records()[IndexOf(record)], &record);
  }
}

// The record names that the rule catalogue uses, and where their facts live.
TEST(Lookup, NamesOfTheRuleCatalogueLeadToRecords) {
  const std::pair<const char*, const char*> names[] = {
      {"Region", "Region"},
      {"Site", "Site"},
      {"Zone", "Zone"},
      {"Unit", "Zone"},
      {"Passage", "Passage"},
      {"Floor", "Floor"},
      {"Room", "Room"},
      {"Hvac", "Hvac"},
      {"Camera", "Device"},
      {"SewageLog", "SewageLog"},
      {"WasteStore", "WasteStore"},
      {"AcceptanceCheck", "Acceptance"},
      {"Staff", "Staff"},
      {"Post", "TeamPost"},
      {"GuardPost", "TeamPost"},
      {"Shift", "Shift"},
      {"VideoShift", "Shift"},
      {"WatchShift", "Shift"},
      {"Training", "Training"},
      {"StaffHealth", "StaffHealth"},
      {"Person", "Person"},
      {"Stay", "Stay"},
      {"HomeMonitoring", "Stay"},
      {"Placement", "RoomAssignment"},
      {"TempReading", "Observation"},
      {"SymptomLog", "Observation"},
      {"WardRound", "Observation"},
      {"FollowUp", "Observation"},
      {"Visit", "Observation"},
      {"DoorEvent", "DoorEvent"},
      {"AuthEvent", "DoorEvent"},
      {"MovementLog", "DoorEvent"},
      {"Test", "Sample"},
      {"Pool", "Pool"},
      {"Round", "Round"},
      {"Certificate", "Certificate"},
      {"Kit", "Item"},
      {"EnvSample", "EnvironmentSample"},
      {"Investigation", "Investigation"},
      {"Hold", "Hold"},
      {"Case", "Case"},
      {"Contact", "Exposure"},
      {"Exposure", "Exposure"},
      {"Travel", "Exposure"},
      {"Referral", "Request"},
      {"Push", "Request"},
      {"Request", "Request"},
      {"Cluster", "Cluster"},
      {"Transfer", "Transfer"},
      {"Handover", "Transfer"},
      {"Ambulance", "Vehicle"},
      {"Disinfection", "Disinfection"},
      {"VehicleDisinfection", "Disinfection"},
      {"VentLog", "Disinfection"},
      {"FilterLog", "Disinfection"},
      {"TrapLog", "Disinfection"},
      {"CartLog", "Disinfection"},
      {"SchoolDis", "Disinfection"},
      {"DisPlan", "Document"},
      {"Plan", "Document"},
      {"Meeting", "Document"},
      {"WasteBatch", "WasteBatch"},
      {"SupplyItem", "Stock"},
      {"Food", "Stock"},
      {"Issue", "Movement"},
      {"Fund", "Budget"},
      {"Purchase", "Cost"},
      {"Drill", "Drill"},
      {"Vaccination", "Dose"},
      {"Prophylaxis", "Dose"},
      {"Point", "VaccinationPoint"},
      {"Entry", "EntryEvent"},
      {"VehicleEntry", "EntryEvent"},
      {"VisitorLog", "EntryEvent"},
      {"Entrance", "Checkpoint"},
      {"FeverClinicVisit", "FeverVisit"},
      {"FeverClinic", "Venue"},
      {"Hospital", "Venue"},
      {"DrugSale", "DrugSale"},
      {"GoodsLot", "GoodsLot"},
      {"Warehouse", "Venue"},
      {"School", "Venue"},
      {"ReturnCert", "ReturnCertificate"},
      {"Suspension", "ReturnCertificate"},
      {"Check", "HealthCheck"},
      {"DailyReport", "Report"},
      {"FeverReport", "Report"},
      {"PharmacyReport", "Report"},
      {"VacReport", "Report"},
      {"Relay", "Report"},
      {"Event", "Incident"},
      {"Alert", "Incident"},
      {"Failure", "Incident"},
      {"Assessment", "ClinicalNeed"},
      {"PsyAssessment", "ClinicalNeed"},
      {"RiskAssessment", "Inspection"},
      {"MarketInspection", "Inspection"},
      {"Checklist", "Inspection"},
      {"Finding", "Finding"},
      {"SelfCheck", "Finding"},
      {"CommonProblem", "Finding"},
      {"Reward", "Reward"},
      {"Penalty", "Penalty"},
      {"Figure", "Figure"},
      {"Series", "Figure"},
      {"Org", "Duty"},
      {"Form", "Report"},
      {"Notice", "Notice"},
  };
  for (const auto& [name, expected] : names) {
    const Record* record = FindRecord(name);
    ASSERT_NE(record, nullptr) << name;
    EXPECT_EQ(record->name, expected) << name;
  }
}

TEST(Lookup, AValueAnswersToNameLabelSynonymAndNumber) {
  const Enum* result = FindEnum("TestResult");
  ASSERT_NE(result, nullptr);
  for (const char* text : {"NEGATIVE", "阴性", "阴", "-"}) {
    const EnumValue* value = FindValue(*result, text);
    ASSERT_NE(value, nullptr) << text;
    EXPECT_EQ(value->name, "NEGATIVE") << text;
  }
  const EnumValue* second = FindValue(*result, 2);
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(second->name, "POSITIVE");
  EXPECT_EQ(FindValue(*result, ""), nullptr);
  EXPECT_EQ(FindValue(*result, 0), nullptr);
  EXPECT_EQ(FindValue(*result, "TEST_RESULT_NEGATIVE"), nullptr);
}

TEST(Lookup, AFieldIsFoundByItsNameOnly) {
  const Record& room = *FindRecord("Room");
  const Field* field = FindField(room, "window_limiter");
  ASSERT_NE(field, nullptr);
  EXPECT_EQ(field->zh, "窗户限位器");
  EXPECT_EQ(FindField(room, "窗户限位器"), nullptr);
}

// The headers that the field reports and registers are known to use.
TEST(Lookup, KnownHeadersHaveAField) {
  const std::pair<const char*, const char*> headers[] = {
      {"Person", "姓名"},         {"Person", "名字"},
      {"Person", "隔离人员姓名"}, {"Person", "身份证号"},
      {"Person", "身份证号码"},   {"Person", "证件号码"},
      {"Person", "证件号"},       {"Person", "联系电话"},
      {"Person", "手机号"},       {"Person", "电话"},
      {"Site", "隔离点"},         {"Site", "隔离酒店"},
      {"Site", "集中隔离点名称"}, {"Room", "房间号"},
      {"Room", "房号"},           {"Room", "房间"},
      {"Floor", "楼层"},          {"Floor", "层"},
      {"Stay", "入住时间"},       {"Stay", "隔离开始日期"},
      {"Stay", "入点时间"},       {"Stay", "解除隔离时间"},
      {"Stay", "预计解除日期"},   {"Stay", "出点时间"},
      {"Person", "人员类型"},     {"Person", "隔离原因"},
      {"Person", "人员类别"},     {"Person", "批次"},
      {"Person", "链条"},         {"Person", "关联病例"},
      {"Sample", "采样时间"},     {"Sample", "核酸时间"},
      {"Sample", "核酸结果"},     {"Sample", "结果"},
      {"Site", "房间总数"},       {"Site", "隔离房间数"},
      {"Region", "人口"},         {"Region", "常住人口"},
      {"Observation", "体温"},
  };
  for (const auto& [record_name, header] : headers) {
    const Record* record = FindRecord(record_name);
    ASSERT_NE(record, nullptr) << record_name;
    bool found = false;
    for (const Field& field : record->fields) {
      found = found || field.zh == header || InList(field.synonym, header);
    }
    EXPECT_TRUE(found) << record_name << " " << header;
  }
}

TEST(Lookup, KnownWordsOfPeopleCategoriesAreValues) {
  const Enum& type = *FindEnum("ContactType");
  for (const char* word :
       {"密接", "次密接", "密接的密接", "入境", "应隔尽隔", "中高风险区"}) {
    EXPECT_NE(FindValue(type, word), nullptr) << word;
  }
  const Enum& result = *FindEnum("TestResult");
  for (const char* word : {"阴性", "阳性", "待出", "可疑"}) {
    EXPECT_NE(FindValue(result, word), nullptr) << word;
  }
}

TEST(Lookup, AListIsSplitAtBarsAndNothingElse) {
  EXPECT_TRUE(InList("房号|房间", "房间"));
  EXPECT_TRUE(InList("a", "a"));
  EXPECT_FALSE(InList("房号|房间", "房"));
  EXPECT_FALSE(InList("", ""));
  EXPECT_FALSE(InList("a|b", "a|b"));
}

}  // namespace
}  // namespace quaranta::schema

// The generated tables are sound: whatever a table names exists.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/schema/field.h"

namespace quaranta::schema {
namespace {

std::string Where(const Record& record, const Field& field) {
  return std::string(record.name) + "." + std::string(field.name);
}

std::vector<std::string> Parts(std::string_view list, char separator) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::size_t end = list.find(separator);
    parts.emplace_back(list.substr(0, end));
    if (end == std::string_view::npos) break;
    list.remove_prefix(end + 1);
  }
  return parts;
}

// What can stand after the dot of a record, and the record it leads to.
std::map<std::string, const Record*> MembersOf(const Record& record) {
  std::map<std::string, const Record*> members;
  for (const Field& field : record.fields) {
    if (!field.ref_record.empty()) {
      members[std::string(field.ref_name)] = FindRecord(field.ref_record);
    }
  }
  for (const Record& other : Records()) {
    for (const Field& field : other.fields) {
      if (field.ref_record == record.name && !field.ref_as.empty()) {
        members[std::string(field.ref_as)] = &other;
      }
    }
  }
  return members;
}

TEST(Tables, EveryFamilyOfTheDesignHasItsRecords) {
  const char* names[] = {"Region",
                         "Site",
                         "Floor",
                         "Room",
                         "Zone",
                         "Passage",
                         "Door",
                         "Hvac",
                         "Device",
                         "WasteStore",
                         "Vehicle",
                         "Person",
                         "Party",
                         "Case",
                         "Exposure",
                         "ScreeningEntry",
                         "Stay",
                         "RoomAssignment",
                         "Observation",
                         "Sample",
                         "Pool",
                         "Transfer",
                         "Certificate",
                         "Request",
                         "Order",
                         "Consent",
                         "Notice",
                         "Hold",
                         "Investigation",
                         "ClinicalNeed",
                         "Incident",
                         "Complaint",
                         "Staff",
                         "TeamPost",
                         "Shift",
                         "Training",
                         "Cycle",
                         "StaffHealth",
                         "Item",
                         "Stock",
                         "Movement",
                         "Shipment",
                         "Need",
                         "Cost",
                         "Payment",
                         "Budget",
                         "Reward",
                         "Penalty",
                         "Disinfection",
                         "WasteBatch",
                         "SewageLog",
                         "EnvironmentSample",
                         "Checkpoint",
                         "EntryEvent",
                         "FeverVisit",
                         "DrugSale",
                         "GoodsLot",
                         "LotMovement",
                         "Venue",
                         "HealthCheck",
                         "Absence",
                         "ReturnCertificate",
                         "VaccinationPoint",
                         "DoseStock",
                         "Dose",
                         "Document",
                         "Acceptance",
                         "Inspection",
                         "Finding",
                         "Waiver",
                         "Drill",
                         "Duty",
                         "Report",
                         "Figure",
                         "Register",
                         "Verdict",
                         "PlacementPlan",
                         "ActivationPlan",
                         "ContactOrder",
                         "Task",
                         "Roster",
                         "Allocation",
                         "Forecast",
                         "Brief"};
  for (const char* name : names) {
    const Record* record = FindRecord(name);
    ASSERT_NE(record, nullptr) << name;
    EXPECT_EQ(record->name, name);
  }
}

TEST(Tables, EveryRecordBeginsWithItsIdAndHasAKeyOfItsOwnFields) {
  for (const Record& record : Records()) {
    ASSERT_FALSE(record.fields.empty()) << record.name;
    EXPECT_EQ(record.fields[0].name, "id") << record.name;
    EXPECT_EQ(record.fields[0].number, 1) << record.name;
    EXPECT_EQ(record.fields[0].kind, Kind::kString) << record.name;
    EXPECT_FALSE(record.key.empty()) << record.name;
    std::set<std::uint16_t> seen;
    for (const std::uint16_t index : record.key) {
      ASSERT_LT(index, record.fields.size()) << record.name;
      EXPECT_TRUE(seen.insert(index).second) << record.name;
      EXPECT_FALSE(record.fields[index].repeated) << record.name;
    }
  }
}

TEST(Tables, EveryRecordAndFieldHasAChineseLabelAndAComment) {
  for (const Record& record : Records()) {
    EXPECT_FALSE(record.zh.empty()) << record.name;
    EXPECT_FALSE(record.doc.empty()) << record.name;
    EXPECT_FALSE(record.family.empty()) << record.name;
    for (const Field& field : record.fields) {
      EXPECT_FALSE(field.zh.empty()) << Where(record, field);
      EXPECT_FALSE(field.doc.empty()) << Where(record, field);
    }
  }
}

// Deployments with protos of their own count from 900.
TEST(Tables, NumbersFrom900OnAreLeftToDeployments) {
  for (const Record& record : Records()) {
    for (const Field& field : record.fields) {
      EXPECT_LT(field.number, 900) << Where(record, field);
    }
  }
}

TEST(Tables, EveryReferenceNamesARecordAndLosesItsSuffix) {
  for (const Record& record : Records()) {
    for (const Field& field : record.fields) {
      if (field.ref_record.empty()) {
        EXPECT_TRUE(field.ref_as.empty()) << Where(record, field);
        EXPECT_TRUE(field.ref_name.empty()) << Where(record, field);
        continue;
      }
      const Record* target = FindRecord(field.ref_record);
      ASSERT_NE(target, nullptr) << Where(record, field);
      EXPECT_EQ(target->name, field.ref_record) << Where(record, field);
      EXPECT_EQ(field.kind, Kind::kString) << Where(record, field);
      EXPECT_FALSE(field.ref_name.ends_with("_id")) << Where(record, field);
      EXPECT_NE(field.ref_name, field.name) << Where(record, field);
    }
  }
}

TEST(Tables, NothingOnARecordIsNamedTwice) {
  for (const Record& record : Records()) {
    std::set<std::string_view> names;
    std::set<std::int32_t> numbers;
    for (const Field& field : record.fields) {
      EXPECT_TRUE(names.insert(field.name).second) << Where(record, field);
      EXPECT_TRUE(numbers.insert(field.number).second) << Where(record, field);
    }
    for (const Field& field : record.fields) {
      if (field.ref_name.empty()) continue;
      EXPECT_TRUE(names.insert(field.ref_name).second) << Where(record, field);
    }
    for (const Record& other : Records()) {
      for (const Field& field : other.fields) {
        if (field.ref_record != record.name || field.ref_as.empty()) continue;
        EXPECT_TRUE(names.insert(field.ref_as).second)
            << record.name << " <- " << Where(other, field);
      }
    }
    for (const Through& through : record.through) {
      EXPECT_TRUE(names.insert(through.name).second)
          << record.name << "." << through.name;
    }
  }
}

TEST(Tables, EveryLongerWayLeadsSomewhere) {
  std::size_t ways = 0;
  for (const Record& record : Records()) {
    for (const Through& through : record.through) {
      const Record* at = &record;
      for (const std::string& step : Parts(through.path, '.')) {
        const auto members = MembersOf(*at);
        const auto it = members.find(step);
        ASSERT_NE(it, members.end())
            << record.name << "." << through.name << " at " << step;
        at = it->second;
      }
      ++ways;
    }
  }
  EXPECT_GT(ways, 0u);
}

TEST(Tables, CountsNameACollectionOfTheSameRecord) {
  std::size_t counting = 0;
  for (const Record& record : Records()) {
    const auto members = MembersOf(record);
    for (const Field& field : record.fields) {
      if (field.counts.empty()) continue;
      ++counting;
      EXPECT_EQ(field.kind, Kind::kInt) << Where(record, field);
      EXPECT_TRUE(members.contains(std::string(field.counts)))
          << Where(record, field);
    }
  }
  EXPECT_GT(counting, 0u);
}

TEST(Tables, RangesAndUnitsBelongToNumbers) {
  for (const Record& record : Records()) {
    for (const Field& field : record.fields) {
      const bool number =
          field.kind == Kind::kInt || field.kind == Kind::kDouble;
      if (field.has_range) {
        EXPECT_TRUE(number) << Where(record, field);
        EXPECT_LT(field.min, field.max) << Where(record, field);
      }
      EXPECT_TRUE(number || field.unit.empty()) << Where(record, field);
      EXPECT_EQ(field.enumeration != nullptr, field.kind == Kind::kEnum)
          << Where(record, field);
    }
  }
}

TEST(Tables, EnumNamesAreStrippedAndZeroIsNotListed) {
  for (const Enum& enumeration : Enums()) {
    EXPECT_FALSE(enumeration.values.empty()) << enumeration.name;
    std::set<std::string_view> words;
    for (const EnumValue& value : enumeration.values) {
      EXPECT_NE(value.number, 0) << enumeration.name << "." << value.name;
      EXPECT_NE(value.name, "UNSPECIFIED") << enumeration.name;
      EXPECT_TRUE(words.insert(value.name).second) << enumeration.name;
    }
  }
  const Enum* use = FindEnum("RoomUse");
  ASSERT_NE(use, nullptr);
  std::vector<std::string> names;
  for (const EnumValue& value : use->values) names.emplace_back(value.name);
  EXPECT_THAT(names, testing::ElementsAre("ISOLATION", "STAFF", "OFFICE",
                                          "DUTY", "CLINIC", "HOLDING", "BUFFER",
                                          "STORE", "WASTE"));
}

TEST(Tables, StagesOfASiteAreInTheirOrder) {
  const Enum* status = FindEnum("SiteStatus");
  ASSERT_NE(status, nullptr);
  std::vector<std::string> names;
  for (const EnumValue& value : status->values) {
    EXPECT_EQ(value.number, static_cast<std::int32_t>(names.size()) + 1);
    names.emplace_back(value.name);
  }
  EXPECT_THAT(names, testing::ElementsAre("LISTED", "CONVERTED", "ACCEPTED",
                                          "OPEN", "CLOSED"));
}

// A header of a file must not fit two fields of one record, or the reader
// would have to guess.
TEST(Tables, AHeaderFitsOneFieldOfARecord) {
  for (const Record& record : Records()) {
    std::map<std::string, std::string_view> owner;
    for (const Field& field : record.fields) {
      std::vector<std::string> headers = Parts(field.synonym, '|');
      headers.emplace_back(field.zh);
      headers.emplace_back(field.name);
      for (const std::string& header : headers) {
        EXPECT_FALSE(header.empty()) << Where(record, field);
        EXPECT_TRUE(owner.emplace(header, field.name).second)
            << Where(record, field) << " and " << owner[header] << ": "
            << header;
      }
    }
  }
}

TEST(Tables, WhatARemedyMayChangeIsNeverMeasuredDatedByFateOrPersonal) {
  for (const Record& record : Records()) {
    for (const Field& field : record.fields) {
      if (!field.actionable) continue;
      EXPECT_NE(field.personal, Personal::kHealth) << Where(record, field);
      EXPECT_FALSE(field.computed) << Where(record, field);
    }
  }
  for (const char* name : {"chain_id", "batch_id", "risk_class", "start", "end",
                           "last_exposure", "contact_type", "person_id"}) {
    const Field* field = FindField(*FindRecord("Stay"), name);
    ASSERT_NE(field, nullptr) << name;
    EXPECT_FALSE(field->actionable) << name;
  }
  const Field* temperature =
      FindField(*FindRecord("Observation"), "temperature");
  ASSERT_NE(temperature, nullptr);
  EXPECT_FALSE(temperature->actionable);
  const Field* limiter = FindField(*FindRecord("Room"), "window_limiter");
  ASSERT_NE(limiter, nullptr);
  EXPECT_TRUE(limiter->actionable);
}

TEST(Tables, DescriptorSetIsEmbeddedAndKnowsTheRecords) {
  const std::string_view bytes = DescriptorSet();
  EXPECT_GT(bytes.size(), 10'000u);
  EXPECT_NE(bytes.find("quaranta/v1/place.proto"), std::string_view::npos);
  EXPECT_NE(bytes.find("window_limiter"), std::string_view::npos);
  // Comments stay out of the binary form.
  EXPECT_EQ(bytes.find("Every window that opens"), std::string_view::npos);
}

}  // namespace
}  // namespace quaranta::schema

// The shape of records: what a record type, a field and an enum are.
//
// The tables themselves are generated from proto/quaranta/v1 into
// quaranta/schema/records.h; this header only says what they are made of.
// Everything is constexpr and immutable; there is no protobuf in sight.
#ifndef QUARANTA_SCHEMA_FIELD_H_
#define QUARANTA_SCHEMA_FIELD_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace quaranta::schema {

enum class Kind : std::uint8_t {
  kBool,
  kInt,  // 64-bit
  kDouble,
  kString,
  kEnum,       // stored as its number
  kDate,       // quaranta::Day
  kInstant,    // quaranta::Instant
  kReference,  // text "Record:id", any record
};
std::string_view KindName(Kind kind);  // "bool", "int", ... "reference"

// What a blank cell means (DESIGN: "absent").
enum class Absent : std::uint8_t { kUnknown, kNone, kNotYet };

enum class Personal : std::uint8_t { kNo, kDirect, kQuasi, kHealth };

struct EnumValue {
  std::string_view name;    // "ISOLATION": the proto prefix is stripped
  std::int32_t number = 0;  // 0 is never listed: it means "not recorded"
  std::string_view zh;
  std::string_view synonym;  // "|"-separated
  std::string_view doc;
};

struct Enum {
  std::string_view name;  // "RoomUse"
  std::span<const EnumValue> values;
};

struct Field {
  std::string_view name;  // "window_limiter"
  std::int32_t number = 0;
  Kind kind = Kind::kString;
  bool repeated = false;
  const Enum* enumeration = nullptr;  // for kEnum
  std::string_view ref_record;        // for ids of other records: "Site"
  std::string_view ref_name;          // "site": the field without "_id"
  std::string_view ref_as;            // the collection there: "rooms"
  Absent absent = Absent::kUnknown;
  std::string_view unit;
  std::string_view zh;
  std::string_view synonym;  // "|"-separated headers
  std::string_view doc;      // the comment in the proto
  Personal personal = Personal::kNo;
  bool actionable = false;
  std::string_view counts;  // collection that this number counts
  bool computed = false;
  bool has_range = false;
  double min = 0;
  double max = 0;
};

struct Through {
  std::string_view name;  // the collection on this record
  std::string_view path;  // "rooms.assignments.stay"
};

struct Record {
  std::string_view name;    // "RoomAssignment"
  std::string_view snake;   // "room_assignment": its name in rules
  std::string_view plural;  // "room_assignments": its file
  std::string_view zh;
  std::string_view family;  // the proto file's stem: "place"
  std::string_view doc;
  std::string_view aliases;  // "|"-separated
  std::span<const Field> fields;
  std::span<const std::uint16_t> key;  // indexes into fields
  std::span<const Through> through;
};

// All record types, in the order of the proto files; the index is the record's
// number everywhere (tables, views).
std::span<const Record> Records();
std::span<const Enum> Enums();

// By name ("Room"), snake name, plural, Chinese name or alias; nullptr when
// there is none.
const Record* FindRecord(std::string_view name);
// Index into Records().
std::size_t IndexOf(const Record& record);
// By name; nullptr when there is none.
const Field* FindField(const Record& record, std::string_view name);
const Enum* FindEnum(std::string_view name);
// By name, Chinese label or synonym; nullptr when there is none.
const EnumValue* FindValue(const Enum& enumeration, std::string_view text);
const EnumValue* FindValue(const Enum& enumeration, std::int32_t number);

// The serialised google.protobuf.FileDescriptorSet of proto/quaranta/v1.
std::string_view DescriptorSet();

// True when `list`, separated by "|", holds `text`.
bool InList(std::string_view list, std::string_view text);

}  // namespace quaranta::schema

#endif  // QUARANTA_SCHEMA_FIELD_H_

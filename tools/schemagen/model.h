// What the protos say, read once, in the shape that every output needs.
#ifndef QUARANTA_TOOLS_SCHEMAGEN_MODEL_H_
#define QUARANTA_TOOLS_SCHEMAGEN_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.pb.h"
#include "quaranta/v1/options.pb.h"

namespace quaranta::schemagen {

enum class Kind {
  kBool,
  kInt,
  kDouble,
  kString,
  kEnum,
  kDate,
  kInstant,
  kReference,
  // Only in messages that are not records:
  kMessage,
  kStringMap,  // map<string, string>
  kJson,       // google.protobuf.Struct, kept as its JSON text
};
// "bool" ... "reference", as in quaranta/schema/field.h.
std::string KindName(Kind kind);

struct EnumValueDef {
  std::string name;       // without the prefix
  std::string full_name;  // with it
  std::int32_t number = 0;
  v1::EnumValueOptions options;
  std::string doc;
};

struct EnumDef {
  std::string name;
  std::string family;
  std::string doc;
  std::vector<EnumValueDef> values;  // zero left out
};

struct FieldDef {
  std::string name;
  std::int32_t number = 0;
  Kind kind = Kind::kString;
  bool repeated = false;
  bool optional = false;  // has presence
  bool narrow = false;    // an int of 32 bits
  std::string type_name;  // of an enum or message
  v1::FieldOptions options;
  std::string ref_name;  // the name without "_id"
  std::string doc;
};

struct MessageDef {
  std::string name;
  std::string snake;
  std::string plural;
  std::string family;
  std::string doc;
  bool is_record = false;
  v1::RecordOptions options;
  std::vector<FieldDef> fields;
  std::vector<std::size_t> key;  // indexes into fields
};

// Records, enums and plain messages of package quaranta.v1, in file order;
// the files of the options are left out.
struct Schema {
  std::vector<EnumDef> enums;
  std::vector<MessageDef> records;
  std::vector<MessageDef> messages;
  std::vector<std::string> family_docs;  // beside `families`
  std::vector<std::string> families;
  std::string descriptor_set;  // serialised, without comments

  const EnumDef* FindEnum(const std::string& name) const;
  const MessageDef* FindRecord(const std::string& name) const;
  const MessageDef* FindMessage(const std::string& name) const;
};

// Reads a descriptor set made with --include_source_info. What cannot be
// expressed (oneofs, nested declarations, unknown types) goes to `problems`.
Schema BuildSchema(google::protobuf::FileDescriptorSet set,
                   std::vector<std::string>& problems);

}  // namespace quaranta::schemagen

#endif  // QUARANTA_TOOLS_SCHEMAGEN_MODEL_H_

// Reading messages by the names of their fields.
#ifndef QUARANTA_TESTS_CONFORMANCE_RUNNER_FIELDS_H_
#define QUARANTA_TESTS_CONFORMANCE_RUNNER_FIELDS_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <string>
#include <vector>

namespace quaranta::conformance {

namespace pb = google::protobuf;

inline const pb::FieldDescriptor* FieldOf(const pb::Message& message,
                                          const std::string& name) {
  return message.GetDescriptor()->FindFieldByName(name);
}
inline bool Has(const pb::Message& m, const std::string& name) {
  return m.GetReflection()->HasField(m, FieldOf(m, name));
}
inline std::string GetString(const pb::Message& m, const std::string& name) {
  return m.GetReflection()->GetString(m, FieldOf(m, name));
}
inline bool GetBool(const pb::Message& m, const std::string& name) {
  return m.GetReflection()->GetBool(m, FieldOf(m, name));
}
inline int GetEnum(const pb::Message& m, const std::string& name) {
  return m.GetReflection()->GetEnumValue(m, FieldOf(m, name));
}
inline std::int64_t GetInt(const pb::Message& m, const std::string& name) {
  const pb::FieldDescriptor* field = FieldOf(m, name);
  return field->cpp_type() == pb::FieldDescriptor::CPPTYPE_INT32
             ? m.GetReflection()->GetInt32(m, field)
             : m.GetReflection()->GetInt64(m, field);
}
inline std::uint64_t GetUint(const pb::Message& m, const std::string& name) {
  return m.GetReflection()->GetUInt64(m, FieldOf(m, name));
}
inline double GetDouble(const pb::Message& m, const std::string& name) {
  return m.GetReflection()->GetDouble(m, FieldOf(m, name));
}
inline const pb::Message& GetMessage(const pb::Message& m,
                                     const std::string& name) {
  return m.GetReflection()->GetMessage(m, FieldOf(m, name));
}
inline pb::Message& MutableMessage(pb::Message& m, const std::string& name) {
  return *m.GetReflection()->MutableMessage(&m, FieldOf(m, name));
}

// The field of a oneof that is set, or "".
inline std::string WhichOf(const pb::Message& m, const std::string& oneof) {
  const pb::FieldDescriptor* field = m.GetReflection()->GetOneofFieldDescriptor(
      m, m.GetDescriptor()->FindOneofByName(oneof));
  return field == nullptr ? "" : field->name();
}

inline std::vector<const pb::Message*> Items(const pb::Message& m,
                                             const std::string& name) {
  std::vector<const pb::Message*> items;
  const pb::FieldDescriptor* field = FieldOf(m, name);
  for (int i = 0; i < m.GetReflection()->FieldSize(m, field); ++i) {
    items.push_back(&m.GetReflection()->GetRepeatedMessage(m, field, i));
  }
  return items;
}
inline std::vector<pb::Message*> MutableItems(pb::Message& m,
                                              const std::string& name) {
  std::vector<pb::Message*> items;
  const pb::FieldDescriptor* field = FieldOf(m, name);
  for (int i = 0; i < m.GetReflection()->FieldSize(m, field); ++i) {
    items.push_back(m.GetReflection()->MutableRepeatedMessage(&m, field, i));
  }
  return items;
}

}  // namespace quaranta::conformance

#endif  // QUARANTA_TESTS_CONFORMANCE_RUNNER_FIELDS_H_

#include "tools/schemagen/compat.h"

#include <map>

#include "quaranta/v1/options.pb.h"

namespace quaranta::schemagen {
namespace {

using google::protobuf::DescriptorProto;
using google::protobuf::EnumDescriptorProto;
using google::protobuf::FieldDescriptorProto;
using google::protobuf::FileDescriptorProto;
using google::protobuf::FileDescriptorSet;

// One numbered thing: a field of a message, a value of an enum.
struct Member {
  std::string name;
  std::string type;  // everything that decides how its data is read
};

struct Definition {
  bool is_enum = false;
  std::map<int, Member> members;
};

std::string TypeOf(const FieldDescriptorProto& field) {
  const v1::FieldOptions& options = field.options().GetExtension(v1::field);
  std::string type = FieldDescriptorProto::Label_Name(field.label());
  if (field.proto3_optional()) type = "PRESENCE";
  type += " " + FieldDescriptorProto::Type_Name(field.type());
  if (!field.type_name().empty()) type += " " + field.type_name();
  if (options.kind() != v1::KIND_UNSPECIFIED) {
    type += " kind " + v1::Kind_Name(options.kind());
  }
  if (!options.unit().empty()) type += " in " + options.unit();
  if (options.has_ref()) type += " of " + options.ref().record();
  return type;
}

class Reader {
 public:
  std::map<std::string, Definition> Read(const FileDescriptorSet& set) {
    for (const FileDescriptorProto& file : set.file()) {
      for (const auto& message : file.message_type()) {
        AddMessage(file.package(), message);
      }
      for (const auto& one : file.enum_type()) AddEnum(file.package(), one);
    }
    return std::move(found_);
  }

 private:
  void AddMessage(const std::string& scope, const DescriptorProto& message) {
    const std::string name = scope + "." + message.name();
    Definition& definition = found_[name];
    for (const FieldDescriptorProto& field : message.field()) {
      definition.members[field.number()] = {field.name(), TypeOf(field)};
    }
    for (const auto& nested : message.nested_type()) AddMessage(name, nested);
    for (const auto& nested : message.enum_type()) AddEnum(name, nested);
  }

  void AddEnum(const std::string& scope, const EnumDescriptorProto& one) {
    Definition& definition = found_[scope + "." + one.name()];
    definition.is_enum = true;
    for (const auto& value : one.value()) {
      definition.members[value.number()] = {value.name(), ""};
    }
  }

  std::map<std::string, Definition> found_;
};

void CompareMembers(const std::string& name, const Definition& old,
                    const Definition& now, Changes& changes) {
  for (const auto& [number, member] : old.members) {
    const std::string where =
        name + "." + member.name + " = " + std::to_string(number);
    const auto it = now.members.find(number);
    if (it == now.members.end()) {
      changes.breaking.push_back(where + ": removed");
    } else if (it->second.name != member.name) {
      changes.breaking.push_back(where + ": the number now belongs to " +
                                 it->second.name);
    } else if (it->second.type != member.type) {
      changes.breaking.push_back(where + ": was " + member.type + ", is " +
                                 it->second.type);
    }
  }
  for (const auto& [number, member] : now.members) {
    if (old.members.count(number) == 0) {
      changes.additions.push_back(name + "." + member.name + " = " +
                                  std::to_string(number));
    }
  }
}

}  // namespace

Changes Compare(const FileDescriptorSet& baseline,
                const FileDescriptorSet& now) {
  const auto old_ones = Reader().Read(OwnFiles(baseline));
  const auto new_ones = Reader().Read(OwnFiles(now));
  Changes changes;
  for (const auto& [name, old] : old_ones) {
    const auto it = new_ones.find(name);
    if (it == new_ones.end() || it->second.is_enum != old.is_enum) {
      changes.breaking.push_back(name + ": removed");
    } else {
      CompareMembers(name, old, it->second, changes);
    }
  }
  for (const auto& [name, definition] : new_ones) {
    if (old_ones.count(name) == 0) changes.additions.push_back(name);
  }
  return changes;
}

FileDescriptorSet OwnFiles(const FileDescriptorSet& set) {
  FileDescriptorSet own;
  for (const FileDescriptorProto& file : set.file()) {
    if (file.package() != "quaranta.v1") continue;
    FileDescriptorProto& copy = *own.add_file();
    copy = file;
    copy.clear_source_code_info();
  }
  return own;
}

}  // namespace quaranta::schemagen

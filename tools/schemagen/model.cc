#include "tools/schemagen/model.h"

#include <algorithm>
#include <map>
#include <utility>

#include "tools/schemagen/names.h"

namespace quaranta::schemagen {
namespace {

using google::protobuf::DescriptorProto;
using google::protobuf::EnumDescriptorProto;
using google::protobuf::FieldDescriptorProto;
using google::protobuf::FileDescriptorProto;
using google::protobuf::FileDescriptorSet;

constexpr char kPackage[] = "quaranta.v1";
constexpr char kOptionsFile[] = "quaranta/v1/options.proto";

using Path = std::vector<int>;

// Comments of one file by the path of what they are beside.
class Comments {
 public:
  explicit Comments(const FileDescriptorProto& file) {
    for (const auto& location : file.source_code_info().location()) {
      std::string text = location.leading_comments();
      if (text.empty()) text = location.trailing_comments();
      if (text.empty()) continue;
      texts_[Path(location.path().begin(), location.path().end())] =
          OneLine(text);
    }
  }

  std::string Of(const Path& path) const {
    const auto it = texts_.find(path);
    return it == texts_.end() ? std::string() : it->second;
  }
  std::string OfFile() const {
    return Of({FileDescriptorProto::kSyntaxFieldNumber});
  }

 private:
  static std::string OneLine(const std::string& text) {
    std::string out;
    for (const std::string& line : Split(text, '\n')) {
      for (const std::string& word : Split(line, ' ')) {
        if (word.empty()) continue;
        if (!out.empty()) out += ' ';
        out += word;
      }
    }
    return out;
  }

  std::map<Path, std::string> texts_;
};

std::string ShortName(const std::string& type_name) {
  return type_name.substr(type_name.rfind('.') + 1);
}

std::string Stem(const std::string& file) {
  const std::size_t slash = file.rfind('/') + 1;
  return file.substr(slash, file.rfind('.') - slash);
}

// The kind of a text field, from its option.
Kind TextKind(const v1::FieldOptions& options) {
  switch (options.kind()) {
    case v1::DATE:
      return Kind::kDate;
    case v1::INSTANT:
      return Kind::kInstant;
    case v1::REFERENCE:
      return Kind::kReference;
    default:
      return Kind::kString;
  }
}

class Builder {
 public:
  explicit Builder(std::vector<std::string>& problems) : problems_(problems) {}

  Schema Build(FileDescriptorSet set) {
    std::vector<FileDescriptorProto*> files;
    for (FileDescriptorProto& file : *set.mutable_file()) {
      if (file.package() == kPackage && file.name() != kOptionsFile) {
        files.push_back(&file);
      }
    }
    std::sort(files.begin(), files.end(), [](const auto* a, const auto* b) {
      return a->name() < b->name();
    });
    for (const FileDescriptorProto* file : files) AddFile(*file);
    for (FileDescriptorProto& file : *set.mutable_file()) {
      file.clear_source_code_info();
    }
    schema_.descriptor_set = set.SerializeAsString();
    return std::move(schema_);
  }

 private:
  void AddFile(const FileDescriptorProto& file) {
    const Comments comments(file);
    const std::string family = Stem(file.name());
    schema_.families.push_back(family);
    schema_.family_docs.push_back(comments.OfFile());
    for (int i = 0; i < file.enum_type_size(); ++i) {
      AddEnum(file.enum_type(i), family, comments, i);
    }
    for (int i = 0; i < file.message_type_size(); ++i) {
      AddMessage(file.message_type(i), family, comments, i);
    }
  }

  void AddEnum(const EnumDescriptorProto& proto, const std::string& family,
               const Comments& comments, int index) {
    const Path path = {FileDescriptorProto::kEnumTypeFieldNumber, index};
    EnumDef def{proto.name(), family, comments.Of(path), {}};
    const std::string prefix = UpperSnake(proto.name()) + "_";
    for (int i = 0; i < proto.value_size(); ++i) {
      const auto& value = proto.value(i);
      const std::string where = proto.name() + "." + value.name();
      if (value.name().rfind(prefix, 0) != 0) {
        problems_.push_back(where + ": must begin with " + prefix);
        continue;
      }
      const std::string name = value.name().substr(prefix.size());
      if ((value.number() == 0) != (name == "UNSPECIFIED")) {
        problems_.push_back(where + ": zero, and only zero, is " + prefix +
                            "UNSPECIFIED");
      }
      if (value.number() == 0) continue;
      Path value_path = path;
      value_path.push_back(EnumDescriptorProto::kValueFieldNumber);
      value_path.push_back(i);
      def.values.push_back({name, value.name(), value.number(),
                            value.options().GetExtension(v1::value),
                            comments.Of(value_path)});
    }
    schema_.enums.push_back(std::move(def));
  }

  void AddMessage(const DescriptorProto& proto, const std::string& family,
                  const Comments& comments, int index) {
    const Path path = {FileDescriptorProto::kMessageTypeFieldNumber, index};
    MessageDef def;
    def.name = proto.name();
    def.snake = SnakeCase(proto.name());
    def.family = family;
    def.doc = comments.Of(path);
    def.is_record = proto.options().HasExtension(v1::record);
    def.options = proto.options().GetExtension(v1::record);
    def.plural =
        def.options.file().empty() ? Plural(def.snake) : def.options.file();
    if (proto.enum_type_size() > 0) {
      problems_.push_back(def.name + ": enums are declared at the top");
    }
    for (const DescriptorProto& nested : proto.nested_type()) {
      if (!nested.options().map_entry()) {
        problems_.push_back(def.name + "." + nested.name() +
                            ": messages are declared at the top");
      }
    }
    for (int i = 0; i < proto.field_size(); ++i) {
      Path field_path = path;
      field_path.push_back(DescriptorProto::kFieldFieldNumber);
      field_path.push_back(i);
      def.fields.push_back(
          MakeField(proto, proto.field(i), comments.Of(field_path)));
    }
    for (const std::string& name : def.options.key()) {
      const auto it = std::find_if(
          def.fields.begin(), def.fields.end(),
          [&name](const FieldDef& field) { return field.name == name; });
      if (it == def.fields.end()) {
        problems_.push_back(def.name + ": key names no field: " + name);
      } else {
        def.key.push_back(static_cast<std::size_t>(it - def.fields.begin()));
      }
    }
    (def.is_record ? schema_.records : schema_.messages)
        .push_back(std::move(def));
  }

  FieldDef MakeField(const DescriptorProto& message,
                     const FieldDescriptorProto& proto, std::string doc) {
    FieldDef def;
    def.name = proto.name();
    def.number = proto.number();
    def.repeated = proto.label() == FieldDescriptorProto::LABEL_REPEATED;
    def.optional = proto.proto3_optional();
    def.options = proto.options().GetExtension(v1::field);
    def.ref_name = def.options.has_ref() ? RefName(proto.name()) : "";
    def.doc = std::move(doc);
    if (proto.has_oneof_index() && !proto.proto3_optional()) {
      problems_.push_back(message.name() + "." + proto.name() +
                          ": oneofs have no place in a table");
    }
    SetKind(message, proto, def);
    return def;
  }

  void SetKind(const DescriptorProto& message,
               const FieldDescriptorProto& proto, FieldDef& def) {
    switch (proto.type()) {
      case FieldDescriptorProto::TYPE_BOOL:
        def.kind = Kind::kBool;
        return;
      case FieldDescriptorProto::TYPE_INT32:
      case FieldDescriptorProto::TYPE_INT64:
        def.kind = Kind::kInt;
        def.narrow = proto.type() == FieldDescriptorProto::TYPE_INT32;
        return;
      case FieldDescriptorProto::TYPE_DOUBLE:
        def.kind = Kind::kDouble;
        return;
      case FieldDescriptorProto::TYPE_STRING:
        def.kind = TextKind(def.options);
        return;
      case FieldDescriptorProto::TYPE_ENUM:
        def.kind = Kind::kEnum;
        def.type_name = ShortName(proto.type_name());
        return;
      case FieldDescriptorProto::TYPE_MESSAGE:
        SetMessageKind(message, proto, def);
        return;
      default:
        problems_.push_back(message.name() + "." + proto.name() +
                            ": use bool, int32, int64, double, string, an "
                            "enum or a message");
    }
  }

  void SetMessageKind(const DescriptorProto& message,
                      const FieldDescriptorProto& proto, FieldDef& def) {
    if (proto.type_name() == ".google.protobuf.Struct") {
      def.kind = Kind::kJson;
      return;
    }
    def.kind = Kind::kMessage;
    def.type_name = ShortName(proto.type_name());
    for (const DescriptorProto& nested : message.nested_type()) {
      if (nested.name() != def.type_name) continue;
      def.kind = Kind::kStringMap;
      def.repeated = false;
      for (const FieldDescriptorProto& part : nested.field()) {
        if (part.type() != FieldDescriptorProto::TYPE_STRING) {
          problems_.push_back(message.name() + "." + proto.name() +
                              ": only map<string, string> is known");
        }
      }
    }
  }

  std::vector<std::string>& problems_;
  Schema schema_;
};

template <class Def>
const Def* FindByName(const std::vector<Def>& defs, const std::string& name) {
  const auto it =
      std::find_if(defs.begin(), defs.end(),
                   [&name](const Def& def) { return def.name == name; });
  return it == defs.end() ? nullptr : &*it;
}

}  // namespace

std::string KindName(Kind kind) {
  switch (kind) {
    case Kind::kBool:
      return "bool";
    case Kind::kInt:
      return "int";
    case Kind::kDouble:
      return "double";
    case Kind::kString:
      return "string";
    case Kind::kEnum:
      return "enum";
    case Kind::kDate:
      return "date";
    case Kind::kInstant:
      return "instant";
    case Kind::kReference:
      return "reference";
    case Kind::kMessage:
      return "message";
    case Kind::kStringMap:
      return "map";
    case Kind::kJson:
      return "json";
  }
  return "";
}

const EnumDef* Schema::FindEnum(const std::string& name) const {
  return FindByName(enums, name);
}

const MessageDef* Schema::FindRecord(const std::string& name) const {
  return FindByName(records, name);
}

const MessageDef* Schema::FindMessage(const std::string& name) const {
  return FindByName(messages, name);
}

Schema BuildSchema(FileDescriptorSet set, std::vector<std::string>& problems) {
  return Builder(problems).Build(std::move(set));
}

}  // namespace quaranta::schemagen

// The tables behind quaranta/schema/field.h, and the embedded descriptor set.
#include <algorithm>

#include "tools/schemagen/emit.h"
#include "tools/schemagen/names.h"

namespace quaranta::schemagen {
namespace {

std::string KindConstant(Kind kind) {
  std::string name = KindName(kind);
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return "Kind::k" + name;
}

std::string AbsentConstant(v1::Absent absent) {
  switch (absent) {
    case v1::NONE:
      return "Absent::kNone";
    case v1::NOT_YET:
      return "Absent::kNotYet";
    default:
      return "Absent::kUnknown";
  }
}

std::string PersonalConstant(v1::Personal personal) {
  switch (personal) {
    case v1::DIRECT:
      return "Personal::kDirect";
    case v1::QUASI:
      return "Personal::kQuasi";
    case v1::HEALTH:
      return "Personal::kHealth";
    default:
      return "Personal::kNo";
  }
}

std::string Bool(bool value) { return value ? "true" : "false"; }

void EmitEnumTables(const Schema& schema, Text& out) {
  for (const EnumDef& def : schema.enums) {
    out.Line("constexpr EnumValue k", def.name, "Values[] = {");
    for (const EnumValueDef& value : def.values) {
      out.Line("    {", Quoted(value.name), ", ", value.number, ", ",
               Quoted(value.options.zh()), ", ",
               Quoted(value.options.synonym()), ",");
      out.Line("     ", Quoted(value.doc), "},");
    }
    out.Line("};");
  }
  out.Line("constexpr Enum kEnums[] = {");
  for (const EnumDef& def : schema.enums) {
    out.Line("    {", Quoted(def.name), ", k", def.name, "Values},");
  }
  out.Line("};");
}

std::string EnumPointer(const Schema& schema, const FieldDef& field) {
  for (std::size_t i = 0; i < schema.enums.size(); ++i) {
    if (field.kind == Kind::kEnum && schema.enums[i].name == field.type_name) {
      return "&kEnums[" + std::to_string(i) + "]";
    }
  }
  return "nullptr";
}

void EmitField(const Schema& schema, const FieldDef& field, Text& out) {
  const v1::FieldOptions& options = field.options;
  out.Line("    {.name = ", Quoted(field.name), ", .number = ", field.number,
           ",");
  out.Line("     .kind = ", KindConstant(field.kind),
           ", .repeated = ", Bool(field.repeated),
           ", .enumeration = ", EnumPointer(schema, field), ",");
  out.Line("     .ref_record = ", Quoted(options.ref().record()),
           ", .ref_name = ", Quoted(field.ref_name),
           ", .ref_as = ", Quoted(options.ref().as()), ",");
  out.Line("     .absent = ", AbsentConstant(options.absent()),
           ", .unit = ", Quoted(options.unit()), ",");
  out.Line("     .zh = ", Quoted(options.zh()),
           ", .synonym = ", Quoted(options.synonym()), ",");
  out.Line("     .doc = ", Quoted(field.doc), ",");
  out.Line("     .personal = ", PersonalConstant(options.personal()),
           ", .actionable = ", Bool(options.actionable()),
           ", .counts = ", Quoted(options.counts()), ",");
  out.Line("     .computed = ", Bool(options.computed()),
           ", .has_range = ", Bool(options.has_range()),
           ", .min = ", NumberText(options.min()),
           ", .max = ", NumberText(options.max()), "},");
}

void EmitRecordTables(const Schema& schema, const MessageDef& def, Text& out) {
  out.Line("constexpr Field k", def.name, "Fields[] = {");
  for (const FieldDef& field : def.fields) EmitField(schema, field, out);
  out.Line("};");
  std::string key;
  for (const std::size_t index : def.key) {
    if (!key.empty()) key += ", ";
    key += std::to_string(index);
  }
  out.Line("constexpr std::uint16_t k", def.name, "Key[] = {", key, "};");
  if (def.options.through_size() == 0) return;
  out.Line("constexpr Through k", def.name, "Through[] = {");
  for (const v1::Through& through : def.options.through()) {
    out.Line("    {", Quoted(through.as()), ", ", Quoted(through.path()), "},");
  }
  out.Line("};");
}

}  // namespace

std::string EmitTables(const Schema& schema) {
  Text out;
  out.Line("// Generated from proto/quaranta/v1 by schemagen. Do not edit.");
  out.Line("#include <cstdint>");
  out.Line("#include <span>");
  out.Line();
  out.Line("#include \"quaranta/schema/field.h\"");
  out.Line();
  out.Line("namespace quaranta::schema {");
  out.Line("namespace {");
  out.Line();
  EmitEnumTables(schema, out);
  for (const MessageDef& def : schema.records) {
    out.Line();
    EmitRecordTables(schema, def, out);
  }
  out.Line();
  out.Line("constexpr Record kRecords[] = {");
  for (const MessageDef& def : schema.records) {
    out.Line("    {.name = ", Quoted(def.name),
             ", .snake = ", Quoted(def.snake),
             ", .plural = ", Quoted(def.plural), ",");
    out.Line("     .zh = ", Quoted(def.options.zh()),
             ", .family = ", Quoted(def.family), ",");
    out.Line("     .doc = ", Quoted(def.doc), ",");
    out.Line("     .aliases = ", Quoted(def.options.aliases()), ",");
    const std::string through = def.options.through_size() == 0
                                    ? std::string("{}")
                                    : "k" + def.name + "Through";
    out.Line("     .fields = k", def.name, "Fields, .key = k", def.name,
             "Key, .through = ", through, "},");
  }
  out.Line("};");
  out.Line();
  out.Line("}  // namespace");
  out.Line();
  out.Line("std::span<const Record> Records() { return kRecords; }");
  out.Line("std::span<const Enum> Enums() { return kEnums; }");
  out.Line();
  out.Line("}  // namespace quaranta::schema");
  return out.str();
}

std::string EmitDescriptorSet(const Schema& schema) {
  constexpr std::size_t kPerLine = 18;
  const std::string& bytes = schema.descriptor_set;
  Text out;
  out.Line("// Generated from proto/quaranta/v1 by schemagen. Do not edit.");
  out.Line("#include <string_view>");
  out.Line();
  out.Line("#include \"quaranta/schema/field.h\"");
  out.Line();
  out.Line("namespace quaranta::schema {");
  out.Line("namespace {");
  out.Line();
  out.Line("constexpr char kBytes[] =");
  for (std::size_t i = 0; i < bytes.size(); i += kPerLine) {
    std::string line;
    for (const char c : bytes.substr(i, kPerLine)) {
      const auto byte = static_cast<unsigned char>(c);
      line += '\\';
      line += static_cast<char>('0' + byte / 64);
      line += static_cast<char>('0' + byte / 8 % 8);
      line += static_cast<char>('0' + byte % 8);
    }
    out.Line("    \"", line, "\"");
  }
  out.Line("    \"\";");
  out.Line();
  out.Line("}  // namespace");
  out.Line();
  out.Line("std::string_view DescriptorSet() {");
  out.Line("  return std::string_view(kBytes, sizeof(kBytes) - 1);");
  out.Line("}");
  out.Line();
  out.Line("}  // namespace quaranta::schema");
  return out.str();
}

}  // namespace quaranta::schemagen

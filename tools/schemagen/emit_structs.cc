// Headers: enums, records and plain messages as C++ types.
#include <algorithm>
#include <set>

#include "tools/schemagen/emit.h"
#include "tools/schemagen/names.h"

namespace quaranta::schemagen {
namespace {

constexpr std::size_t kWidth = 80;

std::string ItemType(const FieldDef& field) {
  switch (field.kind) {
    case Kind::kBool:
      return "bool";
    case Kind::kInt:
      return field.narrow ? "std::int32_t" : "std::int64_t";
    case Kind::kDouble:
      return "double";
    case Kind::kDate:
      return "Day";
    case Kind::kInstant:
      return "Instant";
    case Kind::kEnum:
    case Kind::kMessage:
      return field.type_name;
    case Kind::kStringMap:
      return "std::map<std::string, std::string>";
    case Kind::kString:
    case Kind::kReference:
    case Kind::kJson:
      return "std::string";
  }
  return "";
}

// `optional` in the proto is std::optional here; a bare field is a plain
// member that begins empty.
std::string Member(const FieldDef& field) {
  const std::string item = ItemType(field);
  if (field.repeated) return "std::vector<" + item + "> " + field.name;
  if (field.optional) return "std::optional<" + item + "> " + field.name;
  switch (field.kind) {
    case Kind::kBool:
    case Kind::kInt:
    case Kind::kDouble:
    case Kind::kEnum:
      return item + " " + field.name + "{}";
    default:
      return item + " " + field.name;
  }
}

void EmitStruct(const MessageDef& def, Text& out) {
  out.Line();
  out.Lines(Wrapped(def.doc, "// ", kWidth));
  out.Line("struct ", def.name, " {");
  for (const FieldDef& field : def.fields) {
    std::string doc = field.doc;
    if (!field.options.unit().empty()) {
      doc += " Unit: " + field.options.unit() + ".";
    }
    out.Lines(Wrapped(doc, "  // ", kWidth));
    out.Line("  ", Member(field), ";");
  }
  out.Line();
  out.Line("  friend bool operator==(const ", def.name, "&, const ", def.name,
           "&) = default;");
  out.Line("};");
}

void EmitHead(const std::string& about, const std::string& guard, Text& out) {
  out.Lines(Wrapped(about, "// ", kWidth));
  out.Line("// Generated from proto/quaranta/v1 by schemagen. Do not edit.");
  out.Line("#ifndef QUARANTA_SCHEMA_", guard, "_H_");
  out.Line("#define QUARANTA_SCHEMA_", guard, "_H_");
  out.Line();
}

void EmitFoot(const std::string& guard, Text& out) {
  out.Line();
  out.Line("}  // namespace quaranta::schema");
  out.Line();
  out.Line("#endif  // QUARANTA_SCHEMA_", guard, "_H_");
}

void EmitRecordTraits(const MessageDef& def, Text& out) {
  out.Line();
  out.Line("template <>");
  out.Line("struct RecordOf<", def.name, "> {");
  out.Line("  static constexpr std::size_t kIndex = k", def.name, "Index;");
  out.Line("  template <class R, class F>");
  out.Line("  static void Visit(R& record, F&& f) {");
  for (std::size_t i = 0; i < def.fields.size(); ++i) {
    out.Line("    f(std::size_t{", i, "}, record.", def.fields[i].name, ");");
  }
  out.Line("  }");
  out.Line("};");
}

// Messages such that what a message holds comes before it.
std::vector<const MessageDef*> InnerFirst(const Schema& schema) {
  std::vector<const MessageDef*> order;
  std::set<std::string> done;
  // Repeats until nothing moves; what is left then holds itself.
  for (std::size_t before = 1, after = 0; before != after;) {
    before = order.size();
    for (const MessageDef& def : schema.messages) {
      const bool ready = std::all_of(def.fields.begin(), def.fields.end(),
                                     [&](const FieldDef& field) {
                                       return field.kind != Kind::kMessage ||
                                              done.count(field.type_name) != 0;
                                     });
      if (ready && done.insert(def.name).second) order.push_back(&def);
    }
    after = order.size();
  }
  return order;
}

void EmitMessageTraits(const MessageDef& def, Text& out) {
  out.Line();
  out.Line("template <>");
  out.Line("struct MessageOf<", def.name, "> {");
  out.Line("  static constexpr std::string_view kName = ", Quoted(def.name),
           ";");
  out.Line("  static constexpr MessageField kFields[] = {");
  for (const FieldDef& field : def.fields) {
    out.Line("      {", Quoted(field.name), ", ", field.number, ", ",
             field.kind == Kind::kJson ? "true" : "false", ", ",
             field.kind == Kind::kReference ? "true" : "false", ",");
    out.Line("       ", Quoted(field.options.zh()), ",");
    out.Line("       ", Quoted(field.doc), "},");
  }
  out.Line("  };");
  out.Line("  template <class M, class F>");
  out.Line("  static void Visit(M& message, F&& f) {");
  for (std::size_t i = 0; i < def.fields.size(); ++i) {
    out.Line("    f(kFields[", i, "], message.", def.fields[i].name, ");");
  }
  out.Line("  }");
  out.Line("};");
}

}  // namespace

std::string EmitEnumsHeader(const Schema& schema) {
  Text out;
  EmitHead("The enums of the schema. Zero always means: not recorded.", "ENUMS",
           out);
  out.Line("#include <cstddef>");
  out.Line("#include <cstdint>");
  out.Line();
  out.Line("#include \"quaranta/schema/field.h\"");
  out.Line();
  out.Line("namespace quaranta::schema {");
  for (const EnumDef& def : schema.enums) {
    out.Line();
    out.Lines(Wrapped(def.doc, "// ", kWidth));
    out.Line("enum class ", def.name, " : std::int32_t {");
    out.Line("  kUnspecified = 0,");
    for (const EnumValueDef& value : def.values) {
      out.Lines(Wrapped(value.doc, "  // ", kWidth));
      out.Line("  ", ConstantName(value.name), " = ", value.number, ",");
    }
    out.Line("};");
  }
  out.Line();
  out.Line("// From a C++ enum to its number in Enums().");
  out.Line("template <class E>");
  out.Line("struct EnumOf;");
  for (std::size_t i = 0; i < schema.enums.size(); ++i) {
    out.Line("template <>");
    out.Line("struct EnumOf<", schema.enums[i].name, "> {");
    out.Line("  static constexpr std::size_t kIndex = ", i, ";");
    out.Line("};");
  }
  out.Line();
  out.Line("// The table of a C++ enum: names, labels, synonyms.");
  out.Line("template <class E>");
  out.Line("const Enum& EnumTable() {");
  out.Line("  return Enums()[EnumOf<E>::kIndex];");
  out.Line("}");
  EmitFoot("ENUMS", out);
  return out.str();
}

std::string EmitRecordsHeader(const Schema& schema) {
  Text out;
  EmitHead(
      "Every record type as a plain struct, its index in Records(), and a walk "
      "over its fields. A blank is an empty optional; what a blank means is in "
      "the field table.",
      "RECORDS", out);
  for (const char* header : {"cstddef", "cstdint", "optional", "string",
                             "type_traits", "utility", "vector"}) {
    out.Line("#include <", header, ">");
  }
  out.Line();
  out.Line("#include \"quaranta/core/time.h\"");
  out.Line("#include \"quaranta/schema/enums.h\"");
  out.Line("#include \"quaranta/schema/field.h\"");
  out.Line();
  out.Line("namespace quaranta::schema {");
  for (const MessageDef& def : schema.records) EmitStruct(def, out);
  out.Line();
  out.Line("// Indexes into Records().");
  for (std::size_t i = 0; i < schema.records.size(); ++i) {
    out.Line("inline constexpr std::size_t k", schema.records[i].name,
             "Index = ", i, ";");
  }
  out.Line("inline constexpr std::size_t kRecordCount = ",
           schema.records.size(), ";");
  out.Line();
  out.Line("// From a struct to its record.");
  out.Line("template <class R>");
  out.Line("struct RecordOf;");
  for (const MessageDef& def : schema.records) EmitRecordTraits(def, out);
  out.Line();
  out.Line("// The definition of the record type R.");
  out.Line("template <class R>");
  out.Line("const Record& RecordTable() {");
  out.Line("  return Records()[RecordOf<std::remove_const_t<R>>::kIndex];");
  out.Line("}");
  out.Line();
  out.Line("// Calls f(field_index, member) for every field, in table order.");
  out.Line("template <class R, class F>");
  out.Line("void ForEachField(R& record, F&& f)");
  out.Line("  requires requires { RecordOf<std::remove_const_t<R>>::kIndex; }");
  out.Line("{");
  out.Line(
      "  RecordOf<std::remove_const_t<R>>::Visit(record, std::forward<F>(f));");
  out.Line("}");
  out.Line();
  out.Line("// Calls f(std::type_identity<R>{}) for every record type R, in");
  out.Line("// the order of Records().");
  out.Line("template <class F>");
  out.Line("void ForEachRecordType(F&& f) {");
  for (const MessageDef& def : schema.records) {
    out.Line("  f(std::type_identity<", def.name, ">{});");
  }
  out.Line("}");
  EmitFoot("RECORDS", out);
  return out.str();
}

std::string EmitMessagesHeader(const Schema& schema) {
  Text out;
  EmitHead(
      "Messages that are not records, such as rule packs: nested structs with "
      "a walk over their fields.",
      "MESSAGES", out);
  for (const char* header :
       {"cstdint", "map", "optional", "string", "string_view", "type_traits",
        "utility", "vector"}) {
    out.Line("#include <", header, ">");
  }
  out.Line();
  out.Line("#include \"quaranta/core/time.h\"");
  out.Line("#include \"quaranta/schema/enums.h\"");
  out.Line("#include \"quaranta/schema/message.h\"");
  out.Line();
  out.Line("namespace quaranta::schema {");
  const auto order = InnerFirst(schema);
  for (const MessageDef* def : order) EmitStruct(*def, out);
  for (const MessageDef* def : order) EmitMessageTraits(*def, out);
  EmitFoot("MESSAGES", out);
  return out.str();
}

}  // namespace quaranta::schemagen

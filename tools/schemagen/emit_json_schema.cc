// JSON Schema (2020-12) of records and packs, for editors and validators.
#include "tools/schemagen/emit.h"
#include "tools/schemagen/names.h"

namespace quaranta::schemagen {
namespace {

// The kinds of cells: a value, or a note in its place.
constexpr const char* kCells[][2] = {
    {"bool", R"({"type": "boolean"})"},
    {"int", R"({"type": "integer"})"},
    {"double", R"({"type": "number"})"},
    {"string", R"({"type": "string"})"},
    {"date", R"({"type": "string", "format": "date"})"},
    {"instant", R"({"type": "string", "format": "date-time"})"},
    {"reference", R"({"type": "string", "pattern": "^[A-Z][A-Za-z]*:."})"},
};

std::string ItemSchema(const FieldDef& field, bool noted) {
  switch (field.kind) {
    case Kind::kEnum:
    case Kind::kMessage:
      return "\"#/$defs/" + field.type_name + "\"";
    default:
      return "\"#/$defs/" + KindName(field.kind) + (noted ? "" : "_value") +
             "\"";
  }
}

// Annotations: they say what a value means and never make one invalid. A
// number outside its plausible range is suspect, not malformed.
std::string Annotations(const FieldDef& field) {
  const v1::FieldOptions& options = field.options;
  std::string out;
  const auto add = [&out](const std::string& key, const std::string& value) {
    out += ", \"" + key + "\": " + value;
  };
  if (!options.zh().empty()) add("title", Quoted(options.zh()));
  add("description", Quoted(field.doc));
  if (!options.unit().empty()) add("x-unit", Quoted(options.unit()));
  if (options.has_ref()) {
    add("x-record", Quoted(options.ref().record()));
    if (!options.ref().as().empty()) {
      add("x-collection", Quoted(options.ref().as()));
    }
  }
  if (options.absent() == v1::NONE) add("x-absent", "\"NONE\"");
  if (options.absent() == v1::NOT_YET) add("x-absent", "\"NOT_YET\"");
  if (options.personal() != v1::PERSONAL_UNSPECIFIED) {
    add("x-personal", Quoted(v1::Personal_Name(options.personal())));
  }
  if (options.has_range()) {
    add("x-plausible", "[" + NumberText(options.min()) + ", " +
                           NumberText(options.max()) + "]");
  }
  if (options.computed()) add("readOnly", "true");
  return out;
}

std::string FieldSchema(const FieldDef& field, bool noted) {
  std::string out = "{";
  if (field.kind == Kind::kStringMap) {
    out += R"("type": "object", "additionalProperties": {"type": "string"})";
  } else if (field.kind == Kind::kJson) {
    out += R"("type": "object")";
  } else if (field.repeated) {
    out += R"("type": "array", "items": {"$ref": )" + ItemSchema(field, false) +
           "}";
  } else if (noted && field.kind == Kind::kEnum) {
    out += R"("anyOf": [{"$ref": )" + ItemSchema(field, false) +
           R"(}, {"$ref": "#/$defs/noted"}])";
  } else {
    out += "\"$ref\": " + ItemSchema(field, noted);
  }
  return out + Annotations(field) + "}";
}

void EmitObject(const MessageDef& def, bool last, Text& out) {
  out.Line("    ", Quoted(def.name), ": {");
  out.Line("      \"type\": \"object\",");
  if (!def.options.zh().empty()) {
    out.Line("      \"title\": ", Quoted(def.options.zh()), ",");
  }
  out.Line("      \"description\": ", Quoted(def.doc), ",");
  out.Line("      \"additionalProperties\": false,");
  out.Line("      \"properties\": {");
  for (std::size_t i = 0; i < def.fields.size(); ++i) {
    const FieldDef& field = def.fields[i];
    out.Line("        ", Quoted(field.name), ": ",
             FieldSchema(field, def.is_record),
             i + 1 < def.fields.size() ? "," : "");
  }
  out.Line("      }");
  out.Line("    }", last ? "" : ",");
}

void EmitEnumDef(const EnumDef& def, Text& out) {
  std::string values;
  for (const EnumValueDef& value : def.values) {
    if (!values.empty()) values += ", ";
    values += Quoted(value.name);
  }
  out.Line("    ", Quoted(def.name), ": {\"description\": ", Quoted(def.doc),
           ", \"enum\": [", values, "]},");
}

}  // namespace

std::string EmitJsonSchema(const Schema& schema) {
  Text out;
  out.Line("{");
  out.Line(R"(  "$schema": "https://json-schema.org/draft/2020-12/schema",)");
  out.Line(R"(  "$id": "urn:quaranta:schema:v1",)");
  out.Line(
      R"(  "$comment": "Generated from proto/quaranta/v1 by schemagen.",)");
  out.Line(R"(  "title": "Quaranta records, version 1",)");
  out.Line(
      R"(  "description": "Rows by record name, as in the tests of packs. )"
      R"(One row of a .jsonl file is #/$defs/RECORD; a pack is )"
      R"(#/$defs/RulePack.",)");
  out.Line(R"(  "type": "object",)");
  out.Line(R"(  "additionalProperties": false,)");
  out.Line(R"(  "properties": {)");
  for (std::size_t i = 0; i < schema.records.size(); ++i) {
    const std::string& name = schema.records[i].name;
    out.Line("    ", Quoted(name),
             R"(: {"type": "array", "items": {"$ref": "#/$defs/)", name, "\"}}",
             i + 1 < schema.records.size() ? "," : "");
  }
  out.Line("  },");
  out.Line("  \"$defs\": {");
  out.Line(R"(    "noted": {"type": "object", "description": "A cell that is )"
           R"(odd: what stood there, why it is odd, and the bounds if any.", )"
           R"("additionalProperties": false, "required": ["state"], )"
           R"("properties": {"raw": {"type": "string"}, "state": {"enum": )"
           R"(["masked", "suspect", "hedged", "asked_unknown", )"
           R"("not_recorded", "conflicting"]}, "low": {"type": "number"}, )"
           R"("high": {"type": "number"}}},)");
  for (const auto& [name, schema_text] : kCells) {
    out.Line("    \"", name, "_value\": ", schema_text, ",");
    out.Line("    \"", name, "\": {\"anyOf\": [{\"$ref\": \"#/$defs/", name,
             "_value\"}, {\"$ref\": \"#/$defs/noted\"}]},");
  }
  for (const EnumDef& def : schema.enums) EmitEnumDef(def, out);
  for (const MessageDef& def : schema.messages) EmitObject(def, false, out);
  for (std::size_t i = 0; i < schema.records.size(); ++i) {
    EmitObject(schema.records[i], i + 1 == schema.records.size(), out);
  }
  out.Line("  }");
  out.Line("}");
  return out.str();
}

}  // namespace quaranta::schemagen

// Python: a TypedDict per record and a Literal per enum, one module a family.
#include <algorithm>
#include <set>

#include "tools/schemagen/emit.h"
#include "tools/schemagen/names.h"

namespace quaranta::schemagen {
namespace {

constexpr std::size_t kWidth = 88;
constexpr char kPackage[] = "quaranta.records";

std::string ItemType(const FieldDef& field) {
  switch (field.kind) {
    case Kind::kBool:
      return "bool";
    case Kind::kInt:
      return "int";
    case Kind::kDouble:
      return "float";
    case Kind::kDate:
      return "Date";
    case Kind::kInstant:
      return "Instant";
    case Kind::kEnum:
    case Kind::kMessage:
      return field.type_name;
    case Kind::kStringMap:
      return "dict[str, str]";
    case Kind::kJson:
      return "dict[str, object]";
    case Kind::kString:
    case Kind::kReference:
      return "str";
  }
  return "";
}

std::string TypeText(const FieldDef& field) {
  return field.repeated ? "list[" + ItemType(field) + "]" : ItemType(field);
}

std::string FieldText(const FieldDef& field) {
  const v1::FieldOptions& options = field.options;
  std::string text = field.doc;
  if (!options.zh().empty()) text += " (" + options.zh() + ")";
  if (!options.unit().empty()) text += " Unit: " + options.unit() + ".";
  if (options.has_ref()) text += " Id of " + options.ref().record() + ".";
  return text;
}

// A docstring: its first sentence alone on the first line.
void EmitDocstring(const std::string& doc, const std::string& indent,
                   Text& out) {
  std::size_t end = doc.find(". ");
  end = end == std::string::npos ? doc.size() : end + 1;
  out.Line(indent, "\"\"\"", doc.substr(0, end));
  if (end < doc.size()) {
    out.Line();
    out.Lines(Wrapped(doc.substr(end + 1), indent, kWidth));
  }
  out.Line();
}

void EmitClass(const MessageDef& def, Text& out) {
  out.Line();
  out.Line();
  out.Line("class ", def.name, "(TypedDict, total=False):");
  EmitDocstring(def.doc, "    ", out);
  out.Line("    Attributes");
  out.Line("    ----------");
  for (const FieldDef& field : def.fields) {
    out.Line("    ", field.name, " : ", TypeText(field));
    out.Lines(Wrapped(FieldText(field), "        ", kWidth));
  }
  out.Line("    \"\"\"");
  out.Line();
  for (const FieldDef& field : def.fields) {
    out.Line("    ", field.name, ": ", TypeText(field));
  }
}

void EmitList(const std::string& head, const std::vector<std::string>& names,
              Text& out) {
  std::vector<std::string> quoted;
  for (const std::string& name : names) quoted.push_back(Quoted(name));
  const std::string line = head + Join(quoted, ", ") + "]";
  if (line.size() <= kWidth) {
    out.Line(line);
    return;
  }
  out.Line(head);
  for (const std::string& name : quoted) out.Line("    ", name, ",");
  out.Line("]");
}

void EmitLiteral(const EnumDef& def, Text& out) {
  std::vector<std::string> names;
  for (const EnumValueDef& value : def.values) names.push_back(value.name);
  out.Line();
  out.Lines(Wrapped(def.doc, "# ", kWidth));
  EmitList(def.name + ": TypeAlias = Literal[", names, out);
}

// What ruff calls sorted: constants, then classes, then the rest.
void EmitImport(const std::string& module, std::set<std::string> names,
                Text& out) {
  if (names.empty()) return;
  const std::vector<std::string> list(names.begin(), names.end());
  const std::string line =
      "from " + std::string(kPackage) + "." + module + " import ";
  if (line.size() + Join(list, ", ").size() <= kWidth) {
    out.Line(line, Join(list, ", "));
    return;
  }
  out.Line(line, "(");
  for (const std::string& name : list) out.Line("    ", name, ",");
  out.Line(")");
}

class Module {
 public:
  Module(const Schema& schema, const std::string& family)
      : schema_(schema), family_(family) {
    for (const EnumDef& def : schema.enums) {
      if (def.family == family) enums_.push_back(&def);
    }
    for (const auto* list : {&schema.messages, &schema.records}) {
      for (const MessageDef& def : *list) {
        if (def.family == family) classes_.push_back(&def);
      }
    }
  }

  std::set<std::string> Names() const {
    std::set<std::string> names;
    for (const EnumDef* def : enums_) names.insert(def->name);
    for (const MessageDef* def : classes_) names.insert(def->name);
    return names;
  }

  std::string Emit(const std::string& doc) const {
    Text out;
    EmitDocstring(doc, "", out);
    out.Line("Generated from proto/quaranta/v1/", family_,
             ".proto by schemagen. Do not edit.");
    out.Line("\"\"\"");
    out.Line();
    out.Line("from __future__ import annotations");
    out.Line();
    std::vector<std::string> typing;
    if (!enums_.empty()) typing = {"Literal", "TypeAlias"};
    if (!classes_.empty()) typing.push_back("TypedDict");
    out.Line("from typing import ", Join(typing, ", "));
    EmitImports(out);
    out.Line();
    const std::set<std::string> names = Names();
    EmitList("__all__ = [", {names.begin(), names.end()}, out);
    for (const EnumDef* def : enums_) EmitLiteral(*def, out);
    for (const MessageDef* def : classes_) EmitClass(*def, out);
    return out.str();
  }

 private:
  void EmitImports(Text& out) const {
    std::set<std::string> cells;
    std::map<std::string, std::set<std::string>> others;
    for (const MessageDef* def : classes_) {
      for (const FieldDef& field : def->fields) {
        if (field.kind == Kind::kDate) cells.insert("Date");
        if (field.kind == Kind::kInstant) cells.insert("Instant");
        const EnumDef* type = field.kind == Kind::kEnum
                                  ? schema_.FindEnum(field.type_name)
                                  : nullptr;
        if (type != nullptr && type->family != family_) {
          others[type->family].insert(type->name);
        }
      }
    }
    if (cells.empty() && others.empty()) return;
    out.Line();
    EmitImport("_cells", cells, out);
    for (const auto& [family, names] : others) EmitImport(family, names, out);
  }

  const Schema& schema_;
  const std::string& family_;
  std::vector<const EnumDef*> enums_;
  std::vector<const MessageDef*> classes_;
};

std::string EmitCells() {
  Text out;
  out.Line("\"\"\"What a cell of a date or an instant may be given as.");
  out.Line();
  out.Line("Generated by schemagen. Do not edit.");
  out.Line("\"\"\"");
  out.Line();
  out.Line("from __future__ import annotations");
  out.Line();
  out.Line("import datetime");
  out.Line("from typing import TypeAlias");
  out.Line();
  out.Line("__all__ = [\"Date\", \"Instant\"]");
  out.Line();
  out.Line("# A local day, or its ISO text.");
  out.Line("Date: TypeAlias = datetime.date | str");
  out.Line();
  out.Line("# An aware datetime, or its RFC 3339 text with an offset.");
  out.Line("Instant: TypeAlias = datetime.datetime | str");
  return out.str();
}

std::string EmitPackage(const Schema& schema) {
  Text out;
  out.Line("\"\"\"Records as typed dictionaries, from the schema.");
  out.Line();
  out.Line(
      "A row is a plain dictionary; these types tell editors and type "
      "checkers");
  out.Line("which fields it may have. A key left out is a blank.");
  out.Line();
  out.Line("Generated from proto/quaranta/v1 by schemagen. Do not edit.");
  out.Line("\"\"\"");
  out.Line();
  out.Line("from __future__ import annotations");
  out.Line();
  EmitImport("_cells", {"Date", "Instant"}, out);
  std::set<std::string> all = {"Date", "Instant"};
  for (const std::string& family : schema.families) {
    const std::set<std::string> names = Module(schema, family).Names();
    EmitImport(family, names, out);
    all.insert(names.begin(), names.end());
  }
  out.Line();
  EmitList("__all__ = [", {all.begin(), all.end()}, out);
  return out.str();
}

}  // namespace

std::map<std::string, std::string> EmitPython(const Schema& schema) {
  std::map<std::string, std::string> files;
  files["__init__.py"] = EmitPackage(schema);
  files["_cells.py"] = EmitCells();
  for (std::size_t i = 0; i < schema.families.size(); ++i) {
    const std::string& family = schema.families[i];
    files[family + ".py"] = Module(schema, family).Emit(schema.family_docs[i]);
  }
  return files;
}

}  // namespace quaranta::schemagen

// The reference page: every record, field, collection and enum.
#include <map>

#include "tools/schemagen/emit.h"
#include "tools/schemagen/names.h"

namespace quaranta::schemagen {
namespace {

// Text for a table cell.
std::string Cell(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '<' || c == '*' || c == '_') out += '\\';
    out += c;
  }
  return out;
}

std::string Words(const std::string& list) {
  return Cell(Join(Split(list, '|'), ", "));
}

std::string Anchor(const std::string& name) {
  std::string out;
  for (const char c : name) {
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out;
}

std::string Link(const std::string& name) {
  return "[" + name + "](#" + Anchor(name) + ")";
}

std::string TypeText(const FieldDef& field) {
  std::string text = KindName(field.kind);
  if (field.kind == Kind::kEnum || field.kind == Kind::kMessage) {
    text = Link(field.type_name);
  } else if (field.options.has_ref()) {
    text = "id of " + Link(field.options.ref().record());
  }
  return field.repeated ? "list of " + text : text;
}

std::string AbsentText(v1::Absent absent) {
  if (absent == v1::NONE) return "blank: none";
  if (absent == v1::NOT_YET) return "blank: not yet";
  return "";
}

std::string PersonalText(v1::Personal personal) {
  switch (personal) {
    case v1::DIRECT:
      return "direct identifier";
    case v1::QUASI:
      return "quasi-identifier";
    case v1::HEALTH:
      return "health data";
    default:
      return "";
  }
}

std::string NotesOf(const FieldDef& field) {
  const v1::FieldOptions& options = field.options;
  std::vector<std::string> notes;
  const auto add = [&notes](const std::string& note) {
    if (!note.empty()) notes.push_back(note);
  };
  if (!options.unit().empty()) add("unit " + Cell(options.unit()));
  if (options.has_range()) {
    add(NumberText(options.min()) + " to " + NumberText(options.max()));
  }
  add(AbsentText(options.absent()));
  add(PersonalText(options.personal()));
  if (options.has_ref()) add("`" + field.ref_name + "`");
  if (!options.counts().empty()) add("counts `" + options.counts() + "`");
  if (options.actionable()) add("actionable");
  if (options.computed()) add("computed");
  if (!options.synonym().empty()) add(Words(options.synonym()));
  return Join(notes, "; ");
}

struct Collection {
  std::string name;
  std::string record;
  std::string way;
};

// Backward collections of a record, in the order of the fields that make them.
std::vector<Collection> CollectionsOf(const Schema& schema,
                                      const MessageDef& record) {
  std::vector<Collection> found;
  for (const MessageDef& other : schema.records) {
    for (const FieldDef& field : other.fields) {
      const v1::Ref& ref = field.options.ref();
      if (ref.record() == record.name && !ref.as().empty()) {
        found.push_back({ref.as(), other.name, "`" + field.name + "`"});
      }
    }
  }
  for (const v1::Through& through : record.options.through()) {
    found.push_back({through.as(), "", "through `" + through.path() + "`"});
  }
  return found;
}

void EmitFields(const MessageDef& def, Text& out) {
  out.Line();
  out.Line("| Field | 中文 | Holds | Meaning | Notes |");
  out.Line("|---|---|---|---|---|");
  for (const FieldDef& field : def.fields) {
    out.Line("| `", field.name, "` | ", Cell(field.options.zh()), " | ",
             TypeText(field), " | ", Cell(field.doc), " | ", NotesOf(field),
             " |");
  }
}

void EmitRecord(const Schema& schema, const MessageDef& def, Text& out) {
  out.Line();
  out.Line("### ", def.name);
  out.Line();
  out.Line(def.options.zh(), ". ", Cell(def.doc));
  if (!def.is_record) {
    EmitFields(def, out);
    return;
  }
  std::vector<std::string> key;
  for (const std::size_t index : def.key) {
    key.push_back("`" + def.fields[index].name + "`");
  }
  out.Line();
  out.Line("In rules `", def.snake, "`; file `", def.plural, "`; key ",
           Join(key, " / "), ".");
  if (!def.options.aliases().empty()) {
    out.Line("Also called ", Words(def.options.aliases()), ".");
  }
  EmitFields(def, out);
  const auto collections = CollectionsOf(schema, def);
  if (collections.empty()) return;
  out.Line();
  out.Line("Collections:");
  out.Line();
  for (const Collection& collection : collections) {
    out.Line("- `", collection.name, "`: ",
             collection.record.empty() ? "" : Link(collection.record) + " by ",
             collection.way);
  }
}

void EmitEnum(const EnumDef& def, Text& out) {
  out.Line();
  out.Line("### ", def.name);
  out.Line();
  out.Line(Cell(def.doc));
  out.Line();
  out.Line("| Value | No. | 中文 | Also | Meaning |");
  out.Line("|---|---|---|---|---|");
  for (const EnumValueDef& value : def.values) {
    out.Line("| `", value.name, "` | ", value.number, " | ",
             Cell(value.options.zh()), " | ", Words(value.options.synonym()),
             " | ", Cell(value.doc), " |");
  }
}

void EmitContents(const Schema& schema, Text& out) {
  out.Line();
  out.Line("| Family | Records |");
  out.Line("|---|---|");
  for (std::size_t i = 0; i < schema.families.size(); ++i) {
    std::vector<std::string> links;
    for (const auto* list : {&schema.records, &schema.messages}) {
      for (const MessageDef& def : *list) {
        if (def.family == schema.families[i]) links.push_back(Link(def.name));
      }
    }
    out.Line("| [", schema.families[i], "](#family-", schema.families[i],
             ") | ", Join(links, ", "), " |");
  }
}

}  // namespace

std::string EmitMarkdown(const Schema& schema) {
  Text out;
  out.Line("# Schema reference");
  out.Line();
  out.Line(
      "<!-- Generated from proto/quaranta/v1 by schemagen. Do not edit. -->");
  out.Line();
  out.Line(
      "Every record type and field, from `proto/quaranta/v1`. What the "
      "columns");
  out.Line("mean is told in [the schema](../concepts/schema.md).");
  EmitContents(schema, out);
  for (std::size_t i = 0; i < schema.families.size(); ++i) {
    const std::string& family = schema.families[i];
    out.Line();
    out.Line("## Family ", family);
    out.Line();
    out.Line(Cell(schema.family_docs[i]));
    for (const auto* list : {&schema.records, &schema.messages}) {
      for (const MessageDef& def : *list) {
        if (def.family == family) EmitRecord(schema, def, out);
      }
    }
    for (const EnumDef& def : schema.enums) {
      if (def.family == family) EmitEnum(def, out);
    }
  }
  return out.str();
}

}  // namespace quaranta::schemagen

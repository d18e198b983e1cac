#include "tools/schemagen/lint.h"

#include <algorithm>
#include <map>
#include <set>

#include "tools/schemagen/names.h"

namespace quaranta::schemagen {
namespace {

// Of the first sentence of a comment on a type or a file.
constexpr std::size_t kSummaryWidth = 80;

// Names that quaranta::schema itself defines.
const std::set<std::string>& TakenTypeNames() {
  static const auto& names = *new std::set<std::string>{
      "Absent",   "Enum",    "EnumOf",   "EnumValue",    "Field",
      "Kind",     "Record",  "RecordOf", "MessageField", "MessageOf",
      "Personal", "Through", "Day",      "Instant"};
  return names;
}

class Linter {
 public:
  Linter(const Schema& schema, std::vector<std::string>& problems)
      : schema_(schema), problems_(problems) {}

  void Run() {
    for (std::size_t i = 0; i < schema_.families.size(); ++i) {
      CheckDoc(schema_.families[i] + ".proto", schema_.family_docs[i]);
    }
    CollectCollections();
    CheckNames();
    for (const EnumDef& def : schema_.enums) CheckEnum(def);
    for (const MessageDef& def : schema_.records) CheckRecord(def);
    for (const MessageDef& def : schema_.messages) CheckMessage(def);
  }

 private:
  void Problem(const std::string& where, const std::string& what) {
    problems_.push_back(where + ": " + what);
  }

  // What rules can say after the dot, by record: the record reached.
  void CollectCollections() {
    for (const MessageDef& record : schema_.records) {
      for (const FieldDef& field : record.fields) {
        if (!field.options.has_ref()) continue;
        const v1::Ref& ref = field.options.ref();
        members_[record.name].insert({field.ref_name, ref.record()});
        if (!ref.as().empty()) {
          const auto [it, fresh] =
              members_[ref.record()].insert({ref.as(), record.name});
          if (!fresh) {
            Problem(record.name + "." + field.name,
                    ref.record() + " already has " + ref.as());
          }
          collections_.insert({ref.record(), ref.as()});
        }
      }
    }
  }

  void Claim(std::map<std::string, std::string>& owners,
             const std::string& name, const std::string& owner) {
    if (name.empty()) return;
    const auto [it, fresh] = owners.insert({name, owner});
    if (!fresh && it->second != owner) {
      Problem(owner, "\"" + name + "\" is already the name of " + it->second);
    }
  }

  void CheckNames() {
    std::map<std::string, std::string> types;
    for (const EnumDef& def : schema_.enums) Claim(types, def.name, def.name);
    std::map<std::string, std::string> names;
    std::set<std::string> all;
    for (const auto* list : {&schema_.records, &schema_.messages}) {
      for (const MessageDef& def : *list) {
        if (types.count(def.name) != 0 || !all.insert(def.name).second ||
            TakenTypeNames().count(def.name) != 0) {
          Problem(def.name, "is the name of something else");
        }
      }
    }
    for (const MessageDef& def : schema_.records) {
      Claim(names, def.name, def.name);
      Claim(names, def.snake, def.name);
      Claim(names, def.plural, def.name);
      Claim(names, def.options.zh(), def.name);
      for (const std::string& alias : Split(def.options.aliases(), '|')) {
        Claim(names, alias, def.name);
      }
    }
  }

  // A comment is there, and its first sentence fits on a line.
  void CheckDoc(const std::string& where, const std::string& doc) {
    if (doc.empty()) Problem(where, "has no comment");
    if (DisplayWidth(doc.substr(0, doc.find(". "))) > kSummaryWidth) {
      Problem(where, "the first sentence of the comment is too long");
    }
  }

  void CheckEnum(const EnumDef& def) {
    CheckDoc(def.name, def.doc);
    if (TakenTypeNames().count(def.name) != 0) {
      Problem(def.name, "is the name of something else");
    }
    std::map<std::string, std::string> names;
    for (const EnumValueDef& value : def.values) {
      const std::string where = def.name + "." + value.name;
      Claim(names, value.name, where);
      Claim(names, value.options.zh(), where);
      for (const std::string& word : Split(value.options.synonym(), '|')) {
        Claim(names, word, where);
      }
    }
  }

  void CheckRecord(const MessageDef& def) {
    CheckDoc(def.name, def.doc);
    if (def.options.zh().empty()) Problem(def.name, "has no Chinese name");
    if (def.key.empty()) Problem(def.name, "has no key");
    if (def.fields.empty() || def.fields[0].name != "id" ||
        def.fields[0].number != 1 || def.fields[0].kind != Kind::kString) {
      Problem(def.name, "begins with `optional string id = 1`");
    }
    std::map<std::string, std::string> headers;
    for (const FieldDef& field : def.fields) {
      const std::string where = def.name + "." + field.name;
      CheckField(where, def, field);
      Claim(headers, field.options.zh(), where);
      for (const std::string& word : Split(field.options.synonym(), '|')) {
        Claim(headers, word, where);
      }
    }
    std::set<std::string> own;
    for (const FieldDef& field : def.fields) own.insert(field.name);
    for (const auto& [name, record] : members_[def.name]) {
      if (!own.insert(name).second) {
        Problem(def.name, "field and collection are both called " + name);
      }
    }
    for (const v1::Through& through : def.options.through()) {
      if (!own.insert(through.as()).second) {
        Problem(def.name, "two things are called " + through.as());
      }
      CheckPath(def, through);
    }
  }

  void CheckPath(const MessageDef& def, const v1::Through& through) {
    std::string record = def.name;
    for (const std::string& step : Split(through.path(), '.')) {
      const auto& members = members_[record];
      const auto it = members.find(step);
      if (it == members.end()) {
        Problem(def.name + "." + through.as(),
                record + " has neither reference nor collection " + step);
        return;
      }
      record = it->second;
    }
  }

  void CheckField(const std::string& where, const MessageDef& def,
                  const FieldDef& field) {
    CheckCommon(where, field);
    const v1::FieldOptions& options = field.options;
    if (options.zh().empty()) Problem(where, "has no Chinese label");
    if (!field.repeated && !field.optional) {
      Problem(where, "is not optional: every field has presence");
    }
    if (field.kind == Kind::kMessage || field.kind == Kind::kStringMap ||
        field.kind == Kind::kJson) {
      Problem(where, "records are flat");
    }
    if (field.repeated && field.kind == Kind::kBool) {
      Problem(where, "a list of booleans says nothing");
    }
    if (options.has_ref()) {
      if (schema_.FindRecord(options.ref().record()) == nullptr) {
        Problem(where, "refers to no record: " + options.ref().record());
      }
      if (field.ref_name == field.name) {
        Problem(where, "the name of a reference ends in _id or _ids");
      }
      if (field.kind != Kind::kString) Problem(where, "ids are text");
    }
    const bool number = field.kind == Kind::kInt || field.kind == Kind::kDouble;
    if (options.has_range() && !number)
      Problem(where, "a range needs a number");
    if (options.has_range() && options.min() >= options.max()) {
      Problem(where, "min is not below max");
    }
    if (!options.has_range() && (options.min() != 0 || options.max() != 0)) {
      Problem(where, "min and max need has_range");
    }
    if (!options.unit().empty() && !number) {
      Problem(where, "a unit needs a number");
    }
    if (!options.counts().empty() &&
        (field.kind != Kind::kInt ||
         collections_.count({def.name, options.counts()}) == 0)) {
      Problem(where, "counts names no collection: " + options.counts());
    }
  }

  void CheckCommon(const std::string& where, const FieldDef& field) {
    if (field.doc.empty()) Problem(where, "has no comment");
    if (IsReservedWord(field.name)) Problem(where, "is a reserved word");
    if (SnakeCase(field.name) != field.name) Problem(where, "not snake_case");
    if (field.kind == Kind::kEnum &&
        schema_.FindEnum(field.type_name) == nullptr) {
      Problem(where, "there is no enum " + field.type_name);
    }
    if (field.options.kind() != v1::KIND_UNSPECIFIED &&
        field.kind != Kind::kDate && field.kind != Kind::kInstant &&
        field.kind != Kind::kReference) {
      Problem(where, "kind is for text");
    }
  }

  void CheckMessage(const MessageDef& def) {
    CheckDoc(def.name, def.doc);
    for (const FieldDef& field : def.fields) {
      const std::string where = def.name + "." + field.name;
      CheckCommon(where, field);
      if (field.kind == Kind::kMessage &&
          schema_.FindMessage(field.type_name) == nullptr) {
        Problem(where, "there is no plain message " + field.type_name);
      }
    }
  }

  const Schema& schema_;
  std::vector<std::string>& problems_;
  std::map<std::string, std::map<std::string, std::string>> members_;
  std::set<std::pair<std::string, std::string>> collections_;
};

}  // namespace

void Lint(const Schema& schema, std::vector<std::string>& problems) {
  Linter(schema, problems).Run();
}

}  // namespace quaranta::schemagen

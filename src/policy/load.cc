// Loading a pack: read the tree, compile the expressions, report every mistake.

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "policy/hash.h"
#include "policy/read.h"
#include "quaranta/core/status.h"
#include "quaranta/policy/policy.h"

namespace quaranta::policy {
namespace {

// Where a rule was written, to place diagnostics of its expressions.
struct Written {
  std::string_view file;
  const text::Node* node = nullptr;
};

class Loader {
 public:
  LoadResult Load(std::span<const PackFile> files) {
    std::string all;
    for (const auto& [name, bytes] : files) {
      all.append(name).append(1, '\0').append(bytes).append(1, '\0');
      ReadOne(name, bytes);
    }
    pack_->hash = Sha256(all);
    CheckHead(files);
    CheckIds();
    if (diagnostics_.empty()) Compile();
    LoadResult result;
    result.diagnostics = std::move(diagnostics_);
    if (result.diagnostics.empty()) result.pack = std::move(pack_);
    return result;
  }

 private:
  void Report(std::string_view file, std::string rule, text::Position at,
              std::string message) {
    std::string place(file);
    if (at.line != 0) {
      place += ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
    }
    diagnostics_.push_back(
        {pack_->text.id, std::move(rule), at, place + ": " + message});
  }

  void ReadOne(std::string_view name, std::string_view bytes) {
    auto tree = text::ReadYaml(bytes, name);
    if (!tree.ok()) {
      diagnostics_.push_back(
          {pack_->text.id, "", {}, std::string(MessageOf(tree.status()))});
      return;
    }
    trees_.push_back(std::make_unique<text::Node>(*std::move(tree)));
    const text::Node& root = *trees_.back();
    std::vector<Mistake> mistakes;
    TreeReader reader(mistakes);
    schema::RulePack part;
    reader.Read(root, part);
    for (Mistake& mistake : mistakes) {
      Report(name, "", mistake.at, std::move(mistake.message));
    }
    if (const text::Node* rules = root.Find("rules")) {
      for (const text::Node& rule : rules->items) {
        written_.push_back({name, &rule});
      }
    }
    std::vector<schema::Rule> rules = std::move(part.rules);
    part.rules.clear();
    if (!part.id.empty()) {
      ++heads_;
      auto kept = std::move(pack_->text.rules);
      pack_->text = std::move(part);
      pack_->text.rules = std::move(kept);
    }
    for (schema::Rule& rule : rules) {
      pack_->text.rules.push_back(std::move(rule));
    }
  }

  void CheckHead(std::span<const PackFile> files) {
    const std::string_view name = files.empty() ? "pack" : files.front().first;
    if (heads_ != 1) {
      Report(name, "", {},
             "expected exactly one file with the pack's `id`, found " +
                 std::to_string(heads_));
      return;
    }
    const schema::RulePack& text = pack_->text;
    for (const auto& [field, value] :
         {std::pair("version", &text.version),
          std::pair("jurisdiction", &text.jurisdiction),
          std::pair("legal_basis", &text.legal_basis)}) {
      if (value->empty()) {
        Report(name, "", {}, std::string("a pack needs `") + field + "`");
      }
    }
    if (!text.review_by) Report(name, "", {}, "a pack needs `review_by`");
    if (text.effective_from && text.effective_to &&
        *text.effective_to < *text.effective_from) {
      Report(name, "", {}, "`effective_to` is before `effective_from`");
    }
  }

  void CheckIds() {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < pack_->text.rules.size(); ++i) {
      const schema::Rule& rule = pack_->text.rules[i];
      const Written& at = written_[i];
      if (rule.id.empty()) {
        Report(at.file, "", at.node->at, "a rule needs an `id`");
      } else if (!seen.insert(rule.id).second) {
        Report(at.file, rule.id, at.node->at, rule.id + " is there already");
      }
      if (rule.expect.empty()) {
        Report(at.file, rule.id, at.node->at, rule.id + " needs `expect`");
      }
      if (rule.title.en.empty() || rule.title.zh.empty()) {
        Report(at.file, rule.id, at.node->at,
               rule.id + " needs `title` in en and zh");
      }
      if (rule.source.document.empty() ||
          rule.source.status == schema::SourceStatus::kUnspecified) {
        Report(at.file, rule.id, at.node->at,
               rule.id + " needs `source` with document and status");
      }
      if (rule.severity == schema::Severity::kUnspecified) {
        Report(at.file, rule.id, at.node->at, rule.id + " needs `severity`");
      }
    }
  }

  void Compile() {
    pack_->rules.reserve(pack_->text.rules.size());
    for (std::size_t i = 0; i < pack_->text.rules.size(); ++i) {
      CompileRule(pack_->text.rules[i], written_[i]);
    }
  }

  void CompileRule(const schema::Rule& text, const Written& at) {
    Rule rule;
    rule.text = &text;
    rule.file = std::string(at.file);
    rule.at = at.node->at;
    rule.record = schema::FindRecord(text.record);
    if (rule.record == nullptr) {
      const text::Node* node = at.node->Find("record");
      Report(at.file, text.id, node == nullptr ? at.node->at : node->at,
             "there is no record `" + text.record + "`");
      return;
    }
    if (text.stage == schema::SiteStatus::kUnspecified &&
        HasSite(*rule.record)) {
      Report(at.file, text.id, at.node->at,
             text.id + " needs `stage`: " + std::string(rule.record->name) +
                 " records belong to a site");
    }
    using Type = expr::Variable::Type;
    expr::Environment names;
    names.variables = {
        {std::string(rule.record->snake), Type::kRecord, rule.record},
        {"params", Type::kDynamic, nullptr},
        {"profile", Type::kDynamic, nullptr},
        {"as_of", Type::kInstant, nullptr},
        {"day", Type::kDay, nullptr}};
    for (std::size_t i = 0; i < text.variables.size(); ++i) {
      const schema::Variable& variable = text.variables[i];
      rule.variables.emplace_back(
          variable.name, CompileOne(variable.expression, names, text, at,
                                    VariableNode(at, i)));
      names.variables.push_back({variable.name, Type::kDynamic, nullptr});
    }
    rule.each = CompileField(text.each, "each", names, text, at);
    rule.when = CompileField(text.when, "when", names, text, at);
    rule.expect = CompileField(text.expect, "expect", names, text, at);
    rule.measure = CompileField(text.measure, "measure", names, text, at);
    rule.due = CompileField(text.due, "due", names, text, at);
    pack_->rules.push_back(std::move(rule));
  }

  // A record that lies within a site has to say from which stage on a rule
  // binds.
  static bool HasSite(const schema::Record& record) {
    if (record.name == "Site") return true;
    return std::any_of(record.fields.begin(), record.fields.end(),
                       [](const schema::Field& field) {
                         return field.name == "site_id" &&
                                field.absent == schema::Absent::kUnknown;
                       });
  }

  static const text::Node* VariableNode(const Written& at, std::size_t i) {
    const text::Node* list = at.node->Find("variables");
    if (list == nullptr || i >= list->items.size()) return nullptr;
    return list->items[i].Find("expression");
  }

  expr::Program CompileField(const std::string& source, std::string_view field,
                             const expr::Environment& names,
                             const schema::Rule& rule, const Written& at) {
    if (source.empty()) return {};
    return CompileOne(source, names, rule, at, at.node->Find(field));
  }

  expr::Program CompileOne(const std::string& source,
                           const expr::Environment& names,
                           const schema::Rule& rule, const Written& at,
                           const text::Node* node) {
    auto [program, mistakes] = expr::Program::Compile(source, names);
    for (const expr::Diagnostic& mistake : mistakes) {
      const text::Position start = node == nullptr ? at.node->at : node->at;
      // A block's text starts on the line after its "|".
      const text::Position place{
          start.line + mistake.line - (node != nullptr && node->block ? 0 : 1),
          mistake.column};
      Report(at.file, rule.id, place,
             rule.id + ": " + expr::Render(mistake, source, rule.id));
    }
    return std::move(program);
  }

  std::shared_ptr<Pack> pack_ = std::make_shared<Pack>();
  std::vector<std::unique_ptr<text::Node>> trees_;
  std::vector<Written> written_;  // as pack_->text.rules
  std::vector<Diagnostic> diagnostics_;
  int heads_ = 0;
};

}  // namespace

LoadResult LoadPack(std::span<const PackFile> files) {
  return Loader().Load(files);
}

const std::vector<LoadResult>& LoadedEmbeddedPacks() {
  static const std::vector<LoadResult> packs = [] {
    std::map<std::string_view, std::vector<PackFile>> by_folder;
    for (const PackFile& file : EmbeddedPacks()) {
      by_folder[file.first.substr(0, file.first.find('/'))].push_back(file);
    }
    std::vector<LoadResult> loaded;
    for (const auto& [folder, files] : by_folder) {
      loaded.push_back(LoadPack(files));
    }
    return loaded;
  }();
  return packs;
}

}  // namespace quaranta::policy

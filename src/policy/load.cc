// Loading a pack: read the tree, compile the expressions, report every mistake.

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "policy/hash.h"
#include "policy/place_of.h"
#include "policy/read.h"
#include "quaranta/core/message.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"
#include "quaranta/policy/policy.h"

namespace quaranta::policy {
namespace {

// Where a rule was written, to place diagnostics of its expressions.
struct Written {
  std::string_view file;
  std::string_view bytes;
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
              const Sentence& message) {
    ReportText(file, std::move(rule), at, Render(message, Language::kEn),
               Render(message, Language::kZh));
  }
  void ReportText(std::string_view file, std::string rule, text::Position at,
                  const std::string& en, const std::string& zh) {
    std::string place(file);
    if (at.line != 0) {
      place += ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
    }
    diagnostics_.push_back({pack_->text.id, std::move(rule), at,
                            place + ": " + en, place + ": " + zh});
  }
  // A mistake of a rule as a whole, or of its field.
  void ReportRule(const schema::Rule& rule, const Written& at, MessageId id,
                  std::string_view field = "") {
    const text::Node* node = field.empty() ? nullptr : at.node->Find(field);
    Report(
        at.file, rule.id, node == nullptr ? at.node->at : node->at,
        {id, {{"rule", rule.id}, {"field", field}, {"record", rule.record}}});
  }

  void ReadOne(std::string_view name, std::string_view bytes) {
    auto tree = text::ReadYaml(bytes, name);
    if (!tree.ok()) {
      const std::string message(MessageOf(tree.status()));
      diagnostics_.push_back({pack_->text.id, "", {}, message, message});
      return;
    }
    trees_.push_back(std::make_unique<text::Node>(*std::move(tree)));
    const text::Node& root = *trees_.back();
    std::vector<Mistake> mistakes;
    TreeReader reader(mistakes);
    schema::RulePack part;
    reader.Read(root, part);
    for (Mistake& mistake : mistakes) {
      ReportText(name, "", mistake.at, mistake.message, mistake.message);
    }
    if (const text::Node* rules = root.Find("rules")) {
      for (const text::Node& rule : rules->items) {
        written_.push_back({name, bytes, &rule});
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
      Report(name, "", {}, {msg::kPackHeads, {{"found", heads_}}});
      return;
    }
    const schema::RulePack& text = pack_->text;
    for (const auto& [field, value] :
         {std::pair("version", &text.version),
          std::pair("jurisdiction", &text.jurisdiction),
          std::pair("legal_basis", &text.legal_basis)}) {
      if (value->empty()) {
        Report(name, "", {}, {msg::kPackNeeds, {{"field", field}}});
      }
    }
    if (!text.review_by) {
      Report(name, "", {}, {msg::kPackNeeds, {{"field", "review_by"}}});
    }
    if (text.effective_from && text.effective_to &&
        *text.effective_to < *text.effective_from) {
      Report(name, "", {}, {msg::kPackPeriod, {}});
    }
  }

  void CheckIds() {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < pack_->text.rules.size(); ++i) {
      const schema::Rule& rule = pack_->text.rules[i];
      const Written& at = written_[i];
      if (rule.id.empty()) {
        ReportRule(rule, at, msg::kPackRuleNeedsId);
      } else if (!seen.insert(rule.id).second) {
        ReportRule(rule, at, msg::kPackRuleTwice);
      }
      if (rule.expect.empty()) {
        ReportRule(rule, at, msg::kPackRuleNeeds, "expect");
      }
      if (rule.title.en.empty() || rule.title.zh.empty()) {
        ReportRule(rule, at, msg::kPackRuleNeedsTitle);
      }
      if (rule.source.document.empty() ||
          rule.source.status == schema::SourceStatus::kUnspecified) {
        ReportRule(rule, at, msg::kPackRuleNeedsSource);
      }
      if (rule.severity == schema::Severity::kUnspecified) {
        ReportRule(rule, at, msg::kPackRuleNeeds, "severity");
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
      return ReportRule(text, at, msg::kPackNoRecord, "record");
    }
    if (text.stage == schema::SiteStatus::kUnspecified &&
        HasSite(*rule.record)) {
      ReportRule(text, at, msg::kPackRuleNeedsStage);
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
      names.variables.push_back({variable.name, Type::kDynamic, nullptr,
                                 rule.variables.back().second.personal()});
    }
    rule.each = CompileField(text.each, "each", names, text, at);
    rule.measure = CompileField(text.measure, "measure", names, text, at);
    rule.due = CompileField(text.due, "due", names, text, at);
    names.condition = true;
    rule.when = CompileField(text.when, "when", names, text, at);
    rule.expect = CompileField(text.expect, "expect", names, text, at);
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
      const text::Position place =
          node == nullptr
              ? at.node->at
              : PlaceOf(at.bytes, *node, {mistake.line, mistake.column});
      const auto told = [&](Language language) {
        return rule.id + ": " + expr::RenderAtLine(mistake, source, language);
      };
      ReportText(at.file, rule.id, place, told(Language::kEn),
                 told(Language::kZh));
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

#include "quaranta/io/issues.h"

#include <map>
#include <optional>
#include <vector>

#include "quaranta/core/message_ids.h"
#include "quaranta/schema/field.h"

namespace quaranta::io {
namespace {

// Messages of the catalogue by what follows a prefix of their names.
std::map<std::string_view, MessageId> MessagesOf(std::string_view prefix) {
  std::map<std::string_view, MessageId> messages;
  std::uint32_t index = 0;
  for (const CatalogueEntry& entry : Catalogue()) {
    if (entry.name.starts_with(prefix)) {
      messages.emplace(entry.name.substr(prefix.size()), MessageId{index});
    }
    ++index;
  }
  return messages;
}

std::optional<MessageId> CodeMessage(std::string_view code) {
  static const auto& messages = *new auto(MessagesOf("issue."));
  const auto it = messages.find(code);
  if (it == messages.end()) return std::nullopt;
  return it->second;
}

std::optional<MessageId> ActionMessage(std::string_view action) {
  static const auto& messages = *new auto(MessagesOf("issue_action."));
  const auto it = messages.find(action);
  if (it == messages.end()) return std::nullopt;
  return it->second;
}

// Chinese labels of fields by name: what most records call it.
std::map<std::string_view, std::string_view> FieldLabels() {
  std::map<std::string_view, std::map<std::string_view, int>> counts;
  for (const schema::Record& record : schema::Records()) {
    for (const schema::Field& field : record.fields) {
      if (!field.zh.empty()) ++counts[field.name][field.zh];
    }
  }
  std::map<std::string_view, std::string_view> labels;
  for (const auto& [name, candidates] : counts) {
    int most = 0;
    for (const auto& [label, count] : candidates) {
      if (count <= most) continue;
      most = count;
      labels[name] = label;
    }
  }
  return labels;
}

// "room_id" as 房间号(room_id): issues that are found after reading name
// fields, not headers. Also a list of such names, or of records.
std::string Labelled(std::string_view names, Language language) {
  if (language != Language::kZh) return std::string(names);
  static const auto& labels = *new auto(FieldLabels());
  std::string out;
  std::string_view rest = names;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(", ");
    const std::string_view name = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view()
                                           : rest.substr(comma + 2);
    const auto it = labels.find(name);
    const schema::Record* record = schema::FindRecord(name);
    if (record != nullptr && record->name != name) record = nullptr;
    if (it == labels.end() && record == nullptr) return std::string(names);
    if (!out.empty()) out += "、";
    out += record != nullptr ? record->zh : it->second;
    out += "(" + std::string(name) + ")";
  }
  return out;
}

Sentence WhereOf(const world::Issue& issue, Language language) {
  const bool cell = !issue.column.empty();
  const MessageId id =
      issue.row == 0 ? (cell ? msg::kIssueWhereColumn : msg::kIssueWhereFile)
                     : (cell ? msg::kIssueWhereCell : msg::kIssueWhereRow);
  return {id,
          {{"file", issue.file},
           {"row", std::to_string(issue.row)},
           {"column", Labelled(issue.column, language)}}};
}

Sentence DoneOf(const world::Issue& issue) {
  const auto known = ActionMessage(issue.action);
  return {known.value_or(msg::kIssueActionOther), {{"action", issue.action}}};
}

// A record as people call it, when the detail or value names one.
std::string RecordOf(const world::Issue& issue, Language language) {
  for (const std::string* text : {&issue.detail, &issue.value}) {
    const schema::Record* record = schema::FindRecord(*text);
    if (record == nullptr) continue;
    return std::string(language == Language::kZh ? record->zh : record->name);
  }
  return issue.detail;
}

}  // namespace

bool HasIssueText(std::string_view code) {
  return CodeMessage(code).has_value();
}

bool HasActionText(std::string_view action) {
  return ActionMessage(action).has_value();
}

std::string IssueText(const world::Issue& issue, Language language) {
  return Render(CodeMessage(issue.code).value_or(msg::kIssueOther), language,
                {{"where", WhereOf(issue, language)},
                 {"done", DoneOf(issue)},
                 {"code", issue.code},
                 {"column", issue.column},
                 {"value", issue.value},
                 {"detail", Labelled(issue.detail, language)},
                 {"record", RecordOf(issue, language)}});
}

}  // namespace quaranta::io

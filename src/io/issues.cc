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

Sentence WhereOf(const world::Issue& issue) {
  const bool cell = !issue.column.empty();
  const MessageId id =
      issue.row == 0 ? (cell ? msg::kIssueWhereColumn : msg::kIssueWhereFile)
                     : (cell ? msg::kIssueWhereCell : msg::kIssueWhereRow);
  return {id,
          {{"file", issue.file},
           {"row", std::to_string(issue.row)},
           {"column", issue.column}}};
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
                {{"where", WhereOf(issue)},
                 {"done", DoneOf(issue)},
                 {"code", issue.code},
                 {"column", issue.column},
                 {"value", issue.value},
                 {"detail", issue.detail},
                 {"record", RecordOf(issue, language)}});
}

}  // namespace quaranta::io

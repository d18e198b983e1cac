#include "world/issue_list.h"

#include "quaranta/core/mask.h"

namespace quaranta::world {

void IssueList::Add(Issue issue) {
  Count& count = counts_[{issue.code, issue.file}];
  if (++count.all > limit_) return;
  ++count.kept;
  for (std::string* text : {&issue.column, &issue.value, &issue.detail}) {
    if (HasIdentifier(*text)) *text = MaskIdentifiers(*text);
  }
  // What stands in a column that nobody knows may be anybody's name.
  if (issue.code == "unknown_header") issue.value.clear();
  if (hide_values_) {
    if (!issue.value.empty()) issue.value = kMask;
    if (issue.code == "unknown_header") issue.column = kMask;
  }
  issues_.push_back(std::move(issue));
}

void IssueList::Append(IssueList other) {
  for (Issue& issue : other.issues_) Add(std::move(issue));
  for (const auto& [key, count] : other.counts_) {
    counts_[key].all += count.all - count.kept;
  }
}

void IssueList::Summarise() {
  for (const auto& [key, count] : counts_) {
    if (count.all <= count.kept) continue;
    Issue issue;
    issue.severity = Issue::Severity::kWarning;
    issue.code = "more_issues";
    issue.file = key.second;
    issue.value = key.first;
    issue.action = "not_listed";
    issue.detail = std::to_string(count.all - count.kept);
    issues_.push_back(std::move(issue));
  }
  counts_.clear();
}

}  // namespace quaranta::world

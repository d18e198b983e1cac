// Issues, at most so many of one code in one file.
#ifndef QUARANTA_SRC_WORLD_ISSUE_LIST_H_
#define QUARANTA_SRC_WORLD_ISSUE_LIST_H_

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "quaranta/world/world.h"

namespace quaranta::world {

class IssueList {
 public:
  explicit IssueList(std::size_t limit = 10'000) : limit_(limit) {}

  std::span<const Issue> issues() const { return issues_; }
  std::size_t limit() const { return limit_; }
  void SetLimit(std::size_t limit) { limit_ = limit; }
  // Hides numbers that name a person in all texts but the file's name.
  void Add(Issue issue);
  // While on, values and headers that are no field's are hidden too.
  void HideValues(bool on) { hide_values_ = on; }
  // As if the issues of the other list had been added one by one. Its limit is
  // not below this one's.
  void Append(IssueList other);
  // One issue "more_issues" for each code and file beyond the limit; nothing is
  // to be added after it.
  void Summarise();

 private:
  struct Count {
    std::size_t all = 0;
    std::size_t kept = 0;
  };
  std::vector<Issue> issues_;
  std::map<std::pair<std::string, std::string>, Count> counts_;
  std::size_t limit_;
  bool hide_values_ = false;
};

}  // namespace quaranta::world

#endif  // QUARANTA_SRC_WORLD_ISSUE_LIST_H_

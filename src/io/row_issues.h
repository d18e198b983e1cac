// Issues of rows that are not read in the order in which they are told.
#ifndef QUARANTA_SRC_IO_ROW_ISSUES_H_
#define QUARANTA_SRC_IO_ROW_ISSUES_H_

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "quaranta/world/world.h"

namespace quaranta::io {

// Rows are read column by column, a block at a time; their issues are told row
// by row.
class RowIssues {
 public:
  explicit RowIssues(world::Builder& builder) : builder_(builder) {}

  // `row` is the row of the sheet that is being read.
  void Add(std::size_t row, world::Issue issue) {
    held_.push_back({row, std::move(issue)});
  }
  // Those of one row in the order in which they were added.
  void Tell() {
    std::stable_sort(
        held_.begin(), held_.end(),
        [](const Held& a, const Held& b) { return a.row < b.row; });
    for (Held& held : held_) builder_.AddIssue(std::move(held.issue));
    held_.clear();
  }

 private:
  struct Held {
    std::size_t row = 0;
    world::Issue issue;
  };
  world::Builder& builder_;
  std::vector<Held> held_;
};

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_ROW_ISSUES_H_

// Collecting mistakes while compiling.
#ifndef QUARANTA_SRC_EXPR_DIAGNOSTICS_H_
#define QUARANTA_SRC_EXPR_DIAGNOSTICS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "quaranta/expr/program.h"

namespace quaranta::expr {

class Diagnostics {
 public:
  explicit Diagnostics(std::string_view source) : source_(source) {}

  void Add(std::uint32_t begin, std::uint32_t end, std::string message,
           std::string hint = "");
  bool empty() const { return list_.empty(); }
  std::size_t size() const { return list_.size(); }
  // In the order of the text.
  std::vector<Diagnostic> Take();

 private:
  std::string_view source_;
  std::vector<Diagnostic> list_;
};

// The candidate most like `name`, or "" when none is near. Case and
// underscores count half; the first of equals wins.
std::string Nearest(std::string_view name,
                    const std::vector<std::string_view>& candidates);
// "did you mean `x`?", or "" for "".
std::string DidYouMean(std::string_view name);
// `name` in backquotes.
std::string Code(std::string_view text);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_DIAGNOSTICS_H_

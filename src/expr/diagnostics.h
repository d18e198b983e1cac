// Collecting mistakes while compiling.
#ifndef QUARANTA_SRC_EXPR_DIAGNOSTICS_H_
#define QUARANTA_SRC_EXPR_DIAGNOSTICS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "quaranta/core/message.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/expr/program.h"

namespace quaranta::expr {

// What to do about a mistake; nothing when there is no advice.
using Hint = std::optional<Sentence>;

inline Sentence Say(MessageId id, std::vector<MessageArg> args = {}) {
  return {id, std::move(args)};
}

class Diagnostics {
 public:
  explicit Diagnostics(std::string_view source) : source_(source) {}

  void Add(std::uint32_t begin, std::uint32_t end, Sentence message,
           Hint hint = {});
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
// "did you mean `x`?"; nothing for "".
Hint DidYouMean(std::string_view name);
// "write `x`".
Hint Write(std::string_view code);
// How much of a source a message quotes: long text is cut in the middle.
std::string Quoted(std::string_view text);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_DIAGNOSTICS_H_

// Sentences of a result for a terminal, long lists cut short.
#ifndef QUARANTA_SRC_DESK_LINE_LIST_H_
#define QUARANTA_SRC_DESK_LINE_LIST_H_

#include <cstddef>
#include <utility>
#include <vector>

#include "quaranta/core/message.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {

class LineList {
 public:
  // Lists longer than `most` end in how many are left out; 0: no limit.
  LineList(std::vector<Sentence> first, std::size_t most)
      : lines_(std::move(first)), most_(most) {}

  void Say(Sentence line) { lines_.push_back(std::move(line)); }

  template <class Of, class Text>
  void SayEach(const std::vector<Of>& items, const Text& text) {
    std::size_t told = 0;
    for (const Of& item : items) {
      if (most_ != 0 && told == most_) break;
      lines_.push_back(text(item));
      ++told;
    }
    if (told < items.size()) {
      Say({msg::kAuditMore, {{"more", items.size() - told}}});
    }
  }
  // Records with a sentence of their own.
  template <class Of>
  void SayTexts(const std::vector<Of>& records) {
    SayEach(records, [](const Of& of) { return of.text; });
  }
  void SayAll(const std::vector<Sentence>& list) {
    SayEach(list, [](const Sentence& line) { return line; });
  }

  std::vector<Sentence> Take() { return std::move(lines_); }

 private:
  std::vector<Sentence> lines_;
  std::size_t most_;
};

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_LINE_LIST_H_

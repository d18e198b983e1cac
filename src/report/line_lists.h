// Lists of sentences on a terminal.
#ifndef QUARANTA_SRC_REPORT_LINE_LISTS_H_
#define QUARANTA_SRC_REPORT_LINE_LISTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "quaranta/core/message.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::report {

// The first `most` (0: all), and how many more there are.
inline void AddList(const std::vector<Sentence>& sentences, Language language,
                    std::size_t most, std::vector<std::string>& lines) {
  const std::size_t all = sentences.size();
  const std::size_t shown = most == 0 || all < most ? all : most;
  for (std::size_t i = 0; i < shown; ++i) {
    lines.push_back(Render(sentences[i], language));
  }
  if (shown < all) {
    lines.push_back(
        Render(msg::kEveningMore, language, {{"more", all - shown}}));
  }
}

}  // namespace quaranta::report

#endif  // QUARANTA_SRC_REPORT_LINE_LISTS_H_

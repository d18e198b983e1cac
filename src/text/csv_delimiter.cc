// What separates the cells of a file.
#include <algorithm>
#include <array>
#include <vector>

#include "quaranta/text/csv.h"

namespace quaranta::text {
namespace {

// How well a delimiter divides the first lines.
struct DelimiterScore {
  std::size_t lines = 0;     // looked at
  std::size_t count = 0;     // how often it stands in most of them
  std::size_t agreeing = 0;  // lines where it does
  std::size_t first = 0;     // the first of those

  bool BetterThan(const DelimiterScore& other) const {
    if (count == 0 || other.count == 0) return count > 0;
    const bool usual = 2 * agreeing >= lines;
    const bool other_usual = 2 * other.agreeing >= other.lines;
    if (usual != other_usual) return usual;
    // Cells may hold lists and sentences; the header does not.
    if (usual && first != other.first) return first < other.first;
    return agreeing * agreeing * count >
           other.agreeing * other.agreeing * other.count;
  }
};

DelimiterScore ScoreOf(std::string_view text, std::string_view delimiter) {
  constexpr std::size_t kLines = 50;
  constexpr std::size_t kBytes = std::size_t{1} << 16;
  std::vector<std::size_t> counts;
  std::size_t count = 0;
  bool quoted = false;
  bool blank = true;
  const std::size_t end = std::min(text.size(), kBytes);
  for (std::size_t i = 0; i < end && counts.size() < kLines; ++i) {
    const char c = text[i];
    if (c == '"') quoted = !quoted;
    if (!quoted && text.substr(i).starts_with(delimiter)) ++count;
    const bool line_end = !quoted && (c == '\n' || c == '\r');
    if (!line_end) blank = false;
    if ((line_end || i + 1 == text.size()) && !blank) {
      counts.push_back(count);
      count = 0;
      blank = true;
    }
  }
  DelimiterScore score;
  score.lines = counts.size();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const auto agreeing = static_cast<std::size_t>(
        std::count(counts.begin(), counts.end(), counts[i]));
    if (agreeing <= score.agreeing) continue;
    score.agreeing = agreeing;
    score.count = counts[i];
    score.first = i;
  }
  return score;
}

}  // namespace

std::string_view DetectDelimiter(std::string_view text) {
  constexpr std::array<std::string_view, 5> kDelimiters = {",", "\t", ";", "|",
                                                           "，"};
  std::string_view best = kDelimiters[0];
  DelimiterScore most;
  for (const std::string_view delimiter : kDelimiters) {
    const DelimiterScore score = ScoreOf(text, delimiter);
    if (score.BetterThan(most)) {
      most = score;
      best = delimiter;
    }
  }
  return best;
}

}  // namespace quaranta::text

#include "expr/diagnostics.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <optional>

#include "expr/text.h"

namespace quaranta::expr {
namespace {

// Columns on a screen: East Asian wide characters take two.
int ScreenWidth(char32_t c) {
  const bool wide =
      (c >= 0x1100 && c <= 0x115F) ||
      (c >= 0x2E80 && c <= 0xA4CF && c != 0x303F) ||
      (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
      (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
      (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
      (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

int ScreenWidth(std::string_view text) {
  int width = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    const auto code = NextCodePoint(text, pos);
    if (!code) ++pos;
    width += code ? ScreenWidth(*code) : 1;
  }
  return width;
}

// Characters that would move the caret, end the text, or turn it around.
bool IsControl(char32_t c) {
  return (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0) || IsInvisible(c);
}

// As it can be shown on one line.
std::string Printable(std::string_view text) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t first = pos;
    const auto code = NextCodePoint(text, pos);
    if (!code) ++pos;
    if (!code || IsControl(*code)) {
      out += "\uFFFD";
    } else {
      out.append(text.substr(first, pos - first));
    }
  }
  return out;
}

// Spaces as wide as `text`; tabs stay tabs.
std::string Blank(std::string_view text) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t first = pos;
    const auto code = NextCodePoint(text, pos);
    if (!code) ++pos;
    if (text[first] == '\t') {
      out += '\t';
    } else {
      out.append(static_cast<std::size_t>(code ? ScreenWidth(*code) : 1), ' ');
    }
  }
  return out;
}

char Fold(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

// Edit distance in halves: case and underscores cost one, other edits two;
// swapping neighbours costs two.
std::size_t Distance(std::string_view a, std::string_view b) {
  const auto gap = [](char c) -> std::size_t { return c == '_' ? 1 : 2; };
  std::vector<std::vector<std::size_t>> d(
      a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    d[i][0] = d[i - 1][0] + gap(a[i - 1]);
  }
  for (std::size_t j = 1; j <= b.size(); ++j) {
    d[0][j] = d[0][j - 1] + gap(b[j - 1]);
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char x = a[i - 1];
      const char y = b[j - 1];
      const std::size_t change = x == y ? 0 : Fold(x) == Fold(y) ? 1 : 2;
      d[i][j] = std::min({d[i - 1][j - 1] + change, d[i - 1][j] + gap(x),
                          d[i][j - 1] + gap(y)});
      if (i > 1 && j > 1 && x == b[j - 2] && y == a[i - 2]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 2);
      }
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

void Diagnostics::Add(std::uint32_t begin, std::uint32_t end, Sentence said,
                      Hint advice) {
  const auto size = static_cast<std::uint32_t>(source_.size());
  begin = std::min(begin, size);
  end = std::clamp(end, begin, size);
  std::string message = quaranta::Render(said, Language::kEn);
  for (const Diagnostic& d : list_) {
    if (d.begin == begin && d.end == end && d.message == message) return;
  }
  Diagnostic diagnostic;
  diagnostic.message = std::move(message);
  if (advice) diagnostic.hint = quaranta::Render(*advice, Language::kEn);
  diagnostic.begin = begin;
  diagnostic.end = end;
  diagnostic.said = std::move(said);
  diagnostic.advice = std::move(advice);
  const std::string_view before = source_.substr(0, begin);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  diagnostic.line = static_cast<std::uint32_t>(lines) + 1;
  const std::size_t newline = before.rfind('\n');
  const std::string_view line_start =
      newline == before.npos ? before : before.substr(newline + 1);
  diagnostic.column = static_cast<std::uint32_t>(CodePoints(line_start)) + 1;
  list_.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> Diagnostics::Take() {
  std::stable_sort(list_.begin(), list_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return a.begin < b.begin;
                   });
  return std::exchange(list_, {});
}

std::string Nearest(std::string_view name,
                    const std::vector<std::string_view>& candidates) {
  constexpr std::size_t kLongest = 64;
  if (name.empty() || name.size() > kLongest) return "";
  // About a third of the name may differ, one letter at least.
  std::size_t best = std::max<std::size_t>(2, name.size() * 2 / 3) + 1;
  std::string_view found;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    const std::size_t distance = Distance(name, candidate);
    if (distance < best && distance < 2 * candidate.size()) {
      best = distance;
      found = candidate;
    }
  }
  return std::string(found);
}

Hint DidYouMean(std::string_view name) {
  if (name.empty()) return std::nullopt;
  return Say(msg::kCelHintDidYouMean, {{"name", name}});
}

Hint Write(std::string_view code) {
  return Say(msg::kCelHintWrite, {{"code", code}});
}

std::string Quoted(std::string_view text) {
  constexpr std::size_t kMost = 60;
  constexpr std::size_t kKept = 25;
  if (CodePoints(text) <= kMost) return Printable(text);
  std::size_t head = 0;
  for (std::size_t i = 0; i < kKept; ++i) {
    if (!NextCodePoint(text, head)) ++head;
  }
  std::size_t tail = text.size() - kKept;
  while (tail < text.size() && (text[tail] & 0xC0) == 0x80) ++tail;
  return Printable(text.substr(0, head)) + " ... " +
         Printable(text.substr(tail));
}

std::string Render(const Diagnostic& diagnostic, std::string_view source,
                   std::string_view name, Language language) {
  return std::string(name) + ":" + std::to_string(diagnostic.line) + ":" +
         std::to_string(diagnostic.column) + ": " +
         RenderAtLine(diagnostic, source, language);
}

std::string RenderAtLine(const Diagnostic& diagnostic, std::string_view source,
                         Language language) {
  const std::size_t begin =
      std::min<std::size_t>(diagnostic.begin, source.size());
  const std::size_t end =
      std::clamp<std::size_t>(diagnostic.end, begin, source.size());
  const std::size_t newline =
      begin == 0 ? source.npos : source.rfind('\n', begin - 1);
  const std::size_t first = newline == source.npos ? 0 : newline + 1;
  const std::size_t last = std::min(source.find('\n', begin), source.size());
  std::string_view line = source.substr(first, last - first);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);

  std::string out = diagnostic.advice
                        ? quaranta::Render(msg::kCelWithHint, language,
                                           {{"message", diagnostic.said},
                                            {"hint", *diagnostic.advice}})
                        : quaranta::Render(diagnostic.said, language);
  const std::size_t at = std::min(begin - first, line.size());
  const std::size_t length = std::min(end, first + line.size()) > begin
                                 ? std::min(end, first + line.size()) - begin
                                 : 0;
  const int carets = std::max(1, ScreenWidth(line.substr(at, length)));
  out += "\n  " + Printable(line) + "\n  " + Blank(line.substr(0, at)) +
         std::string(static_cast<std::size_t>(carets), '^') + "\n";
  return out;
}

}  // namespace quaranta::expr

#include "io/marks.h"

#include <algorithm>
#include <array>

#include "io/numbers.h"

namespace quaranta::io {
namespace {

constexpr std::array<std::string_view, 9> kSpaces = {
    " ",           "\t",           "\r",           "\n",
    "\xC2\xA0",    "\xE3\x80\x80", "\xE2\x80\x8B", "\xEF\xBB\xBF",
    "\xE2\x80\xAF"};

// Nobody writes a total into a longer cell.
constexpr std::size_t kLongestLabel = 60;

// A label without spaces anywhere, narrow and in lower case.
std::string Squeezed(std::string_view text) {
  std::string out;
  for (const char c : Narrow(text)) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

constexpr std::array<std::string_view, 10> kAllWords = {
    "合计", "总计",  "共计",   "累计",       "总合计",
    "汇总", "total", "totals", "grandtotal", "sum"};
constexpr std::array<std::string_view, 6> kBlockWords = {
    "小计", "本页小计", "本页合计", "subtotal", "sub-total", "pagetotal"};
constexpr std::array<std::string_view, 3> kEndings = {"小计", "合计", "总计"};

constexpr std::array<std::string_view, 31> kNoteWords = {
    "制表",     "填表",     "填报",     "审核",     "复核",     "审批",
    "核对人",   "负责人",   "联系人",   "经办人",   "统计时间", "统计人",
    "统计截止", "数据来源", "数据截至", "数据截止", "打印时间", "导出时间",
    "上报时间", "报送",     "单位盖章", "备注",     "注:",      "附注",
    "说明",     "source",   "note",     "prepared", "reviewed", "exported",
    "printed"};

template <std::size_t N>
bool OneOf(std::string_view text,
           const std::array<std::string_view, N>& words) {
  for (const std::string_view word : words) {
    if (text == word) return true;
  }
  return false;
}

// The word that a label begins with: up to a colon or bracket.
std::string_view WordOf(std::string_view squeezed) {
  return squeezed.substr(0, squeezed.find_first_of(":([=,"));
}

// The word without a count behind it: "合计" of "合计62人".
std::string_view WithoutCount(std::string_view word) {
  const std::size_t last = word.find_last_of("0123456789");
  if (last == std::string_view::npos || word.size() - last > 7) return word;
  const std::size_t before = word.find_last_not_of("0123456789.,", last);
  return before == std::string_view::npos ? std::string_view()
                                          : word.substr(0, before + 1);
}

TotalMark MarkOf(std::string_view word) {
  if (OneOf(word, kAllWords)) return TotalMark::kAll;
  if (OneOf(word, kBlockWords)) return TotalMark::kBlock;
  for (const std::string_view ending : kEndings) {
    if (word.ends_with(ending)) return TotalMark::kNamedBlock;
  }
  return TotalMark::kNone;
}

// Whether a byte is the first of 计 or 汇, or a letter of "total" and "sum":
// every mark has one of them.
constexpr std::array<bool, 256> kInMarks = [] {
  std::array<bool, 256> in{};
  for (const char c : std::string_view("\xE8\xE6tTsS")) {
    in[static_cast<unsigned char>(c)] = true;
  }
  return in;
}();

// Whether a label without 计 and 汇 may begin with a mark in letters: "S1/304"
// does not.
bool MayBeginInLetters(std::string_view label) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  if (label.size() < 3) return false;
  // Spaces are left out, and full-width letters read as narrow ones.
  const auto is_plain = [](char c) { return c > ' ' && c < 0x7F; };
  if (!is_plain(label[0]) || !is_plain(label[1])) return true;
  constexpr std::array<std::string_view, 4> kBegins = {"to", "gr", "su", "pa"};
  return std::any_of(
      kBegins.begin(), kBegins.end(), [&](std::string_view begin) {
        return lower(label[0]) == begin[0] && lower(label[1]) == begin[1];
      });
}

// The first and last bytes of white space; most texts have neither at an end.
bool MayBeginSpace(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 ||
         byte == 0xEF;
}
bool MayEndSpace(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x80 || byte == 0x8B || byte == 0xA0 ||
         byte == 0xAF || byte == 0xBF;
}

}  // namespace

std::string_view TrimSpace(std::string_view text) {
  if (text.empty() ||
      (!MayBeginSpace(text.front()) && !MayEndSpace(text.back()))) {
    return text;
  }
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view space : kSpaces) {
      while (text.starts_with(space)) {
        text.remove_prefix(space.size());
        again = true;
      }
      while (text.ends_with(space)) {
        text.remove_suffix(space.size());
        again = true;
      }
    }
  }
  return text;
}

TotalMark TotalMarkOf(std::string_view label) {
  if (label.empty() || label.size() > kLongestLabel) return TotalMark::kNone;
  // Most cells are settled by a glance.
  if (std::none_of(label.begin(), label.end(), [](char c) {
        return kInMarks[static_cast<unsigned char>(c)];
      })) {
    return TotalMark::kNone;
  }
  if (label.find("计") == std::string_view::npos &&
      label.find("汇") == std::string_view::npos &&
      (label.find_first_of("tTsS") == std::string_view::npos ||
       !MayBeginInLetters(label))) {
    return TotalMark::kNone;
  }
  const std::string squeezed = Squeezed(label);
  const std::string_view word = WordOf(squeezed);
  const TotalMark mark = MarkOf(word);
  return mark != TotalMark::kNone ? mark : MarkOf(WithoutCount(word));
}

std::string FigureOf(std::string_view label) {
  const std::string squeezed = Squeezed(label);
  const std::size_t begin = squeezed.find_first_of("0123456789");
  if (begin == std::string::npos) return {};
  std::size_t end = begin;
  while (end < squeezed.size() &&
         std::string_view("0123456789.,").find(squeezed[end]) !=
             std::string_view::npos) {
    ++end;
  }
  return squeezed.substr(begin, end - begin);
}

bool IsNoteMark(std::string_view text) {
  if (text.empty()) return false;
  const std::string squeezed =
      Squeezed(TrimSpace(text).substr(0, kLongestLabel));
  const std::size_t colon = squeezed.find(':');
  for (const std::string_view word : kNoteWords) {
    if (!squeezed.starts_with(word)) continue;
    // "备注" alone, "填报人", or with a colon near: not "备注不详的人".
    if (word.ends_with(':') || colon != std::string::npos ||
        squeezed.size() <= word.size() + 6) {
      return true;
    }
  }
  return false;
}

bool IsCommentMark(std::string_view text) { return text.starts_with("##"); }

bool IsAnyMark(std::string_view text) {
  return TotalMarkOf(text) != TotalMark::kNone || IsNoteMark(text) ||
         IsCommentMark(text);
}

}  // namespace quaranta::io

#include "quaranta/core/mask.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "quaranta/core/time.h"

namespace quaranta {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'A' && c <= 'Z'; }

// The ASCII letter (in upper case) or digit at a place, full-width forms
// included, and how many bytes it takes; 0 bytes when there is none.
struct Glyph {
  char c = 0;
  std::size_t bytes = 0;
};
Glyph GlyphAt(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (IsDigit(c) || IsLetter(c)) return {c, 1};
  if (c >= 'a' && c <= 'z') return {static_cast<char>(c - 'a' + 'A'), 1};
  if (c != '\xEF' || at + 2 >= text.size()) return {};
  const auto last = static_cast<unsigned char>(text[at + 2]);
  if (text[at + 1] == '\xBC') {
    if (last >= 0x90 && last <= 0x99) {
      return {static_cast<char>('0' + (last - 0x90)), 3};
    }
    if (last >= 0xA1 && last <= 0xBA) {
      return {static_cast<char>('A' + (last - 0xA1)), 3};
    }
  } else if (text[at + 1] == '\xBD' && last >= 0x81 && last <= 0x9A) {
    return {static_cast<char>('A' + (last - 0x81)), 3};
  }
  return {};
}

// A longest run of letters and digits.
struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string ascii;                // upper case
  std::vector<std::size_t> starts;  // of each character
  std::size_t digits = 0;

  // Where character `i` begins; the end for one past the last.
  std::size_t At(std::size_t i) const {
    return i < starts.size() ? starts[i] : end;
  }
};
Word WordAt(std::string_view text, std::size_t at) {
  Word word;
  word.begin = at;
  while (at < text.size()) {
    const Glyph glyph = GlyphAt(text, at);
    if (glyph.bytes == 0) break;
    word.ascii += glyph.c;
    word.starts.push_back(at);
    if (IsDigit(glyph.c)) ++word.digits;
    at += glyph.bytes;
  }
  word.end = at;
  return word;
}

bool AllDigits(std::string_view text) {
  for (const char c : text) {
    if (!IsDigit(c)) return false;
  }
  return !text.empty();
}

int NumberOf(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

bool IsDate(std::string_view yyyymmdd, int first_year, int last_year) {
  const int year = NumberOf(yyyymmdd.substr(0, 4));
  return year >= first_year && year <= last_year &&
         FromCivil({year, NumberOf(yyyymmdd.substr(4, 2)),
                    NumberOf(yyyymmdd.substr(6, 2))})
             .ok();
}

bool IsIdentityNumber(std::string_view word) {
  if (word.size() == 18) {
    return AllDigits(word.substr(0, 17)) &&
           (IsDigit(word[17]) || word[17] == 'X') && word[0] != '0' &&
           IsDate(word.substr(6, 8), 1880, 2049);
  }
  return word.size() == 15 && AllDigits(word) && word[0] != '0' &&
         IsDate("19" + std::string(word.substr(6, 6)), 1900, 1999);
}

bool IsMobile(std::string_view digits) {
  if (digits.size() == 15 && digits.starts_with("00")) digits.remove_prefix(2);
  if (digits.size() == 13 && digits.starts_with("86")) digits.remove_prefix(2);
  return digits.size() == 11 && AllDigits(digits) && digits[0] == '1' &&
         digits[1] >= '3';
}

bool IsNumberOfAPerson(std::string_view word) {
  return IsIdentityNumber(word) || IsMobile(word);
}

// A date or a counter: the digits of ordinary ids.
bool IsOrdinary(std::string_view digits) {
  if (digits.starts_with("000")) return true;
  return digits.size() >= 8 && IsDate(digits.substr(0, 8), 1990, 2049);
}

// The part [first, second) of a word that names a person.
using Part = std::pair<std::size_t, std::size_t>;
std::optional<Part> PartToHide(std::string_view word) {
  if (IsNumberOfAPerson(word)) return Part{0, word.size()};
  std::size_t letters = 0;
  while (letters < word.size() && IsLetter(word[letters])) ++letters;
  const std::string_view rest = word.substr(letters);
  if (letters > 0 && IsNumberOfAPerson(rest)) {  // "tel13800138000"
    return Part{letters, word.size()};
  }
  if (AllDigits(rest) && !IsOrdinary(rest) &&
      ((letters == 1 && rest.size() >= 7 && rest.size() <= 10) ||
       (letters == 2 && rest.size() == 7))) {
    return Part{0, word.size()};
  }
  std::size_t digits = 0;  // "13800138000home"
  while (digits < word.size() && IsDigit(word[digits])) ++digits;
  if (digits >= 11 && digits < word.size()) {
    if (digits == 17 && word[17] == 'X') digits = 18;
    if (IsNumberOfAPerson(word.substr(0, digits))) return Part{0, digits};
  }
  return std::nullopt;
}

// Whether a word that tells of a document stands a little before.
bool FollowsDocument(std::string_view text, std::size_t at) {
  constexpr std::size_t kWindow = 24;
  static constexpr std::array<std::string_view, 8> kWords = {
      "护照",   "通行证",  "台胞证", "证件",
      "身份证", "assport", "ermit",  "ASSPORT"};
  const std::size_t from = at > kWindow ? at - kWindow : 0;
  const std::string_view before = text.substr(from, at - from);
  for (const std::string_view word : kWords) {
    if (before.find(word) != std::string_view::npos) return true;
  }
  return false;
}

class Masker {
 public:
  explicit Masker(std::string_view text) : text_(text) {}

  // Finds the spans to hide, in order.
  std::vector<Part> Run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      if (GlyphAt(text_, at).bytes == 0) {
        ++at;
        continue;
      }
      const Word word = WordAt(text_, at);
      at = Judge(word);
    }
    return std::move(hidden_);
  }

 private:
  // Returns where to go on.
  std::size_t Judge(const Word& word) {
    if (word.digits == 0) return word.end;
    if (IsFraction(word)) return word.end;
    for (const auto& find :
         {&Masker::Grouped, &Masker::Scientific, &Masker::HongKong}) {
      const std::size_t end = (this->*find)(word);
      if (end == 0) continue;
      hidden_.emplace_back(word.begin, end);
      return end;
    }
    if (const auto part = PartToHide(word.ascii)) {
      hidden_.emplace_back(word.At(part->first), word.At(part->second));
    } else if (word.digits >= 6 && word.ascii.size() <= 18 &&
               !(AllDigits(word.ascii) && IsOrdinary(word.ascii)) &&
               FollowsDocument(text_, word.begin)) {
      hidden_.emplace_back(word.begin, word.end);
    }
    return word.end;
  }

  // "0.13800138000": the digits behind a decimal point.
  bool IsFraction(const Word& word) const {
    return word.begin >= 2 && text_[word.begin - 1] == '.' &&
           IsDigit(text_[word.begin - 2]);
  }

  // The digits of groups of the given sizes with one separator between; their
  // end, or 0.
  std::size_t Groups(const Word& first, const std::array<std::size_t, 3>& sizes,
                     std::string& digits) const {
    digits = first.ascii;
    Word word = first;
    for (std::size_t i = 0;; ++i) {
      if (word.ascii.size() != sizes[i] || word.digits + 1 < sizes[i]) return 0;
      if (i + 1 == sizes.size()) return word.end;
      if (word.end >= text_.size() ||
          (text_[word.end] != ' ' && text_[word.end] != '-')) {
        return 0;
      }
      word = WordAt(text_, word.end + 1);
      digits += word.ascii;
    }
  }

  // "138-0013-8000", "610104 19900101 1233".
  std::size_t Grouped(const Word& word) const {
    std::string digits;
    std::size_t end = Groups(word, {3, 4, 4}, digits);
    if (end != 0 && IsMobile(digits)) return end;
    end = Groups(word, {6, 8, 4}, digits);
    return end != 0 && IsIdentityNumber(digits) ? end : 0;
  }

  // "6.10104199001011E+17": what a spreadsheet makes of long numbers.
  std::size_t Scientific(const Word& word) const {
    if (word.ascii.size() != 1 || word.end + 1 >= text_.size() ||
        text_[word.end] != '.') {
      return 0;
    }
    const Word mantissa = WordAt(text_, word.end + 1);
    if (mantissa.digits < 9 || mantissa.ascii.size() != mantissa.digits + 1 ||
        mantissa.ascii.back() != 'E' || mantissa.end + 1 >= text_.size() ||
        text_[mantissa.end] != '+') {
      return 0;
    }
    const Word exponent = WordAt(text_, mantissa.end + 1);
    return exponent.ascii.size() == 2 && exponent.ascii[0] == '1' &&
                   exponent.digits == 2
               ? exponent.end
               : 0;
  }

  // "A123456(7)".
  std::size_t HongKong(const Word& word) const {
    if (word.digits != 6 || word.ascii.size() < 7 || word.ascii.size() > 8 ||
        !AllDigits(
            std::string_view(word.ascii).substr(word.ascii.size() - 6)) ||
        word.end + 2 >= text_.size() || text_[word.end] != '(') {
      return 0;
    }
    const Word check = WordAt(text_, word.end + 1);
    return check.ascii.size() == 1 && check.end < text_.size() &&
                   text_[check.end] == ')'
               ? check.end + 1
               : 0;
  }

  std::string_view text_;
  std::vector<Part> hidden_;
};

// The shortest that is hidden has six digits.
bool MayHide(std::string_view text) {
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    // The last byte of a full-width digit cannot be told from others: count it.
    if (IsDigit(text[i]) || text[i] == '\xBC') ++digits;
    if (digits == 6) return true;
  }
  return false;
}

}  // namespace

std::string ReplaceIdentifiers(
    std::string_view text,
    const std::function<std::string(std::string_view)>& replace) {
  std::string out;
  if (!MayHide(text)) return out.append(text);
  std::size_t done = 0;
  for (const auto& [begin, end] : Masker(text).Run()) {
    out.append(text.substr(done, begin - done));
    out.append(replace(text.substr(begin, end - begin)));
    done = end;
  }
  return out.append(text.substr(done));
}

std::string MaskIdentifiers(std::string_view text) {
  return ReplaceIdentifiers(
      text, [](std::string_view) { return std::string(kMask); });
}

bool HasIdentifier(std::string_view text) {
  return MayHide(text) && !Masker(text).Run().empty();
}

std::string MaskIdentifiersInJson(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  std::size_t begin = 0;  // of what was not written yet
  bool inside = false;
  const auto flush = [&](std::size_t end) {
    const std::string_view piece = json.substr(begin, end - begin);
    inside ? out.append(MaskIdentifiers(piece)) : out.append(piece);
    begin = end;
  };
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (json[at] == '"') {
      flush(at);
      inside = !inside;
    } else if (inside && json[at] == '\\' && at + 1 < json.size()) {
      flush(at);
      const std::size_t size = json[at + 1] == 'u' ? 6 : 2;
      out.append(json.substr(at, size));
      begin = std::min(at + size, json.size());
      at = begin - 1;
    }
  }
  flush(json.size());
  return out;
}

}  // namespace quaranta

// What a spreadsheet makes of a cell that it was not told to leave alone.
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "quaranta/text/csv.h"

namespace quaranta::text {
namespace {

// A spreadsheet shows more digits than these as 1.1E+17, and saves what it
// shows.
constexpr std::size_t kDigitsShown = 11;

// Steps through a text.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool AtEnd() const { return at_ == text_.size(); }
  bool One(std::string_view of) {
    if (AtEnd() || of.find(text_[at_]) == std::string_view::npos) return false;
    ++at_;
    return true;
  }
  std::string_view Digits() {
    const std::size_t begin = at_;
    while (!AtEnd() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    return text_.substr(begin, at_ - begin);
  }
  bool Word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

bool Short(std::string_view digits, std::size_t most) {
  return !digits.empty() && digits.size() <= most;
}

// "0304", "110101199003074514", "1.50", "1E5", "1,234", "+5"; not "304".
bool NumberChanges(std::string_view text) {
  Cursor cursor(text);
  const bool plus = cursor.One("+");
  if (!plus) cursor.One("-");
  const std::string_view whole = cursor.Digits();
  if (whole.empty()) return false;
  bool changes = plus || whole.size() > kDigitsShown ||
                 (whole.size() > 1 && whole.front() == '0');
  while (cursor.One(",")) {
    if (cursor.Digits().size() != 3) return false;
    changes = true;
  }
  if (cursor.One(".")) {
    const std::string_view part = cursor.Digits();
    changes = changes || part.empty() || part.back() == '0' ||
              whole.size() + part.size() > kDigitsShown - 2;
  }
  if (cursor.One("eE")) {
    if (!cursor.One("+")) cursor.One("-");
    if (cursor.Digits().empty()) return false;
    changes = true;
  }
  return changes && cursor.AtEnd();
}

// "3-12", "3/4", "2022-04-10", "08:30".
bool DateChanges(std::string_view text) {
  Cursor cursor(text);
  const std::string_view first = cursor.Digits();
  if (Short(first, 2) && cursor.One(":")) {
    if (!Short(cursor.Digits(), 2)) return false;
    if (cursor.One(":") && !Short(cursor.Digits(), 2)) return false;
    return cursor.AtEnd();
  }
  if (!Short(first, 4) || !cursor.One("-/")) return false;
  if (!Short(cursor.Digits(), 4)) return false;
  if (cursor.One("-/") && !Short(cursor.Digits(), 4)) return false;
  return cursor.AtEnd();
}

bool Month(Cursor& cursor) {
  struct Name {
    std::string_view part;
    std::string_view rest;
  };
  constexpr std::array<Name, 12> kNames = {{{"jan", "uary"},
                                            {"feb", "ruary"},
                                            {"mar", "ch"},
                                            {"apr", "il"},
                                            {"may", ""},
                                            {"jun", "e"},
                                            {"jul", "y"},
                                            {"aug", "ust"},
                                            {"sep", "tember"},
                                            {"oct", "ober"},
                                            {"nov", "ember"},
                                            {"dec", "ember"}}};
  for (const Name& name : kNames) {
    if (!cursor.Word(name.part)) continue;
    if (!cursor.Word(name.rest)) cursor.Word("t");  // "sept"
    return true;
  }
  return false;
}

// "MAR1", "1-Mar", "Sept 5", "5 march 2022".
bool NamedDateChanges(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (lower == "true" || lower == "false") return true;
  Cursor cursor(lower);
  const bool day = Short(cursor.Digits(), 4);
  if (day) cursor.One("-/ ");
  if (!Month(cursor)) return false;
  cursor.One("-/ ");
  const bool more = Short(cursor.Digits(), 4);
  return (day || more) && cursor.AtEnd();
}

}  // namespace

bool SpreadsheetChanges(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.empty() || text.size() > 64) {
    return text.find_first_not_of("0123456789") == std::string_view::npos &&
           !text.empty();
  }
  return NumberChanges(text) || DateChanges(text) || NamedDateChanges(text);
}

}  // namespace quaranta::text

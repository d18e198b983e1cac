// Notes on odd cells of a column.
#ifndef QUARANTA_DATA_NOTES_H_
#define QUARANTA_DATA_NOTES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/core/interval.h"

namespace quaranta::data {

// Why a cell is odd. When several causes apply, the first of this order is
// reported.
enum class NoteState : std::uint8_t {
  kMasked,        // hidden on purpose: "*", "XX"
  kSuspect,       // impossible or damaged: a truncated id, 300 degrees
  kHedged,        // "450余万": only bounds are known
  kAskedUnknown,  // "不详": asked, and nobody knows
  kNotRecorded,   // a plain blank (never stored; the default cause)
  kConflicting,   // two sources disagree
};
std::string_view NoteStateName(NoteState state);  // "masked", "not_recorded"
std::optional<NoteState> ParseNoteState(std::string_view name);

struct Note {
  NoteState state = NoteState::kMasked;
  std::string raw;                 // what stood in the cell
  std::optional<Interval> bounds;  // for numbers
};

// Notes by row, ascending. Blocks of at most kMost keep insertion anywhere
// cheap; setting and finding take O(log n).
class Notes {
 public:
  struct Entry {
    std::uint32_t row = 0;
    Note note;
  };

  bool empty() const { return blocks_.empty(); }
  std::size_t size() const;
  // nullptr when the row has none.
  const Note* Find(std::uint32_t row) const {
    return blocks_.empty() ? nullptr : FindIn(row);
  }
  // Takes the place of an earlier note of that row.
  void Set(std::uint32_t row, Note note);
  // Calls `visit(row, note)` for the rows first <= row < last, ascending.
  template <class F>
  void ForEach(std::size_t first, std::size_t last, F&& visit) const {
    for (const std::vector<Entry>& block : blocks_) {
      if (block.back().row < first) continue;
      for (const Entry& entry : block) {
        if (entry.row >= last) return;
        if (entry.row >= first) visit(entry.row, entry.note);
      }
    }
  }
  // Memory held.
  std::size_t bytes() const;

 private:
  static constexpr std::size_t kMost = 512;
  const Note* FindIn(std::uint32_t row) const;

  std::vector<std::vector<Entry>> blocks_;  // none empty
};

}  // namespace quaranta::data

#endif  // QUARANTA_DATA_NOTES_H_

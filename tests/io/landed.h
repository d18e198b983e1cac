// A cell as it lands in a column, as text.
#ifndef QUARANTA_TESTS_IO_LANDED_H_
#define QUARANTA_TESTS_IO_LANDED_H_

#include <string>

#include "io/cells.h"

namespace quaranta::io {

inline std::string BoundText(double x) {
  if (x > 1e300) return "inf";
  if (x < -1e300) return "-inf";
  std::string text = std::to_string(x);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// "value", "value!state", "blank!state[..)", and the problem's code behind a
// space; lists as "<item><item>".
inline std::string Landed(const schema::Field& field, SheetCell cell,
                          const CellContext& context = {}) {
  data::Column column(field);
  const auto problem = AppendCell(column, cell, context);
  std::string out = "blank";
  if (column.size() != 1) return "not one row";
  if (column.valid(0)) {
    out.clear();
    if (field.repeated) {
      const auto [begin, end] = column.ListRange(0);
      for (std::size_t i = begin; i < end; ++i) {
        out += "<" + ItemText(column, i) + ">";
      }
      if (begin == end) out = "empty";
    } else {
      out = ItemText(column, 0);
    }
  }
  if (const data::Note* note = column.note(0)) {
    out += "!" + std::string(data::NoteStateName(note->state));
    if (note->bounds) {
      out += "[" + BoundText(note->bounds->low) + ", " +
             BoundText(note->bounds->high) + ")";
    }
  }
  if (problem) out += " " + std::string(problem->code);
  return out;
}

}  // namespace quaranta::io

#endif  // QUARANTA_TESTS_IO_LANDED_H_

#include "io/layout.h"

#include <algorithm>
#include <utility>

#include "io/headers.h"
#include "io/marks.h"
#include "quaranta/text/utf8.h"

namespace quaranta::io {
namespace {

// No header is longer; a title or a remark may be.
constexpr std::size_t kLongestHeader = 120;

bool IsKnown(std::string_view text) {
  return !text.empty() && text.size() <= kLongestHeader &&
         !FindHeaders(HeaderText(text)).empty();
}

bool InMapping(const SheetMapping* mapping, std::string_view text) {
  if (mapping == nullptr) return false;
  return std::any_of(
      mapping->columns.begin(), mapping->columns.end(),
      [text](const ColumnMapping& column) { return column.header == text; });
}

// Whether the row that a mapping calls the header has one of its headers: next
// month's file may have a title more.
bool NamesMapped(const Sheet& sheet, std::size_t row,
                 const SheetMapping& mapping) {
  if (mapping.columns.empty()) return true;
  for (std::size_t i = 0; i < sheet.columns(row); ++i) {
    if (InMapping(&mapping, TextAt(sheet, row, i))) return true;
  }
  return false;
}

// How many distinct fields the cells of a row name, for the record that has
// most of them.
std::size_t ScoreOf(const Sheet& sheet, std::size_t row,
                    const schema::Record* record, const SheetMapping* mapping) {
  std::vector<std::vector<const schema::Field*>> named(
      schema::Records().size());
  std::size_t mapped = 0;
  for (std::size_t i = 0; i < sheet.columns(row); ++i) {
    const SheetCell cell = sheet.cell(row, i);
    if (cell.type != CellType::kText) continue;
    const std::string_view text = TrimSpace(cell.text);
    if (text.empty() || text.size() > kLongestHeader) continue;
    if (InMapping(mapping, text)) {
      ++mapped;
      continue;
    }
    for (const RecordHeader& found : FindHeaders(HeaderText(text))) {
      if (record != nullptr && found.record != record) continue;
      auto& fields = named[schema::IndexOf(*found.record)];
      if (std::find(fields.begin(), fields.end(), found.header.field) ==
          fields.end()) {
        fields.push_back(found.header.field);
      }
    }
  }
  std::size_t best = 0;
  for (const auto& fields : named) best = std::max(best, fields.size());
  return best + mapped;
}

bool IsNumberLike(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos;
}

std::size_t CellsIn(const Sheet& sheet, std::size_t row) {
  std::size_t cells = 0;
  for (std::size_t i = 0; i < sheet.columns(row); ++i) {
    if (!TextAt(sheet, row, i).empty()) ++cells;
  }
  return cells;
}

// A text as its letters and digits, in lower case: "firstName", "First name".
std::string Letters(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool kept = upper || (c >= 'a' && c <= 'z') ||
                      (c >= '0' && c <= '9') || (c & 0x80) != 0;
    if (kept) out += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

// "person.firstName", "site_id": a name that only programs use.
bool IsTechnical(std::string_view text) {
  bool joint = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = upper || (c >= 'a' && c <= 'z');
    const bool mark = c == '.' || c == '_';
    if (!letter && !mark && (c < '0' || c > '9')) return false;
    joint = joint || mark || (upper && i > 0);
  }
  return joint;
}

// Whether the row below the header names the columns a second time, in other
// words: captions under technical paths.
bool IsSecondHeader(const Sheet& sheet, std::size_t header, std::size_t row) {
  std::size_t technical = 0;
  for (std::size_t i = 0; i < sheet.columns(header); ++i) {
    if (IsTechnical(TextAt(sheet, header, i))) ++technical;
  }
  if (technical * 2 < CellsIn(sheet, header)) return false;
  std::size_t cells = 0;
  std::size_t alike = 0;
  std::size_t different = 0;
  for (std::size_t i = 0; i < sheet.columns(row); ++i) {
    const std::string_view text = TextAt(sheet, row, i);
    if (text.empty()) continue;
    ++cells;
    if (sheet.cell(row, i).type != CellType::kText) return false;
    std::string_view above = TextAt(sheet, header, i);
    if (text != above) ++different;
    const std::size_t dot = above.rfind('.');
    if (dot != std::string_view::npos) above.remove_prefix(dot + 1);
    if (IsKnown(text) || (!above.empty() && Letters(text) == Letters(above))) {
      ++alike;
    }
  }
  return different > 0 && alike >= 2 && alike * 4 >= cells * 3;
}

// Whether column `i` of a header row continues the group to its left.
bool IsUnderGroup(const Sheet& sheet, std::size_t header, std::size_t i) {
  return i > 0 && TextAt(sheet, header, i).empty();
}

// Whether the source shows a cell of the header over several columns.
bool SpansColumns(const Sheet& sheet, std::size_t row, std::size_t i) {
  for (const MergedCells& block : sheet.merged()) {
    if (block.first_row == row && block.first_column == i &&
        block.last_column > i) {
      return true;
    }
  }
  return false;
}

bool IsHalfDay(std::string_view text) {
  for (const std::string_view word :
       {"上午", "下午", "早", "晚", "晨检", "午检", "晚检", "am", "pm"}) {
    if (text == word) return true;
  }
  return false;
}

// Whether the row below the header parts its groups: 体温 | | over 上午 | 下午.
// Its cells stand under blanks of the header and under the group before them;
// and it says headers, for a first row of data may look the same otherwise.
bool IsSubHeader(const Sheet& sheet, std::size_t header, std::size_t row) {
  bool opens = false;
  bool under_blank = false;
  bool says_headers = false;
  for (std::size_t i = 0; i < sheet.columns(row); ++i) {
    const std::string_view text = TextAt(sheet, row, i);
    if (text.empty()) continue;
    if (sheet.cell(row, i).type != CellType::kText || IsNumberLike(text) ||
        text.size() > 30) {
      return false;
    }
    const bool blank_above = IsUnderGroup(sheet, header, i);
    const bool opens_group = i + 1 < sheet.columns(row) &&
                             !TextAt(sheet, row, i + 1).empty() &&
                             IsUnderGroup(sheet, header, i + 1);
    if (!blank_above && !opens_group) return false;
    opens = opens || opens_group;
    under_blank = under_blank || blank_above;
    says_headers = says_headers || IsKnown(text) || IsHalfDay(text) ||
                   SpansColumns(sheet, header, i);
  }
  return opens && under_blank && says_headers;
}

// The label of the group that a column belongs to in a row of groups.
std::string_view GroupOf(const Sheet& sheet, std::size_t row, std::size_t i) {
  for (std::size_t back = i + 1; back-- > 0;) {
    const std::string_view text = TextAt(sheet, row, back);
    if (!text.empty()) return text;
  }
  return {};
}

std::string Joined(std::string_view group, std::string_view name) {
  if (group.empty() || group == name) return std::string(name);
  return std::string(group) + "(" + std::string(name) + ")";
}

// The name of a column under a group: by itself when it is known so, else with
// the group.
std::string NameInGroup(std::string_view group, std::string_view name) {
  if (name.empty()) return std::string(group);
  if (IsKnown(name)) return std::string(name);
  const std::string whole = std::string(group) + std::string(name);
  return IsKnown(whole) ? whole : Joined(group, name);
}

void NameColumns(const Sheet& sheet, bool sub_header, Layout& layout) {
  const std::size_t header = layout.header;
  const bool groups_above = header > 0 && CellsIn(sheet, header - 1) >= 2 &&
                            !IsCommentRow(sheet, header - 1);
  std::size_t columns = sheet.columns(header);
  if (sub_header) columns = std::max(columns, sheet.columns(header + 1));
  if (groups_above) columns = std::max(columns, sheet.columns(header - 1));
  for (std::size_t i = 0; i < columns; ++i) {
    const std::string_view name = TextAt(sheet, header, i);
    std::string text(name);
    std::string other;
    if (sub_header) {
      const std::string_view below = TextAt(sheet, header + 1, i);
      if (!below.empty()) {
        text = NameInGroup(GroupOf(sheet, header, i), below);
        other = name;
      }
    } else if (groups_above) {
      const std::string_view above = TextAt(sheet, header - 1, i);
      other = above;
      if (name.empty()) {
        text = above;
      } else if (!IsKnown(name)) {
        const std::string grouped =
            NameInGroup(GroupOf(sheet, header - 1, i), name);
        if (IsKnown(grouped)) text = grouped;
      }
    }
    layout.headers.push_back(std::move(text));
    layout.others.push_back(std::move(other));
  }
}

// A remark below the table: all that its row says.
bool IsNoteRow(const Sheet& sheet, std::size_t row) {
  std::size_t cells = 0;
  std::size_t place = 0;
  std::string_view only;
  bool marked = false;
  for (std::size_t i = 0; i < sheet.columns(row); ++i) {
    const std::string_view text = TextAt(sheet, row, i);
    if (text.empty()) continue;
    if (cells++ == 0) {
      only = text;
      place = i;
      marked = IsNoteMark(text);
    }
  }
  if (marked) return cells <= 8;
  if (cells != 1 || place != 0) return false;
  // A sentence alone in its row is no record.
  for (const std::string_view mark : {"。", "；", "："}) {
    if (only.size() >= 24 && only.find(mark) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string_view TextAt(const Sheet& sheet, std::size_t row,
                        std::size_t column) {
  if (column >= sheet.columns(row)) return {};
  return TrimSpace(sheet.cell(row, column).text);
}

bool IsBlankRow(const Sheet& sheet, std::size_t row) {
  for (std::size_t i = 0; i < sheet.columns(row); ++i) {
    const std::string_view text = sheet.cell(row, i).text;
    if (!text.empty() && !TrimSpace(text).empty()) return false;
  }
  return true;
}

bool RepeatsHeader(const Sheet& sheet, std::size_t row, const Layout& layout) {
  const std::size_t columns = sheet.columns(layout.header);
  if (sheet.columns(row) == 0 || columns < 2) return false;
  for (std::size_t i = 0; i < std::max(columns, sheet.columns(row)); ++i) {
    if (TextAt(sheet, row, i) != TextAt(sheet, layout.header, i)) return false;
  }
  return true;
}

bool IsCommentRow(const Sheet& sheet, std::size_t row) {
  if (sheet.columns(row) == 0) return false;
  const std::string_view text = sheet.cell(row, 0).text;
  return IsCommentMark(text) && CellsIn(sheet, row) == 1;
}

Layout FindLayout(const Sheet& sheet, const schema::Record* record,
                  const SheetMapping* mapping) {
  Layout layout;
  std::size_t best = 0;
  for (std::size_t row = 0; row < sheet.rows() && row < kHeaderRows; ++row) {
    if (mapping != nullptr && mapping->header_row == sheet.line(row) &&
        NamesMapped(sheet, row, *mapping)) {
      layout.header = row;
      best = 1;
      break;
    }
    const std::string_view first = TextAt(sheet, row, 0);
    if (IsCommentMark(first)) continue;
    const std::size_t score = ScoreOf(sheet, row, record, mapping);
    if (score <= best) continue;
    best = score;
    layout.header = row;
  }
  // A row without any known header is one when the mapping says so.
  for (std::size_t row = 0; best == 0 && mapping != nullptr &&
                            mapping->header_row != 0 && row < sheet.rows();
       ++row) {
    if (sheet.line(row) != mapping->header_row) continue;
    layout.header = row;
    best = 1;
  }
  layout.found = best > 0;
  layout.last = sheet.rows();
  if (!layout.found) return layout;
  layout.first = layout.header + 1;
  bool sub_header = false;
  if (layout.first < sheet.rows()) {
    if (IsSubHeader(sheet, layout.header, layout.first)) {
      sub_header = true;
      ++layout.first;
    } else if (IsSecondHeader(sheet, layout.header, layout.first)) {
      ++layout.first;
    }
  }
  NameColumns(sheet, sub_header, layout);
  if (!sub_header && layout.first == layout.header + 2) {
    for (std::size_t i = 0; i < layout.others.size(); ++i) {
      layout.others[i] = TextAt(sheet, layout.header + 1, i);
    }
  }
  while (layout.last > layout.first && (IsBlankRow(sheet, layout.last - 1) ||
                                        IsNoteRow(sheet, layout.last - 1))) {
    --layout.last;
  }
  return layout;
}

}  // namespace quaranta::io

// Cells and lines as they stand in a file.
#include "quaranta/text/csv.h"

namespace quaranta::text {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// "-3", "+4.5", "1e9": what a spreadsheet shows as the number that it is.
bool IsPlainNumber(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t begin = i;
    while (i < text.size() && IsDigit(text[i])) ++i;
    return i > begin;
  };
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
  if (!digits()) return false;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (!digits()) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (!digits()) return false;
  }
  return i == text.size();
}

// What a spreadsheet may take for a formula; East Asian editions also take the
// full-width forms of the signs.
bool LooksLikeFormula(std::string_view text) {
  if (text.empty() || IsPlainNumber(text)) return false;
  const char c = text.front();
  if (c == '=' || c == '+' || c == '-' || c == '@') return true;
  if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
  for (const std::string_view sign :
       {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"}) {
    if (text.starts_with(sign)) return true;
  }
  return false;
}

// A formula behind any number of apostrophes: one more has to go before it, so
// that taking one away gives it back.
bool NeedsApostrophe(std::string_view text, CsvColumn column) {
  const std::size_t first = text.find_first_not_of('\'');
  if (first == std::string_view::npos) return false;
  const std::string_view rest = text.substr(first);
  if (LooksLikeFormula(rest)) return true;
  if (first == 0 && column == CsvColumn::kAny) return false;
  return SpreadsheetChanges(rest) || (first > 0 && IsPlainNumber(rest));
}

}  // namespace

std::string CsvCell(std::string_view value, char delimiter, CsvColumn column) {
  const bool guarded = NeedsApostrophe(value, column);
  const bool quoted =
      value.find_first_of("\"\r\n") != std::string_view::npos ||
      value.find(delimiter) != std::string_view::npos ||
      (!value.empty() && (value.front() == ' ' || value.back() == ' '));
  std::string cell;
  cell.reserve(value.size() + 4);
  if (quoted) cell += '"';
  if (guarded) cell += '\'';
  for (const char c : value) {
    if (c == '"') cell += '"';
    cell += c;
  }
  if (quoted) cell += '"';
  return cell;
}

std::string_view CsvTextBehindApostrophe(std::string_view cell) {
  if (NeedsApostrophe(cell, CsvColumn::kAny)) cell.remove_prefix(1);
  return cell;
}

std::string CsvLine(std::span<const std::string> values, char delimiter) {
  std::string line;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) line += delimiter;
    line += CsvCell(values[i], delimiter);
  }
  if (values.size() == 1 && line.empty()) line = "\"\"";
  return line += "\r\n";
}

}  // namespace quaranta::text

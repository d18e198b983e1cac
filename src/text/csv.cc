#include "quaranta/text/csv.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "quaranta/core/status.h"

namespace quaranta::text {
namespace {

struct Cell {
  std::string_view text;
  bool needs_storage = false;
  std::string stored;
};

// Walks over the bytes; errors are kept in `status`.
class CsvScanner {
 public:
  CsvScanner(std::string_view bytes, char delimiter, const CsvLimits& limits)
      : bytes_(bytes), delimiter_(delimiter), limits_(limits) {}

  bool AtEnd() const { return pos_ == bytes_.size(); }
  std::uint32_t line() const { return line_; }
  absl::Status TakeStatus() { return std::move(status_); }

  // Passes a line end and says whether there was one.
  bool LineEnd() {
    if (AtEnd()) return false;
    if (bytes_[pos_] == '\r') {
      ++pos_;
      if (!AtEnd() && bytes_[pos_] == '\n') ++pos_;
    } else if (bytes_[pos_] == '\n') {
      ++pos_;
    } else {
      return false;
    }
    ++line_;
    return true;
  }

  bool Delimiter() {
    if (AtEnd() || bytes_[pos_] != delimiter_) return false;
    ++pos_;
    return true;
  }

  // Reads one cell up to, not over, what ends it. False: see TakeStatus().
  bool Read(Cell& cell) {
    cell = {};
    if (AtEnd() || bytes_[pos_] != '"') {
      cell.text = Plain();
    } else if (!Quoted(cell)) {
      return false;
    }
    const std::size_t size =
        cell.needs_storage ? cell.stored.size() : cell.text.size();
    if (size > limits_.cell_bytes) {
      status_ = ResourceExhausted(
          "line " + std::to_string(line_) + ": a cell of more than " +
          std::to_string(limits_.cell_bytes) + " bytes");
      return false;
    }
    return true;
  }

 private:
  std::string_view Plain() {
    const std::size_t begin = pos_;
    while (!AtEnd() && bytes_[pos_] != delimiter_ && bytes_[pos_] != '\n' &&
           bytes_[pos_] != '\r') {
      ++pos_;
    }
    return bytes_.substr(begin, pos_ - begin);
  }

  // The closing quote at or after pos_; counts the lines passed over.
  bool SkipToQuote() {
    for (; !AtEnd() && bytes_[pos_] != '"'; ++pos_) {
      const bool pair = bytes_[pos_] == '\r' && pos_ + 1 < bytes_.size() &&
                        bytes_[pos_ + 1] == '\n';
      if ((bytes_[pos_] == '\n' || bytes_[pos_] == '\r') && !pair) ++line_;
    }
    return !AtEnd();
  }

  bool Quoted(Cell& cell) {
    const std::uint32_t opened = line_;
    ++pos_;
    while (true) {
      const std::size_t begin = pos_;
      if (!SkipToQuote()) {
        status_ = InvalidArgument("line " + std::to_string(opened) +
                                  ": a cell opened with a quote never ends");
        return false;
      }
      const std::string_view part = bytes_.substr(begin, pos_ - begin);
      ++pos_;
      const bool doubled = !AtEnd() && bytes_[pos_] == '"';
      if (!doubled && !cell.needs_storage) {
        cell.text = part;
      } else {
        cell.needs_storage = true;
        cell.stored += part;
      }
      if (!doubled) break;
      cell.stored += '"';
      ++pos_;
    }
    // Liberty: `"a"b` is ab.
    if (const std::string_view rest = Plain(); !rest.empty()) {
      if (!cell.needs_storage) cell.stored = cell.text;
      cell.needs_storage = true;
      cell.stored += rest;
    }
    return true;
  }

  std::string_view bytes_;
  char delimiter_;
  const CsvLimits& limits_;
  std::size_t pos_ = 0;
  std::uint32_t line_ = 1;
  absl::Status status_;
};

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
bool NeedsApostrophe(std::string_view text) {
  const std::size_t first = text.find_first_not_of('\'');
  if (first == std::string_view::npos) return false;
  const std::string_view rest = text.substr(first);
  return LooksLikeFormula(rest) || (first > 0 && IsPlainNumber(rest));
}

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

absl::StatusOr<CsvTable> ReadCsv(std::string_view bytes, char delimiter,
                                 const CsvLimits& limits) {
  if (bytes.size() > limits.bytes) {
    return ResourceExhausted("more than " + std::to_string(limits.bytes) +
                             " bytes");
  }
  CsvTable table;
  CsvScanner scanner(bytes, delimiter, limits);
  Cell cell;
  while (!scanner.AtEnd()) {
    if (scanner.LineEnd()) continue;  // a blank line
    const std::uint32_t line = scanner.line();
    do {
      if (!scanner.Read(cell)) return scanner.TakeStatus();
      if (cell.needs_storage) {
        cell.text = table.unquoted_.emplace_back(std::move(cell.stored));
      }
      table.cells_.push_back(cell.text);
      if (table.cells_.size() - table.row_offsets_.back() > limits.columns) {
        return ResourceExhausted("line " + std::to_string(line) +
                                 ": more than " +
                                 std::to_string(limits.columns) + " cells");
      }
    } while (scanner.Delimiter());
    scanner.LineEnd();
    if (table.rows() == limits.rows) {
      return ResourceExhausted("more than " + std::to_string(limits.rows) +
                               " rows");
    }
    table.row_offsets_.push_back(table.cells_.size());
    table.lines_.push_back(line);
  }
  return table;
}

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

std::string CsvCell(std::string_view value, char delimiter) {
  const bool guarded = NeedsApostrophe(value);
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

std::string_view CsvText(std::string_view cell) {
  if (cell.starts_with('\'') && NeedsApostrophe(cell)) cell.remove_prefix(1);
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

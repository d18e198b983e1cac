#include "quaranta/text/csv.h"

#include <algorithm>
#include <cstring>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "quaranta/core/status.h"

namespace quaranta::text {
namespace {

// The positions of delimiters, quotes and line ends, in order. Looks at 64
// bytes at a time.
class Marks {
 public:
  Marks(std::string_view bytes, char delimiter)
      : bytes_(bytes), delimiter_(delimiter) {
    Load();
  }

  // The next mark, or the size of the text when there is none.
  std::size_t Next() {
    while (mask_ == 0) {
      block_ += kBlock;
      if (block_ >= bytes_.size()) return bytes_.size();
      Load();
    }
    const auto bit = static_cast<std::size_t>(__builtin_ctzll(mask_));
    mask_ &= mask_ - 1;
    return block_ + bit;
  }

  // What is left of the marks in the block at hand.
  struct Block {
    std::size_t first = 0;  // position
    std::uint64_t mask = 0;

    // Unless the mask is 0.
    std::size_t First() const {
      return first + static_cast<std::size_t>(__builtin_ctzll(mask));
    }
  };
  Block block() const { return {block_, mask_}; }
  // Goes on behind marks that were taken from block().
  void GoOn(const Block& block) { mask_ = block.mask; }

  // Goes on at a position that is not before the last mark.
  void Seek(std::size_t position) {
    if (position >= block_ + kBlock) {
      block_ = position / kBlock * kBlock;
      mask_ = 0;
      if (block_ >= bytes_.size()) return;
      Load();
    }
    const std::size_t skip = position - block_;
    mask_ &= skip == 0 ? ~std::uint64_t{0} : ~std::uint64_t{0} << skip;
  }

 private:
  static constexpr std::size_t kBlock = 64;

  bool IsMark(char c) const {
    return c == delimiter_ || c == '"' || c == '\n' || c == '\r';
  }

  void Load() {
#if defined(__SSE2__)
    if (block_ + kBlock <= bytes_.size()) {
      mask_ = 0;
      for (unsigned i = 0; i < 4; ++i) {
        mask_ |= std::uint64_t{Sixteen(bytes_.data() + block_ + 16 * i)}
                 << (16 * i);
      }
      return;
    }
#endif
    const std::string_view block = bytes_.substr(block_, kBlock);
    mask_ = 0;
    for (std::size_t i = 0; i < block.size(); ++i) {
      mask_ |= std::uint64_t{IsMark(block[i])} << i;
    }
  }

#if defined(__SSE2__)
  std::uint32_t Sixteen(const char* at) const {
    const __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i found = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(chunk, _mm_set1_epi8(delimiter_)),
                     _mm_cmpeq_epi8(chunk, _mm_set1_epi8('"'))),
        _mm_or_si128(_mm_cmpeq_epi8(chunk, _mm_set1_epi8('\n')),
                     _mm_cmpeq_epi8(chunk, _mm_set1_epi8('\r'))));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(found));
  }
#endif

  std::string_view bytes_;
  char delimiter_;
  std::size_t block_ = 0;
  std::uint64_t mask_ = 0;
};

// Line ends within a quoted cell: LF, CR, or both as one.
std::uint32_t LineEnds(std::string_view text) {
  std::uint32_t ends = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool pair =
        text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if ((text[i] == '\n' || text[i] == '\r') && !pair) ++ends;
  }
  return ends;
}

}  // namespace

// One pass over the text.
class CsvSplitter {
 public:
  CsvSplitter(std::string_view bytes, std::string_view delimiter,
              const CsvLimits& limits)
      : bytes_(bytes),
        delimiter_(delimiter),
        limits_(limits),
        marks_(bytes, delimiter.front()) {
    table_.base_ = bytes.data();
  }

  absl::StatusOr<CsvTable> Run() {
    while (start_ < bytes_.size()) {
      if (!quoted_ && delimiter_.size() == 1) PlainCells();
      const std::size_t mark = marks_.Next();
      if (mark == bytes_.size()) break;
      if (!At(mark)) return std::move(status_);
    }
    // The last line may lack its end, and a cell may be nothing.
    if (in_row_ || start_ < bytes_.size()) {
      if (!EndCell(bytes_.size()) || !EndRow()) return std::move(status_);
    }
    return std::move(table_);
  }

 private:
  // The cells that end at the next delimiters, up to any other mark or the end
  // of the block: nearly all there are.
  void PlainCells() {
    const std::size_t most =
        std::min<std::size_t>(limits_.cell_bytes, CsvTable::kSizeMask);
    std::size_t start = start_;
    Marks::Block block = marks_.block();
    for (; block.mask != 0; block.mask &= block.mask - 1) {
      const std::size_t mark = block.First();
      const std::size_t size = mark - start;
      if (bytes_[mark] != delimiter_.front() || size > most ||
          start >= kFarthest) {
        break;
      }
      table_.cells_.push_back(start << CsvTable::kSizeBits | size);
      start = mark + 1;
    }
    marks_.GoOn(block);
    in_row_ = in_row_ || start != start_;
    start_ = start;
  }

  // False, here and below: see status_.
  bool At(std::size_t mark) {
    const char c = bytes_[mark];
    if (c == '"') {
      return mark != start_ || Quoted();
    }
    if (c != '\n' && c != '\r') {
      if (delimiter_.size() > 1 &&
          !bytes_.substr(mark).starts_with(delimiter_)) {
        return true;
      }
      if (!EndCell(mark)) return false;
      start_ = mark + delimiter_.size();
      in_row_ = true;
      return true;
    }
    if (in_row_ || mark > start_) {
      if (!EndCell(mark) || !EndRow()) return false;
    }
    start_ = mark + 1;
    if (c == '\r' && start_ < bytes_.size() && bytes_[start_] == '\n') {
      ++start_;
      marks_.Seek(start_);
    }
    ++line_;
    row_line_ = line_;
    return true;
  }

  // The cell from start_ on, or the one that was read between quotes.
  bool EndCell(std::size_t end) {
    if (quoted_) return EndQuoted(end);
    const std::size_t size = end - start_;
    if (size > limits_.cell_bytes) return TooLong();
    if (size <= CsvTable::kSizeMask && start_ < kFarthest) {
      table_.cells_.push_back(start_ << CsvTable::kSizeBits | size);
    } else {
      PutAside(bytes_.substr(start_, size));
    }
    return true;
  }

  void PutAside(std::string_view cell) {
    table_.cells_.push_back(CsvTable::kAside | table_.aside_.size());
    table_.aside_.push_back(cell);
  }

  // Reads from the quote at start_ to the closing one; what follows up to the
  // next delimiter belongs to the cell as it stands.
  bool Quoted() {
    std::size_t at = start_ + 1;
    text_.clear();
    doubled_ = false;
    while (true) {
      const std::size_t quote = bytes_.find('"', at);
      if (quote == std::string_view::npos) {
        return Fail(InvalidArgument("line " + std::to_string(line_) +
                                    ": a cell opened with a quote never ends"));
      }
      const bool again = quote + 1 < bytes_.size() && bytes_[quote + 1] == '"';
      if (again || doubled_) text_ += bytes_.substr(at, quote - at);
      at = quote + 1;
      if (!again) break;
      doubled_ = true;
      text_ += '"';
      ++at;
    }
    quoted_ = true;
    in_row_ = true;
    closed_ = at;
    line_ += LineEnds(bytes_.substr(start_, at - start_));
    marks_.Seek(at);
    return true;
  }

  bool EndQuoted(std::size_t end) {
    quoted_ = false;
    std::string_view cell = bytes_.substr(start_ + 1, closed_ - start_ - 2);
    const std::string_view rest = bytes_.substr(closed_, end - closed_);
    if (!rest.empty() && !doubled_) text_ = cell;
    if (!rest.empty() || doubled_) {
      text_ += rest;
      cell = text_;
    }
    if (cell.size() > limits_.cell_bytes) return TooLong();
    if (!rest.empty() || doubled_) {
      cell = table_.unquoted_.emplace_back(std::move(text_));
      text_ = {};
    }
    PutAside(cell);
    return true;
  }

  bool EndRow() {
    const std::size_t row = table_.rows();
    if (table_.cells_.size() - table_.row_offsets_.back() > limits_.columns) {
      return Fail(ResourceExhausted(
          "line " + std::to_string(row_line_) + ": more than " +
          std::to_string(limits_.columns) + " cells"));
    }
    if (row == limits_.rows) {
      return Fail(ResourceExhausted("more than " +
                                    std::to_string(limits_.rows) + " rows"));
    }
    table_.row_offsets_.push_back(table_.cells_.size());
    table_.lines_.push_back(row_line_);
    in_row_ = false;
    if (row == kSample) Reserve();
    return true;
  }

  // Space for rows such as the first ones, so that nothing grows and moves.
  // Memory that is not needed after all is never touched.
  void Reserve() {
    const std::size_t rows =
        std::min(limits_.rows, bytes_.size() / start_ * (kSample + 1));
    const std::size_t cells = table_.cells_.size() / kSample + 1;
    table_.cells_.reserve(rows * cells + rows * cells / 8);
    table_.row_offsets_.reserve(rows + rows / 8);
    table_.lines_.reserve(rows + rows / 8);
  }

  bool TooLong() {
    return Fail(ResourceExhausted(
        "line " + std::to_string(line_) + ": a cell of more than " +
        std::to_string(limits_.cell_bytes) + " bytes"));
  }

  bool Fail(absl::Status status) {
    status_ = std::move(status);
    return false;
  }

  static constexpr std::size_t kSample = 1'000;
  // Offsets beyond do not fit beside a size and the bit of cells aside.
  static constexpr std::size_t kFarthest = std::size_t{1}
                                           << (63 - CsvTable::kSizeBits);

  std::string_view bytes_;
  std::string_view delimiter_;
  const CsvLimits& limits_;
  Marks marks_;
  CsvTable table_;
  std::size_t start_ = 0;       // of the cell
  bool in_row_ = false;         // the row has a cell or a quote already
  std::uint32_t line_ = 1;      // of start_, or behind a quoted cell
  std::uint32_t row_line_ = 1;  // on which the row begins
  bool quoted_ = false;         // the cell stands between quotes
  bool doubled_ = false;        // ... some of them doubled: `text_`
  std::size_t closed_ = 0;      // behind the closing quote
  std::string text_;
  absl::Status status_;
};

absl::StatusOr<CsvTable> ReadCsv(std::string_view bytes,
                                 std::string_view delimiter,
                                 const CsvLimits& limits) {
  if (bytes.size() > limits.bytes) {
    return ResourceExhausted("more than " + std::to_string(limits.bytes) +
                             " bytes");
  }
  if (delimiter.empty() || std::string_view("\"\r\n").find(delimiter.front()) !=
                               std::string_view::npos) {
    return InvalidArgument("no delimiter: it is empty, a quote or a line end");
  }
  return CsvSplitter(bytes, delimiter, limits).Run();
}

absl::StatusOr<CsvTable> ReadCsv(std::string_view bytes, char delimiter,
                                 const CsvLimits& limits) {
  return ReadCsv(bytes, std::string_view(&delimiter, 1), limits);
}

}  // namespace quaranta::text

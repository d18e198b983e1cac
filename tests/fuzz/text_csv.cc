#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/text/csv.h"

namespace {

// Any delimiter, of one byte or several, gives rows or a refusal.
void SplitAtFullWidthCommas(std::string_view bytes) {
  const auto table = quaranta::text::ReadCsv(bytes, "，");
  if (!table.ok()) return;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    for (std::size_t i = 0; i < table->columns(row); ++i) {
      if (table->cell(row, i).size() > bytes.size()) std::abort();
    }
  }
}

}  // namespace

// What can be read can be written, and reads back with the same cells.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  SplitAtFullWidthCommas(bytes);
  const auto table = quaranta::text::ReadCsv(bytes);
  if (!table.ok()) return 0;
  std::string written;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < table->columns(row); ++i) {
      cells.emplace_back(table->cell(row, i));
    }
    written += quaranta::text::CsvLine(cells);
  }
  const auto again = quaranta::text::ReadCsv(written);
  if (!again.ok() || again->rows() != table->rows()) std::abort();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    if (again->columns(row) != table->columns(row)) std::abort();
    for (std::size_t i = 0; i < table->columns(row); ++i) {
      if (quaranta::text::CsvText(again->cell(row, i)) != table->cell(row, i)) {
        std::abort();
      }
    }
  }
  return 0;
}

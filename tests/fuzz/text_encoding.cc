#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "quaranta/text/csv.h"
#include "quaranta/text/encoding.h"
#include "quaranta/text/utf8.h"

// Any bytes are UTF-8 after decoding, or are refused at a byte within them;
// what was decoded has a delimiter and splits or is refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  namespace text = quaranta::text;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const text::Encoding encoding :
       {text::Encoding::kUtf8, text::Encoding::kUtf16Le,
        text::Encoding::kUtf16Be, text::Encoding::kGb18030}) {
    const auto bad = text::UndecodableAt(bytes, encoding);
    if (bad && *bad >= size) std::abort();
  }
  const auto decoded = text::Decode(bytes);
  if (!decoded.ok()) return 0;
  if (text::InvalidUtf8At(decoded->text())) std::abort();
  const std::string_view delimiter = text::DetectDelimiter(decoded->text());
  const auto table = text::ReadCsv(decoded->text(), delimiter);
  if (!table.ok()) return 0;
  std::size_t cells = 0;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    if (table->columns(row) == 0 || table->line(row) == 0) std::abort();
    for (std::size_t i = 0; i < table->columns(row); ++i) {
      cells += table->cell(row, i).size();
    }
  }
  if (cells > decoded->text().size()) std::abort();
  return 0;
}

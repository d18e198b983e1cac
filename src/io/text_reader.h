// The bytes of a text file into tables: encoding, delimiter, then as any sheet.
#ifndef QUARANTA_SRC_IO_TEXT_READER_H_
#define QUARANTA_SRC_IO_TEXT_READER_H_

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "io/sheet_reader.h"
#include "quaranta/io/io.h"
#include "quaranta/io/sheet.h"
#include "quaranta/text/csv.h"

namespace quaranta::io {

// The cells of a delimited text as a sheet; the text must outlive it.
class TextSheet final : public Sheet {
 public:
  explicit TextSheet(text::CsvTable table) : table_(std::move(table)) {}

  std::size_t rows() const override { return table_.rows(); }
  std::size_t columns(std::size_t row) const override {
    return table_.columns(row);
  }
  SheetCell cell(std::size_t row, std::size_t column) const override {
    return {text::CsvText(table_.cell(row, column)), CellType::kText};
  }
  void Column(std::size_t column, std::span<const std::size_t> rows,
              std::span<SheetCell> cells) const override {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      cells[i] = column < table_.columns(rows[i])
                     ? SheetCell{text::CsvText(table_.cell(rows[i], column)),
                                 CellType::kText}
                     : SheetCell{{}, CellType::kBlank};
    }
  }
  std::uint32_t line(std::size_t row) const override {
    return table_.line(row);
  }

 private:
  text::CsvTable table_;
};

// Reads the file of that extension (".csv", ".tsv", ".jsonl") at a path. Errors
// as of ReadFile().
absl::StatusOr<SheetMapping> ReadTextFile(Reading& reading,
                                          const std::string& path,
                                          std::string_view extension,
                                          const SheetSource& source,
                                          const SheetMapping* mapping);
// The same of the bytes of one.
SheetMapping ReadText(Reading& reading, std::string_view bytes,
                      std::string_view extension, const SheetSource& source,
                      const SheetMapping* mapping);

// Rows of JSON objects, one a line; `text` is UTF-8.
SheetMapping ReadJsonLines(Reading& reading, std::string_view text,
                           const SheetSource& source,
                           const SheetMapping* mapping);

// An account of a file of which nothing could be read; the issue is the
// caller's.
void RefuseFile(Reading& reading, const SheetSource& source,
                std::uint64_t rows);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_TEXT_READER_H_

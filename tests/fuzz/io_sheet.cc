#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "accounts.h"
#include "quaranta/io/io.h"
#include "quaranta/schema/field.h"
#include "quaranta/text/utf8.h"

namespace {

namespace io = quaranta::io;

// Cells end in TAB, rows in a line feed; a byte 0x10 to 0x16 before a cell is
// its type. Behind a byte 0x1C stand four numbers: merged cells.
std::unique_ptr<io::GridSheet> SheetOf(std::string_view text) {
  auto sheet = std::make_unique<io::GridSheet>();
  while (text.size() > 4 && text.front() == 0x1C) {
    sheet->Merge({static_cast<unsigned char>(text[1]) % 8U,
                  static_cast<unsigned char>(text[2]) % 32U,
                  static_cast<unsigned char>(text[3]) % 8U,
                  static_cast<unsigned char>(text[4]) % 8U});
    text.remove_prefix(5);
  }
  if (quaranta::text::InvalidUtf8At(text)) return sheet;  // a sheet is UTF-8
  while (!text.empty()) {
    const std::size_t line_end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, line_end);
    text.remove_prefix(std::min(line_end + 1, text.size()));
    while (true) {
      const std::size_t end = std::min(line.find('\t'), line.size());
      std::string_view cell = line.substr(0, end);
      auto type = io::CellType::kText;
      if (!cell.empty() && cell.front() >= 0x10 && cell.front() <= 0x16) {
        type = static_cast<io::CellType>(cell.front() - 0x10);
        cell.remove_prefix(1);
      }
      sheet->AddCell(type == io::CellType::kBlank ? std::string_view() : cell,
                     type);
      if (end == line.size()) break;
      line.remove_prefix(end + 1);
    }
    sheet->EndRow();
  }
  return sheet;
}

}  // namespace

// Any grid of cells, of a known record or not, with the mapping of a person or
// without: rows, issues, a world.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1,
                              size - 1);
  io::ReadOptions options;
  options.rows = 1'000;
  options.columns = 100;
  options.issues_per_code = 50;
  if ((data[0] & 1) != 0) options.zone = "UTC";
  if ((data[0] & 2) != 0) {
    options.mapping.date_order = io::DateOrder::kDayMonthYear;
  }
  if ((data[0] & 4) != 0) {
    options.pseudonym_key = "0123456789abcdef";
  }
  if ((data[0] & 8) != 0) {
    io::SheetMapping mapping;
    mapping.records = {"Person", "Stay", "RoomAssignment"};
    mapping.header_row = 1;
    mapping.columns.push_back({.header = "#1", .field = "Person.id"});
    mapping.columns.push_back({.header = "a",
                               .field = "Stay.start",
                               .date_order = io::DateOrder::kMonthDayYear});
    mapping.columns.push_back(
        {.header = "#2", .field = "Person.sex", .codes = {{"1", "MALE"}}});
    options.mapping.sheets.push_back(std::move(mapping));
  }
  constexpr const char* kRecords[] = {nullptr, "Person", "Site", "Observation"};
  const char* name = kRecords[(data[0] >> 4) % 4];
  quaranta::world::Builder builder;
  const auto read = io::AppendSheet(
      builder, {"f", "s", SheetOf(text)},
      name == nullptr ? nullptr : quaranta::schema::FindRecord(name), options);
  if (!read.ok()) return 0;
  quaranta::testing::BuildOrAbort(std::move(builder));
  return 0;
}

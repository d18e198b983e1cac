// The tables of docs/reference/cells.md are true.
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/io/landed.h"
#include "tests/support/paths.h"

namespace quaranta::io {
namespace {

struct Row {
  std::string column;
  std::string cell;
  std::string landed;
};

// Rows of tables whose three cells stand between backticks.
std::vector<Row> RowsOfThePage() {
  std::ifstream page(::quaranta::testing::SourceDir() +
                     "/docs/reference/cells.md");
  std::vector<Row> rows;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| `")) continue;
    std::vector<std::string> quoted;
    std::size_t begin = line.find('`');
    while (begin != std::string::npos) {
      const std::size_t end = line.find('`', begin + 1);
      if (end == std::string::npos) break;
      quoted.push_back(line.substr(begin + 1, end - begin - 1));
      begin = line.find('`', end + 1);
    }
    EXPECT_EQ(quoted.size(), 3u) << line;
    if (quoted.size() == 3) rows.push_back({quoted[0], quoted[1], quoted[2]});
  }
  return rows;
}

// "Stock.as_of order=mdy" as field, context and type.
std::string Read(const Row& row, const Zone& zone) {
  std::istringstream words(row.column);
  std::string name;
  words >> name;
  const std::size_t point = name.find('.');
  const schema::Record* record = schema::FindRecord(name.substr(0, point));
  if (record == nullptr) return "no such record";
  const schema::Field* field =
      schema::FindField(*record, name.substr(point + 1));
  if (field == nullptr) return "no such field";
  CellContext context;
  context.zone = &zone;
  SheetCell cell{row.cell};
  std::string unit;
  for (std::string word; words >> word;) {
    if (word.starts_with("unit=")) {
      unit = word.substr(5);
    } else if (word == "order=ymd") {
      context.order = DateOrder::kYearMonthDay;
    } else if (word == "order=mdy") {
      context.order = DateOrder::kMonthDayYear;
    } else if (word == "order=dmy") {
      context.order = DateOrder::kDayMonthYear;
    } else if (word == "number") {
      cell.type = CellType::kNumber;
    } else if (word == "day") {
      cell.type = CellType::kDay;
    } else if (word == "error") {
      cell.type = CellType::kError;
    } else {
      return "what is " + word + "?";
    }
  }
  context.unit = unit;
  return Landed(*field, cell, context);
}

TEST(CellsPageTest, EveryRowIsTrue) {
  const std::vector<Row> rows = RowsOfThePage();
  EXPECT_GT(rows.size(), 60u);
  const Zone zone = Zone::Load("Asia/Shanghai").value();
  for (const Row& row : rows) {
    EXPECT_EQ(Read(row, zone), row.landed) << row.column << ": " << row.cell;
  }
}

}  // namespace
}  // namespace quaranta::io

// Sheets read column by column, in blocks of rows, against the same sheets read
// row by row.
#include <string>
#include <utility>

#include "grid.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "same_world.h"

namespace quaranta::io {
namespace {

using testing::Account;
using testing::Grid;
using testing::Issues;
using testing::ReadGrid;
using testing::Rows;

template <std::size_t N>
std::string OneOf(Random& random, const char* const (&texts)[N]) {
  return texts[random.Below(N)];
}

// The cells of one observation; `odd` of a hundred are not ordinary.
std::vector<std::string> RandomRow(Random& random, std::size_t i, int odd) {
  const auto is_odd = [&] { return random.Range(1, 100) <= odd; };
  const auto day = [&] {
    return "2022-0" + std::to_string(random.Range(1, 9)) + "-" +
           std::to_string(random.Range(1, 28));
  };
  std::vector<std::string> row(8);
  row[0] = "OB" + std::to_string(random.Chance(1, 40) ? i / 2 : i);
  row[1] = "S1/304/" + std::to_string(random.Below(50));
  row[2] = day() + " " + std::to_string(random.Range(0, 23)) + ":05";
  row[3] = OneOf(random, {"上午", "下午", "夜间"});
  row[4] = "36." + std::to_string(random.Below(10));
  row[5] = OneOf(random, {"无", "发热", "咳嗽", ""});
  row[6] = OneOf(random, {"是", "否", "true"});
  row[7] = "张三";
  if (is_odd()) row[0] = OneOf(random, {"*", "ＯＢ７", "", " OB8 "});
  if (is_odd()) row[1] = OneOf(random, {"不详", "-", "S1/３０４/1"});
  if (is_odd()) row[2] = OneOf(random, {"4月10日", "2022-13-01", "XX", "待定"});
  if (is_odd()) row[3] = OneOf(random, {"中午前后", "*", "AM", " 上午"});
  if (is_odd()) {
    row[4] = OneOf(random, {"约37", "37以上", "380", "３６．５", "热", "*"});
  }
  if (is_odd()) row[5] = OneOf(random, {"发热、咳嗽", "发热|怪病", "[]", "*"});
  if (is_odd()) row[6] = OneOf(random, {"也许", "√", "未知"});
  return row;
}

Rows RandomRows(std::uint64_t seed) {
  Random random(seed);
  const std::vector<std::string> header = {"编号", "隔离编号",    "测量时间",
                                           "时段", "体温",        "症状",
                                           "复核", "来源不明的列"};
  Rows rows = {header};
  const int odd =
      OneOf(random, {"0", "2", "50", "100"}) == "0" ? 0 : random.Range(1, 100);
  const std::size_t size = random.Below(2'600);
  for (std::size_t i = 0; i < size; ++i) {
    rows.push_back(RandomRow(random, i, odd));
    if (random.Chance(1, 60)) rows.back().resize(random.Below(9));
    if (random.Chance(1, 90)) rows.push_back({});
    if (random.Chance(1, 90)) rows.push_back(header);
    if (random.Chance(1, 90)) rows.push_back({"## 导出"});
    if (random.Chance(1, 90)) {
      rows.push_back({"", "", "", "", "", "", "", "只有这一列"});
    }
    if (random.Chance(1, 90)) rows.back().push_back("多出的");
    if (random.Chance(1, 300)) {
      rows.push_back({"合计", "", "", "", std::to_string(36 * i), "", "", ""});
    }
  }
  // Where the other reading has its block of cells.
  rows.push_back({"END1", "S1/304/1", "2022-04-10 07:05", "上午", "36.5", ""});
  rows.push_back({"END2", "S1/304/1", "2022-04-10 07:05", "上午", "36.5", ""});
  return rows;
}

TEST(Blocks, ReadAsRowByRow) {
  ReadOptions options;
  options.zone = "Asia/Shanghai";
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    SCOPED_TRACE(seed);
    const Rows rows = RandomRows(seed);
    const auto by_column = ReadGrid("Observation.csv", Grid(rows), options);
    // A block of cells over two rows keeps the reader to one row at a time.
    Grid grid(rows);
    const auto last = static_cast<std::uint32_t>(rows.size() - 1);
    grid.sheet.Merge({last - 1, last, 5, 5});
    const auto by_row = ReadGrid("Observation.csv", std::move(grid), options);
    ASSERT_EQ(Issues(by_column.world), Issues(by_row.world));
    ASSERT_EQ(Account(by_column.world), Account(by_row.world));
    quaranta::testing::ExpectSame(by_column.world, by_row.world);
    const data::Table& table =
        by_column.world.view()
            .tables[schema::IndexOf(*schema::FindRecord("Observation"))];
    ASSERT_GE(table.rows, 2u);
  }
}

}  // namespace
}  // namespace quaranta::io

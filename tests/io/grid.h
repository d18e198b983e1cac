// Sheets written down in a test, and how they were read.
#ifndef QUARANTA_TESTS_IO_GRID_H_
#define QUARANTA_TESTS_IO_GRID_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/io/io.h"
#include "quaranta/world/world.h"

namespace quaranta::io::testing {

using Rows = std::vector<std::vector<std::string>>;

struct Grid {
  explicit Grid(const Rows& rows) {
    for (const auto& row : rows) {
      for (const std::string& cell : row) {
        sheet.AddCell(cell, cell.empty() ? CellType::kBlank : CellType::kText);
      }
      sheet.EndRow();
    }
  }
  GridSheet sheet;
};

struct Result {
  world::World world;
  SheetMapping mapping;
};

// Reads one sheet of a file with that name; the record follows from both.
inline Result ReadGrid(const std::string& file, Grid grid,
                       const ReadOptions& options = {},
                       std::string_view record = {}) {
  world::Builder builder;
  NamedSheet named{
      file, {}, std::make_unique<GridSheet>(std::move(grid.sheet))};
  const schema::Record* told =
      record.empty() ? schema::FindRecord(file.substr(0, file.find('.')))
                     : schema::FindRecord(record);
  auto mapping = AppendSheet(builder, named, told, options);
  EXPECT_TRUE(mapping.ok());
  auto world = std::move(builder).Build();
  EXPECT_TRUE(world.ok());
  return {world.ok() ? *std::move(world) : world::World(),
          mapping.ok() ? *std::move(mapping) : SheetMapping()};
}

inline Result ReadGrid(const std::string& file, const Rows& rows,
                       const ReadOptions& options = {},
                       std::string_view record = {}) {
  return ReadGrid(file, Grid(rows), options, record);
}

// Issues as "file:row column=value code action detail".
inline std::vector<std::string> Issues(const world::World& world) {
  std::vector<std::string> lines;
  for (const world::Issue& issue : world.issues()) {
    lines.push_back(issue.file + ":" + std::to_string(issue.row) + " " +
                    issue.column + "=" + issue.value + " " + issue.code + " " +
                    issue.action + " " + issue.detail);
  }
  return lines;
}

// "rows 5 = 3 aside + 2 read", of all sources; each adds up.
inline std::string Account(const world::World& world) {
  std::string text;
  for (const world::SourceRows& source : world.sources()) {
    EXPECT_EQ(source.rows, source.set_aside + source.read + source.repaired +
                               source.parked + source.refused)
        << source.file;
    if (!text.empty()) text += "; ";
    text += "rows " + std::to_string(source.rows) + " =";
    std::string sum;
    const auto add = [&sum](std::uint64_t count, const char* what) {
      if (count == 0) return;
      sum += (sum.empty() ? " " : " + ") + std::to_string(count) + " " + what;
    };
    add(source.set_aside, "aside");
    add(source.read, "read");
    add(source.repaired, "repaired");
    add(source.parked, "parked");
    add(source.refused, "refused");
    text += sum;
  }
  return text;
}

}  // namespace quaranta::io::testing

#endif  // QUARANTA_TESTS_IO_GRID_H_

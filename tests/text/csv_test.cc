#include "quaranta/text/csv.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "tests/support/status_matchers.h"

namespace quaranta::text {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::HasSubstr;

using Rows = std::vector<std::vector<std::string>>;

Rows Cells(const CsvTable& table) {
  Rows rows;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    auto& row = rows.emplace_back();
    for (std::size_t c = 0; c < table.columns(r); ++c) {
      row.emplace_back(table.cell(r, c));
    }
  }
  return rows;
}

TEST(CsvTest, SplitsAsRfc4180SaysAndAsFilesDo) {
  struct Example {
    std::string_view text;
    Rows rows;
  };
  const std::vector<Example> examples = {
      {"", {}},
      {"\n\r\n\r", {}},
      {"a,b\nc", {{"a", "b"}, {"c"}}},
      {"a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
      {"a\rb\r", {{"a"}, {"b"}}},
      {",\n", {{"", ""}}},
      {"a,\n", {{"a", ""}}},
      {"\"\"\n", {{""}}},
      {"\"a,b\",\"c\"\"d\"", {{"a,b", "c\"d"}}},
      {"\"a\r\nb\"\r\nc", {{"a\r\nb"}, {"c"}}},
      {"a\"b,c", {{"a\"b", "c"}}},
      {"\"a\"b,c", {{"ab", "c"}}},
      {"\"a\"\"\"b\"c,d", {{"a\"b\"c", "d"}}},
      {" \"a\",b", {{" \"a\"", "b"}}},
      {"房间,\"层\"", {{"房间", "层"}}},
  };
  for (const Example& example : examples) {
    const auto table = ReadCsv(example.text);
    ASSERT_THAT(table, IsOk()) << example.text;
    EXPECT_EQ(Cells(*table), example.rows) << example.text;
  }
}

TEST(CsvTest, RowsKnowTheLineTheyBeginOn) {
  const auto table = ReadCsv("h\r\n\r\n\"a\r\nb\n\"\"\rc\",1\r\nlast");
  ASSERT_THAT(table, IsOk());
  ASSERT_EQ(table->rows(), 3u);
  EXPECT_EQ(table->line(0), 1u);
  EXPECT_EQ(table->line(1), 3u);
  EXPECT_EQ(table->line(2), 7u);
}

TEST(CsvTest, ViewsSurviveMovingTheTable) {
  auto made = ReadCsv("\"a\"\"b\",\"c\"\"d\"\n");
  ASSERT_THAT(made, IsOk());
  const CsvTable table = *std::move(made);
  EXPECT_EQ(Cells(table), (Rows{{"a\"b", "c\"d"}}));
}

TEST(CsvTest, LimitsAndOpenQuotesNameTheirLine) {
  EXPECT_THAT(
      ReadCsv("a\nb,\"c\nd"),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line 2")));
  const auto exhausted = absl::StatusCode::kResourceExhausted;
  EXPECT_THAT(ReadCsv("a\nb\nc", ',', {.rows = 2}),
              StatusIs(exhausted, HasSubstr("2 rows")));
  EXPECT_THAT(ReadCsv("a,b,c", ',', {.columns = 2}),
              StatusIs(exhausted, HasSubstr("line 1")));
  EXPECT_THAT(ReadCsv("a\nbcd", ',', {.cell_bytes = 2}),
              StatusIs(exhausted, HasSubstr("line 2")));
  EXPECT_THAT(ReadCsv("abc", ',', {.bytes = 2}),
              StatusIs(exhausted, HasSubstr("2 bytes")));
}

TEST(CsvTest, ADelimiterMayBeAFullWidthComma) {
  const auto table = ReadCsv("姓名，房间\r\n\"张，伟\"，３０４\n、，", "，");
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ(Cells(*table),
            (Rows{{"姓名", "房间"}, {"张，伟", "３０４"}, {"、", ""}}));
  for (const std::string_view none : {"", "\"", "\n"}) {
    EXPECT_THAT(ReadCsv("a", none), StatusIs(absl::StatusCode::kInvalidArgument,
                                             HasSubstr("delimiter")));
  }
}

// The same rules byte by byte, as plainly as they can be said.
struct Plain {
  Rows rows;
  std::vector<std::uint32_t> lines;
  bool ok = true;
};

Plain SplitPlainly(std::string_view text, std::string_view delimiter) {
  Plain out;
  std::uint32_t line = 1;
  std::size_t at = 0;
  const auto at_end = [&] {
    return at == text.size() || text[at] == '\n' || text[at] == '\r';
  };
  const auto pass_line_end = [&] {
    if (at == text.size()) return;
    at += text.substr(at).starts_with("\r\n") ? 2 : 1;
    ++line;
  };
  while (at < text.size()) {
    if (at_end()) {
      pass_line_end();
      continue;
    }
    out.lines.push_back(line);
    auto& row = out.rows.emplace_back();
    while (true) {
      std::string& cell = row.emplace_back();
      bool open = at < text.size() && text[at] == '"';
      if (open) ++at;
      while (open) {
        if (at == text.size()) {
          out.ok = false;
          return out;
        }
        if (text.substr(at).starts_with("\"\"")) {
          cell += '"';
          at += 2;
        } else if (text[at] == '"') {
          open = false;
          ++at;
        } else {
          if (text[at] == '\n' ||
              (text[at] == '\r' && !text.substr(at).starts_with("\r\n"))) {
            ++line;
          }
          cell += text[at++];
        }
      }
      while (!at_end() && !text.substr(at).starts_with(delimiter)) {
        cell += text[at++];
      }
      if (at_end()) break;
      at += delimiter.size();
    }
    pass_line_end();
  }
  return out;
}

TEST(CsvTest, RandomTextsSplitAsThePlainRulesSay) {
  constexpr std::string_view kPieces[] = {",",   ",",    ",",    "\"", "\"\"",
                                          "\n",  "\r",   "\r\n", "，", "a",
                                          "304", "房间", "、",   "\t"};
  Random random(20220411);
  for (int round = 0; round < 20'000; ++round) {
    // Few quotes, or nearly every text is one open cell.
    const std::uint64_t filler = random.Below(40);
    std::string text;
    for (int n = random.Range(0, 60); n > 0; --n) {
      const std::string_view piece = kPieces[random.Below(std::size(kPieces))];
      if (piece.front() == '"' && random.Below(6) != 0) continue;
      text += piece;
      text.append(random.Below(filler + 1), 'x');
    }
    for (const std::string_view delimiter : {",", "，"}) {
      const Plain expected = SplitPlainly(text, delimiter);
      const auto table = ReadCsv(text, delimiter);
      ASSERT_EQ(table.ok(), expected.ok) << text;
      if (!expected.ok) continue;
      ASSERT_EQ(Cells(*table), expected.rows) << text;
      for (std::size_t row = 0; row < table->rows(); ++row) {
        ASSERT_EQ(table->line(row), expected.lines[row]) << text;
      }
    }
  }
}

TEST(CsvTest, ManyRowsAndLargeCellsKeepTheirPlaces) {
  // Beyond the sample that space is reserved from, and one cell larger than
  // what fits into a word.
  std::string text;
  for (int row = 0; row < 3'000; ++row) {
    text += "r" + std::to_string(row) + "," + std::to_string(row % 7) + "\n";
  }
  const std::string large(5u << 20, 'z');
  text += "large," + large + "\nlast";
  const auto table = ReadCsv(text, ',', {.cell_bytes = 8u << 20});
  ASSERT_THAT(table, IsOk());
  ASSERT_EQ(table->rows(), 3'002u);
  EXPECT_EQ(table->cell(2'999, 0), "r2999");
  EXPECT_EQ(table->cell(2'999, 1), "3");
  EXPECT_EQ(table->cell(3'000, 1), large);
  EXPECT_EQ(table->cell(3'001, 0), "last");
}

TEST(CsvTest, FormulasAreDefusedAndNumbersAreLeftAlone) {
  EXPECT_EQ(CsvCell("=1+1"), "'=1+1");
  EXPECT_EQ(CsvCell("@cmd"), "'@cmd");
  EXPECT_EQ(CsvCell("-2+3"), "'-2+3");
  EXPECT_EQ(CsvCell("\tx"), "'\tx");
  EXPECT_EQ(CsvCell("\r=x"), "\"'\r=x\"");
  EXPECT_EQ(CsvCell("＝1"), "'＝1");
  EXPECT_EQ(CsvCell("-2.5e+3"), "-2.5e+3");
  EXPECT_EQ(CsvCell("+8613800000000"), "+8613800000000");
  EXPECT_EQ(CsvCell("3-5"), "3-5");
  EXPECT_EQ(CsvCell("a;b", ';'), "\"a;b\"");
  EXPECT_EQ(CsvText("'=1+1"), "=1+1");
  EXPECT_EQ(CsvText("'s Gravenhage"), "'s Gravenhage");
}

TEST(CsvTest, WhatASpreadsheetWouldChangeIsKnown) {
  for (const std::string_view text : {"110101199003074514",
                                      "123456789012",
                                      "0304",
                                      "007",
                                      "00",
                                      "1E5",
                                      "12e3",
                                      "3-12",
                                      "3/4",
                                      "1-1-22",
                                      "2022-04-10",
                                      "8:30",
                                      "08:30:15",
                                      "1,234",
                                      "1.50",
                                      "1.",
                                      "0.1234567891",
                                      "+8613800000000",
                                      "+5",
                                      "MAR1",
                                      "1-Mar",
                                      "Sept 5",
                                      "5 march 2022",
                                      "true",
                                      "FALSE",
                                      " 0304 ",
                                      "-12345678901234567890"}) {
    EXPECT_TRUE(SpreadsheetChanges(text)) << text;
  }
  for (const std::string_view text : {"",
                                      "304",
                                      "0",
                                      "-3",
                                      "1.5",
                                      "12345678901",
                                      "S1/304",
                                      "A-12",
                                      "3-12-A",
                                      "11010119900307451X",
                                      "3-",
                                      "-12-",
                                      "1/2/3/4",
                                      "March",
                                      "MARS1",
                                      "E5",
                                      "1,23",
                                      "东方酒店",
                                      "2022-04-10T17:00:00+08:00",
                                      "1-1-1-1",
                                      "12345-1",
                                      "P13800000000",
                                      "''"}) {
    EXPECT_FALSE(SpreadsheetChanges(text)) << text;
  }
}

TEST(CsvTest, TextsAreKeptFromSpreadsheetsThatWouldChangeThem) {
  const auto text = [](std::string_view value) {
    return CsvCell(value, ',', CsvColumn::kText);
  };
  EXPECT_EQ(text("110101199003074514"), "'110101199003074514");
  EXPECT_EQ(text("304"), "304");
  EXPECT_EQ(text("'0304"), "''0304");
  EXPECT_EQ(CsvCell("110101199003074514"), "110101199003074514")
      << "a number stays a number";
  constexpr std::string_view kAlphabet[] = {"'", "0", "12", "-", "/", ":",
                                            "e", ".", "+",  "=", " ", "mar"};
  Random random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string value;
    for (int n = random.Range(1, 7); n > 0; --n) {
      value += kAlphabet[random.Below(std::size(kAlphabet))];
    }
    const std::string written = text(value) + "\r\n";
    const auto table = ReadCsv(written);
    ASSERT_THAT(table, IsOk());
    ASSERT_EQ(CsvText(table->cell(0, 0)), value) << written;
    ASSERT_FALSE(SpreadsheetChanges(table->cell(0, 0))) << written;
  }
}

TEST(CsvTest, ASingleEmptyCellIsNotABlankLine) {
  const std::vector<std::string> row = {""};
  EXPECT_EQ(CsvLine(row), "\"\"\r\n");
}

// Cells of the characters that matter, written and read back.
TEST(CsvTest, RandomCellsReadBack) {
  constexpr std::string_view kAlphabet[] = {"'",  "=",  "-", "1",  "\"", ",",
                                            "\r", "\n", " ", "房", "＝", "a"};
  Random random(20220410);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::string> row(static_cast<std::size_t>(random.Range(1, 3)));
    for (std::string& cell : row) {
      for (int n = random.Range(0, 5); n > 0; --n) {
        cell += kAlphabet[random.Below(std::size(kAlphabet))];
      }
    }
    const std::string line = CsvLine(row);
    const auto table = ReadCsv(line);
    ASSERT_THAT(table, IsOk()) << line;
    ASSERT_EQ(table->rows(), 1u) << line;
    ASSERT_EQ(table->columns(0), row.size()) << line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      ASSERT_EQ(CsvText(table->cell(0, i)), row[i]) << line;
    }
  }
}

TEST(DetectDelimiterTest, ConsistencyOverTheFirstLinesDecides) {
  EXPECT_EQ(DetectDelimiter("a,b,c\n1,2,3\n"), ",");
  EXPECT_EQ(DetectDelimiter("a\tb\n1,5\t2,5\n"), "\t");
  EXPECT_EQ(DetectDelimiter("a;b\n1,5;2,5\n3,5;4,5\n"), ";");
  EXPECT_EQ(DetectDelimiter("a|b|c\r\n1|2|3\r\n"), "|");
  EXPECT_EQ(DetectDelimiter("姓名，房间，体温\n张伟，304，36.5\n"), "，");
  EXPECT_EQ(DetectDelimiter(""), ",");
  EXPECT_EQ(DetectDelimiter("one\ntwo\n"), ",");
}

TEST(DetectDelimiterTest, QuotedCellsListsAndTitlesDoNotMislead) {
  EXPECT_EQ(DetectDelimiter("a;b\n\"1,2,3,4\";2\n\"1,2,3,4\";3\n"), ";");
  EXPECT_EQ(DetectDelimiter("id,needs\n1,a|b|c\n2,a|b|d\n3,x|y|z\n"), ",");
  EXPECT_EQ(DetectDelimiter("甲县，乙镇，丙村的名单\n\na,b,c\n1,2,3\n4,5,6\n"),
            ",");
  EXPECT_EQ(DetectDelimiter("\"a\n,\n,\n,\"\tb\n1\t2\n"), "\t");
}

}  // namespace
}  // namespace quaranta::text

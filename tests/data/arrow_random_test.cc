// The same column in one batch, in slices and chunks, and beside a null row
// (which is read cell by cell): the same cells and the same issues.
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/data/arrow.h"
#include "tests/data/arrow_made.h"
#include "tests/support/status_matchers.h"

namespace quaranta::data {
namespace {

// The fields that the columns go to, of any record.
struct Target {
  std::string_view record;
  std::string_view field;
};
constexpr Target kTargets[] = {
    {"Room", "window_limiter"}, {"Room", "beds"},      {"Room", "area_m2"},
    {"Room", "label"},          {"Room", "use"},       {"Site", "listed_date"},
    {"Stay", "start"},          {"Person", "symptoms"}};

template <class T>
std::vector<T> Values(std::size_t size, Random& random, std::int64_t scale) {
  std::vector<T> values;
  for (std::size_t i = 0; i < size; ++i) {
    const double value = static_cast<double>(random.Range(-3, 9)) *
                         static_cast<double>(scale) /
                         (random.Chance(1, 9) ? 8 : 1);
    T cut{};
    if constexpr (std::is_floating_point_v<T>) {
      cut = static_cast<T>(value);
      if (random.Chance(1, 9)) cut = std::numeric_limits<T>::quiet_NaN();
      if (random.Chance(1, 20)) cut = std::numeric_limits<T>::infinity();
    } else {
      cut = static_cast<T>(static_cast<std::int64_t>(value));
      if (random.Chance(1, 20)) cut = std::numeric_limits<T>::max();
    }
    values.push_back(cut);
  }
  return values;
}

std::vector<std::string> RandomTexts(std::size_t size, Random& random) {
  const std::vector<std::string> all = {"ISOLATION",
                                        "STAFF",
                                        "304",
                                        "",
                                        "true",
                                        "2022-04-10",
                                        "-7",
                                        "2.5",
                                        "房间",
                                        "FEVER",
                                        "2022-04-10T17:00:00+08:00"};
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < size; ++i) {
    texts.push_back(all[random.Below(all.size())]);
  }
  return texts;
}

Made ViewsOf(const std::vector<std::string>& texts) {
  Made made{.name = "", .format = "vu"};
  made.length = static_cast<std::int64_t>(texts.size());
  std::vector<std::int32_t> views;
  std::string all;
  for (const std::string& text : texts) {
    std::int32_t words[4] = {static_cast<std::int32_t>(text.size()), 0, 0, 0};
    if (text.size() <= 12) {
      std::memcpy(&words[1], text.data(), text.size());
    } else {
      std::memcpy(&words[1], text.data(), 4);
      words[3] = static_cast<std::int32_t>(all.size());
      all += text;
    }
    views.insert(views.end(), words, words + 4);
  }
  const auto size = static_cast<std::int64_t>(all.size());
  made.NoBuffer().Buffer(views).Text(all).Buffer(std::vector{size});
  return made;
}

Made RandomColumn(std::size_t size, Random& random) {
  const std::int64_t day = 86'400;
  switch (random.Below(20)) {
    case 0:
      return Numbers("", "c", Values<std::int8_t>(size, random, 1));
    case 1:
      return Numbers("", "S", Values<std::uint16_t>(size, random, 1));
    case 2:
      return Numbers("", "i", Values<std::int32_t>(size, random, 1));
    case 3:
      return Numbers("", "l", Values<std::int64_t>(size, random, 1));
    case 4:
      return Numbers("", "L", Values<std::uint64_t>(size, random, 1));
    case 5:
      return Numbers("", "f", Values<float>(size, random, 1));
    case 6:
      return Numbers("", "g", Values<double>(size, random, 1));
    case 7:
      return Numbers("", "tdD", Values<std::int32_t>(size, random, 1'000));
    case 8:
      return Numbers("", "tdm",
                     Values<std::int64_t>(size, random, 1'000 * day));
    case 9:
      return Numbers("", "tss:Europe/Berlin",
                     Values<std::int64_t>(size, random, 30 * day));
    case 10:
      return Numbers("", "tsu:Asia/Shanghai",
                     Values<std::int64_t>(size, random, 1'000'000 * day));
    case 11:
      return Numbers(
          "", "tsn:", Values<std::int64_t>(size, random, 1'000'000'000 * day));
    case 12:
      return Numbers("", "d:9,1,32", Values<std::int32_t>(size, random, 5));
    case 13: {
      Made bits = Numbers("", "b", Values<std::uint8_t>(size, random, 37));
      return bits;
    }
    case 14:
      return MadeTexts<std::int64_t>("", "U", RandomTexts(size, random));
    case 15:
      return ViewsOf(RandomTexts(size, random));
    case 16:
    case 17: {
      std::vector<std::uint8_t> codes;
      for (std::size_t i = 0; i < size; ++i) {
        codes.push_back(static_cast<std::uint8_t>(random.Below(9)));
      }
      Made coded = Numbers("", "C", std::move(codes));
      coded.dictionary = {random.Chance(1, 4)
                              ? Numbers("", "g", Values<double>(8, random, 1))
                              : ViewsOf(RandomTexts(8, random))};
      return coded;
    }
    default:
      return MadeTexts<std::int32_t>("", "u", RandomTexts(size, random));
  }
}

struct Outcome {
  std::vector<std::string> cells;
  std::vector<std::string> issues;
};

Outcome Read(const Target& target, std::vector<Made> batches, const Zone* zone,
             std::size_t rows) {
  for (Made& batch : batches) batch.children[0].name = target.field;
  Producer producer(std::move(batches));
  Table table = TableOf(target.record);
  ArrowOptions options;
  options.zone = zone;
  const auto issues = AppendArrow(producer.stream(), table, options);
  EXPECT_THAT(issues, ::quaranta::testing::IsOk());
  Outcome outcome{Cells(table, target.field), Lines(*issues)};
  outcome.cells.resize(rows);
  return outcome;
}

TEST(ArrowRandomTest, EveryWayOfReadingGivesTheSameCells) {
  Random random(17);
  const Zone zone = Zone::Load("Asia/Shanghai").value();
  for (int round = 0; round < 3'000; ++round) {
    const Target& target = kTargets[random.Below(std::size(kTargets))];
    const std::size_t size = 1 + random.Below(30);
    Made column = RandomColumn(size, random);
    if (random.Chance(2, 3)) {
      column.absent[0] = false;
      column.buffers[0].clear();
      for (std::size_t i = 0; i <= size / 8; ++i) {
        column.buffers[0].push_back(
            static_cast<std::uint8_t>(random.Next() | random.Next()));
      }
    }
    // Some of the rows, by the offset of the column or of its parent.
    const auto skip = static_cast<std::int64_t>(random.Below(size));
    column.offset = skip / 2;
    column.length -= column.offset;
    Made whole = Batch({column});
    whole.offset = skip - column.offset;
    whole.length = column.length - whole.offset;
    const auto rows = static_cast<std::size_t>(whole.length);
    const Zone* known = random.Chance(1, 2) ? &zone : nullptr;
    const Outcome once = Read(target, {whole}, known, rows);

    std::vector<Made> chunks;
    std::int64_t done = 0;
    while (done < whole.length) {
      Made chunk = whole;
      chunk.offset += done;
      chunk.length = std::min<std::int64_t>(
          whole.length - done, static_cast<std::int64_t>(1 + random.Below(12)));
      done += chunk.length;
      chunks.push_back(std::move(chunk));
    }
    const Outcome chunked = Read(target, chunks, known, rows);

    // A row before the first that is null altogether; the cells begin later.
    Made beside = whole;
    if (whole.offset == 0 && column.offset == 0) continue;
    if (whole.offset > 0) {
      beside.offset -= 1;
    } else {
      beside.children[0].offset -= 1;
      beside.children[0].length += 1;
    }
    beside.length += 1;
    std::vector<std::uint8_t> bits(
        static_cast<std::size_t>(beside.offset + beside.length) / 8 + 1, 0xFF);
    auto& byte = bits[static_cast<std::size_t>(beside.offset / 8)];
    byte = static_cast<std::uint8_t>(byte & ~(1u << (beside.offset % 8)));
    beside.buffers[0] = std::move(bits);
    beside.absent[0] = false;
    Outcome slow = Read(target, {beside}, known, rows + 1);
    ASSERT_EQ(slow.cells.front(), "blank");
    slow.cells.erase(slow.cells.begin());

    const std::string what = std::string(target.field) + " from " +
                             column.format + ", round " + std::to_string(round);
    ASSERT_EQ(once.cells, chunked.cells) << what;
    ASSERT_EQ(once.issues, chunked.issues) << what;
    ASSERT_EQ(once.cells, slow.cells) << what;
    ASSERT_EQ(once.issues.size(), slow.issues.size()) << what;
  }
}

}  // namespace
}  // namespace quaranta::data

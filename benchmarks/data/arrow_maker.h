// Arrow tables made column by column, as a warehouse hands them over.
#ifndef QUARANTA_BENCHMARKS_DATA_ARROW_MAKER_H_
#define QUARANTA_BENCHMARKS_DATA_ARROW_MAKER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "quaranta/data/arrow_abi.h"

namespace quaranta::benchmarks {

// One column: its Arrow format and its buffers, validity first (empty: no
// nulls). Dictionaries have the codes here and the texts in `dictionary`.
struct ArrowColumn {
  std::string name;
  std::string format;
  std::vector<std::vector<std::byte>> buffers;
  std::unique_ptr<ArrowColumn> dictionary;
  std::size_t rows = 0;

  // Of all buffers, the dictionary's included.
  std::size_t Bytes() const;
};

template <class T>
ArrowColumn Numbers(std::string name, std::string format,
                    const std::vector<T>& values,
                    const std::vector<bool>& valid = {});
ArrowColumn Bools(std::string name, const std::vector<bool>& values);

// Texts one by one ("u": 32-bit offsets), filled without a copy of each.
class Utf8Maker {
 public:
  Utf8Maker(std::size_t rows, std::size_t bytes);
  void Add(std::string_view text);
  ArrowColumn Take(std::string name);

 private:
  std::vector<std::byte> offsets_;
  std::vector<std::byte> bytes_;
  std::size_t rows_ = 0;
};

// 8-bit or 32-bit codes of texts.
ArrowColumn Dictionary(std::string name, const std::vector<std::int8_t>& codes,
                       const std::vector<std::string>& texts);
ArrowColumn Dictionary(std::string name, const std::vector<std::int32_t>& codes,
                       const std::vector<std::string>& texts);

struct ArrowTable {
  std::size_t rows = 0;
  std::vector<ArrowColumn> columns;

  void Add(ArrowColumn column) {
    rows = column.rows;
    columns.push_back(std::move(column));
  }
  std::size_t Bytes() const;
};

// A stream that hands the table over, buffers and all: they are freed when the
// consumer has released its last batch. Cut into so many batches, all of which
// point into the same buffers.
void Stream(ArrowTable table, std::size_t batches, ArrowArrayStream* out);

// --- Implementation -------------------------------------------------------

template <class T>
std::vector<std::byte> BytesOf(const std::vector<T>& values) {
  const auto* begin = reinterpret_cast<const std::byte*>(values.data());
  return {begin, begin + values.size() * sizeof(T)};
}
std::vector<std::byte> BitsOf(const std::vector<bool>& values);

template <class T>
ArrowColumn Numbers(std::string name, std::string format,
                    const std::vector<T>& values,
                    const std::vector<bool>& valid) {
  ArrowColumn column{
      std::move(name), std::move(format), {}, nullptr, values.size()};
  column.buffers.push_back(BitsOf(valid));
  column.buffers.push_back(BytesOf(values));
  return column;
}

}  // namespace quaranta::benchmarks

#endif  // QUARANTA_BENCHMARKS_DATA_ARROW_MAKER_H_

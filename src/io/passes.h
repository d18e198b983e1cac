// What is done with the rows of a sheet once they stand in their tables.
#ifndef QUARANTA_SRC_IO_PASSES_H_
#define QUARANTA_SRC_IO_PASSES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "quaranta/io/io.h"
#include "quaranta/schema/field.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

// The rows [first, last) of one table that came from one sheet, file or frame.
struct AppendedRows {
  const schema::Record* record = nullptr;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  // The line of each; empty when row `first + i` stands on line `i + 1`.
  std::vector<std::uint32_t> lines;
  // Per field of the record, the header of its column; empty: it has none.
  std::vector<std::string> headers;

  std::uint32_t LineOf(std::uint32_t row) const {
    return lines.empty() ? row - first + 1 : lines[row - first];
  }
};

struct AppendedSheet {
  std::string file;        // as issues name it
  std::size_t source = 0;  // number of its account in the builder
  std::vector<AppendedRows> tables;
};

// Runs every pass, in order. A pass may change cells, add issues, drop rows and
// move them in the account of their source.
void RunPasses(world::Builder& builder, const AppendedSheet& sheet,
               const ReadOptions& options);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_PASSES_H_

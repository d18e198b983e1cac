// What all readers share: issues about files, and rows given as maps.
#ifndef QUARANTA_SRC_IO_READER_H_
#define QUARANTA_SRC_IO_READER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/cells.h"
#include "quaranta/io/io.h"
#include "quaranta/text/node.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

// An issue about a file as a whole, or one of its lines.
world::Issue FileIssue(world::Issue::Severity severity, std::string_view code,
                       std::string file, std::uint32_t row,
                       std::string_view action, std::string detail);

// What was odd about a value of a row.
struct RowProblem {
  const text::Node* node = nullptr;
  const schema::Field* field = nullptr;  // nullptr: no field of that name
  std::string key;
  CellProblem problem;
};

// Where a key goes, and how its values are read.
struct KeyPlace {
  const schema::Field* field = nullptr;
  bool left_out = false;  // without a field on purpose: no problem
  CellContext context;
};

// One map of fields as a row, which is ended in any case. Gives what was odd.
// Literal: texts mean themselves. Otherwise they are read as CSV cells are.
// Keys go where `place` says; without it, by any name of the field.
enum class Texts : std::uint8_t { kLiteral, kCells };
std::vector<RowProblem> AppendRow(
    world::Builder& builder, const schema::Record& record,
    const text::Node& row, const Zone* zone, Texts texts,
    std::optional<world::Origin> origin,
    const std::function<KeyPlace(std::string_view)>& place = {});

// As WriteRowJson(), with or without computed fields; `shown`: to be looked at,
// with direct identifiers hidden.
void WriteRow(const data::Table& table, std::size_t row, bool computed,
              text::JsonWriter& json, bool shown = false);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_READER_H_

// Tables in and out through the Arrow C stream interface: the way to and from
// pandas, polars, DuckDB and everything else that holds columns.
//
// A producer lives in the same process and is trusted: buffer sizes cannot be
// checked over this interface. Lengths, offsets, child and buffer counts, text
// offsets and dictionary codes are checked.
#ifndef QUARANTA_DATA_ARROW_H_
#define QUARANTA_DATA_ARROW_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/core/time.h"
#include "quaranta/data/arrow_abi.h"
#include "quaranta/data/view.h"

namespace quaranta::data {

// One remark about an imported column or cell.
struct ArrowIssue {
  std::string column;
  std::uint32_t row = 0;  // of the table, from 0; for cells only
  bool cell = false;      // false: the column as a whole was not read
  std::string code;       // "unknown_header", "unsupported_type",
                          // "header_twice", "computed_field", "bad_value", ...
  std::string value;      // masked for direct identifiers
};

struct ArrowOptions {
  // The field that a column holds, or nullptr. Default: by the field's name.
  std::function<const schema::Field*(std::string_view)> find;
  // Appends one row to the column from a text: exactly one, whatever it says,
  // and of one text always the same. Gives the code of a problem, or nothing.
  // Default: field values in their plain form ("true", "12", "2022-04-10", an
  // enum's name); other texts become blank with a note "suspect" and the
  // problem "bad_value".
  std::function<std::string_view(Column&, std::string_view)> append_text;
  // True for texts that `append_text` would append to a column of texts as they
  // are, without a note or a problem; to be quick, for most will be. Without it
  // each text is tried. Default of both: all texts are as they are.
  std::function<bool(const schema::Field&, std::string_view)> unchanged;
  // True for fields whose values are all `append_text`'s to read, numbers as
  // plain decimals, because the header says more about them: a unit, a code
  // book. Such columns are copied. Default: none.
  std::function<bool(const schema::Field&)> as_text;
  // Where timestamps without a zone were read off the wall; nullptr: nobody
  // knows, and they become suspect blanks ("zone_missing").
  const Zone* zone = nullptr;
  // Issues beyond it are dropped after a last one, "more_issues".
  std::size_t most_issues = 10'000;
};

// Appends the rows of a stream of structs (record batches) to the columns of a
// table; columns that the stream does not have get blanks.
//
//   integers, floats       numbers (NaN is a blank); whole ones as texts too
//   decimals               exactly, or the nearest number of a double field
//   booleans, 0 and 1      truth values
//   utf8, large, views     texts, and values of any field spelt as texts
//   dictionaries           as what they hold; texts stay codes of distinct ones
//   date32, date64         days; so are local timestamps at midnight
//   timestamps             instants with the offset of their zone; local ones
//                          need `zone`
//   durations              numbers of fields whose unit is s, min, h or day
//   lists of these         repeated fields: list, large, views, fixed size
//   run-end encoded, null  as what they hold
//
// A column FIELD__note of structs {state, raw, low, high} sets notes. What
// cannot be a value of the field becomes a blank with a note "suspect" and an
// issue. Of any other type (binary, times of day, maps, unions, private ones) a
// column is "unsupported_type": it stays blank, the others are read.
//
// A column that was empty borrows the buffers of a stream of one batch, which
// live as long as a column of them, wherever the layout is one of Form's; other
// columns are copied once. All batches are taken from the stream first.
//
// Moves the stream: it is released in any case. kInvalidArgument for a stream
// that was used up, reports an error of its own, or is malformed; the batches
// before stay. kResourceExhausted beyond 4,294,967,295 rows.
absl::StatusOr<std::vector<ArrowIssue>> AppendArrow(
    ArrowArrayStream* stream, Table& table, const ArrowOptions& options = {});

// The table as a stream of one batch. Columns are named and typed as the
// fields: bool, int64, float64, date32, timestamp[us, zone], dictionaries of
// enum names, large lists; texts as they are held: utf8, large utf8 or
// dictionaries of it. The column "id" holds the ids made from keys, too.
// FIELD__note stands beside a column that has notes. What is laid out so is
// handed over without a copy, borrowed or not, and keeps `table` alive;
// narrower numbers are copied. The zone only says how to show instants; the
// offsets they were recorded with are not kept. Any other stream in `out` is
// overwritten.
void ExportArrow(std::shared_ptr<const Table> table, ArrowArrayStream* out,
                 std::string zone = "UTC");

}  // namespace quaranta::data

#endif  // QUARANTA_DATA_ARROW_H_

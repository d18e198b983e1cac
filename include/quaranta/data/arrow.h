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
  // Appends one row to the column from a text: exactly one, whatever it says.
  // Gives the code of a problem, or nothing. Default: field values in their
  // plain form ("true", "12", "2022-04-10", an enum's name); other texts
  // become blank with a note "suspect" and the problem "bad_value".
  std::function<std::string_view(Column&, std::string_view)> append_text;
  // Where timestamps without a zone were read off the wall; nullptr: nobody
  // knows, and they become suspect blanks ("zone_missing").
  const Zone* zone = nullptr;
  // Issues beyond it are dropped after a last one, "more_issues".
  std::size_t most_issues = 10'000;
};

// Appends the rows of a stream of structs (record batches) to the columns of a
// table; columns that the stream does not have get blanks. Takes integers,
// floats (NaN is a blank), booleans, text in every layout, dictionaries, dates,
// timestamps, lists of these, and null. A column FIELD__note of structs {state,
// raw, low, high} sets notes. What cannot be a value of the field becomes a
// blank with a note "suspect" and an issue.
//
// Moves the stream: it is released in any case. kInvalidArgument for a stream
// that was used up, reports an error of its own, or is malformed; the batches
// before stay.
absl::StatusOr<std::vector<ArrowIssue>> AppendArrow(
    ArrowArrayStream* stream, Table& table, const ArrowOptions& options = {});

// The table as a stream of one batch. Numbers, dates, times and texts are
// handed over without a copy and keep `table` alive. Columns are named and
// typed as the fields: bool, int64, float64, large text, date32, timestamp[us,
// zone], dictionaries of enum names, large lists; FIELD__note beside a column
// that has notes. The column "id" holds the ids made from keys, too. The zone only says how to show instants; the offsets they
// were recorded with are not kept. Any other stream in `out` is overwritten.
void ExportArrow(std::shared_ptr<const Table> table, ArrowArrayStream* out,
                 std::string zone = "UTC");

}  // namespace quaranta::data

#endif  // QUARANTA_DATA_ARROW_H_

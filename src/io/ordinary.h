// The ordinary cell of a text file, without a detour.
#ifndef QUARANTA_SRC_IO_ORDINARY_H_
#define QUARANTA_SRC_IO_ORDINARY_H_

#include <string_view>

#include "io/cells.h"
#include "quaranta/data/column.h"

namespace quaranta::io {

// Appends a cell that has one plain meaning: ASCII digits within the range of
// the field, a day or time in the usual forms, a name of an enum as the schema
// spells it, a text that is no blank, mask or the like. False, and nothing
// appended, for every other: AppendCell() reads those, and these the same way,
// only slower. A test compares the two.
bool AppendOrdinary(data::Column& column, std::string_view text,
                    const CellContext& context);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_ORDINARY_H_

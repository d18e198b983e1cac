// Cells that say something else than a value.
#ifndef QUARANTA_SRC_IO_HIDDEN_H_
#define QUARANTA_SRC_IO_HIDDEN_H_

#include "io/passes.h"

namespace quaranta::io {

// Lists the cells that hide their value ("masked"), give bounds in place of it
// ("hedged_number"), not even those ("inexact_number"), or say that nobody
// knows ("asked_unknown"): as notes, by row, for they are data and no mistake.
void ListHiddenCells(world::Builder& builder, const std::string& file,
                     const AppendedRows& rows);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_HIDDEN_H_

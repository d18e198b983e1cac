// Arrow streams into tables, read as a file of that record would be.
#ifndef QUARANTA_SRC_IO_FRAMES_H_
#define QUARANTA_SRC_IO_FRAMES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "io/sheet_reader.h"
#include "quaranta/data/arrow_abi.h"
#include "quaranta/io/io.h"

namespace quaranta::io {

// Reads a stream; without a record it is found from the names of its columns.
// Moves the stream. Errors as data::AppendArrow().
absl::StatusOr<SheetMapping> ReadFrame(Reading& reading,
                                       ArrowArrayStream* stream,
                                       const SheetSource& source,
                                       const SheetMapping* mapping);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_FRAMES_H_

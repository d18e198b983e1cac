// From the header of a column to the field it holds.
#ifndef QUARANTA_SRC_IO_HEADERS_H_
#define QUARANTA_SRC_IO_HEADERS_H_

#include <string>
#include <string_view>

#include "quaranta/schema/field.h"

namespace quaranta::io {

struct Header {
  const schema::Field* field = nullptr;  // nullptr: no field of that name
  // What stood in brackets behind the name and belongs behind every number:
  // "万" of "人口(万)". Empty when it is the field's own unit.
  std::string unit;
};

// A field by its name, Chinese label or synonym, in any case, spaces and
// full-width forms aside.
Header FindHeader(const schema::Record& record, std::string_view text);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_HEADERS_H_

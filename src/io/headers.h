// From the header of a column to the field it holds.
#ifndef QUARANTA_SRC_IO_HEADERS_H_
#define QUARANTA_SRC_IO_HEADERS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/schema/field.h"

namespace quaranta::io {

struct Header {
  const schema::Field* field = nullptr;  // nullptr: no field of that name
  // What stood in brackets behind the name and belongs behind every number:
  // "万" of "人口(万)". Empty when it is the field's own unit.
  std::string unit;
};

// A header as it is compared: without spaces and required marks, narrow, in
// lower case; what stands in brackets behind it apart.
struct HeaderText {
  explicit HeaderText(std::string_view text);

  std::string whole;    // "人口(万)"
  std::string stem;     // "人口"; empty without brackets
  std::string bracket;  // "万"
};

// A field by its name, Chinese label or synonym, in any case, spaces,
// underscores and full-width forms aside.
Header FindHeader(const schema::Record& record, const HeaderText& text);
Header FindHeader(const schema::Record& record, std::string_view text);

// Every record that has a field of that name, in the order of the schema.
struct RecordHeader {
  const schema::Record* record = nullptr;
  Header header;
};
std::vector<RecordHeader> FindHeaders(const HeaderText& text);

// The field of a record by its number in the schema's order.
std::size_t FieldNumber(const schema::Record& record,
                        const schema::Field& field);

// The best known name that is at most a few letters away from `text`: for
// diagnostics. Empty when none is near.
std::string NearestName(std::string_view text,
                        const std::vector<std::string_view>& names);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_HEADERS_H_

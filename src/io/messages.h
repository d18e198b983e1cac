// Rows as protobuf messages, by the embedded descriptors: no generated class of
// the schema, and nothing in the default pool of the process.
#ifndef QUARANTA_SRC_IO_MESSAGES_H_
#define QUARANTA_SRC_IO_MESSAGES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/data/view.h"

namespace quaranta::io {

// A row without its notes and computed fields as quaranta.v1.<record>.
std::string EncodeRow(const data::Table& table, std::size_t row);

struct BodyProblem {
  const schema::Field* field = nullptr;
  std::string value;
  std::string_view code;
};

// Appends the values of a message to the columns of a table, without ending the
// row; a value that cannot be read leaves a suspect blank and a problem. False,
// with nothing appended, when the bytes are no such message.
// `empty_lists` names list fields that are empty rather than blank.
bool DecodeRow(std::string_view body,
               const std::vector<std::string>& empty_lists, data::Table& table,
               std::vector<BodyProblem>& problems);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_MESSAGES_H_

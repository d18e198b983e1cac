// Characters that are the same to a reader.
#ifndef QUARANTA_SRC_IO_FORMS_H_
#define QUARANTA_SRC_IO_FORMS_H_

#include <string>
#include <string_view>

namespace quaranta::io {

// The text with full-width ASCII forms as ASCII, ideographic spaces as spaces.
std::string Narrow(std::string_view text);

// The text with characters that scanners and keyboards put in place of others
// as those others: 岀 as 出, 釆 as 采, 己 and 巳 as 已. Only for texts that
// must then be a known word (headers, values of enums); names of people and
// places may hold any of them.
std::string WithoutLookAlikes(std::string_view text);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_FORMS_H_

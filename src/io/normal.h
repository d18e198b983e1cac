// Values of people in the one form in which they are compared: the same number
// or name typed in another file, by another hand.
#ifndef QUARANTA_SRC_IO_NORMAL_H_
#define QUARANTA_SRC_IO_NORMAL_H_

#include <string>
#include <string_view>
#include <vector>

#include "quaranta/schema/field.h"

namespace quaranta::io {

// Full-width forms as ASCII, ASCII letters in lower case, spaces around taken
// away and spaces within as one.
std::string NormalText(std::string_view text);
// Letters in upper case; spaces and hyphens taken away.
std::string NormalIdNumber(std::string_view text);
// The digits; "+86", "86" and "0086" before a mobile number taken away.
std::string NormalPhone(std::string_view text);
// As NormalText() without any space, and without the dot between the parts of a
// transcribed name.
std::string NormalName(std::string_view text);

// The form of the field's own values.
std::string NormalValue(const schema::Field& field, std::string_view text);

// The characters of a UTF-8 text, one element each; stray bytes by themselves.
std::vector<std::string_view> Characters(std::string_view text);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_NORMAL_H_

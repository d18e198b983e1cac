// Identity numbers: what they say, and whether they can be trusted.
#ifndef QUARANTA_SRC_IO_IDENTITY_H_
#define QUARANTA_SRC_IO_IDENTITY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "io/passes.h"
#include "quaranta/core/time.h"
#include "quaranta/schema/field.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

// What a number in a column of identity numbers is, by its form.
enum class IdForm : std::uint8_t {
  kOther,     // nothing that we know: a phone number, 17 digits
  kIdentity,  // a resident identity number of 18 characters
  kOld,       // one of 15 digits, issued until 1999
  kDocument,  // a passport, a permit, another paper
};

struct IdentityNumber {
  IdForm form = IdForm::kOther;
  bool check_digit = false;  // kIdentity: it is right
  // Of kIdentity and kOld, when the digits in their place are a day.
  std::optional<Day> birth;
  bool male = false;
};

// Reads a number as NormalIdNumber() gives it.
IdentityNumber ReadIdentityNumber(std::string_view normal);

// The check character of the first 17 digits by ISO 7064 MOD 11-2: '0'..'9' or
// 'X'.
char CheckCharacter(std::string_view digits);

// What a spreadsheet, which keeps 15 digits, makes of a longer number.
enum class Spoiled : std::uint8_t {
  kNo,         // not such a number
  kMaybe,      // 18 to 22 digits, those after the 15th all zero
  kLong,       // 18 to 22 digits, or 17 and X, and not so
  kCertainly,  // "6.10104E+17"
};
Spoiled SpoiledNumber(std::string_view text);

// Whether a column lost digits: `zeros` of its `all` long numbers end in zeros
// after the 15th digit. True from 3 on when they are at least a twentieth.
//
// Of whole 18-digit numbers about 1 in 1,000 ends in 000. By the binomial
// distribution a clean column is taken for a truncated one with a probability
// of less than 4e-5 (60 numbers, the worst case; 1e-9 for 3 numbers). A column
// that lost its digits as a whole is always found from 3 numbers on; one in
// which fewer than a twentieth did is not, and is left to the check digit,
// which finds 10 of 11.
bool LostDigits(std::uint64_t zeros, std::uint64_t all);

// The same for numbers of anything else, which may be round on purpose: all of
// at least 3.
bool LostAllDigits(std::uint64_t zeros, std::uint64_t all);

// Looks at the rows of one sheet, column by column. Never changes
// a value. What is odd becomes a note "suspect" on the cell, and an issue:
//   id_truncated         of a column, with how many of how many; a truncated id
//                        or reference becomes unknown, so that it matches
//                        nothing
//   id_check_digit       an identity number whose check digit is wrong
//   id_form              no number of a person: a phone number, 17 digits; it
//                        gets no note, and is compared with nothing
//   identity_disagrees   birth date, age or sex say otherwise
void CheckIdentities(world::Builder& builder, const std::string& file,
                     const AppendedRows& rows);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_IDENTITY_H_

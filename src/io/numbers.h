// Numbers as people write them: full-width digits, Chinese numerals, thousands
// separators, 万, units, and hedges that leave only bounds.
#ifndef QUARANTA_SRC_IO_NUMBERS_H_
#define QUARANTA_SRC_IO_NUMBERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "io/forms.h"
#include "quaranta/core/interval.h"

namespace quaranta::io {

// A decimal number, exactly: mantissa * 10^exponent.
struct Decimal {
  std::int64_t mantissa = 0;
  int exponent = 0;

  // The nearest double.
  double ToDouble() const;
  // The value when it is a whole number of 64 bits.
  std::optional<std::int64_t> ToInt() const;
};

struct Number {
  enum class Kind : std::uint8_t {
    kNone,       // not a number
    kOtherUnit,  // a number in a unit that the field does not have
    kExact,      // `value`
    kHedged,     // only `bounds`, or, when they are missing, "about"
  };
  Kind kind = Kind::kNone;
  Decimal value;
  std::optional<Interval> bounds;
};

// Reads a number whose field has `unit` ("m", "person", ""). "3公里" is 3000 of
// a field in metres. `whole` fields count things, so "more than 30" begins at
// 31. Bounds follow DESIGN §2: 余 binds to its ten when the last digit other
// than zero is in the tens ("450余" is [450, 460)), else the end stays open.
Number ParseNumber(std::string_view text, std::string_view unit, bool whole);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_NUMBERS_H_

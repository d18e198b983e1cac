// Units as people write them behind numbers.
#ifndef QUARANTA_SRC_IO_UNITS_H_
#define QUARANTA_SRC_IO_UNITS_H_

#include <optional>
#include <string>
#include <string_view>

#include "io/numbers.h"

namespace quaranta::io {

// Takes the unit off the end of a number whose field has `unit`; the factor to
// the field's unit, 1 when none is written, or nothing for a unit that must not
// be taken (minutes are no decimal part of an hour).
std::optional<Decimal> TakeUnit(std::string_view& text, std::string_view unit);

// What may stand behind a number of that unit: "公里, 千米, km, ...".
std::string KnownUnits(std::string_view unit);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_UNITS_H_

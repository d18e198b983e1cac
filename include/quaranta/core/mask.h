// Identifiers in free text, hidden.
//
// Fields of class DIRECT are hidden as a whole wherever the schema knows them.
// This is the second net: numbers that name a person in a text that nobody
// classified (a remark in a name, a cell under the wrong header, a line of the
// input in an error). Everything that prints issues, errors, verdicts, plans
// and reports passes its texts through here; what a caller asks for as data
// (written files, exported tables) is left as it is.
//
// Hidden are, in ASCII or full-width characters:
//   identity numbers       18 characters with a birth date of 1880 to 2049 in
//                          their place, the last perhaps X; the old ones of 15;
//                          also as a spreadsheet spoils them (…000, 6.1…E+17)
//   mobile numbers         11 digits from 13 to 19, with 86, +86, 0086, or
//                          written 138-0013-8000
//   passports and permits  one letter and 7 to 10 digits, two letters and 7;
//                          A123456(7); after a word like 护照 any word of at
//                          least 6 digits
// Left alone are all other numbers, 18 digits without a birth date among them,
// words that hold a date (HS20220410), counters (A0000123), ids such as
// S1/304 and JD-0001, decimals, times, hashes. Names of persons are not found:
// a text that may hold them is DIRECT in the schema.
#ifndef QUARANTA_CORE_MASK_H_
#define QUARANTA_CORE_MASK_H_

#include <functional>
#include <string>
#include <string_view>

namespace quaranta {

// What stands for something hidden.
inline constexpr std::string_view kMask = "***";

// The text with kMask for every identifier in it. Linear; safe on bytes that
// are not UTF-8. Masking twice changes nothing.
std::string MaskIdentifiers(std::string_view text);

// Whether MaskIdentifiers() would change the text.
bool HasIdentifier(std::string_view text);

// The text with every identifier in it replaced by what `replace` makes of it,
// as it is written there.
std::string ReplaceIdentifiers(
    std::string_view text,
    const std::function<std::string(std::string_view)>& replace);

// The same as MaskIdentifiers() for a JSON document: only inside its strings,
// so that it stays the document it was. Escapes end a word.
std::string MaskIdentifiersInJson(std::string_view json);

}  // namespace quaranta

#endif  // QUARANTA_CORE_MASK_H_

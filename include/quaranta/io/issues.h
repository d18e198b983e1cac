// Issues in words: for the clerk who can mend the file.
#ifndef QUARANTA_IO_ISSUES_H_
#define QUARANTA_IO_ISSUES_H_

#include <string>
#include <string_view>

#include "quaranta/core/message.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

// Where, what, what was done and what to do: "persons.csv 第17行「体温」：…".
// A code that the catalogue does not know is named as it is. Values of direct
// identifiers are masked in the issue already.
std::string IssueText(const world::Issue& issue, Language language);

// Whether the catalogue has a message for a code, or for what was done.
bool HasIssueText(std::string_view code);
bool HasActionText(std::string_view action);

}  // namespace quaranta::io

#endif  // QUARANTA_IO_ISSUES_H_

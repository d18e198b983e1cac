// What holds of every world that was read, whatever it was read from.
#ifndef QUARANTA_TESTS_FUZZ_ACCOUNTS_H_
#define QUARANTA_TESTS_FUZZ_ACCOUNTS_H_

#include <cstdlib>
#include <utility>

#include "quaranta/text/utf8.h"
#include "quaranta/world/world.h"

namespace quaranta::testing {

// Builds the world; every row is accounted for, and whatever an issue quotes
// can be shown.
inline void BuildOrAbort(world::Builder builder) {
  const auto world = std::move(builder).Build();
  if (!world.ok()) std::abort();
  for (const world::SourceRows& rows : world->sources()) {
    if (rows.rows != rows.set_aside + rows.read + rows.repaired + rows.parked +
                         rows.refused) {
      std::abort();
    }
  }
  for (const world::Issue& issue : world->issues()) {
    for (const std::string* text :
         {&issue.column, &issue.value, &issue.detail}) {
      if (text::InvalidUtf8At(*text)) std::abort();
    }
  }
}

}  // namespace quaranta::testing

#endif  // QUARANTA_TESTS_FUZZ_ACCOUNTS_H_

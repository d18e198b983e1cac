// Random worlds with every kind of value, blank and note, and their comparison.
#ifndef QUARANTA_TESTS_IO_SAME_WORLD_H_
#define QUARANTA_TESTS_IO_SAME_WORLD_H_

#include <cstdint>

#include "quaranta/world/world.h"

namespace quaranta::testing {

// With `utc` all instants have offset zero.
world::World RandomWorld(std::uint64_t seed, bool utc = false);

// Fails the test where two worlds differ in values, blanks, notes or complete
// collections; issues and origins aside.
void ExpectSame(const world::World& a, const world::World& b);

}  // namespace quaranta::testing

#endif  // QUARANTA_TESTS_IO_SAME_WORLD_H_

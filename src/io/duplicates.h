// People who may stand in the tables twice.
//
// Rows of one id are the world's: repetitions and conflicts. Here are rows of
// different ids that may be one person. Nobody but a person can say so: both
// rows stay, the later one is counted as parked, and an issue asks. The answer
// stands in `_decisions.csv` and is read with the next import.
#ifndef QUARANTA_SRC_IO_DUPLICATES_H_
#define QUARANTA_SRC_IO_DUPLICATES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "quaranta/io/io.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

// Why two rows may be one person. A pair may have several reasons.
enum class Evidence : std::uint8_t {
  kIdNumber,   // the same identity number or document
  kPhoneName,  // phone and name
  kBirthName,  // name, birth date and sex
  kRoomName,   // name, and the room from the same day
  kNearName,   // phone, birth date, and names of which one character differs
};
std::string_view EvidenceName(Evidence evidence);  // "id_number", "phone+name"

struct PossibleDuplicate {
  std::uint32_t earlier = 0;  // rows of Person
  std::uint32_t later = 0;
  std::vector<Evidence> evidence;  // ascending
};

// The pairs, by row. What is blank, masked, suspect or a placeholder matches
// nothing; two resident numbers with right check digits that differ are two
// people, whatever else agrees but the phone. A key that more than kMostOfKey
// rows share pairs each of them with one only. Linear in the rows.
inline constexpr std::size_t kMostOfKey = 16;
std::vector<PossibleDuplicate> FindPossibleDuplicates(world::Builder& builder);

struct Decision {
  enum class Kind : std::uint8_t { kAsk, kSame, kDifferent };
  std::string id;
  std::string other;
  Kind kind = Kind::kAsk;
  std::uint32_t line = 0;  // in _decisions.csv
};

// `_decisions.csv`: record, id, other, decision (same, different, ask; also
// 相同, 不同, 待定). Rows that cannot be read are issues.
std::vector<Decision> ReadDecisions(world::Builder& builder,
                                    std::string_view bytes,
                                    const std::string& name);

// Merges people that a decision calls the same: the later row takes the id of
// the earlier, its references with it, and fills the blanks of the earlier; the
// world then treats both as rows of one id. Asks about the pairs that are left.
// Decisions that name no row are issues, under `name`.
void SettleDuplicates(world::Builder& builder,
                      const std::vector<Decision>& decisions,
                      const std::string& name);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_DUPLICATES_H_

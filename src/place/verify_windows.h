// Adjacent rooms for parties too large for one, worked out once for parties
// that ask for the same and units that nothing tells apart.
#ifndef QUARANTA_SRC_PLACE_VERIFY_WINDOWS_H_
#define QUARANTA_SRC_PLACE_VERIFY_WINDOWS_H_

#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "place/verify_facts.h"

namespace quaranta::place::verify {

// Part of Facts::rooms_of(unit).
struct Run {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

class Windows {
 public:
  explicit Windows(const Facts& facts) : facts_(facts) {}

  // Equal for parties that differ in nothing that rules 3 to 6 ask for.
  std::uint32_t KindOf(std::uint32_t party);
  std::size_t kinds() const { return sample_party_.size(); }
  std::uint32_t SampleOf(std::uint32_t kind) const {
    return sample_party_[kind];
  }

  // Every run of adjacent offered rooms of the unit that could take a party of
  // the kind, whoever holds the unit. The reference holds until the next call.
  const std::vector<Run>& RunsIn(std::uint32_t kind, std::uint32_t unit,
                                 bool minors_free);
  // How many rooms of the unit are in one of them.
  std::int64_t Covered(std::uint32_t kind, std::uint32_t unit,
                       bool minors_free);

 private:
  using PartyKey =
      std::tuple<std::uint32_t, bool, std::vector<std::pair<Features, bool>>>;
  // Kinds of its rooms by position; kNoIndex also where neighbours end.
  using UnitKey = Indices;

  std::uint32_t RowOf(std::uint32_t unit);

  const Facts& facts_;
  std::map<PartyKey, std::uint32_t> kind_index_;
  Indices sample_party_;
  std::map<UnitKey, std::uint32_t> row_index_;
  Indices row_of_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, bool>, std::vector<Run>>
      runs_;
};

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_WINDOWS_H_

// From ids to rows: open addressing over row numbers. The ids themselves are
// read from the columns, so that an id costs six bytes, however long it is.
#ifndef QUARANTA_SRC_WORLD_ID_INDEX_H_
#define QUARANTA_SRC_WORLD_ID_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/data/view.h"

namespace quaranta::world {

// Two rows of one id; the first stays.
struct Duplicate {
  std::uint32_t kept = 0;
  std::uint32_t dropped = 0;
  friend constexpr auto operator<=>(const Duplicate&,
                                    const Duplicate&) = default;
};

class IdIndex {
 public:
  static constexpr std::uint32_t kNone =
      std::numeric_limits<std::uint32_t>::max();
  // Lookups at a time: enough to hide one another's waiting for memory.
  static constexpr std::size_t kBatch = 64;

  // Indexes the rows of a table whose bits are set; they have ids. A row whose
  // id an earlier row has is not indexed but appended to `duplicates`.
  void Build(const data::Table& table, const data::Bits& rows,
             std::vector<Duplicate>& duplicates);
  // The row of an id in the table that was indexed, or kNone.
  std::uint32_t Find(const data::Table& table, std::string_view id) const;
  // The same for up to kBatch ids at once.
  void FindBatch(const data::Table& table,
                 std::span<const std::string_view> ids,
                 std::span<std::uint32_t> rows) const;

 private:
  struct Batch;

  // The id of a row; in `scratch` if no column holds it as it is.
  std::string_view IdOf(const data::Table& table, std::uint32_t row,
                        std::string& scratch) const;
  std::size_t HomeOf(std::uint64_t hash) const {
    return static_cast<std::size_t>(((hash >> 32) * slots_.size()) >> 32);
  }
  std::size_t Next(std::size_t slot) const {
    return slot + 1 == slots_.size() ? 0 : slot + 1;
  }
  // A slot holds the number of a row, from 1, and above it as many bits of the
  // hash as there is room for; 0 is empty.
  std::uint32_t TagOf(std::uint64_t hash) const {
    return static_cast<std::uint32_t>(hash) & ~row_mask_;
  }
  std::uint32_t RowIn(std::uint32_t slot) const {
    return (slot & row_mask_) - 1;
  }
  // From `slot` on, the first that is empty or has the tag.
  std::size_t Candidate(std::size_t slot, std::uint32_t tag) const {
    while (slots_[slot] != 0 && (slots_[slot] & ~row_mask_) != tag) {
      slot = Next(slot);
    }
    return slot;
  }
  std::uint32_t FindFrom(const data::Table& table, std::string_view id,
                         std::size_t slot, std::uint32_t tag,
                         std::string& scratch) const;
  void Insert(const data::Table& table, Batch& batch,
              std::vector<Duplicate>& duplicates);

  std::vector<std::uint32_t> slots_;
  std::uint32_t row_mask_ = 0;
  int direct_ = -1;  // the column whose texts are the ids, if one is
};

}  // namespace quaranta::world

#endif  // QUARANTA_SRC_WORLD_ID_INDEX_H_

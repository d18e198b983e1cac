#include "world/id_index.h"

#include <algorithm>
#include <array>
#include <bit>

#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"
#include "world/bytes.h"

namespace quaranta::world {
namespace {

using data::Column;
using data::Table;

// Seeded by the library, so that ids cannot be made to collide on purpose; the
// order of slots shows nowhere.
std::uint64_t HashOf(std::string_view id) {
  return absl::Hash<absl::string_view>()(
      absl::string_view(id.data(), id.size()));
}

// The one column whose texts are the ids of the given rows, or -1.
int DirectColumn(const Table& table, const data::Bits& rows) {
  const Column* given = table.GivenIds();
  if (given != nullptr) {
    bool any = false;
    bool all = true;
    ForEachSet(rows, [&](std::uint32_t row) {
      given->valid(row) ? any = true : all = false;
    });
    if (all) return static_cast<int>(given - table.columns.data());
    if (any) return -1;
  }
  const auto key = table.record->key;
  if (key.size() != 1) return -1;
  const schema::Kind kind = table.columns[key.front()].kind();
  const bool text =
      kind == schema::Kind::kString || kind == schema::Kind::kReference;
  return text ? key.front() : -1;
}

}  // namespace

// Ids on their way into the index.
struct IdIndex::Batch {
  std::size_t size = 0;
  std::array<std::uint32_t, kBatch> rows{};
  std::array<std::string_view, kBatch> ids{};
  std::array<std::uint64_t, kBatch> hashes{};
  std::array<std::string, kBatch> scratch;
  std::string other;
};

std::string_view IdIndex::IdOf(const Table& table, std::uint32_t row,
                               std::string& scratch) const {
  if (direct_ >= 0) {
    return table.columns[static_cast<std::size_t>(direct_)].GetText(row);
  }
  scratch.clear();
  table.AppendId(row, scratch);
  return scratch;
}

void IdIndex::Build(const Table& table, const data::Bits& rows,
                    std::vector<Duplicate>& duplicates) {
  direct_ = DirectColumn(table, rows);
  std::uint64_t count = 0;
  ForEachSet(rows, [&count](std::uint32_t) { ++count; });
  const std::uint64_t size =
      std::min<std::uint64_t>(count + count / 2 + 1, std::uint64_t{1} << 32);
  slots_ = std::vector<std::uint32_t>(
      count == 0 ? 0 : static_cast<std::size_t>(size), 0);
  const int bits = std::bit_width(table.rows);
  row_mask_ = bits >= 32 ? ~std::uint32_t{0} : (std::uint32_t{1} << bits) - 1;
  if (count == 0) return;
  Batch batch;
  ForEachSet(rows, [&](std::uint32_t row) {
    const std::size_t i = batch.size++;
    batch.rows[i] = row;
    batch.ids[i] = IdOf(table, row, batch.scratch[i]);
    batch.hashes[i] = HashOf(batch.ids[i]);
    __builtin_prefetch(&slots_[HomeOf(batch.hashes[i])], 1);
    if (batch.size == kBatch) Insert(table, batch, duplicates);
  });
  Insert(table, batch, duplicates);
}

void IdIndex::Insert(const Table& table, Batch& batch,
                     std::vector<Duplicate>& duplicates) {
  for (std::size_t i = 0; i < batch.size; ++i) {
    const std::uint32_t tag = TagOf(batch.hashes[i]);
    std::size_t slot = Candidate(HomeOf(batch.hashes[i]), tag);
    while (slots_[slot] != 0 &&
           !SameText(IdOf(table, RowIn(slots_[slot]), batch.other),
                     batch.ids[i])) {
      slot = Candidate(Next(slot), tag);
    }
    if (slots_[slot] == 0) {
      slots_[slot] = tag | (batch.rows[i] + 1);
    } else {
      duplicates.push_back({RowIn(slots_[slot]), batch.rows[i]});
    }
  }
  batch.size = 0;
}

std::uint32_t IdIndex::FindFrom(const Table& table, std::string_view id,
                                std::size_t slot, std::uint32_t tag,
                                std::string& scratch) const {
  while (slots_[slot] != 0) {
    const std::uint32_t row = RowIn(slots_[slot]);
    if (SameText(IdOf(table, row, scratch), id)) return row;
    slot = Candidate(Next(slot), tag);
  }
  return kNone;
}

std::uint32_t IdIndex::Find(const Table& table, std::string_view id) const {
  if (slots_.empty()) return kNone;
  const std::uint64_t hash = HashOf(id);
  const std::uint32_t tag = TagOf(hash);
  std::string scratch;
  return FindFrom(table, id, Candidate(HomeOf(hash), tag), tag, scratch);
}

void IdIndex::FindBatch(const Table& table,
                        std::span<const std::string_view> ids,
                        std::span<std::uint32_t> rows) const {
  if (slots_.empty()) {
    std::fill(rows.begin(), rows.end(), kNone);
    return;
  }
  std::array<std::uint64_t, kBatch> hashes{};
  std::array<std::size_t, kBatch> slots{};
  std::array<std::string_view, kBatch> found{};
  for (std::size_t i = 0; i < ids.size(); ++i) {
    hashes[i] = HashOf(ids[i]);
    __builtin_prefetch(&slots_[HomeOf(hashes[i])]);
  }
  const Column* direct =
      direct_ < 0 ? nullptr : &table.columns[static_cast<std::size_t>(direct_)];
  for (std::size_t i = 0; i < ids.size(); ++i) {
    slots[i] = Candidate(HomeOf(hashes[i]), TagOf(hashes[i]));
    if (direct == nullptr || slots_[slots[i]] == 0) continue;
    found[i] = direct->GetText(RowIn(slots_[slots[i]]));
    __builtin_prefetch(found[i].data());
  }
  std::string scratch;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::uint32_t slot = slots_[slots[i]];
    rows[i] =
        slot != 0 && direct != nullptr && SameText(found[i], ids[i])
            ? RowIn(slot)
            : FindFrom(table, ids[i], slots[i], TagOf(hashes[i]), scratch);
  }
}

}  // namespace quaranta::world

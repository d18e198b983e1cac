// Rows whose ids begin with the id of a record that they belong to: they are
// found by way of it, and need no index of their own.
#ifndef QUARANTA_SRC_WORLD_BY_PARENT_H_
#define QUARANTA_SRC_WORLD_BY_PARENT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "quaranta/data/view.h"
#include "world/id_index.h"

namespace quaranta::world {

struct WorldImpl;

struct ByParent {
  std::uint32_t field = 0;   // the reference that the key begins with
  std::uint32_t target = 0;  // the table that it refers to
  // The links along the reference: here until LinkTables() puts them in their
  // tables, the segments as number `collection` of the target.
  data::Targets parents;
  data::Segments rows;
  std::optional<std::size_t> collection;
};

// Whether the ids of a table may be found by way of parents: all are made; the
// first part of the key refers to a table that is there; the rest cannot hold a
// "/"; nobody refers to the table.
bool MayGoByParent(const WorldImpl& world, std::size_t table);

// The links along the first part of the key of such a table, unless a parent
// has very many rows. The ids of the target are indexed already.
std::optional<ByParent> LinkByParent(const WorldImpl& world, std::size_t table);

// Makes the links again after rows of the table, which ascend, were dropped.
void DropFrom(const WorldImpl& world, ByParent& by_parent, std::size_t table,
              std::span<const std::uint32_t> dropped);

// Rows with bits set of which an earlier row has the same id and a parent.
void FindDuplicates(const data::Table& table, const ByParent& by_parent,
                    const data::Bits& rows, std::vector<Duplicate>& duplicates);

// The row of an id by way of its parent.
std::optional<std::uint32_t> FindByParent(const WorldImpl& world,
                                          std::size_t table,
                                          std::string_view id);

}  // namespace quaranta::world

#endif  // QUARANTA_SRC_WORLD_BY_PARENT_H_

// Rows of one id, and rows that are taken out of a table.
#ifndef QUARANTA_SRC_WORLD_DUPLICATES_H_
#define QUARANTA_SRC_WORLD_DUPLICATES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "world/id_index.h"
#include "world/impl.h"
#include "world/issue_list.h"

namespace quaranta::world {

// Compares rows of one id, which are in the order of the dropped ones. Cells in
// which they disagree become unknown in the row that is kept: nobody can say
// which is right. The accounts of their sources follow.
void MergeDuplicates(WorldImpl& world, std::size_t table,
                     std::span<const Duplicate> duplicates, IssueList& issues);

// Takes rows, which ascend, out of a table; later rows move up.
void DropRows(WorldImpl& world, std::size_t table,
              std::span<const std::uint32_t> rows);

}  // namespace quaranta::world

#endif  // QUARANTA_SRC_WORLD_DUPLICATES_H_

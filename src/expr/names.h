// What a name selects on a record, by the schema alone.
#ifndef QUARANTA_SRC_EXPR_NAMES_H_
#define QUARANTA_SRC_EXPR_NAMES_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "expr/ast.h"
#include "expr/type.h"
#include "quaranta/schema/field.h"

namespace quaranta::expr {

// A member of a record: a field, the id, a reference followed forwards
// (`room.site`), or a collection (`site.rooms`, `site.stays`).
struct Member {
  Access access = Access::kColumn;
  std::uint32_t field = 0;  // for columns, and the id field of a gather
  Type type;
};
std::optional<Member> FindMember(const schema::Record& record,
                                 std::string_view name);

// All names that FindMember knows, fields first.
std::vector<std::string_view> MemberNames(const schema::Record& record);

// The member that carries a Chinese label or synonym: a field, or the record
// that a reference or collection leads to. "" when there is none.
std::string_view MemberByLabel(const schema::Record& record,
                               std::string_view label);

// Indexes of the fields that say when a record begins and ends (`start` and
// `end`, or their like), if it has them.
std::optional<std::pair<std::uint32_t, std::uint32_t>> PeriodFields(
    const schema::Record& record);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_NAMES_H_

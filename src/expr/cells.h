// Reading cells and links of a view as values.
#ifndef QUARANTA_SRC_EXPR_CELLS_H_
#define QUARANTA_SRC_EXPR_CELLS_H_

#include "expr/ast.h"
#include "expr/context.h"
#include "quaranta/data/view.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// What a member of a row is: a value, an interval, null or unknown. An error
// when the record has no such member.
Value ReadMember(data::RowRef row, const Node& select, Context& context);

// has(row.member).
Value HasMember(data::RowRef row, const Node& select, Context& context);

// One column of a row, whatever is assumed of it.
Value ReadColumn(const data::View& view, data::RowRef row, std::uint32_t field);
// The same, or what is assumed of it.
Value ReadColumn(data::RowRef row, std::uint32_t field, Context& context);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_CELLS_H_

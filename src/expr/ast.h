// The tree of an expression: nodes in one vector, typed and resolved.
#ifndef QUARANTA_SRC_EXPR_AST_H_
#define QUARANTA_SRC_EXPR_AST_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expr/functions.h"
#include "expr/type.h"
#include "quaranta/expr/object.h"
#include "quaranta/expr/program.h"
#include "quaranta/expr/static_type.h"
#include "quaranta/expr/value.h"

namespace re2 {
class RE2;
}

namespace quaranta::expr {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = ~NodeId{0};

enum class NodeKind : std::uint8_t {
  kConstant,
  kIdentifier,  // `name`, not resolved
  kVariable,    // slot `index` of the activation
  kLocal,       // variable `index` of an enclosing macro
  kSelect,      // args[0].name, see `access`
  kHas,         // has(args[0].name)
  kCall,        // `function` of args
  kList,
  kMap,      // key, value, key, value ...
  kMessage,  // name{...}: args are the values of the fields in `variables`
  kBind,     // args: what each of `variables` stands for, then the body
  kAnd,      // of two or more
  kOr,
  kNot,
  kConditional,
  kMacro,   // args: range, body, and the predicate of a three-armed map
  kBroken,  // stands where a mistake was reported
};

enum class Macro : std::uint8_t {
  kAll,
  kExists,
  kExistsOne,
  kFilter,
  kMap,
  kTransformMap,
  kTransformMapEntry,
  kOptMap,  // of an optional: args: target, body
  kOptFlatMap,
  kCountBy,
  kSortBy,
};

// How a selection finds its value.
enum class Access : std::uint8_t {
  kDynamic,  // decided by the value at run time
  kColumn,   // field `index` of the record
  kId,       // the row's id
  kGather,   // a reference followed forwards; `index` is its id field
  kSegments,
};

// What a part of an expression comes to whatever the data, and what evaluating
// it costs.
struct Folded {
  Value value;
  std::uint64_t steps = 0;
  std::uint64_t iterations = 0;
};

struct Node {
  NodeKind kind = NodeKind::kBroken;
  Function function = Function::kNone;
  Macro macro = Macro::kAll;
  Access access = Access::kDynamic;
  std::uint16_t height = 1;
  std::uint32_t begin = 0;  // byte offsets of the expression
  std::uint32_t end = 0;
  std::uint32_t name_begin = 0;  // and of its name or operator
  std::uint32_t name_end = 0;
  std::uint32_t index = 0;
  bool method = false;    // written target.f(...)
  bool absolute = false;  // written with a leading dot
  bool optional = false;  // x.?name
  std::vector<NodeId> args;
  std::string name;
  Value constant;
  Type type;
  // Macros: the variables (one or two) and their places among the locals.
  std::vector<std::string> variables;
  std::uint32_t local = 0;
  // Lists, maps, messages: which args were written with a `?`; empty: none.
  std::vector<bool> optionals;
  // A constant pattern, compiled once.
  std::shared_ptr<const re2::RE2> regex;
  // See fold.h; the node is whole without it.
  std::shared_ptr<const Folded> folded;
};

struct Ast {
  std::string source;
  std::vector<Node> nodes;
  NodeId root = 0;
  std::uint32_t locals = 0;
  std::vector<bool> personal_slots;  // of the activation; empty: none
  std::vector<std::pair<std::uint32_t, std::uint32_t>> reads;
  bool plain = false;
  // Of plain CEL: the inferred type, and where messages come from.
  StaticType result_type;
  std::shared_ptr<const TypeProvider> types;

  std::string_view Text(const Node& node) const {
    return std::string_view(source).substr(node.begin, node.end - node.begin);
  }
};

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_AST_H_

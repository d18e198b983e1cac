// Which parts of an expression identify a person by themselves.
#ifndef QUARANTA_SRC_EXPR_PERSONAL_H_
#define QUARANTA_SRC_EXPR_PERSONAL_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "expr/ast.h"

namespace quaranta::expr {

// Parts that read a field of that kind or a variable made from one, and
// variables of macros that stand for their items.
class PersonalParts {
 public:
  explicit PersonalParts(const Ast& ast);

  bool Part(NodeId id) const { return parts_[id]; }
  bool Local(std::uint32_t index) const { return locals_[index]; }

 private:
  void Mark(NodeId id);
  bool Reads(const Node& node) const;

  const Ast& ast_;
  std::vector<bool> parts_;
  std::vector<bool> locals_;
};

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_PERSONAL_H_

#include "expr/personal.h"

#include <string_view>

#include "quaranta/schema/field.h"

namespace quaranta::expr {
namespace {

// Some record has a field of this name that does.
bool AnyDirect(std::string_view name) {
  for (const schema::Record& record : schema::Records()) {
    const schema::Field* field = schema::FindField(record, name);
    if (field != nullptr && field->personal == schema::Personal::kDirect) {
      return true;
    }
  }
  return false;
}

}  // namespace

PersonalParts::PersonalParts(const Ast& ast)
    : ast_(ast), parts_(ast.nodes.size()), locals_(ast.locals) {
  Mark(ast.root);
}

void PersonalParts::Mark(NodeId id) {
  const Node& node = ast_.nodes[id];
  bool personal = Reads(node);
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    Mark(node.args[i]);
    personal = personal || parts_[node.args[i]];
    // The range comes before the body that sees its items.
    if (i > 0 || node.kind != NodeKind::kMacro) continue;
    for (std::size_t v = 0; v < node.variables.size(); ++v) {
      locals_[node.local + v] = parts_[node.args[0]];
    }
  }
  parts_[id] = personal;
}

bool PersonalParts::Reads(const Node& node) const {
  switch (node.kind) {
    case NodeKind::kLocal:
      return locals_[node.index];
    case NodeKind::kVariable:
      return node.index < ast_.personal_slots.size() &&
             ast_.personal_slots[node.index];
    case NodeKind::kSelect:
    case NodeKind::kHas:
      break;
    default:
      return false;
  }
  const Type& owner = ast_.nodes[node.args[0]].type;
  if (!owner.Is(TypeKind::kRecord)) {
    return owner.IsDyn() && AnyDirect(node.name);
  }
  const schema::Field* field = schema::FindField(*owner.record, node.name);
  return field != nullptr && field->personal == schema::Personal::kDirect;
}

}  // namespace quaranta::expr

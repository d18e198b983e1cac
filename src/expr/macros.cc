#include "expr/macros.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace quaranta::expr {
namespace {

// A macro by name and number of arguments (the range not counted).
struct Form {
  std::string_view name;
  std::size_t arguments;
  std::size_t variables;
  Macro macro;
};
constexpr auto kForms = std::to_array<Form>({
    {"all", 2, 1, Macro::kAll},
    {"all", 3, 2, Macro::kAll},
    {"exists", 2, 1, Macro::kExists},
    {"exists", 3, 2, Macro::kExists},
    {"exists_one", 2, 1, Macro::kExistsOne},
    {"exists_one", 3, 2, Macro::kExistsOne},
    {"existsOne", 2, 1, Macro::kExistsOne},
    {"existsOne", 3, 2, Macro::kExistsOne},
    {"filter", 2, 1, Macro::kFilter},
    {"map", 2, 1, Macro::kMap},
    {"map", 3, 1, Macro::kMap},
    {"transformList", 3, 2, Macro::kMap},
    {"transformList", 4, 2, Macro::kMap},
    {"transformMap", 3, 2, Macro::kTransformMap},
    {"transformMap", 4, 2, Macro::kTransformMap},
    {"countBy", 2, 1, Macro::kCountBy},
    {"sortBy", 2, 1, Macro::kSortBy},
});

void Break(Node& call) {
  call.kind = NodeKind::kBroken;
  call.args.clear();
}

void ExpandHas(Ast& ast, Node& call, Diagnostics& diagnostics) {
  const bool selects = call.args.size() == 1 &&
                       ast.nodes[call.args[0]].kind == NodeKind::kSelect;
  if (!selects) {
    const bool broken = std::any_of(
        call.args.begin(), call.args.end(),
        [&](NodeId id) { return ast.nodes[id].kind == NodeKind::kBroken; });
    if (!broken) {
      diagnostics.Add(call.begin, call.end, "has() takes one field",
                      "such as has(room.beds)");
    }
    return Break(call);
  }
  const Node& select = ast.nodes[call.args[0]];
  call.kind = NodeKind::kHas;
  call.name = select.name;
  call.name_begin = select.name_begin;
  call.name_end = select.name_end;
  call.args = {select.args[0]};
}

}  // namespace

std::vector<std::string_view> MacroNames() {
  std::vector<std::string_view> names = {"has"};
  for (const Form& form : kForms) {
    if (names.back() != form.name) names.push_back(form.name);
  }
  return names;
}

void ExpandMacro(Ast& ast, Node& call, Diagnostics& diagnostics) {
  if (!call.method) {
    if (call.name == "has") ExpandHas(ast, call, diagnostics);
    return;
  }
  const std::size_t arguments = call.args.size() - 1;
  bool named = false;
  const Form* form = nullptr;
  for (const Form& f : kForms) {
    if (f.name != call.name) continue;
    named = true;
    if (f.arguments == arguments) form = &f;
  }
  if (!named) return;
  const std::string usage = "such as rooms." + call.name + "(r, r.beds > 0)";
  if (form == nullptr) {
    diagnostics.Add(call.name_begin, call.end,
                    Code(call.name) + " takes a variable and an expression",
                    usage);
    return Break(call);
  }
  for (std::size_t i = 1; i <= form->variables; ++i) {
    const Node& variable = ast.nodes[call.args[i]];
    if (variable.kind == NodeKind::kBroken) return Break(call);
    if (variable.kind != NodeKind::kIdentifier || variable.absolute) {
      diagnostics.Add(
          variable.begin, variable.end,
          "the first argument of " + Code(call.name) + " is a variable name",
          usage);
      return Break(call);
    }
    call.variables.push_back(variable.name);
  }
  // range, body, and the predicate of map(x, p, t).
  std::vector<NodeId> args = {call.args[0], call.args.back()};
  if (arguments == form->variables + 2) {
    args.push_back(call.args[form->variables + 1]);
  }
  call.args = std::move(args);
  call.kind = NodeKind::kMacro;
  call.macro = form->macro;
}

}  // namespace quaranta::expr

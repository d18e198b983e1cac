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
  bool Syntax::*needs = &Syntax::macros;
};
constexpr auto kForms = std::to_array<Form>({
    {"all", 2, 1, Macro::kAll},
    {"all", 3, 2, Macro::kAll, &Syntax::pairs},
    {"exists", 2, 1, Macro::kExists},
    {"exists", 3, 2, Macro::kExists, &Syntax::pairs},
    {"exists_one", 2, 1, Macro::kExistsOne},
    {"exists_one", 3, 2, Macro::kExistsOne, &Syntax::pairs},
    {"existsOne", 2, 1, Macro::kExistsOne},
    {"existsOne", 3, 2, Macro::kExistsOne, &Syntax::pairs},
    {"filter", 2, 1, Macro::kFilter},
    {"map", 2, 1, Macro::kMap},
    {"map", 3, 1, Macro::kMap},
    {"transformList", 3, 2, Macro::kMap, &Syntax::pairs},
    {"transformList", 4, 2, Macro::kMap, &Syntax::pairs},
    {"transformMap", 3, 2, Macro::kTransformMap, &Syntax::pairs},
    {"transformMap", 4, 2, Macro::kTransformMap, &Syntax::pairs},
    {"countBy", 2, 1, Macro::kCountBy, &Syntax::rules},
    {"sortBy", 2, 1, Macro::kSortBy, &Syntax::rules},
    {"transformMapEntry", 3, 2, Macro::kTransformMapEntry, &Syntax::entries},
    {"transformMapEntry", 4, 2, Macro::kTransformMapEntry, &Syntax::entries},
    {"optMap", 2, 1, Macro::kOptMap, &Syntax::optionals},
    {"optFlatMap", 2, 1, Macro::kOptFlatMap, &Syntax::optionals},
});

void Break(Node& call) {
  call.kind = NodeKind::kBroken;
  call.args.clear();
}

Hint Usage(std::string_view code) {
  return Say(msg::kCelHintUsage, {{"code", code}});
}

void ExpandHas(Ast& ast, Node& call, Diagnostics& diagnostics) {
  const bool selects = call.args.size() == 1 &&
                       ast.nodes[call.args[0]].kind == NodeKind::kSelect &&
                       !ast.nodes[call.args[0]].optional;
  if (!selects) {
    const bool broken = std::any_of(
        call.args.begin(), call.args.end(),
        [&](NodeId id) { return ast.nodes[id].kind == NodeKind::kBroken; });
    if (!broken) {
      diagnostics.Add(call.begin, call.end, Say(msg::kCelHasArgument),
                      Usage("has(room.beds)"));
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

// "a.b.c" of a chain of names, "" for anything else.
std::string PathOf(const Ast& ast, NodeId id) {
  const Node* node = &ast.nodes[id];
  std::string path;
  for (; node->kind == NodeKind::kSelect; node = &ast.nodes[node->args[0]]) {
    path.insert(0, "." + node->name);
  }
  return node->kind == NodeKind::kIdentifier ? node->name + path : "";
}

// proto.getExt(message, extension) and proto.hasExt.
void ExpandExtension(Ast& ast, Node& call, Diagnostics& diagnostics) {
  std::string path =
      call.args.size() == 3 ? PathOf(ast, call.args[2]) : std::string();
  const bool ascii = std::all_of(path.begin(), path.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0x80U) == 0;
  });
  if (path.empty() || !ascii) {
    diagnostics.Add(call.begin, call.end,
                    Say(msg::kCelProtoArguments, {{"name", call.name}}),
                    Usage("proto.getExt(message, package.extension)"));
    return Break(call);
  }
  call.kind = call.name == "getExt" ? NodeKind::kSelect : NodeKind::kHas;
  call.name = std::move(path);
  call.args = {call.args[1]};
  call.method = false;
}

// cel.bind(x, value, body).
void ExpandBind(Ast& ast, Node& call, Diagnostics& diagnostics) {
  const bool good = call.args.size() == 4 &&
                    ast.nodes[call.args[1]].kind == NodeKind::kIdentifier &&
                    !ast.nodes[call.args[1]].absolute;
  if (!good) {
    diagnostics.Add(call.begin, call.end, Say(msg::kCelBindArguments),
                    Usage("cel.bind(x, 1 + 2, x * x)"));
    return Break(call);
  }
  call.kind = NodeKind::kBind;
  call.variables = {ast.nodes[call.args[1]].name};
  call.args = {call.args[2], call.args[3]};
  call.method = false;
}

// cel.block([a, b, ...], body): cel.index(0) is a.
void ExpandBlock(Ast& ast, Node& call, Diagnostics& diagnostics) {
  const bool good = call.args.size() == 3 &&
                    ast.nodes[call.args[1]].kind == NodeKind::kList &&
                    ast.nodes[call.args[1]].optionals.empty();
  if (!good) {
    diagnostics.Add(call.begin, call.end, Say(msg::kCelBlockArguments));
    return Break(call);
  }
  std::vector<NodeId> args = ast.nodes[call.args[1]].args;
  call.kind = NodeKind::kBind;
  for (std::size_t i = 0; i < args.size(); ++i) {
    call.variables.push_back("@index" + std::to_string(i));
  }
  args.push_back(call.args[2]);
  call.args = std::move(args);
  call.method = false;
}

// cel.index(0), cel.iterVar(0, 1), cel.accuVar(0, 1): names that cannot be
// written otherwise.
void ExpandSlot(Ast& ast, Node& call, std::string prefix, std::size_t numbers,
                Diagnostics& diagnostics) {
  bool good = call.args.size() == numbers + 1;
  for (std::size_t i = 1; good && i < call.args.size(); ++i) {
    const Node& arg = ast.nodes[call.args[i]];
    const auto* number = arg.constant.As<std::int64_t>();
    good = arg.kind == NodeKind::kConstant && number != nullptr && *number >= 0;
    if (good) prefix += (i > 1 ? ":" : "") + std::to_string(*number);
  }
  if (!good) {
    diagnostics.Add(call.begin, call.end,
                    Say(msg::kCelConstantIndexes, {{"name", call.name}}));
    return Break(call);
  }
  call.kind = NodeKind::kIdentifier;
  call.name = std::move(prefix);
  call.args.clear();
  call.method = false;
}

// Macros written as functions of `cel` and `proto`. False: it is none.
bool ExpandNamespaced(const Syntax& syntax, Ast& ast, Node& call,
                      Diagnostics& diagnostics) {
  const Node& target = ast.nodes[call.args[0]];
  if (target.kind != NodeKind::kIdentifier) return false;
  if (target.name == "proto" && syntax.protos &&
      (call.name == "getExt" || call.name == "hasExt")) {
    ExpandExtension(ast, call, diagnostics);
    return true;
  }
  if (target.name != "cel") return false;
  if (call.name == "bind" && syntax.bindings) {
    ExpandBind(ast, call, diagnostics);
  } else if (call.name == "block" && syntax.block) {
    ExpandBlock(ast, call, diagnostics);
  } else if (call.name == "index" && syntax.block) {
    ExpandSlot(ast, call, "@index", 1, diagnostics);
  } else if (call.name == "iterVar" && syntax.block) {
    ExpandSlot(ast, call, "@it:", 2, diagnostics);
  } else if (call.name == "accuVar" && syntax.block) {
    ExpandSlot(ast, call, "@ac:", 2, diagnostics);
  } else {
    return false;
  }
  return true;
}

// What stands in the brackets of a macro, by what it makes of its items.
std::string_view UsageOf(std::string_view name) {
  if (name == "map" || name == "countBy" || name == "sortBy") {
    return "(r, r.beds)";
  }
  if (name.starts_with("transform")) return "(i, r, r.beds)";
  return "(r, r.beds > 0)";
}

}  // namespace

std::vector<std::string_view> MacroNames() {
  std::vector<std::string_view> names = {"has"};
  for (const Form& form : kForms) {
    const bool rule = form.needs == &Syntax::macros ||
                      form.needs == &Syntax::pairs ||
                      form.needs == &Syntax::rules;
    if (rule && names.back() != form.name) names.push_back(form.name);
  }
  return names;
}

void ExpandMacro(const Syntax& syntax, Ast& ast, Node& call,
                 Diagnostics& diagnostics) {
  if (!call.method) {
    if (call.name == "has") ExpandHas(ast, call, diagnostics);
    return;
  }
  if (ExpandNamespaced(syntax, ast, call, diagnostics)) return;
  const std::size_t arguments = call.args.size() - 1;
  bool named = false;
  const Form* form = nullptr;
  for (const Form& f : kForms) {
    if (f.name != call.name || !(syntax.*f.needs)) continue;
    named = true;
    if (f.arguments == arguments) form = &f;
  }
  // In plain CEL it may be a function of that name.
  if (!named || (form == nullptr && !syntax.rules)) return;
  const Hint usage =
      Usage("rooms." + call.name + std::string(UsageOf(call.name)));
  if (form == nullptr) {
    const bool broken = std::any_of(
        call.args.begin() + 1, call.args.end(),
        [&](NodeId id) { return ast.nodes[id].kind == NodeKind::kBroken; });
    if (!broken) {
      diagnostics.Add(call.name_begin, call.end,
                      Say(msg::kCelMacroArguments, {{"name", call.name}}),
                      usage);
    }
    return Break(call);
  }
  for (std::size_t i = 1; i <= form->variables; ++i) {
    const Node& variable = ast.nodes[call.args[i]];
    if (variable.kind == NodeKind::kBroken) return Break(call);
    if (variable.kind != NodeKind::kIdentifier || variable.absolute) {
      diagnostics.Add(variable.begin, variable.end,
                      Say(msg::kCelMacroVariable, {{"name", call.name}}),
                      usage);
      return Break(call);
    }
    if (variable.name == "__result__") {
      diagnostics.Add(variable.begin, variable.end, Say(msg::kCelMacroResult));
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

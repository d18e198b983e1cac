#include "expr/fold.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "expr/interpreter.h"

namespace quaranta::expr {
namespace {

constexpr std::uint64_t kMostSteps = 100'000;  // of all parts together

constexpr Limits FoldLimits() {
  Limits limits;
  limits.steps = 10'000;
  limits.iterations = 10'000;
  limits.string_bytes = std::size_t{1} << 16;
  limits.value_bytes = std::uint64_t{1} << 16;
  return limits;
}
constexpr Limits kFoldLimits = FoldLimits();

class Folder {
 public:
  explicit Folder(Ast& ast) : ast_(ast), open_(ast.nodes.size()) {}

  void Run() {
    std::vector<std::uint32_t> free;
    Look(ast_.root, free);
    Visit(ast_.root);
  }

 private:
  // Finds what a node needs from outside; `free` grows by its variables that
  // an enclosing macro binds.
  void Look(NodeId id, std::vector<std::uint32_t>& free) {
    const Node& node = ast_.nodes[id];
    bool open = node.kind == NodeKind::kVariable ||
                node.kind == NodeKind::kIdentifier ||
                node.kind == NodeKind::kBroken;
    std::vector<std::uint32_t> own;
    if (node.kind == NodeKind::kLocal) own.push_back(node.index);
    for (const NodeId arg : node.args) {
      Look(arg, own);
      open |= open_[arg] == Open::kData;
    }
    const bool binds =
        node.kind == NodeKind::kMacro || node.kind == NodeKind::kBind;
    const std::size_t bound = binds ? node.variables.size() : 0;
    std::erase_if(own, [&](std::uint32_t local) {
      return local >= node.local && local < node.local + bound;
    });
    std::sort(own.begin(), own.end());
    own.erase(std::unique(own.begin(), own.end()), own.end());
    open_[id] = open          ? Open::kData
                : own.empty() ? Open::kNothing
                              : Open::kLocals;
    free.insert(free.end(), own.begin(), own.end());
  }

  void Visit(NodeId id) {
    Node& node = ast_.nodes[id];
    if (node.kind == NodeKind::kConstant) return;
    if (open_[id] == Open::kNothing && Try(node, id)) return;
    for (std::size_t i = 0; i < ast_.nodes[id].args.size(); ++i) {
      Visit(ast_.nodes[id].args[i]);
    }
  }

  bool Try(Node& node, NodeId id) {
    if (steps_ > kMostSteps) return false;
    const Activation nothing;
    Interpreter interpreter(ast_, nothing, kFoldLimits);
    Value value = interpreter.Evaluate(id);
    const Context& context = interpreter.context();
    steps_ += context.steps();
    if (context.asked() || context.limited()) return false;
    node.folded = std::make_shared<const Folded>(
        Folded{std::move(value), context.steps(), context.iterations()});
    return true;
  }

  // What a node depends on beside itself.
  enum class Open : std::uint8_t { kNothing, kLocals, kData };

  Ast& ast_;
  std::vector<Open> open_;
  std::uint64_t steps_ = 0;
};

}  // namespace

void Fold(Ast& ast) { Folder(ast).Run(); }

bool MayUseFolded(const Limits& limits) {
  return limits.string_bytes >= kFoldLimits.string_bytes &&
         limits.value_bytes >= kFoldLimits.value_bytes &&
         limits.regex_bytes >= kFoldLimits.regex_bytes &&
         limits.regex_memory >= kFoldLimits.regex_memory;
}

}  // namespace quaranta::expr

#include "expr/checker.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "expr/scope.h"

namespace quaranta::expr {
namespace {

class Checker {
 public:
  explicit Checker(Scope scope) : scope_(std::move(scope)) {}

  void Run() {
    Visit(scope_.ast.root);
    CheckResult();
    auto& reads = scope_.ast.reads;
    std::sort(reads.begin(), reads.end());
    reads.erase(std::unique(reads.begin(), reads.end()), reads.end());
  }

 private:
  Node& At(NodeId id) { return scope_.At(id); }

  void Visit(NodeId id) {
    switch (At(id).kind) {
      case NodeKind::kConstant:
        At(id).type = ConstantType(At(id).constant);
        return;
      case NodeKind::kIdentifier:
        return ResolveIdentifier(scope_, At(id));
      case NodeKind::kSelect:
      case NodeKind::kHas:
        if (ResolveDotted(scope_, At(id))) return;
        Visit(At(id).args[0]);
        return ResolveSelection(scope_, At(id));
      case NodeKind::kCall:
        return VisitCall(id);
      case NodeKind::kList:
        return VisitList(id);
      case NodeKind::kMap:
        return VisitMap(id);
      case NodeKind::kMessage:
        VisitAll(id);
        return scope_.Report(At(id), Say(msg::kCelNoMessages),
                             Say(msg::kCelHintMapLiteral));
      case NodeKind::kBind:  // not in the syntax of rules
        return;
      case NodeKind::kAnd:
      case NodeKind::kOr:
      case NodeKind::kNot:
        return VisitLogic(id);
      case NodeKind::kConditional:
        return VisitConditional(id);
      case NodeKind::kMacro:
        return VisitMacro(id);
      case NodeKind::kVariable:
      case NodeKind::kLocal:
      case NodeKind::kBroken:
        return;
    }
  }
  void VisitAll(NodeId id) {
    // By index: a visit may not move nodes, but the loop must not rely on it.
    for (std::size_t i = 0; i < At(id).args.size(); ++i) Visit(At(id).args[i]);
  }

  void VisitCall(NodeId id) {
    if (At(id).method) Visit(At(id).args[0]);
    if (!ResolveFunction(scope_, At(id))) return;
    const Function f = At(id).function;
    const bool compares =
        f == Function::kEqual || f == Function::kNotEqual || f == Function::kIn;
    for (std::size_t i = At(id).method ? 1 : 0; i < At(id).args.size(); ++i) {
      const schema::Enum* const outer = scope_.expected;
      if (compares && i == 1) {
        scope_.expected = scope_.TypeOf(At(id).args[0]).enumeration;
      }
      Visit(At(id).args[i]);
      scope_.expected = outer;
    }
    CheckCall(scope_, At(id));
  }

  static Type ConstantType(const Value& value) {
    if (value.As<Null>()) return Scalar(TypeKind::kNull);
    if (value.As<bool>()) return Scalar(TypeKind::kBool);
    if (value.As<std::int64_t>()) return Scalar(TypeKind::kInt);
    if (value.As<std::uint64_t>()) return Scalar(TypeKind::kUint);
    if (value.As<double>()) return Scalar(TypeKind::kDouble);
    if (value.As<std::string>()) return Scalar(TypeKind::kString);
    if (value.As<Bytes>()) return Scalar(TypeKind::kBytes);
    return Type{};
  }

  void VisitList(NodeId id) {
    VisitAll(id);
    const auto& args = At(id).args;
    Type item = args.empty() ? Type{} : scope_.TypeOf(args[0]);
    for (const NodeId arg : args) item = Join(item, scope_.TypeOf(arg));
    At(id).type = ListOf(std::move(item));
  }

  void VisitMap(NodeId id) {
    VisitAll(id);
    const auto& args = At(id).args;
    Type key = args.empty() ? Type{} : scope_.TypeOf(args[0]);
    Type value = args.empty() ? Type{} : scope_.TypeOf(args[1]);
    for (std::size_t i = 0; i < args.size(); i += 2) {
      const Type& k = scope_.TypeOf(args[i]);
      const bool allowed = k.IsDyn() || k.Is(TypeKind::kBool) ||
                           k.Is(TypeKind::kInt) || k.Is(TypeKind::kUint) ||
                           k.Is(TypeKind::kString);
      if (!allowed) {
        scope_.Report(At(args[i]),
                      Say(msg::kCelKeyType, {{"type", TypeText(k)}}));
      }
      key = Join(key, k);
      value = Join(value, scope_.TypeOf(args[i + 1]));
    }
    At(id).type = MapOf(std::move(key), std::move(value));
  }

  void Condition(NodeId id) {
    const Type& type = scope_.TypeOf(id);
    if (type.IsDyn() || type.Is(TypeKind::kBool)) return;
    scope_.Report(At(id),
                  Say(msg::kCelNotACondition, {{"text", scope_.Text(At(id))},
                                               {"type", TypeText(type)}}),
                  ConditionHint(At(id)));
  }
  static Hint ConditionHint(const Node& node) {
    switch (node.type.kind) {
      case TypeKind::kList:
        return Say(msg::kCelHintOnAList);
      case TypeKind::kNull:
        return std::nullopt;
      case TypeKind::kString:
        return Say(msg::kCelHintTextJoins);
      default:
        return Say(msg::kCelHintCompare);
    }
  }

  // The whole, where it has to be a condition.
  void CheckResult() {
    const Node& root = At(scope_.ast.root);
    if (!scope_.environment.condition || !scope_.diagnostics.empty() ||
        root.type.IsDyn() || root.type.Is(TypeKind::kBool)) {
      return;
    }
    Hint hint = ConditionHint(root);
    const std::string_view rest =
        std::string_view(scope_.ast.source).substr(root.end);
    if (rest.find("//") != rest.npos) hint = Say(msg::kCelHintDoubleSlash);
    scope_.Report(
        root,
        Say(msg::kCelResultNotACondition, {{"type", TypeText(root.type)}}),
        std::move(hint));
  }

  void VisitLogic(NodeId id) {
    VisitAll(id);
    for (const NodeId arg : At(id).args) Condition(arg);
    At(id).type = Scalar(TypeKind::kBool);
  }

  void VisitConditional(NodeId id) {
    VisitAll(id);
    const auto& args = At(id).args;
    Condition(args[0]);
    const Type& yes = scope_.TypeOf(args[1]);
    const Type& no = scope_.TypeOf(args[2]);
    At(id).type = Join(yes, no);
    if (yes.kind == no.kind || yes.IsDyn() || no.IsDyn() ||
        yes.Is(TypeKind::kNull) || no.Is(TypeKind::kNull)) {
      return;
    }
    scope_.Report(At(id),
                  Say(msg::kCelBranchesDiffer,
                      {{"first", TypeText(yes)}, {"second", TypeText(no)}}),
                  yes.IsNumber() && no.IsNumber()
                      ? MixHint(At(args[1]), At(args[2]))
                      : Hint());
  }

  void VisitMacro(NodeId id) {
    Visit(At(id).args[0]);
    const Type range = scope_.TypeOf(At(id).args[0]);
    CheckRange(At(id), range);
    Declare(id, range);
    Visit(At(id).args[1]);
    if (At(id).args.size() > 2) {
      Visit(At(id).args[2]);
      Condition(At(id).args[2]);
    }
    const Macro macro = At(id).macro;
    if (macro == Macro::kAll || macro == Macro::kExists ||
        macro == Macro::kExistsOne || macro == Macro::kFilter) {
      Condition(At(id).args[1]);
    }
    scope_.locals.resize(scope_.locals.size() - At(id).variables.size());
    At(id).type = MacroType(macro, range, scope_.TypeOf(At(id).args[1]));
  }

  void CheckRange(const Node& node, const Type& range) {
    if (range.IsDyn() || range.Is(TypeKind::kList) ||
        range.Is(TypeKind::kMap)) {
      return;
    }
    scope_.ReportName(
        node, Say(msg::kCelMacroRange, {{"name", node.name},
                                        {"text", scope_.Text(At(node.args[0]))},
                                        {"type", TypeText(range)}}));
  }

  void Declare(NodeId id, const Type& range) {
    Node& node = At(id);
    const bool map = range.Is(TypeKind::kMap);
    node.local = scope_.ast.locals;
    scope_.ast.locals += static_cast<std::uint32_t>(node.variables.size());
    const bool two = node.variables.size() == 2;
    const Type index = map                         ? KeyOf(range)
                       : range.Is(TypeKind::kList) ? Scalar(TypeKind::kInt)
                                                   : Type{};
    const Type single = map ? KeyOf(range) : ItemOf(range);
    for (std::size_t i = 0; i < node.variables.size(); ++i) {
      const Type type = two ? (i == 0 ? index : ItemOf(range)) : single;
      scope_.locals.push_back({node.variables[i],
                               node.local + static_cast<std::uint32_t>(i),
                               type});
    }
    if (two && node.variables[0] == node.variables[1]) {
      scope_.ReportName(
          node, Say(msg::kCelMacroSameVariables, {{"name", node.name}}));
    }
  }

  static Type MacroType(Macro macro, const Type& range, const Type& body) {
    switch (macro) {
      case Macro::kAll:
      case Macro::kExists:
      case Macro::kExistsOne:
        return Scalar(TypeKind::kBool);
      case Macro::kFilter:
        return ListOf(range.Is(TypeKind::kMap) ? KeyOf(range) : ItemOf(range));
      case Macro::kMap:
        return ListOf(body);
      case Macro::kTransformMapEntry:
      case Macro::kOptMap:
      case Macro::kOptFlatMap:
        break;  // not in the syntax of rules
      case Macro::kTransformMap:
        return MapOf(range.Is(TypeKind::kMap) ? KeyOf(range) : Type{}, body);
      case Macro::kCountBy:
        return MapOf(body.Is(TypeKind::kEnum) ? Type{} : body,
                     Scalar(TypeKind::kInt));
      case Macro::kSortBy:
        return range.Is(TypeKind::kMap) ? ListOf(KeyOf(range)) : range;
    }
    return Type{};
  }

  Scope scope_;
};

}  // namespace

void Check(const Environment& environment, const Limits& limits, Ast& ast,
           Diagnostics& diagnostics) {
  Checker(Scope{environment, limits, ast, diagnostics, {}, nullptr}).Run();
}

}  // namespace quaranta::expr

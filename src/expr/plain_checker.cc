#include "expr/plain_checker.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "expr/libraries.h"
#include "expr/plain_names.h"
#include "expr/regex.h"
#include "expr/unify.h"
#include "re2/re2.h"

namespace quaranta::expr {
namespace {

using Kind = StaticType::Kind;

struct PlainLocal {
  std::string name;
  std::uint32_t index = 0;
  StaticType type;
};

class PlainChecker {
 public:
  PlainChecker(const Declarations& declarations, const Limits& limits, Ast& ast,
               Diagnostics& diagnostics)
      : declarations_(declarations),
        limits_(limits),
        ast_(ast),
        diagnostics_(diagnostics),
        types_(ast.nodes.size()) {}

  void Run() {
    Visit(ast_.root);
    ast_.result_type = unifier_.Substitute(types_[ast_.root], true);
  }
  // Of every node, without type parameters.
  std::vector<StaticType> TakeTypes() {
    for (StaticType& type : types_) type = unifier_.Substitute(type, true);
    return std::move(types_);
  }

 private:
  Node& At(NodeId id) { return ast_.nodes[id]; }
  const StaticType& TypeOf(NodeId id) const { return types_[id]; }
  // A type too large to be told (they can double with every step of a chain of
  // maps) is dyn.
  void SetType(NodeId id, StaticType type) {
    constexpr int kMostParts = 1000;
    int left = kMostParts;
    types_[id] = Fits(type, left) ? std::move(type) : StaticType{};
  }
  static bool Fits(const StaticType& type, int& left) {
    return --left > 0 && std::all_of(type.params.begin(), type.params.end(),
                                     [&](const StaticType& param) {
                                       return Fits(param, left);
                                     });
  }
  // A mistake of the text; without a check it shows when it is run.
  void Report(const Node& node, Sentence message, Hint hint = {}) {
    if (!declarations_.check) return;
    diagnostics_.Add(node.begin, node.end, std::move(message), std::move(hint));
  }
  std::string Text(const StaticType& type) const {
    return ToText(unifier_.Substitute(type, true));
  }

  void Visit(NodeId id) {
    switch (At(id).kind) {
      case NodeKind::kConstant:
        return SetType(id, ConstantType(At(id).constant));
      case NodeKind::kIdentifier:
        return VisitIdentifier(id);
      case NodeKind::kSelect:
        if (ResolvePath(id)) return;
        Visit(At(id).args[0]);
        return VisitSelect(id);
      case NodeKind::kHas:
        Visit(At(id).args[0]);
        VisitSelect(id);
        return SetType(id, StaticType::Of(Kind::kBool));
      case NodeKind::kCall:
        return VisitCall(id);
      case NodeKind::kList:
        return VisitList(id);
      case NodeKind::kMap:
        return VisitMap(id);
      case NodeKind::kMessage:
        return VisitMessage(id);
      case NodeKind::kBind:
        return VisitBind(id);
      case NodeKind::kAnd:
      case NodeKind::kOr:
      case NodeKind::kNot:
        VisitAll(id);
        for (const NodeId arg : At(id).args) Condition(arg);
        return SetType(id, StaticType::Of(Kind::kBool));
      case NodeKind::kConditional:
        VisitAll(id);
        return ResolveForms(id, PlainOperator(Function::kConditional).forms);
      case NodeKind::kMacro:
        return VisitMacro(id);
      case NodeKind::kVariable:
      case NodeKind::kLocal:
      case NodeKind::kBroken:
        return;
    }
  }
  void VisitAll(NodeId id) {
    for (std::size_t i = 0; i < At(id).args.size(); ++i) Visit(At(id).args[i]);
  }

  static StaticType ConstantType(const Value& value) {
    if (value.As<bool>()) return StaticType::Of(Kind::kBool);
    if (value.As<std::int64_t>()) return StaticType::Of(Kind::kInt);
    if (value.As<std::uint64_t>()) return StaticType::Of(Kind::kUint);
    if (value.As<double>()) return StaticType::Of(Kind::kDouble);
    if (value.As<std::string>()) return StaticType::Of(Kind::kString);
    if (value.As<Bytes>()) return StaticType::Of(Kind::kBytes);
    return StaticType::Of(Kind::kNull);
  }

  void Condition(NodeId id) {
    if (unifier_.Assignable(TypeOf(id), StaticType::Of(Kind::kBool))) return;
    Report(At(id),
           Say(msg::kCelNotACondition, {{"text", Quoted(ast_.Text(At(id)))},
                                        {"type", Text(TypeOf(id))}}));
  }

  // --- Names ----------------------------------------------------------------

  const PlainLocal* FindLocal(std::string_view name) const {
    const auto it =
        std::find_if(locals_.rbegin(), locals_.rend(),
                     [&](const PlainLocal& l) { return l.name == name; });
    return it == locals_.rend() ? nullptr : &*it;
  }

  void SetMeaning(NodeId id, NameMeaning meaning) {
    Node& node = At(id);
    node.args.clear();
    if (meaning.slot) {
      node.kind = NodeKind::kVariable;
      node.index = *meaning.slot;
    } else {
      node.kind = NodeKind::kConstant;
      node.constant = std::move(meaning.constant);
    }
    SetType(id, std::move(meaning.type));
  }

  void VisitIdentifier(NodeId id) {
    Node& node = At(id);
    const PlainLocal* local = node.absolute ? nullptr : FindLocal(node.name);
    if (local != nullptr) {
      node.kind = NodeKind::kLocal;
      node.index = local->index;
      return SetType(id, local->type);
    }
    if (auto meaning = FindName(declarations_, node.name, node.absolute)) {
      return SetMeaning(id, *std::move(meaning));
    }
    Report(node, Say(msg::kCelUnknownName, {{"name", node.name}}),
           DidYouMean(NearestName(node.name)));
  }
  std::string NearestName(std::string_view name) const {
    std::vector<std::string_view> names;
    for (const PlainLocal& local : locals_) names.push_back(local.name);
    for (const VariableDeclaration& v : declarations_.variables) {
      names.push_back(v.name);
    }
    return Nearest(name, names);
  }

  // "a.b.c" of a chain of names whose first is no local variable, or "".
  std::string PathOf(NodeId id, bool& absolute) const {
    const Node* node = &ast_.nodes[id];
    std::string path;
    while (node->kind == NodeKind::kSelect && !node->optional) {
      path.insert(0, "." + node->name);
      node = &ast_.nodes[node->args[0]];
    }
    if (node->kind != NodeKind::kIdentifier) return "";
    absolute = node->absolute;
    if (!absolute && FindLocal(node->name) != nullptr) return "";
    return node->name + path;
  }

  // A selection that is one name; the longest path wins over a field.
  bool ResolvePath(NodeId id) {
    bool absolute = false;
    const std::string path = PathOf(id, absolute);
    if (path.empty()) return false;
    auto meaning = FindName(declarations_, path, absolute);
    if (!meaning) return false;
    SetMeaning(id, *std::move(meaning));
    return true;
  }

  // --- Fields ---------------------------------------------------------------

  // The type of a field of a value of this type; nullopt, and reported, when
  // there is none.
  std::optional<StaticType> FieldOf(const Node& node, const StaticType& type) {
    switch (type.kind) {
      case Kind::kMap:
        return type.params[1];
      case Kind::kMessage: {
        if (declarations_.types == nullptr) return StaticType{};
        auto field = declarations_.types->FieldType(type.name, node.name);
        if (!field) {
          Report(node, Say(msg::kCelNoField,
                           {{"record", type.name}, {"name", node.name}}));
        }
        return field;
      }
      case Kind::kDyn:
      case Kind::kAny:
      case Kind::kParam:
        return StaticType{};
      default:
        Report(node, Say(msg::kCelNoFieldOfType,
                         {{"type", Text(type)}, {"name", node.name}}));
        return std::nullopt;
    }
  }

  void VisitSelect(NodeId id) {
    const Node& node = At(id);
    StaticType type = unifier_.Substitute(TypeOf(node.args[0]));
    if (type.Is(Kind::kParam)) unifier_.Assignable(type, StaticType{});
    const bool wraps = type.IsOptional();
    if (wraps) type = type.params[0];
    auto field = FieldOf(node, type);
    if (!field) return SetType(id, StaticType{});
    SetType(id, wraps || node.optional ? StaticType::Optional(*field) : *field);
  }

  void VisitMessage(NodeId id) {
    VisitAll(id);
    Node& node = At(id);
    const std::string name =
        FindMessage(declarations_, node.name, node.absolute);
    if (name.empty()) {
      node.name.clear();
      return Report(node, Say(msg::kCelUnknownMessage,
                              {{"name", Quoted(ast_.Text(node))}}));
    }
    node.name = name;
    SetType(id, declarations_.types->TypeOf(name));
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      const auto field =
          declarations_.types->FieldType(name, node.variables[i]);
      if (!field) {
        Report(node, Say(msg::kCelNoField,
                         {{"record", name}, {"name", node.variables[i]}}));
        continue;
      }
      const StaticType wanted =
          IsOptionalEntry(node, i) ? StaticType::Optional(*field) : *field;
      if (unifier_.Assignable(TypeOf(node.args[i]), wanted)) continue;
      Report(At(node.args[i]),
             Say(msg::kCelFieldType, {{"name", node.variables[i]},
                                      {"wanted", ToText(*field)},
                                      {"type", Text(TypeOf(node.args[i]))}}));
    }
  }

  // --- Lists and maps -------------------------------------------------------

  static bool IsOptionalEntry(const Node& node, std::size_t i) {
    return !node.optionals.empty() && node.optionals[i];
  }

  // The type of an entry; of `?entry` what the optional is of.
  StaticType EntryType(const Node& node, std::size_t i) {
    const StaticType& type = TypeOf(node.args[i]);
    if (!IsOptionalEntry(node, i)) return type;
    StaticType inside = unifier_.Fresh();
    if (!unifier_.Assignable(type, StaticType::Optional(inside))) {
      Report(At(node.args[i]),
             Say(msg::kCelNotAnOptional, {{"type", Text(type)}}));
    }
    return unifier_.Substitute(inside);
  }

  void Join(std::optional<StaticType>& so_far, const StaticType& type) {
    so_far = so_far ? unifier_.Join(*so_far, type) : type;
  }

  void VisitList(NodeId id) {
    VisitAll(id);
    const Node& node = At(id);
    std::optional<StaticType> item;
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      Join(item, EntryType(node, i));
    }
    SetType(id, StaticType::List(item ? *item : unifier_.Fresh()));
  }

  void VisitMap(NodeId id) {
    VisitAll(id);
    const Node& node = At(id);
    std::optional<StaticType> key;
    std::optional<StaticType> value;
    for (std::size_t i = 0; i + 1 < node.args.size(); i += 2) {
      Join(key, TypeOf(node.args[i]));
      Join(value, EntryType(node, i + 1));
    }
    SetType(id, StaticType::Map(key ? *key : unifier_.Fresh(),
                                value ? *value : unifier_.Fresh()));
  }

  // --- Calls ----------------------------------------------------------------

  const FunctionDeclaration* Declared(std::string_view name) const {
    for (const FunctionDeclaration& f : declarations_.functions) {
      if (f.name == name) return &f;
    }
    return nullptr;
  }

  // The forms of a name, and which function it is; nullptr when there is none.
  const std::vector<FunctionForm>* FindForms(std::string_view name,
                                             Function& function) const {
    if (const FunctionDeclaration* declared = Declared(name)) {
      function = Function::kNone;
      return &declared->forms;
    }
    const PlainFunction* plain =
        FindPlainFunction(name, declarations_.libraries);
    if (plain == nullptr) return nullptr;
    function = plain->function;
    return &plain->forms;
  }
  const std::vector<FunctionForm>* FindGlobal(std::string_view name,
                                              bool absolute,
                                              Function& function) const {
    for (const std::string& candidate :
         CandidateNames(declarations_.container, name, absolute)) {
      if (const auto* forms = FindForms(candidate, function)) return forms;
    }
    return nullptr;
  }

  void VisitCall(NodeId id) {
    if (At(id).function != Function::kNone) {
      VisitAll(id);
      return ResolveForms(id, PlainOperator(At(id).function).forms);
    }
    Function function = Function::kNone;
    const std::vector<FunctionForm>* forms = nullptr;
    if (At(id).method) {
      bool absolute = false;
      const std::string path = PathOf(At(id).args[0], absolute);
      if (!path.empty()) {
        forms = FindGlobal(path + "." + At(id).name, absolute, function);
      }
      if (forms != nullptr) {
        At(id).method = false;
        At(id).name = path + "." + At(id).name;
        At(id).args.erase(At(id).args.begin());
      } else {
        forms = FindForms(At(id).name, function);
      }
    } else {
      forms = FindGlobal(At(id).name, At(id).absolute, function);
    }
    VisitAll(id);
    if (forms == nullptr) {
      return Report(At(id),
                    Say(msg::kCelUnknownFunction, {{"name", At(id).name}}));
    }
    At(id).function = function;
    if (function == Function::kGreatest || function == Function::kLeast) {
      return ResolveForms(id, ManyNumbers(At(id)));
    }
    ResolveForms(id, *forms);
    if (function == Function::kMatches) CompilePattern(At(id));
  }

  // Forms of greatest and least for as many operands as there are.
  std::vector<FunctionForm> ManyNumbers(const Node& node) {
    std::vector<FunctionForm> forms;
    for (const Kind kind : {Kind::kInt, Kind::kUint, Kind::kDouble}) {
      const StaticType number = StaticType::Of(kind);
      forms.push_back({std::vector(node.args.size(), number), number, false});
      forms.push_back({{StaticType::List(number)}, number, false});
    }
    if (node.args.empty()) return {};
    // Of mixed numbers the result may be any of them.
    bool alike = true;
    const auto number = [&](const StaticType& type) {
      return type.IsDyn() || type.Is(Kind::kInt) || type.Is(Kind::kUint) ||
             type.Is(Kind::kDouble);
    };
    FunctionForm mixed;
    for (const NodeId arg : node.args) {
      const StaticType type = unifier_.Substitute(TypeOf(arg), true);
      const bool list = type.Is(Kind::kList) && node.args.size() == 1;
      if (!number(list ? type.params[0] : type)) return forms;
      alike &= mixed.params.empty() || mixed.params.back() == type;
      alike &= !type.IsDyn() && !(list && type.params[0].IsDyn());
      mixed.params.push_back(type);
    }
    if (alike) return forms;
    forms.push_back(std::move(mixed));
    return forms;
  }

  void CompilePattern(Node& node) {
    if (node.args.size() != 2) return;
    const Node& pattern = At(node.args[1]);
    const auto* text = pattern.constant.As<std::string>();
    if (pattern.kind != NodeKind::kConstant || text == nullptr) return;
    RegexMistake mistake;
    node.regex = CompileRegex(*text, limits_, mistake);
    // A wrong pattern is an error of the evaluation, as CEL has it.
    if (mistake.large) {
      Report(pattern, Say(msg::kCelNotAPattern, {{"why", mistake.why}}));
    }
  }

  // Finds the forms that take the operands; the call's type is that of all of
  // them. A call that none takes is reported, or fails when it is run.
  void ResolveForms(NodeId id, const std::vector<FunctionForm>& forms) {
    Node& node = At(id);
    std::vector<StaticType> args;
    for (const NodeId arg : node.args) args.push_back(TypeOf(arg));
    std::optional<StaticType> result;
    bool arity = false;
    for (const FunctionForm& form : forms) {
      if (form.method != node.method || form.params.size() != args.size()) {
        continue;
      }
      arity = true;
      std::vector<StaticType> types = form.params;
      types.push_back(form.result);
      types = unifier_.Instantiate(types);
      const StaticType own = types.back();
      types.pop_back();
      if (!unifier_.AllAssignable(args, types)) continue;
      StaticType found = unifier_.Substitute(own);
      if (!result) {
        result = std::move(found);
      } else if (!(*result == found)) {
        result = StaticType{};
      }
    }
    if (!arity) node.function = Function::kNone;
    if (!result) ReportNoForm(node, args);
    SetType(id, result ? *std::move(result) : StaticType{});
  }

  void ReportNoForm(const Node& node, std::span<const StaticType> args) {
    std::string text;
    for (const StaticType& arg : args) {
      text += (text.empty() ? "" : ", ") + Text(arg);
    }
    const std::string name = node.kind == NodeKind::kConditional ? "?:"
                             : node.name.empty()
                                 ? std::string(FunctionName(node.function))
                                 : node.name;
    Report(node, Say(msg::kCelNoForm, {{"name", name}, {"types", text}}));
  }

  // --- Macros ---------------------------------------------------------------

  std::uint32_t Declare(const std::string& name, StaticType type) {
    const std::uint32_t index = ast_.locals++;
    locals_.push_back({name, index, std::move(type)});
    return index;
  }

  void VisitBind(NodeId id) {
    const std::size_t count = At(id).variables.size();
    // Reserved at once: they follow each other whatever their values declare.
    const std::uint32_t first = ast_.locals;
    At(id).local = first;
    ast_.locals += static_cast<std::uint32_t>(count);
    for (std::size_t i = 0; i < count; ++i) {
      Visit(At(id).args[i]);
      locals_.push_back({At(id).variables[i],
                         first + static_cast<std::uint32_t>(i),
                         TypeOf(At(id).args[i])});
    }
    Visit(At(id).args.back());
    locals_.resize(locals_.size() - count);
    SetType(id, TypeOf(At(id).args.back()));
  }

  void VisitMacro(NodeId id) {
    Visit(At(id).args[0]);
    const Macro macro = At(id).macro;
    if (macro == Macro::kOptMap || macro == Macro::kOptFlatMap) {
      return VisitOptMap(id);
    }
    const StaticType range = RangeOf(id);
    const std::size_t count = At(id).variables.size();
    At(id).local = ast_.locals;
    if (count == 2) {
      Declare(At(id).variables[0], range.params[0]);
      Declare(At(id).variables[1], range.params[1]);
      if (At(id).variables[0] == At(id).variables[1]) {
        diagnostics_.Add(
            At(id).name_begin, At(id).name_end,
            Say(msg::kCelMacroSameVariables, {{"name", At(id).name}}));
      }
    } else {
      Declare(At(id).variables[0], range.params[2]);
    }
    if (At(id).args.size() > 2) {  // the predicate, which is run first
      Visit(At(id).args[2]);
      Condition(At(id).args[2]);
    }
    Visit(At(id).args[1]);
    locals_.resize(locals_.size() - count);
    MacroType(id, range);
  }

  // The types of the index or key, the item or value, and the only variable
  // of a macro's range.
  StaticType RangeOf(NodeId id) {
    const StaticType range = unifier_.Substitute(TypeOf(At(id).args[0]));
    StaticType out;
    if (range.Is(Kind::kList)) {
      out.params = {StaticType::Of(Kind::kInt), range.params[0],
                    range.params[0]};
      return out;
    }
    if (range.Is(Kind::kMap)) {
      out.params = {range.params[0], range.params[1], range.params[0]};
      return out;
    }
    if (range.Is(Kind::kParam)) unifier_.Assignable(range, StaticType{});
    if (!range.IsDyn() && !range.Is(Kind::kParam)) {
      Report(At(id), Say(msg::kCelRangeNotList,
                         {{"name", At(id).name}, {"type", Text(range)}}));
    }
    out.params.resize(3);
    return out;
  }

  void MacroType(NodeId id, const StaticType& range) {
    const Node& node = At(id);
    const StaticType& body = TypeOf(node.args[1]);
    switch (node.macro) {
      case Macro::kAll:
      case Macro::kExists:
      case Macro::kExistsOne:
        Condition(node.args[1]);
        return SetType(id, StaticType::Of(Kind::kBool));
      case Macro::kFilter:
        Condition(node.args[1]);
        return SetType(id, StaticType::List(range.params[2]));
      case Macro::kMap:
        return SetType(id, StaticType::List(body));
      case Macro::kTransformMap:
        return SetType(id, StaticType::Map(range.params[0], body));
      case Macro::kTransformMapEntry: {
        const StaticType map =
            StaticType::Map(unifier_.Fresh(), unifier_.Fresh());
        if (!unifier_.Assignable(body, map)) {
          Report(At(node.args[1]),
                 Say(msg::kCelEntryNotMap, {{"type", Text(body)}}));
        }
        return SetType(id, unifier_.Substitute(map));
      }
      default:
        return;
    }
  }

  void VisitOptMap(NodeId id) {
    const StaticType inside = unifier_.Fresh();
    if (!unifier_.Assignable(TypeOf(At(id).args[0]),
                             StaticType::Optional(inside))) {
      Report(At(id), Say(msg::kCelNeedsOptional,
                         {{"name", At(id).name},
                          {"type", Text(TypeOf(At(id).args[0]))}}));
    }
    At(id).local = Declare(At(id).variables[0], unifier_.Substitute(inside));
    Visit(At(id).args[1]);
    locals_.pop_back();
    const StaticType body = TypeOf(At(id).args[1]);
    if (At(id).macro == Macro::kOptMap) {
      return SetType(id, StaticType::Optional(body));
    }
    const StaticType wanted = StaticType::Optional(unifier_.Fresh());
    if (!unifier_.Assignable(body, wanted)) {
      Report(At(At(id).args[1]),
             Say(msg::kCelValueNotOptional, {{"type", Text(body)}}));
    }
    SetType(id, unifier_.Substitute(wanted));
  }

  const Declarations& declarations_;
  const Limits& limits_;
  Ast& ast_;
  Diagnostics& diagnostics_;
  Unifier unifier_;
  std::vector<StaticType> types_;
  std::vector<PlainLocal> locals_;
};

}  // namespace

void CheckPlain(const Declarations& declarations, const Limits& limits,
                Ast& ast, Diagnostics& diagnostics,
                std::vector<StaticType>* types) {
  PlainChecker checker(declarations, limits, ast, diagnostics);
  checker.Run();
  if (types != nullptr) *types = checker.TakeTypes();
}

}  // namespace quaranta::expr

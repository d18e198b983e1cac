// Calls and operators: which form is meant, and what cannot be.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "expr/names.h"
#include "expr/regex.h"
#include "expr/scope.h"
#include "expr/text.h"
#include "quaranta/core/time.h"
#include "re2/re2.h"

namespace quaranta::expr {
namespace {

const std::string* StringConstant(const Node& node) {
  return node.kind == NodeKind::kConstant ? node.constant.As<std::string>()
                                          : nullptr;
}
bool IsNullConstant(const Node& node) {
  return node.kind == NodeKind::kConstant &&
         node.constant.As<Null>() != nullptr;
}

// --- Equality, order, membership --------------------------------------------

// A field that is never null: its blank is unknown. Null comparisons with it
// are never true, which is not what the writer means.
void CheckNull(Scope& scope, const Node& node, const Node& operand) {
  if (operand.kind != NodeKind::kSelect || operand.access != Access::kColumn) {
    return;
  }
  const Type& owner = scope.TypeOf(operand.args[0]);
  const schema::Field& field = owner.record->fields[operand.index];
  if (field.absent != schema::Absent::kUnknown) return;
  scope.Report(node, Say(msg::kCelNeverNull, {{"text", scope.Text(operand)}}),
               Say(msg::kCelHintLeaveOutNull));
}

void CheckEquality(Scope& scope, Node& node) {
  node.type = Scalar(TypeKind::kBool);
  const Node& a = scope.At(node.args[0]);
  const Node& b = scope.At(node.args[1]);
  if (IsNullConstant(b)) return CheckNull(scope, node, a);
  if (IsNullConstant(a)) return CheckNull(scope, node, b);
  if (Compatible(a.type, b.type)) return;
  scope.Report(node,
               Say(msg::kCelNeverEqual,
                   {{"first", TypeText(a.type)}, {"second", TypeText(b.type)}}),
               MixHint(a, b));
}

bool HasOrder(const Type& type) {
  switch (type.kind) {
    case TypeKind::kDyn:
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kUint:
    case TypeKind::kDouble:
    case TypeKind::kString:
    case TypeKind::kBytes:
    case TypeKind::kDate:
    case TypeKind::kTimestamp:
    case TypeKind::kDuration:
    case TypeKind::kEnum:
      return true;
    default:
      return false;
  }
}

void CheckOrder(Scope& scope, Node& node) {
  node.type = Scalar(TypeKind::kBool);
  const Node& a = scope.At(node.args[0]);
  const Node& b = scope.At(node.args[1]);
  if (HasOrder(a.type) && HasOrder(b.type) && Compatible(a.type, b.type)) {
    return;
  }
  const bool chain = a.kind == NodeKind::kCall &&
                     a.function >= Function::kLess &&
                     a.function <= Function::kGreaterEqual;
  if (chain) {
    return scope.Report(node, Say(msg::kCelChained), Say(msg::kCelHintChain));
  }
  scope.Report(node,
               Say(msg::kCelNoOrder,
                   {{"first", TypeText(a.type)}, {"second", TypeText(b.type)}}),
               MixHint(a, b));
}

void CheckIn(Scope& scope, Node& node) {
  node.type = Scalar(TypeKind::kBool);
  const Node& item = scope.At(node.args[0]);
  const Node& list = scope.At(node.args[1]);
  if (list.type.IsDyn()) return;
  if (!list.type.Is(TypeKind::kList) && !list.type.Is(TypeKind::kMap)) {
    scope.Report(
        node, Say(msg::kCelInNeedsList, {{"type", TypeText(list.type)}}),
        list.type.Is(TypeKind::kString) ? Hint(Say(msg::kCelHintContains))
                                        : Hint());
    return;
  }
  const Type inside =
      list.type.Is(TypeKind::kList) ? ItemOf(list.type) : KeyOf(list.type);
  if (Compatible(item.type, inside)) return;
  const Node& example = list.kind == NodeKind::kList && !list.args.empty()
                            ? scope.At(list.args[0])
                            : list;
  scope.Report(node,
               Say(msg::kCelNeverHolds, {{"list", TypeText(list.type)},
                                         {"item", TypeText(item.type)}}),
               MixHint(item, example));
}

// --- Overloads --------------------------------------------------------------

bool Takes(TypeKind parameter, const Type& argument) {
  return parameter == TypeKind::kDyn || argument.IsDyn() ||
         argument.kind == parameter;
}

bool Fits(const Scope& scope, const Node& node, const Overload& overload) {
  if (overload.function != node.function ||
      overload.arity != node.args.size() ||
      !(node.method ? overload.method : overload.global)) {
    return false;
  }
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    const Type& type = scope.TypeOf(node.args[i]);
    // Bounds of within() may be null: no bound.
    const bool open =
        node.function == Function::kWithin && i > 0 && type.Is(TypeKind::kNull);
    if (!open && !Takes(overload.args[i], type)) return false;
  }
  const Type item =
      node.args.empty() ? Type{} : ItemOf(scope.TypeOf(node.args[0]));
  switch (node.function) {
    case Function::kSum:
      return item.IsDyn() || item.IsNumber() || item.Is(TypeKind::kDuration);
    case Function::kMin:
    case Function::kMax:
      return HasOrder(item);
    default:
      return true;
  }
}

Type ResultType(const Scope& scope, const Node& node,
                const Overload& overload) {
  const Type first = node.args.empty() ? Type{} : scope.TypeOf(node.args[0]);
  switch (overload.result) {
    case Result::kFixed:
      return Scalar(overload.kind);
    case Result::kArg:
      if (node.function == Function::kAdd) {
        return Join(first, scope.TypeOf(node.args[1]));
      }
      return first;
    case Result::kItem:
      return ItemOf(first);
    case Result::kPairs:
      return ListOf(ListOf(ItemOf(first)));
    case Result::kDays:
      return ListOf(Scalar(TypeKind::kDate));
  }
  return Type{};
}

std::string ParameterText(TypeKind kind) {
  if (kind == TypeKind::kRecord) return "record";
  if (kind == TypeKind::kEnum) return "enum";
  return TypeText(Scalar(kind));
}

// "size(list)", "string.startsWith(string)".
std::string FormText(std::string_view name, const Overload& overload) {
  std::string form;
  std::size_t first = 0;
  if (!overload.global && overload.arity > 0) {
    form = ParameterText(overload.args[first++]) + ".";
  }
  form += std::string(name) + "(";
  for (std::size_t i = first; i < overload.arity; ++i) {
    form += (i == first ? "" : ", ") + ParameterText(overload.args[i]);
  }
  return form + ")";
}

Hint FormsOf(const Node& node) {
  if (node.function == Function::kSum) return Say(msg::kCelHintSumList);
  if (node.function == Function::kMin || node.function == Function::kMax) {
    return Say(msg::kCelHintOrderList);
  }
  std::vector<std::string> forms;
  for (const Overload& overload : Overloads()) {
    if (overload.function != node.function) continue;
    std::string form = FormText(FunctionName(node.function), overload);
    if (std::find(forms.begin(), forms.end(), form) == forms.end()) {
      forms.push_back(std::move(form));
    }
  }
  std::string text;
  for (const std::string& form : forms) {
    text += (text.empty() ? "" : ", ") + form;
  }
  return Say(msg::kCelHintForms, {{"forms", std::move(text)}});
}

// `+` and its like, for operands that it does not take.
void ReportNoOperator(Scope& scope, const Node& node, std::string types) {
  Hint hint;
  if (node.args.size() == 2) {
    const Node& a = scope.At(node.args[0]);
    const Node& b = scope.At(node.args[1]);
    if (node.function != Function::kIndex) hint = MixHint(a, b);
    const bool text =
        a.type.Is(TypeKind::kString) || b.type.Is(TypeKind::kString);
    if (text && node.function == Function::kAdd) {
      hint = Say(msg::kCelHintStringAround);
    } else if (text && node.function == Function::kModulo) {
      hint = Say(msg::kCelHintJoinText);
    }
  }
  scope.Report(node,
               Say(msg::kCelNoOperator, {{"name", FunctionName(node.function)},
                                         {"types", std::move(types)}}),
               std::move(hint));
}

void ReportNoForm(Scope& scope, Node& node) {
  std::string types;
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    types += (i == 0 ? "" : ", ") + TypeText(scope.TypeOf(node.args[i]));
  }
  if (IsOperator(node.function)) {
    return ReportNoOperator(scope, node, std::move(types));
  }
  const std::string name(FunctionName(node.function));
  bool style = false;
  bool arity = false;
  for (const Overload& overload : Overloads()) {
    if (overload.function != node.function) continue;
    const bool same = node.method ? overload.method : overload.global;
    style |= same;
    arity |= same && overload.arity == node.args.size();
  }
  if (!style) {
    return scope.ReportName(
        node,
        Say(node.method ? msg::kCelNotAMethod : msg::kCelAMethod,
            {{"name", name}}),
        node.method ? Write(name + "(x)") : FormsOf(node));
  }
  if (!arity) {
    return scope.Report(
        node,
        Say(msg::kCelWrongCount,
            {{"name", name},
             {"count", node.args.size() - (node.method ? 1 : 0)}}),
        FormsOf(node));
  }
  scope.Report(node, Say(msg::kCelNoForm, {{"name", name}, {"types", types}}),
               FormsOf(node));
}

// --- Constants that are wrong before there is data --------------------------

void CheckConstantText(Scope& scope, Node& node) {
  const std::size_t at = node.function == Function::kMatches ? 1 : 0;
  if (node.args.size() <= at) return;
  const Node& argument = scope.At(node.args[at]);
  const std::string* text = StringConstant(argument);
  if (text == nullptr) return;
  switch (node.function) {
    case Function::kDate:
      if (const auto day = ParseDay(*text); !day.ok()) {
        scope.Report(argument,
                     Say(msg::kCelNotADate, {{"text", Quoted(*text)}}),
                     Say(msg::kCelHintDateSuchAs));
      }
      return;
    case Function::kTimestamp:
      if (!ParseTimestamp(*text)) {
        scope.Report(argument,
                     Say(msg::kCelNotATimestamp, {{"text", Quoted(*text)}}),
                     Say(msg::kCelHintTimestampSuchAs));
      }
      return;
    case Function::kDuration:
      if (!ParseDuration(*text)) {
        scope.Report(argument,
                     Say(msg::kCelNotADuration, {{"text", Quoted(*text)}}),
                     Say(msg::kCelHintDurationSuchAs));
      }
      return;
    case Function::kMatches: {
      RegexMistake mistake;
      node.regex = CompileRegex(*text, scope.limits, mistake);
      if (node.regex == nullptr) {
        scope.Report(argument,
                     Say(msg::kCelNotAPattern, {{"why", mistake.why}}));
      }
      return;
    }
    default:
      return;
  }
}

void AddDaysReads(Scope& scope, const Node& node) {
  const Type& type = scope.TypeOf(node.args[0]);
  if (!type.Is(TypeKind::kRecord)) return;
  const auto fields = PeriodFields(*type.record);
  if (!fields) {
    scope.Report(node, Say(msg::kCelNoPeriod, {{"record", type.record->name}}),
                 Say(msg::kCelHintPeriodFields));
    return;
  }
  const auto record = static_cast<std::uint32_t>(schema::IndexOf(*type.record));
  scope.ast.reads.emplace_back(record, fields->first);
  scope.ast.reads.emplace_back(record, fields->second);
}

bool AnyBroken(const Scope& scope, const Node& node) {
  return std::any_of(node.args.begin(), node.args.end(), [&](NodeId id) {
    return scope.ast.nodes[id].kind == NodeKind::kBroken;
  });
}

}  // namespace

bool ResolveFunction(Scope& scope, Node& node) {
  if (node.function != Function::kNone) return true;
  node.function = FindFunction(node.name);
  if (node.function != Function::kNone) return true;
  node.kind = NodeKind::kBroken;
  if (node.method && scope.At(node.args[0]).kind == NodeKind::kBroken) {
    return false;
  }
  if (node.method && scope.TypeOf(node.args[0]).Is(TypeKind::kRecord) &&
      FindMember(*scope.TypeOf(node.args[0]).record, node.name)) {
    scope.ReportName(node,
                     Say(msg::kCelFieldNotFunction, {{"name", node.name}}),
                     Say(msg::kCelHintNoBrackets));
    return false;
  }
  scope.ReportName(node, Say(msg::kCelUnknownFunction, {{"name", node.name}}),
                   FunctionHint(scope, node));
  return false;
}

void CheckCall(Scope& scope, Node& node) {
  const Function f = node.function;
  if (f == Function::kEqual || f == Function::kNotEqual) {
    return CheckEquality(scope, node);
  }
  if (f >= Function::kLess && f <= Function::kGreaterEqual) {
    return CheckOrder(scope, node);
  }
  if (f == Function::kIn) return CheckIn(scope, node);
  std::optional<Type> type;
  for (const Overload& overload : Overloads()) {
    if (!Fits(scope, node, overload)) continue;
    Type result = ResultType(scope, node, overload);
    type = type ? Join(*type, result) : std::move(result);
  }
  if (!type) {
    if (!AnyBroken(scope, node)) ReportNoForm(scope, node);
    node.kind = NodeKind::kBroken;
    return;
  }
  node.type = *std::move(type);
  CheckConstantText(scope, node);
  if (f == Function::kDays) AddDaysReads(scope, node);
}

}  // namespace quaranta::expr

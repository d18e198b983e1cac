// Calls and operators: which form is meant, and what cannot be.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "expr/macros.h"
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

// --- Hints ------------------------------------------------------------------

std::string EnumHint(const schema::Enum& e, const Node& other) {
  const std::string name(e.name);
  const std::string* text = StringConstant(other);
  if (text != nullptr) {
    std::vector<std::string_view> names;
    for (const schema::EnumValue& v : e.values) {
      if (v.zh == *text || schema::InList(v.synonym, *text)) {
        return "write " + Code(name + "." + std::string(v.name));
      }
      names.push_back(v.name);
    }
    const std::string nearest = Nearest(*text, names);
    if (!nearest.empty()) return "write " + Code(name + "." + nearest);
  }
  if (e.values.empty()) return "";
  return "compare with a value such as " +
         Code(name + "." + std::string(e.values[0].name));
}

std::string StringHint(const Type& type, const Node& text) {
  const std::string* constant = StringConstant(text);
  const std::string argument = constant ? "'...'" : "...";
  switch (type.kind) {
    case TypeKind::kDate:
      return "write date(" + argument + ")";
    case TypeKind::kTimestamp:
      return "write timestamp(" + argument + "), or day(...) for the local day";
    case TypeKind::kDuration:
      return "write duration(" + argument + ")";
    case TypeKind::kEnum:
      return EnumHint(*type.enumeration, text);
    case TypeKind::kRecord:
      return "compare its id";
    case TypeKind::kInt:
    case TypeKind::kDouble:
    case TypeKind::kUint:
      return constant ? "a number stands without quotes"
                      : "write " + TypeText(type) + "(...)";
    case TypeKind::kBool:
      return "write true or false without quotes";
    default:
      return "";
  }
}

// What to do about two types that do not go together.
std::string MixHint(const Node& a, const Node& b) {
  if (a.kind == NodeKind::kNot) {
    return "`!` binds tighter: write `!=`, or brackets behind it";
  }
  const auto is = [&](TypeKind x, TypeKind y) {
    return (a.type.Is(x) && b.type.Is(y)) || (a.type.Is(y) && b.type.Is(x));
  };
  if (is(TypeKind::kDate, TypeKind::kTimestamp)) {
    return "write day(...) around the timestamp";
  }
  if (is(TypeKind::kInt, TypeKind::kDouble)) {
    return "write double(...) around the int, or 1.0 for 1";
  }
  if (is(TypeKind::kInt, TypeKind::kUint)) return "write int(...) or uint(...)";
  if (is(TypeKind::kDate, TypeKind::kDuration)) {
    return "days are numbers: date + 1";
  }
  if (is(TypeKind::kTimestamp, TypeKind::kInt) ||
      is(TypeKind::kDuration, TypeKind::kInt)) {
    return "write hours(...), minutes(...) or duration('24h')";
  }
  if (a.type.Is(TypeKind::kString)) return StringHint(b.type, a);
  if (b.type.Is(TypeKind::kString)) return StringHint(a.type, b);
  if (is(TypeKind::kNull, a.type.kind) || is(TypeKind::kNull, b.type.kind)) {
    return "test `!= null` or has(...) first";
  }
  if (a.type.Is(TypeKind::kList) || b.type.Is(TypeKind::kList)) {
    return "use all, exists or size() on a list";
  }
  return "";
}

std::string FunctionHint(const Node& node) {
  struct Habit {
    std::string_view name;
    std::string_view hint;
  };
  constexpr auto kHabits = std::to_array<Habit>({
      {"len", "write size(x)"},
      {"length", "write x.size()"},
      {"count", "write x.size(), or x.filter(v, ...).size()"},
      {"any", "write list.exists(x, ...)"},
      {"some", "write list.exists(x, ...)"},
      {"every", "write list.all(x, ...)"},
      {"none", "write !list.exists(x, ...)"},
      {"not", "write `!`"},
      {"now", "the time is `as_of`"},
      {"today", "the day is day(as_of)"},
      {"isnull", "write `x == null`, or !has(x.y) for a field"},
      {"is_null", "write `x == null`, or !has(x.y) for a field"},
      {"isNull", "write `x == null`, or !has(x.y) for a field"},
      {"avg", "write list.sum() / list.size()"},
      {"mean", "write list.sum() / list.size()"},
      {"average", "write list.sum() / list.size()"},
      {"unique", "write list.distinct()"},
      {"float", "write double(x)"},
      {"str", "write string(x)"},
      {"like", "write text.matches('...') or contains"},
      {"year", "write x.getFullYear()"},
  });
  for (const Habit& habit : kHabits) {
    if (habit.name == node.name) return std::string(habit.hint);
  }
  std::vector<std::string_view> names = MacroNames();
  for (const auto& [name, function] : FunctionNames()) names.push_back(name);
  const std::string nearest = Nearest(node.name, names);
  return nearest.empty() ? "" : DidYouMean(nearest);
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
  scope.Report(node,
               Code(scope.ast.Text(operand)) +
                   " is never null: a blank means that nobody knows",
               "leave the comparison out; an unknown value makes the result "
               "unknown and is asked for");
}

void CheckEquality(Scope& scope, Node& node) {
  node.type = Scalar(TypeKind::kBool);
  const Node& a = scope.At(node.args[0]);
  const Node& b = scope.At(node.args[1]);
  if (IsNullConstant(b)) return CheckNull(scope, node, a);
  if (IsNullConstant(a)) return CheckNull(scope, node, b);
  if (Compatible(a.type, b.type)) return;
  scope.Report(
      node, TypeText(a.type) + " and " + TypeText(b.type) + " are never equal",
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
  scope.Report(node,
               TypeText(a.type) + " and " + TypeText(b.type) + " have no order",
               MixHint(a, b));
}

void CheckIn(Scope& scope, Node& node) {
  node.type = Scalar(TypeKind::kBool);
  const Node& item = scope.At(node.args[0]);
  const Node& list = scope.At(node.args[1]);
  if (list.type.IsDyn()) return;
  if (!list.type.Is(TypeKind::kList) && !list.type.Is(TypeKind::kMap)) {
    scope.Report(
        node, "`in` needs a list or a map, not " + TypeText(list.type),
        list.type.Is(TypeKind::kString) ? "write text.contains('...')" : "");
    return;
  }
  const Type inside =
      list.type.Is(TypeKind::kList) ? ItemOf(list.type) : KeyOf(list.type);
  if (Compatible(item.type, inside)) return;
  const Node& example = list.kind == NodeKind::kList && !list.args.empty()
                            ? scope.At(list.args[0])
                            : list;
  scope.Report(node,
               "a list of " + TypeText(inside) + " never holds " +
                   (item.type.Is(TypeKind::kEnum) ? "a " : "") +
                   TypeText(item.type),
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

std::string FormsOf(const Node& node) {
  if (node.function == Function::kSum) {
    return "it takes a list of numbers or durations";
  }
  if (node.function == Function::kMin || node.function == Function::kMax) {
    return "it takes a list of values that have an order";
  }
  std::vector<std::string> forms;
  for (const Overload& overload : Overloads()) {
    if (overload.function != node.function) continue;
    std::string form;
    for (std::size_t i = 0; i < overload.arity; ++i) {
      Type type = Scalar(overload.args[i]);
      const bool named =
          !type.Is(TypeKind::kRecord) && !type.Is(TypeKind::kEnum);
      const std::string text = named                      ? TypeText(type)
                               : type.Is(TypeKind::kEnum) ? "an enum"
                                                          : "a record";
      form += (i == 0 ? "" : i + 1 == overload.arity ? " and " : ", ") + text;
    }
    if (std::find(forms.begin(), forms.end(), form) == forms.end()) {
      forms.push_back(std::move(form));
    }
  }
  const bool lists = std::any_of(
      forms.begin(), forms.end(),
      [](const std::string& form) { return form.find(" and ") != form.npos; });
  std::string text = "it takes ";
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (i > 0) text += i + 1 == forms.size() ? " or " : lists ? "; " : ", ";
    text += forms[i];
  }
  return text;
}

void ReportNoForm(Scope& scope, Node& node) {
  std::string types;
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    types += (i == 0                      ? ""
              : i + 1 == node.args.size() ? " and "
                                          : ", ") +
             TypeText(scope.TypeOf(node.args[i]));
  }
  const std::string name(FunctionName(node.function));
  if (IsOperator(node.function)) {
    std::string hint = node.args.size() == 2 ? MixHint(scope.At(node.args[0]),
                                                       scope.At(node.args[1]))
                                             : "";
    const bool text = node.function == Function::kAdd &&
                      (scope.TypeOf(node.args[0]).Is(TypeKind::kString) ||
                       scope.TypeOf(node.args[1]).Is(TypeKind::kString));
    if (text) hint = "write string(...) around what is not text";
    return scope.Report(node, "no " + Code(name) + " for " + types, hint);
  }
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
        node, Code(name) + (node.method ? " is not a method" : " is a method"),
        node.method ? "write " + Code(name + "(x)")
                    : "write " + Code("x." + name + "()"));
  }
  if (!arity) {
    return scope.Report(
        node,
        Code(name) + " has no form with " +
            std::to_string(node.args.size() - (node.method ? 1 : 0)) +
            " arguments",
        FormsOf(node));
  }
  scope.Report(node, "no " + Code(name) + " for " + types, FormsOf(node));
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
        scope.Report(argument, Code(*text) + " is not a date",
                     "such as '2022-04-10'");
      }
      return;
    case Function::kTimestamp:
      if (!ParseTimestamp(*text)) {
        scope.Report(argument, Code(*text) + " is not a timestamp",
                     "with its offset, such as '2022-04-10T17:00:00+08:00'");
      }
      return;
    case Function::kDuration:
      if (!ParseDuration(*text)) {
        scope.Report(argument, Code(*text) + " is not a duration",
                     "such as '24h' or '90m'");
      }
      return;
    case Function::kMatches: {
      RegexMistake mistake;
      node.regex = CompileRegex(*text, scope.limits, mistake);
      if (node.regex == nullptr) {
        scope.Report(argument, "not a regular expression: " + mistake.why);
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
    scope.Report(node, std::string(type.record->name) + " has no period",
                 "days(x) needs fields `start` and `end`");
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
    scope.ReportName(node, Code(node.name) + " is a field, not a function",
                     "leave out the brackets");
    return false;
  }
  scope.ReportName(node, "unknown function " + Code(node.name),
                   FunctionHint(node));
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

// Advice: what to write in place of what people bring from SQL, Python,
// spreadsheets and JavaScript, and for two types that do not go together.
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "expr/macros.h"
#include "expr/names.h"
#include "expr/scope.h"
#include "expr/text.h"

namespace quaranta::expr {
namespace {

// Constants up to here are repeated in a hint.
constexpr std::size_t kShortText = 40;

const std::string* StringConstant(const Node& node) {
  return node.kind == NodeKind::kConstant ? node.constant.As<std::string>()
                                          : nullptr;
}

Hint EnumHint(const schema::Enum& e, const Node& other) {
  const std::string name(e.name);
  const std::string* text = StringConstant(other);
  if (text != nullptr) {
    std::vector<std::string_view> names;
    for (const schema::EnumValue& v : e.values) {
      if (v.zh == *text || schema::InList(v.synonym, *text)) {
        return Write(name + "." + std::string(v.name));
      }
      names.push_back(v.name);
    }
    const std::string nearest = Nearest(*text, names);
    if (!nearest.empty()) return Write(name + "." + nearest);
  }
  if (e.values.empty()) return std::nullopt;
  return Say(msg::kCelHintEnumValue,
             {{"code", name + "." + std::string(e.values[0].name)}});
}

Hint StringHint(const Type& type, const Node& text) {
  const std::string* constant = StringConstant(text);
  const bool repeated = constant != nullptr &&
                        CodePoints(*constant) <= kShortText &&
                        constant->find_first_of("'\\\n") == std::string::npos;
  const std::string argument = repeated              ? "'" + *constant + "'"
                               : constant != nullptr ? "'...'"
                                                     : "...";
  switch (type.kind) {
    case TypeKind::kDate:
      return Write("date(" + argument + ")");
    case TypeKind::kTimestamp:
      return Say(msg::kCelHintTimestamp, {{"argument", argument}});
    case TypeKind::kDuration:
      return Write("duration(" + argument + ")");
    case TypeKind::kEnum:
      return EnumHint(*type.enumeration, text);
    case TypeKind::kRecord:
      return Say(msg::kCelHintCompareId);
    case TypeKind::kInt:
    case TypeKind::kDouble:
    case TypeKind::kUint:
      return constant ? Say(msg::kCelHintNumberNoQuotes)
                      : Write(TypeText(type) + "(...)");
    case TypeKind::kBool:
      return Say(msg::kCelHintBoolNoQuotes);
    default:
      return std::nullopt;
  }
}

// A function of another language, by its name without case and underscores.
struct Habit {
  std::string_view name;
  MessageId hint;
  std::string_view code;  // fills {code}
};
constexpr auto kHabits = std::to_array<Habit>({
    {"len", msg::kCelHintWrite, "size(x)"},
    {"length", msg::kCelHintWrite, "x.size()"},
    {"strlen", msg::kCelHintWrite, "x.size()"},
    {"count", msg::kCelHintWrite, "x.size()"},
    {"countif", msg::kCelHintWrite, "x.filter(v, ...).size()"},
    {"counta", msg::kCelHintWrite, "x.size()"},
    {"sumif", msg::kCelHintWrite, "x.filter(v, ...).map(v, v.y).sum()"},
    {"vlookup", msg::kCelHintWrite, "room.site.name"},
    {"any", msg::kCelHintWrite, "list.exists(x, ...)"},
    {"some", msg::kCelHintWrite, "list.exists(x, ...)"},
    {"every", msg::kCelHintWrite, "list.all(x, ...)"},
    {"find", msg::kCelHintWrite, "list.filter(x, ...)"},
    {"where", msg::kCelHintWrite, "list.filter(x, ...)"},
    {"select", msg::kCelHintWrite, "list.map(x, ...)"},
    {"foreach", msg::kCelHintWrite, "list.all(x, ...)"},
    {"groupby", msg::kCelHintWrite, "list.countBy(x, ...)"},
    {"orderby", msg::kCelHintWrite, "list.sortBy(x, ...)"},
    {"none", msg::kCelHintNotExists, ""},
    {"not", msg::kCelHintWrite, "!"},
    {"and", msg::kCelHintWrite, "a && b"},
    {"or", msg::kCelHintWrite, "a || b"},
    {"if", msg::kCelHintConditional, ""},
    {"ifs", msg::kCelHintConditional, ""},
    {"iif", msg::kCelHintConditional, ""},
    {"switch", msg::kCelHintConditional, ""},
    {"decode", msg::kCelHintConditional, ""},
    {"now", msg::kCelHintTimeIs, ""},
    {"getdate", msg::kCelHintTimeIs, ""},
    {"currenttimestamp", msg::kCelHintTimeIs, ""},
    {"today", msg::kCelHintDayIs, ""},
    {"currentdate", msg::kCelHintDayIs, ""},
    {"datediff", msg::kCelHintDatesSubtract, ""},
    {"datedif", msg::kCelHintDatesSubtract, ""},
    {"dateadd", msg::kCelHintDaysAreNumbers, ""},
    {"todate", msg::kCelHintWrite, "date('2022-04-10')"},
    {"isnull", msg::kCelHintIsNull, ""},
    {"isna", msg::kCelHintIsNull, ""},
    {"isnan", msg::kCelHintIsNull, ""},
    {"isblank", msg::kCelHintIsNull, ""},
    {"isempty", msg::kCelHintIsNull, ""},
    {"notnull", msg::kCelHintIsNotNull, ""},
    {"isnotnull", msg::kCelHintIsNotNull, ""},
    {"coalesce", msg::kCelHintBlankStaysUnknown, ""},
    {"ifnull", msg::kCelHintBlankStaysUnknown, ""},
    {"nvl", msg::kCelHintBlankStaysUnknown, ""},
    {"fillna", msg::kCelHintBlankStaysUnknown, ""},
    {"avg", msg::kCelHintWrite, "list.sum() / list.size()"},
    {"mean", msg::kCelHintWrite, "list.sum() / list.size()"},
    {"average", msg::kCelHintWrite, "list.sum() / list.size()"},
    {"unique", msg::kCelHintWrite, "list.distinct()"},
    {"set", msg::kCelHintWrite, "list.distinct()"},
    {"float", msg::kCelHintWrite, "double(x)"},
    {"cast", msg::kCelHintWrite, "int(x)"},
    {"number", msg::kCelHintWrite, "double(x)"},
    {"str", msg::kCelHintWrite, "string(x)"},
    {"tostring", msg::kCelHintWrite, "string(x)"},
    {"concat", msg::kCelHintJoinText, ""},
    {"concatenate", msg::kCelHintJoinText, ""},
    {"format", msg::kCelHintJoinText, ""},
    {"like", msg::kCelHintLike, ""},
    {"includes", msg::kCelHintLike, ""},
    {"year", msg::kCelHintWrite, "x.getFullYear()"},
    {"month", msg::kCelHintWrite, "x.getMonth() + 1"},
    {"hour", msg::kCelHintWrite, "x.getHours()"},
    {"weekday", msg::kCelHintWrite, "x.getDayOfWeek()"},
});

std::string HalfWidth(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c != '_') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out;
}

// all(x, ...) for list.all(x, ...).
bool IsMacro(std::string_view name) {
  for (const std::string_view macro : MacroNames()) {
    if (macro == name && name != "has") return true;
  }
  return false;
}

}  // namespace

Hint MixHint(const Node& a, const Node& b) {
  if (a.kind == NodeKind::kNot) return Say(msg::kCelHintNotBinds);
  const auto is = [&](TypeKind x, TypeKind y) {
    return (a.type.Is(x) && b.type.Is(y)) || (a.type.Is(y) && b.type.Is(x));
  };
  if (is(TypeKind::kDate, TypeKind::kTimestamp)) {
    return Say(msg::kCelHintDayAround);
  }
  if (is(TypeKind::kInt, TypeKind::kDouble)) {
    return Say(msg::kCelHintDoubleAround);
  }
  if (is(TypeKind::kInt, TypeKind::kUint)) return Say(msg::kCelHintIntOrUint);
  if (is(TypeKind::kDate, TypeKind::kDuration)) {
    return Say(msg::kCelHintDaysAreNumbers);
  }
  if (is(TypeKind::kTimestamp, TypeKind::kInt) ||
      is(TypeKind::kDuration, TypeKind::kInt)) {
    return Say(msg::kCelHintDurations);
  }
  if (a.type.Is(TypeKind::kEnum) && b.type.Is(TypeKind::kEnum)) {
    return EnumHint(*a.type.enumeration, b);
  }
  if (a.type.Is(TypeKind::kString)) return StringHint(b.type, a);
  if (b.type.Is(TypeKind::kString)) return StringHint(a.type, b);
  if (a.type.Is(TypeKind::kNull) || b.type.Is(TypeKind::kNull)) {
    return Say(msg::kCelHintTestNullFirst);
  }
  if (a.type.Is(TypeKind::kList) || b.type.Is(TypeKind::kList)) {
    return Say(msg::kCelHintOnAList);
  }
  return std::nullopt;
}

Hint FunctionHint(const Scope& scope, const Node& node) {
  const std::string name = HalfWidth(node.name);
  for (const Habit& habit : kHabits) {
    if (habit.name == name) return Say(habit.hint, {{"code", habit.code}});
  }
  if (!node.method && IsMacro(node.name)) {
    return Write("list." + node.name + "(x, ...)");
  }
  std::vector<std::string_view> names = MacroNames();
  for (const auto& [known, function] : FunctionNames()) names.push_back(known);
  if (std::string nearest = Nearest(node.name, names); !nearest.empty()) {
    return DidYouMean(nearest);
  }
  if (!node.method) return std::nullopt;
  // A field by its label, written as a function.
  const Type& target = scope.TypeOf(node.args[0]);
  if (!target.Is(TypeKind::kRecord)) return std::nullopt;
  return DidYouMean(MemberByLabel(*target.record, node.name));
}

}  // namespace quaranta::expr

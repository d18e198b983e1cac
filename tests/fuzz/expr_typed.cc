#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string_view>
#include <vector>

#include "expr/compile.h"
#include "folding.h"
#include "quaranta/expr/object.h"

namespace {

namespace expr = quaranta::expr;
using expr::StaticType;
using expr::Value;
using Kind = StaticType::Kind;

expr::Declarations MakeDeclarations(bool check) {
  const StaticType number = StaticType::Of(Kind::kInt);
  const StaticType text = StaticType::Of(Kind::kString);
  expr::Declarations declared;
  declared.check = check;
  declared.libraries.block = true;
  declared.variables = {
      {"x", {}},
      {"n", number},
      {"u", StaticType::Of(Kind::kUint)},
      {"d", StaticType::Of(Kind::kDouble)},
      {"b", StaticType::Of(Kind::kBool)},
      {"s", text},
      {"y", StaticType::Of(Kind::kBytes)},
      {"t", StaticType::Of(Kind::kTimestamp)},
      {"p", StaticType::Of(Kind::kDuration)},
      {"w", StaticType::Wrapper(Kind::kInt)},
      {"list", StaticType::List(number)},
      {"map", StaticType::Map(text, number)},
      {"o", StaticType::Optional(text)},
      {"who", number},  // not known
      {"some", StaticType::List(text)},
  };
  return declared;
}

std::vector<Value> MakeSlots() {
  const Value unknown(
      expr::Unknown{{{{}, false, 1, quaranta::data::NoteState::kMasked}}});
  const Value one(std::int64_t{1});
  return {Value("any"),
          Value(std::int64_t{7}),
          Value(std::uint64_t{8}),
          Value(2.5),
          Value(true),
          Value("text"),
          Value(expr::Bytes{"\xff"}),
          Value(quaranta::Instant{1'650'000'000'000'000, 480}),
          Value(expr::Duration{90'000'000, 5}),
          Value(),
          Value(expr::List{{one, Value(std::int64_t{-1})}, {}, {}}),
          Value(expr::Map{{{Value("k"), one}}, {}}),
          Value(expr::Optional{true, Value("there")}),
          unknown,
          Value(expr::List{{Value("a"), unknown}, {}, {}})};
}

bool HasType(const Value& value, const StaticType& type);

bool AllHave(const std::vector<Value>& items, const StaticType& type) {
  return std::all_of(items.begin(), items.end(),
                     [&](const Value& item) { return HasType(item, type); });
}

// Whether a value is one that the checker promised.
bool HasType(const Value& value, const StaticType& type) {
  if (value.IsError() || value.IsUnknown()) return true;
  const auto* hedged = value.As<expr::Hedged>();
  switch (type.kind) {
    case Kind::kDyn:
    case Kind::kAny:
    case Kind::kParam:
      return true;
    case Kind::kNull:
      return value.As<expr::Null>() != nullptr;
    case Kind::kBool:
      return value.As<bool>() != nullptr;
    case Kind::kInt:
      return value.As<std::int64_t>() || (hedged && hedged->whole);
    case Kind::kUint:
      return value.As<std::uint64_t>() != nullptr;
    case Kind::kDouble:
      return value.As<double>() || (hedged && !hedged->whole);
    case Kind::kString:
      return value.As<std::string>() != nullptr;
    case Kind::kBytes:
      return value.As<expr::Bytes>() != nullptr;
    case Kind::kType:
      return value.As<expr::TypeName>() != nullptr;
    // Null goes into what may be absent.
    case Kind::kTimestamp:
      return value.As<quaranta::Instant>() || value.As<expr::FineInstant>() ||
             value.As<expr::Null>();
    case Kind::kDuration:
      return value.As<expr::Duration>() || value.As<expr::Null>();
    case Kind::kWrapper:
      return value.As<expr::Null>() || HasType(value, type.params[0]);
    case Kind::kMessage:
      return value.As<expr::Object>() || value.As<expr::Null>();
    case Kind::kList: {
      const auto* list = value.As<expr::List>();
      return list != nullptr && AllHave(list->items, type.params[0]);
    }
    case Kind::kMap: {
      const auto* map = value.As<expr::Map>();
      return map != nullptr &&
             std::all_of(map->entries.begin(), map->entries.end(),
                         [&](const auto& entry) {
                           return HasType(entry.first, type.params[0]) &&
                                  HasType(entry.second, type.params[1]);
                         });
    }
    case Kind::kAbstract: {
      const auto* optional = value.As<expr::Optional>();
      if (!type.IsOptional() || optional == nullptr) {
        return value.As<expr::Null>() != nullptr;
      }
      return !optional->present || HasType(optional->value, type.params[0]);
    }
  }
  return false;
}

}  // namespace

// What is checked has the type that was inferred when it is run; checked or
// not, folding changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  static const std::vector<Value> slots = MakeSlots();
  expr::Activation activation;
  activation.slots = slots;
  expr::Limits limits;
  limits.steps = 20'000;
  limits.value_bytes = 100'000;
  for (const bool check : {true, false}) {
    static const expr::Declarations declared[] = {MakeDeclarations(false),
                                                  MakeDeclarations(true)};
    expr::Diagnostics diagnostics(source);
    const auto ast =
        expr::CompilePlain(source, declared[check ? 1 : 0], {}, diagnostics);
    if (ast == nullptr) continue;
    const std::string changes = expr::FoldingChanges(*ast, activation, limits);
    const Value value = expr::Interpreter(*ast, activation, limits).Run();
    const bool typed = !check || HasType(value, ast->result_type);
    if (changes.empty() && typed) continue;
    std::cerr << changes << "\n"
              << expr::ToText(value) << " is promised to be "
              << expr::ToText(ast->result_type) << "\n";
    std::abort();
  }
  return 0;
}

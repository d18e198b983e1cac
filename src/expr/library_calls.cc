#include "expr/library_calls.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "expr/facts.h"
#include "expr/lists.h"
#include "expr/operations.h"
#include "quaranta/expr/object.h"

namespace quaranta::expr {
namespace {

std::string EncodeBase64(const std::string& bytes) {
  std::string text;
  absl::Base64Escape(bytes, &text);
  return text;
}

// With or without the padding; nullopt for anything else. The library would
// skip spaces and take `.` for `=`.
std::optional<std::string> DecodeBase64(const std::string& text) {
  const auto padding = std::min(text.find('='), text.size());
  const bool plain = std::all_of(
      text.begin(), text.begin() + static_cast<std::ptrdiff_t>(padding),
      [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               (c >= '0' && c <= '9') || c == '+' || c == '/';
      });
  const bool ends = text.find_first_not_of('=', padding) == text.npos;
  std::string bytes;
  if (!plain || !ends || !absl::Base64Unescape(text, &bytes)) {
    return std::nullopt;
  }
  return bytes;
}

// Nothing, empty, or what a message without fields is. Unknown when that is
// not settled.
Value IsZero(const Value& value) {
  if (value.As<Null>()) return Value(true);
  if (const auto* b = value.As<bool>()) return Value(!*b);
  if (const auto* i = value.As<std::int64_t>()) return Value(*i == 0);
  if (const auto* u = value.As<std::uint64_t>()) return Value(*u == 0);
  if (const auto* d = value.As<double>()) return Value(*d == 0);
  if (const auto* s = value.As<std::string>()) return Value(s->empty());
  if (const auto* b = value.As<Bytes>()) return Value(b->value.empty());
  if (const auto* d = value.As<Duration>()) return Value(*d == Duration{});
  if (const auto* t = value.As<Instant>()) return Value(t->micros == 0);
  if (const auto* o = value.As<Object>()) return Value(o->IsZero());
  if (const auto* o = value.As<Optional>()) return Value(!o->present);
  if (const auto* list = value.As<List>()) {
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      if (IsCertain(*list, i)) return Value(false);
    }
    FactSet facts;
    AddMembershipFacts(*list, facts);
    return facts.empty() ? Value(true) : facts.TakeUnknown();
  }
  if (const auto* map = value.As<Map>()) {
    if (!map->entries.empty()) return Value(false);
    return map->open.empty() ? Value(true) : Value(Unknown{map->open});
  }
  return Value(false);
}

Value Present(Value value) { return Value(Optional{true, std::move(value)}); }

// container[?index]: none where container[index] is an error.
Value IndexOptional(const Value& container, const Value& index,
                    std::span<const Value> args, Context& context) {
  const List* list = container.As<List>();
  const Map* map = container.As<Map>();
  if (list == nullptr && map == nullptr) {
    return NoOverload(Function::kOptionalIndex, args, context);
  }
  Value value = list != nullptr ? IndexList(*list, index, context)
                                : IndexMap(*map, index, context);
  if (const Error* error = value.As<Error>()) {
    const bool missing = error->code == ErrorCode::kNoSuchKey ||
                         error->code == ErrorCode::kOutOfRange;
    return missing ? Value(Optional{}) : value;
  }
  if (value.IsUnknown()) return value;
  return Present(std::move(value));
}

Value Unwrapped(const Node& call, std::span<const Value> args,
                Context& context) {
  const List* list = args[0].As<List>();
  if (list == nullptr) return NoOverload(call.function, args, context);
  List out;
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const Optional* optional = list->items[i].As<Optional>();
    if (optional == nullptr) return NoOverload(call.function, args, context);
    if (!optional->present) continue;
    Append(out, optional->value,
           IsCertain(*list, i) ? Facts{} : list->waits_for[i]);
  }
  out.open = list->open;
  return Value(std::move(out));
}

Value EndOf(const Node& call, std::span<const Value> args, Context& context) {
  const List* list = args[0].As<List>();
  if (list == nullptr) return NoOverload(call.function, args, context);
  FactSet facts;
  AddMembershipFacts(*list, facts);
  if (!facts.empty()) return facts.TakeUnknown();
  if (list->items.empty()) return Value(Optional{});
  Value item = call.function == Function::kFirst ? list->items.front()
                                                 : list->items.back();
  return item.IsUnknown() ? item : Present(std::move(item));
}

}  // namespace

Value CallEncoders(const Node& call, std::span<const Value> args,
                   Context& context) {
  if (call.function == Function::kBase64Encode) {
    const auto* bytes = args[0].As<Bytes>();
    if (bytes == nullptr) return NoOverload(call.function, args, context);
    std::string text = EncodeBase64(bytes->value);
    const std::size_t most = context.limits().string_bytes;
    if (!context.Charge(text.size() / 16)) return context.FailBudget();
    if (text.size() > most) return context.FailSize("a string", most);
    return Value(std::move(text));
  }
  const auto* text = args[0].As<std::string>();
  if (text == nullptr) return NoOverload(call.function, args, context);
  if (!context.Charge(text->size() / 16)) return context.FailBudget();
  if (auto bytes = DecodeBase64(*text)) return Value(Bytes{*std::move(bytes)});
  return context.Fail(ErrorCode::kInvalidArgument, "the text is not base64");
}

Value CallOptional(const Node& call, std::span<const Value> args,
                   Context& context) {
  switch (call.function) {
    case Function::kOptionalNone:
      return Value(Optional{});
    case Function::kOptionalOf:
      return Present(args[0]);
    case Function::kOptionalOfNonZero: {
      Value zero = IsZero(args[0]);
      if (zero.IsUnknown()) return zero;
      return zero.IsTrue() ? Value(Optional{}) : Present(args[0]);
    }
    case Function::kUnwrap:
      return Unwrapped(call, args, context);
    case Function::kFirst:
    case Function::kLast:
      return EndOf(call, args, context);
    case Function::kIndex:
    case Function::kOptionalIndex: {
      const Optional* optional = args[0].As<Optional>();
      if (optional == nullptr) {
        return IndexOptional(args[0], args[1], args, context);
      }
      if (!optional->present) return args[0];
      return IndexOptional(optional->value, args[1], args, context);
    }
    default:
      break;
  }
  const Optional* optional = args[0].As<Optional>();
  if (optional == nullptr) return NoOverload(call.function, args, context);
  switch (call.function) {
    case Function::kHasValue:
      return Value(optional->present);
    case Function::kOptionalValue:
      if (optional->present) return optional->value;
      return context.Fail(ErrorCode::kInvalidArgument,
                          "the optional has no value");
    case Function::kOptionalOr:
      if (!args[1].As<Optional>()) {
        return NoOverload(call.function, args, context);
      }
      return optional->present ? args[0] : args[1];
    default:
      return optional->present ? optional->value : args[1];
  }
}

Value CallLibrary(const Node& call, std::span<const Value> args,
                  Context& context) {
  const Function f = call.function;
  if (f >= Function::kOptionalNone) return CallOptional(call, args, context);
  if (f >= Function::kBase64Encode) return CallEncoders(call, args, context);
  if (f >= Function::kGreatest) return CallMath(call, args, context);
  return CallStrings(call, args, context);
}

}  // namespace quaranta::expr

#include "expr/library_calls.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "expr/facts.h"
#include "expr/lists.h"
#include "expr/operations.h"
#include "quaranta/expr/object.h"

namespace quaranta::expr {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string Encode(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::size_t at = i + k;
      group = group << 8 |
              (at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      text +=
          i + k > bytes.size() ? '=' : kAlphabet[group >> (18 - 6 * k) & 63U];
    }
  }
  return text;
}

// With or without the padding; nullopt for anything else.
std::optional<std::string> Decode(std::string_view text) {
  for (int i = 0; i < 2 && text.size() % 4 != 1 && text.ends_with('='); ++i) {
    text.remove_suffix(1);
  }
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = kAlphabet.find(c);
    if (digit == kAlphabet.npos) return std::nullopt;
    bits = (bits << 6 | static_cast<std::uint32_t>(digit)) & 0xFFFFU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xFFU);
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
    context.Charge(bytes->value.size() / 16);
    return Value(Encode(bytes->value));
  }
  const auto* text = args[0].As<std::string>();
  if (text == nullptr) return NoOverload(call.function, args, context);
  context.Charge(text->size() / 16);
  if (auto bytes = Decode(*text)) return Value(Bytes{*std::move(bytes)});
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

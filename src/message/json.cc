// Values as google.protobuf.Value, Struct and ListValue.
#include <google/protobuf/reflection.h>

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "message/state.h"
#include "quaranta/core/time.h"

namespace quaranta::message {
namespace {

using expr::ErrorCode;
using Field = pb::FieldDescriptor;
using Failure = std::optional<Value>;

// Numbers up to here are exact in JSON; larger ones are written as text.
constexpr std::int64_t kExact = std::int64_t{1} << 53;

const Field& FieldNamed(const pb::Message& message, const char* name) {
  return *message.GetDescriptor()->FindFieldByName(name);
}

std::string Base64(const std::string& bytes) {
  std::string text;
  absl::Base64Escape(bytes, &text);
  return text;
}

Failure Refuse(const pb::Message& message, const Value& value) {
  return Fail(ErrorCode::kNoOverload, message.GetDescriptor()->full_name() +
                                          " does not hold " +
                                          expr::ToText(value));
}

// The text or number that a value is in JSON; nullopt when it is neither.
std::optional<Value> Scalar(const Value& value) {
  if (value.As<double>() || value.As<std::string>()) return value;
  if (const auto* i = value.As<std::int64_t>()) {
    if (*i >= -kExact && *i <= kExact) return Value(static_cast<double>(*i));
    return Value(std::to_string(*i));
  }
  if (const auto* u = value.As<std::uint64_t>()) {
    if (*u <= static_cast<std::uint64_t>(kExact)) {
      return Value(static_cast<double>(*u));
    }
    return Value(std::to_string(*u));
  }
  if (const auto* b = value.As<expr::Bytes>()) return Value(Base64(b->value));
  if (value.As<expr::Duration>()) return Value(expr::ToText(value));
  // In UTC, whatever offset it was written with.
  if (const auto* t = value.As<Instant>()) {
    return Value(expr::ToText(Value(Instant{t->micros, 0})));
  }
  if (const auto* t = value.As<expr::FineInstant>()) {
    const expr::FineInstant utc{Instant{t->instant.micros, 0}, t->nanos};
    return Value(expr::ToText(Value(utc)));
  }
  const auto* object =
      dynamic_cast<const MessageObject*>(value.As<expr::Object>());
  return object == nullptr ? std::nullopt : JsonOf(*object);
}

Failure WriteStruct(const StatePtr& state, pb::Message& message,
                    const Value& value) {
  const expr::Map* map = value.As<expr::Map>();
  if (map == nullptr) return Refuse(message, value);
  const Field& fields = FieldNamed(message, "fields");
  const pb::Descriptor& type = *fields.message_type();
  const pb::Reflection& r = *message.GetReflection();
  for (const auto& [key, item] : map->entries) {
    const auto* name = key.As<std::string>();
    if (name == nullptr) return Refuse(message, value);
    pb::Message* entry = r.AddMessage(&message, &fields, &state->factory);
    const pb::Reflection& er = *entry->GetReflection();
    er.SetString(entry, type.map_key(), *name);
    if (auto error = WriteJson(
            state, *er.MutableMessage(entry, type.map_value(), &state->factory),
            item)) {
      return error;
    }
  }
  return std::nullopt;
}

Failure WriteList(const StatePtr& state, pb::Message& message,
                  const Value& value) {
  const expr::List* list = value.As<expr::List>();
  if (list == nullptr) return Refuse(message, value);
  const Field& values = FieldNamed(message, "values");
  const pb::Reflection& r = *message.GetReflection();
  for (const Value& item : list->items) {
    pb::Message* part = r.AddMessage(&message, &values, &state->factory);
    if (auto error = WriteJson(state, *part, item)) return error;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Value> JsonOf(const MessageObject& object) {
  const pb::Message& message = object.message();
  const pb::Reflection& r = *message.GetReflection();
  const std::string& name = message.GetDescriptor()->full_name();
  if (name == "google.protobuf.Empty") return Value(expr::Map{});
  if (name != "google.protobuf.FieldMask") return std::nullopt;
  const Field& paths = FieldNamed(message, "paths");
  std::string text;
  for (int i = 0; i < r.FieldSize(message, &paths); ++i) {
    if (i > 0) text += ",";
    bool upper = false;
    for (const char c : r.GetRepeatedString(message, &paths, i)) {
      if (c == '_') {
        upper = true;
        continue;
      }
      const bool lower = c >= 'a' && c <= 'z';
      text += upper && lower ? static_cast<char>(c - 'a' + 'A') : c;
      upper = false;
    }
  }
  return Value(std::move(text));
}

Failure WriteJson(const StatePtr& state, pb::Message& message,
                  const Value& value) {
  switch (message.GetDescriptor()->well_known_type()) {
    case pb::Descriptor::WELLKNOWNTYPE_STRUCT:
      return WriteStruct(state, message, value);
    case pb::Descriptor::WELLKNOWNTYPE_LISTVALUE:
      return WriteList(state, message, value);
    default:
      break;
  }
  const pb::Reflection& r = *message.GetReflection();
  const auto part = [&](const char* field) -> pb::Message& {
    return *r.MutableMessage(&message, &FieldNamed(message, field),
                             &state->factory);
  };
  if (value.As<expr::Null>()) {
    r.SetEnumValue(&message, &FieldNamed(message, "null_value"), 0);
    return std::nullopt;
  }
  if (const bool* b = value.As<bool>()) {
    r.SetBool(&message, &FieldNamed(message, "bool_value"), *b);
    return std::nullopt;
  }
  if (value.As<expr::List>()) {
    return WriteList(state, part("list_value"), value);
  }
  if (value.As<expr::Map>()) {
    return WriteStruct(state, part("struct_value"), value);
  }
  const auto scalar = Scalar(value);
  if (!scalar) return Refuse(message, value);
  if (scalar->As<expr::Map>()) {
    return WriteStruct(state, part("struct_value"), *scalar);
  }
  if (const double* d = scalar->As<double>()) {
    r.SetDouble(&message, &FieldNamed(message, "number_value"), *d);
  } else {
    r.SetString(&message, &FieldNamed(message, "string_value"),
                *scalar->As<std::string>());
  }
  return std::nullopt;
}

}  // namespace quaranta::message

// From values to messages.
#include <google/protobuf/reflection.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "message/state.h"

namespace quaranta::message {
namespace {

using expr::ErrorCode;
using Field = pb::FieldDescriptor;
using Failure = std::optional<Value>;

Failure Refuse(const Field& field, const Value& value) {
  return Fail(
      ErrorCode::kNoOverload,
      "the field `" + field.name() + "` does not hold " + expr::ToText(value));
}
Failure OutOfRange(const Field& field) {
  return Fail(ErrorCode::kOutOfRange,
              "the number does not fit the field `" + field.name() + "`");
}

const Field& FieldNamed(const pb::Message& message, const char* name) {
  return *message.GetDescriptor()->FindFieldByName(name);
}

// The nearest float; too large is infinite.
float ToFloat(double d) {
  constexpr double kMost = std::numeric_limits<float>::max();
  if (std::isfinite(d) && std::fabs(d) > kMost) {
    const float infinity = std::numeric_limits<float>::infinity();
    return d > 0 ? infinity : -infinity;
  }
  return static_cast<float>(d);
}

// Sets a field, or appends to a repeated one.
struct Setter {
  pb::Message& message;
  const Field& field;
  const pb::Reflection& r;

  Failure Int(const Value& value) const {
    const auto* i = value.As<std::int64_t>();
    if (i == nullptr) return Refuse(field, value);
    const bool wide = field.cpp_type() == Field::CPPTYPE_INT64;
    const bool fits = *i >= INT32_MIN && *i <= INT32_MAX;
    if (!wide && !fits) return OutOfRange(field);
    const auto narrow = static_cast<std::int32_t>(*i);
    if (field.cpp_type() == Field::CPPTYPE_ENUM) {
      field.is_repeated() ? r.AddEnumValue(&message, &field, narrow)
                          : r.SetEnumValue(&message, &field, narrow);
    } else if (wide) {
      field.is_repeated() ? r.AddInt64(&message, &field, *i)
                          : r.SetInt64(&message, &field, *i);
    } else {
      field.is_repeated() ? r.AddInt32(&message, &field, narrow)
                          : r.SetInt32(&message, &field, narrow);
    }
    return std::nullopt;
  }
  Failure Uint(const Value& value) const {
    const auto* u = value.As<std::uint64_t>();
    if (u == nullptr) return Refuse(field, value);
    if (field.cpp_type() == Field::CPPTYPE_UINT64) {
      field.is_repeated() ? r.AddUInt64(&message, &field, *u)
                          : r.SetUInt64(&message, &field, *u);
      return std::nullopt;
    }
    if (*u > UINT32_MAX) return OutOfRange(field);
    const auto narrow = static_cast<std::uint32_t>(*u);
    field.is_repeated() ? r.AddUInt32(&message, &field, narrow)
                        : r.SetUInt32(&message, &field, narrow);
    return std::nullopt;
  }
  Failure Double(const Value& value) const {
    const auto* d = value.As<double>();
    if (d == nullptr) return Refuse(field, value);
    if (field.cpp_type() == Field::CPPTYPE_DOUBLE) {
      field.is_repeated() ? r.AddDouble(&message, &field, *d)
                          : r.SetDouble(&message, &field, *d);
    } else {
      field.is_repeated() ? r.AddFloat(&message, &field, ToFloat(*d))
                          : r.SetFloat(&message, &field, ToFloat(*d));
    }
    return std::nullopt;
  }
  Failure Text(const Value& value) const {
    const bool bytes = field.type() == Field::TYPE_BYTES;
    const auto* b = value.As<expr::Bytes>();
    const std::string* text =
        bytes ? (b == nullptr ? nullptr : &b->value) : value.As<std::string>();
    if (text == nullptr) return Refuse(field, value);
    field.is_repeated() ? r.AddString(&message, &field, *text)
                        : r.SetString(&message, &field, *text);
    return std::nullopt;
  }
};

Failure SetOne(const StatePtr& state, pb::Message& message, const Field& field,
               const Value& value) {
  const pb::Reflection& r = *message.GetReflection();
  const Setter set{message, field, r};
  switch (field.cpp_type()) {
    case Field::CPPTYPE_ENUM:
      if (value.As<expr::Null>() &&
          field.enum_type()->full_name() == "google.protobuf.NullValue") {
        return set.Int(Value(std::int64_t{0}));
      }
      return set.Int(value);
    case Field::CPPTYPE_INT32:
    case Field::CPPTYPE_INT64:
      return set.Int(value);
    case Field::CPPTYPE_UINT32:
    case Field::CPPTYPE_UINT64:
      return set.Uint(value);
    case Field::CPPTYPE_FLOAT:
    case Field::CPPTYPE_DOUBLE:
      return set.Double(value);
    case Field::CPPTYPE_BOOL: {
      const bool* b = value.As<bool>();
      if (b == nullptr) return Refuse(field, value);
      field.is_repeated() ? r.AddBool(&message, &field, *b)
                          : r.SetBool(&message, &field, *b);
      return std::nullopt;
    }
    case Field::CPPTYPE_STRING:
      return set.Text(value);
    case Field::CPPTYPE_MESSAGE:
      break;
  }
  pb::Message* part = field.is_repeated()
                          ? r.AddMessage(&message, &field, &state->factory)
                          : r.MutableMessage(&message, &field, &state->factory);
  return WriteMessage(state, *part, value);
}

// Nulls among times and wrappers are left out.
bool IsPruned(const Field& field, const Value& value) {
  if (!value.As<expr::Null>()) return false;
  if (field.cpp_type() != Field::CPPTYPE_MESSAGE) return false;
  const WellKnown type = field.message_type()->well_known_type();
  return type == pb::Descriptor::WELLKNOWNTYPE_TIMESTAMP ||
         type == pb::Descriptor::WELLKNOWNTYPE_DURATION ||
         (type >= pb::Descriptor::WELLKNOWNTYPE_DOUBLEVALUE &&
          type <= pb::Descriptor::WELLKNOWNTYPE_BOOLVALUE);
}

Failure SetMap(const StatePtr& state, pb::Message& message, const Field& field,
               const Value& value) {
  const expr::Map* map = value.As<expr::Map>();
  if (map == nullptr) return Refuse(field, value);
  const pb::Reflection& r = *message.GetReflection();
  for (const auto& [key, item] : map->entries) {
    if (IsPruned(*field.message_type()->map_value(), item)) continue;
    pb::Message* entry = r.AddMessage(&message, &field, &state->factory);
    const pb::Descriptor& type = *field.message_type();
    if (auto error = SetOne(state, *entry, *type.map_key(), key)) return error;
    if (auto error = SetOne(state, *entry, *type.map_value(), item)) {
      return error;
    }
  }
  return std::nullopt;
}

// What null is in a field: nothing set, null itself, or a mistake.
Failure SetNull(const StatePtr& state, pb::Message& message,
                const Field& field) {
  if (field.cpp_type() != Field::CPPTYPE_MESSAGE) {
    return SetOne(state, message, field, Value());
  }
  switch (field.message_type()->well_known_type()) {
    case pb::Descriptor::WELLKNOWNTYPE_ANY:
    case pb::Descriptor::WELLKNOWNTYPE_VALUE:
      return SetOne(state, message, field, Value());
    case pb::Descriptor::WELLKNOWNTYPE_STRUCT:
    case pb::Descriptor::WELLKNOWNTYPE_LISTVALUE:
      return Refuse(field, Value());
    default:
      return std::nullopt;
  }
}

Failure WriteTime(pb::Message& message, std::int64_t micros,
                  std::int32_t nanos) {
  std::int64_t seconds = micros / kMicrosPerSecond;
  std::int64_t rest = micros % kMicrosPerSecond;
  if (rest < 0) {
    rest += kMicrosPerSecond;
    --seconds;
  }
  auto part = static_cast<std::int32_t>(rest * 1000 + nanos);
  // Parts of a negative duration are negative both.
  constexpr std::int32_t kPerSecond = 1'000'000'000;
  const bool duration = message.GetDescriptor()->well_known_type() ==
                        pb::Descriptor::WELLKNOWNTYPE_DURATION;
  if (duration && seconds < 0 && part > 0) {
    ++seconds;
    part -= kPerSecond;
  }
  const pb::Reflection& r = *message.GetReflection();
  r.SetInt64(&message, &FieldNamed(message, "seconds"), seconds);
  r.SetInt32(&message, &FieldNamed(message, "nanos"), part);
  return std::nullopt;
}

// The message type that stands for a value, "" when none does.
std::string TypeFor(const Value& value) {
  const std::string google = "google.protobuf.";
  if (value.As<bool>()) return google + "BoolValue";
  if (value.As<std::int64_t>()) return google + "Int64Value";
  if (value.As<std::uint64_t>()) return google + "UInt64Value";
  if (value.As<double>()) return google + "DoubleValue";
  if (value.As<std::string>()) return google + "StringValue";
  if (value.As<expr::Bytes>()) return google + "BytesValue";
  if (value.As<Instant>() || value.As<expr::FineInstant>()) {
    return google + "Timestamp";
  }
  if (value.As<expr::Duration>()) return google + "Duration";
  if (value.As<expr::Null>()) return google + "Value";
  if (value.As<expr::List>()) return google + "ListValue";
  if (value.As<expr::Map>()) return google + "Struct";
  const auto* object = value.As<expr::Object>();
  return object == nullptr ? "" : std::string(object->type_name());
}

Failure WriteAny(const StatePtr& state, pb::Message& message,
                 const Value& value) {
  const std::string type = TypeFor(value);
  const pb::Descriptor* descriptor = type.empty() ? nullptr : state->Find(type);
  if (descriptor == nullptr) {
    return Fail(ErrorCode::kNoOverload,
                "an Any does not hold " + expr::ToText(value));
  }
  const auto inside = state->New(descriptor);
  if (auto error = WriteMessage(state, *inside, value)) return error;
  const pb::Reflection& r = *message.GetReflection();
  r.SetString(&message, &FieldNamed(message, "type_url"),
              "type.googleapis.com/" + type);
  std::string bytes;
  inside->SerializePartialToString(&bytes);
  r.SetString(&message, &FieldNamed(message, "value"), bytes);
  return std::nullopt;
}

}  // namespace

Failure SetField(const StatePtr& state, pb::Message& message,
                 const Field& field, const Value& value) {
  if (field.is_map()) return SetMap(state, message, field, value);
  if (field.is_repeated()) {
    const expr::List* list = value.As<expr::List>();
    if (list == nullptr) return Refuse(field, value);
    for (const Value& item : list->items) {
      if (IsPruned(field, item)) continue;
      if (auto error = SetOne(state, message, field, item)) return error;
    }
    return std::nullopt;
  }
  if (value.As<expr::Null>()) return SetNull(state, message, field);
  return SetOne(state, message, field, value);
}

Failure WriteMessage(const StatePtr& state, pb::Message& message,
                     const Value& value) {
  const pb::Descriptor& type = *message.GetDescriptor();
  if (const auto* object =
          dynamic_cast<const MessageObject*>(value.As<expr::Object>())) {
    if (object->message().GetDescriptor() == &type) {
      message.CopyFrom(object->message());
      return std::nullopt;
    }
  }
  const auto refuse = [&]() -> Failure {
    return Fail(ErrorCode::kNoOverload,
                type.full_name() + " does not hold " + expr::ToText(value));
  };
  switch (type.well_known_type()) {
    case pb::Descriptor::WELLKNOWNTYPE_UNSPECIFIED:
    case pb::Descriptor::WELLKNOWNTYPE_FIELDMASK:
      return refuse();
    case pb::Descriptor::WELLKNOWNTYPE_ANY:
      return WriteAny(state, message, value);
    case pb::Descriptor::WELLKNOWNTYPE_TIMESTAMP:
      if (const auto* t = value.As<Instant>()) {
        return WriteTime(message, t->micros, 0);
      }
      if (const auto* t = value.As<expr::FineInstant>()) {
        return WriteTime(message, t->instant.micros, t->nanos);
      }
      return refuse();
    case pb::Descriptor::WELLKNOWNTYPE_DURATION:
      if (const auto* d = value.As<expr::Duration>()) {
        return WriteTime(message, d->micros, d->nanos);
      }
      return refuse();
    case pb::Descriptor::WELLKNOWNTYPE_VALUE:
    case pb::Descriptor::WELLKNOWNTYPE_STRUCT:
    case pb::Descriptor::WELLKNOWNTYPE_LISTVALUE:
      return WriteJson(state, message, value);
    default:
      return SetOne(state, message, FieldNamed(message, "value"), value);
  }
}

}  // namespace quaranta::message

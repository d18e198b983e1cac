// From messages to values.
#include <google/protobuf/reflection.h>
#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "message/state.h"

namespace quaranta::message {
namespace {

using expr::ErrorCode;
using Field = pb::FieldDescriptor;

const Field& FieldNamed(const pb::Message& message, const char* name) {
  return *message.GetDescriptor()->FindFieldByName(name);
}

// Item `index` of a repeated field, or the field itself for -1.
Value ReadOne(const StatePtr& state, const pb::Message& message,
              const Field& field, int index) {
  const pb::Reflection& r = *message.GetReflection();
  const bool item = index >= 0;
  switch (field.cpp_type()) {
    case Field::CPPTYPE_INT32:
      return Value(std::int64_t{item
                                    ? r.GetRepeatedInt32(message, &field, index)
                                    : r.GetInt32(message, &field)});
    case Field::CPPTYPE_INT64:
      return Value(std::int64_t{item
                                    ? r.GetRepeatedInt64(message, &field, index)
                                    : r.GetInt64(message, &field)});
    case Field::CPPTYPE_UINT32:
      return Value(
          std::uint64_t{item ? r.GetRepeatedUInt32(message, &field, index)
                             : r.GetUInt32(message, &field)});
    case Field::CPPTYPE_UINT64:
      return Value(
          std::uint64_t{item ? r.GetRepeatedUInt64(message, &field, index)
                             : r.GetUInt64(message, &field)});
    case Field::CPPTYPE_FLOAT:
      return Value(double{item ? r.GetRepeatedFloat(message, &field, index)
                               : r.GetFloat(message, &field)});
    case Field::CPPTYPE_DOUBLE:
      return Value(item ? r.GetRepeatedDouble(message, &field, index)
                        : r.GetDouble(message, &field));
    case Field::CPPTYPE_BOOL:
      return Value(item ? r.GetRepeatedBool(message, &field, index)
                        : r.GetBool(message, &field));
    case Field::CPPTYPE_ENUM:
      if (field.enum_type()->full_name() == "google.protobuf.NullValue") {
        return Value();
      }
      return Value(
          std::int64_t{item ? r.GetRepeatedEnumValue(message, &field, index)
                            : r.GetEnumValue(message, &field)});
    case Field::CPPTYPE_STRING: {
      std::string text = item ? r.GetRepeatedString(message, &field, index)
                              : r.GetString(message, &field);
      if (field.type() == Field::TYPE_BYTES) {
        return Value(expr::Bytes{std::move(text)});
      }
      return Value(std::move(text));
    }
    case Field::CPPTYPE_MESSAGE:
      return ReadMessage(state,
                         item ? r.GetRepeatedMessage(message, &field, index)
                              : r.GetMessage(message, &field));
  }
  return Value();
}

bool KeyLess(const Value& a, const Value& b) {
  if (const auto* x = a.As<std::string>()) return *x < *b.As<std::string>();
  if (const auto* x = a.As<std::int64_t>()) return *x < *b.As<std::int64_t>();
  if (const auto* x = a.As<std::uint64_t>()) return *x < *b.As<std::uint64_t>();
  return b.IsTrue() && !a.IsTrue();
}

// Sorted by key: the order of the table that holds them is no order.
Value ReadMap(const StatePtr& state, const pb::Message& message,
              const Field& field) {
  const pb::Reflection& r = *message.GetReflection();
  const Field& key = *field.message_type()->map_key();
  const Field& value = *field.message_type()->map_value();
  expr::Map map;
  for (int i = 0; i < r.FieldSize(message, &field); ++i) {
    const pb::Message& entry = r.GetRepeatedMessage(message, &field, i);
    map.entries.emplace_back(ReadOne(state, entry, key, -1),
                             ReadOne(state, entry, value, -1));
  }
  std::sort(
      map.entries.begin(), map.entries.end(),
      [](const auto& a, const auto& b) { return KeyLess(a.first, b.first); });
  return Value(std::move(map));
}

Value ReadTime(const pb::Message& message, bool is_duration) {
  const pb::Reflection& r = *message.GetReflection();
  const std::int64_t seconds =
      r.GetInt64(message, &FieldNamed(message, "seconds"));
  const std::int32_t nanos = r.GetInt32(message, &FieldNamed(message, "nanos"));
  constexpr std::int64_t kMost = 400'000'000'000;  // beyond any valid one
  if (seconds > kMost || seconds < -kMost) {
    return Fail(ErrorCode::kOutOfRange, "the time is out of range");
  }
  constexpr std::int32_t kPerMicro = 1000;
  std::int64_t micros = seconds * kMicrosPerSecond + nanos / kPerMicro;
  std::int32_t rest = nanos % kPerMicro;
  if (rest < 0) {
    rest += kPerMicro;
    --micros;
  }
  if (is_duration) return Value(expr::Duration{micros, rest});
  return Value(expr::FineInstant{Instant{micros, 0}, rest});
}

// What an Any holds; one within another is unpacked to a limited depth.
Value ReadAny(const StatePtr& state, const pb::Message& message) {
  constexpr int kMostDepth = 100;
  const pb::Message* any = &message;
  std::unique_ptr<pb::Message> inside;
  for (int depth = 0; depth < kMostDepth; ++depth) {
    const pb::Reflection& r = *any->GetReflection();
    const std::string url = r.GetString(*any, &FieldNamed(*any, "type_url"));
    const pb::Descriptor* type =
        state->Find(std::string_view(url).substr(url.rfind('/') + 1));
    if (type == nullptr) {
      return Fail(ErrorCode::kInvalidArgument,
                  "an Any of no known type: \"" + url + "\"");
    }
    auto next = state->New(type);
    if (!next->ParsePartialFromString(
            r.GetString(*any, &FieldNamed(*any, "value")))) {
      return Fail(ErrorCode::kInvalidArgument, "the bytes are no " + url);
    }
    inside = std::move(next);
    any = inside.get();
    if (type->well_known_type() != pb::Descriptor::WELLKNOWNTYPE_ANY) {
      return ReadMessage(state, *inside);
    }
  }
  return Fail(ErrorCode::kBudget, "an Any within an Any, too deep");
}

Value ReadJson(const StatePtr& state, const pb::Message& message) {
  const pb::Reflection& r = *message.GetReflection();
  const Field* set = r.GetOneofFieldDescriptor(
      message, message.GetDescriptor()->oneof_decl(0));
  return set == nullptr ? Value() : ReadOne(state, message, *set, -1);
}

Value Itself(const StatePtr& state, const pb::Message& message) {
  std::unique_ptr<pb::Message> copy(message.New());
  copy->CopyFrom(message);
  return Value(std::make_shared<const MessageObject>(state, std::move(copy)));
}

bool IsWrapper(WellKnown type) {
  return type >= pb::Descriptor::WELLKNOWNTYPE_DOUBLEVALUE &&
         type <= pb::Descriptor::WELLKNOWNTYPE_BOOLVALUE;
}

}  // namespace

const Field* FindField(const pb::Descriptor& message, std::string_view name) {
  const std::string text(name);
  if (name.find('.') == name.npos) return message.FindFieldByName(text);
  const Field* extension = message.file()->pool()->FindExtensionByName(text);
  if (extension == nullptr || extension->containing_type() != &message) {
    return nullptr;
  }
  return extension;
}

Value NoSuchField(const pb::Descriptor& message, std::string_view name) {
  return Fail(ErrorCode::kNoSuchField, message.full_name() + " has no field `" +
                                           std::string(name) + "`");
}

Value ReadMessage(const StatePtr& state, const pb::Message& message) {
  const WellKnown type = message.GetDescriptor()->well_known_type();
  if (IsWrapper(type)) {
    return ReadOne(state, message, FieldNamed(message, "value"), -1);
  }
  switch (type) {
    case pb::Descriptor::WELLKNOWNTYPE_ANY:
      return ReadAny(state, message);
    case pb::Descriptor::WELLKNOWNTYPE_TIMESTAMP:
      return ReadTime(message, false);
    case pb::Descriptor::WELLKNOWNTYPE_DURATION:
      return ReadTime(message, true);
    case pb::Descriptor::WELLKNOWNTYPE_VALUE:
      return ReadJson(state, message);
    case pb::Descriptor::WELLKNOWNTYPE_STRUCT:
      return ReadMap(state, message, FieldNamed(message, "fields"));
    case pb::Descriptor::WELLKNOWNTYPE_LISTVALUE:
      return ReadField(state, message, FieldNamed(message, "values"));
    default:
      return Itself(state, message);
  }
}

Value ReadField(const StatePtr& state, const pb::Message& message,
                const Field& field) {
  const pb::Reflection& r = *message.GetReflection();
  if (field.is_map()) return ReadMap(state, message, field);
  if (field.is_repeated()) {
    expr::List list;
    for (int i = 0; i < r.FieldSize(message, &field); ++i) {
      list.items.push_back(ReadOne(state, message, field, i));
    }
    return Value(std::move(list));
  }
  if (field.cpp_type() == Field::CPPTYPE_MESSAGE &&
      !r.HasField(message, &field)) {
    const WellKnown type = field.message_type()->well_known_type();
    const bool any = type == pb::Descriptor::WELLKNOWNTYPE_ANY;
    if (any || IsWrapper(type)) return Value();
  }
  return ReadOne(state, message, field, -1);
}

std::string_view MessageObject::type_name() const {
  return message_->GetDescriptor()->full_name();
}

Value MessageObject::Field(std::string_view name) const {
  const pb::FieldDescriptor* field =
      FindField(*message_->GetDescriptor(), name);
  if (field == nullptr) return NoSuchField(*message_->GetDescriptor(), name);
  return ReadField(state_, *message_, *field);
}

Value MessageObject::HasField(std::string_view name) const {
  const pb::FieldDescriptor* field =
      FindField(*message_->GetDescriptor(), name);
  if (field == nullptr) return NoSuchField(*message_->GetDescriptor(), name);
  const pb::Reflection& r = *message_->GetReflection();
  return Value(field->is_repeated() ? r.FieldSize(*message_, field) > 0
                                    : r.HasField(*message_, field));
}

bool MessageObject::Equals(const expr::Object& other) const {
  const auto* message = dynamic_cast<const MessageObject*>(&other);
  if (message == nullptr) return false;
  if (message->message_->GetDescriptor() != message_->GetDescriptor()) {
    return false;
  }
  return pb::util::MessageDifferencer::Equals(*message_, *message->message_);
}

bool MessageObject::IsZero() const {
  std::vector<const pb::FieldDescriptor*> set;
  message_->GetReflection()->ListFields(*message_, &set);
  return set.empty();
}

std::uint64_t MessageObject::Extent() const { return message_->ByteSizeLong(); }

std::string MessageObject::Text() const {
  std::string text = message_->ShortDebugString();
  return message_->GetDescriptor()->full_name() + "{" + text + "}";
}

}  // namespace quaranta::message

#include "quaranta/message/pool.h"

#include <google/protobuf/any.pb.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/empty.pb.h>
#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/wrappers.pb.h>

#include <algorithm>
#include <array>

#include "message/state.h"
#include "quaranta/core/status.h"

namespace quaranta::message {
namespace {

using expr::StaticType;
using Kind = StaticType::Kind;

// Keeps the first complaint of the pool, instead of printing it.
class Complaints : public pb::DescriptorPool::ErrorCollector {
 public:
  void AddError(const std::string& file, const std::string& element,
                const pb::Message*, ErrorLocation,
                const std::string& message) override {
    if (first_.empty()) first_ = file + ": " + element + ": " + message;
  }
  const std::string& first() const { return first_; }

 private:
  std::string first_;
};

std::array<const pb::FileDescriptor*, 7> WellKnownFiles() {
  return {
      pb::Any::descriptor()->file(),       pb::Duration::descriptor()->file(),
      pb::Empty::descriptor()->file(),     pb::FieldMask::descriptor()->file(),
      pb::Struct::descriptor()->file(),    pb::Timestamp::descriptor()->file(),
      pb::Int32Value::descriptor()->file()};
}

Kind WrappedKind(WellKnown type) {
  switch (type) {
    case pb::Descriptor::WELLKNOWNTYPE_DOUBLEVALUE:
    case pb::Descriptor::WELLKNOWNTYPE_FLOATVALUE:
      return Kind::kDouble;
    case pb::Descriptor::WELLKNOWNTYPE_INT64VALUE:
    case pb::Descriptor::WELLKNOWNTYPE_INT32VALUE:
      return Kind::kInt;
    case pb::Descriptor::WELLKNOWNTYPE_UINT64VALUE:
    case pb::Descriptor::WELLKNOWNTYPE_UINT32VALUE:
      return Kind::kUint;
    case pb::Descriptor::WELLKNOWNTYPE_STRINGVALUE:
      return Kind::kString;
    case pb::Descriptor::WELLKNOWNTYPE_BYTESVALUE:
      return Kind::kBytes;
    case pb::Descriptor::WELLKNOWNTYPE_BOOLVALUE:
      return Kind::kBool;
    default:
      return Kind::kDyn;
  }
}

StaticType MessageType(const pb::Descriptor& message) {
  const WellKnown type = message.well_known_type();
  switch (type) {
    case pb::Descriptor::WELLKNOWNTYPE_ANY:
      return StaticType::Of(Kind::kAny);
    case pb::Descriptor::WELLKNOWNTYPE_TIMESTAMP:
      return StaticType::Of(Kind::kTimestamp);
    case pb::Descriptor::WELLKNOWNTYPE_DURATION:
      return StaticType::Of(Kind::kDuration);
    case pb::Descriptor::WELLKNOWNTYPE_VALUE:
      return StaticType{};
    case pb::Descriptor::WELLKNOWNTYPE_STRUCT:
      return StaticType::Map(StaticType::Of(Kind::kString), StaticType{});
    case pb::Descriptor::WELLKNOWNTYPE_LISTVALUE:
      return StaticType::List(StaticType{});
    default:
      break;
  }
  const Kind wrapped = WrappedKind(type);
  if (wrapped != Kind::kDyn) return StaticType::Wrapper(wrapped);
  return StaticType::Message(message.full_name());
}

StaticType ItemType(const pb::FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case pb::FieldDescriptor::CPPTYPE_INT32:
    case pb::FieldDescriptor::CPPTYPE_INT64:
      return StaticType::Of(Kind::kInt);
    case pb::FieldDescriptor::CPPTYPE_UINT32:
    case pb::FieldDescriptor::CPPTYPE_UINT64:
      return StaticType::Of(Kind::kUint);
    case pb::FieldDescriptor::CPPTYPE_FLOAT:
    case pb::FieldDescriptor::CPPTYPE_DOUBLE:
      return StaticType::Of(Kind::kDouble);
    case pb::FieldDescriptor::CPPTYPE_BOOL:
      return StaticType::Of(Kind::kBool);
    case pb::FieldDescriptor::CPPTYPE_ENUM:
      // NullValue takes null, and its only number.
      return field.enum_type()->full_name() == "google.protobuf.NullValue"
                 ? StaticType::Wrapper(Kind::kInt)
                 : StaticType::Of(Kind::kInt);
    case pb::FieldDescriptor::CPPTYPE_STRING:
      return StaticType::Of(field.type() == pb::FieldDescriptor::TYPE_BYTES
                                ? Kind::kBytes
                                : Kind::kString);
    case pb::FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageType(*field.message_type());
  }
  return StaticType{};
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Pool>> Pool::FromDescriptorSet(
    std::string_view bytes) {
  pb::FileDescriptorSet set;
  if (bytes.size() > static_cast<std::size_t>(INT32_MAX) ||
      !set.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return InvalidArgument("the bytes are no FileDescriptorSet");
  }
  auto state = std::make_shared<State>();
  Complaints complaints;
  const auto add = [&](const pb::FileDescriptorProto& file) {
    return state->pool.FindFileByName(file.name()) != nullptr ||
           state->pool.BuildFileCollectingErrors(file, &complaints) != nullptr;
  };
  for (const pb::FileDescriptor* file : WellKnownFiles()) {
    const bool given = std::any_of(
        set.file().begin(), set.file().end(),
        [&](const auto& own) { return own.name() == file->name(); });
    pb::FileDescriptorProto copy;
    file->CopyTo(&copy);
    if (!given) add(copy);
  }
  for (const pb::FileDescriptorProto& file : set.file()) {
    if (!add(file)) return InvalidArgument(complaints.first());
  }
  return std::shared_ptr<const Pool>(new Pool(std::move(state)));
}

absl::StatusOr<Value> Pool::Read(std::string_view message,
                                 std::string_view bytes) const {
  const pb::Descriptor* descriptor = state_->Find(message);
  if (descriptor == nullptr) {
    return NotFound("there is no message type " + std::string(message));
  }
  const auto parsed = state_->New(descriptor);
  if (bytes.size() > static_cast<std::size_t>(INT32_MAX) ||
      !parsed->ParsePartialFromArray(bytes.data(),
                                     static_cast<int>(bytes.size()))) {
    return InvalidArgument("the bytes are no " + std::string(message));
  }
  return ReadMessage(state_, *parsed);
}

bool Pool::HasMessage(std::string_view name) const {
  return state_->Find(name) != nullptr;
}

StaticType Pool::TypeOf(std::string_view message) const {
  const pb::Descriptor* descriptor = state_->Find(message);
  return descriptor == nullptr ? StaticType{} : MessageType(*descriptor);
}

std::optional<StaticType> Pool::FieldType(std::string_view message,
                                          std::string_view field) const {
  const pb::Descriptor* descriptor = state_->Find(message);
  if (descriptor == nullptr) return std::nullopt;
  const pb::FieldDescriptor* found = FindField(*descriptor, field);
  if (found == nullptr) return std::nullopt;
  if (found->is_map()) {
    const pb::Descriptor& entry = *found->message_type();
    return StaticType::Map(ItemType(*entry.map_key()),
                           ItemType(*entry.map_value()));
  }
  if (found->is_repeated()) return StaticType::List(ItemType(*found));
  return ItemType(*found);
}

std::optional<std::int64_t> Pool::EnumValue(std::string_view name) const {
  const std::size_t dot = name.rfind('.');
  if (dot == name.npos) return std::nullopt;
  const pb::EnumDescriptor* type =
      state_->pool.FindEnumTypeByName(std::string(name.substr(0, dot)));
  if (type == nullptr) return std::nullopt;
  const pb::EnumValueDescriptor* value =
      type->FindValueByName(std::string(name.substr(dot + 1)));
  if (value == nullptr) return std::nullopt;
  return value->number();
}

bool Pool::HasEnum(std::string_view name) const {
  return state_->pool.FindEnumTypeByName(std::string(name)) != nullptr;
}

Value Pool::Build(std::string_view message,
                  std::span<const std::pair<std::string, Value>> fields) const {
  const pb::Descriptor* descriptor = state_->Find(message);
  if (descriptor == nullptr) {
    return Fail(expr::ErrorCode::kNoOverload,
                "there is no message type " + std::string(message));
  }
  auto built = state_->New(descriptor);
  for (const auto& [name, value] : fields) {
    const pb::FieldDescriptor* field = FindField(*descriptor, name);
    if (field == nullptr) return NoSuchField(*descriptor, name);
    if (auto error = SetField(state_, *built, *field, value)) {
      return *std::move(error);
    }
  }
  if (descriptor->well_known_type() ==
      pb::Descriptor::WELLKNOWNTYPE_UNSPECIFIED) {
    return Value(
        std::make_shared<const MessageObject>(state_, std::move(built)));
  }
  return ReadMessage(state_, *built);
}

}  // namespace quaranta::message

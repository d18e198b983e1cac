// Protocol Buffers messages as values of CEL.
//
//   auto pool = message::Pool::FromDescriptorSet(bytes);
//   expr::Declarations declarations;
//   declarations.types = *pool;
//   declarations.variables = {{"room", expr::StaticType::Message("my.Room")}};
//
// Works by reflection on a descriptor set given at run time, in a pool of its
// own: nothing is registered with the process, and no header names protobuf.
#ifndef QUARANTA_MESSAGE_POOL_H_
#define QUARANTA_MESSAGE_POOL_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "quaranta/expr/object.h"
#include "quaranta/expr/static_type.h"
#include "quaranta/expr/value.h"

namespace quaranta::message {

struct State;

// Message and enum types. Immutable and thread-safe; values made with it keep
// alive what they need of it.
//
// Wrappers read as the value inside or null, Timestamp and Duration as times,
// Struct, Value and ListValue as JSON values, Any as what it holds, enums as
// ints; a field of proto3 without presence is there when it is not the
// default. int32, uint32 and float fields refuse, or round, what does not fit.
class Pool : public expr::TypeProvider {
 public:
  // `bytes`: a google.protobuf.FileDescriptorSet in binary form, each file
  // after those it imports; google/protobuf/{any,duration,empty,field_mask,
  // struct,timestamp,wrappers}.proto may be left out. kInvalidArgument when it
  // cannot be read or a file does not fit the others (the message says which).
  static absl::StatusOr<std::shared_ptr<const Pool>> FromDescriptorSet(
      std::string_view bytes);

  // A message in binary form as the value that CEL takes it for. kNotFound
  // when there is no such type, kInvalidArgument for bytes that are none.
  absl::StatusOr<expr::Value> Read(std::string_view message,
                                   std::string_view bytes) const;

  bool HasMessage(std::string_view name) const override;
  expr::StaticType TypeOf(std::string_view message) const override;
  std::optional<expr::StaticType> FieldType(
      std::string_view message, std::string_view field) const override;
  std::optional<std::int64_t> EnumValue(std::string_view name) const override;
  bool HasEnum(std::string_view name) const override;
  expr::Value Build(std::string_view message,
                    std::span<const std::pair<std::string, expr::Value>> fields)
      const override;

 private:
  explicit Pool(std::shared_ptr<State> state) : state_(std::move(state)) {}

  std::shared_ptr<State> state_;
};

}  // namespace quaranta::message

#endif  // QUARANTA_MESSAGE_POOL_H_

// Messages as values: what an application gives the language to read, compare
// and build them. `message` implements it for Protocol Buffers.
#ifndef QUARANTA_EXPR_OBJECT_H_
#define QUARANTA_EXPR_OBJECT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "quaranta/expr/static_type.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// A message. Immutable; safe to share between threads.
class Object {
 public:
  virtual ~Object() = default;

  // Full name, "google.protobuf.Empty".
  virtual std::string_view type_name() const = 0;
  // The value of a field, its default when it is not set. A name with dots is
  // that of an extension. Error kNoSuchField when there is none of that name.
  virtual Value Field(std::string_view name) const = 0;
  // has(message.field): true or false; kNoSuchField as above.
  virtual Value HasField(std::string_view name) const = 0;
  // Of one type and with equal fields; NaN equals nothing.
  virtual bool Equals(const Object& other) const = 0;
  // Whether no field is set.
  virtual bool IsZero() const = 0;
  // As expr::Extent(): the bytes of the message.
  virtual std::uint64_t Extent() const = 0;
  // For people and tests.
  virtual std::string Text() const = 0;
};

// The message and enum types that expressions may name. Thread-safe.
class TypeProvider {
 public:
  virtual ~TypeProvider() = default;

  // Whether there is a message of this full name.
  virtual bool HasMessage(std::string_view name) const = 0;
  // What the checker takes a message of this name for: a message type, or
  // what it stands for (wrappers, timestamps, JSON values).
  virtual StaticType TypeOf(std::string_view message) const = 0;
  // The type of a field or, for a name with dots, of an extension; nullopt
  // when there is none.
  virtual std::optional<StaticType> FieldType(std::string_view message,
                                              std::string_view field) const = 0;
  // The number of an enum value by its full name in the enum's scope
  // ("pkg.Color.RED").
  virtual std::optional<std::int64_t> EnumValue(
      std::string_view name) const = 0;
  // Whether there is an enum of this full name.
  virtual bool HasEnum(std::string_view name) const = 0;
  // A message with these fields set, or the value it stands for. An error
  // value for a field that does not exist or cannot hold its value.
  virtual Value Build(
      std::string_view message,
      std::span<const std::pair<std::string, Value>> fields) const = 0;
};

}  // namespace quaranta::expr

#endif  // QUARANTA_EXPR_OBJECT_H_

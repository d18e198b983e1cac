// The pool behind the values, and messages as objects.
#ifndef QUARANTA_SRC_MESSAGE_STATE_H_
#define QUARANTA_SRC_MESSAGE_STATE_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/message.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "quaranta/expr/object.h"
#include "quaranta/expr/value.h"

namespace quaranta::message {

namespace pb = google::protobuf;

using expr::Value;
using WellKnown = pb::Descriptor::WellKnownType;

// Read-only once built; the factory locks.
struct State {
  pb::DescriptorPool pool;
  pb::DynamicMessageFactory factory{&pool};

  const pb::Descriptor* Find(std::string_view name) const {
    return pool.FindMessageTypeByName(std::string(name));
  }
  std::unique_ptr<pb::Message> New(const pb::Descriptor* descriptor) {
    return std::unique_ptr<pb::Message>(
        factory.GetPrototype(descriptor)->New());
  }
};
using StatePtr = std::shared_ptr<State>;

// A message that stands for itself.
class MessageObject : public expr::Object {
 public:
  MessageObject(StatePtr state, std::unique_ptr<pb::Message> message)
      : state_(std::move(state)), message_(std::move(message)) {}

  const pb::Message& message() const { return *message_; }

  std::string_view type_name() const override;
  Value Field(std::string_view name) const override;
  Value HasField(std::string_view name) const override;
  bool Equals(const expr::Object& other) const override;
  bool IsZero() const override;
  std::uint64_t Extent() const override;
  std::string Text() const override;

 private:
  StatePtr state_;
  std::unique_ptr<pb::Message> message_;  // destroyed before its pool
};

// A field by its name or, with dots, an extension; nullptr: there is none.
const pb::FieldDescriptor* FindField(const pb::Descriptor& message,
                                     std::string_view name);

inline Value Fail(expr::ErrorCode code, std::string text) {
  return Value(expr::Error{code, std::move(text), 0});
}
Value NoSuchField(const pb::Descriptor& message, std::string_view name);

// The value that a message stands for.
Value ReadMessage(const StatePtr& state, const pb::Message& message);
// The value of a field; its default, or null for a wrapper, when not set.
Value ReadField(const StatePtr& state, const pb::Message& message,
                const pb::FieldDescriptor& field);

// Sets a field of a new message; an error when it cannot hold the value.
// Null leaves a message field unset.
std::optional<Value> SetField(const StatePtr& state, pb::Message& message,
                              const pb::FieldDescriptor& field,
                              const Value& value);
// Fills a message so that it stands for the value.
std::optional<Value> WriteMessage(const StatePtr& state, pb::Message& message,
                                  const Value& value);
// Fills a google.protobuf.Value, Struct or ListValue.
std::optional<Value> WriteJson(const StatePtr& state, pb::Message& message,
                               const Value& value);
// "a,b" for a FieldMask, and so on: what the message is in JSON, when CEL
// defines it.
std::optional<Value> JsonOf(const MessageObject& object);

}  // namespace quaranta::message

#endif  // QUARANTA_SRC_MESSAGE_STATE_H_

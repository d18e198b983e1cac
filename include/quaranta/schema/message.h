// The shape of messages that are not records (rule packs and their parts).
//
// Their structs are generated into quaranta/schema/messages.h together with a
// MessageOf<M> that names the fields; readers and writers of YAML and JSON walk
// them with ForEachField and need no code per message.
#ifndef QUARANTA_SCHEMA_MESSAGE_H_
#define QUARANTA_SCHEMA_MESSAGE_H_

#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace quaranta::schema {

struct MessageField {
  std::string_view name;  // "legal_basis"
  std::int32_t number = 0;
  bool json = false;       // the text is a JSON object, not a plain string
  bool reference = false;  // the text is "Record:id"
  std::string_view zh;
  std::string_view doc;
};

// MessageOf<M>::kName, ::kFields.
template <class M>
struct MessageOf;

template <class M>
concept Message = requires {
  MessageOf<std::remove_const_t<M>>::kName;
};

// Calls f(const MessageField&, member) for every field, in the order of the
// proto. A member is T, std::optional<T> (`optional` in the proto),
// std::vector<T> or, for a map, std::map<std::string, std::string>; T is bool,
// std::int32_t, std::int64_t, double, std::string, Day, Instant, an enum (see
// EnumTable) or another Message.
template <Message M, class F>
void ForEachField(M& message, F&& f) {
  MessageOf<std::remove_const_t<M>>::Visit(message, std::forward<F>(f));
}

}  // namespace quaranta::schema

#endif  // QUARANTA_SCHEMA_MESSAGE_H_

// From a tree to the plain messages of quaranta/schema/messages.h.
#ifndef QUARANTA_SRC_POLICY_READ_H_
#define QUARANTA_SRC_POLICY_READ_H_

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/core/time.h"
#include "quaranta/schema/messages.h"
#include "quaranta/text/node.h"

namespace quaranta::policy {

// A mistake at a place of the tree.
struct Mistake {
  text::Position at;
  std::string message;
};

// Fills messages from maps: names as in the proto, every unknown name, wrong
// kind and wrong value a mistake with its position. Goes on after a mistake.
class TreeReader {
 public:
  explicit TreeReader(std::vector<Mistake>& mistakes) : mistakes_(mistakes) {}

  template <class M>
  requires requires(M& m) { schema::MessageOf<M>::kName; }
  void Read(const text::Node& node, M& message);

  void Read(const text::Node& node, std::string& out);
  void Read(const text::Node& node, bool& out);
  void Read(const text::Node& node, std::int32_t& out);
  void Read(const text::Node& node, std::int64_t& out);
  void Read(const text::Node& node, double& out);
  void Read(const text::Node& node, Day& out);
  // Any tree, as its JSON text.
  void ReadJson(const text::Node& node, std::string& out);

  template <class E>
  requires std::is_enum_v<E>
  void Read(const text::Node& node, E& out);
  template <class T>
  void Read(const text::Node& node, std::optional<T>& out);
  template <class T>
  void Read(const text::Node& node, std::vector<T>& out);

  void Fail(const text::Node& node, std::string message);

 private:
  // The scalar text; a mistake and nothing when it is not a scalar.
  const std::string* Scalar(const text::Node& node, std::string_view expected);
  void FailEnum(const text::Node& node, const schema::Enum& table);

  std::vector<Mistake>& mistakes_;
};

// The name nearest to `word` (edit distance at most a third of its length), or
// empty.
std::string Nearest(std::string_view word,
                    const std::vector<std::string_view>& names);

template <class M>
requires requires(M& m) { schema::MessageOf<M>::kName; }
void TreeReader::Read(const text::Node& node, M& message) {
  if (!node.IsMap()) {
    Fail(node, "expected a map with the fields of " +
                   std::string(schema::MessageOf<M>::kName));
    return;
  }
  std::vector<std::string_view> names;
  std::size_t found = 0;
  schema::ForEachField(message, [&](const auto& field, auto& member) {
    names.push_back(field.name);
    const text::Node* value = node.Find(field.name);
    if (value == nullptr) return;
    ++found;
    if constexpr (std::same_as<std::decay_t<decltype(member)>, std::string>) {
      if (field.json) {
        ReadJson(*value, member);
        return;
      }
    }
    Read(*value, member);
  });
  if (found == node.entries.size()) return;
  for (const auto& [key, value] : node.entries) {
    bool known = false;
    for (const std::string_view name : names) known |= name == key;
    if (known) continue;
    const std::string nearest = Nearest(key, names);
    Fail(value,
         std::string(schema::MessageOf<M>::kName) + " has no field `" + key +
             "`" +
             (nearest.empty() ? "" : "; did you mean `" + nearest + "`?"));
  }
}

template <class E>
requires std::is_enum_v<E>
void TreeReader::Read(const text::Node& node, E& out) {
  const schema::Enum& table = schema::EnumTable<E>();
  if (node.IsScalar()) {
    for (const schema::EnumValue& value : table.values) {
      if (value.name == node.scalar) {
        out = static_cast<E>(value.number);
        return;
      }
    }
  }
  FailEnum(node, table);
}

template <class T>
void TreeReader::Read(const text::Node& node, std::optional<T>& out) {
  if (node.IsNull()) return;
  Read(node, out.emplace());
}

template <class T>
void TreeReader::Read(const text::Node& node, std::vector<T>& out) {
  if (!node.IsList()) {
    Fail(node, "expected a list");
    return;
  }
  for (const text::Node& item : node.items) Read(item, out.emplace_back());
}

}  // namespace quaranta::policy

#endif  // QUARANTA_SRC_POLICY_READ_H_

// What shows that a plan is as good as it says, as JSON and back.
#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>

#include "report/plan_fields.h"
#include "report/plan_parts.h"

namespace quaranta::report {
namespace {

using text::JsonWriter;
using text::Node;

template <class T>
concept Whole = std::is_integral_v<T> || std::is_enum_v<T>;

// Declared first, so that each finds the others.
template <class T>
void Write(const T& value, JsonWriter& json);
template <class Tag>
void Write(const Id<Tag>& id, JsonWriter& json);
template <class T>
void Write(const std::optional<T>& value, JsonWriter& json);
template <class T>
void Write(const std::vector<T>& values, JsonWriter& json) {
  json.BeginArray();
  for (const T& value : values) Write(value, json);
  json.EndArray();
}
template <class T>
void Write(const std::optional<T>& value, JsonWriter& json) {
  Write(*value, json);
}
template <class Tag>
void Write(const Id<Tag>& id, JsonWriter& json) {
  json.Uint(id.value());
}
template <class T>
void Write(const T& value, JsonWriter& json) {
  if constexpr (std::is_same_v<T, bool>) {
    json.Bool(value);
  } else if constexpr (std::is_same_v<T, std::uint64_t>) {
    json.Uint(value);
  } else if constexpr (Whole<T>) {
    json.Int(static_cast<std::int64_t>(value));
  } else {
    json.BeginObject();
    ForFields(value, [&json](std::string_view name, const auto& field) {
      using Field = std::remove_cvref_t<decltype(field)>;
      if constexpr (std::is_same_v<Field, bool>) {
        if (!field) return;
      } else if constexpr (requires { field.has_value(); }) {
        if (!field.has_value()) return;
      } else if constexpr (requires { field.empty(); }) {
        if (field.empty()) return;
      }
      json.Key(name);
      Write(field, json);
    });
    json.EndObject();
  }
}

// Keeps the first mistake.
class ProofReader {
 public:
  template <class T>
  void Read(const Node& node, std::vector<T>& values) {
    if (!node.IsList()) return Fail(node, "a list");
    for (const Node& item : node.items) Read(item, values.emplace_back());
  }
  template <class T>
  void Read(const Node& node, std::optional<T>& value) {
    Read(node, value.emplace());
  }
  template <class Tag>
  void Read(const Node& node, Id<Tag>& id) {
    std::uint32_t number = 0;
    Read(node, number);
    id = Id<Tag>(number);
  }
  template <class T>
  void Read(const Node& node, T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      value = node.plain && node.scalar == "true";
    } else if constexpr (std::is_enum_v<T>) {
      std::underlying_type_t<T> number = 0;
      Read(node, number);
      value = static_cast<T>(number);
    } else if constexpr (Whole<T>) {
      const char* end = node.scalar.data() + node.scalar.size();
      const auto read = std::from_chars(node.scalar.data(), end, value);
      if (!node.IsScalar() || node.scalar.empty() || read.ec != std::errc() ||
          read.ptr != end) {
        Fail(node, "a whole number in its range");
      }
    } else {
      if (!node.IsMap()) return Fail(node, "an object");
      ForFields(value, [this, &node](std::string_view name, auto& field) {
        if (const Node* of = node.Find(name)) Read(*of, field);
      });
    }
  }

  std::string mistake;

 private:
  void Fail(const Node& at, std::string_view expected) {
    if (!mistake.empty()) return;
    mistake = std::to_string(at.at.line) + ":" + std::to_string(at.at.column) +
              ": expected " + std::string(expected);
  }
};

}  // namespace

void WriteProof(const place::Plan& plan, JsonWriter& json) {
  JsonWriter proof;  // on one line
  Write(plan, proof);
  json.Key("proof").Raw(proof.Take());
}

std::string ReadProof(const Node& proof, place::Plan& plan) {
  ProofReader reader;
  reader.Read(proof, plan);
  for (const place::Unplaced& entry : plan.unplaced) {
    if (reader.mistake.empty() && entry.reason > place::Reason::kNoRoomLeft) {
      reader.mistake = std::to_string(proof.at.line) + ": expected a reason";
    }
  }
  return reader.mistake;
}

}  // namespace quaranta::report

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "quaranta/text/json_writer.h"
#include "quaranta/text/node.h"

namespace {

using quaranta::text::JsonWriter;
using quaranta::text::Node;

void Write(const Node& node, JsonWriter& json) {
  switch (node.kind) {
    case Node::Kind::kNull:
      json.Null();
      return;
    case Node::Kind::kScalar:
      node.plain ? json.Raw(node.scalar) : json.Text(node.scalar);
      return;
    case Node::Kind::kList:
      json.BeginArray();
      for (const Node& item : node.items) Write(item, json);
      json.EndArray();
      return;
    case Node::Kind::kMap:
      json.BeginObject();
      for (const auto& [key, value] : node.entries) {
        json.Key(key);
        Write(value, json);
      }
      json.EndObject();
      return;
  }
}

}  // namespace

// What can be read can be written, and reads back as the same text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto tree = quaranta::text::ReadJson(bytes, "f");
  if (!tree.ok()) return 0;
  JsonWriter first;
  Write(*tree, first);
  const std::string once = first.Take();
  const auto again = quaranta::text::ReadJson(once, "f");
  if (!again.ok()) std::abort();
  JsonWriter second;
  Write(*again, second);
  if (second.Take() != once) std::abort();
  return 0;
}

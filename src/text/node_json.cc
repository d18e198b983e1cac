// A tree as JSON text.

#include <charconv>
#include <cstdint>
#include <string>

#include "quaranta/text/json_writer.h"
#include "quaranta/text/node.h"

namespace quaranta::text {
namespace {

template <class T>
bool Parse(const std::string& text, T& out) {
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, out);
  return result.ec == std::errc() && result.ptr == end;
}

void WriteScalar(const Node& node, JsonWriter& json) {
  std::int64_t integer = 0;
  double number = 0;
  if (!node.plain) {
    json.Text(node.scalar);
  } else if (node.scalar == "true" || node.scalar == "false") {
    json.Bool(node.scalar == "true");
  } else if (Parse(node.scalar, integer)) {
    json.Int(integer);
  } else if (Parse(node.scalar, number)) {
    json.Double(number);
  } else {
    json.Text(node.scalar);
  }
}

void WriteNode(const Node& node, JsonWriter& json) {
  switch (node.kind) {
    case Node::Kind::kNull:
      json.Null();
      return;
    case Node::Kind::kScalar:
      WriteScalar(node, json);
      return;
    case Node::Kind::kList:
      json.BeginArray();
      for (const Node& item : node.items) WriteNode(item, json);
      json.EndArray();
      return;
    case Node::Kind::kMap:
      json.BeginObject();
      for (const auto& [key, value] : node.entries) {
        json.Key(key);
        WriteNode(value, json);
      }
      json.EndObject();
      return;
  }
}

}  // namespace

std::string ToJson(const Node& node) {
  JsonWriter json;
  WriteNode(node, json);
  return json.Take();
}

}  // namespace quaranta::text

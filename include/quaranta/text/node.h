// A tree read from YAML or JSON, with the place of every value.
//
// Both readers give the same tree, so that a pack or a row may be spelt either
// way and a mistake points at its line and column.
#ifndef QUARANTA_TEXT_NODE_H_
#define QUARANTA_TEXT_NODE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace quaranta::text {

struct Position {
  std::uint32_t line = 0;    // from 1; 0: not read from a text
  std::uint32_t column = 0;  // from 1, in code points
};

struct Node {
  enum class Kind : std::uint8_t { kNull, kScalar, kList, kMap };

  Kind kind = Kind::kNull;
  Position at;
  Position key_at;  // of a map's value: where its key stands
  // kScalar: the text. A *plain* scalar may stand for a number or a bool; a
  // quoted one, a block, or a JSON string is text whatever it looks like.
  std::string scalar;
  bool plain = false;
  bool block = false;  // a YAML "|" or ">" block; the text starts a line later
  std::vector<Node> items;                            // kList
  std::vector<std::pair<std::string, Node>> entries;  // kMap, as written

  Node();
  Node(const Node&);
  Node(Node&&) noexcept;
  Node& operator=(const Node&);
  Node& operator=(Node&&) noexcept;
  ~Node();

  bool IsNull() const { return kind == Kind::kNull; }
  bool IsScalar() const { return kind == Kind::kScalar; }
  bool IsList() const { return kind == Kind::kList; }
  bool IsMap() const { return kind == Kind::kMap; }
  // The entry of a map, or nullptr.
  const Node* Find(std::string_view key) const;
};

struct ReadLimits {
  std::size_t bytes = 16u << 20;
  std::size_t depth = 64;
  std::size_t nodes = 1'000'000;
};

// One YAML document. No tags, anchors, aliases, merge keys or duplicate keys:
// each is kInvalidArgument with "name:LINE:COLUMN: ...". A plain `null`, `~` or
// nothing is kNull. Beyond a limit: kResourceExhausted.
absl::StatusOr<Node> ReadYaml(std::string_view bytes, std::string_view name,
                              const ReadLimits& limits = {});

// One JSON value (RFC 8259); duplicate keys are refused, errors as above. The
// text begins on line `first_line` of its file (for one line of JSONL).
absl::StatusOr<Node> ReadJson(std::string_view bytes, std::string_view name,
                              const ReadLimits& limits = {},
                              std::uint32_t first_line = 1);

// The JSON text of a tree. Plain scalars that look like numbers or booleans
// become those; keys keep their order.
std::string ToJson(const Node& node);

}  // namespace quaranta::text

#endif  // QUARANTA_TEXT_NODE_H_

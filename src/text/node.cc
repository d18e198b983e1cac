#include "quaranta/text/node.h"

namespace quaranta::text {

const Node* Node::Find(std::string_view key) const {
  for (const auto& [name, node] : entries) {
    if (name == key) return &node;
  }
  return nullptr;
}

}  // namespace quaranta::text

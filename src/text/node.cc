#include "quaranta/text/node.h"

namespace quaranta::text {

// Here, where a pair with a Node is a complete type; some compilers cannot make
// them inside the class.
Node::Node() = default;
Node::Node(const Node&) = default;
Node::Node(Node&&) noexcept = default;
Node& Node::operator=(const Node&) = default;
Node& Node::operator=(Node&&) noexcept = default;
Node::~Node() = default;

const Node* Node::Find(std::string_view key) const {
  for (const auto& [name, node] : entries) {
    if (name == key) return &node;
  }
  return nullptr;
}

}  // namespace quaranta::text

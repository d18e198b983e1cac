#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <cstring>
#include <exception>
#include <istream>
#include <set>
#include <streambuf>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "quaranta/core/status.h"
#include "quaranta/text/node.h"
#include "quaranta/text/utf8.h"
#include "text/locate.h"

namespace quaranta::text {
namespace {

// Reads from a view without copying it.
class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view bytes) {
    char* begin = const_cast<char*>(bytes.data());
    setg(begin, begin, begin + bytes.size());
  }
};

// Builds the tree from the parser's events. After the first mistake the
// remaining events are ignored.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view bytes, std::string_view name,
              const ReadLimits& limits)
      : bytes_(bytes), name_(name), limits_(limits), locator_(bytes) {}

  absl::Status TakeStatus() { return std::move(status_); }
  Node TakeRoot() { return std::move(root_); }
  bool failed() const { return !status_.ok(); }

  void Fail(Position at, std::string_view message) {
    if (status_.ok()) status_ = InvalidArgument(Located(name_, at, message));
  }
  void Exhausted(Position at, std::string_view message) {
    if (status_.ok()) status_ = ResourceExhausted(Located(name_, at, message));
  }
  Position At(const YAML::Mark& mark) {
    return locator_.At(mark.is_null() ? bytes_.size()
                                      : static_cast<std::size_t>(mark.pos));
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) {
      Fail(At(mark), "a second document; one file holds one document");
    }
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const char c = CharAt(mark);
    const bool written = c == '~' || c == 'n' || c == 'N';
    if (ExpectsKey()) {
      Fail(At(mark), "a key must be a text; put it in quotes");
      return;
    }
    // The parser places a value that is not there at the next token.
    const Position at = written || open_.empty() ? At(mark) : open_.back().key;
    Add(Node(), at, anchor, "");
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    Fail(At(mark), "aliases are not read; write the value again");
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag,
                YAML::anchor_t anchor, const std::string& value) override {
    if (failed()) return;
    if (ExpectsKey()) {
      AcceptKey(mark, tag, anchor, value);
      return;
    }
    Node node;
    node.kind = Node::Kind::kScalar;
    node.scalar = value;
    node.plain = tag == "?";
    const char c = CharAt(mark);
    node.block = !node.plain && (c == '|' || c == '>');
    Add(std::move(node), At(mark), anchor, CheckedTag(mark, tag));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(Node::Kind::kList, mark, tag, anchor);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag,
                  YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    Open(Node::Kind::kMap, mark, tag, anchor);
  }
  void OnMapEnd() override { Close(); }

 private:
  // A list or map that is not complete yet, with the key that waits for its
  // value.
  struct OpenNode {
    Node node;
    std::set<std::string, std::less<>> keys;
    bool has_key = false;
    Position key;
  };

  char CharAt(const YAML::Mark& mark) const {
    const auto pos = static_cast<std::size_t>(mark.pos);
    return mark.pos >= 0 && pos < bytes_.size() ? bytes_[pos] : '\0';
  }

  // The tag when one was written, else nothing.
  std::string_view CheckedTag(const YAML::Mark& mark, const std::string& tag) {
    if (CharAt(mark) == '!') return "!";
    return tag.empty() || tag == "?" || tag == "!" ? std::string_view()
                                                   : std::string_view(tag);
  }

  bool ExpectsKey() const {
    return !failed() && !open_.empty() && open_.back().node.IsMap() &&
           !open_.back().has_key;
  }

  void AcceptKey(const YAML::Mark& mark, const std::string& tag,
                 YAML::anchor_t anchor, const std::string& value) {
    OpenNode& map = open_.back();
    const Position at = At(mark);
    if (anchor != 0) return Fail(at, "anchors are not read");
    if (!CheckedTag(mark, tag).empty()) return Fail(at, "tags are not read");
    if (tag == "?" && value == "<<") return Fail(at, "merge keys are not read");
    if (!map.keys.insert(value).second) {
      return Fail(at, "the key \"" + value + "\" stands here a second time");
    }
    map.has_key = true;
    map.key = at;
    map.node.entries.emplace_back(value, Node());
  }

  bool Admit(Position at, YAML::anchor_t anchor, std::string_view tag) {
    if (failed()) return false;
    if (anchor != 0) {
      Fail(at, "anchors are not read");
    } else if (!tag.empty()) {
      Fail(at, "tags are not read");
    } else if (++nodes_ > limits_.nodes) {
      Exhausted(at, "too many values");
    }
    return !failed();
  }

  void Add(Node node, Position at, YAML::anchor_t anchor,
           std::string_view tag) {
    if (!Admit(at, anchor, tag)) return;
    node.at = at;
    Attach(std::move(node));
  }

  void Attach(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    OpenNode& parent = open_.back();
    if (parent.node.IsList()) {
      parent.node.items.push_back(std::move(node));
      return;
    }
    node.key_at = parent.key;
    parent.node.entries.back().second = std::move(node);
    parent.has_key = false;
  }

  void Open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    if (failed()) return;
    const Position at = At(mark);
    if (ExpectsKey()) {
      return Fail(at, "a key must be a text, not a list or map");
    }
    if (!Admit(at, anchor, CheckedTag(mark, tag))) return;
    if (open_.size() + 1 > limits_.depth) {
      return Exhausted(at, "nested too deeply");
    }
    open_.emplace_back();
    open_.back().node.kind = kind;
    open_.back().node.at = at;
  }

  void Close() {
    if (failed() || open_.empty()) return;
    Node node = std::move(open_.back().node);
    open_.pop_back();
    Attach(std::move(node));
  }

  std::string_view bytes_;
  std::string_view name_;
  const ReadLimits& limits_;
  Locator locator_;
  std::vector<OpenNode> open_;
  Node root_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
  absl::Status status_;
};

// Whether the parser would read the bytes otherwise than we do: it takes U+0004
// for the end, and replaces what is not UTF-8.
void CheckBytes(std::string_view bytes, Locator& locator, TreeBuilder& tree) {
  if (const auto bad = InvalidUtf8At(bytes)) {
    return tree.Fail(locator.At(*bad), "this is not UTF-8");
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) {
      return tree.Fail(locator.At(i), "a control character");
    }
  }
}

}  // namespace

absl::StatusOr<Node> ReadYaml(std::string_view bytes, std::string_view name,
                              const ReadLimits& limits) {
  if (bytes.size() > limits.bytes) {
    return ResourceExhausted(Located(
        name, {1, 1}, "more than " + std::to_string(limits.bytes) + " bytes"));
  }
  bytes = WithoutByteOrderMark(bytes);
  TreeBuilder tree(bytes, name, limits);
  Locator locator(bytes);
  CheckBytes(bytes, locator, tree);
  if (tree.failed()) return tree.TakeStatus();
  ViewBuffer buffer(bytes);
  std::istream stream(&buffer);
  try {
    YAML::Parser parser(stream);
    while (!tree.failed() && parser.HandleNextDocument(tree)) {
    }
  } catch (const YAML::Exception& error) {
    tree.Fail(tree.At(error.mark), error.msg);
  } catch (const std::exception& error) {
    tree.Fail({1, 1}, error.what());
  }
  if (tree.failed()) return tree.TakeStatus();
  return tree.TakeRoot();
}

}  // namespace quaranta::text

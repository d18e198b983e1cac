#include "policy/read.h"

#include <algorithm>
#include <charconv>

#include "core/edit_distance.h"
#include "quaranta/core/status.h"

namespace quaranta::policy {
namespace {

template <class T>
bool Parse(const std::string& text, T& out) {
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, out);
  return result.ec == std::errc() && result.ptr == end;
}

}  // namespace

std::string Nearest(std::string_view word,
                    const std::vector<std::string_view>& names) {
  std::string_view best;
  std::size_t best_distance = word.size() / 3 + 1;
  for (const std::string_view name : names) {
    const std::size_t distance = EditDistance(word, name);
    if (distance < best_distance) {
      best = name;
      best_distance = distance;
    }
  }
  return std::string(best);
}

void TreeReader::Fail(const text::Node& node, std::string message) {
  mistakes_.push_back({node.at, std::move(message)});
}

const std::string* TreeReader::Scalar(const text::Node& node,
                                      std::string_view expected) {
  if (node.IsScalar()) return &node.scalar;
  Fail(node, "expected " + std::string(expected));
  return nullptr;
}

void TreeReader::Read(const text::Node& node, std::string& out) {
  if (node.IsNull()) return;
  if (const std::string* text = Scalar(node, "a text")) out = *text;
}

void TreeReader::Read(const text::Node& node, bool& out) {
  const std::string* text = Scalar(node, "true or false");
  if (text == nullptr) return;
  if (*text != "true" && *text != "false") {
    Fail(node, "expected true or false, got `" + *text + "`");
    return;
  }
  out = *text == "true";
}

void TreeReader::Read(const text::Node& node, std::int32_t& out) {
  const std::string* text = Scalar(node, "a whole number");
  if (text != nullptr && !Parse(*text, out)) {
    Fail(node, "expected a whole number, got `" + *text + "`");
  }
}

void TreeReader::Read(const text::Node& node, std::int64_t& out) {
  const std::string* text = Scalar(node, "a whole number");
  if (text != nullptr && !Parse(*text, out)) {
    Fail(node, "expected a whole number, got `" + *text + "`");
  }
}

void TreeReader::Read(const text::Node& node, double& out) {
  const std::string* text = Scalar(node, "a number");
  if (text != nullptr && !Parse(*text, out)) {
    Fail(node, "expected a number, got `" + *text + "`");
  }
}

void TreeReader::Read(const text::Node& node, Day& out) {
  const std::string* text = Scalar(node, "a day such as 2022-04-10");
  if (text == nullptr) return;
  const auto day = ParseDay(*text);
  if (day.ok()) {
    out = *day;
  } else {
    Fail(node, std::string(MessageOf(day.status())));
  }
}

void TreeReader::ReadJson(const text::Node& node, std::string& out) {
  out = text::ToJson(node);
}

void TreeReader::FailEnum(const text::Node& node, const schema::Enum& table) {
  std::string names;
  std::vector<std::string_view> all;
  for (const schema::EnumValue& value : table.values) {
    names += (names.empty() ? "" : ", ") + std::string(value.name);
    all.push_back(value.name);
  }
  Fail(node, "expected one of " + names +
                 (node.IsScalar() ? ", got `" + node.scalar + "`" : ""));
}

}  // namespace quaranta::policy

// Fields of a stored plan's JSON, read one by one.
#ifndef QUARANTA_SRC_REPORT_STORED_FIELDS_H_
#define QUARANTA_SRC_REPORT_STORED_FIELDS_H_

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "absl/status/status.h"
#include "quaranta/desk/earlier.h"
#include "quaranta/place/plan.h"
#include "quaranta/text/node.h"

namespace quaranta::report {

// Keeps the first mistake, with its place.
class StoredFields {
 public:
  StoredFields(const text::Node& root, std::string_view name)
      : root_(root), name_(name) {}

 protected:
  using Node = text::Node;

  void Fail(const Node& at, const std::string& expected);

  static std::string Text(const Node& node, std::string_view key);
  static const std::vector<Node>& Items(const Node& node, std::string_view key);
  static std::vector<std::string> Texts(const Node& node, std::string_view key);
  static bool Truth(const Node& node, std::string_view key);
  Instant Time(const Node& node, std::string_view key);
  template <class Int>
  static bool Whole(const std::string& text, Int& value) {
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    return read.ec == std::errc() && read.ptr == end;
  }
  std::int64_t Number(const Node& node, std::string_view key,
                      std::int64_t below);
  std::int32_t Small(const Node& node, std::string_view key,
                     std::int64_t below) {
    return static_cast<std::int32_t>(Number(node, key, below));
  }
  std::uint64_t Unsigned(const Node& node, std::string_view key) {
    std::uint64_t value = 0;
    if (!Whole(Text(node, key), value)) {
      Fail(node, "\"" + std::string(key) + "\", a number from 0");
    }
    return value;
  }
  template <class Enum>
  void Named(const Node& node, std::string_view key, Enum last, Enum& value) {
    const std::string name = Text(node, key);
    for (int i = 0; i <= static_cast<int>(last); ++i) {
      value = static_cast<Enum>(i);
      if (place::NameOf(value) == name) return;
    }
    Fail(node, "a known \"" + std::string(key) + "\"");
  }

  // Of a plan for tonight or for the coming days.
  template <class Level, class Name>
  Level ReadLevel(const Node& node, Name last) {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    Level level;
    Named(node, "name", last, level.name);
    Named(node, "status", place::LevelStatus::kFeasible, level.status);
    level.part = Small(node, "part", 1'000);
    // A site's tier, which may be any number.
    if (!Whole(Text(node, "key"), level.key)) {
      Fail(node, "\"key\", a whole number of 32 bits");
    }
    level.value = Number(node, "value", kMost);
    level.bound = Number(node, "bound", kMost);
    return level;
  }

  // Region, time, rules and input.
  void ReadHead(desk::EarlierPlan& plan);
  // "sites", "groups" and "parties" of the node, each of which must be there.
  void ReadBasis(const Node& node, desk::EarlierPlan& plan);
  // Everybody once, nobody lodged who is of no party.
  void CheckPeople(const desk::EarlierPlan& plan);

  const Node& root_;
  std::string name_;
  absl::Status status_;

 private:
  desk::EarlierPlan::Group ReadGroup(const Node& node);
  desk::EarlierPlan::Party ReadParty(const Node& node, std::size_t groups);
};

}  // namespace quaranta::report

#endif  // QUARANTA_SRC_REPORT_STORED_FIELDS_H_

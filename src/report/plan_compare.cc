// What a plan's file says beside what was verified.
#include <algorithm>
#include <array>
#include <iterator>

#include "core/status_macros.h"
#include "quaranta/core/mask.h"
#include "quaranta/report/json.h"
#include "quaranta/text/node.h"

namespace quaranta::report {
namespace {

using desk::Difference;
using text::Node;

constexpr std::size_t kMostBytes = 160;

// What follows from the world and the plan alone.
constexpr std::array kFromThePlan = {
    "levels",       "assignments",   "unplaced",  "opened_sites",
    "taken_floors", "substitutions", "conditions"};
// What only the list of arrivals tells.
constexpr std::array kFromTheArrivals = {"referred", "doubts", "equity"};
// What planning again tells, the same evening with something changed.
constexpr std::array kWeighed = {"relaxations", "merges"};

// Cut between characters.
std::string Short(const Node& node) {
  std::string text = MaskIdentifiersInJson(text::ToJson(node));
  if (text.size() <= kMostBytes) return text;
  std::size_t end = kMostBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return text.substr(0, end) + "...";
}

bool Tell(const Node* said, const Node* expected, const std::string& path,
          std::vector<Difference>& out) {
  out.push_back({path, said == nullptr ? "" : Short(*said),
                 expected == nullptr ? "" : Short(*expected)});
  return false;
}

// Whether they are the same; adds the first place where they are not.
bool Same(const Node& said, const Node& expected, const std::string& path,
          std::vector<Difference>& out) {
  if (said.kind != expected.kind || said.scalar != expected.scalar ||
      said.plain != expected.plain) {
    return Tell(&said, &expected, path, out);
  }
  for (const auto& [key, value] : expected.entries) {
    const Node* of = said.Find(key);
    const std::string at = path + "." + key;
    if (of == nullptr) return Tell(of, &value, at, out);
    if (!Same(*of, value, at, out)) return false;
  }
  for (const auto& [key, value] : said.entries) {
    if (expected.Find(key) == nullptr) {
      return Tell(&value, nullptr, path + "." + key, out);
    }
  }
  const std::size_t most = std::max(said.items.size(), expected.items.size());
  for (std::size_t i = 0; i < most; ++i) {
    const std::string at = path + "[" + std::to_string(i) + "]";
    const bool both = i < said.items.size() && i < expected.items.size();
    if (!both) {
      return Tell(i < said.items.size() ? &said.items[i] : nullptr,
                  i < expected.items.size() ? &expected.items[i] : nullptr, at,
                  out);
    }
    if (!Same(said.items[i], expected.items[i], at, out)) return false;
  }
  return true;
}

// Whether each sentence expected is there, in order; remarks about facts of
// the arrivals may stand between them.
bool Includes(const Node& said, const Node& expected, const std::string& path,
              std::vector<Difference>& out) {
  std::size_t at = 0;
  for (const Node& sentence : expected.items) {
    const std::string text = text::ToJson(sentence);
    while (at < said.items.size() && text::ToJson(said.items[at]) != text) {
      ++at;
    }
    if (at == said.items.size()) return Tell(nullptr, &sentence, path, out);
    ++at;
  }
  return true;
}

void CompareExplanations(const Node& said, const Node& expected,
                         std::vector<Difference>& out) {
  for (const auto& [party, sentences] : expected.entries) {
    const std::string path = "explanations." + party;
    const Node* of = said.Find(party);
    if (of == nullptr) {
      Tell(of, &sentences, path, out);
      return;
    }
    if (!Includes(*of, sentences, path, out)) return;
  }
  for (const auto& [party, sentences] : said.entries) {
    if (expected.Find(party) != nullptr) continue;
    Tell(&sentences, nullptr, "explanations." + party, out);
    return;
  }
}

class Comparison {
 public:
  Comparison(const Node& said, const Node& expected, desk::Verified& verified)
      : said_(said), expected_(expected), out_(verified.differences) {}

  // Whether the file has it.
  bool Has(const std::string& key) {
    if (said_.Find(key) != nullptr) return true;
    return Tell(nullptr, expected_.Find(key), key, out_);
  }
  void Section(const std::string& key) {
    const Node* expected = expected_.Find(key);
    if (expected != nullptr && Has(key)) {
      Same(*said_.Find(key), *expected, key, out_);
    }
  }
  void Explanations() {
    if (!Has("explanations")) return;
    CompareExplanations(*said_.Find("explanations"),
                        *expected_.Find("explanations"), out_);
  }
  // Of a night what to do is not known again: the first sentence, and how many.
  void FirstOfHeadline() {
    if (!Has("headline")) return;
    const Node& said = *said_.Find("headline");
    const Node& expected = *expected_.Find("headline");
    if (said.items.size() != expected.items.size()) {
      Tell(&said, &expected, "headline", out_);
    } else if (!said.items.empty()) {
      Same(said.items[0], expected.items[0], "headline[0]", out_);
    }
  }

 private:
  const Node& said_;
  const Node& expected_;
  std::vector<Difference>& out_;
};

// Fills verified.differences with the first place of each section of `said`
// that is not as in `expected`, and verified.unchecked.
void CompareSections(const Node& said, const Node& expected, bool night,
                     desk::Verified& verified) {
  Comparison compare(said, expected, verified);
  for (const char* key : kFromThePlan) compare.Section(key);
  verified.unchecked = {"parties.home_assessed"};
  for (const char* key : kFromTheArrivals) {
    compare.Has(key);
    verified.unchecked.emplace_back(key);
  }
  if (!night) {
    for (const char* key : kWeighed) compare.Section(key);
    compare.Section("mode");
    compare.Section("headline");
    compare.Explanations();
    verified.unchecked.emplace_back("explanations: remarks");
    return;
  }
  compare.FirstOfHeadline();
  compare.Has("explanations");
  for (const char* key : kWeighed) {
    compare.Has(key);
    verified.unchecked.emplace_back(key);
  }
  for (const char* key : {"headline[1]", "explanations", "night"}) {
    verified.unchecked.emplace_back(key);
  }
}

std::vector<std::string> AllSections() {
  std::vector<std::string> all(std::begin(kFromThePlan),
                               std::end(kFromThePlan));
  all.insert(all.end(), std::begin(kFromTheArrivals),
             std::end(kFromTheArrivals));
  all.insert(all.end(), std::begin(kWeighed), std::end(kWeighed));
  for (const char* key : {"headline", "explanations", "night"}) {
    all.emplace_back(key);
  }
  return all;
}

}  // namespace

absl::StatusOr<desk::Verified> VerifyStored(const world::World& world,
                                            const policy::Policy& policy,
                                            const desk::StoredPlan& stored) {
  QUARANTA_ASSIGN_OR_RETURN(desk::Verified verified,
                            desk::VerifyPlan(world, policy, stored));
  if (!verified.rebuilt || stored.file == nullptr) {
    verified.unchecked = AllSections();
    return verified;
  }
  text::ReadLimits limits;
  limits.bytes = std::size_t{1} << 30;
  limits.nodes = 100'000'000;
  QUARANTA_ASSIGN_OR_RETURN(
      const Node expected,
      text::ReadJson(ToJson(*verified.rebuilt), "the plan as checked", limits));
  CompareSections(*stored.file, expected, stored.night, verified);
  return verified;
}

}  // namespace quaranta::report

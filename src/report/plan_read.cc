// Reads what a later plan needs from a plan's JSON.
#include <charconv>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "core/status_macros.h"
#include "quaranta/core/status.h"
#include "quaranta/report/json.h"
#include "quaranta/text/node.h"
#include "report/plan_parts.h"

namespace quaranta::report {
namespace {

using desk::CohortKey;
using desk::EarlierPlan;
using text::Node;

// Keeps the first mistake.
class Reader {
 public:
  Reader(const Node& root, std::string_view name) : root_(root), name_(name) {}

  absl::StatusOr<EarlierPlan> Read() {
    EarlierPlan plan;
    plan.name = name_;
    if (Text(root_, "schema") != "quaranta.plan/1") {
      return InvalidArgument(name_ +
                             ": expected the JSON of `quaranta place` "
                             "(quaranta.plan/1), got schema \"" +
                             Text(root_, "schema") + "\"");
    }
    for (const char* key : {"sites", "groups", "parties"}) {
      if (root_.Find(key) != nullptr) continue;
      return InvalidArgument(name_ + ": has no \"" + key +
                             "\"; a plan of an earlier version of this "
                             "program cannot be kept, plan again");
    }
    plan.region = Text(root_, "region");
    plan.as_of = Time(root_, "as_of");
    plan.input_hash = Text(root_, "input");
    plan.packs = Texts(root_, "policy");
    plan.pack_hashes = Texts(root_, "policy_hashes");
    for (const Node& site : Items(root_, "sites")) {
      plan.sites.push_back({Text(site, "site"), Text(site, "state")});
    }
    for (const Node& group : Items(root_, "groups")) {
      plan.groups.push_back(ReadGroup(group));
    }
    for (const Node& party : Items(root_, "parties")) {
      plan.parties.push_back(ReadParty(party, plan.groups.size()));
    }
    for (const Node& stay : Items(root_, "assignments")) {
      plan.stays.push_back(
          {Text(stay, "party"), Text(stay, "room"), Texts(stay, "people")});
    }
    if (const Node* night = root_.Find("night")) {
      plan.out = Texts(*night, "out");
    }
    CheckPeople(plan);
    if (!status_.ok()) return status_;
    return plan;
  }

  // Levels, lists and the certificate.
  absl::Status ReadClaims(desk::StoredPlan& stored) {
    for (const Node& level : Items(root_, "levels")) {
      stored.plan.levels.push_back(ReadLevel(level));
    }
    const Node* proof = root_.Find("proof");
    if (proof == nullptr) {
      Fail(root_, "\"proof\"");
    } else if (const std::string mistake = ReadProof(*proof, stored.plan);
               !mistake.empty() && status_.ok()) {
      status_ = InvalidArgument(name_ + ":" + mistake);
    }
    auto file = std::make_shared<Node>(root_);
    std::erase_if(file->entries,
                  [](const auto& entry) { return entry.first == "proof"; });
    stored.file = std::move(file);
    stored.seed = Unsigned(root_, "seed");
    stored.node_limit =
        Number(root_, "node_limit", std::numeric_limits<std::int64_t>::max());
    if (const Node* night = root_.Find("night")) {
      stored.night = true;
      for (const Node& change : Items(*night, "changes")) {
        if (change.Find("refusal") != nullptr) {
          stored.refused.push_back(Text(change, "party"));
        }
      }
    }
    return status_;
  }

 private:
  template <class Enum>
  void Named(const Node& node, std::string_view key, Enum last, Enum& value) {
    const std::string name = Text(node, key);
    for (int i = 0; i <= static_cast<int>(last); ++i) {
      value = static_cast<Enum>(i);
      if (place::NameOf(value) == name) return;
    }
    Fail(node, "a known \"" + std::string(key) + "\"");
  }

  place::Level ReadLevel(const Node& node) {
    place::Level level;
    Named(node, "name", place::LevelName::kDistance, level.name);
    Named(node, "status", place::LevelStatus::kFeasible, level.status);
    level.part = Small(node, "part", 1'000);
    level.key = Key(node);
    level.value =
        Number(node, "value", std::numeric_limits<std::int64_t>::max());
    level.bound =
        Number(node, "bound", std::numeric_limits<std::int64_t>::max());
    return level;
  }

  void Fail(const Node& at, const std::string& expected) {
    if (!status_.ok()) return;
    status_ = InvalidArgument(name_ + ":" + std::to_string(at.at.line) + ":" +
                              std::to_string(at.at.column) + ": expected " +
                              expected);
  }

  static std::string Text(const Node& node, std::string_view key) {
    const Node* value = node.Find(key);
    return value == nullptr || !value->IsScalar() ? "" : value->scalar;
  }
  static const std::vector<Node>& Items(const Node& node,
                                        std::string_view key) {
    static const std::vector<Node> kNone;
    const Node* value = node.Find(key);
    return value == nullptr ? kNone : value->items;
  }
  static std::vector<std::string> Texts(const Node& node,
                                        std::string_view key) {
    std::vector<std::string> texts;
    for (const Node& item : Items(node, key)) texts.push_back(item.scalar);
    return texts;
  }
  static bool Truth(const Node& node, std::string_view key) {
    return Text(node, key) == "true";
  }
  Instant Time(const Node& node, std::string_view key) {
    const auto time = ParseInstant(Text(node, key));
    if (!time.ok()) Fail(node, "\"" + std::string(key) + "\", a time");
    return time.value_or(Instant{});
  }
  // A site's tier, which may be any number.
  std::int32_t Key(const Node& node) {
    const std::string text = Text(node, "key");
    std::int32_t value = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end) {
      Fail(node, "\"key\", a whole number of 32 bits");
    }
    return value;
  }
  std::int32_t Small(const Node& node, std::string_view key,
                     std::int64_t below) {
    return static_cast<std::int32_t>(Number(node, key, below));
  }
  std::uint64_t Unsigned(const Node& node, std::string_view key) {
    const std::string text = Text(node, key);
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end) {
      Fail(node, "\"" + std::string(key) + "\", a number from 0");
    }
    return value;
  }
  std::int64_t Number(const Node& node, std::string_view key,
                      std::int64_t below) {
    const std::string text = Text(node, key);
    std::int64_t value = -1;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end || value < 0 ||
        value >= below) {
      Fail(node, "\"" + std::string(key) + "\", a number from 0 to below " +
                     std::to_string(below));
      return 0;
    }
    return value;
  }

  EarlierPlan::Group ReadGroup(const Node& node) {
    EarlierPlan::Group group;
    const std::string kind = Text(node, "kind");
    bool known = false;
    for (const auto of : {CohortKey::Kind::kChain, CohortKey::Kind::kVehicle,
                          CohortKey::Kind::kParty}) {
      if (kind != desk::NameOf(of)) continue;
      group.key.kind = of;
      known = true;
    }
    if (!known) Fail(node, "\"kind\": CHAIN, VEHICLE or PARTY");
    group.key.chain = Text(node, "chain");
    group.key.batch = Text(node, "batch");
    group.key.tag = Text(node, "tag");
    group.key.risk = Small(node, "risk", 4);
    group.since = Time(node, "since");
    return group;
  }

  EarlierPlan::Party ReadParty(const Node& node, std::size_t groups) {
    EarlierPlan::Party party;
    party.id = Text(node, "id");
    party.group = static_cast<std::uint32_t>(
        Number(node, "group", static_cast<std::int64_t>(groups)));
    party.priority = Small(node, "priority", place::kMaxClasses);
    party.lodging = Truth(node, "together") ? place::Lodging::kTogether
                                            : place::Lodging::kApart;
    party.carer_named = Truth(node, "carer_named");
    party.home_assessed = Truth(node, "home_assessed");
    for (const Node& person : Items(node, "people")) {
      party.people.push_back({Text(person, "id"), Truth(person, "minor"),
                              Truth(person, "accessible"),
                              Text(person, "carer")});
    }
    if (party.id.empty() || party.people.empty()) {
      Fail(node, "a party with an id and people");
    }
    return party;
  }

  // Everybody once, nobody lodged who is of no party.
  void CheckPeople(const EarlierPlan& plan) {
    std::map<std::string, std::string> party_of;
    std::set<std::string> parties;
    for (const EarlierPlan::Party& party : plan.parties) {
      bool fresh = parties.insert(party.id).second;
      for (const EarlierPlan::Person& person : party.people) {
        fresh = party_of.emplace(person.id, party.id).second && fresh;
      }
      if (!fresh) Fail(root_, "party \"" + party.id + "\" and its people once");
    }
    std::set<std::string> lodged;
    for (const EarlierPlan::Stay& stay : plan.stays) {
      for (const std::string& person : stay.people) {
        const auto of = party_of.find(person);
        if (of == party_of.end() || of->second != stay.party ||
            !lodged.insert(person).second) {
          Fail(root_, "\"" + person +
                          "\" in one room at most, and in the party that the "
                          "assignment names");
        }
      }
    }
  }

  const Node& root_;
  std::string name_;
  absl::Status status_;
};

}  // namespace

namespace {

absl::StatusOr<Node> ReadRoot(std::string_view json, std::string_view name) {
  text::ReadLimits limits;
  limits.bytes = std::size_t{1} << 30;
  limits.nodes = 100'000'000;
  return text::ReadJson(json, name, limits);
}

}  // namespace

absl::StatusOr<EarlierPlan> ReadPlan(std::string_view json,
                                     std::string_view name) {
  QUARANTA_ASSIGN_OR_RETURN(const Node root, ReadRoot(json, name));
  return Reader(root, name).Read();
}

absl::StatusOr<desk::StoredPlan> ReadStoredPlan(std::string_view json,
                                                std::string_view name) {
  QUARANTA_ASSIGN_OR_RETURN(const Node root, ReadRoot(json, name));
  Reader reader(root, name);
  desk::StoredPlan stored;
  QUARANTA_ASSIGN_OR_RETURN(stored.basis, reader.Read());
  QUARANTA_RETURN_IF_ERROR(reader.ReadClaims(stored));
  return stored;
}

}  // namespace quaranta::report

#include "report/stored_fields.h"

#include <map>
#include <set>

#include "quaranta/core/status.h"

namespace quaranta::report {

using desk::CohortKey;
using desk::EarlierPlan;

void StoredFields::Fail(const Node& at, const std::string& expected) {
  if (!status_.ok()) return;
  status_ =
      InvalidArgument(name_ + ":" + std::to_string(at.at.line) + ":" +
                      std::to_string(at.at.column) + ": expected " + expected);
}

std::string StoredFields::Text(const Node& node, std::string_view key) {
  const Node* value = node.Find(key);
  return value == nullptr || !value->IsScalar() ? "" : value->scalar;
}

const std::vector<text::Node>& StoredFields::Items(const Node& node,
                                                   std::string_view key) {
  static const std::vector<Node> kNone;
  const Node* value = node.Find(key);
  return value == nullptr ? kNone : value->items;
}

std::vector<std::string> StoredFields::Texts(const Node& node,
                                             std::string_view key) {
  std::vector<std::string> texts;
  for (const Node& item : Items(node, key)) texts.push_back(item.scalar);
  return texts;
}

bool StoredFields::Truth(const Node& node, std::string_view key) {
  return Text(node, key) == "true";
}

Instant StoredFields::Time(const Node& node, std::string_view key) {
  const auto time = ParseInstant(Text(node, key));
  if (!time.ok()) Fail(node, "\"" + std::string(key) + "\", a time");
  return time.value_or(Instant{});
}

std::int64_t StoredFields::Number(const Node& node, std::string_view key,
                                  std::int64_t below) {
  const std::string text = Text(node, key);
  std::int64_t value = -1;
  if (!Whole(text, value) || value < 0 || value >= below) {
    Fail(node, "\"" + std::string(key) + "\", a number from 0 to below " +
                   std::to_string(below));
    return 0;
  }
  return value;
}

void StoredFields::ReadHead(EarlierPlan& plan) {
  plan.name = name_;
  plan.region = Text(root_, "region");
  plan.as_of = Time(root_, "as_of");
  plan.input_hash = Text(root_, "input");
  plan.packs = Texts(root_, "policy");
  plan.pack_hashes = Texts(root_, "policy_hashes");
}

void StoredFields::ReadBasis(const Node& node, EarlierPlan& plan) {
  for (const char* key : {"sites", "groups", "parties"}) {
    if (node.Find(key) != nullptr || !status_.ok()) continue;
    status_ = InvalidArgument(name_ + ": has no \"" + key +
                              "\"; a plan of an earlier version of this "
                              "program cannot be kept, plan again");
  }
  for (const Node& site : Items(node, "sites")) {
    plan.sites.push_back({Text(site, "site"), Text(site, "state")});
  }
  for (const Node& group : Items(node, "groups")) {
    plan.groups.push_back(ReadGroup(group));
  }
  for (const Node& party : Items(node, "parties")) {
    plan.parties.push_back(ReadParty(party, plan.groups.size()));
  }
}

EarlierPlan::Group StoredFields::ReadGroup(const Node& node) {
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

EarlierPlan::Party StoredFields::ReadParty(const Node& node,
                                           std::size_t groups) {
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

void StoredFields::CheckPeople(const EarlierPlan& plan) {
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

}  // namespace quaranta::report

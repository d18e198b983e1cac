// Reads the JSON of a plan for the coming days, to verify it.
#include <map>
#include <optional>
#include <utility>

#include "quaranta/core/status.h"
#include "report/days_fields.h"
#include "report/plan_parts.h"
#include "report/stored_fields.h"

namespace quaranta::report {
namespace {

using desk::EarlierPlan;
using desk::StoredDays;

// Days may lie so far from today; people and rooms are fewer than the other.
constexpr std::int64_t kFar = 100 * place::kMaxDays;
constexpr std::int64_t kMany = std::int64_t{1} << 31;
// Verifying may take as long as planning: a file may not ask for more.
constexpr std::int64_t kMostNodes = 1'000'000'001;

class DaysReader : StoredFields {
 public:
  using StoredFields::StoredFields;

  absl::StatusOr<StoredDays> Read() {
    ReadWho();
    if (!status_.ok()) return status_;
    ReadParties();
    for (const Node& level : Items(root_, "levels")) {
      plan_.levels.push_back(ReadLevel<place::HorizonLevel>(
          level, place::HorizonLevelName::kDistance));
    }
    ReadFigures();
    ReadRooms();
    ReadUnplaced();
    ReadHolds();
    ReadOpenings();
    for (const Node& of : Items(root_, "shortages")) {
      place::DayShortage to;
      to.day = DayAt(of, "day");
      Named(of, "reason", place::Reason::kNoRoomLeft, to.reason);
      to.people = Small(of, "people", kMany);
      plan_.shortages.push_back(to);
    }
    plan_.beyond = Texts(root_, "beyond");
    CheckPeople(plan_.basis);
    if (!status_.ok()) return status_;
    return std::move(plan_);
  }

 private:
  void ReadWho() {
    ReadHead(plan_.basis);
    const Node* basis = root_.Find("basis");
    if (basis == nullptr) return Fail(root_, "\"basis\"");
    ReadBasis(*basis, plan_.basis);
    for (const Node& batch : Items(*basis, "batches")) {
      EarlierPlan::Group group;
      group.key.kind = desk::CohortKey::Kind::kChain;
      group.key.chain = Text(batch, "chain");
      group.since = Time(batch, "since");
      plan_.batches.push_back(std::move(group));
    }
    const auto today = ParseDay(Text(root_, "today"));
    if (!today.ok()) Fail(root_, "\"today\", a date");
    plan_.today = today.value_or(Day());
    plan_.seed = Unsigned(root_, "seed");
    plan_.node_limit = Number(root_, "node_limit", kMostNodes);
  }

  // Days from today.
  std::int32_t DayAt(const Node& node, std::string_view key) {
    const auto day = ParseDay(Text(node, key));
    const std::int64_t from = day.ok() ? *day - plan_.today : kFar;
    if (from > -kFar && from < kFar) return static_cast<std::int32_t>(from);
    Fail(node, "\"" + std::string(key) + "\", a date");
    return 0;
  }
  std::optional<std::int32_t> MaybeDay(const Node& node, std::string_view key) {
    const Node* value = node.Find(key);
    if (value != nullptr && value->IsNull()) return std::nullopt;
    return DayAt(node, key);
  }

  // The same parties as in the basis, with their dates.
  void ReadParties() {
    const auto& parties = plan_.basis.parties;
    const std::vector<Node>& items = Items(root_, "parties");
    if (items.size() != parties.size()) {
      return Fail(root_, "as many \"parties\" as \"basis\" has");
    }
    for (std::size_t p = 0; p < items.size(); ++p) {
      std::vector<std::string> people;
      for (const EarlierPlan::Person& person : parties[p].people) {
        people.push_back(person.id);
        party_of_[person.id] = parties[p].id;
      }
      if (Text(items[p], "party") != parties[p].id ||
          Texts(items[p], "people") != people) {
        Fail(items[p], "\"party\" \"" + parties[p].id +
                           "\" with its people, as \"basis\" has it");
      }
      const std::int32_t arrival = DayAt(items[p], "arrival");
      const std::int32_t stay = DayAt(items[p], "release") - arrival;
      if (arrival < 0) Fail(items[p], "\"arrival\", today or later");
      if (stay < 1) Fail(items[p], "\"release\", after the arrival");
      plan_.dates.push_back({arrival, stay});
    }
  }

  void ReadFigures() {
    const std::vector<Node>& days = Items(root_, "days");
    if (days.empty() || days.size() > place::kMaxDays) {
      return Fail(root_, "\"days\", 1 to " + std::to_string(place::kMaxDays));
    }
    for (std::size_t d = 0; d < days.size(); ++d) {
      if (DayAt(days[d], "day") != static_cast<std::int32_t>(d)) {
        Fail(days[d], "\"day\", the day after the one before");
      }
      place::DayFigures of;
      for (const auto& [key, figure] : kDayFigures) {
        of.*figure = Small(days[d], key, kMany);
      }
      plan_.figures.push_back(of);
    }
  }

  // People of the entry, all of the party that it names.
  std::vector<std::string> People(const Node& node) {
    std::vector<std::string> people = Texts(node, "people");
    if (people.empty()) Fail(node, "\"people\"");
    for (const std::string& person : people) {
      const auto at = party_of_.find(person);
      if (at == party_of_.end() || at->second != Text(node, "party")) {
        Fail(node, "\"party\", the one of \"" + person + "\"");
      }
    }
    return people;
  }

  void ReadRooms() {
    for (const Node& of : Items(root_, "rooms")) {
      StoredDays::Room to;
      to.party = Text(of, "party");
      to.room = Text(of, "room");
      to.people = People(of);
      to.from = DayAt(of, "from");
      to.until = DayAt(of, "until");
      to.refill = Truth(of, "refill");
      plan_.basis.stays.push_back({to.party, to.room, to.people});
      plan_.rooms.push_back(std::move(to));
    }
    for (const Node& of : Items(root_, "substitutions")) {
      plan_.substitutions.push_back({Text(of, "person"), Text(of, "room")});
    }
  }

  void ReadUnplaced() {
    for (const Node& of : Items(root_, "unplaced")) {
      StoredDays::Unplaced to;
      to.party = Text(of, "party");
      to.people = People(of);
      to.day = DayAt(of, "day");
      Named(of, "reason", place::Reason::kNoRoomLeft, to.reason);
      if (const Node* rooms = of.Find("rooms")) {
        for (const auto& [key, count] : kFunnelCounts) {
          to.rooms.*count = Small(*rooms, key, kMany);
        }
      } else {
        Fail(of, "\"rooms\"");
      }
      plan_.unplaced.push_back(std::move(to));
    }
  }

  void ReadHolds() {
    for (const Node& of : Items(root_, "holds")) {
      StoredDays::Hold to;
      to.floors = Texts(of, "floors");
      to.group = static_cast<std::uint32_t>(Number(
          of, "group", static_cast<std::int64_t>(plan_.basis.groups.size())));
      to.from = DayAt(of, "from");
      to.until = MaybeDay(of, "until");
      to.free_again = MaybeDay(of, "free_again");
      to.standing = Truth(of, "standing");
      to.people = Small(of, "people", kMany);
      plan_.holds.push_back(std::move(to));
    }
    if (!plan_.holds.empty() && plan_.basis.groups.empty()) {
      Fail(root_, "\"groups\" in \"basis\"");
    }
  }

  void ReadOpenings() {
    for (const Node& of : Items(root_, "openings")) {
      plan_.openings.push_back(
          {Text(of, "site"), DayAt(of, "day"), Texts(of, "staff_rooms")});
    }
  }

  StoredDays plan_;
  std::map<std::string, std::string> party_of_;
};

}  // namespace

absl::StatusOr<desk::StoredDays> ReadDays(const text::Node& root,
                                          std::string_view name) {
  return DaysReader(root, name).Read();
}

}  // namespace quaranta::report

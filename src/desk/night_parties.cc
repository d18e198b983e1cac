// Parties of an earlier plan beside those who are listed tonight.
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "desk/night_in.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"

namespace quaranta::desk {
namespace {

class Merger {
 public:
  Merger(const EarlierPlan& earlier, const County& county,
         const BatchBook* batches, Arrivals& arrivals)
      : earlier_(earlier),
        batches_(batches),
        arrivals_(arrivals),
        inside_(RoomsInside(county)) {
    for (std::size_t g = 0; g < arrivals.groups.size(); ++g) {
      group_of_[arrivals.groups[g].note.id] = g;
      for (const std::string& person : arrivals.groups[g].note.people) {
        listed_.insert(person);
      }
    }
    for (const Referral& referral : arrivals.referred) {
      listed_.insert(referral.person);
    }
    listed_.insert(arrivals.already_inside.begin(),
                   arrivals.already_inside.end());
  }

  absl::Status Run() {
    for (const EarlierPlan::Party& party : earlier_.parties) {
      const auto at = group_of_.find(party.id);
      if (at == group_of_.end()) {
        Restore(party);
        continue;
      }
      Group& group = arrivals_.groups[at->second];
      if (!MeetsListed(party)) return ListWhole(group);
      KeepGroup(party, group);
    }
    if (absl::Status status = CheckCarers(); !status.ok()) return status;
    for (Group& group : restored_) {
      arrivals_.groups.push_back(std::move(group));
    }
    std::sort(
        arrivals_.groups.begin(), arrivals_.groups.end(),
        [](const Group& a, const Group& b) { return a.note.id < b.note.id; });
    return absl::OkStatus();
  }

 private:
  CohortKey KeyOf(const EarlierPlan::Party& party) const {
    const EarlierPlan::Group& group = earlier_.groups[party.group];
    return batches_ == nullptr ? group.key : batches_->NameNow(group);
  }

  bool Absent(const EarlierPlan::Person& person) const {
    return !listed_.contains(person.id) && !inside_.contains(person.id);
  }

  // Somebody of the party is listed tonight, or came in.
  bool MeetsListed(const EarlierPlan::Party& party) const {
    return std::any_of(party.people.begin(), party.people.end(),
                       [this](const auto& person) { return !Absent(person); });
  }

  static absl::Status ListWhole(const Group& group) {
    return InvalidArgument(
        "arrivals: party \"" + group.note.id + "\" of the earlier plan has \"" +
        group.note.people.front() +
        "\" now, and none of those it had is listed; list the whole party, or "
        "give the new people a party of their own");
  }

  // The group that the plan was made for, unless what is known of the chain,
  // the risk class or the recorded batch is another now.
  void KeepGroup(const EarlierPlan::Party& party, Group& group) const {
    const CohortKey key = KeyOf(party);
    const bool recorded = std::any_of(
        group.people.begin(), group.people.end(),
        [](const auto& person) { return Known(person.record.batch_id); });
    if (recorded) return;
    CohortKey now = group.cohort;
    now.batch = key.batch;
    if (now == key) group.cohort = key;
  }

  // A party that nobody listed, as the plan knew it.
  void Restore(const EarlierPlan::Party& from) {
    Group group;
    std::map<std::string, std::uint32_t> index;
    for (const EarlierPlan::Person& person : from.people) {
      if (!Absent(person)) continue;
      index.emplace(person.id, static_cast<std::uint32_t>(index.size()));
      group.note.people.push_back(person.id);
      absent_.insert(person.id);
    }
    if (index.empty()) return;
    group.note.id = from.id;
    group.note.home_assessed = from.home_assessed;
    group.cohort = KeyOf(from);
    group.party.name = from.id;
    group.party.risk_class = static_cast<std::uint32_t>(group.cohort.risk);
    group.party.priority = from.priority;
    group.party.lodging = from.lodging;
    group.party.substitutable = kAccessible;
    group.party.carer_named = from.carer_named;
    for (const EarlierPlan::Person& person : from.people) {
      if (!index.contains(person.id)) continue;
      place::Person to;
      to.minor = person.minor;
      to.needs = person.accessible ? kAccessible : 0;
      const auto carer = index.find(person.carer);
      if (carer != index.end()) to.carer = carer->second;
      group.party.people.push_back(to);
    }
    AskForCarer(group);
    const auto people = static_cast<std::int32_t>(index.size());
    arrivals_.milder.asked += people;
    if (from.home_assessed) arrivals_.milder.home_assessed += people;
    restored_.push_back(std::move(group));
  }

  static void AskForCarer(Group& group) {
    const auto& people = group.party.people;
    const bool adult =
        std::any_of(people.begin(), people.end(),
                    [](const place::Person& person) { return !person.minor; });
    const bool together = group.party.lodging == place::Lodging::kTogether;
    const bool alone =
        std::any_of(people.begin(), people.end(), [&](const auto& person) {
          return person.minor && !person.carer && !(together && adult);
        });
    if (!alone || group.party.carer_named) return;
    group.needs_carer = true;
    if (people.size() == 1 && group.note.people.front() == group.note.id) {
      group.note.remarks.push_back(
          {msg::kPlaceNameCarerOne, {{"person", group.note.id}}});
      return;
    }
    group.note.remarks.push_back(
        {adult ? msg::kPlaceAskConsent : msg::kPlaceNameCarer,
         {{"party", group.note.id}}});
  }

  // A minor listed tonight whose carer is not would be lodged without her.
  absl::Status CheckCarers() const {
    for (const Group& group : arrivals_.groups) {
      for (const Row<schema::Person>& person : group.people) {
        const auto carer = Known(person.record.carer_id);
        if (carer && absent_.contains(*carer)) {
          return InvalidArgument(
              "arrivals: \"" + person.id + "\" names \"" + *carer +
              "\" of the earlier plan as carer, who is not listed; list the "
              "whole party");
        }
      }
    }
    return absl::OkStatus();
  }

  const EarlierPlan& earlier_;
  const BatchBook* batches_;
  Arrivals& arrivals_;
  std::map<std::string, std::string> inside_;
  std::map<std::string, std::size_t> group_of_;
  std::set<std::string> listed_;
  std::set<std::string> absent_;
  std::vector<Group> restored_;
};

}  // namespace

std::map<std::string, std::string> RoomsInside(const County& county) {
  std::map<std::string, std::string> rooms;
  for (const StayRow& stay : county.stays) {
    if (stay.current && stay.room && stay.person) {
      rooms[stay.person->id] = county.rooms[*stay.room].id;
    }
  }
  return rooms;
}

absl::Status AddEarlierParties(const EarlierPlan& earlier, const County& county,
                               const BatchBook* batches, Arrivals& arrivals) {
  return Merger(earlier, county, batches, arrivals).Run();
}

}  // namespace quaranta::desk

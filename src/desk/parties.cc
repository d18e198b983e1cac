#include "desk/parties.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/status_macros.h"
#include "desk/facts.h"
#include "desk/triage.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"

namespace quaranta::desk {
namespace {

using People = std::vector<Row<schema::Person>>;

bool NeedsAccessible(const schema::Person& person) {
  return person.needs_accessible == true ||
         person.mobility == schema::Mobility::kWheelchair ||
         person.mobility == schema::Mobility::kBedridden;
}

bool IsVulnerable(const schema::Person& person, const Setting& setting) {
  const auto age = AgeOn(person, setting.today);
  const bool moves_freely =
      !person.mobility || *person.mobility == schema::Mobility::kIndependent;
  return person.pregnant == true || person.postpartum == true ||
         person.serious_disease == true || !moves_freely ||
         person.needs_accessible == true || IsMinor(person, setting) ||
         (age && *age >= setting.params.old_age);
}

// 0: has waited longer than the clock allows, or is vulnerable; 1: close
// contact or high risk; 2: others. From dated facts only.
std::int32_t PriorityOf(const schema::Person& person, const Setting& setting) {
  const std::int64_t clock = setting.params.priority_clock_h * kMicrosPerHour;
  const bool late =
      person.named_at && setting.as_of.micros - person.named_at->micros > clock;
  if (late || IsVulnerable(person, setting)) return 0;
  const int risk = person.risk_class
                       ? static_cast<int>(*person.risk_class)
                       : static_cast<int>(setting.params.unknown_risk_as);
  if (person.contact_type == schema::ContactType::kClose ||
      risk == static_cast<int>(schema::RiskLevel::kHigh)) {
    return 1;
  }
  return 2;
}

class ArrivalsReader {
 public:
  ArrivalsReader(const world::World& arrivals, const County& county,
                 const BatchBook& batches, const Setting& setting,
                 const Announced& announced)
      : world_(arrivals),
        county_(county),
        batches_(batches),
        setting_(setting),
        announced_(announced),
        facts_(arrivals, setting) {}

  absl::StatusOr<Arrivals> Read() {
    QUARANTA_RETURN_IF_ERROR(ReadPeople());
    Index();
    Sort();
    for (auto& [id, people] : parties_) {
      if (people.empty()) continue;
      AddGroup(id, std::move(people), [](const Group&) { return false; });
    }
    return std::move(out_);
  }

  std::vector<Group> ReadInside(std::vector<Insider> insiders) {
    std::map<std::string, const Insider*> of;
    for (Insider& insider : insiders) {
      people_.push_back(insider.person);
      of[insider.person.id] = &insider;
    }
    std::sort(people_.begin(), people_.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    Index();
    for (const Row<schema::Person>& person : people_) {
      parties_[finder_->Of(person)].push_back(person);
    }
    for (auto& [id, people] : parties_) {
      AddGroup(id, std::move(people), [&of](const Group& group) {
        const std::size_t room = of.at(group.people.front().id)->room;
        return std::all_of(group.people.begin(), group.people.end(),
                           [&](const auto& row) {
                             const Insider& insider = *of.at(row.id);
                             return insider.share_basis && insider.room == room;
                           });
      });
      Group& group = out_.groups.back();
      group.cohort = of.at(group.people.front().id)->cohort;
      group.party.risk_class = static_cast<std::uint32_t>(group.cohort.risk);
    }
    return std::move(out_.groups);
  }

 private:
  void Index() {
    std::vector<const Row<schema::Person>*> rows;
    for (const Row<schema::Person>& person : people_) {
      arriving_.insert(person.id);
      rows.push_back(&person);
    }
    finder_.emplace(std::move(rows), setting_);
  }

  absl::Status ReadPeople() {
    for (const world::Issue& issue : world_.issues()) {
      if (issue.code == "unknown_header" && &world_ != setting_.world) {
        out_.unread_columns.insert(issue.column);
      }
      if (issue.code == "duplicate_key" && IsPersonFile(issue)) {
        return InvalidArgument("arrivals, row " + std::to_string(issue.row) +
                               ": this id is there twice; expected each "
                               "person once");
      }
    }
    const std::size_t rows = RowsOf<schema::Person>(world_);
    if (rows == 0) {
      return InvalidArgument("arrivals: there are no Person rows");
    }
    for (std::size_t row = 0; row < rows; ++row) {
      people_.push_back(ReadRow<schema::Person>(world_, row));
      if (!Known(people_.back().record.id)) {
        return InvalidArgument("arrivals, person " + std::to_string(row + 1) +
                               ": expected an id");
      }
      facts_.Complete(people_.back().record);
    }
    std::sort(people_.begin(), people_.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    for (std::size_t i = 1; i < people_.size(); ++i) {
      if (people_[i].id == people_[i - 1].id) {
        return InvalidArgument("arrivals: two people have the same id");
      }
    }
    return absl::OkStatus();
  }

  bool IsPersonFile(const world::Issue& issue) const {
    const schema::Record& record = schema::RecordTable<schema::Person>();
    if (issue.file == record.name) return true;
    // A file of another name is the one that some Person row came from.
    for (std::size_t row = 0; row < RowsOf<schema::Person>(world_); ++row) {
      const auto origin = world_.OriginOf(RefOf<schema::Person>(row));
      if (origin && world_.files()[origin->file] == issue.file) return true;
    }
    return false;
  }

  // Sorts people into those who are inside already, referred, and parties.
  void Sort() {
    std::set<std::string> inside;
    for (const StayRow& stay : county_.stays) {
      if (stay.current && stay.room && stay.person) {
        inside.insert(stay.person->id);
      }
    }
    for (const Row<schema::Person>& person : people_) {
      if (inside.count(person.id) != 0) {
        out_.already_inside.push_back(person.id);
        continue;
      }
      CountUnknown(person);
      auto referral = Triage(person.record, person.id,
                             facts_.NeedsOf(person.id), setting_.params);
      const std::string party = finder_->Of(person);
      if (referral) {
        referral->party = party;
        out_.referred.push_back(*std::move(referral));
        parties_[party];  // remembered: minors of it may be left alone
        continue;
      }
      CountLater(person);
      parties_[party].push_back(person);
    }
  }

  void CountLater(const Row<schema::Person>& person) {
    const auto& at = person.record.arrived_at;
    if (announced_.contains(person.id) || !at ||
        setting_.zone.DayOf(*at) <= setting_.today) {
      return;
    }
    ++out_.later;
    if (!out_.first_later || *at < *out_.first_later) out_.first_later = at;
  }

  void CountUnknown(const Row<schema::Person>& row) {
    const schema::Person& person = row.record;
    FactDoubts& unknown = out_.unknown;
    // Facts of the arrival are not due before it.
    if (!announced_.contains(row.id)) {
      unknown.temperature += person.temperature ? 0 : 1;
      unknown.symptoms += person.symptoms.empty() ? 1 : 0;
      unknown.test_result += person.test_result ? 0 : 1;
    }
    unknown.age += AgeOn(person, setting_.today) ? 0 : 1;
    unknown.chain += Known(person.chain_id) ? 0 : 1;
    unknown.risk += person.risk_class ? 0 : 1;
    unknown.named_at += person.named_at ? 0 : 1;
  }

  // The carer's consent, on a Consent row or on either one's record.
  bool Consents(const Row<schema::Person>& carer,
                const Row<schema::Person>& minor) const {
    if (facts_.Agreed(carer.id, minor.id)) return true;
    if (carer.record.carer_consents == false ||
        minor.record.carer_consents == false) {
      return false;
    }
    return carer.record.carer_consents == true ||
           minor.record.carer_consents == true;
  }

  schema::Party PartyRecord(const std::string& id) const {
    const schema::Record& record = schema::RecordTable<schema::Party>();
    if (const auto row = world_.Find(record, id)) {
      return ReadKnown<schema::Party>(world_, row->row);
    }
    if (const auto row = setting_.world->Find(record, id)) {
      return ReadKnown<schema::Party>(*setting_.world, row->row);
    }
    return {};
  }

  template <class ShareOnRecord>
  void AddGroup(const std::string& id, People people,
                const ShareOnRecord& share_on_record) {
    Group group;
    group.people = std::move(people);
    group.note.id = id;
    group.party.name = id;
    group.party.substitutable = kAccessible;
    const schema::Party record = PartyRecord(id);
    AddPeople(group);
    SetExpected(group);
    SetLodging(record, share_on_record(group), group);
    SetCohort(record, group);
    out_.groups.push_back(std::move(group));
  }

  void SetExpected(Group& group) const {
    std::optional<Instant> first;
    for (const Row<schema::Person>& row : group.people) {
      const auto at = announced_.find(row.id);
      if (at == announced_.end()) return;  // somebody of it comes today
      if (!first || at->second < *first) first = at->second;
    }
    group.expected = first;
  }

  void AddPeople(Group& group) {
    group.party.priority = place::kMaxClasses - 1;
    group.note.home_assessed = true;
    for (const Row<schema::Person>& row : group.people) {
      place::Person person;
      person.minor = IsMinor(row.record, setting_);
      person.needs = NeedsAccessible(row.record) ? kAccessible : 0;
      group.party.people.push_back(person);
      group.note.people.push_back(row.id);
      group.party.priority =
          std::min(group.party.priority, PriorityOf(row.record, setting_));
      const bool assessed = row.record.home_option_assessed == true;
      group.note.home_assessed = group.note.home_assessed && assessed;
      ++out_.milder.asked;
      out_.milder.home_assessed += assessed ? 1 : 0;
      out_.milder.home_suitable +=
          assessed && row.record.home_suitable == true ? 1 : 0;
    }
  }

  // The adult of the group who agreed to stay with this minor.
  std::optional<std::uint32_t> CarerIn(const Group& group,
                                       std::size_t minor) const {
    const Row<schema::Person>& child = group.people[minor];
    for (std::size_t i = 0; i < group.people.size(); ++i) {
      if (!group.party.people[i].minor &&
          group.people[i].id == Known(child.record.carer_id) &&
          Consents(group.people[i], child)) {
        return static_cast<std::uint32_t>(i);
      }
    }
    return std::nullopt;
  }

  void SetLodging(const schema::Party& record, bool share_on_record,
                  Group& group) {
    bool together = record.one_room == true && record.consented == true;
    bool adult = false;
    bool alone = false;           // a minor without a carer of the group
    bool outside_for_all = true;  // each of those has one from outside
    for (std::size_t i = 0; i < group.people.size(); ++i) {
      place::Person& person = group.party.people[i];
      const Row<schema::Person>& row = group.people[i];
      const schema::Person& of = row.record;
      if (!person.minor) {
        adult = true;
        together = together && of.share_assessed == true;
        continue;
      }
      person.carer = CarerIn(group, i);
      if (person.carer) continue;
      together = together && of.share_assessed == true;
      alone = true;
      // Asked of each: why a carer does not count is said.
      outside_for_all = CarerFromOutside(row, group) && outside_for_all;
    }
    const bool single = group.people.size() == 1;
    together = together || share_on_record;
    group.party.lodging =
        single || together ? place::Lodging::kTogether : place::Lodging::kApart;
    if (group.party.lodging == place::Lodging::kTogether) {
      for (place::Person& person : group.party.people) person.carer.reset();
      if (adult) return;  // all are with the adult
    }
    group.party.carer_named = alone && outside_for_all;
    group.needs_carer = alone && !outside_for_all;
    if (group.needs_carer) AskForCarer(adult, group);
  }

  // Somebody who does not arrive too is named, is on record, and agreed. Who is
  // named and does not count is a doubt of the group.
  bool CarerFromOutside(const Row<schema::Person>& minor, Group& group) const {
    const auto carer = Known(minor.record.carer_id);
    if (!carer || arriving_.count(*carer) != 0) return false;
    const auto against = AgainstCarer(*carer, minor);
    if (!against) return true;
    group.note.remarks.push_back(
        {msg::kPlaceDoubtCarer,
         {{"person", minor.id}, {"carer", *carer}, {"why", *against}}});
    return false;
  }

  std::optional<Sentence> AgainstCarer(const std::string& id,
                                       const Row<schema::Person>& minor) const {
    const auto known = facts_.PersonOf(id);
    if (!known && !facts_.IsStaff(id)) {
      return Sentence{msg::kPlaceCarerUnknown, {}};
    }
    Row<schema::Person> carer;
    if (known) carer = *known;
    carer.id = id;
    if (known && IsMinor(carer.record, setting_)) {
      return Sentence{msg::kPlaceCarerMinor, {}};
    }
    for (const StayRow& stay : county_.stays) {
      if (!stay.current || !stay.room || !stay.person ||
          stay.person->id != id) {
        continue;
      }
      const RoomRow& room = county_.rooms[*stay.room];
      return Sentence{
          msg::kPlaceCarerInside,
          {{"site", county_.sites[room.site].name}, {"room", room.label}}};
    }
    if (!Consents(carer, minor)) return Sentence{msg::kPlaceCarerSilent, {}};
    return std::nullopt;
  }

  static void AskForCarer(bool adult, Group& group) {
    if (group.people.size() == 1 && group.people.front().id == group.note.id) {
      group.note.remarks.push_back(
          {msg::kPlaceNameCarerOne, {{"person", group.note.id}}});
      return;
    }
    group.note.remarks.push_back(
        {adult ? msg::kPlaceAskConsent : msg::kPlaceNameCarer,
         {{"party", group.note.id}}});
  }

  void SetCohort(const schema::Party& record, Group& group) {
    std::vector<Member> members;
    for (const Row<schema::Person>& row : group.people) {
      Member member;
      member.chain = Known(row.record.chain_id);
      member.batch = Known(row.record.batch_id);
      if (row.record.risk_class) {
        member.risk = static_cast<int>(*row.record.risk_class);
      }
      member.vehicle = Known(row.record.vehicle_id);
      member.at = group.expected ? group.expected : row.record.arrived_at;
      member.announced = group.expected.has_value();
      members.push_back(std::move(member));
    }
    const bool person = group.people.size() == 1 &&
                        !Known(group.people.front().record.party_id);
    const Grouped grouped =
        GroupParty((person ? "person:" : "party:") + group.note.id, members,
                   Known(record.vehicle_id), batches_, setting_);
    group.cohort = grouped.key;
    group.party.risk_class = static_cast<std::uint32_t>(grouped.key.risk);
    const auto remark = [&group](MessageId id) {
      group.note.remarks.push_back({id, {{"party", group.note.id}}});
    };
    if (grouped.two_chains) remark(msg::kPlaceTwoChains);
    if (grouped.two_batches) remark(msg::kPlaceTwoBatches);
    if (grouped.two_risks) remark(msg::kPlaceTwoRisks);
  }

  const world::World& world_;
  const County& county_;
  const BatchBook& batches_;
  const Setting& setting_;
  const Announced& announced_;
  const Facts facts_;
  People people_;  // by id
  std::optional<PartyFinder> finder_;
  std::set<std::string> arriving_;
  std::map<std::string, People> parties_;
  Arrivals out_;
};

}  // namespace

absl::StatusOr<Arrivals> ReadArrivals(const world::World& arrivals,
                                      const County& county,
                                      const BatchBook& batches,
                                      const Setting& setting,
                                      const Announced& announced) {
  return ArrivalsReader(arrivals, county, batches, setting, announced).Read();
}

std::vector<Group> ReadInsiders(std::vector<Insider> insiders,
                                const Setting& setting) {
  // None of these is asked for those inside.
  const County county;
  const BatchBook batches(county, setting);
  const Announced announced;
  return ArrivalsReader(*setting.world, county, batches, setting, announced)
      .ReadInside(std::move(insiders));
}

}  // namespace quaranta::desk

#include "desk/cohorts.h"

#include <algorithm>
#include <utility>

namespace quaranta::desk {
namespace {

std::optional<std::string> ChainOf(const StayRow& stay) {
  if (auto chain = Known(stay.record.chain_id)) return chain;
  return stay.person ? Known(stay.person->record.chain_id) : std::nullopt;
}

std::optional<std::string> BatchOf(const StayRow& stay) {
  if (auto batch = Known(stay.record.batch_id)) return batch;
  return stay.person ? Known(stay.person->record.batch_id) : std::nullopt;
}

std::optional<int> RiskOf(const StayRow& stay) {
  if (stay.record.risk_class) return static_cast<int>(*stay.record.risk_class);
  if (stay.person && stay.person->record.risk_class) {
    return static_cast<int>(*stay.person->record.risk_class);
  }
  return std::nullopt;
}

// Several people, or somebody with a party on record.
bool IsParty(const County& county, const std::vector<std::size_t>& stays) {
  std::set<std::string> people;
  for (const std::size_t i : stays) {
    const auto& person = county.stays[i].person;
    if (person && Known(person->record.party_id)) return true;
    people.insert(person ? person->id : county.stays[i].id);
  }
  return people.size() > 1;
}

std::optional<std::string> VehicleOf(const std::string& party,
                                     const Setting& setting) {
  const auto row =
      setting.world->Find(schema::RecordTable<schema::Party>(), party);
  if (!row) return std::nullopt;
  return Known(ReadKnown<schema::Party>(*setting.world, row->row).vehicle_id);
}

// When the member came or is to come.
Instant CameAt(const Member& member, const Setting& setting) {
  if (!member.at) return setting.as_of;
  return member.announced ? *member.at : std::min(*member.at, setting.as_of);
}

}  // namespace

Member MemberOf(const StayRow& stay) {
  Member member;
  member.chain = ChainOf(stay);
  member.batch = BatchOf(stay);
  member.risk = RiskOf(stay);
  if (stay.person) member.vehicle = Known(stay.person->record.vehicle_id);
  member.at = stay.record.start;
  member.inside = true;
  return member;
}

PartyFinder::PartyFinder(std::vector<const Row<schema::Person>*> people,
                         const Setting& setting)
    : people_(std::move(people)), setting_(setting) {
  std::stable_sort(people_.begin(), people_.end(),
                   [](const auto* a, const auto* b) { return a->id < b->id; });
}

std::string PartyFinder::Of(const Row<schema::Person>& person) const {
  if (const auto party = Known(person.record.party_id)) return *party;
  const auto& carer = person.record.carer_id;
  if (!IsMinor(person.record, setting_) || !Known(carer)) return person.id;
  const auto at = std::lower_bound(
      people_.begin(), people_.end(), *carer,
      [](const auto* row, const std::string& key) { return row->id < key; });
  if (at == people_.end() || (*at)->id != *carer) return person.id;
  return Known((*at)->record.party_id).value_or((*at)->id);
}

std::optional<std::string> Known(const std::optional<std::string>& text) {
  if (!text || text->empty()) return std::nullopt;
  return text;
}

BatchBook::BatchBook(const County& county, const Setting& setting,
                     const std::vector<EarlierPlan::Group>& planned)
    : setting_(setting) {
  struct Intake {
    Instant at;
    std::string chain;
    std::optional<std::string> batch;
    bool planned = false;
  };
  std::vector<Intake> intakes;
  for (const StayRow& stay : county.stays) {
    const auto chain = ChainOf(stay);
    if (!chain || !stay.record.start || *stay.record.start > setting.as_of) {
      continue;
    }
    intakes.push_back({*stay.record.start, *chain, BatchOf(stay), false});
  }
  for (const EarlierPlan::Group& group : planned) {
    if (group.key.kind != CohortKey::Kind::kChain) continue;
    intakes.push_back(
        {group.since, group.key.chain, Known(group.key.batch), true});
  }
  std::stable_sort(
      intakes.begin(), intakes.end(),
      [](const Intake& a, const Intake& b) { return a.at < b.at; });
  const std::int64_t length = setting.params.intake_window_h * kMicrosPerHour;
  for (const Intake& intake : intakes) {
    auto& windows = windows_[intake.chain];
    if (windows.empty() ||
        intake.at.micros - windows.back().open.micros >= length) {
      windows.push_back(
          {intake.at, {}, setting.LocalTime(intake.at), intake.planned});
    }
    // People who are only planned for name no batch that others opened.
    const Window& window = windows.back();
    if (intake.planned && (!window.planned || intake.batch == window.name)) {
      continue;
    }
    if (intake.batch) windows.back().recorded.insert(*intake.batch);
  }
  for (auto& [chain, windows] : windows_) {
    for (Window& window : windows) {
      if (window.recorded.size() == 1) window.name = *window.recorded.begin();
    }
  }
}

const BatchBook::Window* BatchBook::At(const std::string& chain,
                                       Instant at) const {
  const auto found = windows_.find(chain);
  if (found == windows_.end()) return nullptr;
  const Window* last = nullptr;
  for (const Window& window : found->second) {
    if (window.open <= at) last = &window;
  }
  const std::int64_t length = setting_.params.intake_window_h * kMicrosPerHour;
  // An intake at the very moment of opening belongs, however short the window.
  const bool inside =
      last != nullptr &&
      (last->open == at || at.micros - last->open.micros < length);
  return inside ? last : nullptr;
}

std::optional<std::string> BatchBook::OfIntake(
    const std::string& chain, std::optional<Instant> intake) const {
  if (!intake) return std::nullopt;
  const Window* window = At(chain, *intake);
  if (window == nullptr) return std::nullopt;
  return window->name;
}

std::string BatchBook::OfArrival(const std::string& chain, Instant at) const {
  const Window* window = At(chain, at);
  return window == nullptr ? setting_.LocalTime(at) : window->name;
}

CohortKey BatchBook::NameNow(const EarlierPlan::Group& planned) const {
  CohortKey key = planned.key;
  if (key.kind != CohortKey::Kind::kChain) return key;
  const Window* window = At(key.chain, planned.since);
  if (window != nullptr && key.batch == setting_.LocalTime(window->open)) {
    key.batch = window->name;
  }
  return key;
}

bool BatchBook::IsOpen(const std::string& chain,
                       const std::string& batch) const {
  return OpenUntil(chain, batch).has_value();
}

std::optional<Instant> BatchBook::OpenUntil(const std::string& chain,
                                            const std::string& batch) const {
  const Window* window = At(chain, setting_.as_of);
  if (window == nullptr ||
      (window->name != batch && window->recorded.count(batch) == 0)) {
    return std::nullopt;
  }
  return Instant{
      window->open.micros + setting_.params.intake_window_h * kMicrosPerHour,
      window->open.offset_minutes};
}

Grouped GroupParty(const std::string& tag, const std::vector<Member>& members,
                   const std::optional<std::string>& vehicle,
                   const BatchBook& batches, const Setting& setting) {
  Grouped grouped;
  std::set<std::string> chains;
  std::set<std::string> vehicles;
  std::set<int> risks;
  if (vehicle) vehicles.insert(*vehicle);
  int risk = 0;
  std::optional<Instant> came;
  for (const Member& member : members) {
    const Instant at = CameAt(member, setting);
    if (!came || at < *came) came = at;
    if (member.chain) chains.insert(*member.chain);
    if (member.vehicle) vehicles.insert(*member.vehicle);
    if (member.risk) risks.insert(*member.risk);
    if (!member.risk) grouped.unknown_risk = true;
    risk = std::max(
        risk,
        member.risk.value_or(static_cast<int>(setting.params.unknown_risk_as)));
  }
  grouped.two_chains = chains.size() > 1;
  grouped.two_risks = risks.size() > 1;
  grouped.unknown_chain = chains.empty();
  CohortKey own{CohortKey::Kind::kParty, "", "", tag, risk};
  if (chains.empty() && vehicles.size() == 1) {
    own.kind = CohortKey::Kind::kVehicle;
    own.batch = FormatDay(setting.zone.DayOf(came.value_or(setting.as_of)));
    own.tag = *vehicles.begin();
  }
  grouped.key = own;
  if (chains.size() != 1) return grouped;

  const std::string& chain = *chains.begin();
  std::set<std::string> recorded;
  std::set<std::string> computed;
  bool unknown = false;
  for (const Member& member : members) {
    if (member.batch) recorded.insert(*member.batch);
    if (!member.inside) {
      computed.insert(batches.OfArrival(
          chain, member.announced ? *member.at : setting.as_of));
    } else if (const auto batch = batches.OfIntake(chain, member.at)) {
      computed.insert(*batch);
    } else {
      unknown = true;
    }
  }
  grouped.two_batches =
      recorded.size() > 1 || (recorded.empty() && computed.size() > 1);
  if (grouped.two_batches || (recorded.empty() && unknown)) return grouped;
  const std::string& batch =
      recorded.empty() ? *computed.begin() : *recorded.begin();
  grouped.key = {CohortKey::Kind::kChain, chain, batch, "", risk};
  return grouped;
}

std::vector<std::optional<CohortKey>> CohortsInside(const County& county,
                                                    const BatchBook& batches,
                                                    const Setting& setting) {
  std::vector<bool> lodged(county.stays.size());
  for (const Lodging& lodging : county.lodgings) {
    if (lodging.current || lodging.planned) lodged[lodging.stay] = true;
  }
  std::vector<const Row<schema::Person>*> people;
  for (std::size_t i = 0; i < county.stays.size(); ++i) {
    if (lodged[i] && county.stays[i].person) {
      people.push_back(&*county.stays[i].person);
    }
  }
  const PartyFinder finder(std::move(people), setting);
  std::map<std::string, std::vector<std::size_t>> parties;
  for (std::size_t i = 0; i < county.stays.size(); ++i) {
    if (!lodged[i]) continue;
    const StayRow& stay = county.stays[i];
    parties[stay.person ? finder.Of(*stay.person) : stay.id].push_back(i);
  }
  std::vector<std::optional<CohortKey>> keys(county.stays.size());
  for (const auto& [party, stays] : parties) {
    std::vector<Member> members;
    for (const std::size_t stay : stays) {
      members.push_back(MemberOf(county.stays[stay]));
    }
    const Grouped grouped =
        GroupParty((IsParty(county, stays) ? "party:" : "person:") + party,
                   members, VehicleOf(party, setting), batches, setting);
    for (const std::size_t stay : stays) keys[stay] = grouped.key;
  }
  return keys;
}

}  // namespace quaranta::desk

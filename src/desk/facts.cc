#include "desk/facts.h"

#include <algorithm>
#include <vector>

#include "desk/cohorts.h"
#include "desk/positives.h"

namespace quaranta::desk {

Facts::Facts(const world::World& arrivals, const Setting& setting)
    : arrivals_(arrivals), setting_(setting) {
  std::vector<const world::World*> worlds = {setting.world};
  if (&arrivals != setting.world) worlds.push_back(&arrivals);
  for (const world::World* world : worlds) {
    ReadStays(*world);
    ReadHospital(*world);
  }
  for (const world::World* world : worlds) {
    ReadNeeds(*world);
    ReadConsents(*world);
    ReadSamples(*world);
    ReadObservations(*world);
  }
}

const OpenNeeds& Facts::NeedsOf(const std::string& person) const {
  static const OpenNeeds kNone;
  const auto at = needs_.find(person);
  return at == needs_.end() ? kNone : at->second;
}

void Facts::Complete(schema::Person& person) const {
  if (&arrivals_ == setting_.world || !person.id ||
      been_here_.count(*person.id) != 0) {
    return;
  }
  const auto known = PersonOf(*person.id);
  if (!known) return;
  const schema::Person& from = known->record;
  if (!person.temperature) person.temperature = from.temperature;
  if (person.symptoms.empty()) person.symptoms = from.symptoms;
  const bool positive = from.test_result == schema::TestResult::kPositive;
  if (!person.test_result || positive) person.test_result = from.test_result;
  for (const schema::NeedKind need : from.needs) {
    if (std::find(person.needs.begin(), person.needs.end(), need) ==
        person.needs.end()) {
      person.needs.push_back(need);
    }
  }
}

bool Facts::Agreed(const std::string& carer, const std::string& minor) const {
  return agreed_.count({carer, minor}) != 0;
}

std::optional<Row<schema::Person>> Facts::PersonOf(
    const std::string& id) const {
  const auto row =
      setting_.world->Find(schema::RecordTable<schema::Person>(), id);
  if (!row) return std::nullopt;
  return ReadRow<schema::Person>(*setting_.world, row->row);
}

bool Facts::IsStaff(const std::string& id) const {
  const schema::Record& record = schema::RecordTable<schema::Staff>();
  return setting_.world->Find(record, id) || arrivals_.Find(record, id);
}

void Facts::ReadStays(const world::World& world) {
  for (std::size_t row = 0; row < RowsOf<schema::Stay>(world); ++row) {
    const auto stay = ReadKnown<schema::Stay>(world, row);
    if (!stay.person_id) continue;
    const bool over = IsOver(stay, setting_.as_of);
    if (over) been_here_.insert(*stay.person_id);
    if (stay.id) stays_[*stay.id] = {*stay.person_id, over};
  }
}

template <class R>
std::optional<std::string> Facts::Whom(const R& record) const {
  if (const auto stay = Known(record.stay_id)) {
    const auto at = stays_.find(*stay);
    if (at != stays_.end()) {
      if (at->second.over) return std::nullopt;
      return at->second.person;
    }
  }
  return Known(record.person_id);
}

void Facts::ReadHospital(const world::World& world) {
  for (std::size_t row = 0; row < RowsOf<schema::Transfer>(world); ++row) {
    const auto transfer = ReadKnown<schema::Transfer>(world, row);
    if (transfer.kind != schema::TransferKind::kHospital ||
        !transfer.person_id || !transfer.depart ||
        *transfer.depart > setting_.as_of) {
      continue;
    }
    Instant& at =
        hospital_.emplace(*transfer.person_id, *transfer.depart).first->second;
    at = std::max(at, *transfer.depart);
  }
}

bool Facts::LeftSince(const std::string& person,
                      std::optional<Instant> at) const {
  const auto left = hospital_.find(person);
  return left != hospital_.end() && (!at || *at <= left->second);
}

void Facts::ReadNeeds(const world::World& world) {
  for (std::size_t row = 0; row < RowsOf<schema::ClinicalNeed>(world); ++row) {
    const auto need = ReadKnown<schema::ClinicalNeed>(world, row);
    if (need.met_at && *need.met_at <= setting_.as_of) continue;
    if (need.assessed_at && *need.assessed_at > setting_.as_of) continue;
    auto person = Known(need.person_id);
    if (!person) person = Whom(need);
    if (!person) continue;
    OpenNeeds& needs = needs_[*person];
    if (need.kind) needs.kinds.insert(*need.kind);
    if (need.refer_hospital == true) needs.refer_hospital = true;
  }
}

// A consent to care counts until it is withdrawn.
void Facts::ReadConsents(const world::World& world) {
  for (std::size_t row = 0; row < RowsOf<schema::Consent>(world); ++row) {
    const auto consent = ReadKnown<schema::Consent>(world, row);
    if (consent.kind != schema::ConsentKind::kCare || !consent.person_id ||
        !consent.for_person_id || consent.given != true) {
      continue;
    }
    if (consent.withdrawn_at && *consent.withdrawn_at <= setting_.as_of) {
      continue;
    }
    agreed_.emplace(*consent.person_id, *consent.for_person_id);
  }
}

void Facts::ReadSamples(const world::World& world) {
  for (std::size_t row = 0; row < RowsOf<schema::Sample>(world); ++row) {
    const auto sample = ReadKnown<schema::Sample>(world, row);
    const auto positive = PositiveBy(sample, setting_.as_of);
    if (!positive) continue;
    const auto person = Whom(sample);
    if (!person || LeftSince(*person, positive->at)) continue;
    needs_[*person].positive = true;
  }
}

void Facts::ReadObservations(const world::World& world) {
  for (std::size_t row = 0; row < RowsOf<schema::Observation>(world); ++row) {
    const auto seen = ReadKnown<schema::Observation>(world, row);
    const auto past = [this](const std::optional<Instant>& at) {
      return at && *at <= setting_.as_of;
    };
    if (!past(seen.at) || past(seen.acted_at)) continue;
    const bool fever =
        seen.temperature && *seen.temperature >= setting_.params.fever_c;
    const bool symptoms = HasSymptom(seen.symptoms);
    if (!fever && !symptoms) continue;
    const auto person = Whom(seen);
    if (!person || LeftSince(*person, seen.at)) continue;
    OpenNeeds& needs = needs_[*person];
    needs.fever = needs.fever || fever;
    needs.symptoms = needs.symptoms || symptoms;
  }
}

}  // namespace quaranta::desk

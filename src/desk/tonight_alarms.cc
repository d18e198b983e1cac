// Alarms, and people without a room.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "desk/positives.h"
#include "desk/tonight_parts.h"
#include "desk/triage.h"

namespace quaranta::desk {
namespace {

// What an alarm or a waiting line says of a stay.
template <class Line>
void Locate(const County& county, const StayRow& stay, Line& line) {
  if (stay.person) line.person = stay.person->id;
  if (stay.site) line.site = county.sites[*stay.site].id;
  if (stay.room) line.room = county.rooms[*stay.room].id;
}

bool Before(const std::optional<Instant>& at, Instant now) {
  return at && *at <= now;
}

class Alarms {
 public:
  Alarms(const Setting& setting, const County& county)
      : setting_(setting),
        world_(*setting.world),
        county_(county),
        finder_(world_, county),
        hospital_(LeftForHospital(setting, finder_)) {}

  std::vector<Alarm> Find() {
    FindIncidents();
    for (const Positive& of : FindPositives(setting_, county_)) {
      Keep(Alarm::Kind::kPositive, of.stay, of.row,
           of.since.value_or(setting_.as_of));
    }
    FindReadings();
    for (auto& [key, alarm] : oldest_) alarms_.push_back(std::move(alarm));
    std::sort(alarms_.begin(), alarms_.end(),
              [](const Alarm& a, const Alarm& b) { return Key(a) < Key(b); });
    return std::move(alarms_);
  }

 private:
  static int Gravity(const Alarm& alarm) {
    using Kind = schema::IncidentKind;
    switch (alarm.kind) {
      case Alarm::Kind::kPositive:
        return 1;
      case Alarm::Kind::kFever:
        return 2;
      case Alarm::Kind::kSymptoms:
        return 4;
      case Alarm::Kind::kIncident:
        break;
    }
    switch (alarm.incident) {
      case Kind::kDeath:
      case Kind::kMissing:
      case Kind::kCrisis:
      case Kind::kFire:
      case Kind::kInjury:
        return 0;
      case Kind::kPositive:
      case Kind::kCrossInfection:
        return 1;
      case Kind::kFever:
        return 2;
      default:
        break;
    }
    return alarm.severity == schema::Severity::kCritical ? 0 : 3;
  }

  static std::tuple<int, std::int64_t, std::string_view> Key(
      const Alarm& alarm) {
    return {Gravity(alarm), -alarm.minutes, alarm.subject};
  }

  void Finish(Alarm& alarm, data::RowRef row, Instant since) const {
    alarm.subject = world_.Subject(row);
    alarm.since = since;
    alarm.minutes = MinutesBetween(since, setting_.as_of);
  }

  void FindIncidents() {
    for (std::size_t row = 0; row < RowsOf<schema::Incident>(world_); ++row) {
      const data::RowRef ref = RefOf<schema::Incident>(row);
      if (!setting_.Covers(ref)) continue;
      const auto incident = ReadKnown<schema::Incident>(world_, row);
      if (Before(incident.closed_at, setting_.as_of)) continue;
      const auto since =
          incident.found_at ? incident.found_at : incident.happened_at;
      if (since && *since > setting_.as_of) continue;
      Alarm alarm;
      alarm.kind = Alarm::Kind::kIncident;
      alarm.incident =
          incident.kind.value_or(schema::IncidentKind::kUnspecified);
      alarm.severity =
          incident.severity.value_or(schema::Severity::kUnspecified);
      if (const auto stay = finder_.Of(ref)) {
        Locate(county_, county_.stays[*stay], alarm);
      }
      if (const auto room = Target(world_, ref, "room")) {
        alarm.room = IdOf(world_, RefOf<schema::Room>(*room));
      }
      if (const auto site = world_.SiteOf(ref))
        alarm.site = IdOf(world_, *site);
      Finish(alarm, ref, since.value_or(setting_.as_of));
      alarms_.push_back(std::move(alarm));
    }
  }

  // Keeps the oldest open fact of a kind about a stay.
  void Keep(Alarm::Kind kind, std::size_t stay, data::RowRef row,
            Instant since) {
    Alarm alarm;
    alarm.kind = kind;
    Locate(county_, county_.stays[stay], alarm);
    Finish(alarm, row, since);
    const auto [at, added] = oldest_.emplace(std::pair(kind, stay), alarm);
    const auto key = [](const Alarm& a) {
      return std::tuple(a.since.micros, std::string_view(a.subject));
    };
    if (!added && key(alarm) < key(at->second)) at->second = std::move(alarm);
  }

  void FindReadings() {
    for (std::size_t row = 0; row < RowsOf<schema::Observation>(world_);
         ++row) {
      const data::RowRef ref = RefOf<schema::Observation>(row);
      const auto seen = ReadKnown<schema::Observation>(world_, row);
      if (!Before(seen.at, setting_.as_of) ||
          Before(seen.acted_at, setting_.as_of)) {
        continue;
      }
      const bool fever =
          seen.temperature && *seen.temperature >= setting_.params.fever_c;
      const bool symptoms = HasSymptom(seen.symptoms);
      if (!fever && !symptoms) continue;
      const auto stay = finder_.Of(ref);
      if (!stay) continue;
      const auto left = hospital_.find(*stay);
      if (left != hospital_.end() && left->second >= *seen.at) continue;
      Keep(fever ? Alarm::Kind::kFever : Alarm::Kind::kSymptoms, *stay, ref,
           *seen.at);
    }
  }

  const Setting& setting_;
  const world::World& world_;
  const County& county_;
  StayFinder finder_;
  std::map<std::size_t, Instant> hospital_;
  std::map<std::pair<Alarm::Kind, std::size_t>, Alarm> oldest_;
  std::vector<Alarm> alarms_;
};

class WaitingList {
 public:
  WaitingList(const Setting& setting, const County& county)
      : setting_(setting), world_(*setting.world), county_(county) {}

  std::vector<Waiting> Find() {
    FindMinorsAlone();
    FindOnTheRoad();
    FindWithoutRoom();
    FindNotFollowed();
    std::sort(lines_.begin(), lines_.end(),
              [](const Waiting& a, const Waiting& b) {
                const auto key = [](const Waiting& w) {
                  return std::tuple(w.kind, -w.minutes.value_or(0),
                                    std::string_view(w.person));
                };
                return key(a) < key(b);
              });
    return std::move(lines_);
  }

 private:
  void Add(Waiting line, std::optional<Instant> since) {
    if (since && *since <= setting_.as_of) {
      line.since = since;
      line.minutes = MinutesBetween(*since, setting_.as_of);
    }
    lines_.push_back(std::move(line));
  }

  void FindMinorsAlone() {
    std::set<std::size_t> with_adult;
    for (const StayRow& stay : county_.stays) {
      if (stay.current && stay.room && stay.person &&
          !IsMinor(stay.person->record, setting_)) {
        with_adult.insert(*stay.room);
      }
    }
    for (const StayRow& stay : county_.stays) {
      if (!stay.current || !stay.room || !stay.person ||
          with_adult.count(*stay.room) != 0 ||
          !IsMinor(stay.person->record, setting_)) {
        continue;
      }
      Waiting line;
      line.kind = Waiting::Kind::kMinorAlone;
      Locate(county_, stay, line);
      Add(std::move(line), stay.record.start);
    }
  }

  void FindOnTheRoad() {
    for (std::size_t row = 0; row < RowsOf<schema::Transfer>(world_); ++row) {
      const data::RowRef ref = RefOf<schema::Transfer>(row);
      if (!setting_.Covers(ref)) continue;
      const auto transfer = ReadKnown<schema::Transfer>(world_, row);
      if (!Before(transfer.depart, setting_.as_of) ||
          Before(transfer.arrive, setting_.as_of)) {
        continue;
      }
      Waiting line;
      line.kind = Waiting::Kind::kBetween;
      if (const auto person = Target(world_, ref, "person")) {
        line.person = IdOf(world_, RefOf<schema::Person>(*person));
        on_the_road_.insert(*person);
      }
      if (const auto site = Target(world_, ref, "site")) {
        line.site = IdOf(world_, RefOf<schema::Site>(*site));
      }
      Add(std::move(line), transfer.depart);
    }
  }

  void FindWithoutRoom() {
    for (const StayRow& stay : county_.stays) {
      const auto place =
          stay.record.place.value_or(schema::StayPlace::kUnspecified);
      const bool at_site = place == schema::StayPlace::kSite ||
                           place == schema::StayPlace::kUnspecified;
      if (!stay.current || stay.room || !at_site) continue;
      if (stay.person && on_the_road_.count(stay.person->ref.row) != 0) {
        continue;
      }
      Waiting line;
      line.kind = Waiting::Kind::kNoRoom;
      Locate(county_, stay, line);
      const bool named = stay.person && stay.person->record.named_at;
      Add(std::move(line),
          named ? stay.person->record.named_at : stay.record.start);
    }
  }

  // Contacts named whom nobody has isolated, in hospital or lost.
  void FindNotFollowed() {
    std::set<std::uint32_t> followed;
    for (std::size_t row = 0; row < RowsOf<schema::Stay>(world_); ++row) {
      const auto person = Target(world_, RefOf<schema::Stay>(row), "person");
      if (person) followed.insert(*person);
    }
    std::map<std::uint32_t, Instant> named;
    for (std::size_t row = 0; row < RowsOf<schema::Exposure>(world_); ++row) {
      const data::RowRef ref = RefOf<schema::Exposure>(row);
      if (!setting_.Covers(ref)) continue;
      const auto exposure = ReadKnown<schema::Exposure>(world_, row);
      const auto person = Target(world_, ref, "person");
      const bool done = exposure.state == schema::ReachState::kIsolated ||
                        exposure.state == schema::ReachState::kReferred ||
                        Before(exposure.isolated_at, setting_.as_of);
      if (done || !person || !Before(exposure.named_at, setting_.as_of) ||
          followed.count(*person) != 0 || on_the_road_.count(*person) != 0) {
        continue;
      }
      Instant& at = named.emplace(*person, *exposure.named_at).first->second;
      at = std::min(at, *exposure.named_at);
    }
    for (const auto& [person, at] : named) {
      Waiting line;
      line.kind = Waiting::Kind::kNotFollowed;
      line.person = IdOf(world_, RefOf<schema::Person>(person));
      Add(std::move(line), at);
    }
  }

  const Setting& setting_;
  const world::World& world_;
  const County& county_;
  std::set<std::uint32_t> on_the_road_;
  std::vector<Waiting> lines_;
};

}  // namespace

void AddAlarms(const Setting& setting, const County& county,
               TonightView& view) {
  view.alarms = Alarms(setting, county).Find();
}

void AddWaiting(const Setting& setting, const County& county,
                TonightView& view) {
  view.waiting = WaitingList(setting, county).Find();
}

}  // namespace quaranta::desk

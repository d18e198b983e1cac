// When those who arrive come, and how long they stay.
#include <algorithm>
#include <tuple>
#include <utility>

#include "desk/days_in.h"

namespace quaranta::desk {
namespace {

using schema::Profile;
using schema::Stay;

bool InPeriod(const Profile& profile, Day day) {
  return (!profile.effective_from || *profile.effective_from <= day) &&
         (!profile.effective_to || day <= *profile.effective_to);
}

class VisitReader {
 public:
  VisitReader(const world::World& arrivals, const Setting& setting,
              const policy::Policy& policy, std::int32_t days)
      : world_(arrivals), setting_(setting), policy_(policy), days_(days) {}

  std::map<std::string, Visit> Read() {
    ReadStays(*setting_.world, false);
    if (&world_ != setting_.world) ReadStays(world_, true);
    std::map<std::string, Visit> visits;
    for (std::size_t row = 0; row < RowsOf<schema::Person>(world_); ++row) {
      const auto person = ReadKnown<schema::Person>(world_, row);
      if (Known(person.id)) visits.emplace(*person.id, VisitOf(person));
    }
    return visits;
  }

 private:
  // Stays that are not over; those of the arrivals' own tables go first, then
  // the latest.
  void ReadStays(const world::World& world, bool own) {
    for (std::size_t row = 0; row < RowsOf<Stay>(world); ++row) {
      Stay stay = ReadKnown<Stay>(world, row);
      const auto person = Known(stay.person_id);
      if (!person || IsOver(stay, setting_.as_of)) continue;
      const auto rank = [](const std::pair<bool, Stay>& of) {
        return std::tuple(of.first, of.second.start.value_or(Instant{}).micros,
                          of.second.planned_end.value_or(Day{}));
      };
      std::pair<bool, Stay> entry(own, std::move(stay));
      const auto [at, added] = stays_.emplace(*person, entry);
      if (!added && rank(at->second) < rank(entry)) {
        at->second = std::move(entry);
      }
    }
  }

  Visit VisitOf(const schema::Person& person) {
    const auto at = stays_.find(*person.id);
    const Stay stay = at == stays_.end() ? Stay() : at->second.second;
    Visit visit;
    visit.at = person.arrived_at ? person.arrived_at : stay.start;
    visit.arrival = setting_.today;
    if (visit.at) {
      visit.arrival = std::max(visit.arrival, setting_.zone.DayOf(*visit.at));
    }
    SetRelease(person, stay, visit);
    visit.over = visit.release <= visit.arrival;
    if (visit.over) visit.release = visit.arrival + 1;
    return visit;
  }

  struct InForce {
    bool any = false;                      // a pack
    std::vector<const Profile*> profiles;  // with a length; later ones win
  };

  const InForce& On(Day day) {
    const auto [at, added] = in_force_.try_emplace(day);
    if (!added) return at->second;
    const auto resolved = policy_.Resolve(setting_.region_id, day);
    at->second.any = !resolved.packs.empty();
    for (const policy::Pack* pack : resolved.packs) {
      for (const Profile& profile : pack->text.profiles) {
        if (profile.days && InPeriod(profile, day)) {
          at->second.profiles.push_back(&profile);
        }
      }
    }
    return at->second;
  }

  // The profile that the order names, else the last for the contact type.
  static const Profile* Choose(const InForce& in_force, const Stay& stay,
                               schema::ContactType type) {
    const Profile* chosen = nullptr;
    const auto named = Known(stay.profile);
    for (const Profile* profile : in_force.profiles) {
      if (named && profile->id == *named) return profile;
      const auto& types = profile->contact_types;
      if (type == schema::ContactType::kUnspecified) continue;
      if (types.empty() ||
          std::find(types.begin(), types.end(), type) != types.end()) {
        chosen = profile;
      }
    }
    return chosen;
  }

  static void Count(const Profile& profile, std::optional<Day> exposure,
                    std::int32_t credited, Visit& visit) {
    const std::int32_t days =
        *profile.days - profile.length_first_day.value_or(0) - credited;
    visit.basis = LengthBasis::kProfile;
    if (profile.length_anchor == schema::Anchor::kIntake) {
      visit.release = visit.arrival + days;
    } else if (exposure) {
      visit.release = *exposure + days;
    } else {
      visit.release = visit.arrival + days;
      visit.basis = LengthBasis::kFromIntake;
    }
  }

  void SetRelease(const schema::Person& person, const Stay& stay,
                  Visit& visit) {
    const InForce& in_force = On(visit.arrival);
    visit.no_measure = !in_force.any;
    if (stay.planned_end) {
      visit.release = *stay.planned_end;
      visit.basis = LengthBasis::kPlannedEnd;
      return;
    }
    const auto type =
        stay.contact_type ? stay.contact_type : person.contact_type;
    const auto exposure = stay.restarted_date  ? stay.restarted_date
                          : stay.last_exposure ? stay.last_exposure
                                               : person.last_exposure;
    const std::int32_t credited = stay.credited_days.value_or(0);
    if (const Profile* profile = Choose(
            in_force, stay, type.value_or(schema::ContactType::kUnspecified))) {
      return Count(*profile, exposure, credited, visit);
    }
    // Nobody knows which: the longest that any of them gives.
    std::optional<Day> longest;
    for (const Profile* profile : in_force.profiles) {
      Count(*profile, exposure, credited, visit);
      if (!longest || *longest < visit.release) longest = visit.release;
    }
    visit.basis = longest ? LengthBasis::kLongest : LengthBasis::kUnknown;
    visit.release = longest
                        ? *longest
                        : std::max(setting_.today + days_, visit.arrival + 1);
  }

  const world::World& world_;
  const Setting& setting_;
  const policy::Policy& policy_;
  std::int32_t days_;
  std::map<std::string, std::pair<bool, Stay>> stays_;  // by person
  std::map<Day, InForce> in_force_;
};

}  // namespace

std::map<std::string, Visit> ReadVisits(const world::World& arrivals,
                                        const Setting& setting,
                                        const policy::Policy& policy,
                                        std::int32_t days) {
  return VisitReader(arrivals, setting, policy, days).Read();
}

Announced AnnouncedOf(const std::map<std::string, Visit>& visits, Day today) {
  Announced announced;
  for (const auto& [person, visit] : visits) {
    if (visit.arrival > today) announced.emplace(person, *visit.at);
  }
  return announced;
}

std::vector<PartyDates> DatesOf(const std::vector<Group>& groups,
                                const std::map<std::string, Visit>& visits,
                                const Setting& setting) {
  std::vector<PartyDates> dates;
  for (const Group& group : groups) {
    PartyDates of;
    of.arrival = setting.today;
    if (group.expected) {
      of.expected = setting.zone.Localize(*group.expected);
      of.arrival = setting.zone.DayOf(*group.expected);
    }
    for (const std::string& person : group.note.people) {
      const Visit& visit = visits.at(person);
      const auto rank = [](Day release, LengthBasis basis) {
        return std::pair(release, basis);
      };
      if (rank(of.release, of.basis) < rank(visit.release, visit.basis)) {
        of.release = visit.release;
        of.basis = visit.basis;
      }
    }
    dates.push_back(of);
  }
  return dates;
}

}  // namespace quaranta::desk

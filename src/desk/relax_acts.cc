// What could be done for people without a room.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "desk/relax_in.h"
#include "desk/why_words.h"
#include "desk/words.h"

namespace quaranta::desk {
namespace {

using Kind = Relaxation::Kind;

Sentence WhenReady(std::optional<double> hours) {
  if (!hours) return {msg::kNightInUnknown, {}};
  return {msg::kNightInHours, {{"hours", HoursText(*hours)}}};
}

// A minor who travels alone goes by the person's own id.
bool IsOne(const PartyNote& party) {
  return party.people.size() == 1 && party.people.front() == party.id;
}

class Acts {
 public:
  Acts(const Draft& draft, const Plan& plan) : draft_(draft), plan_(plan) {}

  std::vector<Candidate> Find() {
    FindGrades();
    AskConsents();
    NameCarers();
    LodgeApart();
    DisinfectFloors();
    OpenSites();
    ExceptPairing();
    ClearFloors();
    return std::move(candidates_);
  }

 private:
  void Add(Kind kind, std::string subject, MessageId message,
           std::vector<MessageArg> args, Change change, Sentence act = {},
           std::optional<double> hours = {}, std::int64_t promise = 0) {
    Candidate& candidate = candidates_.emplace_back();
    candidate.relaxation.kind = kind;
    candidate.relaxation.subject = std::move(subject);
    candidate.relaxation.approver = ApproverOf(kind);
    candidate.relaxation.hours = hours;
    candidate.change = std::move(change);
    candidate.message = message;
    candidate.args = std::move(args);
    candidate.args.emplace_back("role",
                                RoleWord(candidate.relaxation.approver));
    candidate.act = std::move(act);
    candidate.promise = promise;
  }

  Role ApproverOf(Kind kind) const {
    const Params& params = draft_.setting.params;
    switch (kind) {
      case Kind::kDisinfectFloor:
        return params.disinfect_by;
      case Kind::kAskConsent:
      case Kind::kLodgeApart:
        return params.consent_by;
      case Kind::kNameCarer:
        return params.carer_by;
      case Kind::kOpenSite:
        return params.open_site_by;
      case Kind::kConvertSite:
        return params.convert_site_by;
      case Kind::kPairingException:
        // Never offered without.
        return params.pairing_exception_by.value_or(Role::kProvinceCommand);
      case Kind::kClearFloor:
        break;
    }
    return params.clear_floor_by;
  }

  // Grades whose rooms could help: people without a room may go there, or
  // others may who would leave them theirs.
  void FindGrades() {
    const place::Problem& problem = plan_.problem;
    std::set<std::uint32_t> risks;
    for (const place::Unplaced& entry : plan_.plan.unplaced) {
      risks.insert(problem.parties[entry.party.value()].risk_class);
    }
    for (bool grew = true; grew;) {
      grew = false;
      for (const place::Site& site : problem.sites) {
        const bool allowed =
            std::any_of(risks.begin(), risks.end(), [&](std::uint32_t risk) {
              return problem.pairing.Allows(risk, site.grade);
            });
        if (allowed) grew = grades_.insert(site.grade).second || grew;
      }
      for (const place::Party& party : problem.parties) {
        const bool allowed = std::any_of(
            grades_.begin(), grades_.end(), [&](std::uint32_t grade) {
              return problem.pairing.Allows(party.risk_class, grade);
            });
        if (allowed) grew = risks.insert(party.risk_class).second || grew;
      }
    }
  }

  // How many people could get so many beds more of a grade; nothing: that
  // cannot help anybody.
  std::optional<std::int64_t> Promise(std::uint32_t grade,
                                      std::int64_t beds) const {
    if (beds <= 0 || grades_.count(grade) == 0) return std::nullopt;
    std::int64_t people = 0;
    for (const place::Unplaced& entry : plan_.plan.unplaced) {
      const auto& party = plan_.problem.parties[entry.party.value()];
      if (plan_.problem.pairing.Allows(party.risk_class, grade)) {
        people += static_cast<std::int64_t>(entry.people.size());
      }
    }
    return std::min(people, beds);
  }

  // What the rooms of a site that is opened take, its own staff's left out.
  std::int64_t BedsOf(std::size_t s, const std::set<std::size_t>& made) const {
    const place::Problem& problem = plan_.problem;
    std::vector<std::int64_t> beds;
    for (std::size_t r = 0; r < problem.rooms.size(); ++r) {
      const place::Room& room = problem.rooms[r];
      const place::Unit& unit = problem.units[room.unit.value()];
      if (unit.site.value() == s && !unit.closed && !unit.holder &&
          (room.state == place::RoomState::kReady || made.count(r) != 0)) {
        beds.push_back(room.beds);
      }
    }
    std::sort(beds.begin(), beds.end());  // the staff's may be the smallest
    const auto staff = static_cast<std::size_t>(problem.sites[s].staff_rooms);
    std::int64_t sum = 0;
    for (std::size_t i = staff; i < beds.size(); ++i) sum += beds[i];
    return sum;
  }

  static bool HasAdult(const place::Party& party) {
    return std::any_of(party.people.begin(), party.people.end(),
                       [](const place::Person& of) { return !of.minor; });
  }
  static bool HasMinor(const place::Party& party) {
    return std::any_of(party.people.begin(), party.people.end(),
                       [](const place::Person& of) { return of.minor; });
  }

  // Minors are dealt to the adults of the party in turn.
  static void DealMinors(place::Party& party) {
    std::vector<std::uint32_t> adults;
    for (std::uint32_t i = 0; i < party.people.size(); ++i) {
      if (!party.people[i].minor) adults.push_back(i);
    }
    std::size_t next = 0;
    for (place::Person& of : party.people) {
      if (of.minor) of.carer = adults[next++ % adults.size()];
    }
  }
  static void ShareAll(place::Party& party) {
    party.lodging = place::Lodging::kTogether;
    for (place::Person& of : party.people) of.carer.reset();
  }

  // Parties apart in which adults could agree to share with the children: each
  // with some of them, else all in one room, or in adjacent ones.
  void AskConsents() {
    std::map<std::uint32_t, std::int64_t> people;  // by party
    for (const place::Unplaced& entry : plan_.plan.unplaced) {
      const std::uint32_t p = entry.party.value();
      const place::Party& party = plan_.problem.parties[p];
      if (party.lodging == place::Lodging::kApart && HasAdult(party) &&
          HasMinor(party)) {
        people[p] += static_cast<std::int64_t>(entry.people.size());
      }
    }
    for (const auto& [p, left] : people) {
      const std::string& id = plan_.parties[p].id;
      Add(
          Kind::kAskConsent, "Party:" + id, msg::kPlaceRelaxConsent,
          {{"party", id}},
          [p = p](place::Problem& problem) { DealMinors(problem.parties[p]); },
          {msg::kNightActConsent, {{"party", id}}}, 0, left);
      candidates_.back().otherwise = [p = p](place::Problem& problem) {
        ShareAll(problem.parties[p]);
      };
    }
  }

  // Where an adult of the party is there, that adult is asked first.
  void NameCarers() {
    for (const std::uint32_t p : WithoutAdult(plan_)) {
      const PartyNote& party = plan_.parties[p];
      const bool one = IsOne(party);
      Add(
          Kind::kNameCarer, SubjectOf(party),
          one ? msg::kPlaceRelaxCarerOne : msg::kPlaceRelaxCarer,
          {{one ? "person" : "party", party.id}},
          [p](place::Problem& problem) {
            problem.parties[p].carer_named = true;
          },
          CarerFor(party), 0, static_cast<std::int64_t>(party.people.size()));
    }
  }

  // Parties for whom there is no room that takes all of them, though there may
  // be rooms: one that was too large for any room is no longer so once one
  // room could take it.
  void LodgeApart() {
    for (const place::Unplaced& entry : plan_.plan.unplaced) {
      const std::uint32_t p = entry.party.value();
      const place::Party& party = plan_.problem.parties[p];
      if (party.lodging != place::Lodging::kTogether ||
          party.people.size() < 2 || !HasAdult(party)) {
        continue;
      }
      const std::string& id = plan_.parties[p].id;
      Add(
          Kind::kLodgeApart, "Party:" + id, msg::kPlaceRelaxApart,
          {{"party", id}},
          [p](place::Problem& problem) {
            problem.parties[p].lodging = place::Lodging::kApart;
            DealMinors(problem.parties[p]);
          },
          {msg::kNightActApart, {{"party", id}}}, 0,
          static_cast<std::int64_t>(entry.people.size()));
    }
  }

  std::vector<MessageArg> FloorArgs(std::size_t u) const {
    const UnitNote& unit = plan_.units[u];
    return {{"site", plan_.sites[unit.site].name},
            {"floor", FloorWord(unit.label)}};
  }

  bool Usable(std::size_t u) const {
    const place::Site& site = plan_.problem.sites[plan_.units[u].site];
    return site.open || site.can_open;
  }

  // Opens a unit and the rooms on it that are closed for one of the reasons.
  Change Free(std::size_t u, std::set<NotOffered> reasons) const {
    return [&plan = plan_, u,
            reasons = std::move(reasons)](place::Problem& problem) {
      problem.units[u].closed = false;
      problem.units[u].holder.reset();
      for (std::size_t r = 0; r < problem.rooms.size(); ++r) {
        if (problem.rooms[r].unit.value() == u &&
            reasons.count(plan.rooms[r].why) != 0) {
          problem.rooms[r].state = place::RoomState::kReady;
        }
      }
    };
  }

  // By unit, those of the rooms that it offers once it is disinfected.
  std::vector<std::int64_t> BedsWaiting() const {
    std::vector<std::int64_t> beds(plan_.units.size());
    for (std::size_t r = 0; r < plan_.rooms.size(); ++r) {
      const place::Room& room = plan_.problem.rooms[r];
      if (room.state == place::RoomState::kReady ||
          plan_.rooms[r].why == NotOffered::kAwaitingDisinfection) {
        beds[room.unit.value()] += room.beds;
      }
    }
    return beds;
  }

  // Whole hours until params.disinfection_h after the last of it left.
  double HoursUntilFree(std::size_t u) const {
    const Setting& setting = draft_.setting;
    std::int64_t free = setting.as_of.micros;
    for (std::size_t r = 0; r < plan_.rooms.size(); ++r) {
      if (plan_.problem.rooms[r].unit.value() != u) continue;
      for (const std::size_t l :
           draft_.county.rooms[draft_.stock.county_room[r]].lodgings) {
        const Lodging& lodging = draft_.county.lodgings[l];
        if (!HasLeft(lodging)) continue;
        free =
            std::max(free, LeftAt(lodging, setting.as_of).micros +
                               setting.params.disinfection_h * kMicrosPerHour);
      }
    }
    const std::int64_t wait = free - setting.as_of.micros;
    return static_cast<double>((wait + kMicrosPerHour - 1) / kMicrosPerHour);
  }

  void DisinfectFloors() {
    const std::vector<std::int64_t> beds = BedsWaiting();
    for (std::size_t u = 0; u < plan_.units.size(); ++u) {
      if (plan_.units[u].state != UnitState::kAwaitingDisinfection ||
          !Usable(u)) {
        continue;
      }
      const auto promise =
          Promise(plan_.problem.sites[plan_.units[u].site].grade, beds[u]);
      if (!promise) continue;
      const double hours = HoursUntilFree(u);
      auto args = FloorArgs(u);
      if (hours > 0) args.emplace_back("when", WhenReady(hours));
      Add(Kind::kDisinfectFloor, "Floor:" + plan_.units[u].floors.front(),
          hours > 0 ? msg::kPlaceRelaxDisinfectWhen : msg::kPlaceRelaxDisinfect,
          args, Free(u, {NotOffered::kAwaitingDisinfection}),
          {hours > 0 ? msg::kNightActDisinfectWhen : msg::kNightActDisinfect,
           args},
          hours, *promise);
    }
  }

  void OpenSites() {
    for (std::size_t s = 0; s < plan_.sites.size(); ++s) {
      const place::Site& site = plan_.problem.sites[s];
      if (site.open || site.can_open) continue;
      if (plan_.sites[s].status == schema::SiteStatus::kAccepted) {
        OpenSite(s);
      } else {
        ConvertSite(s);
      }
    }
  }

  // Of the first day, in yuan.
  std::optional<double> CostOf(std::size_t s, bool convert) const {
    const schema::Site& site =
        draft_.county.sites[draft_.stock.county_site[s]].record;
    if (!site.open_cost_day || (convert && !site.conversion_cost)) {
      return std::nullopt;
    }
    return *site.open_cost_day + (convert ? *site.conversion_cost : 0);
  }

  void OpenSite(std::size_t s) {
    const SiteNote& site = plan_.sites[s];
    const auto promise = Promise(plan_.problem.sites[s].grade, BedsOf(s, {}));
    if (!promise) return;
    Add(
        Kind::kOpenSite, "Site:" + site.id, msg::kPlaceRelaxOpen,
        {{"site", site.name}},
        [s](place::Problem& problem) { problem.sites[s].can_open = true; },
        {msg::kNightActOpen, {{"site", site.name}}}, site.ready_in_h, *promise);
    candidates_.back().relaxation.cost = CostOf(s, false);
  }

  // Rooms of a site that is not converted have no recorded use yet.
  void ConvertSite(std::size_t s) {
    const SiteNote& site = plan_.sites[s];
    std::set<std::size_t> rooms;
    for (std::size_t r = 0; r < plan_.rooms.size(); ++r) {
      const NotOffered why = plan_.rooms[r].why;
      const std::uint32_t unit = plan_.problem.rooms[r].unit.value();
      if (plan_.units[unit].site == s && (why == NotOffered::kUnknownUse ||
                                          why == NotOffered::kUnknownState)) {
        rooms.insert(r);
      }
    }
    const auto promise =
        Promise(plan_.problem.sites[s].grade, BedsOf(s, rooms));
    if (!promise) return;
    Add(
        Kind::kConvertSite, "Site:" + site.id, msg::kPlaceRelaxConvert,
        {{"site", site.name},
         {"status", StatusWord(site.status)},
         {"when", WhenReady(site.ready_in_h)}},
        [s, rooms = std::move(rooms)](place::Problem& problem) {
          problem.sites[s].can_open = true;
          for (const std::size_t r : rooms) {
            problem.rooms[r].state = place::RoomState::kReady;
          }
        },
        {msg::kNightActConvert, {{"site", site.name}}}, site.ready_in_h,
        *promise);
    candidates_.back().relaxation.cost = CostOf(s, true);
  }

  // Groups some of whose people would have a room if only the pairing did not
  // bind them, and an officer whom the policy names may say so.
  void ExceptPairing() {
    if (!draft_.setting.params.pairing_exception_by) return;
    std::set<std::uint32_t> cohorts;
    for (std::size_t i = 0; i < plan_.why.size(); ++i) {
      const auto& alone = plan_.why[i].alone;
      if (std::find(alone.begin(), alone.end(), place::Family::kPairing) !=
          alone.end()) {
        const std::uint32_t p = plan_.plan.unplaced[i].party.value();
        cohorts.insert(plan_.problem.parties[p].cohort.value());
      }
    }
    for (const std::uint32_t cohort : cohorts) {
      Add(
          Kind::kPairingException, NameOfCohort(cohort),
          msg::kPlaceRelaxException, {{"cohort", plan_.cohorts[cohort].label}},
          [cohort](place::Problem& problem) { Except(cohort, problem); }, {},
          0);
    }
  }

  // "Chain:L1", or "Party:F1" of those whose chain is not known.
  std::string NameOfCohort(std::uint32_t cohort) const {
    const CohortNote& note = plan_.cohorts[cohort];
    if (!note.chain.empty()) return "Chain:" + note.chain;
    for (std::size_t p = 0; p < plan_.parties.size(); ++p) {
      if (plan_.problem.parties[p].cohort.value() == cohort) {
        return "Party:" + plan_.parties[p].id;
      }
    }
    return "";
  }

  // The cohort becomes a risk class of its own that goes with every grade on
  // record.
  static void Except(std::uint32_t cohort, place::Problem& problem) {
    place::Pairing& pairing = problem.pairing;
    const place::Pairing before = pairing;
    pairing.allowed.clear();
    for (std::uint32_t risk = 0; risk <= before.risk_classes; ++risk) {
      for (std::uint32_t grade = 0; grade < before.grades; ++grade) {
        const bool allowed = risk == before.risk_classes
                                 ? grade != 0
                                 : before.Allows(risk, grade);
        pairing.allowed.push_back(allowed ? 1 : 0);
      }
    }
    ++pairing.risk_classes;
    for (place::Party& party : problem.parties) {
      if (party.cohort.value() == cohort) {
        party.risk_class = before.risk_classes;
      }
    }
  }

  // Held floors that stand in the way, fewest people first.
  void ClearFloors() {
    std::set<std::pair<std::int32_t, std::uint32_t>> floors;
    for (const place::Unplaced& entry : plan_.plan.unplaced) {
      for (const place::Blocking& block : entry.blocking) {
        const UnitNote& unit = plan_.units[block.unit.value()];
        if (unit.state == UnitState::kHeld && !block.taken_by_plan) {
          floors.emplace(unit.people_inside, block.unit.value());
        }
      }
    }
    for (const auto& [inside, u] : floors) {
      auto args = FloorArgs(u);
      args.emplace_back("inside", inside);
      Add(Kind::kClearFloor, "Floor:" + plan_.units[u].floors.front(),
          msg::kPlaceRelaxClear, std::move(args),
          Free(u, {NotOffered::kOccupied, NotOffered::kReleased,
                   NotOffered::kAwaitingDisinfection}),
          {}, static_cast<double>(draft_.setting.params.disinfection_h));
    }
  }

  const Draft& draft_;
  const Plan& plan_;
  std::vector<Candidate> candidates_;
  std::set<std::uint32_t> grades_;  // whose rooms could help
};

}  // namespace

std::vector<std::uint32_t> WithoutAdult(const Plan& plan) {
  std::set<std::uint32_t> parties;
  for (const place::Unplaced& entry : plan.plan.unplaced) {
    if (entry.reason == place::Reason::kMinorWithoutAdult) {
      parties.insert(entry.party.value());
    }
  }
  return {parties.begin(), parties.end()};
}

std::string SubjectOf(const PartyNote& party) {
  return (IsOne(party) ? "Person:" : "Party:") + party.id;
}

Sentence CarerFor(const PartyNote& party) {
  if (IsOne(party)) {
    return {msg::kNightActCarerOne, {{"person", party.id}}};
  }
  return {msg::kNightActCarer, {{"party", party.id}}};
}

std::vector<Candidate> ActsFor(const Draft& draft, const Plan& plan) {
  return Acts(draft, plan).Find();
}

}  // namespace quaranta::desk

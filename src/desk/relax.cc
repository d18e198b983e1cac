// What would let people have a room: each act is tried by planning again.
#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "core/status_macros.h"
#include "desk/place_in.h"
#include "desk/why_words.h"
#include "desk/words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

using Kind = Relaxation::Kind;

// Plans made again to try acts one by one, those that promise most first; and
// those made to put acts together.
constexpr std::size_t kMostTried = 24;
constexpr std::size_t kMostSteps = 24;
// What is shown of those that help.
constexpr std::size_t kMost = 12;
constexpr std::size_t kMostOfAKind = 4;
constexpr std::size_t kMostExceptions = 4;
constexpr std::size_t kMostCleared = 3;
constexpr std::size_t kMostLater = 2;

// What changes in the problem when it is done.
using Change = std::function<void(place::Problem&)>;

struct Candidate {
  Relaxation relaxation;
  Change change;
  Change otherwise;  // tried where `change` does not help; may be empty
  MessageId message{};
  std::vector<MessageArg> args;
  Sentence act;              // as part of a way out
  std::int64_t promise = 0;  // no more people can get rooms by it directly
};

// Exceptions to a rule come last but for moving people, whatever they bring.
// Then who is helped, how soon and at which cost; what is not known, last.
auto Order(const Candidate& of) {
  constexpr double kUnknown = std::numeric_limits<double>::infinity();
  const Relaxation& r = of.relaxation;
  return std::tuple(r.kind == Kind::kClearFloor,
                    r.kind == Kind::kPairingException, -r.people,
                    r.hours.value_or(kUnknown), r.cost.value_or(kUnknown),
                    r.kind, std::string_view(r.subject));
}

Sentence WhenReady(std::optional<double> hours) {
  if (!hours) return {msg::kNightInUnknown, {}};
  return {msg::kNightInHours, {{"hours", HoursText(*hours)}}};
}

class Relaxer {
 public:
  Relaxer(const Draft& draft, Plan& plan) : draft_(draft), plan_(plan) {}

  absl::Status Run() {
    if (plan_.plan.unplaced.empty()) return absl::OkStatus();
    FindGrades();
    AskConsents();
    NameCarers();
    DisinfectFloors();
    OpenSites();
    ExceptPairing();
    ClearFloors();
    QUARANTA_RETURN_IF_ERROR(TryAll());
    std::stable_sort(helpful_.begin(), helpful_.end(),
                     [](const Candidate& a, const Candidate& b) {
                       return Order(a) < Order(b);
                     });
    Show();
    return FindWayOut();
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

  // Parties that wait for a carer.
  std::vector<std::uint32_t> WithoutAdult() const {
    std::set<std::uint32_t> parties;
    for (const place::Unplaced& entry : plan_.plan.unplaced) {
      if (entry.reason == place::Reason::kMinorWithoutAdult) {
        parties.insert(entry.party.value());
      }
    }
    return {parties.begin(), parties.end()};
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

  // A minor who travels alone goes by the person's own id.
  static bool IsOne(const PartyNote& party) {
    return party.people.size() == 1 && party.people.front() == party.id;
  }

  static std::string SubjectOf(const PartyNote& party) {
    return (IsOne(party) ? "Person:" : "Party:") + party.id;
  }

  // Where an adult of the party is there, that adult is asked first.
  void NameCarers() {
    for (const std::uint32_t p : WithoutAdult()) {
      const PartyNote& party = plan_.parties[p];
      const bool one = IsOne(party);
      Add(
          Kind::kNameCarer, SubjectOf(party),
          one ? msg::kPlaceRelaxCarerOne : msg::kPlaceRelaxCarer,
          {{one ? "person" : "party", party.id}},
          [p](place::Problem& problem) {
            problem.parties[p].carer_named = true;
          },
          CarerFor(p), 0, static_cast<std::int64_t>(party.people.size()));
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
    return [this, u, reasons = std::move(reasons)](place::Problem& problem) {
      problem.units[u].closed = false;
      problem.units[u].holder.reset();
      for (std::size_t r = 0; r < problem.rooms.size(); ++r) {
        if (problem.rooms[r].unit.value() == u &&
            reasons.count(plan_.rooms[r].why) != 0) {
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

  absl::StatusOr<place::Plan> Solve(const place::Problem& problem) const {
    return draft_.solve(problem);
  }

  // How many of a kind are tried, beyond the budget of all work.
  static std::size_t MostTried(Kind kind) {
    if (kind == Kind::kPairingException) return kMostExceptions;
    return kind == Kind::kClearFloor ? kMostCleared : kMostTried;
  }
  static bool IsWork(Kind kind) {
    return kind != Kind::kPairingException && kind != Kind::kClearFloor;
  }

  // Whether an act of that kind helps the same people.
  bool Helps(Kind kind, const Candidate& as) const {
    return std::any_of(helpful_.begin(), helpful_.end(),
                       [&](const Candidate& of) {
                         return of.relaxation.kind == kind &&
                                of.relaxation.subject == as.relaxation.subject;
                       });
  }

  absl::Status TryAll() {
    // A carer last: an adult of the party may do.
    const auto key = [](const Candidate& of) {
      constexpr double kUnknown = std::numeric_limits<double>::infinity();
      return std::tuple(of.relaxation.kind == Kind::kNameCarer, -of.promise,
                        of.relaxation.hours.value_or(kUnknown),
                        of.relaxation.cost.value_or(kUnknown));
    };
    std::stable_sort(candidates_.begin(), candidates_.end(),
                     [&key](const Candidate& a, const Candidate& b) {
                       return key(a) < key(b);
                     });
    const auto before = UnplacedByParty(plan_.problem, plan_.plan);
    std::map<Kind, std::size_t> tried;
    std::size_t work = 0;
    for (const Candidate& candidate : candidates_) {
      const Kind kind = candidate.relaxation.kind;
      if (kind == Kind::kNameCarer && Helps(Kind::kAskConsent, candidate)) {
        continue;
      }
      if (tried[kind]++ >= MostTried(kind)) continue;
      if (IsWork(kind) && work++ >= kMostTried) continue;
      QUARANTA_RETURN_IF_ERROR(Try(before, candidate));
    }
    return absl::OkStatus();
  }

  void Show() {
    std::map<Kind, std::size_t> shown;
    for (const Candidate& candidate : helpful_) {
      if (plan_.relaxations.size() == kMost) return;
      if (shown[candidate.relaxation.kind]++ < kMostOfAKind) {
        plan_.relaxations.push_back(candidate.relaxation);
      }
    }
  }

  absl::Status Try(const std::vector<std::int32_t>& before,
                   Candidate candidate) {
    place::Problem problem = plan_.problem;
    candidate.change(problem);
    QUARANTA_ASSIGN_OR_RETURN(const place::Plan after, Solve(problem));
    const auto left = UnplacedByParty(problem, after);
    Relaxation& relaxation = candidate.relaxation;
    for (std::size_t p = 0; p < before.size(); ++p) {
      relaxation.people += before[p] - left[p];
      if (left[p] < before[p]) {
        relaxation.parties.push_back(plan_.parties[p].id);
      }
    }
    if (relaxation.people <= 0) {
      if (!candidate.otherwise) return absl::OkStatus();
      candidate.change = std::exchange(candidate.otherwise, nullptr);
      relaxation.people = 0;
      relaxation.parties.clear();
      return Try(before, std::move(candidate));
    }
    auto args = candidate.args;
    args.emplace_back("people", relaxation.people);
    relaxation.text = {candidate.message, std::move(args)};
    helpful_.push_back(std::move(candidate));
    return absl::OkStatus();
  }

  static std::int32_t PeopleLeft(const place::Plan& plan) {
    std::int32_t people = 0;
    for (const place::Unplaced& entry : plan.unplaced) {
      people += static_cast<std::int32_t>(entry.people.size());
    }
    return people;
  }

  // Makes the change if fewer people are then left.
  absl::StatusOr<bool> Take(const Change& change, place::Problem& problem,
                            std::int32_t& left) const {
    place::Problem changed = problem;
    change(changed);
    QUARANTA_ASSIGN_OR_RETURN(const place::Plan after, Solve(changed));
    if (PeopleLeft(after) >= left) return false;
    left = PeopleLeft(after);
    problem = std::move(changed);
    return true;
  }

  absl::Status FindWayOut() {
    WayOut& out = plan_.way_out;
    place::Problem problem = plan_.problem;
    const std::int32_t before = PeopleLeft(plan_.plan);
    std::int32_t left = before;
    QUARANTA_RETURN_IF_ERROR(TakeCarers(problem, left));
    QUARANTA_RETURN_IF_ERROR(TakeOneByOne(IsForTonight, problem, left));
    QUARANTA_RETURN_IF_ERROR(TakeTogether(IsForTonight, problem, left));
    for (const Candidate* taken : taken_) out.tonight.push_back(taken->act);
    out.helped_tonight = before - left;
    out.left_tonight = left;
    taken_.clear();
    QUARANTA_RETURN_IF_ERROR(TakeOneByOne(IsForLater, problem, left));
    if (taken_.empty()) {
      QUARANTA_RETURN_IF_ERROR(TakeTogether(IsForLaterOn, problem, left));
    }
    bool known = true;
    for (const Candidate* taken : taken_) {
      out.later.push_back(taken->act);
      const std::optional<double> hours = taken->relaxation.hours;
      known = known && hours.has_value();
      if (hours) out.hours = std::max(out.hours.value_or(0), *hours);
    }
    if (!known) out.hours.reset();
    out.helped_later = out.left_tonight - left;
    return absl::OkStatus();
  }

  static bool IsForTonight(const Candidate& candidate) {
    return candidate.relaxation.kind == Kind::kDisinfectFloor ||
           candidate.relaxation.kind == Kind::kAskConsent ||
           candidate.relaxation.kind == Kind::kNameCarer;
  }
  static bool IsForLater(const Candidate& candidate) {
    return candidate.relaxation.kind == Kind::kOpenSite ||
           candidate.relaxation.kind == Kind::kConvertSite;
  }
  // A site may help only whom a carer is named for.
  static bool IsForLaterOn(const Candidate& candidate) {
    return IsForLater(candidate) ||
           candidate.relaxation.kind == Kind::kNameCarer;
  }
  using Filter = bool (*)(const Candidate&);

  // Of those that help by themselves, each that adds to those before.
  absl::Status TakeOneByOne(Filter filter, place::Problem& problem,
                            std::int32_t& left) {
    for (const Candidate& candidate : helpful_) {
      if (left == 0 || steps_ >= kMostSteps) break;
      if (filter == IsForLater && taken_.size() == kMostLater) break;
      if (!filter(candidate) || IsTaken(candidate)) continue;
      ++steps_;
      QUARANTA_ASSIGN_OR_RETURN(const bool taken,
                                Take(candidate.change, problem, left));
      if (taken) taken_.push_back(&candidate);
    }
    return absl::OkStatus();
  }

  bool IsTaken(const Candidate& candidate) const {
    const Kind kind = candidate.relaxation.kind;
    if ((kind == Kind::kNameCarer || kind == Kind::kAskConsent) &&
        cared_.count(candidate.relaxation.subject) != 0) {
      return true;
    }
    return std::any_of(
        taken_.begin(), taken_.end(), [&](const Candidate* taken) {
          return taken->relaxation.kind == kind &&
                 taken->relaxation.subject == candidate.relaxation.subject;
        });
  }

  // Acts none of which helps by itself may help together, and so may those that
  // were not tried. All of them at once; if that helps, what is not needed is
  // given up, what promises least first.
  absl::Status TakeTogether(Filter filter, place::Problem& problem,
                            std::int32_t& left) {
    std::vector<const Candidate*> acts;
    for (const Candidate& candidate : candidates_) {
      if (filter(candidate) && !IsTaken(candidate)) acts.push_back(&candidate);
    }
    if (left == 0 || acts.empty()) return absl::OkStatus();
    place::Problem best = problem;
    std::int32_t fewest = left;
    QUARANTA_ASSIGN_OR_RETURN(const bool helps,
                              Take(AllOf(acts), best, fewest));
    if (!helps) return absl::OkStatus();
    for (std::size_t i = acts.size(); i-- > 0 && acts.size() > 1;) {
      if (steps_++ >= kMostSteps) break;
      std::vector<const Candidate*> fewer = acts;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      place::Problem changed = problem;
      std::int32_t then = fewest + 1;
      QUARANTA_ASSIGN_OR_RETURN(const bool enough,
                                Take(AllOf(fewer), changed, then));
      if (!enough) continue;
      acts = std::move(fewer);
      best = std::move(changed);
      fewest = then;
    }
    if (acts.size() > kMostOfAKind) {
      plan_.way_out.not_all_tried = true;
      return absl::OkStatus();
    }
    taken_.insert(taken_.end(), acts.begin(), acts.end());
    problem = std::move(best);
    left = fewest;
    return absl::OkStatus();
  }

  static Change AllOf(std::vector<const Candidate*> acts) {
    return [acts = std::move(acts)](place::Problem& problem) {
      for (const Candidate* act : acts) act->change(problem);
    };
  }

  // Adults of the party who help by agreeing, and carers for the other minors,
  // all at once.
  absl::Status TakeCarers(place::Problem& problem, std::int32_t& left) {
    std::vector<std::uint32_t> named;
    std::vector<const Candidate*> asked;
    for (const std::uint32_t p : WithoutAdult()) {
      const auto of = std::find_if(
          helpful_.begin(), helpful_.end(), [&](const Candidate& candidate) {
            return candidate.relaxation.kind == Kind::kAskConsent &&
                   candidate.relaxation.subject ==
                       "Party:" + plan_.parties[p].id;
          });
      if (of == helpful_.end()) {
        named.push_back(p);
      } else {
        asked.push_back(&*of);
      }
    }
    if (named.empty() && asked.empty()) return absl::OkStatus();
    place::Problem changed = problem;
    AllOf(asked)(changed);
    const place::Problem agreed = changed;
    for (const std::uint32_t p : named) changed.parties[p].carer_named = true;
    QUARANTA_ASSIGN_OR_RETURN(const place::Plan after, Solve(changed));
    for (const place::Unplaced& entry : after.unplaced) {
      const std::uint32_t p = entry.party.value();
      if (std::erase(named, p) > 0) {
        plan_.way_out.beyond_carer.emplace(p, entry.reason);
      }
    }
    if (PeopleLeft(after) >= left) return absl::OkStatus();
    left = PeopleLeft(after);
    problem = agreed;
    for (const std::uint32_t p : named) {
      problem.parties[p].carer_named = true;
      cared_.insert(SubjectOf(plan_.parties[p]));
    }
    for (const Candidate* act : asked) cared_.insert(act->relaxation.subject);
    std::vector<Sentence>& acts = plan_.way_out.tonight;
    if (asked.size() == 1) acts.push_back(asked[0]->act);
    if (asked.size() > 1) {
      acts.push_back({msg::kNightActConsents, {{"parties", asked.size()}}});
    }
    if (named.size() == 1) acts.push_back(CarerFor(named[0]));
    if (named.size() > 1) {
      acts.push_back({msg::kNightActCarers, {{"parties", named.size()}}});
    }
    return absl::OkStatus();
  }

  Sentence CarerFor(std::uint32_t p) const {
    const PartyNote& party = plan_.parties[p];
    if (IsOne(party)) {
      return {msg::kNightActCarerOne, {{"person", party.id}}};
    }
    return {msg::kNightActCarer, {{"party", party.id}}};
  }

  const Draft& draft_;
  Plan& plan_;
  std::vector<Candidate> candidates_;
  std::vector<Candidate> helpful_;
  std::set<std::uint32_t> grades_;       // whose rooms could help
  std::vector<const Candidate*> taken_;  // of the way out, one half of it
  std::set<std::string> cared_;          // whose children have an adult by it
  std::size_t steps_ = 0;
};

}  // namespace

absl::Status AddRelaxations(const Draft& draft, Plan& plan) {
  return Relaxer(draft, plan).Run();
}

}  // namespace quaranta::desk

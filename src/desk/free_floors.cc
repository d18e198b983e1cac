// Floors that could be free if people of one group moved together.
#include <algorithm>
#include <utility>

#include "core/status_macros.h"
#include "desk/audit_words.h"
#include "desk/move_records.h"
#include "desk/moves_in.h"
#include "desk/night_words.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"
#include "quaranta/place/verify_moves.h"

namespace quaranta::desk {
namespace {

class Freer {
 public:
  Freer(const AuditDraft& draft, const Named& named, FreeingResult& result)
      : draft_(draft), result_(result) {
    result_.wanted = SubjectsOf(draft.county, named);
    // A floor is never free on the day on which people leave it.
    result_.free_from = draft.setting.today +
                        std::max(draft.setting.params.DisinfectionDays(), 1);
    FindWanted(named);
  }

  absl::Status Plan(const FreeOptions& options) {
    place::FreeOptions plan;
    plan.most_people = options.most_people;
    plan.node_limit = options.node_limit;
    plan.place.seed = options.seed;
    if (!result_.wanted.empty()) {
      plan.wanted.emplace(wanted_.begin(), wanted_.end());
    }
    QUARANTA_ASSIGN_OR_RETURN(
        result_.freeing,
        place::FreeUnits(result_.problem, result_.inside, plan));
    QUARANTA_ASSIGN_OR_RETURN(
        const place::MovesReport report,
        place::VerifyFreeing(result_.problem, result_.inside, plan,
                             result_.freeing));
    if (report.ok()) return absl::OkStatus();
    return Internal("the moves break their own rules: " +
                    std::string(place::NameOf(report.violations[0].fault)));
  }

  void Tell() {
    const place::Freeing& found = result_.freeing;
    AddMoves(
        found.moves, found.substitutions,
        [](place::RoomId) { return MoveCause::kFreesFloor; }, result_);
    for (const place::FreedUnit& of : found.units) AddFloor(of);
    for (const place::FreeChoice& of : found.choices) AddChoice(of);
    AddBeforeEmpty(draft_.county, RoomsFreed(), false, result_.conditions);
    result_.cleaning = CleaningAfter(result_, found.moves);
    AddDoubtsOfInside(draft_, result_);
    AddHeadline();
  }

 private:
  void FindWanted(const Named& named) {
    const Stock& stock = draft_.stock;
    for (const std::size_t f : named.floors) {
      const auto& unit = stock.unit_of_floor[f];
      if (unit) wanted_.insert(place::UnitId(*unit));
    }
    for (std::size_t u = 0; u < stock.units.size(); ++u) {
      const std::size_t site = stock.units[u].site.value();
      if (named.sites.contains(stock.county_site[site])) {
        wanted_.insert(place::UnitId(u));
      }
    }
  }

  std::set<std::size_t> RoomsFreed() const {
    std::set<place::UnitId> units;
    for (const place::FreedUnit& of : result_.freeing.units) {
      units.insert(of.unit);
    }
    std::set<std::size_t> rooms;
    for (std::size_t r = 0; r < draft_.stock.rooms.size(); ++r) {
      if (units.contains(draft_.stock.rooms[r].unit)) {
        rooms.insert(draft_.stock.county_room[r]);
      }
    }
    return rooms;
  }

  void AddFloor(const place::FreedUnit& of) {
    const UnitNote& unit = result_.units[of.unit.value()];
    FreedFloor record{result_.sites[unit.site].id,
                      unit.floors,
                      of.cohort.value(),
                      result_.cohorts[of.cohort.value()].label,
                      of.people,
                      of.rooms,
                      {}};
    record.text = {msg::kMovesFreeFloor,
                   {{"where", UnitWord(result_, of.unit.value())},
                    {"people", of.people},
                    {"cohort", record.group},
                    {"rooms", of.rooms},
                    {"day", FormatDay(result_.free_from)}}};
    result_.rooms_gained += of.rooms;
    result_.floors.push_back(std::move(record));
  }

  void AddChoice(const place::FreeChoice& of) {
    FloorChoice record;
    record.floors = static_cast<std::int64_t>(of.units.size());
    record.people = of.moved.value;
    record.bound = of.moved.bound;
    std::vector<Sentence> where;
    for (const place::UnitId unit : of.units) {
      record.which.push_back(result_.units[unit.value()].floors);
      where.push_back(UnitWord(result_, unit.value()));
    }
    record.text = {
        record.people == record.bound ? msg::kMovesChoice
                                      : msg::kMovesChoiceBound,
        {{"floors", record.floors},
         {"people", record.people},
         {"bound", record.bound},
         {"where", ListUpTo(std::move(where), msg::kMovesMorePlaces)}}};
    result_.choices.push_back(std::move(record));
  }

  void AddHeadline() {
    const place::Freeing& found = result_.freeing;
    MessageId first = msg::kMovesFree;
    if (found.units.empty() && found.most_units > 0) {
      first = msg::kMovesFreeNoneFound;
    } else if (found.units.empty()) {
      first = found.choices.empty() ? msg::kMovesFreeNone
                                    : msg::kMovesFreeNoneWithin;
    }
    result_.headline.push_back({first,
                                {{"time", TimeText(result_.as_of)},
                                 {"most", result_.most_people.value_or(0)},
                                 {"floors", found.units.size()},
                                 {"people", found.moved.value}}});
    if (found.units.empty()) return;
    result_.headline.push_back({msg::kMovesFreeGain,
                                {{"rooms", result_.rooms_gained},
                                 {"day", FormatDay(result_.free_from)}}});
  }

  const AuditDraft& draft_;
  FreeingResult& result_;
  std::set<place::UnitId> wanted_;
};

}  // namespace

absl::StatusOr<FreeingResult> FreeFloorsIn(const Setting& setting,
                                           const FreeOptions& options) {
  const County county = ReadCounty(setting);
  QUARANTA_ASSIGN_OR_RETURN(
      const Named named,
      FindNamed(county, options.wanted, {"wanted", setting.region_id, false}));
  const AuditDraft draft = JoinAudit(setting, county);
  FreeingResult result;
  FillOccupancy(draft, result);
  result.seed = options.seed;
  result.node_limit = options.node_limit;
  result.most_people = options.most_people;
  Freer freer(draft, named, result);
  QUARANTA_RETURN_IF_ERROR(freer.Plan(options));
  freer.Tell();
  return result;
}

}  // namespace quaranta::desk

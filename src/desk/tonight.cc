// What can be taken, and who leaves.
#include "quaranta/desk/tonight.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "desk/acceptance.h"
#include "desk/capacity_in.h"
#include "desk/cohorts.h"
#include "desk/stock.h"
#include "desk/tonight_parts.h"

namespace quaranta::desk {
namespace {

void AddNextSites(const Setting& setting, const County& county,
                  TonightView& view) {
  std::vector<std::pair<std::int32_t, const SiteRow*>> order;
  for (const SiteRow& site : county.sites) {
    if (site.Open() || site.Closed()) continue;
    order.emplace_back(site.record.activation_rank.value_or(
                           std::numeric_limits<std::int32_t>::max()),
                       &site);
  }
  // Sites stand by tier and id already.
  std::stable_sort(
      order.begin(), order.end(),
      [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [rank, site] : order) {
    const OpeningLacks lacks = LacksOf(setting, *site);
    NextSite next;
    next.site = site->id;
    next.status =
        site->record.status.value_or(schema::SiteStatus::kUnspecified);
    next.tier = site->record.tier.value_or(0);
    next.ready_in_h = site->record.ready_in_h;
    next.isolation_rooms = std::count_if(
        site->rooms.begin(), site->rooms.end(), [&county](std::size_t r) {
          return county.rooms[r].record.use == schema::RoomUse::kIsolation;
        });
    next.not_accepted = lacks.not_accepted;
    next.posts = lacks.posts;
    next.posts_unmanned = lacks.posts_unmanned;
    view.next_sites.push_back(std::move(next));
  }
}

// What is on record for leaving, by stay and by person.
class Papers {
 public:
  Papers(const Setting& setting, const County& county)
      : setting_(setting), world_(*setting.world), county_(county) {
    for (std::size_t row = 0; row < RowsOf<schema::Certificate>(world_);
         ++row) {
      const auto paper = world::Get<schema::Certificate>(world_, row);
      if (paper.issued_at && *paper.issued_at > setting.as_of) continue;
      const auto stay = Target(world_, RefOf<schema::Certificate>(row), "stay");
      if (stay) certified_.insert(*stay);
    }
    ReadSamples();
    ReadHolds();
  }

  std::vector<LeavingLack> LacksOf(const StayRow& stay) const {
    std::vector<LeavingLack> lacks;
    const bool certificate = Known(stay.record.certificate_no) ||
                             certified_.count(stay.ref.row) != 0;
    if (!certificate) lacks.push_back(LeavingLack::kCertificate);
    if (!stay.person || tested_.count(stay.person->ref.row) == 0) {
      lacks.push_back(LeavingLack::kFinalResult);
    }
    if (Frozen(stay) || held_.count(stay.ref.row) != 0) {
      lacks.push_back(LeavingLack::kHold);
    }
    if (!Target(world_, stay.ref, "order")) {
      lacks.push_back(LeavingLack::kOrder);
    }
    const auto& handover = stay.record.community_ack_at;
    if (!handover || *handover > setting_.as_of) {
      lacks.push_back(LeavingLack::kHandover);
    }
    return lacks;
  }

 private:
  bool Frozen(const StayRow& stay) const {
    if (!stay.room) return false;
    const RoomRow& room = county_.rooms[*stay.room];
    return room.frozen || (room.floor && county_.floors[*room.floor].frozen);
  }

  // People with a result of a sample of yesterday or today.
  void ReadSamples() {
    for (std::size_t row = 0; row < RowsOf<schema::Sample>(world_); ++row) {
      const data::RowRef ref = RefOf<schema::Sample>(row);
      const auto sample = world::Get<schema::Sample>(world_, row);
      if (!sample.sampled_at || !sample.resulted_at ||
          *sample.resulted_at > setting_.as_of ||
          sample.result != schema::TestResult::kNegative ||
          setting_.today - setting_.zone.DayOf(*sample.sampled_at) > 1) {
        continue;
      }
      auto person = Target(world_, ref, "person");
      if (!person) {
        const auto stay = Target(world_, ref, "stay");
        if (stay) person = Target(world_, RefOf<schema::Stay>(*stay), "person");
      }
      if (person) tested_.insert(*person);
    }
  }

  void ReadHolds() {
    for (std::size_t row = 0; row < RowsOf<schema::Hold>(world_); ++row) {
      const auto stay = Target(world_, RefOf<schema::Hold>(row), "stay");
      if (!stay) continue;
      const auto hold = world::Get<schema::Hold>(world_, row);
      if (HoldInForce(hold, setting_.as_of)) held_.insert(*stay);
    }
  }

  const Setting& setting_;
  const world::World& world_;
  const County& county_;
  std::set<std::uint32_t> certified_;  // rows of stays
  std::set<std::uint32_t> tested_;     // rows of people
  std::set<std::uint32_t> held_;       // rows of stays
};

}  // namespace

void AddStock(const Setting& setting, const County& county, TonightView& view) {
  const BatchBook batches(county, setting);
  const Stock stock = ReadStock(
      county, batches, CohortsInside(county, batches, setting), setting);
  std::map<std::tuple<std::size_t, std::int64_t, bool>, RoomKind> kinds;
  std::set<std::uint32_t> free_units;
  for (std::size_t r = 0; r < stock.rooms.size(); ++r) {
    const std::uint32_t u = stock.rooms[r].unit.value();
    const UnitNote& unit = stock.unit_notes[u];
    const bool free = unit.state == UnitState::kFree;
    if (stock.rooms[r].state != place::RoomState::kReady ||
        !stock.sites[unit.site].open ||
        (!free && unit.state != UnitState::kHeld)) {
      continue;
    }
    const schema::Room& room = county.rooms[stock.county_room[r]].record;
    const std::int64_t beds = room.beds.value_or(0);
    const bool accessible = room.accessible == true;
    RoomKind& kind = kinds[{unit.site, beds, accessible}];
    kind.site = stock.site_notes[unit.site].id;
    kind.beds = beds;
    kind.accessible = accessible;
    ++(free ? kind.rooms : kind.rooms_held);
    if (!free) continue;
    ++view.ready_rooms;
    free_units.insert(u);
  }
  for (auto& [key, kind] : kinds) view.rooms.push_back(std::move(kind));
  view.cohort_slots = static_cast<std::int64_t>(free_units.size());
  AddNextSites(setting, county, view);
}

void AddLeaving(const Setting& setting, const County& county,
                TonightView& view) {
  const Papers papers(setting, county);
  for (const StayRow& stay : county.stays) {
    const auto& end = stay.record.planned_end;
    if (!stay.current || !end || *end > setting.today + 1) continue;
    if (stay.record.state == schema::StayState::kPlanned) continue;
    Leaving line;
    if (stay.person) line.person = stay.person->id;
    line.stay = stay.id;
    if (stay.site) line.site = county.sites[*stay.site].id;
    if (stay.room) line.room = county.rooms[*stay.room].id;
    line.planned_end = *end;
    line.days_over = std::max(setting.today - *end, 0);
    line.lacks = papers.LacksOf(stay);
    (line.days_over > 0 ? view.overstays : view.leaving)
        .push_back(std::move(line));
  }
  const auto by_day = [](const Leaving& a, const Leaving& b) {
    return std::tie(a.planned_end, a.site, a.person, a.stay) <
           std::tie(b.planned_end, b.site, b.person, b.stay);
  };
  std::sort(view.leaving.begin(), view.leaving.end(), by_day);
  std::sort(view.overstays.begin(), view.overstays.end(), by_day);
}

TonightView TonightIn(const Setting& setting) {
  const County county = ReadCounty(setting);
  TonightView view;
  view.region = setting.region_id;
  view.as_of = setting.as_of;
  view.today = setting.today;
  AddAlarms(setting, county, view);
  AddWaiting(setting, county, view);
  AddStock(setting, county, view);
  AddLeaving(setting, county, view);
  AddHolds(setting, county, view);
  AddReports(setting, view);
  AddChanges(setting, view);
  AddDuty(setting, county, view);
  return view;
}

std::string_view NameOf(LeavingLack lack) {
  constexpr std::array<std::string_view, 5> kNames = {
      "CERTIFICATE", "FINAL_RESULT", "HOLD", "ORDER", "HANDOVER"};
  return kNames[static_cast<std::size_t>(lack)];
}

std::string_view NameOf(ReportState state) {
  constexpr std::array<std::string_view, 5> kNames = {"DUE", "RECEIVED", "LATE",
                                                      "ZERO", "MISSING"};
  return kNames[static_cast<std::size_t>(state)];
}

}  // namespace quaranta::desk

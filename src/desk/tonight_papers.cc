// Holds, reports, figures that changed, and who is on duty.
#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "desk/tonight_parts.h"

namespace quaranta::desk {
namespace {

// The subject that a hold or an investigation is about, if it is of this
// county.
std::optional<std::string> HeldSubject(const world::World& world,
                                       const County& county, data::RowRef row) {
  const auto find = [&](std::string_view name,
                        const std::vector<std::int32_t>& of_row,
                        auto ref_of) -> std::optional<std::string> {
    const auto target = Target(world, row, name);
    if (!target || of_row[*target] < 0) return std::nullopt;
    return world.Subject(ref_of(*target));
  };
  if (auto subject = find("stay", county.stay_of_row, RefOf<schema::Stay>)) {
    return subject;
  }
  if (auto subject = find("room", county.room_of_row, RefOf<schema::Room>)) {
    return subject;
  }
  if (auto subject = find("floor", county.floor_of_row, RefOf<schema::Floor>)) {
    return subject;
  }
  return find("site", county.site_of_row, RefOf<schema::Site>);
}

ReportState StateOf(const schema::Report& report, const Setting& setting) {
  const auto arrived = report.received_at ? report.received_at : report.sent_at;
  if (arrived && *arrived <= setting.as_of) {
    if (report.deadline_at && *arrived > *report.deadline_at) {
      return ReportState::kLate;
    }
    return report.zero == true ? ReportState::kZero : ReportState::kReceived;
  }
  if (report.deadline_at) {
    return *report.deadline_at <= setting.as_of ? ReportState::kMissing
                                                : ReportState::kDue;
  }
  return report.date && *report.date < setting.today ? ReportState::kMissing
                                                     : ReportState::kDue;
}

}  // namespace

void AddHolds(const Setting& setting, const County& county, TonightView& view) {
  const world::World& world = *setting.world;
  for (std::size_t row = 0; row < RowsOf<schema::Hold>(world); ++row) {
    const data::RowRef ref = RefOf<schema::Hold>(row);
    const auto hold = world::Get<schema::Hold>(world, row);
    const auto subject = HeldSubject(world, county, ref);
    const bool ended = hold.ended_at && *hold.ended_at <= setting.as_of;
    const bool later = hold.start && *hold.start > setting.as_of;
    if (!subject || ended || later) continue;
    HoldLine line;
    line.subject = *subject;
    line.hold = world.Subject(ref);
    line.reason = hold.reason.value_or(schema::HoldReason::kUnspecified);
    line.until = hold.until;
    if (hold.until) {
      line.minutes_left = MinutesBetween(setting.as_of, *hold.until);
    }
    line.officer_named = hold.officer.has_value();
    line.basis_named = hold.basis.has_value();
    view.holds.push_back(std::move(line));
  }
  for (std::size_t row = 0; row < RowsOf<schema::Investigation>(world); ++row) {
    const data::RowRef ref = RefOf<schema::Investigation>(row);
    const auto record = world::Get<schema::Investigation>(world, row);
    const auto subject = HeldSubject(world, county, ref);
    if (!subject || !InvestigationOpen(record, setting.as_of)) continue;
    HoldLine line;
    line.subject = *subject;
    line.hold = world.Subject(ref);
    line.reason = schema::HoldReason::kInvestigation;
    line.officer_named = record.lead.has_value();
    view.holds.push_back(std::move(line));
  }
  std::sort(view.holds.begin(), view.holds.end(),
            [](const HoldLine& a, const HoldLine& b) {
              const auto key = [](const HoldLine& line) {
                return std::tuple(!line.until, line.minutes_left.value_or(0),
                                  std::string_view(line.hold));
              };
              return key(a) < key(b);
            });
}

void AddReports(const Setting& setting, TonightView& view) {
  const world::World& world = *setting.world;
  for (std::size_t row = 0; row < RowsOf<schema::Report>(world); ++row) {
    const data::RowRef ref = RefOf<schema::Report>(row);
    const auto report = world::Get<schema::Report>(world, row);
    if (!setting.Covers(ref) || !report.date || *report.date > setting.today ||
        *report.date < setting.today - 1) {
      continue;
    }
    ReportLine line;
    line.report = IdOf(world, ref);
    line.unit = report.unit.value_or("");
    line.stream = report.stream.value_or(schema::ReportStream::kUnspecified);
    line.deadline = report.deadline_at;
    line.state = StateOf(report, setting);
    view.reports.push_back(std::move(line));
  }
  std::sort(view.reports.begin(), view.reports.end(),
            [](const ReportLine& a, const ReportLine& b) {
              const auto key = [](const ReportLine& line) {
                // Silent units first, then what is due next.
                const int order = line.state == ReportState::kMissing ? 0
                                  : line.state == ReportState::kDue   ? 1
                                  : line.state == ReportState::kLate  ? 2
                                                                      : 3;
                return std::tuple(order, !line.deadline,
                                  line.deadline ? line.deadline->micros : 0,
                                  std::string_view(line.report));
              };
              return key(a) < key(b);
            });
}

void AddChanges(const Setting& setting, TonightView& view) {
  const world::World& world = *setting.world;
  struct Reading {
    Instant at;
    double value = 0;
    std::uint32_t row = 0;
  };
  std::map<std::pair<std::string, std::string>, std::vector<Reading>> figures;
  for (std::size_t row = 0; row < RowsOf<schema::Figure>(world); ++row) {
    const data::RowRef ref = RefOf<schema::Figure>(row);
    const auto figure = world::Get<schema::Figure>(world, row);
    if (!figure.subject || !figure.name || !figure.value || !figure.as_of ||
        *figure.as_of > setting.as_of || !setting.Covers(ref)) {
      continue;
    }
    figures[{*figure.subject, *figure.name}].push_back(
        {*figure.as_of, *figure.value, ref.row});
  }
  for (auto& [key, readings] : figures) {
    std::sort(readings.begin(), readings.end(),
              [](const Reading& a, const Reading& b) {
                return std::tuple(a.at.micros, a.value) <
                       std::tuple(b.at.micros, b.value);
              });
    if (readings.size() < 2) continue;
    const Reading& now = readings.back();
    const Reading& before = readings[readings.size() - 2];
    if (setting.zone.DayOf(now.at) != setting.today ||
        now.value == before.value) {
      continue;
    }
    FigureChange change{
        key.first, key.second, before.value, now.value, before.at, now.at, ""};
    if (const auto report =
            Target(world, RefOf<schema::Figure>(now.row), "report")) {
      change.reason = world::Get<schema::Report>(world, *report)
                          .revision_reason.value_or("");
    }
    view.changes.push_back(std::move(change));
  }
}

void AddDuty(const Setting& setting, const County& county, TonightView& view) {
  const world::World& world = *setting.world;
  for (std::size_t row = 0; row < RowsOf<schema::Duty>(world); ++row) {
    const data::RowRef ref = RefOf<schema::Duty>(row);
    const auto duty = world::Get<schema::Duty>(world, row);
    const bool ended = duty.end && *duty.end <= setting.as_of;
    const bool later = duty.start && *duty.start > setting.as_of;
    if (ended || later || !setting.Covers(ref)) continue;
    OnDuty line;
    line.duty = world.Subject(ref);
    line.role = duty.role.value_or(schema::DutyRole::kUnspecified);
    line.has_phone = duty.phone.has_value();
    const auto site = Target(world, ref, "site");
    if (site && county.site_of_row[*site] >= 0) {
      const SiteRow& of =
          county.sites[static_cast<std::size_t>(county.site_of_row[*site])];
      line.site = of.id;
      line.site_phone = of.record.duty_phone.value_or("");
    }
    view.on_duty.push_back(std::move(line));
  }
  std::sort(view.on_duty.begin(), view.on_duty.end(),
            [](const OnDuty& a, const OnDuty& b) {
              return std::tie(a.site, a.role, a.duty) <
                     std::tie(b.site, b.role, b.duty);
            });
}

}  // namespace quaranta::desk

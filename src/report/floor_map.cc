#include "report/floor_map.h"

#include <algorithm>
#include <map>
#include <vector>

#include "quaranta/core/message_ids.h"
#include "quaranta/schema/records.h"
#include "quaranta/world/rows.h"
#include "report/html_text.h"
#include "report/labels.h"

namespace quaranta::report {
namespace {

constexpr int kCell = 30;
constexpr int kRow = 22;
constexpr int kLeft = 70;

struct Cell {
  std::string room;    // "S1/304"
  std::string label;   // "304"
  std::string cohort;  // as the legend says; empty: nobody isolated
  bool proposed = false;
};

struct FloorRow {
  std::string label;
  std::vector<Cell> cells;
};

// The group in a room now or tonight, by room id.
struct Group {
  std::string cohort;
  bool proposed = false;
};

std::string CohortText(const schema::Stay& stay, Language language) {
  const std::string unknown = Render(msg::kBriefUnknown, language);
  return Render(
      msg::kBriefMapCohort, language,
      {{"chain", stay.chain_id.value_or(unknown)},
       {"batch", stay.batch_id.value_or(unknown)},
       {"risk", Label(stay.risk_class.value_or(schema::RiskLevel::kUnspecified),
                      language)}});
}

std::map<std::string, Group> Groups(const BriefInput& input,
                                    Language language) {
  std::map<std::string, Group> groups;
  const world::World& world = input.check->world;
  const Instant now = input.tonight->as_of;
  const schema::Record& stays = schema::RecordTable<schema::Stay>();
  const std::size_t rows =
      world.rows(schema::RecordTable<schema::RoomAssignment>());
  for (std::size_t row = 0; row < rows; ++row) {
    const auto assignment = world::Get<schema::RoomAssignment>(world, row);
    if (!assignment.room_id || !assignment.stay_id ||
        (assignment.start && now < *assignment.start) ||
        (assignment.end && *assignment.end <= now)) {
      continue;
    }
    const auto stay_row = world.Find(stays, *assignment.stay_id);
    if (!stay_row) continue;
    const auto stay = world::Get<schema::Stay>(world, stay_row->row);
    if (stay.end && *stay.end <= now) continue;
    groups[*assignment.room_id] = {CohortText(stay, language), false};
  }
  if (input.plan != nullptr) {
    for (const place::Assignment& a : input.plan->plan.assignments) {
      const auto cohort = input.plan->problem.parties[a.party.value()].cohort;
      groups[input.plan->rooms[a.room.value()].id] = {
          Render(input.plan->cohorts[cohort.value()].label, language), true};
    }
  }
  return groups;
}

// Rooms of one site by floor, floors as they follow in the register.
std::vector<FloorRow> Floors(const world::World& world, const std::string& site,
                             const std::map<std::string, Group>& groups,
                             Language language) {
  std::map<std::string, FloorRow> floors;
  std::vector<std::string> order;
  const data::Table& table = world.table(schema::RecordTable<schema::Room>());
  for (std::size_t row = 0; row < table.rows; ++row) {
    const auto room = world::Get<schema::Room>(world, row);
    if (room.site_id != site) continue;
    const std::string floor = room.floor_id.value_or("");
    if (!floors.contains(floor)) {
      order.push_back(floor);
      const std::size_t slash = floor.rfind('/');
      floors[floor].label =
          floor.empty()
              ? Render(msg::kBriefUnknown, language)
              : floor.substr(slash == std::string::npos ? 0 : slash + 1);
    }
    Cell cell{.room = table.IdText(row),
              .label = room.label.value_or(""),
              .cohort = {}};
    if (const auto group = groups.find(cell.room); group != groups.end()) {
      cell.cohort = group->second.cohort;
      cell.proposed = group->second.proposed;
    }
    floors[floor].cells.push_back(std::move(cell));
  }
  std::vector<FloorRow> rows;
  for (const std::string& floor : order) {
    rows.push_back(std::move(floors[floor]));
  }
  return rows;
}

// Colours that stay apart: the golden angle around the colour circle.
std::string Colour(std::size_t index) {
  return "hsl(" + std::to_string(index * 137 % 360) + ",62%,68%)";
}

class Drawing {
 public:
  Drawing(const BriefInput& input, Language language)
      : world_(input.check->world),
        language_(language),
        groups_(Groups(input, language)) {
    for (const auto& [room, group] : groups_) {
      colours_.emplace(group.cohort, 0);
    }
    std::size_t index = 0;
    for (auto& [cohort, colour] : colours_) colour = index++;
  }

  std::string Draw() {
    const data::Table& sites =
        world_.table(schema::RecordTable<schema::Site>());
    for (std::size_t row = 0; row < sites.rows; ++row) {
      const auto site = world::Get<schema::Site>(world_, row);
      if (site.status == schema::SiteStatus::kOpen) Site(sites.IdText(row));
    }
    Legend();
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 "
           "0 " +
           std::to_string(width_ + 10) + " " + std::to_string(y_ + 10) +
           "\">\n" + body_ + "</svg>\n";
  }

 private:
  void Text(int x, std::string_view text, std::string_view cls) {
    body_ += "<text x=\"" + std::to_string(x) + "\" y=\"" +
             std::to_string(y_ + 14) + "\" class=\"" + std::string(cls) +
             "\">" + HtmlText(text) + "</text>\n";
  }

  void Site(const std::string& id) {
    Text(4, SiteName(world_, id), "site");
    y_ += kRow;
    for (const FloorRow& floor : Floors(world_, id, groups_, language_)) {
      Text(4, floor.label, "floor");
      int x = kLeft;
      for (const Cell& cell : floor.cells) {
        Room(cell, x);
        x += kCell;
      }
      width_ = std::max(width_, x);
      y_ += kRow;
    }
    y_ += kRow / 2;
  }

  void Room(const Cell& cell, int x) {
    const bool free = cell.cohort.empty();
    const std::string fill = free ? "#f1f1ee" : Colour(colours_[cell.cohort]);
    const std::string about =
        free ? Render(msg::kBriefMapFree, language_)
             : Render(
                   cell.proposed ? msg::kBriefMapPlanned : msg::kBriefMapInside,
                   language_, {{"cohort", cell.cohort}});
    const std::string at = std::to_string(x);
    body_ += "<g data-room=\"" + HtmlText(cell.room) + "\"><title>" +
             HtmlText(cell.room + ": " + about) + "</title><rect x=\"" + at +
             "\" y=\"" + std::to_string(y_) + "\" width=\"" +
             std::to_string(kCell - 2) + "\" height=\"" +
             std::to_string(kRow - 3) + "\" rx=\"2\" fill=\"" + fill +
             "\" stroke=\"" + (cell.proposed ? "#222" : "#bbb") +
             (cell.proposed ? "\" stroke-dasharray=\"3 2" : "") +
             "\"/><text x=\"" + std::to_string(x + 3) + "\" y=\"" +
             std::to_string(y_ + 13) + "\">" + HtmlText(cell.label) +
             "</text></g>\n";
  }

  void Legend() {
    for (const auto& [cohort, colour] : colours_) {
      body_ += "<rect x=\"4\" y=\"" + std::to_string(y_ + 4) +
               "\" width=\"12\" height=\"12\" fill=\"" + Colour(colour) +
               "\"/>\n";
      Text(22, cohort, "legend");
      y_ += kRow - 4;
    }
  }

  const world::World& world_;
  Language language_;
  std::map<std::string, Group> groups_;
  std::map<std::string, std::size_t> colours_;
  std::string body_;
  int y_ = 4;
  int width_ = 300;
};

}  // namespace

std::string FloorMap(const BriefInput& input, Language language) {
  return "<section><h2>" + HtmlText(Render(msg::kBriefMapTitle, language)) +
         "</h2>\n" + Drawing(input, language).Draw() + "</section>\n";
}

}  // namespace quaranta::report

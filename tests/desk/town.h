// A small county for the tests of desk, built row by row.
#ifndef QUARANTA_TESTS_DESK_TOWN_H_
#define QUARANTA_TESTS_DESK_TOWN_H_

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/message.h"
#include "quaranta/core/random.h"
#include "quaranta/desk/capacity_lines.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/desk/tonight.h"
#include "quaranta/policy/policy.h"
#include "tests/support/rows.h"
#include "tests/support/status_matchers.h"

namespace quaranta::desk {

using Cells = std::vector<testing::NamedCell>;

// 10 April 2022, 17:00 in Shanghai.
inline Instant Now() {
  return ParseInstant("2022-04-10T17:00:00+08:00").value();
}

// Rows in any order; `shuffle` builds the same world from another order.
class Rows {
 public:
  Rows& Add(std::string_view record, Cells cells) {
    rows_.push_back({std::string(record), std::move(cells), {}});
    return *this;
  }
  Rows& AddAll(const Rows& other) {
    rows_.insert(rows_.end(), other.rows_.begin(), other.rows_.end());
    return *this;
  }
  // Notes a value of the row added last as impossible.
  Rows& Suspect(std::string_view field) {
    rows_.back().suspect.emplace_back(field);
    return *this;
  }
  world::World Build(std::uint64_t shuffle = 0) const {
    std::vector<std::size_t> order(rows_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (shuffle != 0) Random(shuffle).Shuffle(std::span(order));
    world::Builder builder;
    for (const std::size_t i : order) {
      testing::AddRow(builder, rows_[i].record, rows_[i].cells);
      const schema::Record& record = *schema::FindRecord(rows_[i].record);
      data::Table& table = builder.Edit(record);
      for (const std::string& field : rows_[i].suspect) {
        const auto column =
            schema::FindField(record, field) - record.fields.data();
        table.columns[static_cast<std::size_t>(column)].SetNote(
            table.rows - 1, {data::NoteState::kSuspect, "?", {}});
      }
    }
    auto world = std::move(builder).Build();
    EXPECT_THAT(world, testing::IsOk());
    return world.ok() ? *std::move(world) : world::World();
  }

 private:
  struct Row {
    std::string record;
    Cells cells;
    std::vector<std::string> suspect;
  };
  std::vector<Row> rows_;
};

inline Cells With(Cells cells, Cells more) {
  for (auto& cell : more) {
    const auto same =
        std::find_if(cells.begin(), cells.end(),
                     [&cell](const auto& c) { return c.field == cell.field; });
    if (same == cells.end()) {
      cells.push_back(std::move(cell));
    } else {
      same->value = std::move(cell.value);
    }
  }
  return cells;
}

// A county R1 with the open site S1, high risk: floors 2 and 3 with `rooms`
// ready isolation rooms each, of two beds.
class Town {
 public:
  explicit Town(int rooms = 4) {
    rows.Add(
        "Region",
        {{"id", "R1"}, {"name", "River County"}, {"zone", "Asia/Shanghai"}});
    Site("S1", {});
    for (const char* label : {"2", "3"}) {
      Floor("S1", label, {});
      for (int i = 1; i <= rooms; ++i) {
        Room("S1", label, label + std::string("0") + std::to_string(i), {});
      }
    }
  }

  Town& Site(std::string_view id, Cells more) {
    rows.Add("Site", With({{"id", id},
                           {"name", "Hotel " + std::string(id)},
                           {"region_id", "R1"},
                           {"status", "OPEN"},
                           {"grade", "HIGH"},
                           {"tier", 1},
                           {"reported_at", "2022-04-10T08:00:00+08:00"}},
                          std::move(more)));
    return *this;
  }
  Town& Floor(std::string_view site, std::string_view label, Cells more) {
    rows.Add("Floor",
             With({{"site_id", site}, {"label", label}}, std::move(more)));
    return *this;
  }
  Town& Room(std::string_view site, std::string_view floor,
             std::string_view label, Cells more) {
    Cells cells = {{"site_id", site},
                   {"label", label},
                   {"use", "ISOLATION"},
                   {"state", "READY"},
                   {"beds", 2}};
    if (!floor.empty()) {
      cells.emplace_back("floor_id",
                         std::string(site) + "/" + std::string(floor));
    }
    rows.Add("Room", With(std::move(cells), std::move(more)));
    return *this;
  }
  // Somebody inside since that time, in a room when one is given.
  Town& Inside(std::string_view person, std::string_view room, Cells stay,
               Cells who = {}) {
    const std::string id = "stay-" + std::string(person);
    rows.Add("Person", With({{"id", person}, {"age", 40}}, std::move(who)));
    Cells cells = With({{"id", id},
                        {"person_id", person},
                        {"site_id", "S1"},
                        {"place", "SITE"},
                        {"state", "INSIDE"},
                        {"start", "2022-04-05T09:00:00+08:00"},
                        {"planned_end", "2022-04-19"},
                        {"risk_class", "HIGH"},
                        {"chain_id", "L1"}},
                       std::move(stay));
    const auto start =
        std::find_if(cells.begin(), cells.end(),
                     [](const auto& c) { return c.field == "start"; });
    const std::string since = std::get<std::string>(start->value);
    rows.Add("Stay", std::move(cells));
    if (!room.empty()) {
      rows.Add("RoomAssignment",
               {{"stay_id", id}, {"room_id", room}, {"start", since}});
    }
    return *this;
  }

  Rows rows;
};

// Arrivals without a fault: adults, well, of one known chain and high risk.
class Bus {
 public:
  Bus& Person(std::string_view id, Cells more = {}) {
    rows.Add("Person", With({{"id", id},
                             {"age", 40},
                             {"sex", "FEMALE"},
                             {"chain_id", "L1"},
                             {"risk_class", "HIGH"},
                             {"contact_type", "CLOSE"},
                             {"temperature", 36.5},
                             {"symptoms", std::vector<std::string>{"NONE"}},
                             {"test_result", "NEGATIVE"},
                             {"named_at", "2022-04-10T14:00:00+08:00"},
                             {"home_option_assessed", true},
                             {"home_suitable", false}},
                            std::move(more)));
    return *this;
  }
  Bus& Party(std::string_view id, Cells more = {}) {
    rows.Add("Party", With({{"id", id}}, std::move(more)));
    return *this;
  }

  Rows rows;
};

// A policy in force in 2022 with these parameters ("name: value" lines) and
// whatever else its pack says.
inline policy::Policy MakePolicy(
    std::vector<std::pair<std::string, std::string>> parameters = {},
    std::string_view more = "") {
  std::string yaml =
      "id: test\nversion: \"1\"\njurisdiction: \"*\"\n"
      "effective_from: 2022-01-01\neffective_to: 2022-12-31\n"
      "legal_basis: a law\nreview_by: 2022-12-31\n"
      "title: {en: Test, zh: 测试}\nparameters:\n"
      "- {name: unused, value: 1}\n";
  for (const auto& [name, value] : parameters) {
    yaml += "- {name: " + name + ", " + value + "}\n";
  }
  yaml += more;
  const std::vector<policy::PackFile> files = {{"test/pack.yaml", yaml}};
  const policy::LoadResult loaded = policy::LoadPack(files);
  for (const auto& mistake : loaded.diagnostics) {
    ADD_FAILURE() << mistake.text;
  }
  if (loaded.pack == nullptr) return {};
  const std::vector<std::string> ids = {"test"};
  const std::vector<std::shared_ptr<const policy::Pack>> given = {loaded.pack};
  auto made = policy::Policy::Make(ids, given);
  EXPECT_THAT(made, testing::IsOk());
  return made.ok() ? *std::move(made) : policy::Policy();
}

// Plans, expects success and a plan that its verifier accepts.
inline Plan MustPlace(const Town& town, const Bus& bus,
                      const policy::Policy& policy = MakePolicy(),
                      PlaceOptions options = {}) {
  options.as_of = Now();
  auto plan = Place(town.rows.Build(), bus.rows.Build(), policy, options);
  EXPECT_THAT(plan, testing::IsOk());
  if (!plan.ok()) return {};
  EXPECT_TRUE(plan->verification.ok());
  return *std::move(plan);
}

// "P1 S1/201", one line per person placed, sorted.
inline std::vector<std::string> Where(const Plan& plan) {
  std::vector<std::string> lines;
  for (const place::Assignment& entry : plan.plan.assignments) {
    for (const std::uint32_t i : entry.people) {
      lines.push_back(plan.parties[entry.party.value()].people[i] + " " +
                      plan.rooms[entry.room.value()].id);
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}
// The floor of each person placed: "P1 S1/2".
inline std::vector<std::string> Floors(const Plan& plan) {
  std::vector<std::string> lines;
  for (const place::Assignment& entry : plan.plan.assignments) {
    for (const std::uint32_t i : entry.people) {
      lines.push_back(plan.parties[entry.party.value()].people[i] + " " +
                      plan.rooms[entry.room.value()].floor);
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}
// "P1 NO_ROOM_LEFT".
inline std::vector<std::string> WithoutRoom(const Plan& plan) {
  std::vector<std::string> lines;
  for (const place::Unplaced& entry : plan.plan.unplaced) {
    for (const std::uint32_t i : entry.people) {
      lines.push_back(plan.parties[entry.party.value()].people[i] + " " +
                      std::string(place::NameOf(entry.reason)));
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

inline std::vector<std::string> English(
    const std::vector<Sentence>& sentences) {
  std::vector<std::string> lines;
  for (const Sentence& sentence : sentences) {
    lines.push_back(Render(sentence, Language::kEn));
  }
  return lines;
}

}  // namespace quaranta::desk

#endif  // QUARANTA_TESTS_DESK_TOWN_H_

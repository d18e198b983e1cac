// Plans, capacity and the brief.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <utility>

#include "advice.h"
#include "module.h"
#include "plan_rows.h"
#include "quaranta/core/status.h"
#include "quaranta/desk/capacity_lines.h"
#include "quaranta/desk/night.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/desk/tonight.h"
#include "quaranta/report/brief.h"
#include "quaranta/report/json.h"
#include "status.h"

namespace quaranta::python {
namespace {

namespace py = pybind11;

// The earlier plan: one in memory, or the JSON of one and its name.
using JsonAndName = std::pair<std::string, std::string>;

desk::Plan Place(const world::World& world, const world::World* arrivals,
                 const policy::Policy& policy, const std::string& as_of,
                 std::uint64_t seed, std::optional<std::int64_t> node_limit,
                 const std::string& region, std::int32_t small_count,
                 const desk::Plan* keep,
                 const std::optional<JsonAndName>& keep_json,
                 std::vector<std::string> strike,
                 std::optional<std::int32_t> keep_floors,
                 std::optional<std::pair<std::int32_t, std::int32_t>> groups) {
  desk::NightOptions night;
  if (keep != nullptr) night.keep = desk::EarlierOf(*keep);
  if (keep_json) {
    night.keep =
        ValueOrRaise(report::ReadPlan(keep_json->first, keep_json->second));
  }
  night.strike = std::move(strike);
  night.keep_floors = keep_floors;
  night.groups = groups;
  const bool is_night =
      night.keep || !night.strike.empty() || keep_floors || groups;
  const world::World nobody = arrivals == nullptr
                                  ? ValueOrRaise(world::Builder().Build())
                                  : world::World();
  const world::World& people = arrivals == nullptr ? nobody : *arrivals;
  desk::PlaceOptions options;
  options.as_of = ValueOrRaise(ParseInstant(as_of));
  options.seed = seed;
  options.node_limit = node_limit.value_or(options.node_limit);
  options.region = region;
  options.small_count = small_count;
  absl::StatusOr<desk::Plan> plan;
  {
    const py::gil_scoped_release release;
    plan = is_night ? desk::PlaceNight(world, people, policy, options, night)
                    : desk::Place(world, people, policy, options);
  }
  return ValueOrRaise(std::move(plan));
}

py::list Levels(const desk::Plan& plan) {
  py::list rows;
  for (const place::Level& level : plan.plan.levels) {
    rows.append(py::make_tuple(std::string(place::NameOf(level.name)),
                               level.part, level.value, level.bound,
                               std::string(place::NameOf(level.status))));
  }
  return rows;
}

std::vector<std::string> Rendered(const std::vector<Sentence>& sentences,
                                  Language language) {
  std::vector<std::string> lines;
  for (const Sentence& sentence : sentences) {
    lines.push_back(Render(sentence, language));
  }
  return lines;
}

py::list Relaxations(const desk::Plan& plan) {
  py::list rows;
  for (const desk::Relaxation& of : plan.relaxations) {
    rows.append(py::make_tuple(std::string(desk::NameOf(of.kind)), of.subject,
                               std::string(desk::NameOf(of.approver)),
                               py::cast(of.hours), py::cast(of.cost), of.people,
                               TupleOf(of.parties), En(of.text), Zh(of.text)));
  }
  return rows;
}

std::vector<std::string> Merges(const desk::Plan& plan,
                                const std::string& lang) {
  std::vector<std::string> lines;
  for (const desk::BatchMerge& merge : plan.merges) {
    lines.push_back(Render(merge.text, LanguageOf(lang)));
  }
  return lines;
}

py::tuple Names(const std::vector<place::Family>& families) {
  py::tuple names(families.size());
  for (std::size_t i = 0; i < families.size(); ++i) {
    names[i] = std::string(place::NameOf(families[i]));
  }
  return names;
}

py::list Why(const desk::Plan& plan) {
  py::list rows;
  for (std::size_t i = 0; i < plan.why.size(); ++i) {
    const place::Unplaced& entry = plan.plan.unplaced[i];
    const desk::PartyNote& party = plan.parties[entry.party.value()];
    py::tuple people(entry.people.size());
    for (std::size_t p = 0; p < entry.people.size(); ++p) {
      people[p] = party.people[entry.people[p]];
    }
    const place::Why& why = plan.why[i];
    py::object needed = py::none();
    py::object rooms = py::none();
    if (why.shortage) {
      needed = py::int_(why.shortage->needing.size());
      rooms = py::int_(why.shortage->rooms.size());
    }
    rows.append(py::make_tuple(
        party.id, people, std::string(place::NameOf(entry.reason)),
        Names(why.families), Names(why.alone), why.rooms_lack, needed, rooms));
  }
  return rows;
}

py::list Changes(const desk::Plan& plan) {
  py::list rows;
  if (!plan.night) return rows;
  const auto room = [](const std::string& id) -> py::object {
    if (id.empty()) return py::none();
    return py::str(id);
  };
  for (const desk::NightChange& change : plan.night->changes) {
    py::tuple people(change.people.size());
    for (std::size_t p = 0; p < change.people.size(); ++p) {
      people[p] = change.people[p];
    }
    rows.append(py::make_tuple(std::string(desk::NameOf(change.kind)),
                               change.party, people, change.is_new,
                               room(change.from), room(change.to),
                               std::string(desk::NameOf(change.cause)),
                               std::string(place::NameOf(change.refusal))));
  }
  return rows;
}

py::dict Rooms(const desk::Plan& plan) {
  py::dict rooms;
  for (const place::Assignment& a : plan.plan.assignments) {
    const desk::PartyNote& party = plan.parties[a.party.value()];
    for (const std::uint32_t person : a.people) {
      rooms[py::str(party.people[person])] = plan.rooms[a.room.value()].id;
    }
  }
  return rooms;
}

py::dict Unplaced(const desk::Plan& plan) {
  py::dict people;
  for (const place::Unplaced& u : plan.plan.unplaced) {
    const desk::PartyNote& party = plan.parties[u.party.value()];
    for (const std::uint32_t person : u.people) {
      people[py::str(party.people[person])] =
          std::string(place::NameOf(u.reason));
    }
  }
  return people;
}

std::string NameOfOutcome(schema::ReferralOutcome outcome) {
  const schema::EnumValue* value =
      schema::FindValue(schema::EnumTable<schema::ReferralOutcome>(),
                        static_cast<std::int32_t>(outcome));
  return value == nullptr ? std::string() : std::string(value->name);
}

py::dict Referred(const desk::Plan& plan) {
  py::dict people;
  for (const desk::Referral& referral : plan.referred) {
    people[py::str(referral.person)] = NameOfOutcome(referral.outcome);
  }
  return people;
}

// (person, party, outcome, room, floor, site, group), in the order of the plan:
// who has a room, who has none, who needs none here.
py::list People(const desk::Plan& plan) {
  py::list rows;
  const auto group = [&plan](place::PartyId party) {
    const place::CohortId cohort = plan.problem.parties[party.value()].cohort;
    return Render(plan.cohorts[cohort.value()].label, Language::kEn);
  };
  const py::object nowhere = py::none();
  for (const place::Assignment& a : plan.plan.assignments) {
    const desk::PartyNote& party = plan.parties[a.party.value()];
    const desk::RoomNote& room = plan.rooms[a.room.value()];
    const place::UnitId unit = plan.problem.rooms[a.room.value()].unit;
    const desk::SiteNote& site = plan.sites[plan.units[unit.value()].site];
    for (const std::uint32_t person : a.people) {
      rows.append(py::make_tuple(party.people[person], party.id, "PLACED",
                                 room.id, room.floor, site.id, group(a.party)));
    }
  }
  for (const place::Unplaced& u : plan.plan.unplaced) {
    const desk::PartyNote& party = plan.parties[u.party.value()];
    for (const std::uint32_t person : u.people) {
      rows.append(py::make_tuple(party.people[person], party.id, "UNPLACED",
                                 nowhere, nowhere, nowhere, group(u.party)));
    }
  }
  for (const desk::Referral& referral : plan.referred) {
    rows.append(py::make_tuple(referral.person, referral.party,
                               NameOfOutcome(referral.outcome), nowhere,
                               nowhere, nowhere, nowhere));
  }
  for (const std::string& person : plan.already_inside) {
    rows.append(py::make_tuple(person, nowhere, "ALREADY_INSIDE", nowhere,
                               nowhere, nowhere, nowhere));
  }
  return rows;
}

desk::CapacityLines Capacity(const world::World& world,
                             const policy::Policy& policy,
                             const std::string& as_of,
                             const std::string& region) {
  const desk::CapacityOptions options{ValueOrRaise(ParseInstant(as_of)),
                                      region};
  absl::StatusOr<desk::CapacityLines> lines;
  {
    const py::gil_scoped_release release;
    lines = desk::Capacity(world, policy, options);
  }
  return ValueOrRaise(std::move(lines));
}

std::string BriefText(const check::Report& report, const desk::Plan* plan,
                      const std::string& region, const std::string& lang,
                      const std::string& format) {
  const Language language = LanguageOf(lang);
  if (format != "markdown" && format != "html") {
    Raise(InvalidArgument("format: expected \"markdown\" or \"html\", got \"" +
                          format + "\""));
  }
  absl::StatusOr<desk::CapacityLines> capacity;
  absl::StatusOr<desk::TonightView> tonight;
  {
    const py::gil_scoped_release release;
    capacity =
        desk::Capacity(report.world, report.policy, {report.as_of, region});
    tonight =
        desk::Tonight(report.world, report.policy, {report.as_of, region});
  }
  if (!capacity.ok()) Raise(capacity.status());
  if (!tonight.ok()) Raise(tonight.status());
  const report::BriefInput input{&report, &*capacity, &*tonight, plan};
  const report::Brief brief = report::MakeBrief(input, language);
  return format == "html" ? report::ToHtml(brief, input)
                          : report::ToMarkdown(brief);
}

}  // namespace

void BindPlace(py::module_& m) {
  py::class_<desk::Plan>(m, "Plan")
      .def_property_readonly(
          "as_of",
          [](const desk::Plan& plan) { return FormatInstant(plan.as_of); })
      .def_property_readonly("levels", &Levels)
      .def_property_readonly("people", &People)
      .def_property_readonly("rooms", &Rooms)
      .def_property_readonly("unplaced", &Unplaced)
      .def_property_readonly("referred", &Referred)
      .def_property_readonly(
          "equity",
          [](const desk::Plan& plan) { return EquityRows(desk::Equity(plan)); })
      .def_property_readonly("why", &Why)
      .def_property_readonly("changes", &Changes)
      .def(
          "night",
          [](const desk::Plan& plan, const std::string& lang) {
            return Rendered(desk::NightLines(plan), LanguageOf(lang));
          },
          py::arg("lang"))
      .def_property_readonly(
          "input_hash", [](const desk::Plan& plan) { return plan.input_hash; })
      .def_property_readonly("relaxations", &Relaxations)
      .def("merges", &Merges, py::arg("lang"))
      .def(
          "headline",
          [](const desk::Plan& plan, const std::string& lang) {
            return Rendered(plan.headline, LanguageOf(lang));
          },
          py::arg("lang"))
      .def(
          "conditions",
          [](const desk::Plan& plan, const std::string& lang) {
            return Rendered(plan.conditions, LanguageOf(lang));
          },
          py::arg("lang"))
      .def(
          "doubts",
          [](const desk::Plan& plan, const std::string& lang) {
            return Rendered(plan.doubts, LanguageOf(lang));
          },
          py::arg("lang"))
      .def("explain", &ExplainIn<desk::Plan>, py::arg("who"), py::arg("lang"))
      .def(
          "lines",
          [](const desk::Plan& plan, const std::string& lang,
             std::size_t most) {
            return report::PlanText(plan, LanguageOf(lang), most);
          },
          py::arg("lang"), py::arg("most"))
      .def(
          "to_json",
          [](const desk::Plan& plan) { return report::ToJson(plan); },
          py::call_guard<py::gil_scoped_release>());
  m.def("place", &Place, py::arg("world"), py::arg("arrivals").none(true),
        py::arg("policy"), py::arg("as_of"), py::arg("seed"),
        py::arg("node_limit"), py::arg("region"), py::arg("small_count"),
        py::arg("keep").none(true), py::arg("keep_json"), py::arg("strike"),
        py::arg("keep_floors"), py::arg("groups"));
  py::class_<desk::CapacityLines>(m, "Capacity")
      .def(
          "lines",
          [](const desk::CapacityLines& lines, const std::string& lang) {
            return report::CapacityText(lines, LanguageOf(lang));
          },
          py::arg("lang"))
      .def("to_json", [](const desk::CapacityLines& lines) {
        return report::ToJson(lines);
      });
  m.def("capacity", &Capacity, py::arg("world"), py::arg("policy"),
        py::arg("as_of"), py::arg("region"));
  m.def("brief", &BriefText, py::arg("report"), py::arg("plan").none(true),
        py::arg("region"), py::arg("lang"), py::arg("format"));
}

}  // namespace quaranta::python

// The coming days.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <utility>

#include "module.h"
#include "plan_rows.h"
#include "quaranta/desk/coming_days.h"
#include "quaranta/report/days.h"
#include "status.h"

namespace quaranta::python {
namespace {

namespace py = pybind11;
using desk::DaysPlan;

DaysPlan PlanDays(const world::World& world, const world::World& arrivals,
                  const policy::Policy& policy, const std::string& as_of,
                  std::int32_t days, std::uint64_t seed,
                  std::optional<std::int64_t> node_limit,
                  const std::string& region, std::int32_t small_count) {
  desk::DaysOptions options;
  options.as_of = ValueOrRaise(ParseInstant(as_of));
  options.days = days;
  options.seed = seed;
  options.node_limit = node_limit.value_or(options.node_limit);
  options.region = region;
  options.small_count = small_count;
  absl::StatusOr<DaysPlan> plan;
  {
    const py::gil_scoped_release release;
    plan = desk::PlanDays(world, arrivals, policy, options);
  }
  return ValueOrRaise(std::move(plan));
}

// Days as ISO text; the package makes dates of them.
std::string DayText(const DaysPlan& plan, std::int32_t day) {
  return FormatDay(plan.DayAt(day));
}
std::optional<std::string> DayText(const DaysPlan& plan,
                                   std::optional<std::int32_t> day) {
  if (!day) return std::nullopt;
  return DayText(plan, *day);
}

py::tuple People(const DaysPlan& plan, place::PartyId party,
                 const std::vector<std::uint32_t>& of) {
  py::tuple people(of.size());
  for (std::size_t i = 0; i < of.size(); ++i) {
    people[i] = plan.parties[party.value()].people[of[i]];
  }
  return people;
}

py::list Levels(const DaysPlan& plan) {
  py::list rows;
  for (const place::HorizonLevel& level : plan.plan.levels) {
    rows.append(py::make_tuple(std::string(place::NameOf(level.name)),
                               level.part, level.value, level.bound,
                               std::string(place::NameOf(level.status))));
  }
  return rows;
}

py::list Days(const DaysPlan& plan) {
  py::list rows;
  for (std::size_t d = 0; d < plan.plan.days.size(); ++d) {
    const place::DayFigures& of = plan.plan.days[d];
    rows.append(py::make_tuple(
        DayText(plan, static_cast<std::int32_t>(d)), of.arriving, of.entering,
        of.leaving, of.unplaced, of.free_units, of.held_units,
        of.disinfected_units, of.closed_units, of.unopened_units, of.free_rooms,
        of.own_rooms, of.taken_rooms, of.empty_rooms));
  }
  return rows;
}

py::list Shortages(const DaysPlan& plan) {
  py::list rows;
  for (const place::DayShortage& of : plan.plan.shortages) {
    rows.append(py::make_tuple(DayText(plan, of.day),
                               std::string(place::NameOf(of.reason)),
                               of.people));
  }
  return rows;
}

py::list Rooms(const DaysPlan& plan) {
  py::list rows;
  for (const place::HorizonAssignment& of : plan.plan.assignments) {
    rows.append(py::make_tuple(
        plan.parties[of.party.value()].id, People(plan, of.party, of.people),
        plan.rooms[of.room.value()].id, DayText(plan, of.from),
        DayText(plan, of.until)));
  }
  return rows;
}

py::list Unplaced(const DaysPlan& plan) {
  py::list rows;
  for (const place::HorizonUnplaced& of : plan.plan.unplaced) {
    rows.append(py::make_tuple(plan.parties[of.entry.party.value()].id,
                               People(plan, of.entry.party, of.entry.people),
                               DayText(plan, of.day),
                               std::string(place::NameOf(of.entry.reason))));
  }
  return rows;
}

py::list Holds(const DaysPlan& plan) {
  py::list rows;
  for (const place::Hold& hold : plan.plan.holds) {
    rows.append(py::make_tuple(
        py::tuple(py::cast(plan.units[hold.unit.value()].floors)),
        DayText(plan, hold.from), DayText(plan, hold.until),
        DayText(plan, hold.free_again), hold.standing, hold.people));
  }
  return rows;
}

py::list Openings(const DaysPlan& plan) {
  py::list rows;
  for (std::size_t i = 0; i < plan.openings.size(); ++i) {
    const desk::DaysOpening& of = plan.openings[i];
    const auto site = plan.plan.opened_sites[i].site.site;
    rows.append(py::make_tuple(plan.sites[site.value()].id, FormatDay(of.day),
                               FormatInstant(of.order_by), of.late));
  }
  return rows;
}

std::vector<std::string> Rendered(const std::vector<Sentence>& sentences,
                                  const std::string& lang) {
  std::vector<std::string> lines;
  for (const Sentence& sentence : sentences) {
    lines.push_back(Render(sentence, LanguageOf(lang)));
  }
  return lines;
}

}  // namespace

void BindDays(py::module_& m) {
  py::class_<DaysPlan>(m, "DaysPlan")
      .def_property_readonly(
          "as_of",
          [](const DaysPlan& plan) { return FormatInstant(plan.as_of); })
      .def_property_readonly("levels", &Levels)
      .def_property_readonly("days", &Days)
      .def_property_readonly("shortages", &Shortages)
      .def_property_readonly("rooms", &Rooms)
      .def_property_readonly("unplaced", &Unplaced)
      .def_property_readonly("holds", &Holds)
      .def_property_readonly("openings", &Openings)
      .def_property_readonly(
          "equity",
          [](const DaysPlan& plan) { return EquityRows(desk::Equity(plan)); })
      .def_property_readonly(
          "input_hash", [](const DaysPlan& plan) { return plan.input_hash; })
      .def("explain", &ExplainIn<DaysPlan>, py::arg("who"), py::arg("lang"))
      .def(
          "headline",
          [](const DaysPlan& plan, const std::string& lang) {
            return Rendered(plan.headline, lang);
          },
          py::arg("lang"))
      .def(
          "conditions",
          [](const DaysPlan& plan, const std::string& lang) {
            return Rendered(plan.conditions, lang);
          },
          py::arg("lang"))
      .def(
          "doubts",
          [](const DaysPlan& plan, const std::string& lang) {
            return Rendered(plan.doubts, lang);
          },
          py::arg("lang"))
      .def(
          "lines",
          [](const DaysPlan& plan, const std::string& lang, std::size_t most) {
            return report::DaysText(plan, LanguageOf(lang), most);
          },
          py::arg("lang"), py::arg("most"))
      .def(
          "to_json", [](const DaysPlan& plan) { return report::ToJson(plan); },
          py::call_guard<py::gil_scoped_release>());
  m.def("plan_days", &PlanDays, py::arg("world"), py::arg("arrivals"),
        py::arg("policy"), py::arg("as_of"), py::arg("days"), py::arg("seed"),
        py::arg("node_limit"), py::arg("region"), py::arg("small_count"));
}

}  // namespace quaranta::python

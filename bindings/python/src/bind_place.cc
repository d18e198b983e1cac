// Plans, capacity and the brief.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "module.h"
#include "quaranta/desk/capacity_lines.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/desk/tonight.h"
#include "quaranta/report/brief.h"
#include "quaranta/report/json.h"
#include "status.h"

namespace quaranta::python {
namespace {

namespace py = pybind11;

Language LanguageOf(const std::string& name) {
  const auto language = ParseLanguage(name);
  if (!language) {
    Raise(absl::InvalidArgumentError("lang: expected \"en\" or \"zh\", got \"" +
                                     name + "\""));
  }
  return *language;
}

desk::Plan Place(const world::World& world, const world::World& arrivals,
                 const policy::Policy& policy, const std::string& as_of,
                 std::uint64_t seed, std::int64_t node_limit,
                 const std::string& region) {
  desk::PlaceOptions options;
  options.as_of = ValueOrRaise(ParseInstant(as_of));
  options.seed = seed;
  if (node_limit > 0) options.node_limit = node_limit;
  options.region = region;
  absl::StatusOr<desk::Plan> plan;
  {
    const py::gil_scoped_release release;
    plan = desk::Place(world, arrivals, policy, options);
  }
  return ValueOrRaise(std::move(plan));
}

py::list Levels(const desk::Plan& plan) {
  py::list rows;
  for (const place::Level& level : plan.plan.levels) {
    py::dict row;
    row["name"] = std::string(place::NameOf(level.name));
    row["part"] = level.part;
    row["value"] = level.value;
    row["bound"] = level.bound;
    row["status"] = std::string(place::NameOf(level.status));
    rows.append(row);
  }
  return rows;
}

std::vector<std::string> Explain(const desk::Plan& plan, const std::string& who,
                                 const std::string& lang) {
  const Language language = LanguageOf(lang);
  std::vector<std::string> lines;
  for (const Sentence& sentence : desk::ExplainParty(plan, who)) {
    lines.push_back(Render(sentence, language));
  }
  if (lines.empty()) {
    Raise(absl::NotFoundError("the plan knows no party or person \"" + who +
                              "\""));
  }
  return lines;
}

py::dict Assignments(const desk::Plan& plan) {
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

std::string BriefText(const check::Report& report, const policy::Policy& policy,
                      const desk::Plan* plan, const std::string& region,
                      const std::string& lang, const std::string& format) {
  const Language language = LanguageOf(lang);
  const auto capacity = ValueOrRaise(
      desk::Capacity(report.world, policy, {report.as_of, region}));
  const auto tonight =
      ValueOrRaise(desk::Tonight(report.world, policy, {report.as_of, region}));
  const report::BriefInput input{&report, &capacity, &tonight, plan};
  const report::Brief brief = report::MakeBrief(input, language);
  if (format == "markdown") return report::ToMarkdown(brief);
  if (format == "html") return report::ToHtml(brief, input);
  Raise(absl::InvalidArgumentError(
      "format: expected \"markdown\" or \"html\", got \"" + format + "\""));
}

}  // namespace

void BindPlace(py::module_& m) {
  py::class_<desk::Plan>(m, "Plan")
      .def_property_readonly("levels", &Levels)
      .def_property_readonly("rooms", &Assignments)
      .def_property_readonly("unplaced", &Unplaced)
      .def_property_readonly("referred",
                             [](const desk::Plan& plan) {
                               std::vector<std::string> people;
                               for (const auto& referral : plan.referred) {
                                 people.push_back(referral.person);
                               }
                               return people;
                             })
      .def("explain", &Explain, py::arg("who"), py::arg("lang"))
      .def(
          "lines",
          [](const desk::Plan& plan, const std::string& lang) {
            return report::PlanText(plan, LanguageOf(lang));
          },
          py::arg("lang"))
      .def(
          "to_json",
          [](const desk::Plan& plan) { return report::ToJson(plan); },
          py::call_guard<py::gil_scoped_release>());
  m.def("place", &Place, py::arg("world"), py::arg("arrivals"),
        py::arg("policy"), py::arg("as_of"), py::arg("seed"),
        py::arg("node_limit"), py::arg("region"));
  m.def("capacity_lines",
        [](const world::World& world, const policy::Policy& policy,
           const std::string& as_of, const std::string& region,
           const std::string& lang) {
          const auto capacity = ValueOrRaise(desk::Capacity(
              world, policy, {ValueOrRaise(ParseInstant(as_of)), region}));
          return report::CapacityText(capacity, LanguageOf(lang));
        });
  m.def("brief", &BriefText, py::arg("report"), py::arg("policy"),
        py::arg("plan").none(true), py::arg("region"), py::arg("lang"),
        py::arg("format"));
}

}  // namespace quaranta::python

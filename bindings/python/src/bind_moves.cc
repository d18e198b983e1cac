// Who goes where if rooms must be empty, and which floors can be free.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "advice.h"
#include "module.h"
#include "quaranta/desk/moves_people.h"
#include "status.h"

namespace quaranta::python {
namespace {

namespace py = pybind11;

desk::EvacuationResult Evacuate(const world::World& world,
                                const policy::Policy& policy,
                                const std::string& as_of,
                                std::vector<std::string> empty,
                                std::uint64_t seed,
                                std::optional<std::int64_t> node_limit,
                                const std::string& region) {
  desk::EvacuateOptions options;
  options.as_of = ValueOrRaise(ParseInstant(as_of));
  options.empty = std::move(empty);
  options.seed = seed;
  options.node_limit = node_limit.value_or(options.node_limit);
  options.region = region;
  absl::StatusOr<desk::EvacuationResult> result;
  {
    const py::gil_scoped_release release;
    result = desk::Evacuate(world, policy, options);
  }
  return ValueOrRaise(std::move(result));
}

desk::FreeingResult FreeFloors(
    const world::World& world, const policy::Policy& policy,
    const std::string& as_of, std::optional<std::int64_t> most_people,
    std::vector<std::string> wanted, std::uint64_t seed,
    std::optional<std::int64_t> node_limit, const std::string& region) {
  desk::FreeOptions options;
  options.as_of = ValueOrRaise(ParseInstant(as_of));
  options.most_people = most_people;
  options.wanted = std::move(wanted);
  options.seed = seed;
  options.node_limit = node_limit.value_or(options.node_limit);
  options.region = region;
  absl::StatusOr<desk::FreeingResult> result;
  {
    const py::gil_scoped_release release;
    result = desk::FreeFloors(world, policy, options);
  }
  return ValueOrRaise(std::move(result));
}

py::list Moves(const desk::MovesResult& result) {
  py::list rows;
  for (const desk::PeopleMove& of : result.moves) {
    rows.append(py::make_tuple(of.party, TupleOf(of.people), of.from, of.to,
                               std::string(desk::NameOf(of.cause)), En(of.text),
                               Zh(of.text)));
  }
  return rows;
}

py::list Substitutes(const desk::MovesResult& result) {
  py::list rows;
  for (const desk::Substitute& of : result.substitutes) {
    rows.append(py::make_tuple(of.person, of.room, En(of.text), Zh(of.text)));
  }
  return rows;
}

py::list Held(const desk::EvacuationResult& result) {
  py::list rows;
  for (const desk::HeldPeople& of : result.held) {
    rows.append(py::make_tuple(of.party, TupleOf(of.people), of.room,
                               std::string(desk::NameOf(of.by)), En(of.text),
                               Zh(of.text)));
  }
  return rows;
}

py::list Unseen(const desk::EvacuationResult& result) {
  py::list rows;
  for (const desk::UnseenPerson& of : result.unseen) {
    rows.append(py::make_tuple(of.person, of.site, RoomOrNone(of.room),
                               En(of.text), Zh(of.text)));
  }
  return rows;
}

std::vector<std::string> OpenedSites(const desk::EvacuationResult& result) {
  std::vector<std::string> sites;
  for (const desk::SiteOpening& of : result.opened_sites) {
    sites.push_back(of.site);
  }
  return sites;
}

py::list TakenFloors(const desk::EvacuationResult& result) {
  py::list rows;
  for (const desk::FloorTaken& of : result.taken_floors) {
    rows.append(TupleOf(of.floors));
  }
  return rows;
}

py::list Floors(const desk::FreeingResult& result) {
  py::list rows;
  for (const desk::FreedFloor& of : result.floors) {
    rows.append(py::make_tuple(of.site, TupleOf(of.floors), of.people, of.rooms,
                               En(of.text), Zh(of.text)));
  }
  return rows;
}

py::list Choices(const desk::FreeingResult& result) {
  py::list rows;
  for (const desk::FloorChoice& of : result.choices) {
    py::list which;
    for (const std::vector<std::string>& floors : of.which) {
      which.append(TupleOf(floors));
    }
    rows.append(py::make_tuple(of.floors, of.people, of.bound, py::tuple(which),
                               En(of.text), Zh(of.text)));
  }
  return rows;
}

py::tuple PairOf(const place::Bounded& of) {
  return py::make_tuple(of.value, of.bound);
}

}  // namespace

void BindMoves(py::module_& m) {
  using desk::EvacuationResult;
  using desk::FreeingResult;
  py::class_<EvacuationResult> evacuation(m, "Evacuation");
  BindAdvice<EvacuationResult>(evacuation, &desk::MovesLines);
  evacuation.def_property_readonly("ok", &EvacuationResult::ok)
      .def_property_readonly(
          "empty", [](const EvacuationResult& of) { return of.empty; })
      .def_property_readonly(
          "people_there",
          [](const EvacuationResult& of) { return of.people_there; })
      .def_property_readonly("moved",
                             [](const EvacuationResult& of) {
                               return PairOf(of.evacuation.moved);
                             })
      .def_property_readonly("without_room",
                             [](const EvacuationResult& of) {
                               return PairOf(of.evacuation.no_room);
                             })
      .def_property_readonly(
          "moves", [](const EvacuationResult& of) { return Moves(of); })
      .def_property_readonly(
          "without",
          [](const EvacuationResult& of) { return WithoutRows(of.without); })
      .def_property_readonly("held", &Held)
      .def_property_readonly("unseen", &Unseen)
      .def_property_readonly(
          "substitutes",
          [](const EvacuationResult& of) { return Substitutes(of); })
      .def_property_readonly("opened_sites", &OpenedSites)
      .def_property_readonly("taken_floors", &TakenFloors);
  py::class_<FreeingResult> freeing(m, "Freeing");
  BindAdvice<FreeingResult>(freeing, &desk::MovesLines);
  freeing
      .def_property_readonly(
          "moved",
          [](const FreeingResult& of) { return PairOf(of.freeing.moved); })
      .def_property_readonly(
          "most_floors",
          [](const FreeingResult& of) { return of.freeing.most_units; })
      .def_property_readonly(
          "rooms_gained",
          [](const FreeingResult& of) { return of.rooms_gained; })
      .def_property_readonly(
          "free_from",
          [](const FreeingResult& of) { return FormatDay(of.free_from); })
      .def_property_readonly("floors", &Floors)
      .def_property_readonly("choices", &Choices)
      .def_property_readonly("moves",
                             [](const FreeingResult& of) { return Moves(of); })
      .def_property_readonly("substitutes", [](const FreeingResult& of) {
        return Substitutes(of);
      });
  m.def("evacuate", &Evacuate, py::arg("world"), py::arg("policy"),
        py::arg("as_of"), py::arg("empty"), py::arg("seed"),
        py::arg("node_limit"), py::arg("region"));
  m.def("free_floors", &FreeFloors, py::arg("world"), py::arg("policy"),
        py::arg("as_of"), py::arg("most_people"), py::arg("wanted"),
        py::arg("seed"), py::arg("node_limit"), py::arg("region"));
}

}  // namespace quaranta::python

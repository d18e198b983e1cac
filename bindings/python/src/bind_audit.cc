// Who is where, what is wrong, who should move.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "module.h"
#include "quaranta/desk/audit_people.h"
#include "quaranta/report/json.h"
#include "status.h"

namespace quaranta::python {
namespace {

namespace py = pybind11;

desk::AuditResult Audit(const world::World& world, const policy::Policy& policy,
                        const std::string& as_of, std::uint64_t seed,
                        std::optional<std::int64_t> node_limit,
                        const std::string& region) {
  desk::AuditOptions options;
  options.as_of = ValueOrRaise(ParseInstant(as_of));
  options.seed = seed;
  options.node_limit = node_limit.value_or(options.node_limit);
  options.region = region;
  absl::StatusOr<desk::AuditResult> result;
  {
    const py::gil_scoped_release release;
    result = desk::Audit(world, policy, options);
  }
  return ValueOrRaise(std::move(result));
}

template <class T>
py::tuple TupleOf(const std::vector<T>& values) {
  py::tuple tuple(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) tuple[i] = values[i];
  return tuple;
}

py::object RoomOrNone(const std::string& room) {
  if (room.empty()) return py::none();
  return py::str(room);
}

std::string En(const Sentence& text) { return Render(text, Language::kEn); }
std::string Zh(const Sentence& text) { return Render(text, Language::kZh); }

py::list Findings(const std::vector<desk::AuditFinding>& findings) {
  py::list rows;
  for (const desk::AuditFinding& of : findings) {
    rows.append(py::make_tuple(
        std::string(place::NameOf(of.breach)), of.site, TupleOf(of.floors),
        RoomOrNone(of.room), TupleOf(of.parties), TupleOf(of.people), of.count,
        TupleOf(of.ask_first), En(of.text), Zh(of.text)));
  }
  return rows;
}

py::list Moves(const desk::AuditResult& result) {
  py::list rows;
  for (const desk::AuditMove& of : result.moves) {
    rows.append(py::make_tuple(of.party, TupleOf(of.people), of.from, of.to,
                               TupleOf(of.findings), En(of.text), Zh(of.text)));
  }
  return rows;
}

py::list Without(const desk::AuditResult& result) {
  py::list rows;
  for (const desk::AuditWithout& of : result.without) {
    rows.append(py::make_tuple(of.party, TupleOf(of.people), TupleOf(of.rooms),
                               std::string(place::NameOf(of.reason)),
                               En(of.text), Zh(of.text)));
  }
  return rows;
}

py::list Cleaning(const desk::AuditResult& result) {
  py::list rows;
  for (const desk::AuditCleaning& of : result.cleaning) {
    rows.append(py::make_tuple(of.site, TupleOf(of.floors), TupleOf(of.rooms),
                               of.whole_floor, En(of.text), Zh(of.text)));
  }
  return rows;
}

py::dict Frozen(const desk::AuditResult& result) {
  py::dict rooms;
  for (const desk::AuditFrozen& of : result.frozen) {
    for (const std::string& person : of.people) {
      rooms[py::str(person)] = of.room;
    }
  }
  return rooms;
}

std::vector<std::string> Rendered(const std::vector<Sentence>& sentences,
                                  const std::string& lang) {
  const Language language = LanguageOf(lang);
  std::vector<std::string> lines;
  for (const Sentence& sentence : sentences) {
    lines.push_back(Render(sentence, language));
  }
  return lines;
}

}  // namespace

void BindAudit(py::module_& m) {
  using desk::AuditResult;
  py::class_<AuditResult>(m, "Audit")
      .def_property_readonly(
          "as_of",
          [](const AuditResult& of) { return FormatInstant(of.as_of); })
      .def_property_readonly("ok", &AuditResult::ok)
      .def_property_readonly("people",
                             [](const AuditResult& of) { return of.people; })
      .def_property_readonly("rooms",
                             [](const AuditResult& of) { return of.rooms; })
      .def_property_readonly("moved",
                             [](const AuditResult& of) {
                               return py::make_tuple(of.report.moved.value,
                                                     of.report.moved.bound);
                             })
      .def_property_readonly(
          "findings",
          [](const AuditResult& of) { return Findings(of.findings); })
      .def_property_readonly(
          "left", [](const AuditResult& of) { return Findings(of.left); })
      .def_property_readonly("moves", &Moves)
      .def_property_readonly("without", &Without)
      .def_property_readonly("cleaning", &Cleaning)
      .def_property_readonly("frozen", &Frozen)
      .def(
          "headline",
          [](const AuditResult& of, const std::string& lang) {
            return Rendered(of.headline, lang);
          },
          py::arg("lang"))
      .def(
          "conditions",
          [](const AuditResult& of, const std::string& lang) {
            return Rendered(of.conditions, lang);
          },
          py::arg("lang"))
      .def(
          "doubts",
          [](const AuditResult& of, const std::string& lang) {
            return Rendered(of.doubts, lang);
          },
          py::arg("lang"))
      .def(
          "lines",
          [](const AuditResult& of, const std::string& lang, std::size_t most) {
            return Rendered(desk::AuditLines(of, most), lang);
          },
          py::arg("lang"), py::arg("most"))
      .def(
          "to_json", [](const AuditResult& of) { return report::ToJson(of); },
          py::call_guard<py::gil_scoped_release>());
  m.def("audit", &Audit, py::arg("world"), py::arg("policy"), py::arg("as_of"),
        py::arg("seed"), py::arg("node_limit"), py::arg("region"));
}

}  // namespace quaranta::python

// Who is where, what is wrong, who should move.

#include <pybind11/pybind11.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "advice.h"
#include "module.h"
#include "quaranta/desk/audit_people.h"
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

py::dict Frozen(const desk::AuditResult& result) {
  py::dict rooms;
  for (const desk::AuditFrozen& of : result.frozen) {
    for (const std::string& person : of.people) {
      rooms[py::str(person)] = of.room;
    }
  }
  return rooms;
}

}  // namespace

void BindAudit(py::module_& m) {
  using desk::AuditResult;
  py::class_<AuditResult> audit(m, "Audit");
  BindAdvice(audit, &desk::AuditLines);
  audit.def_property_readonly("ok", &AuditResult::ok)
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
      .def_property_readonly(
          "without",
          [](const AuditResult& of) { return WithoutRows(of.without); })
      .def_property_readonly("frozen", &Frozen);
  m.def("audit", &Audit, py::arg("world"), py::arg("policy"), py::arg("as_of"),
        py::arg("seed"), py::arg("node_limit"), py::arg("region"));
}

}  // namespace quaranta::python

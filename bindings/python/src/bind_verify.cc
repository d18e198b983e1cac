// Stored plans, checked again.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>
#include <variant>

#include "module.h"
#include "quaranta/desk/verify_days.h"
#include "quaranta/desk/verify_plan.h"
#include "quaranta/report/json.h"
#include "status.h"

namespace quaranta::python {
namespace {

namespace py = pybind11;
using AnyStored = std::variant<desk::StoredPlan, desk::StoredDays>;
using AnyVerified = std::variant<desk::Verified, desk::VerifiedDays>;

absl::StatusOr<AnyVerified> Check(const world::World& world,
                                  const policy::Policy& policy,
                                  const AnyStored& stored) {
  if (const auto* plan = std::get_if<desk::StoredPlan>(&stored)) {
    auto verified = report::VerifyStored(world, policy, *plan);
    if (!verified.ok()) return verified.status();
    return *std::move(verified);
  }
  auto verified =
      desk::VerifyDays(world, policy, std::get<desk::StoredDays>(stored));
  if (!verified.ok()) return verified.status();
  return *std::move(verified);
}

bool Shown(const desk::Verified& verified, std::size_t level) {
  return verified.report.BoundShown(verified.plan, level);
}
bool Shown(const desk::VerifiedDays& verified, std::size_t level) {
  return verified.bounds[level] == desk::BoundShown::kCounted;
}

bool Repeated(const desk::Verified&, std::size_t) { return false; }
bool Repeated(const desk::VerifiedDays& verified, std::size_t level) {
  return verified.bounds[level] == desk::BoundShown::kRepeated;
}

// What the file of a plan for tonight says of itself: rooms out, parties
// refused, differences, what is unchecked.
py::tuple OwnWord(const desk::Verified& verified) {
  py::list differences;
  for (const desk::Difference& of : verified.differences) {
    differences.append(py::make_tuple(of.path, of.said, of.expected));
  }
  return py::make_tuple(verified.out, verified.refused, differences,
                        verified.unchecked);
}
py::tuple OwnWord(const desk::VerifiedDays&) {
  return py::make_tuple(py::list(), py::list(), py::list(), py::list());
}

// (ok, same_input, levels, faults, out, refused, differences, unchecked,
// lines).
template <class Verified>
py::tuple Rows(const Verified& verified, Language language) {
  py::list levels;
  for (std::size_t i = 0; i < verified.plan.levels.size(); ++i) {
    const auto& level = verified.plan.levels[i];
    levels.append(py::make_tuple(std::string(place::NameOf(level.name)),
                                 level.part, level.value, level.bound,
                                 Shown(verified, i), Repeated(verified, i)));
  }
  py::list faults;
  for (const auto& violation : verified.report.violations) {
    faults.append(std::string(place::NameOf(violation.fault)));
  }
  py::list lines;
  for (const Sentence& line : desk::VerifyLines(verified)) {
    lines.append(Render(line, language));
  }
  const py::tuple own = OwnWord(verified);
  return py::make_tuple(verified.ok(), verified.same_input, levels, faults,
                        own[0], own[1], own[2], own[3], lines);
}

py::tuple VerifyPlan(const std::string& json, const std::string& name,
                     const world::World& world, const policy::Policy& policy,
                     const std::string& lang) {
  const Language language = LanguageOf(lang);
  absl::StatusOr<AnyVerified> verified;
  {
    const py::gil_scoped_release release;
    const auto stored = report::ReadStored(json, name);
    verified = stored.ok() ? Check(world, policy, *stored)
                           : absl::StatusOr<AnyVerified>(stored.status());
  }
  if (!verified.ok()) Raise(verified.status());
  return std::visit([&](const auto& of) { return Rows(of, language); },
                    *verified);
}

}  // namespace

void BindVerify(py::module_& m) {
  m.def("verify_plan", &VerifyPlan, py::arg("json"), py::arg("name"),
        py::arg("world"), py::arg("policy"), py::arg("lang"));
}

}  // namespace quaranta::python

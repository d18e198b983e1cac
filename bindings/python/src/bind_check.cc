// Policies and reports of checks.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "module.h"
#include "quaranta/check/check.h"
#include "quaranta/report/brief.h"
#include "quaranta/report/json.h"
#include "status.h"

namespace quaranta::python {
namespace {

namespace py = pybind11;

check::Report Check(const world::World& world, const policy::Policy& policy,
                    const std::string& as_of,
                    const std::vector<std::string>& rules,
                    const std::vector<std::string>& subjects,
                    const std::string& region) {
  check::Options options;
  options.as_of = ValueOrRaise(ParseInstant(as_of));
  options.rules = rules;
  options.subjects = subjects;
  options.region = region;
  absl::StatusOr<check::Report> report;
  {
    const py::gil_scoped_release release;
    report = check::Run(world, policy, options);
  }
  return ValueOrRaise(std::move(report));
}

py::dict Counts(const check::Report& report) {
  py::dict counts;
  for (std::size_t i = 0; i < check::kOutcomes; ++i) {
    const auto outcome = static_cast<check::Outcome>(i);
    counts[py::str(std::string(check::OutcomeName(outcome)))] =
        report.counts[outcome];
  }
  return counts;
}

py::dict VerdictOf(const check::Report& report, const check::Verdict& v) {
  const check::RuleUse& use = report.rules[v.rule];
  py::list missing;
  for (const check::Missing& fact : v.missing) missing.append(fact.fact);
  py::dict row;
  row["rule"] = use.rule->text->id;
  row["subject"] = report.world.Subject(v.subject);
  row["day"] = v.day ? py::object(py::str(FormatDay(*v.day))) : py::none();
  row["verdict"] = std::string(check::OutcomeName(v.outcome));
  row["missing"] = missing;
  row["clause"] = v.clause;
  row["because"] = v.offenders;
  row["title"] = use.rule->text->title.en;
  row["title_zh"] = use.rule->text->title.zh;
  return row;
}

py::list Verdicts(const check::Report& report, const std::string& outcome) {
  py::list rows;
  for (const check::Verdict& verdict : report.verdicts) {
    if (outcome.empty() || check::OutcomeName(verdict.outcome) == outcome) {
      rows.append(VerdictOf(report, verdict));
    }
  }
  return rows;
}

py::list Questions(const check::Report& report, std::size_t most) {
  py::list rows;
  for (const check::Question& question : check::AskFirst(report, most)) {
    py::dict row;
    row["field"] = question.field;
    row["facts"] = question.facts;
    row["verdicts"] = question.verdicts;
    row["alone"] = question.alone;
    row["examples"] = question.examples;
    rows.append(row);
  }
  return rows;
}

// YAML files as (name, text) pairs make one pack.
std::shared_ptr<const policy::Pack> LoadPack(
    const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<policy::PackFile> views(files.begin(), files.end());
  const policy::LoadResult loaded = policy::LoadPack(views);
  if (loaded.pack == nullptr) {
    std::string text;
    for (const policy::Diagnostic& mistake : loaded.diagnostics) {
      text += (text.empty() ? "" : "\n") + mistake.text;
    }
    Raise(absl::InvalidArgumentError(text));
  }
  return loaded.pack;
}

policy::Policy MakePolicy(
    const std::vector<std::string>& ids,
    const std::vector<std::shared_ptr<policy::Pack>>& given) {
  const std::vector<std::shared_ptr<const policy::Pack>> packs(given.begin(),
                                                               given.end());
  return ValueOrRaise(policy::Policy::Make(ids, packs));
}

}  // namespace

void BindCheck(py::module_& m) {
  py::class_<policy::Pack, std::shared_ptr<policy::Pack>>(m, "Pack")
      .def_property_readonly("id",
                             [](const policy::Pack& p) { return p.text.id; })
      .def_property_readonly(
          "version", [](const policy::Pack& p) { return p.text.version; })
      .def_property_readonly(
          "historic", [](const policy::Pack& p) { return p.text.historic; })
      .def_readonly("hash", &policy::Pack::hash)
      .def("__len__", [](const policy::Pack& p) { return p.rules.size(); });
  m.def("load_pack",
        [](const std::vector<std::pair<std::string, std::string>>& files) {
          return std::const_pointer_cast<policy::Pack>(LoadPack(files));
        });
  m.def("embedded_packs", [] {
    std::vector<std::shared_ptr<policy::Pack>> packs;
    for (const policy::LoadResult& loaded : policy::LoadedEmbeddedPacks()) {
      if (loaded.pack != nullptr) {
        packs.push_back(std::const_pointer_cast<policy::Pack>(loaded.pack));
      }
    }
    return packs;
  });

  py::class_<policy::Policy>(m, "Policy")
      .def(py::init(&MakePolicy), py::arg("ids"), py::arg("given"))
      .def_property_readonly("packs", [](const policy::Policy& policy) {
        std::vector<std::string> ids;
        for (const auto& pack : policy.packs()) ids.push_back(pack->text.id);
        return ids;
      });

  py::class_<check::Report>(m, "CheckReport")
      .def_property_readonly("as_of",
                             [](const check::Report& report) {
                               return FormatInstant(report.as_of);
                             })
      .def_property_readonly("counts", &Counts)
      .def("verdicts", &Verdicts, py::arg("outcome"))
      .def("questions", &Questions, py::arg("most"))
      .def(
          "to_json",
          [](const check::Report& report) { return report::ToJson(report); },
          py::call_guard<py::gil_scoped_release>())
      .def(
          "lines",
          [](const check::Report& report, const std::string& language,
             std::size_t most) {
            return report::CheckText(
                report, ParseLanguage(language).value_or(Language::kEn), most);
          },
          py::arg("language"), py::arg("most"));
  m.def("check", &Check, py::arg("world"), py::arg("policy"), py::arg("as_of"),
        py::arg("rules"), py::arg("subjects"), py::arg("region"));
}

}  // namespace quaranta::python

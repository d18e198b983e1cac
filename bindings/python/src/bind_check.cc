// Policies and reports of checks.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <memory>
#include <string_view>
#include <utility>

#include "module.h"
#include "quaranta/check/check.h"
#include "quaranta/core/status.h"
#include "quaranta/report/brief.h"
#include "quaranta/report/json.h"
#include "quaranta/report/reasons.h"
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

template <class T, class F>
py::object OrNone(const std::optional<T>& value, F&& text) {
  if (!value) return py::none();
  return py::str(text(*value));
}

py::dict VerdictOf(const check::Report& report, const check::Verdict& v) {
  const check::RuleUse& use = report.rules[v.rule];
  py::list missing;
  for (const check::Missing& fact : v.missing) {
    if (v.outcome != check::Outcome::kUnknown) break;
    missing.append(py::make_tuple(
        fact.fact, std::string(data::NoteStateName(fact.cause))));
  }
  py::dict row;
  row["rule"] = use.rule->text->id;
  row["subject"] = report.world.Subject(v.subject);
  row["outcome"] = std::string(check::OutcomeName(v.outcome));
  row["day"] = OrNone(v.day, FormatDay);
  row["missing"] = missing;
  row["clause"] = v.clause;
  row["values"] = v.values;
  row["because"] = v.offenders;
  row["measure"] = v.measure;
  row["due_at"] = OrNone(v.due_at, FormatInstant);
  row["due_stage"] = v.due_stage;
  row["waiver"] = v.waiver;
  row["error"] = v.error;
  row["title"] = use.rule->text->title.en;
  row["title_zh"] = use.rule->text->title.zh;
  row["pack"] = use.pack->text.id;
  return row;
}

py::list Verdicts(const check::Report& report, const std::string& outcome) {
  if (!outcome.empty() && !check::ParseOutcome(outcome)) {
    Raise(InvalidArgument("outcome: there is no \"" + outcome + "\""));
  }
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

// Why each verdict on a subject is what it is, as text.
std::vector<std::string> Explanations(const check::Report& report,
                                      const std::string& subject,
                                      const std::string& rule,
                                      const std::string& lang,
                                      std::size_t elements) {
  const Language language = LanguageOf(lang);
  const py::gil_scoped_release release;
  check::Options options;
  options.as_of = report.as_of;
  expr::TraceLimits limits;
  limits.elements = elements;
  const auto row = report.world.Find(subject);
  std::vector<std::string> texts;
  for (std::size_t i = 0; row && i < report.verdicts.size(); ++i) {
    const check::Verdict& verdict = report.verdicts[i];
    const std::string& id = report.rules[verdict.rule].rule->text->id;
    if (verdict.subject != *row || (!rule.empty() && rule != id)) continue;
    const auto reasons = check::Explain(report, i, options, limits);
    if (!reasons.ok()) continue;  // of a verdict of the report never
    texts.push_back(report::ReasonsText(report, i, *reasons, language));
  }
  return texts;
}

// A pack as Python holds it: immutable, shared.
struct PackHandle {
  std::shared_ptr<const policy::Pack> pack;
  const schema::RulePack& text() const { return pack->text; }
};

// Files as (name, text) pairs make one pack.
PackHandle LoadPack(
    const std::vector<std::pair<std::string, std::string>>& files) {
  const std::vector<policy::PackFile> views(files.begin(), files.end());
  policy::LoadResult loaded;
  {
    const py::gil_scoped_release release;
    loaded = policy::LoadPack(views);
  }
  if (loaded.pack == nullptr) {
    std::string text;
    for (const policy::Diagnostic& mistake : loaded.diagnostics) {
      text += (text.empty() ? "" : "\n") + mistake.text;
    }
    Raise(InvalidArgument(text));
  }
  return {loaded.pack};
}

std::vector<PackHandle> EmbeddedPacks() {
  std::vector<PackHandle> packs;
  for (const policy::LoadResult& loaded : policy::LoadedEmbeddedPacks()) {
    if (loaded.pack != nullptr) packs.push_back({loaded.pack});
  }
  return packs;
}

policy::Policy MakePolicy(const std::vector<std::string>& ids,
                          const std::vector<PackHandle>& given) {
  std::vector<std::shared_ptr<const policy::Pack>> packs;
  for (const PackHandle& handle : given) packs.push_back(handle.pack);
  return ValueOrRaise(policy::Policy::Make(ids, packs));
}

std::vector<std::string> RuleIds(const PackHandle& handle) {
  std::vector<std::string> ids;
  for (const policy::Rule& rule : handle.pack->rules) {
    ids.push_back(rule.text->id);
  }
  return ids;
}

void BindPolicy(py::module_& m) {
  py::class_<PackHandle>(m, "Pack")
      .def_property_readonly(
          "id", [](const PackHandle& p) -> std::string { return p.text().id; })
      .def_property_readonly(
          "version",
          [](const PackHandle& p) -> std::string { return p.text().version; })
      .def_property_readonly(
          "title",
          [](const PackHandle& p) -> std::string { return p.text().title.en; })
      .def_property_readonly(
          "title_zh",
          [](const PackHandle& p) -> std::string { return p.text().title.zh; })
      .def_property_readonly(
          "historic", [](const PackHandle& p) { return p.text().historic; })
      .def_property_readonly(
          "hash",
          [](const PackHandle& p) -> std::string { return p.pack->hash; })
      .def_property_readonly("rules", &RuleIds);
  m.def("load_pack", &LoadPack, py::arg("files"));
  m.def("embedded_packs", &EmbeddedPacks);
  py::class_<policy::Policy>(m, "Policy")
      .def(py::init(&MakePolicy), py::arg("ids"), py::arg("given"));
}

}  // namespace

void BindCheck(py::module_& m) {
  BindPolicy(m);
  py::class_<check::Report>(m, "CheckReport")
      .def_property_readonly("as_of",
                             [](const check::Report& report) {
                               return FormatInstant(report.as_of);
                             })
      .def_property_readonly("counts", &Counts)
      .def_property_readonly(
          "expired_packs",
          [](const check::Report& report) { return report.expired_packs; })
      .def("verdicts", &Verdicts, py::arg("outcome"))
      .def("questions", &Questions, py::arg("most"))
      .def("explain", &Explanations, py::arg("subject"), py::arg("rule"),
           py::arg("lang"), py::arg("elements"))
      .def(
          "to_json",
          [](const check::Report& report) { return report::ToJson(report); },
          py::call_guard<py::gil_scoped_release>())
      .def(
          "lines",
          [](const check::Report& report, const std::string& lang,
             std::size_t most) {
            return report::CheckText(report, LanguageOf(lang), most);
          },
          py::arg("lang"), py::arg("most"));
  m.def("check", &Check, py::arg("world"), py::arg("policy"), py::arg("as_of"),
        py::arg("rules"), py::arg("subjects"), py::arg("region"));
}

}  // namespace quaranta::python

// What plans for tonight and for the coming days show alike.
#ifndef QUARANTA_BINDINGS_PYTHON_PLAN_ROWS_H_
#define QUARANTA_BINDINGS_PYTHON_PLAN_ROWS_H_

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>
#include <vector>

#include "module.h"
#include "quaranta/core/message.h"
#include "quaranta/core/status.h"
#include "quaranta/desk/coming_days.h"
#include "status.h"

namespace quaranta::python {

inline pybind11::list EquityRows(const std::vector<desk::EquityRow>& equity) {
  pybind11::list rows;
  for (const desk::EquityRow& row : equity) {
    const auto count = [&row](auto field) -> pybind11::object {
      if (!row.counts) return pybind11::none();
      return pybind11::int_((*row.counts).*field);
    };
    using Counts = desk::EquityRow::Counts;
    rows.append(pybind11::make_tuple(
        std::string(desk::NameOf(row.by)), row.group, count(&Counts::asked),
        count(&Counts::placed), count(&Counts::unplaced),
        count(&Counts::waiting_long)));
  }
  return rows;
}

// Why a person or party goes where; a plan that does not know them is a
// mistake.
template <class AnyPlan>
std::vector<std::string> ExplainIn(const AnyPlan& plan, const std::string& who,
                                   const std::string& lang) {
  std::vector<std::string> lines;
  for (const Sentence& sentence : desk::ExplainParty(plan, who)) {
    lines.push_back(Render(sentence, LanguageOf(lang)));
  }
  if (lines.empty()) {
    Raise(NotFound("the plan knows no party or person \"" + who + "\""));
  }
  return lines;
}

}  // namespace quaranta::python

#endif  // QUARANTA_BINDINGS_PYTHON_PLAN_ROWS_H_

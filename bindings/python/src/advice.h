// What the classes of results about those inside have in common.
#ifndef QUARANTA_BINDINGS_PYTHON_ADVICE_H_
#define QUARANTA_BINDINGS_PYTHON_ADVICE_H_

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstddef>
#include <string>
#include <vector>

#include "quaranta/core/message.h"
#include "quaranta/desk/occupancy.h"
#include "quaranta/report/json.h"
#include "status.h"

namespace quaranta::python {

template <class T>
pybind11::tuple TupleOf(const std::vector<T>& values) {
  pybind11::tuple tuple(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) tuple[i] = values[i];
  return tuple;
}

inline pybind11::object RoomOrNone(const std::string& room) {
  if (room.empty()) return pybind11::none();
  return pybind11::str(room);
}

inline std::string En(const Sentence& text) {
  return Render(text, Language::kEn);
}
inline std::string Zh(const Sentence& text) {
  return Render(text, Language::kZh);
}

inline pybind11::list WithoutRows(
    const std::vector<desk::PeopleWithoutRoom>& list) {
  pybind11::list rows;
  for (const desk::PeopleWithoutRoom& of : list) {
    rows.append(pybind11::make_tuple(
        of.party, TupleOf(of.people), TupleOf(of.rooms),
        std::string(place::NameOf(of.reason)), En(of.text), Zh(of.text)));
  }
  return rows;
}

inline pybind11::list CleaningRows(
    const std::vector<desk::RoomsToClean>& list) {
  pybind11::list rows;
  for (const desk::RoomsToClean& of : list) {
    rows.append(pybind11::make_tuple(of.site, TupleOf(of.floors),
                                     TupleOf(of.rooms), of.whole_floor,
                                     En(of.text), Zh(of.text)));
  }
  return rows;
}

inline std::vector<std::string> RenderedLines(
    const std::vector<Sentence>& sentences, const std::string& lang) {
  const Language language = LanguageOf(lang);
  std::vector<std::string> lines;
  for (const Sentence& sentence : sentences) {
    lines.push_back(Render(sentence, language));
  }
  return lines;
}

// `lines` are those of the whole result, lists cut at so many.
template <class R>
void BindAdvice(pybind11::class_<R>& result,
                std::vector<Sentence> (*lines)(const R&, std::size_t)) {
  namespace py = pybind11;
  result
      .def_property_readonly(
          "as_of", [](const R& of) { return FormatInstant(of.as_of); })
      .def_property_readonly("people", [](const R& of) { return of.people; })
      .def_property_readonly("rooms", [](const R& of) { return of.rooms; })
      .def_property_readonly(
          "cleaning", [](const R& of) { return CleaningRows(of.cleaning); })
      .def(
          "headline",
          [](const R& of, const std::string& lang) {
            return RenderedLines(of.headline, lang);
          },
          py::arg("lang"))
      .def(
          "conditions",
          [](const R& of, const std::string& lang) {
            return RenderedLines(of.conditions, lang);
          },
          py::arg("lang"))
      .def(
          "doubts",
          [](const R& of, const std::string& lang) {
            return RenderedLines(of.doubts, lang);
          },
          py::arg("lang"))
      .def(
          "lines",
          [lines](const R& of, const std::string& lang, std::size_t most) {
            return RenderedLines(lines(of, most), lang);
          },
          py::arg("lang"), py::arg("most"))
      .def(
          "to_json", [](const R& of) { return report::ToJson(of); },
          py::call_guard<py::gil_scoped_release>());
}

}  // namespace quaranta::python

#endif  // QUARANTA_BINDINGS_PYTHON_ADVICE_H_

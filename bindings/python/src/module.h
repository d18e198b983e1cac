#ifndef QUARANTA_BINDINGS_PYTHON_MODULE_H_
#define QUARANTA_BINDINGS_PYTHON_MODULE_H_

#include <pybind11/pybind11.h>

namespace quaranta::python {

void BindReading(pybind11::module_& m);
void BindWorld(pybind11::module_& m);
void BindCheck(pybind11::module_& m);
void BindPlace(pybind11::module_& m);
void BindAudit(pybind11::module_& m);
void BindMoves(pybind11::module_& m);
void BindDays(pybind11::module_& m);
void BindVerify(pybind11::module_& m);

}  // namespace quaranta::python

#endif  // QUARANTA_BINDINGS_PYTHON_MODULE_H_

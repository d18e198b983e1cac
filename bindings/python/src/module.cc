// quaranta._core: the library as Python sees it. The package around it carries
// the types and the documentation.

#include "module.h"

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <memory>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "quaranta/cli/cli.h"
#include "read_options.h"

namespace quaranta::python {
namespace {

namespace py = pybind11;

// Runs the command line; gives back what it wrote.
std::tuple<int, py::bytes, py::bytes> Main(const std::vector<std::string>& args,
                                           const py::object& foreign) {
  const auto callback = std::make_shared<Callback>(foreign);
  std::ostringstream out;
  std::ostringstream err;
  int code = 0;
  {
    const py::gil_scoped_release release;
    code = cli::Main(args, out, err, [callback](const std::string& path) {
      return callback->Read(path);
    });
  }
  callback->Rethrow();
  return {code, py::bytes(out.str()), py::bytes(err.str())};
}

}  // namespace
}  // namespace quaranta::python

PYBIND11_MODULE(_core, m) {
  m.attr("__version__") = QUARANTA_VERSION;
  quaranta::python::BindReading(m);
  quaranta::python::BindWorld(m);
  quaranta::python::BindCheck(m);
  quaranta::python::BindPlace(m);
  quaranta::python::BindAudit(m);
  quaranta::python::BindMoves(m);
  quaranta::python::BindDays(m);
  quaranta::python::BindVerify(m);
  m.def("main", &quaranta::python::Main, pybind11::arg("args"),
        pybind11::arg("foreign"));
}

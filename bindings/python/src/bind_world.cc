// Worlds: from files, from rows, and back as Arrow tables.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <filesystem>
#include <utility>

#include "arrow_capsule.h"
#include "module.h"
#include "quaranta/io/io.h"
#include "quaranta/world/world.h"
#include "status.h"

namespace quaranta::python {
namespace {

namespace py = pybind11;

world::World Read(const std::string& path, const std::string& zone,
                  bool arrivals) {
  io::ReadOptions options;
  options.zone = zone;
  absl::StatusOr<world::World> world;
  {
    const py::gil_scoped_release release;
    world =
        arrivals ? io::ReadArrivals(path, options) : io::Open(path, options);
  }
  return ValueOrRaise(std::move(world));
}

void Write(const world::World& world, const std::string& path) {
  absl::Status status;
  {
    const py::gil_scoped_release release;
    status = std::filesystem::path(path).extension() == ".binpb"
                 ? io::WriteDelimited(world, path)
                 : io::WriteFolder(world, path);
  }
  if (!status.ok()) Raise(status);
}

const schema::Record& RecordNamed(const std::string& name) {
  const schema::Record* record = schema::FindRecord(name);
  if (record == nullptr) {
    Raise(absl::NotFoundError("there is no record \"" + name + "\""));
  }
  return *record;
}

// Collects tables given as JSON rows or Arrow streams.
class WorldBuilder {
 public:
  void AddJson(const std::string& record, const std::string& rows,
               const std::string& zone) {
    const text::Node node = ValueOrRaise(text::ReadJson(rows, record));
    Zone loaded;
    if (!zone.empty()) loaded = ValueOrRaise(Zone::Load(zone));
    const absl::Status status =
        io::AppendRows(builder_, RecordNamed(record), node, record,
                       zone.empty() ? nullptr : &loaded);
    if (!status.ok()) Raise(status);
  }
  void AddArrow(const std::string& record, const py::capsule& stream) {
    AppendStream(builder_, RecordNamed(record), stream);
  }
  void Close(const std::string& collection) { builder_.Close(collection); }
  world::World Build() {
    return ValueOrRaise(std::move(std::exchange(builder_, {})).Build());
  }

 private:
  world::Builder builder_;
};

py::list Issues(const world::World& world) {
  py::list rows;
  for (const world::Issue& issue : world.issues()) {
    const char* severity =
        issue.severity == world::Issue::Severity::kNote      ? "note"
        : issue.severity == world::Issue::Severity::kWarning ? "warning"
                                                             : "error";
    rows.append(py::make_tuple(severity, issue.code, issue.file, issue.row,
                               issue.column, issue.value, issue.action,
                               issue.detail));
  }
  return rows;
}

py::dict Tables(const world::World& world) {
  py::dict rows;
  for (const schema::Record& record : schema::Records()) {
    if (world.rows(record) > 0) {
      rows[py::str(std::string(record.name))] = world.rows(record);
    }
  }
  return rows;
}

}  // namespace

void BindWorld(py::module_& m) {
  py::class_<world::World>(m, "World")
      .def_property_readonly("issues", &Issues)
      .def_property_readonly("tables", &Tables)
      .def_property_readonly("latest",
                             [](const world::World& world) -> py::object {
                               const auto latest = world.LatestInstant();
                               if (!latest) return py::none();
                               return py::str(FormatInstant(*latest));
                             })
      .def(
          "table",
          [](const world::World& world, const std::string& record) {
            return ExportTable(world, RecordNamed(record));
          },
          py::arg("record"))
      .def("write", &Write, py::arg("path"));
  m.def("read", &Read, py::arg("path"), py::arg("zone"), py::arg("arrivals"));
  py::class_<WorldBuilder>(m, "WorldBuilder")
      .def(py::init<>())
      .def("add_json", &WorldBuilder::AddJson, py::arg("record"),
           py::arg("rows"), py::arg("zone"))
      .def("add_arrow", &WorldBuilder::AddArrow, py::arg("record"),
           py::arg("stream"))
      .def("close", &WorldBuilder::Close, py::arg("collection"))
      .def("build", &WorldBuilder::Build);
}

}  // namespace quaranta::python

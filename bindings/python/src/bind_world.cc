// Worlds: from files, from rows, and back as Arrow tables.

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string_view>
#include <utility>

#include "arrow_capsule.h"
#include "module.h"
#include "quaranta/core/status.h"
#include "quaranta/io/io.h"
#include "quaranta/io/issues.h"
#include "quaranta/text/json_writer.h"
#include "quaranta/world/world.h"
#include "read_options.h"
#include "status.h"

namespace quaranta::python {
namespace {

namespace py = pybind11;

// A world, and how it was read as a saved mapping.
std::tuple<world::World, std::string> Read(const std::string& path,
                                           const Reading& reading) {
  absl::StatusOr<io::Import> import;
  {
    const py::gil_scoped_release release;
    import = io::ImportFrom(path, reading.options);
  }
  reading.Rethrow();
  io::Import read = ValueOrRaise(std::move(import));
  return {std::move(read.world), io::WriteMapping(read.mapping)};
}

world::World ReadArrivals(const std::string& path, const Reading& reading) {
  absl::StatusOr<world::World> world;
  {
    const py::gil_scoped_release release;
    world = io::ReadArrivals(path, reading.options);
  }
  reading.Rethrow();
  return ValueOrRaise(std::move(world));
}

void Write(const world::World& world, const std::string& path) {
  absl::Status status;
  {
    const py::gil_scoped_release release;
    status = io::Write(world, path);
  }
  if (!status.ok()) Raise(status);
}

const schema::Record& RecordNamed(const std::string& name) {
  const schema::Record* record = schema::FindRecord(name);
  if (record == nullptr) {
    Raise(NotFound("there is no record \"" + name + "\""));
  }
  return *record;
}

// Collects tables given as JSON lines, as cells or through Arrow.
class WorldBuilder {
 public:
  explicit WorldBuilder(Reading reading) : reading_(std::move(reading)) {}

  void AddJson(const std::string& record, const std::string& lines) {
    const schema::Record& to = RecordNamed(record);
    absl::Status status;
    {
      const py::gil_scoped_release release;
      status = io::AppendText(builder_, to, lines, io::Format::kJsonl,
                              std::string(to.name), reading_.options);
    }
    if (!status.ok()) Raise(status);
  }
  // Rows of cells, titles and headers included; what they are is found, unless
  // the mapping or `record` says it.
  void AddCells(const std::string& name, const py::list& rows,
                const std::string& record) {
    const schema::Record* to = record.empty() ? nullptr : &RecordNamed(record);
    io::NamedSheet sheet{name, "", GridOf(rows, py::list())};
    absl::StatusOr<io::SheetMapping> read;
    {
      const py::gil_scoped_release release;
      read = io::AppendSheet(builder_, sheet, to, reading_.options);
    }
    mapping_.sheets.push_back(ValueOrRaise(std::move(read)));
  }
  void AddStream(const std::string& record, const py::capsule& stream) {
    const schema::Record& to = RecordNamed(record);
    AppendStream(builder_, to, std::string(to.name), stream, reading_.options);
  }
  void AddArray(const std::string& record, const py::capsule& schema,
                const py::capsule& array) {
    const schema::Record& to = RecordNamed(record);
    AppendArray(builder_, to, std::string(to.name), schema, array,
                reading_.options);
  }
  void Close(const std::string& collection) { builder_.Close(collection); }
  // Once: the builder is empty afterwards.
  std::tuple<world::World, std::string> Build() {
    world::Builder builder = std::exchange(builder_, world::Builder());
    absl::StatusOr<world::World> world;
    {
      const py::gil_scoped_release release;
      const absl::Status people = io::FinishPeople(builder, reading_.options);
      world = people.ok() ? std::move(builder).Build() : people;
    }
    return {ValueOrRaise(std::move(world)), io::WriteMapping(mapping_)};
  }

 private:
  Reading reading_;
  world::Builder builder_;
  io::Mapping mapping_;
};

const char* NameOf(world::Issue::Severity severity) {
  switch (severity) {
    case world::Issue::Severity::kNote:
      return "note";
    case world::Issue::Severity::kWarning:
      return "warning";
    case world::Issue::Severity::kError:
      return "error";
  }
  return "";
}

py::list Issues(const world::World& world) {
  py::list rows;
  for (const world::Issue& issue : world.issues()) {
    rows.append(py::make_tuple(NameOf(issue.severity), issue.code, issue.file,
                               issue.row, issue.column, issue.value,
                               issue.action, issue.detail));
  }
  return rows;
}

// What became of the rows of every table of every file.
py::list Sources(const world::World& world) {
  py::list rows;
  for (const world::SourceRows& source : world.sources()) {
    rows.append(py::make_tuple(source.file, source.sheet, source.record,
                               source.rows, source.set_aside, source.read,
                               source.repaired, source.parked, source.refused));
  }
  return rows;
}

// A table as typed cells, its header first: what a workbook shows.
py::list Cells(const world::World& world, const std::string& name) {
  const io::GridSheet sheet = io::ToSheet(world.table(RecordNamed(name)));
  py::list rows;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    py::list cells;
    for (std::size_t column = 0; column < sheet.columns(row); ++column) {
      const io::SheetCell cell = sheet.cell(row, column);
      cells.append(py::make_tuple(static_cast<int>(cell.type), cell.text));
    }
    rows.append(std::move(cells));
  }
  return rows;
}

// One remark in words.
std::string TextOf(const std::string& code, const std::string& file,
                   std::uint32_t row, const std::string& column,
                   const std::string& value, const std::string& action,
                   const std::string& detail, const std::string& lang) {
  world::Issue issue;
  issue.code = code;
  issue.file = file;
  issue.row = row;
  issue.column = column;
  issue.value = value;
  issue.action = action;
  issue.detail = detail;
  return io::IssueText(issue, LanguageOf(lang));
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

std::optional<std::string> Latest(const world::World& world) {
  const auto latest = world.LatestInstant();
  if (!latest) return std::nullopt;
  return FormatInstant(*latest);
}

// The zone that all regions share, else UTC.
std::string ZoneName(const world::World& world) {
  return world.ZoneOf(std::nullopt).name();
}

// At most `most` rows as JSON, one object per line.
std::string Rows(const world::World& world, const std::string& name,
                 std::size_t most, bool shown) {
  const schema::Record& record = RecordNamed(name);
  const py::gil_scoped_release release;
  std::string out;
  const std::size_t rows = std::min(most, world.rows(record));
  for (std::size_t row = 0; row < rows; ++row) {
    const data::RowRef ref{static_cast<std::uint32_t>(schema::IndexOf(record)),
                           static_cast<std::uint32_t>(row)};
    if (shown) {
      out += io::ShownRowJson(world, ref) + "\n";
      continue;
    }
    text::JsonWriter json;
    io::WriteRowJson(world, ref, json);
    out += json.Take() + "\n";
  }
  return out;
}

py::bytes ToBytes(const world::World& world) {
  std::string bytes;
  {
    const py::gil_scoped_release release;
    bytes = io::ToBytes(world);
  }
  return py::bytes(bytes);
}

world::World FromBytes(const py::bytes& bytes) {
  const auto view = static_cast<std::string_view>(bytes);
  return ValueOrRaise(io::FromBytes(view, "pickle"));
}

}  // namespace

void BindWorld(py::module_& m) {
  py::class_<world::World>(m, "World")
      .def_property_readonly("issues", &Issues)
      .def_property_readonly("sources", &Sources)
      .def_property_readonly("tables", &Tables)
      .def_property_readonly("latest", &Latest)
      .def_property_readonly("zone", &ZoneName)
      .def("rows", &Rows, py::arg("record"), py::arg("most"), py::arg("shown"))
      .def("cells", &Cells, py::arg("record"))
      .def(
          "stream",
          [](const world::World& world, const std::string& record) {
            return ExportStream(world, RecordNamed(record));
          },
          py::arg("record"))
      .def(
          "schema",
          [](const world::World& world, const std::string& record) {
            return ExportSchema(world, RecordNamed(record));
          },
          py::arg("record"))
      .def("write", &Write, py::arg("path"))
      .def(py::pickle(&ToBytes, &FromBytes));
  py::class_<WorldBuilder>(m, "WorldBuilder")
      .def(py::init<Reading>(), py::arg("reading"))
      .def("add_json", &WorldBuilder::AddJson, py::arg("record"),
           py::arg("lines"))
      .def("add_cells", &WorldBuilder::AddCells, py::arg("name"),
           py::arg("rows"), py::arg("record"))
      .def("add_stream", &WorldBuilder::AddStream, py::arg("record"),
           py::arg("stream"))
      .def("add_array", &WorldBuilder::AddArray, py::arg("record"),
           py::arg("schema"), py::arg("array"))
      .def("close", &WorldBuilder::Close, py::arg("collection"))
      .def("build", &WorldBuilder::Build);
  m.def("read", &Read, py::arg("path"), py::arg("reading"));
  m.def("read_arrivals", &ReadArrivals, py::arg("path"), py::arg("reading"));
  m.def("issue_text", &TextOf, py::arg("code"), py::arg("file"), py::arg("row"),
        py::arg("column"), py::arg("value"), py::arg("action"),
        py::arg("detail"), py::arg("lang"));
  m.def(
      "record_name",
      [](const std::string& name) {
        return std::string(RecordNamed(name).name);
      },
      py::arg("name"));
}

}  // namespace quaranta::python

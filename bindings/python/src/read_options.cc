#include "read_options.h"

#include <datetime.h>
#include <pybind11/stl.h>

#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <string>
#include <utility>

#include "module.h"
#include "quaranta/core/status.h"
#include "status.h"

namespace quaranta::python {
namespace {

namespace py = pybind11;

absl::Status StatusOf(const py::error_already_set& error) {
  const py::object value = error.value();
  const std::string text = py::str(value);
  std::string code;
  if (py::hasattr(value, "code")) code = py::str(value.attr("code"));
  if (code == "FAILED_PRECONDITION") return FailedPrecondition(text);
  if (code == "UNIMPLEMENTED") return absl::UnimplementedError(text);
  if (code == "RESOURCE_EXHAUSTED" || error.matches(PyExc_MemoryError)) {
    return ResourceExhausted(text);
  }
  if (error.matches(PyExc_FileNotFoundError)) return NotFound(text);
  return InvalidArgument(text);
}

// A number in plain decimals, as few as read back equal: "999999197104267000"
// for 9.99999197104267e+17.
std::string PlainNumber(double value) {
  std::array<char, 32> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  const std::string text(buffer.data(), end);
  const std::size_t e = text.find('e');
  if (e == std::string::npos) return text;
  const int power = std::stoi(text.substr(e + 1));
  const bool negative = text.front() == '-';
  std::string digits = text.substr(negative ? 1 : 0, e - (negative ? 1 : 0));
  if (digits.size() > 1) digits.erase(1, 1);  // the point
  const auto size = static_cast<int>(digits.size());
  if (power < 0) {
    digits =
        "0." + std::string(static_cast<std::size_t>(-power - 1), '0') + digits;
  } else if (power >= size - 1) {
    digits += std::string(static_cast<std::size_t>(power - size + 1), '0');
  } else {
    digits.insert(static_cast<std::size_t>(power) + 1, 1, '.');
  }
  return negative ? "-" + digits : digits;
}

void AddCell(io::GridSheet& grid, const py::handle& cell) {
  PyObject* object = cell.ptr();
  if (cell.is_none()) {
    grid.AddCell("", io::CellType::kBlank);
  } else if (PyUnicode_Check(object)) {
    Py_ssize_t size = 0;
    const char* text = PyUnicode_AsUTF8AndSize(object, &size);
    if (text == nullptr) throw py::error_already_set();
    const bool plain = PyUnicode_CheckExact(object);
    grid.AddCell({text, static_cast<std::size_t>(size)},
                 size == 0 ? io::CellType::kBlank
                 : plain   ? io::CellType::kText
                           : io::CellType::kError);
  } else if (PyBool_Check(object)) {
    grid.AddCell(object == Py_True ? "true" : "false", io::CellType::kBool);
  } else if (PyFloat_Check(object)) {
    const double value = PyFloat_AS_DOUBLE(object);
    std::isfinite(value)
        ? grid.AddCell(PlainNumber(value), io::CellType::kNumber)
        : grid.AddCell("", io::CellType::kBlank);
  } else if (PyLong_Check(object)) {
    grid.AddCell(std::string(py::str(cell)), io::CellType::kNumber);
  } else if (PyDateTime_Check(object)) {
    grid.AddCell(std::string(py::str(cell.attr("isoformat")())),
                 io::CellType::kInstant);
  } else if (PyDate_Check(object)) {
    grid.AddCell(std::string(py::str(cell.attr("isoformat")())),
                 io::CellType::kDay);
  } else {  // a time of day, a duration
    grid.AddCell(std::string(py::str(cell)), io::CellType::kText);
  }
}

io::Foreign ForeignOf(const py::tuple& read, const std::string& file) {
  io::Foreign foreign;
  for (const py::handle& grid : read[0]) {
    foreign.sheets.push_back({file, std::string(py::str(grid.attr("name"))),
                              GridOf(grid.attr("rows"), grid.attr("merged"))});
  }
  for (const py::handle& frame : read[1]) {
    const py::object capsule = frame.attr("__arrow_c_stream__")();
    void* held = PyCapsule_GetPointer(capsule.ptr(), "arrow_array_stream");
    if (held == nullptr) throw py::error_already_set();
    auto* stream = static_cast<ArrowArrayStream*>(held);
    foreign.streams.push_back({file, std::exchange(*stream, {})});
  }
  return foreign;
}

Reading MakeReading(const std::string& zone,
                    const std::vector<std::string>& complete,
                    const std::string& mapping, const py::bytes& key,
                    const py::object& foreign) {
  Reading reading;
  reading.options.zone = zone;
  reading.options.complete = complete;
  if (!mapping.empty()) {
    reading.options.mapping = ValueOrRaise(io::ReadMapping(mapping, "mapping"));
  }
  reading.options.pseudonym_key = key;
  if (!foreign.is_none()) {
    reading.callback = std::make_shared<Callback>(foreign);
    reading.options.foreign = [callback =
                                   reading.callback](const std::string& path) {
      return callback->Read(path);
    };
  }
  return reading;
}

const char* OrderName(io::DateOrder order) {
  switch (order) {
    case io::DateOrder::kUnknown:
      return "";
    case io::DateOrder::kYearMonthDay:
      return "ymd";
    case io::DateOrder::kMonthDayYear:
      return "mdy";
    case io::DateOrder::kDayMonthYear:
      return "dmy";
  }
  return "";
}

// The sheets of a mapping as tuples: file, sheet, records, header row,
// encoding, delimiter, columns of (header, field, unit, order, codes).
py::list SheetsOf(const std::string& yaml) {
  const io::Mapping mapping = ValueOrRaise(io::ReadMapping(yaml, "mapping"));
  py::list sheets;
  for (const io::SheetMapping& sheet : mapping.sheets) {
    py::list columns;
    for (const io::ColumnMapping& column : sheet.columns) {
      columns.append(py::make_tuple(column.header, column.field, column.unit,
                                    OrderName(column.date_order),
                                    column.codes));
    }
    sheets.append(py::make_tuple(sheet.file, sheet.sheet, sheet.records,
                                 sheet.header_row, sheet.encoding,
                                 sheet.delimiter, columns));
  }
  return sheets;
}

}  // namespace

Callback::Callback(py::object function) : function_(std::move(function)) {}

Callback::~Callback() {
  const py::gil_scoped_acquire acquire;
  function_.release().dec_ref();
  interrupt_ = nullptr;
}

absl::StatusOr<io::Foreign> Callback::Read(const std::string& path) {
  const py::gil_scoped_acquire acquire;
  try {
    const py::tuple read = function_(path);
    const std::u8string text(path.begin(), path.end());
    const std::u8string name =
        std::filesystem::path(text).filename().u8string();
    return ForeignOf(read, std::string(name.begin(), name.end()));
  } catch (py::error_already_set& error) {
    if (!error.matches(PyExc_Exception)) {
      interrupt_ = std::current_exception();
      return absl::CancelledError("interrupted");
    }
    return StatusOf(error);
  } catch (const py::builtin_exception& error) {
    return InvalidArgument(error.what());
  }
}

void Callback::Rethrow() {
  if (interrupt_ == nullptr) return;
  std::rethrow_exception(std::exchange(interrupt_, nullptr));
}

std::unique_ptr<io::GridSheet> GridOf(const py::handle& rows,
                                      const py::handle& merged) {
  if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
  auto grid = std::make_unique<io::GridSheet>();
  for (const py::handle& row : rows) {
    for (const py::handle& cell : row) AddCell(*grid, cell);
    grid->EndRow();
  }
  using Block =
      std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;
  for (const py::handle& block : merged) {
    const auto [first_row, first_column, last_row, last_column] =
        block.cast<Block>();
    grid->Merge({first_row, last_row, first_column, last_column});
  }
  return grid;
}

void BindReading(py::module_& m) {
  py::class_<Reading>(m, "Reading")
      .def(py::init(&MakeReading), py::arg("zone"), py::arg("complete"),
           py::arg("mapping"), py::arg("pseudonym_key"), py::arg("foreign"));
  m.def(
      "normal_mapping",
      [](const std::string& yaml, const std::string& name) {
        return io::WriteMapping(ValueOrRaise(io::ReadMapping(yaml, name)));
      },
      py::arg("yaml"), py::arg("name"));
  m.def("mapping_sheets", &SheetsOf, py::arg("yaml"));
}

}  // namespace quaranta::python

// How Python says how to read, and the readers of workbooks and Parquet that it
// lends to the library.
#ifndef QUARANTA_BINDINGS_PYTHON_READ_OPTIONS_H_
#define QUARANTA_BINDINGS_PYTHON_READ_OPTIONS_H_

#include <pybind11/pybind11.h>

#include <exception>
#include <memory>

#include "quaranta/io/io.h"

namespace quaranta::python {

// A Python function that is called back from code without the GIL.
class Callback {
 public:
  explicit Callback(pybind11::object function);
  ~Callback();
  Callback(const Callback&) = delete;
  Callback& operator=(const Callback&) = delete;

  // Errors become a Status; an interrupt is kept for Rethrow().
  absl::StatusOr<io::Foreign> Read(const std::string& path);
  // With the GIL: throws the interrupt that ended an earlier call, once.
  void Rethrow();

 private:
  pybind11::object function_;
  std::exception_ptr interrupt_;
};

// What a call is given; copied freely without the GIL.
struct Reading {
  io::ReadOptions options;
  std::shared_ptr<Callback> callback;

  void Rethrow() const {
    if (callback != nullptr) callback->Rethrow();
  }
};

// Rows of Python cells, each with its type, as a sheet. With the GIL.
std::unique_ptr<io::GridSheet> GridOf(const pybind11::handle& rows,
                                      const pybind11::handle& merged);

}  // namespace quaranta::python

#endif  // QUARANTA_BINDINGS_PYTHON_READ_OPTIONS_H_

// Tables through Arrow's PyCapsule interface.
#ifndef QUARANTA_BINDINGS_PYTHON_ARROW_CAPSULE_H_
#define QUARANTA_BINDINGS_PYTHON_ARROW_CAPSULE_H_

#include <pybind11/pybind11.h>

#include <string>

#include "quaranta/io/io.h"
#include "quaranta/schema/field.h"
#include "quaranta/world/world.h"

namespace quaranta::python {

// Reads what `__arrow_c_stream__` gave; the capsule is used up. The producer
// runs without the GIL.
void AppendStream(world::Builder& builder, const schema::Record& record,
                  const std::string& name, const pybind11::capsule& stream,
                  const io::ReadOptions& options);

// Reads what `__arrow_c_array__` gave; both capsules are used up.
void AppendArray(world::Builder& builder, const schema::Record& record,
                 const std::string& name, const pybind11::capsule& schema,
                 const pybind11::capsule& array,
                 const io::ReadOptions& options);

// A table for `__arrow_c_stream__` and `__arrow_c_schema__`; values are shared
// with the world, which lives as long as a consumer holds them.
pybind11::capsule ExportStream(const world::World& world,
                               const schema::Record& record);
pybind11::capsule ExportSchema(const world::World& world,
                               const schema::Record& record);

}  // namespace quaranta::python

#endif  // QUARANTA_BINDINGS_PYTHON_ARROW_CAPSULE_H_

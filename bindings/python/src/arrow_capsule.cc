#include "arrow_capsule.h"

#include <cerrno>
#include <memory>
#include <utility>

#include "quaranta/core/status.h"
#include "quaranta/data/arrow.h"
#include "status.h"

namespace quaranta::python {
namespace {

namespace py = pybind11;

constexpr const char* kStream = "arrow_array_stream";
constexpr const char* kSchema = "arrow_schema";
constexpr const char* kArray = "arrow_array";

// The struct in a capsule of that name; the interface forbids any other.
template <class S>
S* StructIn(const py::capsule& capsule, const char* name) {
  void* pointer = PyCapsule_GetPointer(capsule.ptr(), name);
  if (pointer == nullptr) throw py::error_already_set();
  return static_cast<S*>(pointer);
}

// Owns a struct until a consumer takes it out of its capsule.
template <class S>
void Destroy(PyObject* capsule) {
  const std::unique_ptr<S> held(static_cast<S*>(
      PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule))));
  if (held != nullptr && held->release != nullptr) held->release(held.get());
}

template <class S>
py::capsule CapsuleOf(std::unique_ptr<S> held, const char* name) {
  PyObject* capsule = PyCapsule_New(held.get(), name, &Destroy<S>);
  if (capsule == nullptr) throw py::error_already_set();
  static_cast<void>(held.release());
  return py::reinterpret_steal<py::capsule>(capsule);
}

// A stream of one batch that somebody else made.
struct OneBatch {
  ArrowSchema schema{};
  ArrowArray array{};
  ~OneBatch() {
    if (schema.release != nullptr) schema.release(&schema);
    if (array.release != nullptr) array.release(&array);
  }
};

OneBatch& BatchOf(ArrowArrayStream* stream) {
  return *static_cast<OneBatch*>(stream->private_data);
}

int TakeSchema(ArrowArrayStream* stream, ArrowSchema* out) {
  *out = std::exchange(BatchOf(stream).schema, {});
  return out->release == nullptr ? EINVAL : 0;
}

int TakeArray(ArrowArrayStream* stream, ArrowArray* out) {
  *out = std::exchange(BatchOf(stream).array, {});
  return 0;
}

const char* NoWords(ArrowArrayStream*) { return nullptr; }

void ReleaseBatch(ArrowArrayStream* stream) {
  const std::unique_ptr<OneBatch> batch(&BatchOf(stream));
  stream->release = nullptr;
}

void Append(world::Builder& builder, const schema::Record& record,
            const std::string& name, ArrowArrayStream* stream,
            const io::ReadOptions& options) {
  absl::Status status;
  {
    const py::gil_scoped_release release;
    status = io::AppendArrow(builder, record, stream, name, options);
  }
  if (!status.ok()) Raise(status);
}

// The stream of a table; instants are shown in the zone of the world.
std::unique_ptr<ArrowArrayStream> StreamOf(const world::World& world,
                                           const schema::Record& record) {
  auto stream = std::make_unique<ArrowArrayStream>();
  data::ExportArrow(world.SharedTable(schema::IndexOf(record)), stream.get(),
                    world.ZoneOf(std::nullopt).name());
  return stream;
}

}  // namespace

void AppendStream(world::Builder& builder, const schema::Record& record,
                  const std::string& name, const py::capsule& stream,
                  const io::ReadOptions& options) {
  auto* from = StructIn<ArrowArrayStream>(stream, kStream);
  if (from->release == nullptr) {
    Raise(InvalidArgument(name + ": the stream was used up before"));
  }
  Append(builder, record, name, from, options);
}

void AppendArray(world::Builder& builder, const schema::Record& record,
                 const std::string& name, const py::capsule& schema,
                 const py::capsule& array, const io::ReadOptions& options) {
  auto* from_schema = StructIn<ArrowSchema>(schema, kSchema);
  auto* from_array = StructIn<ArrowArray>(array, kArray);
  if (from_schema->release == nullptr || from_array->release == nullptr) {
    Raise(InvalidArgument(name + ": the array was used up before"));
  }
  auto batch = std::make_unique<OneBatch>();
  batch->schema = std::exchange(*from_schema, {});
  batch->array = std::exchange(*from_array, {});
  ArrowArrayStream stream{&TakeSchema, &TakeArray, &NoWords, &ReleaseBatch,
                          batch.release()};
  Append(builder, record, name, &stream, options);
}

py::capsule ExportStream(const world::World& world,
                         const schema::Record& record) {
  return CapsuleOf(StreamOf(world, record), kStream);
}

py::capsule ExportSchema(const world::World& world,
                         const schema::Record& record) {
  const auto stream = StreamOf(world, record);
  auto schema = std::make_unique<ArrowSchema>();
  const int error = stream->get_schema(stream.get(), schema.get());
  stream->release(stream.get());
  if (error != 0) Raise(ResourceExhausted("no memory for a schema"));
  return CapsuleOf(std::move(schema), kSchema);
}

}  // namespace quaranta::python

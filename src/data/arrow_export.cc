#include <array>
#include <cerrno>
#include <cmath>
#include <list>
#include <utility>

#include "quaranta/data/arrow.h"

namespace quaranta::data {
namespace {

using schema::Kind;

// --- Schemas --------------------------------------------------------------

struct SchemaParts {
  std::string name;
  std::string format;
  std::vector<ArrowSchema*> children;
};

void ReleaseSchema(ArrowSchema* schema) {
  auto* parts = static_cast<SchemaParts*>(schema->private_data);
  for (ArrowSchema* child : parts->children) {
    if (child->release != nullptr) child->release(child);
    delete child;
  }
  if (schema->dictionary != nullptr) {
    if (schema->dictionary->release != nullptr) {
      schema->dictionary->release(schema->dictionary);
    }
    delete schema->dictionary;
  }
  delete parts;
  schema->release = nullptr;
}

ArrowSchema* NewSchema(std::string name, std::string format,
                       std::vector<ArrowSchema*> children = {},
                       ArrowSchema* dictionary = nullptr) {
  auto* parts =
      new SchemaParts{std::move(name), std::move(format), std::move(children)};
  return new ArrowSchema{parts->format.c_str(),
                         parts->name.c_str(),
                         nullptr,
                         ARROW_FLAG_NULLABLE,
                         static_cast<std::int64_t>(parts->children.size()),
                         parts->children.data(),
                         dictionary,
                         &ReleaseSchema,
                         parts};
}

ArrowSchema* ItemSchema(const schema::Field& field, std::string name,
                        const std::string& zone) {
  switch (field.kind) {
    case Kind::kBool:
      return NewSchema(std::move(name), "b");
    case Kind::kInt:
      return NewSchema(std::move(name), "l");
    case Kind::kDouble:
      return NewSchema(std::move(name), "g");
    case Kind::kDate:
      return NewSchema(std::move(name), "tdD");
    case Kind::kInstant:
      return NewSchema(std::move(name), "tsu:" + zone);
    case Kind::kEnum:
      return NewSchema(std::move(name), "i", {}, NewSchema("", "U"));
    case Kind::kString:
    case Kind::kReference:
      return NewSchema(std::move(name), "U");
  }
  return NewSchema(std::move(name), "n");
}

ArrowSchema* ColumnSchema(const Column& column, const std::string& zone) {
  const schema::Field& field = column.field();
  if (!field.repeated) return ItemSchema(field, std::string(field.name), zone);
  return NewSchema(std::string(field.name), "+L",
                   {ItemSchema(field, "item", zone)});
}

ArrowSchema* NoteSchema(const Column& column) {
  return NewSchema(std::string(column.field().name) + "__note", "+s",
                   {NewSchema("state", "U"), NewSchema("raw", "U"),
                    NewSchema("low", "g"), NewSchema("high", "g")});
}

// --- Arrays ---------------------------------------------------------------

// What an array keeps alive: the table, and buffers of its own.
struct ArrayParts {
  std::shared_ptr<const Table> table;
  std::list<std::vector<std::uint8_t>> bytes;
  std::list<std::vector<std::int32_t>> ints32;
  std::list<std::vector<std::int64_t>> ints;
  std::list<std::vector<double>> doubles;
  std::string text;
  std::vector<const void*> buffers;
  std::vector<ArrowArray*> children;
};

void ReleaseArray(ArrowArray* array) {
  auto* parts = static_cast<ArrayParts*>(array->private_data);
  for (ArrowArray* child : parts->children) {
    if (child->release != nullptr) child->release(child);
    delete child;
  }
  if (array->dictionary != nullptr) {
    if (array->dictionary->release != nullptr) {
      array->dictionary->release(array->dictionary);
    }
    delete array->dictionary;
  }
  delete parts;
  array->release = nullptr;
}

ArrowArray* NewArray(std::unique_ptr<ArrayParts> parts, std::size_t length,
                     std::size_t nulls, ArrowArray* dictionary = nullptr) {
  ArrayParts* kept = parts.release();
  return new ArrowArray{static_cast<std::int64_t>(length),
                        static_cast<std::int64_t>(nulls),
                        0,
                        static_cast<std::int64_t>(kept->buffers.size()),
                        static_cast<std::int64_t>(kept->children.size()),
                        kept->buffers.data(),
                        kept->children.data(),
                        dictionary,
                        &ReleaseArray,
                        kept};
}

std::unique_ptr<ArrayParts> PartsOf(const std::shared_ptr<const Table>& table) {
  auto parts = std::make_unique<ArrayParts>();
  parts->table = table;
  return parts;
}

// An empty vector may have no address, but a consumer may want one.
const void* Address(const void* data) {
  static constexpr std::int64_t kNothing = 0;
  return data == nullptr ? &kNothing : data;
}

// A bitmap in the parts; `bit(i)` for every i.
template <class F>
const void* Bitmap(ArrayParts& parts, std::size_t length, F&& bit) {
  auto& bytes = parts.bytes.emplace_back((length + 7) / 8 + 1);
  for (std::size_t i = 0; i < length; ++i) {
    if (!bit(i)) continue;
    bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] | (1u << (i % 8)));
  }
  return bytes.data();
}

// Texts of our own as an array.
ArrowArray* TextArray(const std::vector<std::string_view>& texts,
                      std::unique_ptr<ArrayParts> parts, const void* validity,
                      std::size_t nulls) {
  auto& offsets = parts->ints.emplace_back();
  offsets.push_back(0);
  for (const std::string_view text : texts) {
    parts->text += text;
    offsets.push_back(static_cast<std::int64_t>(parts->text.size()));
  }
  parts->buffers = {validity, offsets.data(), Address(parts->text.data())};
  return NewArray(std::move(parts), texts.size(), nulls);
}

// Numbers of an enum as places in its list of values. Numbers that are not
// listed are blanks.
std::vector<std::int32_t> PlacesOf(const Column& column, std::size_t size) {
  const auto values = column.field().enumeration->values;
  std::vector<std::int32_t> places(size, -1);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t v = 0; v < values.size(); ++v) {
      if (values[v].number == column.GetEnum(i)) {
        places[i] = static_cast<std::int32_t>(v);
      }
    }
  }
  return places;
}

ArrowArray* EnumNames(const std::shared_ptr<const Table>& table,
                      const Column& column) {
  std::vector<std::string_view> names;
  for (const schema::EnumValue& value : column.field().enumeration->values) {
    names.push_back(value.name);
  }
  return TextArray(names, PartsOf(table), nullptr, 0);
}

// `size` stored values of a column; `valid(i)` says which are values.
template <class F>
ArrowArray* ItemArray(const std::shared_ptr<const Table>& table,
                      const Column& column, std::size_t size, F&& valid) {
  auto parts = PartsOf(table);
  std::vector<std::int32_t> places;
  if (column.kind() == Kind::kEnum) places = PlacesOf(column, size);
  std::size_t nulls = 0;
  const void* validity = Bitmap(*parts, size, [&](std::size_t i) {
    bool value = valid(i) && (places.empty() || places[i] >= 0);
    if (column.kind() == Kind::kDouble) {
      value = value && !std::isnan(column.GetDouble(i));
    }
    nulls += value ? 0 : 1;
    return value;
  });
  if (nulls == 0) validity = nullptr;
  switch (column.kind()) {
    case Kind::kBool:
      parts->buffers = {validity, Bitmap(*parts, size, [&](std::size_t i) {
                          return column.GetBool(i);
                        })};
      break;
    case Kind::kInt:
    case Kind::kInstant:
      parts->buffers = {validity, Address(column.ints().data())};
      break;
    case Kind::kDouble:
      parts->buffers = {validity, Address(column.doubles().data())};
      break;
    case Kind::kDate:
      parts->buffers = {validity, Address(column.ints32().data())};
      break;
    case Kind::kEnum: {
      for (std::int32_t& place : places) place = std::max(place, 0);
      auto& codes = parts->ints32.emplace_back(std::move(places));
      parts->buffers = {validity, Address(codes.data())};
      return NewArray(std::move(parts), size, nulls, EnumNames(table, column));
    }
    case Kind::kString:
    case Kind::kReference:
      parts->buffers = {validity, column.text_offsets().data(),
                        Address(column.text().data())};
      break;
  }
  return NewArray(std::move(parts), size, nulls);
}

std::size_t ItemsOf(const Column& column) {
  return static_cast<std::size_t>(column.list_offsets().back());
}

ArrowArray* ColumnArray(const std::shared_ptr<const Table>& table,
                        const Column& column) {
  const auto valid = [&column](std::size_t row) { return column.valid(row); };
  if (!column.field().repeated) {
    return ItemArray(table, column, column.size(), valid);
  }
  auto parts = PartsOf(table);
  std::size_t nulls = 0;
  const void* validity = Bitmap(*parts, column.size(), [&](std::size_t row) {
    nulls += column.valid(row) ? 0 : 1;
    return column.valid(row);
  });
  parts->buffers = {validity, column.list_offsets().data()};
  parts->children = {ItemArray(table, column, ItemsOf(column),
                               [](std::size_t) { return true; })};
  return NewArray(std::move(parts), column.size(), nulls);
}

// low or high; infinite bounds are blanks.
ArrowArray* BoundArray(const std::shared_ptr<const Table>& table,
                       const Column& column, double Interval::*bound) {
  auto parts = PartsOf(table);
  auto& values = parts->doubles.emplace_back(column.size(), 0.0);
  std::size_t nulls = 0;
  const void* validity = Bitmap(*parts, column.size(), [&](std::size_t row) {
    const Note* note = column.note(row);
    const bool known = note != nullptr && note->bounds &&
                       std::isfinite((*note->bounds).*bound);
    if (known) values[row] = (*note->bounds).*bound;
    nulls += known ? 0 : 1;
    return known;
  });
  parts->buffers = {validity, Address(values.data())};
  return NewArray(std::move(parts), column.size(), nulls);
}

ArrowArray* NoteArray(const std::shared_ptr<const Table>& table,
                      const Column& column) {
  std::vector<std::string_view> states;
  std::vector<std::string_view> raws;
  for (std::size_t row = 0; row < column.size(); ++row) {
    const Note* note = column.note(row);
    states.push_back(note != nullptr ? NoteStateName(note->state)
                                     : std::string_view());
    raws.push_back(note != nullptr ? std::string_view(note->raw)
                                   : std::string_view());
  }
  auto parts = PartsOf(table);
  std::size_t nulls = 0;
  const void* validity = Bitmap(*parts, column.size(), [&](std::size_t row) {
    nulls += column.note(row) != nullptr ? 0 : 1;
    return column.note(row) != nullptr;
  });
  parts->buffers = {validity};
  parts->children = {TextArray(states, PartsOf(table), nullptr, 0),
                     TextArray(raws, PartsOf(table), nullptr, 0),
                     BoundArray(table, column, &Interval::low),
                     BoundArray(table, column, &Interval::high)};
  return NewArray(std::move(parts), column.size(), nulls);
}

// --- The stream -----------------------------------------------------------

struct StreamParts {
  std::shared_ptr<const Table> table;
  std::string zone;
  bool done = false;
};

StreamParts& PartsOf(ArrowArrayStream* stream) {
  return *static_cast<StreamParts*>(stream->private_data);
}

int GetSchema(ArrowArrayStream* stream, ArrowSchema* out) {
  std::vector<ArrowSchema*> children;
  const StreamParts& parts = PartsOf(stream);
  for (const Column& column : parts.table->columns) {
    children.push_back(ColumnSchema(column, parts.zone));
    if (!column.notes().empty()) children.push_back(NoteSchema(column));
  }
  const std::unique_ptr<ArrowSchema> whole(
      NewSchema("", "+s", std::move(children)));
  *out = *whole;
  out->flags = 0;
  return 0;
}

int GetNext(ArrowArrayStream* stream, ArrowArray* out) {
  StreamParts& parts = PartsOf(stream);
  *out = ArrowArray{};
  if (std::exchange(parts.done, true)) return 0;
  auto batch = PartsOf(parts.table);
  for (const Column& column : parts.table->columns) {
    batch->children.push_back(ColumnArray(parts.table, column));
    if (!column.notes().empty()) {
      batch->children.push_back(NoteArray(parts.table, column));
    }
  }
  batch->buffers = {nullptr};
  const std::unique_ptr<ArrowArray> whole(
      NewArray(std::move(batch), parts.table->rows, 0));
  *out = *whole;
  return 0;
}

// Called from C, which no exception may reach.
int GetSchemaOrFail(ArrowArrayStream* stream, ArrowSchema* out) {
  try {
    return GetSchema(stream, out);
  } catch (const std::exception&) {
    return ENOMEM;
  }
}

int GetNextOrFail(ArrowArrayStream* stream, ArrowArray* out) {
  try {
    return GetNext(stream, out);
  } catch (const std::exception&) {
    return ENOMEM;
  }
}

const char* GetLastError(ArrowArrayStream*) { return nullptr; }

void ReleaseStream(ArrowArrayStream* stream) {
  delete static_cast<StreamParts*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

void ExportArrow(std::shared_ptr<const Table> table, ArrowArrayStream* out,
                 std::string zone) {
  out->private_data = new StreamParts{std::move(table), std::move(zone)};
  out->get_schema = &GetSchemaOrFail;
  out->get_next = &GetNextOrFail;
  out->get_last_error = &GetLastError;
  out->release = &ReleaseStream;
}

}  // namespace quaranta::data

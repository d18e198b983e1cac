// Tables as Arrow streams.
#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <limits>
#include <new>
#include <utility>

#include "data/column_storage.h"
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

// Texts are handed over as they are held.
ArrowSchema* TextSchema(Form form, std::string name) {
  switch (form) {
    case Form::kText32:
      return NewSchema(std::move(name), "u");
    case Form::kDictionary:
      return NewSchema(std::move(name), "i", {}, NewSchema("", "U"));
    default:
      return NewSchema(std::move(name), "U");
  }
}

ArrowSchema* ItemSchema(const Column& column, std::string name,
                        const std::string& zone) {
  switch (column.kind()) {
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
      return TextSchema(column.raw().form, std::move(name));
  }
  return NewSchema(std::move(name), "n");
}

ArrowSchema* ColumnSchema(const Column& column, const std::string& zone) {
  const schema::Field& field = column.field();
  if (!field.repeated) return ItemSchema(column, std::string(field.name), zone);
  return NewSchema(std::string(field.name), "+L",
                   {ItemSchema(column, "item", zone)});
}

ArrowSchema* NoteSchema(const Column& column) {
  return NewSchema(std::string(column.field().name) + "__note", "+s",
                   {NewSchema("state", "U"), NewSchema("raw", "U"),
                    NewSchema("low", "g"), NewSchema("high", "g")});
}

// --- Arrays ---------------------------------------------------------------

// Zeros for all columns without a value. Memory that is never written to takes
// no place until it is read, and little then.
std::shared_ptr<const void> Zeros(std::size_t bytes) {
  void* zeros = std::calloc(bytes, 1);
  if (zeros == nullptr) throw std::bad_alloc();
  return {zeros, [](void* held) { std::free(held); }};
}

// What all columns of one batch share.
struct Batch {
  std::shared_ptr<const Table> table;
  std::shared_ptr<const Column> ids;  // that stand in for its own, if any
  std::shared_ptr<const void> zeros;  // for a value of any width in each row
};

// What an array keeps alive: the table, and buffers of its own.
struct ArrayParts {
  explicit ArrayParts(Batch from) : batch(std::move(from)) {}
  Batch batch;
  std::vector<Buffer> own;
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

std::unique_ptr<ArrayParts> PartsOf(const Batch& batch) {
  return std::make_unique<ArrayParts>(batch);
}

// What nobody owns may have no address, but a consumer may want one.
const void* Address(const void* data) {
  static constexpr std::int64_t kNothing = 0;
  return data == nullptr ? &kNothing : data;
}

const void* Keep(ArrayParts& parts, Buffer buffer) {
  parts.own.push_back(std::move(buffer));
  return Address(parts.own.back().As<char>());
}

// Bits as a buffer that begins with the first: theirs, if it begins with a
// byte.
const void* BitsFrom(ArrayParts& parts, BitView bits, std::size_t size) {
  if (bits.offset % 8 == 0) return bits.bytes + bits.offset / 8;
  Buffer copy;
  for (std::size_t i = 0; i < size; ++i) AppendBits(copy, i, bits[i], 1);
  return Keep(parts, std::move(copy));
}

std::size_t Nulls(const BitView& valid, std::size_t size) {
  if (valid.bytes == nullptr) return valid.uniform ? 0 : size;
  std::size_t ones = 0;
  std::size_t i = 0;
  for (; i < size && (valid.offset + i) % 8 != 0; ++i) ones += valid[i] ? 1 : 0;
  for (; i + 8 <= size; i += 8) {
    ones += static_cast<std::size_t>(
        std::popcount(valid.bytes[(valid.offset + i) / 8]));
  }
  for (; i < size; ++i) ones += valid[i] ? 1 : 0;
  return size - ones;
}

// The validity of rows as the first buffer; gives the number of nulls.
std::size_t AddValidity(ArrayParts& parts, const BitView& valid,
                        std::size_t size) {
  const std::size_t nulls = Nulls(valid, size);
  const void* bits = nullptr;
  if (nulls > 0) {
    bits = valid.bytes == nullptr ? parts.batch.zeros.get()
                                  : BitsFrom(parts, valid, size);
  }
  parts.buffers.push_back(bits);
  return nulls;
}

// A text of each row.
template <class TextAt>
ArrowArray* TextArray(const Batch& batch, std::size_t size, TextAt text_at) {
  auto parts = PartsOf(batch);
  Buffer offsets;
  Buffer bytes;
  offsets.Push(std::int64_t{0});
  for (std::size_t i = 0; i < size; ++i) {
    const std::string_view text = text_at(i);
    bytes.Append(text.data(), text.size());
    offsets.Push(static_cast<std::int64_t>(bytes.size()));
  }
  const void* begin = Keep(*parts, std::move(offsets));
  parts->buffers = {nullptr, begin, Keep(*parts, std::move(bytes))};
  return NewArray(std::move(parts), size, 0);
}

// Numbers of an enum as places in its list of values. Numbers that are not
// listed are blanks.
class Places {
 public:
  explicit Places(const schema::Enum& enumeration) {
    std::int32_t place = 0;
    for (const schema::EnumValue& value : enumeration.values) {
      places_.emplace_back(value.number, place++);
    }
    std::sort(places_.begin(), places_.end());
  }
  // -1: not listed.
  std::int32_t Of(std::int32_t number) const {
    const auto found =
        std::lower_bound(places_.begin(), places_.end(), std::pair(number, 0));
    return found != places_.end() && found->first == number ? found->second
                                                            : -1;
  }

 private:
  std::vector<std::pair<std::int32_t, std::int32_t>> places_;
};

ArrowArray* EnumArray(const Batch& batch, const Column& column,
                      std::size_t size, const BitView& valid) {
  auto parts = PartsOf(batch);
  const auto values = column.field().enumeration->values;
  const Places places(*column.field().enumeration);
  Buffer codes;
  Buffer known;
  codes.Reserve(size * sizeof(std::int32_t));
  std::size_t nulls = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::int32_t place = valid[i] ? places.Of(column.GetEnum(i)) : -1;
    AppendBits(known, i, place >= 0, 1);
    codes.Push(std::max(place, 0));
    nulls += place >= 0 ? 0 : 1;
  }
  const void* bits = Keep(*parts, std::move(known));
  parts->buffers = {nulls > 0 ? bits : nullptr, Keep(*parts, std::move(codes))};
  return NewArray(std::move(parts), size, nulls,
                  TextArray(batch, values.size(), [&values](std::size_t i) {
                    return values[i].name;
                  }));
}

// NaN is no number; whoever put it there gets a blank.
std::size_t DropNans(ArrayParts& parts, const Column& column, std::size_t size,
                     const BitView& valid, std::size_t nulls) {
  std::size_t nans = 0;
  for (std::size_t i = 0; i < size; ++i) {
    nans += valid[i] && std::isnan(column.GetDouble(i)) ? 1 : 0;
  }
  if (nans == 0) return nulls;
  Buffer bits;
  for (std::size_t i = 0; i < size; ++i) {
    AppendBits(bits, i, valid[i] && !std::isnan(column.GetDouble(i)), 1);
  }
  parts.buffers[0] = Keep(parts, std::move(bits));
  return nulls + nans;
}

// Numbers as the column holds them, or wider.
template <class T>
const void* NumbersAs(ArrayParts& parts, const Column& column, Form form) {
  const Column::Raw raw = column.raw();
  if (raw.form == form) return Address(raw.values);
  Buffer copy;
  copy.Reserve(raw.items * sizeof(T));
  for (std::size_t i = 0; i < raw.items; ++i) {
    if constexpr (std::is_floating_point_v<T>) {
      copy.Push(column.GetDouble(i));
    } else {
      copy.Push(column.GetInt(i));
    }
  }
  return Keep(parts, std::move(copy));
}

ArrowArray* DictionaryArray(const Batch& batch,
                            std::unique_ptr<ArrayParts> parts,
                            const Column& column, std::size_t nulls) {
  const Column::Raw raw = column.raw();
  const Texts& texts = column.dictionary()->texts;
  parts->buffers.push_back(Address(raw.values));
  auto names = PartsOf(batch);
  names->buffers = {nullptr, texts.offsets.data(), Address(texts.bytes.data())};
  return NewArray(std::move(parts), raw.items, nulls,
                  NewArray(std::move(names), texts.size(), 0));
}

// The `size` stored values of a column; `valid` says which are values.
ArrowArray* ItemArray(const Batch& batch, const Column& column,
                      std::size_t size, const BitView& valid) {
  if (column.kind() == Kind::kEnum) {
    return EnumArray(batch, column, size, valid);
  }
  auto parts = PartsOf(batch);
  std::size_t nulls = AddValidity(*parts, valid, size);
  const Column::Raw raw = column.raw();
  if (raw.form == Form::kBlank) {
    const bool text =
        column.kind() == Kind::kString || column.kind() == Kind::kReference;
    parts->buffers.resize(text ? 3 : 2, batch.zeros.get());
    return NewArray(std::move(parts), size, nulls);
  }
  switch (column.kind()) {
    case Kind::kBool: {
      const BitView bits{static_cast<const std::uint8_t*>(raw.values),
                         raw.offset, false};
      parts->buffers.push_back(BitsFrom(*parts, bits, size));
      break;
    }
    case Kind::kInt:
      parts->buffers.push_back(
          NumbersAs<std::int64_t>(*parts, column, Form::kInt64));
      break;
    case Kind::kDouble:
      nulls = DropNans(*parts, column, size, valid, nulls);
      parts->buffers.push_back(
          NumbersAs<double>(*parts, column, Form::kFloat64));
      break;
    case Kind::kString:
    case Kind::kReference:
      if (raw.form == Form::kDictionary) {
        return DictionaryArray(batch, std::move(parts), column, nulls);
      }
      parts->buffers.push_back(raw.values);
      parts->buffers.push_back(Address(raw.bytes));
      break;
    default:  // dates and instants have one form
      parts->buffers.push_back(Address(raw.values));
  }
  return NewArray(std::move(parts), size, nulls);
}

ArrowArray* ColumnArray(const Batch& batch, const Column& column) {
  const BitView valid = column.validity();
  if (!column.field().repeated) {
    return ItemArray(batch, column, column.size(), valid);
  }
  auto parts = PartsOf(batch);
  const std::size_t nulls = AddValidity(*parts, valid, column.size());
  const Column::Raw raw = column.raw();
  parts->buffers.push_back(raw.lists != nullptr ? raw.lists
                                                : batch.zeros.get());
  parts->children = {ItemArray(batch, column, raw.items, {nullptr, 0, true})};
  return NewArray(std::move(parts), column.size(), nulls);
}

// low or high; infinite bounds are blanks.
ArrowArray* BoundArray(const Batch& batch, const Column& column,
                       double Interval::*bound) {
  auto parts = PartsOf(batch);
  Buffer values;
  Buffer known;
  values.AppendZeros(column.size() * sizeof(double));
  AppendBits(known, 0, false, column.size());
  std::size_t nulls = column.size();
  column.notes().ForEach(
      0, column.size(), [&](std::uint32_t row, const Note& note) {
        if (!note.bounds || !std::isfinite((*note.bounds).*bound)) return;
        values.As<double>()[row] = (*note.bounds).*bound;
        auto& byte = known.As<std::uint8_t>()[row / 8];
        byte = static_cast<std::uint8_t>(byte | (1u << (row % 8)));
        --nulls;
      });
  const void* bits = Keep(*parts, std::move(known));
  parts->buffers = {bits, Keep(*parts, std::move(values))};
  return NewArray(std::move(parts), column.size(), nulls);
}

ArrowArray* NoteArray(const Batch& batch, const Column& column) {
  auto parts = PartsOf(batch);
  Buffer known;
  AppendBits(known, 0, false, column.size());
  std::size_t nulls = column.size();
  column.notes().ForEach(0, column.size(), [&](std::uint32_t row, const Note&) {
    auto& byte = known.As<std::uint8_t>()[row / 8];
    byte = static_cast<std::uint8_t>(byte | (1u << (row % 8)));
    --nulls;
  });
  parts->buffers = {Keep(*parts, std::move(known))};
  const auto state = [&column](std::size_t row) {
    const Note* note = column.note(row);
    return note != nullptr ? NoteStateName(note->state) : std::string_view();
  };
  const auto raw = [&column](std::size_t row) {
    const Note* note = column.note(row);
    return note != nullptr ? std::string_view(note->raw) : std::string_view();
  };
  parts->children = {TextArray(batch, column.size(), state),
                     TextArray(batch, column.size(), raw),
                     BoundArray(batch, column, &Interval::low),
                     BoundArray(batch, column, &Interval::high)};
  return NewArray(std::move(parts), column.size(), nulls);
}

// --- The stream -----------------------------------------------------------

struct StreamParts {
  std::shared_ptr<const Table> table;
  std::shared_ptr<const Column> ids;  // with those made from keys; or nullptr
  std::string zone;
  bool done = false;

  const Column& Shown(const Column& column) const {
    return ids != nullptr && &column == table->GivenIds() ? *ids : column;
  }
};

StreamParts& StreamOf(ArrowArrayStream* stream) {
  return *static_cast<StreamParts*>(stream->private_data);
}

int GetSchema(ArrowArrayStream* stream, ArrowSchema* out) {
  std::vector<ArrowSchema*> children;
  const StreamParts& parts = StreamOf(stream);
  for (const Column& held : parts.table->columns) {
    const Column& column = parts.Shown(held);
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
  StreamParts& parts = StreamOf(stream);
  *out = ArrowArray{};
  if (std::exchange(parts.done, true)) return 0;
  // Eight bytes for each row and one more: offsets have one more.
  const Batch batch{
      parts.table, parts.ids,
      Zeros((std::size_t{parts.table->rows} + 1) * sizeof(std::int64_t))};
  auto rows = PartsOf(batch);
  for (const Column& held : parts.table->columns) {
    const Column& column = parts.Shown(held);
    rows->children.push_back(ColumnArray(batch, column));
    if (!column.notes().empty()) {
      rows->children.push_back(NoteArray(batch, column));
    }
  }
  rows->buffers = {nullptr};
  const std::unique_ptr<ArrowArray> whole(
      NewArray(std::move(rows), parts.table->rows, 0));
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
  std::shared_ptr<const Column> ids;
  if (table->MakesIds()) ids = std::make_shared<Column>(table->IdColumn());
  out->private_data =
      new StreamParts{std::move(table), std::move(ids), std::move(zone)};
  out->get_schema = &GetSchemaOrFail;
  out->get_next = &GetNextOrFail;
  out->get_last_error = &GetLastError;
  out->release = &ReleaseStream;
}

}  // namespace quaranta::data

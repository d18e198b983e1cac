#include "arrow_maker.h"

#include <algorithm>

namespace quaranta::benchmarks {
namespace {

// The schema and the arrays are views into one table that all of them own.
struct Shared {
  std::shared_ptr<const ArrowTable> table;
  std::vector<const void*> buffers;
  std::vector<ArrowSchema*> schemas;
  std::vector<ArrowArray*> arrays;
};

template <class Struct>
void Release(Struct* value) {
  auto* shared = static_cast<Shared*>(value->private_data);
  for (auto i = decltype(value->n_children){0}; i < value->n_children; ++i) {
    Struct* child = value->children[i];
    if (child->release != nullptr) child->release(child);
    delete child;
  }
  if (value->dictionary != nullptr) {
    if (value->dictionary->release != nullptr) {
      value->dictionary->release(value->dictionary);
    }
    delete value->dictionary;
  }
  delete shared;
  value->release = nullptr;
}

ArrowSchema* SchemaOf(const std::shared_ptr<const ArrowTable>& table,
                      const ArrowColumn& column) {
  auto* schema = new ArrowSchema{};
  schema->format = column.format.c_str();
  schema->name = column.name.c_str();
  schema->flags = ARROW_FLAG_NULLABLE;
  schema->release = &Release<ArrowSchema>;
  schema->private_data = new Shared{table, {}, {}, {}};
  if (column.dictionary) {
    schema->dictionary = SchemaOf(table, *column.dictionary);
  }
  return schema;
}

ArrowArray* ArrayOf(const std::shared_ptr<const ArrowTable>& table,
                    const ArrowColumn& column, std::size_t first,
                    std::size_t rows) {
  auto* shared = new Shared{table, {}, {}, {}};
  for (const auto& buffer : column.buffers) {
    const bool absent = shared->buffers.empty() && buffer.empty();
    shared->buffers.push_back(absent ? nullptr : buffer.data());
  }
  auto* array = new ArrowArray{};
  array->length = static_cast<std::int64_t>(rows);
  array->null_count = column.buffers.front().empty() ? 0 : -1;
  array->offset = static_cast<std::int64_t>(first);
  array->n_buffers = static_cast<std::int64_t>(shared->buffers.size());
  array->buffers = shared->buffers.data();
  array->release = &Release<ArrowArray>;
  array->private_data = shared;
  if (column.dictionary) {
    array->dictionary =
        ArrayOf(table, *column.dictionary, 0, column.dictionary->rows);
  }
  return array;
}

struct StreamState {
  std::shared_ptr<const ArrowTable> table;
  std::size_t batches = 1;
  std::size_t next = 0;
};

int GetSchema(ArrowArrayStream* stream, ArrowSchema* out) {
  const auto& table = static_cast<StreamState*>(stream->private_data)->table;
  auto* shared = new Shared{table, {}, {}, {}};
  for (const ArrowColumn& column : table->columns) {
    shared->schemas.push_back(SchemaOf(table, column));
  }
  *out = ArrowSchema{};
  out->format = "+s";
  out->name = "";
  out->n_children = static_cast<std::int64_t>(shared->schemas.size());
  out->children = shared->schemas.data();
  out->release = &Release<ArrowSchema>;
  out->private_data = shared;
  return 0;
}

int GetNext(ArrowArrayStream* stream, ArrowArray* out) {
  auto& state = *static_cast<StreamState*>(stream->private_data);
  *out = ArrowArray{};
  if (state.next == state.batches) {
    state.table.reset();
    return 0;
  }
  const std::size_t rows = state.table->rows;
  const std::size_t first = rows * state.next / state.batches;
  const std::size_t last = rows * (state.next + 1) / state.batches;
  ++state.next;
  auto* shared = new Shared{state.table, {nullptr}, {}, {}};
  for (const ArrowColumn& column : state.table->columns) {
    shared->arrays.push_back(ArrayOf(state.table, column, first, last - first));
  }
  out->length = static_cast<std::int64_t>(last - first);
  out->n_buffers = 1;
  out->buffers = shared->buffers.data();
  out->n_children = static_cast<std::int64_t>(shared->arrays.size());
  out->children = shared->arrays.data();
  out->release = &Release<ArrowArray>;
  out->private_data = shared;
  return 0;
}

template <class T>
void Put(std::vector<std::byte>& bytes, T value) {
  const auto* begin = reinterpret_cast<const std::byte*>(&value);
  bytes.insert(bytes.end(), begin, begin + sizeof(T));
}

template <class Code>
ArrowColumn DictionaryOf(std::string name, std::string format,
                         const std::vector<Code>& codes,
                         const std::vector<std::string>& texts) {
  ArrowColumn column = Numbers(std::move(name), std::move(format), codes);
  Utf8Maker maker(texts.size(), 0);
  for (const std::string& text : texts) maker.Add(text);
  column.dictionary = std::make_unique<ArrowColumn>(maker.Take(""));
  return column;
}

}  // namespace

std::size_t ArrowColumn::Bytes() const {
  std::size_t bytes = dictionary ? dictionary->Bytes() : 0;
  for (const auto& buffer : buffers) bytes += buffer.size();
  return bytes;
}

std::size_t ArrowTable::Bytes() const {
  std::size_t bytes = 0;
  for (const ArrowColumn& column : columns) bytes += column.Bytes();
  return bytes;
}

std::vector<std::byte> BitsOf(const std::vector<bool>& values) {
  std::vector<std::byte> bits((values.size() + 7) / 8);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) bits[i / 8] |= std::byte{1} << (i % 8);
  }
  return bits;
}

ArrowColumn Bools(std::string name, const std::vector<bool>& values) {
  ArrowColumn column{std::move(name), "b", {}, nullptr, values.size()};
  column.buffers.emplace_back();
  column.buffers.push_back(BitsOf(values));
  return column;
}

Utf8Maker::Utf8Maker(std::size_t rows, std::size_t bytes) {
  offsets_.reserve((rows + 1) * sizeof(std::int32_t));
  bytes_.reserve(bytes);
  Put(offsets_, std::int32_t{0});
}

void Utf8Maker::Add(std::string_view text) {
  const auto* begin = reinterpret_cast<const std::byte*>(text.data());
  bytes_.insert(bytes_.end(), begin, begin + text.size());
  Put(offsets_, static_cast<std::int32_t>(bytes_.size()));
  ++rows_;
}

ArrowColumn Utf8Maker::Take(std::string name) {
  ArrowColumn column{std::move(name), "u", {}, nullptr, rows_};
  column.buffers.emplace_back();
  column.buffers.push_back(std::move(offsets_));
  column.buffers.push_back(std::move(bytes_));
  return column;
}

ArrowColumn Dictionary(std::string name, const std::vector<std::int8_t>& codes,
                       const std::vector<std::string>& texts) {
  return DictionaryOf(std::move(name), "c", codes, texts);
}

ArrowColumn Dictionary(std::string name, const std::vector<std::int32_t>& codes,
                       const std::vector<std::string>& texts) {
  return DictionaryOf(std::move(name), "i", codes, texts);
}

void Stream(ArrowTable table, std::size_t batches, ArrowArrayStream* out) {
  out->get_schema = &GetSchema;
  out->get_next = &GetNext;
  out->get_last_error = [](ArrowArrayStream*) -> const char* {
    return nullptr;
  };
  out->release = [](ArrowArrayStream* stream) {
    delete static_cast<StreamState*>(stream->private_data);
    stream->release = nullptr;
  };
  out->private_data = new StreamState{
      std::make_shared<const ArrowTable>(std::move(table)), batches, 0};
}

}  // namespace quaranta::benchmarks

// Arrow streams of any shape within what is trusted: buffers are as large as
// lengths, offsets and the last text offset claim; everything else is as wild
// as the bytes say. What is read goes out and comes in again the same.
#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/data/arrow.h"

namespace {

using quaranta::data::AppendArrow;
using quaranta::data::Column;
using quaranta::data::Table;

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size)
      : data_(data), size_(size) {}
  std::uint8_t Byte() {
    if (size_ == 0) return 0;
    --size_;
    return *data_++;
  }
  std::int64_t Below(std::int64_t n) { return Byte() % n; }
  bool Rarely() { return Byte() < 8; }
  bool empty() const { return size_ == 0; }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
};

constexpr std::string_view kFormats[] = {
    "i",          "u",    "b",          "g",   "tdD",      "tsu:Asia/Shanghai",
    "l",          "U",    "vu",         "n",   "c",        "C",
    "s",          "S",    "I",          "L",   "e",        "f",
    "tdm",        "tss:", "tsn:+05:00", "tDs", "+l",       "+L",
    "+vl",        "+w:2", "+s",         "+r",  "d:9,2,32", "d:38,3",
    "d:76,9,256", "z",    "ttu",        "+m",  "+vL",      "tsm:Europe/Berlin",
    "x"};

constexpr std::string_view kNames[] = {
    "beds", "label",    "use",    "window_limiter", "area_m2", "disinfected_at",
    "id",   "site_id",  "remark", "beds__note",     "state",   "raw",
    "low",  "symptoms", "",       "colour"};

// Bytes of one value in the second buffer; 0: something else.
std::size_t WidthOf(std::string_view format) {
  if (format == "c" || format == "C") return 1;
  if (format == "s" || format == "S" || format == "e") return 2;
  if (format == "i" || format == "I" || format == "f" || format == "tdD" ||
      format.ends_with(",32")) {
    return 4;
  }
  if (format == "d:38,3" || format == "vu") return 16;
  if (format.ends_with(",256")) return 32;
  if (format == "l" || format == "L" || format == "g" || format == "tdm" ||
      format.starts_with("ts") || format.starts_with("tD")) {
    return 8;
  }
  return 0;
}

// Owns a schema and the arrays of it; release frees nothing.
class Maker {
 public:
  explicit Maker(Bytes& bytes) : bytes_(bytes) {}

  ArrowSchema* Schema(int depth, bool table) {
    ArrowSchema& schema = schemas_.emplace_back();
    schema.format =
        table ? "+s" : kFormats[bytes_.Below(std::size(kFormats))].data();
    schema.name = kNames[bytes_.Below(std::size(kNames))].data();
    schema.release = [](ArrowSchema* s) { s->release = nullptr; };
    const std::string_view format = schema.format;
    std::int64_t children = 0;
    if (format == "+s") children = bytes_.Below(5);
    if (format == "+r") children = 2;
    if (format.starts_with("+") && children == 0) children = 1;
    if (bytes_.Rarely()) children = bytes_.Below(3);
    if (depth == 0) children = 0;
    auto& list = schema_lists_.emplace_back();
    for (std::int64_t i = 0; i < children; ++i) {
      list.push_back(Schema(depth - 1, false));
    }
    if (format == "+r" && children == 2) list[0]->format = "i";
    schema.n_children = children;
    schema.children = list.data();
    if (depth > 0 && bytes_.Below(6) == 0) {
      schema.dictionary = Schema(depth - 1, false);
    }
    return &schema;
  }

  // As the schema says, but for its length, offset and contents.
  ArrowArray* Array(const ArrowSchema& schema, std::int64_t length) {
    ArrowArray& array = arrays_.emplace_back();
    array.release = [](ArrowArray* a) { a->release = nullptr; };
    array.offset = bytes_.Below(5);
    array.length = length;
    array.null_count = bytes_.Below(3) - 1;
    if (bytes_.Rarely()) array.offset = -array.offset;
    if (bytes_.Rarely()) array.length = bytes_.Below(40) - 3;
    const auto room = static_cast<std::size_t>(std::max<std::int64_t>(
        0, array.offset + std::max<std::int64_t>(array.length, 0)));
    AddBuffers(schema, room, array);
    auto& children = array_lists_.emplace_back();
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
      const auto more = static_cast<std::int64_t>(room) + bytes_.Below(4);
      children.push_back(
          Array(*schema.children[i], bytes_.Rarely() ? bytes_.Below(9) : more));
    }
    array.n_children = schema.n_children - (bytes_.Rarely() ? 1 : 0);
    array.children = children.data();
    if (schema.dictionary != nullptr && !bytes_.Rarely()) {
      array.dictionary = Array(*schema.dictionary, bytes_.Below(9));
    }
    return &array;
  }

 private:
  // A buffer of a size, filled from the bytes and then with small numbers.
  std::uint8_t* Fill(std::size_t size) {
    auto& block = blocks_.emplace_back(size / 8 + 1);
    auto* out = reinterpret_cast<std::uint8_t*>(block.data());
    for (std::size_t i = 0; i < size; ++i) {
      out[i] =
          bytes_.empty() ? static_cast<std::uint8_t>(i % 3) : bytes_.Byte();
    }
    return out;
  }

  // Offsets that mostly rise; the last claims no more than there is.
  template <class T>
  void AddOffsets(std::size_t room, std::vector<const void*>& buffers) {
    auto* offsets = reinterpret_cast<T*>(Fill((room + 1) * sizeof(T)));
    T at = 0;
    for (std::size_t i = 0; i <= room; ++i) {
      offsets[i] = at;
      at = static_cast<T>(at + bytes_.Below(4));
      if (bytes_.Rarely()) offsets[i] = static_cast<T>(bytes_.Below(90) - 9);
    }
    buffers.push_back(offsets);
    buffers.push_back(
        Fill(static_cast<std::size_t>(std::max<T>(offsets[room], 0))));
  }

  void AddBuffers(const ArrowSchema& schema, std::size_t room,
                  ArrowArray& array) {
    const std::string_view format = schema.format;
    auto& buffers = buffer_lists_.emplace_back();
    const auto validity = [&] {
      buffers.push_back(bytes_.Below(2) == 0 ? nullptr : Fill(room / 8 + 1));
    };
    if (format == "n" || format == "+r") {
      // none
    } else if (format == "u" || format == "U" || format == "z") {
      validity();
      format == "U" ? AddOffsets<std::int64_t>(room, buffers)
                    : AddOffsets<std::int32_t>(room, buffers);
    } else if (format == "+l" || format == "+L" || format == "+m") {
      validity();
      buffers.push_back(Fill((room + 1) * 8));
    } else if (format == "+vl" || format == "+vL") {
      validity();
      buffers.push_back(Fill(room * 8));
      buffers.push_back(Fill(room * 8));
    } else if (format == "b") {
      validity();
      buffers.push_back(Fill(room / 8 + 1));
    } else if (format == "vu") {
      validity();
      buffers.push_back(Fill(room * 16));
      const auto size = static_cast<std::size_t>(bytes_.Below(30));
      buffers.push_back(Fill(size));
      auto* lengths = reinterpret_cast<std::int64_t*>(Fill(8));
      *lengths = static_cast<std::int64_t>(size);
      buffers.push_back(lengths);
    } else if (const std::size_t width = WidthOf(format); width > 0) {
      validity();
      buffers.push_back(Fill(room * width));
    } else {
      validity();
    }
    if (bytes_.Rarely() && !buffers.empty()) {
      buffers[static_cast<std::size_t>(
          bytes_.Below(static_cast<std::int64_t>(buffers.size())))] = nullptr;
    }
    array.n_buffers = static_cast<std::int64_t>(buffers.size());
    array.buffers = buffers.data();
  }

  Bytes& bytes_;
  std::deque<ArrowSchema> schemas_;
  std::deque<ArrowArray> arrays_;
  std::deque<std::vector<ArrowSchema*>> schema_lists_;
  std::deque<std::vector<ArrowArray*>> array_lists_;
  std::deque<std::vector<const void*>> buffer_lists_;
  std::deque<std::vector<std::uint64_t>> blocks_;
};

struct Stream {
  explicit Stream(Bytes& from) : bytes(from), maker(from) {
    schema = maker.Schema(3, !bytes.Rarely());
    batches = bytes.Below(4);
    out.private_data = this;
    out.get_schema = [](ArrowArrayStream* s, ArrowSchema* to) {
      *to = *static_cast<Stream*>(s->private_data)->schema;
      return 0;
    };
    out.get_next = [](ArrowArrayStream* s, ArrowArray* to) {
      auto& self = *static_cast<Stream*>(s->private_data);
      *to = ArrowArray{};
      if (self.batches-- <= 0) return 0;
      if (self.bytes.Rarely()) return EIO;
      *to = *self.maker.Array(*self.schema, self.bytes.Below(20));
      return 0;
    };
    out.release = [](ArrowArrayStream* s) { s->release = nullptr; };
  }
  Bytes& bytes;
  Maker maker;
  ArrowSchema* schema = nullptr;
  std::int64_t batches = 0;
  ArrowArrayStream out{};
};

Table TableOf(std::string_view record) {
  Table table;
  table.record = quaranta::schema::FindRecord(record);
  for (const auto& field : table.record->fields) {
    table.columns.emplace_back(field);
  }
  return table;
}

void Require(bool condition) {
  if (!condition) std::abort();
}

bool SameText(const Column& a, const Column& b, std::size_t row) {
  const bool text = a.kind() == quaranta::schema::Kind::kString;
  return !text || a.field().repeated || !a.valid(row) ||
         a.GetText(row) == b.GetText(row);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  Bytes bytes(data, size);
  static constexpr std::string_view kRecords[] = {"Room", "Person", "Stay"};
  const std::string_view record = kRecords[bytes.Below(3)];
  Stream stream(bytes);
  auto table = std::make_shared<Table>(TableOf(record));
  static_cast<void>(AppendArrow(&stream.out, *table));
  for (const Column& column : table->columns) {
    Require(column.size() == table->rows);
  }
  ArrowArrayStream out;
  quaranta::data::ExportArrow(table, &out);
  Table again = TableOf(record);
  Require(AppendArrow(&out, again).ok());
  Require(again.rows == table->rows);
  for (std::size_t i = 0; i < again.columns.size(); ++i) {
    const Column& before = table->columns[i];
    // Ids that were made from keys go out too.
    if (before.field().computed || before.field().name == "id") continue;
    for (std::size_t row = 0; row < again.rows; ++row) {
      Require(before.valid(row) == again.columns[i].valid(row));
      Require(SameText(before, again.columns[i], row));
    }
  }
  return 0;
}

// Arrow producers made by hand, and tables as lists of texts.
#ifndef QUARANTA_TESTS_DATA_ARROW_MADE_H_
#define QUARANTA_TESTS_DATA_ARROW_MADE_H_

#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/data/arrow.h"
#include "tests/support/status_matchers.h"

namespace quaranta::data {

// --- Producers made by hand -------------------------------------------------

// Counts how often anything of a producer was released.
struct Releases {
  int schemas = 0;
  int arrays = 0;
  int streams = 0;
};

// A column as a producer holds it: format, buffers, children.
struct Made {
  std::string name;
  std::string format;
  std::int64_t length = 0;
  std::int64_t offset = 0;
  std::int64_t null_count = -1;
  std::vector<std::vector<std::uint8_t>> buffers;
  std::vector<bool> absent;  // buffers that are nullptr
  std::vector<Made> children;
  std::vector<Made> dictionary;  // none or one

  template <class T>
  Made& Buffer(std::vector<T> values) {
    std::vector<std::uint8_t> bytes(values.size() * sizeof(T) + 1);
    if (!values.empty()) {
      std::memcpy(bytes.data(), values.data(), values.size() * sizeof(T));
    }
    buffers.push_back(std::move(bytes));
    absent.push_back(false);
    return *this;
  }
  Made& NoBuffer() {
    buffers.emplace_back();
    absent.push_back(true);
    return *this;
  }
  Made& Text(std::string_view text) {
    return Buffer(std::vector<char>(text.begin(), text.end()));
  }
};

template <class T>
Made Numbers(std::string name, std::string format, std::vector<T> values) {
  Made made{.name = std::move(name), .format = std::move(format)};
  made.length = static_cast<std::int64_t>(values.size());
  made.NoBuffer().Buffer(std::move(values));
  return made;
}

template <class Offset>
Made MadeTexts(std::string name, std::string format,
               const std::vector<std::string>& texts) {
  Made made{.name = std::move(name), .format = std::move(format)};
  made.length = static_cast<std::int64_t>(texts.size());
  std::vector<Offset> offsets = {0};
  std::string all;
  for (const std::string& text : texts) {
    all += text;
    offsets.push_back(static_cast<Offset>(all.size()));
  }
  made.NoBuffer().Buffer(std::move(offsets)).Text(all);
  return made;
}

// Owns the C structs of a producer for as long as the test lives; release only
// counts.
class Producer {
 public:
  explicit Producer(std::vector<Made> batches) : batches_(std::move(batches)) {
    stream_.get_schema = [](ArrowArrayStream* s, ArrowSchema* out) {
      auto& self = *static_cast<Producer*>(s->private_data);
      if (self.fail_schema != 0) return self.fail_schema;
      *out = *self.Schema(self.batches_.front());
      return 0;
    };
    stream_.get_next = [](ArrowArrayStream* s, ArrowArray* out) {
      auto& self = *static_cast<Producer*>(s->private_data);
      *out = ArrowArray{};
      if (self.next_ == self.batches_.size()) return self.fail_at_end;
      *out = *self.Array(self.batches_[self.next_++]);
      return 0;
    };
    stream_.get_last_error = [](ArrowArrayStream* s) {
      return static_cast<Producer*>(s->private_data)->error;
    };
    stream_.release = [](ArrowArrayStream* s) {
      ++static_cast<Producer*>(s->private_data)->releases.streams;
      s->release = nullptr;
    };
    stream_.private_data = this;
  }

  ArrowArrayStream* stream() { return &stream_; }

  Releases releases;
  int fail_schema = 0;
  int fail_at_end = 0;
  const char* error = nullptr;

 private:
  ArrowSchema* Schema(const Made& made) {
    ArrowSchema& schema = schemas_.emplace_back();
    schema = ArrowSchema{};
    schema.format = made.format.c_str();
    schema.name = made.name.c_str();
    schema.flags = ARROW_FLAG_NULLABLE;
    auto& children = schema_lists_.emplace_back();
    for (const Made& child : made.children) children.push_back(Schema(child));
    schema.n_children = static_cast<std::int64_t>(children.size());
    schema.children = children.data();
    if (!made.dictionary.empty()) {
      schema.dictionary = Schema(made.dictionary.front());
    }
    schema.private_data = this;
    schema.release = [](ArrowSchema* s) {
      ++static_cast<Producer*>(s->private_data)->releases.schemas;
      s->release = nullptr;
    };
    return &schema;
  }

  ArrowArray* Array(const Made& made) {
    ArrowArray& array = arrays_.emplace_back();
    array = ArrowArray{};
    array.length = made.length;
    array.offset = made.offset;
    array.null_count = made.null_count;
    auto& buffers = buffer_lists_.emplace_back();
    for (std::size_t i = 0; i < made.buffers.size(); ++i) {
      buffers.push_back(made.absent[i] ? nullptr : made.buffers[i].data());
    }
    array.n_buffers = static_cast<std::int64_t>(buffers.size());
    array.buffers = buffers.data();
    auto& children = array_lists_.emplace_back();
    for (const Made& child : made.children) children.push_back(Array(child));
    array.n_children = static_cast<std::int64_t>(children.size());
    array.children = children.data();
    if (!made.dictionary.empty()) {
      array.dictionary = Array(made.dictionary.front());
    }
    array.private_data = this;
    array.release = [](ArrowArray* a) {
      ++static_cast<Producer*>(a->private_data)->releases.arrays;
      a->release = nullptr;
    };
    return &array;
  }

  std::vector<Made> batches_;
  std::size_t next_ = 0;
  ArrowArrayStream stream_{};
  std::deque<ArrowSchema> schemas_;
  std::deque<ArrowArray> arrays_;
  std::deque<std::vector<ArrowSchema*>> schema_lists_;
  std::deque<std::vector<ArrowArray*>> array_lists_;
  std::deque<std::vector<const void*>> buffer_lists_;
};

inline Made Batch(std::vector<Made> columns) {
  Made batch{.name = "", .format = "+s"};
  batch.length = columns.empty() ? 0 : columns.front().length;
  batch.NoBuffer();
  batch.children = std::move(columns);
  return batch;
}

// --- Tables -----------------------------------------------------------------

inline Table TableOf(std::string_view record_name) {
  Table table;
  table.record = schema::FindRecord(record_name);
  for (const schema::Field& field : table.record->fields) {
    table.columns.emplace_back(field);
  }
  return table;
}

inline Column& Get(Table& table, std::string_view field) {
  const schema::Field* found = schema::FindField(*table.record, field);
  return table
      .columns[static_cast<std::size_t>(found - table.record->fields.data())];
}

inline std::string Item(const Column& column, std::size_t i) {
  switch (column.kind()) {
    case schema::Kind::kBool:
      return column.GetBool(i) ? "true" : "false";
    case schema::Kind::kInt:
      return std::to_string(column.GetInt(i));
    case schema::Kind::kDouble:
      return std::to_string(column.GetDouble(i));
    case schema::Kind::kEnum:
      return std::to_string(column.GetEnum(i));
    case schema::Kind::kDate:
      return FormatDay(column.GetDay(i));
    case schema::Kind::kInstant:
      return FormatInstant(column.GetInstant(i));
    default:
      return std::string(column.GetText(i));
  }
}

// A cell as "value", "<item><item>", "blank", with "!state(raw)[low,high)".
inline std::string Cell(const Column& column, std::size_t row) {
  std::string out;
  if (!column.valid(row)) {
    out = "blank";
  } else if (column.field().repeated) {
    const auto [begin, end] = column.ListRange(row);
    for (std::size_t i = begin; i < end; ++i) {
      out += "<" + Item(column, i) + ">";
    }
  } else {
    out = Item(column, row);
  }
  if (const Note* note = column.note(row)) {
    out +=
        "!" + std::string(NoteStateName(note->state)) + "(" + note->raw + ")";
    if (note->bounds) {
      out += "[" + std::to_string(note->bounds->low) + "," +
             std::to_string(note->bounds->high) + ")";
    }
  }
  return out;
}

inline std::vector<std::string> Cells(Table& table, std::string_view field) {
  std::vector<std::string> cells;
  const Column& column = Get(table, field);
  for (std::size_t row = 0; row < column.size(); ++row) {
    cells.push_back(Cell(column, row));
  }
  return cells;
}

// The cells of one column after importing it alone.
inline std::vector<std::string> Imported(std::string_view record, Made column,
                                         const ArrowOptions& options = {}) {
  const std::string field = column.name;
  Producer producer({Batch({std::move(column)})});
  Table table = TableOf(record);
  const auto issues = AppendArrow(producer.stream(), table, options);
  EXPECT_THAT(issues, ::quaranta::testing::IsOk());
  return Cells(table, field);
}

inline std::vector<std::string> Lines(const std::vector<ArrowIssue>& issues) {
  std::vector<std::string> lines;
  for (const ArrowIssue& issue : issues) {
    lines.push_back(issue.column + (issue.cell ? ":" : "") +
                    (issue.cell ? std::to_string(issue.row) : "") + " " +
                    issue.code + " " + issue.value);
  }
  return lines;
}

}  // namespace quaranta::data

#endif  // QUARANTA_TESTS_DATA_ARROW_MADE_H_

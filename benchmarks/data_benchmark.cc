// Arrow in and out: 5 million observations of five columns, in one batch and in
// batches of 2,048 rows as some engines send them. Bytes held beside speed.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "quaranta/data/arrow.h"

namespace quaranta::data {
namespace {

constexpr std::int64_t kRows = 5'000'000;

// The columns of a producer; id and stay_id are texts of ten bytes.
struct Source {
  std::vector<std::int32_t> offsets;
  std::string texts;
  std::vector<double> temperature;
  std::vector<std::int64_t> at;
  std::vector<float> oxygen;
  std::vector<std::uint8_t> valid;
};

const Source& TheSource() {
  static const auto* source = [] {
    auto* made = new Source;
    made->offsets.push_back(0);
    for (std::int64_t row = 0; row < kRows; ++row) {
      std::string id = std::to_string(row / 28);
      made->texts +=
          "ST" + std::string(8 - std::min<std::size_t>(8, id.size()), '0') + id;
      made->offsets.push_back(static_cast<std::int32_t>(made->texts.size()));
      made->temperature.push_back(36 + static_cast<double>(row % 30) / 10);
      made->at.push_back(1'650'000'000'000'000 + row * 1'000'000);
      made->oxygen.push_back(static_cast<float>(90 + row % 10));
    }
    made->valid.assign(kRows / 8 + 1, 0xF7);
    return made;
  }();
  return *source;
}

struct Shape {
  const char* name;
  const char* format;
};
constexpr std::size_t kCount = 5;
constexpr Shape kColumns[kCount] = {{"stay_id", "u"},
                                    {"temperature", "g"},
                                    {"at", "tsu:Asia/Shanghai"},
                                    {"oxygen_saturation", "f"},
                                    {"id", "u"}};

// A stream of batches over the source. Nothing is freed on release.
class Stream {
 public:
  explicit Stream(std::int64_t batch) : batch_(batch) {
    for (std::size_t i = 0; i < kCount; ++i) {
      schemas_[i] = {};
      schemas_[i].name = kColumns[i].name;
      schemas_[i].format = kColumns[i].format;
      schemas_[i].release = [](ArrowSchema* s) { s->release = nullptr; };
      schema_list_[i] = &schemas_[i];
    }
    const Source& source = TheSource();
    buffers_[0] = {nullptr, source.offsets.data(), source.texts.data()};
    buffers_[1] = {source.valid.data(), source.temperature.data(), nullptr};
    buffers_[2] = {nullptr, source.at.data(), nullptr};
    buffers_[3] = {nullptr, source.oxygen.data(), nullptr};
    buffers_[4] = buffers_[0];
    stream_.private_data = this;
    stream_.get_schema = [](ArrowArrayStream* s, ArrowSchema* out) {
      auto& self = *static_cast<Stream*>(s->private_data);
      *out = {};
      out->format = "+s";
      out->n_children = kCount;
      out->children = self.schema_list_;
      out->release = [](ArrowSchema* schema) { schema->release = nullptr; };
      return 0;
    };
    stream_.get_next = [](ArrowArrayStream* s, ArrowArray* out) {
      static_cast<Stream*>(s->private_data)->Next(out);
      return 0;
    };
    stream_.release = [](ArrowArrayStream* s) { s->release = nullptr; };
  }

  ArrowArrayStream* get() { return &stream_; }

 private:
  struct Batch {
    ArrowArray arrays[kCount];
    ArrowArray* list[kCount];
    const void* none[1] = {nullptr};
  };

  void Next(ArrowArray* out) {
    *out = {};
    if (done_ == kRows) return;
    auto& batch = *batches_.emplace_back(std::make_unique<Batch>());
    const std::int64_t rows = std::min(batch_, kRows - done_);
    for (std::size_t i = 0; i < kCount; ++i) {
      ArrowArray& array = batch.arrays[i];
      array = {};
      array.length = rows;
      array.offset = done_;
      array.null_count = i == 1 ? -1 : 0;
      array.n_buffers = buffers_[i][2] == nullptr ? 2 : 3;
      array.buffers = buffers_[i].data();
      array.release = [](ArrowArray* a) { a->release = nullptr; };
      batch.list[i] = &array;
    }
    done_ += rows;
    out->length = rows;
    out->n_buffers = 1;
    out->buffers = batch.none;
    out->n_children = kCount;
    out->children = batch.list;
    out->release = [](ArrowArray* a) { a->release = nullptr; };
  }

  std::int64_t batch_;
  std::int64_t done_ = 0;
  ArrowSchema schemas_[kCount];
  ArrowSchema* schema_list_[kCount];
  std::vector<const void*> buffers_[kCount];
  std::vector<std::unique_ptr<Batch>> batches_;
  ArrowArrayStream stream_{};
};

std::shared_ptr<Table> Observations() {
  auto table = std::make_shared<Table>();
  table->record = schema::FindRecord("Observation");
  for (const schema::Field& field : table->record->fields) {
    table->columns.emplace_back(field);
  }
  return table;
}

void Report(benchmark::State& state, const Table& table) {
  Column::Bytes all;
  std::size_t read = 0;
  for (const Column& column : table.columns) {
    all.owned += column.bytes().owned;
    all.borrowed += column.bytes().borrowed;
    read += column.raw().form != Form::kBlank ? 1 : 0;
  }
  state.SetItemsProcessed(state.iterations() * kRows);
  state.counters["columns"] = static_cast<double>(read);
  state.counters["owned_MB"] = static_cast<double>(all.owned) / 1e6;
  state.counters["borrowed_MB"] = static_cast<double>(all.borrowed) / 1e6;
}

// Argument: rows of a batch.
void BM_Import(benchmark::State& state) {
  std::shared_ptr<Table> table;
  TheSource();  // made once, before the clock runs
  for (auto _ : state) {
    table = Observations();
    Stream stream(state.range(0));
    const auto issues = AppendArrow(stream.get(), *table);
    if (!issues.ok()) state.SkipWithError("not read");
  }
  Report(state, *table);
}
BENCHMARK(BM_Import)->Arg(kRows)->Arg(2'048)->Unit(benchmark::kMillisecond);

void BM_Export(benchmark::State& state) {
  const std::shared_ptr<Table> table = Observations();
  Stream from(kRows);
  if (!AppendArrow(from.get(), *table).ok()) state.SkipWithError("not read");
  for (auto _ : state) {
    ArrowArrayStream stream;
    ExportArrow(table, &stream);
    ArrowArray batch;
    if (stream.get_next(&stream, &batch) != 0) state.SkipWithError("no batch");
    batch.release(&batch);
    stream.release(&stream);
  }
  Report(state, *table);
}
BENCHMARK(BM_Export)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace quaranta::data

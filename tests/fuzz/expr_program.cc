#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "expr/compile.h"
#include "folding.h"
#include "quaranta/expr/program.h"
#include "quaranta/schema/field.h"

namespace {

using quaranta::data::RowRef;
using quaranta::data::View;
using quaranta::expr::Value;
namespace expr = quaranta::expr;
namespace schema = quaranta::schema;

constexpr std::uint32_t kRows = 2;

// Two rows in every table, of which nothing is known; every reference points
// to row 1, every collection holds both rows and is open for row 0.
View MakeView() {
  View view;
  view.tables.resize(schema::Records().size());
  for (std::size_t t = 0; t < view.tables.size(); ++t) {
    const schema::Record& record = schema::Records()[t];
    quaranta::data::Table& table = view.tables[t];
    table.record = &record;
    table.rows = kRows;
    for (const schema::Field& field : record.fields) {
      auto& column = table.columns.emplace_back(field);
      for (std::uint32_t row = 0; row < kRows; ++row) column.AppendBlank();
    }
    for (std::uint32_t f = 0; f < record.fields.size(); ++f) {
      const schema::Field& field = record.fields[f];
      const schema::Record* target = schema::FindRecord(field.ref_record);
      if (target == nullptr) continue;
      const auto index = static_cast<std::uint32_t>(schema::IndexOf(*target));
      table.gathers.push_back({std::string(field.ref_name), f, index,
                               quaranta::data::Targets({1, 1})});
      quaranta::data::Segments segments;
      segments.name = field.ref_as;
      segments.target = static_cast<std::uint32_t>(t);
      segments.offset = {0, kRows, 2 * kRows};
      segments.rows = {0, 1, 0, 1};
      segments.closed = quaranta::data::Bits(kRows);
      segments.closed.Set(1, true);
      view.tables[index].segments.push_back(std::move(segments));
    }
  }
  return view;
}

}  // namespace

// Any text compiles or is refused with a place in it; what compiles evaluates
// within its limits; explaining gives the same result, folding changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const View view = MakeView();
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  expr::Environment environment;
  std::vector<Value> slots;
  for (const char* name : {"Site", "Room", "Stay"}) {
    const schema::Record* record = schema::FindRecord(name);
    environment.variables.push_back(
        {std::string(record->snake), expr::Variable::Type::kRecord, record});
    slots.emplace_back(
        RowRef{static_cast<std::uint32_t>(schema::IndexOf(*record)), 0});
  }
  environment.variables.push_back(
      {"params", expr::Variable::Type::kDynamic, nullptr});
  slots.emplace_back(expr::Map{{{Value("n"), Value(std::int64_t{40})}}, {}});
  environment.variables.push_back(
      {"as_of", expr::Variable::Type::kInstant, nullptr});
  slots.emplace_back(quaranta::Instant{1'650'000'000'000'000, 480});

  const auto [program, diagnostics] =
      expr::Program::Compile(source, environment);
  if (program.usable() != diagnostics.empty()) std::abort();
  for (const expr::Diagnostic& d : diagnostics) {
    if (d.begin > d.end || d.end > source.size()) std::abort();
    if (expr::Render(d, source, "fuzz").empty()) std::abort();
  }
  if (!program.usable()) return 0;
  expr::Diagnostics none(source);
  const auto ast = expr::CompileRule(source, environment, {}, none);
  expr::Activation activation;
  activation.view = &view;
  activation.as_of = quaranta::Instant{1'650'000'000'000'000, 480};
  activation.slots = slots;
  expr::Limits limits;
  limits.steps = 20'000;
  limits.string_bytes = 4096;
  const Value value = program.Evaluate(activation, limits);
  const expr::Explanation explanation = program.Explain(activation, limits);
  if (expr::ToText(value) != expr::ToText(explanation.result)) std::abort();
  if (!expr::FoldingChanges(*ast, activation, limits).empty()) std::abort();
  return 0;
}

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "quaranta/expr/program.h"

namespace {

namespace expr = quaranta::expr;
using expr::Value;
using Kind = expr::StaticType::Kind;

expr::Declarations MakeDeclarations(bool check) {
  expr::Declarations declared;
  declared.check = check;
  declared.libraries.block = true;
  declared.container = "a.b";
  declared.variables = {
      {"x", {}},
      {"n", expr::StaticType::Of(Kind::kInt)},
      {"s", expr::StaticType::Of(Kind::kString)},
      {"list", expr::StaticType::List(expr::StaticType::Of(Kind::kInt))},
      {"a.m", expr::StaticType::Map(expr::StaticType::Of(Kind::kString), {})},
  };
  return declared;
}

// x and an item of the list are not known.
std::vector<Value> MakeSlots() {
  const Value unknown(
      expr::Unknown{{{{}, false, 1, quaranta::data::NoteState::kMasked}}});
  return {unknown, Value(std::int64_t{7}), Value("text"),
          Value(expr::List{{Value(std::int64_t{1}), unknown}, {}, {}}),
          Value(expr::Map{{{Value("k"), Value(2.5)}}, {}})};
}

}  // namespace

// Any text compiles or is refused, checked or not; what compiles evaluates
// within its budget, twice to the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  static const std::vector<Value> slots = MakeSlots();
  for (const bool check : {true, false}) {
    const auto [program, diagnostics] =
        expr::Program::CompilePlain(source, MakeDeclarations(check));
    if (program.usable() != diagnostics.empty()) std::abort();
    for (const expr::Diagnostic& d : diagnostics) {
      if (d.begin > d.end || d.end > source.size()) std::abort();
    }
    if (!program.usable()) continue;
    expr::Activation activation;
    activation.slots = slots;
    expr::Limits limits;
    limits.steps = 20'000;
    limits.string_bytes = 4096;
    const Value value = program.Evaluate(activation, limits);
    if (expr::ToText(value) !=
        expr::ToText(program.Evaluate(activation, limits))) {
      std::abort();
    }
    program.Explain(activation, limits);
  }
  return 0;
}

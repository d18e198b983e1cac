#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "expr/compile.h"
#include "expr/print.h"

namespace {

namespace expr = quaranta::expr;

std::shared_ptr<expr::Ast> Parsed(std::string_view source,
                                  const expr::Syntax& syntax,
                                  const expr::Limits& limits, bool& good) {
  expr::Diagnostics diagnostics(source);
  auto ast = expr::ParseSource(source, syntax, limits, diagnostics);
  good = diagnostics.empty();
  for (const expr::Diagnostic& d : diagnostics.Take()) {
    if (d.begin > d.end || d.end > source.size()) std::abort();
    if (expr::Render(d, source, "fuzz").empty()) std::abort();
  }
  return ast;
}

}  // namespace

// Any text is parsed or refused with a place in it. What is parsed can be
// printed; the print is the same tree, and prints as itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  expr::Syntax plain;
  plain.rules = false;
  plain.optionals = plain.bindings = plain.entries = true;
  plain.protos = plain.block = true;
  // What is printed may be longer than what was written: escapes, brackets.
  expr::Limits printed;
  printed.source_bytes = std::size_t{1} << 24;
  printed.depth = 2 * printed.depth;
  expr::Syntax bare;
  bare.macros = false;
  for (const expr::Syntax& syntax : {expr::Syntax{}, plain, bare}) {
    bool good = false;
    const auto ast = Parsed(source, syntax, {}, good);
    if (!good) continue;
    const std::string text = expr::Print(*ast);
    const auto again = Parsed(text, syntax, printed, good);
    if (!good || !expr::SameTree(*ast, *again)) std::abort();
    if (expr::Print(*again) != text) std::abort();
  }
  return 0;
}

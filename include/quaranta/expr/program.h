// A rule expression, compiled once and evaluated for many subjects.
#ifndef QUARANTA_EXPR_PROGRAM_H_
#define QUARANTA_EXPR_PROGRAM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "quaranta/core/message.h"
#include "quaranta/core/time.h"
#include "quaranta/data/view.h"
#include "quaranta/expr/declarations.h"
#include "quaranta/expr/limits.h"
#include "quaranta/expr/static_type.h"
#include "quaranta/expr/trace.h"
#include "quaranta/expr/value.h"
#include "quaranta/schema/field.h"

namespace quaranta::expr {

// A mistake in an expression, placed in its text.
struct Diagnostic {
  std::string message;      // "Room has no field `window_limter`"
  std::string hint;         // "did you mean `window_limiter`?", or empty
  std::uint32_t begin = 0;  // byte offsets into the source
  std::uint32_t end = 0;
  std::uint32_t line = 1;    // from 1
  std::uint32_t column = 1;  // from 1, in code points
  // `message` and `hint`, which are English, as sentences of the catalogue.
  Sentence said;
  std::optional<Sentence> advice;
};

// "message (hint)", the line of the source, and carets under the mistake. A
// character that takes two columns on a screen (中) has two carets, a tab stays
// one, and a control character is shown as U+FFFD.
std::string RenderAtLine(const Diagnostic& diagnostic, std::string_view source,
                         Language language = Language::kEn);
// The same behind "name:LINE:COLUMN: ".
std::string Render(const Diagnostic& diagnostic, std::string_view source,
                   std::string_view name, Language language = Language::kEn);

// What a name stands for.
struct Variable {
  enum class Type : std::uint8_t {
    kRecord,  // a row of `record`
    kDay,
    kInstant,
    kDynamic,  // params, profile: any value, maps included
  };
  std::string name;
  Type type = Type::kDynamic;
  const schema::Record* record = nullptr;  // for kRecord
  // Its value identifies a person by itself: traces hide it.
  bool personal = false;
};

// The names a program may use; slot i of an activation is variables[i].
struct Environment {
  std::vector<Variable> variables;
  // The result has to be true or false: one that is of another type for
  // certain is a mistake.
  bool condition = false;
};

// What an evaluation reads. All pointers are borrowed.
struct Activation {
  const data::View* view = nullptr;
  const Zone* zone = nullptr;    // of the subject's region; calendar functions
  Instant as_of;                 // for days(): nothing is known after it
  std::span<const Value> slots;  // as Environment::variables
};

// Why a result is what it is.
struct Explanation {
  Value result;
  std::string clause;  // source of the smallest sub-expression that decided it
  // Sub-expressions of the clause with their values, in source order.
  std::vector<std::pair<std::string, Value>> values;
  // Rows for which a quantifier's predicate decided the result.
  std::vector<data::RowRef> offenders;
};

struct Ast;

// Immutable; safe to share between threads.
class Program {
 public:
  // Parses `source` and resolves names against `environment` and the schema.
  // A program without diagnostics is usable; all mistakes are reported, not
  // just the first.
  static std::pair<Program, std::vector<Diagnostic>> Compile(
      std::string_view source, const Environment& environment,
      const Limits& limits = {});

  // The same for plain CEL: resolves against declarations, infers types as
  // the specification says, and takes the conversions and comparisons of CEL
  // as they are, without the advice that rules get.
  static std::pair<Program, std::vector<Diagnostic>> CompilePlain(
      std::string_view source, const Declarations& declarations,
      const Limits& limits = {});

  Program();
  bool usable() const { return ast_ != nullptr; }
  std::string_view source() const;
  // The inferred type of a plain program; dyn for a rule.
  const StaticType& result_type() const;

  // One row. Never fails: mistakes are error values, missing data unknowns.
  Value Evaluate(const Activation& activation, const Limits& limits = {}) const;
  // The same with the deciding clause; slower.
  Explanation Explain(const Activation& activation,
                      const Limits& limits = {}) const;
  // The same with every sub-expression and the leverage of missing facts;
  // slower again: evaluates the whole once for every value tried, each within
  // the limits.
  quaranta::expr::Trace Trace(const Activation& activation,
                              const Limits& limits = {},
                              const TraceLimits& shown = {}) const;
  // Whether the result is made from a field, or a variable, that identifies a
  // person by itself.
  bool personal() const;
  // Fields the expression may read: (record index, field index), sorted.
  const std::vector<std::pair<std::uint32_t, std::uint32_t>>& reads() const;

 private:
  std::shared_ptr<const Ast> ast_;
};

}  // namespace quaranta::expr

#endif  // QUARANTA_EXPR_PROGRAM_H_

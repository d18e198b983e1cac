// Why a result is what it is, down to every sub-expression: what it was, what
// decided, on which elements, and which missing facts would decide instead.
#ifndef QUARANTA_EXPR_TRACE_H_
#define QUARANTA_EXPR_TRACE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "quaranta/core/message.h"
#include "quaranta/data/view.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// A macro's variable and the item it stood for.
struct BoundVariable {
  std::string name;
  Value value;
  bool personal = false;  // made from what identifies a person by itself
};
// Outermost first: f = Floor#1, r = Room#7.
using Bound = std::vector<BoundVariable>;

// A sub-expression with what it was. Constants, and rows that only lead to a
// field, are not listed: their text says all of them.
struct TraceNode {
  enum class Role : std::uint8_t {
    kPart,     // an operand, an argument, a branch
    kElement,  // a macro's body for one item, see `bound`
    kMember,   // of an element: the condition its membership hangs on
  };
  enum class State : std::uint8_t {
    kTrue,
    kFalse,
    kValue,  // any other value
    kUnknown,
    kError,
    kNotEvaluated,  // what stood before it decided, or the branch not taken
  };

  Role role = Role::kPart;
  State state = State::kNotEvaluated;
  std::uint32_t begin = 0;  // byte offsets into the source
  std::uint32_t end = 0;
  std::string text;
  Value value;  // null when not evaluated
  // On the path from the result to what decided it. Of an unknown result: a
  // part that would have to be known.
  bool decides = false;
  // Reads a field that identifies a person by itself: its value is for no eye.
  bool personal = false;
  // Of an element: its own variables, and the facts on which its membership of
  // the list waits (empty: it is a member for certain).
  Bound bound;
  Facts waits_for;
  std::vector<TraceNode> children;  // in source order; elements behind parts
  std::size_t more = 0;             // elements of a macro that are not listed
};

// An element that decided, with the elements around it: of
// floors.all(f, f.rooms.all(r, ...)) both the floor and the room.
struct Offender {
  Bound bound;
  friend bool operator==(const Offender& a, const Offender& b);
};

// A fact that is missing, and what it could do by itself.
//
// Its *leverage*: with all else as it is, that is, with the other missing facts
// still missing, is there a value under which the result is true (`passes`), or
// false (`fails`)? The values tried are both bools, every value of an enum, of
// numbers, dates and times those that stand in the expression, its parameters
// or its trace, those between two of them and those beyond; of text those and
// one that equals none; for the completeness of a collection that it is
// complete as it stands. So a value given is always a witness; that none is
// given is certain for bools, enums and collections, and a limit of the search
// for the others.
struct MissingFact {
  Fact fact;
  // Reads that met the fact: elements of lists, and places of the expression.
  std::size_t places = 0;
  // False for what has no list of values to try: a reference, a list, what
  // identifies a person by itself, or a fact behind the limit.
  bool tried = false;
  std::optional<Value> passes;
  std::optional<Value> fails;

  // 2 when it can decide either way, 1 when one way, 0 when it cannot alone.
  int leverage() const { return (passes ? 1 : 0) + (fails ? 1 : 0); }
};

struct Trace {
  Value result;
  TraceNode root;
  std::string clause;  // see Explanation
  std::vector<std::pair<std::string, Value>> values;
  std::vector<Offender> offenders;  // in the order of the lists
  std::size_t more_offenders = 0;
  // Of an unknown result, by leverage, then places, then as facts are ordered.
  std::vector<MissingFact> missing;
};

struct TraceLimits {
  std::size_t elements = 5;      // listed of a macro, the deciding ones first
  std::size_t nodes = 20'000;    // of the tree; behind it nothing is listed
  std::size_t offenders = 1000;  // listed
  std::size_t facts = 50;        // whose leverage is tried
  std::size_t values = 64;       // tried for one fact
};

// How rows and facts are called, and what may be shown.
struct TraceNames {
  std::function<std::string(data::RowRef)> row;  // "Room:S1/304"
  std::function<std::string(const Fact&)> fact;  // "Room:S1/304.beds"
  bool personal = false;  // show what identifies a person
};

// A value as a line shows it: rows by name, long lists cut, identifiers masked.
std::string ToText(const Value& value, const TraceNames& names);

// For people: the tree, one line a node, `>` before what decided; then the
// offenders and the missing facts with their leverage.
std::string TraceText(const Trace& trace, const TraceNames& names,
                      Language language);

// For programs: {"schema":"quaranta.trace/1", ...}; every value as text.
std::string TraceJson(const Trace& trace, const TraceNames& names);

}  // namespace quaranta::expr

#endif  // QUARANTA_EXPR_TRACE_H_

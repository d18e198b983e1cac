// Values of which parts are not known, and every way they may turn out: what
// the laws of missing data are enumerated over.
#ifndef QUARANTA_TESTS_EXPR_PARTIAL_H_
#define QUARANTA_TESTS_EXPR_PARTIAL_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "quaranta/core/interval.h"
#include "quaranta/data/view.h"
#include "quaranta/expr/program.h"
#include "quaranta/expr/value.h"

namespace quaranta::expr {

// Numbers of the facts that something waits for, ascending.
using Ids = std::vector<std::int64_t>;

struct Member;
struct Collection;

struct Partial {
  enum class Kind : std::uint8_t {
    kKnown,
    kUnknown,   // one of `domain`
    kInterval,  // a number within `bounds`
    kList,
    kMap,
    kRecord,  // a row of a table
  };
  Kind kind = Kind::kKnown;
  Value value;  // kKnown
  // The facts that would settle an unknown or an interval; those that would
  // close a list or map, none: it is closed.
  Ids ids;
  // Unknown: what it may be. An open list: what more it may hold.
  std::vector<Partial> domain;
  Interval bounds;
  bool whole = false;
  std::vector<Member> members;    // list, map
  std::vector<Member> more;       // an open map: what more it may hold
  std::string record;             // record: its type ...
  std::string row;                // ... and id
  std::vector<Member> cells;      // record: by the names of fields
  std::vector<Collection> lists;  // record: what refers to it
};

// An entry of a list or map, or a cell of a record.
struct Member {
  Partial key;  // map
  Partial value;
  Ids waits_for;     // the facts its membership waits for
  std::string name;  // a cell's field; it is blank without a value
  bool blank = false;
};

struct Collection {
  std::string name;
  std::vector<Partial> rows;
  Ids open;
  std::vector<Partial> more;
};

// A thing that is not known, and in how many ways it may turn out.
struct Choice {
  Ids ids;
  std::size_t options = 0;
};
// For each choice the way taken; none at all: nothing is known.
using Completion = std::vector<std::size_t>;

// What the engine is given.
struct Inputs {
  std::vector<Value> slots;
  data::View view;
  std::map<Fact, std::int64_t> cells;  // of records
};

// Everything that is not known in the values, in a fixed order. Things with
// the same ids turn out in the same way.
std::vector<Choice> ChoicesOf(const std::vector<Partial>& values);
// Null for what is not known.
Inputs Build(const std::vector<Partial>& values);
Inputs Build(const std::vector<Partial>& values,
             const std::vector<Choice>& choices, const Completion& completion);
// Calls `visit` for all completions; false when there are more than `most`,
// of which none is visited.
bool ForEachCompletion(const std::vector<Choice>& choices, std::size_t most,
                       const std::function<void(const Completion&)>& visit);

// The fact that stands for a number; the numbers of facts.
Facts FactsOf(const Ids& ids);
Ids IdsOf(const Facts& facts, const Inputs& inputs);

// Whether a value may turn out as the complete one: unknown parts and bounds
// hold it, undecided members may be left out, an open list may hold more.
// Nothing but an error covers an error.
bool Covers(const Value& partial, const Value& complete);
// Of one type and equal, undecided parts and what they wait for included; NaN
// like any NaN, maps in any order.
bool Identical(const Value& a, const Value& b);

}  // namespace quaranta::expr

#endif  // QUARANTA_TESTS_EXPR_PARTIAL_H_

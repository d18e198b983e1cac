// The environment of plain CEL: declared names and types, no records.
#ifndef QUARANTA_EXPR_DECLARATIONS_H_
#define QUARANTA_EXPR_DECLARATIONS_H_

#include <memory>
#include <string>
#include <vector>

#include "quaranta/expr/object.h"
#include "quaranta/expr/static_type.h"

namespace quaranta::expr {

// One form of a function.
struct FunctionForm {
  std::vector<StaticType> params;  // of a method the first is its target
  StaticType result;
  bool method = false;  // written target.f(...)
};

// A function that the language does not have. It can be checked, and when
// run is an error of the evaluation (kNoOverload).
struct FunctionDeclaration {
  std::string name;
  std::vector<FunctionForm> forms;
};

// Libraries beyond the standard, by the names of the official suite.
struct Libraries {
  bool strings = true;         // 'a-b'.split('-'), '%d'.format([1]) ...
  bool math = true;            // math.greatest(1, 2), math.bitAnd(1, 3) ...
  bool encoders = true;        // base64.encode(b'x')
  bool optionals = true;       // m.?key.orValue(1), [?x], optional.of(1) ...
  bool bindings = true;        // cel.bind(x, 1, x + x)
  bool comprehensions = true;  // all(i, v, ...), transformMap(k, v, ...) ...
  bool protos = true;          // proto.getExt(message, extension)
  bool block = false;          // cel.block(...), which optimisers write
};

struct VariableDeclaration {
  std::string name;  // may have dots
  StaticType type;
};

// What a program may name. Slot i of an activation is variables[i].
struct Declarations {
  std::vector<VariableDeclaration> variables;
  std::vector<FunctionDeclaration> functions;
  // "a.b": a name x may mean a.b.x, a.x or x, the first that there is.
  std::string container;
  std::shared_ptr<const TypeProvider> types;  // may be null
  Libraries libraries;
  // False: types do not matter, and names and functions that do not exist
  // are errors of the evaluation, not of the text.
  bool check = true;
  bool macros = true;
};

}  // namespace quaranta::expr

#endif  // QUARANTA_EXPR_DECLARATIONS_H_

// The functions of plain CEL and its libraries, with their forms.
#ifndef QUARANTA_SRC_EXPR_LIBRARIES_H_
#define QUARANTA_SRC_EXPR_LIBRARIES_H_

#include <string>
#include <string_view>
#include <vector>

#include "expr/functions.h"
#include "quaranta/expr/declarations.h"

namespace quaranta::expr {

struct PlainFunction {
  Function function = Function::kNone;
  std::string name;  // "size", "math.greatest"; "" for operators
  bool Libraries::*library = nullptr;  // null: of the standard
  std::vector<FunctionForm> forms;
};

// The function of a name, or nullptr.
const PlainFunction* FindPlainFunction(std::string_view name,
                                       const Libraries& libraries);
// The forms of an operator.
const PlainFunction& PlainOperator(Function op);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_LIBRARIES_H_

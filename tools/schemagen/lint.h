// What a schema must keep to beyond what protoc checks.
#ifndef QUARANTA_TOOLS_SCHEMAGEN_LINT_H_
#define QUARANTA_TOOLS_SCHEMAGEN_LINT_H_

#include <string>
#include <vector>

#include "tools/schemagen/model.h"

namespace quaranta::schemagen {

// One line per fault, in the order of the files: names that clash or are kept
// words, references and paths that lead nowhere, options that do not fit the
// kind of the field, missing labels and comments.
void Lint(const Schema& schema, std::vector<std::string>& problems);

}  // namespace quaranta::schemagen

#endif  // QUARANTA_TOOLS_SCHEMAGEN_LINT_H_

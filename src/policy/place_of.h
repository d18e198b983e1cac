// Where a piece of a YAML scalar stands in its file.
#ifndef QUARANTA_SRC_POLICY_PLACE_OF_H_
#define QUARANTA_SRC_POLICY_PLACE_OF_H_

#include <string_view>

#include "quaranta/text/node.h"

namespace quaranta::policy {

// The place in `yaml` of the character at `within` of a scalar's text. In a
// `|` block the text begins a line later, and its lines are indented; of a
// scalar that YAML folds or unescapes before the place, where it begins.
text::Position PlaceOf(std::string_view yaml, const text::Node& scalar,
                       text::Position within);

}  // namespace quaranta::policy

#endif  // QUARANTA_SRC_POLICY_PLACE_OF_H_

#include "io/passes.h"

namespace quaranta::io {

void RunPasses(world::Builder& /*builder*/, const AppendedSheet& /*sheet*/,
               const ReadOptions& /*options*/) {}

}  // namespace quaranta::io

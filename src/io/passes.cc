#include "io/passes.h"

#include "io/hidden.h"
#include "io/identity.h"

namespace quaranta::io {

void RunPasses(world::Builder& builder, const AppendedSheet& sheet,
               const ReadOptions& /*options*/) {
  for (const AppendedRows& rows : sheet.tables) {
    ListHiddenCells(builder, sheet.file, rows);
    CheckIdentities(builder, sheet.file, rows);
  }
}

}  // namespace quaranta::io

// One function per output. Each returns the whole text of the file.
#ifndef QUARANTA_TOOLS_SCHEMAGEN_EMIT_H_
#define QUARANTA_TOOLS_SCHEMAGEN_EMIT_H_

#include <map>
#include <string>

#include "tools/schemagen/model.h"

namespace quaranta::schemagen {

// quaranta/schema/enums.h, records.h, messages.h.
std::string EmitEnumsHeader(const Schema& schema);
std::string EmitRecordsHeader(const Schema& schema);
std::string EmitMessagesHeader(const Schema& schema);
// The tables behind quaranta/schema/field.h.
std::string EmitTables(const Schema& schema);
// The descriptor set as a C++ array.
std::string EmitDescriptorSet(const Schema& schema);
// docs/reference/schema.md.
std::string EmitMarkdown(const Schema& schema);
// JSON Schema of records and packs.
std::string EmitJsonSchema(const Schema& schema);
// The Python package of typed dictionaries: file name -> text.
std::map<std::string, std::string> EmitPython(const Schema& schema);

}  // namespace quaranta::schemagen

#endif  // QUARANTA_TOOLS_SCHEMAGEN_EMIT_H_

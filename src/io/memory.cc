// Rows that are in memory already: sheets, Arrow streams, and text.
#include <optional>
#include <utility>

#include "core/status_macros.h"
#include "io/frames.h"
#include "io/people.h"
#include "io/setup.h"
#include "io/sheet_reader.h"
#include "io/text_reader.h"
#include "quaranta/core/status.h"
#include "quaranta/io/io.h"

namespace quaranta::io {

absl::StatusOr<SheetMapping> AppendSheet(world::Builder& builder,
                                         const NamedSheet& sheet,
                                         const schema::Record* record,
                                         const ReadOptions& options) {
  if (sheet.sheet == nullptr) {
    return InvalidArgument(sheet.file + ": there is no sheet");
  }
  QUARANTA_ASSIGN_OR_RETURN(std::optional<Zone> zone,
                            Prepare(builder, options));
  if (!zone) zone = ZoneOfRegions(builder);
  const RowMarks marks = MarkRows(builder);
  Reading reading{builder, options, zone ? &*zone : nullptr, {}};
  const SheetSource source{SheetLabel(sheet.file, sheet.name), sheet.file,
                           sheet.name, record, record != nullptr};
  SheetMapping read =
      ReadSheet(reading, *sheet.sheet, source,
                FindMapping(options.mapping, sheet.file, sheet.name));
  CompleteReferences(reading);
  QUARANTA_RETURN_IF_ERROR(EndAppend(builder, options, marks));
  return read;
}

absl::Status AppendText(world::Builder& builder, const schema::Record& record,
                        std::string_view bytes, Format format,
                        const std::string& name, const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(std::optional<Zone> zone,
                            Prepare(builder, options));
  if (!zone) zone = ZoneOfRegions(builder);
  const RowMarks marks = MarkRows(builder);
  Reading reading{builder, options, zone ? &*zone : nullptr, {}};
  ReadText(reading, bytes, format == Format::kJsonl ? ".jsonl" : ".csv",
           {name, name, {}, &record, true},
           FindMapping(options.mapping, name, {}));
  CompleteReferences(reading);
  return EndAppend(builder, options, marks);
}

absl::Status AppendArrow(world::Builder& builder, const schema::Record& record,
                         ArrowArrayStream* stream, const std::string& name,
                         const ReadOptions& options) {
  QUARANTA_ASSIGN_OR_RETURN(std::optional<Zone> zone,
                            Prepare(builder, options));
  if (!zone) zone = ZoneOfRegions(builder);
  const RowMarks marks = MarkRows(builder);
  Reading reading{builder, options, zone ? &*zone : nullptr, {}};
  const auto read = ReadFrame(reading, stream, {name, name, {}, &record, true},
                              FindMapping(options.mapping, name, {}));
  if (!read.ok()) return read.status();
  CompleteReferences(reading);
  return EndAppend(builder, options, marks);
}

}  // namespace quaranta::io

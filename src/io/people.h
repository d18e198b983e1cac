// Everything that is done about people while tables are read. The readers call
// these few functions and know nothing else of it.
#ifndef QUARANTA_SRC_IO_PEOPLE_H_
#define QUARANTA_SRC_IO_PEOPLE_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "io/pseudonym.h"
#include "quaranta/io/io.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

inline constexpr std::string_view kDecisionsFile = "_decisions.csv";

// kInvalidArgument for a key that is too short.
absl::Status CheckKey(const ReadOptions& options);

// After an append that stands by itself: pseudonyms in the rows after the
// marks.
absl::Status EndAppend(world::Builder& builder, const ReadOptions& options,
                       const RowMarks& first);

// After the last sheet of a source: decisions (the bytes of _decisions.csv, or
// nothing), possible duplicates, and pseudonyms in all rows.
absl::Status EndImport(world::Builder& builder, const ReadOptions& options,
                       std::string_view decisions = {});

// The marks from before the first row.
RowMarks NoRows();

// A note that names its row by id, as it goes to Builder::AddNote().
absl::Status HideInNote(const ReadOptions& options,
                        const schema::Record& record,
                        const schema::Field& field, std::string& id,
                        data::Note& note);

// With a key, headers that are no field's give way to their number ("#3").
void HideHeaders(const ReadOptions& options, Mapping& mapping);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_PEOPLE_H_

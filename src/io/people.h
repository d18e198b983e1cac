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

// After the rows of one sheet were appended: identity numbers, by column.
// `first` are the marks from before it.
void EndSheet(world::Builder& builder, const RowMarks& first);

// After an append that stands by itself: EndSheet(), and pseudonyms.
absl::Status EndAppend(world::Builder& builder, const ReadOptions& options,
                       const RowMarks& first);

// After the last sheet of a source: decisions (the bytes of _decisions.csv, or
// nothing), possible duplicates, and pseudonyms in all rows.
absl::Status EndImport(world::Builder& builder, const ReadOptions& options,
                       std::string_view decisions = {});

// The marks from before the first row.
RowMarks NoRows();

// With a key, pseudonyms in all rows after the marks.
absl::Status HidePeople(world::Builder& builder, const ReadOptions& options,
                        const RowMarks& first);

// A note that names its row by id, as it goes to Builder::AddNote().
absl::Status HideInNote(const ReadOptions& options,
                        const schema::Record& record,
                        const schema::Field& field, std::string& id,
                        data::Note& note);

// A cell as an issue may show it: not when the field is DIRECT, and with a key
// nothing at all, for a name may stand under any header.
std::string ShownCell(const ReadOptions& options, const schema::Field* field,
                      std::string_view text);
// A header that is no field's: with a key its number ("#3").
std::string ShownHeader(const ReadOptions& options, std::string_view header,
                        std::size_t column);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_PEOPLE_H_

// One sheet into the tables of a builder.
#ifndef QUARANTA_SRC_IO_SHEET_READER_H_
#define QUARANTA_SRC_IO_SHEET_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "quaranta/io/io.h"
#include "quaranta/io/sheet.h"
#include "quaranta/schema/field.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

// A reference that may be told by half: "304" where the room is "S1/304", and
// the same row names the site.
struct HalfReference {
  std::string file;
  std::string header;
  const schema::Record* record = nullptr;
  const schema::Field* field = nullptr;
  const schema::Field* whole = nullptr;  // holds the first part of the key
  std::uint32_t first = 0;               // rows of the record's table
  std::uint32_t last = 0;
  // Where `whole` stands in another table: its record, and the row of it for
  // each row of this one.
  const schema::Record* beside = nullptr;
  std::vector<std::uint32_t> rows;
};

// What the sheets of one import share.
struct Reading {
  world::Builder& builder;
  const ReadOptions& options;
  const Zone* zone = nullptr;
  std::vector<HalfReference> halves;
};

struct SheetSource {
  std::string label;  // as issues name it: "persons.xlsx"
  std::string file;
  std::string name;  // of the sheet
  // What its rows are. A firm record was given by the caller; another, found
  // from the name of the file, yields to headers that say otherwise.
  const schema::Record* record = nullptr;
  bool firm = false;
};

// Reads a sheet: the account of its rows, its issues, its passes. Returns how
// it was read.
SheetMapping ReadSheet(Reading& reading, const Sheet& sheet,
                       const SheetSource& source, const SheetMapping* mapping);

// Notes which references of the rows of a sheet may be told by half.
struct AppendedSheet;
void RememberHalves(Reading& reading, const AppendedSheet& sheet);
// Completes the references of `reading.halves`, and forgets them.
void CompleteReferences(Reading& reading);

// The mapping of a sheet: the first that fits; nullptr when none does.
const SheetMapping* FindMapping(const Mapping& mapping, const std::string& file,
                                const std::string& sheet);
// Whether a mapping says that its sheet is to be left out.
bool LeavesOut(const SheetMapping& mapping);

// "persons.xlsx[Sheet2]", or the file alone.
std::string SheetLabel(const std::string& file, const std::string& sheet);

// A value as it may stand in an issue: direct identifiers are masked.
std::string ShownValue(const schema::Field* field, std::string_view value);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_SHEET_READER_H_

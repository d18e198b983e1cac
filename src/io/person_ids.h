// Ids of persons wherever they stand: in their own column, in references, in
// subjects ("Person:P-0001"), and in ids that are made from keys
// ("P-0001/2022-04-05T02:10:00+08:00" of a Stay).
#ifndef QUARANTA_SRC_IO_PERSON_IDS_H_
#define QUARANTA_SRC_IO_PERSON_IDS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "quaranta/data/column.h"
#include "quaranta/schema/field.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

using TextMap = std::function<std::string(std::string_view)>;

// What becomes of the parts of an id.
struct IdMap {
  TextMap person;  // the id of a person
  TextMap other;   // any other part, or an id that was not made from a key
};

bool IsPerson(const schema::Record& record);
// By the name in the schema; nullptr when there is none.
const schema::Record* RecordNamed(std::string_view name);
// Whether ids made from the record's key can hold the id of a person.
bool CarriesPerson(const schema::Record& record);

// The id of a record. A given id that has the form of one made from the key
// (as many parts, a time where the key has one) is taken for such.
std::string MapId(const schema::Record& record, std::string_view id,
                  const IdMap& map);
// "Stay:...": the record's name stays.
std::string MapSubject(std::string_view subject, const IdMap& map);

// Whether a field holds ids: of its record, of another, or a part of the key.
bool HoldsIds(const schema::Record& record, const schema::Field& field);
// A cell of such a field.
std::string MapCell(const schema::Record& record, const schema::Field& field,
                    std::string_view text, const IdMap& map);

// The texts of rows from `first` on replaced; the notes stay as they are.
void MapColumn(data::Column& column, std::uint32_t first, const TextMap& map);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_PERSON_IDS_H_

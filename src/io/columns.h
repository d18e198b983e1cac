// Which column of a sheet goes to which field of which record.
#ifndef QUARANTA_SRC_IO_COLUMNS_H_
#define QUARANTA_SRC_IO_COLUMNS_H_

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/headers.h"
#include "quaranta/io/mapping.h"
#include "quaranta/schema/field.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

struct ColumnPlan {
  std::size_t index = 0;  // in the sheet
  std::string header;
  std::size_t level = 0;                 // of the record it belongs to
  const schema::Field* field = nullptr;  // nullptr: left out
  std::string unit;
  DateOrder order = DateOrder::kUnknown;
  std::map<std::string, std::string> codes;
};

// What a row is: one record, or several joined by it.
struct SheetPlan {
  std::vector<const schema::Record*> levels;  // the first is the primary one
  std::vector<ColumnPlan> columns;            // one per column of the sheet
  bool joined = false;  // the further levels follow from the headers
};

// What was odd about a column as a whole.
struct ColumnRemark {
  std::string_view code;
  std::size_t column = 0;
  std::string header;
  std::string detail;
};

struct ColumnHeader {
  std::string text;
  std::string other;  // of a second header row
};

// Plans the columns of a sheet of `record`. The mapping, where it speaks, wins;
// `order` is the order of dates that neither says. `repeats` tells whether the
// column of that number says the same in several rows: only then a part of the
// primary record (a floor of a site) may stand in the row.
SheetPlan PlanColumns(const std::vector<ColumnHeader>& headers,
                      const schema::Record* record, const SheetMapping* mapping,
                      DateOrder order,
                      const std::function<bool(std::size_t)>& repeats,
                      std::vector<ColumnRemark>& remarks);

// The records that the headers fit best; one when that is clear, several when
// it is not, none when they fit nothing.
std::vector<const schema::Record*> RecordsOf(
    const std::vector<ColumnHeader>& headers);
// How many distinct fields of a record the headers name.
std::size_t FieldsNamed(const std::vector<ColumnHeader>& headers,
                        const schema::Record& record);

// "Room.label" or "label" of one of the levels; field nullptr when there is no
// such field, with the level of its record.
struct FieldName {
  std::size_t level = 0;
  const schema::Record* record = nullptr;
  const schema::Field* field = nullptr;
};
FieldName FindFieldName(std::string_view name,
                        const std::vector<const schema::Record*>& levels);

// Whether a record can be made from a row of the records in `levels`: its key
// holds a reference to one of them, and what else the key needs is among
// `held` or is told by the field of that name in the record it refers to.
bool CanJoin(const schema::Record& record,
             const std::vector<const schema::Record*>& levels,
             const std::function<bool(const schema::Record&,
                                      const schema::Field&)>& held);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_COLUMNS_H_

// The sites of one region with everything in them, joined and in fixed order:
// what the planner, the capacity lines and the first screen all read.
#ifndef QUARANTA_SRC_DESK_COUNTY_H_
#define QUARANTA_SRC_DESK_COUNTY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "desk/setting.h"
#include "quaranta/schema/records.h"
#include "quaranta/world/rows.h"

namespace quaranta::desk {

// A row of a table as a struct, with its id and subject.
template <class R>
struct Row {
  R record;
  std::string id;
  data::RowRef ref;
};

// The row that a reference points to.
std::optional<std::uint32_t> Target(const world::World& world, data::RowRef row,
                                    std::string_view name);
std::string IdOf(const world::World& world, data::RowRef row);

template <class R>
data::RowRef RefOf(std::size_t row) {
  return {static_cast<std::uint32_t>(schema::RecordOf<R>::kIndex),
          static_cast<std::uint32_t>(row)};
}
template <class R>
std::size_t RowsOf(const world::World& world) {
  return world.table(schema::RecordOf<R>::kIndex).rows;
}
// The row as a record, without values that were noted as damaged or
// impossible (a temperature of 370): such a value is not known.
template <class R>
R ReadKnown(const world::World& world, std::size_t row) {
  R record = world::Get<R>(world, row);
  const data::Table& table = world.table(schema::RecordOf<R>::kIndex);
  schema::ForEachField(record, [&table, row](std::size_t field, auto& member) {
    const data::Note* note = table.columns[field].note(row);
    if (note != nullptr && note->state == data::NoteState::kSuspect) {
      member = {};
    }
  });
  return record;
}
template <class R>
Row<R> ReadRow(const world::World& world, std::size_t row) {
  const data::RowRef ref = RefOf<R>(row);
  return {ReadKnown<R>(world, row), IdOf(world, ref), ref};
}

struct SiteRow : Row<schema::Site> {
  std::string name;  // id when none is recorded
  std::vector<std::size_t> floors;
  std::vector<std::size_t> rooms;
  bool Open() const { return record.status == schema::SiteStatus::kOpen; }
  bool Closed() const { return record.status == schema::SiteStatus::kClosed; }
};

struct FloorRow : Row<schema::Floor> {
  std::size_t site = 0;
  std::string label;
  std::vector<std::size_t> rooms;
  // Latest terminal disinfection of the whole floor.
  std::optional<Instant> disinfected;
  // A hold is in force, or an investigation open, on it or on its site, or
  // somebody on it has a positive result on which nobody has acted.
  bool frozen = false;
  // When the last of those holds ends if nobody renews it.
  std::optional<Instant> frozen_until;
  // One of them has no end on record, as investigations have none.
  bool frozen_open = false;
  // Such people, where neither a hold nor an investigation is on record.
  std::vector<std::string> positives;
};

// Somebody's time in a room.
struct Lodging {
  std::size_t stay = 0;
  std::size_t room = 0;
  std::optional<Instant> start;
  std::optional<Instant> end;
  bool current = false;      // now
  bool planned = false;      // begins later
  bool share_basis = false;  // why the room is shared is on record
};

// The holds in force on one thing.
struct HoldSpan {
  // When the last of them ends if nobody renews it.
  std::optional<Instant> until;
  bool open = false;  // one of them has no end on record
};

struct RoomRow : Row<schema::Room> {
  std::size_t site = 0;
  std::optional<std::size_t> floor;
  std::string label;
  std::vector<std::size_t> lodgings;  // indices into County::lodgings
  bool inhabited = false;             // somebody's current room
  bool promised = false;              // a later lodging is on record
  bool staff_lives_here = false;
  bool clean_zone = false;
  std::optional<Instant> disinfected;  // latest terminal disinfection
  bool frozen = false;                 // by a hold on the room itself, or a
                                       // positive result of somebody in it
  HoldSpan hold;
};

struct StayRow : Row<schema::Stay> {
  std::optional<Row<schema::Person>> person;
  std::optional<std::size_t> site;  // of the current room, else registered
  std::optional<std::size_t> room;  // current
  bool current = false;             // begun, not ended
  // A hold on the person is in force, or a result is positive.
  bool held = false;
  HoldSpan hold;
  bool ended = false;
};

struct County {
  std::vector<SiteRow> sites;     // by tier (none last), then id
  std::vector<FloorRow> floors;   // by site, level, label
  std::vector<RoomRow> rooms;     // by site, floor, label
  std::vector<StayRow> stays;     // at these sites; by id
  std::vector<Lodging> lodgings;  // by stay, start
  // Rows to indices, -1: not of this county.
  std::vector<std::int32_t> site_of_row, floor_of_row, room_of_row, stay_of_row;
};

// Reads the world as it was known at setting.as_of.
County ReadCounty(const Setting& setting);

// When somebody is to leave a room: on the planned end, or when the last hold
// on them or on the room ends.
struct LastDay {
  std::optional<Day> day;  // nothing: not on record
  bool hold = false;       // by a hold: later than planned, or without an end
};
LastDay LastDayOf(const County& county, const Lodging& lodging,
                  const Setting& setting);

// Ended by then. A recorded end decides: before it the person was still there,
// whatever the state is by now.
bool IsOver(const schema::Stay& stay, Instant now);

// Begun, not ended, and its time not run out unless the officer renewed it.
bool HoldInForce(const schema::Hold& hold, Instant now);
// Known and not closed.
bool InvestigationOpen(const schema::Investigation& record, Instant now);

// The person's age in full years on that day; nothing when it is not known.
std::optional<std::int64_t> AgeOn(const schema::Person& person, Day day);
// By age; with no age on record, whether a carer is named.
bool IsMinor(const schema::Person& person, const Setting& setting);

// Orders labels as people number rooms: "9" before "10", "3A" after "3".
bool LabelLess(const std::string& a, const std::string& b);

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_COUNTY_H_

// What moves among the rooms of an occupancy mean, whatever they are for, as
// records with their sentences.
#ifndef QUARANTA_SRC_DESK_MOVE_RECORDS_H_
#define QUARANTA_SRC_DESK_MOVE_RECORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "desk/audit_in.h"
#include "quaranta/desk/occupancy.h"
#include "quaranta/place/audit.h"
#include "quaranta/place/plan.h"

namespace quaranta::desk {

// Ids of these people of the party.
std::vector<std::string> IdsOf(const Occupancy& now, place::PartyId party,
                               const std::vector<std::uint32_t>& people);

PeopleWithoutRoom WithoutOf(const Occupancy& now, const place::NoRoom& of);
FloorTaken TakenOf(const Occupancy& now, const place::TakenUnit& of);
// With what the site lacks added to the conditions.
SiteOpening OpeningOf(const AuditDraft& draft, const Occupancy& now,
                      const place::OpenedSite& of,
                      std::vector<Sentence>& conditions);

// Rooms that somebody leaves and nobody is in afterwards, by unit. Those who
// are `gone` leave their rooms for none of these.
std::vector<RoomsToClean> CleaningAfter(
    const Occupancy& now, const std::vector<place::Move>& moves,
    const std::vector<place::NoRoom>& gone = {});

}  // namespace quaranta::desk

#endif  // QUARANTA_SRC_DESK_MOVE_RECORDS_H_

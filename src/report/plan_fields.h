// Fields of a plan that its JSON has by index, written and read by one list: a
// new field is one line here. What is false, empty or absent is left out;
// numbers never are.
#ifndef QUARANTA_SRC_REPORT_PLAN_FIELDS_H_
#define QUARANTA_SRC_REPORT_PLAN_FIELDS_H_

#include <concepts>

#include "quaranta/place/plan.h"

namespace quaranta::report {

template <class T, class Of>
concept Maybe = std::same_as<std::remove_const_t<T>, Of>;

template <Maybe<place::Certificate::Member> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("party", of.party);
  visit("person", of.person);
  visit("lacking", of.lacking);
}
template <Maybe<place::Certificate::Row> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("cohort", of.cohort);
  visit("members", of.members);
  visit("granted", of.granted);
  visit("step", of.step);
}
template <Maybe<place::Certificate::Price> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("index", of.index);
  visit("price", of.price);
}
template <Maybe<place::Certificate::UnitPrice> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("unit", of.unit);
  visit("price", of.price);
}
template <Maybe<place::Certificate::Node> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("split", of.split);
  visit("site", of.site);
  visit("cohort", of.cohort);
  visit("unit", of.unit);
  visit("at", of.at);
  visit("rows", of.rows);
  visit("levels", of.levels);
  visit("sets", of.sets);
  visit("units", of.units);
}
template <Maybe<place::Certificate::Proof> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("level", of.level);
  visit("cohort", of.cohort);
  visit("nodes", of.nodes);
}
template <Maybe<place::Certificate::Market::Gauge> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("beds", of.beds);
  visit("features", of.features);
}
template <Maybe<place::Certificate::Market::Offer> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("unit", of.unit);
  visit("price", of.price);
}
template <Maybe<place::Certificate::Market> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("level", of.level);
  visit("grade", of.grade);
  visit("scale", of.scale);
  visit("gauges", of.gauges);
  visit("joint", of.joint);
  visit("offers", of.offers);
  visit("people", of.people);
}
template <Maybe<place::Certificate> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("rows", of.rows);
  visit("proofs", of.proofs);
  visit("markets", of.markets);
}
template <Maybe<place::Funnel> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("ready", of.ready);
  visit("paired", of.paired);
  visit("equipped", of.equipped);
  visit("big_enough", of.big_enough);
  visit("reachable", of.reachable);
}
template <Maybe<place::Blocking> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("unit", of.unit);
  visit("holder", of.holder);
  visit("closed", of.closed);
  visit("taken_by_plan", of.taken_by_plan);
}
template <Maybe<place::Unplaced> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("party", of.party);
  visit("people", of.people);
  visit("reason", of.reason);
  visit("adjacent", of.adjacent);
  visit("rooms", of.rooms);
  visit("blocking", of.blocking);
}
template <Maybe<place::Substitution> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("party", of.party);
  visit("person", of.person);
  visit("room", of.room);
  visit("missing", of.missing);
}
template <Maybe<place::OpenedSite> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("site", of.site);
  visit("staff_rooms", of.staff_rooms);
}
template <Maybe<place::TakenUnit> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("unit", of.unit);
  visit("cohort", of.cohort);
}
// Levels and assignments are written by id, for people to read.
template <Maybe<place::Plan> T, class Visit>
void ForFields(T& of, Visit&& visit) {
  visit("unplaced", of.unplaced);
  visit("substitutions", of.substitutions);
  visit("opened_sites", of.opened_sites);
  visit("taken_units", of.taken_units);
  visit("certificate", of.certificate);
}

}  // namespace quaranta::report

#endif  // QUARANTA_SRC_REPORT_PLAN_FIELDS_H_

#include "expr/facts.h"

namespace quaranta::expr {

void AddUnknowns(const Value& value, FactSet& facts) {
  facts.Add(value);
  if (const List* list = value.As<List>()) {
    AddMembershipFacts(*list, facts);
    for (const Value& item : list->items) AddUnknowns(item, facts);
  } else if (const Map* map = value.As<Map>()) {
    facts.Add(map->open);
    for (const auto& [key, item] : map->entries) {
      AddUnknowns(key, facts);
      AddUnknowns(item, facts);
    }
  } else if (const Optional* optional = value.As<Optional>()) {
    AddUnknowns(optional->value, facts);
  }
}

}  // namespace quaranta::expr

// Ways from a record to its region and its site, and the zones of regions.
#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <string>

#include "world/impl.h"

namespace quaranta::world {
namespace {

using data::RowRef;
using data::Table;

constexpr std::size_t kLongestRoute = 5;
constexpr std::size_t kMostRoutes = 24;

// A gather as the schema foretells it: LinkTables() makes one per field that
// holds one id, in the order of the fields.
struct Edge {
  std::uint32_t gather = 0;
  std::uint32_t target = 0;
  int cost = 0;
};

// What a step costs; the cheapest way wins. DESIGN: a record's own region,
// else its site's, its stay's site's, and only then a person's home. A role
// (the observer, the linked person) and things that are lent (a vehicle) say
// little about where a record belongs and come last.
int CostOf(const schema::Record& from, const schema::Field& field,
           const schema::Record& to) {
  constexpr int kLast = 40;
  // The region of a person is a home, however the field is called.
  if (from.name == "Person") return 20;
  if (to.name == "Vehicle" || to.name == "Document" || to.name == "Item") {
    return kLast;
  }
  if (field.ref_name != to.snake) return kLast;
  if (to.name == "Region" || to.name == "Site") return 1;
  if (to.name == "Person") return 8;
  return 2;
}

std::vector<std::vector<Edge>> EdgesOfSchema() {
  const auto records = schema::Records();
  std::vector<std::vector<Edge>> edges(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    std::uint32_t gather = 0;
    for (const schema::Field& field : records[i].fields) {
      std::size_t target = 0;
      if (!MakesGather(field)) continue;
      if (TableOf(field.ref_record, target) != nullptr) {
        edges[i].push_back({gather, static_cast<std::uint32_t>(target),
                            CostOf(records[i], field, records[target])});
      }
      ++gather;
    }
  }
  return edges;
}

struct Partial {
  int cost = 0;
  Route route;
  std::vector<std::uint32_t> tables;  // visited, for no way runs in circles
};

// Cheapest first; of equal cost the one whose fields come first.
bool Later(const Partial& a, const Partial& b) {
  if (a.cost != b.cost) return a.cost > b.cost;
  return std::lexicographical_compare(
      b.route.begin(), b.route.end(), a.route.begin(), a.route.end(),
      [](const Hop& x, const Hop& y) { return x.index < y.index; });
}

// Simple ways from a table to the goal, best first.
std::vector<Route> RoutesTo(const std::vector<std::vector<Edge>>& edges,
                            std::uint32_t start, std::size_t goal) {
  std::vector<Route> routes;
  std::priority_queue<Partial, std::vector<Partial>, decltype(&Later)> open(
      &Later);
  open.push({0, {}, {start}});
  while (!open.empty() && routes.size() < kMostRoutes) {
    const Partial at = open.top();
    open.pop();
    const std::uint32_t here = at.tables.back();
    if (here == goal) {
      routes.push_back(at.route);
      continue;
    }
    if (at.route.size() == kLongestRoute) continue;
    for (const Edge& edge : edges[here]) {
      if (std::find(at.tables.begin(), at.tables.end(), edge.target) !=
          at.tables.end()) {
        continue;
      }
      Partial next = at;
      next.cost += edge.cost;
      next.route.push_back({edge.gather, false});
      next.tables.push_back(edge.target);
      open.push(std::move(next));
    }
  }
  return routes;
}

Routes RoutesOfSchema(std::string_view goal_name) {
  const auto records = schema::Records();
  Routes routes(records.size());
  std::size_t goal = 0;
  if (TableOf(goal_name, goal) == nullptr) return routes;
  const auto edges = EdgesOfSchema();
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    routes[i] = RoutesTo(edges, i, goal);
    // A record that is about another one belongs where that one belongs.
    for (std::uint32_t f = 0; f < records[i].fields.size(); ++f) {
      const schema::Field& field = records[i].fields[f];
      if (field.kind == schema::Kind::kReference && !field.repeated) {
        routes[i].push_back({{f, true}});
      }
    }
  }
  return routes;
}

}  // namespace

bool MakesGather(const schema::Field& field) {
  return !field.ref_record.empty() && !field.repeated &&
         field.kind == schema::Kind::kString;
}

const Routes& RegionRoutes() {
  static const Routes routes = RoutesOfSchema("Region");
  return routes;
}

const Routes& SiteRoutes() {
  static const Routes routes = RoutesOfSchema("Site");
  return routes;
}

std::optional<RowRef> WorldImpl::Follow(RowRef row, const Hop& hop) const {
  const Table& table = view.tables[row.table];
  if (hop.reference) {
    const data::Column& column = table.columns[hop.index];
    if (!column.valid(row.row)) return std::nullopt;
    return Find(column.GetText(row.row));
  }
  const data::Gather& gather = table.gathers[hop.index];
  const std::int32_t target = gather.row[row.row];
  if (target < 0) return std::nullopt;
  return RowRef{gather.target, static_cast<std::uint32_t>(target)};
}

std::optional<RowRef> WorldImpl::Walk(RowRef row, const Routes& routes,
                                      bool by_reference) const {
  for (const Route& route : routes[row.table]) {
    const bool reference = !route.empty() && route.back().reference;
    if (reference && !by_reference) continue;
    std::optional<RowRef> at = row;
    for (const Hop& hop : route) {
      if (at) at = Follow(*at, hop);
    }
    // One reference at most, so that no circle is walked.
    if (at && reference) at = Walk(*at, routes, false);
    if (at) return at;
  }
  return std::nullopt;
}

namespace {

// The index of a zone by name in world.zones, loading it at its first use; 0,
// with an issue, when there is none of that name.
std::uint32_t ZoneIndex(WorldImpl& world, RowRef row, const data::Column& names,
                        std::map<std::string_view, std::uint32_t>& known) {
  const std::string_view name = names.GetText(row.row);
  const auto [it, added] = known.try_emplace(name, 0);
  if (!added) return it->second;
  auto zone = Zone::Load(name);
  if (!zone.ok()) {
    world.Report(Issue::Severity::kError, "unknown_zone", row, &names.field(),
                 std::string(name), "read_as_utc",
                 std::string(zone.status().message()));
    return 0;
  }
  it->second = static_cast<std::uint32_t>(world.zones.size());
  world.zones.push_back(*std::move(zone));
  return it->second;
}

}  // namespace

void LoadZones(WorldImpl& world) {
  std::size_t region = 0;
  const schema::Record* record = TableOf("Region", region);
  if (record == nullptr) return;
  const int column = FieldIndex(*record, "zone");
  if (column < 0) return;
  const Table& table = world.view.tables[region];
  const data::Column& names = table.columns[static_cast<std::size_t>(column)];
  const data::Gather* parent = table.FindGather("parent");
  std::map<std::string_view, std::uint32_t> known = {{"UTC", 0}};
  world.region_zone.assign(table.rows, 0);
  for (std::uint32_t row = 0; row < table.rows; ++row) {
    // Up the tree to the first that records a zone; bounded, should the tree
    // run in a circle.
    std::uint32_t at = row;
    for (std::uint32_t steps = 0; !names.valid(at) && steps < 16; ++steps) {
      if (parent == nullptr || parent->row[at] < 0) break;
      at = static_cast<std::uint32_t>(parent->row[at]);
    }
    const auto index = static_cast<std::uint32_t>(region);
    if (names.valid(at)) {
      world.region_zone[row] = ZoneIndex(world, {index, at}, names, known);
    } else {
      world.Report(Issue::Severity::kWarning, "missing_zone", {index, row},
                   &names.field(), {}, "read_as_utc", {});
    }
  }
  const auto& zones = world.region_zone;
  const bool one = !zones.empty() &&
                   std::adjacent_find(zones.begin(), zones.end(),
                                      std::not_equal_to<>()) == zones.end();
  world.only_zone = one ? zones.front() : 0;
}

}  // namespace quaranta::world

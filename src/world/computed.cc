// Computed fields: what follows from several records and is wanted as a field.
// A value that was given (by a pack test, say) is kept.
#include "world/impl.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace quaranta::world {
namespace {

using data::Column;
using data::RowRef;
using data::Segments;
using data::Table;

constexpr double kNoBound = std::numeric_limits<double>::infinity();

// A count of which only bounds may be known: low <= count <= high.
struct Count {
  std::int64_t low = 0;
  std::optional<std::int64_t> high;  // nothing: no upper bound
};

void Put(Column& column, std::uint32_t row, const Count& count) {
  if (column.valid(row)) return;
  if (count.high && *count.high == count.low) {
    column.SetInt(row, count.low);
  } else if (count.low > 0 || count.high) {
    const Interval bounds{
        static_cast<double>(count.low),
        count.high ? static_cast<double>(*count.high) + 1 : kNoBound};
    column.SetNote(row, {data::NoteState::kHedged, {}, bounds});
  }
}

// A table of the world by the names of the schema; columns and links that the
// schema does not have are nullptr.
struct Source {
  Source(WorldImpl& world, std::string_view record) {
    std::size_t index = 0;
    if (TableOf(record, index) != nullptr) table = &world.view.tables[index];
  }
  Column* Find(std::string_view field) const {
    if (table == nullptr) return nullptr;
    const int index = FieldIndex(*table->record, field);
    return index < 0 ? nullptr
                     : &table->columns[static_cast<std::size_t>(index)];
  }
  const Segments* Collection(std::string_view name) const {
    return table == nullptr ? nullptr : table->FindSegments(name);
  }
  Table* table = nullptr;
};

// The name of an enum value, or nothing for a blank.
std::string_view NameAt(const Column& column, std::size_t row) {
  if (!column.valid(row)) return {};
  const schema::EnumValue* value =
      schema::FindValue(*column.field().enumeration, column.GetEnum(row));
  return value == nullptr ? std::string_view() : value->name;
}

// --- Crossings of the zone graph -----------------------------------------

// Clean and contaminated ways cross where they share a zone that is not itself
// contaminated: there staff and isolated people meet without protection.
class Crossings {
 public:
  explicit Crossings(WorldImpl& world)
      : world_(world),
        sites_(world, "Site"),
        passages_(world, "Passage"),
        zones_(world, "Zone"),
        doors_(world, "Door"),
        kind_(passages_.Find("kind")),
        zone_ids_(passages_.Find("zone_ids")),
        zone_type_(zones_.Find("type")),
        of_site_(sites_.Collection("passages")) {}

  void Fill() {
    Column* total = sites_.Find("passage_crossings");
    Column* own = passages_.Find("crossings");
    if (kind_ == nullptr || zone_ids_ == nullptr || zone_type_ == nullptr ||
        of_site_ == nullptr || total == nullptr || own == nullptr) {
      return;
    }
    for (std::uint32_t site = 0; site < sites_.table->rows; ++site) {
      std::vector<Way> ways;
      for (const std::uint32_t row : of_site_->Of(site)) {
        ways.push_back(WayOf(row));
      }
      const bool complete = of_site_->closed[site];
      Put(*total, site, Meetings(ways, nullptr, complete));
      for (const Way& way : ways) {
        Put(*own, way.row, Meetings(ways, &way, complete));
      }
    }
  }

 private:
  enum class Side { kUnknown, kClean, kContaminated };
  struct Way {
    std::uint32_t row = 0;
    Side side = Side::kUnknown;
    std::vector<std::uint32_t> zones;
    bool complete = true;  // all its zones are known
  };

  Way WayOf(std::uint32_t row) const {
    Way way;
    way.row = row;
    const std::string_view kind = NameAt(*kind_, row);
    if (kind == "STAFF" || kind == "GOODS") way.side = Side::kClean;
    if (kind == "ISOLATED" || kind == "WASTE") way.side = Side::kContaminated;
    way.complete = zone_ids_->valid(row);
    if (way.complete) {
      const std::size_t zones = schema::IndexOf(*zones_.table->record);
      const auto [begin, end] = zone_ids_->ListRange(row);
      for (std::size_t i = begin; i < end; ++i) {
        const auto zone = world_.Find(zones, zone_ids_->GetText(i));
        if (zone) way.zones.push_back(zone->row);
        way.complete = way.complete && zone.has_value();
      }
    }
    AddDoors(way);
    std::sort(way.zones.begin(), way.zones.end());
    way.zones.erase(std::unique(way.zones.begin(), way.zones.end()),
                    way.zones.end());
    return way;
  }

  // The zones on both sides of a door that belongs to the way.
  void AddDoors(Way& way) const {
    const Segments* doors = passages_.Collection("doors");
    if (doors == nullptr) return;
    for (const std::string_view side : {"from_zone", "to_zone"}) {
      const data::Gather* zone = doors_.table->FindGather(side);
      if (zone == nullptr) continue;
      for (const std::uint32_t door : doors->Of(way.row)) {
        if (zone->row[door] >= 0) {
          way.zones.push_back(static_cast<std::uint32_t>(zone->row[door]));
        }
      }
    }
  }

  // Zones shared by a clean and a contaminated way; with `own`, only those that
  // it is one of.
  Count Meetings(const std::vector<Way>& ways, const Way* own,
                 bool complete) const {
    std::vector<std::uint32_t> sure;
    std::vector<std::uint32_t> maybe;
    for (const Way& a : ways) {
      complete = complete && a.complete;
      for (const Way& b : ways) {
        if (a.row >= b.row) continue;
        if (own != nullptr && &a != own && &b != own) continue;
        const bool known = a.side != Side::kUnknown && b.side != Side::kUnknown;
        if (known && a.side == b.side) continue;
        Shared(a, b, known, sure, maybe);
      }
    }
    const auto distinct = [](std::vector<std::uint32_t>& rows) {
      std::sort(rows.begin(), rows.end());
      rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
      return static_cast<std::int64_t>(rows.size());
    };
    Count count;
    count.low = distinct(sure);
    maybe.insert(maybe.end(), sure.begin(), sure.end());
    if (complete) count.high = distinct(maybe);
    return count;
  }

  void Shared(const Way& a, const Way& b, bool known_sides,
              std::vector<std::uint32_t>& sure,
              std::vector<std::uint32_t>& maybe) const {
    std::vector<std::uint32_t> both;
    std::set_intersection(a.zones.begin(), a.zones.end(), b.zones.begin(),
                          b.zones.end(), std::back_inserter(both));
    for (const std::uint32_t zone : both) {
      const std::string_view type = NameAt(*zone_type_, zone);
      if (type == "CONTAMINATED") continue;
      (known_sides && !type.empty() ? sure : maybe).push_back(zone);
    }
  }

  WorldImpl& world_;
  Source sites_, passages_, zones_, doors_;
  const Column* kind_;
  const Column* zone_ids_;
  const Column* zone_type_;
  const Segments* of_site_;
};

// --- Minutes without a holder ---------------------------------------------

struct Span {
  std::int64_t begin = 0;  // microseconds
  std::int64_t end = 0;
};

// How much of `window` no span covers. The spans are ordered by begin.
std::int64_t Uncovered(const Span& window, const std::vector<Span>& spans) {
  std::int64_t gap = 0;
  std::int64_t covered = window.begin;
  for (const Span& span : spans) {
    if (span.begin >= window.end) break;
    if (span.begin > covered) gap += span.begin - covered;
    covered = std::max(covered, span.end);
  }
  return gap + std::max<std::int64_t>(0, window.end - covered);
}

// Posts of a site and the shifts at them, from the first start to the last end
// that is recorded at the site.
class PostGaps {
 public:
  explicit PostGaps(WorldImpl& world)
      : world_(world),
        sites_(world, "Site"),
        posts_(world, "TeamPost"),
        shifts_(world, "Shift"),
        start_(shifts_.Find("start")),
        end_(shifts_.Find("end")),
        planned_(shifts_.Find("planned_only")),
        place_(posts_.Find("place")),
        all_day_(posts_.Find("round_the_clock")),
        from_(posts_.Find("hours_from")),
        to_(posts_.Find("hours_to")),
        of_site_(sites_.Collection("posts")),
        of_post_(posts_.Collection("shifts")) {}

  void Fill() {
    Column* all = sites_.Find("post_gap_minutes");
    Column* video = sites_.Find("video_gap_minutes");
    for (const Column* column :
         {start_, end_, planned_, place_, all_day_, from_, to_,
          static_cast<const Column*>(all), static_cast<const Column*>(video)}) {
      if (column == nullptr) return;
    }
    if (of_site_ == nullptr || of_post_ == nullptr) return;
    for (std::uint32_t site = 0; site < sites_.table->rows; ++site) {
      const auto horizon = HorizonOf(site);
      if (!horizon) continue;
      Put(*all, site, GapOf(site, *horizon, false));
      Put(*video, site, GapOf(site, *horizon, true));
    }
  }

 private:
  static constexpr std::int64_t kLongestHorizon = 3660 * kMicrosPerDay;

  // The shifts at a post that were, or may have been, worked.
  std::vector<Span> ShiftsAt(std::uint32_t post, bool* all_known) const {
    std::vector<Span> spans;
    for (const std::uint32_t row : of_post_->Of(post)) {
      if (planned_->valid(row) && planned_->GetBool(row)) continue;
      if (!start_->valid(row) || !end_->valid(row)) {
        *all_known = false;
        continue;
      }
      spans.push_back({start_->GetInt(row), end_->GetInt(row)});
    }
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
      return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    return spans;
  }

  std::optional<Span> HorizonOf(std::uint32_t site) const {
    std::optional<Span> horizon;
    bool ignored = true;
    for (const std::uint32_t post : of_site_->Of(site)) {
      for (const Span& span : ShiftsAt(post, &ignored)) {
        if (!horizon) horizon = span;
        horizon->begin = std::min(horizon->begin, span.begin);
        horizon->end = std::max(horizon->end, span.end);
      }
    }
    if (horizon && horizon->end - horizon->begin > kLongestHorizon) {
      return std::nullopt;
    }
    return horizon;
  }

  // When a post has to be held within the horizon; nothing when not recorded.
  std::optional<std::vector<Span>> Windows(std::uint32_t post,
                                           const Span& horizon,
                                           const Zone& zone) const {
    if (all_day_->valid(post) && all_day_->GetBool(post)) {
      return std::vector<Span>{horizon};
    }
    if (!from_->valid(post) || !to_->valid(post)) return std::nullopt;
    std::vector<Span> windows;
    const Day last = zone.DayOf(Instant{horizon.end});
    // The day before may reach into the first one.
    for (Day day = zone.DayOf(Instant{horizon.begin}) - 1; day <= last;
         day = day + 1) {
      const auto from = static_cast<int>(from_->GetInt(post));
      const auto to = static_cast<int>(to_->GetInt(post));
      const Span window{std::max(zone.At(day, from).micros, horizon.begin),
                        std::min(zone.At(day, to).micros, horizon.end)};
      if (window.begin < window.end) windows.push_back(window);
    }
    return windows;
  }

  // Missing shifts may have filled a gap; missing posts may have had others.
  Count GapOf(std::uint32_t site, const Span& horizon, bool video) const {
    const Zone& zone = world_.ZoneOf(world_.RegionOf(
        {static_cast<std::uint32_t>(schema::IndexOf(*sites_.table->record)),
         site}));
    bool posts_known = of_site_->closed[site];
    std::int64_t sure = 0;
    std::int64_t most = 0;
    for (const std::uint32_t post : of_site_->Of(site)) {
      const std::string_view place = NameAt(*place_, post);
      if (video && place.empty()) posts_known = false;
      if (video && place != "VIDEO") continue;
      const auto windows = Windows(post, horizon, zone);
      if (!windows) {
        posts_known = false;
        continue;
      }
      bool shifts_known = of_post_->closed[post];
      const std::vector<Span> spans = ShiftsAt(post, &shifts_known);
      std::int64_t gap = 0;
      for (const Span& window : *windows) gap += Uncovered(window, spans);
      gap /= kMicrosPerMinute;
      most += gap;
      if (shifts_known) sure += gap;
    }
    Count count{sure, std::nullopt};
    if (posts_known) count.high = most;
    return count;
  }

  WorldImpl& world_;
  Source sites_, posts_, shifts_;
  const Column* start_;
  const Column* end_;
  const Column* planned_;
  const Column* place_;
  const Column* all_day_;
  const Column* from_;
  const Column* to_;
  const Segments* of_site_;
  const Segments* of_post_;
};

}  // namespace

void FillComputed(WorldImpl& world) {
  Crossings(world).Fill();
  PostGaps(world).Fill();
}

}  // namespace quaranta::world

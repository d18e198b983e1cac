#include "desk/setting.h"

#include <charconv>
#include <limits>

#include "core/status_macros.h"
#include "quaranta/core/status.h"
#include "quaranta/desk/night.h"
#include "quaranta/place/plan.h"
#include "quaranta/schema/records.h"

namespace quaranta::desk {
namespace {

const expr::Value* FindParam(const expr::Value& params, std::string_view name) {
  const auto* map = params.As<expr::Map>();
  if (map == nullptr) return nullptr;
  for (const auto& [key, value] : map->entries) {
    const auto* text = key.As<std::string>();
    if (text != nullptr && *text == name) return &value;
  }
  return nullptr;
}

std::optional<double> NumberOf(const expr::Value& value) {
  if (const auto* real = value.As<double>()) return *real;
  if (const auto* integer = value.As<std::int64_t>()) {
    return static_cast<double>(*integer);
  }
  if (const auto* truth = value.As<bool>()) return *truth ? 1.0 : 0.0;
  return std::nullopt;
}

// Reads numbers, keeping the first mistake.
class Reader {
 public:
  explicit Reader(const expr::Value& params) : params_(params) {}

  std::optional<double> Number(std::string_view name, double min, double max) {
    const expr::Value* value = FindParam(params_, name);
    if (value == nullptr) return std::nullopt;
    const auto number = NumberOf(*value);
    if (!number || !(*number >= min && *number <= max)) {
      Fail(name, "a number from " + Short(min) + " to " + Short(max));
      return std::nullopt;
    }
    return number;
  }
  void Real(std::string_view name, double min, double max, double& into) {
    if (const auto number = Number(name, min, max)) into = *number;
  }
  std::optional<std::int64_t> Whole(std::string_view name, std::int64_t min,
                                    std::int64_t max) {
    const auto number =
        Number(name, static_cast<double>(min), static_cast<double>(max));
    if (!number) return std::nullopt;
    const auto whole = static_cast<std::int64_t>(*number);
    if (static_cast<double>(whole) != *number) {
      Fail(name, "a whole number");
      return std::nullopt;
    }
    return whole;
  }
  void Whole(std::string_view name, std::int64_t min, std::int64_t max,
             std::int64_t& into) {
    if (const auto whole = Whole(name, min, max)) into = *whole;
  }
  void Switch(std::string_view name, bool& into) {
    if (const auto whole = Whole(name, 0, 1)) into = *whole == 1;
  }
  void Fail(std::string_view name, std::string_view expected) {
    if (!status_.ok()) return;
    status_ = InvalidArgument("params." + std::string(name) + ": expected " +
                              std::string(expected));
  }
  const absl::Status& status() const { return status_; }

 private:
  static std::string Short(double value) {
    return std::to_string(static_cast<std::int64_t>(value));
  }

  const expr::Value& params_;
  absl::Status status_;
};

int RiskNumber(std::string_view name) {
  const auto* value =
      schema::FindValue(schema::EnumTable<schema::RiskLevel>(), name);
  return value == nullptr ? 0 : value->number;
}

// "LOW-LOW MEDIUM-HIGH".
void ReadPairs(const expr::Value& params, Reader& reader, Params& out) {
  const expr::Value* value = FindParam(params, "pairs");
  if (value == nullptr) return;
  constexpr std::string_view kExpected =
      "pairs of risk class and grade, such as \"LOW-LOW HIGH-HIGH\"";
  const auto* text = value->As<std::string>();
  if (text == nullptr) return reader.Fail("pairs", kExpected);
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    if (word.empty()) continue;
    const std::size_t dash = word.find('-');
    if (dash == std::string_view::npos) return reader.Fail("pairs", kExpected);
    const int risk = RiskNumber(word.substr(0, dash));
    const int grade = RiskNumber(word.substr(dash + 1));
    if (risk == 0 || grade == 0) return reader.Fail("pairs", kExpected);
    out.pairs.emplace_back(risk, grade);
  }
  if (out.pairs.empty()) reader.Fail("pairs", kExpected);
}

// From `least` upwards.
std::optional<Role> ReadRole(const expr::Value& params, std::string_view name,
                             Role least, Reader& reader) {
  const expr::Value* value = FindParam(params, name);
  if (value == nullptr) return std::nullopt;
  const auto* text = value->As<std::string>();
  std::string expected;
  for (Role role = least;;
       role = static_cast<Role>(static_cast<int>(role) + 1)) {
    if (text != nullptr && *text == NameOf(role)) return role;
    const bool last = role == Role::kProvinceCommand;
    if (!expected.empty()) expected += last ? " or " : ", ";
    expected += NameOf(role);
    if (last) break;
  }
  reader.Fail(name, expected);
  return std::nullopt;
}

// "1-40".
void ReadReserveGroups(const expr::Value& params, Reader& reader, Params& out) {
  const expr::Value* value = FindParam(params, "reserve_groups");
  if (value == nullptr) return;
  const auto* text = value->As<std::string>();
  if (text != nullptr) out.reserve_groups = ParseGroups(*text);
  if (!out.reserve_groups) {
    reader.Fail("reserve_groups",
                "the least and the largest group, such as \"1-40\"");
  }
}

// Who may approve what, and which rule asks for pairs.
void ReadRoles(const expr::Value& params, Reader& reader, Params& out) {
  const auto read = [&](std::string_view name, Role least, Role& into) {
    into = ReadRole(params, name, least, reader).value_or(into);
  };
  // The desk cannot give itself what only somebody above it may.
  read("more_rooms_from", Role::kCountyCommand, out.more_rooms_from);
  read("clear_floor_by", Role::kCountyCommand, out.clear_floor_by);
  out.pairing_exception_by =
      ReadRole(params, "pairing_exception_by", Role::kCountyCommand, reader);
  read("disinfect_by", Role::kDutyOfficer, out.disinfect_by);
  read("consent_by", Role::kDutyOfficer, out.consent_by);
  read("carer_by", Role::kDutyOfficer, out.carer_by);
  read("open_site_by", Role::kDutyOfficer, out.open_site_by);
  read("convert_site_by", Role::kDutyOfficer, out.convert_site_by);
  if (const expr::Value* rule = FindParam(params, "pairing_rule")) {
    const auto* text = rule->As<std::string>();
    if (text == nullptr) return reader.Fail("pairing_rule", "the id of a rule");
    out.pairing_rule = *text;
  }
}

void ReadTierPolicy(const expr::Value& params, Reader& reader, Params& out) {
  const expr::Value* value = FindParam(params, "tier_policy");
  if (value == nullptr) return;
  using place::TierPolicy;
  for (const TierPolicy policy :
       {TierPolicy::kLexicographic, TierPolicy::kStrict, TierPolicy::kCost}) {
    const auto* text = value->As<std::string>();
    if (text == nullptr || *text != place::NameOf(policy)) continue;
    out.tier_policy = policy;
    return;
  }
  reader.Fail("tier_policy", "LEXICOGRAPHIC, STRICT or COST");
}

const schema::Record& RegionRecord() {
  return schema::RecordTable<schema::Region>();
}

// Row of the region above, by row.
std::vector<std::optional<std::uint32_t>> Parents(const world::World& world) {
  const data::Table& table = world.table(RegionRecord());
  std::vector<std::optional<std::uint32_t>> parents(table.rows);
  const data::Gather* gather = table.FindGather("parent");
  if (gather == nullptr) return parents;
  for (std::size_t row = 0; row < table.rows; ++row) {
    if (gather->row[row] >= 0) {
      parents[row] = static_cast<std::uint32_t>(gather->row[row]);
    }
  }
  return parents;
}

absl::StatusOr<std::optional<std::uint32_t>> ChooseRegion(
    const world::World& world, std::string_view id,
    const std::vector<std::optional<std::uint32_t>>& parents) {
  if (!id.empty()) {
    const auto row = world.Find(RegionRecord(), id);
    if (!row) {
      return NotFound("region \"" + std::string(id) +
                      "\" is not in the Region table");
    }
    return std::optional<std::uint32_t>(row->row);
  }
  std::optional<std::uint32_t> root;
  for (std::size_t row = 0; row < parents.size(); ++row) {
    if (parents[row]) continue;
    if (root) {
      return InvalidArgument(
          "the world has several regions with none above them; name one");
    }
    root = static_cast<std::uint32_t>(row);
  }
  if (!root && !parents.empty()) {
    return InvalidArgument("every region has one above it; name one");
  }
  return root;
}

// The region and all below it.
std::set<std::uint32_t> Below(
    std::uint32_t region,
    const std::vector<std::optional<std::uint32_t>>& parents) {
  std::set<std::uint32_t> rows;
  for (std::size_t row = 0; row < parents.size(); ++row) {
    std::optional<std::uint32_t> at = static_cast<std::uint32_t>(row);
    // A circle of parents ends after as many steps as there are regions.
    for (std::size_t step = 0; at && step <= parents.size(); ++step) {
      if (*at == region) {
        rows.insert(static_cast<std::uint32_t>(row));
        break;
      }
      at = parents[*at];
    }
  }
  return rows;
}

}  // namespace

std::optional<std::pair<std::int32_t, std::int32_t>> ParseGroups(
    std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto number = [](std::string_view digits) {
    std::int32_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value);
    return read.ec == std::errc() && read.ptr == end ? value : 0;
  };
  const std::int32_t least = number(text.substr(0, dash));
  const std::int32_t largest = number(text.substr(dash + 1));
  if (least < 1 || largest < least || largest > 1'000'000) return std::nullopt;
  return std::pair(least, largest);
}

absl::StatusOr<Params> ReadParams(const expr::Value& params) {
  Params out;
  Reader reader(params);
  reader.Real("fever_c", 30, 45, out.fever_c);
  reader.Switch("home_option", out.home_option);
  reader.Whole("intake_window_h", 0, 24 * 60, out.intake_window_h);
  reader.Switch("refill_allowed", out.refill_allowed);
  if (const auto share = reader.Number("reserve_share", 0, 1)) {
    out.reserve_permille = static_cast<std::int64_t>(*share * 1000 + 0.5);
  }
  reader.Whole("reserve_floors", 0, 100'000, out.reserve_floors);
  reader.Whole("reserve_exempt_below", 0, 16, out.reserve_exempt_below);
  ReadReserveGroups(params, reader, out);
  reader.Real("open_within_h", 0, 10'000, out.open_within_h);
  reader.Whole("staff_group_members", 0, 1'000, out.staff_group_members);
  reader.Whole("shifts", 0, 24, out.shifts);
  reader.Whole("staff_per_room", 1, 100, out.staff_per_room);
  reader.Whole("unknown_risk_as", 1, 3, out.unknown_risk_as);
  reader.Whole("minor_age", 0, 30, out.minor_age);
  reader.Whole("old_age", 30, 130, out.old_age);
  reader.Whole("priority_clock_h", 0, 10'000, out.priority_clock_h);
  reader.Whole("disinfection_h", 0, 10'000, out.disinfection_h);
  out.rooms_per_10k = reader.Whole("rooms_per_10k", 1, 10'000);
  ReadPairs(params, reader, out);
  ReadRoles(params, reader, out);
  ReadTierPolicy(params, reader, out);
  QUARANTA_RETURN_IF_ERROR(reader.status());
  return out;
}

bool Setting::Covers(data::RowRef row) const {
  if (!region) return true;
  const auto of = world->RegionOf(row);
  return of && region_rows.count(of->row) != 0;
}

std::string Setting::LocalTime(Instant instant) const {
  const int minute = zone.MinuteOf(instant);
  const auto two = [](int n) {
    return std::string(n < 10 ? "0" : "") + std::to_string(n);
  };
  return FormatDay(zone.DayOf(instant)) + " " + two(minute / 60) + ":" +
         two(minute % 60);
}

absl::StatusOr<Setting> SetRegion(const world::World& world,
                                  std::string_view region, Instant as_of) {
  Setting setting;
  setting.world = &world;
  const auto parents = Parents(world);
  QUARANTA_ASSIGN_OR_RETURN(const auto row,
                            ChooseRegion(world, region, parents));
  if (row) {
    setting.region = data::RowRef{
        static_cast<std::uint32_t>(schema::IndexOf(RegionRecord())), *row};
    setting.region_id = world.table(RegionRecord()).IdText(*row);
    setting.region_rows = Below(*row, parents);
  }
  setting.zone = world.ZoneOf(setting.region);
  setting.as_of = setting.zone.Localize(as_of);
  setting.today = setting.zone.DayOf(as_of);
  return setting;
}

}  // namespace quaranta::desk

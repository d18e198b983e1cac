#include "county_tables.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "quaranta/core/random.h"

namespace quaranta::benchmarks {
namespace {

constexpr std::size_t kDays = 365;
constexpr std::size_t kSites = 500;
constexpr std::size_t kStaffPerSite = 10;
constexpr std::int64_t kFirstDay = 18'993;  // 2022-01-01
constexpr std::int64_t kMinute = 60'000'000;
constexpr std::int64_t kDay = 24 * 60 * kMinute;
constexpr std::int64_t kToUtc = -8 * 60 * kMinute;  // Asia/Shanghai
constexpr std::string_view kInstant = "tsu:Asia/Shanghai";

// "Y0000042": a letter and seven digits.
std::string Id(char letter, std::size_t number) {
  std::string id(8, '0');
  id[0] = letter;
  for (std::size_t i = 7; i > 0; --i, number /= 10) {
    id[i] = static_cast<char>('0' + number % 10);
  }
  return id;
}

std::vector<std::string> Ids(char letter, std::size_t count) {
  std::vector<std::string> ids;
  ids.reserve(count);
  for (std::size_t i = 0; i < count; ++i) ids.push_back(Id(letter, i));
  return ids;
}

// A column of ids, each a letter and a number.
ArrowColumn IdColumn(std::string name, char letter,
                     const std::vector<std::int32_t>& numbers, bool dictionary,
                     std::size_t distinct) {
  if (dictionary) {
    return Dictionary(std::move(name), numbers, Ids(letter, distinct));
  }
  Utf8Maker maker(numbers.size(), numbers.size() * 8);
  for (const std::int32_t number : numbers) {
    maker.Add(Id(letter, static_cast<std::size_t>(number)));
  }
  return maker.Take(std::move(name));
}

std::vector<std::int32_t> Counting(std::size_t count) {
  std::vector<std::int32_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

ArrowTable Persons(const CountyOptions& options, Random& random) {
  ArrowTable table;
  table.Add(IdColumn("id", 'P', Counting(options.stays), false, 0));
  std::vector<std::int16_t> years(options.stays);
  std::vector<std::int8_t> sexes(options.stays);
  for (std::size_t i = 0; i < options.stays; ++i) {
    years[i] = static_cast<std::int16_t>(random.Range(1930, 2021));
    sexes[i] = static_cast<std::int8_t>(random.Below(2));
  }
  table.Add(Numbers("birth_year", "s", years));
  table.Add(Dictionary("sex", sexes, {"MALE", "FEMALE"}));
  return table;
}

ArrowTable Sites() {
  ArrowTable table;
  table.Add(IdColumn("id", 'S', Counting(kSites), false, 0));
  return table;
}

ArrowTable Staff() {
  ArrowTable table;
  std::vector<std::int32_t> sites(kSites * kStaffPerSite);
  for (std::size_t i = 0; i < sites.size(); ++i) {
    sites[i] = static_cast<std::int32_t>(i / kStaffPerSite);
  }
  table.Add(IdColumn("id", 'N', Counting(sites.size()), false, 0));
  table.Add(IdColumn("site_id", 'S', sites, false, kSites));
  return table;
}

// The day of a stay's intake: stays are listed in its order.
std::size_t IntakeDay(std::size_t stay, std::size_t stays) {
  return stay * kDays / stays;
}

ArrowTable Stays(const CountyOptions& options,
                 const std::vector<std::int32_t>& sites, Random& random) {
  const std::size_t count = options.stays;
  ArrowTable table;
  table.Add(IdColumn("id", 'Y', Counting(count), false, 0));
  table.Add(IdColumn("person_id", 'P', Counting(count), false, 0));
  table.Add(IdColumn("site_id", 'S', sites, options.dictionary_ids, kSites));
  std::vector<std::int64_t> starts(count);
  std::vector<std::int64_t> ends(count);
  std::vector<bool> ended(count);
  std::vector<std::int32_t> planned(count);
  std::vector<std::int8_t> states(count);
  std::vector<std::int8_t> types(count);
  std::vector<std::int8_t> risks(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t day =
        kFirstDay + static_cast<std::int64_t>(IntakeDay(i, count));
    starts[i] = day * kDay + kToUtc + random.Range(0, 6 * 60 - 1) * kMinute;
    ends[i] = starts[i] + 14 * kDay;
    ended[i] = i < count * 95 / 100;
    planned[i] = static_cast<std::int32_t>(day + 14);
    states[i] = ended[i] ? 1 : 0;
    types[i] = static_cast<std::int8_t>(random.Below(3));
    risks[i] = static_cast<std::int8_t>(random.Below(3));
  }
  table.Add(Numbers("start", std::string(kInstant), starts));
  table.Add(Numbers("end", std::string(kInstant), ends, ended));
  table.Add(Numbers("planned_end", "tdD", planned));
  table.Add(Dictionary("state", states, {"INSIDE", "RELEASED"}));
  table.Add(
      Dictionary("contact_type", types, {"CLOSE", "SECOND_ORDER", "ENTRANT"}));
  table.Add(Dictionary("risk_class", risks, {"LOW", "MEDIUM", "HIGH"}));
  return table;
}

// The observations, row by row.
class Readings {
 public:
  Readings(const CountyOptions& options, const std::vector<std::int32_t>& sites,
           Random& random)
      : options_(options), sites_(sites), random_(random) {
    const std::size_t rows = options.stays * (kPerStay + 1);
    for (auto* column : {&stays_, &observers_}) column->reserve(rows);
    at_.reserve(rows);
    temperatures_.reserve(rows);
    slots_.reserve(rows);
    kinds_.reserve(rows);
    asked_.reserve(rows);
  }

  // One round through all sites: every stay of the last fourteen days, in an
  // order that has nothing to do with their ids.
  void Round(std::size_t day, int slot) {
    const std::size_t first = FirstOf(day < 13 ? 0 : day - 13);
    const std::size_t last = FirstOf(std::min(day + 1, kDays));
    if (first >= last) return;
    const std::size_t count = last - first;
    std::size_t stride = count / 3 + 1;
    while (std::gcd(stride, count) != 1) ++stride;
    const std::int64_t begin =
        (kFirstDay + static_cast<std::int64_t>(day)) * kDay + kToUtc +
        (slot == 0 ? 7 : 16) * 60 * kMinute;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t stay = first + i * stride % count;
      // Four hours for all of them, to the second.
      const auto second = static_cast<std::int64_t>(i * 4 * 3600 / count);
      Add(stay, begin + second * 1'000'000, slot);
    }
  }

  CountyTables Take() {
    CountyTables tables;
    const auto unknown = static_cast<std::int32_t>(options_.stays);
    tables.repeated = repeated_;
    tables.dangling = static_cast<std::size_t>(
        std::count(stays_.begin(), stays_.end(), unknown));
    tables.impossible = static_cast<std::size_t>(
        std::count(temperatures_.begin(), temperatures_.end(), 380.0));
    ArrowTable& table = tables.observations;
    table.Add(IdColumn("stay_id", 'Y', std::exchange(stays_, {}),
                       options_.dictionary_ids, options_.stays + 1));
    table.Add(Numbers("at", std::string(kInstant), std::exchange(at_, {})));
    table.Add(
        Dictionary("slot", std::exchange(slots_, {}), {"MORNING", "EVENING"}));
    table.Add(Dictionary("kind", std::exchange(kinds_, {}),
                         {"READING", "SELF_REPORT", "SENSOR"}));
    table.Add(Numbers("temperature", "g", std::exchange(temperatures_, {})));
    table.Add(Bools("asked", std::exchange(asked_, {})));
    table.Add(IdColumn("observer_id", 'N', std::exchange(observers_, {}),
                       options_.dictionary_ids, kSites * kStaffPerSite));
    return tables;
  }

 private:
  std::size_t FirstOf(std::size_t day) const {
    return (day * options_.stays + kDays - 1) / kDays;
  }

  bool OneOfAMillion(std::size_t times) {
    return random_.Below(1'000'000) < times;
  }

  void Add(std::size_t stay, std::int64_t at, int slot) {
    const bool known = !OneOfAMillion(options_.dangling);
    stays_.push_back(static_cast<std::int32_t>(known ? stay : options_.stays));
    at_.push_back(at);
    slots_.push_back(static_cast<std::int8_t>(slot));
    kinds_.push_back(static_cast<std::int8_t>(random_.Below(3)));
    temperatures_.push_back(OneOfAMillion(options_.impossible)
                                ? 380.0
                                : random_.Range(358, 374) / 10.0);
    asked_.push_back(random_.Below(8) != 0);
    observers_.push_back(sites_[stay] *
                             static_cast<std::int32_t>(kStaffPerSite) +
                         random_.Range(0, static_cast<int>(kStaffPerSite) - 1));
    if (!known || !OneOfAMillion(options_.repeated)) return;
    ++repeated_;
    stays_.push_back(stays_.back());
    at_.push_back(at);
    slots_.push_back(slots_.back());
    kinds_.push_back(kinds_.back());
    temperatures_.push_back(temperatures_.back());
    asked_.push_back(asked_.back());
    observers_.push_back(observers_.back());
  }

  const CountyOptions& options_;
  const std::vector<std::int32_t>& sites_;
  Random& random_;
  std::vector<std::int32_t> stays_, observers_;
  std::vector<std::int64_t> at_;
  std::vector<double> temperatures_;
  std::vector<std::int8_t> slots_, kinds_;
  std::vector<bool> asked_;
  std::size_t repeated_ = 0;
};

}  // namespace

CountyTables MakeCounty(const CountyOptions& options) {
  Random random(options.seed);
  std::vector<std::int32_t> sites(options.stays);
  for (std::int32_t& site : sites) {
    site = random.Range(0, static_cast<int>(kSites) - 1);
  }
  Readings readings(options, sites, random);
  for (std::size_t day = 0; day < kDays + 13; ++day) {
    for (const int slot : {0, 1}) readings.Round(day, slot);
  }
  CountyTables tables = readings.Take();
  tables.persons = Persons(options, random);
  tables.sites = Sites();
  tables.staff = Staff();
  tables.stays = Stays(options, sites, random);
  return tables;
}

}  // namespace quaranta::benchmarks

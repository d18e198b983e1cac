#include "io/duplicates.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "io/identity.h"
#include "io/normal.h"
#include "io/pseudonym.h"
#include "quaranta/schema/records.h"

namespace quaranta::io {
namespace {

using data::Column;
using data::Table;
using schema::Record;

constexpr std::uint32_t kNone = 0xFFFFFFFF;

// What is known of a row of Person, in the form in which it is compared; empty
// for what matches nothing.
struct Known {
  std::string name;
  std::string phone;
  std::string number;
  std::optional<Day> birth;
  schema::Sex sex = schema::Sex::kUnspecified;
  bool certain = false;  // the number is a resident's, its check digit right
};

const Column& ColumnOf(const Table& table, std::string_view name) {
  const schema::Field* field = schema::FindField(*table.record, name);
  return table
      .columns[static_cast<std::size_t>(field - table.record->fields.data())];
}

// The text of a cell that is neither blank nor odd.
std::string_view Sound(const Column& column, std::size_t row) {
  if (!column.valid(row) || column.note(row) != nullptr) return {};
  const std::string_view text = column.GetText(row);
  return text.find('*') == std::string_view::npos ? text : std::string_view();
}

bool OneCharacterOnly(const std::vector<std::string_view>& characters) {
  return std::all_of(characters.begin(), characters.end(),
                     [&](std::string_view c) { return c == characters[0]; });
}

std::string NameOf(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kPlaceholders = {
      "不详", "未知", "无名", "姓名", "本人", "患者", "unknown", "none"};
  std::string name = NormalName(text);
  if (IsPseudonym(name)) return name;
  if (name.find("某") != std::string::npos) return {};
  for (const std::string_view placeholder : kPlaceholders) {
    if (name.find(placeholder) != std::string::npos) return {};
  }
  const auto characters = Characters(name);
  return characters.size() < 2 || OneCharacterOnly(characters) ? std::string()
                                                               : name;
}

std::string PhoneOf(std::string_view text) {
  if (IsPseudonym(text)) return std::string(text);
  std::string phone = NormalPhone(text);
  return phone.size() < 7 || OneCharacterOnly(Characters(phone)) ? std::string()
                                                                 : phone;
}

Known Read(const Table& people, std::size_t row) {
  Known known;
  known.name = NameOf(Sound(ColumnOf(people, "name"), row));
  known.phone = PhoneOf(Sound(ColumnOf(people, "phone"), row));
  const Column& birth = ColumnOf(people, "birth_date");
  if (birth.valid(row) && birth.note(row) == nullptr) {
    known.birth = birth.GetDay(row);
  }
  const Column& sex = ColumnOf(people, "sex");
  if (sex.valid(row) && sex.note(row) == nullptr) {
    known.sex = static_cast<schema::Sex>(sex.GetEnum(row));
  }
  const std::string_view text = Sound(ColumnOf(people, "id_number"), row);
  if (IsPseudonym(text)) {
    known.number = text;
    return known;
  }
  std::string number = NormalIdNumber(text);
  const IdentityNumber id = ReadIdentityNumber(number);
  if (id.form == IdForm::kOther || OneCharacterOnly(Characters(number))) {
    return known;
  }
  known.number = std::move(number);
  known.certain = id.form == IdForm::kIdentity && id.check_digit;
  if (known.certain && id.birth) {
    if (!known.birth) known.birth = id.birth;
    if (known.sex == schema::Sex::kUnspecified) {
      known.sex = id.male ? schema::Sex::kMale : schema::Sex::kFemale;
    }
  }
  return known;
}

// Parts of a key, each with its length: "ab" + "c" is not "a" + "bc".
std::string KeyOf(std::initializer_list<std::string_view> parts) {
  std::string key;
  for (const std::string_view part : parts) {
    key += std::to_string(part.size()) + ':';
    key += part;
  }
  return key;
}

// A room and the day from which it was a person's.
struct RoomDay {
  std::uint32_t person = 0;
  std::string room;
  std::string day;
};

std::string DayText(Instant instant) {
  return FormatInstant(instant).substr(0, 10);
}

// Rooms of people by way of their stays; ids of stays that are made from their
// key are made here as the world will make them.
std::vector<RoomDay> RoomDays(
    world::Builder& builder,
    const absl::flat_hash_map<std::string, std::uint32_t>& rows) {
  const Table& stays = builder.Edit(*RecordNamed("Stay"));
  const Table& assignments = builder.Edit(*RecordNamed("RoomAssignment"));
  if (stays.rows == 0 || assignments.rows == 0) return {};
  absl::flat_hash_map<std::string, std::uint32_t> person_of;
  const Column& ids = ColumnOf(stays, "id");
  const Column& persons = ColumnOf(stays, "person_id");
  const Column& starts = ColumnOf(stays, "start");
  for (std::uint32_t i = 0; i < stays.rows; ++i) {
    if (!persons.valid(i)) continue;
    const std::string person(persons.GetText(i));
    const auto found = rows.find(person);
    if (found == rows.end()) continue;
    if (ids.valid(i)) {
      person_of.try_emplace(std::string(ids.GetText(i)), found->second);
    } else if (starts.valid(i)) {
      person_of.try_emplace(person + "/" + FormatInstant(starts.GetInstant(i)),
                            found->second);
    }
  }
  std::vector<RoomDay> days;
  const Column& of = ColumnOf(assignments, "stay_id");
  const Column& rooms = ColumnOf(assignments, "room_id");
  const Column& from = ColumnOf(assignments, "start");
  for (std::uint32_t i = 0; i < assignments.rows; ++i) {
    if (!of.valid(i) || !rooms.valid(i) || !from.valid(i)) continue;
    const auto found = person_of.find(std::string(of.GetText(i)));
    if (found == person_of.end()) continue;
    days.push_back({found->second, std::string(rooms.GetText(i)),
                    DayText(from.GetInstant(i))});
  }
  return days;
}

class Finder {
 public:
  explicit Finder(world::Builder& builder)
      : builder_(builder), people_(builder.Edit(*RecordNamed("Person"))) {}

  std::vector<PossibleDuplicate> Run() {
    ReadRows();
    Add(Evidence::kIdNumber, [](const Known& k, auto&& key) {
      if (!k.number.empty()) key({k.number});
    });
    Add(Evidence::kPhoneName, [](const Known& k, auto&& key) {
      if (!k.phone.empty() && !k.name.empty()) key({k.phone, k.name});
    });
    Add(Evidence::kBirthName, [](const Known& k, auto&& key) {
      if (k.name.empty() || !k.birth || k.sex == schema::Sex::kUnspecified) {
        return;
      }
      key({k.name, FormatDay(*k.birth),
           k.sex == schema::Sex::kMale ? "m" : "f"});
    });
    AddRooms();
    Add(Evidence::kNearName, [](const Known& k, auto&& key) {
      if (k.name.empty() || k.phone.empty() || !k.birth ||
          IsPseudonym(k.name)) {
        return;
      }
      // Names that agree but for the character at one place have one key in
      // common: that of this place.
      const auto characters = Characters(k.name);
      for (std::size_t i = 0; i < characters.size(); ++i) {
        const auto at =
            static_cast<std::size_t>(characters[i].data() - k.name.data());
        key({k.phone, FormatDay(*k.birth), std::to_string(i),
             std::string_view(k.name).substr(0, at),
             std::string_view(k.name).substr(at + characters[i].size())});
      }
    });
    return Take();
  }

 private:
  void ReadRows() {
    const Column& ids = ColumnOf(people_, "id");
    known_.reserve(people_.rows);
    for (std::uint32_t row = 0; row < people_.rows; ++row) {
      known_.push_back(Read(people_, row));
      std::uint32_t first = row;
      if (ids.valid(row)) {
        first = row_of_.try_emplace(std::string(ids.GetText(row)), row)
                    .first->second;
      }
      first_.push_back(first);
    }
  }

  template <class F>
  void Add(Evidence evidence, F&& keys) {
    for (std::uint32_t row = 0; row < people_.rows; ++row) {
      keys(known_[row], [&](std::initializer_list<std::string_view> parts) {
        Put(KeyOf(parts), first_[row]);
      });
    }
    Pair(evidence);
  }

  void AddRooms() {
    if (std::none_of(known_.begin(), known_.end(),
                     [](const Known& k) { return !k.name.empty(); })) {
      return;
    }
    for (const RoomDay& day : RoomDays(builder_, row_of_)) {
      const std::string& name = known_[day.person].name;
      if (!name.empty()) Put(KeyOf({day.room, day.day, name}), day.person);
    }
    Pair(Evidence::kRoomName);
  }

  // Rows that share a key are chained, the latest first.
  void Put(std::string key, std::uint32_t row) {
    const auto it = last_.try_emplace(std::move(key), kNone).first;
    entries_.push_back({row, it->second});
    it->second = static_cast<std::uint32_t>(entries_.size() - 1);
  }

  void Pair(Evidence evidence) {
    for (const auto& [key, last] : last_) {
      std::vector<std::uint32_t> rows;
      for (std::uint32_t e = last; e != kNone; e = entries_[e].before) {
        rows.push_back(entries_[e].row);
      }
      if (rows.size() < 2) continue;
      std::sort(rows.begin(), rows.end());
      rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
      PairRows(evidence, rows);
    }
    last_.clear();
    entries_.clear();
  }

  void PairRows(Evidence evidence, const std::vector<std::uint32_t>& rows) {
    if (rows.size() <= kMostOfKey) {
      for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = i + 1; j < rows.size(); ++j) {
          Ask(evidence, rows[i], rows[j]);
        }
      }
      return;
    }
    // The same one whatever the order of the rows.
    const Column& ids = ColumnOf(people_, "id");
    const std::uint32_t least = *std::min_element(
        rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
          const auto id = [&](std::uint32_t row) {
            return ids.valid(row) ? ids.GetText(row) : std::string_view();
          };
          return std::pair(id(a), a) < std::pair(id(b), b);
        });
    for (const std::uint32_t row : rows) {
      if (row != least)
        Ask(evidence, std::min(row, least), std::max(row, least));
    }
  }

  void Ask(Evidence evidence, std::uint32_t a, std::uint32_t b) {
    const Known& one = known_[a];
    const Known& two = known_[b];
    const bool two_people =
        one.certain && two.certain && one.number != two.number;
    if (two_people && evidence != Evidence::kPhoneName) return;
    const bool born_apart = one.birth && two.birth && *one.birth != *two.birth;
    if (born_apart && evidence == Evidence::kRoomName) return;
    if (evidence == Evidence::kNearName && one.name == two.name) return;
    pairs_[{a, b}].push_back(evidence);
  }

  std::vector<PossibleDuplicate> Take() {
    std::vector<PossibleDuplicate> out;
    for (auto& [rows, evidence] : pairs_) {
      std::sort(evidence.begin(), evidence.end());
      evidence.erase(std::unique(evidence.begin(), evidence.end()),
                     evidence.end());
      out.push_back({rows.first, rows.second, std::move(evidence)});
    }
    return out;
  }

  struct Entry {
    std::uint32_t row = 0;
    std::uint32_t before = kNone;
  };

  world::Builder& builder_;
  const Table& people_;
  std::vector<Known> known_;
  std::vector<std::uint32_t> first_;  // the first row of the same id
  absl::flat_hash_map<std::string, std::uint32_t> row_of_;
  absl::flat_hash_map<std::string, std::uint32_t> last_;
  std::vector<Entry> entries_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Evidence>>
      pairs_;
};

}  // namespace

std::string_view EvidenceName(Evidence evidence) {
  static constexpr std::array<std::string_view, 5> kNames = {
      "id_number", "phone+name", "name+birth_date+sex", "room+date+name",
      "phone+birth_date+similar_name"};
  return kNames[static_cast<std::size_t>(evidence)];
}

std::vector<PossibleDuplicate> FindPossibleDuplicates(world::Builder& builder) {
  if (builder.Edit(*RecordNamed("Person")).rows < 2) return {};
  return Finder(builder).Run();
}

}  // namespace quaranta::io

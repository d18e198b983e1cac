// The generated structs agree with the tables.
#include "quaranta/schema/records.h"

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "gtest/gtest.h"

namespace quaranta::schema {
namespace {

// The kind that a member's type can carry.
template <class T>
struct Item {
  using Type = T;
  static constexpr bool kRepeated = false;
};
template <class T>
struct Item<std::optional<T>> {
  using Type = T;
  static constexpr bool kRepeated = false;
};
template <class T>
struct Item<std::vector<T>> {
  using Type = T;
  static constexpr bool kRepeated = true;
};

template <class T>
bool Carries(Kind kind) {
  if constexpr (std::is_same_v<T, bool>) return kind == Kind::kBool;
  if constexpr (std::is_same_v<T, std::int32_t> ||
                std::is_same_v<T, std::int64_t>) {
    return kind == Kind::kInt;
  }
  if constexpr (std::is_same_v<T, double>) return kind == Kind::kDouble;
  if constexpr (std::is_same_v<T, Day>) return kind == Kind::kDate;
  if constexpr (std::is_same_v<T, Instant>) return kind == Kind::kInstant;
  if constexpr (std::is_enum_v<T>) return kind == Kind::kEnum;
  if constexpr (std::is_same_v<T, std::string>) {
    return kind == Kind::kString || kind == Kind::kReference;
  }
  return false;
}

TEST(Records, EveryStructMatchesItsTableFieldByField) {
  std::size_t types = 0;
  ForEachRecordType([&types](auto type) {
    using R = typename decltype(type)::type;
    const Record& table = RecordTable<R>();
    EXPECT_EQ(IndexOf(table), types);
    R record;
    std::size_t fields = 0;
    ForEachField(record, [&](std::size_t index, auto& member) {
      using Member = std::remove_reference_t<decltype(member)>;
      using T = typename Item<Member>::Type;
      ASSERT_LT(index, table.fields.size());
      const Field& field = table.fields[index];
      EXPECT_EQ(index, fields);
      EXPECT_EQ(field.repeated, Item<Member>::kRepeated)
          << table.name << "." << field.name;
      EXPECT_TRUE(Carries<T>(field.kind)) << table.name << "." << field.name;
      if constexpr (std::is_enum_v<T>) {
        EXPECT_EQ(field.enumeration, &EnumTable<T>())
            << table.name << "." << field.name;
      }
      ++fields;
    });
    EXPECT_EQ(fields, table.fields.size()) << table.name;
    ++types;
  });
  EXPECT_EQ(types, Records().size());
  EXPECT_EQ(kRecordCount, Records().size());
}

TEST(Records, IndexesAreKnownWhileCompiling) {
  static_assert(RecordOf<Room>::kIndex == kRoomIndex);
  EXPECT_EQ(Records()[kRoomIndex].name, "Room");
  EXPECT_EQ(Records()[kRoomAssignmentIndex].snake, "room_assignment");
  EXPECT_EQ(RecordTable<const Stay>().name, "Stay");
}

TEST(Records, AFreshRecordIsBlankEverywhere) {
  const Observation observation;
  ForEachField(observation, [](std::size_t index, const auto& member) {
    using Member = std::remove_cvref_t<decltype(member)>;
    if constexpr (Item<Member>::kRepeated) {
      EXPECT_TRUE(member.empty()) << index;
    } else {
      EXPECT_FALSE(member.has_value()) << index;
    }
  });
}

TEST(Records, EqualityLooksAtEveryField) {
  Room a;
  a.site_id = "S1";
  a.label = "304";
  a.use = RoomUse::kIsolation;
  Room b = a;
  EXPECT_EQ(a, b);
  b.window_limiter = false;
  EXPECT_NE(a, b);
}

TEST(Records, NumbersOfEnumsAreThoseOfTheTable) {
  const EnumValue* value =
      FindValue(EnumTable<RoomState>(), "AWAITING_DISINFECTION");
  ASSERT_NE(value, nullptr);
  EXPECT_EQ(value->number,
            static_cast<std::int32_t>(RoomState::kAwaitingDisinfection));
}

// Fields other rooms count on by name.
TEST(Records, TheLoopCanBeWrittenDownWithTypedMembers) {
  Stay stay;
  stay.person_id = "P1";
  stay.start = Instant{0, 480};
  stay.last_exposure = Day{19090};
  stay.risk_class = RiskLevel::kHigh;
  stay.contact_type = ContactType::kClose;
  RoomAssignment assignment;
  assignment.stay_id = "P1/1";
  assignment.room_id = "S1/304";
  Register reg;
  reg.parent = "Site:S1";
  reg.collection = "rooms";
  reg.as_of = Day{19092};
  reg.count = 1270;
  EXPECT_EQ(RecordTable<Register>().fields[RecordTable<Register>().key[0]].name,
            "parent");
  EXPECT_TRUE(stay.start.has_value() && assignment.room_id.has_value() &&
              reg.count == 1270);
}

}  // namespace
}  // namespace quaranta::schema

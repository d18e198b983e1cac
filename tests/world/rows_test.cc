#include "quaranta/world/rows.h"

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace quaranta::world {
namespace {

using ::quaranta::testing::IsOk;

// Some value of every type that a record has, different for each `n`.
template <class T>
T Sample(int n) {
  if constexpr (std::is_same_v<T, bool>) {
    return n % 2 == 0;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return "text " + std::to_string(n);
  } else if constexpr (std::is_same_v<T, Day>) {
    return Day{19000 + n};
  } else if constexpr (std::is_same_v<T, Instant>) {
    return Instant{1'650'000'000'000'000 + n, 480};
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<T>(1);
  } else {
    return static_cast<T>(n);
  }
}

template <class R>
R Filled() {
  R record;
  int n = 0;
  schema::ForEachField(record, [&n](std::size_t, auto& member) {
    using Value = typename std::decay_t<decltype(member)>::value_type;
    ++n;
    if constexpr (internal::kIsList<std::decay_t<decltype(member)>>) {
      member.push_back(Sample<Value>(n));
      member.push_back(Sample<Value>(n + 1));
    } else {
      member = Sample<Value>(n);
    }
  });
  return record;
}

TEST(RowsTest, EveryRecordSurvivesTheWorld) {
  Builder builder;
  schema::ForEachRecordType([&builder](auto type) {
    using R = typename decltype(type)::type;
    Append(builder, Filled<R>());
  });
  const auto world = std::move(builder).Build();
  ASSERT_THAT(world, IsOk());
  int records = 0;
  schema::ForEachRecordType([&](auto type) {
    using R = typename decltype(type)::type;
    EXPECT_EQ(Get<R>(*world, 0), Filled<R>())
        << schema::Records()[schema::RecordOf<R>::kIndex].name;
    ++records;
  });
  EXPECT_EQ(records, static_cast<int>(schema::Records().size()));
}

TEST(RowsTest, BlanksStayBlankAndKeysMakeTheId) {
  Builder builder;
  schema::Room room;
  room.site_id = "S1";
  room.label = "304";
  room.use = schema::RoomUse::kUnspecified;
  EXPECT_EQ(Append(builder, room), 0u);
  const auto world = std::move(builder).Build();
  ASSERT_THAT(world, IsOk());
  const auto read = Get<schema::Room>(*world, 0);
  EXPECT_EQ(read.id, "S1/304");
  EXPECT_EQ(read.use, std::nullopt) << "0 means: not recorded";
  EXPECT_EQ(read.beds, std::nullopt);
}

}  // namespace
}  // namespace quaranta::world

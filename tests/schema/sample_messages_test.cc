// Every shape of message field becomes the member it should.
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "sample/messages.h"

namespace quaranta::schema {
namespace {

template <class Member, class Expected>
constexpr bool kIs = std::is_same_v<Member, Expected>;

TEST(SampleMessages, MembersFollowFromLabelAndType) {
  using M = SampleOuter;
  static_assert(kIs<decltype(M::inner), SampleInner>);
  static_assert(kIs<decltype(M::maybe), std::optional<SampleInner>>);
  static_assert(kIs<decltype(M::several), std::vector<SampleInner>>);
  static_assert(kIs<decltype(M::labels), std::map<std::string, std::string>>);
  static_assert(kIs<decltype(M::given), std::string>);
  static_assert(kIs<decltype(M::value), std::optional<double>>);
  static_assert(kIs<decltype(M::flag), bool>);
  static_assert(kIs<decltype(M::wide), std::int64_t>);
  static_assert(kIs<decltype(M::days), std::vector<std::int32_t>>);
  static_assert(kIs<decltype(M::since), std::optional<Day>>);
  static_assert(kIs<decltype(M::at), Instant>);
  static_assert(kIs<decltype(M::risk), RiskLevel>);
  static_assert(kIs<decltype(M::about), std::string>);
  static_assert(kIs<decltype(SampleInner::levels), std::vector<RiskLevel>>);
  const SampleOuter fresh;
  EXPECT_FALSE(fresh.flag);
  EXPECT_EQ(fresh.wide, 0);
  EXPECT_EQ(fresh.risk, RiskLevel::kUnspecified);
}

TEST(SampleMessages, JsonReferencesAndLabelsAreMarked) {
  SampleOuter outer;
  std::vector<std::string> json;
  std::vector<std::string> references;
  ForEachField(outer, [&](const MessageField& field, auto&) {
    if (field.json) json.emplace_back(field.name);
    if (field.reference) {
      references.emplace_back(field.name);
      EXPECT_EQ(field.zh, "对象");
    }
  });
  EXPECT_THAT(json, testing::ElementsAre("given"));
  EXPECT_THAT(references, testing::ElementsAre("about"));
}

TEST(SampleMessages, AConstMessageCanBeWalked) {
  const SampleInner inner{"x", {RiskLevel::kHigh}};
  int fields = 0;
  ForEachField(inner,
               [&fields](const MessageField&, const auto&) { ++fields; });
  EXPECT_EQ(fields, 2);
}

}  // namespace
}  // namespace quaranta::schema

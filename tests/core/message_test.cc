#include "quaranta/core/message.h"

#include "gtest/gtest.h"
#include "quaranta/core/message_ids.h"

namespace quaranta {
namespace {

TEST(MessageTest, EveryMessageRendersInBothLanguagesWithItsPlacesFilled) {
  ASSERT_FALSE(Catalogue().empty());
  for (const CatalogueEntry& entry : Catalogue()) {
    EXPECT_FALSE(entry.en.empty()) << entry.name;
    EXPECT_FALSE(entry.zh.empty()) << entry.name;
  }
  EXPECT_EQ(Render(msg::kVerdictPass, Language::kEn), "pass");
  EXPECT_EQ(Render(msg::kVerdictPass, Language::kZh), "合格");
}

TEST(MessageTest, ANounFollowsItsNumber) {
  EXPECT_EQ(Render(msg::kTestRooms, Language::kEn, {{"rooms", 1}}), "1 room");
  EXPECT_EQ(Render(msg::kTestRooms, Language::kEn, {{"rooms", 0}}), "0 rooms");
  EXPECT_EQ(Render(msg::kTestRooms, Language::kZh, {{"rooms", 2}}), "2间");
}

TEST(MessageTest, AMissingValueIsSeen) {
  EXPECT_EQ(Render(msg::kTestRooms, Language::kZh), "{rooms}间");
}

TEST(MessageTest, ASentenceInAPlaceIsRenderedInTheReadersLanguage) {
  const Sentence inner{msg::kVerdictPass, {}};
  EXPECT_EQ(Render(msg::kTestRooms, Language::kZh, {{"rooms", inner}}),
            "合格间");
}

TEST(LanguageTest, NamesReadBack) {
  for (const Language language : {Language::kEn, Language::kZh}) {
    EXPECT_EQ(ParseLanguage(LanguageName(language)), language);
  }
  EXPECT_EQ(ParseLanguage("fr"), std::nullopt);
}

}  // namespace
}  // namespace quaranta

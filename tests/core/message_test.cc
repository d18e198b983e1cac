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
  const auto text = [](int rooms, Language language) {
    return Render(msg::kBriefTonightRooms, language,
                  {{"rooms", rooms}, {"slots", 2}});
  };
  EXPECT_TRUE(text(1, Language::kEn).starts_with("1 room ready"));
  EXPECT_TRUE(text(0, Language::kEn).starts_with("0 rooms ready"));
  EXPECT_NE(text(3, Language::kZh).find("3间"), std::string::npos);
}

TEST(MessageTest, AMissingValueIsSeen) {
  EXPECT_NE(Render(msg::kBriefTonightRooms, Language::kZh).find("{rooms}"),
            std::string::npos);
}

TEST(LanguageTest, NamesReadBack) {
  for (const Language language : {Language::kEn, Language::kZh}) {
    EXPECT_EQ(ParseLanguage(LanguageName(language)), language);
  }
  EXPECT_EQ(ParseLanguage("fr"), std::nullopt);
}

}  // namespace
}  // namespace quaranta

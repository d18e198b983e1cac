#include "quaranta/core/mask.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace quaranta {
namespace {

TEST(Mask, IdentityNumbersAreHiddenInEveryWriting) {
  EXPECT_EQ(MaskIdentifiers("11010519491231002X"), "***");
  EXPECT_EQ(MaskIdentifiers("身份证11010519491231002x，住3楼"),
            "身份证***，住3楼");
  EXPECT_EQ(MaskIdentifiers("１１０１０５１９４９１２３１００２Ｘ"), "***");
  EXPECT_EQ(MaskIdentifiers("110105 19491231 002X."), "***.");
  EXPECT_EQ(MaskIdentifiers("(110105491231002)"), "(***)");
  EXPECT_EQ(MaskIdentifiers("ID110105194912310021"), "ID***");
}

TEST(Mask, IdentityNumbersSpoiledByASpreadsheetAreHidden) {
  EXPECT_EQ(MaskIdentifiers("610104199001011000"), "***");
  EXPECT_EQ(MaskIdentifiers("6.10104199001011E+17 y"), "*** y");
  EXPECT_EQ(MaskIdentifiers("610104199001011000.0"), "***.0");
}

TEST(Mask, MobileNumbersAreHiddenInEveryWriting) {
  EXPECT_EQ(MaskIdentifiers("电话13800138000转"), "电话***转");
  EXPECT_EQ(MaskIdentifiers("+8613800138000"), "+***");
  EXPECT_EQ(MaskIdentifiers("0086 138-0013-8000"), "0086 ***");
  EXPECT_EQ(MaskIdentifiers("008619900138000"), "***");
  EXPECT_EQ(MaskIdentifiers("１３８００１３８０００"), "***");
  EXPECT_EQ(MaskIdentifiers("tel13800138000"), "tel***");
  EXPECT_EQ(MaskIdentifiers("P-13800138000/2022-04-01"), "P-***/2022-04-01");
  EXPECT_EQ(MaskIdentifiers("13800138000,13900139000"), "***,***");
}

TEST(Mask, PassportsAndPermitsAreHidden) {
  for (const char* number : {"E12345678", "EA1234567", "G87654321", "TK1234567",
                             "H12345678", "H1234567801", "C12345678",
                             "A123456789", "A123456(7)", "AB987654(A)"}) {
    EXPECT_EQ(MaskIdentifiers(std::string("x ") + number), "x ***") << number;
  }
  EXPECT_EQ(MaskIdentifiers("台胞证 12345678"), "台胞证 ***");
  EXPECT_EQ(MaskIdentifiers("passport 543219876"), "passport ***");
}

TEST(Mask, OrdinaryIdsDatesAmountsAndTimesAreLeftAlone) {
  for (const char* text :
       {"S1/304",
        "P-0001",
        "JD-0001",
        "ST-0001/2022-03-29T16:36:00+08:00",
        "L01-0328",
        "HS20220410",
        "D2022041001",
        "A0000123",
        "A1234567890123",
        "20220410170000",
        "2022-04-10 17:00",
        "123456789012345678",
        "987654321098765432",
        "12345678",
        "1649581200000",
        "12800138000",
        "138001380001",
        "0.13800138000",
        "3.14159265358979",
        "岚A-0101",
        "0-13-8000",
        "1270 rooms of 310000",
        "cn-county-2022",
        "F7C-A-0410",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}) {
    EXPECT_EQ(MaskIdentifiers(text), text);
    EXPECT_FALSE(HasIdentifier(text)) << text;
  }
}

TEST(Mask, MaskingTwiceChangesNothing) {
  for (const char* text :
       {"张三 13800138000 护照E12345678", "11010519491231002X*",
        "138-0013-8000-138-0013-8000", "a\xEF\xBC", "\xEF"}) {
    const std::string once = MaskIdentifiers(text);
    EXPECT_EQ(MaskIdentifiers(once), once);
  }
}

TEST(Mask, AnIdentifierIsReplacedAsItStandsThere) {
  EXPECT_EQ(ReplaceIdentifiers("a 138-0013-8000, E12345678",
                               [](std::string_view id) {
                                 return "<" + std::string(id) + ">";
                               }),
            "a <138-0013-8000>, <E12345678>");
}

TEST(Mask, BytesThatAreNotTextPassThrough) {
  const std::string bytes(
      "\xFF\xEF\xBC"
      "12345\0x",
      10);
  EXPECT_EQ(MaskIdentifiers(bytes), bytes);
}

TEST(Mask, JsonStaysTheDocumentItWas) {
  EXPECT_EQ(
      MaskIdentifiersInJson(
          R"({"a":13800138000,"b":"x\n13800138000\"13800138000","c":[1]})"),
      R"({"a":13800138000,"b":"x\n***\"***","c":[1]})");
  EXPECT_EQ(MaskIdentifiersInJson(R"("\u000013800138000")"), R"("\u0000***")");
  EXPECT_EQ(MaskIdentifiersInJson("\"\\"), "\"\\");
}

}  // namespace
}  // namespace quaranta

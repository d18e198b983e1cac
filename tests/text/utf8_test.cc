#include "quaranta/text/utf8.h"

#include <optional>
#include <string>

#include "gtest/gtest.h"

namespace quaranta::text {
namespace {

TEST(Utf8Test, EveryScalarValueReadsBackAndSurrogatesDoNot) {
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    std::string text;
    AppendUtf8(text, c);
    const CodePoint point = DecodeUtf8(text, 0);
    ASSERT_EQ(point.length, text.size()) << static_cast<unsigned>(c);
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    ASSERT_EQ(point.value, surrogate ? U'\uFFFD' : c);
  }
}

TEST(Utf8Test, IllFormedBytesAreFoundWhereTheyBegin) {
  using namespace std::string_literals;
  EXPECT_EQ(InvalidUtf8At("plain ascii of some length, 房间"), std::nullopt);
  EXPECT_EQ(InvalidUtf8At("12345678\xC0\x80"s), 8u) << "overlong";
  EXPECT_EQ(InvalidUtf8At("a\xE0\x9F\xBF"s), 1u) << "overlong";
  EXPECT_EQ(InvalidUtf8At("a\xED\xA0\x80"s), 1u) << "surrogate";
  EXPECT_EQ(InvalidUtf8At("\xF4\x90\x80\x80"s), 0u) << "beyond U+10FFFF";
  EXPECT_EQ(InvalidUtf8At("\xF0\x8F\xBF\xBF"s), 0u) << "overlong";
  EXPECT_EQ(InvalidUtf8At("中\xE4\xB8"s), 3u) << "cut off";
  EXPECT_EQ(InvalidUtf8At("\x80"s), 0u) << "no lead byte";
  EXPECT_EQ(InvalidUtf8At("\xB7\xBF\xBC\xE4"s), 0u) << "GB18030";
}

}  // namespace
}  // namespace quaranta::text

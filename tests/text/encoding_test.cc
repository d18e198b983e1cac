#include "quaranta/text/encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "quaranta/core/status.h"

namespace quaranta::text {
namespace {

// What the C library makes of bytes in one go; nothing when it refuses them.
std::optional<std::string> ByLibrary(std::string_view bytes, const char* from,
                                     const char* to) {
  const iconv_t convert = iconv_open(to, from);
  EXPECT_NE(convert, reinterpret_cast<iconv_t>(-1)) << from;
  std::string in(bytes);
  std::string out(4 * bytes.size() + 16, '\0');
  char* from_at = in.data();
  char* to_at = out.data();
  std::size_t left = in.size();
  std::size_t room = out.size();
  const std::size_t result = iconv(convert, &from_at, &left, &to_at, &room);
  iconv_close(convert);
  if (result == static_cast<std::size_t>(-1)) return std::nullopt;
  out.resize(out.size() - room);
  return out;
}

std::string Gb(std::string_view utf8) {
  return ByLibrary(utf8, "UTF-8", "GB18030").value();
}

// "ENCODING: text" or "ENCODING+: text" with a mark; or the refusal.
std::string Shown(const absl::StatusOr<Decoded>& decoded) {
  if (!decoded.ok()) return std::string(MessageOf(decoded.status()));
  return std::string(EncodingName(decoded->encoding())) +
         (decoded->byte_order_mark() ? "+: " : ": ") +
         std::string(decoded->text());
}

TEST(DecodeTest, TheEncodingIsDecidedByMarkThenUtf8ThenGb18030) {
  EXPECT_EQ(Shown(Decode("姓名,a")), "utf-8: 姓名,a");
  EXPECT_EQ(Shown(Decode("\xEF\xBB\xBF姓名")), "utf-8+: 姓名");
  EXPECT_EQ(Shown(Decode(Gb("姓名,身份证号\r\n张伟,1"))),
            "gb18030: 姓名,身份证号\r\n张伟,1");
  EXPECT_EQ(Shown(Decode(Gb("\xEF\xBB\xBF姓名"))), "gb18030+: 姓名");
  EXPECT_EQ(Shown(Decode("")), "utf-8: ");
  EXPECT_EQ(Shown(Decode("\xEF\xBB\xBF")), "utf-8+: ");
  // Each is also GB18030 without error, and means something else there.
  for (const std::string_view text : {"姓名", "张伟", "房间号码"}) {
    EXPECT_TRUE(ByLibrary(text, "GB18030", "UTF-8")) << text;
    EXPECT_EQ(Shown(Decode(text)), "utf-8: " + std::string(text));
  }
}

TEST(DecodeTest, Utf16IsKnownByItsMarkOrItsNulBytes) {
  for (const char* name : {"UTF-16LE", "UTF-16BE"}) {
    const std::string lower =
        std::string_view(name) == "UTF-16LE" ? "utf-16le" : "utf-16be";
    const std::string text = "姓名,房间\r\n张伟一𠀀,304\r\n";
    const std::string bytes = ByLibrary(text, "UTF-8", name).value();
    EXPECT_EQ(Shown(Decode(bytes)), lower + ": " + text);
    const std::string marked =
        ByLibrary("\xEF\xBB\xBF" + text, "UTF-8", name).value();
    EXPECT_EQ(Shown(Decode(marked)), lower + "+: " + text);
  }
  // Plain ASCII in UTF-16 is UTF-8 as well, full of NUL bytes.
  EXPECT_EQ(Shown(Decode(std::string_view("a\0,\0", 4))), "utf-16le: a,");
  // A stray NUL makes no UTF-16.
  const std::string stray = "a\0" + std::string(98, 'b');
  EXPECT_EQ(Decode(stray)->encoding(), Encoding::kUtf8);
}

TEST(DecodeTest, RefusalsNameTheByte) {
  EXPECT_EQ(Shown(Decode("abc\xFF")),
            "not utf-8 at byte 3, not gb18030 at byte 3");
  EXPECT_EQ(Shown(Decode("a\xC4\xE3"
                         "b\x81")),
            "not utf-8 at byte 1, not gb18030 at byte 4")
      << "a sequence that is cut off";
  EXPECT_EQ(Shown(Decode("\xEF\xBB\xBF"
                         "a\xC4\xE3")),
            "not utf-8 at byte 4");
  EXPECT_EQ(Shown(Decode(std::string_view("\xFF\xFE"
                                          "a\0\0\xD8",
                                          6))),
            "not utf-16le at byte 4")
      << "half a pair";
  EXPECT_EQ(Shown(Decode(std::string_view("\xFF\xFE"
                                          "a\0b",
                                          5))),
            "not utf-16le at byte 4")
      << "half a unit";
  EXPECT_TRUE(absl::IsInvalidArgument(Decode("\x80").status()));
}

TEST(DecodeTest, AGivenEncodingIsTheOnlyOneTried) {
  EXPECT_EQ(Shown(Decode("姓名", Encoding::kGb18030)), "gb18030: 濮撳悕");
  EXPECT_EQ(Shown(Decode(Gb("姓"), Encoding::kUtf8)), "not utf-8 at byte 0");
  EXPECT_EQ(Shown(Decode("\xEF\xBB\xBF"
                         "a",
                         Encoding::kGb18030)),
            "a byte-order mark of utf-8 in a file said to be gb18030");
  EXPECT_EQ(Shown(Decode("\xEF\xBB\xBF"
                         "a",
                         Encoding::kUtf8)),
            "utf-8+: a");
}

TEST(DecodeTest, Utf8IsNotCopied) {
  const std::string text = "\xEF\xBB\xBF姓名,304";
  const auto decoded = Decode(text);
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded->text().data(), text.data() + 3);
}

TEST(DecodeTest, TheTextStaysWhereItIsWhenTheObjectMoves) {
  auto decoded = Decode(Gb("姓"));
  ASSERT_TRUE(decoded.ok());
  const char* before = decoded->text().data();
  const Decoded moved = *std::move(decoded);
  EXPECT_EQ(moved.text().data(), before);
  EXPECT_EQ(moved.text(), "姓");
}

TEST(EncodingNameTest, NamesReadBackAndAliasesAreKnown) {
  for (const Encoding encoding : {Encoding::kUtf8, Encoding::kUtf16Le,
                                  Encoding::kUtf16Be, Encoding::kGb18030}) {
    EXPECT_EQ(ParseEncoding(EncodingName(encoding)), encoding);
  }
  EXPECT_EQ(ParseEncoding("GBK"), Encoding::kGb18030);
  EXPECT_EQ(ParseEncoding("UTF8"), Encoding::kUtf8);
  EXPECT_EQ(ParseEncoding("latin1"), std::nullopt)
      << "it takes every byte, so it proves nothing";
}

// Our loop against the C library, alone and within other text.
void ExpectAsLibrary(std::string_view sequence) {
  const auto expected = ByLibrary(sequence, "GB18030", "UTF-8");
  const auto decoded = Decode(sequence, Encoding::kGb18030);
  ASSERT_EQ(decoded.ok(), expected.has_value()) << Shown(decoded);
  if (expected) {
    ASSERT_EQ(decoded->text(), *expected);
  }
}

TEST(Gb18030Test, EveryTwoByteCodeIsWhatTheLibrarySays) {
  for (int lead = 0x80; lead <= 0xFF; ++lead) {
    std::string good;
    std::string expected;
    for (int trail = 0; trail <= 0xFF; ++trail) {
      const std::string sequence = {static_cast<char>(lead),
                                    static_cast<char>(trail)};
      const auto library = ByLibrary(sequence, "GB18030", "UTF-8");
      const auto ours = Decode(sequence, Encoding::kGb18030);
      ASSERT_EQ(ours.ok(), library.has_value()) << lead << " " << trail;
      if (!library) continue;
      ASSERT_EQ(ours->text(), *library) << lead << " " << trail;
      good += sequence + std::string(static_cast<std::size_t>(trail % 5), 'a');
      expected +=
          *library + std::string(static_cast<std::size_t>(trail % 5), 'a');
    }
    const auto row = Decode(good, Encoding::kGb18030);
    ASSERT_TRUE(row.ok()) << lead;
    ASSERT_EQ(row->text(), expected) << lead;
  }
}

std::string FourBytes(std::uint32_t index) {
  return {static_cast<char>(0x81 + index / 12'600),
          static_cast<char>(0x30 + index / 1'260 % 10),
          static_cast<char>(0x81 + index / 10 % 126),
          static_cast<char>(0x30 + index % 10)};
}

TEST(Gb18030Test, FourByteCodesAreWhatTheLibrarySays) {
  // The ends of all ranges, and a sample of the rest.
  for (const std::uint32_t index :
       {0u, 1u, 33'000u, 39'393u, 39'394u, 39'419u, 39'420u, 39'421u, 188'999u,
        189'000u, 189'001u, 1'237'574u, 1'237'575u, 1'237'576u, 1'587'599u}) {
    ExpectAsLibrary(FourBytes(index));
  }
  Random random(41);
  for (int round = 0; round < 20'000; ++round) {
    const bool basic = random.Below(2) == 0;
    ExpectAsLibrary(FourBytes(
        static_cast<std::uint32_t>(random.Below(basic ? 39'420 : 1'587'600))));
    if (::testing::Test::HasFatalFailure()) return;
  }
}

// Texts longer than a block of the loop, of all kinds of sequences, some of
// them broken: the same text, or a refusal at the same byte.
TEST(Gb18030Test, LongRandomTextsAreWhatTheLibrarySays) {
  Random random(42);
  for (int round = 0; round < 60; ++round) {
    std::string bytes;
    const std::size_t size = random.Below(300'000);
    const std::uint64_t ascii = 1 + random.Below(40);
    while (bytes.size() < size) {
      bytes.append(random.Below(ascii), 'x');
      switch (random.Below(8)) {
        case 0:
          bytes += FourBytes(static_cast<std::uint32_t>(random.Below(19'000)));
          break;
        case 1:
          bytes += FourBytes(
              static_cast<std::uint32_t>(189'000 + random.Below(1'048'576)));
          break;
        case 2:
          bytes += "\xFE\x51";  // four bytes in UTF-8
          break;
        default:
          bytes += {static_cast<char>(0xB0 + random.Below(0x40)),
                    static_cast<char>(0xA1 + random.Below(0x50))};
      }
    }
    ExpectAsLibrary(bytes);
    if (bytes.empty()) continue;
    const std::size_t broken = random.Below(bytes.size());
    bytes[broken] = static_cast<char>(random.Below(2) == 0 ? 0xFF : 0x80);
    ExpectAsLibrary(bytes);
    const auto bad = UndecodableAt(bytes, Encoding::kGb18030);
    if (bad) {
      EXPECT_TRUE(ByLibrary(bytes.substr(0, *bad), "GB18030", "UTF-8"));
      EXPECT_LE(*bad, broken);
      EXPECT_GT(*bad + 4, broken);
    }
    if (::testing::Test::HasFatalFailure()) return;
  }
}

// Hands out bytes in pieces of any size.
MoreBytes InPieces(std::string_view& rest, Random& random) {
  return [&](char* into, std::size_t size) {
    const std::size_t some =
        random.Chance(1, 2) ? 1 + random.Below(5) : 1 + random.Below(70'000);
    const std::size_t got = std::min({size, some, rest.size()});
    std::copy_n(rest.data(), got, into);
    rest.remove_prefix(got);
    return got;
  };
}

TEST(DecodePieces, SaysWhatDecodeSaysOfTheWhole) {
  Random random(7);
  const std::vector<std::string> words = {
      Gb("隔离点"), Gb("㐀"), Gb("😀"), Gb("ḿ"), ",", "\r\n", "36.5", "abc"};
  for (int round = 0; round < 60; ++round) {
    const bool wide = random.Chance(3, 4);
    std::string bytes;
    const std::size_t size = random.Below(3) * 300'000 + random.Below(9);
    while (bytes.size() < size) {
      bytes += words[wide ? random.Below(words.size()) : 4 + random.Below(4)];
    }
    // Most of them whole; some end within a sequence, or are bad somewhere.
    if (random.Chance(1, 4)) bytes.resize(bytes.size() * 9 / 10);
    if (random.Chance(1, 3) && !bytes.empty()) {
      bytes[random.Below(bytes.size())] = '\xFF';
    }
    if (random.Chance(1, 9)) bytes.insert(0, "\xEF\xBB\xBF");
    const std::optional<Encoding> encoding =
        random.Chance(1, 6) ? std::optional(Encoding::kGb18030) : std::nullopt;
    const auto whole = Decode(bytes, encoding);
    std::string_view rest = bytes;
    const std::size_t told = random.Chance(1, 3) ? size / 3 : bytes.size();
    const auto pieces = DecodePieces(InPieces(rest, random), told, encoding);
    ASSERT_EQ(pieces.status(), whole.status()) << round;
    if (!whole.ok()) continue;
    ASSERT_EQ(pieces->text(), whole->text()) << round;
    ASSERT_EQ(pieces->encoding(), whole->encoding());
    ASSERT_EQ(pieces->byte_order_mark(), whole->byte_order_mark());
    ASSERT_EQ(pieces->not_utf8_at(), whole->not_utf8_at());
  }
}

}  // namespace
}  // namespace quaranta::text

#include "quaranta/text/encoding.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include "core/status_macros.h"
#include "quaranta/core/status.h"
#include "quaranta/text/utf8.h"
#include "text/gb18030.h"

namespace quaranta::text {
namespace {

struct Mark {
  std::string_view bytes;
  Encoding encoding;
};

constexpr std::array<Mark, 4> kMarks = {
    {{"\xEF\xBB\xBF", Encoding::kUtf8},
     {"\xFF\xFE", Encoding::kUtf16Le},
     {"\xFE\xFF", Encoding::kUtf16Be},
     {"\x84\x31\x95\x33", Encoding::kGb18030}}};

const Mark* MarkOf(std::string_view bytes) {
  for (const Mark& mark : kMarks) {
    if (bytes.starts_with(mark.bytes)) return &mark;
  }
  return nullptr;
}

// UTF-16 without a mark: digits, separators and line ends leave NUL bytes in
// one of the two places, a few Chinese characters (一 is U+4E00) in the other.
// A stray NUL in another text is no such pattern.
std::optional<Encoding> Utf16ByPattern(std::string_view bytes) {
  if (bytes.size() < 2 || bytes.size() % 2 != 0) return std::nullopt;
  const std::size_t units = std::min<std::size_t>(bytes.size(), 4096) / 2;
  std::size_t first = 0;
  std::size_t second = 0;
  for (std::size_t i = 0; i < units; ++i) {
    if (bytes[2 * i] == '\0') ++first;
    if (bytes[2 * i + 1] == '\0') ++second;
  }
  const std::size_t enough = std::max<std::size_t>(1, units / 20);
  if (second >= enough && second > 4 * first) return Encoding::kUtf16Le;
  if (first >= enough && first > 4 * second) return Encoding::kUtf16Be;
  return std::nullopt;
}

// Two bytes to at most three, a pair of units to four.
Transcoded FromUtf16(std::string_view bytes, bool big) {
  Transcoded result;
  const std::size_t units = bytes.size() / 2;
  const auto unit = [bytes, big](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[2 * i]);
    const auto b = static_cast<unsigned char>(bytes[2 * i + 1]);
    return static_cast<char32_t>(big ? a << 8 | b : b << 8 | a);
  };
  struct Out {
    char* at;
    void push_back(char c) { *at++ = c; }
  };
  result.storage = std::make_unique_for_overwrite<char[]>(3 * units + 1);
  Out out{result.storage.get()};
  for (std::size_t i = 0; i < units; ++i) {
    char32_t value = unit(i);
    if (value >= 0xD800 && value < 0xE000) {
      const char32_t low = i + 1 < units ? unit(i + 1) : 0;
      if (value >= 0xDC00 || low < 0xDC00 || low >= 0xE000) {
        result.bad = 2 * i;
        return result;
      }
      value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
      ++i;
    }
    AppendUtf8(out, value);
  }
  result.bad = 2 * units;
  result.ok = bytes.size() % 2 == 0;
  result.size = static_cast<std::size_t>(out.at - result.storage.get());
  return result;
}

Transcoded Transcode(std::string_view bytes, Encoding encoding) {
  return encoding == Encoding::kGb18030
             ? FromGb18030(bytes)
             : FromUtf16(bytes, encoding == Encoding::kUtf16Be);
}

std::string NotAt(Encoding encoding, std::size_t offset) {
  return "not " + std::string(EncodingName(encoding)) + " at byte " +
         std::to_string(offset);
}

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string_view EncodingName(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
      return "utf-8";
    case Encoding::kUtf16Le:
      return "utf-16le";
    case Encoding::kUtf16Be:
      return "utf-16be";
    case Encoding::kGb18030:
      return "gb18030";
  }
  return "";
}

std::optional<Encoding> ParseEncoding(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  for (const Encoding encoding : {Encoding::kUtf8, Encoding::kUtf16Le,
                                  Encoding::kUtf16Be, Encoding::kGb18030}) {
    if (lower == EncodingName(encoding)) return encoding;
  }
  if (lower == "utf8") return Encoding::kUtf8;
  if (lower == "utf-16") return Encoding::kUtf16Le;
  if (lower == "gbk" || lower == "gb2312" || lower == "cp936") {
    return Encoding::kGb18030;
  }
  return std::nullopt;
}

std::optional<std::size_t> UndecodableAt(std::string_view bytes,
                                         Encoding encoding) {
  if (encoding == Encoding::kUtf8) return InvalidUtf8At(bytes);
  if (encoding == Encoding::kGb18030 && !Gb18030Available().ok()) {
    return std::nullopt;
  }
  const Transcoded read = Transcode(bytes, encoding);
  if (read.ok) return std::nullopt;
  return read.bad;
}

absl::StatusOr<Decoded> Decode(std::string_view bytes,
                               std::optional<Encoding> encoding) {
  Decoded decoded;
  const Mark* mark = MarkOf(bytes);
  if (mark != nullptr) {
    if (encoding && *encoding != mark->encoding) {
      return InvalidArgument(
          "a byte-order mark of " + std::string(EncodingName(mark->encoding)) +
          " in a file said to be " + std::string(EncodingName(*encoding)));
    }
    encoding = mark->encoding;
    decoded.byte_order_mark_ = true;
  } else if (!encoding) {
    encoding = Utf16ByPattern(bytes);
  }
  const std::size_t skipped = mark == nullptr ? 0 : mark->bytes.size();
  const std::string_view rest = bytes.substr(skipped);
  std::string refused;
  if (!encoding || *encoding == Encoding::kUtf8) {
    const auto bad = InvalidUtf8At(rest);
    if (!bad) {
      decoded.text_ = rest;
      return decoded;
    }
    refused = NotAt(Encoding::kUtf8, *bad + skipped);
    decoded.not_utf8_at_ = *bad + skipped;
    if (encoding) return InvalidArgument(refused);
    refused += ", ";
    encoding = Encoding::kGb18030;
  }
  if (*encoding == Encoding::kGb18030) {
    QUARANTA_RETURN_IF_ERROR(Gb18030Available());
  }
  Transcoded read = Transcode(rest, *encoding);
  if (!read.ok) {
    return InvalidArgument(refused + NotAt(*encoding, read.bad + skipped));
  }
  decoded.encoding_ = *encoding;
  decoded.owned_ = std::move(read.storage);
  decoded.text_ = std::string_view(decoded.owned_.get(), read.size);
  return decoded;
}

absl::StatusOr<Decoded> DecodePieces(const MoreBytes& more, std::size_t size,
                                     std::optional<Encoding> encoding) {
  constexpr std::size_t kBegin = std::size_t{1} << 18;
  // Room for a file of that size; nothing of it is touched before it is read.
  std::size_t room = std::max(size, kBegin) + 1;
  auto own = std::make_unique_for_overwrite<char[]>(room);
  std::size_t held = 0;
  const auto read = [&](std::size_t most) {
    std::size_t got = 1;
    while (held < most && got > 0) {
      got = more(own.get() + held, most - held);
      held += got;
    }
    return got > 0;  // there may be more
  };
  const bool more_to_come = read(kBegin);
  const std::string_view begin(own.get(), held);
  if (more_to_come && !encoding && MarkOf(begin) == nullptr &&
      !Utf16ByPattern(begin)) {
    const auto bad = InvalidUtf8At(begin);
    // Not the end of what is there so far.
    if (bad && begin.size() - *bad >= 4) {
      QUARANTA_RETURN_IF_ERROR(Gb18030Available());
      Transcoded transcoded = FromGb18030(begin, more, size);
      if (!transcoded.ok) {
        return InvalidArgument(NotAt(Encoding::kUtf8, *bad) + ", " +
                               NotAt(Encoding::kGb18030, transcoded.bad));
      }
      Decoded decoded;
      decoded.encoding_ = Encoding::kGb18030;
      decoded.owned_ = std::move(transcoded.storage);
      decoded.text_ = std::string_view(decoded.owned_.get(), transcoded.size);
      decoded.not_utf8_at_ = *bad;
      return decoded;
    }
  }
  while (more_to_come && read(room)) {
    auto grown = std::make_unique_for_overwrite<char[]>(2 * room);
    std::memcpy(grown.get(), own.get(), held);
    own = std::move(grown);
    room *= 2;
  }
  auto decoded = Decode(std::string_view(own.get(), held), encoding);
  // Text that was UTF-8 already is still those bytes.
  if (decoded.ok() && decoded->owned_ == nullptr) {
    decoded->owned_ = std::move(own);
  }
  return decoded;
}

}  // namespace quaranta::text

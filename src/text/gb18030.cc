#include "text/gb18030.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "quaranta/core/status.h"
#include "quaranta/text/utf8.h"

namespace quaranta::text {
namespace {

constexpr unsigned kFirstLead = 0x81;
constexpr unsigned kLeads = 0xFE - kFirstLead + 1;
constexpr unsigned kFirstTrail = 0x40;
constexpr unsigned kTrails = 0xFE - kFirstTrail + 1;
// Four-byte sequences in the order of the standard: the first ones are the rest
// of the basic plane, those from kSupplementary on are U+10000 to U+10FFFF.
constexpr std::uint32_t kBasic = 39'420;
constexpr std::uint32_t kSupplementary = 189'000;
constexpr std::uint32_t kBeyond = kSupplementary + 0x100000;

// The UTF-8 of one character: up to four bytes, the first in the lowest byte.
struct Utf8Bytes {
  std::uint32_t bytes = 0;
  std::uint8_t length = 0;  // 0: no such character
};

// A conversion descriptor of the C library.
class Iconv {
 public:
  Iconv() : handle_(iconv_open("UTF-8", "GB18030")) {}
  ~Iconv() {
    if (ok()) iconv_close(handle_);
  }
  Iconv(const Iconv&) = delete;
  Iconv& operator=(const Iconv&) = delete;

  bool ok() const { return handle_ != kNone; }

  Utf8Bytes One(const char* sequence, std::size_t size) {
    std::array<char, 8> in{};
    std::array<char, 8> out{};
    std::memcpy(in.data(), sequence, size);
    char* from = in.data();
    char* to = out.data();
    std::size_t left = size;
    std::size_t room = out.size();
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    const std::size_t result = iconv(handle_, &from, &left, &to, &room);
    const std::size_t length = out.size() - room;
    if (result != 0 || left != 0 || length == 0 || length > 4) return {};
    Utf8Bytes utf8;
    utf8.length = static_cast<std::uint8_t>(length);
    for (std::size_t i = 0; i < length; ++i) {
      utf8.bytes |=
          static_cast<std::uint32_t>(static_cast<unsigned char>(out[i]))
          << (8 * i);
    }
    return utf8;
  }

 private:
  // What iconv_open returns when it cannot.
  inline static const iconv_t kNone = reinterpret_cast<iconv_t>(-1);
  iconv_t handle_;
};

// Two-byte codes: the three bytes that nearly all have in UTF-8 and their
// number in one word, so that the hot loop loads once; the few of four bytes
// stand aside.
struct TwoByte {
  static constexpr std::uint32_t kAside = 4;
  std::vector<std::uint32_t> words;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> aside;

  TwoByte() : words(kLeads * kTrails) {
    Iconv convert;
    if (!convert.ok()) return;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
      const char sequence[] = {static_cast<char>(kFirstLead + i / kTrails),
                               static_cast<char>(kFirstTrail + i % kTrails)};
      if (sequence[1] == 0x7F) continue;
      const Utf8Bytes utf8 = convert.One(sequence, 2);
      if (utf8.length == kAside) {
        aside.emplace_back(i, utf8.bytes);
        words[i] = kAside << 24;
      } else {
        words[i] = utf8.bytes | std::uint32_t{utf8.length} << 24;
      }
    }
  }
  std::uint32_t Aside(std::uint32_t index) const {
    return std::find_if(
               aside.begin(), aside.end(),
               [index](const auto& item) { return item.first == index; })
        ->second;
  }
};

const TwoByte& TwoByteTable() {
  static const TwoByte table;
  return table;
}

// Four-byte codes of the basic plane, made when the first one is met.
const std::vector<Utf8Bytes>& BasicTable() {
  static const std::vector<Utf8Bytes> table = [] {
    std::vector<Utf8Bytes> made(kBasic);
    Iconv convert;
    if (!convert.ok()) return made;
    for (std::uint32_t i = 0; i < kBasic; ++i) {
      const char sequence[] = {static_cast<char>(0x81 + i / 12'600),
                               static_cast<char>(0x30 + i / 1'260 % 10),
                               static_cast<char>(0x81 + i / 10 % 126),
                               static_cast<char>(0x30 + i % 10)};
      made[i] = convert.One(sequence, sizeof(sequence));
    }
    return made;
  }();
  return table;
}

// One run over the bytes.
class Loop {
 public:
  // `size`: about how many bytes there will be in all.
  explicit Loop(std::size_t size)
      : words_(TwoByteTable().words.data()), expected_(size) {}

  // Reads the next bytes. Gives the offset of the first that was not read: all
  // are, unless one is no part of a sequence or the last sequence has no end.
  std::size_t Feed(std::string_view bytes) {
    in_ = reinterpret_cast<const unsigned char*>(bytes.data());
    size_ = bytes.size();
    at_ = 0;
    while (at_ < size_) {
      const std::size_t block = std::min(size_ - at_, kBlock);
      // Twice is enough for any sequence; the slack is for whole stores, and
      // for a sequence that begins before the end of the block.
      Reserve(2 * block + 64);
      if (!Block(at_ + block)) break;
    }
    return at_;
  }

  Transcoded Take() {
    if (storage_ == nullptr) Reserve(1);
    return {std::move(storage_), out_, true, 0};
  }

 private:
  static constexpr std::size_t kBlock = std::size_t{1} << 16;

  void Reserve(std::size_t more) {
    if (out_ + more <= room_) return;
    // Nearly all text becomes at most half as long again.
    const std::size_t room =
        std::max({out_ + more, expected_ + expected_ / 2 + 2 * kBlock + 64,
                  room_ + room_ / 2});
    auto grown = std::make_unique_for_overwrite<char[]>(room);
    if (out_ > 0) std::memcpy(grown.get(), storage_.get(), out_);
    storage_ = std::move(grown);
    room_ = room;
  }

  void Put(std::uint32_t bytes, std::size_t length) {
    for (std::size_t i = 0; i < 4; ++i) {
      storage_[out_ + i] = static_cast<char>(bytes >> (8 * i));
    }
    out_ += length;
  }

  // Copies ASCII from at_ on, 16 bytes at a time where there are so many.
  void Ascii(std::size_t end) {
#if defined(__SSE2__)
    while (at_ + 16 <= size_ && at_ < end) {
      const __m128i chunk =
          _mm_loadu_si128(reinterpret_cast<const __m128i*>(in_ + at_));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(storage_.get() + out_),
                       chunk);
      const auto high = static_cast<unsigned>(_mm_movemask_epi8(chunk));
      const std::size_t run =
          high == 0 ? 16 : static_cast<std::size_t>(__builtin_ctz(high));
      at_ += run;
      out_ += run;
      if (high != 0) return;
    }
#endif
    while (at_ < end && in_[at_] < 0x80) {
      storage_[out_++] = static_cast<char>(in_[at_++]);
    }
  }

  // False: the sequence at at_ is none.
  bool Block(std::size_t end) {
    while (at_ < end) {
      Ascii(end);
      while (at_ < end && in_[at_] >= 0x80) {
        if (!Sequence()) return false;
      }
    }
    return true;
  }

  bool Sequence() {
    const std::uint32_t lead = in_[at_] - kFirstLead;
    if (lead >= kLeads || at_ + 1 >= size_) return false;
    const std::uint32_t trail = in_[at_ + 1] - kFirstTrail;
    if (trail >= kTrails) return FourBytes();  // wraps around for digits
    const std::uint32_t index = lead * kTrails + trail;
    const std::uint32_t word = words_[index];
    const std::uint32_t length = word >> 24;
    if (length == TwoByte::kAside) {
      Put(TwoByteTable().Aside(index), 4);
    } else if (length == 0) {
      return false;
    } else {
      Put(word, length);
    }
    at_ += 2;
    return true;
  }

  bool FourBytes() {
    if (at_ + 4 > size_) return false;
    const std::uint32_t second = in_[at_ + 1] - 0x30u;
    const std::uint32_t third = in_[at_ + 2] - 0x81u;
    const std::uint32_t fourth = in_[at_ + 3] - 0x30u;
    if (second >= 10 || third >= 126 || fourth >= 10) return false;
    const std::uint32_t index =
        ((in_[at_] - 0x81u) * 10 + second) * 1'260 + third * 10 + fourth;
    if (index < kBasic) {
      const Utf8Bytes utf8 = BasicTable()[index];
      if (utf8.length == 0) return false;
      Put(utf8.bytes, utf8.length);
    } else if (index >= kSupplementary && index < kBeyond) {
      Supplementary(index - kSupplementary + 0x10000);
    } else {
      return false;
    }
    at_ += 4;
    return true;
  }

  void Supplementary(char32_t value) {
    Put(0xF0u | (value >> 18) | (0x80u | (value >> 12 & 0x3Fu)) << 8 |
            (0x80u | (value >> 6 & 0x3Fu)) << 16 |
            (0x80u | (value & 0x3Fu)) << 24,
        4);
  }

  const std::uint32_t* words_;
  std::size_t expected_;
  const unsigned char* in_ = nullptr;
  std::size_t size_ = 0;
  std::size_t at_ = 0;
  std::unique_ptr<char[]> storage_;
  std::size_t room_ = 0;
  std::size_t out_ = 0;
};

}  // namespace

absl::Status Gb18030Available() {
  static const bool available = Iconv().ok();
  if (available) return absl::OkStatus();
  return FailedPrecondition(
      "the C library cannot convert GB18030: install its conversion tables "
      "(gconv modules; Debian and Ubuntu: libc6, Fedora: glibc-gconv-extra)");
}

Transcoded FromGb18030(std::string_view bytes) {
  Loop loop(bytes.size());
  const std::size_t read = loop.Feed(bytes);
  if (read == bytes.size()) return loop.Take();
  return {nullptr, 0, false, read};
}

Transcoded FromGb18030(std::string_view begin, const MoreBytes& more,
                       std::size_t size) {
  constexpr std::size_t kPiece = std::size_t{1} << 18;
  constexpr std::size_t kLongest = 4;  // bytes of a sequence
  Loop loop(size);
  std::size_t before = 0;  // bytes in front of the piece at hand
  std::size_t read = loop.Feed(begin);
  std::vector<char> piece(kLongest + kPiece);
  while (begin.size() - read < kLongest) {
    // A sequence may go on in the next piece.
    const std::size_t left = begin.size() - read;
    std::memmove(piece.data(), begin.data() + read, left);
    before += read;
    const std::size_t got = more(piece.data() + left, kPiece);
    if (got == 0) {
      if (left == 0) return loop.Take();
      read = 0;
      break;
    }
    begin = std::string_view(piece.data(), left + got);
    read = loop.Feed(begin);
  }
  return {nullptr, 0, false, before + read};
}

}  // namespace quaranta::text

#include "io/forms.h"

#include <array>

#include "quaranta/text/utf8.h"

namespace quaranta::io {

std::string Narrow(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const text::CodePoint point = text::DecodeUtf8(text, i);
    if (point.length == 0) {
      out += text[i++];
      continue;
    }
    if (point.value >= 0xFF01 && point.value <= 0xFF5E) {
      out += static_cast<char>(point.value - 0xFEE0);
    } else if (point.value == 0x3000 || point.value == 0xA0) {
      out += ' ';
    } else {
      out.append(text.substr(i, point.length));
    }
    i += point.length;
  }
  return out;
}

std::string WithoutLookAlikes(std::string_view text) {
  struct Pair {
    std::string_view seen;
    std::string_view meant;
  };
  constexpr std::array<Pair, 9> kPairs = {{{"岀", "出"},
                                           {"釆", "采"},
                                           {"巳", "已"},
                                           {"己", "已"},
                                           {"査", "查"},
                                           {"戸", "户"},
                                           {"內", "内"},
                                           {"髙", "高"},
                                           {"溫", "温"}}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 1;
    std::string_view meant = text.substr(i, 1);
    for (const Pair& pair : kPairs) {
      if (!text.substr(i).starts_with(pair.seen)) continue;
      length = pair.seen.size();
      meant = pair.meant;
    }
    out += meant;
    i += length;
  }
  return out;
}

}  // namespace quaranta::io

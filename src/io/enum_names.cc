#include "io/enum_names.h"

#include <algorithm>
#include <array>
#include <bit>

#include "io/plain.h"

namespace quaranta::io {
namespace {

// Calls add(text, number) for all texts that name a value, in the order in
// which schema::FindValue() looks at them.
template <class Add>
void ForEachName(const schema::Enum& enumeration, Add add) {
  for (const schema::EnumValue& value : enumeration.values) {
    add(value.name, value.number);
    add(value.zh, value.number);
    std::string_view rest = value.synonym;
    while (!rest.empty()) {
      const std::size_t bar = rest.find('|');
      add(rest.substr(0, bar), value.number);
      if (bar == std::string_view::npos) break;
      rest.remove_prefix(bar + 1);
    }
  }
}

bool NeedsASecondLook(std::string_view text) {
  constexpr std::array<std::string_view, 8> kSeparators = {
      "、", ";", "；", "，", ",", "+", "|", "\\"};
  if (text != "无" && !MeansItself(text)) return true;
  return std::any_of(kSeparators.begin(), kSeparators.end(),
                     [text](std::string_view separator) {
                       return text.find(separator) != std::string_view::npos;
                     });
}

}  // namespace

EnumNames::EnumNames(const schema::Enum& enumeration)
    : enumeration_(&enumeration) {
  std::size_t names = 0;
  ForEachName(enumeration,
              [&names](std::string_view, std::int32_t) { ++names; });
  slots_.resize(std::bit_ceil(2 * names + 1));
  ForEachName(enumeration, [this](std::string_view text, std::int32_t number) {
    Add(text, number);
  });
}

const EnumNames* EnumNames::Of(const schema::Enum& enumeration) {
  static const std::vector<EnumNames> all(schema::Enums().begin(),
                                          schema::Enums().end());
  const auto it = std::find_if(
      all.begin(), all.end(),
      [&enumeration](const EnumNames& n) { return &n.of() == &enumeration; });
  return it == all.end() ? nullptr : &*it;
}

void EnumNames::Add(std::string_view text, std::int32_t number) {
  if (text.empty() || text.size() > Key::kMost || number == 0 ||
      NeedsASecondLook(text)) {
    return;
  }
  const Key key(text);
  std::size_t at = Place(key);
  for (; slots_[at].number != 0; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].key == key) return;  // the first value wins
  }
  slots_[at] = {key, number};
}

}  // namespace quaranta::io

#include "quaranta/core/message.h"

#include "quaranta/core/mask.h"

namespace quaranta {
namespace {

const MessageArg* FindArg(std::span<const MessageArg> args,
                          std::string_view name) {
  for (const MessageArg& arg : args) {
    if (arg.name == name) return &arg;
  }
  return nullptr;
}

// What stands for the place "rooms" or "rooms?room|rooms"; nothing when no
// argument has that name.
std::optional<std::string> Fill(std::string_view place, Language language,
                                std::span<const MessageArg> args) {
  const std::size_t question = place.find('?');
  const MessageArg* arg = FindArg(args, place.substr(0, question));
  if (arg == nullptr) return std::nullopt;
  if (arg->sentence != nullptr) return Render(*arg->sentence, language);
  if (question == std::string_view::npos) return MaskIdentifiers(arg->value);
  const std::string_view nouns = place.substr(question + 1);
  const std::size_t bar = nouns.find('|');
  return std::string(arg->value == "1" ? nouns.substr(0, bar)
                                       : nouns.substr(bar + 1));
}

std::string RenderArgs(MessageId id, Language language,
                       std::span<const MessageArg> args) {
  const CatalogueEntry& entry = Catalogue()[static_cast<std::size_t>(id)];
  std::string_view text = language == Language::kZh ? entry.zh : entry.en;
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    out.append(text.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) {
      out.append(text.substr(open));
      break;
    }
    const auto value =
        Fill(text.substr(open + 1, close - open - 1), language, args);
    out.append(value ? std::string_view(*value)
                     : text.substr(open, close - open + 1));
    text.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace

std::string_view LanguageName(Language language) {
  return language == Language::kZh ? "zh" : "en";
}

std::optional<Language> ParseLanguage(std::string_view name) {
  if (name == "en") return Language::kEn;
  if (name == "zh") return Language::kZh;
  return std::nullopt;
}

std::string Render(MessageId id, Language language,
                   std::initializer_list<MessageArg> args) {
  return RenderArgs(id, language, {args.begin(), args.size()});
}

std::string Render(const Sentence& sentence, Language language) {
  return RenderArgs(sentence.id, language, sentence.args);
}

}  // namespace quaranta

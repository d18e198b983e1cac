// The message catalogue: every sentence a user reads, by id, zh and en.
//
// The ids are constants in quaranta/core/message_ids.h, generated from
// packs/messages/*.yaml at build time, so a misspelt id does not compile. A
// text has named places, `{rooms}`, and picks an English noun by number:
// `{rooms} {rooms?room|rooms}`. Text is never assembled from fragments.
#ifndef QUARANTA_CORE_MESSAGE_H_
#define QUARANTA_CORE_MESSAGE_H_

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quaranta {

enum class Language : std::uint8_t { kEn, kZh };

// "en" or "zh".
std::string_view LanguageName(Language language);
std::optional<Language> ParseLanguage(std::string_view name);

// Index of a message in the catalogue; see message_ids.h.
enum class MessageId : std::uint32_t {};

struct CatalogueEntry {
  std::string_view name;  // "capacity.line"
  std::string_view en;
  std::string_view zh;
};
std::span<const CatalogueEntry> Catalogue();

struct Sentence;

// A value for a named place of a message.
struct MessageArg {
  MessageArg(std::string_view name_, std::string value_)
      : name(name_), value(std::move(value_)) {}
  MessageArg(std::string_view name_, std::string_view value_)
      : name(name_), value(value_) {}
  MessageArg(std::string_view name_, const char* value_)
      : name(name_), value(value_) {}
  MessageArg(std::string_view name_, std::int64_t number)
      : name(name_), value(std::to_string(number)) {}
  MessageArg(std::string_view name_, int number)
      : name(name_), value(std::to_string(number)) {}
  MessageArg(std::string_view name_, std::size_t number)
      : name(name_), value(std::to_string(number)) {}
  // A name that differs by language ("high risk"), rendered with the sentence.
  MessageArg(std::string_view name_, Sentence sentence_);

  std::string_view name;
  std::string value;
  std::shared_ptr<const Sentence> sentence;  // in place of `value`
};

// The text with its places filled; numbers that name a person are hidden in
// what fills them (mask.h). A place without a value keeps its braces,
// so that a mistake is seen; a value without a place is ignored.
std::string Render(MessageId id, Language language,
                   std::initializer_list<MessageArg> args = {});

// A sentence that is rendered later, in the reader's language. Names of args
// are literals.
struct Sentence {
  MessageId id{};
  std::vector<MessageArg> args;
};
inline MessageArg::MessageArg(std::string_view name_, Sentence sentence_)
    : name(name_),
      sentence(std::make_shared<const Sentence>(std::move(sentence_))) {}
std::string Render(const Sentence& sentence, Language language);

}  // namespace quaranta

#endif  // QUARANTA_CORE_MESSAGE_H_

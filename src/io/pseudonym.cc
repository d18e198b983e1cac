#include "io/pseudonym.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <utility>

#include "io/normal.h"
#include "quaranta/core/mask.h"
#include "quaranta/core/status.h"

namespace quaranta::io {
namespace {

using schema::Field;
using schema::Kind;
using schema::Record;

constexpr std::string_view kVersion = "quaranta pseudonym 1";
constexpr std::string_view kBase32 = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::size_t kCharacters = 26;

struct FreeMac {
  void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
};
struct FreeContext {
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

}  // namespace

struct Pseudonyms::Impl {
  std::unique_ptr<EVP_MAC, FreeMac> mac;
  std::unique_ptr<EVP_MAC_CTX, FreeContext> context;
  mutable bool failed = false;
};

Pseudonyms::Pseudonyms(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Pseudonyms::Pseudonyms(Pseudonyms&&) noexcept = default;
Pseudonyms& Pseudonyms::operator=(Pseudonyms&&) noexcept = default;
Pseudonyms::~Pseudonyms() = default;

absl::StatusOr<Pseudonyms> Pseudonyms::Make(std::string_view key) {
  if (key.size() < kLeastKeyBytes) {
    return InvalidArgument("pseudonym_key: expected at least " +
                           std::to_string(kLeastKeyBytes) + " bytes, got " +
                           std::to_string(key.size()));
  }
  auto impl = std::make_unique<Impl>();
  impl->mac.reset(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  if (impl->mac != nullptr) {
    impl->context.reset(EVP_MAC_CTX_new(impl->mac.get()));
  }
  std::array<char, 7> digest = {'S', 'H', 'A', '2', '5', '6', '\0'};
  const std::array<OSSL_PARAM, 2> params = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_end()};
  if (impl->context == nullptr ||
      EVP_MAC_init(impl->context.get(),
                   reinterpret_cast<const unsigned char*>(key.data()),
                   key.size(), params.data()) != 1) {
    return Internal("HMAC-SHA-256 is not to be had from the system's OpenSSL");
  }
  return Pseudonyms(std::move(impl));
}

std::string Pseudonyms::Mac(std::string_view message) const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  std::size_t size = 0;
  EVP_MAC_CTX* context = impl_->context.get();
  // Without a key and parameters the context begins anew with those it has.
  if (EVP_MAC_init(context, nullptr, 0, nullptr) != 1 ||
      EVP_MAC_update(context,
                     reinterpret_cast<const unsigned char*>(message.data()),
                     message.size()) != 1 ||
      EVP_MAC_final(context, out.data(), &size, out.size()) != 1 ||
      size != 32) {
    impl_->failed = true;
    return std::string(32, '\0');
  }
  return std::string(out.begin(), out.begin() + 32);
}

bool Pseudonyms::failed() const { return impl_->failed; }

std::string Pseudonyms::Tag(std::string_view domain,
                            std::string_view value) const {
  // No domain holds a zero byte, so that no two pairs give one message.
  std::string message(kVersion);
  message.append(1, '\0').append(domain).append(1, '\0').append(value);
  const std::string mac = Mac(message);
  std::string out = "p";
  std::uint32_t bits = 0;
  int held = 0;
  std::size_t next = 0;
  while (out.size() < 1 + kCharacters) {
    if (held < 5) {
      bits = (bits << 8) | static_cast<unsigned char>(mac[next++]);
      held += 8;
    }
    held -= 5;
    out += kBase32[(bits >> held) & 31];
  }
  return out;
}

bool IsPseudonym(std::string_view text) {
  return text.size() == 1 + kCharacters && text[0] == 'p' &&
         text.find_first_not_of(kBase32) == std::string_view::npos;
}

std::string Pseudonyms::OfPerson(std::string_view id) const {
  if (IsPseudonym(id)) return std::string(id);
  return Tag("id of person", NormalText(id));
}

std::string Pseudonyms::OfValue(const Field& field,
                                std::string_view value) const {
  if (IsPseudonym(value)) return std::string(value);
  return Tag(std::string("field ") + std::string(field.name),
             NormalValue(field, value));
}

std::string Pseudonyms::OfWords(std::string_view text) const {
  return ReplaceIdentifiers(text, [this](std::string_view identifier) {
    return Tag("identifier", NormalIdNumber(identifier));
  });
}

std::string Pseudonyms::OfId(const Record& record, std::string_view id) const {
  return MapId(record, id, Ids());
}

std::string Pseudonyms::OfSubject(std::string_view subject) const {
  return MapSubject(subject, Ids());
}

IdMap Pseudonyms::Ids() const {
  return {[this](std::string_view id) { return OfPerson(id); },
          [this](std::string_view text) { return OfWords(text); }};
}

std::string Pseudonyms::OfText(const Record& record, const Field& field,
                               std::string_view text) const {
  if (field.personal == schema::Personal::kDirect) return OfValue(field, text);
  if (HoldsIds(record, field)) return MapCell(record, field, text, Ids());
  return MaskIdentifiers(text);
}

std::string Pseudonyms::OfRaw(const Record& record, const Field& field,
                              const data::Note& note) const {
  // What could not be read may be anything, a name under the wrong header too.
  if (note.state == data::NoteState::kSuspect) return {};
  const bool names = field.personal == schema::Personal::kDirect ||
                     field.kind == Kind::kReference ||
                     field.ref_record == "Person" ||
                     (field.name == "id" && IsPerson(record));
  return names ? std::string() : MaskIdentifiers(note.raw);
}

RowMarks MarkRows(world::Builder& builder) {
  RowMarks marks;
  for (const Record& record : schema::Records()) {
    marks.push_back(builder.Edit(record).rows);
  }
  return marks;
}

namespace {

// The column with the texts of rows from `first` on replaced.
void Replace(const Pseudonyms& pseudonyms, const Record& record,
             data::Column& column, std::uint32_t first) {
  const Field& field = column.field();
  if (field.kind == Kind::kString || field.kind == Kind::kReference) {
    MapColumn(column, first, [&](std::string_view text) {
      return pseudonyms.OfText(record, field, text);
    });
  }
  std::vector<std::pair<std::uint32_t, data::Note>> notes;
  column.notes().ForEach(
      first, column.size(), [&](std::uint32_t row, const data::Note& note) {
        if (note.raw.empty()) return;
        notes.emplace_back(row, note);
        notes.back().second.raw = pseudonyms.OfRaw(record, field, note);
      });
  for (auto& [row, note] : notes) column.SetNote(row, std::move(note));
}

}  // namespace

absl::Status Pseudonymise(world::Builder& builder, const Pseudonyms& pseudonyms,
                          const RowMarks& first) {
  for (const Record& record : schema::Records()) {
    data::Table& table = builder.Edit(record);
    const std::uint32_t mark = first[schema::IndexOf(record)];
    if (mark >= table.rows) continue;
    for (data::Column& column : table.columns) {
      Replace(pseudonyms, record, column, mark);
    }
  }
  if (pseudonyms.failed()) return Internal("HMAC-SHA-256 failed");
  return absl::OkStatus();
}

}  // namespace quaranta::io

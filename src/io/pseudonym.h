// Keyed pseudonyms in place of what names a person.
//
// A pseudonym is "p" and 26 characters of base32: the first 130 bits of
// HMAC-SHA-256(key, domain, normalised value). The domain is one for all ids of
// persons and one for every name of a field, so that a phone of staff and the
// same phone of a guest agree, and a phone never agrees with an id. Without the
// key nobody can make or invert one by trying all numbers. What already has the
// form of a pseudonym stays, so that what was exported reads back unchanged.
#ifndef QUARANTA_SRC_IO_PSEUDONYM_H_
#define QUARANTA_SRC_IO_PSEUDONYM_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "io/person_ids.h"
#include "quaranta/data/column.h"
#include "quaranta/schema/field.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

inline constexpr std::size_t kLeastKeyBytes = 16;

class Pseudonyms {
 public:
  // kInvalidArgument for a key of less than kLeastKeyBytes bytes; kInternal
  // when the library of the machine refuses HMAC-SHA-256.
  static absl::StatusOr<Pseudonyms> Make(std::string_view key);
  Pseudonyms(Pseudonyms&&) noexcept;
  Pseudonyms& operator=(Pseudonyms&&) noexcept;
  ~Pseudonyms();

  // The 32 bytes of the message under the key; for one thread at a time.
  std::string Mac(std::string_view message) const;

  std::string OfPerson(std::string_view id) const;
  // A value of a field of class DIRECT.
  std::string OfValue(const schema::Field& field, std::string_view value) const;
  // The id of any record, made from its key or given: persons in it become
  // pseudonyms, and so do numbers that name one; the rest stays.
  std::string OfId(const schema::Record& record, std::string_view id) const;
  // "Person:P-0001", "Stay:P-0001/2022-04-05T00:00:00+08:00".
  std::string OfSubject(std::string_view subject) const;
  // A cell that goes to this field of this record.
  std::string OfText(const schema::Record& record, const schema::Field& field,
                     std::string_view text) const;
  // What stood in a cell of this field, as its note may keep it.
  std::string OfRaw(const schema::Record& record, const schema::Field& field,
                    const data::Note& note) const;

  // Whether a call of Mac() failed; its results are then of no use.
  bool failed() const;

 private:
  struct Impl;
  explicit Pseudonyms(std::unique_ptr<Impl> impl);
  std::string Tag(std::string_view domain, std::string_view value) const;
  std::string OfWords(std::string_view text) const;
  IdMap Ids() const;

  std::unique_ptr<Impl> impl_;
};

bool IsPseudonym(std::string_view text);

// Number of rows per table, by the index of the record.
using RowMarks = std::vector<std::uint32_t>;
RowMarks MarkRows(world::Builder& builder);

// Replaces what names a person in all rows after the marks: values, ids and
// references, and what their notes kept. Of other texts the numbers that name a
// person become "***". kInternal when the machine's library failed; the rows
// are then not fit for use. Linear in the rows of the tables touched.
absl::Status Pseudonymise(world::Builder& builder, const Pseudonyms& pseudonyms,
                          const RowMarks& first);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_PSEUDONYM_H_

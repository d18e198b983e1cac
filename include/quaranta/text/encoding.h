// From the bytes of a file to UTF-8.
//
// The encoding is decided once for a file, never for a cell: 16 of 24 short
// Chinese texts in UTF-8 are GB18030 without error too, but no Chinese line in
// GB18030 is UTF-8. So the order is: byte-order mark, the pattern of NUL bytes
// of UTF-16, strict UTF-8, GB18030 (of which GBK and GB2312 are parts), else an
// error. There is no last resort that takes every byte.
#ifndef QUARANTA_TEXT_ENCODING_H_
#define QUARANTA_TEXT_ENCODING_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"

namespace quaranta::text {

enum class Encoding : std::uint8_t { kUtf8, kUtf16Le, kUtf16Be, kGb18030 };

// "utf-8", "utf-16le", "utf-16be", "gb18030".
std::string_view EncodingName(Encoding encoding);
// Those names, and "utf8", "utf-16" (little endian), "gbk", "gb2312", "cp936",
// in any case; nothing for others.
std::optional<Encoding> ParseEncoding(std::string_view name);

// Gives up to `size` further bytes of a file, and says how many; 0 at its end.
using MoreBytes = std::function<std::size_t(char* into, std::size_t size)>;

// The text of a file as UTF-8, without byte-order mark.
class Decoded {
 public:
  Decoded() = default;
  Decoded(Decoded&&) = default;
  Decoded& operator=(Decoded&&) = default;

  // Valid UTF-8. A view of the bytes given to Decode() when they were UTF-8
  // already; else of storage that this object owns and that does not move with
  // it.
  std::string_view text() const { return text_; }
  Encoding encoding() const { return encoding_; }
  bool byte_order_mark() const { return byte_order_mark_; }
  // Of bytes that are not UTF-8: the offset of the first that is not.
  std::size_t not_utf8_at() const { return not_utf8_at_; }

 private:
  friend absl::StatusOr<Decoded> Decode(std::string_view,
                                        std::optional<Encoding>);
  friend absl::StatusOr<Decoded> DecodePieces(const MoreBytes&, std::size_t,
                                              std::optional<Encoding>);
  std::string_view text_;
  std::unique_ptr<char[]> owned_;
  Encoding encoding_ = Encoding::kUtf8;
  bool byte_order_mark_ = false;
  std::size_t not_utf8_at_ = 0;
};

// Decodes a whole file. With `encoding` only that one is tried, and a
// byte-order mark of another is an error. kInvalidArgument for bytes that are
// in no encoding known here, naming the offset of the first byte that is not
// (from 0); kFailedPrecondition when the C library has no conversion tables for
// GB18030, naming what to install.
// UTF-8 is checked and not copied; the others take up to four bytes per
// character. Any thread; the tables of GB18030 are made on first use.
absl::StatusOr<Decoded> Decode(std::string_view bytes,
                               std::optional<Encoding> encoding = std::nullopt);

// As Decode() of all the bytes that `more` gives, about `size` of them: for
// files. Text in GB18030 never stands in memory beside its bytes.
absl::StatusOr<Decoded> DecodePieces(
    const MoreBytes& more, std::size_t size,
    std::optional<Encoding> encoding = std::nullopt);

// The offset of the first byte that is not of that encoding; nothing when all
// are, or when there are no tables to tell. What the errors of Decode() name.
std::optional<std::size_t> UndecodableAt(std::string_view bytes,
                                         Encoding encoding);

}  // namespace quaranta::text

#endif  // QUARANTA_TEXT_ENCODING_H_

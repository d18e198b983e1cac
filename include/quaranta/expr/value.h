// Values of the rule language: CEL's own, and what records add to them.
//
// Beyond CEL there are: `Day` (an opaque civil date), a row of a table, an
// interval (a hedged number), unknowns that name the facts they wait for, and
// lists that may be *open* (more items may exist) or hold items whose
// membership is itself undecided. Values are immutable and cheap to copy.
#ifndef QUARANTA_EXPR_VALUE_H_
#define QUARANTA_EXPR_VALUE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "quaranta/core/interval.h"
#include "quaranta/core/time.h"
#include "quaranta/data/column.h"
#include "quaranta/data/view.h"

namespace quaranta::expr {

// One thing that is not known: a cell, or the completeness of a collection.
struct Fact {
  data::RowRef row;
  bool collection = false;  // `index` names a Segments, else a column
  std::uint32_t index = 0;
  data::NoteState cause = data::NoteState::kNotRecorded;

  // Ordered by place; the cause does not make two facts of one place differ.
  friend constexpr bool operator==(const Fact& a, const Fact& b) {
    return a.row == b.row && a.collection == b.collection && a.index == b.index;
  }
  friend constexpr auto operator<=>(const Fact& a, const Fact& b) {
    if (const auto c = a.row <=> b.row; c != 0) return c;
    if (const auto c = a.collection <=> b.collection; c != 0) return c;
    return a.index <=> b.index;
  }
};

// Facts that would decide a result, sorted, without repeats.
using Facts = std::vector<Fact>;

enum class ErrorCode : std::uint8_t {
  kNoOverload,
  kNoSuchField,
  kNoSuchKey,
  kNoSuchVariable,
  kDivideByZero,
  kOverflow,
  kOutOfRange,
  kInvalidArgument,  // a bad date, regex, duration ...
  kDuplicateKey,
  kBudget,  // a limit of the evaluation was hit
};
std::string_view ErrorCodeName(ErrorCode code);  // "no_such_overload"

struct Error {
  ErrorCode code = ErrorCode::kNoOverload;
  std::string message;
  std::uint32_t node = 0;  // the expression that raised it
};

struct Null {
  friend constexpr bool operator==(Null, Null) = default;
};
// A CEL duration: microseconds, rounded down, and 0 to 999 nanoseconds.
struct Duration {
  std::int64_t micros = 0;
  std::int32_t nanos = 0;
  friend constexpr auto operator<=>(Duration, Duration) = default;
};
// A timestamp that is no whole number of microseconds: 1 to 999 nanoseconds
// after `instant`. One that is whole is always an Instant.
struct FineInstant {
  Instant instant;
  std::int32_t nanos = 0;
  friend constexpr auto operator<=>(FineInstant, FineInstant) = default;
};
// A value of an enum type: compares with values of the same enum.
struct EnumNumber {
  const schema::Enum* type = nullptr;
  std::int32_t number = 0;
  friend constexpr bool operator==(EnumNumber, EnumNumber) = default;
};
struct Bytes {
  std::string value;
  friend auto operator<=>(const Bytes&, const Bytes&) = default;
};
struct TypeName {
  std::string name;
  friend auto operator<=>(const TypeName&, const TypeName&) = default;
};
// An interval and the facts that would sharpen it. A whole one stands for an
// int, of which [4, 6) holds 4 and 5 only; the others for a double.
struct Hedged {
  Interval interval;
  Facts facts;
  bool whole = false;
};
struct Unknown {
  Facts facts;
};

class Value;
class Object;  // a message, see object.h
struct List;
struct Map;
struct Optional;

using Variant =
    std::variant<Null, bool, std::int64_t, std::uint64_t, double,
                 std::shared_ptr<const std::string>,
                 std::shared_ptr<const Bytes>, Day, Instant, FineInstant,
                 Duration, EnumNumber, data::RowRef,
                 std::shared_ptr<const List>, std::shared_ptr<const Map>,
                 std::shared_ptr<const Object>, std::shared_ptr<const Optional>,
                 std::shared_ptr<const TypeName>, std::shared_ptr<const Hedged>,
                 std::shared_ptr<const Unknown>, std::shared_ptr<const Error>>;

// Alternatives that a value holds by pointer.
template <class T>
inline constexpr bool kShared =
    std::is_same_v<T, std::string> || std::is_same_v<T, Bytes> ||
    std::is_same_v<T, List> || std::is_same_v<T, Map> ||
    std::is_same_v<T, Object> || std::is_same_v<T, Optional> ||
    std::is_same_v<T, TypeName> || std::is_same_v<T, Hedged> ||
    std::is_same_v<T, Unknown> || std::is_same_v<T, Error>;

class Value {
 public:
  Value() : variant_(Null{}) {}
  Value(bool v) : variant_(v) {}  // implicit on purpose: literals
  Value(std::int64_t v) : variant_(v) {}
  Value(std::uint64_t v) : variant_(v) {}
  Value(double v) : variant_(v) {}
  Value(Null v) : variant_(v) {}
  Value(Day v) : variant_(v) {}
  Value(Instant v) : variant_(v) {}
  // Without nanoseconds it becomes an Instant.
  Value(FineInstant v) : variant_(v) {
    if (v.nanos == 0) variant_ = v.instant;
  }
  Value(Duration v) : variant_(v) {}
  Value(EnumNumber v) : variant_(v) {}
  Value(data::RowRef v) : variant_(v) {}
  Value(std::string v)
      : variant_(std::make_shared<const std::string>(std::move(v))) {}
  Value(std::string_view v) : Value(std::string(v)) {}
  Value(const char* v) : Value(std::string(v)) {}
  Value(Bytes v) : variant_(std::make_shared<const Bytes>(std::move(v))) {}
  Value(TypeName v)
      : variant_(std::make_shared<const TypeName>(std::move(v))) {}
  Value(List v);
  Value(Map v);
  Value(std::shared_ptr<const Object> v) : variant_(std::move(v)) {}
  Value(Optional v);
  Value(Hedged v) : variant_(std::make_shared<const Hedged>(std::move(v))) {}
  Value(Unknown v) : variant_(std::make_shared<const Unknown>(std::move(v))) {}
  Value(Error v) : variant_(std::make_shared<const Error>(std::move(v))) {}

  // The alternative, or nullptr. For the shared ones, the thing pointed to.
  template <class T>
  const T* As() const {
    if constexpr (kShared<T>) {
      const auto* shared = std::get_if<std::shared_ptr<const T>>(&variant_);
      return shared == nullptr ? nullptr : shared->get();
    } else {
      return std::get_if<T>(&variant_);
    }
  }
  bool IsError() const { return As<Error>() != nullptr; }
  bool IsUnknown() const { return As<Unknown>() != nullptr; }
  bool IsTrue() const {
    const bool* b = As<bool>();
    return b != nullptr && *b;
  }
  bool IsFalse() const {
    const bool* b = As<bool>();
    return b != nullptr && !*b;
  }
  const Variant& variant() const { return variant_; }

 private:
  Variant variant_;
};

struct List {
  std::vector<Value> items;
  // Beside items when not empty: the facts on which an item's membership
  // waits; an empty entry is a certain member.
  std::vector<Facts> waits_for;
  // Not empty: more items may exist, and these facts would settle it.
  Facts open;
  // The items may stand in another order: in [?, 3, 4] without repeats the 4
  // comes first if `?` is 4. There are undecided members then, or an open end.
  bool shuffled = false;
  // Of the items, see Extent(); set when it becomes a Value.
  std::uint64_t extent = 0;
};

// Keys are bool, int, uint or string (CEL), in the order they were written.
struct Map {
  std::vector<std::pair<Value, Value>> entries;
  // Not empty: more keys may exist, and these facts would settle it.
  Facts open;
  std::uint64_t extent = 0;  // as that of a list
};

// An optional value: of something, or none.
struct Optional {
  bool present = false;
  Value value;               // null when there is none
  std::uint64_t extent = 0;  // as that of a list
};

// The bytes that a value would take if it were written out, roughly: 16 for a
// number, more for a text. A part that several places share counts at each of
// them, so that the extent bounds every walk over the value. O(1), but for
// messages.
std::uint64_t Extent(const Value& value);

// Text for people and tests: CEL literals where there is one, "unknown(2)",
// "error(divide_by_zero)", "[450, 460)", rows as "Room#17". Beyond `most` bytes
// it is cut and ends with "...".
std::string ToText(const Value& value, std::size_t most = std::size_t{1} << 20);

}  // namespace quaranta::expr

#endif  // QUARANTA_EXPR_VALUE_H_

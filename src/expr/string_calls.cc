// The strings library. Positions are code points.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expr/facts.h"
#include "expr/library_calls.h"
#include "expr/operations.h"
#include "expr/text.h"

namespace quaranta::expr {
namespace {

// Where each code point begins, and the end. Bytes that are not UTF-8 (from
// outside) count one each.
std::vector<std::size_t> Starts(std::string_view text) {
  std::vector<std::size_t> starts;
  for (std::size_t pos = 0; pos < text.size();) {
    starts.push_back(pos);
    if (!NextCodePoint(text, pos)) ++pos;
  }
  starts.push_back(text.size());
  return starts;
}

Value OutOfRange(std::int64_t index, const Context& context) {
  return context.Fail(ErrorCode::kOutOfRange,
                      "there is no position " + std::to_string(index));
}

Value TooLong(const Context& context) {
  return context.FailSize("a string", context.limits().string_bytes);
}

bool MayGrow(std::size_t size, Context& context) {
  return context.Charge(size / 64) && size <= context.limits().string_bytes;
}

Value CharAt(const std::string& text, std::int64_t index, Context& context) {
  const auto starts = Starts(text);
  const auto size = static_cast<std::int64_t>(starts.size()) - 1;
  if (index < 0 || index > size) return OutOfRange(index, context);
  if (index == size) return Value("");
  const auto at = static_cast<std::size_t>(index);
  return Value(text.substr(starts[at], starts[at + 1] - starts[at]));
}

Value IndexOf(const Node& call, const std::string& text,
              const std::string& part, const std::int64_t* offset,
              Context& context) {
  const bool last = call.function == Function::kLastIndexOf;
  const auto starts = Starts(text);
  const std::size_t size = starts.size() - 1;
  const std::size_t from = offset ? static_cast<std::size_t>(*offset)
                           : last ? size
                                  : 0;
  if (offset != nullptr && (*offset < 0 || from > size)) {
    return OutOfRange(*offset, context);
  }
  if (part.empty()) return Value(static_cast<std::int64_t>(from));
  const std::size_t at =
      last ? text.rfind(part, starts[from]) : text.find(part, starts[from]);
  if (at == text.npos) return Value(std::int64_t{-1});
  const auto it = std::lower_bound(starts.begin(), starts.end(), at);
  return Value(static_cast<std::int64_t>(it - starts.begin()));
}

Value Substring(const std::string& text, std::int64_t first,
                const std::int64_t* end, Context& context) {
  const auto starts = Starts(text);
  const auto size = static_cast<std::int64_t>(starts.size()) - 1;
  const std::int64_t last = end ? *end : size;
  if (first < 0 || first > size) return OutOfRange(first, context);
  if (last < 0 || last > size) return OutOfRange(last, context);
  if (last < first) {
    return context.Fail(ErrorCode::kOutOfRange,
                        "a text from " + std::to_string(first) +
                            " does not end at " + std::to_string(last));
  }
  const std::size_t from = starts[static_cast<std::size_t>(first)];
  return Value(
      text.substr(from, starts[static_cast<std::size_t>(last)] - from));
}

std::string WithCase(std::string text, bool upper) {
  for (char& c : text) {
    if (upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (!upper && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// Places where `part` stands, at most `limit`; of nothing: before every code
// point and at the end.
std::vector<std::size_t> Places(std::string_view text, std::string_view part,
                                std::size_t limit) {
  std::vector<std::size_t> places;
  if (part.empty()) {
    places = Starts(text);
    places.resize(std::min(places.size(), limit));
    return places;
  }
  for (std::size_t at = 0; places.size() < limit;) {
    at = text.find(part, at);
    if (at == text.npos) break;
    places.push_back(at);
    at += part.size();
  }
  return places;
}

std::size_t Limit(const std::int64_t* limit) {
  return limit == nullptr || *limit < 0 ? SIZE_MAX
                                        : static_cast<std::size_t>(*limit);
}

Value Replace(const std::string& text, const std::string& old,
              const std::string& by, const std::int64_t* limit,
              Context& context) {
  const auto places = Places(text, old, Limit(limit));
  const std::size_t kept = text.size() - places.size() * old.size();
  if (!MayGrow(kept + places.size() * by.size(), context)) {
    return TooLong(context);
  }
  std::string out;
  std::size_t done = 0;
  for (const std::size_t place : places) {
    out += std::string_view(text).substr(done, place - done);
    out += by;
    done = place + old.size();
  }
  return Value(out + text.substr(done));
}

Value Split(const std::string& text, const std::string& by,
            const std::int64_t* limit, Context& context) {
  const std::size_t most = Limit(limit);
  List list;
  if (most == 0) return Value(std::move(list));
  std::vector<std::size_t> places = Places(text, by, SIZE_MAX);
  if (by.empty()) {  // between code points
    if (text.empty()) return Value(std::move(list));
    places.erase(places.begin());
    places.pop_back();
  }
  if (places.size() > most - 1) places.resize(most - 1);
  if (!context.Charge(places.size() + 1)) return context.FailBudget();
  std::size_t done = 0;
  for (const std::size_t place : places) {
    list.items.emplace_back(text.substr(done, place - done));
    done = place + by.size();
  }
  list.items.emplace_back(text.substr(done));
  return Value(std::move(list));
}

// The code points that Unicode calls white space.
bool IsSpace(char32_t c) {
  return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xA0 ||
         c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

Value Trim(const std::string& text) {
  std::size_t first = text.size();
  std::size_t end = 0;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t at = pos;
    const auto code = NextCodePoint(text, pos);
    if (!code) ++pos;
    if (code && IsSpace(*code)) continue;
    first = std::min(first, at);
    end = pos;
  }
  return Value(first < end ? text.substr(first, end - first) : std::string());
}

Value Reverse(const std::string& text) {
  const auto starts = Starts(text);
  std::string out;
  for (std::size_t i = starts.size() - 1; i > 0; --i) {
    out +=
        std::string_view(text).substr(starts[i - 1], starts[i] - starts[i - 1]);
  }
  return Value(std::move(out));
}

Value QuoteText(const std::string& text, Context& context) {
  struct Escape {
    char c;
    char letter;
  };
  constexpr auto kEscapes = std::to_array<Escape>({{'\a', 'a'},
                                                   {'\b', 'b'},
                                                   {'\f', 'f'},
                                                   {'\n', 'n'},
                                                   {'\r', 'r'},
                                                   {'\t', 't'},
                                                   {'\v', 'v'},
                                                   {'\\', '\\'},
                                                   {'"', '"'}});
  std::string out = "\"";
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t at = pos;
    if (!NextCodePoint(text, pos)) {
      out += "\uFFFD";  // what stands for bytes that are no text
      ++pos;
      continue;
    }
    const auto escape =
        std::find_if(kEscapes.begin(), kEscapes.end(),
                     [&](const Escape& e) { return e.c == text[at]; });
    if (escape == kEscapes.end()) {
      out += std::string_view(text).substr(at, pos - at);
    } else {
      out += '\\';
      out += escape->letter;
    }
  }
  out += '"';
  if (!MayGrow(out.size(), context)) return TooLong(context);
  return Value(std::move(out));
}

Value Join(const Node& call, std::span<const Value> args, Context& context) {
  const List* list = args[0].As<List>();
  const std::string* by =
      args.size() == 2 ? args[1].As<std::string>() : nullptr;
  if (list == nullptr || (args.size() == 2 && by == nullptr)) {
    return NoOverload(call.function, args, context);
  }
  if (!context.Charge(Extent(args[0]) / 64)) return context.FailBudget();
  FactSet facts;
  AddUnknowns(args[0], facts);
  if (!facts.empty()) return facts.TakeUnknown();
  std::string out;
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const auto* item = list->items[i].As<std::string>();
    if (item == nullptr) return NoOverload(call.function, args, context);
    if (i > 0 && by != nullptr) out += *by;
    out += *item;
    if (!MayGrow(out.size(), context)) return TooLong(context);
  }
  return Value(std::move(out));
}

// Functions of a text and, perhaps, of two more texts and a number.
Value OfText(const Node& call, const std::string& text,
             std::span<const Value> args, Context& context) {
  const auto string = [&](std::size_t i) {
    return i < args.size() ? args[i].As<std::string>() : nullptr;
  };
  const auto number = [&](std::size_t i) {
    return i < args.size() ? args[i].As<std::int64_t>() : nullptr;
  };
  // The last operand may be left out, but is never of another type.
  const auto bad = [&](std::size_t i) { return i < args.size() && !number(i); };
  switch (call.function) {
    case Function::kCharAt:
      if (!number(1)) break;
      return CharAt(text, *number(1), context);
    case Function::kIndexOf:
    case Function::kLastIndexOf:
      if (!string(1) || bad(2)) break;
      return IndexOf(call, text, *string(1), number(2), context);
    case Function::kSubstring:
      if (!number(1) || bad(2)) break;
      return Substring(text, *number(1), number(2), context);
    case Function::kReplace:
      if (!string(1) || !string(2) || bad(3)) break;
      return Replace(text, *string(1), *string(2), number(3), context);
    case Function::kSplit:
      if (!string(1) || bad(2)) break;
      return Split(text, *string(1), number(2), context);
    case Function::kFormat:
      if (args.size() != 2 || !args[1].As<List>()) break;
      return Format(text, *args[1].As<List>(), context);
    case Function::kLowerAscii:
      return Value(WithCase(text, false));
    case Function::kUpperAscii:
      return Value(WithCase(text, true));
    case Function::kTrim:
      return Trim(text);
    case Function::kReverse:
      return Reverse(text);
    case Function::kQuote:
      return QuoteText(text, context);
    default:
      break;
  }
  return NoOverload(call.function, args, context);
}

}  // namespace

Value CallStrings(const Node& call, std::span<const Value> args,
                  Context& context) {
  if (call.function == Function::kJoin) return Join(call, args, context);
  const auto* text = args[0].As<std::string>();
  if (text == nullptr) return NoOverload(call.function, args, context);
  if (!context.Charge(1 + text->size() / 16)) return context.FailBudget();
  return OfText(call, *text, args, context);
}

}  // namespace quaranta::expr

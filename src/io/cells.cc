#include "io/cells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "io/dates.h"
#include "io/forms.h"
#include "io/marks.h"
#include "io/numbers.h"
#include "io/units.h"
#include "quaranta/text/utf8.h"

namespace quaranta::io {
namespace {

using data::Column;
using data::Note;
using data::NoteState;
using schema::Field;
using schema::Kind;
using Severity = world::Issue::Severity;

bool IsText(const Field& field) { return field.kind == Kind::kString; }

// Ids and references: full-width digits are the same room.
bool IsName(const Field& field) {
  return IsText(field) && (field.name == "id" || field.name == "label" ||
                           !field.ref_record.empty());
}

bool OneOf(std::string_view text,
           std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool IsBlank(std::string_view text) {
  return text.empty() ||
         OneOf(text, {"-", "--", "—", "——", "/", "\\", "N/A", "n/a", "NA",
                      "NULL", "null", "NaN", "nan", "None"});
}

bool IsLatin(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// "XX" with no other letter beside it.
bool HasCrosses(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != 'x' && text[i] != 'X') continue;
    std::size_t end = i;
    while (end < text.size() && (text[end] == 'x' || text[end] == 'X')) ++end;
    const bool alone = (i == 0 || !IsLatin(text[i - 1])) &&
                       (end == text.size() || !IsLatin(text[end]));
    if (alone && end - i > 1) return true;
    i = end;
  }
  return false;
}

// "*1轮", "13*********", "张**", "XX人", "2022年X月X日", "李某某": hidden in
// part. In a text that names nothing, stars and crosses are characters.
bool IsMaskedInPart(std::string_view text, const Field& field) {
  const bool star = text.find('*') != std::string_view::npos ||
                    text.find("＊") != std::string_view::npos;
  const bool direct = field.personal == schema::Personal::kDirect;
  switch (field.kind) {
    case Kind::kString:
      if (direct && (HasCrosses(text) || text.ends_with("某"))) return true;
      return star && (direct || IsName(field));
    case Kind::kInt:
    case Kind::kDouble:
      return star || HasCrosses(text);
    case Kind::kDate:
    case Kind::kInstant:
      return star || text.find_first_of("xX") != std::string_view::npos;
    case Kind::kBool:
    case Kind::kEnum:
    case Kind::kReference:
      return star;
  }
  return false;
}

bool IsMasked(std::string_view text, const Field& field) {
  const auto all = [text](std::string_view characters) {
    return text.find_first_not_of(characters) == std::string_view::npos;
  };
  if (all("*") || text == "＊" || text == "＊＊") return true;
  if (all("xX") && (text.size() > 1 || !IsText(field))) return true;
  return !field.repeated && IsMaskedInPart(text, field);
}

// 未测: there is no number, and nobody is to be asked for it.
bool IsNotMeasured(std::string_view text, const Field& field) {
  const bool measured = field.kind == Kind::kInt ||
                        field.kind == Kind::kDouble ||
                        field.kind == Kind::kInstant;
  return measured && OneOf(text, {"未测", "未测量", "未填", "缺测", "空"});
}

bool IsAskedUnknown(std::string_view text) {
  return OneOf(text, {"不详", "不清", "不清楚", "未知", "不明", "不知道", "?",
                      "？", "unknown", "Unknown", "UNKNOWN"});
}

bool IsNone(std::string_view text) {
  return OneOf(text, {"无", "没有", "none"});
}

std::optional<bool> BoolOf(std::string_view text) {
  if (OneOf(text, {"1", "true", "TRUE", "True", "t", "T", "yes", "Yes", "YES",
                   "y", "Y", "是", "有", "对", "√", "✓", "✔", "已"})) {
    return true;
  }
  if (OneOf(text,
            {"0", "false", "FALSE", "False", "f", "F", "no", "No", "NO", "n",
             "N", "否", "无", "没有", "不是", "×", "✗", "✘", "未"})) {
    return false;
  }
  return std::nullopt;
}

// Blank with a note.
void AppendNote(Column& column, NoteState state, std::string_view raw,
                std::optional<Interval> bounds = std::nullopt) {
  column.AppendBlank();
  column.SetNote(column.size() - 1, Note{state, std::string(raw), bounds});
}

CellProblem Unreadable(Column& column, std::string_view raw,
                       std::string_view code, std::string expected) {
  AppendNote(column, NoteState::kSuspect, raw);
  return {code, "kept_unknown", std::move(expected), Severity::kWarning};
}

std::string Shortest(double value) {
  std::array<char, 32> buffer{};
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return std::string(buffer.data(), result.ptr);
}

// A number, behind which the unit of the header stands unless it does already.
Number NumberOf(const Field& field, std::string_view text,
                std::string_view unit) {
  const bool whole = field.kind == Kind::kInt;
  if (unit.empty() || text.find(unit) != std::string_view::npos) {
    return ParseNumber(text, field.unit, whole);
  }
  return ParseNumber(std::string(text) += unit, field.unit, whole);
}

std::optional<CellProblem> AppendNumber(Column& column, std::string_view text,
                                        const CellContext& context) {
  const Field& field = column.field();
  const bool whole = field.kind == Kind::kInt;
  const Number number = NumberOf(field, text, context.unit);
  if (number.kind == Number::Kind::kHedged) {
    AppendNote(column, NoteState::kHedged, text, number.bounds);
    return std::nullopt;
  }
  if (number.kind == Number::Kind::kNone) {
    return Unreadable(column, text, "unreadable_number",
                      std::string(field.unit));
  }
  if (number.kind == Number::Kind::kOtherUnit) {
    return Unreadable(column, text, "unknown_unit", KnownUnits(field.unit));
  }
  double value = number.value.ToDouble();
  if (whole) {
    const auto integer = number.value.ToInt();
    if (!integer) return Unreadable(column, text, "not_whole", "");
    column.AppendInt(*integer);
    value = static_cast<double>(*integer);
  } else if (!std::isfinite(value)) {
    return Unreadable(column, text, "unreadable_number", "");
  } else {
    column.AppendDouble(value);
  }
  if (!field.has_range || (field.min <= value && value <= field.max)) {
    return std::nullopt;
  }
  column.SetNote(column.size() - 1,
                 Note{NoteState::kSuspect, std::string(text), std::nullopt});
  return CellProblem{"out_of_range", "kept_suspect",
                     Shortest(field.min) + ".." + Shortest(field.max)};
}

std::optional<CellProblem> AppendDate(Column& column, std::string_view text,
                                      DateResult read) {
  // A century decides between a child and the eldest.
  if (read.short_year && column.field().name == "birth_date") {
    read.problem = DateProblem::kAmbiguous;
  }
  if (read.problem == DateProblem::kNone) {
    column.AppendDay(read.day);
    return std::nullopt;
  }
  if (read.problem == DateProblem::kTimeDropped) {
    column.AppendDay(read.day);
    return CellProblem{CodeOf(read.problem), "read_day", {}, Severity::kNote};
  }
  return Unreadable(column, text, CodeOf(read.problem), "2022-04-10");
}

std::optional<CellProblem> AppendInstant(Column& column, std::string_view text,
                                         const InstantResult& read) {
  if (read.problem == DateProblem::kNone) {
    column.AppendInstant(read.instant);
    return std::nullopt;
  }
  return Unreadable(column, text, CodeOf(read.problem),
                    "2022-04-10T17:00:00+08:00");
}

DateResult DayOf(std::string_view text, const CellContext& context) {
  if (context.unit == kSerialUnit) {
    const DateResult read = DateOfSerial(text);
    if (read.problem != DateProblem::kUnreadable) return read;
  }
  return ReadDate(text, context.order);
}

InstantResult InstantOf(std::string_view text, const CellContext& context) {
  if (context.unit == kSerialUnit) {
    const InstantResult read = InstantOfSerial(text, context.zone);
    if (read.problem != DateProblem::kUnreadable) return read;
  }
  return ReadInstant(text, context.zone, context.order);
}

// "隔离点:S1" as "Site:S1"; nothing when no record is named.
std::optional<std::string> ReferenceOf(std::string_view text) {
  const std::string narrow = Narrow(text);
  const std::size_t colon = narrow.find(':');
  if (colon == std::string::npos || colon + 1 == narrow.size()) {
    return std::nullopt;
  }
  const schema::Record* record =
      schema::FindRecord(TrimSpace(std::string_view(narrow).substr(0, colon)));
  if (record == nullptr) return std::nullopt;
  return std::string(record->name) + narrow.substr(colon);
}

// The value of an enum by any of its names, in any case; full-width forms and
// look-alikes too.
const schema::EnumValue* EnumOf(const Field& field, std::string_view text) {
  if (const EnumNames* names = EnumNames::Of(*field.enumeration)) {
    if (const std::int32_t number = names->Find(text); number != 0) {
      return schema::FindValue(*field.enumeration, number);
    }
  }
  if (const auto* value = schema::FindValue(*field.enumeration, text)) {
    return value;
  }
  std::string upper = Narrow(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == ' ' || c == '-') c = '_';
  }
  if (const auto* value = schema::FindValue(*field.enumeration, upper)) {
    return value;
  }
  return schema::FindValue(*field.enumeration, WithoutLookAlikes(upper));
}

// The problem of a text that is none of the kind.
CellProblem UnreadableOf(Column& column, std::string_view text) {
  switch (column.kind()) {
    case Kind::kBool:
      return Unreadable(column, text, "unreadable_bool", "true, false");
    case Kind::kEnum:
      return Unreadable(column, text, "unknown_value",
                        std::string(column.field().enumeration->name));
    default:
      return Unreadable(column, text, "unreadable_reference", "Site:S1");
  }
}

bool AppendItemOf(Column& column, std::string_view text,
                  const CellContext& context);

// The bare cell, which is no blank, mask, or list.
std::optional<CellProblem> AppendPlain(Column& column, std::string_view text,
                                       const CellContext& context) {
  switch (column.kind()) {
    case Kind::kInt:
    case Kind::kDouble:
      return AppendNumber(column, text, context);
    case Kind::kDate:
      return AppendDate(column, text, DayOf(text, context));
    case Kind::kInstant:
      return AppendInstant(column, text, InstantOf(text, context));
    case Kind::kString:
      IsName(column.field()) ? column.AppendText(Narrow(text))
                             : column.AppendText(text);
      return std::nullopt;
    case Kind::kBool:
    case Kind::kEnum:
    case Kind::kReference:
      if (AppendItemOf(column, text, context)) return std::nullopt;
      return UnreadableOf(column, text);
  }
  return std::nullopt;
}

// 无: nothing is there. What that means depends on the field.
bool AppendNone(Column& column) {
  const Field& field = column.field();
  if (field.kind == Kind::kEnum && EnumOf(field, "无") != nullptr) return false;
  if (field.kind == Kind::kBool) return false;
  if (field.absent != schema::Absent::kUnknown) {
    column.AppendBlank();
    return true;
  }
  if (field.repeated) {
    column.EndList();
    return true;
  }
  if (field.kind == Kind::kInt) {
    column.AppendInt(0);
    return true;
  }
  return false;
}

// In a list cell "|" and "\\" stand for themselves behind a backslash, and so
// do, at the ends of an item, the white space characters of these names.
constexpr std::string_view kSpaceNames = "sntr";
constexpr std::string_view kSpaceCharacters = " \n\t\r";

// An item between bars: without white space at its ends, escapes undone.
std::string Unescaped(std::string_view item) {
  item = TrimSpace(item);
  std::string out;
  for (std::size_t i = 0; i < item.size(); ++i) {
    if (item[i] == '\\' && i + 1 < item.size()) {
      const char next = item[i + 1];
      const std::size_t space = kSpaceNames.find(next);
      const bool at_end = i == 0 || i + 2 == item.size();
      if (next == '|' || next == '\\') {
        out += item[++i];
        continue;
      }
      if (space != std::string_view::npos && at_end) {
        out += kSpaceCharacters[space];
        ++i;
        continue;
      }
    }
    out += item[i];
  }
  return out;
}

std::string Escaped(std::string_view item) {
  std::string out;
  for (std::size_t i = 0; i < item.size(); ++i) {
    const std::size_t space = kSpaceCharacters.find(item[i]);
    if (space != std::string_view::npos && (i == 0 || i + 1 == item.size())) {
      out += '\\';
      out += kSpaceNames[space];
      continue;
    }
    if (item[i] == '|' || item[i] == '\\') out += '\\';
    out += item[i];
  }
  return out;
}

// The pieces between bars that no backslash stands before.
std::vector<std::string_view> BetweenBars(std::string_view text) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '|') {
      pieces.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  pieces.push_back(text.substr(begin));
  return pieces;
}

// The pieces between the separators that people use.
std::vector<std::string_view> BetweenMarks(std::string_view text) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t skip = 0;
    for (const std::string_view mark : {"、", ";", "；", "，", ",", "+"}) {
      if (text.substr(i).starts_with(mark)) skip = mark.size();
    }
    if (skip > 0) {
      pieces.push_back(text.substr(begin, i - begin));
      begin = i + skip;
    }
    i += skip > 0 ? skip : 1;
  }
  pieces.push_back(text.substr(begin));
  return pieces;
}

// Splits at "|"; where there is none, at other separators, but for free texts.
std::vector<std::string> Items(const Field& field, std::string_view text) {
  std::vector<std::string> items;
  std::vector<std::string_view> pieces = BetweenBars(text);
  if (pieces.size() > 1) {
    if (pieces.back().empty()) pieces.pop_back();  // "a;b|" is one item
    for (const std::string_view piece : pieces) {
      items.push_back(Unescaped(piece));
    }
    return items;
  }
  if (IsText(field) && field.ref_record.empty()) return {Unescaped(text)};
  for (const std::string_view piece : BetweenMarks(text)) {
    items.push_back(IsName(field) ? Narrow(TrimSpace(piece))
                                  : std::string(TrimSpace(piece)));
  }
  return items;
}

std::optional<CellProblem> AppendList(Column& column, std::string_view text,
                                      const CellContext& context) {
  if (text == "[]") {
    column.EndList();
    return std::nullopt;
  }
  // A trial first: one bad item spoils the list, for what is left of it would
  // pass for all of it.
  const std::vector<std::string> items = Items(column.field(), text);
  Column trial(column.field());
  for (const std::string& item : items) {
    if (AppendItemOf(trial, item, context)) continue;
    return Unreadable(column, text, "unreadable_list", {});
  }
  for (const std::string& item : items) AppendItemOf(column, item, context);
  column.EndList();
  return std::nullopt;
}

// Whether a text, guards aside, reads as something else than itself.
bool IsSpecial(const Field& field, std::string_view text) {
  return TrimSpace(text) != text || IsBlank(text) || IsMasked(text, field) ||
         IsAskedUnknown(text) ||
         (IsNone(text) && field.absent != schema::Absent::kUnknown) ||
         (IsName(field) && Narrow(text) != text) || IsAnyMark(text);
}

bool AppendItemOf(Column& column, std::string_view text,
                  const CellContext& context) {
  const Field& field = column.field();
  switch (field.kind) {
    case Kind::kBool: {
      const auto value = BoolOf(Narrow(text));
      if (value) column.AppendBool(*value);
      return value.has_value();
    }
    case Kind::kInt: {
      const auto value = NumberOf(field, text, context.unit);
      const auto whole = value.value.ToInt();
      if (value.kind != Number::Kind::kExact || !whole) return false;
      column.AppendInt(*whole);
      return true;
    }
    case Kind::kDouble: {
      const auto value = NumberOf(field, text, context.unit);
      if (value.kind != Number::Kind::kExact) return false;
      column.AppendDouble(value.value.ToDouble());
      return true;
    }
    case Kind::kEnum: {
      const schema::EnumValue* value = EnumOf(field, text);
      if (value != nullptr) column.AppendEnum(value->number);
      return value != nullptr;
    }
    case Kind::kDate: {
      const DateResult read = DayOf(text, context);
      if (read.problem != DateProblem::kNone) return false;
      column.AppendDay(read.day);
      return true;
    }
    case Kind::kInstant: {
      const InstantResult read = InstantOf(text, context);
      if (read.problem != DateProblem::kNone) return false;
      column.AppendInstant(read.instant);
      return true;
    }
    case Kind::kReference: {
      const auto reference = ReferenceOf(text);
      if (reference) column.AppendText(*reference);
      return reference.has_value();
    }
    case Kind::kString:
      column.AppendText(text);
      return true;
  }
  return false;
}

}  // namespace

bool NeedsGuard(const Field& field, std::string_view text) {
  if (!IsText(field) || field.repeated) return false;
  if (IsSpecial(field, text)) return true;
  const std::size_t first = text.find_first_not_of('\'');
  return first != 0 && (first == std::string_view::npos ||
                        IsSpecial(field, text.substr(first)));
}

std::optional<CellProblem> AppendWritten(Column& column, std::string_view text,
                                         const CellContext& context) {
  const Field& field = column.field();
  if (text.starts_with('\'') && NeedsGuard(field, text)) {
    column.AppendText(text.substr(1));
    return std::nullopt;
  }
  text = TrimSpace(text);
  if (IsBlank(text) || IsNotMeasured(text, field)) {
    column.AppendBlank();
    return std::nullopt;
  }
  const bool masked = IsMasked(text, field);
  // An enum may have a value of that name.
  if ((masked || IsAskedUnknown(text)) &&
      (field.kind != Kind::kEnum || EnumOf(field, text) == nullptr)) {
    AppendNote(column, masked ? NoteState::kMasked : NoteState::kAskedUnknown,
               text);
    return std::nullopt;
  }
  if (IsNone(text) && AppendNone(column)) return std::nullopt;
  if (field.repeated) return AppendList(column, text, context);
  return AppendPlain(column, text, context);
}

namespace {

// What a code book says about a text, which may stand there in narrow forms.
const std::string* InCodeBook(const CellContext& context,
                              std::string_view text) {
  if (context.codes == nullptr || context.codes->empty()) return nullptr;
  auto it = context.codes->find(std::string(TrimSpace(text)));
  if (it == context.codes->end()) {
    it = context.codes->find(Narrow(TrimSpace(text)));
  }
  return it == context.codes->end() ? nullptr : &it->second;
}

// The text as it stands, with a note that something happened to it.
CellProblem AppendDamaged(Column& column, std::string_view text,
                          std::string_view code, std::string expected) {
  column.AppendText(text);
  column.SetNote(column.size() - 1,
                 Note{NoteState::kSuspect, std::string(text), std::nullopt});
  return {code, "kept_suspect", std::move(expected), Severity::kWarning};
}

// How many digits a spreadsheet keeps of a number.
constexpr std::size_t kKeptDigits = 15;

// A number of a worksheet.
std::optional<CellProblem> AppendTypedNumber(Column& column,
                                             std::string_view text,
                                             const CellContext& context) {
  const Field& field = column.field();
  if (field.repeated) return AppendWritten(column, text, context);
  if (field.kind == Kind::kDate) {
    return AppendDate(column, text, DateOfSerial(text));
  }
  if (field.kind == Kind::kInstant) {
    return AppendInstant(column, text, InstantOfSerial(text, context.zone));
  }
  if (IsText(field)) {
    const auto digits = static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
    if (field.name == "id_number" || digits > kKeptDigits) {
      return AppendDamaged(column, text, "number_for_text", "");
    }
  }
  return AppendWritten(column, text, context);
}

// A day or instant of a worksheet.
std::optional<CellProblem> AppendTypedTime(Column& column,
                                           std::string_view text,
                                           const CellContext& context) {
  const Field& field = column.field();
  if (IsName(field) && !field.repeated) {
    // "3-04" is a room until a spreadsheet takes it for 4 March.
    return AppendDamaged(column, text, "date_for_text", "");
  }
  return AppendWritten(column, text, context);
}

Ordinary& OrdinaryOf(const Column& column, const CellContext& context) {
  Ordinary& ordinary = context.ordinary;
  if (ordinary.field() != &column.field()) {
    ordinary = Ordinary(column.field(), !context.unit.empty());
  }
  return ordinary;
}

}  // namespace

std::size_t AppendCells(Column& column, std::span<const SheetCell> cells,
                        const CellContext& context) {
  if (context.codes != nullptr) return 0;
  return OrdinaryOf(column, context).Append(column, cells, context.zone);
}

std::optional<CellProblem> AppendCell(Column& column, SheetCell cell,
                                      const CellContext& context) {
  if (cell.type == CellType::kText && context.codes == nullptr &&
      OrdinaryOf(column, context).Append(column, cell.text, context.zone)) {
    return std::nullopt;
  }
  if (cell.type == CellType::kBlank) {
    column.AppendBlank();
    return std::nullopt;
  }
  if (const std::string* code = InCodeBook(context, cell.text)) {
    return AppendWritten(column, *code, context);
  }
  switch (cell.type) {
    case CellType::kBlank:
    case CellType::kText:
    case CellType::kBool:
      return AppendWritten(column, cell.text, context);
    case CellType::kNumber:
      return AppendTypedNumber(column, cell.text, context);
    case CellType::kDay:
    case CellType::kInstant:
      return AppendTypedTime(column, cell.text, context);
    case CellType::kError:
      return Unreadable(column, cell.text, "source_error", {});
  }
  return std::nullopt;
}

std::optional<CellProblem> AppendLiteral(Column& column, std::string_view text,
                                         const Zone* zone) {
  if (IsText(column.field())) {
    column.AppendText(text);
    return std::nullopt;
  }
  return AppendPlain(column, text, {.zone = zone});
}

bool AppendItem(Column& column, std::string_view text, const Zone* zone) {
  return AppendItemOf(column, text, {.zone = zone});
}

std::string ItemText(const Column& column, std::size_t i) {
  switch (column.kind()) {
    case Kind::kBool:
      return column.GetBool(i) ? "true" : "false";
    case Kind::kInt:
      return std::to_string(column.GetInt(i));
    case Kind::kDouble:
      return std::isfinite(column.GetDouble(i)) ? Shortest(column.GetDouble(i))
                                                : "";
    case Kind::kEnum: {
      const std::int32_t number = column.GetEnum(i);
      const auto* value =
          schema::FindValue(*column.field().enumeration, number);
      return value != nullptr ? std::string(value->name)
             : number == 0    ? ""
                              : std::to_string(number);
    }
    case Kind::kDate:
      return FormatDay(column.GetDay(i));
    case Kind::kInstant:
      return FormatInstant(column.GetInstant(i));
    case Kind::kString:
    case Kind::kReference:
      return std::string(column.GetText(i));
  }
  return {};
}

std::string CellText(const Column& column, std::size_t row) {
  if (!column.valid(row)) return {};
  if (!column.field().repeated) {
    std::string text = ItemText(column, row);
    if (NeedsGuard(column.field(), text)) text.insert(text.begin(), '\'');
    return text;
  }
  const auto [begin, end] = column.ListRange(row);
  if (begin == end) return "[]";
  std::string joined;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin) joined += '|';
    joined += Escaped(ItemText(column, i));
  }
  // A last bar says that there is one item, whatever characters it has, or that
  // the last one is empty.
  if (end - begin == 1 || ItemText(column, end - 1).empty()) joined += '|';
  return joined;
}

}  // namespace quaranta::io

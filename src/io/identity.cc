#include "io/identity.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "io/normal.h"
#include "io/numbers.h"
#include "io/reader.h"
#include "quaranta/core/mask.h"
#include "quaranta/schema/records.h"

namespace quaranta::io {
namespace {

using data::Column;
using data::Table;
using schema::Field;
using schema::Kind;
using schema::Record;
using Severity = world::Issue::Severity;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}
int NumberOf(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

std::optional<Day> DayOf(int year, std::string_view mmdd) {
  const auto day = FromCivil(
      {year, NumberOf(mmdd.substr(0, 2)), NumberOf(mmdd.substr(2, 2))});
  if (!day.ok() || year < 1880) return std::nullopt;
  return *day;
}

bool IsDocument(std::string_view normal) {
  if (normal.size() < 6 || normal.size() > 15) return false;
  std::size_t digits = 0;
  for (const char c : normal) {
    if (IsDigit(c)) {
      ++digits;
    } else if (!((c >= 'A' && c <= 'Z') || c == '(' || c == ')')) {
      return false;
    }
  }
  // Permits and some passports are 7 to 10 digits; 11 are a phone number.
  if (digits == normal.size()) return digits >= 7 && digits <= 10;
  return digits >= 5;
}

}  // namespace

char CheckCharacter(std::string_view digits) {
  static constexpr std::array<int, 17> kWeights = {7, 9, 10, 5,  8, 4, 2, 1, 6,
                                                   3, 7, 9,  10, 5, 8, 4, 2};
  constexpr std::string_view kCharacters = "10X98765432";
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) {
    sum += kWeights[i] * (digits[i] - '0');
  }
  return kCharacters[static_cast<std::size_t>(sum % 11)];
}

IdentityNumber ReadIdentityNumber(std::string_view normal) {
  IdentityNumber id;
  const bool whole = normal.size() == 18 && AllDigits(normal.substr(0, 17)) &&
                     (IsDigit(normal[17]) || normal[17] == 'X');
  if (whole) {
    id.form = IdForm::kIdentity;
    id.check_digit = CheckCharacter(normal) == normal[17];
    id.birth = DayOf(NumberOf(normal.substr(6, 4)), normal.substr(10, 4));
    id.male = (normal[16] - '0') % 2 == 1;
  } else if (normal.size() == 15 && AllDigits(normal)) {
    id.birth = DayOf(1900 + NumberOf(normal.substr(6, 2)), normal.substr(8, 4));
    id.form = id.birth ? IdForm::kOld : IdForm::kOther;
    id.male = (normal[14] - '0') % 2 == 1;
  } else if (IsDocument(normal)) {
    id.form = IdForm::kDocument;
  }
  return id;
}

namespace {

// Nearly all texts end here: a long number begins with a digit, if need be a
// full-width one, or what stands before it in a spreadsheet.
bool MayBeSpoiled(std::string_view text) {
  return text.size() >= 5 && (IsDigit(text[0]) || text[0] == '\xEF' ||
                              text[0] == ' ' || text[0] == '\'');
}

}  // namespace

Spoiled SpoiledNumber(std::string_view text) {
  if (!MayBeSpoiled(text)) return Spoiled::kNo;
  std::string normal = NormalIdNumber(text);
  std::string_view digits = normal;
  if (digits.ends_with(".0")) digits.remove_suffix(2);
  // Fewer than three digits behind the 15th are zero too often by chance.
  if (digits.size() >= 18 && digits.size() <= 22 && digits[0] != '0') {
    if (AllDigits(digits)) {
      return digits.find_first_not_of('0', 15) == std::string_view::npos
                 ? Spoiled::kMaybe
                 : Spoiled::kLong;
    }
    if (digits.size() == 18 && AllDigits(digits.substr(0, 17)) &&
        digits[17] == 'X') {
      return Spoiled::kLong;
    }
  }
  const std::size_t e = digits.find('E');
  if (e == std::string_view::npos || !IsDigit(digits[0])) return Spoiled::kNo;
  const std::string_view exponent = digits.substr(e + 1);
  const bool mantissa =
      e == 1 || (digits[1] == '.' && AllDigits(digits.substr(2, e - 2)));
  return mantissa && exponent.size() == 3 && exponent[0] == '+' &&
                 AllDigits(exponent.substr(1)) &&
                 NumberOf(exponent.substr(1)) >= 15 &&
                 NumberOf(exponent.substr(1)) <= 21
             ? Spoiled::kCertainly
             : Spoiled::kNo;
}

bool LostDigits(std::uint64_t zeros, std::uint64_t all) {
  return zeros >= 3 && zeros * 20 >= all;
}

bool LostAllDigits(std::uint64_t zeros, std::uint64_t all) {
  return zeros >= 3 && zeros == all;
}

namespace {

class Checker {
 public:
  Checker(world::Builder& builder, const std::string& file,
          const AppendedRows& rows)
      : builder_(builder),
        file_(file),
        rows_(rows),
        record_(*rows.record),
        table_(builder.Edit(*rows.record)),
        first_(rows.first),
        last_(rows.last) {}

  void Run() {
    for (Column& column : table_.columns) {
      if (column.kind() != Kind::kString || column.field().repeated) continue;
      if (HeaderOf(column.field()).empty()) continue;
      FindTruncated(column);
    }
    Column* numbers = ColumnOf("id_number");
    if (numbers == nullptr) return;
    for (std::uint32_t row = first_; row < last_; ++row) {
      if (!numbers->valid(row) || numbers->note(row) != nullptr) continue;
      CheckNumber(*numbers, row);
    }
  }

 private:
  // The header of a field's column; empty when the sheet has none.
  std::string HeaderOf(const Field& field) const {
    const auto index = static_cast<std::size_t>(&field - record_.fields.data());
    return index < rows_.headers.size() ? rows_.headers[index] : std::string();
  }

  Column* ColumnOf(std::string_view name) {
    const Field* field = schema::FindField(record_, name);
    if (field == nullptr) return nullptr;
    return &table_.columns[static_cast<std::size_t>(field -
                                                    record_.fields.data())];
  }

  // Texts that are held once are looked at once.
  static Spoiled SpoiledAt(const Column& column,
                           std::vector<std::optional<Spoiled>>& known,
                           std::uint32_t row) {
    if (known.empty()) {
      const std::string_view text = column.GetText(row);
      return MayBeSpoiled(text) ? SpoiledNumber(text) : Spoiled::kNo;
    }
    auto& spoiled =
        known[static_cast<std::size_t>(column.dictionary()->codes[row])];
    if (!spoiled) spoiled = SpoiledNumber(column.GetText(row));
    return *spoiled;
  }

  void FindTruncated(Column& column) {
    if (column.raw().form == data::Form::kBlank) return;
    const auto dictionary = column.dictionary();
    std::vector<std::optional<Spoiled>> known(
        dictionary ? dictionary->texts.size() : 0);
    std::uint64_t all = 0;
    std::vector<std::uint32_t> zeros;
    std::vector<std::uint32_t> certain;
    for (std::uint32_t row = first_; row < last_; ++row) {
      if (!column.valid(row)) continue;
      const Spoiled spoiled = SpoiledAt(column, known, row);
      if (spoiled == Spoiled::kNo) continue;
      ++all;
      if (spoiled == Spoiled::kMaybe) zeros.push_back(row);
      if (spoiled == Spoiled::kCertainly) certain.push_back(row);
    }
    std::vector<std::uint32_t> truncated = certain;
    const std::uint64_t lost = zeros.size() + certain.size();
    if (NumbersOfPeople(column.field()) ? LostDigits(lost, all)
                                        : LostAllDigits(lost, all)) {
      truncated.insert(truncated.end(), zeros.begin(), zeros.end());
    }
    if (truncated.empty()) return;
    for (const std::uint32_t row : truncated) Suspect(column, row);
    const std::string count = std::to_string(truncated.size());
    world::Issue issue =
        FileIssue(Severity::kWarning, "id_truncated", file_, 0, "kept_suspect",
                  count + "/" + std::to_string(all));
    issue.column = HeaderOf(column.field());
    builder_.AddIssue(std::move(issue));
  }

  bool NumbersOfPeople(const Field& field) const {
    return field.name == "id_number" || field.ref_record == "Person" ||
           (field.name == "id" && record_.name == "Person");
  }

  // Whether rows are matched by the values of a field.
  bool IsLink(const Field& field) const {
    if (field.name == "id" || !field.ref_record.empty()) return true;
    for (const std::uint16_t index : record_.key) {
      if (&record_.fields[index] == &field) return true;
    }
    return false;
  }

  void Suspect(Column& column, std::uint32_t row) {
    // A wrong link is worse than none.
    if (IsLink(column.field())) column.SetBlank(row);
    column.SetNote(row, {data::NoteState::kSuspect, {}, std::nullopt});
  }

  void Report(std::uint32_t row, std::string_view code, std::string_view action,
              const Field& column, std::string detail) {
    world::Issue issue =
        FileIssue(Severity::kWarning, code, file_, rows_.LineOf(row), action,
                  std::move(detail));
    issue.column = HeaderOf(column);
    issue.value = kMask;
    builder_.AddIssue(std::move(issue));
  }

  void CheckNumber(Column& column, std::uint32_t row) {
    const std::string normal = NormalIdNumber(column.GetText(row));
    const IdentityNumber id = ReadIdentityNumber(normal);
    const Field& field = column.field();
    if (id.form == IdForm::kDocument) return;
    if (id.form == IdForm::kOther) {
      Report(row, "id_form", "read", field, {});
      return;
    }
    if (id.form == IdForm::kIdentity && (!id.check_digit || !id.birth)) {
      Suspect(column, row);
      Report(row, "id_check_digit", "kept_suspect", field, {});
      return;
    }
    const std::vector<std::string_view> wrong = Disagreeing(id, row);
    if (wrong.empty()) return;
    Suspect(column, row);
    std::string detail;
    for (const std::string_view other : wrong) {
      if (!detail.empty()) detail += ", ";
      detail += other;
    }
    Report(row, "identity_disagrees", "kept_suspect", field, std::move(detail));
  }

  // The fields of the row that say otherwise than the number.
  std::vector<std::string_view> Disagreeing(const IdentityNumber& id,
                                            std::uint32_t row) {
    std::vector<std::string_view> wrong;
    const auto recorded = [&](std::string_view name) -> const Column* {
      const Column* column = ColumnOf(name);
      return column != nullptr && column->valid(row) &&
                     column->note(row) == nullptr
                 ? column
                 : nullptr;
    };
    const CivilDay born = ToCivil(*id.birth);
    if (const Column* c = recorded("birth_date");
        c && c->GetDay(row) != *id.birth) {
      wrong.emplace_back("birth_date");
    }
    if (const Column* c = recorded("birth_year");
        c && c->GetInt(row) != born.year) {
      wrong.emplace_back("birth_year");
    }
    if (const Column* c = recorded("age");
        c && !AgeFits(c->GetInt(row), born, row)) {
      wrong.emplace_back("age");
    }
    if (const Column* c = recorded("sex")) {
      const auto sex = static_cast<schema::Sex>(c->GetEnum(row));
      if ((sex == schema::Sex::kMale && !id.male) ||
          (sex == schema::Sex::kFemale && id.male)) {
        wrong.emplace_back("sex");
      }
    }
    return wrong;
  }

  // An age is of some day near the times in the row; people also count from
  // one, and from New Year. Without any time nobody can tell.
  bool AgeFits(std::int64_t age, const CivilDay& born, std::uint32_t row) {
    for (const std::string_view name :
         {"reported_at", "entered_at", "arrived_at", "named_at"}) {
      const Column* column = ColumnOf(name);
      if (column == nullptr || !column->valid(row)) continue;
      const Instant at = column->GetInstant(row);
      const std::int64_t local =
          at.micros + at.offset_minutes * kMicrosPerMinute;
      const std::int64_t days =
          (local - (local % kMicrosPerDay + kMicrosPerDay) % kMicrosPerDay) /
          kMicrosPerDay;
      const CivilDay then = ToCivil(Day{static_cast<std::int32_t>(days)});
      const int years = then.year - born.year;
      return age >= years - 2 && age <= years + 2;
    }
    return true;
  }

  world::Builder& builder_;
  const std::string& file_;
  const AppendedRows& rows_;
  const Record& record_;
  Table& table_;
  std::uint32_t first_;
  std::uint32_t last_;
};

}  // namespace

void CheckIdentities(world::Builder& builder, const std::string& file,
                     const AppendedRows& rows) {
  if (rows.first < rows.last) Checker(builder, file, rows).Run();
}

}  // namespace quaranta::io

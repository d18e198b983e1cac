#include "io/headers.h"

#include "io/numbers.h"

namespace quaranta::io {
namespace {

// As written, but without spaces, in lower case and narrow.
std::string Plain(std::string_view text) {
  std::string out;
  for (const char c : Narrow(text)) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

const schema::Field* FieldOf(const schema::Record& record,
                             std::string_view plain) {
  // Names before labels before synonyms: the schema lets no two fields of a
  // record share one, but case and spaces may.
  for (const schema::Field& field : record.fields) {
    if (field.name == plain) return &field;
  }
  for (const schema::Field& field : record.fields) {
    if (!field.zh.empty() && Plain(field.zh) == plain) return &field;
  }
  for (const schema::Field& field : record.fields) {
    std::string_view rest = field.synonym;
    while (!rest.empty()) {
      const std::size_t bar = rest.find('|');
      if (Plain(rest.substr(0, bar)) == plain) return &field;
      rest = bar == std::string_view::npos ? std::string_view()
                                           : rest.substr(bar + 1);
    }
  }
  return nullptr;
}

}  // namespace

Header FindHeader(const schema::Record& record, std::string_view text) {
  const std::string plain = Plain(text);
  Header header;
  if (plain.empty()) return header;
  header.field = FieldOf(record, plain);
  if (header.field != nullptr) return header;
  const std::string narrow = Narrow(text);
  const std::size_t open = narrow.find('(');
  const std::size_t close = narrow.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) {
    return header;
  }
  const schema::Field* field = FieldOf(record, Plain(narrow.substr(0, open)));
  if (field == nullptr) return header;
  if (field->kind != schema::Kind::kInt &&
      field->kind != schema::Kind::kDouble) {
    header.field = field;  // "房间号(门牌)"
    return header;
  }
  const std::string unit = narrow.substr(open + 1, close - open - 1);
  const Number one = ParseNumber("1" + unit, field->unit, /*whole=*/false);
  if (one.kind != Number::Kind::kExact) return header;
  header.field = field;
  if (one.value.mantissa != 1 || one.value.exponent != 0) header.unit = unit;
  return header;
}

}  // namespace quaranta::io

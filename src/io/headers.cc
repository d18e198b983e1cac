#include "io/headers.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "core/edit_distance.h"
#include "io/numbers.h"

namespace quaranta::io {
namespace {

using schema::Field;
using schema::Record;

// Without spaces, underscores and hyphens, in lower case and narrow.
std::string Plain(std::string_view text) {
  std::string out;
  for (const char c : Narrow(text)) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '_' ||
        c == '-') {
      continue;
    }
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  // Marks of required columns, and colons of forms.
  while (!out.empty() && (out.front() == '*' || out.front() == '#')) {
    out.erase(0, 1);
  }
  while (!out.empty() && (out.back() == '*' || out.back() == ':')) {
    out.pop_back();
  }
  return out;
}

struct Known {
  std::uint16_t record = 0;
  std::uint16_t field = 0;
};

// Fields of all records by plain name.
class Index {
 public:
  static const Index& Get() {
    static const auto& index = *new Index();
    return index;
  }

  const std::vector<Known>* Find(const std::string& plain) const {
    const auto it = by_name_.find(plain);
    return it == by_name_.end() ? nullptr : &it->second;
  }

 private:
  Index() {
    // Names before labels before synonyms: the schema lets no two fields of a
    // record share one, but case and spaces may.
    AddAll([this](Known known, const Field& field) { Add(known, field.name); });
    AddAll([this](Known known, const Field& field) { Add(known, field.zh); });
    AddAll([this](Known known, const Field& field) {
      std::string_view rest = field.synonym;
      while (!rest.empty()) {
        const std::size_t bar = rest.find('|');
        Add(known, rest.substr(0, bar));
        rest = bar == std::string_view::npos ? std::string_view()
                                             : rest.substr(bar + 1);
      }
    });
    // What everybody calls the name of a thing, whatever the thing.
    AddAll([this](Known known, const Field& field) {
      if (field.name == "name") Add(known, "名称");
    });
    for (auto& [name, entries] : by_name_) {
      std::stable_sort(entries.begin(), entries.end(),
                       [](Known a, Known b) { return a.record < b.record; });
    }
  }

  template <class F>
  static void AddAll(F&& add) {
    const auto records = schema::Records();
    for (std::size_t r = 0; r < records.size(); ++r) {
      for (std::size_t f = 0; f < records[r].fields.size(); ++f) {
        add(Known{static_cast<std::uint16_t>(r), static_cast<std::uint16_t>(f)},
            records[r].fields[f]);
      }
    }
  }

  void Add(Known known, std::string_view name) {
    const std::string plain = Plain(name);
    if (plain.empty()) return;
    std::vector<Known>& entries = by_name_[plain];
    for (const Known& entry : entries) {
      if (entry.record == known.record) return;  // an earlier name is better
    }
    entries.push_back(known);
  }

  absl::flat_hash_map<std::string, std::vector<Known>> by_name_;
};

// A field that was found by the stem of a header with something in brackets.
Header WithBracket(const Field& field, const std::string& bracket) {
  Header header;
  if (field.kind != schema::Kind::kInt && field.kind != schema::Kind::kDouble) {
    header.field = &field;  // "房间号(门牌)"
    return header;
  }
  const Number one = ParseNumber("1" + bracket, field.unit, /*whole=*/false);
  if (one.kind != Number::Kind::kExact) return header;
  header.field = &field;
  if (one.value.mantissa != 1 || one.value.exponent != 0) header.unit = bracket;
  return header;
}

const Field* FieldIn(const std::vector<Known>* entries, const Record& record) {
  if (entries == nullptr) return nullptr;
  const std::size_t index = schema::IndexOf(record);
  for (const Known& entry : *entries) {
    if (entry.record == index) return &record.fields[entry.field];
  }
  return nullptr;
}

}  // namespace

HeaderText::HeaderText(std::string_view text) : whole(Plain(text)) {
  std::string narrow = Narrow(text);
  for (char& c : narrow) {
    if (c == '[') c = '(';
    if (c == ']') c = ')';
  }
  const std::size_t open = narrow.find('(');
  const std::size_t close = narrow.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) {
    return;
  }
  stem = Plain(narrow.substr(0, open));
  bracket = narrow.substr(open + 1, close - open - 1);
}

Header FindHeader(const Record& record, const HeaderText& text) {
  const Index& index = Index::Get();
  if (text.whole.empty()) return {};
  if (const Field* field = FieldIn(index.Find(text.whole), record)) {
    return {field, {}};
  }
  if (text.stem.empty()) return {};
  const Field* field = FieldIn(index.Find(text.stem), record);
  return field == nullptr ? Header() : WithBracket(*field, text.bracket);
}

Header FindHeader(const Record& record, std::string_view text) {
  return FindHeader(record, HeaderText(text));
}

std::vector<RecordHeader> FindHeaders(const HeaderText& text) {
  const Index& index = Index::Get();
  std::vector<RecordHeader> found;
  if (text.whole.empty()) return found;
  const auto* whole = index.Find(text.whole);
  const auto* stem = text.stem.empty() ? nullptr : index.Find(text.stem);
  const auto records = schema::Records();
  if (whole != nullptr) {
    for (const Known& entry : *whole) {
      const Record& record = records[entry.record];
      found.push_back({&record, {&record.fields[entry.field], {}}});
    }
  }
  if (stem == nullptr) return found;
  for (const Known& entry : *stem) {
    const Record& record = records[entry.record];
    if (FieldIn(whole, record) != nullptr) continue;
    Header header = WithBracket(record.fields[entry.field], text.bracket);
    if (header.field != nullptr) found.push_back({&record, std::move(header)});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const RecordHeader& a, const RecordHeader& b) {
                     return a.record < b.record;
                   });
  return found;
}

std::size_t FieldNumber(const Record& record, const Field& field) {
  return static_cast<std::size_t>(&field - record.fields.data());
}

std::string NearestName(std::string_view text,
                        const std::vector<std::string_view>& names) {
  std::size_t best =
      (text.size() < 4 ? 1 : std::max<std::size_t>(2, text.size() / 3)) + 1;
  std::string_view nearest;
  for (const std::string_view name : names) {
    const std::size_t distance = EditDistance(text, name);
    if (distance >= best) continue;
    best = distance;
    nearest = name;
  }
  return std::string(nearest);
}

}  // namespace quaranta::io

#include "io/person_ids.h"

#include <optional>
#include <utility>
#include <vector>

#include "quaranta/core/time.h"

namespace quaranta::io {
namespace {

using schema::Field;
using schema::Kind;
using schema::Record;

// Whether the key of a record is only its given id.
bool IsGiven(const Record& record) {
  return record.key.size() == 1 && record.fields[record.key[0]].name == "id";
}

bool FindCarrier(const Record& record) {
  if (IsPerson(record)) return true;
  if (IsGiven(record)) return false;
  for (const std::uint16_t index : record.key) {
    const Field& field = record.fields[index];
    if (field.kind == Kind::kReference) return true;
    if (field.ref_record.empty()) continue;
    const Record* target = RecordNamed(field.ref_record);
    if (target != nullptr && FindCarrier(*target)) return true;
  }
  return false;
}

// Whether what stands for a field in an id may itself hold "/".
bool MaySpan(const Field& field) {
  if (field.kind == Kind::kReference) return true;
  if (field.ref_record.empty()) return false;
  const Record* target = RecordNamed(field.ref_record);
  return target != nullptr && (IsPerson(*target) || !IsGiven(*target));
}

// Whether a part of an id can be a value of the field.
bool Fits(const Field& field, std::string_view part) {
  if (field.kind == Kind::kInstant) return ParseInstant(part).ok();
  if (field.kind == Kind::kDate) return ParseDay(part).ok();
  return !part.empty();
}

// The parts of an id, one per field of the key; nothing when the id was not
// made from it.
std::optional<std::vector<std::string_view>> PartsOf(const Record& record,
                                                     std::string_view id) {
  std::vector<std::size_t> cuts = {0};
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (id[i] == '/') cuts.push_back(i + 1);
  }
  cuts.push_back(id.size() + 1);
  const std::size_t pieces = cuts.size() - 1;
  if (pieces < record.key.size()) return std::nullopt;
  std::size_t spare = pieces - record.key.size();
  std::vector<std::string_view> parts;
  std::size_t at = 0;
  for (const std::uint16_t index : record.key) {
    const Field& field = record.fields[index];
    const std::size_t take = MaySpan(field) ? 1 + std::exchange(spare, 0) : 1;
    const std::string_view part =
        id.substr(cuts[at], cuts[at + take] - 1 - cuts[at]);
    if (!Fits(field, part)) return std::nullopt;
    parts.push_back(part);
    at += take;
  }
  if (spare > 0) return std::nullopt;
  return parts;
}

}  // namespace

bool IsPerson(const Record& record) { return record.name == "Person"; }

const Record* RecordNamed(std::string_view name) {
  for (const Record& record : schema::Records()) {
    if (record.name == name) return &record;
  }
  return nullptr;
}

bool CarriesPerson(const Record& record) {
  static const std::vector<bool>& carries = *new std::vector<bool>([] {
    std::vector<bool> found;
    for (const Record& each : schema::Records()) {
      found.push_back(FindCarrier(each));
    }
    return found;
  }());
  return carries[schema::IndexOf(record)];
}

std::string MapId(const Record& record, std::string_view id, const IdMap& map) {
  if (IsPerson(record)) return map.person(id);
  if (!CarriesPerson(record)) return map.other(id);
  const auto parts = PartsOf(record, id);
  if (!parts) return map.other(id);
  std::string out;
  for (std::size_t i = 0; i < parts->size(); ++i) {
    if (i > 0) out += '/';
    out += MapCell(record, record.fields[record.key[i]], (*parts)[i], map);
  }
  return out;
}

std::string MapSubject(std::string_view subject, const IdMap& map) {
  const std::size_t colon = subject.find(':');
  const Record* record = colon == std::string_view::npos
                             ? nullptr
                             : schema::FindRecord(subject.substr(0, colon));
  if (record == nullptr) return map.other(subject);
  return std::string(subject.substr(0, colon + 1)) +
         MapId(*record, subject.substr(colon + 1), map);
}

bool HoldsIds(const Record& record, const Field& field) {
  if (field.kind == Kind::kReference) return true;
  if (field.kind != Kind::kString) return false;
  if (field.name == "id" || !field.ref_record.empty()) return true;
  for (const std::uint16_t index : record.key) {
    if (&record.fields[index] == &field) return true;
  }
  return false;
}

std::string MapCell(const Record& record, const Field& field,
                    std::string_view text, const IdMap& map) {
  if (field.kind == Kind::kReference) return MapSubject(text, map);
  if (field.kind != Kind::kString) return std::string(text);
  if (!field.ref_record.empty()) {
    const Record* target = RecordNamed(field.ref_record);
    return target == nullptr ? map.other(text) : MapId(*target, text, map);
  }
  return field.name == "id" ? MapId(record, text, map) : map.other(text);
}

void MapColumn(data::Column& column, std::uint32_t first, const TextMap& map) {
  if (column.raw().form == data::Form::kBlank) return;
  // Texts that are held once are mapped once.
  const auto dictionary = column.dictionary();
  std::vector<std::optional<std::string>> known(
      dictionary ? dictionary->texts.size() : 0);
  const auto mapped = [&](std::size_t i) -> std::string {
    if (!dictionary) return map(column.GetText(i));
    auto& text = known[static_cast<std::size_t>(dictionary->codes[i])];
    if (!text) text = map(column.GetText(i));
    return *text;
  };
  data::Column out(column.field());
  out.Append(column, 0, first);
  for (std::size_t row = first; row < column.size(); ++row) {
    if (!column.valid(row)) {
      out.AppendBlank();
    } else if (!column.field().repeated) {
      out.AppendText(mapped(row));
    } else {
      const auto [begin, end] = column.ListRange(row);
      for (std::size_t i = begin; i < end; ++i) out.AppendText(mapped(i));
      out.EndList();
    }
  }
  column.notes().ForEach(first, column.size(),
                         [&](std::uint32_t row, const data::Note& note) {
                           out.SetNote(row, note);
                         });
  column = std::move(out);
}

}  // namespace quaranta::io

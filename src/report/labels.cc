#include "report/labels.h"

#include <algorithm>

#include "quaranta/core/message_ids.h"
#include "quaranta/schema/records.h"

namespace quaranta::report {

std::string LabelOf(const schema::Enum& table, std::int32_t number,
                    Language language) {
  const schema::EnumValue* value = schema::FindValue(table, number);
  if (value == nullptr) return Render(msg::kBriefUnknown, language);
  if (language == Language::kZh && !value->zh.empty()) {
    return std::string(value->zh);
  }
  std::string words(value->name);
  for (char& c : words) {
    c = c == '_' ? ' ' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  return words;
}

namespace {

// The `name` of a record, else its id.
std::string NameOf(const world::World& world, const schema::Record& record,
                   std::string_view id) {
  const auto row = world.Find(record, id);
  const schema::Field* field = schema::FindField(record, "name");
  if (!row || field == nullptr) return std::string(id);
  const auto& column =
      world.table(row->table)
          .columns[static_cast<std::size_t>(field - record.fields.data())];
  return column.valid(row->row) ? std::string(column.GetText(row->row))
                                : std::string(id);
}

}  // namespace

std::string SiteName(const world::World& world, std::string_view site_id) {
  return NameOf(world, schema::RecordTable<schema::Site>(), site_id);
}

std::string RegionName(const world::World& world, std::string_view region_id) {
  return NameOf(world, schema::RecordTable<schema::Region>(), region_id);
}

std::string SubjectText(const world::World& world, std::string_view subject,
                        Language language) {
  const std::size_t colon = subject.find(':');
  const schema::Record* record = schema::FindRecord(subject.substr(0, colon));
  if (colon == std::string_view::npos || record == nullptr) {
    return std::string(subject);
  }
  const std::string_view id = subject.substr(colon + 1);
  if (record->name == "Site" || record->name == "Region") {
    return NameOf(world, *record, id);
  }
  const std::size_t slash = id.find('/');
  const bool in_site = record->name == "Floor" || record->name == "Room";
  if (in_site && slash != std::string_view::npos) {
    return SiteName(world, id.substr(0, slash)) + " " +
           std::string(id.substr(slash + 1));
  }
  std::string words(record->snake);
  std::replace(words.begin(), words.end(), '_', ' ');
  return (language == Language::kZh ? std::string(record->zh) : words) + " " +
         std::string(id);
}

std::string Where(const world::World& world, std::string_view site_id,
                  std::string_view room_id, Language language) {
  if (site_id.empty() && room_id.empty()) {
    return Render(msg::kBriefUnknown, language);
  }
  const std::size_t slash = room_id.rfind('/');
  const std::string_view site =
      site_id.empty() ? room_id.substr(0, slash) : site_id;
  std::string text = SiteName(world, site);
  if (!room_id.empty()) {
    text += " ";
    text +=
        slash == std::string_view::npos ? room_id : room_id.substr(slash + 1);
  }
  return text;
}

std::string ClockText(Instant instant) {
  std::string text = FormatInstant(instant).substr(0, 16);
  std::replace(text.begin(), text.end(), 'T', ' ');
  return text;
}

}  // namespace quaranta::report

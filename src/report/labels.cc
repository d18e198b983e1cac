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

std::string SiteName(const world::World& world, std::string_view site_id) {
  const auto row = world.Find(schema::RecordTable<schema::Site>(), site_id);
  if (!row) return std::string(site_id);
  const data::Table& sites = world.table(row->table);
  const schema::Field* field = schema::FindField(*sites.record, "name");
  const auto& column = sites.columns[static_cast<std::size_t>(
      field - sites.record->fields.data())];
  return column.valid(row->row) ? std::string(column.GetText(row->row))
                                : std::string(site_id);
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

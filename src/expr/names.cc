#include "expr/names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace quaranta::expr {
namespace {

using schema::Field;
using schema::Record;

// A reference followed forwards.
std::optional<Member> Forward(const Record& record, std::string_view name) {
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const Field& field = record.fields[i];
    if (field.ref_record.empty() || field.ref_name != name) continue;
    const Record* target = schema::FindRecord(field.ref_record);
    if (target == nullptr) continue;
    Member member{Access::kGather, static_cast<std::uint32_t>(i),
                  RecordOf(*target)};
    if (field.repeated) {
      member.access = Access::kSegments;
      member.type = ListOf(member.type);
    }
    return member;
  }
  return std::nullopt;
}

// A record that points here and names the collection so.
std::optional<Member> Backward(const Record& record, std::string_view name) {
  for (const Record& other : schema::Records()) {
    for (const Field& field : other.fields) {
      if (field.ref_as != name || field.ref_as.empty()) continue;
      if (schema::FindRecord(field.ref_record) != &record) continue;
      return Member{Access::kSegments, 0, ListOf(RecordOf(other))};
    }
  }
  return std::nullopt;
}

// The record at the end of "rooms.assignments.stay".
const Record* EndOf(const Record& record, std::string_view path) {
  const Record* at = &record;
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    const std::string_view hop = path.substr(0, dot);
    path.remove_prefix(std::min(dot + 1, path.size()));
    auto member = Forward(*at, hop);
    if (!member) member = Backward(*at, hop);
    if (!member) return nullptr;
    const Type& type = member->type;
    at = type.Is(TypeKind::kList) ? type.item->record : type.record;
  }
  return at;
}

}  // namespace

std::optional<Member> FindMember(const Record& record, std::string_view name) {
  if (name == "id") {
    return Member{Access::kId, 0, Scalar(TypeKind::kString)};
  }
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    if (record.fields[i].name != name) continue;
    return Member{Access::kColumn, static_cast<std::uint32_t>(i),
                  FieldType(record.fields[i])};
  }
  if (auto member = Forward(record, name)) return member;
  if (auto member = Backward(record, name)) return member;
  for (const schema::Through& through : record.through) {
    if (through.name != name) continue;
    if (const Record* end = EndOf(record, through.path)) {
      return Member{Access::kSegments, 0, ListOf(RecordOf(*end))};
    }
  }
  return std::nullopt;
}

std::vector<std::string_view> MemberNames(const Record& record) {
  std::vector<std::string_view> names;
  for (const Field& field : record.fields) names.push_back(field.name);
  for (const Field& field : record.fields) {
    if (!field.ref_name.empty()) names.push_back(field.ref_name);
  }
  for (const Record& other : schema::Records()) {
    for (const Field& field : other.fields) {
      if (!field.ref_as.empty() &&
          schema::FindRecord(field.ref_record) == &record) {
        names.push_back(field.ref_as);
      }
    }
  }
  for (const schema::Through& through : record.through) {
    names.push_back(through.name);
  }
  names.push_back("id");
  return names;
}

std::optional<std::pair<std::uint32_t, std::uint32_t>> PeriodFields(
    const Record& record) {
  constexpr auto kNames =
      std::to_array<std::pair<std::string_view, std::string_view>>(
          {{"start", "end"}, {"start_at", "end_at"}, {"from_date", "to_date"}});
  const auto index = [&](std::string_view name) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      const Field& field = record.fields[i];
      const bool time = field.kind == schema::Kind::kDate ||
                        field.kind == schema::Kind::kInstant;
      if (field.name == name && time && !field.repeated) return i;
    }
    return std::nullopt;
  };
  for (const auto& [start, end] : kNames) {
    const auto first = index(start);
    const auto last = index(end);
    if (first && last) return std::pair(*first, *last);
  }
  return std::nullopt;
}

std::string_view MemberByLabel(const Record& record, std::string_view label) {
  if (label.empty()) return "";
  for (const Field& field : record.fields) {
    if (field.zh == label || schema::InList(field.synonym, label)) {
      return field.name;
    }
  }
  for (const Field& field : record.fields) {
    const Record* target = schema::FindRecord(field.ref_record);
    if (target != nullptr && target->zh == label && !field.ref_name.empty()) {
      return field.ref_name;
    }
  }
  for (const Record& other : schema::Records()) {
    if (other.zh != label) continue;
    for (const Field& field : other.fields) {
      if (!field.ref_as.empty() &&
          schema::FindRecord(field.ref_record) == &record) {
        return field.ref_as;
      }
    }
  }
  return "";
}

}  // namespace quaranta::expr

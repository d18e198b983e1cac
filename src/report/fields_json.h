// Results as JSON, one line for each field: what is false or empty is left out
// of a record, but not of the whole result, so that a reader finds every key.
#ifndef QUARANTA_SRC_REPORT_FIELDS_JSON_H_
#define QUARANTA_SRC_REPORT_FIELDS_JSON_H_

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "quaranta/core/mask.h"
#include "quaranta/desk/occupancy.h"
#include "quaranta/text/json_writer.h"
#include "report/plan_parts.h"

namespace quaranta::report {

// Fields of what several results have. A result's own fields are those of a
// struct that derives from this: `For` of each of its records.
struct OccupancyFields {
  static void For(const place::Bounded& of, auto&& visit) {
    visit("value", of.value);
    visit("bound", of.bound);
  }
  static void For(const desk::PeopleWithoutRoom& of, auto&& visit) {
    visit("party", of.party);
    visit("people", of.people);
    visit("rooms", of.rooms);
    visit("reason", place::NameOf(of.reason));
    visit("text", of.text);
  }
  static void For(const desk::SiteOpening& of, auto&& visit) {
    visit("site", of.site);
    visit("staff_rooms", of.staff_rooms);
  }
  static void For(const desk::FloorTaken& of, auto&& visit) {
    visit("floors", of.floors);
    visit("text", of.text);
  }
  static void For(const desk::RoomsToClean& of, auto&& visit) {
    visit("site", of.site);
    visit("floors", of.floors);
    visit("rooms", of.rooms);
    visit("whole_floor", of.whole_floor);
    visit("text", of.text);
  }
};

// Writes what `Fields::For` lists.
template <class Fields>
class FieldsWriter {
 public:
  template <class Result>
  static std::string Write(std::string_view schema, const Result& result) {
    FieldsWriter writer;
    writer.json_.BeginObject();
    writer.json_.Key("schema").Text(schema);
    Fields::For(result, [&writer](std::string_view name, const auto& field) {
      writer.json_.Key(name);
      writer.Value(field);
    });
    writer.json_.EndObject();
    return MaskIdentifiersInJson(writer.json_.Take()) + "\n";
  }

 private:
  template <class T>
  static bool IsNothing(const T& value) {
    if constexpr (std::same_as<T, bool>) return !value;
    if constexpr (requires { value.empty(); }) return value.empty();
    return false;
  }

  template <class T>
  void Value(const std::vector<T>& values) {
    json_.BeginArray();
    for (const T& value : values) Value(value);
    json_.EndArray();
  }
  template <class T>
  void Value(const std::optional<T>& value) {
    if (value) return Value(*value);
    json_.Null();
  }
  void Value(const Sentence& value) { WriteSentence(value, json_); }

  template <class T>
  void Value(const T& value) {
    if constexpr (std::same_as<T, bool>) {
      json_.Bool(value);
    } else if constexpr (std::convertible_to<T, std::string_view>) {
      json_.Text(value);
    } else if constexpr (std::unsigned_integral<T>) {
      json_.Uint(value);
    } else if constexpr (std::signed_integral<T>) {
      json_.Int(value);
    } else {
      json_.BeginObject();
      Fields::For(value, [this](std::string_view name, const auto& field) {
        if (IsNothing(field)) return;
        json_.Key(name);
        Value(field);
      });
      json_.EndObject();
    }
  }

  text::JsonWriter json_{1};
};

}  // namespace quaranta::report

#endif  // QUARANTA_SRC_REPORT_FIELDS_JSON_H_

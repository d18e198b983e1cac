// The capacity lines as JSON.

#include "quaranta/core/mask.h"
#include "quaranta/report/json.h"
#include "quaranta/text/json_writer.h"

namespace quaranta::report {
namespace {

using text::JsonWriter;

std::string_view StandingName(capacity::Standing standing) {
  switch (standing) {
    case capacity::Standing::kMet:
      return "MET";
    case capacity::Standing::kMissed:
      return "MISSED";
    case capacity::Standing::kUndecided:
      return "UNDECIDED";
  }
  return "";
}

void WriteStandards(const desk::CapacityLines& lines, JsonWriter& json) {
  json.Key("standards").BeginArray();
  for (const desk::StandardLine& line : lines.standards) {
    json.BeginObject();
    json.Key("definition")
        .Text(line.definition == desk::StandardLine::Definition::kAsReported
                  ? "AS_REPORTED"
                  : "ISOLATION_ONLY");
    json.Key("rooms_least").Int(line.rooms.least);
    json.Key("rooms_most").Int(line.rooms.most);
    json.Key("per_10k").Int(line.per_10k);
    if (line.result) {
      json.Key("needed").Int(line.result->needed);
      json.Key("standing").Text(StandingName(line.result->standing));
      json.Key("margin").Int(line.result->margin);
      json.Key("holds_up_to").Int(line.result->holds_up_to_least);
    }
    json.EndObject();
  }
  json.EndArray();
}

void WriteCount(std::string_view key, const desk::Count& count,
                JsonWriter& json) {
  json.Key(key).BeginObject();
  json.Key("reported");
  if (count.reported) {
    json.Int(*count.reported);
  } else {
    json.Null();
  }
  json.Key("records").Int(count.records).EndObject();
}

}  // namespace

std::string ToJson(const desk::CapacityLines& lines) {
  JsonWriter json(1);
  json.BeginObject();
  json.Key("schema").Text("quaranta.capacity/1");
  json.Key("as_of").Text(FormatInstant(lines.as_of));
  json.Key("region").Text(lines.region);
  WriteStandards(lines, json);
  json.Key("sites").Int(lines.sites);
  json.Key("open_sites").Int(lines.open_sites);
  WriteCount("rooms_all", lines.rooms_all, json);
  WriteCount("rooms_open", lines.rooms_open, json);
  WriteCount("rooms_used", lines.rooms_used, json);
  WriteCount("people", lines.people, json);
  json.Key("surplus_at_least").Int(lines.surplus_at_least);
  json.Key("surplus").BeginArray();
  for (const desk::SurplusLine& line : lines.surplus) {
    json.BeginObject().Key("kind").Text(desk::NameOf(line.kind));
    json.Key("rooms").BeginArray();
    for (const std::string& room : line.rooms) json.Text(room);
    json.EndArray().EndObject();
  }
  json.EndArray().Key("usable").Uint(lines.usable.size());
  json.EndObject();
  return MaskIdentifiersInJson(json.Take()) + "\n";
}

}  // namespace quaranta::report

// quaranta schema [RECORD]

#include "cli/options.h"
#include "quaranta/cli/cli.h"
#include "quaranta/schema/field.h"
#include "quaranta/text/json_writer.h"

namespace quaranta::cli {
namespace {

std::string TypeOf(const schema::Field& field) {
  std::string type(field.kind == schema::Kind::kEnum
                       ? field.enumeration->name
                       : schema::KindName(field.kind));
  if (field.repeated) type = "list of " + type;
  if (!field.ref_record.empty())
    type = "id of " + std::string(field.ref_record);
  if (!field.unit.empty()) type += " (" + std::string(field.unit) + ")";
  return type;
}

std::string_view AbsentName(schema::Absent absent) {
  switch (absent) {
    case schema::Absent::kUnknown:
      return "unknown";
    case schema::Absent::kNone:
      return "none";
    case schema::Absent::kNotYet:
      return "not yet";
  }
  return "";
}

void PrintRecord(const schema::Record& record, Streams streams) {
  streams.out << record.name << "  " << record.zh << "\n  " << record.doc
              << "\n  in rules `" << record.snake << "`, in files "
              << record.plural << ".csv or " << record.zh << ".csv\n\n";
  for (const schema::Field& field : record.fields) {
    streams.out << "  " << field.name << ": " << TypeOf(field) << "  "
                << field.zh;
    if (!field.synonym.empty()) streams.out << " | " << field.synonym;
    streams.out << "\n      " << field.doc
                << " Blank: " << AbsentName(field.absent) << ".\n";
  }
  for (const schema::Record& other : schema::Records()) {
    for (const schema::Field& field : other.fields) {
      if (field.ref_record == record.name && !field.ref_as.empty()) {
        streams.out << "  " << field.ref_as << ": rows of " << other.name
                    << " by " << field.name << "\n";
      }
    }
  }
  for (const schema::Through& through : record.through) {
    streams.out << "  " << through.name << ": by way of " << through.path
                << "\n";
  }
}

void WriteRecord(const schema::Record& record, text::JsonWriter& json) {
  json.BeginObject();
  json.Key("name").Text(record.name);
  json.Key("zh").Text(record.zh);
  json.Key("doc").Text(record.doc);
  json.Key("fields").BeginArray();
  for (const schema::Field& field : record.fields) {
    json.BeginObject();
    json.Key("name").Text(field.name);
    json.Key("type").Text(TypeOf(field));
    json.Key("zh").Text(field.zh);
    json.Key("absent").Text(AbsentName(field.absent));
    json.Key("doc").Text(field.doc);
    json.EndObject();
  }
  json.EndArray().EndObject();
}

}  // namespace

int RunSchema(const Options& options, Streams streams) {
  const schema::Record* record = nullptr;
  if (!options.record.empty()) {
    record = schema::FindRecord(options.record);
    if (record == nullptr) {
      streams.err << "quaranta: there is no record \"" << options.record
                  << "\"; `quaranta schema` lists them\n";
      return kBroken;
    }
  }
  if (options.format == "json") {
    text::JsonWriter json(1);
    json.BeginObject().Key("schema").Text("quaranta.schema/1");
    json.Key("records").BeginArray();
    for (const schema::Record& each : schema::Records()) {
      if (record == nullptr || record == &each) WriteRecord(each, json);
    }
    streams.out << json.EndArray().EndObject().Take() << "\n";
  } else if (record != nullptr) {
    PrintRecord(*record, streams);
  } else {
    for (const schema::Record& each : schema::Records()) {
      streams.out << each.family << "  " << each.name << "  " << each.zh << "  "
                  << each.doc << "\n";
    }
  }
  return kOk;
}

}  // namespace quaranta::cli

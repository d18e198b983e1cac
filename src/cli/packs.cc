// quaranta packs list|show|lint|test

#include "cli/load.h"
#include "cli/options.h"
#include "quaranta/cli/cli.h"
#include "quaranta/core/message.h"
#include "quaranta/core/status.h"
#include "quaranta/text/json_writer.h"

namespace quaranta::cli {
namespace {

std::string PeriodOf(const schema::RulePack& pack) {
  const auto day = [](const std::optional<Day>& d) {
    return d ? FormatDay(*d) : std::string("..");
  };
  return day(pack.effective_from) + " to " + day(pack.effective_to);
}

const std::string& InLanguage(const schema::Text& text,
                              const Options& options) {
  return options.language == "zh" ? text.zh : text.en;
}

std::string_view StatusName(const schema::Source& source) {
  const schema::EnumValue* value =
      schema::FindValue(schema::EnumTable<schema::SourceStatus>(),
                        static_cast<std::int32_t>(source.status));
  return value == nullptr ? "-" : value->name;
}

// The pack, or its mistakes on `err` and nothing.
std::shared_ptr<const policy::Pack> Find(const Options& options,
                                         Streams streams) {
  const policy::LoadResult loaded = LoadPackByName(options.pack);
  const Language language =
      ParseLanguage(options.language).value_or(Language::kEn);
  for (const policy::Diagnostic& mistake : loaded.diagnostics) {
    streams.err << mistake.In(language) << "\n";
  }
  return loaded.pack;
}

void WriteHead(const policy::Pack& pack, text::JsonWriter& json) {
  const schema::RulePack& text = pack.text;
  json.Key("id").Text(text.id).Key("version").Text(text.version);
  json.Key("jurisdiction").Text(text.jurisdiction);
  json.Key("period").Text(PeriodOf(text));
  json.Key("historic").Bool(text.historic).Key("hash").Text(pack.hash);
  json.Key("legal_basis").Text(text.legal_basis);
  json.Key("rule_count").Uint(pack.rules.size());
}

void WriteRules(const schema::RulePack& pack, text::JsonWriter& json) {
  json.Key("rules").BeginArray();
  for (const schema::Rule& rule : pack.rules) {
    json.BeginObject().Key("id").Text(rule.id);
    json.Key("record").Text(rule.record);
    json.Key("en").Text(rule.title.en).Key("zh").Text(rule.title.zh);
    json.Key("document").Text(rule.source.document);
    json.Key("clause").Text(rule.source.clause);
    json.Key("status").Text(StatusName(rule.source)).EndObject();
  }
  json.EndArray();
}

void WriteTests(const PackTestResult& result, Streams streams) {
  text::JsonWriter json(1);
  json.BeginObject().Key("schema").Text("quaranta.pack_tests/1");
  json.Key("tests").Int(result.tests).Key("rules").Int(result.rules);
  json.Key("failures").BeginArray();
  for (const PackTestFailure& failure : result.failures) {
    json.BeginObject().Key("rule").Text(failure.rule);
    json.Key("test").Text(failure.test);
    json.Key("message").Text(failure.message).EndObject();
  }
  streams.out << json.EndArray().EndObject().Take() << "\n";
}

int ListAsJson(Streams streams) {
  text::JsonWriter json(1);
  json.BeginObject().Key("schema").Text("quaranta.packs/1");
  json.Key("packs").BeginArray();
  for (const policy::LoadResult& loaded : policy::LoadedEmbeddedPacks()) {
    if (loaded.pack == nullptr) continue;
    json.BeginObject();
    WriteHead(*loaded.pack, json);
    json.EndObject();
  }
  streams.out << json.EndArray().EndObject().Take() << "\n";
  return kOk;
}

}  // namespace

int RunPacksList(const Options& options, Streams streams) {
  if (options.format == "json") return ListAsJson(streams);
  for (const policy::LoadResult& loaded : policy::LoadedEmbeddedPacks()) {
    if (loaded.pack == nullptr) {
      streams.err << loaded.diagnostics.front().text << "\n";
      return kBroken;
    }
    const schema::RulePack& text = loaded.pack->text;
    streams.out << text.id << "  " << text.version << "  " << text.jurisdiction
                << "  " << PeriodOf(text) << "  " << loaded.pack->rules.size()
                << " rules" << (text.historic ? "  historic" : "") << "\n";
  }
  return kOk;
}

int RunPacksShow(const Options& options, Streams streams) {
  const auto pack = Find(options, streams);
  if (pack == nullptr) return kBroken;
  const schema::RulePack& text = pack->text;
  if (options.format == "json") {
    text::JsonWriter json(1);
    json.BeginObject().Key("schema").Text("quaranta.pack/1");
    WriteHead(*pack, json);
    WriteRules(text, json);
    streams.out << json.EndObject().Take() << "\n";
    return kOk;
  }
  streams.out << text.id << " " << text.version << "\n  "
              << InLanguage(text.title, options) << "\n  in force "
              << PeriodOf(text) << " in " << text.jurisdiction
              << (text.historic ? ", historic: runs only by name" : "")
              << "\n  basis: " << text.legal_basis << "\n  sha256 "
              << pack->hash << "\n\nparameters\n";
  for (const schema::Parameter& p : text.parameters) {
    streams.out << "  " << p.name << " = ";
    if (p.value) {
      streams.out << *p.value;
    } else {
      streams.out << p.text;
    }
    streams.out << " " << p.unit << "  (" << StatusName(p.source) << ") "
                << InLanguage(p.title, options) << "\n";
  }
  streams.out << "\nrules\n";
  for (const schema::Rule& rule : text.rules) {
    streams.out << "  " << rule.id << "  " << InLanguage(rule.title, options)
                << "  [" << rule.source.document << " " << rule.source.clause
                << ", " << StatusName(rule.source) << "]\n";
  }
  return kOk;
}

int RunPacksLint(const Options& options, Streams streams) {
  const auto pack = Find(options, streams);
  if (pack == nullptr) return kBroken;
  int untested = 0;
  for (const schema::Rule& rule : pack->text.rules) {
    if (rule.tests.empty()) {
      streams.out << rule.id << ": has no tests\n";
      ++untested;
    }
  }
  streams.out << pack->text.id << ": " << pack->rules.size() << " rules, "
              << untested << " without tests\n";
  return untested == 0 ? kOk : kFindings;
}

int RunPacksTest(const Options& options, Streams streams) {
  const auto pack = Find(options, streams);
  if (pack == nullptr) return kBroken;
  const PackTestResult result = TestPack(pack);
  if (options.format == "json") {
    WriteTests(result, streams);
    return result.failures.empty() ? kOk : kFindings;
  }
  for (const PackTestFailure& failure : result.failures) {
    streams.out << failure.rule << " / " << failure.test << ": "
                << failure.message << "\n";
  }
  streams.out << pack->text.id << ": " << result.tests << " tests of "
              << result.rules << " rules, " << result.failures.size()
              << " failed\n";
  return result.failures.empty() ? kOk : kFindings;
}

}  // namespace quaranta::cli

// Markdown, HTML and JSON of a brief.

#include "quaranta/core/mask.h"
#include "quaranta/report/brief.h"
#include "quaranta/report/json.h"
#include "quaranta/text/json_writer.h"
#include "report/floor_map.h"
#include "report/html_text.h"

namespace quaranta::report {
namespace {

// Characters that Markdown would read as markup are escaped.
std::string MarkdownText(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>|#").find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

constexpr std::string_view kStyle =
    "body{font:15px/1.5 system-ui,'Noto Sans CJK SC','Microsoft YaHei',"
    "sans-serif;margin:0 auto;max-width:66rem;padding:1rem;color:#1b1b1b}"
    "h1{font-size:1.35rem}h2{font-size:1.05rem;margin:1.2rem 0 .3rem}"
    "ul{margin:.2rem 0;padding-left:1.3rem}svg{width:100%;height:auto}"
    "svg text{font-size:9px;fill:#333}svg .site{font-size:12px;"
    "font-weight:600}@media print{body{max-width:none}}";

}  // namespace

std::string HtmlText(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string ToJson(const Brief& brief) {
  text::JsonWriter json(1);
  json.BeginObject().Key("schema").Text("quaranta.brief/1");
  json.Key("lang").Text(LanguageName(brief.language));
  json.Key("title").Text(brief.title);
  json.Key("sections").BeginArray();
  for (const Section& section : brief.sections) {
    json.BeginObject().Key("title").Text(section.title);
    json.Key("lines").BeginArray();
    for (const std::string& line : section.lines) json.Text(line);
    json.EndArray().EndObject();
  }
  json.EndArray().EndObject();
  return MaskIdentifiersInJson(json.Take()) + "\n";
}

std::string ToMarkdown(const Brief& brief) {
  std::string out = "# " + MarkdownText(brief.title) + "\n";
  for (const Section& section : brief.sections) {
    out += "\n## " + MarkdownText(section.title) + "\n\n";
    for (const std::string& line : section.lines) {
      out += "- " + MarkdownText(line) + "\n";
    }
  }
  return MaskIdentifiers(out);
}

std::string ToHtml(const Brief& brief, const BriefInput& input) {
  const std::string language(LanguageName(brief.language));
  std::string out = "<!doctype html>\n<html lang=\"" + language +
                    "\"><head><meta charset=\"utf-8\">"
                    "<meta name=\"viewport\" "
                    "content=\"width=device-width,initial-scale=1\"><title>" +
                    HtmlText(brief.title) + "</title><style>" +
                    std::string(kStyle) + "</style></head><body>\n<h1>" +
                    HtmlText(brief.title) + "</h1>\n";
  for (const Section& section : brief.sections) {
    out += "<section><h2>" + HtmlText(section.title) + "</h2><ul>\n";
    for (const std::string& line : section.lines) {
      out += "<li>" + HtmlText(line) + "</li>\n";
    }
    out += "</ul></section>\n";
  }
  return MaskIdentifiers(out + FloorMap(input, brief.language)) +
         "</body></html>\n";
}

}  // namespace quaranta::report

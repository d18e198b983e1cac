// messagegen OUT_H OUT_CC IN.yaml...: makes the message catalogue.
//
// Reads the small part of YAML that a catalogue needs, so that building the
// lowest room asks for no library:
//
//   # comment
//   capacity.line:
//     en: "{rooms} rooms reported"
//     zh: "上报{rooms}间"
//
// Both languages must be there, with the same named places.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

struct Message {
  std::string en, zh;
  std::string where;
};

using Messages = std::map<std::string, Message>;

std::string Trim(const std::string& s) {
  const auto begin = s.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return "";
  return s.substr(begin, s.find_last_not_of(" \t\r") - begin + 1);
}

bool IsId(const std::string& s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_';
  });
}

// The named places of a text: "{rooms?room|rooms}" is "rooms".
std::set<std::string> Places(const std::string& text) {
  std::set<std::string> places;
  for (std::size_t at = text.find('{'); at != std::string::npos;
       at = text.find('{', at + 1)) {
    const std::string place = text.substr(at + 1, text.find('}', at) - at - 1);
    places.insert(place.substr(0, place.find('?')));
  }
  return places;
}

// A value in double quotes with \" \\ \n, or a plain one to the line's end.
bool Value(const std::string& text, std::string& out) {
  if (text.empty() || text[0] != '"') {
    out = text;
    return !text.empty();
  }
  std::size_t i = 1;
  for (; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && ++i < text.size()) {
      out += text[i] == 'n' ? '\n' : text[i];
    } else if (i < text.size()) {
      out += text[i];
    }
  }
  return i + 1 == text.size();
}

bool ReadFile(const std::string& path, Messages& messages) {
  std::ifstream in(path);
  std::string line, id;
  bool ok = static_cast<bool>(in);
  const std::string name = std::filesystem::path(path).filename().string();
  if (!ok) std::cerr << path << ": cannot be read\n";
  for (int number = 1; std::getline(in, line); ++number) {
    const std::string text = Trim(line);
    if (text.empty() || text[0] == '#') continue;
    const std::string where = name + ":" + std::to_string(number);
    const bool nested = line[0] == ' ';
    const std::size_t colon = text.find(':');
    const std::string key = text.substr(0, colon);
    if (colon == std::string::npos || !IsId(key)) {
      std::cerr << where << ": expected `id:` or `en:`/`zh:`\n";
      ok = false;
    } else if (!nested) {
      id = key;
      if (!messages.emplace(id, Message{"", "", where}).second) {
        std::cerr << where << ": " << id << " is there already\n";
        ok = false;
      }
    } else if (id.empty() || (key != "en" && key != "zh") ||
               !Value(Trim(text.substr(colon + 1)),
                      key == "en" ? messages[id].en : messages[id].zh)) {
      std::cerr << where << ": expected `en:` or `zh:` and a text\n";
      ok = false;
    }
  }
  return ok;
}

bool Check(const Messages& messages) {
  bool ok = true;
  for (const auto& [id, message] : messages) {
    if (message.en.empty() || message.zh.empty()) {
      std::cerr << message.where << ": " << id << " lacks a language\n";
      ok = false;
    } else if (Places(message.en) != Places(message.zh)) {
      std::cerr << message.where << ": " << id
                << " has other places in zh than in en\n";
      ok = false;
    }
  }
  return ok;
}

// capacity.line_one -> kCapacityLineOne
std::string Constant(const std::string& id) {
  std::string out = "k";
  bool upper = true;
  for (const char c : id) {
    if (c == '.' || c == '_') {
      upper = true;
    } else {
      out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      upper = false;
    }
  }
  return out;
}

std::string Quoted(const std::string& s) {
  std::string out = "\"";
  for (const char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

void WriteHeader(const Messages& messages, std::ostream& out) {
  out << "// Made from packs/messages by messagegen; do not edit.\n"
         "#ifndef QUARANTA_CORE_MESSAGE_IDS_H_\n"
         "#define QUARANTA_CORE_MESSAGE_IDS_H_\n\n"
         "#include \"quaranta/core/message.h\"\n\n"
         "namespace quaranta::msg {\n\n";
  unsigned index = 0;
  for (const auto& [id, message] : messages) {
    out << "inline constexpr MessageId " << Constant(id) << "{" << index++
        << "};\n";
  }
  out << "\n}  // namespace quaranta::msg\n\n"
         "#endif  // QUARANTA_CORE_MESSAGE_IDS_H_\n";
}

void WriteSource(const Messages& messages, std::ostream& out) {
  out << "// Made from packs/messages by messagegen; do not edit.\n"
         "#include \"quaranta/core/message.h\"\n\n"
         "namespace quaranta {\nnamespace {\n"
         "constexpr CatalogueEntry kEntries[] = {\n";
  for (const auto& [id, message] : messages) {
    out << "    {" << Quoted(id) << ",\n     " << Quoted(message.en)
        << ",\n     " << Quoted(message.zh) << "},\n";
  }
  out << "};\n}  // namespace\n\n"
         "std::span<const CatalogueEntry> Catalogue() { return kEntries; }\n\n"
         "}  // namespace quaranta\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: messagegen OUT_H OUT_CC IN.yaml...\n";
    return 2;
  }
  Messages messages;
  bool ok = true;
  for (int i = 3; i < argc; ++i) ok = ReadFile(argv[i], messages) && ok;
  if (!ok || !Check(messages)) return 1;
  std::filesystem::create_directories(
      std::filesystem::path(argv[1]).parent_path());
  std::ofstream header(argv[1]);
  std::ofstream source(argv[2]);
  WriteHeader(messages, header);
  WriteSource(messages, source);
  return header && source ? 0 : 1;
}

// Turns the descriptor set of proto/quaranta/v1 into everything derived.
//
//   schemagen --descriptor_set=FILE [--NAME=FILE ...]
//
// where NAME is one of the outputs listed below. Exit status: 0 written, 1 the
// schema has faults (listed on stderr), 2 usage or an unreadable file.
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tools/schemagen/emit.h"
#include "tools/schemagen/lint.h"
#include "tools/schemagen/model.h"

namespace {

using quaranta::schemagen::Schema;
using Emitter = std::string (*)(const Schema&);

const std::map<std::string, Emitter>& Emitters() {
  static const auto& emitters = *new std::map<std::string, Emitter>{
      {"enums", quaranta::schemagen::EmitEnumsHeader},
      {"records", quaranta::schemagen::EmitRecordsHeader},
      {"messages", quaranta::schemagen::EmitMessagesHeader},
      {"tables", quaranta::schemagen::EmitTables},
      {"embedded", quaranta::schemagen::EmitDescriptorSet},
  };
  return emitters;
}

int Usage(const std::string& why) {
  std::cerr << "schemagen: " << why << "\nusage: schemagen"
            << " --descriptor_set=FILE";
  for (const auto& [name, emitter] : Emitters()) {
    std::cerr << " [--" << name << "=FILE]";
  }
  std::cerr << "\n";
  return 2;
}

// Leaves the file alone when nothing changes, so that what depends on it is
// not built again.
bool Write(const std::string& path, const std::string& text) {
  std::ifstream old(path, std::ios::binary);
  if (old) {
    std::ostringstream now;
    now << old.rdbuf();
    if (now.str() == text) return true;
  }
  std::ofstream file(path, std::ios::binary);
  file << text;
  return static_cast<bool>(file.flush());
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> flags;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const std::size_t equals = argument.find('=');
    if (argument.rfind("--", 0) != 0 || equals == std::string::npos) {
      return Usage("cannot read " + argument);
    }
    flags[argument.substr(2, equals - 2)] = argument.substr(equals + 1);
  }
  const std::string input = flags["descriptor_set"];
  flags.erase("descriptor_set");
  for (const auto& [name, path] : flags) {
    if (Emitters().count(name) == 0) return Usage("no output called " + name);
  }
  std::ifstream file(input, std::ios::binary);
  google::protobuf::FileDescriptorSet set;
  if (!file || !set.ParseFromIstream(&file)) {
    return Usage("cannot read the descriptor set " + input);
  }
  std::vector<std::string> problems;
  const Schema schema =
      quaranta::schemagen::BuildSchema(std::move(set), problems);
  quaranta::schemagen::Lint(schema, problems);
  if (!problems.empty()) {
    for (const std::string& problem : problems) {
      std::cerr << "schema: " << problem << "\n";
    }
    return 1;
  }
  for (const auto& [name, path] : flags) {
    if (!Write(path, Emitters().at(name)(schema))) {
      return Usage("cannot write " + path);
    }
  }
  return 0;
}

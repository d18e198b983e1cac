// Turns the descriptor set of proto/quaranta/v1 into everything derived.
//
//   schemagen --descriptor_set=FILE [--NAME=FILE ...]
//             [--python=FOLDER] [--update_baseline=FILE]
//
// where NAME is one of the outputs listed below. A baseline is replaced only
// when nothing in it would be broken. Exit status: 0 written, 1 the schema has
// faults or breaks the baseline (listed on stderr), 2 usage or an unreadable
// file.
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tools/schemagen/compat.h"
#include "tools/schemagen/emit.h"
#include "tools/schemagen/lint.h"
#include "tools/schemagen/model.h"

namespace {

namespace gen = quaranta::schemagen;
using google::protobuf::FileDescriptorSet;
using Emitter = std::string (*)(const gen::Schema&);
using Flags = std::map<std::string, std::string>;

const std::map<std::string, Emitter>& Emitters() {
  static const auto& emitters = *new std::map<std::string, Emitter>{
      {"embedded", gen::EmitDescriptorSet},
      {"enums", gen::EmitEnumsHeader},
      {"json_schema", gen::EmitJsonSchema},
      {"markdown", gen::EmitMarkdown},
      {"messages", gen::EmitMessagesHeader},
      {"records", gen::EmitRecordsHeader},
      {"tables", gen::EmitTables},
  };
  return emitters;
}

int Usage(const std::string& why) {
  std::cerr << "schemagen: " << why << "\nusage: schemagen"
            << " --descriptor_set=FILE [--python=FOLDER]"
            << " [--update_baseline=FILE]";
  for (const auto& [name, emitter] : Emitters()) {
    std::cerr << " [--" << name << "=FILE]";
  }
  std::cerr << "\n";
  return 2;
}

int Fault(const std::vector<std::string>& problems) {
  for (const std::string& problem : problems) {
    std::cerr << "schema: " << problem << "\n";
  }
  return 1;
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

bool ReadSet(const std::string& path, FileDescriptorSet& set) {
  std::ifstream file(path, std::ios::binary);
  return file && set.ParseFromIstream(&file);
}

int UpdateBaseline(const std::string& path, const FileDescriptorSet& now) {
  FileDescriptorSet old;
  if (std::ifstream(path, std::ios::binary)) {
    if (!ReadSet(path, old)) return Usage("cannot read the baseline " + path);
    const gen::Changes changes = gen::Compare(old, now);
    if (!changes.breaking.empty()) return Fault(changes.breaking);
    if (changes.additions.empty()) return 0;
  }
  if (!Write(path, gen::OwnFiles(now).SerializeAsString())) {
    return Usage("cannot write " + path);
  }
  return 0;
}

int WriteAll(const gen::Schema& schema, const Flags& flags) {
  for (const auto& [name, path] : flags) {
    if (name == "python") {
      for (const auto& [file, text] : gen::EmitPython(schema)) {
        const std::string where = path + "/" + file;
        if (!Write(where, text)) return Usage("cannot write " + where);
      }
    } else if (!Write(path, Emitters().at(name)(schema))) {
      return Usage("cannot write " + path);
    }
  }
  return 0;
}

// Takes a flag out of the list.
std::string Take(Flags& flags, const std::string& name) {
  const auto node = flags.extract(name);
  return node.empty() ? "" : node.mapped();
}

}  // namespace

int main(int argc, char** argv) {
  Flags flags;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const std::size_t equals = argument.find('=');
    if (argument.rfind("--", 0) != 0 || equals == std::string::npos) {
      return Usage("cannot read " + argument);
    }
    flags[argument.substr(2, equals - 2)] = argument.substr(equals + 1);
  }
  const std::string input = Take(flags, "descriptor_set");
  const std::string baseline = Take(flags, "update_baseline");
  for (const auto& [name, path] : flags) {
    if (name != "python" && Emitters().count(name) == 0) {
      return Usage("no output called " + name);
    }
  }
  FileDescriptorSet set;
  if (!ReadSet(input, set)) {
    return Usage("cannot read the descriptor set " + input);
  }
  std::vector<std::string> problems;
  const gen::Schema schema = gen::BuildSchema(set, problems);
  gen::Lint(schema, problems);
  if (!problems.empty()) return Fault(problems);
  if (!baseline.empty()) {
    const int failed = UpdateBaseline(baseline, set);
    if (failed != 0) return failed;
  }
  return WriteAll(schema, flags);
}

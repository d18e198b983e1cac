// What is derived and checked in is what the protos say today.
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/paths.h"
#include "tools/schemagen/emit.h"
#include "tools/schemagen/model.h"

namespace quaranta::schemagen {
namespace {

constexpr char kHow[] =
    "\nrun: cmake --build build/dev --target quaranta_schema_update\n";

std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string InSource(const std::string& path) {
  return ::quaranta::testing::SourceDir() + "/" + path;
}

const Schema& TheSchema() {
  static const Schema& schema = *[] {
    std::ifstream file(
        ::quaranta::testing::BinaryDir() + "/generated/quaranta.v1.binpb",
        std::ios::binary);
    google::protobuf::FileDescriptorSet set;
    EXPECT_TRUE(file && set.ParseFromIstream(&file));
    std::vector<std::string> problems;
    auto* built = new Schema(BuildSchema(std::move(set), problems));
    EXPECT_THAT(problems, ::testing::IsEmpty());
    return built;
  }();
  return schema;
}

// Names the first line that differs instead of printing both files.
void ExpectSame(const std::string& path, const std::string& wanted) {
  const std::string found = Content(InSource(path));
  if (found == wanted) return;
  std::istringstream a(found);
  std::istringstream b(wanted);
  std::string line_a;
  std::string line_b;
  int line = 0;
  do {
    ++line;
    line_a.clear();
    line_b.clear();
    std::getline(a, line_a);
    std::getline(b, line_b);
  } while (line_a == line_b && (a || b));
  ADD_FAILURE() << path << ":" << line << " is out of date\n  has:   " << line_a
                << "\n  wants: " << line_b << kHow;
}

TEST(CheckedIn, ReferencePageIsCurrent) {
  ExpectSame("docs/reference/schema.md", EmitMarkdown(TheSchema()));
}

TEST(CheckedIn, JsonSchemaIsCurrent) {
  ExpectSame("docs/reference/quaranta.schema.json",
             EmitJsonSchema(TheSchema()));
}

TEST(CheckedIn, PythonRecordsAreCurrentAndNoneIsLeftOver) {
  const std::string folder = "bindings/python/quaranta/records";
  std::set<std::string> wanted;
  for (const auto& [name, text] : EmitPython(TheSchema())) {
    ExpectSame(folder + "/" + name, text);
    wanted.insert(name);
  }
  for (const auto& entry :
       std::filesystem::directory_iterator(InSource(folder))) {
    if (entry.path().extension() != ".py") continue;
    EXPECT_TRUE(wanted.contains(entry.path().filename().string()))
        << entry.path().filename() << " belongs to no family any more";
  }
}

TEST(CheckedIn, EveryFieldOfEveryRecordIsOnTheReferencePage) {
  const std::string page = EmitMarkdown(TheSchema());
  for (const MessageDef& record : TheSchema().records) {
    EXPECT_NE(page.find("### " + record.name + "\n"), std::string::npos);
    for (const FieldDef& field : record.fields) {
      EXPECT_NE(page.find("| `" + field.name + "` | " + field.options.zh()),
                std::string::npos)
          << record.name << "." << field.name;
    }
  }
}

}  // namespace
}  // namespace quaranta::schemagen

// Issues in words. QUARANTA_UPDATE_GOLDEN=1 writes the golden lists anew; read
// the difference.
#include "quaranta/io/issues.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/io/io.h"
#include "quaranta/world/world.h"
#include "tests/support/paths.h"

namespace quaranta::io {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kRoot = ::quaranta::testing::SourceDir();

std::string Bytes(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string ListOf(const world::World& world, Language language) {
  std::string list;
  for (const world::Issue& issue : world.issues()) {
    list += IssueText(issue, language) + "\n";
  }
  return list;
}

class GoldenTest : public ::testing::TestWithParam<Language> {};

TEST_P(GoldenTest, AClerkCanMendTheCountyFromItsIssues) {
  const std::string golden = kRoot + "/tests/io/golden/";
  const auto world = ReadFolder(golden + "county");
  ASSERT_TRUE(world.ok());
  const std::string list = ListOf(*world, GetParam());
  const std::string path =
      golden + "county." + std::string(LanguageName(GetParam())) + ".txt";
  if (std::getenv("QUARANTA_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << list;
  }
  EXPECT_EQ(list, Bytes(path));
  EXPECT_THAT(list, Not(HasSubstr("13800000"))) << "telephones are masked";
  EXPECT_THAT(list, Not(HasSubstr("{"))) << "a place was not filled";
}

INSTANTIATE_TEST_SUITE_P(Languages, GoldenTest,
                         ::testing::Values(Language::kEn, Language::kZh),
                         [](const auto& test) {
                           return std::string(LanguageName(test.param));
                         });

TEST(IssueTextTest, EveryRowOfTheCountyIsAccountedFor) {
  const auto world = ReadFolder(kRoot + "/tests/io/golden/county");
  ASSERT_TRUE(world.ok());
  std::map<std::string, std::set<std::uint32_t>> refused;
  std::set<std::string> whole;
  for (const world::Issue& issue : world->issues()) {
    if (issue.action != "not_read" || !issue.column.empty()) continue;
    if (issue.row == 0 || issue.code == "no_known_header") {
      whole.insert(issue.file);
    } else {
      refused[issue.file].insert(issue.row);
    }
  }
  EXPECT_GE(world->sources().size(), 7u);
  for (const world::SourceRows& source : world->sources()) {
    EXPECT_EQ(source.rows, source.set_aside + source.read + source.repaired +
                               source.parked + source.refused)
        << source.file;
    if (whole.contains(source.file)) {
      EXPECT_GT(source.refused, 0u) << source.file;
    } else {
      EXPECT_EQ(source.refused, refused[source.file].size()) << source.file;
    }
  }
}

// Words with an underscore in the sources that make issues: each is a code or
// an action with a message, or one of those that are something else.
TEST(IssueTextTest, EveryCodeInTheSourcesHasAMessage) {
  std::set<std::string> known;
  for (const schema::Record& record : schema::Records()) {
    known.insert(std::string(record.snake));
    for (const schema::Field& field : record.fields) {
      known.insert(std::string(field.name));
      known.insert(std::string(field.ref_as));
      known.insert(std::string(field.ref_name));
    }
    for (const schema::Through& way : record.through) {
      known.insert(std::string(way.name));
    }
  }
  for (const char* word : {"not_recorded", "asked_unknown",  // states of notes
                           "date_order", "header_row",       // keys of mappings
                           "as_of", "sqlite_", "sqlite_schema"}) {
    known.insert(word);
  }
  std::size_t codes = 0;
  for (const char* room : {"world", "io", "data"}) {
    for (const auto& entry : fs::directory_iterator(kRoot + "/src/" + room)) {
      if (entry.path().extension() != ".cc") continue;
      const std::string text = Bytes(entry.path());
      std::size_t at = 0;
      while ((at = text.find('"', at)) != std::string::npos) {
        const std::size_t end = text.find_first_not_of(
            "abcdefghijklmnopqrstuvwxyz0123456789_", at + 1);
        const std::string word = text.substr(at + 1, end - at - 1);
        at = end == std::string::npos ? text.size() : end;
        if (end == std::string::npos || text[end] != '"') continue;
        ++at;
        if (word.find('_') == std::string::npos || word.front() == '_') {
          continue;
        }
        const bool told = HasIssueText(word) || HasActionText(word);
        codes += told ? 1 : 0;
        EXPECT_TRUE(told || known.contains(word))
            << entry.path().filename() << ": \"" << word
            << "\" has no message in packs/messages/issues.yaml";
      }
    }
  }
  EXPECT_GT(codes, 100u) << "the search finds them";
}

TEST(IssueTextTest, EverySentenceSaysWhereAndWhatWasDone) {
  for (const CatalogueEntry& entry : Catalogue()) {
    if (!entry.name.starts_with("issue.")) continue;
    for (const std::string_view text : {entry.en, entry.zh}) {
      EXPECT_THAT(std::string(text), HasSubstr("{where}")) << entry.name;
      EXPECT_THAT(std::string(text), HasSubstr("{done}")) << entry.name;
    }
  }
}

TEST(IssueTextTest, ACodeThatNobodyKnowsIsNamed) {
  const world::Issue issue{world::Issue::Severity::kWarning,
                           "odd_thing",
                           "a.csv",
                           3,
                           "b",
                           "c",
                           "done_so",
                           "d"};
  EXPECT_EQ(IssueText(issue, Language::kEn),
            "a.csv, row 3, \"b\": odd_thing \"c\" d. Done: done_so.");
}

}  // namespace
}  // namespace quaranta::io

// A thousand broken counties: each is a world or a clear refusal, never a
// crash, and every row of every file is accounted for.
//
// QUARANTA_BROKEN=FIRST[:COUNT] reads other counties; QUARANTA_BROKEN=17:1 is
// number 17 alone.
#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/io/io.h"
#include "quaranta/text/encoding.h"
#include "tests/io/mutator.h"
#include "tests/support/paths.h"

namespace quaranta::io {
namespace {

using testing::BrokenCounty;
using testing::BrokenForm;
using testing::CountyFile;
using testing::Mutator;

namespace fs = std::filesystem;

constexpr int kBlocks = 4;  // programs of tests that run side by side
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t kCounties = 120;
#else
constexpr std::uint64_t kCounties = 1'000;
#endif

// --- The seed of a crash
// ------------------------------------------------------

char current[64] = "";

extern "C" void TellSeed(int signal) {
  std::size_t size = 0;
  while (current[size] != '\0') ++size;
  if (::write(STDERR_FILENO, current, size) < 0) ::_exit(3);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void Remember(std::uint64_t seed) {
  const std::string text = "\nbroken county " + std::to_string(seed) + "\n";
  current[text.copy(current, sizeof current - 1)] = '\0';
}

// --- Counting anew
// ------------------------------------------------------------

// Records of delimited text, as RFC 4180 has them: lines outside quotes that
// are not empty. A quote opens a cell only where the cell begins.
std::uint64_t CountRecords(std::string_view text, std::string_view delimiter) {
  std::uint64_t records = 0;
  bool at_cell = true;
  bool in_record = false;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '\n' || c == '\r') {
      records += in_record ? 1 : 0;
      in_record = false;
      at_cell = true;
      ++i;
    } else if (at_cell && c == '"') {
      in_record = true;
      at_cell = false;
      for (++i; i < text.size(); ++i) {
        if (text[i] != '"') continue;
        if (i + 1 == text.size() || text[i + 1] != '"') break;
        ++i;
      }
      ++i;
    } else if (text.substr(i).starts_with(delimiter)) {
      in_record = true;
      at_cell = true;
      i += delimiter.size();
    } else {
      in_record = true;
      at_cell = false;
      ++i;
    }
  }
  return records + (in_record ? 1 : 0);
}

std::uint64_t CountLines(std::string_view bytes) {
  const auto ends = std::count(bytes.begin(), bytes.end(), '\n');
  const bool open = !bytes.empty() && bytes.back() != '\n';
  return static_cast<std::uint64_t>(ends) + (open ? 1 : 0);
}

// Messages by their lengths; what does not divide into messages is one.
std::uint64_t CountMessages(std::string_view bytes) {
  std::uint64_t messages = 0;
  while (!bytes.empty()) {
    ++messages;
    std::uint64_t length = 0;
    std::size_t used = 0;
    while (true) {
      if (used == bytes.size() || used == 5) return messages;
      const auto byte = static_cast<unsigned char>(bytes[used]);
      length |= static_cast<std::uint64_t>(byte % 128) << (7 * used++);
      if (byte < 128) break;
    }
    if (length > bytes.size() - used) return messages;
    bytes.remove_prefix(used + length);
  }
  return messages;
}

// --- What the reader says
// -----------------------------------------------------

using Lines = std::set<std::pair<std::string, std::uint32_t>>;

struct Said {
  Lines refused;
  Lines odd;  // with any issue
  Lines parked;
  bool file = false;       // an issue refuses more than a line
  bool undivided = false;  // its lines could not be told apart into rows
};

// What the issues of a file and its sheets ("a.sqlite[rooms]") say.
Said SaidOf(const world::World& world, const std::string& file) {
  Said said;
  for (const world::Issue& issue : world.issues()) {
    if (issue.file != file && !issue.file.starts_with(file + "[")) continue;
    const std::pair<std::string, std::uint32_t> line(issue.file, issue.row);
    if (issue.action == "not_read" || issue.action == "rest_not_read") {
      said.refused.insert(line);
      const bool whole = issue.row == 0 || issue.action == "rest_not_read" ||
                         issue.code == "no_known_header";
      said.file = said.file || whole;
    }
    said.undivided = said.undivided || issue.code == "unknown_encoding" ||
                     issue.code == "unreadable_file" ||
                     issue.code == "quote_open";
    if (issue.row > 0) said.odd.insert(line);
    if (issue.code == "duplicate_key" ||
        issue.action.find("park") != std::string::npos ||
        issue.code.find("duplicate") != std::string::npos) {
      said.parked.insert(line);
    }
  }
  return said;
}

class BrokenCountyTest : public ::testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() /
            ("quaranta_broken_" + std::to_string(GetParam()));
    fs::remove_all(root_);
    fs::create_directories(root_ / "scratch");
  }
  void TearDown() override { fs::remove_all(root_); }

  // Puts the files down; the path to open.
  std::string Put(const BrokenCounty& county) {
    const fs::path folder = root_ / "county";
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (const CountyFile& file : county.files) {
      const fs::path path =
          folder / fs::path(std::u8string(file.name.begin(), file.name.end()));
      std::ofstream(path, std::ios::binary) << file.bytes;
    }
    return county.form == BrokenForm::kFolder
               ? folder.string()
               : (folder / county.files.at(0).name).string();
  }

  fs::path root_;
};

void ExpectBalanced(const world::World& world) {
  for (const world::SourceRows& rows : world.sources()) {
    EXPECT_EQ(rows.rows, rows.set_aside + rows.read + rows.repaired +
                             rows.parked + rows.refused)
        << rows.file << " " << rows.sheet << " " << rows.record;
  }
}

// No row is refused, repaired or parked in silence.
void ExpectSaid(const world::World& world) {
  std::map<std::string, world::SourceRows> files;
  for (const world::SourceRows& rows : world.sources()) {
    world::SourceRows& sum = files[rows.file];
    sum.repaired += rows.repaired;
    sum.parked += rows.parked;
    sum.refused += rows.refused;
  }
  for (const auto& [file, rows] : files) {
    const Said said = SaidOf(world, file);
    if (!said.file) {
      EXPECT_LE(rows.refused, said.refused.size()) << file;
    }
    EXPECT_LE(rows.repaired, said.odd.size()) << file;
    EXPECT_LE(rows.parked, said.parked.size()) << file;
  }
}

// What was read is in the world: one row for each, but for those that say an
// earlier one again.
void ExpectThere(const world::World& world) {
  std::int64_t there = 0;
  for (const data::Table& table : world.view().tables) there += table.rows;
  std::int64_t expected = 0;
  for (const world::SourceRows& rows : world.sources()) {
    expected +=
        static_cast<std::int64_t>(rows.read + rows.repaired + rows.parked);
  }
  for (const world::Issue& issue : world.issues()) {
    // One row of such a sheet makes several records, or none of its own.
    if (issue.code == "read_as_joined") return;
    expected -= issue.code == "duplicate_key" ? 1 : 0;
  }
  EXPECT_EQ(there, expected);
}

std::uint64_t RowsOf(const world::World& world, const std::string& file,
                     int& accounts) {
  std::uint64_t rows = 0;
  accounts = 0;
  for (const world::SourceRows& source : world.sources()) {
    if (source.file != file) continue;
    ++accounts;
    rows += source.rows;
  }
  return rows;
}

const SheetMapping* MappingOf(const Import& import, const std::string& file) {
  for (const SheetMapping& mapping : import.mapping.sheets) {
    if (mapping.file == file) return &mapping;
  }
  return nullptr;
}

// The rows of a text file, counted without its reader; encoding and delimiter
// are as it says that it read them.
std::uint64_t Recount(const Import& import, const CountyFile& file) {
  const SheetMapping* mapping = MappingOf(import, file.name);
  const Said said = SaidOf(import.world, file.name);
  std::optional<text::Encoding> encoding;
  if (mapping != nullptr) encoding = text::ParseEncoding(mapping->encoding);
  const auto decoded = text::Decode(file.bytes, encoding);
  if (!decoded.ok()) return CountLines(file.bytes);
  const bool lines = said.undivided || file.name.ends_with(".jsonl");
  if (lines) return CountLines(decoded->text());
  const bool told = mapping != nullptr && !mapping->delimiter.empty();
  return CountRecords(decoded->text(), told ? mapping->delimiter : ",");
}

void CheckFolder(const BrokenCounty& county, const Import& import) {
  for (const CountyFile& file : county.files) {
    int accounts = 0;
    const std::uint64_t rows = RowsOf(import.world, file.name, accounts);
    const bool table = file.name.ends_with(".csv") ||
                       file.name.ends_with(".tsv") ||
                       file.name.ends_with(".jsonl");
    if (!table || file.name.starts_with('_')) continue;
    EXPECT_EQ(accounts, 1) << file.name;
    EXPECT_EQ(rows, Recount(import, file)) << file.name;
  }
}

void CheckDatabase(const BrokenCounty& county, const Import& import) {
  for (const auto& [name, rows] : county.tables) {
    std::uint64_t counted = 0;
    for (const world::SourceRows& source : import.world.sources()) {
      if (source.sheet == name) counted += source.rows;
    }
    EXPECT_EQ(counted, rows) << name;
  }
}

void CheckDelimited(const BrokenCounty& county, const Import& import) {
  int accounts = 0;
  const CountyFile& file = county.files.at(0);
  EXPECT_EQ(RowsOf(import.world, file.name, accounts),
            CountMessages(file.bytes));
}

std::vector<std::string> IssueLines(const world::World& world) {
  std::vector<std::string> lines;
  for (const world::Issue& issue : world.issues()) {
    lines.push_back(issue.file + ":" + std::to_string(issue.row) +
                    issue.column + issue.code + issue.value + issue.action +
                    issue.detail);
  }
  return lines;
}

TEST_P(BrokenCountyTest, IsAWorldOrAClearRefusalAndEveryRowIsAccountedFor) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  for (const int signal : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL}) {
    std::signal(signal, TellSeed);
  }
#endif
  std::uint64_t first = 1;
  std::uint64_t count = kCounties;
  if (const char* chosen = std::getenv("QUARANTA_BROKEN")) {
    char* end = nullptr;
    first = std::strtoull(chosen, &end, 10);
    if (*end == ':') count = std::strtoull(end + 1, nullptr, 10);
  }
  const Mutator mutator(
      ::quaranta::testing::SourceDir() + "/examples/county/data",
      (root_ / "scratch").string());
  ASSERT_GT(mutator.county().size(), 30u);
  ReadOptions options;
  options.issues_per_code = 10'000'000;
  std::map<BrokenForm, std::uint64_t> worlds;
  std::uint64_t refusals = 0;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    if (seed % kBlocks != static_cast<std::uint64_t>(GetParam())) continue;
    Remember(seed);
    const BrokenCounty county = mutator.Make(seed);
    SCOPED_TRACE(::testing::Message()
                 << "QUARANTA_BROKEN=" << seed << ":1 after "
                 << ::testing::PrintToString(county.damage));
    const std::string path = Put(county);
    const auto import = ImportFrom(path, options);
    if (!import.ok()) {
      ++refusals;
      EXPECT_NE(county.form, BrokenForm::kFolder) << import.status();
      EXPECT_NE(import.status().code(), absl::StatusCode::kInternal);
      EXPECT_THAT(std::string(import.status().message()),
                  ::testing::StartsWith(path));
      continue;
    }
    ++worlds[county.form];
    ExpectBalanced(import->world);
    ExpectSaid(import->world);
    ExpectThere(import->world);
    switch (county.form) {
      case BrokenForm::kFolder:
        CheckFolder(county, *import);
        break;
      case BrokenForm::kSqlite:
        CheckDatabase(county, *import);
        break;
      case BrokenForm::kDelimited:
        CheckDelimited(county, *import);
        break;
    }
    if (seed % 16 == 0) {
      const auto again = ImportFrom(path, options);
      ASSERT_TRUE(again.ok());
      EXPECT_EQ(IssueLines(import->world), IssueLines(again->world));
    }
    if (HasFailure() && count > 1) break;  // one at a time is enough
  }
  if (count < kCounties) return;
  // The damage is neither so slight that nothing happens nor so heavy that
  // nothing is left.
  EXPECT_GT(worlds[BrokenForm::kFolder], count / kBlocks / 2);
  EXPECT_GT(refusals, 0u);
  // A block of the few under a sanitizer may hold no whole file of a form.
  if (count < 1'000) return;
  EXPECT_GT(worlds[BrokenForm::kSqlite], 0u);
  EXPECT_GT(worlds[BrokenForm::kDelimited], 0u);
}

INSTANTIATE_TEST_SUITE_P(Blocks, BrokenCountyTest,
                         ::testing::Range(0, kBlocks));

}  // namespace
}  // namespace quaranta::io

// Damaged worlds, made from a good one: the files that a clerk, a phone, an old
// program or an attacker would send. The same seed makes the same damage on
// every machine.
#ifndef QUARANTA_TESTS_IO_MUTATOR_H_
#define QUARANTA_TESTS_IO_MUTATOR_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "quaranta/core/random.h"

namespace quaranta::testing {

struct CountyFile {
  std::string name;
  std::string bytes;
};

// A table as cells; the first row is the header.
struct CountyTable {
  std::string name;  // without extension
  std::vector<std::vector<std::string>> rows;
};

enum class BrokenForm : std::uint8_t { kFolder, kSqlite, kDelimited };

struct BrokenCounty {
  BrokenForm form = BrokenForm::kFolder;
  std::vector<CountyFile> files;    // one, unless it is a folder
  std::vector<std::string> damage;  // what was done, in words
  // For a database whose bytes are whole: its tables, and their rows with the
  // header.
  std::vector<std::pair<std::string, std::size_t>> tables;
};

class Mutator {
 public:
  // `folder` holds the CSV files of a good world, `scratch` is a folder for
  // files that exist only while one is made.
  Mutator(const std::string& folder, std::string scratch);

  const std::vector<CountyTable>& county() const { return county_; }
  BrokenCounty Make(std::uint64_t seed) const;

 private:
  std::vector<CountyTable> Part(Random& random) const;
  BrokenCounty Folder(Random& random) const;
  BrokenCounty Sqlite(Random& random) const;
  BrokenCounty Delimited(Random& random) const;

  std::vector<CountyTable> county_;
  std::string scratch_;
};

// The bytes of a text in another encoding: "gb18030", "utf-16le", "utf-16be",
// "latin-1" (of every character its last byte). GB18030 knows the two-byte
// characters; others become "?".
std::string Encoded(const std::string& utf8, const std::string& encoding);

}  // namespace quaranta::testing

#endif  // QUARANTA_TESTS_IO_MUTATOR_H_

// Rows of one file into a builder.
#ifndef QUARANTA_SRC_IO_READER_H_
#define QUARANTA_SRC_IO_READER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "io/cells.h"
#include "quaranta/io/io.h"
#include "quaranta/text/csv.h"
#include "quaranta/text/node.h"
#include "quaranta/world/world.h"

namespace quaranta::io {

// Reads the tables of one file. Whatever is odd becomes an issue of the
// builder; nothing fails.
class TableReader {
 public:
  // `name` is the file's name in issues. The zone may be nullptr.
  TableReader(world::Builder& builder, const schema::Record& record,
              std::string name, const Zone* zone, const ReadOptions& options);

  // The bytes of a file of that extension (".csv", ".tsv", ".jsonl").
  void Read(std::string_view bytes, std::string_view extension);

 private:
  struct Source {
    const schema::Field* field = nullptr;
    std::string unit;
    std::string header;
  };

  void ReadCsv(std::string_view bytes, char delimiter);
  std::vector<Source> ReadHeaders(const text::CsvTable& table);
  void ReadRow(const text::CsvTable& table, std::size_t row,
               const std::vector<Source>& sources);
  void ReadJsonLines(std::string_view bytes);

  world::Builder& builder_;
  const schema::Record& record_;
  std::string name_;
  const Zone* zone_;
  const ReadOptions& options_;
  std::uint32_t file_;
};

// An issue about a file as a whole, or one of its lines.
world::Issue FileIssue(world::Issue::Severity severity, std::string_view code,
                       std::string file, std::uint32_t row,
                       std::string_view action, std::string detail);

// Strips the byte-order mark and checks that the rest is UTF-8; otherwise adds
// an issue with the offset of the first byte that is not, and returns false.
bool CheckEncoding(world::Builder& builder, const std::string& name,
                   std::string_view& bytes);

// What was odd about a value of a row.
struct RowProblem {
  const text::Node* node = nullptr;
  const schema::Field* field = nullptr;  // nullptr: no field of that name
  std::string key;
  CellProblem problem;
};
// One map of fields as a row, which is ended in any case. Gives what was odd.
// Literal: texts mean themselves. Otherwise they are read as CSV cells are.
enum class Texts : std::uint8_t { kLiteral, kCells };
std::vector<RowProblem> AppendRow(world::Builder& builder,
                                  const schema::Record& record,
                                  const text::Node& row, const Zone* zone,
                                  Texts texts,
                                  std::optional<world::Origin> origin);

// As WriteRowJson(), with or without computed fields; `shown`: to be looked at,
// with direct identifiers hidden.
void WriteRow(const data::Table& table, std::size_t row, bool computed,
              text::JsonWriter& json, bool shown = false);

}  // namespace quaranta::io

#endif  // QUARANTA_SRC_IO_READER_H_

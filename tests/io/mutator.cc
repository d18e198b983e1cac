#include "tests/io/mutator.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string_view>

#include "quaranta/io/io.h"
#include "quaranta/text/csv.h"
#include "quaranta/text/encoding.h"
#include "quaranta/text/sqlite.h"
#include "quaranta/text/utf8.h"

namespace quaranta::testing {
namespace {

namespace fs = std::filesystem;

using Row = std::vector<std::string>;
using Damage = std::vector<std::string>;

std::string ReadBytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

template <class T>
T& Pick(std::vector<T>& items, Random& random) {
  return items[random.Below(items.size())];
}

// The index of a row below the header; 0 when there is none.
std::size_t PickRow(const CountyTable& table, Random& random) {
  return table.rows.size() < 2 ? 0 : 1 + random.Below(table.rows.size() - 1);
}

// Puts a text into any cell below the header.
void SetCell(CountyTable& table, std::string text, Random& random) {
  Row& row = table.rows[PickRow(table, random)];
  if (!row.empty()) Pick(row, random) = std::move(text);
}

// --- Damage to tables -------------------------------------------------------

using TableDamage = void (*)(CountyTable&, Random&);

void RenameHeader(CountyTable& table, Random& random) {
  constexpr std::string_view kNames[] = {
      "备注2", "",    "编号",     "隔离点",   "房号", "*",
      "id",    "ID ", "人数(万)", "\xC3\xA9", "=A1",  "日期"};
  Row& header = table.rows[0];
  if (!header.empty()) {
    Pick(header, random) = kNames[random.Below(std::size(kNames))];
  }
}

void SwapHeaders(CountyTable& table, Random& random) {
  Row& header = table.rows[0];
  if (!header.empty()) std::swap(Pick(header, random), Pick(header, random));
}

void ShuffleColumns(CountyTable& table, Random& random) {
  std::vector<std::size_t> order(table.rows[0].size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  random.Shuffle<std::size_t>(order);
  for (Row& row : table.rows) {
    Row shuffled;
    for (const std::size_t i : order) {
      shuffled.push_back(i < row.size() ? row[i] : "");
    }
    row = std::move(shuffled);
  }
}

void DropHeader(CountyTable& table, Random&) {
  table.rows.erase(table.rows.begin());
}

void RepeatHeader(CountyTable& table, Random& random) {
  const Row header = table.rows[0];
  table.rows.insert(
      table.rows.begin() + static_cast<std::ptrdiff_t>(PickRow(table, random)),
      header);
}

void AddTitle(CountyTable& table, Random& random) {
  table.rows.insert(table.rows.begin(),
                    random.Chance(1, 2)
                        ? Row{"岚浦县隔离点日报 2022年4月10日（单位：万人）"}
                        : Row{"", "", "制表：张三", ""});
}

void DuplicateRows(CountyTable& table, Random& random) {
  for (int n = random.Range(1, 5); n > 0; --n) {
    const Row row = table.rows[PickRow(table, random)];
    table.rows.push_back(row);
  }
}

// The same key twice, with another value behind it.
void DuplicateKeys(CountyTable& table, Random& random) {
  for (int n = random.Range(1, 3); n > 0; --n) {
    Row row = table.rows[PickRow(table, random)];
    if (row.size() > 2) row[1 + random.Below(row.size() - 1)] += "9";
    table.rows.push_back(std::move(row));
  }
}

void DangleReferences(CountyTable& table, Random& random) {
  for (int n = random.Range(1, 9); n > 0; --n) {
    SetCell(table, "无此编号-9", random);
  }
}

void Garble(CountyTable& table, Random& random) {
  constexpr std::string_view kCells[] = {
      "*",        "XX",         "不详",
      "无",       "450余万",    "近百",
      "-",        "  ",         "NaN",
      "04/05/22", "44661",      "=1+1",
      "#REF!",    "１２３",     "\x01",
      "''",       "{\"a\":",    "999999999999999999999",
      "1e999",    "2022-13-45", "[]",
      "a|b",      "\r\n",       "\xE2\x80\x8B",
      "false",    "🏨"};
  for (int n = random.Range(1, 30); n > 0; --n) {
    SetCell(table, std::string(kCells[random.Below(std::size(kCells))]),
            random);
  }
}

void CutRows(CountyTable& table, Random& random) {
  for (int n = random.Range(1, 5); n > 0; --n) {
    Row& row = table.rows[PickRow(table, random)];
    row.resize(random.Below(row.size() + 1));
  }
}

void LengthenRows(CountyTable& table, Random& random) {
  for (int n = random.Range(1, 5); n > 0; --n) {
    Row& row = table.rows[PickRow(table, random)];
    row.insert(row.end(), 3, "多");
  }
}

void AddTotals(CountyTable& table, Random& random) {
  Row total(table.rows[0].size() + 1);
  total[0] = random.Chance(1, 2) ? "合计" : "小计：62人";
  if (total.size() > 3) total[random.Below(total.size() - 1) + 1] = "310";
  table.rows.push_back(total);
  if (random.Chance(1, 2)) {
    table.rows.insert(table.rows.begin() +
                          static_cast<std::ptrdiff_t>(PickRow(table, random)),
                      total);
  }
  if (random.Chance(1, 2)) table.rows.push_back({"填报人：李四"});
}

void AddBlankRows(CountyTable& table, Random& random) {
  for (int n = random.Range(1, 6); n > 0; --n) {
    const auto at = static_cast<std::ptrdiff_t>(PickRow(table, random));
    table.rows.insert(table.rows.begin() + at,
                      random.Chance(1, 2) ? Row{} : Row(table.rows[0].size()));
  }
}

void GrowCell(CountyTable& table, Random& random) {
  SetCell(table, std::string(std::size_t{1} << random.Range(10, 21), 'a'),
          random);
}

void GrowHeader(CountyTable& table, Random& random) {
  const std::size_t size = random.Chance(1, 3) ? 100'000 : 5'000;
  Row& row = table.rows[random.Chance(1, 2) ? 0 : PickRow(table, random)];
  while (row.size() < size) row.push_back("列" + std::to_string(row.size()));
}

struct NamedDamage {
  std::string_view name;
  TableDamage apply;
};
constexpr NamedDamage kTableDamage[] = {{"header renamed", RenameHeader},
                                        {"headers swapped", SwapHeaders},
                                        {"columns shuffled", ShuffleColumns},
                                        {"header lost", DropHeader},
                                        {"header repeated", RepeatHeader},
                                        {"title above", AddTitle},
                                        {"rows repeated", DuplicateRows},
                                        {"keys repeated", DuplicateKeys},
                                        {"references dangle", DangleReferences},
                                        {"cells garbled", Garble},
                                        {"rows cut short", CutRows},
                                        {"rows too long", LengthenRows},
                                        {"totals", AddTotals},
                                        {"blank rows", AddBlankRows},
                                        {"giant cell", GrowCell},
                                        {"giant header", GrowHeader}};

void DamageTables(std::vector<CountyTable>& tables, Random& random,
                  Damage& done) {
  for (int n = random.Range(1, 4); n > 0; --n) {
    CountyTable& table = Pick(tables, random);
    if (table.rows.empty()) continue;
    const NamedDamage& damage =
        kTableDamage[random.Below(std::size(kTableDamage))];
    damage.apply(table, random);
    done.push_back(table.name + ": " + std::string(damage.name));
  }
}

// --- Damage to bytes --------------------------------------------------------

void FlipBytes(std::string& bytes, Random& random) {
  if (bytes.empty()) return;
  for (int n = random.Range(1, 20); n > 0; --n) {
    bytes[random.Below(bytes.size())] = static_cast<char>(random.Below(256));
  }
}

void CutBytes(std::string& bytes, Random& random) {
  bytes.resize(random.Below(bytes.size() + 1));
}

void MoveBytes(std::string& bytes, Random& random) {
  const std::size_t from = random.Below(bytes.size() + 1);
  const std::string piece = bytes.substr(from, random.Below(500) + 1);
  if (random.Chance(1, 2)) bytes.erase(from, piece.size());
  bytes.insert(random.Below(bytes.size() + 1), piece);
}

void AddNuls(std::string& bytes, Random& random) {
  for (int n = random.Range(1, 5); n > 0; --n) {
    bytes.insert(random.Below(bytes.size() + 1), random.Below(50) + 1, '\0');
  }
}

void OpenQuote(std::string& bytes, Random& random) {
  const std::size_t line = bytes.find('\n', random.Below(bytes.size() + 1));
  bytes.insert(line == std::string::npos ? bytes.size() : line + 1, "\"");
}

void MixEncodings(std::string& bytes, Random& random) {
  const std::size_t line = bytes.find('\n', random.Below(bytes.size() + 1));
  if (line == std::string::npos) return;
  bytes.insert(line + 1, Encoded("隔离点,房号,备注\r\n", "gb18030"));
}

void Bomb(std::string& bytes, Random& random) {
  const std::string_view kPieces[] = {"\n", ",", ",\n", "\"\"", "\t\n", "\r"};
  const std::string_view piece = kPieces[random.Below(std::size(kPieces))];
  std::string more;
  for (int n = 0; n < 100'000; ++n) more += piece;
  bytes.insert(random.Below(bytes.size() + 1), more);
}

struct ByteDamage {
  std::string_view name;
  void (*apply)(std::string&, Random&);
};
constexpr ByteDamage kByteDamage[] = {{"bytes changed", FlipBytes},
                                      {"cut off", CutBytes},
                                      {"a piece moved", MoveBytes},
                                      {"NUL bytes", AddNuls},
                                      {"a quote opened", OpenQuote},
                                      {"two encodings", MixEncodings},
                                      {"a bomb", Bomb}};
// Those that mean something in a binary file.
constexpr std::size_t kBinaryDamage = 4;

void DamageBytes(CountyFile& file, Random& random, std::size_t kinds,
                 Damage& done) {
  const ByteDamage& damage = kByteDamage[random.Below(kinds)];
  damage.apply(file.bytes, random);
  done.push_back(file.name + ": " + std::string(damage.name));
}

// --- Files ------------------------------------------------------------------

std::string JsonText(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n' || c == '\r') {
      out += c == '\n' ? "\\n" : "\\r";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string JsonLinesOf(const CountyTable& table, Random& random) {
  std::string out;
  for (std::size_t row = 1; row < table.rows.size(); ++row) {
    std::string line = "{";
    for (std::size_t i = 0; i < table.rows[row].size(); ++i) {
      if (i >= table.rows[0].size()) break;
      if (i > 0) line += ", ";
      line += JsonText(table.rows[0][i]) + ": " + JsonText(table.rows[row][i]);
    }
    line += "}";
    if (random.Chance(1, 30)) {
      constexpr std::string_view kOdd[] = {
          "[1, 2]", "{", "null", "", "  ", "{\"编号\": {\"raw\": []}}"};
      line = kOdd[random.Below(std::size(kOdd))];
    }
    if (random.Chance(1, 60)) {
      const std::size_t depth = std::size_t{1} << random.Range(4, 17);
      line = "{\"编号\": " + std::string(depth, '[') +
             std::string(random.Chance(1, 2) ? depth : 0, ']') + "}";
    }
    out += line + (random.Chance(1, 8) ? "\r\n" : "\n");
  }
  return out;
}

std::string CsvOf(const CountyTable& table, Random& random) {
  constexpr char kDelimiters[] = {',', ',', ',', ',', ';', '\t', '|'};
  const char delimiter = kDelimiters[random.Below(std::size(kDelimiters))];
  constexpr std::string_view kEnds[] = {"\r\n", "\r\n", "\n", "\r"};
  const std::string_view end = kEnds[random.Below(std::size(kEnds))];
  std::string out;
  for (const Row& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += delimiter;
      out += text::CsvCell(row[i], delimiter);
    }
    out += end;
  }
  return out;
}

CountyFile FileOf(const CountyTable& table, Random& random, Damage& done) {
  if (random.Chance(1, 8)) {
    done.push_back(table.name + ": as JSON lines");
    return {table.name + ".jsonl", JsonLinesOf(table, random)};
  }
  CountyFile file{table.name + (random.Chance(1, 10) ? ".tsv" : ".csv"),
                  CsvOf(table, random)};
  constexpr std::string_view kEncodings[] = {"gb18030", "utf-16le", "utf-16be",
                                             "latin-1"};
  if (random.Chance(1, 6)) {
    const std::string encoding(kEncodings[random.Below(std::size(kEncodings))]);
    file.bytes = Encoded(file.bytes, encoding);
    if (encoding == "utf-16le" && random.Chance(1, 2)) {
      file.bytes.insert(0, "\xFF\xFE");
    }
    if (encoding == "utf-16be" && random.Chance(1, 2)) {
      file.bytes.insert(0, "\xFE\xFF");
    }
    done.push_back(file.name + ": in " + encoding);
  } else if (random.Chance(1, 2)) {
    file.bytes.insert(0, "\xEF\xBB\xBF");
  }
  return file;
}

void DamageFolder(std::vector<CountyFile>& files, Random& random,
                  Damage& done) {
  CountyFile& file = Pick(files, random);
  switch (random.Below(6)) {
    case 0:
      done.push_back(file.name + ": renamed");
      file.name = "数据" + file.name;
      return;
    case 1:
      done.push_back(file.name + ": twice");
      files.push_back({"rooms.csv", file.bytes});
      return;
    case 2:
      done.push_back("a picture, an empty file");
      files.push_back({"照片.jpg", "\xFF\xD8\xFF"});
      files.push_back({"sites.csv", ""});
      return;
    case 3:
      done.push_back("statements about nothing");
      files.push_back({"_closed.csv", "collection\r\nSite.rooms\r\nA.b\r\n"});
      files.push_back({"_notes.csv",
                       "record,id,field,state,raw,low,high\r\nSite,S1,name,"
                       "masked,*,,\r\nSite,none,name,masked,*,,\r\nx,y\r\n"});
      return;
    case 4:
      done.push_back("an archive that calls itself a table");
      files.push_back({"stays.csv",
                       std::string("PK\x03\x04") + std::string(5'000, '\x01')});
      return;
    default:
      done.push_back(file.name + ": emptied");
      file.bytes.clear();
  }
}

std::size_t TotalBytes(const std::vector<CountyFile>& files) {
  std::size_t bytes = 0;
  for (const CountyFile& file : files) bytes += file.bytes.size();
  return bytes;
}

// UTF-8 to the two-byte characters of GB18030, by asking what each is.
const std::map<char32_t, std::string>& GbkTable() {
  static const auto& table = *new std::map<char32_t, std::string>([] {
    std::map<char32_t, std::string> made;
    for (int lead = 0x81; lead <= 0xFE; ++lead) {
      for (int trail = 0x40; trail <= 0xFE; ++trail) {
        if (trail == 0x7F) continue;
        const std::string two = {static_cast<char>(lead),
                                 static_cast<char>(trail)};
        const auto decoded = text::Decode(two, text::Encoding::kGb18030);
        if (!decoded.ok()) continue;
        made.emplace(text::DecodeUtf8(decoded->text(), 0).value, two);
      }
    }
    return made;
  }());
  return table;
}

void PutUnit(std::string& out, char32_t unit, bool little) {
  const char high = static_cast<char>(unit >> 8);
  const char low = static_cast<char>(unit & 0xFF);
  out += little ? low : high;
  out += little ? high : low;
}

}  // namespace

std::string Encoded(const std::string& utf8, const std::string& encoding) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const text::CodePoint point = text::DecodeUtf8(utf8, i);
    i += std::max<std::size_t>(point.length, 1);
    if (encoding.starts_with("utf-16")) {
      const bool little = encoding == "utf-16le";
      if (point.value > 0xFFFF) {
        PutUnit(out, 0xD800 + ((point.value - 0x10000) >> 10), little);
        PutUnit(out, 0xDC00 + (point.value & 0x3FF), little);
      } else {
        PutUnit(out, point.value, little);
      }
    } else if (point.value < 0x80) {
      out += static_cast<char>(point.value);
    } else if (encoding == "gb18030") {
      const auto found = GbkTable().find(point.value);
      out += found == GbkTable().end() ? "?" : found->second;
    } else {
      out += static_cast<char>(point.value | 0x80);
    }
  }
  return out;
}

Mutator::Mutator(const std::string& folder, std::string scratch)
    : scratch_(std::move(scratch)) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::u8string stem = entry.path().stem().u8string();
    CountyTable table{std::string(stem.begin(), stem.end()), {}};
    const std::string bytes = ReadBytes(entry.path());
    const auto cells = text::ReadCsv(text::WithoutByteOrderMark(bytes));
    if (!cells.ok()) continue;
    for (std::size_t row = 0; row < cells->rows(); ++row) {
      Row& made = table.rows.emplace_back();
      for (std::size_t i = 0; i < cells->columns(row); ++i) {
        made.emplace_back(cells->cell(row, i));
      }
    }
    county_.push_back(std::move(table));
  }
  std::sort(county_.begin(), county_.end(),
            [](const CountyTable& a, const CountyTable& b) {
              return a.name < b.name;
            });
}

// Some tables of the county, mostly short ones: a thousand counties have to be
// read in a minute.
std::vector<CountyTable> Mutator::Part(Random& random) const {
  const bool whole = random.Chance(1, 50);
  std::vector<CountyTable> tables;
  for (const CountyTable& table : county_) {
    if (!whole && !random.Chance(1, 4)) continue;
    tables.push_back(table);
    auto& rows = tables.back().rows;
    if (!whole) rows.resize(std::min<std::size_t>(rows.size(), 40));
  }
  if (tables.empty()) tables.push_back(county_.front());
  return tables;
}

BrokenCounty Mutator::Folder(Random& random) const {
  BrokenCounty broken;
  std::vector<CountyTable> tables = Part(random);
  DamageTables(tables, random, broken.damage);
  for (const CountyTable& table : tables) {
    broken.files.push_back(FileOf(table, random, broken.damage));
  }
  for (int n = random.Range(0, 2); n > 0; --n) {
    DamageBytes(Pick(broken.files, random), random, std::size(kByteDamage),
                broken.damage);
  }
  if (random.Chance(1, 3)) DamageFolder(broken.files, random, broken.damage);
  return broken;
}

BrokenCounty Mutator::Sqlite(Random& random) const {
  BrokenCounty broken;
  broken.form = BrokenForm::kSqlite;
  std::vector<CountyTable> tables = Part(random);
  DamageTables(tables, random, broken.damage);
  const std::string path = scratch_ + "/made.sqlite";
  fs::remove(path);
  {
    auto db = text::Sqlite::OpenToWrite(path);
    if (!db.ok()) return broken;
    const char* page = random.Chance(1, 2) ? "512" : "4096";
    db->Run("PRAGMA page_size=" + std::string(page) +
            "; PRAGMA synchronous=OFF; BEGIN")
        .IgnoreError();
    for (const CountyTable& table : tables) {
      if (table.rows.empty()) continue;
      std::string columns;
      std::string places;
      const std::size_t width =
          std::min<std::size_t>(table.rows[0].size(), 200);
      for (std::size_t i = 0; i < width; ++i) {
        columns += i > 0 ? ", " : "";
        columns += text::SqliteName(table.rows[0][i]);
        places += i > 0 ? ", ?" : "?";
      }
      const std::string name = text::SqliteName(table.name);
      if (!db->Run("CREATE TABLE " + name + " (" + columns + ")").ok()) {
        broken.damage.push_back(table.name + ": no table of SQLite");
        continue;
      }
      auto insert =
          db->Prepare("INSERT INTO " + name + " VALUES (" + places + ")");
      if (!insert.ok()) continue;
      for (std::size_t row = 1; row < table.rows.size(); ++row) {
        for (std::size_t i = 0; i < width; ++i) {
          const int index = static_cast<int>(i) + 1;
          const std::string& cell =
              i < table.rows[row].size() ? table.rows[row][i] : "";
          absl::Status bound =
              cell.empty()            ? insert->BindNull(index)
              : random.Chance(1, 300) ? insert->BindBlob(index, cell)
              : random.Chance(1, 100) ? insert->Bind(index, 44'661.5)
              : random.Chance(1, 100)
                  ? insert->Bind(index, std::string_view("\xC4\xE3"))
                  : insert->Bind(index, std::string_view(cell));
          bound.IgnoreError();
        }
        insert->Execute().IgnoreError();
      }
      broken.tables.emplace_back(table.name, table.rows.size());
    }
    db->Run("COMMIT").IgnoreError();
  }
  broken.files.push_back({"county.sqlite", ReadBytes(path)});
  fs::remove(path);
  if (random.Chance(2, 3)) {
    DamageBytes(broken.files[0], random, kBinaryDamage, broken.damage);
    broken.tables.clear();
  }
  return broken;
}

BrokenCounty Mutator::Delimited(Random& random) const {
  BrokenCounty broken;
  broken.form = BrokenForm::kDelimited;
  std::vector<CountyTable> tables = Part(random);
  DamageTables(tables, random, broken.damage);
  world::Builder builder;
  io::ReadOptions options;
  options.zone = "Asia/Shanghai";
  for (const CountyTable& table : tables) {
    const schema::Record* record = schema::FindRecord(table.name);
    if (record == nullptr) continue;
    std::string csv;
    for (const Row& row : table.rows) csv += text::CsvLine(row);
    io::AppendText(builder, *record, csv, io::Format::kCsv, table.name, options)
        .IgnoreError();
  }
  const auto world = std::move(builder).Build();
  if (!world.ok()) return broken;
  broken.files.push_back({"county.binpb", io::ToBytes(*world)});
  for (int n = random.Range(0, 3); n > 0; --n) {
    DamageBytes(broken.files[0], random, kBinaryDamage, broken.damage);
  }
  return broken;
}

BrokenCounty Mutator::Make(std::uint64_t seed) const {
  Random random(seed);
  const std::uint64_t form = random.Below(10);
  BrokenCounty broken = form == 0   ? Sqlite(random)
                        : form == 1 ? Delimited(random)
                                    : Folder(random);
  broken.damage.push_back(std::to_string(TotalBytes(broken.files)) + " bytes");
  return broken;
}

}  // namespace quaranta::testing

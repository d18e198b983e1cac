// Mappings as YAML, and which of them fits a sheet.
#include "quaranta/io/mapping.h"

#include <array>
#include <charconv>
#include <utility>

#include "core/status_macros.h"
#include "io/columns.h"
#include "io/headers.h"
#include "io/numbers.h"
#include "io/sheet_reader.h"
#include "quaranta/core/status.h"
#include "quaranta/schema/field.h"
#include "quaranta/text/encoding.h"
#include "quaranta/text/json_writer.h"
#include "quaranta/text/node.h"

namespace quaranta::io {
namespace {

using schema::Record;
using text::Node;

constexpr std::array<std::pair<std::string_view, DateOrder>, 3> kOrders = {{
    {"ymd", DateOrder::kYearMonthDay},
    {"mdy", DateOrder::kMonthDayYear},
    {"dmy", DateOrder::kDayMonthYear},
}};

std::string_view OrderName(DateOrder order) {
  for (const auto& [name, value] : kOrders) {
    if (value == order) return name;
  }
  return {};
}

// Reads the tree; the first mistake ends it.
class Reader {
 public:
  explicit Reader(const std::string& name) : name_(name) {}

  absl::StatusOr<Mapping> Read(const Node& root) const {
    Mapping mapping;
    if (root.IsNull()) return mapping;
    if (!root.IsMap()) return Fail(root.at, "expected a map");
    for (const auto& [key, value] : root.entries) {
      if (key == "date_order") {
        QUARANTA_ASSIGN_OR_RETURN(mapping.date_order, Order(value));
      } else if (key == "sheets") {
        if (!value.IsList()) return Fail(value.at, "expected a list of sheets");
        for (const Node& item : value.items) {
          QUARANTA_ASSIGN_OR_RETURN(SheetMapping sheet, Sheet(item));
          mapping.sheets.push_back(std::move(sheet));
        }
      } else {
        return Unknown(value, key, {"date_order", "sheets"});
      }
    }
    return mapping;
  }

 private:
  absl::Status Fail(text::Position at, const std::string& what) const {
    return InvalidArgument(name_ + ":" + std::to_string(at.line) + ":" +
                           std::to_string(at.column) + ": " + what);
  }

  static std::string Near(std::string_view text,
                          const std::vector<std::string_view>& names) {
    const std::string nearest = NearestName(text, names);
    return nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?";
  }

  absl::Status Unknown(const Node& value, const std::string& key,
                       const std::vector<std::string_view>& names) const {
    return Fail(value.key_at,
                "there is no key \"" + key + "\" here" + Near(key, names));
  }

  absl::StatusOr<std::string> Text(const Node& node) const {
    if (node.IsNull()) return std::string();
    if (!node.IsScalar()) return Fail(node.at, "expected a text");
    return node.scalar;
  }

  absl::StatusOr<DateOrder> Order(const Node& node) const {
    QUARANTA_ASSIGN_OR_RETURN(const std::string text, Text(node));
    if (text.empty()) return DateOrder::kUnknown;
    for (const auto& [name, order] : kOrders) {
      if (name == text) return order;
    }
    return Fail(node.at, "\"" + text +
                             "\" is no order of dates; expected ymd, "
                             "mdy or dmy");
  }

  absl::StatusOr<SheetMapping> Sheet(const Node& node) const {
    if (!node.IsMap()) return Fail(node.at, "expected a map: one sheet");
    SheetMapping sheet;
    const Node* columns = nullptr;
    for (const auto& [key, value] : node.entries) {
      if (key == "file") {
        QUARANTA_ASSIGN_OR_RETURN(sheet.file, Text(value));
      } else if (key == "sheet") {
        QUARANTA_ASSIGN_OR_RETURN(sheet.sheet, Text(value));
      } else if (key == "records") {
        QUARANTA_ASSIGN_OR_RETURN(sheet.records, RecordNames(value));
      } else if (key == "header_row") {
        QUARANTA_ASSIGN_OR_RETURN(sheet.header_row, Row(value));
      } else if (key == "encoding") {
        QUARANTA_ASSIGN_OR_RETURN(sheet.encoding, Encoding(value));
      } else if (key == "delimiter") {
        QUARANTA_ASSIGN_OR_RETURN(sheet.delimiter, Delimiter(value));
      } else if (key == "columns") {
        columns = &value;
      } else {
        return Unknown(value, key,
                       {"file", "sheet", "records", "header_row", "encoding",
                        "delimiter", "columns"});
      }
    }
    if (columns == nullptr || columns->IsNull()) return sheet;
    if (!columns->IsList()) {
      return Fail(columns->at, "expected a list of columns");
    }
    for (const Node& item : columns->items) {
      QUARANTA_ASSIGN_OR_RETURN(ColumnMapping column,
                                Column(item, sheet.records));
      sheet.columns.push_back(std::move(column));
    }
    return sheet;
  }

  absl::StatusOr<std::vector<std::string>> RecordNames(const Node& node) const {
    std::vector<std::string> names;
    if (node.IsNull()) return names;
    if (!node.IsList()) return Fail(node.at, "expected a list of records");
    for (const Node& item : node.items) {
      QUARANTA_ASSIGN_OR_RETURN(const std::string name, Text(item));
      const Record* record = schema::FindRecord(name);
      if (record == nullptr) return NoRecord(item.at, name);
      for (const std::string& earlier : names) {
        if (earlier == record->name) {
          return Fail(item.at, "\"" + name + "\" comes twice");
        }
      }
      names.emplace_back(record->name);
    }
    return names;
  }

  absl::Status NoRecord(text::Position at, std::string_view name) const {
    std::vector<std::string_view> names;
    for (const Record& record : schema::Records()) {
      names.push_back(record.name);
    }
    return Fail(at, "there is no record \"" + std::string(name) + "\"" +
                        Near(name, names));
  }

  absl::StatusOr<std::uint32_t> Row(const Node& node) const {
    QUARANTA_ASSIGN_OR_RETURN(const std::string text, Text(node));
    std::uint32_t row = 0;
    const auto read =
        std::from_chars(text.data(), text.data() + text.size(), row);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
      return Fail(node.at, "expected the number of a row");
    }
    return row;
  }

  absl::StatusOr<std::string> Encoding(const Node& node) const {
    QUARANTA_ASSIGN_OR_RETURN(std::string text, Text(node));
    if (!text.empty() && !text::ParseEncoding(text)) {
      return Fail(node.at, "\"" + text +
                               "\" is no known encoding; expected "
                               "utf-8, gb18030 or utf-16");
    }
    return text;
  }

  absl::StatusOr<std::string> Delimiter(const Node& node) const {
    QUARANTA_ASSIGN_OR_RETURN(std::string text, Text(node));
    const bool one = text.size() == 1 && text != "\"" && text != "\n";
    if (!text.empty() && !one && text != "，") {
      return Fail(node.at, "expected one character");
    }
    return text;
  }

  absl::StatusOr<ColumnMapping> Column(
      const Node& node, const std::vector<std::string>& records) const {
    if (!node.IsMap()) return Fail(node.at, "expected a map: one column");
    ColumnMapping column;
    const Node* unit = nullptr;
    const Node* codes = nullptr;
    const schema::Field* field = nullptr;
    for (const auto& [key, value] : node.entries) {
      if (key == "header") {
        QUARANTA_ASSIGN_OR_RETURN(column.header, Text(value));
      } else if (key == "field") {
        QUARANTA_ASSIGN_OR_RETURN(column.field, Text(value));
        if (column.field.empty()) continue;
        QUARANTA_ASSIGN_OR_RETURN(field, Field(value, records));
      } else if (key == "unit") {
        unit = &value;
      } else if (key == "date_order") {
        QUARANTA_ASSIGN_OR_RETURN(column.date_order, Order(value));
      } else if (key == "codes") {
        codes = &value;
      } else {
        return Unknown(value, key,
                       {"header", "field", "unit", "date_order", "codes"});
      }
    }
    if (column.header.empty()) {
      return Fail(node.at, "a column needs a header, or \"#3\" for the third");
    }
    if (unit != nullptr) {
      QUARANTA_ASSIGN_OR_RETURN(column.unit, Unit(*unit, field));
    }
    if (codes != nullptr) {
      QUARANTA_ASSIGN_OR_RETURN(column.codes, Codes(*codes, field));
    }
    return column;
  }

  absl::StatusOr<const schema::Field*> Field(
      const Node& node, const std::vector<std::string>& records) const {
    std::vector<const Record*> levels;
    for (const std::string& name : records) {
      levels.push_back(schema::FindRecord(name));
    }
    const FieldName found = FindFieldName(node.scalar, levels);
    if (found.record == nullptr) {
      const std::size_t dot = node.scalar.find('.');
      if (dot != std::string::npos) {
        return NoRecord(node.at, node.scalar.substr(0, dot));
      }
      return Fail(node.at,
                  "expected RECORD.FIELD, such as Room.label, where "
                  "the sheet names no records");
    }
    if (found.field == nullptr) {
      const std::size_t dot = node.scalar.find('.');
      const std::string name =
          dot == std::string::npos ? node.scalar : node.scalar.substr(dot + 1);
      std::vector<std::string_view> names;
      for (const schema::Field& field : found.record->fields) {
        names.push_back(field.name);
      }
      return Fail(node.at, std::string(found.record->name) +
                               " has no field \"" + name + "\"" +
                               Near(name, names));
    }
    if (found.field->computed) {
      return Fail(node.at, std::string(found.record->name) + "." +
                               std::string(found.field->name) +
                               " is computed, never read");
    }
    return found.field;
  }

  absl::StatusOr<std::string> Unit(const Node& node,
                                   const schema::Field* field) const {
    QUARANTA_ASSIGN_OR_RETURN(std::string unit, Text(node));
    if (unit.empty()) return unit;
    const bool number =
        field != nullptr && (field->kind == schema::Kind::kInt ||
                             field->kind == schema::Kind::kDouble);
    if (!number) return Fail(node.at, "only numbers have a unit");
    if (ParseNumber("1" + unit, field->unit, false).kind !=
        Number::Kind::kExact) {
      return Fail(
          node.at,
          "\"" + unit + "\" is no unit of " + std::string(field->name) +
              (field->unit.empty() ? std::string()
                                   : " (" + std::string(field->unit) + ")"));
    }
    return unit;
  }

  absl::StatusOr<std::map<std::string, std::string>> Codes(
      const Node& node, const schema::Field* field) const {
    std::map<std::string, std::string> codes;
    if (node.IsNull()) return codes;
    if (!node.IsMap()) return Fail(node.at, "expected a map of codes");
    for (const auto& [key, value] : node.entries) {
      QUARANTA_ASSIGN_OR_RETURN(std::string text, Text(value));
      const bool of_enum = field != nullptr && !text.empty() &&
                           field->kind == schema::Kind::kEnum;
      if (of_enum && schema::FindValue(*field->enumeration, text) == nullptr &&
          text != "*" && text != "不详") {
        std::vector<std::string_view> names;
        for (const schema::EnumValue& known : field->enumeration->values) {
          names.push_back(known.name);
        }
        return Fail(value.at, std::string(field->enumeration->name) +
                                  " has no value \"" + text + "\"" +
                                  Near(text, names));
      }
      codes.emplace(key, std::move(text));
    }
    return codes;
  }

  const std::string& name_;
};

// A text in quotes: JSON's are YAML's.
std::string Quoted(std::string_view text) {
  text::JsonWriter json;
  json.Text(text);
  return json.Take();
}

void WriteColumn(const ColumnMapping& column, std::string& out) {
  out += "      - header: " + Quoted(column.header) + "\n";
  out += "        field: " + Quoted(column.field) + "\n";
  if (!column.unit.empty())
    out += "        unit: " + Quoted(column.unit) + "\n";
  if (column.date_order != DateOrder::kUnknown) {
    out += "        date_order: " + std::string(OrderName(column.date_order)) +
           "\n";
  }
  if (column.codes.empty()) return;
  out += "        codes:\n";
  for (const auto& [code, value] : column.codes) {
    out += "          " + Quoted(code) + ": " + Quoted(value) + "\n";
  }
}

void WriteSheet(const SheetMapping& sheet, std::string& out) {
  out += "  - file: " + Quoted(sheet.file) + "\n";
  if (!sheet.sheet.empty()) out += "    sheet: " + Quoted(sheet.sheet) + "\n";
  out += "    records: [";
  for (std::size_t i = 0; i < sheet.records.size(); ++i) {
    out += (i == 0 ? "" : ", ") + sheet.records[i];
  }
  out += "]\n";
  if (sheet.header_row != 0) {
    out += "    header_row: " + std::to_string(sheet.header_row) + "\n";
  }
  if (!sheet.encoding.empty()) {
    out += "    encoding: " + Quoted(sheet.encoding) + "\n";
  }
  if (!sheet.delimiter.empty()) {
    out += "    delimiter: " + Quoted(sheet.delimiter) + "\n";
  }
  if (sheet.columns.empty()) return;
  out += "    columns:\n";
  for (const ColumnMapping& column : sheet.columns) WriteColumn(column, out);
}

// Whether a name fits a pattern in which "*" stands for anything.
bool Fits(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;
  std::size_t retry = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace

absl::StatusOr<Mapping> ReadMapping(std::string_view yaml,
                                    const std::string& name) {
  QUARANTA_ASSIGN_OR_RETURN(const Node root, text::ReadYaml(yaml, name));
  return Reader(name).Read(root);
}

std::string WriteMapping(const Mapping& mapping) {
  std::string out;
  if (mapping.date_order != DateOrder::kUnknown) {
    out += "date_order: " + std::string(OrderName(mapping.date_order)) + "\n";
  }
  if (mapping.sheets.empty()) return out + "sheets: []\n";
  out += "sheets:\n";
  for (const SheetMapping& sheet : mapping.sheets) WriteSheet(sheet, out);
  return out;
}

const SheetMapping* FindMapping(const Mapping& mapping, const std::string& file,
                                const std::string& sheet) {
  for (const SheetMapping& candidate : mapping.sheets) {
    if ((candidate.file.empty() || Fits(candidate.file, file)) &&
        (candidate.sheet.empty() || Fits(candidate.sheet, sheet))) {
      return &candidate;
    }
  }
  return nullptr;
}

}  // namespace quaranta::io

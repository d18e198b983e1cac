#include "cli/import_report.h"

#include <algorithm>

#include "cli/load.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/core/status.h"
#include "quaranta/io/issues.h"
#include "quaranta/text/json_writer.h"

namespace quaranta::cli {
namespace {

using world::Issue;

std::string_view SeverityName(Issue::Severity severity) {
  switch (severity) {
    case Issue::Severity::kNote:
      return "note";
    case Issue::Severity::kWarning:
      return "warning";
    case Issue::Severity::kError:
      return "error";
  }
  return "";
}

MessageId SeverityMessage(Issue::Severity severity) {
  switch (severity) {
    case Issue::Severity::kNote:
      return msg::kImportNote;
    case Issue::Severity::kWarning:
      return msg::kImportWarning;
    case Issue::Severity::kError:
      return msg::kImportError;
  }
  return msg::kImportNote;
}

enum class State { kRead, kIssues, kUnreadable };

std::size_t WarningsOf(const Imported& folder) {
  const auto issues = folder.import.world.issues();
  return static_cast<std::size_t>(
      std::count_if(issues.begin(), issues.end(), [](const Issue& issue) {
        return issue.severity != Issue::Severity::kNote;
      }));
}

State StateOf(const Imported& folder) {
  if (!folder.status.ok() || AnyUnreadable(folder.import.world)) {
    return State::kUnreadable;
  }
  return WarningsOf(folder) > 0 ? State::kIssues : State::kRead;
}

std::string_view StateName(State state) {
  switch (state) {
    case State::kRead:
      return "read";
    case State::kIssues:
      return "with_issues";
    case State::kUnreadable:
      return "unreadable";
  }
  return "";
}

std::string StatusText(const Imported& folder, Language language) {
  switch (StateOf(folder)) {
    case State::kRead:
      return Render(msg::kImportStatusRead, language);
    case State::kIssues:
      return Render(msg::kImportStatusIssues, language,
                    {{"count", WarningsOf(folder)}});
    case State::kUnreadable:
      return Render(msg::kImportStatusUnreadable, language);
  }
  return {};
}

std::string_view OrderName(io::DateOrder order) {
  switch (order) {
    case io::DateOrder::kYearMonthDay:
      return "ymd";
    case io::DateOrder::kMonthDayYear:
      return "mdy";
    case io::DateOrder::kDayMonthYear:
      return "dmy";
    case io::DateOrder::kUnknown:
      return "";
  }
  return "";
}

std::string SheetName(const io::SheetMapping& sheet) {
  return sheet.sheet.empty() ? sheet.file
                             : sheet.file + "[" + sheet.sheet + "]";
}

class Printer {
 public:
  Printer(const Options& options, Language language, std::ostream& out)
      : options_(options), language_(language), out_(out) {}

  void Print(const Imported& folder) {
    out_ << Say(msg::kImportFolder, {{"folder", folder.path},
                                     {"status", StatusText(folder, language_)}})
         << "\n";
    if (!folder.status.ok()) {
      out_ << "  " << MessageOf(folder.status) << "\n";
      return;
    }
    if (options_.dry_run) {
      PrintSheets(folder);
    } else {
      PrintTables(folder.import.world);
    }
    PrintIssues(folder.import.world);
  }

 private:
  std::string Say(MessageId id, std::initializer_list<MessageArg> args = {}) {
    return Render(id, language_, args);
  }

  void PrintTables(const world::World& world) {
    for (const schema::Record& record : schema::Records()) {
      if (world.rows(record) == 0) continue;
      out_ << "  "
           << Say(msg::kImportTable,
                  {{"record", record.name}, {"rows", world.rows(record)}})
           << "\n";
    }
  }

  void PrintSheets(const Imported& folder) {
    const auto sources = folder.import.world.sources();
    for (const io::SheetMapping& sheet : folder.import.mapping.sheets) {
      PrintSheet(sheet);
      for (const world::SourceRows& source : sources) {
        if (source.file == sheet.file && source.sheet == sheet.sheet) {
          out_ << "    " << AccountOf(source) << "\n";
        }
      }
    }
  }

  std::string AccountOf(const world::SourceRows& source) {
    return Say(msg::kImportAccount, {{"rows", source.rows},
                                     {"set_aside", source.set_aside},
                                     {"read", source.read},
                                     {"repaired", source.repaired},
                                     {"parked", source.parked},
                                     {"refused", source.refused}});
  }

  void PrintSheet(const io::SheetMapping& sheet) {
    if (sheet.records.empty()) {
      out_ << "  "
           << Say(msg::kImportSheetLeftOut, {{"sheet", SheetName(sheet)}})
           << "\n";
      return;
    }
    std::string records;
    for (const std::string& record : sheet.records) {
      records += (records.empty() ? "" : " + ") + record;
    }
    // Lines of JSON and frames have no header row.
    const MessageId shape = sheet.header_row != 0    ? msg::kImportSheet
                            : sheet.encoding.empty() ? msg::kImportFrame
                                                     : msg::kImportLines;
    out_ << "  "
         << Say(shape, {{"sheet", SheetName(sheet)},
                        {"records", records},
                        {"encoding", sheet.encoding},
                        {"row", static_cast<std::int64_t>(sheet.header_row)}})
         << "\n";
    if (!sheet.delimiter.empty()) {
      out_ << "    "
           << Say(msg::kImportEncoding,
                  {{"encoding", sheet.encoding},
                   {"delimiter", sheet.delimiter == "\t" ? std::string("TAB")
                                                         : sheet.delimiter}})
           << "\n";
    }
    for (const io::ColumnMapping& column : sheet.columns) PrintColumn(column);
  }

  void PrintColumn(const io::ColumnMapping& column) {
    if (column.field.empty()) {
      out_ << "    "
           << Say(msg::kImportColumnLeftOut, {{"header", column.header}})
           << "\n";
      return;
    }
    out_ << "    "
         << Say(msg::kImportColumn,
                {{"header", column.header}, {"field", column.field}});
    if (!column.unit.empty()) {
      out_ << "; " << Say(msg::kImportUnit, {{"unit", column.unit}});
    }
    if (column.date_order != io::DateOrder::kUnknown) {
      out_ << "; "
           << Say(msg::kImportOrder, {{"order", OrderName(column.date_order)}});
    }
    if (!column.codes.empty()) {
      out_ << "; " << Say(msg::kImportCodes, {{"count", column.codes.size()}});
    }
    out_ << "\n";
  }

  void PrintIssues(const world::World& world) {
    const auto most = static_cast<std::size_t>(std::max(0, options_.most));
    const auto issues = world.issues();
    for (std::size_t i = 0; i < std::min(most, issues.size()); ++i) {
      out_ << "  " << Say(SeverityMessage(issues[i].severity)) << " "
           << io::IssueText(issues[i], language_) << "\n";
    }
    if (issues.size() > most) {
      out_ << "  " << Say(msg::kImportMore, {{"count", issues.size() - most}})
           << "\n";
    }
  }

  const Options& options_;
  Language language_;
  std::ostream& out_;
};

void WriteIssue(const Issue& issue, Language language, text::JsonWriter& json) {
  json.BeginObject();
  json.Key("severity").Text(SeverityName(issue.severity));
  json.Key("code").Text(issue.code);
  json.Key("file").Text(issue.file);
  json.Key("row").Uint(issue.row);
  json.Key("column").Text(issue.column);
  json.Key("value").Text(issue.value);
  json.Key("action").Text(issue.action);
  json.Key("detail").Text(issue.detail);
  json.Key("text").Text(io::IssueText(issue, language));
  json.EndObject();
}

void WriteSources(const world::World& world, text::JsonWriter& json) {
  json.Key("sources").BeginArray();
  for (const world::SourceRows& source : world.sources()) {
    json.BeginObject();
    json.Key("file").Text(source.file);
    json.Key("sheet").Text(source.sheet);
    json.Key("record").Text(source.record);
    json.Key("rows").Uint(source.rows);
    json.Key("set_aside").Uint(source.set_aside);
    json.Key("read").Uint(source.read);
    json.Key("repaired").Uint(source.repaired);
    json.Key("parked").Uint(source.parked);
    json.Key("refused").Uint(source.refused);
    json.EndObject();
  }
  json.EndArray();
}

void WriteColumns(const io::SheetMapping& sheet, text::JsonWriter& json) {
  json.Key("columns").BeginArray();
  for (const io::ColumnMapping& column : sheet.columns) {
    json.BeginObject();
    json.Key("header").Text(column.header);
    json.Key("field").Text(column.field);
    if (!column.unit.empty()) json.Key("unit").Text(column.unit);
    if (column.date_order != io::DateOrder::kUnknown) {
      json.Key("date_order").Text(OrderName(column.date_order));
    }
    if (!column.codes.empty()) {
      json.Key("codes").BeginObject();
      for (const auto& [code, value] : column.codes) json.Key(code).Text(value);
      json.EndObject();
    }
    json.EndObject();
  }
  json.EndArray();
}

void WriteSheets(const io::Mapping& mapping, text::JsonWriter& json) {
  json.Key("sheets").BeginArray();
  for (const io::SheetMapping& sheet : mapping.sheets) {
    json.BeginObject();
    json.Key("file").Text(sheet.file);
    json.Key("sheet").Text(sheet.sheet);
    json.Key("records").BeginArray();
    for (const std::string& record : sheet.records) json.Text(record);
    json.EndArray();
    json.Key("header_row").Uint(sheet.header_row);
    json.Key("encoding").Text(sheet.encoding);
    json.Key("delimiter").Text(sheet.delimiter);
    WriteColumns(sheet, json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteFolderJson(const Imported& folder, Language language,
                     text::JsonWriter& json) {
  const world::World& world = folder.import.world;
  json.Key("status").Text(StateName(StateOf(folder)));
  if (!folder.status.ok()) {
    json.Key("error").Text(MessageOf(folder.status));
  }
  json.Key("tables").BeginObject();
  for (const schema::Record& record : schema::Records()) {
    if (world.rows(record) == 0) continue;
    json.Key(record.name).Uint(world.rows(record));
  }
  json.EndObject();
  WriteSources(world, json);
  WriteSheets(folder.import.mapping, json);
  json.Key("issues").BeginArray();
  for (const Issue& issue : world.issues()) WriteIssue(issue, language, json);
  json.EndArray();
}

}  // namespace

void PrintImport(const std::vector<Imported>& folders, const Options& options,
                 Language language, std::ostream& out) {
  Printer printer(options, language, out);
  for (const Imported& folder : folders) printer.Print(folder);
  if (options.dry_run) out << Render(msg::kImportDryRun, language) << "\n";
}

std::string ImportJson(const std::vector<Imported>& folders,
                       Language language) {
  text::JsonWriter json(1);
  json.BeginObject().Key("schema").Text("quaranta.import/1");
  if (folders.size() == 1) {
    WriteFolderJson(folders.front(), language, json);
  } else {
    json.Key("folders").BeginArray();
    for (const Imported& folder : folders) {
      json.BeginObject().Key("folder").Text(folder.path);
      WriteFolderJson(folder, language, json);
      json.EndObject();
    }
    json.EndArray();
  }
  json.EndObject();
  return json.Take() + "\n";
}

}  // namespace quaranta::cli

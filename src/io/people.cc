#include "io/people.h"

#include "core/status_macros.h"
#include "io/duplicates.h"

namespace quaranta::io {

absl::Status CheckKey(const ReadOptions& options) {
  if (options.pseudonym_key.empty()) return absl::OkStatus();
  return Pseudonyms::Make(options.pseudonym_key).status();
}

absl::Status EndAppend(world::Builder& builder, const ReadOptions& options,
                       const RowMarks& first) {
  if (options.pseudonym_key.empty()) return absl::OkStatus();
  QUARANTA_ASSIGN_OR_RETURN(const Pseudonyms pseudonyms,
                            Pseudonyms::Make(options.pseudonym_key));
  builder.HideValues(false);  // from here on they are pseudonyms
  return Pseudonymise(builder, pseudonyms, first);
}

RowMarks NoRows() { return RowMarks(schema::Records().size(), 0); }

absl::Status EndImport(world::Builder& builder, const ReadOptions& options,
                       std::string_view decisions) {
  builder.HideValues(false);  // those of the issues below are places
  const std::string name(kDecisionsFile);
  std::vector<Decision> decided;
  if (!decisions.empty()) decided = ReadDecisions(builder, decisions, name);
  SettleDuplicates(builder, decided, name);
  return EndAppend(builder, options, NoRows());
}

absl::Status FinishPeople(world::Builder& builder, const ReadOptions& options) {
  return EndImport(builder, options);
}

absl::Status HideInNote(const ReadOptions& options,
                        const schema::Record& record,
                        const schema::Field& field, std::string& id,
                        data::Note& note) {
  if (options.pseudonym_key.empty()) return absl::OkStatus();
  QUARANTA_ASSIGN_OR_RETURN(const Pseudonyms pseudonyms,
                            Pseudonyms::Make(options.pseudonym_key));
  id = pseudonyms.OfId(record, id);
  note.raw = pseudonyms.OfRaw(record, field, note);
  return absl::OkStatus();
}

void HideHeaders(const ReadOptions& options, Mapping& mapping) {
  if (options.pseudonym_key.empty()) return;
  for (SheetMapping& sheet : mapping.sheets) {
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      if (sheet.columns[i].field.empty()) {
        sheet.columns[i].header = "#" + std::to_string(i + 1);
      }
    }
  }
}

}  // namespace quaranta::io

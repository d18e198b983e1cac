#include "io/people.h"

#include "core/status_macros.h"
#include "io/duplicates.h"
#include "io/identity.h"
#include "quaranta/core/mask.h"

namespace quaranta::io {

absl::Status CheckKey(const ReadOptions& options) {
  if (options.pseudonym_key.empty()) return absl::OkStatus();
  return Pseudonyms::Make(options.pseudonym_key).status();
}

void EndSheet(world::Builder& builder, const RowMarks& first) {
  for (const schema::Record& record : schema::Records()) {
    CheckIdentities(builder, record, first[schema::IndexOf(record)],
                    builder.Edit(record).rows);
  }
}

absl::Status EndAppend(world::Builder& builder, const ReadOptions& options,
                       const RowMarks& first) {
  EndSheet(builder, first);
  return HidePeople(builder, options, first);
}

absl::Status HidePeople(world::Builder& builder, const ReadOptions& options,
                        const RowMarks& first) {
  if (options.pseudonym_key.empty()) return absl::OkStatus();
  QUARANTA_ASSIGN_OR_RETURN(const Pseudonyms pseudonyms,
                            Pseudonyms::Make(options.pseudonym_key));
  return Pseudonymise(builder, pseudonyms, first);
}

RowMarks NoRows() { return RowMarks(schema::Records().size(), 0); }

absl::Status EndImport(world::Builder& builder, const ReadOptions& options,
                       std::string_view decisions) {
  const std::string name(kDecisionsFile);
  std::vector<Decision> decided;
  if (!decisions.empty()) decided = ReadDecisions(builder, decisions, name);
  SettleDuplicates(builder, decided, name);
  return HidePeople(builder, options, NoRows());
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

std::string ShownCell(const ReadOptions& options, const schema::Field* field,
                      std::string_view text) {
  if (text.empty()) return {};
  const bool direct =
      field != nullptr && field->personal == schema::Personal::kDirect;
  if (direct || !options.pseudonym_key.empty()) return std::string(kMask);
  return std::string(text);
}

std::string ShownHeader(const ReadOptions& options, std::string_view header,
                        std::size_t column) {
  if (options.pseudonym_key.empty()) return std::string(header);
  return "#" + std::to_string(column + 1);
}

}  // namespace quaranta::io

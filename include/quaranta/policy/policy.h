// Policy: which rules are in force where and when.
//
// A pack is a folder: `pack.yaml` says what it is, and every other YAML file
// brings rules, with the field names of quaranta.v1.RulePack. Loading it
// compiles every expression and reports every mistake with its place. A Policy
// is a set of packs; what applies is resolved per region and local day, nation
// before province before city before county: a later pack replaces, disables or
// parametrises rules of an earlier one by id.
#ifndef QUARANTA_POLICY_POLICY_H_
#define QUARANTA_POLICY_POLICY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/core/message.h"
#include "quaranta/core/time.h"
#include "quaranta/expr/program.h"
#include "quaranta/schema/messages.h"
#include "quaranta/text/node.h"

namespace quaranta::policy {

// One rule, compiled.
struct Rule {
  const schema::Rule* text = nullptr;  // as it stands in the pack
  const schema::Record* record = nullptr;
  std::string file;
  text::Position at;
  // Slots of every program, in this order: the record, `params`, `profile`,
  // `as_of`, `day` (null unless `each` is set), then one per variable.
  std::vector<std::pair<std::string, expr::Program>> variables;
  expr::Program each;
  expr::Program when;
  expr::Program expect;
  expr::Program measure;
  expr::Program due;
};

// A mistake in a pack: "name:LINE:COLUMN: message", with the line and carets
// where it lies in an expression. The place is that in the file.
struct Diagnostic {
  std::string pack;
  std::string rule;  // empty: the pack itself
  text::Position at;
  std::string text;  // in English
  std::string zh;    // in Chinese

  const std::string& In(Language language) const {
    return language == Language::kZh ? zh : text;
  }
};

// Immutable.
struct Pack {
  schema::RulePack text;
  std::string hash;  // SHA-256 of its files, names and bytes; 64 hex digits
  std::vector<Rule> rules;

  // Effective on that day (both ends included; a missing end is open).
  bool InForce(Day day) const;
  // A region id ("CN-61-0125") lies in the jurisdiction ("CN", "CN-61", "*").
  bool Covers(std::string_view region) const;
};

// What a load found: a pack when nothing was wrong, else the mistakes.
struct LoadResult {
  std::shared_ptr<const Pack> pack;
  std::vector<Diagnostic> diagnostics;
};
// A file of a pack: its name for messages ("packs/x/hw.yaml") and its bytes.
using PackFile = std::pair<std::string_view, std::string_view>;
// Reads all files of one pack; exactly one of them has an `id`.
LoadResult LoadPack(std::span<const PackFile> files);

// The files of the packs that ship with the library, as "PACK/file.yaml".
std::span<const PackFile> EmbeddedPacks();
// The packs themselves, by id; loaded once. A broken one is our bug and has
// diagnostics.
const std::vector<LoadResult>& LoadedEmbeddedPacks();

// Rules and parameters for one region and day.
struct InForce {
  struct Entry {
    const Pack* pack = nullptr;
    const Rule* rule = nullptr;
  };
  std::vector<Entry>
      rules;            // in pack order, replaced and disabled ones left out
  expr::Value params;   // map name -> value
  expr::Value profile;  // map of the protocol profile in force, or null
  const schema::Profile* protocol = nullptr;
  std::vector<const Pack*> packs;
};

class Policy {
 public:
  Policy();

  // The named packs (embedded ones by id, others as loaded), lowest level
  // first. With no names: all embedded packs that are not historic, and those
  // given. kNotFound for an id that does not exist (nearest name in the
  // message), kInvalidArgument for a broken pack.
  static absl::StatusOr<Policy> Make(
      std::span<const std::string> ids,
      std::span<const std::shared_ptr<const Pack>> given = {});

  std::span<const std::shared_ptr<const Pack>> packs() const;
  // What is in force; `region` is the region's id, empty when a record has
  // none (then packs with jurisdiction "*" apply, and any pack that was asked
  // for by name).
  InForce Resolve(std::string_view region, Day day) const;

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

}  // namespace quaranta::policy

#endif  // QUARANTA_POLICY_POLICY_H_

// Answers to earlier questions about people, and the questions that are left.
#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "io/duplicates.h"
#include "io/normal.h"
#include "io/person_ids.h"
#include "io/reader.h"
#include "quaranta/text/csv.h"
#include "quaranta/text/encoding.h"

namespace quaranta::io {
namespace {

using data::Column;
using data::Table;
using schema::Record;
using Severity = world::Issue::Severity;

std::optional<Decision::Kind> KindOf(std::string_view text) {
  const std::string word = NormalText(text);
  if (word == "ask" || word == "待定" || word.empty()) {
    return Decision::Kind::kAsk;
  }
  if (word == "same" || word == "相同" || word == "同一人") {
    return Decision::Kind::kSame;
  }
  if (word == "different" || word == "不同" || word == "不是同一人") {
    return Decision::Kind::kDifferent;
  }
  return std::nullopt;
}

// Where the columns of _decisions.csv stand.
struct Places {
  std::size_t record = 0;
  std::size_t id = 0;
  std::size_t other = 0;
  std::size_t decision = 0;
};
std::optional<Places> FindPlaces(const text::CsvTable& table) {
  const std::size_t none = table.columns(0);
  Places places{none, none, none, none};
  for (std::size_t i = 0; i < none; ++i) {
    const std::string header = NormalText(text::CsvText(table.cell(0, i)));
    if (header == "record" || header == "记录") places.record = i;
    if (header == "id" || header == "编号") places.id = i;
    if (header == "other" || header == "另一编号") places.other = i;
    if (header == "decision" || header == "结论") places.decision = i;
  }
  if (places.id == none || places.other == none || places.decision == none) {
    return std::nullopt;
  }
  return places;
}

// The rows of Person by id; merged rows by the earliest.
class People {
 public:
  explicit People(world::Builder& builder)
      : builder_(builder),
        record_(*RecordNamed("Person")),
        table_(builder.Edit(record_)),
        root_(table_.rows) {
    std::iota(root_.begin(), root_.end(), 0U);
    const Column& ids = table_.columns[IdColumn()];
    for (std::uint32_t row = 0; row < table_.rows; ++row) {
      if (ids.valid(row)) {
        rows_.try_emplace(std::string(ids.GetText(row)), row);
      }
    }
  }

  std::optional<std::uint32_t> Find(const std::string& id) const {
    const auto it = rows_.find(id);
    if (it == rows_.end()) return std::nullopt;
    return it->second;
  }

  std::uint32_t Root(std::uint32_t row) const {
    while (root_[row] != row) row = root_[row];
    return row;
  }

  void Join(std::uint32_t a, std::uint32_t b) {
    a = Root(a);
    b = Root(b);
    root_[std::max(a, b)] = std::min(a, b);
  }

  // Gives the joined rows one id everywhere, and fills the blanks of the
  // earliest.
  void Merge() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> joined;  // row, root
    absl::flat_hash_map<std::string, std::string> renamed;
    const Column& ids = table_.columns[IdColumn()];
    for (const auto& [id, row] : rows_) {
      const std::uint32_t root = Root(row);
      if (root == row) continue;
      joined.emplace_back(row, root);
      renamed.emplace(id, ids.GetText(root));
    }
    if (joined.empty()) return;
    std::sort(joined.begin(), joined.end());
    FillBlanks(joined);
    const IdMap map{[&](std::string_view id) {
                      const auto it = renamed.find(std::string(id));
                      return it == renamed.end() ? std::string(id) : it->second;
                    },
                    [](std::string_view text) { return std::string(text); }};
    for (const Record& record : schema::Records()) {
      Table& table = builder_.Edit(record);
      if (table.rows == 0) continue;
      for (Column& column : table.columns) {
        const schema::Field& field = column.field();
        if (!HoldsIds(record, field)) continue;
        MapColumn(column, 0, [&](std::string_view text) {
          return MapCell(record, field, text, map);
        });
      }
    }
    for (const auto& [row, root] : joined) {
      Report(Severity::kNote, "merged_by_decision", "merged", row, root, {});
    }
  }

  void Report(Severity severity, std::string_view code, std::string_view action,
              std::uint32_t row, std::uint32_t other, std::string_view why) {
    const auto [file, line] = builder_.PlaceOf(record_, row);
    const auto [other_file, other_line] = builder_.PlaceOf(record_, other);
    world::Issue issue =
        FileIssue(severity, code, file, line, action, std::string(why));
    issue.value = other_file + ":" + std::to_string(other_line);
    builder_.AddIssue(std::move(issue));
  }

  // Asks about the pairs of different people that nobody decided.
  void Ask(const std::set<std::pair<std::uint32_t, std::uint32_t>>& apart) {
    for (const PossibleDuplicate& pair : FindPossibleDuplicates(builder_)) {
      if (apart.contains({pair.earlier, pair.later})) continue;
      std::string why;
      for (const Evidence evidence : pair.evidence) {
        if (!why.empty()) why += ", ";
        why += EvidenceName(evidence);
      }
      Report(Severity::kWarning, "possible_duplicate", "parked", pair.later,
             pair.earlier, why);
      builder_.Park(record_, pair.later);
    }
  }

 private:
  std::size_t IdColumn() const {
    return static_cast<std::size_t>(schema::FindField(record_, "id") -
                                    record_.fields.data());
  }

  void FillBlanks(
      const std::vector<std::pair<std::uint32_t, std::uint32_t>>& joined) {
    for (Column& column : table_.columns) {
      std::vector<std::uint32_t> from(table_.rows);
      std::iota(from.begin(), from.end(), 0U);
      bool any = false;
      for (const auto& [row, root] : joined) {
        if (column.valid(from[root]) || column.note(root) != nullptr ||
            !column.valid(row)) {
          continue;
        }
        from[root] = row;
        any = true;
      }
      if (!any) continue;
      Column filled(column.field());
      for (const std::uint32_t row : from) filled.AppendFrom(column, row);
      column = std::move(filled);
    }
  }

  world::Builder& builder_;
  const Record& record_;
  Table& table_;
  std::vector<std::uint32_t> root_;
  absl::flat_hash_map<std::string, std::uint32_t> rows_;
};

}  // namespace

std::vector<Decision> ReadDecisions(world::Builder& builder,
                                    std::string_view bytes,
                                    const std::string& name) {
  std::vector<Decision> decisions;
  const auto decoded = text::Decode(bytes);
  const auto table = text::ReadCsv(decoded.ok() ? decoded->text() : "");
  const auto places = table.ok() && table->rows() > 0 ? FindPlaces(*table)
                                                      : std::optional<Places>();
  if (!places) {
    builder.AddIssue(FileIssue(Severity::kError, "unreadable_file", name, 0,
                               "not_read", "id, other, decision"));
    return decisions;
  }
  for (std::size_t row = 1; row < table->rows(); ++row) {
    const auto cell = [&](std::size_t column) {
      return column < table->columns(row)
                 ? std::string(text::CsvText(table->cell(row, column)))
                 : std::string();
    };
    const std::string record = cell(places->record);
    const Record* of =
        record.empty() ? RecordNamed("Person") : schema::FindRecord(record);
    const auto kind = KindOf(cell(places->decision));
    if (of == nullptr || !IsPerson(*of) || !kind || cell(places->id).empty() ||
        cell(places->other).empty()) {
      builder.AddIssue(FileIssue(Severity::kWarning, "unreadable_decision",
                                 name, table->line(row), "not_read", {}));
      continue;
    }
    decisions.push_back(
        {cell(places->id), cell(places->other), *kind, table->line(row)});
  }
  return decisions;
}

void SettleDuplicates(world::Builder& builder,
                      const std::vector<Decision>& decisions,
                      const std::string& name) {
  People people(builder);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> answered;
  for (const Decision& decision : decisions) {
    const auto one = people.Find(decision.id);
    const auto two = people.Find(decision.other);
    if (!one || !two || *one == *two) {
      builder.AddIssue(FileIssue(Severity::kNote, "decision_without_row", name,
                                 decision.line, "not_read", {}));
    } else if (decision.kind == Decision::Kind::kSame) {
      people.Join(*one, *two);
    } else if (decision.kind == Decision::Kind::kDifferent) {
      answered.emplace_back(*one, *two);
    }
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> apart;
  for (const auto& [one, two] : answered) {
    apart.insert(std::minmax(people.Root(one), people.Root(two)));
  }
  people.Merge();
  people.Ask(apart);
}

}  // namespace quaranta::io

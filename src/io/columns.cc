#include "io/columns.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace quaranta::io {
namespace {

using schema::Field;
using schema::Record;

std::size_t LevelOf(const std::vector<const Record*>& levels,
                    const Record* record) {
  const auto it = std::find(levels.begin(), levels.end(), record);
  return static_cast<std::size_t>(it - levels.begin());
}

// Headers to columns, level by level.
class Planner {
 public:
  Planner(const std::vector<ColumnHeader>& headers,
          const std::function<bool(std::size_t)>& repeats)
      : headers_(headers), repeats_(repeats) {
    for (const ColumnHeader& header : headers) {
      texts_.emplace_back(header.text);
      others_.emplace_back(header.other);
    }
    plan_.columns.resize(headers.size());
    settled_.resize(headers.size());
    for (std::size_t i = 0; i < headers.size(); ++i) {
      plan_.columns[i].index = i;
      plan_.columns[i].header = headers[i].text;
      settled_[i] = headers[i].text.empty() && headers[i].other.empty();
    }
  }

  void Start(const Record& primary) { plan_.levels.push_back(&primary); }

  void UseMapping(const SheetMapping& mapping,
                  std::vector<ColumnRemark>& remarks) {
    for (const std::string& name : mapping.records) {
      const Record* record = schema::FindRecord(name);
      if (record != nullptr) AddLevel(record);
    }
    for (const ColumnMapping& wanted : mapping.columns) {
      const std::size_t i = ColumnOf(wanted.header);
      if (i == headers_.size()) {
        remarks.push_back({"mapped_header_missing", i, wanted.header, {}});
        continue;
      }
      Apply(wanted, i);
    }
  }

  // Columns of the records that are there already.
  void TakeKnown(std::vector<ColumnRemark>& remarks) {
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      if (settled_[i]) continue;
      for (std::size_t level = 0; level < plan_.levels.size(); ++level) {
        const Header found = FieldAt(i, *plan_.levels[level]);
        if (found.field == nullptr) continue;
        settled_[i] = true;
        if (found.field->computed) {
          Remark("computed_field", i, plan_.levels[level]->name, remarks);
        } else if (IsTaken(level, found.field)) {
          Remark("header_twice", i, plan_.levels[level]->name, remarks);
        } else {
          Put(i, level, found);
        }
        break;
      }
    }
  }

  // Further records that the other headers belong to.
  void Join() {
    while (TakeJoined() || AddJoined()) {
    }
  }

  void RemarkLeftOut(std::vector<ColumnRemark>& remarks) const {
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      if (settled_[i]) continue;
      const std::string candidates = Candidates(i);
      Remark(candidates.empty() ? "unknown_header" : "header_ambiguous", i,
             candidates.empty() ? plan_.levels.front()->name
                                : std::string_view(candidates),
             remarks);
    }
  }

  std::size_t taken() const {
    std::size_t count = 0;
    for (const ColumnPlan& column : plan_.columns) {
      if (column.field != nullptr) ++count;
    }
    return count;
  }
  // Whether every field of the primary record's key has a column.
  bool HoldsKey() const {
    const Record& record = *plan_.levels.front();
    return !record.key.empty() &&
           std::all_of(record.key.begin(), record.key.end(),
                       [&](std::uint16_t field) {
                         return IsTaken(0, &record.fields[field]);
                       });
  }
  SheetPlan& plan() { return plan_; }

 private:
  void AddLevel(const Record* record) {
    if (LevelOf(plan_.levels, record) == plan_.levels.size()) {
      plan_.levels.push_back(record);
    }
  }

  void Remark(std::string_view code, std::size_t i, std::string_view detail,
              std::vector<ColumnRemark>& remarks) const {
    remarks.push_back(
        {code, i,
         headers_[i].text.empty() ? headers_[i].other : headers_[i].text,
         std::string(detail)});
  }

  Header FieldAt(std::size_t i, const Record& record) const {
    Header found = FindHeader(record, texts_[i]);
    if (found.field == nullptr) found = FindHeader(record, others_[i]);
    return found;
  }

  bool IsTaken(std::size_t level, const Field* field) const {
    return std::any_of(plan_.columns.begin(), plan_.columns.end(),
                       [=](const ColumnPlan& column) {
                         return column.field == field && column.level == level;
                       });
  }

  bool Holds(const Record& record, const Field& field) const {
    const std::size_t level = LevelOf(plan_.levels, &record);
    return level < plan_.levels.size() && IsTaken(level, &field);
  }

  void Put(std::size_t i, std::size_t level, const Header& found) {
    ColumnPlan& column = plan_.columns[i];
    column.level = level;
    column.field = found.field;
    if (column.unit.empty()) column.unit = found.unit;
    if (column.header.empty()) column.header = headers_[i].other;
    if (column.header.empty()) column.header = "#" + std::to_string(i + 1);
    settled_[i] = true;
  }

  // "#3", or a header as it stands in the file.
  std::size_t ColumnOf(const std::string& header) const {
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      if (!settled_[i] && headers_[i].text == header) return i;
    }
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      if (!settled_[i] && headers_[i].other == header) return i;
    }
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      if (header == "#" + std::to_string(i + 1)) return i;
    }
    return headers_.size();
  }

  void Apply(const ColumnMapping& wanted, std::size_t i) {
    settled_[i] = true;
    ColumnPlan& column = plan_.columns[i];
    column.unit = wanted.unit;
    column.order = wanted.date_order;
    column.codes = wanted.codes;
    if (wanted.field.empty()) return;
    const FieldName name = FindFieldName(wanted.field, plan_.levels);
    if (name.field == nullptr) return;  // ReadMapping() refused it
    if (name.level == plan_.levels.size()) plan_.levels.push_back(name.record);
    Put(i, name.level, {name.field, {}});
  }

  // Gives a header to the one further level that has a field for it.
  bool TakeJoined() {
    bool any = false;
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      if (settled_[i]) continue;
      std::size_t found_level = 0;
      Header found;
      std::size_t fits = 0;
      for (std::size_t level = 1; level < plan_.levels.size(); ++level) {
        const Header header = FieldAt(i, *plan_.levels[level]);
        if (header.field == nullptr || header.field->computed) continue;
        if (IsTaken(level, header.field)) continue;
        ++fits;
        found = header;
        found_level = level;
      }
      if (fits != 1) continue;
      Put(i, found_level, found);
      any = true;
    }
    return any;
  }

  bool HasFreeHeaderFor(const Record& record, const Field& field) const {
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      if (!settled_[i] && FieldAt(i, record).field == &field) return true;
    }
    return false;
  }

  bool Joinable(const Record& record) const {
    if (LevelOf(plan_.levels, &record) < plan_.levels.size()) return false;
    if (!CanJoin(record, plan_.levels,
                 [&](const Record& of, const Field& field) {
                   return &of == &record ? HasFreeHeaderFor(of, field)
                                         : Holds(of, field);
                 })) {
      return false;
    }
    // A part that goes by a label (a floor of a site) needs rows that repeat
    // the whole: else 楼层 is how many floors there are.
    if (record.fields[record.key.back()].kind != schema::Kind::kString ||
        !record.fields[record.key.back()].ref_record.empty()) {
      return true;
    }
    for (const ColumnPlan& column : plan_.columns) {
      if (column.field == nullptr || column.level != 0) continue;
      const bool names = column.field->name == "id" ||
                         column.field->name == "name" ||
                         column.field->name == "label";
      if (names && repeats_ && repeats_(column.index)) return true;
    }
    return false;
  }

  // Records that could be joined and have a field for a free header.
  std::vector<const Record*> Fitting(std::size_t i) const {
    std::vector<const Record*> fits;
    auto found = FindHeaders(texts_[i]);
    if (found.empty()) found = FindHeaders(others_[i]);
    for (const RecordHeader& candidate : found) {
      if (!candidate.header.field->computed && Joinable(*candidate.record)) {
        fits.push_back(candidate.record);
      }
    }
    return fits;
  }

  bool AddJoined() {
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      if (settled_[i]) continue;
      const auto fits = Fitting(i);
      if (fits.size() != 1) continue;
      plan_.levels.push_back(fits.front());
      plan_.joined = true;
      return true;
    }
    return false;
  }

  // The records between which a header is left open.
  std::string Candidates(std::size_t i) const {
    std::vector<const Record*> fits = Fitting(i);
    for (std::size_t level = 1; level < plan_.levels.size(); ++level) {
      const Header header = FieldAt(i, *plan_.levels[level]);
      if (header.field != nullptr) fits.push_back(plan_.levels[level]);
    }
    if (fits.size() < 2) return {};
    std::string names;
    for (const Record* record : fits) {
      if (!names.empty()) names += ", ";
      names += record->name;
      names += '.';
      names += FieldAt(i, *record).field->name;
    }
    return names;
  }

  const std::vector<ColumnHeader>& headers_;
  const std::function<bool(std::size_t)>& repeats_;
  std::vector<HeaderText> texts_;
  std::vector<HeaderText> others_;
  std::vector<bool> settled_;
  SheetPlan plan_;
};

struct Fit {
  const Record* record = nullptr;
  std::size_t taken = 0;   // headers, joined records included
  bool key = false;        // the primary record's key is complete
  std::size_t levels = 0;  // fewer are better
  std::size_t direct = 0;  // headers of the record itself

  auto Rank() const {
    return std::tuple(taken, key, -static_cast<std::ptrdiff_t>(levels), direct);
  }
};

}  // namespace

FieldName FindFieldName(std::string_view name,
                        const std::vector<const Record*>& levels) {
  FieldName found;
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) {
    if (levels.empty()) return found;
    found.record = levels.front();
  } else {
    found.record = schema::FindRecord(name.substr(0, dot));
    if (found.record == nullptr) return found;
    name.remove_prefix(dot + 1);
  }
  found.level = LevelOf(levels, found.record);
  const Header header = FindHeader(*found.record, name);
  if (header.unit.empty()) found.field = header.field;
  return found;
}

bool CanJoin(const Record& record, const std::vector<const Record*>& levels,
             const std::function<bool(const Record&, const Field&)>& held) {
  const Record* refers = nullptr;
  for (const std::uint16_t k : record.key) {
    const Field& field = record.fields[k];
    for (const Record* level : levels) {
      if (refers == nullptr && level != &record && !field.repeated &&
          field.ref_record == level->name) {
        refers = level;
      }
    }
  }
  if (refers == nullptr) return false;
  for (const std::uint16_t k : record.key) {
    const Field& field = record.fields[k];
    if (field.ref_record == refers->name || held(record, field)) continue;
    const Field* same = schema::FindField(*refers, field.name);
    if (same == nullptr || same->kind != field.kind || !held(*refers, *same)) {
      return false;
    }
  }
  return true;
}

SheetPlan PlanColumns(const std::vector<ColumnHeader>& headers,
                      const Record* record, const SheetMapping* mapping,
                      DateOrder order,
                      const std::function<bool(std::size_t)>& repeats,
                      std::vector<ColumnRemark>& remarks) {
  Planner planner(headers, repeats);
  const bool told = mapping != nullptr && !mapping->records.empty();
  if (!told && record != nullptr) planner.Start(*record);
  if (mapping != nullptr) planner.UseMapping(*mapping, remarks);
  if (planner.plan().levels.empty()) return std::move(planner.plan());
  planner.TakeKnown(remarks);
  if (!told) planner.Join();
  planner.RemarkLeftOut(remarks);
  SheetPlan plan = std::move(planner.plan());
  for (ColumnPlan& column : plan.columns) {
    if (column.order == DateOrder::kUnknown) column.order = order;
  }
  return plan;
}

std::size_t FieldsNamed(const std::vector<ColumnHeader>& headers,
                        const Record& record) {
  std::vector<const Field*> fields;
  for (const ColumnHeader& header : headers) {
    Header found = FindHeader(record, header.text);
    if (found.field == nullptr) found = FindHeader(record, header.other);
    if (found.field == nullptr || found.field->computed) continue;
    if (std::find(fields.begin(), fields.end(), found.field) == fields.end()) {
      fields.push_back(found.field);
    }
  }
  return fields.size();
}

std::vector<const Record*> RecordsOf(const std::vector<ColumnHeader>& headers) {
  std::size_t named = 0;
  for (const ColumnHeader& header : headers) {
    if (!header.text.empty()) ++named;
  }
  std::vector<Fit> fits;
  for (const Record& record : schema::Records()) {
    const std::size_t direct = FieldsNamed(headers, record);
    // One header in three, and never a single one, says what a table is.
    if (direct < 2 || direct * 3 < named) continue;
    const std::function<bool(std::size_t)> never;
    Planner planner(headers, never);
    planner.Start(record);
    std::vector<ColumnRemark> ignored;
    planner.TakeKnown(ignored);
    const bool key = planner.HoldsKey();
    planner.Join();
    fits.push_back(
        {&record, planner.taken(), key, planner.plan().levels.size(), direct});
  }
  std::vector<const Record*> best;
  if (fits.empty()) return best;
  auto top = fits.front().Rank();
  for (const Fit& fit : fits) top = std::max(top, fit.Rank());
  for (const Fit& fit : fits) {
    // Two headers are too few to let anything but their number decide.
    const bool level = fit.taken == std::get<0>(top) && fit.taken < 3;
    if (level || fit.Rank() == top) best.push_back(fit.record);
  }
  return best;
}

}  // namespace quaranta::io

#include "quaranta/world/world.h"

#include <charconv>
#include <tuple>
#include <utility>

#include "quaranta/core/mask.h"
#include "world/impl.h"

namespace quaranta::world {

WorldImpl::WorldImpl() {
  const auto records = schema::Records();
  view.tables.resize(records.size());
  index.resize(records.size());
  origins.resize(records.size());
  to_drop.resize(records.size());
  to_park.resize(records.size());
  source_ranges.resize(records.size());
  zones.emplace_back();
  for (std::size_t i = 0; i < records.size(); ++i) {
    data::Table& table = view.tables[i];
    table.record = &records[i];
    table.columns.reserve(records[i].fields.size());
    for (const schema::Field& field : records[i].fields) {
      table.columns.emplace_back(field);
    }
  }
}

Issue WorldImpl::IssueAt(Issue::Severity severity, std::string_view code,
                         data::RowRef row, const schema::Field* field,
                         std::string value, std::string_view action,
                         std::string detail) const {
  Issue issue;
  issue.severity = severity;
  issue.code = code;
  std::tie(issue.file, issue.row) = PlaceOf(row);
  if (field != nullptr) {
    issue.column = field->name;
    const bool masked = field->personal == schema::Personal::kDirect;
    issue.value =
        masked && !value.empty() ? std::string(kMask) : std::move(value);
  } else {
    issue.value = std::move(value);
  }
  issue.action = action;
  issue.detail = std::move(detail);
  return issue;
}

void WorldImpl::Report(Issue::Severity severity, std::string_view code,
                       data::RowRef row, const schema::Field* field,
                       std::string value, std::string_view action,
                       std::string detail) {
  issues.Add(IssueAt(severity, code, row, field, std::move(value), action,
                     std::move(detail)));
}

std::pair<std::string, std::uint32_t> WorldImpl::PlaceOf(
    data::RowRef row) const {
  if (const auto origin = origins[row.table].At(row.row)) {
    return {files[origin->file], origin->line};
  }
  return {std::string(view.tables[row.table].record->name), row.row + 1};
}

std::optional<data::RowRef> WorldImpl::Find(std::size_t table,
                                            std::string_view id) const {
  const std::uint32_t row = index[table].ids.Find(view.tables[table], id);
  if (row != IdIndex::kNone) {
    return data::RowRef{static_cast<std::uint32_t>(table), row};
  }
  return FindElsewhere(table, id);
}

std::optional<data::RowRef> WorldImpl::FindElsewhere(
    std::size_t table, std::string_view id) const {
  if (index[table].by_parent) {
    if (const auto found = FindByParent(*this, table, id)) {
      return data::RowRef{static_cast<std::uint32_t>(table), *found};
    }
  }
  // "#12": the twelfth row, which has no id.
  if (!id.starts_with('#')) return std::nullopt;
  std::uint32_t row = 0;
  const char* end = id.data() + id.size();
  const auto parsed = std::from_chars(id.data() + 1, end, row);
  if (parsed.ec != std::errc() || parsed.ptr != end || row == 0 ||
      row > view.tables[table].rows || view.tables[table].HasId(row - 1)) {
    return std::nullopt;
  }
  return data::RowRef{static_cast<std::uint32_t>(table), row - 1};
}

std::optional<data::RowRef> WorldImpl::Find(std::string_view subject) const {
  const std::size_t colon = subject.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const schema::Record* record = schema::FindRecord(subject.substr(0, colon));
  if (record == nullptr) return std::nullopt;
  return Find(schema::IndexOf(*record), subject.substr(colon + 1));
}

std::string WorldImpl::Subject(data::RowRef row) const {
  const data::Table& table = view.tables[row.table];
  std::string subject(table.record->name);
  subject += ':';
  if (!table.AppendId(row.row, subject)) {
    subject += '#' + std::to_string(row.row + 1);
  }
  return subject;
}

std::optional<data::RowRef> WorldImpl::RegionOf(data::RowRef row) const {
  return Walk(row, RegionRoutes());
}

std::optional<data::RowRef> WorldImpl::SiteOf(data::RowRef row) const {
  return Walk(row, SiteRoutes());
}

const Zone& WorldImpl::ZoneOf(std::optional<data::RowRef> region) const {
  if (!region || region->row >= region_zone.size()) return zones[only_zone];
  return zones[region_zone[region->row]];
}

World::World() {
  static const auto empty = std::make_shared<const WorldImpl>();
  impl_ = empty;
}

const data::View& World::view() const { return impl_->view; }

const data::Table& World::table(const schema::Record& record) const {
  return impl_->view.tables[schema::IndexOf(record)];
}

const data::Table& World::table(std::size_t index) const {
  return impl_->view.tables[index];
}

std::shared_ptr<const data::Table> World::SharedTable(std::size_t index) const {
  return {impl_, &impl_->view.tables[index]};
}

std::size_t World::rows(const schema::Record& record) const {
  return table(record).rows;
}

std::optional<data::RowRef> World::Find(const schema::Record& record,
                                        std::string_view id) const {
  return impl_->Find(schema::IndexOf(record), id);
}

std::optional<data::RowRef> World::Find(std::string_view subject) const {
  return impl_->Find(subject);
}

std::string World::Subject(data::RowRef row) const {
  return impl_->Subject(row);
}

std::string World::FactName(data::RowRef row, bool collection,
                            std::uint32_t index) const {
  const data::Table& table = impl_->view.tables[row.table];
  std::string name = impl_->Subject(row) + ".";
  if (collection) {
    name += table.segments[index].name;
  } else {
    name += table.record->fields[index].name;
  }
  return name;
}

std::optional<data::RowRef> World::RegionOf(data::RowRef row) const {
  return impl_->RegionOf(row);
}

std::optional<data::RowRef> World::SiteOf(data::RowRef row) const {
  return impl_->SiteOf(row);
}

const Zone& World::ZoneOf(std::optional<data::RowRef> region) const {
  return impl_->ZoneOf(region);
}

std::optional<Instant> World::LatestInstant() const { return impl_->latest; }

std::span<const Issue> World::issues() const { return impl_->issues.issues(); }

std::span<const std::string> World::complete() const { return impl_->to_close; }

std::span<const SourceRows> World::sources() const { return impl_->sources; }

std::span<const std::string> World::files() const { return impl_->files; }

std::optional<Origin> World::OriginOf(data::RowRef row) const {
  return impl_->origins[row.table].At(row.row);
}

bool IsBlank(const data::Column& column) {
  if (column.validity().bytes == nullptr) {
    return column.size() == 0 || !column.validity().uniform;
  }
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column.valid(row)) return false;
  }
  return true;
}

const schema::Record* TableOf(std::string_view record, std::size_t& index) {
  const schema::Record* found = schema::FindRecord(record);
  if (found != nullptr) index = schema::IndexOf(*found);
  return found;
}

int FieldIndex(const schema::Record& record, std::string_view name) {
  const schema::Field* field = schema::FindField(record, name);
  return field == nullptr ? -1 : static_cast<int>(field - record.fields.data());
}

}  // namespace quaranta::world

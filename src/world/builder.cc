#include <utility>

#include "core/status_macros.h"
#include "quaranta/core/status.h"
#include "quaranta/world/world.h"
#include "world/impl.h"

namespace quaranta::world {

Builder::Builder() : impl_(std::make_unique<WorldImpl>()) {}
Builder::~Builder() = default;
Builder::Builder(Builder&&) noexcept = default;
Builder& Builder::operator=(Builder&&) noexcept = default;

data::Table& Builder::Edit(const schema::Record& record) {
  return impl_->view.tables[schema::IndexOf(record)];
}

std::uint32_t Builder::EndRow(data::Table& table,
                              std::optional<Origin> origin) {
  const std::uint32_t row = table.rows++;
  for (data::Column& column : table.columns) {
    if (column.size() < table.rows) column.AppendBlank();
  }
  if (origin) impl_->origins[schema::IndexOf(*table.record)].Set(row, *origin);
  return row;
}

void Builder::EndRows(data::Table& table, std::uint32_t file,
                      std::span<const std::uint32_t> lines) {
  Origins& origins = impl_->origins[schema::IndexOf(*table.record)];
  for (const std::uint32_t line : lines) {
    origins.Set(table.rows++, Origin{file, line});
  }
  for (data::Column& column : table.columns) {
    if (column.size() < table.rows) {
      column.AppendBlanks(table.rows - column.size());
    }
  }
}

std::uint32_t Builder::AddFile(std::string name) {
  impl_->files.push_back(std::move(name));
  return static_cast<std::uint32_t>(impl_->files.size() - 1);
}

void Builder::Drop(const schema::Record& record, std::uint32_t row) {
  impl_->to_drop[schema::IndexOf(record)].push_back(row);
}

void Builder::Park(const schema::Record& record, std::uint32_t row) {
  impl_->to_park[schema::IndexOf(record)].push_back(row);
}

std::pair<std::string, std::uint32_t> Builder::PlaceOf(
    const schema::Record& record, std::uint32_t row) const {
  return impl_->PlaceOf(
      {static_cast<std::uint32_t>(schema::IndexOf(record)), row});
}

std::size_t Builder::AddSource(SourceRows source) {
  EndSource();
  for (const data::Table& table : impl_->view.tables) {
    impl_->source_begin.push_back(table.rows);
  }
  impl_->sources.push_back(std::move(source));
  return impl_->sources.size() - 1;
}

void Builder::EndSource() { world::EndSource(*impl_); }

SourceRows& Builder::source(std::size_t number) {
  return impl_->sources[number];
}

void Builder::AddIssue(Issue issue) { impl_->issues.Add(std::move(issue)); }

void Builder::HideValues(bool on) { impl_->issues.HideValues(on); }

void Builder::AddNote(const schema::Record& record, std::string id,
                      const schema::Field& field, data::Note note,
                      std::optional<Origin> origin) {
  impl_->notes.push_back(
      {schema::IndexOf(record),
       static_cast<std::size_t>(&field - record.fields.data()), std::move(id),
       std::move(note), origin});
}

void Builder::LimitIssues(std::size_t per_code) {
  impl_->issues.SetLimit(per_code);
}

void Builder::Close(std::string_view collection) {
  impl_->to_close.emplace_back(collection);
}

absl::StatusOr<World> Builder::Build() && {
  WorldImpl& impl = *impl_;
  for (const data::Table& table : impl.view.tables) {
    for (const data::Column& column : table.columns) {
      if (column.size() == table.rows) continue;
      return InvalidArgument(std::string(table.record->name) + "." +
                             std::string(column.field().name) +
                             ": values were appended after the last EndRow");
    }
  }
  EndSource();
  MakeIds(impl);
  PlaceNotes(impl);
  CheckRanges(impl);
  LinkTables(impl);
  LoadZones(impl);
  KeepOpen(impl);
  QUARANTA_RETURN_IF_ERROR(CloseCollections(impl));
  FillComputed(impl);
  FindLatest(impl);
  impl.issues.Summarise();
  World world;
  world.impl_ = std::shared_ptr<const WorldImpl>(std::move(impl_));
  return world;
}

}  // namespace quaranta::world

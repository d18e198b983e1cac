#include "quaranta/data/notes.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace quaranta::data {
namespace {

constexpr std::array<std::string_view, 6> kNoteStates = {
    "masked",        "suspect",      "hedged",
    "asked_unknown", "not_recorded", "conflicting"};

}  // namespace

std::string_view NoteStateName(NoteState state) {
  return kNoteStates[static_cast<std::size_t>(state)];
}

std::optional<NoteState> ParseNoteState(std::string_view name) {
  for (std::size_t i = 0; i < kNoteStates.size(); ++i) {
    if (kNoteStates[i] == name) return static_cast<NoteState>(i);
  }
  return std::nullopt;
}

std::size_t Notes::size() const {
  std::size_t size = 0;
  for (const auto& block : blocks_) size += block.size();
  return size;
}

const Note* Notes::FindIn(std::uint32_t row) const {
  const auto block = std::lower_bound(
      blocks_.begin(), blocks_.end(), row,
      [](const auto& b, std::uint32_t r) { return b.back().row < r; });
  if (block == blocks_.end()) return nullptr;
  const auto entry = std::lower_bound(
      block->begin(), block->end(), row,
      [](const Entry& e, std::uint32_t r) { return e.row < r; });
  return entry->row == row ? &entry->note : nullptr;
}

void Notes::Set(std::uint32_t row, Note note) {
  if (blocks_.empty()) blocks_.emplace_back();
  // The block that holds the row or comes before its place.
  auto block = blocks_.back().empty() || blocks_.back().front().row <= row
                   ? std::prev(blocks_.end())
                   : std::lower_bound(blocks_.begin(), blocks_.end(), row,
                                      [](const auto& b, std::uint32_t r) {
                                        return b.back().row < r;
                                      });
  const auto place = std::lower_bound(
      block->begin(), block->end(), row,
      [](const Entry& e, std::uint32_t r) { return e.row < r; });
  if (place != block->end() && place->row == row) {
    place->note = std::move(note);
    return;
  }
  const bool at_end = place == block->end();
  if (block->size() < kMost) {
    block->insert(place, Entry{row, std::move(note)});
  } else if (at_end) {
    std::vector<Entry> next;
    next.push_back(Entry{row, std::move(note)});
    blocks_.insert(std::next(block), std::move(next));
  } else {
    const auto middle = block->begin() + kMost / 2;
    std::vector<Entry> upper(std::make_move_iterator(middle),
                             std::make_move_iterator(block->end()));
    block->erase(middle, block->end());
    blocks_.insert(std::next(block), std::move(upper));
    Set(row, std::move(note));
  }
}

std::size_t Notes::bytes() const {
  std::size_t bytes = blocks_.capacity() * sizeof(std::vector<Entry>);
  for (const auto& block : blocks_) {
    bytes += block.capacity() * sizeof(Entry);
    for (const Entry& entry : block) {
      if (entry.note.raw.capacity() > 15) bytes += entry.note.raw.capacity();
    }
  }
  return bytes;
}

}  // namespace quaranta::data

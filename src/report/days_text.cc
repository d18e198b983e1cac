#include <algorithm>

#include "quaranta/core/message_ids.h"
#include "quaranta/report/days.h"
#include "quaranta/text/utf8.h"
#include "report/line_lists.h"

namespace quaranta::report {
namespace {

struct Column {
  MessageId title;
  std::int32_t place::DayFigures::*figure;
};

constexpr Column kColumns[] = {
    {msg::kDaysColArriving, &place::DayFigures::arriving},
    {msg::kDaysColUnplaced, &place::DayFigures::unplaced},
    {msg::kDaysColLeaving, &place::DayFigures::leaving},
    {msg::kDaysColFree, &place::DayFigures::free_units},
    {msg::kDaysColHeld, &place::DayFigures::held_units},
    {msg::kDaysColDisinfected, &place::DayFigures::disinfected_units},
    {msg::kDaysColClosed, &place::DayFigures::closed_units},
    {msg::kDaysColUnopened, &place::DayFigures::unopened_units},
    {msg::kDaysColRooms, &place::DayFigures::free_rooms},
    {msg::kDaysColTaken, &place::DayFigures::taken_rooms},
};

// Columns on a terminal: Chinese characters take two.
std::size_t WidthOf(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint point = text::DecodeUtf8(text, at);
    if (point.length == 0) break;
    width += point.value >= 0x1100 ? 2 : 1;
    at += point.length;
  }
  return width;
}

std::string Padded(const std::string& text, std::size_t width) {
  const std::size_t own = WidthOf(text);
  return std::string(width > own ? width - own : 0, ' ') + text;
}

}  // namespace

std::vector<std::string> DaysTable(const desk::DaysPlan& plan,
                                   Language language) {
  std::vector<std::vector<std::string>> rows(1);
  rows[0].push_back(Render(msg::kDaysColDay, language));
  for (const Column& column : kColumns) {
    rows[0].push_back(Render(column.title, language));
  }
  for (std::size_t d = 0; d < plan.plan.days.size(); ++d) {
    rows.push_back({FormatDay(plan.DayAt(static_cast<std::int32_t>(d)))});
    for (const Column& column : kColumns) {
      rows.back().push_back(std::to_string(plan.plan.days[d].*column.figure));
    }
  }
  std::vector<std::string> lines(rows.size());
  for (std::size_t c = 0; c < rows[0].size(); ++c) {
    std::size_t width = 0;
    for (const auto& row : rows) width = std::max(width, WidthOf(row[c]));
    for (std::size_t r = 0; r < rows.size(); ++r) {
      lines[r] += (c == 0 ? "" : "  ") + Padded(rows[r][c], width);
    }
  }
  return lines;
}

std::vector<std::string> DaysText(const desk::DaysPlan& plan, Language language,
                                  std::size_t most) {
  std::vector<std::string> lines;
  const auto all = [&](const std::vector<Sentence>& sentences) {
    AddList(sentences, language, 0, lines);
  };
  all(plan.headline);
  lines.push_back(Render(msg::kBriefProposal, language));
  AddList(plan.conditions, language, most, lines);
  const desk::DaysSummary sum = desk::Summarize(plan);
  lines.push_back(Render(msg::kDaysTotal, language,
                         {{"asked", sum.asked},
                          {"placed", sum.placed},
                          {"unplaced", sum.unplaced},
                          {"beyond", sum.beyond},
                          {"hospital", sum.to_hospital},
                          {"home", sum.home},
                          {"inside", sum.already_inside}}));
  for (std::string& line : DaysTable(plan, language)) {
    lines.push_back(std::move(line));
  }
  all(desk::ShortageLines(plan));
  AddList(desk::RoomLines(plan), language, most, lines);
  AddList(desk::HoldLines(plan), language, most, lines);
  all(sum.levels);
  if (sum.unplaced > 0) {
    for (const desk::EquityRow& row : desk::Equity(plan)) {
      lines.push_back(Render(row.text, language));
    }
  }
  AddList(plan.doubts, language, most, lines);
  return lines;
}

}  // namespace quaranta::report

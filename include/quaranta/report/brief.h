// The brief: one page that a duty officer reads at 17:00.
//
// First what burns (alarms, people without a room, what can be taken tonight),
// last the compliance figures. The same content in Markdown and in one
// self-contained HTML page with a floor map.
#ifndef QUARANTA_REPORT_BRIEF_H_
#define QUARANTA_REPORT_BRIEF_H_

#include <string>
#include <vector>

#include "quaranta/check/check.h"
#include "quaranta/core/message.h"
#include "quaranta/desk/capacity_lines.h"
#include "quaranta/desk/place_people.h"
#include "quaranta/desk/tonight.h"

namespace quaranta::report {

// What a brief is made of; borrowed. `plan` may be null: nobody arrives.
struct BriefInput {
  const check::Report* check = nullptr;
  const desk::CapacityLines* capacity = nullptr;
  const desk::TonightView* tonight = nullptr;
  const desk::Plan* plan = nullptr;
};

struct Section {
  std::string title;
  std::vector<std::string> lines;
};

struct Brief {
  Language language = Language::kEn;
  std::string title;
  std::vector<Section> sections;
};

// Longest list in a section; the rest is counted, never dropped silently.
inline constexpr std::size_t kBriefLines = 12;

Brief MakeBrief(const BriefInput& input, Language language);

// Text is escaped for the format.
std::string ToMarkdown(const Brief& brief);
// One HTML page without outside references. Its SVG has one element with
// `data-room="S1/304"` for every room of every open site, coloured by the
// group inside (or proposed).
std::string ToHtml(const Brief& brief, const BriefInput& input);

// The capacity lines, check summary and plan as they print on a terminal.
std::vector<std::string> CapacityText(const desk::CapacityLines& lines,
                                      Language language);
std::vector<std::string> CheckText(const check::Report& report,
                                   Language language, std::size_t most);
// Conditions and doubts end after `most` with a count of the rest; 0: all.
std::vector<std::string> PlanText(const desk::Plan& plan, Language language,
                                  std::size_t most = 20);

}  // namespace quaranta::report

#endif  // QUARANTA_REPORT_BRIEF_H_

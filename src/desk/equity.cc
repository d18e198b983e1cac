// Whom it hit: the audit by one property at a time, small counts hidden.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "quaranta/core/message_ids.h"
#include "quaranta/desk/coming_days.h"
#include "quaranta/desk/place_people.h"

namespace quaranta::desk {
namespace {

using Counts = EquityRow::Counts;
using By = EquityRow::By;

constexpr std::array kCounts = {&Counts::asked, &Counts::placed,
                                &Counts::unplaced, &Counts::waiting_long};

std::string_view SexName(schema::Sex sex) {
  const schema::EnumValue* value = schema::FindValue(
      schema::EnumTable<schema::Sex>(), static_cast<std::int32_t>(sex));
  return value == nullptr || sex == schema::Sex::kUnspecified ? "UNKNOWN"
                                                              : value->name;
}

std::string GroupOf(By by, const AuditRow& row) {
  switch (by) {
    case By::kAge:
      return std::string(NameOf(row.age));
    case By::kSex:
      return std::string(SexName(row.sex));
    case By::kNeed:
      break;
  }
  return row.accessible_need ? "ACCESSIBLE" : "NONE";
}

Sentence GroupWord(By by, std::string_view group) {
  static constexpr std::array<std::pair<std::string_view, MessageId>, 8>
      kWords = {{{"MINOR", msg::kEquityMinor},
                 {"ADULT", msg::kEquityAdult},
                 {"OLD", msg::kEquityOld},
                 {"FEMALE", msg::kEquityFemale},
                 {"MALE", msg::kEquityMale},
                 {"OTHER", msg::kEquitySexOther},
                 {"ACCESSIBLE", msg::kEquityAccessible},
                 {"NONE", msg::kEquityNoNeed}}};
  for (const auto& [name, message] : kWords) {
    if (name == group) return {message, {}};
  }
  return {by == By::kAge ? msg::kEquityAgeUnknown : msg::kEquitySexUnknown, {}};
}

bool IsSmall(const Counts& counts, std::int32_t small) {
  return std::any_of(kCounts.begin(), kCounts.end(), [&](auto count) {
    return counts.*count > 0 && counts.*count < small;
  });
}

// Hides rows with a small count, and further rows, least asked first, until
// what is hidden together could be shown: else one row could be worked out from
// the others and the total.
std::vector<bool> Hidden(const std::vector<Counts>& rows, std::int32_t small) {
  std::vector<bool> hidden;
  for (const Counts& row : rows) hidden.push_back(IsSmall(row, small));
  while (true) {
    Counts sum;
    std::size_t count = 0;
    std::size_t next = rows.size();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (hidden[i]) {
        ++count;
        for (const auto of : kCounts) sum.*of += rows[i].*of;
      } else if (next == rows.size() || rows[i].asked < rows[next].asked) {
        next = i;
      }
    }
    if (count == 0 || next == rows.size()) return hidden;
    if (count > 1 && !IsSmall(sum, small)) return hidden;
    hidden[next] = true;
  }
}

void AddRows(const EquityOf& of, By by, std::vector<EquityRow>& out) {
  std::vector<std::string> groups;  // in the order of the audit
  std::vector<Counts> rows;
  for (const AuditRow& row : of.audit) {
    const std::string group = GroupOf(by, row);
    const auto at = std::find(groups.begin(), groups.end(), group);
    const auto i = static_cast<std::size_t>(at - groups.begin());
    if (at == groups.end()) {
      groups.push_back(group);
      rows.emplace_back();
    }
    rows[i].asked += row.asked;
    rows[i].placed += row.placed;
    rows[i].unplaced += row.unplaced;
    rows[i].waiting_long += row.waiting_long;
  }
  const std::vector<bool> hidden = Hidden(rows, of.small_count);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EquityRow row;
    row.by = by;
    row.group = groups[i];
    const MessageArg group("group", GroupWord(by, groups[i]));
    if (hidden[i]) {
      row.text = {msg::kEquityHidden, {group, {"small", of.small_count}}};
    } else {
      row.counts = rows[i];
      row.text = {msg::kEquityRow,
                  {group,
                   {"asked", rows[i].asked},
                   {"unplaced", rows[i].unplaced},
                   {"waiting", rows[i].waiting_long},
                   {"hours", of.priority_clock_h}}};
    }
    out.push_back(std::move(row));
  }
}

}  // namespace

std::vector<EquityRow> Equity(const EquityOf& of) {
  std::vector<EquityRow> rows;
  for (const By by : {By::kAge, By::kSex, By::kNeed}) AddRows(of, by, rows);
  return rows;
}

std::vector<EquityRow> Equity(const Plan& plan) {
  return Equity(EquityOf{plan.audit, plan.small_count, plan.priority_clock_h});
}

std::vector<EquityRow> Equity(const DaysPlan& plan) {
  return Equity(EquityOf{plan.audit, plan.small_count, plan.priority_clock_h});
}

}  // namespace quaranta::desk

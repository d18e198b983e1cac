// Who has the rooms that somebody would need.
#include <map>
#include <utility>
#include <vector>

#include "desk/why_words.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {

// The shortage was found by alternating paths: whoever has one of its rooms is
// one of those who need them, and can be reached from those without. Were one
// of them gone, the others could move up along the path.
std::optional<Sentence> RivalsOf(const Plan& plan,
                                 const place::Shortage& shortage,
                                 const place::Party& party) {
  std::map<std::int32_t, std::size_t> people;  // by priority
  for (const place::Lodgers& lodgers : shortage.needing) {
    if (!lodgers.placed) continue;
    people[plan.problem.parties[lodgers.party.value()].priority] +=
        lodgers.people.size();
  }
  if (people.empty()) return std::nullopt;
  std::vector<Sentence> whom;
  for (const auto& [priority, count] : people) {
    whom.push_back(
        {msg::kRivalsPriority, {{"people", count}, {"key", priority}}});
  }
  return Sentence{msg::kRivalsFirst,
                  {{"whom", ListOf(whom)}, {"own", party.priority}}};
}

}  // namespace quaranta::desk

#include "desk/verify_words.h"

#include <algorithm>

#include "desk/night_in.h"
#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

constexpr std::size_t kMostFaults = 20;

}  // namespace

std::vector<std::string> ChangedSites(const EarlierPlan& basis,
                                      const Stock& stock) {
  const auto now = StatesOf(stock);
  std::vector<std::string> changed;
  for (std::size_t s = 0; s < now.size(); ++s) {
    if (std::find(basis.sites.begin(), basis.sites.end(), now[s]) ==
        basis.sites.end()) {
      changed.push_back(stock.site_notes[s].name);
    }
  }
  return changed;
}

Sentence OtherInputLine(const std::vector<std::string>& changed_sites) {
  std::vector<Sentence> sites;
  for (const std::string& site : changed_sites) {
    sites.push_back({msg::kWhyBatch, {{"batch", site}}});
  }
  if (sites.empty()) return {msg::kVerifyOtherInput, {}};
  return {msg::kVerifyOtherSites, {{"sites", ListOf(sites)}}};
}

void AddFaults(const std::vector<Sentence>& faults,
               std::vector<Sentence>& lines) {
  for (std::size_t i = 0; i < faults.size() && i < kMostFaults; ++i) {
    lines.push_back(faults[i]);
  }
}

Sentence OutcomeLine(bool ok, std::size_t faults) {
  const MessageArg count("faults", faults);
  if (ok) return {msg::kVerifyOk, {count}};
  return {faults == 0 ? msg::kVerifyRulesOk : msg::kVerifyBroken, {count}};
}

}  // namespace quaranta::desk

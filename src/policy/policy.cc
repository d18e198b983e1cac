// Which packs make a policy, and what of them is in force where and when.

#include "quaranta/policy/policy.h"

#include <algorithm>
#include <map>
#include <set>

#include "quaranta/core/status.h"

namespace quaranta::policy {
namespace {

// Segments of a jurisdiction: "*" 0, "CN" 1, "CN-61" 2. The later level wins.
std::size_t Level(const Pack& pack) {
  if (pack.text.jurisdiction == "*") return 0;
  return 1 + static_cast<std::size_t>(std::count(pack.text.jurisdiction.begin(),
                                                 pack.text.jurisdiction.end(),
                                                 '-'));
}

std::string Known() {
  std::string names;
  for (const LoadResult& loaded : LoadedEmbeddedPacks()) {
    if (loaded.pack == nullptr) continue;
    names += (names.empty() ? "" : ", ") + loaded.pack->text.id;
  }
  return names.empty() ? "none" : names;
}

bool Enabled(const schema::Rule& rule) { return rule.enabled.value_or(true); }

bool InPeriod(const std::optional<Day>& from, const std::optional<Day>& to,
              Day day) {
  return (!from || *from <= day) && (!to || day <= *to);
}

expr::Value OfText(std::string_view text) { return expr::Value(text); }

expr::Value OfInt(std::int64_t number) { return number; }

expr::Value OfDays(const std::vector<std::int32_t>& days) {
  expr::List list;
  for (const std::int32_t day : days) list.items.push_back(OfInt(day));
  return list;
}

// `profile.FIELD` in rules: what the profile says, null where it says nothing.
expr::Value ProfileValue(const schema::Profile& profile) {
  const auto number = [](const std::optional<std::int32_t>& n) {
    return n ? OfInt(*n) : expr::Value();
  };
  expr::Map map;
  const auto put = [&map](const char* key, expr::Value value) {
    map.entries.emplace_back(expr::Value(key), std::move(value));
  };
  put("id", OfText(profile.id));
  put("days", number(profile.days));
  put("test_days", OfDays(profile.test_days));
  put("length_first_day", OfInt(profile.length_first_day.value_or(0)));
  put("test_first_day", OfInt(profile.test_first_day.value_or(1)));
  put("readings_per_day", number(profile.readings_per_day));
  put("after_days", number(profile.after_days));
  put("after_test_days", OfDays(profile.after_test_days));
  put("release_at", OfText(profile.release_at));
  put("home_option", expr::Value(profile.home_option.value_or(false)));
  return map;
}

}  // namespace

bool Pack::InForce(Day day) const {
  return InPeriod(text.effective_from, text.effective_to, day);
}

bool Pack::Covers(std::string_view region) const {
  const std::string& area = text.jurisdiction;
  return area == "*" || region == area ||
         (region.starts_with(area) && region.size() > area.size() &&
          region[area.size()] == '-');
}

struct Policy::Impl {
  std::vector<std::shared_ptr<const Pack>> packs;
  bool by_name = false;
};

Policy::Policy() : impl_(std::make_shared<Impl>()) {}

absl::StatusOr<Policy> Policy::Make(
    std::span<const std::string> ids,
    std::span<const std::shared_ptr<const Pack>> given) {
  auto impl = std::make_shared<Impl>();
  impl->by_name = !ids.empty();
  impl->packs.assign(given.begin(), given.end());
  for (const LoadResult& loaded : LoadedEmbeddedPacks()) {
    if (loaded.pack == nullptr) {
      return InvalidArgument(loaded.diagnostics.front().text);
    }
    if (ids.empty() && !loaded.pack->text.historic) {
      impl->packs.push_back(loaded.pack);
    }
  }
  for (const std::string& id : ids) {
    const auto is_id = [&id](const std::shared_ptr<const Pack>& pack) {
      return pack->text.id == id;
    };
    if (std::any_of(impl->packs.begin(), impl->packs.end(), is_id)) continue;
    const auto& all = LoadedEmbeddedPacks();
    const auto found =
        std::find_if(all.begin(), all.end(),
                     [&](const LoadResult& r) { return is_id(r.pack); });
    if (found == all.end()) {
      return NotFound("there is no pack \"" + id + "\"; packs are: " + Known());
    }
    impl->packs.push_back(found->pack);
  }
  std::stable_sort(impl->packs.begin(), impl->packs.end(),
                   [](const auto& a, const auto& b) {
                     return Level(*a) != Level(*b) ? Level(*a) < Level(*b)
                                                   : a->text.id < b->text.id;
                   });
  Policy policy;
  policy.impl_ = std::move(impl);
  return policy;
}

std::span<const std::shared_ptr<const Pack>> Policy::packs() const {
  return impl_->packs;
}

InForce Policy::Resolve(std::string_view region, Day day) const {
  InForce result;
  std::map<std::string, InForce::Entry> last;  // by rule id: the latest level
  std::map<std::string, expr::Value> params;
  for (const auto& pack : impl_->packs) {
    const bool covers =
        pack->Covers(region) || (region.empty() && impl_->by_name);
    if (!covers || !pack->InForce(day)) continue;
    result.packs.push_back(pack.get());
    for (const schema::Parameter& parameter : pack->text.parameters) {
      params[parameter.name] = parameter.value ? expr::Value(*parameter.value)
                                               : OfText(parameter.text);
    }
    for (const schema::Profile& profile : pack->text.profiles) {
      if (InPeriod(profile.effective_from, profile.effective_to, day)) {
        result.protocol = &profile;
      }
    }
    for (const Rule& rule : pack->rules) {
      last[rule.text->id] = {pack.get(), &rule};
    }
  }
  for (const Pack* pack : result.packs) {
    for (const Rule& rule : pack->rules) {
      const InForce::Entry& entry = last[rule.text->id];
      if (entry.rule == &rule && Enabled(*rule.text)) {
        result.rules.push_back(entry);
      }
    }
  }
  expr::Map map;
  for (auto& [name, value] : params) {
    map.entries.emplace_back(OfText(name), std::move(value));
  }
  result.params = std::move(map);
  if (result.protocol != nullptr) {
    result.profile = ProfileValue(*result.protocol);
  }
  return result;
}

}  // namespace quaranta::policy

#include "expr/unify.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace quaranta::expr {
namespace {

using Kind = StaticType::Kind;

// Whether null may stand for a value of the type. (Messages, times and
// abstract types can be null for the sake of old expressions.)
bool Nullable(const StaticType& type) {
  switch (type.kind) {
    case Kind::kNull:
    case Kind::kWrapper:
    case Kind::kMessage:
    case Kind::kTimestamp:
    case Kind::kDuration:
    case Kind::kAbstract:
      return true;
    default:
      return type.IsDyn();
  }
}

// int for a wrapper of int.
Kind Unwrapped(const StaticType& type) {
  return type.Is(Kind::kWrapper) ? type.params[0].kind : type.kind;
}

bool SaysLess(const StaticType& a, const StaticType& b) {
  if (a.IsDyn() || a.Is(Kind::kParam)) return true;
  if (b.IsDyn() || b.Is(Kind::kParam)) return false;
  if (b.Is(Kind::kNull)) return Nullable(a);
  if (a.Is(Kind::kWrapper)) return Unwrapped(a) == Unwrapped(b);
  if (a.kind != b.kind || a.name != b.name ||
      a.params.size() != b.params.size()) {
    return false;
  }
  if (a.Is(Kind::kType)) return true;
  for (std::size_t i = 0; i < a.params.size(); ++i) {
    if (!SaysLess(a.params[i], b.params[i])) return false;
  }
  return true;
}

}  // namespace

StaticType MoreGeneral(const StaticType& a, const StaticType& b) {
  return SaysLess(a, b) ? a : b;
}

StaticType Unifier::Fresh() {
  return StaticType::Param("_" + std::to_string(next_++));
}

std::vector<StaticType> Unifier::Instantiate(
    std::span<const StaticType> types) {
  std::map<std::string, StaticType> fresh;
  const auto copy = [&](const auto& self, const StaticType& type) {
    if (type.Is(Kind::kParam)) {
      const auto [it, added] = fresh.try_emplace(type.name);
      if (added) it->second = Fresh();
      return it->second;
    }
    StaticType out{type.kind, type.name, {}};
    for (const StaticType& param : type.params) {
      out.params.push_back(self(self, param));
    }
    return out;
  };
  std::vector<StaticType> out;
  for (const StaticType& type : types) out.push_back(copy(copy, type));
  return out;
}

bool Unifier::Assignable(const StaticType& from, const StaticType& to) {
  Bindings before = bindings_;
  if (Match(from, to)) return true;
  bindings_ = std::move(before);
  return false;
}

bool Unifier::AllAssignable(std::span<const StaticType> from,
                            std::span<const StaticType> to) {
  if (from.size() != to.size()) return false;
  Bindings before = bindings_;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (Match(from[i], to[i])) continue;
    bindings_ = std::move(before);
    return false;
  }
  return true;
}

bool Unifier::Mentions(const StaticType& type, const std::string& param) const {
  if (!Step()) return true;
  if (type.Is(Kind::kParam)) {
    if (type.name == param) return true;
    const auto it = bindings_.find(type.name);
    return it != bindings_.end() && Mentions(it->second, param);
  }
  return std::any_of(type.params.begin(), type.params.end(),
                     [&](const StaticType& p) { return Mentions(p, param); });
}

// Whether `type` may be what the parameter stands for; `bound`: it stood for
// something before.
bool Unifier::Bind(const StaticType& param, const StaticType& type,
                   bool& bound) {
  if (type == param) {
    bound = true;
    return true;
  }
  const auto it = bindings_.find(param.name);
  bound = it != bindings_.end();
  if (!bound) {
    if (Mentions(type, param.name)) return false;
    bindings_[param.name] = type;
    return true;
  }
  const StaticType before = it->second;
  if (before == type) return true;
  if (!Match(type, before)) return false;
  StaticType general = MoreGeneral(type, before);
  if (!Mentions(general, param.name)) {
    bindings_[param.name] = std::move(general);
  }
  return true;
}

bool Unifier::Match(const StaticType& from, const StaticType& to) {
  if (!Step()) return false;
  if (to.Is(Kind::kParam)) {
    bool bound = false;
    if (Bind(to, from, bound)) return true;
    if (bound) return false;
  }
  if (from.Is(Kind::kParam)) {
    bool bound = false;
    return Bind(from, to, bound);
  }
  if (from.IsDyn() || to.IsDyn()) return true;
  if (from.Is(Kind::kNull)) return Nullable(to);
  if (to.Is(Kind::kNull)) return Nullable(from);
  if (from.Is(Kind::kType) || to.Is(Kind::kType)) return from.kind == to.kind;
  if (from.Is(Kind::kWrapper) || to.Is(Kind::kWrapper)) {
    return Unwrapped(from) == Unwrapped(to);
  }
  if (from.kind != to.kind || from.name != to.name ||
      from.params.size() != to.params.size()) {
    return false;
  }
  for (std::size_t i = 0; i < from.params.size(); ++i) {
    if (!Match(from.params[i], to.params[i])) return false;
  }
  return true;
}

StaticType Unifier::Join(const StaticType& a, const StaticType& b) {
  if (Assignable(a, b)) return MoreGeneral(a, b);
  return StaticType{};
}

StaticType Unifier::Substitute(const StaticType& type, bool free_to_dyn) const {
  if (!Step()) return StaticType{};
  if (type.Is(Kind::kParam)) {
    const auto it = bindings_.find(type.name);
    if (it != bindings_.end()) return Substitute(it->second, free_to_dyn);
    return free_to_dyn ? StaticType{} : type;
  }
  StaticType out{type.kind, type.name, {}};
  out.params.reserve(type.params.size());
  for (const StaticType& param : type.params) {
    out.params.push_back(Substitute(param, free_to_dyn));
  }
  return out;
}

}  // namespace quaranta::expr

// Inference: which types go together, and what type parameters stand for.
#ifndef QUARANTA_SRC_EXPR_UNIFY_H_
#define QUARANTA_SRC_EXPR_UNIFY_H_

#include <map>
#include <span>
#include <string>
#include <vector>

#include "quaranta/expr/static_type.h"

namespace quaranta::expr {

// Work is bounded: past some million steps nothing goes together any more, and
// what parameters stand for is dyn.
class Unifier {
 public:
  // A type parameter that nothing else uses.
  StaticType Fresh();
  // The same types with fresh parameters, alike for all of them.
  std::vector<StaticType> Instantiate(std::span<const StaticType> types);

  // Whether a value of `from` may stand where `to` is wanted. Binds type
  // parameters of both when it may, and changes nothing when not.
  bool Assignable(const StaticType& from, const StaticType& to);
  bool AllAssignable(std::span<const StaticType> from,
                     std::span<const StaticType> to);
  // The type of something that is one or the other; dyn when they differ.
  StaticType Join(const StaticType& a, const StaticType& b);

  // With type parameters replaced by what they stand for; `free` ones by dyn
  // when asked to.
  StaticType Substitute(const StaticType& type, bool free_to_dyn = false) const;

 private:
  using Bindings = std::map<std::string, StaticType>;

  bool Step() const { return ++steps_ <= kMostSteps; }
  bool Match(const StaticType& from, const StaticType& to);
  bool Bind(const StaticType& param, const StaticType& type, bool& bound);
  bool Mentions(const StaticType& type, const std::string& param) const;

  static constexpr int kMostSteps = 2'000'000;

  Bindings bindings_;
  mutable int steps_ = 0;
  int next_ = 0;
};

// The one of two types that go together which says less of its values.
StaticType MoreGeneral(const StaticType& a, const StaticType& b);

}  // namespace quaranta::expr

#endif  // QUARANTA_SRC_EXPR_UNIFY_H_

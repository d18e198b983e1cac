// What a test of the suite gives: names, types and values, of which parts may
// not be known.
#ifndef QUARANTA_TESTS_CONFORMANCE_RUNNER_INPUTS_H_
#define QUARANTA_TESTS_CONFORMANCE_RUNNER_INPUTS_H_

#include <memory>
#include <vector>

#include "quaranta/core/time.h"
#include "quaranta/expr/program.h"
#include "quaranta/expr/static_type.h"
#include "quaranta/expr/value.h"
#include "quaranta/message/pool.h"
#include "tests/conformance/runner/schema.h"
#include "tests/expr/partial.h"

namespace quaranta::conformance {

struct Case {
  expr::Declarations declared;
  // Beside declared.variables; a variable without a binding is an error.
  std::vector<expr::Partial> values;
  Zone zone;  // the `locale` of the test; UTC
};

class CaseReader {
 public:
  explicit CaseReader(std::shared_ptr<const message::Pool> pool)
      : pool_(std::move(pool)) {}

  Case Read(const pb::Message& test) const;
  // A cel.expr.Value. An unknown that does not say what it may be is one of a
  // few values of the type.
  expr::Partial ReadValue(const pb::Message& value,
                          const expr::StaticType& type = {}) const;

 private:
  expr::Partial ReadBinding(const pb::Message& binding,
                            const expr::StaticType& type) const;
  expr::Partial ReadObject(const pb::Message& any,
                           const expr::StaticType& type) const;
  expr::Partial ReadList(const pb::Message& list) const;
  expr::Partial ReadMap(const pb::Message& map) const;
  expr::Partial ReadRecord(const pb::Message& record) const;

  Schema schema_;
  std::shared_ptr<const message::Pool> pool_;
};

expr::StaticType TypeOf(const pb::Message& type);

// The value with the facts of cells as the numbers that the test gives them.
expr::Value Renumber(const expr::Value& value, const expr::Inputs& inputs);

// The names of a test as those of a rule: rows are records, all else is of no
// known type.
expr::Environment RuleNames(const Case& given);

}  // namespace quaranta::conformance

#endif  // QUARANTA_TESTS_CONFORMANCE_RUNNER_INPUTS_H_

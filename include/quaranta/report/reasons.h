// Why one verdict is what it is, with every sub-expression of its rule.
#ifndef QUARANTA_REPORT_REASONS_H_
#define QUARANTA_REPORT_REASONS_H_

#include <cstddef>
#include <string>

#include "quaranta/check/check.h"
#include "quaranta/core/message.h"

namespace quaranta::report {

// For people: the rule and its verdict, then each expression that was run as
// expr::TraceText() writes it, then the facts that hold up other verdicts too.
// `verdict` is an index into report.verdicts, `reasons` are those of it. What
// identifies a person is hidden.
std::string ReasonsText(const check::Report& report, std::size_t verdict,
                        const check::Reasons& reasons, Language language);

// The same as one JSON object, on one line (docs/reference/json.md).
std::string ReasonsJson(const check::Report& report, std::size_t verdict,
                        const check::Reasons& reasons);

}  // namespace quaranta::report

#endif  // QUARANTA_REPORT_REASONS_H_

#ifndef QUARANTA_SRC_REPORT_HTML_TEXT_H_
#define QUARANTA_SRC_REPORT_HTML_TEXT_H_

#include <string>
#include <string_view>

namespace quaranta::report {

// Text that means itself in HTML, in attributes too.
std::string HtmlText(std::string_view text);

}  // namespace quaranta::report

#endif  // QUARANTA_SRC_REPORT_HTML_TEXT_H_

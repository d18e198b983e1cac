#include "io/reader.h"

#include <utility>

namespace quaranta::io {

world::Issue FileIssue(world::Issue::Severity severity, std::string_view code,
                       std::string file, std::uint32_t row,
                       std::string_view action, std::string detail) {
  world::Issue issue;
  issue.severity = severity;
  issue.code = code;
  issue.file = std::move(file);
  issue.row = row;
  issue.action = action;
  issue.detail = std::move(detail);
  return issue;
}

}  // namespace quaranta::io

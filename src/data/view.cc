#include "quaranta/data/view.h"

namespace quaranta::data {

const Gather* Table::FindGather(std::string_view name) const {
  for (const Gather& gather : gathers) {
    if (gather.name == name) return &gather;
  }
  return nullptr;
}

const Segments* Table::FindSegments(std::string_view name) const {
  for (const Segments& link : segments) {
    if (link.name == name) return &link;
  }
  return nullptr;
}

}  // namespace quaranta::data

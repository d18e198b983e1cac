// What may change in a schema once others hold data in it.
#ifndef QUARANTA_TOOLS_SCHEMAGEN_COMPAT_H_
#define QUARANTA_TOOLS_SCHEMAGEN_COMPAT_H_

#include <string>
#include <vector>

#include "google/protobuf/descriptor.pb.h"

namespace quaranta::schemagen {

struct Changes {
  // Something removed or renamed, a number reused, a field of another type,
  // presence, kind, unit or target: old data would be read wrongly.
  std::vector<std::string> breaking;
  // New messages, fields, enums and values: the baseline has to learn them.
  std::vector<std::string> additions;
};

// Compares by full name, whatever file a thing stands in; in name order.
Changes Compare(const google::protobuf::FileDescriptorSet& baseline,
                const google::protobuf::FileDescriptorSet& now);

// The files of package quaranta.v1 without comments: what a baseline holds.
google::protobuf::FileDescriptorSet OwnFiles(
    const google::protobuf::FileDescriptorSet& set);

}  // namespace quaranta::schemagen

#endif  // QUARANTA_TOOLS_SCHEMAGEN_COMPAT_H_

#include "tests/conformance/runner/schema.h"

#include <google/protobuf/descriptor.pb.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

namespace quaranta::conformance {
namespace {

[[noreturn]] void Die(const std::string& message) {
  std::cerr << "the schema of the tests: " << message << "\n";
  std::abort();
}

}  // namespace

const std::string& SuiteFiles() {
  static const auto& bytes = *new std::string([] {
    std::ifstream in(QUARANTA_CEL_SCHEMA, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }());
  return bytes;
}

Schema::Schema() : factory_(&pool_) {
  pb::FileDescriptorSet set;
  if (!set.ParseFromString(SuiteFiles())) Die("cannot be read");
  for (const pb::FileDescriptorProto& file : set.file()) {
    if (pool_.BuildFile(file) == nullptr) Die(file.name());
  }
}

std::unique_ptr<pb::Message> Schema::New(const std::string& name) const {
  const pb::Descriptor* type = pool_.FindMessageTypeByName(name);
  if (type == nullptr) Die(name);
  return std::unique_ptr<pb::Message>(factory_.GetPrototype(type)->New());
}

}  // namespace quaranta::conformance

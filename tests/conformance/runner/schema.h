// The message types in which the official CEL tests are written.
#ifndef QUARANTA_TESTS_CONFORMANCE_RUNNER_SCHEMA_H_
#define QUARANTA_TESTS_CONFORMANCE_RUNNER_SCHEMA_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/dynamic_message.h>

#include <memory>
#include <string>

namespace quaranta::conformance {

namespace pb = google::protobuf;

// cel.expr.Value, Type, Decl; cel.expr.conformance.test.SimpleTestFile; the
// TestAllTypes of proto2 and proto3 with its extensions: a FileDescriptorSet in
// binary form.
const std::string& SuiteFiles();

// The same, for reading tests.
class Schema {
 public:
  Schema();
  // Empty; `name` is a full name of the above.
  std::unique_ptr<pb::Message> New(const std::string& name) const;

 private:
  pb::DescriptorPool pool_;
  mutable pb::DynamicMessageFactory factory_;
};

}  // namespace quaranta::conformance

#endif  // QUARANTA_TESTS_CONFORMANCE_RUNNER_SCHEMA_H_

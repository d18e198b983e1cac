#include "quaranta/expr/value.h"

#include "gtest/gtest.h"

namespace quaranta::expr {
namespace {

TEST(ValueText, DoublesAreToldFromInts) {
  EXPECT_EQ(ToText(Value(1.0)), "1.0");
  EXPECT_EQ(ToText(Value(std::int64_t{1})), "1");
  EXPECT_EQ(ToText(Value(0.1)), "0.1");
}

}  // namespace
}  // namespace quaranta::expr

// The runner reports every test whose expectation is wrong: expectations of
// the official suite, of a small file of ours, and of our suite of unknowns,
// are changed at random.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/core/random.h"
#include "tests/conformance/runner/fields.h"
#include "tests/conformance/runner/runner.h"
#include "tests/support/paths.h"
#include "tests/support/shared_data.h"

namespace quaranta::conformance {
namespace {

constexpr char kOwnFile[] = R"(
name: "own"
section {
  name: "values"
  test { name: "int" expr: "1 + 1" value { int64_value: 2 } }
  test { name: "true" expr: "1 == 1" }
  test { name: "nan" expr: "0.0 / 0.0" value { double_value: nan } }
  test { name: "error" expr: "1 / 0" eval_error {} }
  test {
    name: "map" expr: "{'b': 1u, 'a': b'x'}"
    value { map_value {
      entries { key { string_value: "a" } value { bytes_value: "x" } }
      entries { key { string_value: "b" } value { uint64_value: 1 } }
    } }
  }
  test {
    name: "message" container: "cel.expr.conformance.proto3"
    expr: "[TestAllTypes{single_int32: x}, null, type(x)]"
    type_env { name: "x" ident { type { primitive: INT64 } } }
    bindings { key: "x" value { value { int64_value: 7 } } }
    value { list_value {
      values { object_value {
        [type.googleapis.com/cel.expr.conformance.proto3.TestAllTypes] {
          single_int32: 7
        }
      } }
      values { null_value: NULL_VALUE }
      values { type_value: "int" }
    } }
  }
  test {
    name: "type" expr: "[1]"
    typed_result {
      result { list_value { values { int64_value: 1 } } }
      deduced_type { list_type { elem_type { primitive: INT64 } } }
    }
  }
}
)";

class Alterer {
 public:
  explicit Alterer(std::uint64_t seed) : random_(seed) {}

  // Changes what the test expects to something else.
  void Alter(pb::Message& test) {
    const std::string matcher = WhichOf(test, "result_matcher");
    if (matcher.empty()) return SetBool(MutableMessage(test, "value"), false);
    if (matcher == "eval_error") {
      return SetBool(MutableMessage(test, "value"), random_.Below(2) == 0);
    }
    if (matcher == "unknown") return AlterUnknown(test);
    if (matcher == "any_unknowns") {
      return SetBool(MutableMessage(test, "value"), random_.Below(2) == 0);
    }
    if (matcher == "value") {
      if (random_.Below(5) == 0) {
        MutableMessage(test, "eval_error");
        return;
      }
      return AlterValue(MutableMessage(test, "value"));
    }
    pb::Message& typed = MutableMessage(test, "typed_result");
    if (GetBool(test, "check_only") || random_.Below(2) == 0) {
      return AlterType(MutableMessage(typed, "deduced_type"));
    }
    AlterValue(MutableMessage(typed, "result"));
  }

 private:
  static void SetBool(pb::Message& value, bool b) {
    value.GetReflection()->SetBool(&value, FieldOf(value, "bool_value"), b);
  }
  static void SetInt(pb::Message& value, std::int64_t i) {
    value.GetReflection()->SetInt64(&value, FieldOf(value, "int64_value"), i);
  }

  // No unknown, or one that waits for something else.
  void AlterUnknown(pb::Message& test) {
    if (random_.Below(3) == 0) {
      return SetBool(MutableMessage(test, "value"), random_.Below(2) == 0);
    }
    pb::Message& set = MutableMessage(test, "unknown");
    const pb::Reflection& r = *set.GetReflection();
    const pb::FieldDescriptor* ids = FieldOf(set, "exprs");
    if (r.FieldSize(set, ids) > 1 && random_.Below(2) == 0) {
      return r.RemoveLast(&set, ids);
    }
    r.AddInt64(&set, ids, 77);
  }

  void AlterType(pb::Message& type) {
    const bool is_bytes = WhichOf(type, "type_kind") == "primitive" &&
                          GetEnum(type, "primitive") == 6;
    type.GetReflection()->SetEnumValue(&type, FieldOf(type, "primitive"),
                                       is_bytes ? 1 : 6);
  }

  // Another kind of value, or another value of the kind.
  void AlterValue(pb::Message& value) {
    const std::string kind = WhichOf(value, "kind");
    if (random_.Below(4) == 0) {
      return kind == "int64_value" ? SetBool(value, true) : SetInt(value, -77);
    }
    const pb::Reflection& r = *value.GetReflection();
    if (kind == "bool_value") return SetBool(value, !GetBool(value, kind));
    if (kind == "int64_value") return SetInt(value, GetInt(value, kind) ^ 1);
    if (kind == "uint64_value") {
      return r.SetUInt64(&value, FieldOf(value, kind),
                         GetUint(value, kind) ^ 1);
    }
    if (kind == "double_value") {
      const double d = GetDouble(value, kind);
      return r.SetDouble(&value, FieldOf(value, kind), d == 1.5 ? 2.5 : 1.5);
    }
    if (kind == "string_value" || kind == "bytes_value" ||
        kind == "type_value") {
      return r.SetString(&value, FieldOf(value, kind),
                         GetString(value, kind) + "~");
    }
    if (kind == "list_value") return AlterItems(value, kind, "values");
    if (kind == "map_value") return AlterItems(value, kind, "entries");
    SetInt(value, -77);  // null and messages
  }

  // One item more, or one that is altered.
  void AlterItems(pb::Message& value, const std::string& kind,
                  const std::string& field) {
    pb::Message& holder = MutableMessage(value, kind);
    const auto items = MutableItems(holder, field);
    if (!items.empty() && random_.Below(2) == 0) {
      pb::Message& item = *items[random_.Below(items.size())];
      return AlterValue(field == "values" ? item
                                          : MutableMessage(item, "value"));
    }
    pb::Message& added =
        *holder.GetReflection()->AddMessage(&holder, FieldOf(holder, field));
    if (field == "values") return SetInt(added, -77);
    SetInt(MutableMessage(added, "key"), -77);
    SetInt(MutableMessage(added, "value"), -77);
  }

  Random random_;
};

// Alters each test of the file that passes; says how many did.
int ExpectAllReported(const Runner& runner, const TestFile& file,
                      std::uint64_t seed, bool unknowns = false) {
  const auto run = [&](const pb::Message& message) {
    return unknowns ? runner.RunInBoth(message).failure : runner.Run(message);
  };
  Alterer alterer(seed);
  int altered = 0;
  for (const conformance::Test& test : Runner::TestsOf(file)) {
    if (run(*test.message)) continue;
    alterer.Alter(*test.message);
    EXPECT_TRUE(run(*test.message).has_value())
        << test.name << " was altered and still passes:\n"
        << test.message->ShortDebugString();
    ++altered;
  }
  return altered;
}

TestFile ReadFile(const Runner& runner, const std::string& name,
                  const std::string& text) {
  auto file = runner.Read(name, text);
  EXPECT_TRUE(std::holds_alternative<TestFile>(file))
      << std::get<std::string>(file);
  return std::get<TestFile>(std::move(file));
}

class Alterations : public ::testing::TestWithParam<int> {};

TEST_P(Alterations, OfOurOwnFileAreAllReported) {
  const Runner runner;
  const TestFile file = ReadFile(runner, "own", kOwnFile);
  EXPECT_EQ(
      ExpectAllReported(runner, file, static_cast<std::uint64_t>(GetParam())),
      7);
}

TEST_P(Alterations, OfTheSuiteOfUnknownsAreAllReported) {
  const Runner runner;
  int altered = 0;
  for (const auto& entry : std::filesystem::directory_iterator(
           ::quaranta::testing::SourceDir() + "/tests/conformance/unknowns")) {
    if (entry.path().extension() != ".textproto") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    const TestFile file = ReadFile(runner, entry.path().stem().string(), text);
    altered += ExpectAllReported(runner, file,
                                 static_cast<std::uint64_t>(GetParam()), true);
  }
  EXPECT_GT(altered, 250);
}

TEST_P(Alterations, OfTheOfficialSuiteAreAllReported) {
  QUARANTA_NEEDS_SHARED(folder, "cel-conformance/testdata");
  const Runner runner;
  int altered = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".textproto") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    const TestFile file = ReadFile(runner, entry.path().stem().string(), text);
    altered +=
        ExpectAllReported(runner, file, static_cast<std::uint64_t>(GetParam()));
  }
  EXPECT_GT(altered, 2304);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Alterations, ::testing::Range(1, 6));

TEST(RunnerTest, NamesTheLineOfATextThatIsNoTestFile) {
  const Runner runner;
  const auto read = runner.Read("bad", "name: \"x\"\nsection { tset {} }");
  ASSERT_TRUE(std::holds_alternative<std::string>(read));
  EXPECT_EQ(std::get<std::string>(read).substr(0, 6), "bad:2:");
}

TEST(SkipsTest, NeedAReason) {
  EXPECT_TRUE(std::holds_alternative<std::string>(Skips::Parse("a/b/c\n")));
  EXPECT_TRUE(std::holds_alternative<std::string>(Skips::Parse("a/b/c: \n")));
}

TEST(SkipsTest, NameATestOrAWholeSection) {
  const auto skips = std::get<Skips>(
      Skips::Parse("# why\na/b/c: not this one\nd/e/*: none of these\n"));
  ASSERT_NE(skips.Find("a/b/c"), nullptr);
  EXPECT_EQ(*skips.Find("a/b/c"), "not this one");
  EXPECT_NE(skips.Find("d/e/f"), nullptr);
  EXPECT_EQ(skips.Find("a/b/cc"), nullptr);
  EXPECT_EQ(skips.Find("d/ee/f"), nullptr);
}

}  // namespace
}  // namespace quaranta::conformance

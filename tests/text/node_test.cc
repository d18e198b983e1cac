#include "quaranta/text/node.h"

#include <string>
#include <string_view>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/text/json_writer.h"
#include "tests/support/status_matchers.h"

namespace quaranta::text {
namespace {

using ::quaranta::testing::IsOk;
using ::quaranta::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string At(Position at) {
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

// A tree in one line, with the place of every value: "{a@1:1=1:4'text'}".
std::string Sketch(const Node& node) {
  std::string out = At(node.at);
  switch (node.kind) {
    case Node::Kind::kNull:
      return out + "null";
    case Node::Kind::kScalar:
      return out +
             (node.plain   ? "<"
              : node.block ? "|"
                           : "'") +
             node.scalar +
             (node.plain   ? ">"
              : node.block ? "|"
                           : "'");
    case Node::Kind::kList:
      out += "[";
      for (const Node& item : node.items) out += Sketch(item) + " ";
      return out + "]";
    case Node::Kind::kMap:
      out += "{";
      for (const auto& [key, value] : node.entries) {
        out += key + "@" + At(value.key_at) + "=" + Sketch(value) + " ";
      }
      return out + "}";
  }
  return out;
}

struct Mistake {
  std::string_view text;
  absl::StatusCode code;
  std::string_view message;
};

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kLimit = absl::StatusCode::kResourceExhausted;

TEST(YamlTest, EveryValueKnowsItsPlaceInCodePoints) {
  const auto tree = ReadYaml(
      "\xEF\xBB\xBF中文: 房间\n"
      "b: |\n"
      "  x #1\n"
      "  y\n"
      "c: \"3\"\n"
      "d:\n"
      "e: ~\n"
      "f: [1, {甲: 2}]\n",
      "pack.yaml");
  ASSERT_THAT(tree, IsOk());
  EXPECT_EQ(Sketch(*tree),
            "1:1{中文@1:1=1:5<房间> b@2:1=2:4|x #1\ny\n| c@5:1=5:4'3' "
            "d@6:1=6:1null e@7:1=7:4null "
            "f@8:1=8:4[8:5<1> 8:8{甲@8:9=8:12<2> } ] }");
}

TEST(YamlTest, AnEmptyDocumentIsNull) {
  for (const std::string_view text : {"", "\n# only a comment\n", "---\n"}) {
    const auto tree = ReadYaml(text, "p");
    ASSERT_THAT(tree, IsOk()) << text;
    EXPECT_TRUE(tree->IsNull()) << text;
  }
}

TEST(YamlTest, OnlyPlainNullIsNull) {
  const auto tree = ReadYaml("[null, 'null', ~, nil, \"~\"]", "p");
  ASSERT_THAT(tree, IsOk());
  EXPECT_EQ(Sketch(*tree),
            "1:1[1:2null 1:8'null' 1:16null 1:19<nil> 1:24'~' ]");
}

TEST(YamlTest, MistakesPointAtTheirPlace) {
  const std::vector<Mistake> mistakes = {
      {"a: !!str 3", kInvalid, "p:1:4: tags are not read"},
      {"a: ! 'x'", kInvalid, "p:1:4: tags are not read"},
      {"a: 1\nb: &k 3", kInvalid, "p:2:4: anchors are not read"},
      {"a: *k", kInvalid, "p:1:4: "},
      {"<<: {z: 1}", kInvalid, "p:1:1: merge keys are not read"},
      {"a: 1\n甲: {b: 1, b: 2}", kInvalid,
       "p:2:11: the key \"b\" stands here a second time"},
      {"a: 1\n\"a\": 2", kInvalid, "p:2:1: the key"},
      {"? [a]\n: 3", kInvalid, "p:1:3: a key must be a text"},
      {"~: 3", kInvalid, "p:1:1: a key must be a text"},
      {"a: 1\n---\nb: 2", kInvalid, "p:2:1: a second document"},
      {"a: [1,", kInvalid, "p:1:"},
      {"a: 'x", kInvalid, "p:1:"},
      {"a: b: c", kInvalid, "p:1:5: "},
      {"a: \xFF", kInvalid, "p:1:4: this is not UTF-8"},
      {std::string_view("a: \0", 4), kInvalid, "p:1:4: a control character"},
      {"a: \x04 b", kInvalid, "p:1:4: a control character"},
  };
  for (const Mistake& mistake : mistakes) {
    EXPECT_THAT(
        ReadYaml(mistake.text, "p"),
        StatusIs(mistake.code, StartsWith(std::string(mistake.message))))
        << mistake.text;
  }
}

TEST(YamlTest, LimitsHold) {
  EXPECT_THAT(ReadYaml("[[[1]]]", "p", {.depth = 2}),
              StatusIs(kLimit, HasSubstr("p:1:3: nested too deeply")));
  EXPECT_THAT(ReadYaml("[[[1]]]", "p", {.depth = 3}), IsOk());
  EXPECT_THAT(ReadYaml("[1, 2, 3]", "p", {.nodes = 3}),
              StatusIs(kLimit, HasSubstr("p:1:8: too many values")));
  EXPECT_THAT(ReadYaml("abcdef", "p", {.bytes = 5}),
              StatusIs(kLimit, HasSubstr("more than 5 bytes")));
  EXPECT_FALSE(ReadYaml(std::string(100'000, '['), "p").ok());
}

TEST(JsonTest, GivesTheSameTreeAsYaml) {
  constexpr std::string_view kText =
      "{\"a\": [1, -2.5e3, true, null],\n \"中\": {\"b\": \"x\"}}";
  const auto json = ReadJson(kText, "j");
  const auto yaml = ReadYaml(kText, "y");
  ASSERT_THAT(json, IsOk());
  ASSERT_THAT(yaml, IsOk());
  EXPECT_EQ(Sketch(*json), Sketch(*yaml));
  EXPECT_EQ(Sketch(*json),
            "1:1{a@1:2=1:7[1:8<1> 1:11<-2.5e3> 1:19<true> 1:25null ] "
            "中@2:2=2:7{b@2:8=2:13'x' } }");
}

TEST(JsonTest, EscapesAreUndone) {
  const auto tree =
      ReadJson(R"("\"\\\/\b\f\n\r\t\u4e2d\ud83d\ude00\u0000")", "j");
  ASSERT_THAT(tree, IsOk());
  EXPECT_EQ(tree->scalar, std::string("\"\\/\b\f\n\r\t中😀\0", 16));
}

TEST(JsonTest, MistakesPointAtTheirPlace) {
  const std::vector<Mistake> mistakes = {
      {"", kInvalid, "j:1:1: expected a value, found the end"},
      {"{\"a\":1,}", kInvalid, "j:1:8: expected a key in quotes"},
      {"[1 2]", kInvalid, "j:1:4: expected , or ]"},
      {"[1,]", kInvalid, "j:1:4: expected a value"},
      {"{\"a\" 1}", kInvalid, "j:1:6: expected :"},
      {"{\"a\":1 \"b\"}", kInvalid, "j:1:8: expected , or }"},
      {"{\"a\":1,\n \"a\":2}", kInvalid, "j:2:2: the key \"a\""},
      {"01", kInvalid, "j:1:2: a number may not begin with 0"},
      {"-", kInvalid, "j:1:2: expected a digit"},
      {"1.", kInvalid, "j:1:3: expected a digit"},
      {"1e+", kInvalid, "j:1:4: expected a digit"},
      {"+1", kInvalid, "j:1:1: expected a value"},
      {"nul", kInvalid, "j:1:1: expected a value"},
      {"NaN", kInvalid, "j:1:1: expected a value"},
      {"'a'", kInvalid, "j:1:1: expected a value"},
      {"\"abc", kInvalid, "j:1:1: this text never ends"},
      {"\"a\nb\"", kInvalid, "j:1:3: a control character"},
      {"\"\\x\"", kInvalid, "j:1:3: no such escape"},
      {"\"\\u12g4\"", kInvalid, "j:1:6: expected four hexadecimal digits"},
      {"\"\\ud800\"", kInvalid, "j:1:8: half of a surrogate pair"},
      {"\"\\udc00\"", kInvalid, "j:1:8: half of a surrogate pair"},
      {"1 2", kInvalid, "j:1:3: expected the end"},
      {"\"\xC0\x80\"", kInvalid, "j:1:2: this is not UTF-8"},
  };
  for (const Mistake& mistake : mistakes) {
    EXPECT_THAT(
        ReadJson(mistake.text, "j"),
        StatusIs(mistake.code, StartsWith(std::string(mistake.message))))
        << mistake.text;
  }
}

TEST(JsonTest, LimitsHoldAndLinesMayBeginLater) {
  EXPECT_THAT(ReadJson("[[[1]]]", "j", {.depth = 3}),
              StatusIs(kLimit, HasSubstr("j:1:4: nested too deeply")));
  EXPECT_THAT(ReadJson("[1, 2, 3]", "j", {.nodes = 3}),
              StatusIs(kLimit, HasSubstr("too many values")));
  EXPECT_THAT(ReadJson("\n[", "j", {}, 17),
              StatusIs(kInvalid, HasSubstr("j:18:2")));
}

TEST(JsonWriterTest, WritesWhatReadsBack) {
  JsonWriter json;
  json.BeginObject().Key("a\"\n\x01").BeginArray();
  json.Int(-9'007'199'254'740'993).Uint(18'446'744'073'709'551'615u);
  json.Double(0.1).Double(1e300).Double(3).Null().Bool(false).EndArray();
  json.Key("e").BeginObject().EndObject().Key("r").Raw("[1]").EndObject();
  const std::string text = json.Take();
  EXPECT_EQ(text,
            "{\"a\\\"\\n\\u0001\":[-9007199254740993,18446744073709551615,0.1,"
            "1e+300,3,null,false],\"e\":{},\"r\":[1]}");
  EXPECT_THAT(ReadJson(text, "j"), IsOk());
  EXPECT_EQ(json.Take(), "") << "the writer is empty after Take()";
}

TEST(JsonWriterTest, IndentsAndReplacesBadBytes) {
  JsonWriter json(2);
  json.BeginObject().Key("a").BeginArray().Int(1).Text("\xFF中").EndArray();
  json.Key("b").BeginArray().EndArray().EndObject();
  EXPECT_EQ(
      json.Take(),
      "{\n  \"a\": [\n    1,\n    \"\xEF\xBF\xBD中\"\n  ],\n  \"b\": []\n}");
}

}  // namespace
}  // namespace quaranta::text

// Shapes of the tree, places of nodes, and limits.
#include "expr/parser.h"

#include <string>

#include "expr/ast.h"
#include "expr/diagnostics.h"
#include "gtest/gtest.h"
#include "quaranta/expr/program.h"

namespace quaranta::expr {
namespace {

struct Parsed {
  Ast ast;
  std::vector<Diagnostic> diagnostics;
};

Parsed ParseText(const std::string& source, const Limits& limits = {}) {
  Parsed parsed;
  parsed.ast.source = source;
  Diagnostics diagnostics(parsed.ast.source);
  Parse(limits, Syntax{}, parsed.ast, diagnostics);
  parsed.diagnostics = diagnostics.Take();
  return parsed;
}

// The tree in brackets: (&& a b), (. a b), (all r range body).
std::string Shape(const Ast& ast, NodeId id) {
  const Node& node = ast.nodes[id];
  std::string head;
  switch (node.kind) {
    case NodeKind::kConstant:
      return ToText(node.constant);
    case NodeKind::kIdentifier:
      return (node.absolute ? "." : "") + node.name;
    case NodeKind::kSelect:
      return "(. " + Shape(ast, node.args[0]) + " " + node.name + ")";
    case NodeKind::kHas:
      return "(has " + Shape(ast, node.args[0]) + " " + node.name + ")";
    case NodeKind::kCall:
      head = node.function == Function::kNone
                 ? node.name
                 : std::string(FunctionName(node.function));
      break;
    case NodeKind::kList:
      head = "list";
      break;
    case NodeKind::kMap:
      head = "map";
      break;
    case NodeKind::kMessage:
      head = "new " + node.name;
      break;
    case NodeKind::kAnd:
      head = "&&";
      break;
    case NodeKind::kOr:
      head = "||";
      break;
    case NodeKind::kNot:
      head = "!";
      break;
    case NodeKind::kConditional:
      head = "?";
      break;
    case NodeKind::kMacro:
      head = node.name;
      for (const std::string& variable : node.variables) head += " " + variable;
      break;
    default:
      return "broken";
  }
  std::string out = "(" + head;
  for (const NodeId arg : node.args) out += " " + Shape(ast, arg);
  return out + ")";
}

std::string ShapeOf(const std::string& source) {
  const Parsed parsed = ParseText(source);
  for (const Diagnostic& d : parsed.diagnostics) {
    ADD_FAILURE() << Render(d, source, "text");
  }
  return Shape(parsed.ast, parsed.ast.root);
}

TEST(Parser, BindsByPrecedence) {
  EXPECT_EQ(ShapeOf("a || b && c"), "(|| a (&& b c))");
  EXPECT_EQ(ShapeOf("a + b * c - d"), "(- (+ a (* b c)) d)");
  EXPECT_EQ(ShapeOf("a < b == c"), "(== (< a b) c)");
  EXPECT_EQ(ShapeOf("!a.b(c)[d].e"), "(! (. ([] (b a c) d) e))");
  EXPECT_EQ(ShapeOf("a ? b : c ? d : e"), "(? a b (? c d e))");
  EXPECT_EQ(ShapeOf("-a.b"), "(- (. a b))");
  EXPECT_EQ(ShapeOf("a - -1"), "(- a -1)");
  EXPECT_EQ(ShapeOf("a -1"), "(- a 1)");
  EXPECT_EQ(ShapeOf("a in [b] && c"), "(&& (in a (list b)) c)");
}

TEST(Parser, ChainsAreOneNode) {
  EXPECT_EQ(ShapeOf("a && b && c && d"), "(&& a b c d)");
  EXPECT_EQ(ShapeOf("a || b || c"), "(|| a b c)");
}

TEST(Parser, MacrosAreNodesOfTheirOwn) {
  EXPECT_EQ(ShapeOf("a.all(r, r.b)"), "(all r a (. r b))");
  EXPECT_EQ(ShapeOf("a.map(r, p, t)"), "(map r a t p)");
  EXPECT_EQ(ShapeOf("a.exists(i, v, p)"), "(exists i v a p)");
  EXPECT_EQ(ShapeOf("has(a.b.c)"), "(has (. a b) c)");
  EXPECT_EQ(ShapeOf("all(r, b)"), "(all r b)");  // no target, no macro
}

TEST(Parser, ReadsTheOddCornersOfTheGrammar) {
  EXPECT_EQ(ShapeOf(".a.b"), "(. .a b)");
  EXPECT_EQ(ShapeOf("a.`b-c/d`"), "(. a b-c/d)");
  EXPECT_EQ(ShapeOf("a.package.if"), "(. (. a package) if)");
  EXPECT_EQ(ShapeOf("a.B{c: 1, d: 2,}"), "(new a.B 1 2)");
  EXPECT_EQ(ShapeOf("{}"), "(map)");
  EXPECT_EQ(ShapeOf("[\n 1, // one\n 2]"), "(list 1 2)");
  EXPECT_EQ(ShapeOf("f()"), "(f)");
  EXPECT_EQ(ShapeOf("!!!!a"), "(! (! a))");
  EXPECT_EQ(ShapeOf("---a"), "(- a)");
}

TEST(Parser, NodesKnowTheirText) {
  const Parsed parsed = ParseText(" (a || b) && c.d ( 1 ) ");
  const Ast& ast = parsed.ast;
  const Node& root = ast.nodes[ast.root];
  EXPECT_EQ(ast.Text(root), "(a || b) && c.d ( 1 )");
  EXPECT_EQ(ast.Text(ast.nodes[root.args[0]]), "a || b");
  EXPECT_EQ(ast.Text(ast.nodes[root.args[1]]), "c.d ( 1 )");
}

TEST(Limits, DeepNestingIsAMistakeAndNotACrash) {
  for (const char* open :
       {"(", "[", "!(", "f(", "{1: ", "a ? a : ", "-(", "a[", "x.all(v, "}) {
    std::string source;
    for (int i = 0; i < 3000; ++i) source += open;
    const Parsed parsed = ParseText(source);
    ASSERT_FALSE(parsed.diagnostics.empty()) << open;
    EXPECT_NE(parsed.diagnostics[0].message.find("nested more than 200 deep"),
              std::string::npos)
        << open << parsed.diagnostics[0].message;
  }
}

TEST(Limits, LongLeftChainsOfOperatorsAreDeepToo) {
  std::string source = "1";
  for (int i = 0; i < 3000; ++i) source += " + 1";
  EXPECT_FALSE(ParseText(source).diagnostics.empty());
  source = "a";
  for (int i = 0; i < 3000; ++i) source += ".a";
  EXPECT_FALSE(ParseText(source).diagnostics.empty());
}

TEST(Limits, LongConditionsAndRunsOfSignsAreNot) {
  std::string condition = "a";
  for (int i = 0; i < 3000; ++i) condition += i % 2 == 0 ? " && a" : " && !a";
  EXPECT_TRUE(ParseText(condition).diagnostics.empty());
  EXPECT_TRUE(ParseText(std::string(3001, '!') + "a").diagnostics.empty());
  EXPECT_TRUE(ParseText(std::string(3001, '-') + "a").diagnostics.empty());
}

TEST(Limits, SizeIsBounded) {
  Limits limits;
  limits.nodes = 10;
  EXPECT_EQ(ParseText("[1, 2, 3]", limits).diagnostics.size(), 0U);
  EXPECT_EQ(ParseText("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]", limits)
                .diagnostics.size(),
            1U);
  limits = {};
  limits.source_bytes = 4;
  EXPECT_EQ(Program::Compile("1 + 1", {}, limits).second.size(), 1U);
}

TEST(Places, ColumnsCountCodePointsAndLinesCountFromOne) {
  const std::string source = "'中文' ==\n  nothing";
  const auto [program, diagnostics] = Program::Compile(source, {});
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].line, 2U);
  EXPECT_EQ(diagnostics[0].column, 3U);
  EXPECT_EQ(source.substr(diagnostics[0].begin,
                          diagnostics[0].end - diagnostics[0].begin),
            "nothing");
  const auto second = Program::Compile("'中文' == nothing", {}).second;
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(second[0].column, 9U);
}

TEST(Places, BytesThatAreNotTextAreAMistake) {
  const auto [program, diagnostics] = Program::Compile("'\xff'", {});
  EXPECT_FALSE(program.usable());
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].begin, 1U);
}

}  // namespace
}  // namespace quaranta::expr

#include "expr/parser.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "expr/cursor.h"
#include "expr/lexer.h"
#include "expr/literals.h"
#include "expr/macros.h"

namespace quaranta::expr {
namespace {

constexpr auto kReserved = std::to_array<std::string_view>(
    {"as", "break", "const", "continue", "else", "for", "function", "if",
     "import", "let", "loop", "package", "namespace", "return", "var", "void",
     "while"});

bool IsReserved(std::string_view name) {
  return std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

// However high the limit is set: recursion takes stack.
constexpr std::size_t kMostDepth = 500;

struct BinaryOperator {
  Tok token;
  Function function;
};

class Parser : private Cursor {
 public:
  Parser(const Limits& limits, const Syntax& syntax, Ast& ast,
         Diagnostics& diagnostics)
      : Cursor(ast.source, diagnostics),
        limits_(limits),
        syntax_(syntax),
        depth_limit_(std::min(limits.depth, kMostDepth)),
        ast_(ast) {}

  void Run() {
    if (At(Tok::kEnd)) {
      Report(Peek(), Say(msg::kCelEmpty));
      ast_.root = Broken();
      return;
    }
    ast_.root = Expression();
    if (!At(Tok::kEnd)) {
      Unexpected(Say(msg::kCelDueOperatorOrEnd), TrailingHint());
    }
  }

 private:
  // Behind a whole expression.
  Hint TrailingHint() const {
    switch (Peek().kind) {
      case Tok::kRightParen:
      case Tok::kRightBracket:
      case Tok::kRightBrace:
        return Say(msg::kCelHintOneTooMany, {{"found", Text(Peek())}});
      case Tok::kString:
        return Say(msg::kCelHintTextJoins);
      case Tok::kIdentifier:
      case Tok::kNot:
      case Tok::kLeftParen:
        return Say(msg::kCelHintJoinConditions);
      default:
        return std::nullopt;
    }
  }

  // --- Nodes --------------------------------------------------------------
  NodeId Add(Node node) {
    // What a macro binds may be as deep as its range, and its body nests it as
    // deep as the body is: values stay within the limit as well.
    const bool nests =
        node.kind == NodeKind::kMacro || node.kind == NodeKind::kBind;
    std::size_t height = 1;
    for (const NodeId arg : node.args) {
      const std::size_t part = ast_.nodes[arg].height;
      height = nests ? height + part : std::max(height, part + 1);
    }
    if (ast_.nodes.size() >= limits_.nodes) {
      Fail(Peek(), Say(msg::kCelTooManyParts, {{"limit", limits_.nodes}}));
      return Broken();
    }
    if (height > depth_limit_) {
      TooDeep();
      return Broken();
    }
    node.height = static_cast<std::uint16_t>(height);
    ast_.nodes.push_back(std::move(node));
    return static_cast<NodeId>(ast_.nodes.size() - 1);
  }
  void TooDeep() {
    Fail(Peek(), Say(msg::kCelTooDeep, {{"limit", depth_limit_}}));
  }
  NodeId Broken() {
    Node node;
    node.begin = node.end = Peek().begin;
    ast_.nodes.push_back(std::move(node));
    return static_cast<NodeId>(ast_.nodes.size() - 1);
  }
  // A node from `begin` to the last token taken.
  Node Make(NodeKind kind, std::uint32_t begin,
            std::vector<NodeId> args = {}) const {
    Node node;
    node.kind = kind;
    node.begin = begin;
    node.end = last_end();
    node.name_begin = begin;
    node.name_end = last_end();
    node.args = std::move(args);
    return node;
  }
  NodeId Operator(Function function, const Token& op, std::uint32_t begin,
                  std::vector<NodeId> args) {
    Node node = Make(NodeKind::kCall, begin, std::move(args));
    node.function = function;
    node.name_begin = op.begin;
    node.name_end = op.end;
    return Add(std::move(node));
  }

  // --- Grammar ------------------------------------------------------------
  NodeId Expression() {
    if (++depth_ > depth_limit_) {
      TooDeep();
      --depth_;
      return Broken();
    }
    const NodeId node = Conditional();
    --depth_;
    return node;
  }

  NodeId Conditional() {
    const std::uint32_t begin = Peek().begin;
    const NodeId condition = Or();
    const Token question = Peek();
    if (!Accept(Tok::kQuestion)) return condition;
    // x?.y of other languages.
    const bool chained = At(Tok::kDot) && Peek().begin == question.end;
    const NodeId yes = Or();
    if (!Accept(Tok::kColon)) {
      Unexpected(Say(msg::kCelDueOtherBranch),
                 chained ? Hint(Say(msg::kCelHintNoOptionals)) : Hint());
      return Broken();
    }
    const NodeId no = Expression();
    return Add(Make(NodeKind::kConditional, begin, {condition, yes, no}));
  }

  NodeId Or() {
    constexpr auto kWords =
        std::to_array<std::string_view>({"\u6216", "\u6216\u8005"});
    return Chain(NodeKind::kOr, Tok::kOr, "or", kWords, "||",
                 [this] { return And(); });
  }
  NodeId And() {
    constexpr auto kWords = std::to_array<std::string_view>(
        {"\u4E14", "\u5E76\u4E14", "\u800C\u4E14", "\u548C", "\u4E0E"});
    return Chain(NodeKind::kAnd, Tok::kAnd, "and", kWords, "&&",
                 [this] { return Relation(); });
  }
  // One node for a whole chain: no deep tree, and each part keeps its place.
  template <class Operand>
  NodeId Chain(NodeKind kind, Tok token, std::string_view habit,
               std::span<const std::string_view> chinese,
               std::string_view instead, Operand operand) {
    const std::uint32_t begin = Peek().begin;
    std::vector<NodeId> args = {operand()};
    const auto word = [&] {
      return At(Tok::kIdentifier) &&
             (AtHabit(habit) || std::find(chinese.begin(), chinese.end(),
                                          Text(Peek())) != chinese.end());
    };
    while (At(token) || word()) {
      const Token op = Take();
      if (op.kind == Tok::kIdentifier) {
        Report(op, Say(msg::kCelNotAnOperator, {{"found", Text(op)}}),
               Write(instead));
      }
      args.push_back(operand());
    }
    if (args.size() == 1) return args[0];
    return Add(Make(kind, begin, std::move(args)));
  }

  std::optional<Function> RelationOperator() {
    constexpr auto kRelations = std::to_array<BinaryOperator>(
        {{Tok::kEqual, Function::kEqual},
         {Tok::kNotEqual, Function::kNotEqual},
         {Tok::kLess, Function::kLess},
         {Tok::kLessEqual, Function::kLessEqual},
         {Tok::kGreater, Function::kGreater},
         {Tok::kGreaterEqual, Function::kGreaterEqual}});
    for (const BinaryOperator& op : kRelations) {
      if (At(op.token)) return op.function;
    }
    if (AtWord("in")) return Function::kIn;
    return std::nullopt;
  }

  // `is null`, `not in`, `like`, `between`: said how CEL says it.
  // `repaired` is the operator that was meant, where it takes two operands.
  bool RelationHabit(std::optional<Function>& repaired) {
    if (AtHabit("is")) {
      const bool negated = AtHabit("not", 1);
      repaired = negated ? Function::kNotEqual : Function::kEqual;
      ReportHabit(negated ? 2 : 1,
                  Say(negated ? msg::kCelHintIsNotNull : msg::kCelHintIsNull));
      return true;
    }
    const std::size_t negated = AtHabit("not") ? 1 : 0;
    if (negated == 1 && AtHabit("in", 1)) {
      repaired = Function::kIn;
      ReportHabit(2, Say(msg::kCelHintNotIn));
      return true;
    }
    for (const char* match : {"like", "ilike", "rlike", "regexp", "contains",
                              "startswith", "includes"}) {
      if (!AtHabit(match, negated)) continue;
      ReportHabit(negated + 1, Say(msg::kCelHintLike));
      return true;
    }
    if (AtHabit("between", negated)) {
      ReportHabit(negated + 1, Say(negated == 1 ? msg::kCelHintNotBetween
                                                : msg::kCelHintBetween));
      Sum();
      if (AtHabit("and")) Take();
      return true;
    }
    return false;
  }
  // Takes the words of an operator that CEL does not have.
  void ReportHabit(std::size_t words, Hint hint) {
    const Token first = Peek();
    const Token last = Peek(words - 1);
    const Token whole{first.kind, first.begin, last.end};
    Report(whole, Say(msg::kCelNotAnOperator, {{"found", Text(whole)}}),
           std::move(hint));
    for (std::size_t i = 0; i < words; ++i) Take();
  }

  NodeId Relation() {
    const std::uint32_t begin = Peek().begin;
    NodeId left = Sum();
    while (true) {
      if (const auto function = RelationOperator()) {
        const Token op = Take();
        left = Operator(*function, op, begin, {left, Sum()});
        continue;
      }
      const Token word = Peek();
      std::optional<Function> repaired;
      if (RelationHabit(repaired)) {
        const NodeId right = Sum();
        left = repaired ? Operator(*repaired, word, begin, {left, right})
                        : Broken();
      } else {
        return left;
      }
    }
  }

  NodeId Sum() {
    constexpr auto kOperators = std::to_array<BinaryOperator>(
        {{Tok::kPlus, Function::kAdd}, {Tok::kMinus, Function::kSubtract}});
    return LeftAssociative(kOperators, [this] { return Product(); });
  }
  NodeId Product() {
    constexpr auto kOperators =
        std::to_array<BinaryOperator>({{Tok::kStar, Function::kMultiply},
                                       {Tok::kSlash, Function::kDivide},
                                       {Tok::kPercent, Function::kModulo}});
    return LeftAssociative(kOperators, [this] { return Unary(); });
  }
  template <std::size_t N, class Operand>
  NodeId LeftAssociative(const std::array<BinaryOperator, N>& operators,
                         Operand operand) {
    const std::uint32_t begin = Peek().begin;
    NodeId left = operand();
    while (!failed()) {
      const auto op =
          std::find_if(operators.begin(), operators.end(),
                       [this](const BinaryOperator& o) { return At(o.token); });
      if (op == operators.end()) return left;
      const Token token = Take();
      left = Operator(op->function, token, begin, {left, operand()});
    }
    return left;
  }

  bool StartsOperand(std::size_t ahead) const {
    switch (Peek(ahead).kind) {
      case Tok::kIdentifier:
      case Tok::kInt:
      case Tok::kUint:
      case Tok::kDouble:
      case Tok::kString:
      case Tok::kNot:
        return true;
      default:
        return false;
    }
  }

  NodeId Unary() {
    const std::uint32_t begin = Peek().begin;
    if (AtHabit("not") && StartsOperand(1) && !AtHabit("in", 1)) {
      const Token word = Take();
      Report(word, Say(msg::kCelNotAnOperator, {{"found", Text(word)}}),
             Write("!"));
      const NodeId operand = Unary1();
      return Add(Make(NodeKind::kNot, begin, {operand}));
    }
    // An even number of signs is two (they still demand a bool or a number),
    // so that a long run of them is no deep tree.
    if (At(Tok::kNot)) {
      std::size_t count = 0;
      while (Accept(Tok::kNot)) ++count;
      NodeId node = Unary1();
      for (std::size_t i = 0; i < (count - 1) % 2 + 1; ++i) {
        node = Add(Make(NodeKind::kNot, begin, {node}));
      }
      return node;
    }
    if (At(Tok::kMinus)) return Minus(begin);
    return Unary1();
  }
  // Behind a sign: `!-x` and `-!x` are not CEL but harmless.
  NodeId Unary1() {
    if (At(Tok::kMinus)) return Minus(Peek().begin);
    if (At(Tok::kNot)) {
      Unexpected(Say(msg::kCelDueValue));
      return Broken();
    }
    return Member();
  }

  NodeId Minus(std::uint32_t begin) {
    std::size_t count = 0;
    Token sign;
    while (At(Tok::kMinus)) {
      sign = Take();
      ++count;
    }
    const bool literal = count == 1 && Peek().begin == sign.end &&
                         (At(Tok::kInt) || At(Tok::kDouble));
    if (literal) return Suffixes(Number(sign.begin), sign.begin);
    NodeId node = Unary1();
    for (std::size_t i = 0; i < (count - 1) % 2 + 1; ++i) {
      node = Operator(Function::kNegate, sign, begin, {node});
    }
    return node;
  }

  NodeId Member() {
    const std::uint32_t begin = Peek().begin;
    return Suffixes(Primary(), begin);
  }

  // Selections, calls and indexes behind a primary.
  NodeId Suffixes(NodeId node, std::uint32_t begin) {
    while (!failed()) {
      if (At(Tok::kDot)) {
        node = Selection(node, begin);
      } else if (At(Tok::kLeftBracket)) {
        node = Index(node, begin);
      } else if (At(Tok::kLeftBrace) && IsTypePath(node)) {
        node = Message(node, begin);
      } else {
        return node;
      }
    }
    return node;
  }

  NodeId Index(NodeId target, std::uint32_t begin) {
    const Token op = Take();
    const bool optional = syntax_.optionals && Accept(Tok::kQuestion);
    if (At(Tok::kQuestion)) {
      Unexpected(Say(msg::kCelDueIndex));
      SkipTo(Tok::kRightBracket);
      return Broken();
    }
    const NodeId index = Expression();
    if (At(Tok::kColon)) {
      Report(Peek(),
             Say(msg::kCelExpected,
                 {{"due", Say(msg::kCelDueClosing, {{"closing", "]"}})},
                  {"found", ":"}}),
             Say(msg::kCelHintNoSlices));
      SkipTo(Tok::kRightBracket);
      return Broken();
    }
    if (!Close(op, Tok::kRightBracket, msg::kCelDueClosing)) return Broken();
    return Operator(optional ? Function::kOptionalIndex : Function::kIndex, op,
                    begin, {target, index});
  }

  NodeId Selection(NodeId target, std::uint32_t begin) {
    Take();
    const bool optional = syntax_.optionals && Accept(Tok::kQuestion);
    if (!At(Tok::kIdentifier) && !At(Tok::kQuoted)) {
      Unexpected(Say(msg::kCelDueMember));
      if (Accept(Tok::kQuestion)) Accept(Tok::kIdentifier);
      return Broken();
    }
    const Token token = Take();
    std::string name(Text(token));
    if (token.kind == Tok::kQuoted) name = Unquoted(token);
    const bool keyword =
        token.kind == Tok::kIdentifier &&
        (name == "in" || name == "true" || name == "false" || name == "null");
    if (keyword) {
      Report(token, Say(msg::kCelNotAFieldName, {{"name", name}}));
      return Broken();
    }
    if (At(Tok::kLeftParen) && token.kind == Tok::kIdentifier && !optional) {
      return Call(std::move(name), token, begin, target);
    }
    Node node = Make(NodeKind::kSelect, begin, {target});
    node.name = std::move(name);
    node.optional = optional;
    node.name_begin = token.begin;
    node.name_end = token.end;
    return Add(std::move(node));
  }

  std::string Unquoted(const Token& token) {
    if (!syntax_.quoted) Report(token, Say(msg::kCelBackQuotes));
    const std::string_view text = Text(token);
    return std::string(text.substr(1, text.size() - 2));
  }

  // f(...) or target.f(...); macros and has() become nodes of their own.
  NodeId Call(std::string name, const Token& token, std::uint32_t begin,
              std::optional<NodeId> target, bool absolute = false) {
    const Token open = Take();
    std::vector<NodeId> args;
    if (target) args.push_back(*target);
    if (At(Tok::kStar) && Peek(1).kind == Tok::kRightParen) {
      Report(Peek(),
             Say(msg::kCelExpected,
                 {{"due", Say(msg::kCelDueValue)}, {"found", "*"}}),
             Say(msg::kCelHintCountStar));
      SkipTo(Tok::kRightParen);
      return Broken();
    }
    while (!At(Tok::kRightParen) && !At(Tok::kEnd)) {
      args.push_back(Expression());
      if (!Accept(Tok::kComma)) break;
    }
    if (!Close(open, Tok::kRightParen, msg::kCelDueCommaOrClosing)) {
      return Broken();
    }
    Node node = Make(NodeKind::kCall, begin, std::move(args));
    node.name = std::move(name);
    node.name_begin = token.begin;
    node.name_end = token.end;
    node.method = target.has_value();
    node.absolute = absolute;
    if (syntax_.macros) ExpandMacro(syntax_, ast_, node, diagnostics());
    return Add(std::move(node));
  }

  bool IsTypePath(NodeId id) const {
    const Node* node = &ast_.nodes[id];
    while (node->kind == NodeKind::kSelect && !node->optional) {
      node = &ast_.nodes[node->args[0]];
    }
    return node->kind == NodeKind::kIdentifier;
  }

  // The `?` before an entry of a list, map or message; `count` args follow.
  void Optional(Node& node, std::size_t count) {
    const bool optional = syntax_.optionals && Accept(Tok::kQuestion);
    if (!optional && node.optionals.empty()) return;
    node.optionals.resize(node.args.size());
    node.optionals.resize(node.args.size() + count, optional);
  }

  NodeId Message(NodeId type, std::uint32_t begin) {
    Node node = Make(NodeKind::kMessage, begin);
    const Node* path = &ast_.nodes[type];
    for (; path->kind == NodeKind::kSelect; path = &ast_.nodes[path->args[0]]) {
      node.name.insert(0, "." + path->name);
    }
    node.name.insert(0, path->name);
    node.absolute = path->absolute;
    const Token open = Take();
    while (!At(Tok::kRightBrace) && !At(Tok::kEnd)) {
      Optional(node, 1);
      if (!At(Tok::kIdentifier) && !At(Tok::kQuoted)) break;
      const Token token = Take();
      std::string field(Text(token));
      if (token.kind == Tok::kQuoted) field = Unquoted(token);
      if (!Accept(Tok::kColon)) {
        Unexpected(Say(msg::kCelDueColon));
        break;
      }
      node.variables.push_back(std::move(field));
      node.args.push_back(Expression());
      if (!Accept(Tok::kComma)) break;
    }
    Close(open, Tok::kRightBrace, msg::kCelDueFieldOrClosing);
    return Finish(std::move(node));
  }
  // A node made before its parts were read.
  NodeId Finish(Node node) {
    node.end = last_end();
    node.name_end = last_end();
    if (!node.optionals.empty()) node.optionals.resize(node.args.size());
    return Add(std::move(node));
  }

  NodeId Primary() {
    const Token token = Peek();
    switch (token.kind) {
      case Tok::kInt:
      case Tok::kUint:
      case Tok::kDouble:
        return Number(token.begin);
      case Tok::kString:
        Take();
        return Literal(ParseString(Text(token)), token.begin);
      case Tok::kDot:
      case Tok::kIdentifier:
        return Name();
      case Tok::kLeftParen:
        return Parenthesis();
      case Tok::kLeftBracket:
        return ListLiteral();
      case Tok::kLeftBrace:
        return MapLiteral();
      case Tok::kBad:
        Take();
        return Broken();
      default:
        Unexpected(Say(msg::kCelDueValue));
        return Broken();
    }
  }

  NodeId Parenthesis() {
    const Token open = Take();
    const NodeId node = Expression();
    if (At(Tok::kComma)) {
      Report({Tok::kComma, open.begin, Peek().end},
             Say(msg::kCelListInParentheses), Say(msg::kCelHintListLiteral));
      SkipTo(Tok::kRightParen);
      return Broken();
    }
    Close(open, Tok::kRightParen, msg::kCelDueClosing);
    return node;
  }

  NodeId Number(std::uint32_t begin) {
    const Token token = Take();
    const std::string_view text =
        std::string_view(ast_.source).substr(begin, token.end - begin);
    switch (token.kind) {
      case Tok::kInt:
        return Literal(ParseInt(text), begin);
      case Tok::kUint:
        return Literal(ParseUint(text), begin);
      default:
        return Literal(ParseDouble(text), begin);
    }
  }

  NodeId Literal(std::variant<Value, LiteralMistake> parsed,
                 std::uint32_t begin) {
    if (const auto* mistake = std::get_if<LiteralMistake>(&parsed)) {
      diagnostics().Add(begin + static_cast<std::uint32_t>(mistake->begin),
                        begin + static_cast<std::uint32_t>(mistake->end),
                        mistake->message, mistake->hint);
      return Broken();
    }
    return Constant(std::get<Value>(std::move(parsed)), begin);
  }
  NodeId Constant(Value value, std::uint32_t begin) {
    Node node = Make(NodeKind::kConstant, begin);
    node.constant = std::move(value);
    return Add(std::move(node));
  }

  NodeId Name() {
    const std::uint32_t begin = Peek().begin;
    const bool absolute = Accept(Tok::kDot);
    if (!At(Tok::kIdentifier)) {
      Unexpected(Say(msg::kCelDueName));
      return Broken();
    }
    const Token token = Take();
    const std::string name(Text(token));
    if (!absolute) {
      if (name == "true") return Constant(Value(true), begin);
      if (name == "false") return Constant(Value(false), begin);
      if (name == "null") return Constant(Value(Null{}), begin);
    }
    if (name == "in") {
      Report(token, Say(msg::kCelExpected,
                        {{"due", Say(msg::kCelDueValue)}, {"found", "in"}}));
      return Broken();
    }
    if (IsReserved(name)) {
      Report(token, Say(msg::kCelReserved, {{"name", name}}),
             name == "if" ? Hint(Say(msg::kCelHintConditional)) : Hint());
      KeepQuiet();
      return Broken();
    }
    if (NameHabit(token)) return Broken();
    if (At(Tok::kLeftParen)) {
      return Call(name, token, begin, std::nullopt, absolute);
    }
    Node node = Make(NodeKind::kIdentifier, begin);
    node.name = name;
    node.name_begin = token.begin;
    node.absolute = absolute;
    return Add(std::move(node));
  }

  // Words that begin a phrase of another language. The phrase is given up.
  bool NameHabit(const Token& token) {
    const bool quote = At(Tok::kString) && Peek().begin == token.end;
    const std::string_view name = Text(token);
    if (quote && (name == "f" || name == "F" || name == "u" || name == "U")) {
      Report(token, Say(msg::kCelFormattedText, {{"found", name}}),
             Say(msg::kCelHintJoinText));
      Take();
      return true;
    }
    if (At(Tok::kString) && IsWord(name, "date")) {
      Report({Tok::kBad, token.begin, Peek().end},
             Say(msg::kCelExpected,
                 {{"due", Say(msg::kCelDueClosing, {{"closing", "("}})},
                  {"found", Quoted(Text(Peek()))}}),
             Write("date(" + std::string(Text(Peek())) + ")"));
      Take();
      return true;
    }
    const bool phrase = StartsOperand(0) || At(Tok::kStar);
    if (phrase && IsWord(name, "select")) {
      Report(token, Say(msg::kCelQuery), Say(msg::kCelHintQuery));
    } else if (phrase && IsWord(name, "case")) {
      Report(token, Say(msg::kCelCaseWhen), Say(msg::kCelHintConditional));
    } else if (phrase && name == "lambda") {
      Report(token, Say(msg::kCelUnknownName, {{"name", name}}),
             Say(msg::kCelHintMacroForm));
    } else {
      return false;
    }
    SkipPhrase();
    return true;
  }
  static bool IsWord(std::string_view text, std::string_view word) {
    return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                      [](char a, char b) { return (a | 0x20) == b; });
  }
  // To the bracket that closes around it, or the end.
  void SkipPhrase() {
    for (int depth = 0; !At(Tok::kEnd); Take()) {
      const Tok kind = Peek().kind;
      if (kind == Tok::kLeftParen || kind == Tok::kLeftBracket) ++depth;
      if (kind != Tok::kRightParen && kind != Tok::kRightBracket) continue;
      if (depth-- == 0) return;
    }
  }

  NodeId ListLiteral() {
    const Token open = Take();
    Node node = Make(NodeKind::kList, open.begin);
    while (!At(Tok::kRightBracket) && !At(Tok::kEnd)) {
      Optional(node, 1);
      node.args.push_back(Expression());
      if (!Accept(Tok::kComma)) break;
    }
    const bool comprehension = AtHabit("for");
    Close(open, Tok::kRightBracket, msg::kCelDueCommaOrClosing);
    if (comprehension) return Broken();
    return Finish(std::move(node));
  }

  NodeId MapLiteral() {
    const Token open = Take();
    Node node = Make(NodeKind::kMap, open.begin);
    while (!At(Tok::kRightBrace) && !At(Tok::kEnd)) {
      Optional(node, 2);
      const NodeId key = Expression();
      if (!Accept(Tok::kColon)) {
        Unexpected(Say(msg::kCelDueKeyValue));
        break;
      }
      node.args.push_back(key);
      node.args.push_back(Expression());
      if (!Accept(Tok::kComma)) break;
    }
    Close(open, Tok::kRightBrace, msg::kCelDueCommaOrClosing);
    return Finish(std::move(node));
  }

  const Limits& limits_;
  const Syntax& syntax_;
  const std::size_t depth_limit_;
  Ast& ast_;
  std::size_t depth_ = 0;
};

}  // namespace

void Parse(const Limits& limits, const Syntax& syntax, Ast& ast,
           Diagnostics& diagnostics) {
  Parser(limits, syntax, ast, diagnostics).Run();
}

}  // namespace quaranta::expr

#include "expr/print.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace quaranta::expr {
namespace {

// How tight an expression binds; what stands in a tighter place needs brackets.
enum Binding : int {
  kLoose,  // a ? b : c
  kOrs,
  kAnds,
  kRelation,
  kSum,
  kProduct,
  kUnary,
  kMember,
};

Binding BindingOf(const Node& node) {
  switch (node.kind) {
    case NodeKind::kConditional:
      return kLoose;
    case NodeKind::kOr:
      return kOrs;
    case NodeKind::kAnd:
      return kAnds;
    case NodeKind::kNot:
      return kUnary;
    case NodeKind::kCall:
      break;
    default:
      return kMember;
  }
  switch (node.function) {
    case Function::kAdd:
    case Function::kSubtract:
      return kSum;
    case Function::kMultiply:
    case Function::kDivide:
    case Function::kModulo:
      return kProduct;
    case Function::kNegate:
      return kUnary;
    default:
      return IsOperator(node.function) && node.function != Function::kIndex
                 ? kRelation
                 : kMember;
  }
}

// A field name that may stand without back quotes.
bool IsPlainName(std::string_view name) {
  if (name.empty() || name == "in" || name == "true" || name == "false" ||
      name == "null") {
    return false;
  }
  const auto letter = [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
  };
  return letter(name[0]) && std::all_of(name.begin(), name.end(), [&](char c) {
           return letter(c) || (c >= '0' && c <= '9');
         });
}

class Writer {
 public:
  explicit Writer(const Ast& ast) : ast_(ast) {}

  std::string Take() {
    Write(ast_.root, kLoose);
    return std::move(out_);
  }

 private:
  const Node& At(NodeId id) const { return ast_.nodes[id]; }

  void Write(NodeId id, Binding place) {
    const Node& node = At(id);
    if (BindingOf(node) < place) {
      out_ += '(';
      WriteBare(node);
      out_ += ')';
    } else {
      WriteBare(node);
    }
  }

  void WriteBare(const Node& node) {
    switch (node.kind) {
      case NodeKind::kConstant:
        out_ += ToText(node.constant, SIZE_MAX);
        return;
      case NodeKind::kIdentifier:
        if (node.absolute) out_ += '.';
        return Name(node.name);
      case NodeKind::kSelect:
        Write(node.args[0], kMember);
        out_ += node.optional ? ".?" : ".";
        return Field(node.name);
      case NodeKind::kHas:
        out_ += "has(";
        Write(node.args[0], kMember);
        out_ += '.';
        Field(node.name);
        out_ += ')';
        return;
      case NodeKind::kCall:
        return Call(node);
      case NodeKind::kList:
        return List(node);
      case NodeKind::kMap:
        return Map(node);
      case NodeKind::kMessage:
        return Message(node);
      case NodeKind::kBind:
        return Bind(node);
      case NodeKind::kAnd:
        return Chain(node, " && ", kAnds);
      case NodeKind::kOr:
        return Chain(node, " || ", kOrs);
      case NodeKind::kNot:
        return Not(node);
      case NodeKind::kConditional:
        Write(node.args[0], kOrs);
        out_ += " ? ";
        Write(node.args[1], kOrs);
        out_ += " : ";
        return Write(node.args[2], kLoose);
      case NodeKind::kMacro:
        return Macro(node);
      case NodeKind::kVariable:
      case NodeKind::kLocal:
      case NodeKind::kBroken:
        return;
    }
  }

  // Names that stand for cel.index(0), cel.iterVar(0, 1) ...
  void Name(const std::string& name) {
    const bool slot = name.starts_with('@');
    if (!slot) {
      out_ += name;
      return;
    }
    const std::size_t digits = name.find_first_of("0123456789");
    const std::string_view kind = std::string_view(name).substr(0, digits);
    std::string numbers = name.substr(digits);
    if (const std::size_t colon = numbers.find(':'); colon != numbers.npos) {
      numbers.replace(colon, 1, ", ");
    }
    out_ += kind == "@index" ? "cel.index("
            : kind == "@it:" ? "cel.iterVar("
                             : "cel.accuVar(";
    out_ += numbers + ")";
  }
  void Field(const std::string& name) {
    out_ += IsPlainName(name) ? name : "`" + name + "`";
  }

  // A pair of signs is written as two: brackets would nest deeper than the
  // text was. More of them stand in brackets, for a long run means one or two.
  void Not(const Node& node) {
    const bool two = At(node.args[0]).kind == NodeKind::kNot;
    const NodeId operand = two ? At(node.args[0]).args[0] : node.args[0];
    out_ += two ? "!!" : "!";
    const bool minus = At(operand).function == Function::kNegate;
    Write(operand, minus ? kUnary : kMember);
  }
  void Negate(const Node& node) {
    const bool two = At(node.args[0]).function == Function::kNegate;
    const NodeId operand = two ? At(node.args[0]).args[0] : node.args[0];
    out_ += two ? "--" : "-";
    const std::size_t begin = out_.size();
    Write(operand, kMember);
    const char first = out_[begin];
    if (first == '-') {
      out_.insert(begin, "(");
      out_ += ')';
    } else if (first >= '0' && first <= '9' && !two) {
      out_.insert(begin, " ");  // `-1` would be a literal
    }
  }

  void Chain(const Node& node, std::string_view by, Binding binding) {
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      if (i > 0) out_ += by;
      Write(node.args[i], static_cast<Binding>(binding + 1));
    }
  }

  void Call(const Node& node) {
    if (node.function == Function::kIndex ||
        node.function == Function::kOptionalIndex) {
      Write(node.args[0], kMember);
      out_ += node.function == Function::kIndex ? "[" : "[?";
      Write(node.args[1], kLoose);
      out_ += ']';
      return;
    }
    if (node.function == Function::kNegate) return Negate(node);
    if (node.function != Function::kNone) {
      const Binding binding = BindingOf(node);
      Write(node.args[0], binding);
      out_ += " " + std::string(FunctionName(node.function)) + " ";
      return Write(node.args[1], static_cast<Binding>(binding + 1));
    }
    if (node.absolute) out_ += '.';
    if (node.method) {
      Write(node.args[0], kMember);
      out_ += '.';
    }
    out_ += node.name + "(";
    Items(node.args, node.method ? 1 : 0);
    out_ += ')';
  }

  void Items(const std::vector<NodeId>& items, std::size_t from) {
    for (std::size_t i = from; i < items.size(); ++i) {
      if (i > from) out_ += ", ";
      Write(items[i], kLoose);
    }
  }

  void Mark(const Node& node, std::size_t i) {
    if (!node.optionals.empty() && node.optionals[i]) out_ += '?';
  }
  void List(const Node& node) {
    out_ += '[';
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      if (i > 0) out_ += ", ";
      Mark(node, i);
      Write(node.args[i], kLoose);
    }
    out_ += ']';
  }
  void Map(const Node& node) {
    out_ += '{';
    for (std::size_t i = 0; i + 1 < node.args.size(); i += 2) {
      if (i > 0) out_ += ", ";
      Mark(node, i);
      Write(node.args[i], kLoose);
      out_ += ": ";
      Write(node.args[i + 1], kLoose);
    }
    out_ += '}';
  }
  void Message(const Node& node) {
    if (node.absolute) out_ += '.';
    std::size_t dot = std::min(node.name.find('.'), node.name.size());
    out_ += node.name.substr(0, dot);
    while (dot < node.name.size()) {
      const std::size_t next = node.name.find('.', dot + 1);
      const std::size_t end = std::min(next, node.name.size());
      out_ += '.';
      Field(node.name.substr(dot + 1, end - dot - 1));
      dot = end;
    }
    out_ += '{';
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      if (i > 0) out_ += ", ";
      Mark(node, i);
      Field(node.variables[i]);
      out_ += ": ";
      Write(node.args[i], kLoose);
    }
    out_ += '}';
  }

  void Bind(const Node& node) {
    const bool block = node.name == "block";
    out_ += block ? "cel.block([" : "cel.bind(" + node.variables[0] + ", ";
    for (std::size_t i = 0; i + 1 < node.args.size(); ++i) {
      if (i > 0) out_ += ", ";
      Write(node.args[i], kLoose);
    }
    out_ += block ? "], " : ", ";
    Write(node.args.back(), kLoose);
    out_ += ')';
  }

  void Macro(const Node& node) {
    Write(node.args[0], kMember);
    out_ += "." + node.name + "(";
    for (const std::string& variable : node.variables) {
      Name(variable);
      out_ += ", ";
    }
    if (node.args.size() > 2) {
      Write(node.args[2], kLoose);
      out_ += ", ";
    }
    Write(node.args[1], kLoose);
    out_ += ')';
  }

  const Ast& ast_;
  std::string out_;
};

bool Marked(const Node& node, std::size_t i) {
  return !node.optionals.empty() && node.optionals[i];
}

bool SameNode(const Ast& a, NodeId x, const Ast& b, NodeId y) {
  const Node& m = a.nodes[x];
  const Node& n = b.nodes[y];
  const bool same =
      m.kind == n.kind && m.function == n.function && m.macro == n.macro &&
      m.method == n.method && m.absolute == n.absolute &&
      m.optional == n.optional && m.name == n.name &&
      m.variables == n.variables && m.args.size() == n.args.size() &&
      m.constant.variant().index() == n.constant.variant().index() &&
      ToText(m.constant, SIZE_MAX) == ToText(n.constant, SIZE_MAX);
  if (!same) return false;
  for (std::size_t i = 0; i < m.args.size(); ++i) {
    if (Marked(m, i) != Marked(n, i)) return false;
    if (!SameNode(a, m.args[i], b, n.args[i])) return false;
  }
  return true;
}

}  // namespace

std::string Print(const Ast& ast) { return Writer(ast).Take(); }

bool SameTree(const Ast& a, const Ast& b) {
  return SameNode(a, a.root, b, b.root);
}

}  // namespace quaranta::expr

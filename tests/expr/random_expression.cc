#include "tests/expr/random_expression.h"

#include <utility>

namespace quaranta::expr {

std::string RandomExpression::Pick(std::vector<std::string> options) {
  return options[random_.Below(options.size())];
}

std::string RandomExpression::Room() { return Pick(rooms_in_scope_); }

// The body of a macro over rooms; `variable` is bound in it.
std::string RandomExpression::WithVariable(int depth, bool boolean,
                                           std::string* variable) {
  *variable = "v" + std::to_string(variables_++);
  rooms_in_scope_.push_back(*variable);
  std::string body = boolean ? Bool(depth) : Int(depth);
  rooms_in_scope_.pop_back();
  return body;
}

std::string RandomExpression::Comparison(int depth) {
  if (random_.Chance(1, 3)) {
    return "(" + Room() + ".use " + Pick({"==", "!="}) +
           Pick({" RoomUse.ISOLATION)", " RoomUse.OFFICE)"});
  }
  return "(" + Int(depth) +
         Pick({" < ", " <= ", " > ", " >= ", " == ", " != "}) + Int(depth) +
         ")";
}

std::string RandomExpression::Quantifier(int depth) {
  std::string variable;
  const std::string range = Rooms(depth);
  switch (random_.Below(7)) {
    case 0:
      return range + ".pairs().all(p, p[0].beds " + Pick({"!=", "<=", "=="}) +
             " p[1].beds)";
    case 6:  // pairs have an order
      return Ints(depth) + Pick({"", ".distinct()", ".distinct()"}) +
             ".pairs().exists(p, p[0] == " + Pick({"0", "1", "2"}) +
             " && p[1] == " + Pick({"0", "1", "2"}) + ")";
    case 1:
      return range + ".countBy(w, " + Pick({"w.beds", "w.use"}) +
             ").all(k, n, n " + Pick({"< 2", "<= 2", "== 1"}) + ")";
    case 2: {
      const std::string ints = Ints(depth);
      return ints + Pick({".all", ".exists", ".exists_one"}) + "(i, i " +
             Pick({"< ", "== ", "> "}) + Pick({"0", "1", "2"}) + ")";
    }
    default: {
      const std::string body = WithVariable(depth, true, &variable);
      return range + Pick({".all(", ".exists(", ".all(", ".exists_one("}) +
             variable + ", " + body + ")";
    }
  }
}

std::string RandomExpression::Bool(int depth) {
  if (depth <= 0) {
    return Pick({"true", "false", Room() + ".window_limiter",
                 Room() + ".window_limiter", "(" + Room() + ".beds > 0)",
                 "(" + Room() + ".use == RoomUse.ISOLATION)"});
  }
  --depth;
  switch (random_.Below(10)) {
    case 0:
    case 1:
      return "(" + Bool(depth) + " && " + Bool(depth) + ")";
    case 2:
      return "(" + Bool(depth) + " || " + Bool(depth) + ")";
    case 3:
      return "!" + Bool(depth);
    case 4:
      return "(" + Bool(depth) + " ? " + Bool(depth) + " : " + Bool(depth) +
             ")";
    case 5:
      return "(" + Int(depth) + " in " + Ints(depth) + ")";
    case 6:
      return Pick({"(" + Rooms(depth) + " == [])",
                   "(" + Room() + " in " + Rooms(depth) + ")",
                   "within(" + Int(depth) + ", " + Int(depth) + ", 2)",
                   "(" + Ints(depth) + " == " + Ints(depth) + ")"});
    case 7:
      return Comparison(depth);
    default:
      return Quantifier(depth);
  }
}

std::string RandomExpression::Rooms(int depth) {
  if (depth <= 0) return Pick({"site.rooms", "site.rooms", "[r0, r1]"});
  --depth;
  std::string variable;
  switch (random_.Below(6)) {
    case 0:
      return "(" + Rooms(depth) + " + " + Rooms(depth) + ")";
    case 1:
      return Rooms(depth) + ".distinct()";
    case 2: {
      const std::string range = Rooms(depth);
      const std::string key = WithVariable(depth, false, &variable);
      return range + ".sortBy(" + variable + ", " + key + ")";
    }
    default: {
      const std::string range = Rooms(depth);
      const std::string body = WithVariable(depth, true, &variable);
      return range + ".filter(" + variable + ", " + body + ")";
    }
  }
}

std::string RandomExpression::Ints(int depth) {
  if (depth <= 0) return Pick({"[0, 1]", "[" + Room() + ".beds, 1]"});
  --depth;
  std::string variable;
  switch (random_.Below(6)) {
    case 0:
      return "[" + Int(depth) + ", " + Int(depth) + "]";
    case 5:
      return "[" + Int(depth) + ", " + Pick({"0", "1"}) + ", 2]";
    case 1:
      return Ints(depth) + ".distinct()";
    case 2: {
      const std::string range = Rooms(depth);
      const std::string keep = WithVariable(depth, true, &variable);
      return range + ".map(" + variable + ", " + keep + ", " + variable +
             ".beds)";
    }
    default: {
      const std::string range = Rooms(depth);
      const std::string body = WithVariable(depth, false, &variable);
      return range + ".map(" + variable + ", " + body + ")";
    }
  }
}

std::string RandomExpression::IntOfLists(int depth) {
  const std::string ints = Ints(depth);
  if (errors_ && random_.Chance(1, 3)) {
    return Pick({ints + ".max()", ints + ".min()", ints + "[0]",
                 ints + ".sortBy(i, i)[0]",
                 Rooms(depth) + ".countBy(w, w.beds)[1]",
                 Rooms(depth) + "[0].beds"});
  }
  return Pick(
      {ints + ".sum()", ints + ".size()", Rooms(depth) + ".size()",
       Ints(depth) + ".distinct().size()",
       Rooms(depth) + ".countBy(w, w.use).size()",
       Rooms(depth) + ".map(w, [w.beds, w.beds + 1]).overlaps().size()",
       "gaps(" + Rooms(depth) + ".map(w, [w.beds, w.beds + 1]), 0, 2).size()"});
}

std::string RandomExpression::Int(int depth) {
  if (depth <= 0) {
    return Pick({"0", "1", "2", Room() + ".beds", Room() + ".beds"});
  }
  --depth;
  switch (random_.Below(errors_ ? 8 : 6)) {
    case 0:
      return "(" + Int(depth) + Pick({" + ", " - ", " * "}) + Int(depth) + ")";
    case 1:
      return "(" + Bool(depth) + " ? " + Int(depth) + " : " + Int(depth) + ")";
    case 2:
      return "-" + Int(0);
    case 3:
      return "abs(" + Int(depth) + ")";
    case 6:
    case 7:
      return "(" + Int(depth) + Pick({" / ", " % "}) + Int(depth) + ")";
    default:
      return IntOfLists(depth);
  }
}

}  // namespace quaranta::expr

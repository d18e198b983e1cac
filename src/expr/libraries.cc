#include "expr/libraries.h"

#include <array>
#include <cstddef>
#include <map>
#include <utility>

namespace quaranta::expr {
namespace {

using F = Function;
using Kind = StaticType::Kind;

// One function: its forms apart by ';', a method with a dot in front, its
// target being the first parameter. Capitals are type parameters.
struct Line {
  Function function;
  std::string_view name;
  std::string_view forms;
  bool Libraries::*library = nullptr;
};

constexpr auto kOperators = std::to_array<Line>({
    {F::kAdd, "+",
     "(int,int)int;(uint,uint)uint;(double,double)double;"
     "(string,string)string;(bytes,bytes)bytes;(list(A),list(A))list(A);"
     "(timestamp,duration)timestamp;(duration,timestamp)timestamp;"
     "(duration,duration)duration"},
    {F::kSubtract, "-",
     "(int,int)int;(uint,uint)uint;(double,double)double;"
     "(timestamp,timestamp)duration;(timestamp,duration)timestamp;"
     "(duration,duration)duration"},
    {F::kMultiply, "*", "(int,int)int;(uint,uint)uint;(double,double)double"},
    {F::kDivide, "/", "(int,int)int;(uint,uint)uint;(double,double)double"},
    {F::kModulo, "%", "(int,int)int;(uint,uint)uint"},
    {F::kNegate, "-", "(int)int;(double)double"},
    {F::kEqual, "==", "(A,A)bool"},
    {F::kNotEqual, "!=", "(A,A)bool"},
    {F::kIn, "in", "(A,list(A))bool;(A,map(A,B))bool"},
    {F::kIndex, "[]",
     "(list(A),int)A;(map(A,B),A)B;(optional(list(A)),int)optional(A);"
     "(optional(map(A,B)),A)optional(B)"},
    {F::kOptionalIndex, "[?]",
     "(list(A),int)optional(A);(map(A,B),A)optional(B);"
     "(optional(list(A)),int)optional(A);(optional(map(A,B)),A)optional(B)"},
    {F::kConditional, "?:", "(bool,A,A)A"},
});

constexpr std::string_view kOrder =
    "(bool,bool)bool;(int,int)bool;(uint,uint)bool;(double,double)bool;"
    "(int,uint)bool;(int,double)bool;(uint,int)bool;(uint,double)bool;"
    "(double,int)bool;(double,uint)bool;(string,string)bool;(bytes,bytes)bool;"
    "(timestamp,timestamp)bool;(duration,duration)bool";
constexpr std::string_view kTimestampGetter =
    ".(timestamp)int;.(timestamp,string)int";
constexpr std::string_view kGetter =
    ".(timestamp)int;.(timestamp,string)int;.(duration)int";
constexpr std::string_view kNumbers = "(int)int;(uint)uint;(double)double";
constexpr std::string_view kBits = "(int,int)int;(uint,uint)uint";
constexpr std::string_view kShift = "(int,int)int;(uint,int)uint";

constexpr auto kStandard = std::to_array<Line>({
    {F::kSize, "size",
     "(string)int;(bytes)int;(list(A))int;(map(A,B))int;.(string)int;"
     ".(bytes)int;.(list(A))int;.(map(A,B))int"},
    {F::kContains, "contains", ".(string,string)bool"},
    {F::kStartsWith, "startsWith", ".(string,string)bool"},
    {F::kEndsWith, "endsWith", ".(string,string)bool"},
    {F::kMatches, "matches", "(string,string)bool;.(string,string)bool"},
    {F::kInt, "int",
     "(int)int;(uint)int;(double)int;(string)int;(timestamp)int;"
     "(duration)int"},
    {F::kUint, "uint", "(uint)uint;(int)uint;(double)uint;(string)uint"},
    {F::kDouble, "double",
     "(double)double;(int)double;(uint)double;(string)double"},
    {F::kString, "string",
     "(string)string;(bool)string;(int)string;(uint)string;(double)string;"
     "(bytes)string;(timestamp)string;(duration)string"},
    {F::kBool, "bool", "(bool)bool;(string)bool"},
    {F::kBytes, "bytes", "(bytes)bytes;(string)bytes"},
    {F::kType, "type", "(A)type(A)"},
    {F::kDyn, "dyn", "(A)dyn"},
    {F::kTimestamp, "timestamp",
     "(timestamp)timestamp;(string)timestamp;(int)timestamp"},
    {F::kDuration, "duration",
     "(duration)duration;(string)duration;(int)duration"},
    {F::kGetFullYear, "getFullYear", kTimestampGetter},
    {F::kGetMonth, "getMonth", kTimestampGetter},
    {F::kGetDayOfYear, "getDayOfYear", kTimestampGetter},
    {F::kGetDayOfMonth, "getDayOfMonth", kTimestampGetter},
    {F::kGetDate, "getDate", kTimestampGetter},
    {F::kGetDayOfWeek, "getDayOfWeek", kTimestampGetter},
    {F::kGetHours, "getHours", kGetter},
    {F::kGetMinutes, "getMinutes", kGetter},
    {F::kGetSeconds, "getSeconds", kGetter},
    {F::kGetMilliseconds, "getMilliseconds", kGetter},
});

constexpr auto kLibraries = std::to_array<Line>({
    {F::kCharAt, "charAt", ".(string,int)string", &Libraries::strings},
    {F::kIndexOf, "indexOf", ".(string,string)int;.(string,string,int)int",
     &Libraries::strings},
    {F::kLastIndexOf, "lastIndexOf",
     ".(string,string)int;.(string,string,int)int", &Libraries::strings},
    {F::kJoin, "join", ".(list(string))string;.(list(string),string)string",
     &Libraries::strings},
    {F::kLowerAscii, "lowerAscii", ".(string)string", &Libraries::strings},
    {F::kUpperAscii, "upperAscii", ".(string)string", &Libraries::strings},
    {F::kReplace, "replace",
     ".(string,string,string)string;.(string,string,string,int)string",
     &Libraries::strings},
    {F::kReverse, "reverse", ".(string)string", &Libraries::strings},
    {F::kSplit, "split",
     ".(string,string)list(string);.(string,string,int)list(string)",
     &Libraries::strings},
    {F::kSubstring, "substring", ".(string,int)string;.(string,int,int)string",
     &Libraries::strings},
    {F::kTrim, "trim", ".(string)string", &Libraries::strings},
    {F::kQuote, "strings.quote", "(string)string", &Libraries::strings},
    {F::kFormat, "format", ".(string,list(dyn))string", &Libraries::strings},
    // The checker makes forms of more numbers as they are needed.
    {F::kGreatest, "math.greatest", kNumbers, &Libraries::math},
    {F::kLeast, "math.least", kNumbers, &Libraries::math},
    {F::kCeil, "math.ceil", "(double)double", &Libraries::math},
    {F::kFloor, "math.floor", "(double)double", &Libraries::math},
    {F::kRound, "math.round", "(double)double", &Libraries::math},
    {F::kTrunc, "math.trunc", "(double)double", &Libraries::math},
    {F::kMathAbs, "math.abs", kNumbers, &Libraries::math},
    {F::kSign, "math.sign", kNumbers, &Libraries::math},
    {F::kSqrt, "math.sqrt", "(int)double;(uint)double;(double)double",
     &Libraries::math},
    {F::kIsNaN, "math.isNaN", "(double)bool", &Libraries::math},
    {F::kIsInf, "math.isInf", "(double)bool", &Libraries::math},
    {F::kIsFinite, "math.isFinite", "(double)bool", &Libraries::math},
    {F::kBitAnd, "math.bitAnd", kBits, &Libraries::math},
    {F::kBitOr, "math.bitOr", kBits, &Libraries::math},
    {F::kBitXor, "math.bitXor", kBits, &Libraries::math},
    {F::kBitNot, "math.bitNot", "(int)int;(uint)uint", &Libraries::math},
    {F::kBitShiftLeft, "math.bitShiftLeft", kShift, &Libraries::math},
    {F::kBitShiftRight, "math.bitShiftRight", kShift, &Libraries::math},
    {F::kBase64Encode, "base64.encode", "(bytes)string", &Libraries::encoders},
    {F::kBase64Decode, "base64.decode", "(string)bytes", &Libraries::encoders},
    {F::kOptionalNone, "optional.none", "()optional(A)", &Libraries::optionals},
    {F::kOptionalOf, "optional.of", "(A)optional(A)", &Libraries::optionals},
    {F::kOptionalOfNonZero, "optional.ofNonZeroValue", "(A)optional(A)",
     &Libraries::optionals},
    {F::kHasValue, "hasValue", ".(optional(A))bool", &Libraries::optionals},
    {F::kOptionalValue, "value", ".(optional(A))A", &Libraries::optionals},
    {F::kOptionalOr, "or", ".(optional(A),optional(A))optional(A)",
     &Libraries::optionals},
    {F::kOptionalOrValue, "orValue", ".(optional(A),A)A",
     &Libraries::optionals},
    {F::kUnwrap, "unwrapOpt", ".(list(optional(A)))list(A)",
     &Libraries::optionals},
    {F::kUnwrap, "optional.unwrap", "(list(optional(A)))list(A)",
     &Libraries::optionals},
    {F::kFirst, "first", ".(list(A))optional(A)", &Libraries::optionals},
    {F::kLast, "last", ".(list(A))optional(A)", &Libraries::optionals},
});

// Reads the forms of a line; they are ours, so that nothing is wrong in them.
class FormReader {
 public:
  explicit FormReader(std::string_view text) : text_(text) {}

  std::vector<FunctionForm> Read() {
    std::vector<FunctionForm> forms;
    while (!text_.empty()) {
      FunctionForm form;
      form.method = Accept('.');
      form.params = List();
      form.result = Type();
      forms.push_back(std::move(form));
      Accept(';');
    }
    return forms;
  }

 private:
  bool Accept(char c) {
    if (!text_.starts_with(c)) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::vector<StaticType> List() {
    std::vector<StaticType> types;
    Accept('(');
    while (!text_.empty() && !Accept(')')) {
      types.push_back(Type());
      Accept(',');
    }
    return types;
  }
  StaticType Type() {
    const std::size_t end = text_.find_first_of("(),;");
    const std::string name(text_.substr(0, end));
    text_.remove_prefix(name.size());
    if (name.size() == 1) return StaticType::Param(name);
    std::vector<StaticType> params;
    if (text_.starts_with('(')) params = List();
    if (name == "optional") return StaticType::Optional(params[0]);
    static const std::map<std::string, Kind> kKinds = {
        {"dyn", Kind::kDyn},       {"bool", Kind::kBool},
        {"int", Kind::kInt},       {"uint", Kind::kUint},
        {"double", Kind::kDouble}, {"string", Kind::kString},
        {"bytes", Kind::kBytes},   {"timestamp", Kind::kTimestamp},
        {"list", Kind::kList},     {"duration", Kind::kDuration},
        {"map", Kind::kMap},       {"type", Kind::kType}};
    return {kKinds.at(name), "", std::move(params)};
  }

  std::string_view text_;
};

using Table = std::map<std::string, PlainFunction, std::less<>>;

Table MakeTable() {
  Table table;
  const auto add = [&](const auto& lines) {
    for (const Line& line : lines) {
      const std::string name(line.name);
      table[name] = {line.function, name, line.library,
                     FormReader(line.forms).Read()};
    }
  };
  add(kStandard);
  add(kLibraries);
  return table;
}

std::map<Function, PlainFunction> MakeOperators() {
  std::map<Function, PlainFunction> table;
  for (const Line& line : kOperators) {
    table[line.function] = {line.function, std::string(line.name), nullptr,
                            FormReader(line.forms).Read()};
  }
  for (const Function f :
       {F::kLess, F::kLessEqual, F::kGreater, F::kGreaterEqual}) {
    table[f] = {f, std::string(FunctionName(f)), nullptr,
                FormReader(kOrder).Read()};
  }
  return table;
}

}  // namespace

const PlainFunction* FindPlainFunction(std::string_view name,
                                       const Libraries& libraries) {
  static const Table kTable = MakeTable();
  const auto it = kTable.find(name);
  if (it == kTable.end()) return nullptr;
  const auto library = it->second.library;
  return library == nullptr || libraries.*library ? &it->second : nullptr;
}

const PlainFunction& PlainOperator(Function op) {
  static const std::map<Function, PlainFunction> kTable = MakeOperators();
  return kTable.at(op);
}

}  // namespace quaranta::expr

// cel_schema_writer FOLDER
//
// Writes the .proto files in which the official CEL tests are written, as far
// as their text form needs them. TestAllTypes has a field of every kind: it is
// made from tables.
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>

namespace {

constexpr std::string_view kImports = R"(
import "google/protobuf/any.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/empty.proto";
import "google/protobuf/field_mask.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
)";

// What the text form of a test needs; never written in binary form, so that
// only the names matter.
constexpr std::string_view kExpr = R"(
syntax = "proto3";
package cel.expr;
import "google/protobuf/any.proto";
import "google/protobuf/empty.proto";
import "google/protobuf/struct.proto";
message EnumValue { string type = 1; int32 value = 2; }
message ListValue { repeated Value values = 1; }
message MapValue {
  message Entry { Value key = 1; Value value = 2; }
  repeated Entry entries = 1;
}
message Value {
  oneof kind {
    google.protobuf.NullValue null_value = 1;
    bool bool_value = 2;
    int64 int64_value = 3;
    uint64 uint64_value = 4;
    double double_value = 5;
    string string_value = 6;
    bytes bytes_value = 7;
    EnumValue enum_value = 9;
    google.protobuf.Any object_value = 10;
    MapValue map_value = 11;
    ListValue list_value = 12;
    string type_value = 15;
  }
}
message Type {
  message ListType { Type elem_type = 1; }
  message MapType { Type key_type = 1; Type value_type = 2; }
  message AbstractType { string name = 1; repeated Type parameter_types = 2; }
  message FunctionType { Type result_type = 1; repeated Type arg_types = 2; }
  enum PrimitiveType {
    PRIMITIVE_TYPE_UNSPECIFIED = 0;
    BOOL = 1; INT64 = 2; UINT64 = 3; DOUBLE = 4; STRING = 5; BYTES = 6;
  }
  enum WellKnownType {
    WELL_KNOWN_TYPE_UNSPECIFIED = 0;
    ANY = 1; TIMESTAMP = 2; DURATION = 3;
  }
  oneof type_kind {
    google.protobuf.Empty dyn = 1;
    google.protobuf.NullValue null = 2;
    PrimitiveType primitive = 3;
    PrimitiveType wrapper = 4;
    WellKnownType well_known = 5;
    ListType list_type = 6;
    MapType map_type = 7;
    FunctionType function = 8;
    string message_type = 9;
    string type_param = 10;
    Type type = 11;
    google.protobuf.Empty error = 12;
    AbstractType abstract_type = 14;
  }
}
message Decl {
  message IdentDecl { Type type = 1; string doc = 3; }
  message FunctionDecl {
    message Overload {
      string overload_id = 1;
      repeated Type params = 2;
      repeated string type_params = 3;
      Type result_type = 4;
      bool is_instance_function = 5;
      string doc = 6;
    }
    repeated Overload overloads = 1;
  }
  string name = 1;
  oneof decl_kind { IdentDecl ident = 2; FunctionDecl function = 3; }
}
message Status {
  int32 code = 1;
  string message = 2;
  repeated google.protobuf.Any details = 3;
}
message ErrorSet { repeated Status errors = 1; }
message UnknownSet { repeated int64 exprs = 1; }
message ExprValue {
  oneof kind { Value value = 1; ErrorSet error = 2; UnknownSet unknown = 3; }
}
)";

// The name by which partial.proto imports the above.
constexpr std::string_view kValue = R"(
syntax = "proto3";
package cel.expr;
import public "cel_expr.proto";
)";

constexpr std::string_view kSimple = R"(
syntax = "proto3";
package cel.expr.conformance.test;
import "cel_expr.proto";
message TypedResult {
  cel.expr.Value result = 1;
  cel.expr.Type deduced_type = 2;
}
message ErrorSetMatcher { repeated cel.expr.ErrorSet errors = 1; }
message UnknownSetMatcher { repeated cel.expr.UnknownSet unknowns = 1; }
message SimpleTest {
  string name = 1;
  string description = 2;
  string expr = 3;
  bool disable_macros = 4;
  bool disable_check = 5;
  bool check_only = 15;
  repeated cel.expr.Decl type_env = 6;
  string container = 13;
  string locale = 14;
  map<string, cel.expr.ExprValue> bindings = 7;
  oneof result_matcher {
    cel.expr.Value value = 8;
    TypedResult typed_result = 16;
    cel.expr.ErrorSet eval_error = 9;
    ErrorSetMatcher any_eval_errors = 10;
    cel.expr.UnknownSet unknown = 11;
    UnknownSetMatcher any_unknowns = 12;
  }
}
message SimpleTestSection {
  string name = 1;
  string description = 2;
  repeated SimpleTest test = 3;
}
message SimpleTestFile {
  string name = 1;
  string description = 2;
  repeated SimpleTestSection section = 3;
}
)";

constexpr std::string_view kExtensions = R"(
extend TestAllTypes {
  optional int32 int32_ext = 1000;
  optional TestAllTypes nested_ext = 1001;
  optional TestAllTypes test_all_types_ext = 1002;
  optional TestAllTypes.NestedEnum nested_enum_ext = 1003;
  repeated TestAllTypes repeated_test_all_types = 1004;
}
message TestRequired { required int32 required_int32 = 1; }
message Proto2ExtensionScopedMessage {
  extend TestAllTypes {
    optional int64 int64_ext = 1005;
    optional TestAllTypes message_scoped_nested_ext = 1006;
    optional TestAllTypes.NestedEnum nested_enum_ext = 1007;
    repeated TestAllTypes message_scoped_repeated_test_all_types = 1008;
  }
}
)";

// A kind of field: the suffix of its name, its type, its default in proto2.
struct Kind {
  std::string_view suffix;
  std::string_view type;
  std::string_view standard;
};
// In the order of their numbers, from 1: some tests hold messages in binary
// form, with the fields `single_...` of this table and single_any = 100.
constexpr auto kScalars =
    std::to_array<Kind>({{"int32", "int32", "-32"},
                         {"int64", "int64", "-64"},
                         {"uint32", "uint32", "32"},
                         {"uint64", "uint64", "64"},
                         {"sint32", "sint32", ""},
                         {"sint64", "sint64", ""},
                         {"fixed32", "fixed32", ""},
                         {"fixed64", "fixed64", ""},
                         {"sfixed32", "sfixed32", ""},
                         {"sfixed64", "sfixed64", ""},
                         {"float", "float", "3.0"},
                         {"double", "double", "6.4"},
                         {"bool", "bool", "true"},
                         {"string", "string", "\"empty\""},
                         {"bytes", "bytes", "\"none\""}});
constexpr auto kKnown = std::to_array<Kind>({
    {"any", "google.protobuf.Any", ""},
    {"duration", "google.protobuf.Duration", ""},
    {"timestamp", "google.protobuf.Timestamp", ""},
    {"struct", "google.protobuf.Struct", ""},
    {"value", "google.protobuf.Value", ""},
    {"int64_wrapper", "google.protobuf.Int64Value", ""},
    {"int32_wrapper", "google.protobuf.Int32Value", ""},
    {"double_wrapper", "google.protobuf.DoubleValue", ""},
    {"float_wrapper", "google.protobuf.FloatValue", ""},
    {"uint64_wrapper", "google.protobuf.UInt64Value", ""},
    {"uint32_wrapper", "google.protobuf.UInt32Value", ""},
    {"string_wrapper", "google.protobuf.StringValue", ""},
    {"bool_wrapper", "google.protobuf.BoolValue", ""},
    {"bytes_wrapper", "google.protobuf.BytesValue", ""},
});
// Values of maps beside the above.
constexpr auto kMapOnly =
    std::to_array<Kind>({{"enum", "NestedEnum", ""},
                         {"message", "NestedMessage", ""},
                         {"null_value", "google.protobuf.NullValue", ""},
                         {"list_value", "google.protobuf.ListValue", ""}});
constexpr auto kMapKeys = std::to_array<std::string_view>(
    {"bool", "int32", "int64", "uint32", "uint64", "string"});
constexpr auto kReserved = std::to_array<std::string_view>(
    {"as", "break", "const", "continue", "else", "for", "function", "if",
     "import", "let", "loop", "package", "namespace", "return", "var", "void",
     "while"});

// Writes the file of TestAllTypes.
class TypesWriter {
 public:
  explicit TypesWriter(bool proto2) : proto2_(proto2) {}

  std::string Write() {
    const std::string version = proto2_ ? "proto2" : "proto3";
    text_ = "syntax = \"" + version + "\";\npackage cel.expr.conformance." +
            version + ";\n" + std::string(kImports) +
            "enum GlobalEnum { GOO = 0; GAR = 1; GAZ = 2; }\n"
            "message NestedTestAllTypes {\n" +
            Label() + "NestedTestAllTypes child = 1;\n" + Label() +
            "TestAllTypes payload = 2;\n}\nmessage TestAllTypes {\n";
    if (proto2_) text_ += "extensions 1000 to max;\n";
    text_ +=
        "enum NestedEnum { FOO = 0; BAR = 1; BAZ = 2; }\n"
        "message NestedMessage { " +
        Label() + "int32 bb = 1; }\n";
    Singular();
    Repeated();
    Maps();
    Rest();
    text_ += "}\n";
    if (proto2_) text_ += kExtensions;
    return text_;
  }

 private:
  std::string Label() const { return proto2_ ? "optional " : ""; }
  void Field(std::string_view label, std::string_view type,
             std::string_view name, int number,
             std::string_view standard = "") {
    text_ += std::string(label) + std::string(type) + " " + std::string(name) +
             " = " + std::to_string(number);
    if (proto2_ && !standard.empty()) {
      text_ += " [default = " + std::string(standard) + "]";
    }
    text_ += ";\n";
  }

  void Singular() {
    int number = 1;
    for (const Kind& kind : kScalars) {
      Field(Label(), kind.type, "single_" + std::string(kind.suffix), number++,
            kind.standard);
    }
    number = 100;
    for (const Kind& kind : kKnown) {
      Field(Label(), kind.type, "single_" + std::string(kind.suffix), number++);
    }
    Field(Label(), "google.protobuf.ListValue", "list_value", number++);
    Field(Label(), "google.protobuf.NullValue", "null_value", number++);
    Field("optional ", "google.protobuf.NullValue", "optional_null_value",
          number++);
    Field(Label(), "google.protobuf.FieldMask", "field_mask", number++);
    Field(Label(), "google.protobuf.Empty", "empty", number++);
  }

  void Repeated() {
    int number = 31;
    for (const Kind& kind : kScalars) {
      Field("repeated ", kind.type, "repeated_" + std::string(kind.suffix),
            number++);
    }
    number = 120;
    for (const Kind& kind : kKnown) {
      Field("repeated ", kind.type, "repeated_" + std::string(kind.suffix),
            number++);
    }
    Field("repeated ", "google.protobuf.ListValue", "repeated_list_value", 134);
    Field("repeated ", "google.protobuf.NullValue", "repeated_null_value", 135);
    Field("repeated ", "NestedMessage", "repeated_nested_message", 51);
    Field("repeated ", "NestedEnum", "repeated_nested_enum", 52);
    Field("repeated ", "string", "repeated_string_piece", 53);
    Field("repeated ", "string", "repeated_cord", 54);
    Field("repeated ", "NestedMessage", "repeated_lazy_message", 55);
  }

  void Map(std::string_view key, const Kind& value) {
    Field("map<", std::string(key) + ", " + std::string(value.type) + ">",
          "map_" + std::string(key) + "_" + std::string(value.suffix),
          next_map_++);
  }
  void Maps() {
    for (const std::string_view key : kMapKeys) {
      for (const Kind& value : kScalars) Map(key, value);
      for (const Kind& value : kKnown) Map(key, value);
      for (const Kind& value : kMapOnly) Map(key, value);
    }
    Map("int64", {"nested_type", "NestedTestAllTypes", ""});
  }

  void Rest() {
    text_ += "oneof nested_type { NestedMessage single_nested_message = 21;\n";
    Field("", "NestedEnum", "single_nested_enum", 22, "BAR");
    text_ += "}\n";
    Field(Label(), "NestedMessage", "standalone_message", 23);
    Field(Label(), "NestedEnum", "standalone_enum", 24);
    Field(Label(), "bool", "in", 18);
    if (!proto2_) {
      Field("optional ", "bool", "optional_bool", 16);
      Field("optional ", "string", "optional_string", 17);
    } else {
      text_ +=
          "optional group NestedGroup = 403 { optional int32 single_id = "
          "404; optional string single_name = 405; }\n";
    }
    text_ +=
        "oneof kind { NestedTestAllTypes oneof_type = 400;\n"
        "NestedMessage oneof_msg = 401; bool oneof_bool = 402; }\n";
    int number = 500;
    for (const std::string_view name : kReserved) {
      Field(Label(), "bool", name, number++);
    }
  }

  bool proto2_;
  std::string text_;
  int next_map_ = 600;
};

bool WriteFile(const std::filesystem::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  return static_cast<bool>(out.flush());
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path folder = argc == 2 ? argv[1] : "";
  std::error_code no_folder;
  std::filesystem::create_directories(folder / "cel" / "expr", no_folder);
  const bool written =
      argc == 2 && WriteFile(folder / "cel_expr.proto", kExpr) &&
      WriteFile(folder / "cel" / "expr" / "value.proto", kValue) &&
      WriteFile(folder / "cel_simple.proto", kSimple) &&
      WriteFile(folder / "cel_proto2.proto", TypesWriter(true).Write()) &&
      WriteFile(folder / "cel_proto3.proto", TypesWriter(false).Write());
  if (!written) std::cerr << "usage: cel_schema_writer FOLDER\n";
  return written ? 0 : 1;
}

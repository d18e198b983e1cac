// Writes JSON whose bytes depend on nothing but the calls.
#ifndef QUARANTA_TEXT_JSON_WRITER_H_
#define QUARANTA_TEXT_JSON_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quaranta::text {

// Appends to a string. Objects keep the order of the calls; doubles are the
// shortest text that reads back equal (NaN and infinities become null);
// integers print in full; text is UTF-8, with invalid bytes replaced by U+FFFD.
// With `indent` 0 everything stands on one line.
//
//   JsonWriter json;
//   json.BeginObject().Key("pass").Int(3).EndObject();
//   json.Take();  // {"pass":3}
class JsonWriter {
 public:
  explicit JsonWriter(int indent = 0) : indent_(indent) {}

  JsonWriter& BeginObject();
  JsonWriter& EndObject();
  JsonWriter& BeginArray();
  JsonWriter& EndArray();
  JsonWriter& Key(std::string_view key);
  JsonWriter& Text(std::string_view value);
  JsonWriter& Int(std::int64_t value);
  JsonWriter& Uint(std::uint64_t value);
  JsonWriter& Double(double value);
  JsonWriter& Bool(bool value);
  JsonWriter& Null();
  // A value that is already JSON.
  JsonWriter& Raw(std::string_view json);

  // The text so far; the writer is empty afterwards.
  std::string Take();

 private:
  JsonWriter& End(char bracket);
  void BeforeValue();
  void NewLine();

  int indent_;
  std::string out_;
  std::vector<bool> has_items_;  // one per open object or array
  bool after_key_ = false;
};

}  // namespace quaranta::text

#endif  // QUARANTA_TEXT_JSON_WRITER_H_

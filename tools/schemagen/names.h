// Names and texts: how one spelling follows from another.
#ifndef QUARANTA_TOOLS_SCHEMAGEN_NAMES_H_
#define QUARANTA_TOOLS_SCHEMAGEN_NAMES_H_

#include <string>
#include <vector>

namespace quaranta::schemagen {

std::string SnakeCase(const std::string& camel);   // RoomUse -> room_use
std::string UpperSnake(const std::string& camel);  // RoomUse -> ROOM_USE
std::string Plural(const std::string& snake);      // dose -> doses
// site_id -> site, person_ids -> persons; others stay.
std::string RefName(const std::string& field);
// AWAITING_DISINFECTION -> kAwaitingDisinfection.
std::string ConstantName(const std::string& upper);
// True for words that C++, CEL, Python or YAML keep for themselves.
bool IsReservedWord(const std::string& word);

// A C++ or Python or JSON string literal with its quotes; UTF-8 is kept.
std::string Quoted(const std::string& text);
// Shortest text that reads back as the same double.
std::string NumberText(double value);
// Columns that UTF-8 text takes on a screen; Chinese takes two a character.
std::size_t DisplayWidth(const std::string& text);
// Words wrapped to `width` columns, each line with `prefix` before it.
std::vector<std::string> Wrapped(const std::string& text,
                                 const std::string& prefix, std::size_t width);
std::vector<std::string> Split(const std::string& text, char separator);
std::string Join(const std::vector<std::string>& parts,
                 const std::string& separator);

// Lines of text under construction.
class Text {
 public:
  template <class... Parts>
  void Line(const Parts&... parts) {
    (Append(parts), ...);
    out_ += '\n';
  }
  void Lines(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) Line(line);
  }
  const std::string& str() const { return out_; }

 private:
  void Append(const std::string& part) { out_ += part; }
  void Append(const char* part) { out_ += part; }
  void Append(std::size_t part) { out_ += std::to_string(part); }
  void Append(int part) { out_ += std::to_string(part); }

  std::string out_;
};

}  // namespace quaranta::schemagen

#endif  // QUARANTA_TOOLS_SCHEMAGEN_NAMES_H_

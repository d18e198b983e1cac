// embed OUT_CC NAMESPACE FUNCTION IN...: compiles files into a program.
//
// Writes `std::span<const std::pair<std::string_view, std::string_view>>
// NAMESPACE::FUNCTION()` giving "folder/file" and the bytes of every file,
// sorted.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace {

// One C++ string literal per line of input. Three-digit octal escapes never run
// into the character that follows.
void WriteLiteral(const std::string& bytes, std::ostream& out) {
  out << "\"";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    if (c == '\n') {
      out << "\\n";
      if (i + 1 < bytes.size()) out << "\"\n     \"";
    } else if (c == '"' || c == '\\') {
      out << '\\' << bytes[i];
    } else if (c < 0x20 || c == 0x7F || c == '?') {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\%03o", c);
      out << escape;
    } else {
      out << bytes[i];
    }
  }
  out << "\"";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: embed OUT_CC NAMESPACE FUNCTION IN...\n";
    return 2;
  }
  std::vector<std::filesystem::path> files(argv + 4, argv + argc);
  std::sort(files.begin(), files.end());
  std::ofstream out(argv[1]);
  out << "// Made by embed; do not edit.\n"
         "#include <array>\n#include <span>\n#include <string_view>\n"
         "#include <utility>\n\nnamespace "
      << argv[2]
      << " {\nnamespace {\n"
         "using File = std::pair<std::string_view, std::string_view>;\n"
         "constexpr std::array<File, "
      << files.size() << "> kFiles = {{\n";
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
      std::cerr << file << ": cannot be read\n";
      return 1;
    }
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    out << "    {\""
        << (file.parent_path().filename() / file.filename()).string()
        << "\",\n     ";
    WriteLiteral(bytes, out);
    out << "},\n";
  }
  out << "}};\n}  // namespace\n\n"
         "std::span<const std::pair<std::string_view, std::string_view>> "
      << argv[3] << "();\n"
      << "std::span<const std::pair<std::string_view, std::string_view>> "
      << argv[3] << "() {\n  return kFiles;\n}\n\n}  // namespace " << argv[2]
      << "\n";
  return out ? 0 : 1;
}

// The pages that show commands are true: every `yaml` block whose first line
// names a file is written, every `console` block is run, and what the page
// shows is what comes out. `...` on a line of its own stands for lines left
// out.
//
// QUARANTA_UPDATE_GOLDEN=1 writes what came out into the page, but for blocks
// with lines left out; read the difference.
#include <cstdlib>

#include "tests/cli/support.h"
#include "tests/support/paths.h"

namespace quaranta::cli {
namespace {

namespace fs = std::filesystem;

struct Block {
  std::string kind;  // "console", "yaml", ...
  std::vector<std::string> lines;
  std::size_t first = 0;  // its first line on the page
};

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<Block> Blocks(const std::vector<std::string>& page) {
  std::vector<Block> blocks;
  bool inside = false;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page[i].starts_with("```")) {
      inside = !inside;
      if (inside) blocks.push_back({page[i].substr(3), {}, i + 1});
    } else if (inside) {
      blocks.back().lines.push_back(page[i]);
    }
  }
  return blocks;
}

// Words of a command; quotes hold one together.
std::vector<std::string> Words(const std::string& command) {
  std::vector<std::string> words(1);
  char quote = '\0';
  for (const char c : command) {
    if (quote != '\0') {
      if (c == quote) {
        quote = '\0';
      } else {
        words.back() += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == ' ') {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

// What a command writes; of one that writes nothing, what it says on the side.
std::vector<std::string> Shown(const std::string& command) {
  std::vector<std::string> words = Words(command);
  EXPECT_EQ(words.front(), "quaranta") << command;
  words.erase(words.begin());
  const Ran ran = RunCli(words);
  return Lines(ran.out.empty() ? ran.err : ran.out);
}

// Whether `told` is `shown`, with "..." for any lines.
bool Matches(const std::vector<std::string>& told,
             const std::vector<std::string>& shown) {
  std::size_t at = 0;
  bool gap = false;
  for (const std::string& line : told) {
    if (line == "...") {
      gap = true;
      continue;
    }
    while (gap && at < shown.size() && shown[at] != line) ++at;
    if (at >= shown.size() || shown[at] != line) return false;
    gap = false;
    ++at;
  }
  return gap || at == shown.size();
}

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// A folder with the examples of the repository, in which commands run.
class Playground {
 public:
  Playground() : folder_("docs"), before_(fs::current_path()) {
    fs::create_directory_symlink(
        fs::path(::quaranta::testing::SourceDir()) / "examples",
        folder_ / "examples");
    fs::current_path(folder_.path());
  }
  ~Playground() { fs::current_path(before_); }
  Playground(const Playground&) = delete;
  Playground& operator=(const Playground&) = delete;

 private:
  Folder folder_;
  fs::path before_;
};

// Runs the commands of a block in order; gives the block with what came out.
std::vector<std::string> RunBlock(const Block& block) {
  std::vector<std::string> out;
  std::size_t i = 0;
  while (i < block.lines.size()) {
    const std::string& command = block.lines[i++];
    EXPECT_TRUE(command.starts_with("$ ")) << command;
    std::vector<std::string> told;
    while (i < block.lines.size() && !block.lines[i].starts_with("$ ")) {
      told.push_back(block.lines[i++]);
    }
    const std::vector<std::string> shown = Shown(command.substr(2));
    const bool same = Matches(told, shown);
    EXPECT_TRUE(same) << command << "\nshows\n" << Joined(shown);
    out.push_back(command);
    const std::vector<std::string>& kept = same ? told : shown;
    out.insert(out.end(), kept.begin(), kept.end());
  }
  return out;
}

void WriteYaml(const Block& block) {
  if (block.lines.empty() || !block.lines[0].starts_with("# ")) return;
  const fs::path path = block.lines[0].substr(2);
  if (path.extension() != ".yaml") return;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << Joined(block.lines);
}

void RunPage(const std::string& name, int least) {
  const std::string path = ::quaranta::testing::SourceDir() + "/docs/" + name;
  std::vector<std::string> page = Lines(Bytes(path));
  const Playground playground;
  std::vector<Block> blocks = Blocks(page);
  int commands = 0;
  // From the last on, so that places of earlier ones stay.
  std::vector<std::pair<Block, std::vector<std::string>>> ran;
  for (const Block& block : blocks) {
    if (block.kind == "yaml") WriteYaml(block);
    if (block.kind != "console") continue;
    ++commands;
    ran.emplace_back(block, RunBlock(block));
  }
  EXPECT_GE(commands, least);
  if (std::getenv("QUARANTA_UPDATE_GOLDEN") == nullptr) return;
  for (auto it = ran.rbegin(); it != ran.rend(); ++it) {
    const auto at = page.begin() + static_cast<std::ptrdiff_t>(it->first.first);
    const auto end = at + static_cast<std::ptrdiff_t>(it->first.lines.size());
    page.insert(page.erase(at, end), it->second.begin(), it->second.end());
  }
  std::ofstream(path, std::ios::binary) << Joined(page);
}

TEST(Docs, ThePageOnTheRuleLanguageShowsWhatCommandsShow) {
  RunPage("concepts/cel.md", 5);
}

TEST(Docs, ThePageOnTheAuditShowsWhatCommandsShow) {
  RunPage("guides/audit.md", 2);
}

TEST(Docs, ThePageOnMovesShowsWhatCommandsShow) {
  RunPage("guides/moves.md", 3);
}

TEST(Docs, ThePageOnTheComingDaysShowsWhatCommandsShow) {
  RunPage("concepts/horizon.md", 3);
}

}  // namespace
}  // namespace quaranta::cli

// Mistakes in packs, as `quaranta packs lint` tells them: golden/lint holds a
// pack a file, NAME.yaml, beside what is said of it in both languages.
//
// QUARANTA_UPDATE_GOLDEN=1 writes the files anew; read the difference.
#include <cstdlib>

#include "tests/cli/support.h"
#include "tests/support/paths.h"

namespace quaranta::cli {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> Packs() {
  std::vector<fs::path> paths;
  const fs::path folder =
      fs::path(::quaranta::testing::SourceDir()) / "tests/cli/golden/lint";
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// The place "rules.yaml:LINE:COLUMN" that a line of output names, if any.
bool NamesAPlace(const std::string& told, const std::string& file) {
  return told.find("pack/" + file + ":") != std::string::npos;
}

// `make diagnostics` prints the properties that this test records.
TEST(Lint, EachMistakeIsToldAsItsGoldenFileSays) {
  const bool update = std::getenv("QUARANTA_UPDATE_GOLDEN") != nullptr;
  const std::vector<fs::path> paths = Packs();
  int failed = 0;
  for (fs::path path : paths) {
    const Folder folder("lint");
    const std::string pack = folder / "pack";
    fs::create_directories(pack);
    fs::copy_file(path, fs::path(pack) / path.filename());
    const Ran en = RunCli({"packs", "lint", pack});
    const Ran zh = RunCli({"packs", "lint", pack, "--lang", "zh"});
    EXPECT_EQ(en.code, 2) << path;
    EXPECT_TRUE(NamesAPlace(en.err, path.filename().string())) << en.err;
    const std::string told = en.err + zh.err;
    path.replace_extension(".txt");
    if (update) std::ofstream(path, std::ios::binary) << told;
    const std::string golden = Bytes(path.string());
    failed += told == golden ? 0 : 1;
    EXPECT_EQ(told, golden) << path;
  }
  EXPECT_GE(paths.size(), 10U);
  RecordProperty("cases", static_cast<int>(paths.size()));
  RecordProperty("failures", failed);
}

}  // namespace
}  // namespace quaranta::cli

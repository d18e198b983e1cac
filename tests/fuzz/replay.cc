// Runs a fuzz target without a fuzzer: on every file of a folder, then on
// mutations of those files, the same ones on every machine.
//
//   fuzz_text_yaml_replay FOLDER [MUTATIONS]
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

#include "quaranta/core/random.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size);

namespace {

void Run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()),
                         input.size());
}

std::vector<std::string> ReadFolder(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code missing;  // then there is no entry
  for (const auto& entry :
       std::filesystem::directory_iterator(folder, missing)) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(file),
                       std::istreambuf_iterator<char>());
  }
  return texts;
}

// A few edits: a byte changed, a piece dropped, doubled, or taken from another
// text.
std::string Mutate(std::string text, const std::vector<std::string>& seeds,
                   quaranta::Random& random) {
  for (std::uint64_t edits = 1 + random.Below(4); edits > 0; --edits) {
    const std::size_t at = random.Below(text.size() + 1);
    const std::size_t length =
        std::min<std::size_t>(1 + random.Below(16), text.size() - at);
    switch (random.Below(4)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(random.Below(256));
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(at, length));
        break;
      default: {
        const std::string& other = seeds[random.Below(seeds.size())];
        text.insert(at, other.substr(random.Below(other.size() + 1),
                                     1 + random.Below(16)));
      }
    }
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: " << argv[0] << " FOLDER [MUTATIONS]\n";
    return 2;
  }
  const std::vector<std::string> seeds = ReadFolder(argv[1]);
  if (seeds.empty()) {
    std::cerr << argv[1] << " holds no file\n";
    return 2;
  }
  const std::uint64_t mutations =
      argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 2000;
  for (const std::string& seed : seeds) Run(seed);
  quaranta::Random random(1);
  for (std::uint64_t i = 0; i < mutations; ++i) {
    Run(Mutate(seeds[random.Below(seeds.size())], seeds, random));
  }
  std::cout << seeds.size() << " files and " << mutations << " mutations\n";
}

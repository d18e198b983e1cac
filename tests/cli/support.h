// Running the command line in a test, and folders that go away.
#ifndef QUARANTA_TESTS_CLI_SUPPORT_H_
#define QUARANTA_TESTS_CLI_SUPPORT_H_

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "quaranta/cli/cli.h"
#include "tests/support/paths.h"

namespace quaranta::cli {

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

inline Ran RunCli(const std::vector<std::string>& args) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = Main(args, out, err);
  return {code, out.str(), err.str()};
}

inline const std::string kCounty =
    ::quaranta::testing::SourceDir() + "/examples/county/data";
inline const std::string kArrivals =
    ::quaranta::testing::SourceDir() + "/examples/county/arrivals.csv";

// The arguments of a command on a world at 17:00 of the county's day.
inline std::vector<std::string> At17(const std::string& command,
                                     const std::string& world,
                                     std::vector<std::string> more = {}) {
  std::vector<std::string> args = {command,   world,
                                   "--pack",  "cn-county-2022",
                                   "--as-of", "2022-04-10T17:00:00+08:00"};
  args.insert(args.end(), more.begin(), more.end());
  return args;
}

// A folder of its own for one test, which others may run beside.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(std::filesystem::path(::testing::TempDir()) /
              (name + "-" + TestName())) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string operator/(const std::string& file) const {
    return (path_ / file).string();
  }
  std::string path() const { return path_.string(); }
  void Write(const std::string& file, const std::string& bytes) const {
    std::ofstream(path_ / file, std::ios::binary) << bytes;
  }

 private:
  static std::string TestName() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name =
        std::string(test->test_suite_name()) + "." + test->name();
    std::replace(name.begin(), name.end(), '/', '.');
    return name;
  }

  std::filesystem::path path_;
};

inline std::string Bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace quaranta::cli

#endif  // QUARANTA_TESTS_CLI_SUPPORT_H_

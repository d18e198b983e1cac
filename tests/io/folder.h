// A folder of its own for each test.
#ifndef QUARANTA_TESTS_IO_FOLDER_H_
#define QUARANTA_TESTS_IO_FOLDER_H_

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "quaranta/io/io.h"
#include "tests/support/status_matchers.h"

namespace quaranta::io {

class FolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              ("quaranta_io_" + std::string(test->test_suite_name()) + "_" +
               test->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void Put(const std::string& name, std::string_view bytes) {
    const std::u8string u8(name.begin(), name.end());
    std::ofstream(folder_ / u8, std::ios::binary) << bytes;
  }
  std::string path() const { return folder_.string(); }
  world::World Read(const ReadOptions& options = {}) {
    auto world = ReadFolder(path(), options);
    EXPECT_THAT(world, ::quaranta::testing::IsOk());
    return world.ok() ? *world : world::World();
  }

  std::filesystem::path folder_;
};

}  // namespace quaranta::io

#endif  // QUARANTA_TESTS_IO_FOLDER_H_

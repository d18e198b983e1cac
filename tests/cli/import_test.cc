// quaranta import: dry run, mappings, many folders.
#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/text/node.h"
#include "tests/cli/support.h"

namespace quaranta::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ImportTest : public ::testing::Test {
 protected:
  ImportTest()
      : folder_(
            std::string("import_") +
            ::testing::UnitTest::GetInstance()->current_test_info()->name()) {
    for (const char* name : {"a", "b", "c"}) {
      std::filesystem::create_directories(folder_ / name);
    }
    folder_.Write("a/sites.csv",
                  "id,床位数,颜色\nS1,120,红\nS2,many,\n合计,9\n");
    folder_.Write("b/sites.csv", "id\nS3\n");
    folder_.Write("c/sites.csv", "id\n\xFF\xFF\n");
  }

  Folder folder_;
};

TEST_F(ImportTest, ADryRunShowsEveryColumnAndWritesNothing) {
  const std::string out = folder_ / "out.binpb";
  const Ran ran = RunCli({"import", folder_ / "a", "--dry-run", "--out", out});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("sites.csv: Site, headers in row 1"));
  EXPECT_THAT(ran.out, HasSubstr("床位数 -> Site.beds_total"));
  EXPECT_THAT(ran.out, HasSubstr("颜色: left out"));
  EXPECT_THAT(ran.out, HasSubstr("4 rows = 2 set aside + 1 read + 1 repaired"));
  EXPECT_THAT(ran.out, HasSubstr("Nothing was written."));
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(ImportTest, IssuesSpeakChinese) {
  const Ran ran = RunCli({"import", folder_ / "a", "--lang", "zh"});
  EXPECT_THAT(ran.out,
              HasSubstr("sites.csv 第3行「床位数」：「many」不是数字"));
  EXPECT_THAT(ran.out, HasSubstr("已读入，有"));
}

TEST_F(ImportTest, ASavedMappingCanBeCorrectedAndUsed) {
  const std::string file = folder_ / "m.yaml";
  ASSERT_EQ(
      RunCli({"import", folder_ / "a", "--dry-run", "--save-mapping", file})
          .code,
      0);
  std::string yaml = Bytes(file);
  EXPECT_THAT(yaml, Not(HasSubstr("encoding")));
  const std::string column = "header: \"颜色\"\n        field: \"\"";
  ASSERT_NE(yaml.find(column), std::string::npos) << yaml;
  yaml.replace(yaml.find(column), column.size(),
               "header: \"颜色\"\n        field: Site.name");
  folder_.Write("m.yaml", yaml);
  const Ran ran =
      RunCli({"import", folder_ / "a", "--dry-run", "--mapping", file});
  EXPECT_THAT(ran.out, HasSubstr("颜色 -> Site.name"));
  folder_.Write("m.yaml", "sheets: [{records: [Siet]}]");
  const Ran wrong = RunCli({"import", folder_ / "a", "--mapping", file});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("did you mean \"Site\""));
}

TEST_F(ImportTest, EveryFolderHasItsStatusAndItsWorld) {
  const std::string out = folder_ / "worlds";
  const Ran ran = RunCli({"import", folder_ / "a", folder_ / "b", folder_ / "c",
                          folder_ / "nowhere", "--out", out, "--report",
                          "json=" + (folder_ / "report.json")});
  EXPECT_EQ(ran.code, 3);
  EXPECT_TRUE(std::filesystem::exists(out + "/a.binpb"));
  EXPECT_TRUE(std::filesystem::exists(out + "/b.binpb"));
  EXPECT_FALSE(std::filesystem::exists(out + "/nowhere.binpb"));
  const auto root = text::ReadJson(Bytes(folder_ / "report.json"), "report");
  ASSERT_TRUE(root.ok());
  const text::Node* folders = root->Find("folders");
  ASSERT_NE(folders, nullptr);
  std::string states;
  for (const text::Node& folder : folders->items) {
    states += folder.Find("status")->scalar + " ";
  }
  EXPECT_EQ(states, "with_issues read unreadable unreadable ");
}

TEST_F(ImportTest, OneFolderThatIsNotThereIsWrongUsage) {
  EXPECT_EQ(RunCli({"import", folder_ / "nowhere"}).code, 2);
  EXPECT_EQ(RunCli({"import", folder_ / "c"}).code, 3);
}

TEST_F(ImportTest, ADateOrderDecidesWhatIsAmbiguous) {
  folder_.Write("b/sites.csv", "id,listed_date\nS3,04/05/22\n");
  EXPECT_THAT(RunCli({"import", folder_ / "b"}).out,
              HasSubstr("may mean several days"));
  EXPECT_THAT(RunCli({"import", folder_ / "b", "--date-order", "dmy"}).out,
              Not(HasSubstr("may mean several days")));
}

}  // namespace
}  // namespace quaranta::cli

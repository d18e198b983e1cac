// Identifiers planted in every text of a county, and looked for in everything
// that is printed about it. Exempt is what is asked for as data: `import
// --out`.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "quaranta/io/io.h"
#include "tests/cli/support.h"
#include "tests/support/status_matchers.h"

namespace quaranta::cli {
namespace {

using ::quaranta::testing::IsOk;
using ::testing::HasSubstr;

// What every planted name begins with.
constexpr std::string_view kName = "欧阳植";

// Distinct identifiers, and the memory of them.
class Plants {
 public:
  // Every second a mobile number, every second an identity number.
  std::string Number() {
    ++next_;
    const std::string digits = std::to_string(1'000'000 + next_);
    numbers_.insert(next_ % 2 == 0 ? "1391" + digits
                                   : "6101041990" + Day() + digits.substr(3));
    return next_ % 2 == 0 ? "1391" + digits
                          : "6101041990" + Day() + digits.substr(3);
  }
  std::string Name() { return std::string(kName) + std::to_string(++next_); }
  std::size_t size() const { return numbers_.size(); }

  // The first of them that a text holds; empty when there is none.
  std::string FoundIn(std::string_view text) const {
    if (const std::size_t at = text.find(kName); at != std::string_view::npos) {
      return std::string(text.substr(at, 24));
    }
    const auto digit = [&](std::size_t i) {
      return i < text.size() && text[i] >= '0' && text[i] <= '9';
    };
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = at;
      while (digit(end)) ++end;
      for (const std::size_t width : {11, 18}) {
        for (std::size_t i = at; i + width <= end; ++i) {
          std::string run(text.substr(i, width));
          if (numbers_.contains(run)) return run;
        }
      }
      at = std::max(end, at + 1);
    }
    return "";
  }

 private:
  // A day that turns with the counter, so that more numbers are distinct.
  std::string Day() const {
    const std::size_t month = 1 + next_ / 9'000 % 12;
    const std::size_t day = 1 + next_ / 108'000 % 28;
    return (month < 10 ? "0" : "") + std::to_string(month) +
           (day < 10 ? "0" : "") + std::to_string(day);
  }

  std::size_t next_ = 0;
  std::set<std::string> numbers_;
};

bool IsText(const schema::Record& record, std::size_t index) {
  const schema::Field& field = record.fields[index];
  if (field.kind != schema::Kind::kString || field.repeated || field.computed ||
      field.name == "id" || !field.ref_record.empty()) {
    return false;
  }
  if (record.name == "Region" && field.name == "zone") return false;
  return std::find(record.key.begin(), record.key.end(), index) ==
         record.key.end();
}

// A world with an identifier in every text that is no id: beside what stands
// there (the same beside the same), or alone. Direct fields get a name.
world::World Planted(const world::World& from, Plants& plants) {
  world::Builder builder;
  std::map<std::string, std::string> beside;
  for (const data::Table& table : from.view().tables) {
    const schema::Record& record = *table.record;
    data::Table& to = builder.Edit(record);
    for (std::uint32_t row = 0; row < table.rows; ++row) {
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const data::Column& column = table.columns[i];
        if (column.field().computed) continue;
        if (!IsText(record, i)) {
          to.columns[i].AppendFrom(column, row);
        } else if (column.field().personal == schema::Personal::kDirect) {
          to.columns[i].AppendText(plants.Name());
        } else if (column.valid(row)) {
          const std::string old(column.GetText(row));
          std::string& plant = beside[old];
          if (plant.empty()) plant = plants.Number();
          to.columns[i].AppendText(old + " " + plant);
        } else if (column.field().name.ends_with("_id")) {
          to.columns[i].AppendBlank();  // chains and batches stay unknown
        } else {
          to.columns[i].AppendText(plants.Number());
        }
      }
      builder.EndRow(to);
    }
  }
  for (const std::string& collection : from.complete()) {
    builder.Close(collection);
  }
  auto world = std::move(builder).Build();
  EXPECT_THAT(world, IsOk());
  return *world;
}

class PlantedTest : public ::testing::Test {
 protected:
  PlantedTest() : county_("planted"), out_("planted_out") {
    const auto world = io::Open(kCounty);
    const auto arrivals = io::ReadArrivals(kArrivals, [] {
      io::ReadOptions options;
      options.zone = "Asia/Shanghai";
      return options;
    }());
    EXPECT_THAT(world, IsOk());
    EXPECT_THAT(arrivals, IsOk());
    EXPECT_THAT(io::WriteFolder(Planted(*world, plants_), county_.path()),
                IsOk());
    EXPECT_THAT(io::WriteFolder(Planted(*arrivals, plants_), arrivals_.path()),
                IsOk());
    EXPECT_GT(plants_.size(), 3'000U);
    // Cells that cannot be read, and headers that are data.
    county_.Write("pools.csv", "id," + plants_.Number() + ",size,lab\n1,x," +
                                   plants_.Number() + ",x\n");
    county_.Write("clinical_needs.jsonl",
                  "{\"id\": \"N1\", \"tel " + plants_.Number() +
                      "\": 1, \"due_at\": \"call " + plants_.Number() +
                      "\", \"person_id\": \"" + plants_.Number() + "\"}\n{" +
                      plants_.Number() + "}\n");
    county_.Write("_notes.csv",
                  "record,id,field,state,raw,low,high\nPerson,P-0001,age,"
                  "suspect," +
                      plants_.Number() + ",,\nPerson," + plants_.Number() +
                      ",age,masked,*,,\n");
  }

  // Runs a command and looks at all that it prints.
  std::string Print(std::vector<std::string> args, bool may_break = false) {
    std::string line;
    for (const std::string& arg : args) line += arg + " ";
    const Ran ran = RunCli(args);
    EXPECT_TRUE(may_break || ran.code != 2) << line << ran.err;
    EXPECT_EQ(plants_.FoundIn(ran.out), "") << line;
    EXPECT_EQ(plants_.FoundIn(ran.err), "") << line;
    return ran.out + ran.err;
  }
  void Look(const std::string& file) {
    const std::string bytes = Bytes(out_ / file);
    EXPECT_GT(bytes.size(), 100U) << file;
    EXPECT_EQ(plants_.FoundIn(bytes), "") << file;
  }

  Plants plants_;
  Folder county_;
  Folder out_;
  Folder arrivals_{"planted_arrivals"};
};

TEST_F(PlantedTest, NoOutputHoldsAnIdentifier) {
  const std::string world = county_.path();
  for (const char* format : {"text", "json"}) {
    for (const char* lang : {"zh", "en"}) {
      const std::vector<std::string> style = {"--format", format, "--lang",
                                              lang};
      auto with = [&](std::vector<std::string> args) {
        args.insert(args.end(), style.begin(), style.end());
        return args;
      };
      Print(At17("check", world, with({"--most", "100000"})));
      Print(At17("place", world,
                 with({"--arrivals", arrivals_ / "persons.csv"})));
      Print(At17("capacity", world, style));
      const std::string issues =
          Print(with({"import", world, "--most", "100000"}));
      EXPECT_THAT(issues, HasSubstr("***"));
    }
  }
  for (const char* format : {"markdown", "html", "text", "json"}) {
    for (const char* lang : {"zh", "en"}) {
      Print(At17("report", world,
                 {"--arrivals", arrivals_ / "persons.csv", "--format", format,
                  "--lang", lang}));
    }
  }
}

TEST_F(PlantedTest, NoFileOfResultsAndNoExplanationHoldsAnIdentifier) {
  const std::string world = county_.path();
  Print(At17("check", world,
             {"--report", "json=" + (out_ / "verdicts.json"), "--report",
              "text=" + (out_ / "verdicts.txt")}));
  Print(At17(
      "place", world,
      {"--arrivals", arrivals_ / "persons.csv", "--out", out_ / "plan.json"}));
  for (const char* file : {"verdicts.json", "verdicts.txt", "plan.json"}) {
    Look(file);
  }
  for (const char* subject :
       {"Site:S1", "Room:S1/304", "Stay:ST-0001", "Person:P-0001"}) {
    for (const char* format : {"text", "json"}) {
      Print({"explain", out_ / "verdicts.json", subject, "--format", format},
            /*may_break=*/true);
    }
  }
  for (const char* person : {"F7C-001", "F7C-002", "F7C-J01", "F7C-100"}) {
    for (const char* lang : {"zh", "en"}) {
      Print({"explain", out_ / "plan.json", person, "--lang", lang},
            /*may_break=*/true);
    }
  }
}

TEST_F(PlantedTest, DataThatIsAskedForIsLeftAsItIs) {
  Print({"import", county_.path(), "--out", out_ / "world.binpb"});
  EXPECT_NE(plants_.FoundIn(Bytes(out_ / "world.binpb")), "");
}

TEST_F(PlantedTest, WithAKeyTheDataHoldNoneOfThemEither) {
  const std::string key = "a key of the province, kept elsewhere";
  out_.Write("key", key);
  const std::string printed =
      Print({"import", county_.path(), "--out", out_ / "world.binpb",
             "--pseudonym-key-file", out_ / "key"});
  Look("world.binpb");
  EXPECT_EQ(printed.find(key), std::string::npos);
  EXPECT_EQ(Bytes(out_ / "world.binpb").find("P-0001"), std::string::npos);
  const Ran again = RunCli(At17("check", out_ / "world.binpb"));
  EXPECT_NE(again.code, 2) << again.err;
}

TEST(PseudonymKeyFile, AMissingAndAShortOneAreRefusedByName) {
  const Folder folder("key_file");
  folder.Write("short", "abc");
  for (const char* file : {"none", "short"}) {
    const Ran ran =
        RunCli({"import", kCounty, "--pseudonym-key-file", folder / file});
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.err, HasSubstr("pseudonym"));
  }
}

}  // namespace
}  // namespace quaranta::cli

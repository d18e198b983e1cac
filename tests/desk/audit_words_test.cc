// Whoever was placed by the rules is lodged by them; and every sentence of an
// audit is said.
#include "desk/audit_words.h"

#include "gmock/gmock.h"
#include "tests/desk/audit_house.h"

namespace quaranta::desk {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

using place::Breach;

// --- Who was placed by the rules is lodged by the rules. ---

struct Evening {
  Town town{6};
  Bus bus;
};

Evening RandomEvening(std::uint64_t seed) {
  Random random(seed);
  Evening evening;
  for (const char* site : {"S2", "S3"}) {
    evening.town.Site(site, {{"grade", site[1] == '2' ? "MEDIUM" : "HIGH"}});
    for (const char* floor : {"4", "5"}) {
      evening.town.Floor(site, floor, {});
      for (int i = 1; i <= 6; ++i) {
        evening.town.Room(site, floor,
                          floor + std::string("0") + std::to_string(i),
                          {{"beds", 1 + static_cast<int>(random.Below(3))},
                           {"accessible", random.Below(3) == 0}});
      }
    }
  }
  const char* chains[] = {"L1", "L2", ""};
  const char* risks[] = {"HIGH", "MEDIUM"};
  for (int p = 0; p < 10; ++p) {
    const std::string party = "F" + std::to_string(p);
    const Cells of = {{"chain_id", chains[random.Below(3)]},
                      {"risk_class", risks[random.Below(2)]}};
    const int size = 1 + static_cast<int>(random.Below(3));
    const bool together = random.Below(2) == 0;
    if (size == 1 && random.Below(2) == 0) {
      evening.bus.Person(party + "a", of);
      continue;
    }
    const bool on_bus = random.Below(2) == 0;
    evening.bus.Party(party, {{"one_room", together},
                              {"consented", together},
                              {"vehicle_id", on_bus ? "V1" : ""}});
    for (int i = 0; i < size; ++i) {
      Cells who = With(of, {{"party_id", party}, {"share_assessed", together}});
      if (i > 0 && random.Below(2) == 0) {
        who = With(
            who,
            {{"age", 6}, {"carer_id", party + "a"}, {"carer_consents", true}});
      }
      evening.bus.Person(party + static_cast<char>('a' + i), who);
    }
  }
  return evening;
}

TEST(AuditDeskTest, WhoeverWasPlacedByTheRulesBreaksNone) {
  std::size_t placed = 0;
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    SCOPED_TRACE(seed);
    const Evening evening = RandomEvening(seed);
    const Plan plan = MustPlace(evening.town, evening.bus);
    Town town = evening.town;
    town.rows.AddAll(evening.bus.rows);
    for (const auto& line : Where(plan)) {
      const std::string person = line.substr(0, line.find(' '));
      const std::string room = line.substr(line.find(' ') + 1);
      town.rows.Add("Stay", {{"id", "stay-" + person},
                             {"person_id", person},
                             {"site_id", room.substr(0, 2)},
                             {"place", "SITE"},
                             {"state", "INSIDE"},
                             {"start", "2022-04-10T17:00:00+08:00"},
                             {"planned_end", "2022-04-24"}});
      town.rows.Add("RoomAssignment", {{"stay_id", "stay-" + person},
                                       {"room_id", room},
                                       {"start", "2022-04-10T17:00:00+08:00"}});
      ++placed;
    }
    const AuditResult result = MustAudit(town);
    EXPECT_THAT(English(AuditLines(result)),
                Contains(HasSubstr("no rule of placement is broken")));
  }
  EXPECT_GT(placed, 250u);
}

// --- Every sentence is said. ---

void Gather(const Sentence& sentence, std::set<std::string_view>& names) {
  names.insert(Catalogue()[static_cast<std::size_t>(sentence.id)].name);
  for (const MessageArg& arg : sentence.args) {
    if (arg.sentence != nullptr) Gather(*arg.sentence, names);
  }
  // Nothing is left to fill in.
  for (const Language language : {Language::kEn, Language::kZh}) {
    EXPECT_EQ(Render(sentence, language).find('{'), std::string::npos)
        << Render(sentence, language);
  }
}

std::vector<AuditResult> Evenings() {
  std::vector<AuditResult> results;
  const auto add = [&results](const House& house) -> AuditResult& {
    results.push_back(MustAudit(house.Build()));
    return results.back();
  };
  for (const Case& of : Cases()) add(of.house());
  add(House());
  add(House().Put("A", "S1/201"));
  // Moves, people without a room and people who are frozen, as they combine.
  for (const bool moves : {false, true}) {
    for (const bool without : {false, true}) {
      for (const bool frozen : {false, true}) {
        if (!moves && !without && !frozen) continue;
        House house;
        if (moves) house.Put("A", "S1/201").Put("B", "S1/201");
        if (without) house.Put("C", "S1/202", kLow);
        if (frozen) {
          house.Put("D", "S1/301").Put("E", "S1/302", Chain("L2"));
          house.town.rows.Add("Hold", {{"id", "H1"}, {"floor_id", "S1/3"}});
        }
        const AuditResult& result = add(house);
        EXPECT_EQ(result.moves.empty(), !moves);
        EXPECT_EQ(result.without.empty(), !without);
        EXPECT_EQ(result.left.empty(), !frozen);
      }
    }
  }
  House many;
  many.town = Town(30);
  const char* chains[] = {"L1", "L2", "L3", "L4", "L5", "L6"};
  for (int i = 1; i <= 24; ++i) {
    const std::string n = (i < 10 ? "0" : "") + std::to_string(i);
    many.Put("P" + n, "S1/20" + std::to_string(i), Chain(chains[i % 6]));
  }
  add(many);
  House large;
  large.town = Town(30);
  for (int i = 9; i < 30; ++i) {
    large.Put("Q" + std::to_string(i), "S1/20" + std::to_string(i),
              Chain(i < 19 ? "L1" : "L2"));
  }
  add(large);
  House full;
  full.town.Site("S3", {{"status", "ACCEPTED"}})
      .Floor("S3", "6", {})
      .Room("S3", "6", "601", {});
  add(full.Put("A", "S3/601"));
  return results;
}

TEST(AuditDeskTest, EverySentenceOfTheCatalogueIsSaid) {
  std::set<std::string_view> said;
  std::vector<AuditResult> results = Evenings();
  // A limit that was reached.
  results.push_back(results.front());
  results.back().report.moved.bound = 0;
  House doubtful = House().Put("A", "S1/201");
  doubtful.Put("B", "S1/202", {{"chain_id", ""}, {"batch_id", ""}});
  results.push_back(MustAudit(doubtful.Build()));
  for (const AuditResult& result : results) {
    for (const Sentence& line : AuditLines(result, 3)) Gather(line, said);
    for (const AuditMove& move : result.moves) Gather(move.text, said);
  }
  // Rules that no world can break, for the desk has no such rooms or floors.
  const AuditResult& any = results.front();
  for (const Breach breach : {Breach::kUnitOfOther, Breach::kRoomRefilled,
                              Breach::kUnitClosed, Breach::kMissingFeature}) {
    place::Finding finding = any.report.findings.front();
    finding.breach = breach;
    finding.room = any.inside.front().room;
    Gather(FindingText(any, finding, any.findings.front(), {}), said);
  }
  for (int breach = 0; breach <= static_cast<int>(Breach::kWrongRoommates);
       ++breach) {
    Gather(MoveReason(static_cast<Breach>(breach)), said);
  }
  for (const CatalogueEntry& entry : Catalogue()) {
    if (!entry.name.starts_with("audit.")) continue;
    // WhatRoomsDoNotRecordIsADoubtAndNoFinding has these.
    if (entry.name.starts_with("audit.doubt_")) continue;
    EXPECT_TRUE(said.contains(entry.name)) << entry.name;
  }
}

}  // namespace
}  // namespace quaranta::desk

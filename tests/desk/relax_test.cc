// What each act that would help says beside its sentence: who approves it, how
// soon it helps, what it costs, whom it helps.
#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "quaranta/expr/value.h"
#include "tests/desk/town.h"

namespace quaranta::desk {
namespace {

using ::quaranta::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Optional;
using ::testing::SizeIs;

using Kind = Relaxation::Kind;
using Parameters = std::vector<std::pair<std::string, std::string>>;

Bus People(int count, Cells more = {}) {
  Bus bus;
  for (int i = 0; i < count; ++i) bus.Person("P" + std::to_string(i), more);
  return bus;
}

// An adult who has not agreed to care for a child of the same party.
Bus Family() {
  Bus bus;
  bus.Person("F0", {{"party_id", "F"}});
  bus.Person("F1", {{"party_id", "F"}, {"age", 5}});
  return bus;
}

// A floor that another chain left two hours ago.
Town Left() {
  Town town(1);
  town.Inside("Q1", "S1/301",
              {{"end", "2022-04-10T15:00:00+08:00"}, {"chain_id", "L9"}});
  return town;
}

// A floor that another chain holds, and a room for one person.
Town Held() {
  Town town(1);
  town.Inside("Q1", "S1/301", {{"chain_id", "L9"}});
  town.Room("S1", "3", "302", {});
  return town;
}

// No room but those of a site that is ready in 30 h.
Town Slow(Cells more) {
  Town town(0);
  town.Site("S2", With({{"ready_in_h", 30.0}}, std::move(more)));
  town.Floor("S2", "1", {});
  for (int i = 1; i <= 9; ++i) {
    town.Room("S2", "1", "10" + std::to_string(i), {});
  }
  return town;
}

// Each kind of act, by what a plan offers first.
std::map<Kind, Relaxation> OneOfEach(const Parameters& more = {}) {
  Parameters parameters = {{"staff_group_members", "value: 1"},
                           {"shifts", "value: 1"},
                           {"pairing_exception_by", "text: CITY_COMMAND"}};
  parameters.insert(parameters.end(), more.begin(), more.end());
  const policy::Policy policy = MakePolicy(parameters);
  const Cells priced = {{"open_cost_day", 5.0}, {"conversion_cost", 3.0}};
  std::map<Kind, Relaxation> found;
  for (const Plan& plan :
       {MustPlace(Left(), People(2), policy),
        MustPlace(Held(), People(2), policy),
        MustPlace(Slow(With(priced, {{"status", "ACCEPTED"}})), People(1),
                  policy),
        MustPlace(Slow(With(priced, {{"status", "LISTED"}})), People(1),
                  policy),
        MustPlace(Town(), Family(), policy),
        MustPlace(Town(), People(1, {{"age", 9}}), policy),
        MustPlace(Town(), People(1, {{"risk_class", "LOW"}}), policy)}) {
    EXPECT_THAT(plan.relaxations, SizeIs(1));
    for (const Relaxation& of : plan.relaxations) found.emplace(of.kind, of);
  }
  return found;
}

TEST(RelaxationTest, EveryKindOfActNamesWhoApprovesIt) {
  const auto acts = OneOfEach();
  ASSERT_THAT(acts, SizeIs(7));
  const std::map<Kind, std::pair<Role, std::string>> expected = {
      {Kind::kDisinfectFloor, {Role::kSiteHead, "the site head"}},
      {Kind::kClearFloor, {Role::kCountyCommand, "the county command"}},
      {Kind::kOpenSite, {Role::kCountyCommand, "the county command"}},
      {Kind::kConvertSite, {Role::kCountyCommand, "the county command"}},
      {Kind::kAskConsent, {Role::kDutyOfficer, "the duty officer"}},
      {Kind::kNameCarer, {Role::kDutyOfficer, "the duty officer"}},
      {Kind::kPairingException, {Role::kCityCommand, "the city command"}}};
  for (const auto& [kind, who] : expected) {
    const Relaxation& act = acts.at(kind);
    EXPECT_EQ(act.approver, who.first) << NameOf(kind);
    EXPECT_THAT(Render(act.text, Language::kEn), HasSubstr(who.second));
    EXPECT_THAT(Render(act.text, Language::kZh), HasSubstr("批准"));
  }
}

TEST(RelaxationTest, WhoApprovesIsThePolicysToSay) {
  const std::map<Kind, std::string> names = {
      {Kind::kDisinfectFloor, "disinfect_by"},
      {Kind::kClearFloor, "clear_floor_by"},
      {Kind::kOpenSite, "open_site_by"},
      {Kind::kConvertSite, "convert_site_by"},
      {Kind::kAskConsent, "consent_by"},
      {Kind::kNameCarer, "carer_by"}};
  for (const auto& [kind, name] : names) {
    const auto acts = OneOfEach({{name, "text: PROVINCE_COMMAND"}});
    for (const auto& [other, act] : acts) {
      EXPECT_EQ(act.approver == Role::kProvinceCommand, other == kind)
          << name << " " << NameOf(other);
    }
    EXPECT_THAT(Render(acts.at(kind).text, Language::kZh),
                HasSubstr("经省级指挥部批准"));
  }
}

TEST(RelaxationTest, ThePackThatShipsSaysWhoApprovesEachAct) {
  const std::vector<std::string> ids = {"cn-county-2022"};
  const auto policy = policy::Policy::Make(ids);
  ASSERT_THAT(policy, ::quaranta::testing::IsOk());
  const policy::InForce in_force =
      policy->Resolve("", ParseDay("2022-04-10").value());
  const auto* params = in_force.params.As<expr::Map>();
  ASSERT_NE(params, nullptr);
  std::vector<std::string> names;
  for (const auto& [key, value] : params->entries) {
    if (value.As<std::string>() != nullptr) {
      names.push_back(*key.As<std::string>());
    }
  }
  EXPECT_THAT(names,
              IsSupersetOf({"disinfect_by", "clear_floor_by", "open_site_by",
                            "convert_site_by", "consent_by", "carer_by",
                            "pairing_exception_by"}));
}

TEST(RelaxationTest, WhoMovesPeopleInPlaceIsNotTheDeskItself) {
  PlaceOptions options;
  options.as_of = Now();
  const auto place = [&](const std::string& name, const std::string& role) {
    return Place(Town().rows.Build(), People(1).rows.Build(),
                 MakePolicy({{name, "text: " + role}}), options);
  };
  EXPECT_THAT(place("clear_floor_by", "DUTY_OFFICER"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("params.clear_floor_by: expected "
                                 "COUNTY_COMMAND, CITY_COMMAND or "
                                 "PROVINCE_COMMAND")));
  EXPECT_THAT(place("carer_by", "MAYOR"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("params.carer_by: expected DUTY_OFFICER, "
                                 "SITE_HEAD, COUNTY_COMMAND, CITY_COMMAND or "
                                 "PROVINCE_COMMAND")));
}

TEST(RelaxationTest, HoursAreThoseUntilItHelps) {
  const auto acts = OneOfEach();
  EXPECT_THAT(acts.at(Kind::kDisinfectFloor).hours, Optional(22.0));
  EXPECT_THAT(acts.at(Kind::kClearFloor).hours, Optional(24.0));
  EXPECT_THAT(acts.at(Kind::kOpenSite).hours, Optional(30.0));
  EXPECT_THAT(acts.at(Kind::kConvertSite).hours, Optional(30.0));
  EXPECT_THAT(acts.at(Kind::kAskConsent).hours, Optional(0.0));
  EXPECT_THAT(acts.at(Kind::kPairingException).hours, Optional(0.0));
  Town town(0);
  town.Site("S2", {{"status", "LISTED"}}).Floor("S2", "1", {});
  for (int i = 1; i <= 9; ++i) {
    town.Room("S2", "1", "10" + std::to_string(i), {});
  }
  const Plan plan = MustPlace(town, People(1),
                              MakePolicy({{"staff_group_members", "value: 1"},
                                          {"shifts", "value: 1"}}));
  ASSERT_THAT(plan.relaxations, SizeIs(1));
  EXPECT_EQ(plan.relaxations[0].hours, std::nullopt) << "not on record";
  EXPECT_EQ(plan.relaxations[0].cost, std::nullopt) << "not on record";
}

TEST(RelaxationTest, ACostIsThatOfTheSiteOnItsFirstDay) {
  const auto acts = OneOfEach();
  EXPECT_THAT(acts.at(Kind::kOpenSite).cost, Optional(5.0));
  EXPECT_THAT(acts.at(Kind::kConvertSite).cost, Optional(8.0));
  EXPECT_EQ(acts.at(Kind::kDisinfectFloor).cost, std::nullopt);
}

TEST(RelaxationTest, WhomItHelpsAreParties) {
  const auto acts = OneOfEach();
  EXPECT_EQ(acts.at(Kind::kAskConsent).people, 1) << "the child";
  EXPECT_THAT(acts.at(Kind::kAskConsent).parties, ElementsAre("F"));
  EXPECT_THAT(acts.at(Kind::kDisinfectFloor).parties, SizeIs(1));
}

}  // namespace
}  // namespace quaranta::desk

// Any bytes as the JSON of a plan: kept for a second evening, and verified,
// against a county of eight rooms.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "quaranta/desk/night.h"
#include "quaranta/desk/verify_days.h"
#include "quaranta/desk/verify_plan.h"
#include "quaranta/io/io.h"
#include "quaranta/policy/policy.h"
#include "quaranta/report/json.h"
#include "quaranta/schema/field.h"

namespace {

namespace desk = quaranta::desk;
namespace policy = quaranta::policy;
namespace world = quaranta::world;

// The seeds were made with these tables and rules, so that they are verified
// as plans of the same input.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kTables =
    {{{"Region", "id,name,zone\nR1,River County,Asia/Shanghai\n"},
      {"Site",
       "id,name,region_id,status,grade,tier,reported_at\n"
       "S1,Hotel S1,R1,OPEN,HIGH,1,2022-04-10T08:00:00+08:00\n"
       "S2,Hotel S2,R1,ACCEPTED,HIGH,2,2022-04-10T08:00:00+08:00\n"},
      {"Floor", "site_id,label\nS1,2\nS1,3\nS2,1\n"},
      {"Room",
       "site_id,floor_id,label,use,state,beds,accessible\n"
       "S1,S1/2,201,ISOLATION,READY,2,true\n"
       "S1,S1/2,202,ISOLATION,READY,2,false\n"
       "S1,S1/3,301,ISOLATION,READY,1,false\n"
       "S1,S1/3,302,ISOLATION,READY,1,false\n"
       "S1,S1/3,303,ISOLATION,READY,3,false\n"
       "S2,S2/1,101,ISOLATION,READY,2,false\n"
       "S2,S2/1,102,ISOLATION,READY,2,true\n"
       "S2,S2/1,103,ISOLATION,READY,2,false\n"}}};

constexpr std::string_view kPack = R"(id: test
version: "1"
jurisdiction: "*"
effective_from: 2022-01-01
effective_to: 2022-12-31
legal_basis: a law
review_by: 2022-12-31
title: {en: Test, zh: 测试}
parameters:
- {name: staff_group_members, value: 1}
- {name: staff_per_room, value: 2}
- {name: shifts, value: 1}
)";

template <class T>
T ValueOrAbort(absl::StatusOr<T> value) {
  if (!value.ok()) std::abort();
  return *std::move(value);
}

world::World County() {
  world::Builder builder;
  for (const auto& [record, rows] : kTables) {
    const auto* of = quaranta::schema::FindRecord(record);
    if (!quaranta::io::AppendText(builder, *of, rows,
                                  quaranta::io::Format::kCsv,
                                  std::string(record), {})
             .ok()) {
      std::abort();
    }
  }
  return ValueOrAbort(std::move(builder).Build());
}

policy::Policy Rules() {
  const std::array<policy::PackFile, 1> files = {{{"test/pack.yaml", kPack}}};
  const policy::LoadResult loaded = policy::LoadPack(files);
  if (loaded.pack == nullptr) std::abort();
  const std::vector<std::string> ids = {"test"};
  const std::vector<std::shared_ptr<const policy::Pack>> packs = {loaded.pack};
  return ValueOrAbort(policy::Policy::Make(ids, packs));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const world::World county = County();
  static const world::World nobody = ValueOrAbort(world::Builder().Build());
  static const policy::Policy rules = Rules();
  const std::string_view json(reinterpret_cast<const char*>(data), size);

  const auto stored = quaranta::report::ReadStoredPlan(json, "f");
  if (stored.ok()) {
    const auto verified = desk::VerifyPlan(county, rules, *stored);
    if (verified.ok() && desk::VerifyLines(*verified).empty()) std::abort();
  }

  const auto any = quaranta::report::ReadStored(json, "f");
  if (stored.ok() && !any.ok()) std::abort();
  if (any.ok() && std::holds_alternative<desk::StoredDays>(*any)) {
    auto days = std::get<desk::StoredDays>(*any);
    days.node_limit = 0;
    const auto verified = desk::VerifyDays(county, rules, days);
    if (verified.ok() && desk::VerifyLines(*verified).empty()) std::abort();
  }

  auto kept = quaranta::report::ReadPlan(json, "f");
  if (stored.ok() && !kept.ok()) std::abort();
  if (!kept.ok()) return 0;
  desk::PlaceOptions options;
  options.as_of = kept->as_of;
  options.node_limit = 100;
  desk::NightOptions night;
  night.keep = *std::move(kept);
  night.strike = {"S1/202"};
  const auto plan = desk::PlaceNight(county, nobody, rules, options, night);
  if (plan.ok() && !plan->verification.ok()) std::abort();
  return 0;
}

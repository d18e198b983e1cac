// Parts of a plan's JSON that have files of their own.
#ifndef QUARANTA_SRC_REPORT_PLAN_PARTS_H_
#define QUARANTA_SRC_REPORT_PLAN_PARTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "quaranta/desk/night.h"
#include "quaranta/desk/verify_days.h"
#include "quaranta/text/json_writer.h"
#include "quaranta/text/node.h"

namespace quaranta::report {

// {"en":...,"zh":...}, and a list of those.
void WriteSentence(const Sentence& sentence, text::JsonWriter& json);
void WriteSentences(std::string_view key,
                    const std::vector<Sentence>& sentences,
                    text::JsonWriter& json);

// "levels": of a plan for tonight or for the coming days.
template <class Level>
void WriteLevels(const std::vector<Level>& levels, text::JsonWriter& json) {
  json.Key("levels").BeginArray();
  for (const auto& level : levels) {
    json.BeginObject();
    json.Key("name").Text(place::NameOf(level.name));
    json.Key("part").Int(level.part);
    json.Key("key").Int(level.key);
    json.Key("value").Int(level.value);
    json.Key("bound").Int(level.bound);
    json.Key("status").Text(place::NameOf(level.status));
    json.EndObject();
  }
  json.EndArray();
}

// "people": some of a party, by id.
void WritePeople(const desk::PartyNote& party,
                 const std::vector<std::uint32_t>& people,
                 text::JsonWriter& json);

// "floors" of a unit, by id.
void WriteFloors(const desk::UnitNote& unit, text::JsonWriter& json);

// "referred".
void WriteReferred(const std::vector<desk::Referral>& referred,
                   text::JsonWriter& json);

// "rooms_lack", "families", "alone", "complete", "shortage" of an unplaced
// entry.
void WriteWhy(const place::Why& why,
              const std::vector<desk::PartyNote>& parties,
              const std::vector<desk::RoomNote>& rooms, text::JsonWriter& json);

// "equity".
void WriteEquity(const std::vector<desk::EquityRow>& rows,
                 std::int32_t small_count, text::JsonWriter& json);

// "explanations": why each party goes where, for `quaranta explain`.
template <class AnyPlan>
void WriteExplanations(const AnyPlan& plan, text::JsonWriter& json) {
  json.Key("explanations").BeginObject();
  for (const desk::PartyNote& party : plan.parties) {
    WriteSentences(party.id, desk::ExplainParty(plan, party.id), json);
  }
  json.EndObject();
}

// "night": what changed beside an earlier plan.
void WriteNight(const desk::Plan& plan, text::JsonWriter& json);

// "sites", "groups", "parties": what a later plan needs to keep this one;
// assignments are written before.
void WriteEarlier(const desk::EarlierPlan& plan, text::JsonWriter& json);

// "proof": what anybody needs to verify the plan, by index.
void WriteProof(const place::Plan& plan, text::JsonWriter& json);

// Reads that object; the first mistake, with its place, or empty.
std::string ReadProof(const text::Node& proof, place::Plan& plan);

// The JSON of a plan for the coming days; errors as ReadPlan.
inline constexpr std::string_view kDaysSchema = "quaranta.days/1";
absl::StatusOr<desk::StoredDays> ReadDays(const text::Node& root,
                                          std::string_view name);

}  // namespace quaranta::report

#endif  // QUARANTA_SRC_REPORT_PLAN_PARTS_H_

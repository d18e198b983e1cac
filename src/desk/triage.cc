#include "desk/triage.h"

#include <algorithm>
#include <utility>

#include "quaranta/core/message_ids.h"

namespace quaranta::desk {
namespace {

bool Needs(const schema::Person& person, const OpenNeeds& needs,
           schema::NeedKind kind) {
  return needs.kinds.count(kind) != 0 ||
         std::find(person.needs.begin(), person.needs.end(), kind) !=
             person.needs.end();
}

std::optional<MessageId> HospitalReason(const schema::Person& person,
                                        const OpenNeeds& needs,
                                        const Params& params) {
  using Kind = schema::NeedKind;
  for (const auto& [kind, message] :
       {std::pair(Kind::kLabour, msg::kPlaceReferLabour),
        std::pair(Kind::kCrisis, msg::kPlaceReferCrisis),
        std::pair(Kind::kOxygen, msg::kPlaceReferOxygen),
        std::pair(Kind::kDialysis, msg::kPlaceReferDialysis)}) {
    if (Needs(person, needs, kind)) return message;
  }
  if (needs.refer_hospital) return msg::kPlaceReferNeed;
  if (needs.positive || person.test_result == schema::TestResult::kPositive) {
    return msg::kPlaceReferPositive;
  }
  if (needs.fever ||
      (person.temperature && *person.temperature >= params.fever_c)) {
    return msg::kPlaceReferFever;
  }
  if (needs.symptoms || HasSymptom(person.symptoms))
    return msg::kPlaceReferSymptoms;
  return std::nullopt;
}

}  // namespace

bool HasSymptom(const std::vector<schema::Symptom>& symptoms) {
  return std::any_of(symptoms.begin(), symptoms.end(), [](schema::Symptom s) {
    return s != schema::Symptom::kNone && s != schema::Symptom::kUnspecified;
  });
}

std::optional<Referral> Triage(const schema::Person& person,
                               const std::string& id, const OpenNeeds& needs,
                               const Params& params) {
  Referral referral;
  referral.person = id;
  if (const auto reason = HospitalReason(person, needs, params)) {
    referral.outcome = schema::ReferralOutcome::kReferHospital;
    referral.reason = {*reason, {{"person", id}}};
    return referral;
  }
  if (params.home_option && person.home_option_assessed == true &&
      person.home_suitable == true) {
    referral.outcome = schema::ReferralOutcome::kHome;
    referral.reason = {msg::kPlaceReferHome, {{"person", id}}};
    return referral;
  }
  return std::nullopt;
}

}  // namespace quaranta::desk

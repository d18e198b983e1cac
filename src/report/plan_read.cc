// Reads what a later plan needs from a plan's JSON, or all of it.
#include <limits>
#include <memory>
#include <utility>

#include "core/status_macros.h"
#include "quaranta/core/status.h"
#include "quaranta/report/json.h"
#include "quaranta/text/node.h"
#include "report/plan_parts.h"
#include "report/stored_fields.h"

namespace quaranta::report {
namespace {

using desk::EarlierPlan;
using text::Node;

constexpr std::string_view kPlanSchema = "quaranta.plan/1";

class Reader : StoredFields {
 public:
  using StoredFields::StoredFields;

  absl::StatusOr<EarlierPlan> Read() {
    EarlierPlan plan;
    if (Text(root_, "schema") != kPlanSchema) {
      return InvalidArgument(name_ +
                             ": expected the JSON of `quaranta place` "
                             "(quaranta.plan/1), got schema \"" +
                             Text(root_, "schema") + "\"");
    }
    ReadHead(plan);
    ReadBasis(root_, plan);
    for (const Node& stay : Items(root_, "assignments")) {
      plan.stays.push_back(
          {Text(stay, "party"), Text(stay, "room"), Texts(stay, "people")});
    }
    if (const Node* night = root_.Find("night")) {
      plan.out = Texts(*night, "out");
    }
    CheckPeople(plan);
    if (!status_.ok()) return status_;
    return plan;
  }

  // Levels, lists and the certificate.
  absl::Status ReadClaims(desk::StoredPlan& stored) {
    for (const Node& level : Items(root_, "levels")) {
      stored.plan.levels.push_back(
          ReadLevel<place::Level>(level, place::LevelName::kDistance));
    }
    const Node* proof = root_.Find("proof");
    if (proof == nullptr) {
      Fail(root_, "\"proof\"");
    } else if (const std::string mistake = ReadProof(*proof, stored.plan);
               !mistake.empty() && status_.ok()) {
      status_ = InvalidArgument(name_ + ":" + mistake);
    }
    auto file = std::make_shared<Node>(root_);
    std::erase_if(file->entries,
                  [](const auto& entry) { return entry.first == "proof"; });
    stored.file = std::move(file);
    stored.seed = Unsigned(root_, "seed");
    stored.node_limit =
        Number(root_, "node_limit", std::numeric_limits<std::int64_t>::max());
    if (const Node* night = root_.Find("night")) {
      stored.night = true;
      for (const Node& change : Items(*night, "changes")) {
        if (change.Find("refusal") != nullptr) {
          stored.refused.push_back(Text(change, "party"));
        }
      }
    }
    return status_;
  }
};

absl::StatusOr<Node> ReadRoot(std::string_view json, std::string_view name) {
  text::ReadLimits limits;
  limits.bytes = std::size_t{1} << 30;
  limits.nodes = 100'000'000;
  return text::ReadJson(json, name, limits);
}

}  // namespace

absl::StatusOr<EarlierPlan> ReadPlan(std::string_view json,
                                     std::string_view name) {
  QUARANTA_ASSIGN_OR_RETURN(const Node root, ReadRoot(json, name));
  return Reader(root, name).Read();
}

namespace {

absl::StatusOr<desk::StoredPlan> ReadClaims(const Node& root,
                                            std::string_view name) {
  Reader reader(root, name);
  desk::StoredPlan stored;
  QUARANTA_ASSIGN_OR_RETURN(stored.basis, reader.Read());
  QUARANTA_RETURN_IF_ERROR(reader.ReadClaims(stored));
  return stored;
}

}  // namespace

absl::StatusOr<desk::StoredPlan> ReadStoredPlan(std::string_view json,
                                                std::string_view name) {
  QUARANTA_ASSIGN_OR_RETURN(const Node root, ReadRoot(json, name));
  return ReadClaims(root, name);
}

absl::StatusOr<std::variant<desk::StoredPlan, desk::StoredDays>> ReadStored(
    std::string_view json, std::string_view name) {
  QUARANTA_ASSIGN_OR_RETURN(const Node root, ReadRoot(json, name));
  const Node* schema = root.Find("schema");
  const std::string text = schema == nullptr ? "" : schema->scalar;
  if (text == kDaysSchema) {
    QUARANTA_ASSIGN_OR_RETURN(desk::StoredDays days, ReadDays(root, name));
    return days;
  }
  if (text == kPlanSchema) {
    QUARANTA_ASSIGN_OR_RETURN(desk::StoredPlan plan, ReadClaims(root, name));
    return plan;
  }
  return InvalidArgument(std::string(name) +
                         ": expected the JSON of `quaranta place` "
                         "(quaranta.plan/1) or of `quaranta days` "
                         "(quaranta.days/1), got schema \"" +
                         text + "\"");
}

}  // namespace quaranta::report

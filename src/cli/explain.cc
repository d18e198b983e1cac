// quaranta explain FILE SUBJECT: reads the JSON of check or place again, or
// runs the rules of a world (trace.cc).

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "cli/load.h"
#include "cli/options.h"
#include "core/status_macros.h"
#include "quaranta/cli/cli.h"
#include "quaranta/core/status.h"
#include "quaranta/text/node.h"

namespace quaranta::cli {
namespace {

std::string TextAt(const text::Node& node, std::string_view key) {
  const text::Node* value = node.Find(key);
  return value == nullptr || !value->IsScalar() ? "" : value->scalar;
}

const std::vector<text::Node>& ItemsAt(const text::Node& node,
                                       std::string_view key) {
  static const std::vector<text::Node> kNone;
  const text::Node* value = node.Find(key);
  return value == nullptr ? kNone : value->items;
}

void PrintVerdict(const text::Node& verdict, Streams streams) {
  streams.out << TextAt(verdict, "rule") << " " << TextAt(verdict, "verdict");
  for (const char* key : {"day", "due_at", "due_stage", "waiver"}) {
    const std::string value = TextAt(verdict, key);
    if (!value.empty()) streams.out << "  " << key << " " << value;
  }
  streams.out << "\n";
  if (const std::string clause = TextAt(verdict, "clause"); !clause.empty()) {
    streams.out << "  clause  " << clause << "\n";
  }
  for (const text::Node& value : ItemsAt(verdict, "values")) {
    streams.out << "  value   " << TextAt(value, "of") << " = "
                << TextAt(value, "is") << "\n";
  }
  for (const text::Node& subject : ItemsAt(verdict, "because")) {
    streams.out << "  because " << subject.scalar << "\n";
  }
  for (const text::Node& fact : ItemsAt(verdict, "missing")) {
    streams.out << "  missing " << TextAt(fact, "fact") << " ("
                << TextAt(fact, "cause") << ")\n";
  }
}

bool ExplainVerdicts(const text::Node& root, const Options& options,
                     Streams streams) {
  bool found = false;
  for (const text::Node& verdict : ItemsAt(root, "verdicts")) {
    const auto& rules = options.rules;
    const bool wanted =
        rules.empty() || std::find(rules.begin(), rules.end(),
                                   TextAt(verdict, "rule")) != rules.end();
    if (!wanted || TextAt(verdict, "subject") != options.subject) continue;
    if (options.format == "json") {
      streams.out << (found ? ",\n" : "") << text::ToJson(verdict);
    } else {
      PrintVerdict(verdict, streams);
    }
    found = true;
  }
  return found;
}

// The party of a person, or the name itself.
std::string PartyOf(const text::Node& root, const std::string& name) {
  for (const char* list : {"assignments", "unplaced", "parties"}) {
    for (const text::Node& entry : ItemsAt(root, list)) {
      for (const text::Node& person : ItemsAt(entry, "people")) {
        if (person.IsScalar() && person.scalar == name) {
          return TextAt(entry, "party");
        }
      }
    }
  }
  return name;
}

bool ExplainPlan(const text::Node& root, const Options& options,
                 Streams streams) {
  for (const text::Node& referral : ItemsAt(root, "referred")) {
    if (TextAt(referral, "person") != options.subject) continue;
    if (options.format == "json") {
      streams.out << text::ToJson(referral);
      return true;
    }
    const text::Node* reason = referral.Find("reason");
    streams.out << TextAt(referral, "outcome") << "\n"
                << (reason == nullptr ? "" : TextAt(*reason, options.language))
                << "\n";
    return true;
  }
  const text::Node* all = root.Find("explanations");
  const text::Node* sentences =
      all == nullptr ? nullptr : all->Find(PartyOf(root, options.subject));
  if (sentences == nullptr) return false;
  if (options.format == "json") {
    streams.out << text::ToJson(*sentences);
    return true;
  }
  for (const text::Node& sentence : sentences->items) {
    streams.out << TextAt(sentence, options.language) << "\n";
  }
  return true;
}

absl::StatusOr<int> Explain(const Options& options, Streams streams) {
  std::ifstream in(options.file, std::ios::binary);
  if (!in) return NotFound(options.file + ": cannot be read");
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  text::ReadLimits limits;
  limits.bytes = std::size_t{1} << 30;
  limits.nodes = 100'000'000;
  QUARANTA_ASSIGN_OR_RETURN(const text::Node root,
                            text::ReadJson(bytes, options.file, limits));
  const std::string schema = TextAt(root, "schema");
  const bool json = options.format == "json";
  if (json) {
    streams.out << "{\"schema\":\"quaranta.explain/1\",\"answers\":[\n";
  }
  bool found = false;
  if (schema == "quaranta.check/1") {
    found = ExplainVerdicts(root, options, streams);
  } else if (schema == "quaranta.plan/1" || schema == "quaranta.days/1") {
    found = ExplainPlan(root, options, streams);
  } else {
    return InvalidArgument(
        options.file +
        ": expected JSON of `check`, `place` or `days`, got schema `" + schema +
        "`");
  }
  if (json) streams.out << "\n]}\n";
  if (!found) {
    return NotFound(options.file + " says nothing of \"" + options.subject +
                    "\"");
  }
  return kOk;
}

}  // namespace

int RunExplain(const Options& options, Streams streams) {
  const std::filesystem::path file(options.file);
  std::error_code error;
  if (std::filesystem::is_directory(file, error) ||
      file.extension() == ".sqlite" || file.extension() == ".binpb") {
    return RunTrace(options, streams);
  }
  const absl::StatusOr<int> code = Explain(options, streams);
  return code.ok() ? *code : Fail(code.status(), streams);
}

}  // namespace quaranta::cli

// A trace as text and as JSON.
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "quaranta/core/mask.h"
#include "quaranta/core/message_ids.h"
#include "quaranta/data/notes.h"
#include "quaranta/expr/trace.h"
#include "quaranta/text/json_writer.h"

namespace quaranta::expr {
namespace {

using State = TraceNode::State;
using Role = TraceNode::Role;

constexpr std::size_t kItems = 3;  // shown of a list, a map, a set of facts

constexpr auto kStates = std::to_array<std::string_view>(
    {"true", "false", "value", "unknown", "error", "not_evaluated"});
constexpr auto kRoles =
    std::to_array<std::string_view>({"part", "element", "member"});

std::string_view Name(State state) {
  return kStates[static_cast<std::size_t>(state)];
}
std::string_view Name(Role role) {
  return kRoles[static_cast<std::size_t>(role)];
}

// On one line: blanks and line breaks become one space.
std::string OneLine(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) {
      if (c == '.' && out.ends_with(' ')) out.pop_back();
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return MaskIdentifiers(out);
}

std::string RowText(data::RowRef row, const TraceNames& names) {
  return names.row ? names.row(row) : ToText(Value(row));
}

std::string FactText(const Fact& fact, const TraceNames& names) {
  if (names.fact) return names.fact(fact);
  return ToText(Value(fact.row)) + "." + std::to_string(fact.index);
}

std::string ListText(const List& list, const TraceNames& names) {
  std::string out = "[";
  for (std::size_t i = 0; i < list.items.size() && i < kItems; ++i) {
    out += (i == 0 ? "" : ", ") + ToText(list.items[i], names);
    const bool possible = !list.waits_for.empty() && !list.waits_for[i].empty();
    if (possible) out += "?";
  }
  const std::size_t more =
      list.items.size() - std::min(list.items.size(), kItems);
  if (more > 0) out += ", +" + std::to_string(more);
  if (!list.open.empty()) out += list.items.empty() ? "..." : ", ...";
  return out + "]";
}

std::string MapText(const Map& map, const TraceNames& names) {
  std::string out = "{";
  for (std::size_t i = 0; i < map.entries.size() && i < kItems; ++i) {
    out += (i == 0 ? "" : ", ") + ToText(map.entries[i].first, names) + ": " +
           ToText(map.entries[i].second, names);
  }
  const std::size_t more =
      map.entries.size() - std::min(map.entries.size(), kItems);
  if (more > 0) out += ", +" + std::to_string(more);
  if (!map.open.empty()) out += map.entries.empty() ? "..." : ", ...";
  return out + "}";
}

std::string ItemText(const BoundVariable& variable, const TraceNames& names) {
  if (variable.personal && !names.personal) return std::string(kMask);
  return ToText(variable.value, names);
}

std::string BoundText(const Bound& bound, const TraceNames& names) {
  std::string out;
  for (const BoundVariable& variable : bound) {
    out += (out.empty() ? "" : ", ") + variable.name + " = " +
           ItemText(variable, names);
  }
  return out;
}

class TextWriter {
 public:
  TextWriter(const TraceNames& names, Language language)
      : names_(names), language_(language) {}

  std::string Write(const Trace& trace) {
    Node(trace.root, 0);
    if (!trace.clause.empty() && trace.clause != trace.root.text) {
      out_ += "\n" +
              Render(msg::kTraceClause, language_,
                     {{"clause", OneLine(trace.clause)}}) +
              "\n";
    }
    Offenders(trace);
    Missing(trace);
    return std::move(out_);
  }

 private:
  void Line(bool decides, std::size_t depth, const std::string& text) {
    out_ += (decides ? "> " : "  ") + std::string(2 * depth, ' ') + text + "\n";
  }

  void Node(const TraceNode& node, std::size_t depth) {
    std::string text = OneLine(node.text);
    if (node.role == Role::kMember) {
      text = Render(msg::kTraceMemberIf, language_, {{"text", text}});
    } else if (node.role == Role::kElement) {
      text = BoundText(node.bound, names_) + ": " + text;
    }
    Line(node.decides, depth, text + " = " + WhatItWas(node));
    for (const TraceNode& child : node.children) Node(child, depth + 1);
    if (node.more > 0) {
      Line(false, depth + 1,
           Render(msg::kTraceMoreElements, language_, {{"count", node.more}}));
    }
  }

  std::string WhatItWas(const TraceNode& node) const {
    const bool hidden = node.personal && !names_.personal;
    switch (node.state) {
      case State::kNotEvaluated:
        return Render(msg::kTraceNotEvaluated, language_);
      case State::kError: {
        const Error& error = *node.value.As<Error>();
        return Render(
            msg::kTraceError, language_,
            {{"message", hidden ? std::string(ErrorCodeName(error.code))
                                : error.message}});
      }
      case State::kUnknown:
        return UnknownText(node.value.As<Unknown>()->facts);
      case State::kValue:
        if (hidden) return std::string(kMask);
        break;
      default:
        break;
    }
    return ToText(node.value, names_);
  }

  std::string UnknownText(const Facts& facts) const {
    std::string listed;
    for (std::size_t i = 0; i < facts.size() && i < kItems; ++i) {
      listed += (i == 0 ? "" : ", ") + FactText(facts[i], names_);
    }
    if (facts.size() <= kItems) {
      return Render(msg::kTraceUnknown, language_, {{"facts", listed}});
    }
    return Render(msg::kTraceUnknownMore, language_,
                  {{"facts", listed}, {"count", facts.size() - kItems}});
  }

  void Offenders(const Trace& trace) {
    if (trace.offenders.empty()) return;
    out_ += "\n" + Render(msg::kTraceOffenders, language_) + "\n";
    for (const Offender& offender : trace.offenders) {
      Line(false, 0, BoundText(offender.bound, names_));
    }
    if (trace.more_offenders > 0) {
      Line(false, 0,
           Render(msg::kTraceMoreOffenders, language_,
                  {{"count", trace.more_offenders}}));
    }
  }

  void Missing(const Trace& trace) {
    if (trace.missing.empty()) return;
    out_ += "\n" + Render(msg::kTraceMissing, language_) + "\n";
    for (const MissingFact& missing : trace.missing) {
      Line(false, 0,
           Render(msg::kTraceFactPlaces, language_,
                  {{"line", FactLine(missing)}, {"places", missing.places}}));
    }
  }

  Sentence FactLine(const MissingFact& missing) const {
    Sentence line{LineOf(missing),
                  {{"fact", FactText(missing.fact, names_)},
                   {"cause", Sentence{CauseOf(missing.fact), {}}}}};
    if (missing.passes) {
      line.args.emplace_back("pass", ToText(*missing.passes, names_));
    }
    if (missing.fails) {
      line.args.emplace_back("fail", ToText(*missing.fails, names_));
    }
    return line;
  }
  static MessageId LineOf(const MissingFact& missing) {
    if (!missing.tried) return msg::kTraceFactUntried;
    const bool list = missing.fact.collection;
    if (missing.passes && missing.fails) return msg::kTraceFactBoth;
    if (missing.passes) {
      return list ? msg::kTraceListPass : msg::kTraceFactPass;
    }
    if (missing.fails) {
      return list ? msg::kTraceListFail : msg::kTraceFactFail;
    }
    return msg::kTraceFactNone;
  }

  static MessageId CauseOf(const Fact& fact) {
    if (fact.collection) return msg::kTraceCauseOpen;
    switch (fact.cause) {
      case data::NoteState::kMasked:
        return msg::kTraceCauseMasked;
      case data::NoteState::kSuspect:
        return msg::kTraceCauseSuspect;
      case data::NoteState::kHedged:
        return msg::kTraceCauseHedged;
      case data::NoteState::kAskedUnknown:
        return msg::kTraceCauseAskedUnknown;
      case data::NoteState::kConflicting:
        return msg::kTraceCauseConflicting;
      case data::NoteState::kNotRecorded:
        break;
    }
    return msg::kTraceCauseNotRecorded;
  }

  const TraceNames& names_;
  Language language_;
  std::string out_;
};

class JsonOut {
 public:
  explicit JsonOut(const TraceNames& names) : names_(names) {}

  std::string Write(const Trace& trace) {
    json_.BeginObject().Key("schema").Text("quaranta.trace/1");
    json_.Key("clause").Text(MaskIdentifiers(trace.clause));
    json_.Key("root");
    Node(trace.root);
    json_.Key("offenders").BeginArray();
    for (const Offender& offender : trace.offenders) Bindings(offender.bound);
    json_.EndArray();
    json_.Key("more_offenders").Uint(trace.more_offenders);
    json_.Key("missing").BeginArray();
    for (const MissingFact& missing : trace.missing) Missing(missing);
    json_.EndArray();
    return json_.EndObject().Take();
  }

 private:
  void Node(const TraceNode& node) {
    json_.BeginObject().Key("role").Text(Name(node.role));
    json_.Key("begin").Uint(node.begin).Key("end").Uint(node.end);
    json_.Key("text").Text(MaskIdentifiers(node.text));
    json_.Key("state").Text(Name(node.state));
    if (node.state == State::kValue || node.state == State::kError) {
      const bool hidden =
          node.personal && !names_.personal && node.state == State::kValue;
      json_.Key("value").Text(hidden ? std::string(kMask)
                                     : ToText(node.value, names_));
    }
    if (const auto* unknown = node.value.As<Unknown>()) {
      FactList("waits_for", unknown->facts);
    }
    json_.Key("decides").Bool(node.decides);
    if (!node.bound.empty()) {
      json_.Key("bound");
      Bindings(node.bound);
    }
    if (!node.waits_for.empty()) FactList("member_if", node.waits_for);
    if (!node.children.empty()) {
      json_.Key("children").BeginArray();
      for (const TraceNode& child : node.children) Node(child);
      json_.EndArray();
    }
    if (node.more > 0) json_.Key("more").Uint(node.more);
    json_.EndObject();
  }

  void FactList(std::string_view key, const Facts& facts) {
    json_.Key(key).BeginArray();
    for (const Fact& fact : facts) json_.Text(FactText(fact, names_));
    json_.EndArray();
  }

  void Bindings(const Bound& bound) {
    json_.BeginArray();
    for (const BoundVariable& variable : bound) {
      json_.BeginObject().Key("name").Text(variable.name);
      json_.Key("is").Text(ItemText(variable, names_)).EndObject();
    }
    json_.EndArray();
  }

  void Missing(const MissingFact& missing) {
    json_.BeginObject().Key("fact").Text(FactText(missing.fact, names_));
    json_.Key("cause").Text(data::NoteStateName(missing.fact.cause));
    json_.Key("places").Uint(missing.places);
    json_.Key("tried").Bool(missing.tried);
    json_.Key("leverage").Int(missing.leverage());
    for (const auto& [key, value] : {std::pair("passes", &missing.passes),
                                     std::pair("fails", &missing.fails)}) {
      json_.Key(key);
      if (!*value) {
        json_.Null();
      } else if (missing.fact.collection) {
        json_.Text("complete");
      } else {
        json_.Text(ToText(**value, names_));
      }
    }
    json_.EndObject();
  }

  const TraceNames& names_;
  text::JsonWriter json_;
};

}  // namespace

std::string ToText(const Value& value, const TraceNames& names) {
  if (const auto* row = value.As<data::RowRef>()) return RowText(*row, names);
  if (const List* list = value.As<List>()) return ListText(*list, names);
  if (const Map* map = value.As<Map>()) return MapText(*map, names);
  return MaskIdentifiers(ToText(value));
}

std::string TraceText(const Trace& trace, const TraceNames& names,
                      Language language) {
  return TextWriter(names, language).Write(trace);
}

std::string TraceJson(const Trace& trace, const TraceNames& names) {
  return JsonOut(names).Write(trace);
}

}  // namespace quaranta::expr

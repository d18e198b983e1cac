#include "benchmarks/place/problem_text.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"

namespace quaranta::place::families {
namespace {

template <class T>
void Add(std::string& text, T number) {
  text += ' ';
  text += std::to_string(number);
}

void AddParty(const Party& party, std::string& text) {
  text += "party " + party.name;
  Add(text, party.cohort.value());
  Add(text, party.risk_class);
  Add(text, party.priority);
  text += party.lodging == Lodging::kTogether ? " T" : " A";
  Add(text, party.substitutable);
  Add(text, static_cast<int>(party.carer_named));
  if (party.distance.empty()) text += " -";
  for (std::size_t s = 0; s < party.distance.size(); ++s) {
    text += s == 0 ? " " : ",";
    text += std::to_string(party.distance[s]);
  }
  for (const Person& person : party.people) {
    text += person.minor ? " m:" : " a:";
    text += std::to_string(person.needs);
    if (person.carer) text += "@" + std::to_string(*person.carer);
  }
  text += '\n';
}

// The words of one line, taken from the front.
class Words {
 public:
  explicit Words(std::string_view line) : rest_(line) { Skip(); }

  bool done() const { return rest_.empty(); }
  bool ok() const { return ok_; }
  void Fail() { ok_ = false; }

  std::string_view Word() {
    const std::size_t end = rest_.find(' ');
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(word.size());
    Skip();
    ok_ = ok_ && !word.empty();
    return word;
  }

  template <class T>
  T Number() {
    return Parse<T>(Word());
  }
  bool Flag() { return Number<int>() != 0; }

  template <class T>
  T Parse(std::string_view word) {
    T value = 0;
    const char* const last = word.data() + word.size();
    const auto [end, error] = std::from_chars(word.data(), last, value);
    ok_ = ok_ && error == std::errc() && end == last;
    return value;
  }

 private:
  void Skip() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
  }

  std::string_view rest_;
  bool ok_ = true;
};

Site ReadSite(Words& words) {
  Site site;
  site.tier = words.Number<std::int32_t>();
  site.open = words.Flag();
  site.can_open = words.Flag();
  site.staff_rooms = words.Number<std::int32_t>();
  site.grade = words.Number<std::uint32_t>();
  return site;
}

Unit ReadUnit(Words& words) {
  Unit unit;
  unit.site = SiteId(words.Number<std::uint32_t>());
  const std::string_view holder = words.Word();
  if (holder != "-") {
    unit.holder = CohortId(words.Parse<std::uint32_t>(holder));
  }
  unit.closed = words.Flag();
  return unit;
}

Room ReadRoom(Words& words) {
  Room room;
  room.unit = UnitId(words.Number<std::uint32_t>());
  room.position = words.Number<std::int32_t>();
  room.beds = words.Number<std::int32_t>();
  room.features = words.Number<Features>();
  const int state = words.Number<int>();
  if (state < 0 || state > static_cast<int>(RoomState::kOut)) words.Fail();
  room.state = static_cast<RoomState>(state);
  room.clean_zone = words.Flag();
  return room;
}

Person ReadPerson(Words& words) {
  Person person;
  std::string_view word = words.Word();
  if (!word.starts_with("a:") && !word.starts_with("m:")) words.Fail();
  person.minor = word.starts_with("m:");
  word.remove_prefix(std::min<std::size_t>(2, word.size()));
  const std::size_t at = word.find('@');
  person.needs = words.Parse<Features>(word.substr(0, at));
  if (at != std::string_view::npos) {
    person.carer = words.Parse<std::uint32_t>(word.substr(at + 1));
  }
  return person;
}

Party ReadParty(Words& words) {
  Party party;
  party.name = words.Word();
  party.cohort = CohortId(words.Number<std::uint32_t>());
  party.risk_class = words.Number<std::uint32_t>();
  party.priority = words.Number<std::int32_t>();
  const std::string_view lodging = words.Word();
  if (lodging != "T" && lodging != "A") words.Fail();
  party.lodging = lodging == "A" ? Lodging::kApart : Lodging::kTogether;
  party.substitutable = words.Number<Features>();
  party.carer_named = words.Flag();
  std::string_view ways = words.Word();
  while (ways != "-" && !ways.empty()) {
    const std::size_t comma = ways.find(',');
    party.distance.push_back(words.Parse<std::int32_t>(ways.substr(0, comma)));
    if (comma == std::string_view::npos) break;
    ways.remove_prefix(comma + 1);
  }
  while (words.ok() && !words.done()) {
    party.people.push_back(ReadPerson(words));
  }
  return party;
}

void ReadPairing(Words& words, Pairing& pairing) {
  pairing.risk_classes = words.Number<std::uint32_t>();
  pairing.grades = words.Number<std::uint32_t>();
  while (words.ok() && !words.done()) {
    pairing.allowed.push_back(words.Number<std::uint8_t>());
  }
}

void ReadLine(Words& words, Problem& problem) {
  const std::string_view what = words.Word();
  if (what == "problem") {
    if (words.Number<int>() != 1) words.Fail();
  } else if (what == "cohorts") {
    problem.cohorts = words.Number<std::uint32_t>();
  } else if (what == "special") {
    problem.special_features = words.Number<Features>();
  } else if (what == "pairing") {
    ReadPairing(words, problem.pairing);
  } else if (what == "site") {
    problem.sites.push_back(ReadSite(words));
  } else if (what == "unit") {
    problem.units.push_back(ReadUnit(words));
  } else if (what == "room") {
    problem.rooms.push_back(ReadRoom(words));
  } else if (what == "party") {
    problem.parties.push_back(ReadParty(words));
  } else {
    words.Fail();
  }
  if (!words.done()) words.Fail();
}

}  // namespace

std::string WriteProblem(const Problem& problem) {
  std::string text = "problem 1\ncohorts";
  Add(text, problem.cohorts);
  text += "\nspecial";
  Add(text, problem.special_features);
  text += "\npairing";
  Add(text, problem.pairing.risk_classes);
  Add(text, problem.pairing.grades);
  for (const std::uint8_t allowed : problem.pairing.allowed) Add(text, allowed);
  text += '\n';
  for (const Site& site : problem.sites) {
    text += "site";
    Add(text, site.tier);
    Add(text, static_cast<int>(site.open));
    Add(text, static_cast<int>(site.can_open));
    Add(text, site.staff_rooms);
    Add(text, site.grade);
    text += '\n';
  }
  for (const Unit& unit : problem.units) {
    text += "unit";
    Add(text, unit.site.value());
    text += unit.holder ? " " + std::to_string(unit.holder->value()) : " -";
    Add(text, static_cast<int>(unit.closed));
    text += '\n';
  }
  for (const Room& room : problem.rooms) {
    text += "room";
    Add(text, room.unit.value());
    Add(text, room.position);
    Add(text, room.beds);
    Add(text, room.features);
    Add(text, static_cast<int>(room.state));
    Add(text, static_cast<int>(room.clean_zone));
    text += '\n';
  }
  for (const Party& party : problem.parties) AddParty(party, text);
  return text;
}

absl::StatusOr<Problem> ReadProblem(std::string_view text) {
  Problem problem;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    Words words(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (words.done()) continue;
    ReadLine(words, problem);
    if (!words.ok()) {
      return absl::InvalidArgumentError(
          ("line " + std::to_string(number) + " is not as expected").c_str());
    }
  }
  return problem;
}

}  // namespace quaranta::place::families

// Fills a timetable: cohort by cohort, then parts of it anew.
#ifndef QUARANTA_SRC_PLACE_HORIZON_SEARCH_H_
#define QUARANTA_SRC_PLACE_HORIZON_SEARCH_H_

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "place/timetable.h"
#include "quaranta/core/random.h"

namespace quaranta::place::internal {

class HorizonSearch {
 public:
  HorizonSearch(Timetable& table, std::uint64_t seed);

  // Places whoever has no room yet, cohorts in the order of need.
  void Construct();
  // Takes out and plans anew until so many nodes are spent.
  void Improve(std::int64_t node_limit);
  bool stopped_at_limit() const { return stopped_; }

 private:
  // In which order people of a cohort are taken, and units for them.
  struct Manner {
    int order = 0;        // 0: by day of entering, 1: of leaving, 2: by size
    bool second = false;  // of free units sometimes the second best
  };
  // What a free unit would do for those who are left.
  struct Offer {
    std::array<std::int64_t, kMaxClasses> placed{};
    std::int64_t waiting = 0;
    std::int64_t new_site = 0;  // 0: none; later tiers more, then what it costs
    std::int64_t substitutes = 0;
    bool all = false;
    std::int64_t spare = 0;
    std::int64_t blocked = 0;
    std::int64_t distance = 0;
    std::uint32_t unit = kNone;
  };

  static bool Better(const Offer& a, const Offer& b);
  void PlaceCohort(std::uint32_t cohort, const Manner& manner);
  void PlaceAll(std::vector<std::uint32_t> left, const Manner& manner);
  bool PlaceInOwn(std::uint32_t item);
  std::vector<std::uint32_t> Left(std::uint32_t cohort,
                                  const Manner& manner) const;
  bool OpenUnit(std::vector<std::uint32_t>& left, const Manner& manner);
  Offer TryUnit(const std::vector<std::uint32_t>& left, std::uint32_t unit);
  std::int64_t Fill(const std::vector<std::uint32_t>& left, std::uint32_t unit,
                    Offer* offer);
  std::optional<std::int32_t> FirstDay(std::uint32_t item, std::uint32_t unit);

  void TakeOut(std::uint32_t unit, std::size_t hold);
  void TakeOutCohort(std::uint32_t cohort);
  void Ruin();
  void RuinDays(std::uint32_t item);
  void RuinTails(std::uint32_t someone, std::int32_t day);
  void RuinSite();
  void RuinForSomeone();
  std::uint32_t RandomItem();
  void Recreate();
  void RecreateByDays();
  bool MoveOne();

  std::vector<std::uint32_t> CohortsByNeed() const;

  Timetable& table_;
  const StayModel& stays_;
  Random random_;
  std::vector<bool> opened_;  // scratch: sites in use
  std::vector<std::uint32_t> touched_;
  std::uint32_t banned_site_ = kNone;
  bool someone_left_ = false;
  bool stopped_ = false;
};

}  // namespace quaranta::place::internal

#endif  // QUARANTA_SRC_PLACE_HORIZON_SEARCH_H_

// What a certificate speaks of, read from the problem as certificate.h words
// it: components, lodgings that are alike, units that are alike.
#ifndef QUARANTA_SRC_PLACE_VERIFY_VIEW_H_
#define QUARANTA_SRC_PLACE_VERIFY_VIEW_H_

#include <cstdint>
#include <map>
#include <vector>

#include "place/verify_facts.h"
#include "quaranta/place/plan.h"

namespace quaranta::place::verify {

inline constexpr std::uint32_t kNoIndex = 0xFFFFFFFF;

// Free units of one site that take intake and have equally many offered rooms
// of each look.
struct AlikeUnits {
  std::uint32_t site = 0;
  Indices units;
  std::vector<std::pair<std::uint32_t, std::int64_t>> looks;  // and how many
};

// Lodgings of one cohort, or one party too large for a room.
struct AlikeLodgings {
  std::int32_t priority = 0;
  std::int64_t people = 0;  // of each
  std::int64_t count = 0;
  std::int64_t rooms = 1;  // that each needs at least
  // By look: needed features lacking, -1 where they may not be.
  std::vector<std::int64_t> lacking;
  // Of a party too large for one room: by index of AlikeUnits, and by held
  // unit (Cohort::held), whether a run of rooms could take it.
  bool too_large = false;
  std::vector<bool> fits, fits_held;
  // Values of `lacking` among rooms that the cohort could get.
  std::vector<std::int64_t> ways;
};

// Sites of a component by step: one opens only with all of the steps before.
using SiteOrder = std::vector<Indices>;

struct CohortView {
  std::uint32_t component = kNoIndex;
  std::vector<AlikeLodgings> lodgings;
  std::vector<std::uint32_t> choices;             // of View::alike_units
  Indices held;                                   // units
  std::map<std::int32_t, std::int64_t> hopeless;  // by class: nowhere to go
};

class View {
 public:
  explicit View(const Facts& facts);

  const Facts& facts() const { return facts_; }
  const std::vector<AlikeUnits>& alike_units() const { return alike_units_; }
  const std::vector<CohortView>& cohorts() const { return cohorts_; }
  std::uint32_t components() const { return components_; }
  // By unit; kNoIndex if it is held, closed or without rooms.
  std::uint32_t ClassOfUnit(std::uint32_t unit) const { return class_[unit]; }
  // Of the lodgings with this person: index in CohortView::lodgings, or
  // kNoIndex.
  std::uint32_t LodgingsOf(std::uint32_t party, std::uint32_t person) const;
  std::uint32_t ComponentOfSite(std::uint32_t site) const {
    return site_component_[site];
  }
  // All sites of the component that are not open.
  const std::vector<SiteOrder>& OrdersOf(std::uint32_t component) const {
    return orders_[component];
  }
  // Rooms of the held unit, by look, and how many.
  std::vector<std::pair<std::uint32_t, std::int64_t>> LooksOf(
      std::uint32_t unit) const;

 private:
  using Look = std::tuple<std::int64_t, Features, std::uint32_t>;

  void FindLooks();
  void FindUnits();
  void FindLodgings();
  void AddTooLarge(const Group& group, CohortView& cohort);
  void KeepPossible(CohortView& cohort);
  void FindComponents();
  void FindOrders();
  bool MayChoose(const AlikeLodgings& of, std::uint32_t units) const;

  const Facts& facts_;
  std::map<Look, std::uint32_t> look_index_;
  std::vector<std::uint32_t> sample_room_;  // by look
  std::vector<std::uint32_t> look_;         // by room
  std::vector<AlikeUnits> alike_units_;
  std::vector<std::uint32_t> class_;
  std::vector<CohortView> cohorts_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> lodgings_of_;
  std::vector<std::uint32_t> site_component_;
  std::uint32_t components_ = 0;
  std::vector<std::vector<SiteOrder>> orders_;  // by component
};

}  // namespace quaranta::place::verify

#endif  // QUARANTA_SRC_PLACE_VERIFY_VIEW_H_

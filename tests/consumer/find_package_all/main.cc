// Fourteen days from the last exposure: the day of release.
#include <iostream>
#include <string>

#include "quaranta/core/time.h"

int main() {
  const absl::StatusOr<quaranta::Day> exposed =
      quaranta::ParseDay("2022-04-03");
  if (!exposed.ok()) return 1;
  const std::string release = quaranta::FormatDay(*exposed + 14);
  std::cout << "release on " << release << "\n";
  return release == "2022-04-17" ? 0 : 1;
}

// The README's lines, compiled and linked against the installed library.
#include "quaranta/quaranta.h"

bool ReadmeCompiles(const char* folder) {
  auto world = quaranta::io::Open(folder);
  auto policy = quaranta::policy::Policy::Make(
      std::vector<std::string>{"cn-county-2022"});
  quaranta::check::Options options;
  options.as_of = *quaranta::ParseInstant("2022-04-10T17:00:00+08:00");
  if (!world.ok() || !policy.ok()) return false;
  auto report = quaranta::check::Run(*world, *policy, options);
  return report.ok();
}

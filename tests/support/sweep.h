// How much of a long sweep over cases is run.
#ifndef QUARANTA_TESTS_SUPPORT_SWEEP_H_
#define QUARANTA_TESTS_SUPPORT_SWEEP_H_

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define QUARANTA_TESTS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define QUARANTA_TESTS_SANITIZED 1
#endif
#endif

namespace quaranta::testing {

// From one case to the next: every case, but for one in four under a sanitizer,
// which is ten times as slow and looks for faults of memory, not of results.
#ifdef QUARANTA_TESTS_SANITIZED
inline constexpr int kSweepStep = 4;
#else
inline constexpr int kSweepStep = 1;
#endif

}  // namespace quaranta::testing

#endif  // QUARANTA_TESTS_SUPPORT_SWEEP_H_

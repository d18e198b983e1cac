// SHA-256, by OpenSSL.
#ifndef QUARANTA_SRC_POLICY_HASH_H_
#define QUARANTA_SRC_POLICY_HASH_H_

#include <string>
#include <string_view>

namespace quaranta::policy {

// 64 lower-case hex digits.
std::string Sha256(std::string_view bytes);

}  // namespace quaranta::policy

#endif  // QUARANTA_SRC_POLICY_HASH_H_

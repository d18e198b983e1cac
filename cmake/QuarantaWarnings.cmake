# Warnings for our own targets only; consumers never see them.
add_library(quaranta_warnings INTERFACE)
target_compile_options(quaranta_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  $<$<BOOL:${QUARANTA_WERROR}>:-Werror>)

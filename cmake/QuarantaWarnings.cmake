# Warnings for our own targets only; consumers never see them.
add_library(quaranta_warnings INTERFACE)
target_compile_options(quaranta_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  # A designated initializer names what matters; the rest has defaults.
  -Wno-missing-field-initializers
  $<$<BOOL:${QUARANTA_WERROR}>:-Werror>)

# find_package(quaranta COMPONENTS place ...): one component and one export per
# room; the config file pulls in the rooms below and what they need.
include(CMakePackageConfigHelpers)

set(QUARANTA_COMPONENT_TABLE "")
foreach(room IN LISTS QUARANTA_SELECTED_ROOMS)
  get_property(below GLOBAL PROPERTY QUARANTA_BELOW_${room})
  get_property(needs GLOBAL PROPERTY QUARANTA_NEEDS_${room})
  string(APPEND QUARANTA_COMPONENT_TABLE
    "set(quaranta_${room}_ROOMS \"${below}\")\n"
    "set(quaranta_${room}_NEEDS \"${needs}\")\n")
endforeach()

configure_package_config_file(cmake/quarantaConfig.cmake.in
  "${PROJECT_BINARY_DIR}/quarantaConfig.cmake"
  INSTALL_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/quaranta")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/quarantaConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/quarantaConfig.cmake"
              "${PROJECT_BINARY_DIR}/quarantaConfigVersion.cmake"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/quaranta")

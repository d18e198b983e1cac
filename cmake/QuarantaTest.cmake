# One test program per room: tests/NAME/*_test.cc. A NAME that is no room (such
# as `support`) makes a program that links only what LINK says.
find_package(GTest REQUIRED)
include(GoogleTest)

function(quaranta_room_tests name)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS
    "${CMAKE_CURRENT_SOURCE_DIR}/*.cc" "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
  set(paths "${PROJECT_SOURCE_DIR}/tests/support/paths.cc")
  list(APPEND sources "${paths}")
  list(REMOVE_DUPLICATES sources)
  set(target ${name}_tests)
  add_executable(${target} ${sources})
  if(TARGET quaranta_${name})
    target_link_libraries(${target} PRIVATE quaranta::${name})
  endif()
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_link_libraries(${target} PRIVATE ${ARG_LINK}
    GTest::gmock GTest::gtest_main quaranta_warnings)
  target_include_directories(${target} PRIVATE
    "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/src")
  target_compile_options(${target} PRIVATE -ffp-contract=off)
  set_source_files_properties("${paths}" PROPERTIES COMPILE_DEFINITIONS
    "QUARANTA_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\";QUARANTA_BINARY_DIR=\"${PROJECT_BINARY_DIR}\"")
  gtest_discover_tests(${target} DISCOVERY_TIMEOUT 60 PROPERTIES LABELS ${name})
endfunction()

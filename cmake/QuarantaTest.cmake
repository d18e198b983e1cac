# One test program per room: tests/NAME/*_test.cc. A NAME that is no room (such
# as `support`) makes a program that links only what LINK says.
find_package(GTest REQUIRED)
include(GoogleTest)

# A process under a sanitizer takes as long to start as most tests run.
set(QUARANTA_TEST_SHARDS 0 CACHE STRING
    "Processes that share the tests of a program; 0: one for each test")

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
  if(QUARANTA_TEST_SHARDS EQUAL 0)
    gtest_discover_tests(${target} DISCOVERY_TIMEOUT 60 PROPERTIES LABELS ${name})
    return()
  endif()
  math(EXPR last "${QUARANTA_TEST_SHARDS} - 1")
  foreach(shard RANGE ${last})
    add_test(NAME ${name}.${shard} COMMAND ${target} --gtest_brief=1)
    set_tests_properties(${name}.${shard} PROPERTIES LABELS ${name} ENVIRONMENT
      "GTEST_TOTAL_SHARDS=${QUARANTA_TEST_SHARDS};GTEST_SHARD_INDEX=${shard}")
  endforeach()
endfunction()

# Finds what a room needs, by one rule for our own build and for users of the
# installed package (quarantaConfig.cmake includes this file too).
#
#   quaranta_find_need(PACKAGE)
#
# Targets to link afterwards: absl::*, protobuf::libprotobuf, protobuf::protoc,
# yaml-cpp::yaml-cpp, re2::re2, SQLite::SQLite3, nlohmann_json::nlohmann_json,
# OpenSSL::Crypto, PkgConfig::CLP. No versions are asked for: Abseil's version file accepts
# only an exact match, so that any number would refuse every other release.
include(CMakeFindDependencyMacro)

# find_dependency() inside a package configuration, else find_package(REQUIRED).
macro(quaranta_find_or_fail)
  if(CMAKE_FIND_PACKAGE_NAME)
    find_dependency(${ARGN})
  else()
    find_package(${ARGN} REQUIRED)
  endif()
endmacro()

macro(quaranta_find_need package)
  if("${package}" STREQUAL "Protobuf")
    # Newer releases link Abseil and say so in their own configuration file;
    # older ones have none and only CMake's module knows them.
    find_package(Protobuf CONFIG QUIET)
    if(NOT TARGET protobuf::libprotobuf)
      quaranta_find_or_fail(Protobuf MODULE)
    endif()
  elseif("${package}" STREQUAL "re2")
    find_package(re2 CONFIG QUIET)
    if(NOT TARGET re2::re2)
      find_path(QUARANTA_RE2_INCLUDE_DIR re2/re2.h)
      find_library(QUARANTA_RE2_LIBRARY re2)
      mark_as_advanced(QUARANTA_RE2_INCLUDE_DIR QUARANTA_RE2_LIBRARY)
      if(NOT QUARANTA_RE2_INCLUDE_DIR OR NOT QUARANTA_RE2_LIBRARY)
        message(FATAL_ERROR "RE2 was not found (on Debian: libre2-dev)")
      endif()
      add_library(re2::re2 UNKNOWN IMPORTED)
      set_target_properties(re2::re2 PROPERTIES
        IMPORTED_LOCATION "${QUARANTA_RE2_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${QUARANTA_RE2_INCLUDE_DIR}")
    endif()
  elseif("${package}" STREQUAL "yaml-cpp")
    quaranta_find_or_fail(yaml-cpp)
    if(NOT TARGET yaml-cpp::yaml-cpp)  # up to 0.7 the target has no namespace
      add_library(yaml-cpp::yaml-cpp INTERFACE IMPORTED)
      set_target_properties(yaml-cpp::yaml-cpp PROPERTIES
        INTERFACE_LINK_LIBRARIES yaml-cpp)
    endif()
  elseif("${package}" STREQUAL "Clp")
    quaranta_find_or_fail(PkgConfig)
    pkg_check_modules(CLP REQUIRED IMPORTED_TARGET GLOBAL clp)
  else()
    quaranta_find_or_fail(${package})
  endif()
endmacro()

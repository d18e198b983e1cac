# What an installation holds beside libraries and headers: the package
# configuration for find_package(quaranta COMPONENTS place ...) and one
# pkg-config file per room, quaranta-place.pc.
include(CMakePackageConfigHelpers)

set(quaranta_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/quaranta")

# --- find_package ------------------------------------------------------------
set(QUARANTA_COMPONENT_TABLE "")
foreach(room IN LISTS QUARANTA_SELECTED_ROOMS)
  get_property(below GLOBAL PROPERTY QUARANTA_BELOW_${room})
  get_property(needs GLOBAL PROPERTY QUARANTA_NEEDS_${room})
  list(REMOVE_DUPLICATES needs)
  string(APPEND QUARANTA_COMPONENT_TABLE
    "set(quaranta_${room}_ROOMS \"${below}\")\n"
    "set(quaranta_${room}_NEEDS \"${needs}\")\n")
endforeach()

configure_package_config_file(cmake/quarantaConfig.cmake.in
  "${PROJECT_BINARY_DIR}/quarantaConfig.cmake"
  INSTALL_DESTINATION "${quaranta_cmake_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/quarantaConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/quarantaConfig.cmake"
              "${PROJECT_BINARY_DIR}/quarantaConfigVersion.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/QuarantaDependencies.cmake"
  DESTINATION "${quaranta_cmake_dir}" COMPONENT quaranta)

# --- pkg-config ---------------------------------------------------------------
# The pkg-config module of a link library, or "" for one that needs no module.
function(quaranta_pkgconfig_module library out)
  if(library MATCHES "^absl::(.+)$")
    set(module "absl_${CMAKE_MATCH_1}")
  elseif(library STREQUAL "protobuf::libprotobuf")
    set(module protobuf)
  elseif(library MATCHES "^(yaml-cpp::)?yaml-cpp$")
    set(module yaml-cpp)
  elseif(library STREQUAL "re2::re2")
    set(module re2)
  elseif(library STREQUAL "SQLite::SQLite3")
    set(module sqlite3)
  elseif(library STREQUAL "OpenSSL::Crypto")
    set(module libcrypto)
  elseif(library STREQUAL "PkgConfig::CLP")
    set(module clp)
  elseif(library MATCHES "^(nlohmann_json|CLI11)::|^[$]<BUILD_INTERFACE:")
    set(module "")  # headers only, and only our own sources include them
  else()
    message(FATAL_ERROR "cmake/QuarantaInstall.cmake does not know the "
            "pkg-config module of '${library}'")
  endif()
  set(${out} "${module}" PARENT_SCOPE)
endfunction()

function(quaranta_pkgconfig_modules libraries out)
  set(modules "")
  foreach(library IN LISTS libraries)
    quaranta_pkgconfig_module("${library}" module)
    list(APPEND modules ${module})
  endforeach()
  set(${out} ${modules} PARENT_SCOPE)
endfunction()

function(quaranta_write_pkgconfig room)
  get_property(below GLOBAL PROPERTY QUARANTA_BELOW_${room})
  get_property(public_libraries GLOBAL PROPERTY QUARANTA_PUBLIC_${room})
  get_property(private_libraries GLOBAL PROPERTY QUARANTA_PRIVATE_${room})
  quaranta_pkgconfig_modules("${public_libraries}" public_modules)
  quaranta_pkgconfig_modules("${private_libraries}" private_modules)
  # A static library leaves its private libraries to whoever links it.
  if(NOT BUILD_SHARED_LIBS)
    list(APPEND public_modules ${private_modules})
    set(private_modules "")
  endif()
  list(REMOVE_DUPLICATES public_modules)
  # pkg-config walks every path through the requirements, and there are more of
  # them than it can walk: name only what no named room brings along.
  set(lower ${below})
  foreach(other IN LISTS below)
    if(NOT other IN_LIST QUARANTA_SELECTED_ROOMS)
      list(REMOVE_ITEM lower ${other})
    else()
      get_property(implied GLOBAL PROPERTY QUARANTA_BELOW_${other})
      list(REMOVE_ITEM lower ${implied})
    endif()
  endforeach()
  foreach(other IN LISTS lower)
    get_property(implied GLOBAL PROPERTY QUARANTA_MODULES_${other})
    list(REMOVE_ITEM public_modules ${implied})
    list(APPEND all_modules ${implied})
  endforeach()
  list(TRANSFORM lower PREPEND quaranta-)
  set_property(GLOBAL PROPERTY QUARANTA_MODULES_${room} ${all_modules} ${public_modules})
  list(JOIN lower " " QUARANTA_PC_LOWER)
  list(JOIN public_modules " " QUARANTA_PC_PUBLIC)
  list(JOIN private_modules " " QUARANTA_PC_PRIVATE)
  if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" OR IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
    set(QUARANTA_PC_PREFIX "${CMAKE_INSTALL_PREFIX}")
  else()  # the installed tree may be moved
    file(RELATIVE_PATH up "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
    string(REGEX REPLACE "/$" "" up "${up}")
    set(QUARANTA_PC_PREFIX "\${pcfiledir}/${up}")
  endif()
  cmake_path(APPEND libdir "\${prefix}" "${CMAKE_INSTALL_LIBDIR}")
  cmake_path(APPEND includedir "\${prefix}" "${CMAKE_INSTALL_INCLUDEDIR}")
  set(QUARANTA_PC_LIBDIR "${libdir}")
  set(QUARANTA_PC_INCLUDEDIR "${includedir}")
  set(QUARANTA_PC_ROOM "${room}")
  set(file "${PROJECT_BINARY_DIR}/quaranta-${room}.pc")
  configure_file(cmake/quaranta.pc.in "${file}" @ONLY)
  install(FILES "${file}" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
    COMPONENT quaranta-${room})
endfunction()

foreach(room IN LISTS QUARANTA_SELECTED_ROOMS)
  quaranta_write_pkgconfig(${room})
endforeach()

# The header of the whole house goes with the highest room that it includes.
if("report" IN_LIST QUARANTA_SELECTED_ROOMS)
  install(FILES include/quaranta/quaranta.h
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/quaranta" COMPONENT quaranta-report)
endif()

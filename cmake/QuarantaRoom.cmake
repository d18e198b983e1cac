# Rooms: one library target, one export and one install component each.
#
#   quaranta_declare_room(NAME FLOOR n [ROOMS lower...])   in the root, once
#   quaranta_room(NAME [NEEDS packages...] [LINK private libs...]
#                 [PUBLIC_LINK libs...] [GENERATED files...]
#                 [GENERATED_HEADERS files...])            in src/NAME
# Headers are include/quaranta/NAME/*.h, sources src/NAME/*.cc. NEEDS are the
# packages (see QuarantaDependencies) that LINK and PUBLIC_LINK come from.

set(QUARANTA_ALL_ROOMS "")

function(quaranta_declare_room name)
  cmake_parse_arguments(ARG "" "FLOOR" "ROOMS" ${ARGN})
  set_property(GLOBAL PROPERTY QUARANTA_FLOOR_${name} "${ARG_FLOOR}")
  set_property(GLOBAL PROPERTY QUARANTA_BELOW_${name} "${ARG_ROOMS}")
  set(QUARANTA_ALL_ROOMS ${QUARANTA_ALL_ROOMS} ${name} PARENT_SCOPE)
endfunction()

# Sets QUARANTA_SELECTED_ROOMS: the rooms asked for and those below them that
# they are allowed to include, in floor order. Rooms without sources yet are
# left out.
function(quaranta_select_rooms wanted)
  set(selected "")
  if(wanted STREQUAL "all")
    set(selected ${QUARANTA_ALL_ROOMS})
  else()
    foreach(room IN LISTS wanted)
      if(NOT room IN_LIST QUARANTA_ALL_ROOMS)
        message(FATAL_ERROR "QUARANTA_ROOMS: there is no room '${room}'; "
                "rooms are: ${QUARANTA_ALL_ROOMS}")
      endif()
      get_property(below GLOBAL PROPERTY QUARANTA_BELOW_${room})
      list(APPEND selected ${room} ${below})
    endforeach()
  endif()
  set(ordered "")
  foreach(room IN LISTS QUARANTA_ALL_ROOMS)
    if(room IN_LIST selected
       AND EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/src/${room}/CMakeLists.txt")
      list(APPEND ordered ${room})
    endif()
  endforeach()
  set(QUARANTA_SELECTED_ROOMS ${ordered} PARENT_SCOPE)
endfunction()

function(quaranta_room name)
  cmake_parse_arguments(ARG "" "" "LINK;PUBLIC_LINK;GENERATED;GENERATED_HEADERS;NEEDS" ${ARGN})
  foreach(package IN ITEMS absl LISTS ARG_NEEDS)
    quaranta_find_need(${package})
  endforeach()
  set(include_dir "${PROJECT_SOURCE_DIR}/include")
  set(generated_dir "${PROJECT_BINARY_DIR}/generated/include")
  file(GLOB headers CONFIGURE_DEPENDS "${include_dir}/quaranta/${name}/*.h")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  set(target quaranta_${name})
  add_library(${target} ${sources} ${ARG_GENERATED})
  add_library(quaranta::${name} ALIAS ${target})
  target_sources(${target} PUBLIC FILE_SET HEADERS
    BASE_DIRS "${include_dir}" "${generated_dir}"
    FILES ${headers} ${ARG_GENERATED_HEADERS})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/src")
  target_compile_features(${target} PUBLIC cxx_std_20)
  # No fused multiply-add: the same input gives the same bytes everywhere.
  target_compile_options(${target} PRIVATE -ffp-contract=off)
  set_target_properties(${target} PROPERTIES
    EXPORT_NAME ${name}
    CXX_EXTENSIONS OFF
    POSITION_INDEPENDENT_CODE ON
    DEFINE_SYMBOL ""
    VERSION ${PROJECT_VERSION}
    SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
    VERIFY_INTERFACE_HEADER_SETS ${PROJECT_IS_TOP_LEVEL})
  get_property(below GLOBAL PROPERTY QUARANTA_BELOW_${name})
  set(uses "")
  foreach(room IN LISTS below)
    if(TARGET quaranta_${room})
      list(APPEND uses quaranta_${room})
    else()  # a lower room without sources yet: its headers cannot be complete
      set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS OFF)
    endif()
  endforeach()
  target_link_libraries(${target}
    PUBLIC ${uses} absl::status absl::statusor ${ARG_PUBLIC_LINK}
    PRIVATE ${ARG_LINK} $<BUILD_INTERFACE:quaranta_warnings>)
  # What a user of the installed room has to find and link as well.
  set_property(GLOBAL PROPERTY QUARANTA_NEEDS_${name} absl ${ARG_NEEDS})
  set_property(GLOBAL PROPERTY QUARANTA_PUBLIC_${name}
    absl::status absl::statusor ${ARG_PUBLIC_LINK})
  set_property(GLOBAL PROPERTY QUARANTA_PRIVATE_${name} ${ARG_LINK})
  if(QUARANTA_INSTALL)
    install(TARGETS ${target} EXPORT quaranta-${name}
      RUNTIME COMPONENT quaranta-${name}
      LIBRARY COMPONENT quaranta-${name} NAMELINK_COMPONENT quaranta-${name}
      ARCHIVE COMPONENT quaranta-${name}
      FILE_SET HEADERS COMPONENT quaranta-${name})
    install(EXPORT quaranta-${name} NAMESPACE quaranta::
      DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/quaranta"
      COMPONENT quaranta-${name})
  endif()
endfunction()

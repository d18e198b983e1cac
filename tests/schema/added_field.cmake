# Adds a field to a copy of one proto and looks for it in every output; then
# removes one and sees the baseline refuse it. Run with cmake -P and PROTOC,
# PROTOC_INCLUDES, SCHEMAGEN, PROTO_DIR, BASELINE, WORK_DIR.
cmake_minimum_required(VERSION 3.25)

set(protos "${WORK_DIR}/proto")
set(out "${WORK_DIR}/out")
file(REMOVE_RECURSE "${WORK_DIR}")
file(MAKE_DIRECTORY "${out}/python")
file(COPY "${PROTO_DIR}/quaranta" DESTINATION "${protos}"
     FILES_MATCHING PATTERN "*.proto")

set(room "${protos}/quaranta/v1/room.proto")
set(next_comment "  // Number on the door.")
file(READ "${room}" original)
string(REPLACE "${next_comment}" "  // Says that a field arrived.
  optional string test_marker = 900
      [(field) = { zh: \"测试\", synonym: \"测试标记\" }];
${next_comment}" changed "${original}")
if(changed STREQUAL original)
  message(FATAL_ERROR "room.proto has no '${next_comment}'")
endif()

# Derives everything into `out`; sets `result` and `errors`.
function(derive)
  file(GLOB files RELATIVE "${protos}" "${protos}/quaranta/v1/*.proto")
  set(includes "-I${protos}")
  if(PROTOC_INCLUDES)
    list(APPEND includes "-I${PROTOC_INCLUDES}")
  endif()
  execute_process(
    COMMAND "${PROTOC}" ${includes} --include_imports --include_source_info
            "--descriptor_set_out=${out}/set.binpb" ${files}
    COMMAND_ERROR_IS_FATAL ANY)
  execute_process(
    COMMAND "${SCHEMAGEN}" "--descriptor_set=${out}/set.binpb"
            "--update_baseline=${out}/baseline.binpb"
            "--records=${out}/records.h" "--tables=${out}/tables.cc"
            "--markdown=${out}/schema.md"
            "--json_schema=${out}/schema.json" "--python=${out}/python"
    RESULT_VARIABLE result ERROR_VARIABLE errors)
  set(result "${result}" PARENT_SCOPE)
  set(errors "${errors}" PARENT_SCOPE)
endfunction()

function(expect file text)
  file(READ "${out}/${file}" content)
  string(FIND "${content}" "${text}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "${file} does not hold: ${text}")
  endif()
endfunction()

file(WRITE "${room}" "${changed}")
file(COPY_FILE "${BASELINE}" "${out}/baseline.binpb")
derive()
if(NOT result EQUAL 0)
  message(FATAL_ERROR "an added field was refused: ${errors}")
endif()
expect(records.h "std::optional<std::string> test_marker;")
expect(records.h "record.test_marker")
expect(tables.cc ".name = \"test_marker\", .number = 900,")
expect(tables.cc ".synonym = \"测试标记\"")
expect(schema.md "| `test_marker` | 测试 | string | Says that a field arrived. | 测试标记 |")
expect(schema.json "\"test_marker\": {\"$ref\": \"#/$defs/string\", \"title\": \"测试\"")
expect(python/room.py "test_marker: str")
expect(python/room.py "Says that a field arrived. (测试)")

# The baseline has learnt the field; taking it away again breaks it.
file(WRITE "${room}" "${original}")
derive()
if(NOT result EQUAL 1 OR NOT errors MATCHES "Room.test_marker = 900: removed")
  message(FATAL_ERROR "a removed field went unnoticed (${result}): ${errors}")
endif()

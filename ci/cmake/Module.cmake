# SPDX-License-Identifier: MIT
# gulliver_module(FOLDER [USES MODULE...] [WITH LIBRARY...])
#
# Makes the library of one folder from its *.cpp (an interface library where there are none).
# USES names the modules its files may include and link; WITH the third-party libraries that
# appear here and nowhere above. The map is kept in modules.txt for the test that guards it.
# A folder's NAME.sql becomes the text NAME_sql of <FOLDER/NAME.sql.hpp>, for its own *.cpp alone, and
# NAME.c, which is compiled beside a kernel and not here, the text NAME_c of <FOLDER/NAME.c.hpp>; so do
# NAME.bash, NAME.css and NAME.js.
file(WRITE ${CMAKE_BINARY_DIR}/modules.txt "")

function(gulliver_embed target folder)
  file(GLOB scripts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.sql ${CMAKE_SOURCE_DIR}/${folder}/*.c
       ${CMAKE_SOURCE_DIR}/${folder}/*.bash ${CMAKE_SOURCE_DIR}/${folder}/*.css ${CMAKE_SOURCE_DIR}/${folder}/*.js)
  foreach(script IN LISTS scripts)
    set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${script})
    file(READ ${script} text)
    cmake_path(GET script FILENAME file)
    string(REPLACE "." "_" name ${file})
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/embedded/${folder}/${file}.hpp @ONLY CONTENT [[
#pragma once
#include <string_view>
namespace gulliver {
inline constexpr std::string_view @name@ = R"embedded(@text@)embedded";
}
]])
    target_include_directories(${target} PRIVATE ${CMAKE_BINARY_DIR}/embedded)
  endforeach()
endfunction()

function(gulliver_module folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "USES;WITH")
  string(REPLACE "/" "_" target ${folder})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cpp)
  string(REPLACE "/" "_" uses "${arg_USES}")
  if(sources)
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PUBLIC ${uses} PRIVATE gulliver_settings)
    target_link_libraries(${target} PUBLIC ${arg_WITH})
    gulliver_embed(${target} ${folder})
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE ${uses} ${arg_WITH})
  endif()
  list(JOIN arg_USES " " line)
  file(APPEND ${CMAKE_BINARY_DIR}/modules.txt "${folder}: ${line}\n")
  set_property(GLOBAL APPEND PROPERTY GULLIVER_MODULES ${folder})
endfunction()

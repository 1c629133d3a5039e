# SPDX-License-Identifier: MIT
# What every file of the project is compiled with; linked privately, never by third-party code.
add_library(gulliver_settings INTERFACE)
target_compile_features(gulliver_settings INTERFACE cxx_std_20)
target_include_directories(gulliver_settings INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(gulliver_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wcast-qual -Wimplicit-fallthrough
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)  # g++ 12 -O3 cries wolf at "text" + std::string (GCC bug 105651)
target_compile_definitions(gulliver_settings INTERFACE
  BOOST_ASIO_NO_DEPRECATED GULLIVER_VERSION="${PROJECT_VERSION}")
if(GULLIVER_WERROR)
  target_compile_options(gulliver_settings INTERFACE -Werror)
endif()
if(GULLIVER_SANITIZE)
  target_compile_options(gulliver_settings INTERFACE -fsanitize=${GULLIVER_SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(gulliver_settings INTERFACE -fsanitize=${GULLIVER_SANITIZE})
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

# SPDX-License-Identifier: MIT
# What a Debian package of Gulliver says of itself; ci/package makes it.
install(FILES ci/debian-copyright DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
foreach(folder orchestrator/report orchestrator/answer orchestrator/export)  # formats, by the names that --help gives
  install(FILES ${folder}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR}/${folder})
endforeach()

string(TIMESTAMP today "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${CMAKE_BINARY_DIR}/changelog "gulliver (${PROJECT_VERSION}) unstable; urgency=medium

  * What changed is in the history of the repository.

 -- The Gulliver authors <gulliver@example.org>  ${today}
")
execute_process(COMMAND gzip -9n INPUT_FILE ${CMAKE_BINARY_DIR}/changelog
  OUTPUT_FILE ${CMAKE_BINARY_DIR}/changelog.gz COMMAND_ERROR_IS_FATAL ANY)
install(FILES ${CMAKE_BINARY_DIR}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Neither `cmake --install` nor cpack builds the tests first.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

# The packages of ci/debian-packages.txt from "# To run" on, as a list for dpkg.
function(packages_to_run variable)
  file(STRINGS ${CMAKE_SOURCE_DIR}/ci/debian-packages.txt lines)
  set(packages "")
  set(is_to_run NO)
  foreach(line IN LISTS lines)
    if(line MATCHES "^# (.*)")
      string(COMPARE EQUAL "${CMAKE_MATCH_1}" "To run" is_to_run)
    elseif(is_to_run AND line MATCHES "^([a-z0-9.+-]+)")
      list(APPEND packages ${CMAKE_MATCH_1})
    endif()
  endforeach()
  list(JOIN packages ", " text)
  set(${variable} "${text}" PARENT_SCOPE)
endfunction()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME gulliver)
set(CPACK_PACKAGE_CONTACT "The Gulliver authors <gulliver@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "build and test Rust in the Linux kernel on many architectures")
set(CPACK_PACKAGE_DESCRIPTION
"Gulliver builds Rust-enabled Linux kernels for a matrix of architectures,
byte orders and configurations with one LLVM toolchain, boots each in QEMU,
reads the kernel's own Rust self-tests off its console, keeps every result,
and reports. It says what a patch series breaks, and whose part of the tree
that is.
.
Toolchain and emulator are in an image that it makes of Debian packages;
nothing of them has to be installed.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
packages_to_run(CPACK_DEBIAN_PACKAGE_DEPENDS)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS b4)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_VERBATIM_VARIABLES ON)
include(CPack)

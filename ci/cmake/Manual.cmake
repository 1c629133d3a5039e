# SPDX-License-Identifier: MIT
# The program writes its own man pages and completion scripts each time that it was linked, so that they say
# what --help says. Same program and same SOURCE_DATE_EPOCH, same files.
set(manual ${CMAKE_BINARY_DIR}/manual)
add_custom_command(TARGET gulliver POST_BUILD
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${manual}
  COMMAND gulliver manual ${manual}
  COMMAND sh -c "gzip -9nk ${manual}/*.1"
  COMMENT "Writing man pages and completion scripts" VERBATIM)

install(DIRECTORY ${manual}/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 FILES_MATCHING PATTERN "*.1.gz")
install(FILES ${manual}/gulliver.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME gulliver)
install(FILES ${manual}/_gulliver DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${manual}/gulliver.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

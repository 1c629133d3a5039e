// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// The suites that a kernel booted with kunit.action=list names on its console, in order, each once.
/// Format: kunit_exec_list_tests() in lib/kunit/executor.c of the kernel: "KTAP version 1", then for each
/// suite a line "SUITE" and a line "SUITE.TEST" for each of its tests.
///
/// Other lines may stand in between, so a name counts only once a test of it follows. At most 500 names,
/// each of at most 100 printable ASCII characters and without quotation marks, so that it can be passed
/// to suite_filter(). Never throws on input.
std::vector<std::string> parse_suite_list(std::string_view console);

/// The word of a kernel's command line by which KUnit runs this suite and no other.
std::string suite_filter(std::string_view suite);

}  // namespace gulliver

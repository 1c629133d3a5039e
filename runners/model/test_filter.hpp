// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace gulliver {

/// The filter that a person's glob stands for, "SUITE_GLOB.TEST_GLOB" as kunit.filter_glob takes it: cut at
/// the first period, globs as in lib/glob.c of the kernel. A glob without a period is about tests of any
/// suite.
/// \throws InputError  it is empty, several, or holds what cannot stand on a kernel's command line
std::string test_filter(std::string_view glob);

/// Whether KUnit runs a test under a filter. Its name is "suite.test", with the name of a parameter behind
/// another period where it has some; an empty filter matches all.
bool passes_filter(std::string_view filter, std::string_view name);

/// The filter that matches one test, with all its parameters, and nothing else. Empty: the name cannot stand
/// on a kernel's command line.
std::string filter_of_test(std::string_view suite, std::string_view test);

/// The filter that matches a whole suite. Empty: as above.
std::string filter_of_suite(std::string_view suite);

}  // namespace gulliver

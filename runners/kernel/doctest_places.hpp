// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/kernel.hpp>

#include <string_view>
#include <vector>

namespace gulliver {

/// rustc names places in the file that holds all doctests; this gives each of them the place in the
/// documentation that the example stands at, and in_a_doctest behind its text. `generated` is that file.
/// Format: scripts/rustdoc_test_gen.rs of the kernel, its ".location" line and its __DOCTEST_ANCHOR.
/// A place that is in no example stays as it is.
void place_doctests(std::vector<Diagnostic>& diagnostics, std::string_view generated);

}  // namespace gulliver

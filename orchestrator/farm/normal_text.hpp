// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace gulliver {

/// A message without what differs from run to run, or with an edit somewhere above the line that it
/// names: every number (line, size, process, processor, second) and every address becomes "#", and
/// blanks become one. Names keep their digits (u64, E0308, rust_doctest_kernel_xarray_rs_0).
std::string normal_text(std::string_view text);

}  // namespace gulliver

// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace gulliver {

/// A function's name as Rust writes it, "<u64 as core::fmt::Display>::fmt" for "_RNvXsi_NtNtNtCs2DxGA1hvVcO_4core...":
/// without the crates' hashes, which change with every compiler. At most 1,000 bytes of it.
/// A symbol that is no mangled name of Rust's, or too tangled a one to be safe to follow, comes back as it is.
std::string rust_name(std::string_view symbol);

}  // namespace gulliver

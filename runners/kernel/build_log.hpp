// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/kernel.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// Finds the messages of clang, rustc, ld.lld, modpost and make in a build log, in order; of a
/// hostile or endless log the first 200.
std::vector<Diagnostic> parse_build_log(std::string_view log);

/// Why a build failed, for its verdict: the first error, with the place it names.
std::string build_failure_reason(const std::vector<Diagnostic>& diagnostics);

/// What the machine, and not the kernel, did to the build: no space, no memory. Empty: nothing.
std::string machine_trouble(std::string_view log);

}  // namespace gulliver

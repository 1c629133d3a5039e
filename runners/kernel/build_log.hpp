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

/// Why make failed: the first error, with its layer and the place it names. link-failed if that is an
/// error of the linker or of modpost, else build-failed.
Verdict build_failure(const std::vector<Diagnostic>& diagnostics);

/// What the machine, and not the kernel, did to the build: no space, no memory. Empty: nothing.
std::string machine_trouble(std::string_view log);

}  // namespace gulliver

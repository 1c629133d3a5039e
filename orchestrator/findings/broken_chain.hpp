// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/findings/blame.hpp>

#include <optional>
#include <string_view>

namespace gulliver {

/// From an error of rustc back to the changed line of C that it comes of: a name in the error, or in
/// the lines that it is about, is that of a binding which is not as before, and a header that the
/// change touches speaks of it. Nothing where one of the links is not found.
std::optional<BrokenChain> broken_chain(const Diagnostic& error, const BlameSources& sources);

/// Whether two texts have an identifier of more than two letters in common.
bool shares_a_word(std::string_view one, std::string_view other);

}  // namespace gulliver

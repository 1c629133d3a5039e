// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace gulliver {

using Variables = std::vector<std::pair<std::string, std::string>>;

/// Our own environment with `changes` on top, as NAME=VALUE lines.
std::vector<std::string> environment_with(const Variables& changes);

/// Where `program` lies, looked up in the PATH of `changes` or, without one there, in ours.
/// A name with a slash is a path already.
/// \throws Error  it is nowhere
std::filesystem::path find_program(const std::string& program, const Variables& changes);

}  // namespace gulliver

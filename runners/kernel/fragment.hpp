// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/kernel.hpp>

#include <string_view>
#include <vector>

namespace gulliver {

/// Reads a Kconfig fragment: `CONFIG_X=value`, `# CONFIG_X is not set` (asks for n), comments and
/// blank lines. The comment `# gulliver: optional` marks the options that follow it, up to the next
/// blank line, as optional.
/// \throws InputError  every line that is none of these, with file and line
std::vector<ConfigOption> parse_fragment(std::string_view file, std::string_view text);

/// The request as one file for KCONFIG_ALLCONFIG: of several lines for an option, the last.
std::string render_request(const ConfigRequest& request);

}  // namespace gulliver

// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/command_facts.hpp>

#include <string>
#include <string_view>

namespace gulliver {

/// A text as it may stand anywhere in man(7) source: nothing in it is a request, an escape or a dash that
/// cannot be copied.
std::string roff_text(std::string_view text);

/// "gulliver-run.1"; of the program "gulliver.1".
std::string man_page_name(const CommandFacts& command);

/// The page of the program or of one of its commands, with those below it. `date` is "2026-11-26", or empty.
/// Format: man(7) of groff and of mandoc.
std::string man_page(const CommandFacts& program, const CommandFacts& command, const std::string& date);

}  // namespace gulliver

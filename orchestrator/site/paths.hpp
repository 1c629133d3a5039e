// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>

#include <string>
#include <string_view>

namespace gulliver {

/// Where the pages of a site stand, relative to its folder, and as files are named: whatever a name holds, its page is one
/// file in the folder of its kind. The same name always has the same page, so that links keep. JSON of a page stands
/// beside it: page_path() with ".json" in place of ".html".
inline constexpr std::string_view front_path = "index.html";
inline constexpr std::string_view runs_path = "runs.html";

/// "matrices/all-1f0c83a2.html": two matrices of one name, in two folders, are two.  \param file  absolute
std::string matrix_path(const std::string& file);
std::string matrix_id(const std::string& file);          ///< "all-1f0c83a2"
std::string run_path(RunId run);                         ///< "runs/12.html"
std::string record_path(RunId run, const std::string& cell);   ///< "runs/12/mips-big~2Fkunit.html"
std::string console_path(RunId run, const std::string& cell, std::size_t boot);  ///< boot 1 is the first
std::string build_log_path(RunId run, const std::string& cell);
std::string cell_path(const std::string& cell);          ///< "cells/mips-big~2Fkunit.html"
std::string abstraction_path(const std::string& name);   ///< "abstractions/net~3A~3Aphy.html"
std::string test_path(const std::string& name);          ///< "tests/rust_kvec.push.html"

/// A name as a file's: letters, digits, "_", "-" and "." (but not as the first) stay, of all other bytes their number stands
/// behind "~". What would be longer than 150 bytes is cut, and made unlike others by its hash.
std::string file_name_of(std::string_view name);

/// A path of a site as it stands in a link on the page `from`: "runs/12.html" on "cells/x.html" is "../runs/12.html".
std::string relative_link(std::string_view from, std::string_view to);

}  // namespace gulliver

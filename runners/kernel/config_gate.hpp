// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/kernel.hpp>

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace gulliver {

inline constexpr std::size_t longest_kconfig = 16u << 20;  // bytes: what is longer is not read

/// A .config: option name without CONFIG_ -> value as written. What is not set is not in it.
std::map<std::string, std::string> parse_dot_config(std::string_view text);

/// Whether .config has what was asked for. A hexadecimal number may be spelled in more than one way: 0X0f is 0xf.
bool same_value(std::string_view wanted, std::string_view found);

/// The last line for each option, in the order of those lines. RUST=y is asked for by every cell,
/// whether or not a fragment says so: a kernel without Rust has nothing to tell here.
std::vector<ConfigOption> effective_options(const ConfigRequest& request);

/// Request against result. `defined` holds the symbols of the tree's Kconfig; it is only asked
/// about options that are optional.
ConfigResult compare_config(const ConfigRequest& request, const std::map<std::string, std::string>& dot_config,
                            const std::set<std::string>& defined);

/// Of the optional options of a request, those that the Kconfig files of a tree define.
std::set<std::string> defined_optionals(const ConfigRequest& request, const std::filesystem::path& tree);

/// Where the Kconfig files of a tree define these symbols: name -> "arch/arm64/Kconfig:12". Those that none
/// defines are left out.
std::map<std::string, std::string> definitions(const std::set<std::string>& names, const std::filesystem::path& tree);

/// "Kconfig dropped RUST=y (it is n; asked for in a.config:3) and 2 more: X, Y". RUST comes first
/// where it is among them; `rust_reason` says why Rust is not available, if that is known.
std::string dropped_reason(const ConfigResult& result, std::string_view rust_reason);

/// What `make rustavailable` complains of, as one line: the text behind its `***`.
std::string rust_complaint(std::string_view output);

}  // namespace gulliver

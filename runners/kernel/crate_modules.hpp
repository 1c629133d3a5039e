// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/crate_module.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// The modules of a tree's kernel crate, the outer before the inner: what `mod NAME;` leads to from
/// rust/kernel/lib.rs on, and which of them a .config (as of parse_dot_config()) has compiled. A tree without Rust
/// has none. Not read are: modules in modules of one file, and what a macro makes.
Crate crate_modules(const std::filesystem::path& tree, const std::map<std::string, std::string>& dot_config);

/// What a cfg predicate is (https://doc.rust-lang.org/reference/conditional-compilation.html) where only options
/// of Kconfig are known: `CONFIG_NET`, `CONFIG_DRM = "y"`, `all(..)`, `any(..)`, `not(..)`.
struct CfgValue {
  std::optional<bool> holds;         ///< nothing: it is about something else, and that decides
  std::vector<std::string> missing;  ///< symbols, without CONFIG_, for want of which it does not hold
};
CfgValue evaluate_cfg(std::string_view predicate, const std::map<std::string, std::string>& dot_config);

}  // namespace gulliver

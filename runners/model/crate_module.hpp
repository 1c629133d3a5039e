// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// A module of the kernel crate (rust/kernel), as the source has it and as one configuration makes it.
struct CrateModule {
  std::string name;                   ///< "net::phy"; of lib.rs "kernel"
  std::string file;                   ///< "rust/kernel/net/phy.rs"
  std::string condition;              ///< of its `#[cfg()]`, and of the modules that hold it: "CONFIG_NET, CONFIG_X"; empty: none
  std::optional<bool> compiled;       ///< nothing: the condition is about more than Kconfig
  std::vector<std::string> missing;   ///< Kconfig symbols, without CONFIG_, that the condition wants and the configuration lacks
  std::vector<std::string> suites;    ///< KUnit suites that stand in it: "rust_kernel_bitmap"
  int examples = 0;                   ///< of its documentation that are doctests where it is compiled
  bool operator==(const CrateModule&) const = default;
};

/// All modules of a crate, the outer before the inner.
using Crate = std::vector<CrateModule>;

}  // namespace gulliver

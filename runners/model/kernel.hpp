// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/crate_module.hpp>
#include <runners/model/seconds.hpp>
#include <runners/model/verdict.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// One line of a Kconfig fragment.
struct ConfigOption {
  std::string name;       ///< without the CONFIG_ prefix
  std::string value;      ///< as in .config: y, m, n, 42, 0x10, "text" (quotes included)
  std::string file;       ///< the fragment that asks for it
  int line = 0;           ///< 1-based
  bool optional = false;  ///< nothing is lost where the tree's Kconfig does not define it
  bool operator==(const ConfigOption&) const = default;
};

/// What a build asks of Kconfig: fragments in order; a later line wins over an earlier one.
struct ConfigRequest {
  std::string base = "allnoconfig";  ///< make target that the options go on top of
  std::vector<ConfigOption> options;
  bool operator==(const ConfigRequest&) const = default;
};

/// Everything that decides a kernel image, apart from the toolchain.
struct KernelSpec {
  std::string id;                       ///< stable from run to run; names the persistent build folder
  std::filesystem::path source;         ///< work tree
  std::string tree_id;                  ///< git tree id of `source`
  std::string linux_arch;               ///< ARCH=
  std::vector<std::string> make;        ///< further make arguments
  std::vector<std::string> targets;     ///< what make builds
  std::string image;                    ///< what the guest boots, relative to the build folder
  ConfigRequest request;
  std::vector<std::string> init = {};   ///< flags by which clang compiles the guest's /init; empty: it has no user space
  std::string seed = {};                ///< id of the build whose folder this one's begins as a copy of; may be empty
};

/// An option that .config does not have as it was asked for.
struct DroppedOption {
  ConfigOption wanted;
  std::string found;  ///< the value in .config; "n" where it is unset or invisible
  bool operator==(const DroppedOption&) const = default;
};

/// Why Kconfig lost an option.
struct UnmetOption {
  std::string option;      ///< "RUST"
  std::string dependency;  ///< as Kconfig has it, each symbol with its value: "HAVE_RUST [=y] && !RANDSTRUCT [=y]"
  /// The requested options that are the cause: without them Kconfig keeps the option, and none of
  /// them can be spared. Empty: nothing that was requested stands in its way.
  std::vector<ConfigOption> causes;
  bool operator==(const UnmetOption&) const = default;
};

/// Request against result, before anything is compiled.
struct ConfigResult {
  std::vector<DroppedOption> dropped;
  std::vector<ConfigOption> unknown;    ///< optional, and not defined by this tree
  std::vector<UnmetOption> unmet = {};  ///< of the dropped ones, those that were looked into
  bool operator==(const ConfigResult&) const = default;
};

/// A message of the compiler, the linker or make.
struct Diagnostic {
  std::string file;  ///< relative to the tree; empty where the tool named none
  int line = 0;
  std::string severity;  ///< "error", "warning", "fatal"
  std::string text;
  bool operator==(const Diagnostic&) const = default;
};

/// What came of a build.
struct BuildResult {
  Verdict verdict;  ///< passed, unsupported, config-dropped, build-failed, link-failed, deadline or broken
  ConfigResult config;
  std::vector<Diagnostic> diagnostics;
  std::filesystem::path image;      ///< empty unless passed
  std::string image_hash;           ///< SHA-256 of the image, and of the user space that it has; lower-case hexadecimal
  std::shared_ptr<const Crate> crate = {};  ///< as it is configured; null where Kconfig did not come to an end
  std::filesystem::path config_file;
  std::filesystem::path log;
  Seconds took{};
  std::uint64_t memory = 0;  ///< bytes that make and all below it held at most; 0: not known
  bool cached = false;  ///< nothing was made: tree, config, toolchain and arguments were as before
};

}  // namespace gulliver

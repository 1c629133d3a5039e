// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/kernel.hpp>
#include <runners/model/toolchain.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// Name of the file that holds the request, and where the sandbox sees it.
inline constexpr std::string_view request_file = "request.config";
inline constexpr std::string_view request_place = "/tmp/request.config";

/// `make` for one kernel: tree and build folder at their fixed places in the sandbox, LLVM, and
/// user, host, time and version pinned, so that equal input gives an equal image
/// (Documentation/kbuild/reproducible-builds.rst).
std::vector<std::string> make_command(const KernelSpec& kernel, const Toolchain& toolchain,
                                      const std::vector<std::string>& targets);

/// Whether the base is one that takes the request along (KCONFIG_ALLCONFIG: allnoconfig and its
/// kin), or one, like defconfig, on top of whose .config it is put.
bool takes_request(std::string_view base);

/// What make is asked for, to configure from a base that takes the request along.
std::vector<std::string> configure_targets(const ConfigRequest& request);

/// Everything that decides the image, as text: the same text, the same image.
std::string build_inputs(const KernelSpec& kernel, const Toolchain& toolchain);

/// Whether the toolchain's make knows jobservers of the fifo style (make >= 4.4).
bool make_takes_fifo(const Toolchain& toolchain);

/// Whether a line of make's output tells of a step done ("  CC      kernel/fork.o").
bool is_progress_line(std::string_view line);

}  // namespace gulliver

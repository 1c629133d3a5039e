// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/kernel.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// What a guest's user space is made of: images/guest/init.c, which is C, and images/guest/initramfs.bash, a script of sh.
std::string_view init_source();
std::string_view initramfs_script();

/// What make builds for it besides: modules, and the headers that /init is compiled with.
std::vector<std::string> user_space_targets();

/// The command that makes it in a build folder at its place in the sandbox; it reads init_source().
std::vector<std::string> initramfs_command(const KernelSpec& kernel);

}  // namespace gulliver

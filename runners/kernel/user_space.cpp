// SPDX-License-Identifier: MIT
#include <runners/kernel/user_space.hpp>

#include <images/guest/init.c.hpp>
#include <images/guest/initramfs.bash.hpp>
#include <runners/toolchain/sandbox.hpp>

namespace gulliver {

std::string_view init_source() {
  return init_c;
}

std::string_view initramfs_script() {
  return initramfs_bash;
}

std::vector<std::string> user_space_targets() {
  return {"modules", "headers_install"};
}

std::vector<std::string> initramfs_command(const KernelSpec& kernel) {
  std::vector<std::string> argv{"sh",           "-c", std::string(initramfs_script()), "initramfs", inside::source,
                                inside::build, kernel.image};
  argv.insert(argv.end(), kernel.init.begin(), kernel.init.end());
  return argv;
}

}  // namespace gulliver

// SPDX-License-Identifier: MIT
#include <runners/kernel/make_command.hpp>

#include <runners/kernel/fragment.hpp>
#include <runners/kernel/user_space.hpp>
#include <runners/toolchain/sandbox.hpp>

#include <cctype>
#include <charconv>

namespace gulliver {
namespace {

/// Raise it whenever make_command() changes in a way that changes images.
constexpr std::string_view recipe_version = "1";

bool has_ccache(const Toolchain& toolchain) { return toolchain.versions.contains("ccache"); }

}  // namespace

std::vector<std::string> make_command(const KernelSpec& kernel, const Toolchain& toolchain,
                                      const std::vector<std::string>& targets) {
  std::vector<std::string> argv{
      "make",
      "-C", inside::source,
      std::string("O=") + inside::build,
      "ARCH=" + kernel.linux_arch,
      "LLVM=1",
      "KBUILD_BUILD_USER=gulliver",
      "KBUILD_BUILD_HOST=gulliver",
      "KBUILD_BUILD_VERSION=1",
      "KBUILD_BUILD_TIMESTAMP=Thu Jan  1 00:00:00 UTC 1970",
  };
  if (has_ccache(toolchain)) argv.push_back("CC=ccache clang");
  argv.insert(argv.end(), kernel.make.begin(), kernel.make.end());
  argv.insert(argv.end(), targets.begin(), targets.end());
  return argv;
}

bool takes_request(std::string_view base) {
  return base == "allnoconfig" || base == "allyesconfig" || base == "allmodconfig" || base == "alldefconfig";
}

std::vector<std::string> configure_targets(const ConfigRequest& request) {
  return {"KCONFIG_ALLCONFIG=" + std::string(request_place), request.base};
}

std::string build_inputs(const KernelSpec& kernel, const Toolchain& toolchain) {
  std::string text = "recipe " + std::string(recipe_version) + "\ntree " + kernel.tree_id + "\ntoolchain " +
                     toolchain.id + "\nimage " + kernel.image + "\n";
  for (const std::string& word : make_command(kernel, toolchain, kernel.targets)) text += "make " + word + "\n";
  for (const std::string& flag : kernel.init) text += "init " + flag + "\n";
  if (!kernel.init.empty()) text += std::string(initramfs_script()) + std::string(init_source());
  return text + "base " + kernel.request.base + "\n" + render_request(kernel.request);
}

bool make_takes_fifo(const Toolchain& toolchain) {
  const auto version = toolchain.versions.find("make");
  if (version == toolchain.versions.end()) return false;
  const std::string& text = version->second;
  int major = 0;
  int minor = 0;
  const auto [dot, error] = std::from_chars(text.data(), text.data() + text.size(), major);
  if (error != std::errc() || dot == text.data() + text.size() || *dot != '.') return false;
  std::from_chars(dot + 1, text.data() + text.size(), minor);
  return major > 4 || (major == 4 && minor >= 4);
}

bool is_progress_line(std::string_view line) {
  return line.size() > 4 && line.starts_with("  ") && std::isupper(static_cast<unsigned char>(line[2]));
}

}  // namespace gulliver

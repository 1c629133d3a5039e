// SPDX-License-Identifier: MIT
#pragma once

#include <runners/kernel/configurator.hpp>
#include <runners/kernel/kernel_make.hpp>

#include <filesystem>
#include <functional>

namespace gulliver {

/// Who watches a build.
struct BuildWatcher {
  std::function<void()> configuring;    ///< make is about to be asked for a .config
  std::function<void()> building;       ///< the gate is passed, make is about to build
  std::function<void(int)> progress;    ///< steps that make has told of so far
};

/// Where builds keep things: all below one cache, or apart where caches share some of it.
struct KernelFolders {
  KernelFolders(const std::filesystem::path& cache)
      : builds(cache / "builds"), ccache(cache / "ccache"), bindings(cache / "bindings") {}

  std::filesystem::path builds;    ///< a folder for each spec
  std::filesystem::path ccache;    ///< the compiler cache
  std::filesystem::path bindings;  ///< as kept_bindings() finds them
};

/// Turns a KernelSpec into an image, in a persistent folder for each spec, so that what did not
/// change is not made again; and makes nothing at all where nothing changed.
class KernelBuilder {
 public:
  /// `limits` are those of every make.
  KernelBuilder(KernelFolders folders, ProcessRunner& processes, JobBudget& budget, Limits limits);

  /// Configures, compares request with result, and builds only what passes that gate.
  /// Holds one job of the budget; make takes further ones itself.
  /// \throws Error  the farm is at fault (sandbox, disk)
  asio::awaitable<BuildResult> build(KernelSpec kernel, Toolchain toolchain, std::filesystem::path log,
                                     BuildWatcher watcher);

  /// The persistent folder of a spec.
  std::filesystem::path folder(const KernelSpec& kernel) const;

 private:
  struct Job;
  asio::awaitable<Verdict> gate(Job& job);
  asio::awaitable<Verdict> make_image(Job& job);
  asio::awaitable<void> make_user_space(Job& job);
  Verdict failure(Job& job);
  bool reuse(Job& job);
  void remember(Job& job) const;
  void keep_bindings(const Job& job) const;

  KernelFolders folders_;
  JobBudget& budget_;
  KernelMake make_;
  Configurator configurator_;
};

/// What bindgen made of the kernel's headers, as it stood in the folder after the last build of these
/// very inputs, whether or not a kernel came of it; empty where that is not known (any more).
std::string kept_bindings(const std::filesystem::path& cache, const KernelSpec& kernel, const Toolchain& toolchain);

}  // namespace gulliver
